package realm

import (
	"github.com/dop251/goja"

	"loopbook/scheduler"
)

// add records a promise that was made.
func (c *recording) add(o *goja.Object, made scheduler.Promise) *promise {
	if p := c.known[o]; p != nil {
		return p
	}
	if len(c.ring) == scheduler.KeptPromises { // the oldest of them is dropped from the record
		old := c.ring[c.next]
		c.complete(old)
		delete(c.known, old.object)
		old.object = nil
	}
	p := &promise{object: o}
	p.id = c.loop.Promise(made)
	c.known[o] = p
	switch {
	case p.id <= scheduler.KeptPromises:
		c.head = append(c.head, p)
	case len(c.ring) < scheduler.KeptPromises:
		c.ring = append(c.ring, p)
	default:
		c.ring[c.next] = p
		c.next = (c.next + 1) % len(c.ring)
	}
	return p
}

// made begins the record of a promise made at s.
func (c *recording) made(s *site, kind string) scheduler.Promise {
	p := scheduler.Promise{Kind: kind, Made: scheduler.Origin{Step: c.loop.Step(), What: kind}}
	if s != nil {
		p.Name, p.Made.Place = s.name, s.Place
		if s.text != "" {
			p.Made.What = s.text
		}
	}
	p.Via = c.via(1)
	return p
}

// maxVia is how many callers of the code that made a promise are told.
const maxVia = 4

// via returns who called the code that is running, but for the innermost calls, as many as skip says.
func (c *recording) via(skip int) (list []scheduler.Place) {
	frames := c.r.errors.machine.Callers(c.frames[:0], skip+maxVia, c.isProgram)
	for i := skip; i < len(frames); i++ {
		if c.wrapped && c.isBody(frames[i].Program) { // what calls the body
			break
		}
		list = append(list, c.siteAt(frames[i].Program, frames[i].PC).Place)
	}
	clear(frames)
	c.frames = frames
	return list
}

// touch returns what is known of a promise that the program uses, recording it if it is new: then the host or an async
// function made it. at is where it is awaited, nil if it is not.
func (c *recording) touch(o *goja.Object, at *site) *promise {
	if o == nil || !c.r.errors.machine.IsPromise(o) {
		return nil
	}
	if p := c.known[o]; p != nil {
		c.look(p)
		return p
	}
	made := scheduler.Promise{Kind: "host"}
	settled := o.Export().(*goja.Promise).State() != goja.PromiseStatePending
	if at != nil && at.operand != nil {
		made = c.made(at.operand, at.operand.kind)
	}
	if settled && made.Kind == "host" { // no module of the host settles a promise at once
		made.Kind = "async function"
	}
	p := c.add(o, made)
	if at != nil && at.operand != nil {
		p.what = at.operand.what
	}
	if settled {
		c.settle(p, scheduler.Origin{Step: made.Made.Step})
	}
	return p
}

// input returns what is known of an input of a combinator at s, which makes a promise of a plain value.
func (c *recording) input(o *goja.Object, s *site, kind string) *promise {
	if !c.r.errors.machine.IsPromise(o) || c.known[o] != nil || o.Export().(*goja.Promise).State() != goja.PromiseStateFulfilled {
		return c.touch(o, nil)
	}
	made := c.made(s, "Promise.resolve")
	made.Made.What, made.Name, made.Internal = kind, "", true
	p := c.add(o, made)
	c.lookNow(p, s)
	return p
}

// rejected notes a promise that was rejected and has no handler: if it is new, an async function that was just called
// returns it, or the host does.
func (c *recording) rejected(p *goja.Promise) {
	c.know()
	o, ok := c.r.rt.ToValue(p).(*goja.Object)
	if !ok || c.known[o] != nil || c.builtin() != "" || c.job != nil && c.job.Promise == o {
		return
	}
	s, k := c.calling()
	if s == nil || c.isBody(k.Program) {
		return
	}
	made := c.made(s, "async function")
	c.settle(c.add(o, made), scheduler.Origin{Step: made.Made.Step})
}

// look notes that p has been settled meanwhile, by code that no hook sees.
func (c *recording) look(p *promise) {
	if !p.done && c.state(p) != goja.PromiseStatePending {
		c.settle(p, c.byHost(p))
	}
}

// byHost says who settled p, which the host did a moment ago.
func (c *recording) byHost(p *promise) scheduler.Origin {
	if c.loop.Quiet() {
		return scheduler.Origin{What: p.what}
	}
	return scheduler.Origin{Step: c.loop.Last()}
}

func (c *recording) state(p *promise) goja.PromiseState {
	if p.object == nil {
		return goja.PromiseStateFulfilled
	}
	return p.object.Export().(*goja.Promise).State()
}

// settle notes who settled p, the first time.
func (c *recording) settle(p *promise, by scheduler.Origin) {
	if p.done {
		return
	}
	p.done, p.settled, p.on = true, by, nil
	if r := c.record(p); r != nil {
		r.Settled = by
	}
}

// record is the record of p, nil if it is not kept.
func (c *recording) record(p *promise) *scheduler.Promise {
	if p == nil {
		return nil
	}
	return c.loop.PromiseRecord(p.id)
}

// handle notes that somebody takes the value of p.
func (c *recording) handle(p *promise, by scheduler.Origin) {
	if p == nil {
		return
	}
	by.Promise = 0
	_, late := c.r.rejections.warned[p.object.Export().(*goja.Promise)]
	c.loop.Handle(p.id, by, late)
}

// complete fills the state and the value of p as they are now.
func (c *recording) complete(p *promise) {
	r := c.record(p)
	if r == nil || p.object == nil {
		return
	}
	g := p.object.Export().(*goja.Promise)
	switch g.State() {
	case goja.PromiseStatePending:
		c.waits(p, r)
		return
	case goja.PromiseStateFulfilled:
		r.State = scheduler.Fulfilled
	case goja.PromiseStateRejected:
		r.State = scheduler.Rejected
	}
	c.look(p)
	r.Value = c.text(g.Result())
}

// waits fills what the pending p waits for.
func (c *recording) waits(p *promise, r *scheduler.Promise) {
	switch {
	case p.on != nil && c.state(p.on) == goja.PromiseStatePending:
		r.Waits = scheduler.Waits{For: scheduler.WaitPromise, Promise: p.on.id}
	case len(p.inputs) > 0:
		for _, in := range p.inputs {
			if c.state(in) != goja.PromiseStatePending {
				r.Waits.Done++
			} else if r.Waits.Promise == 0 {
				r.Waits.Promise = in.id
			}
		}
		r.Waits.For, r.Waits.Of = scheduler.WaitPromise, len(p.inputs)
	case c.waitsOutside(p, r):
	case !c.r.loop.Alive():
		r.Waits.For = scheduler.WaitNothing
	}
}

// waitsOutside fills the timer or the I/O that p waits for: what its executor asked for, or what was asked for where the
// host made it.
func (c *recording) waitsOutside(p *promise, r *scheduler.Promise) bool {
	for _, w := range c.waiting {
		asked := w.Work.Registered
		if w.Work != p.work && (r.Kind != "host" || asked.Place != r.Made.Place || asked.Step != r.Made.Step) {
			continue
		}
		if w.Timer {
			r.Waits = scheduler.Waits{For: scheduler.WaitTimer}
			if c.options.Clock != scheduler.Ordinal {
				r.Waits.Due = w.Due
			}
			return true
		}
		r.Waits = scheduler.Waits{For: scheduler.WaitIO, What: asked.What}
		return true
	}
	return false
}
