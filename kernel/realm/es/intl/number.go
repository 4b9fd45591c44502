package intl

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// NumberOptions are the options of Intl.NumberFormat, each with a value: there are no defaults here.
type NumberOptions struct {
	Style                                   string // decimal, percent, currency, unit
	Currency, CurrencyDisplay, CurrencySign string
	Unit, UnitDisplay                       string
	Notation, CompactDisplay                string // standard, scientific, engineering, compact
	UseGrouping                             string // "", min2, auto, always
	SignDisplay                             string // auto, never, always, exceptZero, negative
	Digits
}

// Digits says how a number is rounded (ECMA-402 section 16.1.3).
type Digits struct {
	MinimumIntegerDigits                               int
	MinimumFractionDigits, MaximumFractionDigits       int
	MinimumSignificantDigits, MaximumSignificantDigits int
	RoundingType                                       string // fractionDigits, significantDigits, morePrecision, lessPrecision
	RoundingMode                                       string
	RoundingIncrement                                  int
	TrailingZeroDisplay                                string // auto, stripIfInteger
}

// CurrencyDigits is how many digits a currency has behind the point.
func CurrencyDigits(code string) int {
	if row, ok := loaders[DefaultLocale]().Currencies.List[code]; ok {
		return row.digits
	}
	return 2
}

// numeral is a number on its way to a text: rounded, with its exponent, its text not yet split into groups.
type numeral struct {
	negative        bool
	whole, fraction string
	special         string // of NaN and infinity: the type of the part
	exponent        int    // of the notation
	zero            bool
}

// FormatNumber formats one number (PartitionNumberPattern, section 16.5.4).
func (l *Locale) FormatNumber(d Decimal, o NumberOptions) []Part {
	n := l.numeral(d, o)
	pattern, sign := l.pattern(n, o)
	return fill(pattern, func(name string) []Part {
		switch name {
		case "0":
			return l.number(n, o)
		case "-":
			return sign
		case "¤":
			return []Part{{Type: "currency", Value: l.currency(n, o)}}
		case "%":
			return []Part{{Type: "percentSign", Value: l.Numbers.PercentSign}}
		}
		kind, text, _ := strings.Cut(name, ":")
		return []Part{{Type: kind, Value: text}}
	})
}

// numeral rounds d and finds its exponent.
func (l *Locale) numeral(d Decimal, o NumberOptions) numeral {
	n := numeral{negative: d.Negative}
	switch {
	case d.NaN:
		n.special, n.negative = "nan", false
		return n
	case d.Inf:
		n.special = "infinity"
		return n
	}
	if o.Style == "percent" {
		d = d.shift(2)
	}
	n.exponent = l.exponent(d, o)
	rounded := o.Digits.round(d.shift(-n.exponent))
	if next := l.exponent(rounded.shift(n.exponent), o); next != n.exponent && !rounded.IsZero() {
		n.exponent = next
		rounded = o.Digits.round(d.shift(-n.exponent))
	}
	n.zero = rounded.IsZero()
	n.whole, n.fraction = o.Digits.text(rounded)
	return n
}

// exponent is ComputeExponentForMagnitude.
func (l *Locale) exponent(d Decimal, o NumberOptions) int {
	m := d.magnitude()
	switch o.Notation {
	case "scientific":
		return m
	case "engineering":
		return floorDiv(m, 3) * 3
	case "compact":
		rows := l.Compact[o.CompactDisplay]
		if m < 0 || d.IsZero() {
			return 0
		}
		row := rows[min(m, len(rows)-1)]
		if row.other == "{0}" {
			return 0
		}
		return min(m, len(rows)-1) - row.digits + 1
	}
	return 0
}

func floorDiv(a, b int) int {
	if a < 0 {
		return -((-a + b - 1) / b)
	}
	return a / b
}

// round rounds as the digits say (FormatNumericToString, section 16.5.3).
func (g Digits) round(d Decimal) Decimal {
	fraction := -g.MaximumFractionDigits
	significant := d.magnitude() - g.MaximumSignificantDigits + 1
	switch g.RoundingType {
	case "fractionDigits":
		return d.round(fraction, g.RoundingIncrement, g.RoundingMode)
	case "significantDigits":
		return d.round(significant, 1, g.RoundingMode)
	case "morePrecision":
		return d.round(min(fraction, significant), 1, g.RoundingMode)
	}
	return d.round(max(fraction, significant), 1, g.RoundingMode)
}

