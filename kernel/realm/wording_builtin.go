package realm

import (
	"fmt"
	"runtime"
	"strings"

	"github.com/dop251/goja"
)

// families are the owners of goja's built-in functions, by the beginning of the name of their Go method.
var families = map[string]string{
	"array": "Array", "arrayproto": "Array.prototype", "arrayIterProto": "Array Iterator.prototype",
	"object": "Object", "objectproto": "Object.prototype", "reflect": "Reflect",
	"string": "String", "stringproto": "String.prototype", "numberproto": "Number.prototype", "booleanproto": "Boolean.prototype",
	"bigint": "BigInt", "bigintproto": "BigInt.prototype", "symbol": "Symbol", "symbolproto": "Symbol.prototype",
	"dateproto": "Date.prototype", "regexpproto": "RegExp.prototype", "functionproto": "Function.prototype",
	"mapProto": "Map.prototype", "setProto": "Set.prototype", "weakMapProto": "WeakMap.prototype", "weakSetProto": "WeakSet.prototype",
	"promise": "Promise", "promiseProto": "Promise.prototype", "typedArrayProto": "%TypedArray%.prototype", "typedArray": "%TypedArray%",
	"genproto": "[Generator].prototype", "error": "Error.prototype", "builtinJSON": "JSON", "dataViewProto": "DataView.prototype", "arrayBufferProto": "ArrayBuffer.prototype",
}

// owner returns the owner of the built-in function that failed, and its own name: "Array.prototype", "map". A constructor
// has none.
func (f *fault) owner() (owner, name string) {
	code := f.h.machine.NativeCode(f.builtin)
	fn := runtime.FuncForPC(code)
	if fn == nil {
		return "", ""
	}
	full := strings.TrimSuffix(fn.Name(), "-fm")
	method := full[strings.LastIndexByte(full, '.')+1:]
	method = strings.TrimPrefix(method, "builtin_")
	family, _, _ := strings.Cut(method, "_")
	return families[strings.ToLower(family[:1])+family[1:]], f.h.r.stacks.functionName(f.builtin)
}

// rewordBuiltin returns V8's words for a failure inside a built-in function.
func (f *fault) rewordBuiltin() (string, bool) {
	owner, name := f.owner()
	switch owner {
	case "Array", "Array.prototype", "%TypedArray%", "%TypedArray%.prototype":
		return f.rewordArray(owner, name)
	case "String.prototype", "Number.prototype", "Boolean.prototype", "BigInt.prototype", "Symbol.prototype", "Date.prototype":
		return f.rewordPrimitive(owner, name)
	case "Object", "Object.prototype", "Reflect", "Function.prototype":
		return f.rewordObject(owner, name)
	case "Promise", "Promise.prototype":
		return f.rewordPromise(owner, name)
	case "RegExp.prototype":
		return f.rewordRegExp(name)
	}
	switch name {
	case "parse":
		if owner == "JSON" && f.constructor == "SyntaxError" {
			return f.jsonFailed()
		}
	case "stringify":
		if f.has("Converting circular structure to JSON") {
			return f.text + circle(f.t, argument(f.args, 0)), true
		}
	}
	return f.rewordConstructor(owner, name)
}

// callbackFailed: an argument is no function.
func (f *fault) callbackFailed(i int) (string, bool) {
	v := argument(f.args, i)
	if !f.isNotFunction() || f.isCallable(v) {
		return "", false
	}
	return f.t.typed(v) + " is not a function", true
}

func (f *fault) isNotFunction() bool {
	return f.has("Value is not callable", "Value is not an object", "object is not a function") || strings.HasSuffix(f.text, "is not a function")
}

func (f *fault) isCallable(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	return ok && f.t.isFunction(o)
}

// namesItself are the methods of arrays that say their name when the receiver is undefined or null.
var namesItself = map[string]bool{"concat": true, "find": true, "findIndex": true, "findLast": true, "findLastIndex": true,
	"indexOf": true, "forEach": true, "filter": true, "map": true, "every": true, "some": true, "reduce": true, "reduceRight": true}

