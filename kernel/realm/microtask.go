package realm

import "github.com/dop251/goja"

// installMicrotask defines queueMicrotask. Its callbacks are jobs of their own, not promise reactions: what they throw
// is an uncaught exception at that point, and the jobs behind them go on (node-loop rule E5).
func (r *Realm) installMicrotask() error {
	return r.defineMethod(r.rt.GlobalObject(), "queueMicrotask", func(call goja.FunctionCall) goja.Value {
		fn, ok := goja.AssertFunction(call.Argument(0))
		if !ok {
			panic(r.invalidArgument("callback", "function", call.Argument(0)))
		}
		x := r.current()
		r.jobs.push(r.loop.Context(), func() {
			if x != nil && x.dead {
				return
			}
			if _, err := fn(goja.Undefined()); err != nil {
				r.throwNested(err)
			}
		})
		return goja.Undefined()
	})
}
