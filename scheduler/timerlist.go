package scheduler

import "math"

// timerList holds the waiting timers of one duration, oldest start first.
type timerList struct {
	ms         int64
	expiry     int64
	id         uint64 // which of two lists of equal expiry comes first
	pos        int    // in the heap
	head, tail *Timer
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

// unlink takes t out of its list, if it is in one.
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

const never = math.MaxInt64

// timerTable is all lists, and the alarm. Times are whole milliseconds of the loop's clock.
type timerTable struct {
	lists   map[int64]*timerList
	heap    []*timerList // by (expiry, id)
	nextID  uint64
	refs    int    // ref'ed timers waiting
	now     int64  // the clock when it was last read
	alarm   int64  // when the next pass is; never: no pass
	next    int64  // the expiry alarm was set for
	running *Timer // whose callback is on the stack
}

func (tt *timerTable) init() {
	tt.lists = make(map[int64]*timerList)
	tt.alarm, tt.next = never, never
}

// add makes the list for ms and sets the alarm if it is the first to expire.
func (tt *timerTable) add(ms, expiry int64) *timerList {
	list := &timerList{ms: ms, expiry: expiry, id: tt.newID(), pos: len(tt.heap)}
	tt.lists[ms] = list
	tt.heap = append(tt.heap, list)
	tt.up(list.pos)
	if expiry < tt.next {
		tt.next, tt.alarm = expiry, tt.now+ms
	}
	return list
}

// postpone gives list, the first of the heap, a later expiry.
func (tt *timerTable) postpone(list *timerList, expiry int64) {
	list.expiry, list.id = expiry, tt.newID()
	tt.down(list.pos)
}

func (tt *timerTable) remove(list *timerList) {
	delete(tt.lists, list.ms)
	i, last := list.pos, len(tt.heap)-1
	tt.swap(i, last)
	tt.heap[last] = nil
	tt.heap = tt.heap[:last]
	if i < last {
		tt.down(i)
		tt.up(i)
	}
}

// rearm sets the alarm after a pass: for the first expiry, but not before the millisecond after the clock was last read.
func (tt *timerTable) rearm() {
	tt.next, tt.alarm = never, never
	if len(tt.heap) > 0 {
		tt.next = tt.heap[0].expiry
		tt.alarm = max(tt.next, tt.now+1)
	}
}

func (tt *timerTable) newID() uint64 {
	tt.nextID++
	return tt.nextID
}

func (list *timerList) before(other *timerList) bool {
	return list.expiry < other.expiry || list.expiry == other.expiry && list.id < other.id
}

func (tt *timerTable) up(i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if !tt.heap[i].before(tt.heap[parent]) {
			return
		}
		tt.swap(i, parent)
		i = parent
	}
}

func (tt *timerTable) down(i int) {
	for {
		child := 2*i + 1
		if child >= len(tt.heap) {
			return
		}
		if child+1 < len(tt.heap) && tt.heap[child+1].before(tt.heap[child]) {
			child++
		}
		if !tt.heap[child].before(tt.heap[i]) {
			return
		}
		tt.swap(i, child)
		i = child
	}
}

func (tt *timerTable) swap(i, j int) {
	h := tt.heap
	h[i], h[j] = h[j], h[i]
	h[i].pos, h[j].pos = i, j
}
