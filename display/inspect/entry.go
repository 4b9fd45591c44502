package inspect

import (
	"slices"

	"github.com/dop251/goja"
)

// property formats o's property k as one entry, "name: value"; an array's element is only its value.
func (p *printer) property(o *goja.Object, level int, k key, kind layoutKind) string {
	if k.null {
		return p.entry(level, k, kind, property{value: goja.Null()}, o)
	}
	prop, ok := p.own(o, k)
	if !ok {
		prop = property{value: p.read(o, k), enumerable: true}
	}
	return p.entry(level, k, kind, prop, o)
}

// entry is property for a property that has been looked up. A getter, if it is called at all, is called on main.
func (p *printer) entry(level int, k key, kind layoutKind, prop property, main *goja.Object) string {
	text, space := "", " "
	switch {
	case prop.getter != nil:
		text = p.getter(prop, main, level)
	case prop.value != nil && !goja.IsUndefined(prop.value):
		if k.derived {
			kind = elements
		}
		text, space = p.tightData(prop.value, level, kind)
	case prop.setter != nil:
		text = p.style("[Setter]", "special")
	default:
		text = p.style("undefined", "undefined")
	}
	if kind == element {
		return text
	}
	return p.keyText(k, prop.enumerable) + ":" + space + text
}

// data formats a property's value two columns further in.
func (p *printer) data(v goja.Value, level int) string {
	p.indent += 2
	text := p.value(v, level, false)
	p.indent -= 2
	return text
}

// tightData is data, but with compact: true a wide value starts on a line of its own.
func (p *printer) tightData(v goja.Value, level int, kind layoutKind) (text, space string) {
	if p.opt.Compact != CompactTrue || kind != properties {
		return p.data(v, level), " "
	}
	p.indent += 3
	text, space = p.value(v, level, false), " "
	if p.opt.BreakLength < p.columnWidth(text) {
		space = "\n" + spaces(p.indent)
	}
	p.indent -= 3
	return text, space
}

// getter formats an accessor: [Getter], or with the getters option the value it gives or the error it throws.
func (p *printer) getter(prop property, main *goja.Object, level int) string {
	label := "[Getter"
	if prop.setter != nil {
		label = "[Getter/Setter"
	}
	if !p.calls(prop) {
		return p.style(label+"]", "special")
	}
	call, _ := goja.AssertFunction(prop.getter)
	p.indent += 2
	defer func() { p.indent -= 2 }()
	v, err := call(main)
	if ex, ok := err.(*goja.Exception); ok {
		return p.style(label+":", "special") + " <Inspection threw (" + p.value(ex.Value(), level, false) + ")>" + p.style("]", "special")
	}
	if err != nil {
		panic(err)
	}
	if o, ok := v.(*goja.Object); ok {
		return p.style(label+"]", "special") + " " + p.value(o, level, false)
	}
	return p.style(label+":", "special") + " " + p.primitive(v) + p.style("]", "special")
}

func (p *printer) calls(prop property) bool {
	switch p.opt.Getters {
	case GettersAll:
		return true
	case GettersGet:
		return prop.setter == nil
	case GettersSet:
		return prop.setter != nil
	}
	return false
}

// keyText is the name in front of the colon. A name that is not listed by Object.keys stands in brackets.
func (p *printer) keyText(k key, listed bool) string {
	switch {
	case k.derived:
		return p.style("["+k.name+"]", "string")
	case k.sym != nil:
		text := p.style(escaped(p.symbolText(k.sym)), "symbol")
		if listed {
			return text
		}
		return "[" + text + "]"
	case k.name == "__proto__":
		if listed {
			return "['__proto__']"
		}
		return "[['__proto__']]"
	case !listed && isIdentifier(k.name):
		return "[" + k.name + "]"
	case !listed:
		return "[" + p.style(quote(k.name), "string") + "]"
	case isIdentifier(k.name):
		return p.style(k.name, "name")
	}
	return p.style(quote(k.name), "string")
}

// isIdentifier reports whether a key is shown without quotes: letters, digits and _, not starting with a digit.
func isIdentifier(s string) bool {
	for x := range len(s) {
		c := s[x]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
		if !letter && (x == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// sort orders the entries as the sorted option says: all of an object's, only the named ones behind an array's elements.
func (p *printer) sort(out []string, s *shape) []string {
	part := out
	if s.kind != properties {
		part = out[len(out)-len(s.keys):]
	}
	if p.opt.Compare != nil {
		p.sortWith(part)
		return out
	}
	slices.SortFunc(part, compare16)
	return out
}

// sortWith sorts by the user's comparator, with the runtime's own Array.prototype.sort: an inconsistent comparator
// then does what it does everywhere.
func (p *printer) sortWith(part []string) {
	if !p.callable(p.opt.Compare) {
		panic(p.rt.NewTypeError("The comparison function must be either a function or undefined: %s", sketch(p.opt.Compare)))
	}
	items := make([]any, len(part))
	for x, s := range part {
		items[x] = p.Inspector.value(s)
	}
	list := p.rt.NewArray(items...)
	p.in.sort(list, p.opt.Compare)
	for x := range part {
		part[x] = textOf(p.readName(list, itoa(x)).ToString())
	}
}

// sketch is a value as V8's messages show it.
func sketch(v goja.Value) string {
	if _, ok := v.(*goja.Object); ok {
		return "#<Object>"
	}
	return v.String()
}
