package realm

import (
	"reflect"

	"github.com/dop251/goja"
)

// describe writes a value as V8 does in messages, without running any code of a program: primitives as String does,
// functions as their text, errors as their header, objects by their constructor or tag.
func (t *tools) describe(v goja.Value) string {
	switch v := v.(type) {
	case nil:
		return "undefined"
	case *goja.Symbol:
		return "Symbol(" + v.String() + ")"
	case *goja.Object:
		return t.describeObject(v)
	}
	return v.String()
}

func (t *tools) describeObject(o *goja.Object) string {
	if t.isFunction(o) {
		return t.sourceOf(o)
	}
	toString := t.inherited(o, "toString")
	switch {
	case t.machine.IsError(o) || toString == t.errorToString:
		return t.describeError(o)
	case toString == t.objectToString:
		if c, ok := t.inherited(o, "constructor").(*goja.Object); ok && t.isFunction(c) {
			if name := t.text(c, t.rt.ToValue("name")); name != "" {
				return "#<" + name + ">"
			}
		}
	}
	return "[object " + t.tag(o) + "]"
}

// describeError is Error.prototype.toString of data properties.
func (t *tools) describeError(o *goja.Object) string {
	name, message := "Error", ""
	if v, ok := t.inherited(o, "name").(goja.String); ok {
		name = v.String()
	}
	if v, ok := t.inherited(o, "message").(goja.String); ok {
		message = v.String()
	}
	switch {
	case name == "":
		return message
	case message == "":
		return name
	}
	return name + ": " + message
}

// keyText is describe for a property key; false for an object that has no short form.
func (t *tools) keyText(v goja.Value) (string, bool) {
	if o, ok := v.(*goja.Object); ok && !t.isFunction(o) && t.inherited(o, "toString") != t.objectToString {
		return "", false
	}
	return t.describe(v), true
}

// typed writes a value with its type, as V8 does when no text of the program stands for it: `number 5`, `object null`.
func (t *tools) typed(v goja.Value) string {
	kind := t.typeOf(v)
	switch {
	case v == nil, goja.IsUndefined(v):
		return kind
	case goja.IsNull(v):
		return kind + " null"
	case kind == "string":
		text := v.String()
		if r := []rune(text); len(r) > 100 {
			text = string(r[:100]) + "...<omitted>"
		}
		return kind + ` "` + text + `"`
	case kind == "boolean", kind == "number":
		return kind + " " + v.String()
	}
	return kind
}

// typeOf is the operator typeof.
func (t *tools) typeOf(v goja.Value) string {
	switch v := v.(type) {
	case nil:
		return "undefined"
	case *goja.Symbol:
		return "symbol"
	case goja.String:
		return "string"
	case *goja.Object:
		if t.isFunction(v) {
			return "function"
		}
		return "object"
	}
	switch {
	case goja.IsUndefined(v):
		return "undefined"
	case goja.IsNull(v):
		return "object"
	}
	switch v.ExportType().Kind() {
	case reflect.Bool:
		return "boolean"
	case reflect.Int64, reflect.Float64:
		return "number"
	}
	return "bigint"
}

// isFunction tells whether o can be called.
func (t *tools) isFunction(o *goja.Object) bool {
	_, ok := goja.AssertFunction(o)
	return ok
}

// sourceOf is the text of a function.
func (t *tools) sourceOf(o *goja.Object) string {
	v, err := t.functionToString(o)
	if err != nil {
		return "function () { [native code] }"
	}
	return v.String()
}

// inherited returns the data property key of o or of what it inherits from; undefined if there is none.
func (t *tools) inherited(o *goja.Object, key string) goja.Value {
	for p := o; p != nil && !t.machine.IsProxy(p); p = p.Prototype() {
		if d := t.own(p, t.rt.ToValue(key)); d != nil {
			if v := d.Get("value"); v != nil {
				return v
			}
			return goja.Undefined()
		}
	}
	return goja.Undefined()
}

// tag is what Object.prototype.toString says between its brackets, for data properties.
func (t *tools) tag(o *goja.Object) string {
	for p := o; p != nil && !t.machine.IsProxy(p); p = p.Prototype() {
		if tag := t.text(p, goja.SymToStringTag); tag != "" {
			return tag
		}
	}
	return o.ClassName()
}

// argument returns argument i, undefined if there are fewer.
func argument(args []goja.Value, i int) goja.Value {
	if i < len(args) && args[i] != nil {
		return args[i]
	}
	return goja.Undefined()
}

func isNullish(v goja.Value) bool { return v == nil || goja.IsUndefined(v) || goja.IsNull(v) }

// ordinal quotes a key as V8 does in the path of a circular structure.
func ordinal(key string, inArray bool) string {
	if inArray {
		return "index " + key
	}
	return "property '" + key + "'"
}
