package scheduler

import "math"

// Timer is a Timeout of Node. Loop goroutine only.
type Timer struct {
	loop       *Loop
	ctx        *Context
	task       Task
	prev, next *Timer
	list       *timerList
	idle       float64
	repeat     float64
	start      int64
	unrefed    bool
	destroyed  bool
}

const maxDuration = 1<<31 - 1

// TimerDuration applies Node's rules to a delay that was already converted to a number: the duration used, and the name of the warning Node would
// print ("", "TimeoutOverflowWarning", "TimeoutNegativeWarning", "TimeoutNaNWarning").
func TimerDuration(ms float64) (duration float64, warning string) {
	switch {
	case ms >= 1 && ms <= maxDuration:
		return ms, ""
	case ms > maxDuration:
		return 1, "TimeoutOverflowWarning"
	case ms < 0:
		return 1, "TimeoutNegativeWarning"
	case ms != ms:
		return 1, "TimeoutNaNWarning"
	}
	return 1, ""
}

// SetTimer starts a timer as setTimeout or, with repeat, setInterval does. ms comes from TimerDuration.
func (l *Loop) SetTimer(t Task, ms float64, repeat bool) *Timer {
	tm := &Timer{loop: l, ctx: l.ctx, task: t, idle: ms}
	if repeat {
		tm.repeat = ms
	}
	tm.hold(1)
	l.insert(tm, l.clock.millis())
	return tm
}

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

// Clear stops the timer (clearTimeout, clearInterval, close).
func (t *Timer) Clear() {
	if t.task == nil {
		return
	}
	t.task = nil
	if t.destroyed {
		return
	}
	t.destroyed = true
	t.unlink()
	if !t.unrefed {
		l := t.loop
		if list := l.timers.lists[int64(t.idle)]; list != nil && list.head == nil {
			l.timers.remove(list)
		}
		t.hold(-1)
	}
	t.idle = -1
}

// Refresh starts the timer anew. A fired timer is revived, a cleared one is not.
func (t *Timer) Refresh() {
	if t.idle < 0 {
		return
	}
	t.loop.insert(t, t.loop.clock.millis())
	if t.destroyed {
		t.destroyed = false
		if !t.unrefed {
			t.hold(1)
		}
	}
}

// Ref makes the timer hold the loop and its cell, as it does from the start.
func (t *Timer) Ref() {
	if t.unrefed {
		t.unrefed = false
		if !t.destroyed {
			t.hold(1)
		}
	}
}

// Unref lets the loop end and the cell end while the timer is pending.
func (t *Timer) Unref() {
	if !t.unrefed {
		t.unrefed = true
		if !t.destroyed {
			t.hold(-1)
		}
	}
}

// HasRef reports whether the timer is ref'ed, also after it fired.
func (t *Timer) HasRef() bool { return !t.unrefed }

// Destroyed is Node's _destroyed: fired or cleared.
func (t *Timer) Destroyed() bool { return t.destroyed }

// Repeat is the interval in milliseconds, 0 for a one-shot timer.
func (t *Timer) Repeat() float64 { return t.repeat }

// IdleTimeout is Node's _idleTimeout: the duration with its fraction, -1 once cleared.
func (t *Timer) IdleTimeout() float64 { return t.idle }

// IdleStart is Node's _idleStart: whole milliseconds of the loop's clock.
func (t *Timer) IdleStart() int64 { return t.start }

type timerList struct {
	ms         int64
	expiry     int64
	id         uint64
	pos        int
	head, tail *Timer
}

const never = math.MaxInt64

type timerTable struct {
	lists   map[int64]*timerList
	heap    []*timerList
	nextID  uint64
	refs    int
	next    int64 // expiry the alarm was last set for
	alarm   int64 // when the pass runs
	now     int64 // cached
	running *Timer
}

func (tt *timerTable) init() {
	tt.lists = make(map[int64]*timerList)
	tt.next, tt.alarm = never, never
}