func (f *fault) rewordArray(owner, name string) (string, bool) {
	typed := strings.HasPrefix(owner, "%")
	switch {
	case typed && f.has("Method TypedArray.prototype", "Method get TypedArray.prototype"):
		return f.typedArrayReceiver(owner, name)
	case f.has("Cannot convert undefined or null to object") && isNullish(f.this) && namesItself[name]:
		return owner + "." + name + " called on null or undefined", true
	case f.has("The comparison function must be"):
		return "The comparison function must be either a function or undefined: " + f.t.describe(argument(f.args, 0)), true
	case f.has("Invalid index "):
		return "Invalid index : " + f.t.describe(argument(f.args, 0)), true
	case name == "push" && f.has("Invalid array length"):
		return fmt.Sprintf("Pushing %d elements on an array-like of length %s is disallowed, as the total surpasses 2**53-1",
			len(f.args), f.t.describe(f.length(f.this))), true
	case name == "of" && f.has("Invalid TypedArray"):
		return "Method %TypedArray%.of called on incompatible receiver [object Array]", true
	case f.has("Invalid typed array length: "), f.has("offset should be"), f.has("Source is too large"):
		return f.rewordAnywhere()
	case name == "from" && !typed:
		return f.arrayFromFailed()
	}
	i := 0
	if name == "from" {
		i = 1
	}
	if text, ok := f.callbackFailed(i); ok || f.takesCallback(name) && !f.isCallable(argument(f.args, i)) {
		if text == "" {
			text = f.t.typed(argument(f.args, i)) + " is not a function"
		}
		if typed && name != "from" {
			return f.t.describe(argument(f.args, i)) + " is not a function", true
		}
		return text, true
	}
	if f.text == "" || f.has("Cannot assign to read only property", "Cannot delete property") {
		return f.receiverRefused(f.this), true
	}
	return "", false
}

// takesCallback tells the methods whose first argument is a function that they call; goja fails in several ways there.
func (f *fault) takesCallback(name string) bool {
	switch name {
	case "reduce", "reduceRight":
		return len(f.args) == 0 || f.has("Could not convert")
	case "map", "forEach", "filter", "find", "findIndex", "findLast", "findLastIndex", "some", "every", "flatMap":
		return f.has("Could not convert")
	}
	return false
}

// length is the data property length of v.
func (f *fault) length(v goja.Value) goja.Value {
	if o, ok := v.(*goja.Object); ok {
		return f.t.inherited(o, "length")
	}
	return goja.Undefined()
}

// arrayFromFailed is Array.from.
func (f *fault) arrayFromFailed() (string, bool) {
	source := argument(f.args, 0)
	switch {
	case isNullish(source) && f.has("Cannot convert undefined or null to object"):
		return f.t.typed(source) + noIterator, true
	case strings.HasSuffix(f.text, "is not a method"):
		return "%Array%.from requires that the property of the first argument, items[Symbol.iterator], when exists, be a function", true
	case f.has("Value is not an object"):
		return "Result of the Symbol.iterator method is not an object", true
	}
	return f.callbackFailed(1)
}

// typedArrayReceiver: the receiver is no typed array; V8 says so in two ways.
func (f *fault) typedArrayReceiver(owner, name string) (string, bool) {
	switch name {
	case "at", "join", "slice", "sort", "subarray", "toReversed", "toSorted", "toLocaleString":
		return "Method " + owner + "." + name + " called on incompatible receiver " + f.t.describe(f.this), true
	}
	if getter, ok := strings.CutPrefix(name, "get "); ok {
		family := "TypedArray"
		if getter == "buffer" {
			family = "%TypedArray%"
		}
		return "Method get " + family + ".prototype." + getter + " called on incompatible receiver " + f.t.describe(f.this), true
	}
	return "this is not a typed array.", true
}

// receiverRefused is the failure of a built-in function to write to or delete from o.
func (f *fault) receiverRefused(v goja.Value) string {
	key, _, _ := strings.Cut(f.text[strings.IndexByte(f.text, '\'')+1:], "'")
	if f.text == "" {
		key = "0" // goja says nothing of a frozen array
	}
	if f.has("Cannot delete property") {
		return "Cannot delete property '" + key + "' of " + f.t.describe(v)
	}
	return f.readOnly(v, f.h.r.rt.ToValue(key))
}