// text is the digits before and behind the point, with the zeros that must be there.
func (g Digits) text(d Decimal) (whole, fraction string) {
	digits := d.Digits
	switch {
	case d.Exponent <= 0 && digits != "":
		whole, fraction = "0", strings.Repeat("0", -d.Exponent)+digits
	case d.Exponent >= len(digits):
		whole = digits + strings.Repeat("0", d.Exponent-len(digits))
	default:
		whole, fraction = digits[:d.Exponent], digits[d.Exponent:]
	}
	if whole == "" {
		whole = "0"
	}
	least := g.leastFraction(d)
	if len(fraction) < least {
		fraction += strings.Repeat("0", least-len(fraction))
	}
	if g.TrailingZeroDisplay == "stripIfInteger" && strings.Trim(fraction, "0") == "" {
		fraction = ""
	}
	if len(whole) < g.MinimumIntegerDigits {
		whole = strings.Repeat("0", g.MinimumIntegerDigits-len(whole)) + whole
	}
	return whole, fraction
}

// leastFraction is how many digits must stand behind the point.
func (g Digits) leastFraction(d Decimal) int {
	significant := max(g.MinimumSignificantDigits-d.magnitude()-1, 0)
	switch g.RoundingType {
	case "fractionDigits":
		return g.MinimumFractionDigits
	case "significantDigits":
		return significant
	}
	bySignificant := d.magnitude()-g.MaximumSignificantDigits+1 < -g.MaximumFractionDigits
	if bySignificant == (g.RoundingType == "morePrecision") {
		return significant
	}
	return g.MinimumFractionDigits
}

// number is the parts of the number alone.
func (l *Locale) number(n numeral, o NumberOptions) []Part {
	switch n.special {
	case "nan":
		return []Part{{Type: "nan", Value: l.Numbers.NaN}}
	case "infinity":
		return []Part{{Type: "infinity", Value: l.Numbers.Infinity}}
	}
	var parts []Part
	for i, g := range l.groups(n.whole, o.UseGrouping) {
		if i > 0 {
			parts = append(parts, Part{Type: "group", Value: l.Numbers.Group})
		}
		parts = append(parts, Part{Type: "integer", Value: g})
	}
	if n.fraction != "" {
		parts = append(parts, Part{Type: "decimal", Value: l.Numbers.Decimal}, Part{Type: "fraction", Value: n.fraction})
	}
	if o.Notation == "scientific" || o.Notation == "engineering" {
		parts = append(parts, Part{Type: "exponentSeparator", Value: l.Numbers.Exponent})
		if n.exponent < 0 {
			parts = append(parts, Part{Type: "exponentMinusSign", Value: l.Numbers.Minus})
		}
		parts = append(parts, Part{Type: "exponentInteger", Value: strconv.Itoa(max(n.exponent, -n.exponent))})
	}
	return parts
}

// groups splits the digits before the point.
func (l *Locale) groups(whole, use string) []string {
	data := l.Numbers
	least := data.MinimumGrouping
	switch use {
	case "":
		return []string{whole}
	case "always":
		least = 1
	case "min2":
		least = 2
	}
	if len(whole) < data.Primary+least {
		return []string{whole}
	}
	groups := []string{whole[len(whole)-data.Primary:]}
	for rest := whole[:len(whole)-data.Primary]; rest != ""; {
		n := min(data.Secondary, len(rest))
		groups = append([]string{rest[len(rest)-n:]}, groups...)
		rest = rest[:len(rest)-n]
	}
	return groups
}

// pattern is the pattern around the number, with {-} for the sign.
func (l *Locale) pattern(n numeral, o NumberOptions) (pattern string, sign []Part) {
	sign = l.sign(n, o.SignDisplay)
	pattern = "{-}{0}"
	if o.Notation == "compact" && n.exponent > 0 {
		pattern = "{-}" + l.compactPattern(n, o)
	}
	switch o.Style {
	case "percent":
		pattern = strings.Replace(strings.Replace(l.Numbers.Percent, "%", "{%}", 1), "{0}", pattern, 1)
	case "currency":
		pattern = l.currencyPattern(n, o, pattern, len(sign) > 0 && n.negative)
	case "unit":
		pattern = strings.Replace(l.unitPattern(n, o), "{0}", pattern, 1)
	}
	return pattern, sign
}

