package scheduler

import (
	"time"
)

// naive is the pseudo-code of the ordering rules written down as directly as possible: slices, linear searches, one
// function for each procedure, exceptions as a boolean. It knows nothing of cells, goroutines or speed. Random
// programs must run on it exactly as on the Loop.
type naive struct {
	w          *world
	start      time.Time
	tickQ      []Task
	hasTick    bool
	hasRej     bool
	leaving    bool
	catching   bool
	caught     error
	scopeDepth int
	exiting    bool
	dead       bool

	lists      []*naiveList
	nextListID int
	timerRefs  int
	loopTime   int64
	alarm      int64 // -1: none
	nextExpiry int64

	immediateQ, outstandingQ []*naiveImmediate
	immCount, immRefs        int
	hasOutstanding           bool

	posts    []func()
	requests int
	handles  int
	closing  []func()
}

type naiveList struct {
	ms, expiry int64
	id         int
	timers     []*naiveTimer
}

type naiveTimer struct {
	n               *naive
	task            Task
	start           int64
	timeout, repeat float64
	refed           bool
	destroyed       bool
}

type naiveImmediate struct {
	n                *naive
	task             Task
	refed, destroyed bool
}

func newNaive(w *world) host { return &naive{w: w, start: time.Now(), alarm: -1, nextExpiry: never} }

func (n *naive) realNow() int64 {
	n.loopTime = time.Since(n.start).Milliseconds()
	return n.loopTime
}

// Section 1 and 2.

func (n *naive) NextTick(t Task) {
	if n.exiting {
		return
	}
	if len(n.tickQ) == 0 {
		n.hasTick = true
	}
	n.tickQ = append(n.tickQ, t)
}

func (n *naive) DRAIN() bool {
	for {
		for len(n.tickQ) > 0 {
			t := n.tickQ[0]
			n.tickQ = n.tickQ[1:]
			if !n.call(t) {
				return false
			}
		}
		if !n.RUN_MICRO() {
			return false
		}
		if len(n.tickQ) > 0 {
			continue
		}
		if !n.hasRej {
			break
		}
		again := n.w.ProcessRejections()
		if n.leaving || n.dead {
			n.leaving = false
			return false
		}
		if !again {
			break
		}
	}
	n.hasTick, n.hasRej = false, false
	return true
}

func (n *naive) RUN_BETWEEN() bool {
	if !n.hasTick && !n.hasRej && !n.RUN_MICRO() {
		return false
	}
	if !n.hasTick && !n.hasRej {
		return true
	}
	return n.DRAIN()
}

func (n *naive) RUN_MICRO() bool {
	if err := n.w.RunMicrotasks(); err != nil {
		n.Throw(err)
		return false
	}
	return !n.dead
}

func (n *naive) RunBetween() error {
	n.catching = true
	n.RUN_BETWEEN()
	n.catching = false
	err := n.caught
	n.caught = nil
	return err
}

// Section 3.

func (n *naive) SCOPE(fn func() bool) bool {
	n.scopeDepth++
	ok := fn()
	if ok && n.scopeDepth == 1 {
		if !n.hasTick {
			ok = n.RUN_MICRO()
		}
		if ok && (n.hasTick || n.hasRej) {
			ok = n.DRAIN()
		}
	}
	n.scopeDepth--
	return ok
}

func (n *naive) call(t Task) bool {
	err := t()
	if n.catching && err != nil {
		n.caught = err
		return false
	}
	if err != nil {
		n.Throw(err)
	}
	return err == nil && !n.dead
}

// Section 8.

func (n *naive) Throw(err error) bool {
	if n.dead {
		return false
	}
	if !n.w.Uncaught(err) {
		n.dead = true
		return false
	}
	n.Immediate(func() error { return nil })
	return true
}

func (n *naive) ThrowOut(err error) bool {
	n.leaving = true
	return n.Throw(err)
}

func (n *naive) NoteRejection() { n.hasRej = true }
func (n *naive) Exit()          { n.exiting = true }

// Section 5.

func (n *naive) alive() bool {
	return n.timerRefs > 0 || n.immRefs > 0 || n.requests > 0 || n.handles > 0 || len(n.closing) > 0
}

func (n *naive) Run(before, exit Task, main Task) error {
	n.SCOPE(func() bool { n.call(main); return !n.dead })
	for again := true; again && !n.dead; again = n.alive() {
		if n.alive() {
			n.TIMERS()
		}
		for n.alive() && !n.dead {
			n.POLL()
			n.CHECK()
			n.CLOSING()
			n.TIMERS()
		}
		if !n.dead {
			n.SCOPE(func() bool { return n.call(before) })
		}
	}
	if !n.dead {
		n.exiting = true
		n.SCOPE(func() bool { return n.call(exit) })
	}
	return nil
}

func (n *naive) POLL() {
	if n.dead {
		return
	}
	if n.immRefs == 0 && len(n.closing) == 0 && n.alive() && len(n.posts) == 0 {
		if n.alarm < 0 {
			panic("naive: sleeps for ever")
		}
		time.Sleep(time.Duration(n.alarm-n.realNow()) * time.Millisecond)
	}
	batch := n.posts
	n.posts = nil
	for _, p := range batch {
		if !n.dead {
			p()
		}
	}
}

