package scheduler

import (
	"sync/atomic"
	"time"
)

type post struct {
	next   *post
	task   Task
	ctx    *Context
	epoch  uint64
	handle *Handle
	kept   bool // reserved by Pending
	called atomic.Bool
}

// inbox is a many-writer, one-reader queue without locks.
type inbox struct{ top atomic.Pointer[post] }

func (b *inbox) empty() bool { return b.top.Load() == nil }

func (b *inbox) push(p *post) {
	for {
		p.next = b.top.Load()
		if b.top.CompareAndSwap(p.next, p) {
			return
		}
	}
}

// take removes all posts and returns them oldest first.
func (b *inbox) take() (first *post) {
	for p := b.top.Swap(nil); p != nil; {
		p.next, first, p = first, p, p.next
	}
	return first
}

// Pending reserves one completion of outside work (a file read, a request): it holds the loop and the current cell
// alive until post is called, exactly once, from any goroutine, with the task to run as one scope of the poll phase
// in the context captured here. A second call panics.
func (l *Loop) Pending() (post_ func(Task)) {
	p := &post{ctx: l.ctx, kept: true}
	l.requests++
	if c := p.ctx.Cell; c != nil {
		p.epoch = c.epoch
		c.posts++
	}
	return func(t Task) {
		if p.called.Swap(true) {
			panic("scheduler: post called twice")
		}
		p.task = t
		l.send(p)
	}
}

// Post queues t as one scope of the poll phase, in nobody's context, from any goroutine. It holds nothing alive
// (Serve is alive anyway; Run may end first).
func (l *Loop) Post(t Task) { l.send(&post{task: t, ctx: &l.nobody}) }

func (l *Loop) send(p *post) {
	l.inbox.push(p)
	l.rouse()
}

func (l *Loop) rouse() {
	if l.asleep.Load() && l.asleep.CompareAndSwap(true, false) {
		l.wake <- struct{}{}
	}
}

func (l *Loop) poll() {
	if l.fatal != nil {
		return
	}
	if d := l.pollTimeout(); d != 0 && l.inbox.empty() {
		l.wait(d)
	}
	for p := l.inbox.take(); p != nil && l.fatal == nil; {
		next := p.next
		p.next = nil
		l.deliver(p)
		p = next
	}
}

func (l *Loop) deliver(p *post) {
	c := p.ctx.Cell
	stale := p.kept && c != nil && p.epoch != c.epoch
	if p.kept && !stale {
		l.requests--
		if c != nil {
			c.posts--
		}
	}
	if stale || p.task == nil || p.handle != nil && p.handle.closed {
		return
	}
	l.scope(p.task, p.ctx)
}

// pollTimeout is how long poll may sleep in milliseconds: -1 is for ever.
func (l *Loop) pollTimeout() int64 {
	if l.immediates.refs > 0 || len(l.closing) > 0 || !l.serving && !l.Alive() {
		return 0
	}
	tt := &l.timers
	if tt.alarm == never {
		return -1
	}
	return max(tt.alarm-tt.now, 0)
}

// wait sleeps for d milliseconds or until something is posted. In virtual time it jumps instead.
func (l *Loop) wait(d int64) {
	if d > 0 && l.clock.virtual && l.requests == 0 {
		l.clock.jump(l.timers.alarm)
		return
	}
	if l.sleep(d) && l.clock.virtual {
		l.clock.jump(l.timers.alarm)
	}
}

// sleep reports whether the time ran out.
func (l *Loop) sleep(d int64) bool {
	l.asleep.Store(true)
	if !l.inbox.empty() || l.stopped.Load() || l.ended.Load() {
		l.awake()
		return false
	}
	if d < 0 {
		<-l.wake
		return false
	}
	if l.alarm == nil {
		l.alarm = time.NewTimer(time.Duration(d) * time.Millisecond)
	} else {
		l.alarm.Reset(time.Duration(d) * time.Millisecond)
	}
	select {
	case <-l.wake:
		l.alarm.Stop()
		return false
	case <-l.alarm.C:
		l.awake()
		return true
	}
}

// awake ends sleep without a wake-up call, or takes the one that is on its way.
func (l *Loop) awake() {
	if !l.asleep.CompareAndSwap(true, false) {
		<-l.wake
	}
}
