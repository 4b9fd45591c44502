package es

import (
	"errors"
	"reflect"
	"unsafe"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/es/pattern"
)

// lastMatch is what RegExp.$1 and its kin tell of.
type lastMatch struct {
	input     goja.String // can be assigned to
	subject   goja.String
	positions []int // in subject
}

// inputOf is a string in the form that package pattern reads, without a copy where goja's own form serves.
func inputOf(s goja.String) pattern.Input {
	v := reflect.ValueOf(s)
	switch v.Kind() {
	case reflect.String:
		return pattern.ASCII(v.String())
	case reflect.Slice: // code units after a mark
		return pattern.UTF16(unsafe.Slice((*uint16)(v.UnsafePointer()), v.Len())[1:])
	}
	if text := s.String(); len(text) == s.Length() {
		return pattern.ASCII(text)
	}
	return pattern.UTF16(unitsOf(s))
}

// find looks for a match from a position on, and notes it as the last one.
func (l *language) find(c *compiled, in pattern.Input, s goja.String, at int, mode pattern.Mode) []int {
	found, err := c.matcher.Match(in, at, mode)
	switch {
	case errors.Is(err, pattern.ErrTooDeep):
		l.throw("RangeError", "Maximum call stack size exceeded")
	case found != nil:
		l.last.input, l.last.subject = s, s
		l.last.positions = append(l.last.positions[:0], found...)
	}
	return found
}

// exec is RegExpBuiltinExec (section 22.2.7.2) up to the positions; nil if there is no match.
func (l *language) exec(o *goja.Object, at unsafe.Pointer, s goja.String) (*compiled, []int) {
	c := l.compiledOf(at)
	start := l.length(o.Get("lastIndex"))
	if !c.global && !c.sticky {
		start = 0
	}
	var found []int
	if start <= s.Length() {
		in := inputOf(s)
		if c.whole && c.mode != pattern.Within {
			start = l.characterStart(s, start)
		}
		found = l.find(c, in, s, start, c.mode)
	}
	if c.global || c.sticky {
		next := 0
		if found != nil {
			next = found[1]
		}
		l.setLastIndex(o, next)
	}
	return c, found
}

// characterStart moves from the middle of a surrogate pair to its start.
func (l *language) characterStart(s goja.String, at int) int {
	if at > 0 && at < s.Length() && s.CharAt(at)&0xFC00 == 0xDC00 && s.CharAt(at-1)&0xFC00 == 0xD800 {
		return at - 1
	}
	return at
}

func (l *language) setLastIndex(o *goja.Object, n int) {
	if err := o.Set("lastIndex", n); err != nil {
		l.throw("TypeError", "Cannot assign to read only property 'lastIndex' of object '[object RegExp]'")
	}
}

// length is ToLength.
func (l *language) length(v goja.Value) int {
	if v == nil {
		return 0
	}
	n := l.number(v)
	if !(n > 0) {
		return 0
	}
	return int(min(n, 1<<53-1))
}

// result is the array of a match.
func (l *language) result(c *compiled, s goja.String, found []int) *goja.Object {
	captures := captures(s, found)
	items := make([]any, len(captures))
	for i, v := range captures {
		items[i] = v
	}
	a := l.rt.NewArray(items...)
	must(a.Set("index", found[0]))
	must(a.Set("input", s))
	must(a.Set("groups", l.groups(c, captures)))
	if c.indices {
		must(a.Set("indices", l.indices(c, found)))
	}
	return a
}

// captures are the strings of a match, undefined for a group that took no part.
func captures(s goja.String, found []int) []goja.Value {
	list := make([]goja.Value, len(found)/2)
	for i := range list {
		list[i] = goja.Undefined()
		if from, to := found[2*i], found[2*i+1]; from >= 0 {
			list[i] = s.Substring(from, to)
		}
	}
	return list
}

// groups is the object of the named groups, undefined if there are none. Of groups with one name, that which took part.
func (l *language) groups(c *compiled, values []goja.Value) goja.Value {
	if !c.named {
		return goja.Undefined()
	}
	o := l.rt.CreateObject(nil)
	for i, name := range c.re.Names {
		if name == "" {
			continue
		}
		if old := o.Get(name); old == nil || goja.IsUndefined(old) {
			must(o.Set(name, values[i]))
		}
	}
	return o
}

// indices is the array of the flag d.
func (l *language) indices(c *compiled, found []int) *goja.Object {
	pairs := make([]goja.Value, len(found)/2)
	items := make([]any, len(pairs))
	for i := range pairs {
		pairs[i] = goja.Undefined()
		if found[2*i] >= 0 {
			pairs[i] = l.rt.NewArray(found[2*i], found[2*i+1])
		}
		items[i] = pairs[i]
	}
	a := l.rt.NewArray(items...)
	must(a.Set("groups", l.groups(c, pairs)))
	return a
}

// after is AdvanceStringIndex.
func (c *compiled) after(s goja.String, at int) int {
	if c.whole && at+1 < s.Length() && s.CharAt(at)&0xFC00 == 0xD800 && s.CharAt(at+1)&0xFC00 == 0xDC00 {
		return at + 2
	}
	return at + 1
}

// all finds every match of a global pattern. The positions are copies.
func (l *language) all(o *goja.Object, c *compiled, s goja.String) [][]int {
	var list [][]int
	in := inputOf(s)
	for at := 0; at <= s.Length(); {
		found := l.find(c, in, s, at, c.mode)
		if found == nil {
			break
		}
		list = append(list, append([]int(nil), found...))
		if at = found[1]; found[0] == found[1] {
			at = c.after(s, at)
		}
	}
	l.setLastIndex(o, 0)
	return list
}
