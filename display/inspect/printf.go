package inspect

import (
	"math"
	"math/big"
	"strings"
	"unicode"

	"github.com/dop251/goja"
)

// Format returns util.formatWithOptions(o, ...args). Errors as in Inspect. A single string is returned as it is.
func (i *Inspector) Format(args []goja.Value, o Options) (string, error) {
	if len(args) == 1 && goja.IsString(args[0]) {
		return valid(args[0].String()), nil
	}
	text, err := i.format(args, o)
	return valid(text), err
}

// FormatJS is Format with a JavaScript string as its result, in which lone surrogates survive.
func (i *Inspector) FormatJS(args []goja.Value, o Options) (goja.Value, error) {
	if len(args) == 1 && goja.IsString(args[0]) {
		return args[0], nil
	}
	text, err := i.format(args, o)
	if err != nil {
		return nil, err
	}
	return i.value(text), nil
}

func (i *Inspector) format(args []goja.Value, o Options) (text string, err error) {
	err = i.guard(func() { text = i.formatAll(args, o) })
	return text, err
}

// formatAll fills in the placeholders of a first argument that is a string, and appends the arguments left over.
func (i *Inspector) formatAll(args []goja.Value, o Options) string {
	var b strings.Builder
	if len(args) > 1 && goja.IsString(args[0]) {
		f := &filler{Inspector: i, opt: o, rest: args[1:]}
		if template := textOf(args[0]); f.fill(template) {
			b.WriteString(f.text.String())
		} else {
			b.WriteString(template)
		}
		args = f.rest
		if len(args) > 0 {
			b.WriteByte(' ')
		}
	}
	for n, a := range args {
		if n > 0 {
			b.WriteByte(' ')
		}
		if goja.IsString(a) {
			b.WriteString(textOf(a))
		} else {
			b.WriteString(i.printer(o).value(a, 0, false))
		}
	}
	return b.String()
}

// A filler is one format string on its way: rest are the arguments not used yet.
type filler struct {
	*Inspector
	opt  Options
	rest []goja.Value
	text strings.Builder
}

// fill writes the template with its placeholders filled in, and reports whether there was any. A placeholder without
// an argument stays as it is, but %% is always one %.
func (f *filler) fill(template string) bool {
	done := 0 // bytes of the template that are written
	for x := 0; x+1 < len(template); x++ {
		if template[x] != '%' {
			continue
		}
		x++
		verb := template[x]
		if verb == '%' {
			f.text.WriteString(template[done:x])
			done = x + 1
			continue
		}
		if len(f.rest) == 0 || !strings.Contains("sdifjoOc", string(verb)) {
			continue
		}
		arg := f.rest[0]
		f.rest = f.rest[1:]
		f.text.WriteString(template[done : x-1])
		f.text.WriteString(f.verb(verb, arg))
		done = x + 1
	}
	f.text.WriteString(template[done:])
	return done > 0
}

func (f *filler) verb(verb byte, v goja.Value) string {
	switch verb {
	case 's':
		return f.asString(v)
	case 'd':
		return f.asNumber(v, func() goja.Value { return f.in.number(nil, v) })
	case 'i':
		return f.asNumber(v, func() goja.Value { return f.rt.ToValue(parseInteger(f.toString(v))) })
	case 'f':
		if _, ok := v.(*goja.Symbol); ok {
			return "NaN"
		}
		return numberText(f.in.parseFloat(nil, f.value(f.toString(v))), f.opt.NumericSep)
	case 'j':
		return f.asJSON(v)
	case 'O':
		return f.printer(f.opt).value(v, 0, false)
	case 'o':
		o := f.opt
		o.ShowHidden, o.ShowProxy, o.Depth, o.nullDepth = true, true, 4, false
		return f.printer(o).value(v, 0, false)
	}
	return "" // %c: CSS, which no terminal has
}

