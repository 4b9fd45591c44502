package realm

import "loopbook/scheduler"

// contextTracker carries the scheduler's context through promise reactions and await: captured where then() or await
// was evaluated, restored around the handler (the rule of AsyncLocalStorage, node-loop AL1). Through it every piece of
// output knows its cell. It implements goja.AsyncContextTracker; loop goroutine only.
type contextTracker struct{ r *Realm }

// Grab is called by goja when a reaction is registered.
func (t contextTracker) Grab() any {
	if c := t.r.trace; c != nil {
		return c.grab()
	}
	return t.r.loop.Context()
}

// Resumed is called by goja before the handler of a reaction. The handlers of a cell that was ended by an error do not
// run any more, as they would not after the death of a Node process; the panic leaves the job before it starts
// (RunMicrotasks catches it), whoever settled the promise.
func (t contextTracker) Resumed(ctx any) {
	c, ok := ctx.(*scheduler.Context)
	re, recorded := ctx.(*reaction)
	switch {
	case recorded:
		c = re.context
	case !ok:
		return
	}
	if x := owner(c.Cell); x != nil && x.dead {
		panic(unwanted{})
	}
	t.r.loop.SetContext(c)
	if trace := t.r.trace; recorded && trace != nil {
		trace.resumed(re)
	}
}

// Exited is called by goja after the handler; the next job sets its own context, so nothing is restored here.
func (t contextTracker) Exited() {}
