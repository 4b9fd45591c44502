package scheduler

import (
	"cmp"
	"fmt"
	"slices"
)

// maxAlive bounds how much that waits is kept an eye on, and told.
const maxAlive = 1000

// A Waiting is work that goes on.
type Waiting struct {
	Work  *Work
	Timer bool
	Due   float64 // a timer: in how many ms
}

// Waiting returns the work that was registered while the trace was taken and has not ended, in the order in which it was
// asked for.
func (t *Tracing) Waiting() []Waiting {
	var list []Waiting
	for _, timers := range t.loop.timers.heap {
		for tm := timers.head; tm != nil; tm = tm.next {
			if w := tm.ctx.work; w != nil {
				list = append(list, Waiting{w, true, max(0, w.due-ms(t.loop.clock.now()))})
			}
		}
	}
	for _, queue := range []*immediateList{t.loop.immediates.batch, t.loop.immediates.queued} {
		for im := queue.head; im != nil; im = im.next {
			if w := im.ctx.work; w != nil {
				list = append(list, Waiting{Work: w})
			}
		}
	}
	for w := range t.outside {
		list = append(list, Waiting{Work: w})
	}
	slices.SortFunc(list, func(a, b Waiting) int {
		x, y := a.Work.Registered, b.Work.Registered
		return cmp.Or(cmp.Compare(x.Step, y.Step), cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column), cmp.Compare(a.Work.number, b.Work.number))
	})
	return list
}

// Alive tells what goes on, for the end of a trace: each place once.
func (t *Tracing) Alive() (list []Origin) {
	for _, w := range t.Waiting() {
		o := w.Work.Registered
		if d := w.Work.Delay; d != nil {
			o.What = fmt.Sprintf("%s %d ms", o.What, d.Used)
		}
		if o.Line > 0 && !slices.Contains(list, o) && len(list) < maxAlive {
			list = append(list, o)
		}
	}
	return list
}

// reserved notes outside work that has begun; settled, that it has ended.
func (t *Tracing) reserved(w *Work) {
	if t.outside == nil {
		t.outside = map[*Work]bool{}
	}
	if len(t.outside) < maxAlive {
		t.outside[w] = true
	}
}

func (l *Loop) settled(ctx *Context) {
	if t := l.tracing; t != nil && ctx.work != nil {
		delete(t.outside, ctx.work)
	}
}