func (f *fault) rewordPrimitive(owner, name string) (string, bool) {
	family := strings.TrimSuffix(owner, ".prototype")
	switch {
	case family == "String" && f.has("Value is not object coercible", "Cannot convert undefined or null to object") && isNullish(f.this):
		return owner + "." + name + " called on null or undefined", true
	case family == "Date" && f.has("Method Date.prototype", "Value is not an object"):
		return f.dateReceiver(name), true
	case f.has("String.prototype.", "Value is not a number", "Method Boolean", "requires that 'this'", "Method Symbol", "Symbol.prototype", "Value is not a Symbol"):
		if f.has("String.prototype.") && !strings.HasSuffix(f.text, "is called on incompatible receiver") {
			return "", false
		}
		if i := strings.IndexByte(name, '['); i >= 0 {
			name = " [ @@" + strings.TrimSuffix(strings.TrimPrefix(name[i+1:], "Symbol."), "]") + " ]"
			return owner + name + " requires that 'this' be a " + family, true
		}
		return owner + "." + strings.TrimPrefix(name, "get ") + " requires that 'this' be a " + family, true
	case name == "repeat" && f.has("Invalid count value"):
		return "Invalid count value: " + f.t.describe(argument(f.args, 0)), true
	case name == "normalize" && f.constructor == "RangeError":
		return "The normalization form should be one of NFC, NFD, NFKC, NFKD.", true
	case f.constructor == "SyntaxError":
		return f.regexpFailed(argument(f.args, 0), map[bool]goja.Value{true: f.h.r.rt.ToValue("g"), false: goja.Undefined()}[name == "matchAll"])
	case strings.HasPrefix(f.text, "RegExp doesn't have global flag"):
		return "String.prototype.matchAll called with a non-global RegExp argument", true
	}
	return "", false
}

// dateReceiver: the receiver is no Date; the getters say it in another way.
func (f *fault) dateReceiver(name string) string {
	if strings.HasPrefix(name, "get") && name != "getYear" || name == "valueOf" {
		return "this is not a Date object."
	}
	if name == "toGMTString" {
		name = "toUTCString"
	}
	if name == "[Symbol.toPrimitive]" {
		return "Method Date.prototype [ @@toPrimitive ] called on incompatible receiver " + f.t.describe(f.this)
	}
	return "Method Date.prototype." + name + " called on incompatible receiver " + f.t.describe(f.this)
}

func (f *fault) rewordObject(owner, name string) (string, bool) {
	first := argument(f.args, 0)
	_, isObject := first.(*goja.Object)
	switch {
	case owner == "Function.prototype":
		return f.rewordFunction(name)
	case name == "apply" && owner == "Reflect" && f.isNotFunction() && !f.isCallable(first):
		return "Function.prototype.apply was called on " + f.t.describe(first) + ", which is a " + f.t.typeOf(first) + " and not a function", true
	case name == "construct":
		return f.reflectConstructFailed(first)
	case name == "apply" && f.has("Value is not an object"):
		return "CreateListFromArrayLike called on non-object", true
	case f.has("Value is not an object") && !isObject && (owner == "Reflect" || name == "defineProperties"):
		return owner + "." + name + " called on non-object", true
	case f.has("Object prototype may only be"):
		i := 1
		if name == "create" {
			i = 0
		}
		return "Object prototype may only be an Object or null: " + f.t.describe(argument(f.args, i)), true
	case name == "setPrototypeOf" && isObject && f.has("Value is not an object"):
		return "Object prototype may only be an Object or null: " + f.t.describe(argument(f.args, 1)), true
	case name == "setPrototypeOf" && owner == "Object" && isNullish(first):
		return "Object.setPrototypeOf called on null or undefined", true
	case strings.HasSuffix(f.text, " is not extensible") && !f.has("Cannot "):
		return f.t.describe(first) + " is not extensible", true
	case name == "getPrototypeOf" && isObject && f.has("Value is not an object"):
		return "'getPrototypeOf' on proxy: trap returned neither object nor null", true
	case isObject && owner == "Object" && f.has("Value is not an object") && f.h.machine.IsProxy(first.(*goja.Object)):
		return "CreateListFromArrayLike called on non-object", true
	case name == "defineProperty" && f.text == "'defineProperty' on proxy: trap returned falsish":
		return f.text + " for property '" + f.t.describe(argument(f.args, 1)) + "'", true
	case name == "defineProperty" && f.has("Value is not an object") && isObject:
		return f.descriptorFailed(argument(f.args, 2))
	case name == "defineProperty" && f.has("Invalid property descriptor", "Property description must", "Getter must", "Setter must", "getter must", "setter must"):
		return f.descriptorFailed(argument(f.args, 2))
	case name == "assign" && f.has("Cannot assign to read only property"):
		return f.receiverRefused(first), true
	case name == "fromEntries":
		return f.fromEntriesFailed(first)
	case owner == "Object.prototype":
		return f.rewordObjectPrototype(name)
	}
	return "", false
}

