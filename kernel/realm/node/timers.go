package node

import (
	"reflect"
	"strconv"

	"github.com/dop251/goja"

	"loopbook/scheduler"
)

// timers is what the timers and immediates of a realm share: the functions of js/internal/timers.js and the state of
// Node's internal/timers. The queues and the order are the scheduler's. Loop goroutine only.
type timers struct {
	host      *Host
	functions Functions
	mould     *mould

	timeouts, immediates shape
	// known holds the timers that were turned into a number or string: only these can be cleared by it.
	known map[string]*timeout

	// What internal/timers.js knows better, given by natives.prepare.
	validateFunction goja.Callable
	number           goja.Callable // (v) => v * 1
	warn             goja.Callable // (name, number)
	notCallable      goja.Callable // (name): throws
	apply            goja.Callable // Reflect.apply
	array            goja.Callable // (...args) => args
	stamp            goja.Callable // (object, handle): remembers the handle of an opened object …
	stamped          goja.Callable // (object) => handle … and finds it, undefined if it has none
	list             goja.Value    // stands for the neighbours of a waiting timer
	symbols          symbols
}

// symbols are the keys of what only inspection shows.
type symbols struct{ refed, primitive, asyncID, triggerID, frame *goja.Symbol }

// bindTimers gives js/internal/timers.js its natives:
//
//	prepare(parts)                                          what timers needs of the module, once
//	setTimeout, setInterval, clearTimeout, setImmediate, clearImmediate
//	startTimeout(callback, after, args, repeat, refed)      new Timeout; args is an array or undefined
//	startImmediate(callback, args)
//	timeout, immediate                                      the methods of the prototypes
//	open(object)
func bindTimers(h *Host, natives *goja.Object) {
	m, err := newMould(h.Runtime)
	if err != nil {
		panic(err.Error())
	}
	ts := &timers{host: h, mould: m, known: map[string]*timeout{}}
	ts.timeouts = shape{host: h, kind: reflect.TypeFor[*timeout](), keys: timeoutKeys}
	ts.immediates = shape{host: h, kind: reflect.TypeFor[*immediate](), keys: immediateKeys}
	h.function(natives, "prepare", ts.prepare)
	for name, fn := range map[string]struct {
		length int
		do     func(goja.FunctionCall) goja.Value
	}{
		"setTimeout": {2, ts.setTimeout}, "setInterval": {2, ts.setInterval}, "clearTimeout": {1, ts.clearTimeout}, "clearInterval": {1, ts.clearTimeout},
		"setImmediate": {1, ts.setImmediate}, "clearImmediate": {1, ts.clearImmediate},
		"startTimeout": {5, ts.startTimeout}, "startImmediate": {2, ts.startImmediate}, "open": {1, ts.open},
	} {
		h.set(natives, name, h.native(name, fn.length, fn.do))
	}
	h.set(natives, "timeout", h.methods(ts.timeoutMethods()))
	h.set(natives, "immediate", h.methods(ts.immediateMethods()))
}

// methods makes an object of functions without parameters.
func (h *Host) methods(table map[string]func(goja.FunctionCall) goja.Value) *goja.Object {
	o := h.Runtime.NewObject()
	for name, fn := range table {
		h.set(o, name, h.native(name, 0, fn))
	}
	return o
}

// prepare takes the parts that are made in JavaScript.
func (ts *timers) prepare(call goja.FunctionCall) goja.Value {
	parts := call.Argument(0).(*goja.Object)
	for name, fn := range map[string]*goja.Callable{
		"validateFunction": &ts.validateFunction, "number": &ts.number, "warn": &ts.warn, "apply": &ts.apply,
		"array": &ts.array, "notCallable": &ts.notCallable, "stamp": &ts.stamp, "stamped": &ts.stamped,
	} {
		*fn, _ = goja.AssertFunction(parts.Get(name))
	}
	for name, symbol := range map[string]**goja.Symbol{
		"kRefed": &ts.symbols.refed, "kHasPrimitive": &ts.symbols.primitive, "kAsyncId": &ts.symbols.asyncID,
		"kTriggerId": &ts.symbols.triggerID, "kAsyncContextFrame": &ts.symbols.frame,
	} {
		*symbol = parts.Get(name).(*goja.Symbol)
	}
	ts.list = parts.Get("list")
	ts.timeouts.prototype = parts.Get("timeout").(*goja.Object)
	ts.immediates.prototype = parts.Get("immediate").(*goja.Object)
	return goja.Undefined()
}

