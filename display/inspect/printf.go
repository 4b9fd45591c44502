package inspect

import (
	"math"
	"strings"

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
		return f.asNumber(v, func() goja.Value { return f.in.parseInt(nil, v) })
	case 'f':
		if _, ok := v.(*goja.Symbol); ok {
			return "NaN"
		}
		return numberText(f.in.parseFloat(nil, v), false)
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
		return numberText(v, false)
	case goja.IsBigInt(v):
		return bigText(v, false)
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
		return bigText(v, false)
	}
	if _, ok := v.(*goja.Symbol); ok {
		return numberText(f.rt.ToValue(math.NaN()), false)
	}
	return numberText(convert(), false)
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
	if v := o.GetSymbol(goja.SymToPrimitive); v != nil && f.callable(v) {
		return false
	}
	if !f.callable(f.readName(o, "toString")) {
		return true
	}
	k := key{name: "toString"}
	if f.has(o, k) {
		return false
	}
	at := o.Prototype()
	for at != nil && !f.has(at, k) {
		at = at.Prototype()
	}
	if at == nil {
		return true
	}
	c := f.printer(f.opt).ownConstructor(at)
	return c != nil && builtins[textOf(f.readName(c, "name").ToString())]
}
