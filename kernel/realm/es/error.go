package es

import "github.com/dop251/goja"

// installError adds Error.isError.
func (l *language) installError() error {
	l.method(l.object(l.global, "Error"), "isError", 1, func(call goja.FunctionCall) goja.Value {
		o, ok := call.Argument(0).(*goja.Object)
		return l.rt.ToValue(ok && kindOf(o) == "errorObject")
	})
	return nil
}
