package es

import (
	"unsafe"

	"github.com/dop251/goja"
)

// regexpReplace is RegExp.prototype[Symbol.replace] (section 22.2.6.11).
func (l *language) regexpReplace(fc goja.FunctionCall, generic native) goja.Value {
	o, at, c := l.plainRegexp(fc.This, "@@replace")
	if c == nil {
		return generic(fc)
	}
	s := l.toString(fc.Argument(0))
	by := fc.Argument(1)
	var fn native
	var text goja.String
	if isFunction(by) {
		fn = raw(by)
	} else {
		text = l.toString(by)
	}
	list := l.matches(o, at, c, s)
	if len(list) == 0 {
		return s
	}
	var b goja.StringBuilder
	end := 0
	for _, found := range list {
		b.WriteString(s.Substring(end, found[0]))
		if fn != nil {
			b.WriteString(l.toString(fn(goja.FunctionCall{This: goja.Undefined(), Arguments: l.replacerArguments(c, s, found)})))
		} else {
			l.substitute(&b, text, c, s, found)
		}
		end = found[1]
	}
	b.WriteString(s.Substring(end, s.Length()))
	return b.String()
}

// matches are all matches of a global pattern, or the one of another.
func (l *language) matches(o *goja.Object, at unsafe.Pointer, c *compiled, s goja.String) [][]int {
	if c.global {
		return l.all(o, c, s)
	}
	if _, found := l.exec(o, at, s); found != nil {
		return [][]int{append([]int(nil), found...)}
	}
	return nil
}

// replacerArguments are what a replacer function is called with.
func (l *language) replacerArguments(c *compiled, s goja.String, found []int) []goja.Value {
	values := captures(s, found)
	groups := l.groups(c, values)
	values = append(values, l.rt.ToValue(found[0]), s)
	if c.named {
		values = append(values, groups)
	}
	return values
}

// substitute is GetSubstitution (section 22.1.3.19.1).
func (l *language) substitute(b *goja.StringBuilder, text goja.String, c *compiled, s goja.String, found []int) {
	n := text.Length()
	plain := 0 // where what has no meaning begins
	for i := 0; i+1 < n; i++ {
		if text.CharAt(i) != '$' {
			continue
		}
		value, length := l.dollar(text, i+1, c, s, found)
		if length == 0 {
			continue
		}
		b.WriteString(text.Substring(plain, i))
		if value != nil {
			b.WriteString(value)
		}
		i += length
		plain = i + 1
	}
	b.WriteString(text.Substring(plain, n))
}

// dollar is what stands behind a "$" at i: its value, nil for nothing, and how long it is; 0 if it has no meaning.
func (l *language) dollar(text goja.String, i int, c *compiled, s goja.String, found []int) (goja.String, int) {
	switch u := text.CharAt(i); {
	case u == '$':
		return text.Substring(i, i+1), 1
	case u == '&':
		return s.Substring(found[0], found[1]), 1
	case u == '`':
		return s.Substring(0, found[0]), 1
	case u == '\'':
		return s.Substring(found[1], s.Length()), 1
	case u >= '0' && u <= '9':
		return numberedCapture(text, i, s, found)
	case u == '<' && c.named:
		return l.namedCapture(text, i, c, s, found)
	}
	return nil, 0
}

// numberedCapture is $n or $nn; the longer one if there is such a group.
func numberedCapture(text goja.String, i int, s goja.String, found []int) (goja.String, int) {
	groups := len(found)/2 - 1
	n, length := int(text.CharAt(i)-'0'), 1
	if i+1 < text.Length() {
		if d := text.CharAt(i + 1); d >= '0' && d <= '9' && n*10+int(d-'0') <= groups && n*10+int(d-'0') > 0 {
			n, length = n*10+int(d-'0'), 2
		}
	}
	switch {
	case n < 1 || n > groups:
		return nil, 0
	case found[2*n] < 0:
		return nil, length
	}
	return s.Substring(found[2*n], found[2*n+1]), length
}

// namedCapture is $<name>.
func (l *language) namedCapture(text goja.String, i int, c *compiled, s goja.String, found []int) (goja.String, int) {
	end := i + 1
	for ; end < text.Length() && text.CharAt(end) != '>'; end++ {
	}
	if end == text.Length() {
		return nil, 0
	}
	name := text.Substring(i+1, end).String()
	for g, other := range c.re.Names {
		if g > 0 && other == name && found[2*g] >= 0 {
			return s.Substring(found[2*g], found[2*g+1]), end - i + 1
		}
	}
	return nil, end - i + 1
}
