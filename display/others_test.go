package display

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"loopbook/scheduler"
)

// others are pictures of more, or of less, than one trace.
func others(t testing.TB) map[string]Bundle {
	source, err := os.ReadFile("testdata/node/first-look.js")
	if err != nil {
		t.Fatal(err)
	}
	look := named(t, "first-look")
	guess := []string{"sync", "micro", "tick", "after await", "timeout", "immediate"}
	long := flood(200)
	longer := flood(210)
	longer.Events[100], longer.Events[101] = longer.Events[101], longer.Events[100]
	return map[string]Bundle{
		"diff modules":   Diff(Run{"CommonJS", named(t, "script-order")}, Run{"ES module", named(t, "module-order")}),
		"diff awaits":    Diff(Run{"serial", named(t, "serial-awaits")}, Run{"together", named(t, "concurrent-awaits")}),
		"diff same":      Diff(Run{"one", look}, Run{"two", look}),
		"diff long":      Diff(Run{"200", long}, Run{"210", longer}),
		"predict":        Predict(guess, look, false),
		"predict hidden": Predict(guess, look, true),
		"predict right":  Predict([]string{"sync", "tick", "micro", "after await", "timeout", "immediate", "file"}, look, false),
		"predict more":   Predict([]string{"sync", "tick", "micro", "after await", "timeout", "immediate", "file", "x < y"}, look, false),
		"puzzle":         Puzzle(string(source), look),
		"outcomes":       Outcomes([]Outcome{{State: scheduler.Fulfilled, Value: "'a'"}, {State: scheduler.Rejected, Value: "Error: b"}}),
		"outcomes named": Outcomes([]Outcome{{"user", scheduler.Fulfilled, "{ id: 1 }", 2, "#7 L4"}, {"news", scheduler.Rejected, "Error: 404", 1, "#4 L9, 10 ms"}, {"ads", scheduler.Pending, "", 0, ""}}),
		"grid":           Grid{[]string{"(index)", "a|b", "<i>"}, [][]string{{"0", "1", "'x'"}, {"1", "`2`", ""}}}.Show("plain"),
		"grid wide":      wideGrid().Show("plain"),
		"progress":       Progress(3, 10, "<reading> a|b"),
		"progress open":  Progress(3000, 0, "lines"),
	}
}

func TestOtherPicturesAreGolden(t *testing.T) {
	var a txtar.Archive
	all := others(t)
	for _, kind := range slices.Sorted(maps.Keys(all)) {
		for _, mime := range []string{MIMEText, MIMEMarkdown, MIMEHTML} {
			a.Files = append(a.Files, txtar.File{Name: strings.ReplaceAll(kind, " ", "-") + "." + forms[mime], Data: []byte(all[kind].Data[mime].(string))})
		}
	}
	checkFile(t, filepath.Join("testdata", "golden", "others.txt"), string(txtar.Format(&a)))
}

func TestDiffSaysWhatChangedAndWhy(t *testing.T) {
	text := strings.Join(strings.Fields(others(t)["diff modules"].Plain()), " ")
	for _, want := range []string{"1 callback moved", "the nextTick queue drains before promise jobs", "a module's body is itself a promise job"} {
		if !strings.Contains(text, want) {
			t.Errorf("does not say %q:\n%s", want, text)
		}
	}
}

func TestDiffCountsEveryStepOfBothRuns(t *testing.T) {
	for _, a := range samples(t)[:12] {
		for _, b := range samples(t)[:12] {
			c := compare(Run{"a", a.trace}, Run{"b", b.trace})
			var inA, inB []int
			for _, r := range c.rows {
				if r.a != nil {
					inA = append(inA, r.a.N)
				}
				if r.b != nil {
					inB = append(inB, r.b.N)
				}
			}
			if !slices.IsSorted(inA) || !slices.IsSorted(inB) || len(inA) != len(a.trace.Events) || len(inB) != len(b.trace.Events) {
				t.Errorf("%s and %s: %v, %v", a.name, b.name, inA, inB)
			}
		}
	}
}

func TestHiddenPredictionDoesNotTell(t *testing.T) {
	guess := []string{"sync", "micro", "tick", "x", "x", "x", "x"}
	for mime, text := range Predict(guess, named(t, "first-look"), true).Data {
		for _, secret := range []string{"after await", "timeout", "immediate", "file", "queue drains"} {
			if strings.Contains(text.(string), secret) {
				t.Errorf("%s tells %q", mime, secret)
			}
		}
	}
}

func TestPuzzleIsNeverInTheRightOrder(t *testing.T) {
	for _, s := range samples(t) {
		var lines []string
		for _, l := range printedLines(s.trace) {
			lines = append(lines, l.text)
		}
		got := shuffled(lines, s.name)
		if len(slices.Compact(slices.Sorted(slices.Values(lines)))) > 1 && slices.Equal(got, lines) {
			t.Errorf("%s is in the right order: %q", s.name, got)
		}
		if !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(lines))) {
			t.Errorf("%s: %q became %q", s.name, lines, got)
		}
	}
}

