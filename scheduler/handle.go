package scheduler

// Handle is a long-lived thing of the host (a listening server, a socket, a port): it holds the loop while it is ref'ed
// and not closed, but never the cell. Loop goroutine only, but for Post.
type Handle struct {
	loop    *Loop
	ctx     *Context
	unrefed bool
	closed  bool
}

type closing struct {
	task Task
	ctx  *Context
}

// NewHandle makes a ref'ed handle in the current context.
func (l *Loop) NewHandle() *Handle {
	h := &Handle{loop: l, ctx: l.ctx}
	h.hold(1)
	return h
}

func (h *Handle) hold(n int) {
	h.loop.handles += n
	if c := h.ctx.Cell; c != nil {
		c.handles += n
	}
}

// Ref makes the handle hold the loop, as it does from the start.
func (h *Handle) Ref() {
	if h.unrefed {
		h.unrefed = false
		if !h.closed {
			h.hold(1)
		}
	}
}

// Unref lets the loop end although the handle is open.
func (h *Handle) Unref() {
	if !h.unrefed {
		h.unrefed = true
		if !h.closed {
			h.hold(-1)
		}
	}
}

// HasRef reports whether the handle is ref'ed and open.
func (h *Handle) HasRef() bool { return !h.unrefed && !h.closed }

// Close closes the handle and queues t, which may be nil, for the closing phase. Posts that have not run are dropped.
// A second call does nothing.
func (h *Handle) Close(t Task) {
	if h.closed {
		return
	}
	if !h.unrefed {
		h.hold(-1)
	}
	h.closed = true
	h.loop.closing = append(h.loop.closing, closing{t, h.ctx})
}

// Post queues t as one scope of the poll phase in the handle's context, from any goroutine. It is dropped if the handle is closed by then.
func (h *Handle) Post(t Task) { h.loop.send(&post{task: t, ctx: h.ctx, handle: h}) }

// close is the closing phase.
func (l *Loop) close() {
	batch := l.closing
	l.closing = nil
	for _, c := range batch {
		if l.fatal != nil {
			return
		}
		if c.task != nil {
			l.scope(c.task, c.ctx)
		}
	}
}
