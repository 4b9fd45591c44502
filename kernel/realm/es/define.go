package es

import "github.com/dop251/goja"

// native is a built-in function in Go.
type native = func(goja.FunctionCall) goja.Value

// function makes a function object that is no constructor.
func (l *language) function(name string, length int, fn native) *goja.Object {
	f := l.rt.ToValue(fn).(*goja.Object)
	l.hidden(f, "name", l.rt.ToValue(name))
	if length > 0 { // goja's is 0
		l.hidden(f, "length", l.rt.ToValue(length))
	}
	return f
}

// hidden defines a property that can be configured but neither written nor enumerated: what "name" is to a function.
func (l *language) hidden(o *goja.Object, key string, v goja.Value) {
	must(o.DefineDataProperty(key, v, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// value defines a property as built-in methods are: it can be written and configured, and does not enumerate.
func (l *language) value(o *goja.Object, key string, v goja.Value) {
	must(o.DefineDataProperty(key, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// method defines a built-in method.
func (l *language) method(o *goja.Object, name string, length int, fn native) {
	l.value(o, name, l.function(name, length, fn))
}

// symbolMethod defines a built-in method whose key is a well-known symbol.
func (l *language) symbolMethod(o *goja.Object, symbol *goja.Symbol, length int, fn native) {
	f := l.function("["+symbol.String()+"]", length, fn)
	must(o.DefineDataPropertySymbol(symbol, f, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// getter defines a built-in accessor without a setter.
func (l *language) getter(o *goja.Object, name string, get native) {
	l.accessor(o, name, get, nil)
}

// accessor defines a built-in accessor; set may be nil.
func (l *language) accessor(o *goja.Object, name string, get, set native) {
	g, s := l.accessorFunctions(name, get, set)
	must(o.DefineAccessorProperty(name, g, s, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// symbolAccessor is accessor for a well-known symbol.
func (l *language) symbolAccessor(o *goja.Object, symbol *goja.Symbol, get, set native) {
	g, s := l.accessorFunctions("["+symbol.String()+"]", get, set)
	must(o.DefineAccessorPropertySymbol(symbol, g, s, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

func (l *language) accessorFunctions(name string, get, set native) (g, s goja.Value) {
	g = l.function("get "+name, 0, get)
	if set != nil {
		s = l.function("set "+name, 1, set)
	}
	return g, s
}

// tag defines Symbol.toStringTag.
func (l *language) tag(o *goja.Object, name string) {
	must(o.DefineDataPropertySymbol(goja.SymToStringTag, l.rt.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// construction makes the object of `new C(args)`; target is new.target, whose prototype the object gets.
type construction func(target *goja.Object, args []goja.Value) *goja.Object

// constructor makes a built-in constructor that cannot be called without new. proto gets it as its constructor.
func (l *language) constructor(name string, length int, proto *goja.Object, construct construction) *goja.Object {
	c := l.abstract(name, length, proto, construct)
	l.value(proto, "constructor", c)
	return c
}

// abstract is constructor for a prototype that already has the property constructor.
func (l *language) abstract(name string, length int, proto *goja.Object, construct construction) *goja.Object {
	c := l.function(name, length, func(goja.FunctionCall) goja.Value {
		panic(l.Error("TypeError", "Constructor "+name+" requires 'new'"))
	})
	l.constructible(c, construct)
	must(c.DefineDataProperty("prototype", proto, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	return c
}

// instance makes an ordinary object for a construction.
func (l *language) instance(target *goja.Object, intrinsic *goja.Object) *goja.Object {
	return l.rt.CreateObject(prototypeFrom(target, intrinsic))
}

// prototypeFrom is GetPrototypeFromConstructor (ECMA-262 section 10.1.14).
func prototypeFrom(target, intrinsic *goja.Object) *goja.Object {
	if proto, ok := target.Get("prototype").(*goja.Object); ok {
		return proto
	}
	return intrinsic
}

// must is for definitions on objects that no program has touched: a refusal is our bug.
func must(err error) {
	if err != nil {
		panic("es: " + err.Error())
	}
}
