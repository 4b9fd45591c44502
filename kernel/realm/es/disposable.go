package es

import "github.com/dop251/goja"

// installDisposable defines DisposableStack, AsyncDisposableStack and SuppressedError. The classes are js/disposable.js.
func (l *language) installDisposable() error {
	for _, name := range []string{"DisposableStack", "AsyncDisposableStack"} {
		if err := l.globals.add(name, func() goja.Value {
			library := l.library("disposable", map[string]any{"SuppressedError": l.global.Get("SuppressedError"),
				"dispose": l.Symbol("dispose"), "asyncDispose": l.Symbol("asyncDispose")})
			return l.classConstructor(name, 0, library.Get(name).(*goja.Object))
		}); err != nil {
			return err
		}
	}
	return l.globals.add("SuppressedError", func() goja.Value { return l.suppressedError() })
}

// classConstructor makes a class of an embedded source a built-in constructor: with its prototype, but in Go.
func (l *language) classConstructor(name string, length int, class *goja.Object) *goja.Object {
	construct, ok := goja.AssertConstructor(class)
	if !ok {
		panic("es: " + name + " is no class")
	}
	return l.constructor(name, length, l.object(class, "prototype"), func(target *goja.Object, args []goja.Value) *goja.Object {
		o, err := construct(target, args...)
		if err != nil {
			panic(err)
		}
		return o
	})
}

// suppressedError makes the constructor SuppressedError, which is one of the errors: it can be called without new.
func (l *language) suppressedError() *goja.Object {
	parent := l.object(l.global, "Error")
	construct, _ := goja.AssertConstructor(parent)
	proto := l.rt.CreateObject(l.object(parent, "prototype"))
	var c *goja.Object
	make := func(target *goja.Object, args []goja.Value) *goja.Object {
		fc := goja.FunctionCall{Arguments: args}
		e, err := construct(target, fc.Argument(2))
		if err != nil {
			panic(err)
		}
		l.value(e, "error", fc.Argument(0))
		l.value(e, "suppressed", fc.Argument(1))
		return e
	}
	c = l.function("SuppressedError", 3, func(fc goja.FunctionCall) goja.Value { return make(c, fc.Arguments) })
	l.constructible(c, make)
	must(c.SetPrototype(parent))
	must(c.DefineDataProperty("prototype", proto, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	l.value(proto, "constructor", c)
	l.value(proto, "name", l.rt.ToValue("SuppressedError"))
	l.value(proto, "message", l.rt.ToValue(""))
	return c
}
