package es

import (
	"strings"
	"unsafe"

	"github.com/dop251/goja"
)

// installRegexp replaces the functions below RegExp and RegExp.prototype and adds what is missing there.
func (l *language) installRegexp() error {
	if err := l.globals.extend("RegExp", l.extendRegexpConstructor); err != nil {
		return err
	}
	r := &l.regexps
	sample, err := l.rt.RunProgram(regexpSample)
	if err != nil {
		return err
	}
	o := sample.(*goja.Object)
	r.prototype = o.Prototype()
	r.constructor = l.object(r.prototype, "constructor")
	r.programs, r.bound = map[string]*compiled{}, map[unsafe.Pointer]*compiled{}
	if err := l.newRegexpLayout(o); err != nil {
		return err
	}
	construct := pointer[func([]goja.Value, *goja.Object) *goja.Object](r.constructor, "construct")
	r.make = *construct
	l.constructible(r.constructor, func(target *goja.Object, args []goja.Value) *goja.Object {
		return l.constructRegexp(goja.FunctionCall{Arguments: args}, target).(*goja.Object)
	})
	*pointer[native](r.constructor, "f") = func(fc goja.FunctionCall) goja.Value { return l.constructRegexp(fc, nil) }
	l.replaceRegexpMethods()
	l.replaceRegexpGetters()
	l.replaceStringMethods()
	return nil
}

// replaceStringMethods has match, matchAll and search of strings make their regular expressions here, not inside goja.
func (l *language) replaceStringMethods() {
	proto := l.object(l.global, "String", "prototype")
	for _, m := range []struct {
		name   string
		symbol *goja.Symbol
		flags  string
	}{{"match", goja.SymMatch, ""}, {"matchAll", goja.SymMatchAll, "g"}, {"search", goja.SymSearch, ""}} {
		l.replace(proto.Get(m.name), func(fc goja.FunctionCall, original native) goja.Value {
			o, isObject := fc.Argument(0).(*goja.Object)
			if isObject && m.name == "matchAll" && l.isRegexp(o) && !strings.Contains(l.toString(orUndefined(o.Get("flags"))).String(), "g") {
				l.throw("TypeError", "String.prototype.matchAll called with a non-global RegExp argument")
			}
			if isObject {
				return original(fc)
			}
			s := l.thisString(fc.This, "String.prototype."+m.name)
			rx := l.newRegexp(l.compile(l.orEmpty(fc.Argument(0)), m.flags), l.regexps.prototype)
			return call(rx.GetSymbol(m.symbol), rx, s)
		})
	}
}

var regexpSample = goja.MustCompile(sourcePrefix+"regexp", "/x/", true)

// replace puts a function below a method; original is what stood there.
func (l *language) replace(method goja.Value, fn func(fc goja.FunctionCall, original native) goja.Value) {
	body := pointer[native](method.(*goja.Object), "f")
	original := *body
	*body = func(fc goja.FunctionCall) goja.Value { return fn(fc, original) }
}

func (l *language) replaceRegexpMethods() {
	proto := l.regexps.prototype
	l.replace(proto.Get("exec"), func(fc goja.FunctionCall, _ native) goja.Value {
		o, at := l.thisRegexp(fc.This, "RegExp.prototype.exec")
		s := l.toString(fc.Argument(0))
		if c, found := l.exec(o, at, s); found != nil {
			return l.result(c, s, found)
		}
		return goja.Null()
	})
	l.replace(proto.Get("test"), l.test)
	l.replace(proto.Get("compile"), l.recompile)
	l.replace(proto.Get("toString"), func(fc goja.FunctionCall, _ native) goja.Value {
		o, ok := fc.This.(*goja.Object)
		if !ok {
			l.incompatible("RegExp.prototype.toString", fc.This)
		}
		var b goja.StringBuilder
		b.WriteUTF8String("/")
		b.WriteString(l.toString(orUndefined(o.Get("source"))))
		b.WriteUTF8String("/")
		b.WriteString(l.toString(orUndefined(o.Get("flags"))))
		return b.String()
	})
	l.replace(proto.GetSymbol(goja.SymMatch), l.match)
	l.replace(proto.GetSymbol(goja.SymMatchAll), func(fc goja.FunctionCall, generic native) goja.Value {
		l.plainRegexp(fc.This, "@@matchAll")
		return generic(fc)
	})
	l.replace(proto.GetSymbol(goja.SymSearch), l.search)
	l.replace(proto.GetSymbol(goja.SymReplace), l.regexpReplace)
	l.replace(proto.GetSymbol(goja.SymSplit), l.split)
}

