package realm

import (
	"github.com/dop251/goja"

	"loopbook/kernel/realm/node"
	"loopbook/scheduler"
)

// installMicrotask defines queueMicrotask. Its callbacks are jobs of their own, not promise reactions: what they throw
// is an uncaught exception at that point, and the jobs behind them go on (node-loop rule E5).
func (r *Realm) installMicrotask() error {
	var functions node.Functions
	queue := func(call goja.FunctionCall) goja.Value {
		fn, ok := functions.Of(call.Argument(0))
		if !ok {
			panic(r.invalidArgument("callback", "function", call.Argument(0)))
		}
		x := r.current()
		r.jobs.tag(r.loop.Context())
		r.jobs.push(r.loop.Registered(scheduler.QueuePromise), func() {
			if x != nil && x.dead {
				return
			}
			if _, err := fn(goja.Undefined()); err != nil {
				r.throwMicrotask(err)
			}
		})
		return goja.Undefined()
	}
	global := r.rt.GlobalObject()
	if err := r.defineMethod(global, "queueMicrotask", queue); err != nil {
		return err
	}
	return r.defineLength(global.Get("queueMicrotask"), 1)
}

// defineLength says how many parameters a function written in Go has.
func (r *Realm) defineLength(fn goja.Value, n int) error {
	return fn.(*goja.Object).DefineDataProperty("length", r.rt.ToValue(n), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}
