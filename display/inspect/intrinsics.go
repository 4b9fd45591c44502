package inspect

import (
	"github.com/dop251/goja"
)

// intrinsics are the methods of the language the Inspector works with, taken before user code can replace them.
// Each call panics with what it throws; Inspector.guard turns that into an error at the package's border.
type intrinsics struct {
	hasOwn, isEnumerable       method
	describe                   method // Object.getOwnPropertyDescriptor
	symbols, ownKeys, has, get method
	mapSize, mapEntries, mapNext,
	setSize, setValues, setNext method
	typedTag, typedLength              method
	dateValue, dateISO, dateText       method
	regExpText, bareRegExp             method
	functionText, errorText            method
	stringValue, symbolValue, bigValue method
	symbolText                         method
	stringify, number                  method
	parseInt, parseFloat, sort         method
	overflow                           goja.Callable // throws RangeError(message)
	poll                               method        // an empty JavaScript function: running it notices a pending interrupt

	objectProto, objectCtor *goja.Object
	arrayProto, arrayCtor   *goja.Object
	errorProto              *goja.Object
	custom                  *goja.Symbol // Symbol.for('nodejs.util.inspect.custom')
}

// method calls an intrinsic function.
type method func(this goja.Value, args ...goja.Value) goja.Value

func methodOf(v goja.Value) method {
	call, ok := goja.AssertFunction(v)
	if !ok {
		panic("inspect: an intrinsic is not a function")
	}
	return func(this goja.Value, args ...goja.Value) goja.Value {
		r, err := call(this, args...)
		if err != nil {
			panic(err)
		}
		return r
	}
}

// gather reads every intrinsic from a fresh runtime, in the order of the fields it fills.
const gather = `(function () {
	"use strict";
	const proto = Object.getPrototypeOf, getter = (o, k) => Object.getOwnPropertyDescriptor(o, k).get;
	const apply = Reflect.apply, regExpText = RegExp.prototype.toString;
	const RangeError = globalThis.RangeError, source = getter(RegExp.prototype, "source"), flags = [];
	for (const [flag, name] of Object.entries({ d: "hasIndices", g: "global", i: "ignoreCase", m: "multiline", s: "dotAll", u: "unicode", v: "unicodeSets", y: "sticky" })) {
		if (name in RegExp.prototype) flags.push([flag, getter(RegExp.prototype, name)]);
	}
	const bareRegExp = function () {
		let text = "/" + apply(source, this, []) + "/";
		for (let n = 0; n < flags.length; n++) if (apply(flags[n][1], this, [])) text += flags[n][0];
		return text;
	};
	const typed = proto(Uint8Array.prototype);
	return {
		hasOwn: Object.prototype.hasOwnProperty, isEnumerable: Object.prototype.propertyIsEnumerable,
		describe: Object.getOwnPropertyDescriptor,
		symbols: Object.getOwnPropertySymbols, ownKeys: Reflect.ownKeys, has: Reflect.has, get: Reflect.get,
		mapSize: getter(Map.prototype, "size"), mapEntries: Map.prototype.entries, mapNext: proto(new Map().entries()).next,
		setSize: getter(Set.prototype, "size"), setValues: Set.prototype.values, setNext: proto(new Set().values()).next,
		typedTag: getter(typed, Symbol.toStringTag), typedLength: getter(typed, "length"),
		dateValue: Date.prototype.getTime, dateISO: Date.prototype.toISOString, dateText: Date.prototype.toString,
		regExpText, bareRegExp, functionText: Function.prototype.toString, errorText: Error.prototype.toString,
		stringValue: String.prototype.valueOf, symbolValue: Symbol.prototype.valueOf, bigValue: BigInt.prototype.valueOf,
		symbolText: Symbol.prototype.toString, stringify: JSON.stringify, number: Number, parseFloat, sort: Array.prototype.sort, poll() {}, overflow(message) { throw new RangeError(message); },
		objectProto: Object.prototype, objectCtor: Object, arrayProto: Array.prototype, arrayCtor: Array, errorProto: Error.prototype,
		custom: Symbol.for("nodejs.util.inspect.custom"),
	};
})()`

func newIntrinsics(rt *goja.Runtime) intrinsics {
	v, err := rt.RunScript("loopbook:inspect", gather)
	if err != nil {
		panic("inspect: reading the intrinsics: " + err.Error())
	}
	all := v.(*goja.Object)
	call := func(name string) method { return methodOf(all.Get(name)) }
	object := func(name string) *goja.Object { return all.Get(name).(*goja.Object) }
	overflow, _ := goja.AssertFunction(all.Get("overflow"))
	return intrinsics{
		hasOwn: call("hasOwn"), isEnumerable: call("isEnumerable"),
		describe: call("describe"),
		symbols:  call("symbols"), ownKeys: call("ownKeys"), has: call("has"), get: call("get"),
		mapSize: call("mapSize"), mapEntries: call("mapEntries"), mapNext: call("mapNext"),
		setSize: call("setSize"), setValues: call("setValues"), setNext: call("setNext"),
		typedTag: call("typedTag"), typedLength: call("typedLength"),
		dateValue: call("dateValue"), dateISO: call("dateISO"), dateText: call("dateText"),
		regExpText: call("regExpText"), bareRegExp: call("bareRegExp"), functionText: call("functionText"), errorText: call("errorText"),
		stringValue: call("stringValue"), symbolValue: call("symbolValue"), bigValue: call("bigValue"),
		symbolText: call("symbolText"), stringify: call("stringify"), number: call("number"),
		parseFloat: call("parseFloat"), sort: call("sort"), poll: call("poll"), overflow: overflow,
		objectProto: object("objectProto"), objectCtor: object("objectCtor"),
		arrayProto: object("arrayProto"), arrayCtor: object("arrayCtor"),
		errorProto: object("errorProto"),
		custom:     all.Get("custom").(*goja.Symbol),
	}
}
