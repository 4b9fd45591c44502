package realm

import (
	"errors"
	"io"

	"github.com/dop251/goja"
)

// prompt implements prompt(message[, {password}]): the user's line, null at end of input. It waits, and with it the
// whole loop, as it does in a browser; a frontend that cannot ask makes it throw.
func (r *Realm) prompt(call goja.FunctionCall) goja.Value {
	x := r.current()
	if x == nil || x.cell.Input == nil || x.finished {
		panic(r.newError("Error", "prompt() needs a frontend that allows input: this one said allow_stdin=false"))
	}
	password := false
	if o, ok := call.Argument(1).(*goja.Object); ok {
		password = o.Get("password") != nil && o.Get("password").ToBoolean()
	}
	line, err := x.cell.Input(text(call.Argument(0), ""), password)
	switch {
	case errors.Is(err, io.EOF):
		return goja.Null()
	case errors.Is(err, ErrInterrupted):
		r.interrupts.Add(1)
		r.rt.Interrupt(errInterrupt)
		return goja.Undefined()
	case err != nil:
		panic(r.newError("Error", "prompt(): "+err.Error()))
	}
	return r.rt.ToValue(line)
}