func (n *naive) CLOSING() {
	batch := n.closing
	n.closing = nil
	for i := len(batch) - 1; i >= 0 && !n.dead; i-- {
		batch[i]()
	}
}

// Section 6.

func (n *naive) INSERT(t *naiveTimer, timeout float64, start int64) {
	n.remove(t)
	ms := int64(timeout)
	t.start = start
	list := n.list(ms)
	if list == nil {
		list = &naiveList{ms: ms, expiry: start + ms, id: n.nextListID}
		n.nextListID++
		n.lists = append(n.lists, list)
		if list.expiry < n.nextExpiry {
			n.nextExpiry = list.expiry
			n.alarm = n.loopTime + ms
		}
	}
	list.timers = append(list.timers, t)
}

func (n *naive) list(ms int64) *naiveList {
	for _, l := range n.lists {
		if l.ms == ms {
			return l
		}
	}
	return nil
}

func (n *naive) min() (min *naiveList) {
	for _, l := range n.lists {
		if min == nil || l.expiry < min.expiry || l.expiry == min.expiry && l.id < min.id {
			min = l
		}
	}
	return min
}

func (n *naive) drop(list *naiveList) {
	for i, l := range n.lists {
		if l == list {
			n.lists = append(n.lists[:i:i], n.lists[i+1:]...)
			return
		}
	}
}

// remove takes t out of whatever list it is in and reports whether it was in one.
func (n *naive) remove(t *naiveTimer) bool {
	for _, l := range n.lists {
		for i, u := range l.timers {
			if u == t {
				l.timers = append(l.timers[:i:i], l.timers[i+1:]...)
				return true
			}
		}
	}
	return false
}

func (n *naive) linked(t *naiveTimer) bool {
	for _, l := range n.lists {
		for _, u := range l.timers {
			if u == t {
				return true
			}
		}
	}
	return false
}

func (n *naive) TIMERS() {
	if n.dead || n.alarm < 0 || n.alarm > n.realNow() {
		return
	}
	now := n.loopTime
	n.alarm = -1
	n.SCOPE(func() bool {
		for !n.pass(now) && !n.dead {
		}
		n.nextExpiry, n.alarm = never, -1
		if min := n.min(); min != nil {
			n.nextExpiry = min.expiry
			n.alarm = max(min.expiry, n.loopTime+1)
		}
		return !n.dead
	})
}

func (n *naive) pass(now int64) bool {
	ranList := false
	for list := n.min(); list != nil; list = n.min() {
		if list.expiry > now {
			return true
		}
		if ranList && !n.RUN_BETWEEN() {
			return false
		}
		ranList = true
		if !n.RUN_LIST(list, now) {
			return false
		}
	}
	return true
}

func (n *naive) RUN_LIST(list *naiveList, now int64) bool {
	ran := false
	for len(list.timers) > 0 {
		t := list.timers[0]
		if now-t.start < list.ms {
			list.expiry = max(t.start+list.ms, now+1)
			list.id = n.nextListID
			n.nextListID++
			return true
		}
		if ran && !n.RUN_BETWEEN() {
			return false
		}
		ran = true
		n.remove(t)
		if t.task == nil {
			t.over()
			continue
		}
		start := int64(0)
		if t.repeat > 0 {
			start = n.realNow()
		}
		err := t.task()
		if t.repeat > 0 && t.timeout != -1 {
			n.INSERT(t, t.repeat, start)
		} else if !n.linked(t) {
			t.over()
		}
		if err != nil {
			n.Throw(err)
			return false
		}
		if n.dead {
			return false
		}
	}
	if n.list(list.ms) == list {
		n.drop(list)
	}
	return true
}

func (n *naive) Timer(task Task, ms float64, repeat bool) waiting {
	t := &naiveTimer{n: n, task: task, timeout: ms, refed: true}
	if repeat {
		t.repeat = ms
	}
	n.timerRefs++
	n.INSERT(t, ms, n.realNow())
	return t
}

func (t *naiveTimer) over() {
	if !t.destroyed {
		t.destroyed = true
		if t.refed {
			t.n.timerRefs--
		}
	}
}

func (t *naiveTimer) Clear() {
	if t.task == nil {
		return
	}
	t.task = nil
	if t.destroyed {
		return
	}
	t.over()
	t.n.remove(t)
	if l := t.n.list(int64(t.timeout)); t.refed && l != nil && len(l.timers) == 0 {
		t.n.drop(l)
	}
	t.timeout = -1
}

func (t *naiveTimer) Refresh() {
	if t.timeout < 0 {
		return
	}
	t.n.INSERT(t, t.timeout, t.n.realNow())
	if t.destroyed {
		t.destroyed = false
		if t.refed {
			t.n.timerRefs++
		}
	}
}

func (t *naiveTimer) Ref() {
	if !t.refed && !t.destroyed {
		t.n.timerRefs++
	}
	t.refed = true
}

func (t *naiveTimer) Unref() {
	if t.refed && !t.destroyed {
		t.n.timerRefs--
	}
	t.refed = false
}

func (t *naiveTimer) HasRef() bool { return t.refed }

func (t *naiveTimer) Property(name string) value {
	return map[string]value{"_destroyed": t.destroyed, "_idleTimeout": t.timeout}[name]
}
