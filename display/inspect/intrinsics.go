package inspect

import (
	_ "embed"

	"github.com/dop251/goja"
)

// intrinsics are the methods of the language the Inspector works with, taken before user code can replace them.
// Each call panics with what it throws; Inspector.guard turns that into an error at the package's border.
type intrinsics struct {
	hasOwn, isEnumerable, describe      method
	symbols, ownKeys, has, get, seal    method
	mapSize, mapEntries, mapNext        method
	setSize, setValues, setNext         method
	typedTag, typedLength               method
	dateValue, dateISO                  method
	regExpText, bareRegExp              method
	functionText, errorText, symbolText method
	stringValue, symbolValue, bigValue  method
	stringify, number, parseFloat, sort method
	overflow                            method // throws RangeError(message)
	poll                                method // an empty JavaScript function: running it notices a pending interrupt

	objectProto, objectCtor *goja.Object
	arrayProto, arrayCtor   *goja.Object
	errorProto              *goja.Object
	custom                  *goja.Symbol // Symbol.for('nodejs.util.inspect.custom')
}

// method calls an intrinsic function.
type method func(this goja.Value, args ...goja.Value) goja.Value

//go:embed intrinsics.js
var gather string

func newIntrinsics(rt *goja.Runtime) intrinsics {
	v, err := rt.RunScript("loopbook:inspect", gather)
	if err != nil {
		panic("inspect: reading the intrinsics: " + err.Error())
	}
	all := v.(*goja.Object)
	in := intrinsics{custom: all.Get("custom").(*goja.Symbol)}
	for name, m := range in.methods() {
		*m = methodOf(name, all.Get(name))
	}
	in.objectProto = all.Get("objectProto").(*goja.Object)
	in.objectCtor = all.Get("objectCtor").(*goja.Object)
	in.arrayProto = all.Get("arrayProto").(*goja.Object)
	in.arrayCtor = all.Get("arrayCtor").(*goja.Object)
	in.errorProto = all.Get("errorProto").(*goja.Object)
	return in
}

func (in *intrinsics) methods() map[string]*method {
	return map[string]*method{
		"hasOwn": &in.hasOwn, "isEnumerable": &in.isEnumerable, "describe": &in.describe, "symbols": &in.symbols,
		"ownKeys": &in.ownKeys, "has": &in.has, "get": &in.get, "seal": &in.seal,
		"mapSize": &in.mapSize, "mapEntries": &in.mapEntries, "mapNext": &in.mapNext,
		"setSize": &in.setSize, "setValues": &in.setValues, "setNext": &in.setNext,
		"typedTag": &in.typedTag, "typedLength": &in.typedLength, "dateValue": &in.dateValue, "dateISO": &in.dateISO,
		"regExpText": &in.regExpText, "bareRegExp": &in.bareRegExp, "functionText": &in.functionText,
		"errorText": &in.errorText, "symbolText": &in.symbolText, "stringValue": &in.stringValue,
		"symbolValue": &in.symbolValue, "bigValue": &in.bigValue, "stringify": &in.stringify, "number": &in.number,
		"parseFloat": &in.parseFloat, "sort": &in.sort, "overflow": &in.overflow, "poll": &in.poll,
	}
}

// methodOf makes a method of a function. What the function does is looked up at each call: the realm may replace it.
func methodOf(name string, v goja.Value) method {
	if _, ok := goja.AssertFunction(v); !ok {
		panic("inspect: the intrinsic " + name + " is not a function")
	}
	return func(this goja.Value, args ...goja.Value) goja.Value {
		call, _ := goja.AssertFunction(v)
		r, err := call(this, args...)
		if err != nil {
			panic(err)
		}
		return r
	}
}
