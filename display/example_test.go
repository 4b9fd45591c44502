package display_test

import (
	"fmt"

	"loopbook/display"
	"loopbook/scheduler"
)

func Example() {
	b := display.HTML("<b>42</b>", "42").With("application/json", map[string]any{"answer": 42}).Named("result")
	fmt.Println(b.Plain(), b.Check())
	fmt.Println(b.With("text/html", 42).Check())
	// Output:
	// 42 <nil>
	// the value of text/html must be a string, not a number
}

func ExampleTimeline() {
	line := func(n int) scheduler.Place { return scheduler.Place{Line: n, Column: 1} }
	r := scheduler.Recorder{Cell: "[1]"}
	script := r.Append(scheduler.Event{Place: line(1), Label: "(cell script)", Why: scheduler.Reason{Code: scheduler.ScriptFirst}})
	r.Print(script, "sync\n")
	tick := r.Append(scheduler.Event{
		Queue: scheduler.QueueTick, Place: line(2), Label: "() => console.log('tick')", Phase: scheduler.PhaseMicrotasks,
		Registered: scheduler.Origin{Step: script, Place: line(2), What: "process.nextTick"},
		Why:        scheduler.Reason{Code: scheduler.TickBeforePromise},
	})
	r.Print(tick, "tick\n")
	fmt.Print(display.Timeline(r.Trace(true, nil), display.TimelineOptions{}).Plain())
	// Output:
	// Order of execution in cell [1]: 2 callbacks
	// S script  N nextTick
	// (letter = ran here, + or digit = queued here, | = waiting)
	//
	//   #  S N  printed  what ran, and why then
	//   1  S +  sync     (cell script) L1
	//        |           the body always runs first, to its end
	//        |  -- ticks and promise jobs, before the loop goes on ------------------
	//   2    N  tick     () => console.log('tick') L2
	//                    queued by #1 at L2 (process.nextTick); stack empty: the
	//                    nextTick queue drains before promise jobs
}
