package scheduler

// NextTick queues t (process.nextTick). It is dropped silently once the loop is exiting.
func (l *Loop) NextTick(t Task) { l.NextTickRunner(t) }

// NextTickRunner is NextTick without a function.
func (l *Loop) NextTickRunner(r Runner) {
	if l.exiting {
		return
	}
	if l.ticks.empty() {
		l.hasTick = true
	}
	l.ticks.push(tick{r, l.registered(QueueTick, r)})
	if c := l.ctx.Cell; c != nil {
		c.ticks++
	}
}

// NoteRejection says that the engine has a rejection (or a late handler) to look at after the drain.
func (l *Loop) NoteRejection() { l.hasRej = true }

// RunBetween drains now, inside the running callback, as the loop does between two timers of a pass: it is
// process._tickCallback (rule R2). An exception of a tick ends it and is returned, for the caller to throw; it was
// not reported to Engine.Uncaught.
func (l *Loop) RunBetween() error {
	l.returned() // so far in the context of the caller
	l.catching++
	l.runBetween()
	l.catching--
	err := l.caught
	l.caught = nil
	return err
}

// runBetween is RUN_BETWEEN of section 2 of the ordering rules. It reports whether no exception left it.
func (l *Loop) runBetween() (ok bool) {
	if !l.hasTick && !l.hasRej && !l.runMicrotasks() {
		return false
	}
	if !l.hasTick && !l.hasRej {
		return true
	}
	return l.drain()
}

// drain is DRAIN of section 2. hasTick and hasRej stay set when an exception leaves it: the next scope then starts
// with the ticks that are left, before any microtask.
func (l *Loop) drain() (ok bool) {
	for again := true; again; again = !l.ticks.empty() || l.processRejections() {
		for !l.ticks.empty() {
			if !l.runTick(l.ticks.shift()) {
				return false
			}
		}
		if !l.runMicrotasks() {
			return false
		}
	}
	if l.leaving || l.fatal != nil {
		l.leaving = false
		return false
	}
	l.hasTick, l.hasRej = false, false
	return true
}

func (l *Loop) processRejections() (again bool) {
	if !l.hasRej {
		return false
	}
	outer := l.ctx
	if l.tracing != nil {
		l.tracing.reporting()
		defer l.tracing.End("")
	}
	again = l.engine.ProcessRejections()
	l.returned()
	l.ctx = outer
	return again && !l.leaving && l.fatal == nil
}

func (l *Loop) runTick(t tick) (ok bool) {
	if t.runner == nil { // cancelled
		return true
	}
	if c := t.ctx.Cell; c != nil {
		c.ticks--
	}
	if l.catching == 0 {
		return l.call(t.runner, t.ctx, QueueTick)
	}
	outer := l.ctx
	l.ctx = t.ctx
	trace, depth := l.began(QueueTick)
	err := t.runner.Run()
	ok = l.catch(err)
	trace.ended(depth, err)
	l.ctx = outer
	return ok
}

// runMicrotasks runs all promise jobs. The engine sets the context of each; an error is that of the last one.
func (l *Loop) runMicrotasks() (ok bool) {
	outer := l.ctx
	err := l.engine.RunMicrotasks()
	if l.catching > 0 {
		ok = l.catch(err)
	} else {
		ok = l.verdict(err)
	}
	l.ctx = outer
	return ok
}

// catch is verdict for what runs inside RunBetween.
func (l *Loop) catch(err error) (ok bool) {
	l.returned()
	l.caught = err
	return err == nil && l.fatal == nil
}

type tick struct {
	runner Runner
	ctx    *Context
}

const tickBlockSize = 512

// tickBlock holds the ticks items[head:tail].
type tickBlock struct {
	next       *tickBlock
	head, tail int
	items      [tickBlockSize]tick
}

// tickQueue is a FIFO of blocks, so that its cost per tick is the same for ten and for ten million, nothing is ever
// copied, and the memory of a flood is given back as it is worked off. The zero queue is empty.
type tickQueue struct {
	head, tail *tickBlock
	spare      *tickBlock // the block emptied last: a steady stream of ticks allocates nothing
}

func (q *tickQueue) empty() bool { return q.head == nil || q.head.head == q.head.tail }

func (q *tickQueue) push(t tick) {
	if q.tail == nil || q.tail.tail == tickBlockSize {
		q.grow()
	}
	b := q.tail
	b.items[b.tail] = t
	b.tail++
}

func (q *tickQueue) grow() {
	b := q.spare
	q.spare = nil
	if b == nil {
		b = new(tickBlock)
	}
	if q.tail == nil {
		q.head = b
	} else {
		q.tail.next = b
	}
	q.tail = b
}

// shift takes the oldest tick; there must be one.
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

// drop removes the ticks of c. Their places stay, without a runner.
func (q *tickQueue) drop(c *Cell) {
	for b := q.head; b != nil; b = b.next {
		for i := b.head; i < b.tail; i++ {
			if b.items[i].ctx.Cell == c {
				b.items[i].runner = nil
			}
		}
	}
}
