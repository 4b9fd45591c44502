package es

import (
	"regexp"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/es/intl"
)

// HOW Intl is divided
//
// Package intl knows languages and formats; the files intl*.go here read the options of ECMA-402, in its order and with
// V8's complaints, and make the objects. A language that there is no data for is not supported, as ECMA-402 means it:
// supportedLocalesOf leaves it out and formats fall back to the default locale.

// installIntl defines the global Intl, made when it is first used.
func (l *language) installIntl() error {
	l.installLocaleStrings()
	return l.globals.add("Intl", func() goja.Value { return l.intl() })
}

// intlObjects is the part of a realm that has to do with Intl.
type intlObjects struct {
	object            *goja.Object
	plainNumberFormat *numberFormat // of toLocaleString without arguments
	plainCollator     *collator     // of localeCompare without arguments
}

func (l *language) intl() *goja.Object {
	if l.intlObjects.object != nil {
		return l.intlObjects.object
	}
	o := l.rt.NewObject()
	l.intlObjects.object = o
	l.method(o, "getCanonicalLocales", 1, func(fc goja.FunctionCall) goja.Value {
		return l.strings(l.canonicalLocales(fc.Argument(0)))
	})
	l.method(o, "supportedValuesOf", 1, l.supportedValuesOf)
	l.value(o, "DateTimeFormat", l.dateTimeFormatConstructor())
	l.value(o, "NumberFormat", l.numberFormatConstructor())
	l.value(o, "Collator", l.collatorConstructor())
	l.value(o, "PluralRules", l.pluralRulesConstructor())
	l.value(o, "RelativeTimeFormat", l.relativeTimeFormatConstructor())
	l.value(o, "ListFormat", l.listFormatConstructor())
	l.tag(o, "Intl")
	return o
}

// service makes one of Intl's constructors: construct makes an object and is given the locale's canonical list and the
// options; callable ones can be called without new.
func (l *language) service(name string, callable bool, make func(o *goja.Object, locales []string, options goja.Value)) (c, proto *goja.Object) {
	proto = l.rt.NewObject()
	construct := func(target *goja.Object, args []goja.Value) *goja.Object {
		fc := goja.FunctionCall{Arguments: args}
		o := l.instance(target, proto)
		make(o, l.canonicalLocales(fc.Argument(0)), fc.Argument(1))
		return o
	}
	c = l.constructor(name, 0, proto, construct)
	*pointer[native](c, "f") = func(fc goja.FunctionCall) goja.Value {
		if !callable {
			l.throw("TypeError", "Constructor Intl.%s requires 'new'", name)
		}
		return construct(c, fc.Arguments)
	}
	l.method(c, "supportedLocalesOf", 1, func(fc goja.FunctionCall) goja.Value { return l.supportedLocalesOf(name, fc) })
	l.tag(proto, "Intl."+name)
	return c, proto
}

func (l *language) strings(list []string) goja.Value {
	items := make([]any, len(list))
	for i, s := range list {
		items[i] = s
	}
	return l.rt.NewArray(items...)
}

// languageTag is what a language tag looks like (unicode_bcp47_locale_id, roughly).
var languageTag = regexp.MustCompile(`(?i)^([a-z]{2,3}|[a-z]{5,8})(-[a-z]{4})?(-(?:[a-z]{2}|\d{3}))?((?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wy-z\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?)$`)

// canonicalLocales is CanonicalizeLocaleList (ECMA-402 section 9.2.1).
func (l *language) canonicalLocales(v goja.Value) []string {
	if goja.IsUndefined(v) {
		return nil
	}
	if s, ok := v.(goja.String); ok {
		return []string{l.canonicalLocale(s.String())}
	}
	o := l.toObject(v)
	var list []string
	for i := range l.length(o.Get("length")) {
		item := o.Get(l.rt.ToValue(i).String())
		if item == nil {
			continue
		}
		switch item.(type) {
		case goja.String, *goja.Object:
		default:
			l.throw("TypeError", "Language ID should be string or object.")
		}
		if tag := l.canonicalLocale(l.toString(item).String()); !slices.Contains(list, tag) {
			list = append(list, tag)
		}
	}
	return list
}

// canonicalLocale writes a tag as it should be: de-Latn-DE-u-co-phonebk.
func (l *language) canonicalLocale(tag string) string {
	m := languageTag.FindStringSubmatch(tag)
	if m == nil {
		l.throw("RangeError", "Incorrect locale information provided")
	}
	script := strings.ToLower(m[2])
	if script != "" {
		script = "-" + strings.ToUpper(script[1:2]) + script[2:]
	}
	return strings.ToLower(m[1]) + script + strings.ToUpper(m[3]) + strings.ToLower(m[4])
}

// localeOf is ResolveLocale: the locale that is used, with its data. The extension key -u-hc- is looked up by the caller.
func (l *language) localeOf(locales []string) (string, *intl.Locale) {
	for _, requested := range locales {
		bare, _, _ := strings.Cut(requested, "-u-")
		if tag, ok := intl.Best(bare); ok {
			data, _ := intl.Lookup(tag)
			return tag, data
		}
	}
	tag, ok := intl.Best(l.Locale)
	if !ok {
		tag = intl.DefaultLocale
	}
	data, _ := intl.Lookup(tag)
	return tag, data
}

