package realm

import (
	"github.com/dop251/goja"

	"loopbook/kernel/realm/inside"
)

// HOW a stack overflow becomes an error that programs can catch
//
// At the bottom of every stack is the call of Realm.enter: a native function. Too deep a call makes goja panic with a
// StackOverflowError, which no catch clause sees; but before that goja lists the calls on the way, and for the name of a
// native function it reads the property `name`. The one at the bottom has a getter there. If it finds the stack too deep
// it throws the RangeError that V8 throws; that goes up from the call that was one too many, as any error does.

// watchDepth makes f, the native function at the bottom of the stack, the one that reports an overflow.
func (r *Realm) watchDepth(f *goja.Object) error {
	name := r.rt.ToValue("enter")
	busy := false
	getter := r.rt.ToValue(func(goja.FunctionCall) goja.Value {
		if r.errors == nil || busy {
			return name
		}
		if depth, limit := r.errors.machine.Depth(); depth <= limit {
			return name
		}
		busy = true
		defer func() { busy = false }()
		panic(r.errors.overflow())
	}).(*goja.Object)
	return f.DefineAccessorProperty("name", getter, nil, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// overflow makes V8's error for too deep a call. Its innermost frame is the call that did not happen.
func (h *errorHook) overflow() *goja.Object {
	callee, this, construct := h.machine.Next()
	e := h.r.newError("RangeError", "Maximum call stack size exceeded")
	t := h.machine.Remembered(e)
	if callee == nil || t == nil || t.Headless {
		return e
	}
	if program := h.machine.ProgramOf(callee); program != nil {
		top := inside.Frame{Program: program, Function: callee, This: this, Construct: construct}
		t.Frames = append([]inside.Frame{top}, t.Frames[:min(len(t.Frames), defaultStackTraceLimit-1)]...)
	}
	return e
}
