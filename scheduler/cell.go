package scheduler

// Cell counts the work that one notebook cell (or the main program) has in flight. Loop goroutine only.
type Cell struct {
	name  string
	epoch uint64 // Cancel raises it: posts reserved before are stale

	ticks, immediates, timers, posts int // ref'ed; what Busy looks at
	intervals, handles               int // ref'ed
}

// NewCell makes the account of one cell, called name in traces.
func (l *Loop) NewCell(name string) *Cell { return &Cell{name: name} }

// Name is the name given to NewCell.
func (c *Cell) Name() string { return c.name }

// Busy reports whether ref'ed work of the cell is in flight, intervals and handles not counted.
func (c *Cell) Busy() bool { return c.ticks+c.immediates+c.timers+c.posts > 0 }

// Intervals is the number of the cell's ref'ed intervals.
func (c *Cell) Intervals() int { return c.intervals }

// Handles is the number of the cell's ref'ed open handles.
func (c *Cell) Handles() int { return c.handles }

// Cancel removes every tick, timer, interval and immediate of the cell and makes its reserved posts no-ops. It may be
// called at any point, also from a callback of that cell. Handles stay open.
func (l *Loop) Cancel(c *Cell) {
	l.ticks.drop(c)
	c.ticks = 0
	l.requests -= c.posts
	c.posts = 0
	c.epoch++
	for _, list := range [2]*immediateList{l.immediates.batch, l.immediates.queued} {
		for im := list.head; im != nil; {
			next := im.next
			if im.ctx.Cell == c {
				im.Clear()
			}
			im = next
		}
	}
	l.timers.cancel(c)
}

func (tt *timerTable) cancel(c *Cell) {
	var doomed []*Timer
	for _, list := range tt.heap {
		for t := list.head; t != nil; t = t.next {
			if t.ctx.Cell == c {
				doomed = append(doomed, t)
			}
		}
	}
	if t := tt.running; t != nil && t.ctx.Cell == c {
		doomed = append(doomed, t)
	}
	for _, t := range doomed {
		t.Clear()
	}
}
