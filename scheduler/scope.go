package scheduler

// Context is what asynchronous work inherits from the code that started it: the cell it belongs to and the
// AsyncLocalStorage frame. It is immutable; it is captured when a tick, timer, immediate, handle or reserved post is
// made (for a promise reaction the engine does it) and restored around its callback.
type Context struct {
	Cell  *Cell // nil: nobody's (start-up code)
	Store any   // the engine's AsyncLocalStorage frame; opaque here

	work *Work // of the callback that runs in it, for a trace
}

// Context returns the context of the running callback. It is never nil.
func (l *Loop) Context() *Context { return l.ctx }

// SetContext replaces the context until the running callback ends (AsyncLocalStorage.enterWith, promise jobs).
// nil means nobody's. Outside any callback it stays until it is replaced.
func (l *Loop) SetContext(c *Context) {
	if c == nil {
		c = &l.nobody
	}
	l.returned()
	l.ctx = c
}

// Scope runs t in the current context as one entry from the host into JavaScript: the main program, a cell's body.
// Inside another scope it is a plain call and the outer scope drains. Unlike the scopes the loop opens itself it
// drains also after an exception that was handled (rule E1).
func (l *Loop) Scope(t Task) {
	l.depth++
	l.call(t, l.ctx, QueueScript)
	l.leaveScope(l.fatal == nil)
}

// scope is SCOPE of section 3 of the ordering rules: a failed one does not drain.
// It reports whether no exception left the task or a tick of the drain.
func (l *Loop) scope(t Task, ctx *Context, q Queue) (ok bool) {
	l.depth++
	return l.leaveScope(l.call(t, ctx, q))
}

// leaveScope ends a scope that depth++ began, whose task ended ok. It reports whether the drain did, too.
func (l *Loop) leaveScope(ok bool) bool {
	if ok && l.depth == 1 {
		ok = l.settle()
	}
	l.depth--
	if ok && l.depth == 0 && l.AfterScope != nil {
		l.AfterScope()
	}
	return ok
}

// settle is the drain at the end of a scope: microtasks come first if the scope queued no tick.
func (l *Loop) settle() (ok bool) {
	if !l.hasTick && !l.runMicrotasks() {
		return false
	}
	if l.hasTick || l.hasRej {
		return l.drain()
	}
	return true
}

// call runs one callback of the program, which waited in q. With fire, which has a timer to re-arm in between, it is
// the only place where the program is entered (tracing.go).
func (l *Loop) call(r Runner, ctx *Context, q Queue) (ok bool) {
	outer := l.ctx
	l.ctx = ctx
	trace, depth := l.began(q)
	err := r.Run()
	ok = l.verdict(err)
	trace.ended(depth, err)
	l.ctx = outer
	return ok
}

// verdict reports whether the callback that returned err ended well. It must be called in that callback's context.
func (l *Loop) verdict(err error) (ok bool) {
	l.returned()
	if err != nil {
		l.Throw(err)
		return false
	}
	return l.fatal == nil
}

// returned tells the engine that a callback, a run of its promise jobs, or a context is over.
func (l *Loop) returned() {
	if l.AfterCallback != nil {
		l.AfterCallback()
	}
}

// Throw reports an exception that the engine itself found (a queueMicrotask callback, an event target's listener, a
// rejection in throw mode): it asks Engine.Uncaught and, if the exception was handled, makes the loop turn once more.
// The caller goes on if it was handled and must return to the loop if not.
func (l *Loop) Throw(err error) (handled bool) {
	if l.fatal != nil {
		return false
	}
	if !l.engine.Uncaught(err) {
		l.fatal = err
		return false
	}
	l.immediates.append(&Immediate{loop: l, ctx: &l.nobody, runner: Task(nothing)})
	return true
}

// ThrowOut is Throw for an exception that leaves Engine.ProcessRejections (rule U6): the drain in progress ends there,
// as after an exception in a tick, and what is queued waits for the next scope. Inside RunBetween it is the exception
// that RunBetween returns.
func (l *Loop) ThrowOut(err error) (handled bool) {
	l.leaving = true
	if l.catching > 0 {
		l.caught = err
		return true
	}
	return l.Throw(err)
}

func nothing() error { return nil }
