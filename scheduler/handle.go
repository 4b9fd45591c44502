package scheduler

import "sync/atomic"

// Handle is a long-lived thing of the host (a listening server, a socket, a message port): it holds the loop while it
// is ref'ed and open, but never the cell that made it, unless it is work (see [Loop.NewWork]). Loop goroutine only, but
// for Post and Signal.
type Handle struct {
	loop    *Loop
	ctx     *Context
	closer  Task
	unrefed bool
	closed  bool
	work    bool
	epoch   uint64 // of the cell when the handle began to hold it as work

	onSignal  func()
	signalled atomic.Bool
}

// NewHandle makes an open, ref'ed handle with the current context.
func (l *Loop) NewHandle() *Handle {
	h := &Handle{loop: l, ctx: l.registeredHandle()}
	h.hold(1)
	return h
}

// NewWork is NewHandle for something that does what the cell asked for and will end (a child process): while it is open
// and ref'ed it holds the cell, too, until the cell is cancelled.
func (l *Loop) NewWork() *Handle {
	h := &Handle{loop: l, ctx: l.registeredHandle(), work: true}
	h.hold(1)
	return h
}

// Wait makes the handle one that does not hold its cell: what it stands for waits for others from now on.
func (h *Handle) Wait() {
	if !h.work {
		return
	}
	held := h.HasRef()
	h.Unref()
	h.work = false
	if held {
		h.Ref()
	}
}

// Post queues t as one scope of the poll phase in the handle's context, from any goroutine. It is dropped if the
// handle is closed by the time it would run.
func (h *Handle) Post(t Task) { h.loop.send(&post{task: t, ctx: h.ctx, handle: h}) }

// Ref makes the handle hold the loop, as it does from the start.
func (h *Handle) Ref() {
	if !h.unrefed {
		return
	}
	h.unrefed = false
	if !h.closed {
		h.hold(1)
	}
}

// Unref lets the loop end although the handle is open.
func (h *Handle) Unref() {
	if h.unrefed {
		return
	}
	h.unrefed = true
	if !h.closed {
		h.hold(-1)
	}
}

// HasRef reports whether the handle is open and ref'ed.
func (h *Handle) HasRef() bool { return !h.unrefed && !h.closed }

// Close closes the handle and queues t, which may be nil, for the closing phase, which holds the loop until then.
// A second call does nothing.
func (h *Handle) Close(t Task) {
	if h.closed {
		return
	}
	if !h.unrefed {
		h.hold(-1)
	}
	h.closed, h.closer = true, t
	h.loop.settled(h.ctx)
	h.loop.closing = append(h.loop.closing, h)
}

func (h *Handle) hold(n int) {
	h.loop.handles += n
	if h.work {
		h.loop.works += n
	}
	c := h.ctx.Cell
	switch {
	case c == nil:
	case !h.work:
		c.handles += n
	case n > 0:
		h.epoch = c.epoch
		c.works++
	case h.epoch == c.epoch:
		c.works--
	}
}

// runClosing is the closing phase: one scope for each callback, the handle closed last first, as libuv keeps them on a
// stack. Handles closed meanwhile wait for the next turn.
func (l *Loop) runClosing() {
	if len(l.closing) == 0 {
		return
	}
	l.enter(PhaseClosing)
	batch := l.closing
	l.closing = nil
	for i := len(batch) - 1; i >= 0 && l.fatal == nil; i-- {
		if h := batch[i]; h.closer != nil {
			l.scope(h.closer, h.ctx, QueueClose)
			h.closer = nil
		}
	}
}
