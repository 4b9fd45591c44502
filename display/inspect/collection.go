package inspect

import (
	"encoding/hex"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// iterable fills s for arrays, Maps, Sets, typed arrays and iterators, and reports whether o is one that can still be
// iterated (or has lost its prototype, in which case only its brand is left to tell what it is).
func (p *printer) iterable(o *goja.Object, n naming, s *shape) bool {
	b := p.brandSeen(o)
	if n.trapped && !n.bare && !p.in.has(nil, o, goja.SymIterator).ToBoolean() {
		return false // asked in vain, but a proxy among the prototypes sees the question
	}
	switch b {
	case array, typedArray, mapBrand, setBrand, mapIterator, setIterator:
	default:
		return false
	}
	if !n.trapped && !n.bare && !p.in.has(nil, o, goja.SymIterator).ToBoolean() {
		return false
	}
	switch b {
	case array:
		p.array(o, n, s)
	case typedArray:
		p.typed(o, n, s)
	case setBrand:
		p.set(o, n, s)
	case mapBrand:
		p.mapping(o, n, s)
	case mapIterator:
		p.iterator(o, n, s, "Map")
	default:
		p.iterator(o, n, s, "Set")
	}
	return true
}

func (p *printer) array(o *goja.Object, n naming, s *shape) {
	size := int(p.readName(o, "length").ToInteger())
	prefix := ""
	if n.constructor != "Array" || n.bare || n.tag != "" {
		prefix = n.prefix("Array", "("+itoa(size)+")")
	}
	s.keys = p.extraKeys(o, p.opt.ShowHidden)
	s.braces = [2]string{prefix + "[", "]"}
	if size == 0 && s.empty() {
		s.finish(s.braces[0] + "]")
		return
	}
	s.kind = elements
	s.entries = func(level int) []string { return p.items(o, size, level) }
}

// items formats the elements of an array up to the limit; at the first hole it goes on in sparse.
func (p *printer) items(o *goja.Object, size, level int) []string {
	shown := min(p.opt.MaxArrayLength, size)
	out := make([]string, 0, shown+1)
	safe := plainElements(o, shown)
	for x := range shown {
		k := key{name: itoa(x)}
		if safe {
			out = append(out, p.data(p.readName(o, k.name), level))
			continue
		}
		if !p.has(o, k) {
			return p.sparse(o, size, shown, level, out)
		}
		out = append(out, p.property(o, level, k, element))
	}
	return p.more(out, size-shown, "item")
}

// sparse formats an array with holes: each run of holes is one entry, counted as one against the limit.
func (p *printer) sparse(o *goja.Object, size, limit, level int, out []string) []string {
	names := o.Keys()
	index := len(out)
	for x := index; x < len(names) && len(out) < limit; x++ {
		name := names[x]
		if !isIndex(name) {
			break
		}
		if at := atoi(name); at != index {
			out = append(out, p.holes(at-index))
			index = at
			if len(out) == limit {
				break
			}
		}
		out = append(out, p.property(o, level, key{name: name}, element))
		index++
	}
	if len(out) == limit {
		return p.more(out, size-index, "item")
	}
	if size > index {
		out = append(out, p.holes(size-index))
	}
	return out
}

func (p *printer) holes(n int) string {
	return p.style("<"+itoa(n)+" empty item"+plural(n)+">", "undefined")
}

// more appends "... n more items" when n are left.
func (p *printer) more(out []string, n int, what string) []string {
	if n > 0 && !p.mute {
		out = append(out, "... "+itoa(n)+" more "+what+plural(n))
	}
	return out
}

// typed fills s for a typed array. Its elements are numbers or bigints and need no walk.
func (p *printer) typed(o *goja.Object, n naming, s *shape) {
	size := int(p.in.typedLength(o).ToInteger())
	fallback := ""
	if n.bare {
		fallback = textOf(p.in.typedTag(o))
	}
	s.keys = p.extraKeys(o, p.opt.ShowHidden)
	s.braces = [2]string{n.prefix(fallback, "("+itoa(size)+")") + "[", "]"}
	if size == 0 && len(s.keys) == 0 && !p.opt.ShowHidden {
		s.finish(s.braces[0] + "]")
		return
	}
	s.kind = elements
	s.entries = func(level int) []string {
		shown := min(p.opt.MaxArrayLength, size)
		out := make([]string, 0, shown+1)
		for x := range shown {
			out = append(out, p.primitive(p.readName(o, itoa(x))))
		}
		out = p.more(out, size-shown, "item")
		if p.opt.ShowHidden {
			out = p.typedFields(out, o, level)
		}
		return out
	}
}

func (p *printer) typedFields(out []string, o *goja.Object, level int) []string {
	p.indent += 2
	for _, name := range [...]string{"BYTES_PER_ELEMENT", "length", "byteLength", "byteOffset", "buffer"} {
		out = append(out, p.style("["+name+"]", "string")+": "+p.value(p.readName(o, name), level, true))
	}
	p.indent -= 2
	return out
}

func (p *printer) set(o *goja.Object, n naming, s *shape) {
	size := int(p.in.setSize(o).ToInteger())
	prefix := n.prefix("Set", "("+itoa(size)+")")
	s.keys = p.keys(o, p.opt.ShowHidden)
	if size == 0 && s.empty() {
		s.finish(prefix + "{}")
		return
	}
	s.braces[0] = prefix + "{"
	s.entries = func(level int) []string {
		var out []string
		p.indent += 2
		p.iterate(p.in.setValues(o), p.in.setNext, size, func(v goja.Value) {
			out = append(out, p.value(v, level, false))
		})
		p.indent -= 2
		return p.more(out, size-p.opt.MaxArrayLength, "item")
	}
}

func (p *printer) mapping(o *goja.Object, n naming, s *shape) {
	size := int(p.in.mapSize(o).ToInteger())
	prefix := n.prefix("Map", "("+itoa(size)+")")
	s.keys = p.keys(o, p.opt.ShowHidden)
	if size == 0 && s.empty() {
		s.finish(prefix + "{}")
		return
	}
	s.braces[0] = prefix + "{"
	s.entries = func(level int) []string {
		var out []string
		p.indent += 2
		p.iterate(p.in.mapEntries(o), p.in.mapNext, size, func(v goja.Value) {
			pair := v.(*goja.Object)
			k := p.value(p.readName(pair, "0"), level, false)
			out = append(out, k+" => "+p.value(p.readName(pair, "1"), level, false))
		})
		p.indent -= 2
		return p.more(out, size-p.opt.MaxArrayLength, "item")
	}
}

// iterate visits what iterator it gives, up to the limit for elements.
func (p *printer) iterate(it goja.Value, next method, size int, visit func(goja.Value)) {
	for range min(p.opt.MaxArrayLength, size) {
		r := next(it).(*goja.Object)
		if r.Get("done").ToBoolean() {
			return
		}
		visit(p.readName(r, "value"))
	}
}

// iterator fills s with what a Map or Set iterator has left; the iterator does not move.
func (p *printer) iterator(o *goja.Object, n naming, s *shape, of string) {
	s.keys = p.keys(o, p.opt.ShowHidden)
	name, tag := of+" Iterator", n.tag
	if tag != name && tag != "" {
		tag += "] ["
	}
	if n.tag != name {
		tag += name
	}
	s.braces[0] = "[" + tag + "] {"
	s.entries = func(level int) []string {
		rest, total, kind := remaining(o, p.opt.MaxArrayLength)
		if kind == iteratedPairs {
			s.braces[0] = strings.TrimSuffix(s.braces[0], " Iterator] {") + " Entries] {"
			return p.pairs(rest, total, of, level)
		}
		var out []string
		p.indent += 2
		for _, e := range rest {
			v := e.key
			if of == "Map" && kind == iteratedValues {
				v = e.value
			}
			out = append(out, p.value(v, level, false))
		}
		p.indent -= 2
		return p.more(out, total-len(rest), "item")
	}
}

func (p *printer) pairs(rest []entry, total int, of string, level int) []string {
	var out []string
	p.indent += 2
	for _, e := range rest {
		second := e.value
		if of == "Set" {
			second = e.key
		}
		two := []string{p.value(e.key, level, false), p.value(second, level, false)}
		out = append(out, p.layout(two, "", [2]string{"[", "]"}, elements, level, nil))
	}
	p.indent -= 2
	return p.more(out, total-len(rest), "item")
}

// weak lists what a WeakMap or WeakSet holds with showHidden, sorted: the collection itself has no order.
func (p *printer) weak(o *goja.Object, b brand, level int) []string {
	if !p.opt.ShowHidden {
		return []string{p.style("<items unknown>", "special")}
	}
	list, total := weakEntries(o, p.opt.MaxArrayLength)
	var out []string
	p.indent += 2
	for _, e := range list {
		text := p.value(e.key, level, false)
		if b == weakMap {
			text += " => " + p.value(e.value, level, false)
		}
		out = append(out, text)
	}
	p.indent -= 2
	slices.SortFunc(out, compare16)
	return p.more(out, total-len(list), "item")
}

// bytes is the entry of an ArrayBuffer that shows its contents.
func (p *printer) bytes(o *goja.Object) string {
	b, ok := o.Export().(goja.ArrayBuffer)
	if !ok || b.Detached() {
		return p.style("(detached)", "special")
	}
	data := b.Bytes()
	shown := min(p.opt.MaxArrayLength, len(data))
	var s strings.Builder
	for x := range shown {
		if x > 0 {
			s.WriteByte(' ')
		}
		s.WriteString(hex.EncodeToString(data[x : x+1]))
	}
	if rest := len(data) - shown; rest > 0 {
		s.WriteString(" ... " + itoa(rest) + " more byte" + plural(rest))
	}
	return p.style("[Uint8Contents]", "special") + ": <" + s.String() + ">"
}

// promise is the one entry of a promise: its state, or the value it has.
func (p *printer) promise(o *goja.Object, level int) string {
	pr, _ := o.Export().(*goja.Promise)
	if pr.State() == goja.PromiseStatePending {
		return p.style("<pending>", "special")
	}
	p.indent += 2
	text := p.value(pr.Result(), level, false)
	p.indent -= 2
	if pr.State() == goja.PromiseStateRejected {
		return p.style("<rejected>", "special") + " " + text
	}
	return text
}
