package realm

import (
	"regexp"
	"strings"

	"github.com/dop251/goja"
)

// parserPlace is what goja's parser puts before a message.
var parserPlace = regexp.MustCompile(`^SyntaxError: .*?: Line \d+:\d+ `)

// replacements are messages that are always the same, in goja's words and in V8's.
var replacements = map[string]string{
	"No initial value":                                                     "Reduce of empty array with no initial value",
	"Promise self-resolution":                                              "Chaining cycle detected for promise #<Promise>",
	"Malformed URI":                                                        "URI malformed",
	"Illegal generator state":                                              "Generator is already running",
	"exponent must be positive":                                            "undefined must be positive", // V8's own slip
	"offset should be >= 0":                                                "offset is out of bounds",
	"Source is too large":                                                  "offset is out of bounds",
	"object is not iterable":                                               "object is not iterable (cannot read property Symbol(Symbol.iterator))",
	"length is not writable":                                               "Cannot assign to read only property 'length' of object '[object Array]'",
	"Getter must be a function":                                            "Object.prototype.__defineGetter__: Expecting function",
	"Value is not object coercible":                                        "Cannot convert undefined or null to object",
	"iterator.next is missing or not a function":                           "undefined is not a function",
	"The iterator does not provide a 'throw' method":                       "The iterator does not provide a 'throw' method.",
	"radix must be an integer between 2 and 36":                            "toString() radix argument must be between 2 and 36",
	"toFixed() precision must be between 0 and 100":                        "toFixed() digits argument must be between 0 and 100",
	"toPrecision() precision must be between 1 and 100":                    "toPrecision() argument must be between 1 and 100",
	"toExponential() precision must be between 0 and 100":                  "toExponential() argument must be between 0 and 100",
	"Must call super constructor in derived class before accessing 'this'": superBeforeThis,
	"Must call super constructor in derived class before returning from derived constructor": superBeforeThis,
	"Cannot create proxy with a revoked proxy as target":                                     "Cannot create proxy with a non-object as target or handler",
	"'setPrototypeOf' on proxy: trap returned falsish":                                       "'setPrototypeOf' on proxy: trap returned falsish for property 'undefined'",
}

const superBeforeThis = "Must call super constructor in derived class before accessing 'this' or returning from derived constructor"

// rewordAnywhere returns V8's words for messages that say enough by themselves.
func (f *fault) rewordAnywhere() (string, bool) {
	if text, ok := replacements[f.text]; ok {
		return text, true
	}
	switch value, _ := strings.CutPrefix(f.text, "Value is not callable: "); {
	case f.has("Could not convert "):
		return "Cannot convert object to primitive value", true
	case strings.HasSuffix(f.text, " is not a method") && f.trapObject() != nil:
		value := strings.ReplaceAll(strings.TrimSuffix(f.text, " is not a method"), "[object Object]", "#<Object>")
		return "'" + value + "' returned for property '" + f.trap() + "' of object '#<Object>' is not a function", true
	case f.text == "Cannot redefine property: prototype" && strings.HasPrefix(f.op.Name, "define"):
		return "Classes may not have a static property named 'prototype'", true
	case f.has("Value is not a Symbol"):
		return "Symbol.prototype.description requires that 'this' be a Symbol", true
	case f.has("'deleteProperty' on proxy: property '"):
		key, _, _ := strings.Cut(strings.TrimPrefix(f.text, "'deleteProperty' on proxy: property '"), "'")
		return "'deleteProperty' on proxy: trap returned truish for property '" + key + "' which is non-configurable in the proxy target", true
	case strings.HasSuffix(f.text, "' which is non-existent in the proxy target"):
		return strings.TrimSuffix(f.text, "non-existent in the proxy target") + "either non-existent or configurable in the proxy target", true
	case f.has("Value is not callable: "):
		return f.typedText(value) + " is not a function", true
	case strings.HasSuffix(f.text, " is not a method"):
		return f.typedText(strings.TrimSuffix(f.text, " is not a method")) + " is not a function", true
	case f.has("Class constructor cannot be invoked"):
		return f.classIn(f.args), true
	case f.has("Cannot delete property") && strings.Contains(f.text, " of [object "):
		return strings.ReplaceAll(f.text, "[object Object]", "#<Object>"), true
	case f.has("Start offset of ", "Byte length of "):
		return strings.ToLower(f.text[:1]) + f.text[1:], true
	case f.has("Proxy already revoked", "proxy has been revoked"):
		return "Cannot perform '" + f.trap() + "' on a proxy that has been revoked", true
	case f.constructor == "SyntaxError" && strings.HasPrefix(f.op.Name, "callEval"):
		if text, ok := f.evalFailed(argument(f.h.machine.Arguments(f.op), 0)); ok {
			return text, true
		}
		return parserPlace.ReplaceAllString(f.text, ""), true
	}
	return "", false
}

// typedText is typed for a value of which only the text is known.
func (f *fault) typedText(value string) string {
	switch {
	case value == "undefined":
		return value
	case value == "null":
		return "object null"
	case value == "true", value == "false":
		return "boolean " + value
	case strings.Trim(value, "-0123456789.") == "" && value != "":
		return "number " + value
	case strings.HasPrefix(value, "[object ") || strings.HasPrefix(value, "#<"):
		return "object"
	}
	return `string "` + value + `"`
}

// trapObject returns the proxy whose trap is wrong, nil if there is none at hand.
func (f *fault) trapObject() *goja.Object {
	candidates := f.args
	if f.builtin == nil {
		candidates = []goja.Value{f.h.machine.Operand(0), f.h.machine.Operand(1), f.h.machine.Operand(2)}
	}
	for _, v := range candidates {
		if o, ok := v.(*goja.Object); ok && f.h.machine.IsProxy(o) {
			return o
		}
	}
	return nil
}

// trap is the name of the trap that a revoked proxy would have been asked for.
func (f *fault) trap() string {
	if f.builtin != nil {
		switch name := f.h.r.stacks.functionName(f.builtin); name {
		case "keys", "getOwnPropertyNames", "getOwnPropertySymbols", "ownKeys", "entries", "values", "assign":
			return "ownKeys"
		case "get", "set", "has", "deleteProperty", "getPrototypeOf", "setPrototypeOf", "isExtensible", "preventExtensions", "defineProperty", "apply", "construct",
			"getOwnPropertyDescriptor":
			return name
		}
	}
	switch name := f.op.Name; {
	case strings.HasPrefix(name, "set"):
		return "set"
	case strings.HasPrefix(name, "delete"):
		return "deleteProperty"
	case strings.HasPrefix(name, "call"):
		return "apply"
	case strings.HasPrefix(name, "new"):
		return "construct"
	case name == "op_in":
		return "has"
	case name == "op_instanceof":
		return "getPrototypeOf"
	}
	return "get"
}
