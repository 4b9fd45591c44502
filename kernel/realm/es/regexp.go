package es

import (
	"errors"
	"reflect"
	"strings"
	"unsafe"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/es/pattern"
)

// HOW regular expressions get their meaning
//
// goja runs them on two engines that were made for other languages: \p{L} matches nothing, captures of a loop's earlier
// turn stay, flags d and v do not exist. Its objects, and the properties of RegExp.prototype, are right. So they stay, and
// the Go functions below them are replaced:
//
//	/a(b)/g ── goja makes the object ── exec, replace … ── here: compile(source, flags), once ── package pattern
//	new RegExp(…) ── here: compile, a copy of an object that goja made for these flags, with this source
//
// What goja's own fast paths rest on (an object whose prototype nobody has changed) is what ours rest on; everything
// else goes through the properties, by goja's generic code.

// regexps is the part of a realm that has to do with regular expressions.
type regexps struct {
	constructor, prototype *goja.Object
	make                   func(args []goja.Value, target *goja.Object) *goja.Object // goja's new RegExp
	layout                 regexpLayout
	programs               map[string]*compiled         // by flags, a slash and the source
	bound                  map[unsafe.Pointer]*compiled // by goja's pattern
	last                   lastMatch
}

// maxPrograms bounds the caches, which are emptied when they are full.
const maxPrograms = 1000

// regexpLayout is where goja's regexpObject has its fields, and how its prototype looks while nobody has changed it.
type regexpLayout struct {
	kind                                 unsafe.Pointer // of a regexpObject, as the first word of an interface
	untouched                            [2]unsafe.Pointer
	pattern, source, standard, prototype uintptr
	flags                                map[byte]uintptr // of goja's pattern
	text                                 uintptr          // its own copy of the source, which nobody reads any more
}

// compiled is a pattern with its flags.
type compiled struct {
	source   goja.String
	flags    string
	re       *pattern.Regexp
	matcher  *pattern.Matcher
	template *goja.Object // an object to copy

	mode                                  pattern.Mode
	global, sticky, indices, whole, named bool
}

// words are the two words of the interface that an object holds its implementation in.
func words(o *goja.Object) [2]unsafe.Pointer { return *(*[2]unsafe.Pointer)(unsafe.Pointer(o)) }

func (l *language) newRegexpLayout(sample *goja.Object) error {
	v := implementation(sample)
	y := &l.layout
	y.kind, y.untouched = words(sample)[0], words(l.regexps.prototype)
	if reflect.TypeOf(*sample).Field(0).Name != "self" {
		return errors.New("this goja's objects do not begin with self")
	}
	for name, at := range map[string]*uintptr{"pattern": &y.pattern, "source": &y.source, "standard": &y.standard, "prototype": &y.prototype} {
		f, ok := v.Type().FieldByName(name)
		if !ok {
			return errors.New("this goja's regexpObject has no " + name)
		}
		*at = offset(v.Type(), f.Index)
	}
	y.flags = map[byte]uintptr{}
	p, _ := v.Type().FieldByName("pattern")
	text, ok := p.Type.Elem().FieldByName("src")
	if !ok {
		return errors.New("this goja's regexpPattern has no src")
	}
	y.text = text.Offset
	for flag, name := range map[byte]string{'g': "global", 'i': "ignoreCase", 'm': "multiline", 's': "dotAll", 'u': "unicode", 'y': "sticky"} {
		f, ok := p.Type.Elem().FieldByName(name)
		if !ok {
			return errors.New("this goja's regexpPattern has no " + name)
		}
		y.flags[flag] = f.Offset
	}
	return nil
}

// offset is where a field of an embedded structure stands in the whole.
func offset(t reflect.Type, index []int) uintptr {
	var sum uintptr
	for _, i := range index {
		f := t.Field(i)
		sum, t = sum+f.Offset, f.Type
	}
	return sum
}

// regexp reports whether v is a regular expression; at is where its structure begins.
func (l *language) regexp(v goja.Value) (o *goja.Object, at unsafe.Pointer, ok bool) {
	o, ok = v.(*goja.Object)
	if !ok {
		return nil, nil, false
	}
	w := words(o)
	return o, w[1], w[0] == l.layout.kind
}

// untouched reports whether a regular expression behaves as built in: no property of it or its prototype is changed.
func (l *language) untouched(at unsafe.Pointer) bool {
	y := &l.layout
	proto := *(**goja.Object)(unsafe.Add(at, y.prototype))
	return *(*bool)(unsafe.Add(at, y.standard)) && proto == l.regexps.prototype && words(proto) == y.untouched
}

// compiledOf returns the program of a regular expression, compiling it if it is a literal that was not used yet.
func (l *language) compiledOf(at unsafe.Pointer) *compiled {
	y := &l.layout
	key := *(*unsafe.Pointer)(unsafe.Add(at, y.pattern))
	if c := l.bound[key]; c != nil {
		return c
	}
	c := l.compile(*(*goja.String)(unsafe.Add(at, y.source)), y.flagsOf(key))
	l.bind(key, c)
	return c
}

// ours marks a pattern of goja's whose text is our flags, some of which goja does not know.
const ours = "\x00flags "

// flagsOf are the flags of one of goja's patterns.
func (y *regexpLayout) flagsOf(key unsafe.Pointer) string {
	if flags, ok := strings.CutPrefix(*(*string)(unsafe.Add(key, y.text)), ours); ok {
		return flags
	}
	var flags []byte
	for _, flag := range []byte("gimsuy") {
		if *(*bool)(unsafe.Add(key, y.flags[flag])) {
			flags = append(flags, flag)
		}
	}
	return string(flags)
}

