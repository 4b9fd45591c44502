package es

import (
	"math/big"
	"regexp"
	"strings"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/es/intl"
)

// numberFormat is what is behind an Intl.NumberFormat.
type numberFormat struct {
	tag    string
	locale *intl.Locale
	intl.NumberOptions
	roundingPriority string
	bound            *goja.Object
}

func (l *language) numberFormatConstructor() *goja.Object {
	formats := newSlot[*numberFormat](l.rt)
	c, proto := l.service("NumberFormat", true, func(o *goja.Object, locales []string, v goja.Value) {
		formats.set(o, l.newNumberFormat("NumberFormat", locales, v))
	})
	receiver := func(this goja.Value, method string) *numberFormat {
		f, ok := formats.of(this)
		if !ok {
			l.throw("TypeError", "Method %s called on incompatible receiver %s", method, l.text(this))
		}
		return f
	}
	l.method(proto, "resolvedOptions", 0, func(fc goja.FunctionCall) goja.Value {
		f, ok := formats.of(fc.This)
		if !ok {
			l.throw("TypeError", "Method UnwrapNumberFormat called on incompatible receiver undefined")
		}
		return l.numberOptions(f)
	})
	l.method(proto, "formatToParts", 1, func(fc goja.FunctionCall) goja.Value {
		f := receiver(fc.This, "Intl.NumberFormat.prototype.formatToParts")
		return l.parts(f.locale.FormatNumber(l.mathematical(fc.Argument(0)), f.NumberOptions), false)
	})
	l.getter(proto, "format", func(fc goja.FunctionCall) goja.Value {
		f, ok := formats.of(fc.This)
		if !ok {
			l.throw("TypeError", "Method UnwrapNumberFormat called on incompatible receiver undefined")
		}
		if f.bound == nil {
			f.bound = l.boundFunction(1, func(fc goja.FunctionCall) goja.Value {
				return l.rt.ToValue(intl.Text(f.locale.FormatNumber(l.mathematical(fc.Argument(0)), f.NumberOptions)))
			})
		}
		return f.bound
	})
	l.method(proto, "formatRange", 2, func(fc goja.FunctionCall) goja.Value {
		f := receiver(fc.This, "Intl.NumberFormat.prototype.formatRange")
		return l.rt.ToValue(intl.Text(l.numberRange(f, fc)))
	})
	l.method(proto, "formatRangeToParts", 2, func(fc goja.FunctionCall) goja.Value {
		return l.parts(l.numberRange(receiver(fc.This, "Intl.NumberFormat.prototype.formatRangeToParts"), fc), true)
	})
	return c
}

func (l *language) numberRange(f *numberFormat, fc goja.FunctionCall) []intl.Part {
	if goja.IsUndefined(fc.Argument(0)) || goja.IsUndefined(fc.Argument(1)) {
		l.throw("TypeError", "Invalid argument")
	}
	from, to := l.mathematical(fc.Argument(0)), l.mathematical(fc.Argument(1))
	if from.NaN || to.NaN {
		l.throw("RangeError", "Invalid argument")
	}
	return f.locale.FormatNumberRange(from, to, f.NumberOptions)
}

// mathematical is ToIntlMathematicalValue.
func (l *language) mathematical(v goja.Value) intl.Decimal {
	if s, ok := v.(goja.String); ok {
		if d, ok := intl.Parse(strings.TrimSpace(s.String())); ok {
			return d
		}
	}
	if n, ok := v.Export().(*big.Int); ok {
		return intl.Big(n)
	}
	return intl.Float(l.number(v))
}

// newNumberFormat is InitializeNumberFormat (ECMA-402 section 15.1.2).
func (l *language) newNumberFormat(service string, locales []string, v goja.Value) *numberFormat {
	o := l.options(v, service)
	f := &numberFormat{}
	o.text("localeMatcher", "best fit", "lookup", "best fit")
	o.text("numberingSystem", "")
	f.tag, f.locale = l.localeOf(locales)
	l.numberStyle(o, f)
	f.Notation = o.text("notation", "standard", "standard", "scientific", "engineering", "compact")
	least, most := 0, 3
	switch {
	case f.Style == "currency" && f.Notation == "standard":
		least = intl.CurrencyDigits(f.Currency)
		most = least
	case f.Style == "currency" || f.Style == "percent":
		most = 0
	}
	f.Digits, f.roundingPriority = o.digits(least, most, f.Notation)
	f.CompactDisplay = o.text("compactDisplay", "short", "short", "long")
	f.UseGrouping = o.grouping(f.Notation)
	f.SignDisplay = o.text("signDisplay", "auto", "auto", "never", "always", "exceptZero", "negative")
	return f
}

