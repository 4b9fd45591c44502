package inspect

import (
	"regexp"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// functionBase is "[Function: f]", "[class A extends B]", "[AsyncFunction (anonymous)]" …
func (p *printer) functionBase(o *goja.Object, n naming, b brand) string {
	if b == class && looksLikeClass(textOf(p.in.functionText(o))) {
		return p.classBase(o, n)
	}
	kind := p.functionKind(n, b)
	base := "[" + kind
	if n.bare {
		base += " (null prototype)"
	}
	if name := p.functionName(o); name == "" {
		base += " (anonymous)"
	} else {
		base += ": " + name
	}
	base += "]"
	if b == asyncFunction && n.constructor == "Function" { // goja's async methods have the wrong prototype
		n.constructor = kind
	}
	if !n.bare && n.constructor != kind {
		base += " " + n.constructor
	}
	if n.tag != "" && (n.bare || n.constructor != n.tag) {
		base += " [" + n.tag + "]"
	}
	return base
}

// functionKeys puts the keys of a function, with showHidden, into V8's order: prototype, which goja makes when it is
// first needed, comes behind the name, and every sloppy function has arguments and caller there too.
func (p *printer) functionKeys(o *goja.Object, keys []key) []key {
	find := func(name string) int {
		return slices.IndexFunc(keys, func(k key) bool { return k.sym == nil && k.name == name })
	}
	at := find("name")
	if !p.opt.ShowHidden || at < 0 {
		return keys
	}
	if from := find("prototype"); from > at {
		k := keys[from]
		keys = slices.Insert(slices.Delete(keys, from, from+1), at+1, k)
	}
	if sloppy(o) {
		keys = slices.Insert(keys, at+1, key{name: "arguments", null: true}, key{name: "caller", null: true})
	}
	return keys
}

func (p *printer) functionKind(n naming, b brand) string {
	switch {
	case b == asyncFunction:
		return "AsyncFunction"
	case b == generatorFunction:
		return "GeneratorFunction"
	case n.constructor == "AsyncGeneratorFunction" && !n.bare:
		return n.constructor // lowered by the realm: only its prototype tells
	}
	return "Function"
}

func (p *printer) functionName(o *goja.Object) string {
	v := p.readName(o, "name")
	if goja.IsString(v) {
		return textOf(v)
	}
	return p.value(v, nowhere, false)
}

var (
	comments  = regexp.MustCompile(`//.*?\n|/\*(?s:.*?)\*/`)
	classHead = regexp.MustCompile(`^(\s+[^(]*?)\s*\{`)
)

// looksLikeClass is Node's test on the source text. A class whose heritage has a brace after a parenthesis fails it
// (class A extends (class {}) {}) and is shown as a function.
func looksLikeClass(source string) bool {
	if !strings.HasPrefix(source, "class") || !strings.HasSuffix(source, "}") {
		return false
	}
	body := source[len("class") : len(source)-1]
	head, _, ok := strings.Cut(body, "{")
	if !ok {
		return false
	}
	return !strings.Contains(head, "(") || classHead.MatchString(comments.ReplaceAllString(body, ""))
}

func (p *printer) classBase(o *goja.Object, n naming) string {
	name := "(anonymous)"
	if p.has(o, key{name: "name"}) {
		if v := p.readName(o, "name"); v.ToBoolean() {
			name = textOf(v.ToString())
		}
	}
	base := "class " + name
	if !n.bare && n.constructor != "Function" {
		base += " [" + n.constructor + "]"
	}
	if n.tag != "" && (n.bare || n.constructor != n.tag) {
		base += " [" + n.tag + "]"
	}
	if n.bare {
		return "[" + base + " extends [null prototype]]"
	}
	if super := o.Prototype(); super != nil {
		if v := p.readName(super, "name"); v.ToBoolean() {
			base += " extends " + textOf(v.ToString())
		}
	}
	return "[" + base + "]"
}
