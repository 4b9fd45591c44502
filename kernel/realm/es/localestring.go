package es

import (
	"strings"
	"unicode"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/es/intl"
)

// installLocaleStrings replaces the methods that ECMA-402 (section 20) gives locales and options.
func (l *language) installLocaleStrings() {
	l.installDateStrings()
	number := l.object(l.global, "Number", "prototype")
	l.method(number, "toLocaleString", 0, func(fc goja.FunctionCall) goja.Value {
		l.primitive(fc.This, "number", "Number.prototype.toLocaleString")
		return l.localeNumber("Number.prototype.toLocaleString", fc, intl.Float(l.number(fc.This)))
	})
	l.method(l.object(l.global, "BigInt", "prototype"), "toLocaleString", 0, func(fc goja.FunctionCall) goja.Value {
		l.primitive(fc.This, "bigint", "BigInt.prototype.toLocaleString")
		return l.localeNumber("BigInt.prototype.toLocaleString", fc, l.mathematical(call(l.object(l.global, "BigInt", "prototype").Get("valueOf"), fc.This)))
	})
	date := l.object(l.global, "Date", "prototype")
	for _, m := range []struct{ name, required, defaults string }{
		{"toLocaleString", "any", "all"}, {"toLocaleDateString", "date", "date"}, {"toLocaleTimeString", "time", "time"},
	} {
		l.method(date, m.name, 0, func(fc goja.FunctionCall) goja.Value {
			return l.localeDate("Date.prototype."+m.name, fc, m.required, m.defaults)
		})
	}
	l.method(l.object(l.global, "String", "prototype"), "localeCompare", 1, func(fc goja.FunctionCall) goja.Value {
		s := l.thisString(fc.This, "String.prototype.localeCompare")
		that := l.toString(fc.Argument(0))
		return l.rt.ToValue(l.collatorFor(fc.Argument(1), fc.Argument(2)).compare(s.String(), that.String()))
	})
}

// primitive throws unless v is a primitive of the kind, or its object.
func (l *language) primitive(v goja.Value, kind, method string) {
	if typeOf(v) == kind {
		return
	}
	if o, ok := v.(*goja.Object); ok && kindOf(o) == "primitiveValueObject" && typeOf(*pointer[goja.Value](o, "pValue")) == kind {
		return
	}
	l.throw("TypeError", "%s requires that 'this' be a %s", method, map[string]string{"number": "Number", "bigint": "BigInt"}[kind])
}

func (l *language) localeNumber(method string, fc goja.FunctionCall, d intl.Decimal) goja.Value {
	f := l.plainNumberFormat
	if f == nil || len(fc.Arguments) > 0 {
		f = l.newNumberFormat(method, l.canonicalLocales(fc.Argument(0)), fc.Argument(1))
	}
	if len(fc.Arguments) == 0 {
		l.plainNumberFormat = f
	}
	return l.rt.ToValue(intl.Text(f.locale.FormatNumber(d, f.NumberOptions)))
}

func (l *language) localeDate(method string, fc goja.FunctionCall, required, defaults string) goja.Value {
	o, ok := fc.This.(*goja.Object)
	if !ok || kindOf(o) != "dateObject" {
		l.throw("TypeError", "Method %s called on incompatible receiver %s", method, l.text(fc.This))
	}
	ms := l.number(call(l.object(l.global, "Date", "prototype").Get("getTime"), o))
	if ms != ms {
		return l.rt.ToValue("Invalid Date")
	}
	f := l.newDateFormat(method, l.canonicalLocales(fc.Argument(0)), fc.Argument(1), required, defaults)
	return l.rt.ToValue(f.text(l.moment(l.rt.ToValue(ms))))
}

// collatorFor is the collator of localeCompare; the one without arguments is kept.
func (l *language) collatorFor(locales, options goja.Value) *collator {
	if !goja.IsUndefined(locales) || !goja.IsUndefined(options) {
		return l.newCollator(l.canonicalLocales(locales), options)
	}
	if l.plainCollator == nil {
		l.plainCollator = l.newCollator(nil, goja.Undefined())
	}
	return l.plainCollator
}

func withoutPunctuation(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPunct(r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
