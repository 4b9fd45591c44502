package node

import (
	"github.com/dop251/goja"

	"loopbook/scheduler"
)

// timeout is Node's Timeout: what setTimeout and setInterval return. It is one allocation with the scheduler's timer,
// whose callback it is.
type timeout struct {
	scheduler.Timer
	shell
	ts       *timers
	callback goja.Value    // _onTimeout
	call     goja.Callable // callback, nil if it is not known yet
	args     []goja.Value  // _timerArgs
	idle     float64       // _idleTimeout

	id, trigger int64
	waiting     bool // _idleNext is a list
	destroyed   bool // _destroyed
	primitive   bool // it was turned into a number or string
}

var timeoutKeys = []string{"_idleTimeout", "_idlePrev", "_idleNext", "_idleStart", "_onTimeout", "_timerArgs", "_repeat", "_destroyed"}

// setTimeout implements setTimeout(callback, after, ...args).
func (ts *timers) setTimeout(call goja.FunctionCall) goja.Value { return ts.set(call, false) }

// setInterval implements setInterval(callback, repeat, ...args).
func (ts *timers) setInterval(call goja.FunctionCall) goja.Value { return ts.set(call, true) }

func (ts *timers) set(call goja.FunctionCall, repeat bool) goja.Value {
	callback := call.Argument(0)
	t := &timeout{ts: ts, callback: callback, call: ts.callback(callback), args: rest(call, 2)}
	return t.start(call.Argument(1), repeat)
}

// startTimeout implements new Timeout(callback, after, args, isRepeat, isRefed).
func (ts *timers) startTimeout(call goja.FunctionCall) goja.Value {
	callback := call.Argument(0)
	t := &timeout{ts: ts, callback: callback, call: ts.callback(callback), args: ts.host.elements(call.Argument(2))}
	o := t.start(call.Argument(1), call.Argument(3).ToBoolean())
	if !call.Argument(4).ToBoolean() {
		t.Unref()
	}
	return o
}

// start puts a new timer into the loop.
func (t *timeout) start(after goja.Value, repeat bool) *goja.Object {
	h := t.ts.host
	t.idle = t.ts.duration(after)
	t.identify()
	t.waiting = true
	t.object = t.ts.timeouts.wrap(t)
	h.Loop.StartTimer(&t.Timer, t, t.idle, repeat)
	return t.object
}

// identify gives the timer its numbers for async_hooks.
func (t *timeout) identify() {
	t.id, t.trigger = t.ts.host.newID(), t.ts.host.currentID()
}

// Run implements [scheduler.Runner]: the timer is due. An interval is started again by the scheduler, after Run.
func (t *timeout) Run() error {
	t.reload()
	if !t.callback.ToBoolean() { // a program took it away
		t.Timer.Clear()
		t.ts.forget(t)
		t.setDestroyed(true)
		t.clean()
		return nil
	}
	t.setWaiting(false)
	h := t.ts.host
	var began float64
	if t.Repeat() > 0 {
		began = h.Loop.Now()
	}
	h.enter(t.id, t.trigger)
	err := t.invoke()
	h.leave()
	t.finish(int64(began))
	return err
}

// invoke calls the callback.
func (t *timeout) invoke() error {
	args := t.args
	if t.opened {
		if list := t.ts.host.peek(t.object, "_timerArgs"); !goja.IsUndefined(list) {
			_, err := t.ts.apply(goja.Undefined(), t.callback, t.object, list)
			return err
		}
		args = nil
	}
	if t.call == nil {
		call, ok := t.ts.functions.Of(t.callback)
		if !ok {
			return t.ts.uncallable("timer._onTimeout")
		}
		t.call = call
	}
	t.ts.host.Calling = t.object
	_, err := t.call(t.object, args...)
	t.ts.host.Calling = nil
	return err
}

// finish is what becomes of a timer whose callback has ended.
func (t *timeout) finish(began int64) {
	t.reload()
	switch {
	case t.Repeat() > 0 && t.idle != -1:
		if repeat := t.Repeat(); repeat != t.idle {
			t.SetDurations(repeat, repeat)
			t.setIdle(repeat)
		}
		t.setStart(began)
		t.setWaiting(true)
	case t.waiting: // started anew by its own callback
	case t.destroyed:
		t.clean()
	default:
		t.ts.forget(t)
		t.setDestroyed(true)
	}
}

// clear is clearTimeout for a timer.
func (t *timeout) clear() {
	t.Timer.Clear()
	t.setCallback(goja.Null())
	if t.destroyed {
		t.clean()
		return
	}
	t.ts.forget(t)
	if t.waiting { // in its own callback the timer keeps its arguments until the callback is through
		t.clean()
	}
	t.setDestroyed(true)
	t.setWaiting(false)
	t.setIdle(-1)
}

// refresh starts the timer anew.
func (t *timeout) refresh() {
	t.reload()
	if t.idle < 0 {
		return
	}
	t.Timer.Refresh()
	t.setStart(t.IdleStart())
	t.setWaiting(true)
	if !t.destroyed {
		return
	}
	t.setDestroyed(false)
	t.identify()
	t.put(t.ts.symbols.asyncID, t.ts.integer(t.id))
	t.put(t.ts.symbols.triggerID, t.ts.integer(t.trigger))
}

// number is the timer as a primitive: from now on it can be cleared by it.
func (t *timeout) number() goja.Value {
	if !t.primitive {
		t.primitive = true
		t.put(t.ts.symbols.primitive, t.ts.host.Runtime.ToValue(true))
		t.ts.known[decimal(t.id)] = t
	}
	return t.ts.integer(t.id)
}

func (ts *timers) forget(t *timeout) {
	if t.primitive {
		delete(ts.known, decimal(t.id))
	}
}

// clearTimeout implements clearTimeout(timer) and clearInterval(timer).
func (ts *timers) clearTimeout(call goja.FunctionCall) goja.Value {
	v := call.Argument(0)
	t := ts.timeoutOf(v)
	if t == nil && (goja.IsNumber(v) || goja.IsString(v)) {
		t = ts.known[v.String()]
	}
	if t == nil {
		return goja.Undefined()
	}
	if t.reload(); t.callback.ToBoolean() {
		t.clear()
	}
	return goja.Undefined()
}

// timeoutOf returns the timer that v is, nil if it is none.
func (ts *timers) timeoutOf(v goja.Value) *timeout {
	t, _ := ts.found(v).(*timeout)
	return t
}

// timeoutMethods are the methods of Timeout.prototype.
func (ts *timers) timeoutMethods() map[string]func(goja.FunctionCall) goja.Value {
	method := func(do func(*timeout)) func(goja.FunctionCall) goja.Value {
		return func(call goja.FunctionCall) goja.Value {
			if t := ts.timeoutOf(call.This); t != nil {
				do(t)
			}
			return call.This
		}
	}
	return map[string]func(goja.FunctionCall) goja.Value{
		"refresh": method((*timeout).refresh),
		"ref":     method(func(t *timeout) { t.Ref(); t.put(ts.symbols.refed, ts.host.Runtime.ToValue(true)) }),
		"unref":   method(func(t *timeout) { t.Unref(); t.put(ts.symbols.refed, ts.host.Runtime.ToValue(false)) }),
		"hasRef": func(call goja.FunctionCall) goja.Value {
			t := ts.timeoutOf(call.This)
			return ts.host.Runtime.ToValue(t != nil && t.HasRef())
		},
		"toPrimitive": func(call goja.FunctionCall) goja.Value {
			if t := ts.timeoutOf(call.This); t != nil {
				return t.number()
			}
			return goja.Undefined()
		},
	}
}
