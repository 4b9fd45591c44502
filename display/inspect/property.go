package inspect

import (
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// key is a property's name. A name with a lone surrogate is no Go string that goja takes back, so val keeps the
// JavaScript one.
type key struct {
	name string // WTF-8
	sym  *goja.Symbol
	val  goja.Value // nil: made from name or sym when needed
	// derived marks a field of a built-in kind that is no own property (byteLength): it is shown in brackets.
	derived bool
	null    bool // no property of the object, shown as hidden and null
}

func (i *Inspector) keyValue(k key) goja.Value {
	switch {
	case k.val != nil:
		return k.val
	case k.sym != nil:
		return k.sym
	}
	return i.rt.ToValue(k.name)
}

// read is o[k], undefined when there is none.
func (i *Inspector) read(o *goja.Object, k key) goja.Value {
	var v goja.Value
	switch {
	case k.sym != nil:
		v = o.GetSymbol(k.sym)
	case k.val != nil:
		v = i.in.get(nil, o, k.val)
	default:
		v = o.Get(k.name)
	}
	if v == nil {
		return goja.Undefined()
	}
	return v
}

func (i *Inspector) readName(o *goja.Object, name string) goja.Value {
	return i.read(o, key{name: name})
}

// property is an own property: a value, or a getter and a setter either of which may be missing.
type property struct {
	value          goja.Value
	getter, setter *goja.Object
	enumerable     bool
}

// own describes o's own property k without running its getter; ok is false when there is none.
func (i *Inspector) own(o *goja.Object, k key) (prop property, ok bool) {
	d, ok := i.in.describe(nil, o, i.keyValue(k)).(*goja.Object)
	if !ok {
		return property{}, false
	}
	if err := d.SetPrototype(nil); err != nil { // nobody's Object.prototype.get is a field of it
		panic(err)
	}
	prop.getter, _ = d.Get("get").(*goja.Object)
	prop.setter, _ = d.Get("set").(*goja.Object)
	prop.value = d.Get("value")
	prop.enumerable = d.Get("enumerable").ToBoolean()
	return prop, true
}

func (i *Inspector) has(o *goja.Object, k key) bool {
	return i.in.hasOwn(o, i.keyValue(k)).ToBoolean()
}

func (i *Inspector) enumerable(o *goja.Object, k key) bool {
	return i.in.isEnumerable(o, i.keyValue(k)).ToBoolean()
}

// keys lists o's own property names, then symbols: the enumerable ones, or all of them.
func (i *Inspector) keys(o *goja.Object, all bool) []key {
	var names []string
	if all {
		names = o.GetOwnPropertyNames()
	} else {
		names = o.Keys()
	}
	for _, n := range names {
		if strings.Contains(n, "\uFFFD") {
			return i.keysExactly(o, all)
		}
	}
	return i.appendSymbols(keysOf(names), o, all)
}

func keysOf(names []string) []key {
	keys := make([]key, len(names), len(names)+2)
	for n, name := range names {
		keys[n].name = name
	}
	return keys
}

func (i *Inspector) appendSymbols(keys []key, o *goja.Object, all bool) []key {
	if !all {
		for _, s := range o.Symbols() {
			keys = append(keys, key{sym: s})
		}
		return keys
	}
	i.each(i.in.symbols(nil, o), func(v goja.Value) {
		if s, ok := v.(*goja.Symbol); ok {
			keys = append(keys, key{sym: s})
		}
	})
	return keys
}

// keysExactly is keys for objects that have a lone surrogate in a name.
func (i *Inspector) keysExactly(o *goja.Object, all bool) []key {
	var keys []key
	i.each(i.in.ownKeys(nil, o), func(v goja.Value) {
		k := key{val: v}
		if s, ok := v.(*goja.Symbol); ok {
			k.sym = s
		} else {
			k.name = textOf(v)
		}
		if all || i.enumerable(o, k) {
			keys = append(keys, k)
		}
	})
	return keys
}

// each visits the elements of an array made by an intrinsic.
func (i *Inspector) each(list goja.Value, visit func(goja.Value)) {
	o := list.(*goja.Object)
	n := int(o.Get("length").ToInteger())
	for x := range n {
		visit(o.Get(itoa(x)))
	}
}

// extraKeys lists the own keys of an array or typed array that are not indices.
func (i *Inspector) extraKeys(o *goja.Object, all bool) []key {
	names, ok := elementNames(o)
	if !ok {
		return slices.DeleteFunc(i.keys(o, all), func(k key) bool { return k.sym == nil && isIndex(k.name) })
	}
	var keys []key
	for _, name := range names {
		if strings.Contains(name, "\uFFFD") {
			return slices.DeleteFunc(i.keysExactly(o, all), func(k key) bool { return k.sym == nil && isIndex(k.name) })
		}
		if k := (key{name: name}); all || name != "length" && i.enumerable(o, k) {
			keys = append(keys, k)
		}
	}
	return i.appendSymbols(keys, o, all)
}

// isIndex reports whether s names an array element: a canonical integer up to 2^32-2.
func isIndex(s string) bool {
	if s == "" || len(s) > 10 || s[0] == '0' && len(s) > 1 {
		return false
	}
	n := uint64(0)
	for x := range len(s) {
		if s[x] < '0' || s[x] > '9' {
			return false
		}
		n = n*10 + uint64(s[x]-'0')
	}
	return n <= 1<<32-2
}