func (l *Loop) insert(t *Timer, start int64) {
	tt := &l.timers
	ms := int64(t.idle)
	t.start = start
	list := tt.lists[ms]
	if list == nil {
		list = &timerList{ms: ms, expiry: start + ms, id: tt.nextID}
		tt.nextID++
		tt.lists[ms] = list
		tt.push(list)
		if list.expiry < tt.next {
			tt.next, tt.alarm = list.expiry, list.expiry
			tt.now = start
		}
	}
	t.unlink()
	list.append(t)
}

func (list *timerList) append(t *Timer) {
	t.list, t.prev, t.next = list, list.tail, nil
	if list.tail == nil {
		list.head = t
	} else {
		list.tail.next = t
	}
	list.tail = t
}

func (t *Timer) unlink() {
	list := t.list
	if list == nil {
		return
	}
	if t.prev == nil {
		list.head = t.next
	} else {
		t.prev.next = t.next
	}
	if t.next == nil {
		list.tail = t.prev
	} else {
		t.next.prev = t.prev
	}
	t.list, t.prev, t.next = nil, nil, nil
}

func (l *Loop) runTimers() {
	tt := &l.timers
	if tt.alarm == never || l.fatal != nil {
		return
	}
	tt.now = l.clock.millis()
	if tt.alarm > tt.now {
		return
	}
	tt.alarm = never
	l.depth++
	for !l.pass(tt.now) && l.fatal == nil {
	}
	l.rearm()
	l.leaveScope(l.fatal == nil)
}

func (l *Loop) rearm() {
	tt := &l.timers
	tt.next = never
	if len(tt.heap) == 0 {
		return
	}
	tt.next = tt.heap[0].expiry
	tt.now = l.clock.millis()
	tt.alarm = max(tt.next, tt.now+1)
}

func (l *Loop) pass(now int64) (ok bool) {
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

func (l *Loop) runList(list *timerList, now int64) (ok bool) {
	tt := &l.timers
	for ran := false; list.head != nil; ran = true {
		t := list.head
		if now-t.start < list.ms {
			list.expiry = max(t.start+list.ms, now+1)
			list.id = tt.nextID
			tt.nextID++
			tt.fix(list.pos)
			return true
		}
		if ran && !l.runBetween() {
			return false
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

func (l *Loop) fire(t *Timer) (ok bool) {
	var start int64
	if t.task == nil {
		l.expire(t)
		return true
	}
	if t.repeat > 0 {
		start = l.clock.millis()
	}
	l.timers.running = t
	ok = l.call(t.task, t.ctx)
	l.timers.running = nil
	if t.repeat > 0 && t.idle >= 0 {
		t.idle = t.repeat
		l.insert(t, start)
	} else if t.list == nil {
		l.expire(t)
	}
	return ok
}

func (l *Loop) expire(t *Timer) {
	if t.destroyed {
		return
	}
	t.destroyed = true
	if !t.unrefed {
		t.hold(-1)
	}
}

func (a *timerList) before(b *timerList) bool {
	return a.expiry < b.expiry || a.expiry == b.expiry && a.id < b.id
}

func (tt *timerTable) push(list *timerList) {
	list.pos = len(tt.heap)
	tt.heap = append(tt.heap, list)
	tt.fix(list.pos)
}

func (tt *timerTable) remove(list *timerList) {
	delete(tt.lists, list.ms)
	i, last := list.pos, len(tt.heap)-1
	if i != last {
		tt.swap(i, last)
	}
	tt.heap[last] = nil
	tt.heap = tt.heap[:last]
	if i != last {
		tt.fix(i)
	}
}

func (tt *timerTable) swap(i, j int) {
	h := tt.heap
	h[i], h[j] = h[j], h[i]
	h[i].pos, h[j].pos = i, j
}

func (tt *timerTable) fix(i int) {
	h := tt.heap
	for i > 0 && h[i].before(h[(i-1)/2]) {
		tt.swap(i, (i-1)/2)
		i = (i - 1) / 2
	}
	for {
		c := 2*i + 1
		if c >= len(h) {
			return
		}
		if c+1 < len(h) && h[c+1].before(h[c]) {
			c++
		}
		if !h[c].before(h[i]) {
			return
		}
		tt.swap(i, c)
		i = c
	}
}
