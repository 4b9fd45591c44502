package realm

import (
	"regexp"
	"strings"

	"github.com/dop251/goja"

	"loopbook/display/inspect"
	"loopbook/kernel/realm/inside"
	"loopbook/scheduler"
)

// HOW a trace is taken
//
// The loop knows when each callback runs and why (scheduler.Tracing); this is what the engine knows: which function it is,
// where it stands in what the user wrote, what it prints, who asked for it and where. Nothing of the program is wrapped:
// the place of a call is read off goja's own frames, a callback's text off the source.
//
//	x.trace = &traceOptions{Cell: "[4]"}     set by a magic, before the body runs
//	x.recording                              made when the body begins, nil without a trace
//	x.recording.finish()                     at the end of the cell: what ran
//
// A realm has one recording at a time. While there is none, the price is a comparison here and there.

// traceOptions say how a cell or program is recorded.
type traceOptions struct {
	Cell   string // as scheduler.Trace.Cell: "[4]"; "" for a program
	Module bool   // the body is evaluated as an ES module
	Clock  scheduler.Clock
	// Promises puts the records of promises into the trace; without them the steps only number the promises.
	Promises bool
}

// recording is a trace that is being taken. Loop goroutine only.
type recording struct {
	r       *Realm
	options traceOptions
	loop    *scheduler.Tracing
	cell    *scheduler.Cell // whose trace it is; nil for a program
	trace   *scheduler.Trace
	wrapped bool // the body is an async function that no program sees
	places  places
	frames  []inside.Frame // for the next look at the calls on the way
	hooks   *hooks

	known map[*goja.Object]*promise
	head  []*promise // the first, …
	ring  []*promise // … and the last, oldest at next: those whose records are kept
	next  int

	job        *inside.Job // the promise job that runs
	depth      int         // of calls when it began
	threw      string      // what left it
	current    *reaction   // that runs in it
	then       *thenCall   // until its reaction is registered
	host       *hostAwait  // the same
	combinator *combinator
	executing  *promise            // whose executor runs
	waiting    []scheduler.Waiting // at the end
	// An async function that was suspended for the first time: the reaction, its place in the queue of jobs if its job is
	// there already, and how the record of the function's promise begins.
	fresh     *reaction
	freshJob  int
	freshMade scheduler.Promise
}

// startTrace begins to record; the step that begins next is the first one. A recording that is on its way is ended. It is
// called on the loop goroutine, from x.run and RunProgram, where a trace was asked for.
func (r *Realm) startTrace(o traceOptions) *recording {
	if r.trace != nil {
		r.trace.finish()
	}
	c := &recording{r: r, options: o, cell: r.loop.Context().Cell, places: newPlaces(),
		known: map[*goja.Object]*promise{}, hooks: r.hookPromises()}
	c.loop = &scheduler.Tracing{
		Recorder: scheduler.Recorder{Cell: o.Cell, Module: o.Module, Clock: o.Clock},
		Describe: c.describe, Unknown: c.unknown, Name: c.cellOf, Thrown: r.thrownText,
	}
	r.trace = c
	r.loop.Trace(c.loop)
	return c
}

// finish stops recording and returns what was recorded; a second call returns the same. The trace is data: it does not
// change any more, and any goroutine may read it.
func (c *recording) finish() *scheduler.Trace {
	if c.trace != nil {
		return c.trace
	}
	if c.r.trace == c {
		c.r.trace = nil
		c.r.loop.Trace(nil)
	}
	c.waiting = c.loop.Waiting()
	for _, list := range [][]*promise{c.head, c.ring} {
		for _, p := range list {
			c.complete(p)
		}
	}
	c.trace = c.loop.Recorder.Trace(!c.r.loop.Alive(), c.loop.Alive())
	if !c.options.Promises {
		c.trace.Promises, c.trace.DroppedPromises = nil, scheduler.PromiseCounts{}
	}
	c.head, c.ring, c.waiting, c.frames = nil, nil, nil, nil // what waits may hold c for long
	c.loop.Release()
	return c.trace
}

// begin records that the body begins to run.
func (c *recording) begin() {
	label := "(cell script)"
	if c.options.Module {
		label = "(module)"
	}
	c.loop.Script(scheduler.Event{Place: scheduler.Place{Line: 1, Column: 1}, Label: label})
}

// end records that the body has returned to the loop.
func (c *recording) end(err error) { c.loop.End(c.r.thrownText(err)) }

// print records output of the running step.
func (c *recording) print(text string) {
	if c.loop.Running() || c.isSeen() {
		c.loop.Print(c.loop.Step(), text)
	}
}

// isSeen tells whether code of the program is on the way.
func (c *recording) isSeen() bool {
	_, p := c.r.errors.machine.Outermost(c.isProgram)
	return p != nil
}

// step is the running step, or, where only the host runs, the last one.
func (c *recording) step() int {
	if c.loop.Running() || c.isSeen() {
		return c.loop.Step()
	}
	return c.loop.Last()
}

// cellOf is the name of another cell in places, "" for that of the trace.
func (c *recording) cellOf(cell *scheduler.Cell) string {
	if cell == nil || cell == c.cell {
		return ""
	}
	return strings.TrimPrefix(cell.Name(), "Cell In")
}

// thrownText is an exception on one line, "" for none.
func (r *Realm) thrownText(err error) string {
	if err == nil {
		return ""
	}
	v, _, ok := r.thrownValue(err)
	if !ok {
		return oneLine(err.Error())
	}
	return oneLine(r.brief(v))
}

// text is a value as a promise table shows it: no code of the program runs for it.
func (c *recording) text(v goja.Value) string {
	if o, ok := v.(*goja.Object); ok && c.r.errors.machine.IsError(o) {
		return c.r.stacks.header(o)
	}
	o := inspect.Default()
	o.Depth, o.CustomInspect, o.ShowProxy, o.MaxArrayLength, o.MaxStringLength, o.BreakLength = 1, false, true, 20, 200, inspect.Infinity
	s, err := c.r.inspector.Inspect(v, o)
	if err != nil {
		return c.r.plainText(v)
	}
	return scheduler.Clip(oneLine(stackLines.ReplaceAllString(s, "")), maxTraceValue)
}

// stackLines are the stack of an error within a value.
var stackLines = regexp.MustCompile(`\n +at [^\n]*?( \{|$|\n)`)

// maxTraceValue bounds values in bytes.
const maxTraceValue = 80

// caught returns the value of a JavaScript exception; false for what no program may catch (an interrupt).
func (r *Realm) caught(err error) (goja.Value, bool) {
	v, _, ok := r.thrownValue(err)
	return v, ok
}

// brief is a value on one line: an error by name and message.
func (r *Realm) brief(v goja.Value) string {
	if o, ok := v.(*goja.Object); ok && r.errors.machine.IsError(o) {
		return r.stacks.header(o)
	}
	return r.plainText(v)
}