// bind remembers the program of one of goja's patterns.
func (l *language) bind(key unsafe.Pointer, c *compiled) {
	if len(l.bound) >= maxPrograms {
		clear(l.bound)
	}
	l.bound[key] = c
}

// compile returns the program of a source with flags; what is wrong with them is a SyntaxError.
func (l *language) compile(source goja.String, flags string) *compiled {
	key := flags + "/" + source.String()
	units := unitsOf(source)
	lone := loneSurrogate(units, 0) >= 0 // not told apart by the key
	if c := l.programs[key]; c != nil && !lone {
		return c
	}
	meaning, ok := meaningOf(flags)
	if !ok {
		l.throw("SyntaxError", "Invalid flags supplied to RegExp constructor '%s'", flags)
	}
	re, err := pattern.Compile(units, meaning)
	if err != nil {
		l.throw("SyntaxError", "Invalid regular expression: /%s/%s: %s", source.String(), flags, err.Error())
	}
	c := &compiled{source: source, flags: flags, re: re, matcher: re.Matcher(),
		global: strings.Contains(flags, "g"), sticky: strings.Contains(flags, "y"), indices: strings.Contains(flags, "d"),
		whole: meaning.Unicode || meaning.UnicodeSets}
	c.matcher.Interrupted = l.interrupted
	switch {
	case c.sticky:
		c.mode = pattern.Here
	case !c.global:
		c.mode = pattern.Within
	}
	for _, name := range re.Names {
		c.named = c.named || name != ""
	}
	if len(l.programs) >= maxPrograms {
		clear(l.programs)
	}
	if !lone {
		l.programs[key] = c
	}
	return c
}

// meaningOf reads flags; false if there is one twice, an unknown one, or u with v.
func meaningOf(flags string) (f pattern.Flags, ok bool) {
	for i, c := range flags {
		if strings.ContainsRune(flags[:i], c) {
			return f, false
		}
		switch c {
		case 'i':
			f.IgnoreCase = true
		case 'm':
			f.Multiline = true
		case 's':
			f.DotAll = true
		case 'u':
			f.Unicode = true
		case 'v':
			f.UnicodeSets = true
		case 'd', 'g', 'y':
		default:
			return f, false
		}
	}
	return f, !(f.Unicode && f.UnicodeSets)
}

// newRegexp makes the object of a program.
func (l *language) newRegexp(c *compiled, proto *goja.Object) *goja.Object {
	if c.template == nil {
		c.template = l.template(c)
	}
	o := l.make([]goja.Value{c.template}, nil) // of a regular expression without flags, goja makes a copy
	if proto != l.regexps.prototype {
		*(**goja.Object)(unsafe.Add(words(o)[1], l.layout.prototype)) = proto
	}
	return o
}

// template makes an object with the flags and the source of c. goja compiles no more than an empty pattern for it.
func (l *language) template(c *compiled) *goja.Object {
	flags := strings.NewReplacer("d", "", "v", "").Replace(c.flags)
	o := l.make([]goja.Value{l.rt.ToValue(""), l.rt.ToValue(flags)}, nil)
	at := words(o)[1]
	*(*goja.String)(unsafe.Add(at, l.layout.source)) = c.source
	key := *(*unsafe.Pointer)(unsafe.Add(at, l.layout.pattern))
	*(*string)(unsafe.Add(key, l.layout.text)) = ours + c.flags
	l.bind(key, c)
	return o
}

// construct is the constructor RegExp (section 22.2.4.1); target is nil if it was called without new.
func (l *language) constructRegexp(fc goja.FunctionCall, target *goja.Object) goja.Value {
	source, flags := fc.Argument(0), fc.Argument(1)
	isRegexp := l.isRegexp(source)
	if target == nil {
		target = l.regexps.constructor
		if isRegexp && goja.IsUndefined(flags) && source.(*goja.Object).Get("constructor") == goja.Value(target) {
			return source
		}
	}
	if _, at, ok := l.regexp(source); ok {
		c := l.compiledOf(at)
		if source = c.source; goja.IsUndefined(flags) {
			flags = l.rt.ToValue(c.flags)
		}
	} else if isRegexp {
		o := source.(*goja.Object)
		if source = orUndefined(o.Get("source")); goja.IsUndefined(flags) {
			flags = orUndefined(o.Get("flags"))
		}
	}
	proto := prototypeFrom(target, l.regexps.prototype)
	return l.newRegexp(l.compile(l.orEmpty(source), l.orEmpty(flags).String()), proto)
}

func orUndefined(v goja.Value) goja.Value {
	if v == nil {
		return goja.Undefined()
	}
	return v
}

// orEmpty is ToString, but "" for undefined.
func (l *language) orEmpty(v goja.Value) goja.String {
	if goja.IsUndefined(v) {
		return l.rt.ToValue("").(goja.String)
	}
	return l.toString(v)
}

// isRegexp is IsRegExp (section 7.2.6).
func (l *language) isRegexp(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	if !ok {
		return false
	}
	if m := o.GetSymbol(goja.SymMatch); m != nil && !goja.IsUndefined(m) {
		return m.ToBoolean()
	}
	_, _, ok = l.regexp(o)
	return ok
}
