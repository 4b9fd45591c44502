package node

import (
	"math/big"
	"reflect"

	"github.com/dop251/goja"
)

// kinds maps goja's implementations of an object to what they are to a program, whatever the prototype says. The name
// of the implementing type is exact, calls nothing and cannot be faked; goja exports no such test.
// TestEveryKindOfObjectIsTold fails when a new goja renames one.
var kinds = map[string]string{
	"argumentsObject":           "Arguments",
	"arrayBufferObject":         "ArrayBuffer",
	"asyncArrowFuncObject":      "AsyncFunction",
	"asyncFuncObject":           "AsyncFunction",
	"asyncMethodFuncObject":     "AsyncFunction",
	"dataViewObject":            "DataView",
	"dateObject":                "Date",
	"errorObject":               "Error",
	"generatorFuncObject":       "GeneratorFunction",
	"generatorMethodFuncObject": "GeneratorFunction",
	"generatorObject":           "Generator",
	"mapIterObject":             "MapIterator",
	"mapObject":                 "Map",
	"Promise":                   "Promise",
	"proxyObject":               "Proxy",
	"regexpObject":              "RegExp",
	"setIterObject":             "SetIterator",
	"setObject":                 "Set",
	"stringObject":              "String",
	"typedArrayObject":          "TypedArray",
	"weakMapObject":             "WeakMap",
	"weakSetObject":             "WeakSet",
}

// kindOf returns what v is inside: a name of kinds, "Number", "Boolean", "BigInt" or "Symbol" for a boxed primitive, "" for
// anything else.
func kindOf(v goja.Value) string {
	o, ok := v.(*goja.Object)
	if !ok {
		return ""
	}
	t := implementation(o).Type()
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Name() == "primitiveValueObject" {
		return boxedKind(o)
	}
	return kinds[t.Name()]
}

// implementation returns the struct with which goja implements an object: a pointer, to be read only.
func implementation(o *goja.Object) reflect.Value { return reflect.ValueOf(o).Elem().Field(0).Elem() }

func boxedKind(o *goja.Object) string {
	switch name := o.ClassName(); name {
	case "Number", "Boolean":
		return name
	}
	if _, ok := o.Export().(*big.Int); ok {
		return "BigInt"
	}
	return "Symbol"
}

// bindTypes gives js/internal/types.js the kinds of objects.
func bindTypes(h *Host, natives *goja.Object) {
	h.function(natives, "kind", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(kindOf(call.Argument(0)))
	})
	h.function(natives, "isShared", func(call goja.FunctionCall) goja.Value {
		_, shared := h.SharedMemory.of(call.Argument(0))
		return h.Runtime.ToValue(shared)
	})
	h.function(natives, "detached", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(call.Argument(0).Export().(goja.ArrayBuffer).Detached())
	})
	h.function(natives, "proxyTarget", func(call goja.FunctionCall) goja.Value {
		if p, ok := call.Argument(0).Export().(goja.Proxy); ok {
			return p.Target()
		}
		return goja.Undefined()
	})
}