var currencyCode = regexp.MustCompile(`^[A-Za-z]{3}$`)

// numberStyle is SetNumberFormatUnitOptions.
func (l *language) numberStyle(o options, f *numberFormat) {
	f.Style = o.text("style", "decimal", "decimal", "percent", "currency", "unit")
	currency := o.text("currency", "")
	if given := !goja.IsUndefined(o.get("currency")); given && !currencyCode.MatchString(currency) {
		l.throw("RangeError", "Invalid currency code : %s", currency)
	}
	if f.Style == "currency" && currency == "" {
		l.throw("TypeError", "Currency code is required with currency style.")
	}
	display := o.text("currencyDisplay", "symbol", "code", "symbol", "narrowSymbol", "name")
	sign := o.text("currencySign", "standard", "standard", "accounting")
	unit := o.text("unit", "")
	if given := !goja.IsUndefined(o.get("unit")); given && !wellFormedUnit(unit) {
		l.throw("RangeError", "Invalid unit argument for %s() '%s'", o.service, unit)
	}
	if f.Style == "unit" && unit == "" {
		l.throw("TypeError", "Invalid unit argument for %s() ''", o.service)
	}
	unitDisplay := o.text("unitDisplay", "short", "short", "narrow", "long")
	switch f.Style {
	case "currency":
		f.Currency, f.CurrencyDisplay, f.CurrencySign = strings.ToUpper(currency), display, sign
	case "unit":
		f.Unit, f.UnitDisplay = unit, unitDisplay
	}
}

func wellFormedUnit(unit string) bool {
	upper, lower, quotient := strings.Cut(unit, "-per-")
	known := func(s string) bool {
		for _, u := range intl.Units() {
			if u == s {
				return true
			}
		}
		return false
	}
	return known(upper) && (!quotient || known(lower))
}

var increments = map[int]bool{1: true, 2: true, 5: true, 10: true, 20: true, 25: true, 50: true, 100: true, 200: true, 250: true,
	500: true, 1000: true, 2000: true, 2500: true, 5000: true}

// digits is SetNumberFormatDigitOptions (section 15.1.3).
func (o options) digits(least, most int, notation string) (d intl.Digits, priority string) {
	d.MinimumIntegerDigits, _ = o.number("minimumIntegerDigits", 1, 21, 1)
	minimumFraction, maximumFraction := o.get("minimumFractionDigits"), o.get("maximumFractionDigits")
	minimumSignificant, maximumSignificant := o.get("minimumSignificantDigits"), o.get("maximumSignificantDigits")
	d.RoundingIncrement, _ = o.number("roundingIncrement", 1, 5000, 1)
	if !increments[d.RoundingIncrement] {
		o.l.throw("RangeError", "roundingIncrement value is out of range.")
	}
	d.RoundingMode = o.text("roundingMode", "halfExpand", "ceil", "floor", "expand", "trunc", "halfCeil", "halfFloor", "halfExpand", "halfTrunc", "halfEven")
	priority = o.text("roundingPriority", "auto", "auto", "morePrecision", "lessPrecision")
	d.TrailingZeroDisplay = o.text("trailingZeroDisplay", "auto", "auto", "stripIfInteger")
	hasSignificant := !goja.IsUndefined(minimumSignificant) || !goja.IsUndefined(maximumSignificant)
	hasFraction := !goja.IsUndefined(minimumFraction) || !goja.IsUndefined(maximumFraction)
	needSignificant, needFraction := true, true
	if priority == "auto" {
		needSignificant = hasSignificant
		needFraction = !hasSignificant && (hasFraction || notation != "compact")
	}
	if needSignificant {
		o.significant(&d, minimumSignificant, maximumSignificant, hasSignificant)
	}
	if needFraction {
		o.fraction(&d, minimumFraction, maximumFraction, least, most)
	}
	switch {
	case !needSignificant && !needFraction:
		d.MaximumFractionDigits, d.MinimumSignificantDigits, d.MaximumSignificantDigits = 0, 1, 2
		d.RoundingType, priority = "morePrecision", "morePrecision"
	case priority != "auto":
		d.RoundingType = priority
	case hasSignificant:
		d.RoundingType = "significantDigits"
	default:
		d.RoundingType = "fractionDigits"
	}
	if d.RoundingIncrement != 1 {
		o.checkIncrement(d)
	}
	return d, priority
}