// thisRegexp is the receiver of a method that is for regular expressions only.
func (l *language) thisRegexp(this goja.Value, method string) (*goja.Object, unsafe.Pointer) {
	o, at, ok := l.regexp(this)
	if !ok {
		l.incompatible(method, this)
	}
	return o, at
}

// plainRegexp returns the receiver if it is untouched; otherwise goja's generic code must do.
func (l *language) plainRegexp(this goja.Value, method string) (o *goja.Object, at unsafe.Pointer, c *compiled) {
	o, at, ok := l.regexp(this)
	if o == nil {
		l.incompatible("RegExp.prototype."+method, this)
	}
	if !ok || !l.untouched(at) {
		return nil, nil, nil
	}
	return o, at, l.compiledOf(at)
}

func (l *language) test(fc goja.FunctionCall, _ native) goja.Value {
	o, ok := fc.This.(*goja.Object)
	if !ok {
		l.incompatible("RegExp.prototype.test", fc.This)
	}
	s := l.toString(fc.Argument(0))
	_, at, isRegexp := l.regexp(o)
	if isRegexp && l.untouched(at) {
		_, found := l.exec(o, at, s)
		return l.rt.ToValue(found != nil)
	}
	return l.rt.ToValue(l.genericExec(o, s) != nil)
}

// genericExec is RegExpExec (section 22.2.7.1): by the property exec. nil is no match.
func (l *language) genericExec(o *goja.Object, s goja.String) *goja.Object {
	exec := orUndefined(o.Get("exec"))
	if !isFunction(exec) {
		o, at := l.thisRegexp(o, "RegExp.prototype.exec")
		if c, found := l.exec(o, at, s); found != nil {
			return l.result(c, s, found)
		}
		return nil
	}
	v := call(exec, o, s)
	result, ok := v.(*goja.Object)
	if !ok && !goja.IsNull(v) {
		l.throw("TypeError", "RegExp exec method returned something other than an Object or null")
	}
	return result
}

// recompile is RegExp.prototype.compile (section B.2.4.1).
func (l *language) recompile(fc goja.FunctionCall, _ native) goja.Value {
	o, at := l.thisRegexp(fc.This, "RegExp.prototype.compile")
	source, flags := fc.Argument(0), fc.Argument(1)
	if _, other, ok := l.regexp(source); ok {
		if !goja.IsUndefined(flags) {
			l.throw("TypeError", "Cannot supply flags when constructing one RegExp from another")
		}
		c := l.compiledOf(other)
		source, flags = c.source, l.rt.ToValue(c.flags)
	}
	c := l.compile(l.orEmpty(source), l.orEmpty(flags).String())
	model := words(l.newRegexp(c, l.regexps.prototype))[1]
	*(*unsafe.Pointer)(unsafe.Add(at, l.layout.pattern)) = *(*unsafe.Pointer)(unsafe.Add(model, l.layout.pattern))
	*(*goja.String)(unsafe.Add(at, l.layout.source)) = c.source
	l.setLastIndex(o, 0)
	return o
}

// match is RegExp.prototype[Symbol.match].
func (l *language) match(fc goja.FunctionCall, generic native) goja.Value {
	o, at, c := l.plainRegexp(fc.This, "@@match")
	if c == nil {
		return generic(fc)
	}
	s := l.toString(fc.Argument(0))
	if !c.global {
		if c, found := l.exec(o, at, s); found != nil {
			return l.result(c, s, found)
		}
		return goja.Null()
	}
	list := l.all(o, c, s)
	if len(list) == 0 {
		return goja.Null()
	}
	items := make([]any, len(list))
	for i, found := range list {
		items[i] = s.Substring(found[0], found[1])
	}
	return l.rt.NewArray(items...)
}

// search is RegExp.prototype[Symbol.search].
func (l *language) search(fc goja.FunctionCall, generic native) goja.Value {
	_, _, c := l.plainRegexp(fc.This, "@@search")
	if c == nil {
		return generic(fc)
	}
	s := l.toString(fc.Argument(0))
	if found := l.find(c, inputOf(s), s, 0, c.mode); found != nil {
		return l.rt.ToValue(found[0])
	}
	return l.rt.ToValue(-1)
}
