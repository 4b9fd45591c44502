package realm

import (
	"github.com/dop251/goja"

	"loopbook/kernel/realm/inside"
	"loopbook/scheduler"
)

// Async generators and the bodies of modules with top-level await are plain generators to goja, which Go code resumes
// (asyncgen.go, esm.go): that code says where they await.

// hostAwait is an await of Go code on its way.
type hostAwait struct {
	at      *site
	operand goja.Value
	settles *goja.Object // the promise that it may settle: of the request to an async generator
}

// awaitIn says that the generator body, which has been suspended, awaits operand.
func (c *recording) awaitIn(body *goja.Object, operand goja.Value, settles *goja.Object) *hostAwait {
	c.know()
	f, _, ok := c.r.errors.machine.Delegating(body)
	if !ok || !c.isProgram(f.Program) {
		return nil
	}
	return &hostAwait{at: c.awaitAt(f.Program, f.PC), operand: operand, settles: settles}
}

// reactionOf makes the reaction of a hostAwait.
func (c *recording) reactionOf(h *hostAwait) *reaction {
	re := c.awaitReaction(h.at, h.operand)
	re.internal = h.at.yield
	if h.settles != nil {
		re.target = c.known[h.settles]
		re.settles = h.settles
	}
	return re
}

// contextOf is the context for the job of a hostAwait whose operand is a plain value, and its reaction.
func (c *recording) contextOf(h *hostAwait) (*scheduler.Context, *reaction) {
	re := c.reactionOf(h)
	re.work.Queue = scheduler.QueuePromise
	re.work.Known = !re.internal
	re.work.SetQueued(re.work.Registered.As(scheduler.AlreadySettled), 0)
	return c.loop.Register(&re.work), re
}

// awaitReaction makes the reaction of an await at s.
func (c *recording) awaitReaction(s *site, operand goja.Value) *reaction {
	re := &reaction{owner: c, context: c.r.loop.Context(), await: true}
	re.step = c.step()
	origin := scheduler.Origin{Step: re.step, Place: s.Place, What: "await"}
	re.work.Place, re.work.Label, re.work.Known = s.Place, s.label, true
	re.parent = c.awaited(operand, s)
	if re.already = re.parent == nil || re.parent.done; re.parent != nil {
		c.handle(re.parent, origin)
		origin.Promise = re.parent.id
	}
	re.work.Registered = origin
	return re
}

// awaits makes the reaction of an await of goja's.
func (c *recording) awaits(a inside.Await) *reaction {
	if a.Program == nil || !c.isProgram(a.Program) {
		return &reaction{owner: c, context: c.r.loop.Context(), internal: true}
	}
	s := c.awaitAt(a.Program, a.PC)
	re := c.awaitReaction(s, a.Operand)
	re.work.Known = !s.yield
	if a.Promise != nil {
		re.target = c.known[a.Promise]
	} else {
		c.firstAwait(re, a.Program)
	}
	if re.target != nil {
		re.target.on = re.parent
	}
	return re
}

// traced says for a trace that g awaits v.
func (g *asyncGenerator) traced(v goja.Value) *hostAwait {
	var settles *goja.Object
	if len(g.queue) > 0 {
		settles = g.lib.r.rt.ToValue(g.queue[0].promise).(*goja.Object)
	}
	return g.lib.r.trace.awaitIn(g.body, v, settles)
}

// laterContext is the context for a job of Go code that continues g, which has a plain value already: ctx without a trace.
// begun says that the job runs.
func (g *asyncGenerator) laterContext(v goja.Value, ctx *scheduler.Context) (in *scheduler.Context, begun func()) {
	c := g.lib.r.trace
	if c == nil {
		return ctx, nothing
	}
	g.lib.r.jobs.tag(ctx)
	h := g.traced(v)
	if h == nil {
		return ctx, nothing
	}
	in, re := c.contextOf(h)
	return in, func() {
		if g.lib.r.trace == c {
			c.current = re
		}
	}
}

func nothing() {}
