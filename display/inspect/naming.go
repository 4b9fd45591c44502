package inspect

import (
	"strings"

	"github.com/dop251/goja"
)

// naming is what an object calls itself: its constructor's name and its Symbol.toStringTag.
type naming struct {
	constructor string // found along the prototypes; with bare, the name of its kind
	bare        bool   // the prototype is null
	tag         string
	trapped     bool // a proxy was met on the way
}

// prefix is "Constructor(size) [tag] " or "[Fallback(size): null prototype] [tag] ".
func (n naming) prefix(fallback, size string) string {
	name := n.constructor + size
	if n.bare {
		if fallback == "" {
			fallback = n.constructor
		}
		name = "[" + fallback + size + ": null prototype]"
		if n.tag != "" && n.tag != fallback {
			return name + " [" + n.tag + "] "
		}
		return name + " "
	}
	if n.tag != "" && n.tag != n.constructor {
		return name + " [" + n.tag + "] "
	}
	return name + " "
}

// cut is what stands for an object that is too deep to be shown: [Foo], [Object: null prototype].
func (n naming) cut() string {
	name := strings.TrimSuffix(n.prefix("", ""), " ")
	if n.bare {
		return name
	}
	return "[" + name + "]"
}

// tag is o[Symbol.toStringTag], unless it is listed among the keys anyway.
func (p *printer) tag(o *goja.Object) string {
	var v goja.Value
	if ex := p.rt.Try(func() { v = o.GetSymbol(goja.SymToStringTag) }); ex != nil || v == nil || !goja.IsString(v) {
		return ""
	}
	tag := textOf(v)
	if tag == "" {
		return ""
	}
	k := key{sym: goja.SymToStringTag}
	if p.opt.ShowHidden && p.has(o, k) || !p.opt.ShowHidden && p.enumerable(o, k) {
		return ""
	}
	return tag
}

// constructorName walks up the prototypes of o to the first that names a constructor of which o is an instance.
// inherited, if not nil, collects the properties of user-defined prototypes on the way.
func (p *printer) constructorName(o *goja.Object, level int, inherited *[]string) (n naming) {
	var first *goja.Object
	met := false // first is set, perhaps to nil
	for at := o; at != nil; {
		p.tick()
		n.trapped = n.trapped || p.brand(at) == proxy
		if c := p.ownConstructor(at); c != nil && p.named(c) && p.instance(o, c, at) {
			if inherited != nil && !(met && first == at && builtins[p.nameOf(c)]) {
				p.inherit(o, first, level, inherited)
			}
			n.constructor = p.nameOf(c)
			return n
		}
		at = at.Prototype()
		if !met {
			first, met = at, true
		}
	}
	n.constructor = p.kindName(o)
	switch {
	case first == nil:
		n.bare = true
	case level > p.opt.Depth:
		n.constructor += " <Complex prototype>"
	default:
		n.constructor += " <" + p.outerName(first, level+1, inherited) + ">"
	}
	return n
}

// outerName describes a prototype that leads to no constructor.
func (p *printer) outerName(proto *goja.Object, level int, inherited *[]string) string {
	p.descend()
	n := p.constructorName(proto, level, inherited)
	p.nesting--
	if !n.bare {
		return n.constructor
	}
	o := p.user
	o.CustomInspect, o.Depth = false, Infinity-1
	return p.printer(o).value(proto, 0, false)
}

// ownConstructor is the function in o's own property constructor, nil if there is none.
func (i *Inspector) ownConstructor(o *goja.Object) *goja.Object {
	switch { // nearly every value ends here; a descriptor would be most of the work
	case o == i.in.objectProto && o.Get("constructor") == goja.Value(i.in.objectCtor):
		return i.in.objectCtor
	case o == i.in.arrayProto && o.Get("constructor") == goja.Value(i.in.arrayCtor):
		return i.in.arrayCtor
	}
	k := key{name: "constructor", val: i.constructorKey}
	if !i.has(o, k) {
		return nil
	}
	prop, _ := i.own(o, k)
	c, ok := prop.value.(*goja.Object)
	if !ok || !i.callable(c) {
		return nil
	}
	return c
}

