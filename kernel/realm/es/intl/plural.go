package intl

import "strings"

// operands are what the plural rules of CLDR look at: the digits before and behind the point (i, v, f), and the exponent of
// the notation (e).
type operands struct {
	i, n10, n100 int // the whole number as far as rules care: up to a million, its last digit, its last two
	million      bool
	v            int // digits behind the point
	fraction     bool
	e            int
}

func (n numeral) operands() operands {
	whole := n.whole
	if n.exponent > 0 {
		digits := n.whole + n.fraction
		point := len(n.whole) + n.exponent
		if point >= len(digits) {
			digits += strings.Repeat("0", point-len(digits))
		}
		whole = digits[:point]
		n.fraction = digits[point:]
	}
	whole = strings.TrimLeft(whole, "0")
	o := operands{v: len(n.fraction), fraction: strings.Trim(n.fraction, "0") != "", e: n.exponent}
	o.million = len(whole) > 6 && strings.HasSuffix(whole, "000000")
	for k, c := range whole {
		if len(whole)-k <= 6 {
			o.i = o.i*10 + int(c-'0')
		}
	}
	if len(whole) > 6 {
		o.i += 1000000
	}
	o.n10, o.n100 = o.i%10, o.i%100
	return o
}

// Plural is the plural category of a number: zero, one, two, few, many or other.
func (l *Locale) Plural(n numeral, ordinal bool) string {
	if n.special != "" {
		return "other"
	}
	o := n.operands()
	if ordinal {
		return ordinalCategory(l.Language(), o)
	}
	return cardinalCategory(l.Language(), o)
}

func cardinalCategory(language string, o operands) string {
	switch language {
	case "ja", "ko", "zh":
		return "other"
	case "fr":
		if o.i <= 1 && !o.million {
			return "one"
		}
	case "pt":
		if o.i <= 1 && !o.million {
			return "one"
		}
	case "es":
		if o.i == 1 && !o.fraction {
			return "one"
		}
	default: // en, de, it, nl, sv
		if o.i == 1 && o.v == 0 {
			return "one"
		}
	}
	switch language {
	case "fr", "es", "it", "pt":
		if o.e == 0 && o.million && o.v == 0 || o.e > 5 {
			return "many"
		}
	}
	return "other"
}

func ordinalCategory(language string, o operands) string {
	if o.fraction {
		return "other"
	}
	switch language {
	case "en":
		switch {
		case o.n10 == 1 && o.n100 != 11:
			return "one"
		case o.n10 == 2 && o.n100 != 12:
			return "two"
		case o.n10 == 3 && o.n100 != 13:
			return "few"
		}
	case "sv":
		if (o.n10 == 1 || o.n10 == 2) && o.n100 != 11 && o.n100 != 12 {
			return "one"
		}
	case "fr":
		if o.i == 1 {
			return "one"
		}
	case "it":
		if o.i == 8 || o.i == 11 || o.i == 80 || o.i == 800 {
			return "many"
		}
	}
	return "other"
}

// Categories are the categories that a language has, in the order of Intl.PluralRules.
func (l *Locale) Categories(ordinal bool) []string {
	if ordinal {
		switch l.Language() {
		case "en":
			return []string{"one", "two", "few", "other"}
		case "sv", "fr":
			return []string{"one", "other"}
		case "it":
			return []string{"many", "other"}
		}
		return []string{"other"}
	}
	switch l.Language() {
	case "ja", "ko", "zh":
		return []string{"other"}
	case "fr", "es", "it", "pt":
		return []string{"one", "many", "other"}
	}
	return []string{"one", "other"}
}

// SelectPlural is the category of a number as it would be written.
func (l *Locale) SelectPlural(d Decimal, ordinal bool, o NumberOptions) string {
	return l.Plural(l.numeral(d, o), ordinal)
}