func (f *fault) reflectConstructFailed(target goja.Value) (string, bool) {
	for _, v := range []goja.Value{target, argument(f.args, 2)} {
		o, ok := v.(*goja.Object)
		if (!ok && len(f.args) > 2 || v == target) && (!ok || !f.h.machine.IsConstructor(o)) {
			return f.t.describe(v) + " is not a constructor", true
		}
	}
	return "CreateListFromArrayLike called on non-object", f.has("Value is not an object")
}

func (f *fault) rewordObjectPrototype(name string) (string, bool) {
	switch {
	case name == "toLocaleString" && isNullish(f.this):
		return "Object.prototype.toLocaleString called on null or undefined", true
	case f.has("Value is not object coercible"):
		return "Cannot convert undefined or null to object", true
	}
	return "", false
}

func (f *fault) fromEntriesFailed(source goja.Value) (string, bool) {
	switch value, ok := strings.CutPrefix(f.text, "Value is not an object: "); {
	case isNullish(source):
		return f.t.describe(source) + " is not iterable", true
	case f.isNotIterable():
		return f.t.typed(source) + noIterator, true
	case ok:
		return "Iterator value " + value + " is not an entry object", true
	}
	return "", false
}

// descriptorFailed: the third argument of Object.defineProperty is no property descriptor.
func (f *fault) descriptorFailed(v goja.Value) (string, bool) {
	o, ok := v.(*goja.Object)
	switch {
	case !ok:
		return "Property description must be an object: " + f.t.describe(v), true
	case f.has("Invalid property descriptor"):
		return "Invalid property descriptor. Cannot both specify accessors and a value or writable attribute, " + f.t.describe(o), true
	}
	for key, what := range map[string]string{"get": "Getter", "set": "Setter"} {
		if v := f.t.inherited(o, key); !goja.IsUndefined(v) && !f.isCallable(v) {
			return what + " must be a function: " + f.t.describe(v), true
		}
	}
	return "", false
}

func (f *fault) rewordFunction(name string) (string, bool) {
	switch {
	case f.has("Class constructor cannot be invoked"):
		return f.classCalled(f.this), true
	case f.isNotFunction() && !f.isCallable(f.this):
		switch name {
		case "bind":
			return "Bind must be called on a function", true
		case "call", "apply":
			return "Function.prototype." + name + "." + "call is not a function", true
		}
	case f.has("Value is not an object"):
		return "CreateListFromArrayLike called on non-object", true
	}
	return "", false
}

func (f *fault) rewordPromise(owner, name string) (string, bool) {
	_, isObject := f.this.(*goja.Object)
	switch {
	case name == "then" && f.has("Value is not an object", "Method Promise"):
		return "Method Promise.prototype.then called on incompatible receiver " + f.t.describe(f.this), true
	case owner == "Promise.prototype" && name == "catch" && isNullish(f.this):
		return "Cannot read properties of " + f.t.describe(f.this) + " (reading 'then')", true
	case owner == "Promise.prototype" && name == "catch":
		return "undefined is not a function", f.isNotFunction()
	case owner == "Promise.prototype" && !isObject:
		return owner + "." + name + " called on non-object", true
	case !isObject && (name == "resolve" || name == "reject"):
		return "Promise" + strings.ToUpper(name[:1]) + name[1:] + " called on non-object", true
	case !isObject:
		return owner + "." + name + " called on non-object", true
	case f.has("Value is not a constructor"):
		return f.t.describe(f.this) + " is not a constructor", true
	case f.isNotIterable():
		return f.t.typed(argument(f.args, 0)) + noIterator, true
	}
	return "", false
}

