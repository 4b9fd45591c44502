package scheduler

import (
	"sync/atomic"
	"time"
)

// post is one completion on its way to the poll phase.
type post struct {
	next   *post
	task   Task
	ctx    *Context
	handle *Handle // whose it is, or nil

	reserved bool // by Pending
	main     bool // runs before the timers of its turn
	epoch    uint64
	sent     atomic.Bool
}

// Pending reserves one completion of outside work (a file read, a request): it holds the loop and the current cell
// alive until send is called, exactly once, from any goroutine, with the task to run as one scope of the poll phase in
// the context captured here. A nil task runs nothing. A second call panics.
//
// A scope that must drain even after an exception, as the main program does, reports it by Throw and returns nil.
func (l *Loop) Pending() (send func(Task)) {
	p := &post{ctx: l.registered(QueuePoll, nil), reserved: true}
	l.requests++
	if c := p.ctx.Cell; c != nil {
		c.posts++
		p.epoch = c.epoch
	}
	return func(t Task) {
		if p.sent.Swap(true) {
			panic("scheduler: post called twice")
		}
		p.task = t
		l.send(p)
	}
}

// Post queues t as one scope of the poll phase, in nobody's context, from any goroutine. It holds nothing alive (Serve
// is alive anyway; Run may end first). Posts of one goroutine run in their order.
func (l *Loop) Post(t Task) { l.send(&post{task: t, ctx: &l.nobody}) }

// PostMain queues t as a main program, from any goroutine: a scope at the end of a turn, right before the timers, as the
// main script of a Node process is one before the first timers. So a timer that is due when t ends runs before an
// immediate that t made (rule L1). Otherwise it is like Post.
func (l *Loop) PostMain(t Task) { l.send(&post{task: t, ctx: &l.nobody, main: true}) }

func (l *Loop) send(p *post) {
	l.inbox.push(p)
	l.rouse()
}

// poll is the poll phase: it sleeps until there is something to do, then runs all posts that are there, each in its
// own scope. Posts made meanwhile wait for the next turn.
func (l *Loop) poll() {
	if l.fatal != nil {
		return
	}
	if ms := l.pollTimeout(); ms != 0 && l.idle() {
		if ms < 0 && l.BeforeSleep != nil {
			l.BeforeSleep()
		}
		l.wait(ms)
	} else {
		l.clock.stir()
	}
	l.enter(PhasePoll)
	for p := l.inbox.take(); p != nil && l.fatal == nil; {
		next := p.next
		p.next = nil
		l.deliver(p)
		p = next
	}
	l.runSignals()
}

// idle reports whether no other goroutine has left anything to do.
func (l *Loop) idle() bool { return l.inbox.empty() && !l.signalled.Load() }

func (l *Loop) deliver(p *post) {
	if p.reserved {
		l.settled(p.ctx)
	}
	if p.reserved && !l.release(p) {
		return
	}
	if p.task == nil || p.handle != nil && p.handle.closed {
		return
	}
	if p.main {
		l.mains = append(l.mains, p)
		return
	}
	l.scope(p.task, p.ctx, QueuePoll)
}

// runMains runs the main programs that poll took out of the inbox.
func (l *Loop) runMains() {
	if len(l.mains) == 0 {
		return
	}
	defer l.ripen()
	for len(l.mains) > 0 && l.fatal == nil {
		p := l.mains[0]
		l.mains = l.mains[1:]
		l.scope(p.task, p.ctx, QueueScript)
	}
}

// release gives back what p held. It reports whether it still held it: Cancel may have been before.
func (l *Loop) release(p *post) bool {
	c := p.ctx.Cell
	if c != nil && c.epoch != p.epoch {
		return false
	}
	l.requests--
	if c != nil {
		c.posts--
	}
	return true
}

// pollTimeout is how long poll may sleep, in milliseconds: 0 not at all, -1 for ever.
func (l *Loop) pollTimeout() int64 {
	tt := &l.timers
	switch {
	case l.immediates.refs > 0, len(l.closing) > 0, !l.serving && !l.Alive():
		return 0
	case tt.alarm == never:
		return -1
	}
	// The clock is read again: the callbacks since the last look at it may have taken longer than is left.
	return max(tt.alarm-l.updateTime(), 0)
}

// wait lets the given milliseconds pass, or less if something is posted. In virtual time a ref'ed timer is jumped to
// if nothing else is in flight; otherwise outside work gets as much real time as the timer has virtual time, so that
// a request that never ends cannot stop the timers.
func (l *Loop) wait(ms int64) {
	c := &l.clock
	if c.virtual && ms > 0 && l.requests+l.works == 0 && l.timers.refs > 0 {
		c.jump(l.timers.alarm)
		return
	}
	began := time.Now()
	l.dozing.Store(began.UnixNano())
	ranOut := l.sleep(ms)
	l.dozing.Store(0)
	l.slept.Add(int64(time.Since(began)))
	if ranOut && c.virtual {
		c.jump(l.timers.alarm)
	}
}

// Utilization returns how much of the real time since the loop was made it has slept, and that time. Any goroutine.
func (l *Loop) Utilization() (idle, total time.Duration) {
	idle = time.Duration(l.slept.Load())
	if began := l.dozing.Load(); began != 0 {
		idle += max(0, time.Duration(time.Now().UnixNano()-began))
	}
	return idle, time.Since(l.clock.start)
}

// sleep blocks for the given milliseconds (-1: for ever) or until rouse. It reports whether the time ran out.
//
// Whoever turns asleep from true to false, this goroutine or another, owns the right to wake: if it was another, its
// token is or will be in the channel and must be taken. So there is never a stale token.
func (l *Loop) sleep(ms int64) bool {
	l.asleep.Store(true)
	if !l.idle() || l.stopped.Load() || l.ended.Load() {
		l.awake()
		return false
	}
	if ms < 0 {
		<-l.wake
		return false
	}
	l.setSleeper(time.Duration(ms) * time.Millisecond)
	select {
	case <-l.wake:
		l.sleeper.Stop()
		return false
	case <-l.sleeper.C:
		l.awake()
		return true
	}
}

func (l *Loop) setSleeper(d time.Duration) {
	if l.sleeper == nil {
		l.sleeper = time.NewTimer(d)
		return
	}
	l.sleeper.Reset(d)
}

// awake ends sleep on this goroutine's own account.
func (l *Loop) awake() {
	if !l.asleep.CompareAndSwap(true, false) {
		<-l.wake
	}
}

// rouse ends sleep from any goroutine.
func (l *Loop) rouse() {
	if l.asleep.Load() && l.asleep.CompareAndSwap(true, false) {
		l.wake <- struct{}{}
	}
}

// inbox is a queue of many writers and one reader: a lock-free stack that is taken whole and turned round. The zero
// inbox is empty.
type inbox struct{ top atomic.Pointer[post] }

func (b *inbox) empty() bool { return b.top.Load() == nil }

func (b *inbox) push(p *post) {
	for {
		top := b.top.Load()
		p.next = top
		if b.top.CompareAndSwap(top, p) {
			return
		}
	}
}

// take removes all posts and returns the oldest, which leads to the others.
func (b *inbox) take() (first *post) {
	for p := b.top.Swap(nil); p != nil; {
		p.next, first, p = first, p, p.next
	}
	return first
}
