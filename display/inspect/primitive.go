package inspect

import (
	"math"
	"math/big"
	"strings"

	"github.com/dop251/goja"
)

// primitive formats anything that is not an object; a nil value counts as undefined.
func (p *printer) primitive(v goja.Value) string {
	switch {
	case v == nil || goja.IsUndefined(v):
		return p.style("undefined", "undefined")
	case goja.IsNull(v):
		return p.style("null", "null")
	case goja.IsString(v):
		return p.str(v)
	case goja.IsBigInt(v):
		return p.style(bigText(v, p.opt.NumericSep), "bigint")
	case goja.IsNumber(v):
		return p.style(numberText(v, p.opt.NumericSep), "number")
	}
	if s, ok := v.(*goja.Symbol); ok {
		return p.style(p.symbolText(s), "symbol")
	}
	return p.style(v.String(), "boolean")
}

// minLine is the length up to which a string is never broken into its lines.
const minLine = 16

// str formats a string: cut at maxStringLength, and with + between its lines when it is wider than the line.
func (p *printer) str(v goja.Value) string {
	js, _ := v.(goja.String)
	n := js.Length()
	rest := ""
	if limit := p.opt.MaxStringLength; n > limit {
		rest = "... " + itoa(n-limit) + " more character" + plural(n-limit)
		if limit < 0 { // as slice(0, limit) counts from the end
			limit = max(n+limit, 0)
		}
		js, n = js.Substring(0, limit), limit
	}
	s := textOf(js)
	if p.opt.Compact == CompactTrue || n <= minLine || n <= p.opt.BreakLength-p.indent-4 {
		return p.style(quote(s), "string") + rest
	}
	lines := strings.SplitAfter(s, "\n")
	if last := len(lines) - 1; last > 0 && lines[last] == "" {
		lines = lines[:last]
	}
	for x, line := range lines {
		lines[x] = p.style(quote(line), "string")
	}
	return strings.Join(lines, " +\n"+spaces(p.indent+2)) + rest
}

// symbolText is "Symbol(description)".
func (i *Inspector) symbolText(s *goja.Symbol) string {
	d := s.String()
	if strings.Contains(d, "\uFFFD") {
		return textOf(i.in.symbolText(s))
	}
	return "Symbol(" + d + ")"
}

func bigText(v goja.Value, separators bool) string {
	s := v.String()
	if separators {
		s = groupInteger(s)
	}
	return s + "n"
}

// numberText is the number as JavaScript writes it, but for -0, with _ between thousands if asked for.
func numberText(v goja.Value, separators bool) string {
	f := v.ToFloat()
	if f == 0 && math.Signbit(f) {
		return "-0"
	}
	s := v.String()
	if !separators || math.IsInf(f, 0) || math.IsNaN(f) || strings.Contains(s, "e") {
		return s
	}
	whole, fraction, has := strings.Cut(s, ".")
	if !has {
		return groupInteger(s)
	}
	return groupInteger(whole) + "." + groupFraction(fraction)
}

// groupInteger puts _ between groups of three digits from the right: -1_234.
func groupInteger(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	var b strings.Builder
	b.WriteString(sign)
	for x := range len(s) {
		if x > 0 && (len(s)-x)%3 == 0 {
			b.WriteByte('_')
		}
		b.WriteByte(s[x])
	}
	return b.String()
}

// groupFraction groups from the left: 000_12.
func groupFraction(s string) string {
	var b strings.Builder
	for x := range len(s) {
		if x > 0 && x%3 == 0 {
			b.WriteByte('_')
		}
		b.WriteByte(s[x])
	}
	return b.String()
}

// unbox is the primitive inside new Number(1), Object("s"), Object(Symbol()) …
func (i *Inspector) unbox(o *goja.Object) goja.Value {
	if implementation(o).Type().Elem().Name() == "stringObject" {
		return i.in.stringValue(o)
	}
	switch x := o.Export().(type) {
	case string:
		return i.in.symbolValue(o)
	case *big.Int:
		return i.in.bigValue(o)
	default:
		return i.rt.ToValue(x)
	}
}

func boxedType(v goja.Value) string {
	switch {
	case goja.IsString(v):
		return "String"
	case goja.IsBigInt(v):
		return "BigInt"
	case goja.IsNumber(v):
		return "Number"
	}
	if _, ok := v.(*goja.Symbol); ok {
		return "Symbol"
	}
	return "Boolean"
}
