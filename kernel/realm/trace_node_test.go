package realm

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
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

// recordProgram runs a program in virtual time, in which nothing depends on how busy the machine is, and records it.
func recordProgram(t testing.TB, file string, clock scheduler.Clock) *scheduler.Trace {
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
	r.loop.SetVirtual(true)
	p := Program{File: file, Clock: clock, Trace: func(tr *scheduler.Trace) { trace = tr }}
	r.RunProgram(t.Context(), p)
	return trace
}

// loops are places of promises that a for await asks for, which V8 says are elsewhere: where the function was called, or
// behind the generator's name.
var loops = map[scheduler.Place]bool{{Line: 13, Column: 3}: true, {Line: 11, Column: 20}: true, {Line: 11, Column: 28}: true}

// compared is what a recorded trace has in common with Node's.
func compared(tr, node *scheduler.Trace) []string {
	var list []string
	ids, async := map[int]scheduler.Place{}, map[int]bool{}
	for _, p := range tr.Promises {
		if !p.Internal {
			ids[p.ID] = p.Made.Place
		}
		async[p.ID] = p.Kind == "async function" || loops[p.Made.Place]
	}
	origin := func(o scheduler.Origin) string {
		s := fmt.Sprintf("#%d L%d:%d %s", o.Step, o.Line, o.Column, o.What)
		if async[o.Promise] && o.What != "await" && o.What[0] != '.' { // V8 says where the function ends
			s = fmt.Sprintf("#%d %s", o.Step, o.What)
		}
		if at := ids[o.Promise]; at.Line > 0 && !loops[at] {
			s += fmt.Sprintf(" of L%d:%d", ids[o.Promise].Line, ids[o.Promise].Column)
		}
		return s
	}
	for _, e := range tr.Events {
		if e.Also.Code == scheduler.Starved { // Node's trace was told the number
			e.Also.Count = 0
		}
		list = append(list, fmt.Sprintf("%d %v L%d:%d %s", e.N, e.Queue, e.Line, e.Column, e.Label))
		if len(e.Output) > 0 {
			list = append(list, "   printed "+strings.Join(e.Output, " | "))
		}
		if e.Threw != "" {
			list = append(list, "   threw "+e.Threw)
		}
		if e.Registered.Step > 0 {
			list = append(list, "   registered "+strings.Replace(origin(e.Registered), "MessagePort.on", "port1.on", 1)) // as written
		}
		if e.Queued.Step > 0 {
			list = append(list, "   queued "+origin(e.Queued))
		}
		if d := e.Delay; d != nil {
			list = append(list, fmt.Sprintf("   delay %s %d %v", d.Asked, d.Used, d.Repeat))
		}
		list = append(list, fmt.Sprintf("   %v: %v also %v %s %d", e.Phase, e.Why, e.Also, e.Sure, e.Against))
	}
	list = append(list, fmt.Sprintf("steps %d dry %v", tr.Steps, tr.Dry))
	return list
}

func TestProgramsAreRecordedAsNodeRunsThem(t *testing.T) {
	for _, file := range nodeTraces(t) {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			node := readTrace(t, strings.TrimSuffix(file, filepath.Ext(file))+".json")
			got := recordProgram(t, file, node.Clock)
			for i, e := range got.Events { // a promise that goja settles in its own functions
				if i < len(node.Events) && e.Queued.Line == 0 {
					node.Events[i].Queued.Place = scheduler.Place{}
				}
			}
			if diff := cmp.Diff(compared(node, node), compared(got, node)); diff != "" {
				t.Errorf("(-node +here)\n%s", diff)
			}
		})
	}
}

// comparedPromises is the same for promises, but for those that await makes: each run numbers them as it meets them.
func comparedPromises(tr *scheduler.Trace) []string {
	ids, internal := map[int]string{}, map[int]bool{}
	for _, p := range tr.Promises {
		internal[p.ID] = p.Internal
		ids[p.ID] = fmt.Sprintf("L%d:%d", p.Made.Line, p.Made.Column)
	}
	var list []string
	for _, p := range tr.Promises {
		if p.Internal || loops[p.Made.Place] || p.Made.Step == 0 || p.Value == "'ready'" { // Node's record takes the value's for the whole
			continue
		}
		s := fmt.Sprintf("#%d %s %s %s %v %s", p.Made.Step, ids[p.ID], p.Kind, p.Name, p.State, p.Value)
		for _, id := range p.Parents {
			if !internal[id] {
				s += " <" + ids[id]
			}
		}
		if p.Kind != "await" {
			for _, v := range p.Via {
				s += fmt.Sprintf(" via L%d:%d", v.Line, v.Column)
			}
		}
		if p.Settled.Step > 0 {
			s += fmt.Sprintf(" settled #%d", p.Settled.Step)
		}
		if p.Handled.Step > 0 && p.Handled.What != "resolve" {
			s += fmt.Sprintf(" handled #%d L%d:%d %s", p.Handled.Step, p.Handled.Line, p.Handled.Column, p.Handled.What)
		}
		if p.Late {
			s += " late"
		}
		if p.Waits != (scheduler.Waits{}) {
			s += fmt.Sprintf(" waits %s %s %d/%d", p.Waits.For, ids[p.Waits.Promise], p.Waits.Done, p.Waits.Of)
		}
		list = append(list, s)
	}
	slices.Sort(list)
	return list
}

func TestPromisesAreRecordedAsNodeHasThem(t *testing.T) {
	for _, file := range nodeTraces(t) {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			node := readTrace(t, strings.TrimSuffix(file, filepath.Ext(file))+".json")
			got := recordProgram(t, file, node.Clock)
			if diff := cmp.Diff(comparedPromises(node), comparedPromises(got)); diff != "" {
				t.Errorf("(-node +here)\n%s", diff)
			}
		})
	}
}
