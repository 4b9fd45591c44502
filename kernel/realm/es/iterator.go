package es

import "github.com/dop251/goja"

// installIterator adds the helpers of ECMA-262 section 27.1 (Iterator) to %Iterator.prototype%, from which goja's own
// iterators inherit, and the global Iterator. The bodies are js/iterator.js.
func (l *language) installIterator() error {
	made, err := l.rt.RunProgram(iteratorPrototype)
	if err != nil {
		return err
	}
	l.iteratorPrototype = made.(*goja.Object)
	proto := l.iteratorPrototype
	body := l.iteratorLibrary
	l.accessor(proto, "constructor", func(goja.FunctionCall) goja.Value { return l.iterator() }, l.weirdSetter(l.rt.ToValue("constructor")))
	for _, name := range []string{"reduce", "toArray", "forEach", "some", "every", "find", "map", "filter", "take", "drop", "flatMap"} {
		length := 1
		if name == "toArray" {
			length = 0
		}
		l.method(proto, name, length, l.shell(body, name))
	}
	l.symbolAccessor(proto, goja.SymToStringTag, func(goja.FunctionCall) goja.Value { return l.rt.ToValue("Iterator") }, l.weirdSetter(goja.SymToStringTag))
	l.symbolMethod(proto, l.Symbol("dispose"), 0, l.shell(body, "dispose"))
	return l.globals.add("Iterator", func() goja.Value { return l.iterator() })
}

// iteratorPrototype finds %Iterator.prototype%, which has no name in goja.
var iteratorPrototype = goja.MustCompile(sourcePrefix+"prototype", "Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()))", true)

// iterator returns the constructor Iterator (section 27.1.3), which only makes instances of subclasses.
func (l *language) iterator() *goja.Object {
	if l.iteratorConstructor != nil {
		return l.iteratorConstructor
	}
	proto := l.iteratorPrototype
	var c *goja.Object
	c = l.abstract("Iterator", 0, proto, func(target *goja.Object, args []goja.Value) *goja.Object {
		if target == c {
			l.throw("TypeError", "Abstract class Iterator not directly constructable")
		}
		return l.instance(target, proto)
	})
	l.method(c, "from", 1, l.shell(l.iteratorLibrary, "from"))
	l.iteratorConstructor = c
	return c
}

func (l *language) iteratorLibrary() *goja.Object {
	return l.library("iterator", map[string]any{"prototype": l.iteratorPrototype, "iterator": goja.SymIterator})
}

// weirdSetter is SetterThatIgnoresPrototypeProperties (section 7.3.40): an assignment to the property of an iterator
// defines it there, although what the prototype has is an accessor. (An accessor because assignments to such names
// existed on the web before the property did.)
func (l *language) weirdSetter(key goja.Value) native {
	name := key.String()
	if s, ok := key.(*goja.Symbol); ok {
		name = "[" + s.String() + "]"
	} else {
		name = "." + name
	}
	return func(call goja.FunctionCall) goja.Value {
		o, ok := call.This.(*goja.Object)
		if !ok {
			l.throw("TypeError", "set Iterator.prototype%s called on non-object", name)
		}
		if o == l.iteratorPrototype {
			l.throw("TypeError", "Cannot assign to read only property '%s' of object '%s'", l.text(key), l.text(o))
		}
		l.setOrDefine(o, key, call.Argument(0))
		return goja.Undefined()
	}
}

// setOrDefine assigns to an own property, or defines it as an assignment to a new one does.
func (l *language) setOrDefine(o *goja.Object, key, v goja.Value) {
	own := l.descriptor(goja.FunctionCall{Arguments: []goja.Value{o, key}})
	s, symbol := key.(*goja.Symbol)
	var err error
	switch {
	case !goja.IsUndefined(own) && symbol:
		err = o.SetSymbol(s, v)
	case !goja.IsUndefined(own):
		err = o.Set(key.String(), v)
	case symbol:
		err = o.DefineDataPropertySymbol(s, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	default:
		err = o.DefineDataProperty(key.String(), v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
	if err != nil {
		panic(err)
	}
}
