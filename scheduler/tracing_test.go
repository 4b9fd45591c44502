package scheduler

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// traceHost is an engine without promises, whose program is Go.
type traceHost struct {
	t     *Tracing
	loop  *Loop
	line  int  // where the program is
	known bool // what it asks for is its own function
}

func (h *traceHost) RunMicrotasks() error            { return nil }
func (h *traceHost) ProcessRejections() (again bool) { return false }
func (h *traceHost) Uncaught(error) (handled bool)   { return true }

func newTraceHost() *traceHost {
	h := &traceHost{known: true, line: 1}
	h.loop = New(h)
	h.loop.SetVirtual(true)
	h.t = &Tracing{
		Describe: func(w *Work, _ Runner) bool {
			if h.line == 0 { // the host itself asks
				return false
			}
			w.Known, w.Label = h.known, fmt.Sprint("L", h.line)
			if !h.known {
				w.Label = ""
			}
			w.Registered = Origin{Place: Place{Line: h.line}}
			if w.Queue == QueueTimer {
				w.Delay = &Delay{}
			}
			return true
		},
		Unknown: func(e *Event) { e.Label = "seen" },
		Thrown:  error.Error,
		Name:    func(*Cell) string { return "" },
	}
	h.loop.Trace(h.t)
	return h
}

// at says on which line the program is, and runs do there.
func (h *traceHost) at(line int, do func()) { h.line = line; do() }

// run runs body and the loop, and writes a line for each step.
func (h *traceHost) run(t *testing.T, body func()) string {
	t.Helper()
	h.loop.Scope(func() error {
		h.t.Script(Event{Label: "body"})
		body()
		h.t.End("")
		return nil
	})
	if err := h.loop.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range h.t.Recorder.Trace(true, nil).Events {
		fmt.Fprintf(&b, "%d %v %s by #%d turn %d %v: %s", e.N, e.Queue, e.Label, e.Registered.Step, e.Turn, e.Phase, e.Why.Code)
		if e.Threw != "" {
			b.WriteString(" threw " + e.Threw)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func (h *traceHost) check(t *testing.T, got, want string) {
	t.Helper()
	if strings.TrimSpace(got) != strings.TrimSpace(want) {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestATurnCountsIfSomethingRanInIt(t *testing.T) {
	h := newTraceHost()
	got := h.run(t, func() {
		h.at(2, func() { h.loop.SetTimer(func() error { return nil }, 50, false) })
		h.at(3, func() {
			h.loop.SetImmediate(func() error {
				h.at(4, func() { h.loop.NextTick(func() error { return nil }) })
				return nil
			})
		})
	})
	h.check(t, got, `
1 script body by #0 turn 0 script: script-first
2 immediate L3 by #1 turn 1 check: check-after-poll
3 nextTick L4 by #2 turn 1 check: tick-before-promise
4 timer L2 by #1 turn 2 timers: timer-due
`)
}

func TestWorkOfTheHostIsAStepOnceTheProgramIsSeenInIt(t *testing.T) {
	h := newTraceHost()
	seen, unseen := 0, 0
	got := h.run(t, func() {
		h.known = false
		h.at(2, func() {
			h.loop.SetImmediate(func() error {
				h.at(0, func() { h.loop.SetImmediate(func() error { seen = h.t.Step(); return nil }) }) // its second part
				return nil
			})
		})
		h.at(3, func() { h.loop.SetImmediate(func() error { unseen++; return nil }) })
	})
	h.check(t, got, `
1 script body by #0 turn 0 script: script-first
2 immediate seen by #1 turn 1 check: check-after-poll
`)
	if seen != 2 || unseen != 1 {
		t.Error(seen, unseen)
	}
}

func TestAnExceptionBelongsToItsStep(t *testing.T) {
	h := newTraceHost()
	got := h.run(t, func() {
		h.at(2, func() { h.loop.SetImmediate(func() error { return errors.New("boom") }) })
		h.at(3, func() { h.loop.SetImmediate(func() error { return nil }) })
	})
	h.check(t, got, `
1 script body by #0 turn 0 script: script-first
2 immediate L2 by #1 turn 1 check: check-after-poll threw boom
3 immediate L3 by #1 turn 1 check: after-throw
`)
}

func TestATimerThatIsStartedAgainSaysByWhom(t *testing.T) {
	h := newTraceHost()
	var interval, late *Timer
	h.run(t, func() {
		h.at(2, func() {
			interval = h.loop.SetTimer(func() error { return nil }, 10, true)
			late = h.loop.SetTimer(func() error { interval.Clear(); return nil }, 12, false)
			h.loop.SetTimer(func() error { h.at(7, late.Refresh); return nil }, 11, false)
		})
	})
	var again []string
	for _, e := range h.t.Recorder.Trace(true, nil).Events {
		if e.Queued != (Origin{}) {
			again = append(again, fmt.Sprintf("#%d by #%d L%d %s", e.N, e.Queued.Step, e.Queued.Line, e.Queued.What))
		}
	}
	if got := strings.Join(again, ", "); got != "#4 by #2 L0 setInterval, #5 by #3 L7 " {
		t.Error(got)
	}
}

func TestALoopThatRecordsNoLongerForgetsTheTrace(t *testing.T) {
	h := newTraceHost()
	var ctx *Context
	h.run(t, func() {
		h.at(2, func() {
			h.loop.SetImmediate(func() error {
				h.loop.Trace(nil)
				h.loop.SetImmediate(func() error { ctx = h.loop.Context(); return nil })
				return nil
			})
		})
	})
	if ctx.work != nil {
		t.Errorf("it holds %+v", ctx.work)
	}
	if h.loop.Tracing() != nil {
		t.Error("it records")
	}
}
