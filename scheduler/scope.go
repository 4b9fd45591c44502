package scheduler

// Context is what asynchronous work inherits from the code that started it: the cell it belongs to and the
// AsyncLocalStorage frame. It is immutable; it is captured when a tick, timer, immediate or post is made
// (a promise reaction: the engine does it) and restored around its callback.
type Context struct {
	Cell  *Cell // nil: nobody's (start-up code)
	Store any   // the engine's AsyncLocalStorage frame; opaque here
}

// Context returns the context of the running callback. It is never nil.
func (l *Loop) Context() *Context { return l.ctx }

// SetContext replaces the context until the running callback ends (AsyncLocalStorage.enterWith, promise jobs).
// nil means nobody's.
func (l *Loop) SetContext(c *Context) {
	if c == nil {
		c = &l.nobody
	}
	l.ctx = c
}

// Scope runs t as one entry from the host into JavaScript, in the current context: the main program. Unlike other scopes it drains also
// after an exception that was handled (rule E1). Inside another scope it is a plain call.
func (l *Loop) Scope(t Task) {
	l.depth++
	l.call(t, l.ctx)
	l.leaveScope(l.fatal == nil)
}

func (l *Loop) scope(t Task, ctx *Context) {
	l.depth++
	ok := l.call(t, ctx)
	l.leaveScope(ok)
}

func (l *Loop) leaveScope(ok bool) {
	if ok && l.depth == 1 {
		ok = l.settle()
	}
	l.depth--
	if ok && l.depth == 0 && l.AfterScope != nil {
		l.AfterScope()
	}
}

func (l *Loop) settle() (ok bool) {
	if !l.hasTick && !l.runMicrotasks() {
		return false
	}
	if l.hasTick || l.hasRej {
		return l.drain()
	}
	return true
}

func (l *Loop) call(t Task, ctx *Context) (ok bool) {
	outer := l.ctx
	l.ctx = ctx
	err := t()
	if err != nil {
		l.Throw(err)
	}
	l.ctx = outer
	return err == nil && l.fatal == nil
}

// Throw reports an exception that the engine itself found (a queueMicrotask callback, an event target's listener):
// it asks Engine.Uncaught and, if the exception was handled, makes the loop turn once more.
func (l *Loop) Throw(err error) (handled bool) {
	if l.fatal != nil {
		return false
	}
	if !l.engine.Uncaught(err) {
		l.fatal = err
		return false
	}
	l.immediates.append(&Immediate{loop: l, ctx: &l.nobody, task: nothing})
	return true
}

// ThrowOut is Throw for an exception that leaves Engine.ProcessRejections (rule U6): the drain in progress ends, what
// is queued stays for the next scope.
func (l *Loop) ThrowOut(err error) (handled bool) {
	l.leave = true
	return l.Throw(err)
}

func nothing() error { return nil }
