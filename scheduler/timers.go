package scheduler

import (
	"math"
	"time"
)

// HOW and WHY
//
// Timers are not kept in one heap ordered by deadline. A server has a hundred thousand timers but few durations: one
// for each kind of socket or request. So timers of the same duration (truncated to whole milliseconds) share a FIFO
// list; they become due in the order in which they were started, so appending keeps the list sorted for nothing.
// Only the lists are in a heap, by (expiry, id). Starting and clearing a timer is O(1) whatever their number.
//
//	heap by (expiry, id)             lists by duration
//
//	      (12, 0) ───────────────────> 10 ms:  t1 ── t4 ── t5
//	     ╱       ╲
//	(14, 2)     (50, 1) ─────────────> 40 ms:  t2
//	   └─────────────────────────────>  3 ms:  t3 ── t6
//
// Programs can see this, and the rules below are what they see:
//
//   - A list's expiry is that of the timer that created it. It is looked at again only when the list has run. It may
//     thus be too early (its first timer was cleared, T6), and two lists of equal expiry run in the order in which
//     the lists came to be, not the timers (T3).
//   - A due list runs all its due timers before the next list is looked at, even when that one holds an earlier
//     deadline (T6).
//   - The time is read once for a pass. A timer started in a pass never runs in it, however long a callback takes
//     (T5), because its start is read from the real clock and so is not before the pass (T1).
//   - A list that is emptied by clearing is deleted, but not if the timer was unref'ed: then it waits for its expiry,
//     and a timer that joins it meanwhile finds its place by that (T7).
//   - An interval joins the tail again after its callback, with the time before its callback as start. Whatever the
//     callback started with the same duration is before it (T9); turns it missed are lost.
//
// One alarm, not one for each list, says when the next pass is. It is set when a list that expires before all others
// is created, and after a pass. Two subtleties are kept because order depends on them: after a pass the alarm is at
// least one millisecond away *from the last time the clock was read*, so an overdue timer may let several turns of
// immediates pass; and the alarm is not moved when its list is deleted, so a pass may find nothing due.

// Timer is one timeout or interval, Node's Timeout. Loop goroutine only.
type Timer struct {
	loop       *Loop
	ctx        *Context
	runner     Runner // nil: cleared
	list       *timerList
	prev, next *Timer
	idle       float64 // the duration; -1: cleared while it was waiting
	repeat     float64 // 0: one shot
	start      int64
	unrefed    bool
	destroyed  bool
}

const maxDuration = 1<<31 - 1

// TimerDuration applies rule T2 to a delay that was already converted to a number (undefined: 1): it returns the
// duration that is used, in [1, 2147483647], and which warning Node would print: "", "TimeoutOverflowWarning",
// "TimeoutNegativeWarning" or "TimeoutNaNWarning".
func TimerDuration(ms float64) (duration float64, warning string) {
	switch {
	case ms >= 1 && ms <= maxDuration:
		return ms, ""
	case ms > maxDuration:
		return 1, "TimeoutOverflowWarning"
	case ms < 0:
		return 1, "TimeoutNegativeWarning"
	case math.IsNaN(ms):
		return 1, "TimeoutNaNWarning"
	}
	return 1, "" // [0, 1)
}

// SetTimer starts a timer as setTimeout or, with repeat, setInterval does. ms is a duration of TimerDuration; its
// fraction is kept but does not count.
func (l *Loop) SetTimer(t Task, ms float64, repeat bool) *Timer {
	tm := new(Timer)
	l.StartTimer(tm, t, ms, repeat)
	return tm
}

// StartTimer is SetTimer in memory of the caller's: tm is part of a struct of its own, and zero.
func (l *Loop) StartTimer(tm *Timer, r Runner, ms float64, repeat bool) {
	tm.loop, tm.runner, tm.idle = l, r, ms
	if repeat {
		tm.repeat = ms
	}
	tm.ctx = l.registered(QueueTimer, r)
	tm.hold(1)
	l.insert(tm, l.updateTime())
	if l.tracing != nil {
		l.tracing.started(tm, Origin{})
	}
}

// Clear stops the timer (clearTimeout, clearInterval, close). It does nothing to a timer that fired or was cleared.
func (t *Timer) Clear() {
	if t.runner == nil {
		return
	}
	t.runner = nil
	if t.destroyed {
		return
	}
	t.destroyed = true
	t.unlink()
	if !t.unrefed {
		tt := &t.loop.timers
		if list := tt.lists[int64(t.idle)]; list != nil && list.head == nil {
			tt.remove(list)
		}
		t.hold(-1)
	}
	t.idle = -1
}

// Refresh starts the timer anew. A timer that fired is revived, in the context of whoever does it; a cleared one is
// not (T8).
func (t *Timer) Refresh() {
	if t.idle < 0 {
		return
	}
	t.loop.insert(t, t.loop.updateTime())
	if t.loop.tracing != nil {
		defer t.loop.tracing.refreshed(t)
	}
	if t.destroyed {
		t.destroyed, t.ctx = false, t.loop.ctx
		if !t.unrefed {
			t.hold(1)
		}
	}
}

// Ref makes the timer hold the loop and its cell, as it does from the start.
func (t *Timer) Ref() {
	if !t.unrefed {
		return
	}
	t.unrefed = false
	if !t.destroyed {
		t.hold(1)
	}
}

// Unref lets the loop and the cell end while the timer is waiting.
func (t *Timer) Unref() {
	if t.unrefed {
		return
	}
	t.unrefed = true
	if !t.destroyed {
		t.hold(-1)
	}
}

