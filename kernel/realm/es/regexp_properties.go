package es

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// regexpFlags are the accessors of the flags, in the order in which flags reads them.
var regexpFlags = []struct {
	name string
	flag byte
}{
	{"hasIndices", 'd'}, {"global", 'g'}, {"ignoreCase", 'i'}, {"multiline", 'm'}, {"dotAll", 's'}, {"unicode", 'u'},
	{"unicodeSets", 'v'}, {"sticky", 'y'},
}

// replaceRegexpGetters replaces the functions below the accessors of RegExp.prototype and adds hasIndices and unicodeSets.
func (l *language) replaceRegexpGetters() {
	proto := l.regexps.prototype
	for _, f := range regexpFlags {
		get := l.flagGetter(f.name, f.flag)
		if f.flag == 'd' || f.flag == 'v' {
			l.getter(proto, f.name, get)
			continue
		}
		*pointer[native](l.getterOf(proto, f.name), "f") = get
	}
	*pointer[native](l.getterOf(proto, "flags"), "f") = l.flags
	*pointer[native](l.getterOf(proto, "source"), "f") = l.source
}

// getterOf is the function below an accessor of goja's.
func (l *language) getterOf(o *goja.Object, name string) *goja.Object {
	d := l.descriptor(goja.FunctionCall{Arguments: []goja.Value{o, l.rt.ToValue(name)}}).(*goja.Object)
	return l.object(d, "get")
}

func (l *language) flagGetter(name string, flag byte) native {
	return func(fc goja.FunctionCall) goja.Value {
		_, at, ok := l.regexp(fc.This)
		if ok {
			return l.rt.ToValue(strings.IndexByte(l.compiledOf(at).flags, flag) >= 0)
		}
		l.onlyPrototype(fc.This, name)
		return goja.Undefined()
	}
}

// onlyPrototype throws unless v is RegExp.prototype, on which the accessors answer although it is no regular expression.
func (l *language) onlyPrototype(v goja.Value, name string) {
	if o, ok := v.(*goja.Object); !ok || o != l.regexps.prototype {
		l.throw("TypeError", "RegExp.prototype.%s getter called on non-RegExp object", name)
	}
}

// flags is the accessor of that name: it reads the others.
func (l *language) flags(fc goja.FunctionCall) goja.Value {
	o, ok := fc.This.(*goja.Object)
	if !ok {
		l.throw("TypeError", "RegExp.prototype.flags getter called on non-object %s", l.text(fc.This))
	}
	var flags []byte
	for _, f := range regexpFlags {
		if v := o.Get(f.name); v != nil && v.ToBoolean() {
			flags = append(flags, f.flag)
		}
	}
	return l.rt.ToValue(string(flags))
}

