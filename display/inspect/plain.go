package inspect

import (
	"math"

	"github.com/dop251/goja"
)

// plain fills s for everything that is not iterated.
func (p *printer) plain(o *goja.Object, n naming, s *shape, level int, inTyped bool) {
	s.keys = p.keys(o, p.opt.ShowHidden)
	b := p.brandSeen(o)
	switch {
	case b.callable():
		s.keys = p.functionKeys(o, s.keys)
		p.based(s, p.functionBase(o, n, b), "special")
		return
	case b == arguments:
		s.braces[0] = p.argumentsPrefix(n) + "{"
	case n.constructor == "Object" && !n.bare:
		if n.tag != "" {
			s.braces[0] = n.prefix("Object", "") + "{"
		}
	case b == regExp:
		p.regExp(o, n, s, level)
		return
	case b == date:
		p.based(s, p.dateBase(o, n), "date")
		return
	case b == nativeError || b == ordinary && p.errorLike(o):
		p.failure(o, n, s)
		return
	case b == arrayBuffer:
		p.buffer(o, n, s, inTyped)
		return
	case b == dataView:
		s.braces[0] = n.prefix("DataView", "") + "{"
		s.keys = append([]key{{name: "byteLength", derived: true}, {name: "byteOffset", derived: true}, {name: "buffer", derived: true}}, s.keys...)
		return
	case b == promise:
		s.braces[0] = n.prefix("Promise", "") + "{"
		s.entries = func(level int) []string { return []string{p.promise(o, level)} }
		return
	case b == weakSet || b == weakMap:
		s.braces[0] = n.prefix(kindNames[b], "") + "{"
		s.entries = func(level int) []string { return p.weak(o, b, level) }
		return
	case p.isModule(o, n):
		p.module(o, s)
		return
	case b == boxed:
		p.boxed(o, n, s)
		return
	default:
		s.braces[0] = n.prefix("Object", "") + "{"
	}
	if s.empty() {
		s.finish(s.braces[0] + "}")
	}
}

func (p *printer) argumentsPrefix(n naming) string {
	if n.bare {
		return n.prefix("Arguments", "")
	}
	return "[Arguments] "
}

// based fills s for a value that is one piece of text, followed by braces only if it has properties.
func (p *printer) based(s *shape, base, style string) {
	s.base = base
	if s.empty() {
		s.finish(p.style(base, style))
	}
}

func (p *printer) regExp(o *goja.Object, n naming, s *shape, level int) {
	text := p.in.regExpText
	if n.bare {
		text = p.in.bareRegExp
	}
	base := textOf(text(o))
	if prefix := n.prefix("RegExp", ""); prefix != "RegExp " {
		base = prefix + base
	}
	s.base = base
	if s.empty() || level > p.opt.Depth {
		s.finish(p.style(base, "regexp"))
	}
}

func (p *printer) dateBase(o *goja.Object, n naming) string {
	base := "Invalid Date"
	if !math.IsNaN(p.in.dateValue(o).ToFloat()) {
		base = textOf(p.in.dateISO(o))
	}
	if prefix := n.prefix("Date", ""); prefix != "Date " {
		return prefix + base
	}
	return base
}

func (p *printer) buffer(o *goja.Object, n naming, s *shape, inTyped bool) {
	s.braces[0] = n.prefix("ArrayBuffer", "") + "{"
	if !inTyped {
		s.entries = func(int) []string { return []string{p.bytes(o)} }
	} else if s.empty() {
		s.finish(s.braces[0] + " [byteLength]: " + p.primitive(p.readName(o, "byteLength")) + " }")
	}
	s.keys = append([]key{{name: "byteLength", derived: true}}, s.keys...)
}

// boxed fills s for a primitive in an object: [Number: 3], [String (S): 'x'].
func (p *printer) boxed(o *goja.Object, n naming, s *shape) {
	v := p.unbox(o)
	kind := boxedType(v)
	if kind == "String" {
		s.keys = s.keys[min(v.(goja.String).Length(), len(s.keys)):]
	}
	base := "[" + kind
	switch {
	case n.bare:
		base += " (null prototype)"
	case n.constructor != kind:
		base += " (" + n.constructor + ")"
	}
	grey := *p
	grey.opt.Colors, grey.opt.stylize = false, nil
	base += ": " + grey.primitive(v) + "]"
	if n.tag != "" && (n.bare || n.tag != n.constructor) {
		base += " [" + n.tag + "]"
	}
	s.base = base
	if s.empty() {
		s.finish(p.style(base, boxedStyles[kind]))
	}
}

var boxedStyles = map[string]string{"String": "string", "BigInt": "bigint", "Number": "number", "Symbol": "symbol", "Boolean": "boolean"}

// isModule recognises a module namespace: it has no prototype, and the loader knows it.
func (p *printer) isModule(o *goja.Object, n naming) bool {
	return n.bare && p.IsModule != nil && p.IsModule(o)
}

// module fills s for a module namespace. A binding that is still in its temporal dead zone throws when it is read.
func (p *printer) module(o *goja.Object, s *shape) {
	s.braces[0] = "[Module: null prototype] {"
	keys := s.keys
	s.keys = nil
	s.entries = func(level int) []string {
		var out []string
		for _, k := range keys {
			out = append(out, p.binding(o, k, level))
		}
		return out
	}
}

func (p *printer) binding(o *goja.Object, k key, level int) (text string) {
	ex := p.rt.Try(func() {
		text = p.entry(level, k, properties, property{value: p.read(o, k), enumerable: p.enumerable(o, k)}, o)
	})
	if ex != nil {
		return p.keyText(k, true) + ": " + p.style("<uninitialized>", "special")
	}
	return text
}
