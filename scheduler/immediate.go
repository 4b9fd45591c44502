package scheduler

// Immediate is an Immediate of Node. Loop goroutine only.
type Immediate struct {
	loop       *Loop
	ctx        *Context
	task       Task
	prev, next *Immediate
	list       *immediateList
	refed      bool
}

type immediateList struct{ head, tail *Immediate }

type immediateTable struct {
	queued, batch *immediateList
	count, refs   int
}

func (it *immediateTable) init() { it.queued, it.batch = new(immediateList), new(immediateList) }

// SetImmediate queues t for the check phase.
func (l *Loop) SetImmediate(t Task) *Immediate {
	im := &Immediate{loop: l, ctx: l.ctx, task: t}
	l.immediates.append(im)
	return im
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

// Clear stops the immediate (clearImmediate), also in the batch that is running.
func (im *Immediate) Clear() {
	if im.list != nil {
		im.unlink()
		im.task = nil
	}
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

// Unref lets the loop and the cell end before the immediate ran.
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

// HasRef reports whether the immediate is waiting and ref'ed.
func (im *Immediate) HasRef() bool { return im.refed }

// check is the check phase.
func (l *Loop) check() {
	if l.fatal != nil {
		return
	}
	l.depth++
	l.leaveScope(true)
	if l.immediates.count == 0 {
		return
	}
	for outstanding := true; outstanding && l.fatal == nil; {
		l.depth++
		ok := l.runImmediates()
		outstanding = !ok
		l.leaveScope(ok)
	}
}

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
		if im == nil {
			break
		}
		im.unlink()
		if !l.call(im.task, im.ctx) {
			return false
		}
	}
	return l.fatal == nil
}
