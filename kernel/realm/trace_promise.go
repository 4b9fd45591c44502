package realm

import (
	"strings"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/inside"
	"loopbook/scheduler"
)

// HOW promises are seen
//
// goja says when a reaction is registered (AsyncContextTracker.Grab) and when it runs (Resumed), not for which promise.
// The rest is found by looking:
//
//	new Promise, .then, Promise.all …   hooks in front of goja's functions, put in when the first recording begins
//	await                               the operand still lies on goja's stack when Grab is called
//	which promise a job settles         the job is a Go closure: package inside reads what it works on
//	settled by whom                     the resolving functions of new Promise have hooks; all others settle in a job
//
// A promise that an async function returned is met at the function's first await, or when somebody awaits it; one that a
// module of the host made, when the program awaits it.

// promise is what is known of one promise beside its record.
type promise struct {
	id      int
	object  *goja.Object
	settled scheduler.Origin // valid if done
	done    bool
	then    *scheduler.Work // the call of its thenable's then
	jobs    int             // promise jobs without code of the program that settling it took
	on      *promise        // what it follows: the promise it was chained on, resolved with, or that its function awaits
	inputs  []*promise
	work    *scheduler.Work // of new Promise: what its executor asked for first
	what    string          // of a promise of the host: what made it, "fs.promises.readFile"
}

// reaction is a .then, .catch, .finally or await that waits: what Grab returns.
type reaction struct {
	owner   *recording
	context *scheduler.Context
	work    scheduler.Work
	parent  *promise
	target  *promise // what it settles, if that is known
	already bool     // the parent was settled before
	// The handlers: of an await both are nil.
	fulfilled, rejected goja.Value
	await               bool
	internal            bool // no code of the program: it makes no step
	step                int
	settles             *goja.Object // the promise that it may settle, if that is not known yet
}

// thenCall is a call of Promise.prototype.then on its way.
type thenCall struct {
	this     *goja.Object
	args     []goja.Value
	kind     string // ".then", ".catch", ".finally", "Promise.all" …
	reaction *reaction
}

// Grab implements goja.AsyncContextTracker for a recording.
func (c *recording) grab() any {
	c.know()
	a, awaits := c.r.errors.machine.Awaits(c.depth)
	switch {
	case awaits:
		return c.awaits(a)
	case c.host != nil:
		h := c.host
		c.host = nil
		return c.reactionOf(h)
	case c.then != nil:
		return c.thens(c.then)
	}
	return &reaction{owner: c, context: c.r.loop.Context(), internal: true}
}

// thens makes the reaction of a call of then.
func (c *recording) thens(t *thenCall) *reaction {
	c.then = nil
	s, k := c.calling()
	re := &reaction{owner: c, context: c.r.loop.Context()}
	t.reaction = re
	switch all := c.combinator; {
	case all != nil && s != nil:
		t.kind = all.kind
		re.parent = c.input(t.this, s, all.kind)
	case s == nil || !c.direct():
		re.parent = c.known[t.this]
		c.thenOfOurs(re, s)
		return re
	default:
		re.parent = c.touch(t.this, s)
	}
	re.step = c.loop.Step()
	origin := scheduler.Origin{Step: re.step, Place: s.Place, What: t.kind}
	if re.parent != nil {
		origin.Promise = re.parent.id
		re.already = re.parent.done
	}
	c.handle(re.parent, scheduler.Origin{Step: re.step, Place: s.Place, What: t.kind})
	re.work.Registered = origin
	if t.kind[0] != '.' { // of a combinator
		re.internal = true
		return re
	}
	re.fulfilled, re.rejected = nth(t.args, 0), nth(t.args, 1)
	if t.kind == ".finally" && len(k.Args) > 0 { // the handlers are goja's, and call this one
		re.fulfilled, re.rejected = k.Args[0], k.Args[0]
	}
	return re
}

// thenOfOurs fills the reaction of a then that goja or a module of the host calls.
func (c *recording) thenOfOurs(re *reaction, s *site) {
	re.internal = true
	by := scheduler.Origin{Step: c.loop.Last(), What: "resolve"}
	if c.job != nil && c.job.Thenable {
		if re.target = c.known[c.job.Promise]; re.target != nil {
			re.target.on = re.parent
		}
	} else if s != nil {
		by = scheduler.Origin{Step: c.loop.Step(), Place: s.Place, What: s.what}
	}
	c.handle(re.parent, by)
}

func nth(args []goja.Value, i int) goja.Value {
	if i < len(args) {
		return args[i]
	}
	return nil
}

// awaited returns the promise that is waited for at s; nil if the operand is a plain value.
func (c *recording) awaited(operand goja.Value, s *site) *promise {
	o, ok := operand.(*goja.Object)
	if !ok {
		return nil
	}
	if c.r.errors.machine.IsPromise(o) {
		return c.touch(o, s)
	}
	return c.thenable(scheduler.Origin{Place: s.Place, What: "await"}, strings.TrimPrefix(s.label, "after await "))
}

// thenable records the promise that follows a thenable since this very moment; nil if there is none: then the last job in
// the queue is not the one that calls its then.
func (c *recording) thenable(by scheduler.Origin, text string) *promise {
	jobs := *c.r.jobs.jobs
	if len(jobs) == 0 {
		return nil
	}
	j := c.r.errors.machine.JobOf(jobs[len(jobs)-1])
	if !j.Thenable {
		return nil
	}
	by.Step = c.step()
	p := c.known[j.Promise]
	if p == nil {
		p = c.add(j.Promise, scheduler.Promise{Kind: by.What, Made: by, Internal: true})
	}
	p.then = &scheduler.Work{Queue: scheduler.QueuePromise, Known: true, Place: by.Place, Label: "then of " + text, Registered: by}
	return p
}

