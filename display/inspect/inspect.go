// Package inspect shows a JavaScript value as text, byte for byte as Node 24's util.inspect and util.format do.
// It is not a serialiser (nothing reads the text back) and prints nothing itself.
//
//	ins := inspect.New(rt)
//	text, err := ins.Inspect(v, ins.Defaults())               // { a: 1, b: [ 'x', [Function: f] ] }
//	line, err := ins.Format(call.Arguments, ins.Defaults())   // what console.log prints, without the newline
package inspect

import (
	"errors"
	"reflect"

	"github.com/dop251/goja"
)

// Inspector shows the values of one runtime. It keeps that runtime's original prototypes and methods, so what the
// user does to Map.prototype or Function.prototype.toString later cannot mislead it.
//
// Loop goroutine only. Its methods must be called inside a JavaScript frame (from a native function): they call
// getters, proxy traps and custom inspectors just where Node does, and goja runs promise jobs when an outermost
// call returns.
type Inspector struct {
	// Dir is the working directory: coloured stacks show it in grey. Empty: no directory is.
	Dir string
	// IsBuiltin tells the names of built-in modules (without "node:"): coloured stacks show their frames in grey.
	// nil: no name is one.
	IsBuiltin func(name string) bool
	// IsModule tells a module namespace from an ordinary object without a prototype that calls itself "Module".
	// nil: none is one.
	IsModule func(o *goja.Object) bool

	rt             *goja.Runtime
	in             intrinsics
	brands         map[reflect.Type]brand
	constructorKey goja.Value
	ticks          uint
	customs        int // custom inspectors that have not returned yet

	fn       *goja.Object // util.inspect, once made
	defaults *goja.Object // util.inspect.defaultOptions, once the user has got hold of it
	painters [2]*goja.Object
}

// New returns the Inspector of rt. Call it before user code has run: it takes the intrinsics as they are.
func New(rt *goja.Runtime) *Inspector {
	return &Inspector{
		rt:             rt,
		in:             newIntrinsics(rt),
		brands:         map[reflect.Type]brand{},
		constructorKey: rt.ToValue("constructor"),
	}
}

// Inspect returns v as text, the result of util.inspect(v, o). The error is what the value's own code threw (getters,
// traps, custom inspectors), a *goja.Exception, or the *goja.InterruptedError of an interrupt: a native function
// passes either on with panic(err). Lone surrogates come out as U+FFFD.
func (i *Inspector) Inspect(v goja.Value, o Options) (string, error) {
	text, err := i.inspect(v, o)
	return valid(text), err
}

// InspectJS is Inspect with a JavaScript string as its result, in which lone surrogates survive.
func (i *Inspector) InspectJS(v goja.Value, o Options) (goja.Value, error) {
	text, err := i.inspect(v, o)
	if err != nil {
		return nil, err
	}
	return i.value(text), nil
}

func (i *Inspector) inspect(v goja.Value, o Options) (text string, err error) {
	if _, ok := v.(*goja.Object); !ok && o.stylize == nil && !o.Colors { // nothing that could throw
		return i.printer(o).primitive(v), nil
	}
	err = i.guard(func() { text = i.printer(o).value(v, 0, false) })
	return text, err
}

// Defaults returns the options this runtime's program uses when it passes none: Default, unless the program has
// changed util.inspect.defaultOptions.
func (i *Inspector) Defaults() Options {
	if i.defaults == nil {
		return Default()
	}
	o := Default()
	if err := i.guard(func() { i.readOptions(i.defaults, &o) }); err != nil {
		return Default()
	}
	return o
}

// OptionsFrom reads an options object over the program's defaults; undefined and null give the defaults, true and false
// the old argument showHidden. Errors as in Inspect (a getter of the options object threw).
func (i *Inspector) OptionsFrom(v goja.Value) (Options, error) {
	o := i.Defaults()
	if v == nil {
		return o, nil
	}
	if b, ok := v.Export().(bool); ok {
		o.ShowHidden = b
		return o, nil
	}
	from, ok := v.(*goja.Object)
	if !ok {
		return o, nil
	}
	err := i.guard(func() { i.readOptions(from, &o) })
	return o, err
}

// guard runs f and returns the JavaScript exception or the interrupt that ended it. What is neither is a bug and
// goes on as a panic.
func (i *Inspector) guard(f func()) (err error) {
	defer func() {
		if err == nil {
			err = uncatchable(recover())
		}
	}()
	if ex := i.rt.Try(f); ex != nil {
		return ex
	}
	return nil
}

func uncatchable(x any) error {
	if x == nil {
		return nil
	}
	if o, ok := x.(overflow); ok {
		return o.error
	}
	err, ok := x.(error)
	var interrupted *goja.InterruptedError
	var overflow *goja.StackOverflowError
	if ok && (errors.As(err, &interrupted) || errors.As(err, &overflow)) {
		return err
	}
	panic(x)
}
