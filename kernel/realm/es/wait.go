package es

import (
	"math"
	"reflect"
	"slices"
	"sync/atomic"
	"time"

	"github.com/dop251/goja"
)

// HOW agents wait for each other
//
// A waiter stands in the list of its memory and element until it is taken out: by a notify of any agent, by its timeout
// or by an interrupt, whichever comes first, under the memory's lock. Atomics.wait blocks the goroutine of its realm; the
// promise of Atomics.waitAsync is settled in a task of its realm's loop (one for all that one notify wakes), which holds
// nothing alive, as in Node.

// waiter is one agent that waits.
type waiter struct {
	wake chan string // of one that blocks; takes "ok"

	realm   *language // of one that has a promise
	post    func(task func() error)
	resolve func(result string)
	timer   *time.Timer // nil: no timeout
}

// waitable validates the arguments of wait and waitAsync up to the timeout.
func (l *language) waitable(fc goja.FunctionCall, method string) (e element, expected uint64, timeout float64) {
	o, e := l.integerArray(fc.Argument(0), notWaitable, canWait)
	if state := l.viewed(o).state; state == nil || state.memory == nil {
		l.throw("TypeError", "[object %s] is not a shared typed array.", l.arrayName(o))
	}
	l.locate(&e, o, fc.Argument(1), method)
	expected = e.narrow(l.operand(e, fc.Argument(2)))
	timeout = math.Inf(1)
	if v := fc.Argument(3); !goja.IsUndefined(v) {
		if n := l.number(v); n == n {
			timeout = max(n, 0)
		}
	}
	return e, expected, timeout
}

const notWaitable = "is not an int32 or BigInt64 typed array."

func canWait(name string) bool { return name == "Int32Array" || name == "BigInt64Array" }

// join puts w into the list if the element still has the expected value.
func (e element) join(w *waiter, expected uint64) bool {
	m := e.shared
	m.mu.Lock()
	defer m.mu.Unlock()
	if e.load() != expected {
		return false
	}
	m.waiting[e.offset] = append(m.waiting[e.offset], w)
	return true
}

// leave takes w out of the list; false if somebody else has.
func (e element) leave(w *waiter) bool {
	m := e.shared
	m.mu.Lock()
	defer m.mu.Unlock()
	list := m.waiting[e.offset]
	i := slices.Index(list, w)
	if i < 0 {
		return false
	}
	m.waiting[e.offset] = slices.Delete(list, i, i+1)
	return true
}

// take takes the first n waiters out of the list.
func (m *Memory) take(offset int, n float64) []*waiter {
	m.mu.Lock()
	defer m.mu.Unlock()
	list := m.waiting[offset]
	count := int(min(n, float64(len(list))))
	taken := slices.Clone(list[:count])
	m.waiting[offset] = slices.Delete(list, 0, count)
	return taken
}

// interruptPoll is how often a blocked realm looks whether it was interrupted.
const interruptPoll = 20 * time.Millisecond

// atomicWait is Atomics.wait. Node's main thread may block, so every realm may.
func (l *language) atomicWait(fc goja.FunctionCall) goja.Value {
	e, expected, timeout := l.waitable(fc, "Atomics.wait")
	w := &waiter{wake: make(chan string, 1)}
	if !e.join(w, expected) {
		return l.rt.ToValue("not-equal")
	}
	deadline := time.Now().Add(milliseconds(timeout))
	poll := time.NewTicker(interruptPoll)
	defer poll.Stop()
	end := time.NewTimer(milliseconds(timeout))
	defer end.Stop()
	for time.Now().Before(deadline) && !l.interrupted() {
		select {
		case result := <-w.wake:
			return l.rt.ToValue(result)
		case <-end.C:
		case <-poll.C:
		}
	}
	if !e.leave(w) {
		return l.rt.ToValue(<-w.wake)
	}
	return l.rt.ToValue("timed-out")
}

// milliseconds is a duration; infinity is as long as a duration can be.
func milliseconds(ms float64) time.Duration {
	if ms > float64(math.MaxInt64/time.Millisecond)/2 {
		return math.MaxInt64 / 2
	}
	return time.Duration(ms * float64(time.Millisecond))
}

// interrupted reports whether goja will leave the running program at its next instruction.
func (l *language) interrupted() bool {
	vm, err := field(reflect.ValueOf(l.rt).Elem(), "vm")
	if err != nil {
		panic("es: " + err.Error())
	}
	flag, err := field(vm.Elem(), "interrupted")
	if err != nil {
		panic("es: " + err.Error())
	}
	return atomic.LoadUint32(flag.Addr().Interface().(*uint32)) != 0
}

// atomicWaitAsync is Atomics.waitAsync: {async: false, value: why} or {async: true, value: a promise of it}.
func (l *language) atomicWaitAsync(fc goja.FunctionCall) goja.Value {
	e, expected, timeout := l.waitable(fc, "Atomics.waitAsync")
	promise, resolve, _ := l.rt.NewPromise()
	w := &waiter{realm: l, post: l.Bind(), resolve: func(result string) { must(resolve(result)) }}
	record := func(async bool, value any) goja.Value {
		o := l.rt.NewObject()
		must(o.Set("async", async))
		must(o.Set("value", value))
		return o
	}
	if timeout == 0 {
		if e.load() != expected {
			return record(false, "not-equal")
		}
		return record(false, "timed-out")
	}
	if !e.join(w, expected) {
		return record(false, "not-equal")
	}
	if !math.IsInf(timeout, 1) {
		w.timer = time.AfterFunc(milliseconds(timeout), func() {
			if e.leave(w) {
				w.post(func() error {
					w.resolve("timed-out")
					return nil
				})
			}
		})
	}
	return record(true, promise)
}

// atomicNotify is Atomics.notify.
func (l *language) atomicNotify(fc goja.FunctionCall) goja.Value {
	o, e := l.integerArray(fc.Argument(0), notWaitable, canWait)
	l.locate(&e, o, fc.Argument(1), "Atomics.notify")
	count := math.Inf(1)
	if v := fc.Argument(2); !goja.IsUndefined(v) {
		count = max(l.integer(v), 0)
	}
	if e.shared == nil {
		return l.rt.ToValue(0)
	}
	woken := e.shared.take(e.offset, count)
	wake(woken)
	return l.rt.ToValue(len(woken))
}

// wake tells the waiters. The promises of one realm are settled in one task.
func wake(list []*waiter) {
	var async []*waiter
	for _, w := range list {
		if w.wake != nil {
			w.wake <- "ok"
			continue
		}
		if w.timer != nil {
			w.timer.Stop()
		}
		async = append(async, w)
	}
	for len(async) > 0 {
		same, others := async[:0:0], async[:0:0]
		for _, w := range async {
			if w.realm == async[0].realm {
				same = append(same, w)
			} else {
				others = append(others, w)
			}
		}
		same[0].post(func() error {
			for _, w := range same {
				w.resolve("ok")
			}
			return nil
		})
		async = others
	}
}