func (f *fault) rewordRegExp(name string) (string, bool) {
	getter, isGetter := strings.CutPrefix(name, "get ")
	_, isObject := f.this.(*goja.Object)
	switch {
	case f.constructor == "SyntaxError":
		return f.regexpFailed(argument(f.args, 0), argument(f.args, 1))
	case isGetter && getter == "flags":
		return "RegExp.prototype.flags getter called on non-object " + f.t.describe(f.this), !isObject
	case isGetter:
		return "RegExp.prototype." + getter + " getter called on non-RegExp object", f.has("Method RegExp")
	case f.has("Method RegExp", "Value is not an object"):
		if name == "test" && isObject {
			name = "exec"
		}
		if symbol, ok := strings.CutPrefix(name, "[Symbol."); ok {
			name = "@@" + strings.TrimSuffix(symbol, "]")
		}
		return "Method RegExp.prototype." + name + " called on incompatible receiver " + f.t.describe(f.this), true
	}
	return "", false
}

// rewordConstructor returns V8's words for constructors, and for what goja names well but for the receiver.
func (f *fault) rewordConstructor(owner, name string) (string, bool) {
	first := argument(f.args, 0)
	value, isValue := strings.CutPrefix(f.text, "Value is not an object: ")
	switch {
	case strings.HasPrefix(f.text, "Method ") && strings.Contains(f.text, " called on incompatible receiver"):
		before, _, _ := strings.Cut(f.text, " called on")
		return before + " called on incompatible receiver " + f.t.describe(f.this), true
	case owner == "Set.prototype":
		return f.setFailed(name)
	case strings.HasSuffix(owner, "Proto") || strings.HasSuffix(owner, ".prototype") && isValue && !f.isObject(f.this):
		return "Method " + owner + "." + name + " called on incompatible receiver " + f.t.describe(f.this), true
	case f.constructor == "RangeError" && f.has("Invalid index ", "Index "):
		return f.indexFailed(owner, name)
	case strings.HasSuffix(name, "Array") && f.has("Constructor TypedArray requires"):
		return "Constructor " + name + " requires 'new'", true
	case name == "Promise" && f.has("Constructor Promise requires"):
		return "Promise constructor cannot be invoked without 'new'", true
	case name == "Promise" && f.isNotFunction():
		return "Promise resolver " + f.t.describe(first) + " is not a function", true
	case name == "RegExp" && f.constructor == "SyntaxError":
		return f.regexpFailed(first, argument(f.args, 1))
	case name == "eval" && f.constructor == "SyntaxError":
		return f.evalFailed(first)
	case name == "forEach":
		return f.callbackFailed(0)
	case name == "BigInt" || owner == "BigInt":
		return f.bigIntFailed(owner, name)
	case name == "keyFor" && strings.HasSuffix(f.text, " is not a symbol"):
		return f.t.describe(first) + " is not a symbol", true
	case f.isCollection(name) && f.isNotIterable():
		return f.t.typed(first) + noIterator, true
	case f.isCollection(name) && isValue:
		return f.entryFailed(name, value), true
	case name == "AggregateError" && f.isNotIterable():
		return f.t.typed(first) + noIterator, true
	case name == "next" && f.isNotIterable():
		generator, _ := f.this.(*goja.Object)
		return f.delegateFailed(generator)
	case owner == "WeakMap.prototype" && isValue:
		return "Invalid value used as weak map key", true
	case owner == "WeakSet.prototype" && isValue:
		return "Invalid value used in weak set", true
	case owner == "Error.prototype" && isValue:
		return "Method Error.prototype.toString called on incompatible receiver " + f.t.describe(f.this), true
	}
	return "", false
}

func (f *fault) isObject(v goja.Value) bool {
	_, ok := v.(*goja.Object)
	return ok
}

