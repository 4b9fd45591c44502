package display

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"loopbook/scheduler"
)

// names are the promises of a table in their order, with the indents that make the tree.
func names(t *scheduler.Trace, o PromisesOptions) (list []string) {
	for _, r := range selectPromises(t, o).table(rowLimit).rows {
		list = append(list, r[0].text)
	}
	return list
}

func TestPromisesStandUnderWhatTheyWereMadeOf(t *testing.T) {
	for name, want := range map[string][]string{
		"any":               {"p3", "|- p1 a", "|- p2 b", "|- p4", "p6", "|- p5", "|- p7"},
		"ticks-of-promises": {"p1", "|- p2", "  |- p3", "    |- p4"},
		"pending":           {"p3 never", "p5 all", "|- p1 timer", "|- p2 text", "|- p4 ready", "|- p6"},
	} {
		if diff := cmp.Diff(want, names(named(t, name), PromisesOptions{})); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestPromisesCanBeSelected(t *testing.T) {
	tr := named(t, "pending-forever")
	for _, c := range []struct {
		o    PromisesOptions
		want []string
	}{
		{PromisesOptions{State: scheduler.Fulfilled}, []string{"p4"}},
		{PromisesOptions{State: scheduler.Pending}, []string{"p1 never", "p5 both", "|- p2 waiting", "|- p6"}},
		{PromisesOptions{State: scheduler.Rejected}, nil},
		{PromisesOptions{All: true, State: scheduler.Pending}, []string{"p1 never", "|- p3", "p5 both", "|- p2 waiting", "|- p6"}},
	} {
		if diff := cmp.Diff(c.want, names(tr, c.o)); diff != "" {
			t.Errorf("%+v: %s", c.o, diff)
		}
	}
	if text := Promises(named(t, "pending"), PromisesOptions{Jobs: true}).Plain(); !strings.Contains(text, "jobs") || !strings.Contains(text, " 3\n") {
		t.Errorf("no column of jobs:\n%s", text)
	}
}

func TestPromiseTableSaysWhatIsPendingUnhandledAndLate(t *testing.T) {
	for name, wants := range map[string][]string{
		"pending":         {"waits for p1 (1 of 3 done)", "waits for a timer, due in 40 ms", "waits for fs.promises.readFile", "5 pending"},
		"pending-forever": {"nothing can settle it any more", "1 internal promise of await not shown: promises({all: true})"},
		"unhandled":       {"no - unhandled", "1 rejected (1 unhandled)"},
		"handled-late":    {"late, .catch L5 at #3", "1 rejected (1 handled late)"},
	} {
		html := unescape(tag.ReplaceAllString(Promises(named(t, name), PromisesOptions{}).Data[MIMEHTML].(string), ""))
		for _, want := range wants {
			if !strings.Contains(html, want) {
				t.Errorf("%s does not say %q: %s", name, want, html)
			}
		}
	}
}

func TestOfManyPromisesThoseThatNeedALookAreShown(t *testing.T) {
	var r scheduler.Recorder
	for range 5000 {
		r.Promise(scheduler.Promise{Kind: "async function", State: scheduler.Fulfilled})
	}
	lost := r.Promise(scheduler.Promise{Kind: "new Promise", State: scheduler.Rejected, Value: "Error: lost"})
	open := r.Promise(scheduler.Promise{Kind: "new Promise"})
	for range 5000 {
		r.Promise(scheduler.Promise{Kind: "async function", State: scheduler.Fulfilled})
	}
	b := Promises(r.Trace(true, nil), PromisesOptions{})
	for mime, text := range b.Data {
		s := text.(string)
		for _, want := range []string{promiseName(lost), "Error: lost", "not shown", "8,001 promises in the middle were not kept"} {
			if !strings.Contains(strings.Join(strings.Fields(s), " "), want) {
				t.Errorf("%s does not say %q", mime, want)
			}
		}
		if strings.Contains(s, promiseName(open)+" ") {
			t.Errorf("%s names a promise that was not kept", mime)
		}
	}
}
