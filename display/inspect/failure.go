package inspect

import (
	"regexp"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// An error is its stack, made to tell the truth: the first line names the class even where the stack was written
// before the class was known, frames that repeat are cut, and the properties it has beside follow in braces. An error
// without frames stands in brackets.

// firstFrame starts the frames of a stack.
const firstFrame = "\n    at"

// errorLike reports an object that is an Error by its prototype only.
func (p *printer) errorLike(o *goja.Object) bool {
	for at := o.Prototype(); at != nil; at = at.Prototype() {
		if at == p.in.errorProto {
			return true
		}
	}
	return false
}

func (p *printer) failure(o *goja.Object, n naming, s *shape) {
	stack := p.stackOf(o)
	s.keys = p.withoutDuplicates(o, s.keys, stack)
	s.keys = p.withHidden(o, s.keys)
	stack = improve(stack, p.errorName(o), n)
	s.base = p.indented(p.framed(o, stack))
	if s.empty() {
		s.finish(s.base)
	}
}

// quietly is o[name], nil if reading it throws.
func (p *printer) quietly(o *goja.Object, name string) (v goja.Value) {
	if ex := p.rt.Try(func() { v = p.readName(o, name) }); ex != nil {
		return nil
	}
	return v
}

// stackOf is the stack as text: a string as it is, another value below the error's own description.
func (p *printer) stackOf(o *goja.Object) string {
	v := p.quietly(o, "stack")
	if v == nil || !v.ToBoolean() {
		return p.describe(o)
	}
	if goja.IsString(v) {
		return textOf(v)
	}
	text := p.value(v, nowhere, false)
	return p.describe(o) + "\n    " + strings.ReplaceAll(text, "\n", "\n    ")
}

// describe is Error.prototype.toString, [object Error] where that throws.
func (p *printer) describe(o *goja.Object) (text string) {
	if ex := p.rt.Try(func() { text = textOf(p.in.errorText(o)) }); ex != nil {
		return "[object Error]"
	}
	return text
}

// errorName is o.name: nil for a name that is no string, which improve treats differently.
func (p *printer) errorName(o *goja.Object) goja.Value {
	v := p.quietly(o, "name")
	if v == nil || goja.IsUndefined(v) || goja.IsNull(v) {
		return p.rt.ToValue("Error")
	}
	return v
}

// withoutDuplicates drops name and message when the stack has them already, and always the stack.
func (p *printer) withoutDuplicates(o *goja.Object, keys []key, stack string) []key {
	if p.opt.ShowHidden {
		return keys
	}
	return slices.DeleteFunc(keys, func(k key) bool {
		switch {
		case k.sym != nil:
			return false
		case k.name == "stack":
			return true
		case k.name != "name" && k.name != "message":
			return false
		}
		v := p.quietly(o, k.name)
		return v != nil && (!goja.IsString(v) || strings.Contains(stack, textOf(v)))
	})
}

// withHidden adds cause and errors, which are not enumerable, to the keys.
func (p *printer) withHidden(o *goja.Object, keys []key) []key {
	missing := func(name string) bool {
		return !slices.ContainsFunc(keys, func(k key) bool { return k.sym == nil && k.name == name })
	}
	if cause := (key{name: "cause"}); missing("cause") && p.has(o, cause) {
		keys = append(keys, cause)
	}
	if errs := (key{name: "errors"}); missing("errors") && p.has(o, errs) {
		if list, ok := p.quietly(o, "errors").(*goja.Object); ok && p.isArray(list) {
			keys = append(keys, errs)
		}
	}
	return keys
}

var (
	titled  = regexp.MustCompile(`^([A-Z][a-z_ A-Z0-9\[\]()-]+)(?::|\n\s+at)`)
	suffixd = regexp.MustCompile(`^([a-z_A-Z0-9-]*Error)$`)
)

// improve puts the class of the error into the first line, when that begins with a name that is not the class's:
// "Error: m" of a class MyError becomes "MyError: m".
func improve(stack string, nameValue goja.Value, n naming) string {
	name := textOf(nameValue.ToString())
	if !goja.IsString(nameValue) {
		stack = strings.Replace(stack, name, name+" ["+strings.TrimSuffix(n.prefix("Error", ""), " ")+"]", 1)
	}
	if !n.bare && !startsAs(stack, name) {
		return stack
	}
	size, fallback := len(name), "Error"
	if n.bare {
		found := title(stack)
		if size = len(found); found != "" {
			fallback = found
		}
	}
	prefix := strings.TrimSuffix(n.prefix(fallback, ""), " ")
	switch {
	case name == prefix:
		return stack
	case !strings.Contains(prefix, name):
		return prefix + " [" + name + "]" + stack[size:]
	case size == 0:
		return prefix + ": " + stack
	}
	return prefix + stack[size:]
}

// startsAs reports a stack that begins with the name of an error class.
func startsAs(stack, name string) bool {
	if !strings.HasSuffix(name, "Error") || !strings.HasPrefix(stack, name) {
		return false
	}
	return len(stack) == len(name) || stack[len(name)] == ':' || stack[len(name)] == '\n'
}

// title is the name a stack begins with, for an error whose prototype can no longer tell it.
func title(stack string) string {
	if m := titled.FindStringSubmatch(stack); m != nil {
		return m[1]
	}
	if m := suffixd.FindStringSubmatch(stack); m != nil {
		return m[1]
	}
	return ""
}

// framed rewrites the frames of the stack, or puts brackets around a stack without any. The search for the first
// frame starts behind the message, which may look like one.
func (p *printer) framed(o *goja.Object, stack string) string {
	from := 0
	if m := p.quietly(o, "message"); m != nil && goja.IsString(m) {
		if text := textOf(m); text != "" {
			if at := strings.Index(stack, text); at >= 0 {
				from = at + len(text)
			}
		}
	}
	at := strings.Index(stack[from:], firstFrame)
	if at < 0 {
		return "[" + stack + "]"
	}
	at += from
	frames := p.shortened(o, strings.Split(stack[at+1:], "\n"))
	if p.opt.Colors || p.opt.stylize != nil {
		for x := range frames {
			frames[x] = p.paintFrame(frames[x])
		}
	}
	return stack[:at] + "\n" + strings.Join(frames, "\n")
}

func (p *printer) indented(s string) string {
	if p.indent == 0 {
		return s
	}
	return strings.ReplaceAll(s, "\n", "\n"+spaces(p.indent))
}
