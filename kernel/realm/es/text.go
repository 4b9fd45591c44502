package es

import (
	"math/big"

	"github.com/dop251/goja"
)

// text is a value as V8 quotes it in messages, without running any code of the program (NoSideEffectsToString).
func (l *language) text(v goja.Value) string {
	switch o := v.(type) {
	case nil:
		return "undefined"
	case *goja.Symbol:
		return "Symbol(" + o.String() + ")"
	case *goja.Object:
		return l.objectText(o)
	}
	return v.String()
}

// objectText is text for an object: what its toString is tells how it would print.
func (l *language) objectText(o *goja.Object) string {
	if isFunction(o) {
		return call(l.object(l.global, "Function", "prototype").Get("toString"), o).String()
	}
	toString := l.data(o, "toString")
	if o.ClassName() == "Error" && toString == l.data(l.object(l.global, "Error", "prototype"), "toString") {
		return l.errorText(o)
	}
	if toString != nil && toString == l.data(l.object(l.global, "Object", "prototype"), "toString") {
		if c, ok := l.data(o, "constructor").(*goja.Object); ok && isFunction(c) {
			if name, ok := l.data(c, "name").(goja.String); ok && name.Length() > 0 {
				return "#<" + name.String() + ">"
			}
		}
	}
	if tag, ok := l.dataSymbol(o, goja.SymToStringTag).(goja.String); ok {
		return "[object " + tag.String() + "]"
	}
	return "[object " + o.ClassName() + "]"
}

func (l *language) errorText(o *goja.Object) string {
	name, message := "Error", ""
	if v := l.data(o, "name"); v != nil {
		name = l.text(v)
	}
	if v := l.data(o, "message"); v != nil {
		message = l.text(v)
	}
	switch {
	case name == "":
		return message
	case message == "":
		return name
	}
	return name + ": " + message
}

// data reads a data property along the prototypes, nil if there is none or it is an accessor.
func (l *language) data(o *goja.Object, key string) goja.Value {
	return l.lookup(o, l.rt.ToValue(key))
}

func (l *language) dataSymbol(o *goja.Object, key *goja.Symbol) goja.Value { return l.lookup(o, key) }

func (l *language) lookup(o *goja.Object, key goja.Value) goja.Value {
	for ; o != nil; o = o.Prototype() {
		if _, proxy := o.Export().(goja.Proxy); proxy {
			return nil
		}
		d, ok := l.descriptor(goja.FunctionCall{Arguments: []goja.Value{o, key}}).(*goja.Object)
		if ok {
			return d.Get("value")
		}
	}
	return nil
}

// callee is how V8 names a value that was called and is no function, where the source cannot be quoted.
func (l *language) callee(v goja.Value) string {
	kind := typeOf(v)
	switch {
	case kind == "string":
		return kind + ` "` + v.String() + `"`
	case kind == "number", kind == "boolean", v != nil && goja.IsNull(v):
		return kind + " " + v.String()
	}
	return kind
}

// typeOf is the operator typeof.
func typeOf(v goja.Value) string {
	switch o := v.(type) {
	case nil:
		return "undefined"
	case *goja.Symbol:
		return "symbol"
	case *goja.Object:
		if isFunction(o) {
			return "function"
		}
		return "object"
	case goja.String:
		return "string"
	}
	switch {
	case goja.IsUndefined(v):
		return "undefined"
	case goja.IsNull(v):
		return "object"
	}
	switch v.Export().(type) {
	case bool:
		return "boolean"
	case *big.Int:
		return "bigint"
	}
	return "number"
}

func isFunction(v goja.Value) bool {
	_, ok := goja.AssertFunction(v)
	return ok
}