// source is the accessor of that name: the pattern so that it can stand between slashes (EscapeRegExpPattern).
func (l *language) source(fc goja.FunctionCall) goja.Value {
	_, at, ok := l.regexp(fc.This)
	if !ok {
		l.onlyPrototype(fc.This, "source")
		return l.rt.ToValue("(?:)")
	}
	s := l.compiledOf(at).source
	if s.Length() == 0 {
		return l.rt.ToValue("(?:)")
	}
	var b goja.StringBuilder
	plain, inClass, escaped := 0, false, false
	for i := range s.Length() {
		u := s.CharAt(i)
		text := sourceEscape(u, inClass)
		if text != "" {
			b.WriteString(s.Substring(plain, i))
			if !escaped {
				b.WriteUTF8String(`\`)
			}
			b.WriteUTF8String(text)
			plain = i + 1
		}
		if escaped {
			escaped = false
			continue
		}
		switch u {
		case '\\':
			escaped = true
		case '[':
			inClass = true
		case ']':
			inClass = false
		}
	}
	b.WriteString(s.Substring(plain, s.Length()))
	return b.String()
}

// sourceEscape is what must stand behind a backslash in the place of a code unit, "" if the unit may stay.
func sourceEscape(u uint16, inClass bool) string {
	switch {
	case u == '/' && !inClass:
		return "/"
	case u == '\n':
		return "n"
	case u == '\r':
		return "r"
	case u == 0x2028 || u == 0x2029:
		return "u" + strconv.FormatInt(int64(u), 16)
	}
	return ""
}

// extendRegexpConstructor adds RegExp.escape and the properties of the last match (the legacy RegExp features).
func (l *language) extendRegexpConstructor(c *goja.Object) {
	l.method(c, "escape", 1, l.escape)
	l.legacy(c, func() goja.Value {
		if l.last.input == nil {
			return l.rt.ToValue("")
		}
		return l.last.input
	}, "input", "$_")
	l.legacy(c, func() goja.Value { return l.capture(0) }, "lastMatch", "$&")
	l.legacy(c, func() goja.Value {
		n := len(l.last.positions)/2 - 1
		if n < 1 {
			return l.rt.ToValue("")
		}
		return l.capture(n)
	}, "lastParen", "$+")
	l.legacy(c, func() goja.Value { return l.context(func(from, _, _ int) (int, int) { return 0, from }) }, "leftContext", "$`")
	l.legacy(c, func() goja.Value { return l.context(func(_, to, size int) (int, int) { return to, size }) }, "rightContext", "$'")
	for n := 1; n <= 9; n++ {
		l.legacy(c, func() goja.Value { return l.capture(n) }, "$"+strconv.Itoa(n))
	}
}

func (l *language) legacy(c *goja.Object, value func() goja.Value, names ...string) {
	for _, name := range names {
		l.accessor(c, name, func(goja.FunctionCall) goja.Value { return value() }, func(fc goja.FunctionCall) goja.Value {
			if name == "input" || name == "$_" {
				l.last.input = l.toString(fc.Argument(0))
			}
			return goja.Undefined()
		})
	}
}

// capture is a group of the last match.
func (l *language) capture(n int) goja.Value {
	p := l.last.positions
	if 2*n >= len(p) || p[2*n] < 0 {
		return l.rt.ToValue("")
	}
	return l.last.subject.Substring(p[2*n], p[2*n+1])
}

// context is what stands before or behind the last match.
func (l *language) context(part func(from, to, size int) (int, int)) goja.Value {
	p := l.last.positions
	if len(p) == 0 {
		return l.rt.ToValue("")
	}
	from, to := part(p[0], p[1], l.last.subject.Length())
	return l.last.subject.Substring(from, to)
}

// escape is RegExp.escape (section 22.2.5.1).
func (l *language) escape(fc goja.FunctionCall) goja.Value {
	s, ok := fc.Argument(0).(goja.String)
	if !ok {
		l.throw("TypeError", "input argument must be a string")
	}
	var b goja.StringBuilder
	units := unitsOf(s)
	for i := 0; i < len(units); i++ {
		u := units[i]
		switch lone := loneSurrogate(units[i:min(i+2, len(units))], 0); {
		case u&0xF800 == 0xD800 && lone != 0:
			b.WriteString(goja.StringFromUTF16(units[i : i+2]))
			i++
		case u&0xF800 == 0xD800:
			b.WriteUTF8String(`\u` + strconv.FormatInt(int64(u), 16))
		default:
			b.WriteString(goja.StringFromUTF16(escapeUnit(u, i == 0)))
		}
	}
	return b.String()
}

// escapeUnit is EncodeForRegExpEscape for one code unit that is no surrogate.
func escapeUnit(u uint16, first bool) []uint16 {
	const control = "tnvfr" // from U+0009
	switch {
	case first && (u >= '0' && u <= '9' || u >= 'A' && u <= 'Z' || u >= 'a' && u <= 'z'),
		u < 128 && strings.IndexByte(",-=<>#&!%:;@~'`\"", byte(u)) >= 0, u == ' ' || u == 0xA0:
		return ascii(`\x` + strconv.FormatInt(int64(u), 16))
	case u < 128 && strings.IndexByte(`^$\.*+?()[]{}|/`, byte(u)) >= 0:
		return []uint16{'\\', u}
	case u >= 9 && u <= 13:
		return []uint16{'\\', uint16(control[u-9])}
	case isSpace(u):
		return ascii(`\u` + strconv.FormatInt(int64(u)+0x10000, 16)[1:])
	}
	return []uint16{u}
}

func ascii(s string) []uint16 {
	units := make([]uint16, len(s))
	for i := range units {
		units[i] = uint16(s[i])
	}
	return units
}

// isSpace tells white space and line terminators.
func isSpace(u uint16) bool { return trimmed(string(rune(u))) == "" }