// asString is %s: String(v), but objects that do not say how to become a string are inspected, shallowly.
func (f *filler) asString(v goja.Value) string {
	switch {
	case goja.IsNumber(v):
		return numberText(v, f.opt.NumericSep)
	case goja.IsBigInt(v):
		return bigText(v, f.opt.NumericSep)
	}
	if s, ok := v.(*goja.Symbol); ok {
		return f.symbolText(s)
	}
	o, ok := v.(*goja.Object)
	if !ok || f.callable(o) || !f.builtinToString(o) {
		return textOf(v.ToString())
	}
	opt := f.opt
	opt.Depth, opt.nullDepth, opt.Colors, opt.Compact = 0, false, false, 3
	return f.printer(opt).value(o, 0, false)
}

func (f *filler) asNumber(v goja.Value, convert func() goja.Value) string {
	if goja.IsBigInt(v) {
		return bigText(v, f.opt.NumericSep)
	}
	if _, ok := v.(*goja.Symbol); ok {
		return numberText(f.rt.ToValue(math.NaN()), false)
	}
	return numberText(convert(), f.opt.NumericSep)
}

// toString is String(v) as an implicit conversion, which a symbol refuses.
func (f *filler) toString(v goja.Value) string {
	s := v.ToString() // a number stays a number
	if _, ok := s.(*goja.Symbol); ok {
		panic(f.rt.NewTypeError("Cannot convert a Symbol value to a string"))
	}
	return textOf(s)
}

// asJSON is %j: JSON.stringify(v), with [Circular] for a value that contains itself.
func (f *filler) asJSON(v goja.Value) string {
	text := ""
	ex := f.rt.Try(func() { text = textOf(f.in.stringify(nil, v)) })
	if ex == nil {
		return text
	}
	if e, ok := ex.Value().(*goja.Object); ok && f.brand(e) == nativeError {
		if strings.HasPrefix(f.readName(e, "message").String(), "Converting circular structure to JSON") {
			return "[Circular]"
		}
	}
	panic(ex)
}

// builtinToString reports that o's toString is one of the language's own, which would say no more than [object Object].
func (f *filler) builtinToString(o *goja.Object) bool {
	if f.brand(o) == proxy {
		target, revoked := f.printer(f.opt).target(o)
		if revoked {
			return true
		}
		o = target
	}
	text, primitive := key{name: "toString"}, key{sym: goja.SymToPrimitive}
	converts := f.callable(f.read(o, primitive))
	if !converts && !f.callable(f.read(o, text)) {
		return true
	}
	says := func(at *goja.Object) bool { return f.has(at, text) || converts && f.has(at, primitive) }
	if says(o) {
		return false
	}
	at := o.Prototype()
	for at != nil && !says(at) {
		at = at.Prototype()
	}
	if at == nil {
		return true
	}
	c := f.ownConstructor(at)
	return c != nil && builtins[textOf(f.readName(c, "name").ToString())]
}

// parseInteger is parseInt(s), to the last digit.
func parseInteger(s string) float64 {
	s = strings.TrimLeftFunc(s, isSpace)
	sign := 1.0
	if s != "" && (s[0] == '-' || s[0] == '+') {
		if s[0] == '-' {
			sign = -1
		}
		s = s[1:]
	}
	base, digits := 10, "0123456789"
	if len(s) > 1 && s[0] == '0' && s[1]|0x20 == 'x' {
		base, digits, s = 16, "0123456789abcdefABCDEF", s[2:]
	}
	s = s[:len(s)-len(strings.TrimLeft(s, digits))]
	n, ok := new(big.Int).SetString(s, base)
	if !ok {
		return math.NaN()
	}
	x, _ := new(big.Float).SetInt(n).Float64()
	return math.Copysign(x, sign)
}

// isSpace is the white space and line ends of ECMA-262 11.2 and 11.3.
func isSpace(r rune) bool {
	switch r {
	case '\t', '\n', '\v', '\f', '\r', 0xFEFF, 0x2028, 0x2029:
		return true
	}
	return unicode.Is(unicode.Zs, r)
}
