package scheduler

// HOW ports are looked at
//
// Things that other threads wake (message ports, workers) do not each have a place in the queue of posts: Node's loop
// learns only that some of them were signalled, and walks over all of them once in a poll, in the order in which they
// were made. So a message that port1's callback sends to port2 arrives in the same poll, and the answer that port2's
// callback sends to port1, which the walk has passed, in the next one, after the check phase (rule MC1).
//
//	poll:  posts, oldest first  ──>  walk:  port1 (signalled: all its messages) ── port2 ── port3
//
// A handle that is made during the walk is in front of those that the walk has still to see when the next one begins:
// libuv takes the list apart and puts each handle back when its turn comes.

// OnSignal makes fn what [Handle.Signal] leads to: it is called in the poll phase, outside any scope, once for all
// signals since its last call, and runs callbacks by [Handle.Scope]. It is given once, before the first signal. The order of
// these calls is the order in which handles were made that had OnSignal called on them. Loop goroutine only.
func (h *Handle) OnSignal(fn func()) {
	h.onSignal = fn
	if w := h.ctx.work; w != nil {
		w.port = true
	}
	h.loop.signals = append(h.loop.signals, h)
}

// Signal has the function of OnSignal called in this poll phase if its turn is still to come there, else in the next.
// Any goroutine. It does nothing once the handle is closed.
func (h *Handle) Signal() {
	h.signalled.Store(true)
	h.loop.signalled.Store(true)
	h.loop.rouse()
}

// Scope runs t as one scope in the context of the handle. It is for the function of OnSignal, which goes on with what it has
// begun although a callback has closed the handle. It reports whether t and the ticks after it ended without an exception.
func (h *Handle) Scope(t Task) (ok bool) {
	if h.loop.fatal != nil {
		return false
	}
	return h.loop.scope(t, h.ctx, QueuePoll)
}

// runSignals is the walk.
func (l *Loop) runSignals() {
	if !l.signalled.Swap(false) {
		return
	}
	batch := l.signals
	l.signals = nil
	for _, h := range batch {
		if h.closed {
			continue
		}
		l.signals = append(l.signals, h)
		if h.signalled.Swap(false) && l.fatal == nil {
			h.onSignal()
		}
	}
}

// Waiting returns how many ref'ed timers and immediates are waiting.
func (l *Loop) Waiting() (timers, immediates int) { return l.timers.refs, l.immediates.refs }
