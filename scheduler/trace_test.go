package scheduler

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func tickAt(line int) Event {
	return Event{Queue: QueueTick, Place: Place{Line: line}, Label: "tick", Why: Reason{Code: TickBeforePromise}, Sure: Rule, Phase: PhaseMicrotasks}
}

func TestRecorderKeepsBothEndsAndCountsTheRest(t *testing.T) {
	var r Recorder
	const steps = 1_000_000
	for i := 1; i <= steps; i++ {
		if n := r.Append(tickAt(i % 3)); n != i {
			t.Fatalf("step %d is called %d", i, n)
		}
	}
	tr := r.Trace(true, nil)
	if tr.Steps != steps || len(tr.Events) != 2*keptEvents || tr.Dropped.Total() != steps-2*keptEvents {
		t.Errorf("steps %d, kept %d, dropped %v", tr.Steps, len(tr.Events), tr.Dropped)
	}
	for i, e := range tr.Events {
		want := i + 1
		if i >= keptEvents {
			want += steps - 2*keptEvents
		}
		if e.N != want {
			t.Fatalf("event %d is step %d, want %d", i, e.N, want)
		}
	}
	if len(tr.Lines) != 3 || tr.Lines[0].Count != 333_334 || tr.Lines[0].Line != 1 {
		t.Errorf("lines %+v", tr.Lines)
	}
	if tr.Counts[QueueTick] != steps || len(tr.ByTurn) != 1 || tr.ByTurn[0].Counts[QueueTick] != steps {
		t.Errorf("counts %v, by turn %+v", tr.Counts, tr.ByTurn)
	}
}

func TestRecorderBoundsTextsAndOutput(t *testing.T) {
	var r Recorder
	e := tickAt(1)
	e.Label = strings.Repeat("ä", 1000)
	n := r.Append(e)
	for i := range 50 {
		r.Print(n, fmt.Sprintln("line", i))
	}
	r.Print(n+1, "of a step that is not there")
	got := r.Trace(true, nil).Events[0]
	if len(got.Label) > maxLabel || !strings.HasSuffix(got.Label, "ä...") {
		t.Errorf("label of %d bytes: %q", len(got.Label), got.Label)
	}
	if len(got.Output) != keptOutput || got.MoreOutput != 30 || got.Output[0] != "line 0" {
		t.Errorf("output %q and %d more", got.Output, got.MoreOutput)
	}
}

func TestRecorderForgetsOldPromisesButNotUnhandledOnes(t *testing.T) {
	var r Recorder
	for range keptPromises {
		r.Promise(Promise{Kind: "async function", State: Fulfilled})
	}
	bad := r.Promise(Promise{Kind: "new Promise"})
	r.Settle(bad, Rejected, "Error: lost", Origin{Step: 1, What: "reject"})
	late := r.Promise(Promise{Kind: "new Promise", State: Rejected})
	r.Handle(late, Origin{Step: 2, What: ".catch"}, true)
	r.Handle(late, Origin{Step: 3, What: ".then"}, false)
	r.Promise(Promise{Kind: "await", Internal: true})
	for range keptPromises {
		r.Promise(Promise{Kind: "new Promise"})
	}
	r.Settle(late, Fulfilled, "of one that is gone", Origin{})
	tr := r.Trace(true, nil)
	if len(tr.Promises) != 2*keptPromises+1 || tr.Promises[keptPromises].ID != bad || tr.Promises[keptPromises].Value != "Error: lost" {
		t.Errorf("%d promises, the one after the first thousand is %+v", len(tr.Promises), tr.Promises[keptPromises])
	}
	if want := (PromiseCounts{Rejected: 1, Internal: 1}); tr.DroppedPromises != want {
		t.Errorf("dropped %+v, want %+v", tr.DroppedPromises, want)
	}
}

func TestRecorderRanksTheLongestWaits(t *testing.T) {
	var r Recorder
	r.Append(Event{Why: Reason{Code: ScriptFirst}})
	for i := 2; i <= 100; i++ {
		e := tickAt(i)
		e.Registered = Origin{Step: i - 1 - i%20}
		r.Append(e)
	}
	waited := r.Trace(true, nil).Waited
	if len(waited) != keptWaits || waited[0].Steps != 19 || waited[0].N != 39 || waited[1].N != 59 {
		t.Errorf("waited %+v", waited)
	}
}