// HasRef reports whether the timer is ref'ed, also after it fired.
func (t *Timer) HasRef() bool { return !t.unrefed }

// Destroyed is Node's _destroyed: fired or cleared, and not revived.
func (t *Timer) Destroyed() bool { return t.destroyed }

// Repeat is Node's _repeat: the interval in milliseconds, 0 (Node: null) for a one-shot timer.
func (t *Timer) Repeat() float64 { return t.repeat }

// IdleTimeout is Node's _idleTimeout: the duration in milliseconds with its fraction, -1 if the timer was cleared
// while it was waiting.
func (t *Timer) IdleTimeout() float64 { return t.idle }

// IdleStart is Node's _idleStart: when the timer was started, in whole milliseconds of Loop.Now.
func (t *Timer) IdleStart() int64 { return t.start }

// SetDurations changes what IdleTimeout and Repeat say from the next start of the timer on: of Refresh, or of an
// interval when its callback returns. A repeat of 0 ends an interval, an idle below 0 both.
func (t *Timer) SetDurations(idle, repeat float64) {
	if idle == t.idle && repeat == t.repeat {
		return
	}
	holds := !t.unrefed && !t.destroyed
	if holds {
		t.hold(-1)
	}
	t.idle, t.repeat = idle, repeat
	if holds {
		t.hold(1)
	}
}

// hold adds n to what the timer keeps alive.
func (t *Timer) hold(n int) {
	t.loop.timers.refs += n
	c := t.ctx.Cell
	switch {
	case c == nil:
	case t.repeat > 0:
		c.intervals += n
	default:
		c.timers += n
	}
}

// expire marks a timer that left its list for good.
func (t *Timer) expire() {
	if t.destroyed {
		return
	}
	t.destroyed = true
	if !t.unrefed {
		t.hold(-1)
	}
}

// updateTime reads the clock: whole milliseconds, remembered as libuv's loop time.
func (l *Loop) updateTime() int64 {
	l.timers.now = l.clock.millis()
	return l.timers.now
}

// insert is INSERT of section 6 of the ordering rules.
func (l *Loop) insert(t *Timer, start int64) {
	tt := &l.timers
	ms := int64(t.idle)
	t.start = start
	list := tt.lists[ms]
	if list == nil {
		list = tt.add(ms, start+ms)
	}
	t.unlink()
	list.append(t)
}

// ripen is what Ripen says.
func (l *Loop) ripen() {
	c := &l.clock
	due := time.Duration(l.timers.alarm) * time.Millisecond
	if !l.Ripen || l.timers.alarm == never || l.timers.alarm > c.millis()+1 || l.fatal != nil {
		return
	}
	if c.virtual {
		c.jump(l.timers.alarm)
		return
	}
	time.Sleep(due - c.now())
}

// runTimers is the timers phase: TIMERS of section 6, one scope.
func (l *Loop) runTimers() {
	tt := &l.timers
	if tt.alarm == never || l.fatal != nil {
		return
	}
	now := l.updateTime()
	if tt.alarm > now {
		return
	}
	tt.alarm, tt.next = never, never
	l.enter(PhaseTimers)
	l.depth++
	for !l.runLists(now) && l.fatal == nil {
		// A timer or a tick threw and was handled: on with the same now, without a drain (E3).
	}
	tt.rearm()
	if t := l.tracing; t != nil {
		t.passed, t.passedAt = t.pass, ms(l.clock.now())
	}
	l.leaveScope(l.fatal == nil)
}

// runLists runs the due lists. It reports whether no exception cut it short.
func (l *Loop) runLists(now int64) (ok bool) {
	tt := &l.timers
	for ran := false; len(tt.heap) > 0; ran = true {
		list := tt.heap[0]
		if list.expiry > now {
			return true
		}
		if ran && !l.runBetween() {
			return false
		}
		if !l.runList(list, now) {
			return false
		}
	}
	return true
}

// runList is RUN_LIST of section 6. While it runs, list stays the first of the heap: whatever joins the heap
// meanwhile expires later, or equally late with a greater id.
func (l *Loop) runList(list *timerList, now int64) (ok bool) {
	tt := &l.timers
	for ran := false; list.head != nil; ran = true {
		t := list.head
		if now-t.start < list.ms {
			tt.postpone(list, max(t.start+list.ms, now+1))
			return true
		}
		if ran && !l.runBetween() {
			return false
		}
		if t.list != list { // the drain cleared it
			continue
		}
		t.unlink()
		if !l.fire(t) {
			return false
		}
	}
	if tt.lists[list.ms] == list {
		tt.remove(list)
	}
	return true
}

// fire calls a timer that left its list. The timer is put back, or is over, before the loop asks about an exception.
func (l *Loop) fire(t *Timer) (ok bool) {
	if t.runner == nil { // cleared after it fired, then refreshed
		t.expire()
		return true
	}
	var start int64
	if t.repeat > 0 {
		start = l.updateTime()
	}
	outer := l.ctx
	l.ctx, l.timers.running = t.ctx, t
	trace, depth := l.began(QueueTimer)
	err := t.runner.Run()
	if t.repeat > 0 && t.idle >= 0 {
		l.insert(t, start)
		if w := t.ctx.work; w != nil && l.tracing != nil {
			l.tracing.started(t, Origin{Step: w.step, What: "setInterval"})
		}
	} else if t.list == nil {
		t.expire()
	}
	l.timers.running = nil
	ok = l.verdict(err)
	trace.ended(depth, err)
	l.ctx = outer
	return ok
}