// must calls a function of internal/timers.js; what it throws goes on to whoever called us.
func (ts *timers) must(fn goja.Callable, args ...goja.Value) goja.Value {
	v, err := fn(goja.Undefined(), args...)
	if err != nil {
		panic(err)
	}
	return v
}

// callback returns the function to call v by; it throws Node's error if there is none.
func (ts *timers) callback(v goja.Value) goja.Callable {
	fn, ok := ts.functions.Of(v)
	if !ok {
		ts.must(ts.validateFunction, v, ts.host.Runtime.ToValue("callback"))
	}
	return fn
}

// duration is rule T2 for any value, with the warnings.
func (ts *timers) duration(after goja.Value) float64 {
	if goja.IsUndefined(after) {
		return 1
	}
	if !goja.IsNumber(after) {
		after = ts.must(ts.number, after)
	}
	ms, warning := scheduler.TimerDuration(after.ToFloat())
	if warning != "" {
		ts.must(ts.warn, ts.host.Runtime.ToValue(warning), after)
	}
	return ms
}

// rest returns the arguments from the nth on, nil if there are none. The caller's are on the stack of the engine.
func rest(call goja.FunctionCall, n int) []goja.Value {
	if len(call.Arguments) <= n {
		return nil
	}
	return append([]goja.Value(nil), call.Arguments[n:]...)
}

// open implements open(object): what comes next will look inside.
func (ts *timers) open(call goja.FunctionCall) goja.Value {
	if l, ok := ts.lazyOf(call.Argument(0)).(lazy); ok {
		l.open()
	}
	return goja.Undefined()
}

// lazyOf returns what v is the shell of, nil if it is none.
func (ts *timers) lazyOf(v goja.Value) any {
	if l := ts.timeouts.of(v); l != nil {
		return l
	}
	return ts.immediates.of(v)
}

// fill makes o, a shell, an object with the given properties in their order, and keeps l findable from it.
func (ts *timers) fill(o *goja.Object, s *shape, l lazy, values []goja.Value) *goja.Object {
	full := ts.host.Runtime.CreateObject(s.prototype)
	for i, key := range s.keys {
		ts.host.set(full, key, values[i])
	}
	ts.must(ts.stamp, full, ts.host.Runtime.NewDynamicObject(l))
	ts.mould.become(o, full)
	return o
}

// found returns what v, opened or not, was made for, nil if it is no timer.
func (ts *timers) found(v goja.Value) any {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	if l := ts.lazyOf(o); l != nil {
		return l
	}
	handle, ok := ts.must(ts.stamped, o).(*goja.Object)
	if !ok {
		return nil
	}
	return handle.Export()
}

// uncallable is the error of a program that put something else in a callback's place.
func (ts *timers) uncallable(what string) error {
	_, err := ts.notCallable(goja.Undefined(), ts.host.Runtime.ToValue(what))
	return err
}

// peek reads a property that a program may have changed; undefined if it cannot be read.
func (h *Host) peek(o *goja.Object, key string) goja.Value {
	v := goja.Undefined()
	_ = h.Runtime.Try(func() {
		if read := o.Get(key); read != nil {
			v = read
		}
	})
	return v
}

// arguments is how a list of arguments is seen by programs: undefined if there are none.
func (ts *timers) arguments(args []goja.Value) goja.Value {
	if args == nil {
		return goja.Undefined()
	}
	return ts.must(ts.array, args...)
}

func (ts *timers) integer(n int64) goja.Value { return ts.host.Runtime.ToValue(n) }

func decimal(id int64) string { return strconv.FormatInt(id, 10) }

// orNull is v, or null where v is not wanted.
func orNull(v goja.Value, wanted bool) goja.Value {
	if wanted {
		return v
	}
	return goja.Null()
}
