package node

import (
	"github.com/dop251/goja"

	"loopbook/scheduler"
)

// bindTimers gives js/internal/timers.js the scheduler's timers and immediates. The JavaScript object of a timer holds
// the scheduler's; what is due is reported to the function given to onTimeout or onImmediate.
func bindTimers(h *Host, natives *goja.Object) {
	var onTimeout, onImmediate goja.Callable
	h.function(natives, "onTimeout", h.receiver(&onTimeout))
	h.function(natives, "onImmediate", h.receiver(&onImmediate))
	// startTimer(object, ms, repeat, id, trigger)
	h.function(natives, "startTimer", func(call goja.FunctionCall) goja.Value {
		task := h.firing(&onTimeout, call.Argument(0), call.Argument(3), call.Argument(4))
		return h.Runtime.ToValue(h.Loop.SetTimer(task, call.Argument(1).ToFloat(), call.Argument(2).ToBoolean()))
	})
	// startImmediate(object, id, trigger)
	h.function(natives, "startImmediate", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(h.Loop.SetImmediate(h.firing(&onImmediate, call.Argument(0), call.Argument(1), call.Argument(2))))
	})
	h.function(natives, "timerStart", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(call.Argument(0).Export().(*scheduler.Timer).IdleStart())
	})
	for name, method := range map[string]func(*scheduler.Timer){
		"clearTimer": (*scheduler.Timer).Clear, "refreshTimer": (*scheduler.Timer).Refresh,
		"refTimer": (*scheduler.Timer).Ref, "unrefTimer": (*scheduler.Timer).Unref,
	} {
		h.function(natives, name, func(call goja.FunctionCall) goja.Value {
			method(call.Argument(0).Export().(*scheduler.Timer))
			return goja.Undefined()
		})
	}
	for name, method := range map[string]func(*scheduler.Immediate){
		"clearImmediate": (*scheduler.Immediate).Clear, "refImmediate": (*scheduler.Immediate).Ref,
		"unrefImmediate": (*scheduler.Immediate).Unref,
	} {
		h.function(natives, name, func(call goja.FunctionCall) goja.Value {
			method(call.Argument(0).Export().(*scheduler.Immediate))
			return goja.Undefined()
		})
	}
}

// receiver is a native that takes the function to call later.
func (h *Host) receiver(fn *goja.Callable) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		*fn, _ = goja.AssertFunction(call.Argument(0))
		return goja.Undefined()
	}
}

func (h *Host) firing(fn *goja.Callable, object, id, trigger goja.Value) scheduler.Task {
	exec, made := id.ToInteger(), trigger.ToInteger()
	return func() error {
		h.resource(exec, made)
		_, err := (*fn)(goja.Undefined(), object)
		return err
	}
}
