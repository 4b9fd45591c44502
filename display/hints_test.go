package display

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"loopbook/scheduler"
)

// facts is what the source of each sample says, as the syntax tree would.
func facts(t testing.TB) (all map[string]Facts) {
	t.Helper()
	text, err := os.ReadFile("testdata/facts.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// R14: what each sample is warned of. A sample that is not here is clean and must give no hint at all.
var expectedHints = map[string]string{
	"floating":        "warning floating-promise L4",
	"foreach-async":   "warning async-callback-discarded L4",
	"handled-late":    "note unhandled-rejection L4",
	"pending-forever": "warning pending-forever L2",
	"serial-awaits":   "note serial-awaits L5",
	"starved-timer":   "note microtask-starvation L3",
	"unhandled":       "error unhandled-rejection L4",
}

func TestHintsAreFoundWhereTheyBelongAndNowhereElse(t *testing.T) {
	all, seen := facts(t), 0
	for _, s := range samples(t) {
		var got []string
		for _, h := range FindHints(s.trace, all[s.name]) {
			got = append(got, fmt.Sprintf("%s %s %s", h.Level, h.Rule, placeName(h.Place)))
			if h.Evidence == "" || h.What == nil || h.Fix == nil || h.Silence == nil {
				t.Errorf("%s: %s lacks evidence, what, fix or silence: %+v", s.name, h.Rule, h)
			}
		}
		if diff := cmp.Diff(expectedHints[s.name], strings.Join(got, ", ")); diff != "" {
			t.Errorf("%s: %s", s.name, diff)
		}
		if len(got) > 0 {
			seen++
		}
	}
	if seen != len(expectedHints) {
		t.Errorf("%d samples with hints, want %d", seen, len(expectedHints))
	}
}

func TestEachHintCanBeSilenced(t *testing.T) {
	all := facts(t)
	for _, s := range samples(t) {
		for _, h := range FindHints(s.trace, all[s.name]) {
			f := all[s.name]
			f.Silenced = append(slices.Clone(f.Silenced), Silence{h.Rule, h.Place})
			if len(FindHints(s.trace, f)) != 0 {
				t.Errorf("%s: %s speaks on", s.name, h.Rule)
			}
		}
	}
}

func TestAPromiseThatSomebodyHandlesIsNotFloating(t *testing.T) {
	at := func(line int) scheduler.Origin { return scheduler.Origin{Step: 1, Place: scheduler.Place{Line: line}} }
	f := Facts{Floating: []Site{{Place: scheduler.Place{Line: 3}, Text: "f()"}}}
	for name, c := range map[string]struct {
		promises []scheduler.Promise
		want     int
	}{
		"dropped":              {[]scheduler.Promise{{ID: 1, State: scheduler.Fulfilled, Made: at(3)}}, 1},
		"on another line":      {[]scheduler.Promise{{ID: 1, State: scheduler.Fulfilled, Made: at(4)}}, 0},
		"handled":              {[]scheduler.Promise{{ID: 1, State: scheduler.Fulfilled, Made: at(3), Handled: at(3)}}, 0},
		"ends in catch":        {[]scheduler.Promise{{ID: 1, State: scheduler.Fulfilled, Kind: ".catch", Made: at(3)}}, 0},
		"rejected: an error":   {[]scheduler.Promise{{ID: 1, State: scheduler.Rejected, Made: at(3)}}, 1},
		"inside of what it is": {[]scheduler.Promise{{ID: 1, State: scheduler.Fulfilled, Made: at(3), Handled: at(5)}, {ID: 2, State: scheduler.Fulfilled, Made: at(9), Via: []scheduler.Place{at(3).Place}}}, 0},
	} {
		hints := FindHints(&scheduler.Trace{Promises: c.promises}, f)
		if len(hints) != c.want {
			t.Errorf("%s: %v", name, hints)
		}
		for _, h := range hints {
			if h.Rule == "floating-promise" && c.promises[0].State == scheduler.Rejected {
				t.Errorf("%s: warned of what is an error already", name)
			}
		}
	}
}

func TestHintsOfOneLineAreFoldedAndTheGravestComesFirst(t *testing.T) {
	hint := func(rule string, level Level, line int) Hint {
		return Hint{Rule: rule, Level: level, Place: scheduler.Place{Line: line}, Evidence: "seen", What: say("what"), Fix: say("fix"), Silence: say("meant")}
	}
	text := Hints([]Hint{hint("a", Note, 1), hint("b", Error, 9), hint("a", Note, 1), hint("c", Warning, 2)}).Plain()
	const want = `3 hints: 1 error, 1 warning, 1 note

error  b  L9, seen
  what
  Fix: fix
  Meant so? meant

warning  c  L2, seen
  what
  Fix: fix
  Meant so? meant

note  a  L1, seen, 2 times
  what
  Fix: fix
  Meant so? meant
`
	if diff := cmp.Diff(want, text); diff != "" {
		t.Error(diff)
	}
}
