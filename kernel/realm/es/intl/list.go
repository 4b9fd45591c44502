package intl

import "strconv"

// FormatList joins items: kind is conjunction, disjunction or unit, style long, short or narrow.
func (l *Locale) FormatList(items []string, kind, style string) []Part {
	separators := l.Lists[kind+"-"+style] // of two; behind the first; in the middle; before the last
	var parts []Part
	for i, item := range items {
		switch {
		case i == 0:
		case len(items) == 2:
			parts = append(parts, Part{Type: "literal", Value: separators[0]})
		case i == len(items)-1:
			parts = append(parts, Part{Type: "literal", Value: separators[3]})
		case i == 1:
			parts = append(parts, Part{Type: "literal", Value: separators[1]})
		default:
			parts = append(parts, Part{Type: "literal", Value: separators[2]})
		}
		parts = append(parts, Part{Type: "element", Value: item})
	}
	return parts
}

// FormatRelative says how far a time is away: unit is second … year, style long, short or narrow; auto allows "yesterday".
func (l *Locale) FormatRelative(d Decimal, unit, style string, auto bool) []Part {
	data := l.Relative[unit+"-"+style]
	if auto && !d.NaN && !d.Inf && d.Exponent <= 1 && len(d.Digits) <= 1 {
		n := d.Digits
		if n == "" {
			n = "0"
		}
		if d.Negative {
			n = "-" + n
		}
		if word, ok := data.Words[n]; ok {
			return []Part{{Type: "literal", Value: word}}
		}
		if word, ok := data.Words["0"]; ok && n == "-0" {
			return []Part{{Type: "literal", Value: word}}
		}
	}
	patterns := data.Future
	if d.Negative {
		patterns = data.Past
	}
	d.Negative = false
	o := decimalOptions
	n := l.numeral(d, o)
	return fill(patterns.of(l.Plural(n, false)), func(name string) []Part {
		if _, err := strconv.Atoi(name); err != nil {
			return nil
		}
		parts := l.number(n, o)
		for i := range parts {
			parts[i].Unit = unit
		}
		return parts
	})
}

// decimalOptions are the defaults of Intl.NumberFormat.
var decimalOptions = NumberOptions{Style: "decimal", Notation: "standard", UseGrouping: "auto", SignDisplay: "auto",
	Digits: Digits{MinimumIntegerDigits: 1, MaximumFractionDigits: 3, RoundingType: "fractionDigits", RoundingMode: "halfExpand",
		RoundingIncrement: 1, TrailingZeroDisplay: "auto"}}
