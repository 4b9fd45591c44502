package es

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/es/pattern"
)

// splitter collects the parts of a split string up to the limit.
type splitter struct {
	s     goja.String
	limit uint32
	parts []any
}

// add adds a part; false if that was the last one.
func (sp *splitter) add(v goja.Value) bool {
	sp.parts = append(sp.parts, v)
	return uint32(len(sp.parts)) < sp.limit
}

// split is RegExp.prototype[Symbol.split] (section 22.2.6.14).
func (l *language) split(fc goja.FunctionCall, _ native) goja.Value {
	o, _, c := l.plainRegexp(fc.This, "@@split")
	plain := c != nil && l.ownSpecies(o)
	sp := &splitter{s: l.toString(fc.Argument(0)), limit: 1<<32 - 1}
	var other *goja.Object
	if !plain {
		other = l.otherSplitter(fc.This.(*goja.Object))
	}
	if v := fc.Argument(1); !goja.IsUndefined(v) {
		sp.limit = uint32(int64FromFloat(l.integer(v)))
	}
	switch {
	case sp.limit == 0:
	case plain:
		l.splitPlain(sp, c)
	default:
		l.splitBy(sp, other)
	}
	return l.rt.NewArray(sp.parts...)
}

// ownSpecies tells whether a new regular expression made in the place of o would be a plain one.
func (l *language) ownSpecies(o *goja.Object) bool {
	c := l.regexps.constructor
	return o.Get("constructor") == goja.Value(c) && c.GetSymbol(goja.SymSpecies) == goja.Value(c)
}

func (l *language) splitPlain(sp *splitter, c *compiled) {
	s, in, size, mode := sp.s, inputOf(sp.s), sp.s.Length(), c.mode
	if mode == pattern.Here {
		mode = pattern.Later
	}
	if size == 0 {
		if l.find(c, in, s, 0, pattern.Here) == nil {
			sp.add(s)
		}
		return
	}
	p := 0
	for q := 0; q < size; {
		found := l.find(c, in, s, q, mode)
		if found == nil || found[0] >= size {
			break
		}
		if found[1] == p {
			q = c.after(s, max(q, found[0]))
			continue
		}
		if !sp.add(s.Substring(p, found[0])) {
			return
		}
		p = found[1]
		for _, v := range captures(s, found)[1:] {
			if !sp.add(v) {
				return
			}
		}
		q = p
	}
	sp.add(s.Substring(p, size))
}

// otherSplitter makes the sticky regular expression that a subclass splits by.
func (l *language) otherSplitter(o *goja.Object) *goja.Object {
	flags := l.toString(orUndefined(o.Get("flags"))).String()
	if !strings.Contains(flags, "y") {
		flags += "y"
	}
	return l.constructSpecies(o, l.regexps.constructor, o, l.rt.ToValue(flags))
}

func (l *language) splitBy(sp *splitter, o *goja.Object) {
	s, size := sp.s, sp.s.Length()
	if size == 0 {
		if l.genericExec(o, s) == nil {
			sp.add(s)
		}
		return
	}
	flags := l.toString(orUndefined(o.Get("flags"))).String()
	whole := &compiled{whole: strings.ContainsAny(flags, "uv")}
	p := 0
	for q := 0; q < size; {
		l.setLastIndex(o, q)
		z := l.genericExec(o, s)
		e := 0
		if z != nil {
			e = min(l.length(o.Get("lastIndex")), size)
		}
		if z == nil || e == p {
			q = whole.after(s, q)
			continue
		}
		if !sp.add(s.Substring(p, q)) {
			return
		}
		p = e
		for i := 1; i < l.length(z.Get("length")); i++ {
			if !sp.add(orUndefined(z.Get(strconv.Itoa(i)))) {
				return
			}
		}
		q = p
	}
	sp.add(s.Substring(p, size))
}