// firstAwait notes that the promise of an async function is to be found: once the reaction is registered, it is known to
// what waits there.
func (c *recording) firstAwait(re *reaction, running *goja.Program) {
	s, p := c.caller()
	if c.isBody(p) {
		return
	}
	c.fresh = re
	c.freshJob = len(*c.r.jobs.jobs)
	c.freshMade = c.made(s, "async function")
	c.freshMade.Via = c.via(2)
	if s == nil { // the host called it
		c.freshMade.Made.Place = c.codeOf(running).Place
	}
}

// know finds the promise of the async function that was suspended last, if it was for the first time.
func (c *recording) know() {
	re := c.fresh
	if re == nil {
		return
	}
	c.fresh = nil
	m := c.r.errors.machine
	var j inside.Job
	if jobs := *c.r.jobs.jobs; c.freshJob < len(jobs) {
		j = m.JobOf(jobs[c.freshJob])
	}
	if j.Context != re && re.parent != nil && re.parent.object != nil {
		j = m.LastReaction(re.parent.object)
	}
	if j.Context != re || j.Promise == nil {
		return
	}
	re.target = c.add(j.Promise, c.freshMade)
	re.target.on = re.parent
}

// resumed begins the step of a reaction. It is called by Resumed.
func (c *recording) resumed(re *reaction) {
	if re.owner != c {
		c.resumedLater(re)
		return
	}
	c.current = re
	if re.internal {
		return
	}
	w := &re.work
	w.Queue = scheduler.QueuePromise
	if !re.await {
		c.handler(re)
	}
	c.queued(re)
	c.loop.Take(w)
}

// resumedLater begins the step of a reaction that an earlier recording knows.
func (c *recording) resumedLater(re *reaction) {
	if re.internal {
		return
	}
	if !re.await {
		re.owner.handler(re)
	}
	w := re.work
	w.Queue = scheduler.QueuePromise
	for _, p := range []*scheduler.Place{&w.Place, &w.Registered.Place} {
		if p.Cell == "" && re.owner.options.Cell != c.options.Cell {
			p.Cell = re.owner.options.Cell
		}
	}
	w.Registered.Step, w.Registered.Promise = 0, 0
	c.loop.Take(&w)
}

// handler fills what is known of the handler that runs.
func (c *recording) handler(re *reaction) {
	h := re.fulfilled
	if re.parent != nil && c.state(re.parent) == goja.PromiseStateRejected {
		h = re.rejected
	}
	if h != nil {
		c.callback(&re.work, []goja.Value{h})
	}
}

// queued says what made the job ready.
func (c *recording) queued(re *reaction) {
	w, p := &re.work, re.parent
	q := scheduler.Origin{What: "settled"}
	switch {
	case p == nil:
		q = w.Registered
	case p.done:
		q.Place, q.Step, q.Promise = p.settled.Place, p.settled.Step, p.id
	default: // by the host, in no job
		c.settle(p, c.byHost(p))
		q.Step, q.Promise = p.settled.Step, p.id
	}
	if p != nil && p.settled.What != "" {
		q.What = p.settled.What
	}
	if re.already {
		q.What = scheduler.AlreadySettled
	}
	extra := 0
	if p != nil {
		extra = p.jobs
	}
	w.SetQueued(q, extra)
	if r := c.record(p); r != nil && extra > 0 {
		r.Jobs = 1 + extra
	}
}

// runJob runs a promise job.
func (c *recording) runJob(job func()) error {
	c.know()
	j := c.r.errors.machine.JobOf(job)
	outerJob, outer, depth := c.job, c.current, c.depth
	c.job, c.current = &j, nil
	c.depth, _ = c.r.errors.machine.Depth()
	c.loop.Begin()
	if p := c.known[j.Promise]; p != nil && j.Thenable && p.then != nil {
		c.loop.Take(p.then)
	}
	err := c.r.runJob(job)
	c.threw = c.r.thrownText(err)
	c.jobEnded(&j)
	c.loop.End(c.threw)
	c.job, c.current, c.depth = outerJob, outer, depth
	return err
}

// jobEnded notes what the job settled.
func (c *recording) jobEnded(j *inside.Job) {
	c.know()
	if re := c.current; re != nil {
		if re.target == nil && re.settles != nil {
			re.target = c.known[re.settles]
		}
		c.ended(re.target, re)
	}
	if j.Promise == nil {
		return
	}
	p := c.known[j.Promise]
	if p == nil {
		return
	}
	switch {
	case !j.Thenable:
		c.ended(p, c.current)
	case p.then == nil:
		p.jobs++
		c.ended(p, nil)
	default:
		c.ended(p, &reaction{})
	}
}

// ended notes that p was settled by the running job, if it was.
func (c *recording) ended(p *promise, re *reaction) {
	if p == nil || p.done || c.state(p) == goja.PromiseStatePending {
		return
	}
	by := c.byHost(p)
	if re == nil || re.internal {
		p.jobs++
	} else {
		by = scheduler.Origin{Step: c.loop.Step()}
	}
	c.settle(p, by)
	if re != nil && !re.internal && !re.await && c.state(p) == goja.PromiseStateRejected && c.job.Promise == p.object {
		c.threw = c.text(p.object.Export().(*goja.Promise).Result())
	}
}
