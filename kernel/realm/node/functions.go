package node

import "github.com/dop251/goja"

// Functions makes Go functions of JavaScript functions and remembers the last: a callback that queues itself again and
// again, as a loop through setImmediate does, is then looked at once. The zero Functions is ready. Loop goroutine only.
type Functions struct {
	last *goja.Object
	call goja.Callable
}

// Of returns the function to call v by; not ok if it cannot be called.
func (f *Functions) Of(v goja.Value) (call goja.Callable, ok bool) {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil, false
	}
	if o == f.last {
		return f.call, true
	}
	if call, ok = goja.AssertFunction(o); ok {
		f.last, f.call = o, call
	}
	return call, ok
}

// native makes a function of JavaScript that is written in Go.
func (h *Host) native(name string, length int, fn func(goja.FunctionCall) goja.Value) *goja.Object {
	f := h.Runtime.ToValue(fn).(*goja.Object)
	h.fix(f, "name", name)
	h.fix(f, "length", length)
	return f
}

// fix defines one of the properties that programs cannot assign to.
func (h *Host) fix(o *goja.Object, name string, value any) {
	if err := o.DefineDataProperty(name, h.Runtime.ToValue(value), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
}
