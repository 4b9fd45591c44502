package es

import (
	"math/big"

	"github.com/dop251/goja"
)

// text is a value as V8 quotes it in messages.
func (l *language) text(v goja.Value) string { return l.Describe(v) }

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
