package es

import (
	"strings"
	"unicode/utf16"

	"github.com/dop251/goja"
)

// installString adds the methods about lone surrogates (ECMA-262 sections 22.1.3.10 and 22.1.3.32) and those of Annex B
// that write HTML.
func (l *language) installString() error {
	proto := l.object(l.global, "String", "prototype")
	l.method(proto, "isWellFormed", 0, func(call goja.FunctionCall) goja.Value {
		units := unitsOf(l.thisString(call.This, "String.prototype.isWellFormed"))
		return l.rt.ToValue(loneSurrogate(units, 0) < 0)
	})
	l.method(proto, "toWellFormed", 0, func(call goja.FunctionCall) goja.Value {
		s := l.thisString(call.This, "String.prototype.toWellFormed")
		units := unitsOf(s)
		if loneSurrogate(units, 0) < 0 {
			return s
		}
		for i := loneSurrogate(units, 0); i >= 0; i = loneSurrogate(units, i+1) {
			units[i] = 0xFFFD
		}
		return goja.StringFromUTF16(units)
	})
	for _, m := range htmlMethods {
		l.htmlMethod(proto, m.name, m.tag, m.attribute)
	}
	return nil
}

// htmlMethods are the methods of section B.2.2: 'x'.link('u') is <a href="u">x</a>.
var htmlMethods = []struct{ name, tag, attribute string }{
	{"anchor", "a", "name"}, {"big", "big", ""}, {"blink", "blink", ""}, {"bold", "b", ""}, {"fixed", "tt", ""},
	{"fontcolor", "font", "color"}, {"fontsize", "font", "size"}, {"italics", "i", ""}, {"link", "a", "href"},
	{"small", "small", ""}, {"strike", "strike", ""}, {"sub", "sub", ""}, {"sup", "sup", ""},
}

func (l *language) htmlMethod(proto *goja.Object, name, tag, attribute string) {
	length := 0
	if attribute != "" {
		length = 1
	}
	quot := goja.StringFromUTF16(utf16.Encode([]rune("&quot;")))
	l.method(proto, name, length, func(call goja.FunctionCall) goja.Value {
		s := l.thisString(call.This, "String.prototype."+name)
		var b goja.StringBuilder
		b.WriteUTF8String("<" + tag)
		if attribute != "" {
			b.WriteUTF8String(" " + attribute + `="`)
			for _, part := range splitUnits(unitsOf(l.toString(call.Argument(0))), '"') {
				if part.follows {
					b.WriteString(quot)
				}
				b.WriteString(goja.StringFromUTF16(part.units))
			}
			b.WriteUTF8String(`"`)
		}
		b.WriteUTF8String(">")
		b.WriteString(s)
		b.WriteUTF8String("</" + tag + ">")
		return b.String()
	})
}

// thisString is the receiver of a String method as a string.
func (l *language) thisString(this goja.Value, method string) goja.String {
	if this == nil || goja.IsUndefined(this) || goja.IsNull(this) {
		l.throw("TypeError", "%s called on null or undefined", method)
	}
	return l.toString(this)
}

// toString is ToString.
func (l *language) toString(v goja.Value) goja.String {
	v = v.ToString() // a primitive; goja leaves numbers as they are
	if s, ok := v.(goja.String); ok {
		return s
	}
	return l.rt.ToValue(v.String()).(goja.String)
}

// unitsOf are the UTF-16 code units of a string, a copy.
func unitsOf(s goja.String) []uint16 {
	units := make([]uint16, s.Length())
	for i := range units {
		units[i] = s.CharAt(i)
	}
	return units
}

// loneSurrogate is the index of the first surrogate from i on that is not half of a pair, -1 if there is none.
func loneSurrogate(units []uint16, i int) int {
	for ; i < len(units); i++ {
		switch {
		case !utf16.IsSurrogate(rune(units[i])):
		case i+1 < len(units) && utf16.DecodeRune(rune(units[i]), rune(units[i+1])) != 0xFFFD:
			i++
		default:
			return i
		}
	}
	return -1
}

// piece is what stands between two separators.
type piece struct {
	units   []uint16
	follows bool // a separator stands before it
}

func splitUnits(units []uint16, separator uint16) []piece {
	var list []piece
	start := 0
	for i, u := range units {
		if u == separator {
			list = append(list, piece{units[start:i], start > 0})
			start = i + 1
		}
	}
	return append(list, piece{units[start:], start > 0})
}

// trimmed is a string without the white space that parseInt skips.
func trimmed(s string) string {
	return strings.TrimLeft(s, "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff")
}
