package realm

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"loopbook/scheduler"
)

// nodeTraces are what programs did under real Node (display/testdata/record.cjs).
func nodeTraces(t *testing.T) []string {
	files, err := filepath.Glob("../../display/testdata/node/*.*js")
	if err != nil || len(files) < 30 {
		t.Fatalf("%d programs: %v", len(files), err)
	}
	return files
}

func readTrace(t *testing.T, file string) *scheduler.Trace {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	tr := new(scheduler.Trace)
	if err := d.Decode(tr); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return tr
}

// recordProgram runs a program and records it.
func recordProgram(t testing.TB, file string, virtual bool) *scheduler.Trace {
	t.Helper()
	var out strings.Builder
	file, err := filepath.Abs(file)
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(Config{Dir: filepath.Dir(file), Stdout: &out, Stderr: &out})
	if err != nil {
		t.Fatal(err)
	}
	var trace *scheduler.Trace
	if virtual {
		r.loop.SetVirtual(true)
	}
	r.RunProgram(t.Context(), Program{File: file, Trace: func(tr *scheduler.Trace) { trace = tr }})
	return trace
}

// compared is what a recorded trace has in common with Node's.
func compared(tr, node *scheduler.Trace) []string {
	var list []string
	ids := map[int]scheduler.Place{}
	for _, p := range tr.Promises {
		ids[p.ID] = p.Made.Place
	}
	origin := func(o scheduler.Origin) string {
		s := fmt.Sprintf("#%d L%d:%d %s", o.Step, o.Line, o.Column, o.What)
		if o.Promise > 0 {
			s += fmt.Sprintf(" of L%d:%d", ids[o.Promise].Line, ids[o.Promise].Column)
		}
		return s
	}
	for _, e := range tr.Events {
		list = append(list, fmt.Sprintf("%d %v L%d:%d %s", e.N, e.Queue, e.Line, e.Column, e.Label))
		if len(e.Output) > 0 {
			list = append(list, "   printed "+strings.Join(e.Output, " | "))
		}
		if e.Threw != "" {
			list = append(list, "   threw "+e.Threw)
		}
		if e.Registered.Step > 0 {
			list = append(list, "   registered "+origin(e.Registered))
		}
		if e.Queued.Step > 0 {
			list = append(list, "   queued "+origin(e.Queued))
		}
		if d := e.Delay; d != nil {
			list = append(list, fmt.Sprintf("   delay %s %d %v", d.Asked, d.Used, d.Repeat))
		}
		list = append(list, fmt.Sprintf("   turn %d %v: %v also %v %s %d", e.Turn, e.Phase, e.Why, e.Also, e.Sure, e.Against))
	}
	list = append(list, fmt.Sprintf("turns %d steps %d dry %v", tr.Turns, tr.Steps, tr.Dry))
	return list
}

var clockDirective = regexp.MustCompile(`(?m)^// clock: virtual`)

func TestProgramsAreRecordedAsNodeRunsThem(t *testing.T) {
	for _, file := range nodeTraces(t) {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			source, _ := os.ReadFile(file)
			node := readTrace(t, strings.TrimSuffix(file, filepath.Ext(file))+".json")
			got := recordProgram(t, file, clockDirective.Match(source))
			if diff := cmp.Diff(compared(node, node), compared(got, node)); diff != "" {
				t.Errorf("(-node +here)\n%s", diff)
			}
		})
	}
}
