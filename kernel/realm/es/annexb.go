package es

import (
	"github.com/dop251/goja"
)

// installAnnexB adds what ECMA-262 keeps for the web's sake (Annex B.2): accessors by name and two-digit years.
func (l *language) installAnnexB() error {
	proto := l.object(l.global, "Object", "prototype")
	for _, half := range []struct{ define, lookup, field string }{
		{"__defineGetter__", "__lookupGetter__", "get"}, {"__defineSetter__", "__lookupSetter__", "set"},
	} {
		l.method(proto, half.define, 2, l.defineAccessor(half.define, half.field))
		l.method(proto, half.lookup, 1, l.lookupAccessor(half.field))
	}
	return l.installOldDates()
}

func (l *language) defineAccessor(name, field string) native {
	return func(call goja.FunctionCall) goja.Value {
		o := l.toObject(call.This)
		if !isFunction(call.Argument(1)) {
			l.throw("TypeError", "Object.prototype.%s: Expecting function", name)
		}
		d := l.rt.CreateObject(nil)
		for key, v := range map[string]any{field: call.Argument(1), "enumerable": true, "configurable": true} {
			must(d.Set(key, v))
		}
		l.defineProperty(goja.FunctionCall{Arguments: []goja.Value{o, call.Argument(0), d}})
		return goja.Undefined()
	}
}

func (l *language) lookupAccessor(field string) native {
	return func(call goja.FunctionCall) goja.Value {
		o := l.toObject(call.This)
		key := l.propertyKey(call.Argument(0))
		for ; o != nil; o = o.Prototype() {
			if d, ok := l.descriptor(goja.FunctionCall{Arguments: []goja.Value{o, key}}).(*goja.Object); ok {
				if f := d.Get(field); f != nil {
					return f
				}
				break
			}
		}
		return goja.Undefined()
	}
}

// toObject is ToObject.
func (l *language) toObject(v goja.Value) *goja.Object {
	if v == nil || goja.IsUndefined(v) || goja.IsNull(v) {
		l.throw("TypeError", "Cannot convert undefined or null to object")
	}
	return v.ToObject(l.rt)
}

// propertyKey is ToPropertyKey: defining a property does it, once.
func (l *language) propertyKey(v goja.Value) goja.Value {
	o := l.rt.CreateObject(nil)
	l.defineProperty(goja.FunctionCall{Arguments: []goja.Value{o, v, l.rt.NewObject()}})
	return l.ownKeys(goja.FunctionCall{Arguments: []goja.Value{o}}).(*goja.Object).Get("0")
}

// installOldDates adds getYear, setYear and toGMTString (section B.2.3).
func (l *language) installOldDates() error {
	proto := l.object(l.global, "Date", "prototype")
	get, set := raw(proto.Get("getFullYear")), raw(proto.Get("setFullYear"))
	l.method(proto, "getYear", 0, func(call goja.FunctionCall) goja.Value {
		l.receiver(call.This, "dateObject", "Date.prototype.getYear")
		year := get(goja.FunctionCall{This: call.This})
		if goja.IsNaN(year) {
			return year
		}
		return l.rt.ToValue(year.ToInteger() - 1900)
	})
	l.method(proto, "setYear", 1, func(call goja.FunctionCall) goja.Value {
		l.receiver(call.This, "dateObject", "Date.prototype.setYear")
		year := l.number(call.Argument(0))
		if n := float64(int64(year)); year == year && n >= 0 && n <= 99 {
			year = n + 1900
		}
		return set(goja.FunctionCall{This: call.This, Arguments: []goja.Value{l.rt.ToValue(year)}})
	})
	l.value(proto, "toGMTString", proto.Get("toUTCString"))
	return nil
}

// receiver throws unless v is an object that goja implements by the given structure.
func (l *language) receiver(v goja.Value, kind, method string) *goja.Object {
	if o, ok := v.(*goja.Object); ok && kindOf(o) == kind {
		return o
	}
	l.throw("TypeError", "Method %s called on incompatible receiver %s", method, l.text(v))
	return nil
}