func (o options) checkIncrement(d intl.Digits) {
	if d.RoundingType != "fractionDigits" {
		o.l.throw("TypeError", "roundingIncrement value is invalid.")
	}
	if d.MaximumFractionDigits != d.MinimumFractionDigits {
		o.l.throw("RangeError", "maximumFractionDigits value is out of range.")
	}
}

func (o options) significant(d *intl.Digits, least, most goja.Value, given bool) {
	d.MinimumSignificantDigits, d.MaximumSignificantDigits = 1, 21
	if !given {
		return
	}
	if !goja.IsUndefined(least) {
		d.MinimumSignificantDigits = o.checked(least, "minimumSignificantDigits", 1, 21)
	}
	if !goja.IsUndefined(most) {
		d.MaximumSignificantDigits = o.checked(most, "maximumSignificantDigits", d.MinimumSignificantDigits, 21)
	}
}

func (o options) fraction(d *intl.Digits, least, most goja.Value, defaultLeast, defaultMost int) {
	d.MinimumFractionDigits, d.MaximumFractionDigits = defaultLeast, defaultMost
	hasLeast, hasMost := !goja.IsUndefined(least), !goja.IsUndefined(most)
	if hasLeast {
		d.MinimumFractionDigits = o.checked(least, "minimumFractionDigits", 0, 100)
	}
	if hasMost {
		d.MaximumFractionDigits = o.checked(most, "maximumFractionDigits", 0, 100)
	}
	switch {
	case hasLeast && !hasMost:
		d.MaximumFractionDigits = max(defaultMost, d.MinimumFractionDigits)
	case hasMost && !hasLeast:
		d.MinimumFractionDigits = min(defaultLeast, d.MaximumFractionDigits)
	case d.MinimumFractionDigits > d.MaximumFractionDigits:
		o.l.throw("RangeError", "maximumFractionDigits value is out of range.")
	}
}

// grouping is GetBooleanOrStringNumberFormatOption for useGrouping; "" is no grouping.
func (o options) grouping(notation string) string {
	fallback := "auto"
	if notation == "compact" {
		fallback = "min2"
	}
	v := o.get("useGrouping")
	switch {
	case goja.IsUndefined(v):
		return fallback
	case v.ExportType() != nil && typeOf(v) == "boolean" && v.ToBoolean():
		return "always"
	case !v.ToBoolean():
		return ""
	}
	s := o.text("useGrouping", "", "min2", "auto", "always", "true", "false")
	if s == "true" || s == "false" {
		return fallback
	}
	return s
}

// numberOptions is Intl.NumberFormat.prototype.resolvedOptions.
func (l *language) numberOptions(f *numberFormat) goja.Value {
	o := l.record("locale", f.tag, "numberingSystem", "latn", "style", f.Style, "currency", f.Currency, "currencyDisplay", f.CurrencyDisplay,
		"currencySign", f.CurrencySign, "unit", f.Unit, "unitDisplay", f.UnitDisplay)
	l.digitOptions(o, f.Digits)
	var grouping any = f.UseGrouping
	if grouping == "" {
		grouping = false
	}
	must(o.Set("useGrouping", grouping))
	must(o.Set("notation", f.Notation))
	if f.Notation == "compact" {
		must(o.Set("compactDisplay", f.CompactDisplay))
	}
	must(o.Set("signDisplay", f.SignDisplay))
	l.roundingOptions(o, f.Digits, f.roundingPriority)
	return o
}

func (l *language) digitOptions(o *goja.Object, d intl.Digits) {
	must(o.Set("minimumIntegerDigits", d.MinimumIntegerDigits))
	if d.RoundingType != "significantDigits" {
		must(o.Set("minimumFractionDigits", d.MinimumFractionDigits))
		must(o.Set("maximumFractionDigits", d.MaximumFractionDigits))
	}
	if d.RoundingType != "fractionDigits" {
		must(o.Set("minimumSignificantDigits", d.MinimumSignificantDigits))
		must(o.Set("maximumSignificantDigits", d.MaximumSignificantDigits))
	}
}

func (l *language) roundingOptions(o *goja.Object, d intl.Digits, priority string) {
	must(o.Set("roundingIncrement", d.RoundingIncrement))
	must(o.Set("roundingMode", d.RoundingMode))
	must(o.Set("roundingPriority", priority))
	must(o.Set("trailingZeroDisplay", d.TrailingZeroDisplay))
}