// setFailed: the argument of a set operation is nothing like a set.
func (f *fault) setFailed(name string) (string, bool) {
	switch {
	case name == "forEach":
		return f.callbackFailed(0)
	case f.has("value is not an Object"):
		return "Set.prototype." + name + " argument must be an object", true
	case f.has("size is NaN"):
		return "The .size property is NaN", true
	case f.has("Invalid size: "):
		return "'" + strings.TrimPrefix(f.text, "Invalid size: ") + "' is an invalid size", true
	case strings.HasSuffix(f.text, " is not a method") && len(f.args) > 0:
		other, ok := f.args[0].(*goja.Object)
		if ok && f.isCallable(f.t.inherited(other, "has")) {
			return `string "keys" is not a function`, true
		}
		return `string "has" is not a function`, true
	case f.has("Value is not an object"):
		return "Method Set.prototype." + name + " called on incompatible receiver " + f.t.describe(f.this), true
	}
	return "", false
}

// indexFailed: a number is out of range, for constructors of typed arrays, for views and for BigInt.
func (f *fault) indexFailed(owner, name string) (string, bool) {
	first := f.t.describe(argument(f.args, 0))
	switch {
	case owner == "DataView.prototype":
		return "Offset is outside the bounds of the DataView", true
	case owner == "BigInt":
		return "Invalid value: not (convertible to) a safe integer", true
	case strings.HasSuffix(name, "Array") && f.isObject(argument(f.args, 0)):
		return "Start offset " + f.t.describe(argument(f.args, 1)) + " is outside the bounds of the buffer", true
	case strings.HasSuffix(name, "Array"):
		return "Invalid typed array length: " + first, true
	}
	return "", false
}

func (f *fault) isCollection(name string) bool {
	switch name {
	case "Map", "Set", "WeakMap", "WeakSet":
		return true
	}
	return false
}

// entryFailed: what a collection is to be filled with is wrong.
func (f *fault) entryFailed(name, value string) string {
	switch name {
	case "WeakSet":
		return "Invalid value used in weak set"
	case "WeakMap":
		if first, ok := argument(f.args, 0).(*goja.Object); ok && first.ClassName() == "Array" {
			if entry := first.Get("0"); entry != nil {
				if _, ok := entry.(*goja.Object); ok {
					return "Invalid value used as weak map key"
				}
			}
		}
	}
	return "Iterator value " + value + " is not an entry object"
}

func (f *fault) bigIntFailed(owner, name string) (string, bool) {
	v := argument(f.args, len(f.args)-1)
	if name == "BigInt" {
		v = argument(f.args, 0)
	}
	switch {
	case f.has("Invalid index "):
		return f.indexFailed(owner, name)
	case f.has("Cannot convert undefined to a BigInt"), f.t.typeOf(v) == "symbol", goja.IsNull(v):
		return "Cannot convert " + f.t.describe(v) + " to a BigInt", true
	case f.constructor == "RangeError" && f.t.typeOf(v) == "number" && !f.has("Invalid value"):
		return "The number " + v.String() + " cannot be converted to a BigInt because it is not an integer", true
	case f.constructor == "SyntaxError" && f.t.typeOf(v) == "string":
		return "Cannot convert " + v.String() + " to a BigInt", true
	}
	return "", false
}

// delegateFailed: a generator delegates to what is not iterable.
func (f *fault) delegateFailed(generator *goja.Object) (string, bool) {
	if generator == nil {
		return "", false
	}
	frame, value, ok := f.h.machine.Delegating(generator)
	if !ok {
		return "", false
	}
	if f.value != nil {
		value = f.value
	}
	step := f.h.r.stacks.step(&frame)
	if step.Node == nil || len(step.Node.Kids) == 0 || standsAtStart(step.Node.Kids[0]) {
		return f.t.typed(value) + noIterator, true
	}
	return "yield* (intermediate value) is not iterable", true
}

// classIn is the message for the first class among the arguments: one that was called as a function.
func (f *fault) classIn(args []goja.Value) string {
	for _, a := range args {
		if o, ok := a.(*goja.Object); ok && f.h.machine.IsClass(o) {
			return f.classCalled(o)
		}
	}
	return f.classCalled(nil)
}