// named reports c.name !== "". It reads the name once more than seems needed: Node does, and a getter sees it.
func (p *printer) named(c *goja.Object) bool {
	name := p.readName(c, "name")
	return !goja.IsString(name) || name.String() != ""
}

func (p *printer) nameOf(c *goja.Object) string {
	name := p.readName(c, "name")
	if s, ok := name.(*goja.Symbol); ok {
		return p.symbolText(s)
	}
	return textOf(name.ToString())
}

// instance is o instanceof c, false where that throws. at is the prototype that named c: for the language's own
// Object and Array the answer is known.
func (p *printer) instance(o, c, at *goja.Object) (is bool) {
	if o.Prototype() == at && (c == p.in.objectCtor && at == p.in.objectProto || c == p.in.arrayCtor && at == p.in.arrayProto) {
		return true
	}
	ex := p.rt.Try(func() { is = p.rt.InstanceOf(o, c) })
	return ex == nil && is
}

// kindName is what V8 calls an object that leads to no constructor. V8 remembers the function that made the object;
// goja does not, so an instance of a class is an Object here.
func (p *printer) kindName(o *goja.Object) string {
	switch b := p.brand(o); b {
	case typedArray:
		return textOf(p.in.typedTag(o))
	case boxed:
		return boxedType(p.unbox(o))
	default:
		return kindNames[b]
	}
}

var kindNames = map[brand]string{
	ordinary: "Object", array: "Array", arrayBuffer: "ArrayBuffer", dataView: "DataView", mapBrand: "Map", setBrand: "Set",
	mapIterator: "MapIterator", setIterator: "SetIterator", weakMap: "WeakMap", weakSet: "WeakSet", promise: "Promise",
	date: "Date", regExp: "RegExp", nativeError: "Error", arguments: "Arguments", function: "Function", class: "Function",
	asyncFunction: "AsyncFunction", generatorFunction: "GeneratorFunction", proxy: "Object",
}

// inherit collects, with showHidden, what o inherits from user-defined prototypes (methods left out), up to three
// prototypes high.
func (p *printer) inherit(o, first *goja.Object, level int, out *[]string) {
	at := first
	if at == nil {
		at = o
	}
	above := map[key]bool{}
	for depth := 0; depth < 3; depth++ {
		if depth != 0 || at == o {
			if at = at.Prototype(); at == nil {
				return
			}
			if c := p.ownConstructor(at); c != nil && builtins[p.nameOf(c)] {
				return
			}
		}
		p.seen = append(p.seen, o)
		keys := p.keys(at, true)
		for _, k := range keys {
			if k.name == "constructor" && k.sym == nil || p.has(o, k) || above[k] {
				continue
			}
			if text, ok := p.inheritedProperty(o, at, k, level); ok {
				*out = append(*out, text)
			}
		}
		for _, k := range keys {
			above[k] = true
		}
		p.seen = p.seen[:len(p.seen)-1]
	}
}

func (p *printer) inheritedProperty(o, at *goja.Object, k key, level int) (string, bool) {
	prop, _ := p.own(at, k)
	if prop.value != nil && p.callable(prop.value) {
		return "", false
	}
	text := p.entry(level, k, properties, prop, o)
	if p.opt.Colors {
		text = "\x1b[2m" + text + "\x1b[22m"
	}
	return text, true
}

// builtins are the constructors of the language, whose prototypes showHidden leaves out.
var builtins = func() map[string]bool {
	all := map[string]bool{}
	for _, n := range strings.Fields(`Object Function Array Number Boolean String Symbol Date Promise RegExp Error
		AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError ArrayBuffer Uint8Array Int8Array
		Uint16Array Int16Array Uint32Array Int32Array Float32Array Float64Array Uint8ClampedArray BigUint64Array
		BigInt64Array DataView Map BigInt Set Iterator WeakMap WeakSet WeakRef Proxy FinalizationRegistry
		SharedArrayBuffer Float16Array DisposableStack AsyncDisposableStack SuppressedError`) {
		all[n] = true
	}
	return all
}()