func TestRecorderCountsEveryTurnInRanges(t *testing.T) {
	var r Recorder
	const turns = 1000
	for i := range turns {
		e := tickAt(1)
		e.Turn = i
		r.Append(e)
	}
	list := r.Trace(true, nil).ByTurn
	sum, next := 0, 0
	for _, c := range list {
		if c.From != next || c.To != c.From+15 {
			t.Errorf("range %d to %d, want one from %d", c.From, c.To, next)
		}
		sum, next = sum+c.Counts.Total(), c.To+1
	}
	if sum != turns || len(list) > maxRanges {
		t.Errorf("%d in %d ranges", sum, len(list))
	}
}

func TestATraceIsASnapshot(t *testing.T) {
	var r Recorder
	n := r.Append(tickAt(1))
	r.Print(n, "a")
	before := r.Trace(false, nil)
	r.Print(n, "b")
	r.Append(tickAt(2))
	if len(before.Events) != 1 || len(before.Events[0].Output) != 1 {
		t.Errorf("changed: %+v", before.Events)
	}
}

func TestTraceJSONKeepsItsFieldsAndOrder(t *testing.T) {
	tr := &Trace{
		Version: TraceVersion, Cell: "[4]", Clock: VirtualTime, Turns: 1, Steps: 2, Dry: true,
		Events: []Event{
			{N: 1, Place: Place{Line: 1, Column: 1}, Label: "(cell script)", Output: []string{"sync"}, Why: Reason{Code: ScriptFirst}, Sure: Rule},
			{N: 2, Queue: QueueTimer, Place: Place{Line: 3, Column: 12}, Label: "f",
				Registered: Origin{Step: 1, Place: Place{Line: 3, Column: 1}, What: "setTimeout"}, Delay: &Delay{Asked: "0", Used: 1, Due: 1},
				Phase: PhaseTimers, Time: 1, Why: Reason{Code: TimerDue, Due: 1}, Sure: Race, Against: 3},
		},
		Promises: []Promise{{ID: 1, Kind: "new Promise", State: Pending, Made: Origin{Step: 1, Place: Place{Line: 2}}, Waits: Waits{For: WaitNothing}}},
		Counts:   QueueCounts{QueueScript: 1, QueueTimer: 1},
	}
	text, err := json.Marshal(tr)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"v":1,"cell":"[4]","clock":"virtual","turns":1,"steps":2,"dry":true,"events":[` +
		`{"n":1,"q":"script","line":1,"col":1,"label":"(cell script)","out":["sync"],"turn":0,"phase":"script","why":{"code":"script-first"},"sure":"rule"},` +
		`{"n":2,"q":"timer","line":3,"col":12,"label":"f","registered":{"step":1,"line":3,"col":1,"what":"setTimeout"},"delay":{"asked":"0","used":1,"due":1},` +
		`"turn":0,"phase":"timers","t":1,"why":{"code":"timer-due","due":1},"sure":"race","against":3}],` +
		`"promises":[{"id":1,"kind":"new Promise","state":"pending","made":{"step":1,"line":2},"waits":{"for":"nothing"}}],` +
		`"counts":{"script":1,"timer":1}}`
	if string(text) != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
	var back Trace
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(tr, &back); diff != "" {
		t.Error(diff)
	}
}

func TestUnknownNamesInATraceAreErrors(t *testing.T) {
	for _, text := range []string{`{"events":[{"q":"tock"}]}`, `{"events":[{"phase":"prepare"}]}`, `{"counts":{"tock":1}}`} {
		if err := json.Unmarshal([]byte(text), new(Trace)); err == nil {
			t.Errorf("%s was accepted", text)
		}
	}
}

func BenchmarkAppend(b *testing.B) {
	var r Recorder
	e := tickAt(1)
	b.ReportAllocs()
	for b.Loop() {
		r.Append(e)
	}
}