func (l *Locale) sign(n numeral, display string) []Part {
	minus := []Part{{Type: "minusSign", Value: l.Numbers.Minus}}
	plus := []Part{{Type: "plusSign", Value: l.Numbers.Plus}}
	zero := n.zero || n.special == "nan"
	switch display {
	case "never":
		return nil
	case "always":
		if n.negative {
			return minus
		}
		return plus
	case "exceptZero":
		if zero {
			return nil
		}
		if n.negative {
			return minus
		}
		return plus
	case "negative":
		if n.negative && !zero {
			return minus
		}
		return nil
	}
	if n.negative {
		return minus
	}
	return nil
}

func (l *Locale) compactPattern(n numeral, o NumberOptions) string {
	rows := l.Compact[o.CompactDisplay]
	row := rows[min(n.exponent+len(n.whole)-1, len(rows)-1)]
	text := row.other
	if n.whole == "1" && n.fraction == "" {
		text = row.one
	}
	before, after, _ := strings.Cut(text, "{0}")
	return bracedLiteral(before) + "{0}" + bracedLiteral(after)
}

// bracedLiteral names the words of a compact number, so that they become parts of their own.
func bracedLiteral(s string) string {
	trimmed := strings.Trim(s, " \u00a0\u202f")
	if trimmed == "" {
		return s
	}
	i := strings.Index(s, trimmed)
	return s[:i] + "{compact:" + trimmed + "}" + s[i+len(trimmed):]
}

// currencyPattern puts number, currency and sign together.
func (l *Locale) currencyPattern(n numeral, o NumberOptions, number string, negative bool) string {
	data := l.Currencies
	if o.CurrencyDisplay == "name" {
		name := data.Name.of(l.Plural(n, false))
		return strings.Replace(strings.Replace(name, "¤", "{¤}", 1), "{0}", number, 1)
	}
	p := data.Symbol
	if n.special == "" && l.spaced(l.currency(n, o)) {
		p = data.Letters
	}
	number = strings.TrimPrefix(number, "{-}")
	if o.CurrencySign == "accounting" && negative {
		return strings.Replace(strings.Replace(p.Accounting, "¤", "{¤}", 1), "{0}", number, 1)
	}
	text := strings.Replace(p.Negative, "-", "{-}", 1)
	if !strings.Contains(text, "{-}") {
		text = "{-}" + p.Positive
	}
	return strings.Replace(strings.Replace(text, "¤", "{¤}", 1), "{0}", number, 1)
}

// spaced tells whether a currency needs a space between itself and the number: if its end there is no symbol.
func (l *Locale) spaced(currency string) bool {
	c, _ := utf8.DecodeLastRuneInString(currency)
	if strings.HasPrefix(l.Currencies.Symbol.Positive, "{0}") {
		c, _ = utf8.DecodeRuneInString(currency)
	}
	return !unicode.IsSymbol(c)
}

func (l *Locale) currency(n numeral, o NumberOptions) string {
	row, ok := l.Currencies.List[o.Currency]
	if !ok || o.CurrencyDisplay == "code" {
		return o.Currency
	}
	switch o.CurrencyDisplay {
	case "narrowSymbol":
		return row.narrow
	case "name":
		return row.name.of(l.Plural(n, false))
	}
	return row.symbol
}

var unitWidths = map[string]int{"short": 0, "narrow": 1, "long": 2}

// unitPattern is the pattern of a unit; of a quotient that CLDR has no pattern for, the two units with a slash.
func (l *Locale) unitPattern(n numeral, o NumberOptions) string {
	width := unitWidths[o.UnitDisplay]
	category := l.Plural(n, false)
	text := func(v variants) string {
		before, after, _ := strings.Cut(v.of(category), "{0}")
		return bracedUnit(before) + "{0}" + bracedUnit(after)
	}
	if v, ok := l.Units[o.Unit]; ok {
		return text(v[width])
	}
	upper, lower, _ := strings.Cut(o.Unit, "-per-")
	per := strings.TrimSpace(strings.Replace(l.Units[lower][width].of("one"), "{0}", "", 1))
	if o.UnitDisplay == "long" {
		return text(l.Units[upper][width]) + "{unit: per " + per + "}"
	}
	return text(l.Units[upper][width]) + "{unit:/" + per + "}"
}

func bracedUnit(s string) string {
	trimmed := strings.Trim(s, " \u00a0\u202f")
	if trimmed == "" {
		return s
	}
	i := strings.Index(s, trimmed)
	return s[:i] + "{unit:" + trimmed + "}" + s[i+len(trimmed):]
}