// R13
func TestChromeTraceHasNoOverlapsAndArrowsEndInSlices(t *testing.T) {
	traces := samples(t)
	traces = append(traces, sample{"flood", flood(30_000)})
	for _, s := range traces {
		var file struct {
			TraceEvents []struct {
				Ph           string
				PID, TID, ID json.Number
				TS           json.Number
				Dur          json.Number
				Name         string
			}
		}
		if err := json.Unmarshal(ChromeTrace(s.trace), &file); err != nil {
			t.Fatal(s.name, err)
		}
		type span struct{ from, to int64 }
		spans := map[string][]span{}
		number := func(n json.Number) int64 {
			v, err := n.Int64()
			if err != nil {
				t.Fatalf("%s: %q is not a whole number", s.name, n)
			}
			return v
		}
		steps, flows := 0, map[json.Number]int{}
		for _, e := range file.TraceEvents {
			if e.Ph == "X" {
				steps++
				track := string(e.PID + "/" + e.TID)
				spans[track] = append(spans[track], span{number(e.TS), number(e.TS) + number(e.Dur)})
			}
		}
		for track, list := range spans {
			for i := 1; i < len(list); i++ {
				if list[i].from < list[i-1].to {
					t.Errorf("%s: %v and %v overlap on %s", s.name, list[i-1], list[i], track)
				}
			}
		}
		for _, e := range file.TraceEvents {
			if e.Ph != "s" && e.Ph != "f" {
				continue
			}
			flows[e.ID]++
			at := number(e.TS)
			if number(e.ID) <= 0 || !slices.ContainsFunc(spans[string(e.PID+"/"+e.TID)], func(s span) bool { return s.from <= at && at <= s.to }) {
				t.Errorf("%s: arrow %s ends outside of any slice", s.name, e.ID)
			}
		}
		for id, n := range flows {
			if n != 2 {
				t.Errorf("%s: arrow %s has %d ends", s.name, id, n)
			}
		}
		if steps != len(s.trace.Events) {
			t.Errorf("%s: %d slices for %d steps", s.name, steps, len(s.trace.Events))
		}
	}
}

func TestMermaidNamesOnlyNodesItHas(t *testing.T) {
	node := regexp.MustCompile(`^  (p\d+)\["[^"]*"\]:::(fulfilled|rejected|pending)$`)
	edge := regexp.MustCompile(`^  (p\d+) (?:-->|-\.->) (p\d+)$`)
	for _, s := range samples(t) {
		known := map[string]bool{}
		for l := range strings.Lines(Mermaid(s.trace)) {
			l = strings.TrimSuffix(l, "\n")
			switch n, e := node.FindStringSubmatch(l), edge.FindStringSubmatch(l); {
			case n != nil:
				known[n[1]] = true
			case e != nil && known[e[1]] && known[e[2]]:
			case l == "flowchart TD" || strings.HasPrefix(l, "  classDef "):
			default:
				t.Errorf("%s: %q", s.name, l)
			}
		}
	}
}

func TestSVGIsWellFormedAndReadAloud(t *testing.T) {
	for _, s := range samples(t) {
		b := TimelineSVG(s.trace, TimelineOptions{})
		if got := slices.Sorted(maps.Keys(b.Data)); !slices.Equal(got, []string{MIMESVG, MIMEText}) {
			t.Errorf("%s: %v", s.name, got)
		}
		svg := b.Data[MIMESVG].(string)
		checkXML(t, svg)
		for _, want := range []string{`role="img"`, "<title>", "<desc>1 script "} {
			if !strings.Contains(svg, want) {
				t.Errorf("%s has no %s", s.name, want)
			}
		}
		if strings.Contains(svg, "foreignObject") || strings.Contains(svg, "<script") || strings.Count(svg, "<circle") != min(len(s.trace.Events), svgSteps) {
			t.Errorf("%s: %.200s", s.name, svg)
		}
	}
}

func checkXML(t *testing.T, text string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		_, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
	}
}

func TestOrdinalsOfEnglish(t *testing.T) {
	var got []string
	for _, n := range []int{1, 2, 3, 4, 11, 12, 13, 21, 102, 111, 113} {
		got = append(got, ordinal(n))
	}
	if want := "1st 2nd 3rd 4th 11th 12th 13th 21st 102nd 111th 113th"; strings.Join(got, " ") != want {
		t.Error(fmt.Sprint(got))
	}
}

// wideGrid has more columns, and longer words, than a page has room for.
func wideGrid() (g Grid) {
	row := []string{"0"}
	g.Head = []string{"(index)"}
	for i := range 40 {
		g.Head = append(g.Head, fmt.Sprintf("property%d", i))
		row = append(row, strings.Repeat("abcdefgh", 1+i%6))
	}
	g.Rows = [][]string{row, row}
	return g
}
