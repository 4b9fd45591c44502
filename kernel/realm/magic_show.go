package realm

import (
	"fmt"
	"slices"
	"strings"

	"loopbook/display"
	"loopbook/kernel/realm/lower"
	"loopbook/scheduler"
)

// HOW a picture comes under a cell
//
//	%%timeline ── startTrace ── the cell runs ── it has ended ── finish ── display ── Done
//
// The trace is data and is kept for the cells after it: trace(), timeline({line: 3}), compare(3, 5) look at it without
// anything being run again. A cell is recorded if a magic asks for it, or if its source calls something that needs
// the trace. All other cells pay nothing.

// What is kept of the cells that were recorded: so many, with so many steps and promises in all, but at least two.
const (
	keptTraces = 50
	keptSteps  = 50_000
)

// A traced is a cell that was recorded.
type traced struct {
	count  int // In[count]
	source string
	trace  *scheduler.Trace
	facts  display.Facts
}

// needsTrace reports whether a cell calls for a trace without a magic: how allSettled came about can only be told by
// one, and predict compares with one.
func needsTrace(source string) bool {
	return strings.Contains(source, "allSettled") || strings.Contains(source, "predict(")
}

// record has x recorded from when its body begins, if it wants that.
func (x *execution) record() {
	for _, m := range x.lowered.Magics {
		if m.Notebook {
			return
		}
	}
	if !x.pictures.any() && !needsTrace(x.cell.Source) {
		return
	}
	x.trace = &traceOptions{Cell: cellTag(x.cell.Count), Module: x.esm, Clock: x.clock(), Promises: true}
}

// cellTag names a cell in pictures.
func cellTag(count int) string { return fmt.Sprintf("[%d]", count) }

// clock is the clock of the times in the trace of x. Those of the machine's differ each time, so they are on request.
func (x *execution) clock() scheduler.Clock {
	switch {
	case x.virtual:
		return scheduler.VirtualTime
	case x.pictures.wall:
		return scheduler.WallTime
	}
	return scheduler.Ordinal
}

// recorded ends the trace of x and keeps it.
func (x *execution) recorded() *traced {
	if x.recording == nil {
		return nil
	}
	r := x.r
	t := &traced{count: x.cell.Count, source: x.cell.Source, trace: x.recording.finish()}
	t.facts = factsOf(t.source, x.isTypeScript())
	t.facts.Off = x.pictures.silenced
	r.keep(t)
	return t
}

// keep adds t to the traces that can be looked at, and drops the oldest where they are too many.
func (r *Realm) keep(t *traced) {
	r.traces = append(r.traces, t)
	steps, first := 0, len(r.traces)
	for first > 0 && len(r.traces)-first < keptTraces {
		next := r.traces[first-1].trace
		if steps += len(next.Events) + len(next.Promises); steps > keptSteps && len(r.traces)-first >= 2 {
			break
		}
		first--
	}
	r.traces = slices.Delete(r.traces, 0, first)
}

// isTypeScript reports whether the source of x is TypeScript.
func (x *execution) isTypeScript() bool {
	return x.r.lowering.TypeScript || slices.ContainsFunc(x.lowered.Magics, func(m lower.Magic) bool { return m.Name == "ts" })
}

// picture shows what x asked for.
func (x *execution) picture(t *traced) {
	if t == nil || x.cell.Silent {
		return
	}
	p := &x.pictures
	show := func(b display.Bundle) { x.cell.Output.Display(b, false) }
	if p.comparison != nil {
		p.comparison.show(show)
	}
	if p.expected != nil {
		show(p.expected.show(x.cell.Source, t.trace))
	}
	var hints []display.Hint
	if p.wantsHints() {
		hints = display.FindHints(t.trace, t.facts)
	}
	if p.timeline && (p.expected == nil || !p.expected.hide && !p.expected.blank) {
		show(t.timeline(p.timelineOf, p.svg, hints))
	}
	if p.promises {
		show(display.Promises(t.trace, p.promisesOf))
	}
	if len(hints) > 0 || p.hints != nil && *p.hints {
		show(display.Hints(hints))
	}
}

// timeline draws the order of t; the steps that hints name are not folded.
func (t *traced) timeline(o display.TimelineOptions, svg bool, hints []display.Hint) display.Bundle {
	for _, h := range hints {
		o.Marked = append(o.Marked, h.Steps...)
	}
	if svg {
		return display.TimelineSVG(t.trace, o)
	}
	return display.Timeline(t.trace, o)
}

// lastTrace is the youngest trace, nil if no cell was recorded.
func (r *Realm) lastTrace() *traced {
	if n := len(r.traces); n > 0 {
		return r.traces[n-1]
	}
	return nil
}

// traceOf is the trace of In[count], nil if there is none.
func (r *Realm) traceOf(count int) *traced {
	for i := len(r.traces) - 1; i >= 0; i-- {
		if r.traces[i].count == count {
			return r.traces[i]
		}
	}
	return nil
}