// extension is the value of a key of the first locale's -u- extension, "" if it is not there.
func extension(locales []string, key string) string {
	if len(locales) == 0 {
		return ""
	}
	_, u, _ := strings.Cut(locales[0], "-u-")
	words := strings.Split(u, "-")
	for i, w := range words[:max(len(words)-1, 0)] {
		if w == key {
			return words[i+1]
		}
	}
	return ""
}

func (l *language) supportedLocalesOf(service string, fc goja.FunctionCall) goja.Value {
	locales := l.canonicalLocales(fc.Argument(0))
	o := l.options(fc.Argument(1), service)
	o.text("localeMatcher", "best fit", "lookup", "best fit")
	return l.strings(slices.DeleteFunc(locales, func(tag string) bool {
		bare, _, _ := strings.Cut(tag, "-u-")
		_, ok := intl.Best(bare)
		return !ok
	}))
}

func (l *language) supportedValuesOf(fc goja.FunctionCall) goja.Value {
	switch key := l.toString(fc.Argument(0)).String(); key {
	case "calendar":
		return l.strings([]string{"gregory"})
	case "collation":
		return l.strings([]string{"default"})
	case "currency":
		return l.strings(intl.Currencies())
	case "numberingSystem":
		return l.strings([]string{"latn"})
	case "timeZone":
		return l.strings(intl.TimeZones())
	case "unit":
		return l.strings(intl.Units())
	default:
		l.throw("RangeError", "Invalid key : %s", key)
	}
	return nil
}

// options reads the properties of an options object.
type options struct {
	l       *language
	object  *goja.Object // nil: undefined was given
	service string
}

// options is CoerceOptionsToObject. service is who wants them, in errors: NumberFormat, or a method.
func (l *language) options(v goja.Value, service string) options {
	o := options{l: l, service: service}
	if !strings.Contains(service, ".") {
		o.service = "Intl." + service
	}
	switch {
	case goja.IsUndefined(v):
	case goja.IsNull(v):
		l.throw("TypeError", "%s called on null or undefined", o.service)
	default:
		o.object = v.ToObject(l.rt)
	}
	return o
}

// strictOptions is GetOptionsObject.
func (l *language) strictOptions(v goja.Value, service string) options {
	if _, ok := v.(*goja.Object); !ok && !goja.IsUndefined(v) {
		l.throw("TypeError", "invalid_argument")
	}
	return l.options(v, service)
}

// get is a property, undefined if it is not there.
func (o options) get(name string) goja.Value {
	if o.object == nil {
		return goja.Undefined()
	}
	return orUndefined(o.object.Get(name))
}

// text is GetOption for a string: one of allowed, if any are given.
func (o options) text(name, fallback string, allowed ...string) string {
	v := o.get(name)
	if goja.IsUndefined(v) {
		return fallback
	}
	s := o.l.toString(v).String()
	if len(allowed) > 0 && !slices.Contains(allowed, s) {
		o.l.throw("RangeError", "Value %s out of range for %s options property %s", s, o.service, name)
	}
	return s
}

// truth is GetOption for a boolean; given tells whether it was there.
func (o options) truth(name string) (value, given bool) {
	v := o.get(name)
	return !goja.IsUndefined(v) && v.ToBoolean(), !goja.IsUndefined(v)
}

// number is GetNumberOption; given tells whether it was there.
func (o options) number(name string, least, most, fallback int) (n int, given bool) {
	v := o.get(name)
	if goja.IsUndefined(v) {
		return fallback, false
	}
	return o.checked(v, name, least, most), true
}

func (o options) checked(v goja.Value, name string, least, most int) int {
	n := o.l.number(v)
	if !(n >= float64(least) && n <= float64(most)) {
		o.l.throw("RangeError", "%s value is out of range.", name)
	}
	return int(n)
}

// record makes an object of names and values, in their order; values that are nil are left out.
func (l *language) record(pairs ...any) *goja.Object {
	o := l.rt.NewObject()
	for i := 0; i < len(pairs); i += 2 {
		if v := pairs[i+1]; v != nil && v != "" {
			must(o.Set(pairs[i].(string), v))
		}
	}
	return o
}

// parts makes the array of formatToParts.
func (l *language) parts(list []intl.Part, ranged bool) goja.Value {
	items := make([]any, len(list))
	for i, p := range list {
		o := l.record("type", p.Type)
		must(o.Set("value", p.Value))
		if ranged {
			must(o.Set("source", p.Source))
		}
		if p.Unit != "" {
			must(o.Set("unit", p.Unit))
		}
		items[i] = o
	}
	return l.rt.NewArray(items...)
}

// boundFunction is a getter whose function is made once for each object: format, compare.
func (l *language) boundFunction(length int, fn native) *goja.Object {
	return l.function("", length, fn)
}
