package node

import (
	"github.com/dop251/goja"

	"loopbook/scheduler"
)

// bindHandle gives a module long-lived handles of the loop (a port, a server): natives handle(), ref(h), unref(h),
// hasRef(h), post(h, fn) and close(h, fn).
func bindHandle(h *Host, natives *goja.Object) {
	h.function(natives, "handle", func(goja.FunctionCall) goja.Value { return h.Runtime.ToValue(h.Loop.NewHandle()) })
	h.function(natives, "ref", func(call goja.FunctionCall) goja.Value {
		handleOf(call).Ref()
		return goja.Undefined()
	})
	h.function(natives, "unref", func(call goja.FunctionCall) goja.Value {
		handleOf(call).Unref()
		return goja.Undefined()
	})
	h.function(natives, "hasRef", func(call goja.FunctionCall) goja.Value { return h.Runtime.ToValue(handleOf(call).HasRef()) })
	h.function(natives, "post", func(call goja.FunctionCall) goja.Value {
		handleOf(call).Post(task(call.Argument(1)))
		return goja.Undefined()
	})
	h.function(natives, "close", func(call goja.FunctionCall) goja.Value {
		handleOf(call).Close(task(call.Argument(1)))
		return goja.Undefined()
	})
}

func handleOf(call goja.FunctionCall) *scheduler.Handle {
	return call.Argument(0).Export().(*scheduler.Handle)
}

// task calls a JavaScript function without arguments.
func task(fn goja.Value) scheduler.Task {
	call, ok := goja.AssertFunction(fn)
	if !ok {
		panic("node: a task that is no function")
	}
	return func() error {
		_, err := call(goja.Undefined())
		return err
	}
}
