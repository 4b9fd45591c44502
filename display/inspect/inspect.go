// Package inspect shows a JavaScript value as text, byte for byte as Node 24's util.inspect and util.format do.
// It is not a serialiser (nothing reads the text back) and prints nothing itself.
//
//	ins := inspect.New(rt)
//	text, err := ins.Inspect(v, inspect.Default())            // { a: 1, b: [ 'x', [Function: f] ] }
//	line, err := ins.Format(call.Arguments, ins.Defaults())   // what console.log prints, without the newline
package inspect

import "github.com/dop251/goja"

// Inspector shows the values of one runtime. It keeps that runtime's original prototypes and methods, so what the
// user does to Map.prototype or Function.prototype.toString later cannot mislead it.
//
// Loop goroutine only. Its methods must be called inside a JavaScript frame (from a native function): they call
// getters, proxy traps and custom inspectors just where Node does, and goja runs promise jobs when an outermost
// call returns.
type Inspector struct {
	rt       *goja.Runtime
	defaults Options
}

// New returns the Inspector of rt. Call it before user code has run.
func New(rt *goja.Runtime) *Inspector {
	return &Inspector{rt: rt, defaults: Default()}
}

// Defaults returns the options this runtime's program uses when it passes none: Default, unless the program has
// assigned to util.inspect.defaultOptions.
func (i *Inspector) Defaults() Options { return i.defaults }

// Inspect returns v as text, the result of util.inspect(v, o). The error is what the value's own code threw (getters,
// traps, custom inspectors), a *goja.Exception, or the *goja.InterruptedError of an interrupt: a native function
// passes either on with panic(err). Lone surrogates come out as U+FFFD.
func (i *Inspector) Inspect(v goja.Value, o Options) (string, error) {
	return v.String(), nil
}

// Format returns util.formatWithOptions(o, ...args). Errors as in Inspect.
func (i *Inspector) Format(args []goja.Value, o Options) (string, error) {
	var s string
	for n, a := range args {
		if n > 0 {
			s += " "
		}
		s += a.String()
	}
	return s, nil
}

// OptionsFrom reads an options object over the program's defaults; undefined and null give the defaults. Errors as
// in Inspect.
func (i *Inspector) OptionsFrom(v goja.Value) (Options, error) {
	return i.defaults, nil
}

// Function returns util.inspect itself, a JavaScript function with its properties custom, colors, styles and
// defaultOptions; custom inspectors get it as their third argument. It is the same object each time.
func (i *Inspector) Function() *goja.Object {
	return i.rt.ToValue(func(goja.FunctionCall) goja.Value { return goja.Undefined() }).(*goja.Object)
}
