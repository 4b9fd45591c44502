package scheduler

// Immediate is Node's Immediate: a callback of the check phase. Loop goroutine only.
type Immediate struct {
	loop       *Loop
	ctx        *Context
	runner     Runner
	list       *immediateList // nil: it ran or was cleared
	prev, next *Immediate
	refed      bool
}

type immediateList struct{ head, tail *Immediate }

type immediateTable struct {
	queued *immediateList // for the next batch
	batch  *immediateList // running, or what an exception left of it
	count  int
	refs   int
}

func (it *immediateTable) init() { it.queued, it.batch = new(immediateList), new(immediateList) }

// SetImmediate queues t for the next check phase; called from an immediate that is the one of the next turn.
func (l *Loop) SetImmediate(t Task) *Immediate {
	im := new(Immediate)
	l.StartImmediate(im, t)
	return im
}

// StartImmediate is SetImmediate in memory of the caller's: im is part of a struct of its own, and zero.
func (l *Loop) StartImmediate(im *Immediate, r Runner) {
	im.loop, im.ctx, im.runner = l, l.registered(QueueImmediate, r), r
	l.immediates.append(im)
}

func (it *immediateTable) append(im *Immediate) {
	list := it.queued
	im.list, im.prev = list, list.tail
	if list.tail == nil {
		list.head = im
	} else {
		list.tail.next = im
	}
	list.tail = im
	it.count++
	im.Ref()
}

// Clear stops the immediate (clearImmediate), also one of the batch that is running. It does nothing to one that ran.
func (im *Immediate) Clear() {
	if im.list != nil {
		im.unlink()
		im.runner = nil
	}
}

// unlink takes the immediate out of its list. From then on it holds nothing.
func (im *Immediate) unlink() {
	list := im.list
	if im.prev == nil {
		list.head = im.next
	} else {
		im.prev.next = im.next
	}
	if im.next == nil {
		list.tail = im.prev
	} else {
		im.next.prev = im.prev
	}
	im.list, im.prev, im.next = nil, nil, nil
	im.loop.immediates.count--
	im.Unref()
}

// Ref makes the immediate hold the loop and its cell, as it does from the start.
func (im *Immediate) Ref() {
	if im.refed || im.list == nil {
		return
	}
	im.refed = true
	im.loop.immediates.refs++
	if c := im.ctx.Cell; c != nil {
		c.immediates++
	}
}

// Unref lets the loop and the cell end before the immediate ran. It still runs if the loop turns.
func (im *Immediate) Unref() {
	if !im.refed {
		return
	}
	im.refed = false
	im.loop.immediates.refs--
	if c := im.ctx.Cell; c != nil {
		c.immediates--
	}
}

// HasRef reports whether the immediate is waiting and ref'ed; false while it runs and ever after.
func (im *Immediate) HasRef() bool { return im.refed }

// check is the check phase, CHECK of section 7 of the ordering rules. Its first scope calls nothing; it is where the
// ticks run that an exception left in the poll or timers phase.
func (l *Loop) check() {
	if l.fatal != nil {
		return
	}
	l.enter(PhaseCheck)
	l.depth++
	l.leaveScope(true)
	for again := l.immediates.count > 0; again && l.fatal == nil; {
		l.depth++
		ok := l.runImmediates()
		l.leaveScope(ok)
		again = !ok
	}
}

// runImmediates is PROCESS_IMMEDIATES of section 7. It reports whether no exception cut it short. What is left of the
// batch then is the next batch; if nothing is left, the next batch is what has been queued since (E4).
func (l *Loop) runImmediates() (ok bool) {
	it := &l.immediates
	if it.batch.head == nil {
		it.batch, it.queued = it.queued, it.batch
	}
	for ran := false; it.batch.head != nil; ran = true {
		if ran && !l.runBetween() {
			return false
		}
		im := it.batch.head
		if im == nil { // the drain cleared the rest
			return true
		}
		im.unlink()
		if !l.call(im.runner, im.ctx, QueueImmediate) {
			return false
		}
	}
	return l.fatal == nil
}
