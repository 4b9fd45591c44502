package es

import (
	"math"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/es/intl"
)

// listFormat is what is behind an Intl.ListFormat.
type listFormat struct {
	tag, kind, style string
	locale           *intl.Locale
}

func (l *language) listFormatConstructor() *goja.Object {
	formats := newSlot[*listFormat](l.rt)
	c, proto := l.service("ListFormat", false, func(o *goja.Object, locales []string, v goja.Value) {
		options := l.strictOptions(v, "ListFormat")
		options.text("localeMatcher", "best fit", "lookup", "best fit")
		f := &listFormat{}
		f.tag, f.locale = l.localeOf(locales)
		f.kind = options.text("type", "conjunction", "conjunction", "disjunction", "unit")
		f.style = options.text("style", "long", "long", "short", "narrow")
		formats.set(o, f)
	})
	receiver := func(this goja.Value, method string) *listFormat {
		f, ok := formats.of(this)
		if !ok {
			l.incompatible("Intl.ListFormat.prototype."+method, this)
		}
		return f
	}
	l.method(proto, "resolvedOptions", 0, func(fc goja.FunctionCall) goja.Value {
		f := receiver(fc.This, "resolvedOptions")
		return l.record("locale", f.tag, "type", f.kind, "style", f.style)
	})
	l.method(proto, "format", 1, func(fc goja.FunctionCall) goja.Value {
		f := receiver(fc.This, "format")
		return l.rt.ToValue(intl.Text(f.locale.FormatList(l.stringList(fc), f.kind, f.style)))
	})
	l.method(proto, "formatToParts", 1, func(fc goja.FunctionCall) goja.Value {
		f := receiver(fc.This, "formatToParts")
		return l.parts(f.locale.FormatList(l.stringList(fc), f.kind, f.style), false)
	})
	return c
}

// stringList is StringListFromIterable.
func (l *language) stringList(fc goja.FunctionCall) []string {
	if goja.IsUndefined(fc.Argument(0)) {
		return nil
	}
	var list []string
	l.rt.ForOf(l.iterable(fc), func(v goja.Value) bool {
		s, ok := v.(goja.String)
		if !ok {
			l.throw("TypeError", "Iterable yielded %s which is not a string", l.text(v))
		}
		list = append(list, s.String())
		return true
	})
	return list
}

// relativeFormat is what is behind an Intl.RelativeTimeFormat.
type relativeFormat struct {
	tag, style string
	auto       bool
	locale     *intl.Locale
}

func (l *language) relativeTimeFormatConstructor() *goja.Object {
	formats := newSlot[*relativeFormat](l.rt)
	c, proto := l.service("RelativeTimeFormat", false, func(o *goja.Object, locales []string, v goja.Value) {
		options := l.options(v, "RelativeTimeFormat")
		options.text("localeMatcher", "best fit", "lookup", "best fit")
		options.text("numberingSystem", "")
		f := &relativeFormat{}
		f.tag, f.locale = l.localeOf(locales)
		f.style = options.text("style", "long", "long", "short", "narrow")
		f.auto = options.text("numeric", "always", "always", "auto") == "auto"
		formats.set(o, f)
	})
	format := func(fc goja.FunctionCall, method string) []intl.Part {
		f, ok := formats.of(fc.This)
		if !ok {
			l.incompatible("Intl.RelativeTimeFormat.prototype."+method, fc.This)
		}
		value := l.number(fc.Argument(0))
		unit := l.toString(fc.Argument(1)).String()
		singular := strings.TrimSuffix(unit, "s")
		if !slices.Contains(relativeUnits, singular) {
			l.throw("RangeError", "Invalid unit argument for Intl.RelativeTimeFormat.prototype.%s() '%s'", method, unit)
		}
		if math.IsNaN(value) || math.IsInf(value, 0) {
			l.throw("RangeError", "Value need to be finite number for Intl.RelativeTimeFormat.prototype.%s()", method)
		}
		return f.locale.FormatRelative(intl.Float(value), singular, f.style, f.auto)
	}
	l.method(proto, "resolvedOptions", 0, func(fc goja.FunctionCall) goja.Value {
		f, ok := formats.of(fc.This)
		if !ok {
			l.incompatible("Intl.RelativeTimeFormat.prototype.resolvedOptions", fc.This)
		}
		numeric := "always"
		if f.auto {
			numeric = "auto"
		}
		return l.record("locale", f.tag, "style", f.style, "numeric", numeric, "numberingSystem", "latn")
	})
	l.method(proto, "format", 2, func(fc goja.FunctionCall) goja.Value { return l.rt.ToValue(intl.Text(format(fc, "format"))) })
	l.method(proto, "formatToParts", 2, func(fc goja.FunctionCall) goja.Value { return l.parts(format(fc, "formatToParts"), false) })
	return c
}

var relativeUnits = []string{"second", "minute", "hour", "day", "week", "month", "quarter", "year"}

// pluralRules is what is behind an Intl.PluralRules.
type pluralRules struct {
	tag      string
	ordinal  bool
	locale   *intl.Locale
	options  intl.NumberOptions
	priority string
}

func (l *language) pluralRulesConstructor() *goja.Object {
	rules := newSlot[*pluralRules](l.rt)
	c, proto := l.service("PluralRules", false, func(o *goja.Object, locales []string, v goja.Value) {
		options := l.options(v, "PluralRules")
		options.text("localeMatcher", "best fit", "lookup", "best fit")
		r := &pluralRules{}
		r.tag, r.locale = l.localeOf(locales)
		r.tag, _, _ = strings.Cut(r.tag, "-") // the rules are those of a language, and V8 says so
		r.ordinal = options.text("type", "cardinal", "cardinal", "ordinal") == "ordinal"
		r.options = intl.NumberOptions{Notation: options.text("notation", "standard", "standard", "compact", "scientific", "engineering")}
		r.options.Digits, r.priority = options.digits(0, 3, "standard")
		rules.set(o, r)
	})
	receiver := func(this goja.Value, method string) *pluralRules {
		r, ok := rules.of(this)
		if !ok {
			l.incompatible("Intl.PluralRules.prototype."+method, this)
		}
		return r
	}
	l.method(proto, "resolvedOptions", 0, func(fc goja.FunctionCall) goja.Value {
		r := receiver(fc.This, "resolvedOptions")
		kind := "cardinal"
		if r.ordinal {
			kind = "ordinal"
		}
		o := l.record("locale", r.tag, "type", kind)
		l.digitOptions(o, r.options.Digits)
		must(o.Set("pluralCategories", l.strings(r.locale.Categories(r.ordinal))))
		l.roundingOptions(o, r.options.Digits, r.priority)
		return o
	})
	l.method(proto, "select", 1, func(fc goja.FunctionCall) goja.Value {
		r := receiver(fc.This, "select")
		return l.rt.ToValue(r.locale.SelectPlural(intl.Float(l.number(fc.Argument(0))), r.ordinal, r.options))
	})
	l.method(proto, "selectRange", 2, func(fc goja.FunctionCall) goja.Value {
		r := receiver(fc.This, "selectRange")
		from, to := fc.Argument(0), fc.Argument(1)
		if goja.IsUndefined(from) || goja.IsUndefined(to) {
			l.throw("TypeError", "Invalid argument")
		}
		if a, b := l.number(from), l.number(to); a != a || b != b {
			l.throw("RangeError", "Invalid argument")
		}
		return l.rt.ToValue(r.locale.SelectPlural(intl.Float(l.number(to)), r.ordinal, r.options))
	})
	return c
}
