package scheduler

// Cell counts the work that one notebook cell (or the main program) has in flight. Loop goroutine only.
type Cell struct {
	// Owner is whatever the engine wants to find again from a context: the scheduler does not look at it.
	Owner any

	name  string
	epoch uint64 // raised by Cancel: what was reserved before is void

	// ref'ed, and only those
	ticks, immediates, timers, posts, works int // Busy looks at these
	intervals, handles                      int
}

// NewCell makes the account of one cell, called name in traces. Work belongs to it that is started while
// Context().Cell is the cell.
func (l *Loop) NewCell(name string) *Cell { return &Cell{name: name} }

// Name is the name given to NewCell.
func (c *Cell) Name() string { return c.name }

// Busy reports whether ref'ed work of the cell is waiting: ticks, immediates, one-shot timers, reserved posts, handles
// made by NewWork; intervals and other handles do not count. Microtasks are not known here: after a drained scope there are none.
func (c *Cell) Busy() bool { return c.ticks+c.immediates+c.timers+c.posts+c.works > 0 }

// Intervals is the number of the cell's ref'ed intervals.
func (c *Cell) Intervals() int { return c.intervals }

// Handles is the number of the cell's ref'ed open handles.
func (c *Cell) Handles() int { return c.handles }

// Hold counts something in flight that the scheduler does not see (a message on its way) as work of the cell, until
// release is called, once. nil has nothing to hold.
func (c *Cell) Hold() (release func()) {
	if c == nil {
		return func() {}
	}
	epoch := c.epoch
	c.works++
	return func() {
		if epoch == c.epoch {
			c.works--
		}
	}
}

// Cancel removes every tick, timer, interval and immediate of the cell and makes the posts it reserved no-ops that hold
// nothing. It may be called at any point, also from a callback of that very cell. What the cell starts afterwards
// counts as before. Handles stay open, but those made by NewWork hold the cell no longer. It looks at everything that waits, so it is not for a hot path.
func (l *Loop) Cancel(c *Cell) {
	l.ticks.drop(c)
	c.ticks = 0
	l.requests -= c.posts
	c.posts, c.works = 0, 0
	c.epoch++
	l.immediates.batch.clear(c)
	l.immediates.queued.clear(c)
	l.timers.clear(c)
}

func (list *immediateList) clear(c *Cell) {
	for im := list.head; im != nil; {
		next := im.next
		if im.ctx.Cell == c {
			im.Clear()
		}
		im = next
	}
}

// clear also stops the interval whose callback is running, which is in no list.
func (tt *timerTable) clear(c *Cell) {
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
