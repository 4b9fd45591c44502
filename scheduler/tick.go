package scheduler

// NextTick queues t (process.nextTick). It is dropped silently once the loop is exiting.
func (l *Loop) NextTick(t Task) {
	if l.exiting {
		return
	}
	if l.ticks.empty() {
		l.hasTick = true
	}
	l.ticks.push(tick{t, l.ctx})
	if c := l.ctx.Cell; c != nil {
		c.ticks++
	}
}

// NoteRejection says that the engine has a rejection (or a late handler) to look at after the drain.
func (l *Loop) NoteRejection() { l.hasRej = true }

// RunBetween runs microtasks, or ticks and microtasks if there are ticks, as the loop does between two timers of a
// pass (process._tickCallback).
func (l *Loop) RunBetween() { l.runBetween() }

func (l *Loop) runBetween() (ok bool) {
	if !l.hasTick && !l.hasRej && !l.runMicrotasks() {
		return false
	}
	if !l.hasTick && !l.hasRej {
		return true
	}
	return l.drain()
}

func (l *Loop) drain() (ok bool) {
	for {
		for !l.ticks.empty() {
			if !l.runTick(l.ticks.shift()) {
				return false
			}
		}
		if !l.runMicrotasks() {
			return false
		}
		if !l.ticks.empty() {
			continue
		}
		if !l.hasRej {
			break
		}
		again := l.engine.ProcessRejections()
		if l.leave || l.fatal != nil {
			l.leave = false
			return false
		}
		if !again && l.ticks.empty() {
			break
		}
	}
	l.hasTick, l.hasRej = false, false
	return true
}

func (l *Loop) runTick(t tick) (ok bool) {
	if t.task == nil {
		return true
	}
	if c := t.ctx.Cell; c != nil {
		c.ticks--
	}
	return l.call(t.task, t.ctx)
}

func (l *Loop) runMicrotasks() (ok bool) {
	if err := l.engine.RunMicrotasks(); err != nil {
		l.Throw(err)
		return false
	}
	return l.fatal == nil
}

type tick struct {
	task Task
	ctx  *Context
}

const tickBlock = 512

type tickBlockOf struct {
	next       *tickBlockOf
	head, tail int
	items      [tickBlock]tick
}

// tickQueue is a FIFO of blocks: constant cost, no copying, memory given back.
type tickQueue struct {
	head, tail, spare *tickBlockOf
}

func (q *tickQueue) empty() bool { return q.head == nil || q.head.head == q.head.tail }

func (q *tickQueue) push(t tick) {
	if q.tail == nil {
		q.tail = new(tickBlockOf)
		q.head = q.tail
	}
	b := q.tail
	if b.tail == tickBlock {
		n := q.spare
		q.spare = nil
		if n == nil {
			n = new(tickBlockOf)
		}
		b.next, q.tail = n, n
		b = n
	}
	b.items[b.tail] = t
	b.tail++
}

func (q *tickQueue) shift() tick {
	b := q.head
	t := b.items[b.head]
	b.items[b.head] = tick{}
	b.head++
	if b.head == b.tail {
		b.head, b.tail = 0, 0
		if b.next != nil {
			q.head, b.next, q.spare = b.next, nil, b
		}
	}
	return t
}

// drop removes the ticks of one cell; their places stay.
func (q *tickQueue) drop(c *Cell) {
	for b := q.head; b != nil; b = b.next {
		for i := b.head; i < b.tail; i++ {
			if b.items[i].ctx.Cell == c {
				b.items[i].task = nil
			}
		}
	}
}
