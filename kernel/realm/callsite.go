package realm

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/inside"
	"loopbook/kernel/realm/lower/syntax"
)

// HOW a frame is written
//
// As V8 does, from what the receiver and the function are called when the stack is read:
//
//	receiver undefined or global   f (place)              no name: place
//	any other receiver             Type.f [as key] (place)  Type: its constructor; key: where the receiver has f, if that
//	                                                        is another name; a name that is no identifier has no Type
//	constructor                    new F (place)
//	suspended                      async … · async Promise.all (index 0)
//
// goja loses the receiver of an arrow function. That it was called as a method shows in the text of the caller.

// callSite is one frame with what is around it.
type callSite struct {
	s      *stackFormat
	f      *inside.Frame
	caller *inside.Frame // the next frame, nil for the outermost
	inner  *inside.Frame // the frame before, nil for the innermost
	// label replaces the name of the function: "<static_initializer>".
	label string
	// known is where the frame is, if not at its instruction.
	known *place
}

// sites returns the first frames as V8 has them, at most limit: with those that goja has not, without those that only goja
// has.
func (s *stackFormat) sites(frames []inside.Frame, limit int) []*callSite {
	sites := make([]*callSite, 0, len(frames))
	s.noteOrigins(frames)
	for i := 0; i < len(frames) && len(sites) < limit; i++ {
		c := &callSite{s: s, f: &frames[i]}
		if i > 0 {
			c.inner = &frames[i-1]
		}
		if i+1 < len(frames) {
			c.caller = &frames[i+1]
		}
		sites = append(sites, s.withInitializer(c)...)
		if s.isResumed(c) {
			sites = append(sites, &callSite{s: s, f: &inside.Frame{}, label: c.functionName() + ".next"})
		}
	}
	return sites[:min(len(sites), limit)]
}

// isResumed tells whether the frame is of a generator that a loop or spread has resumed: V8 calls next() for that.
func (s *stackFormat) isResumed(c *callSite) bool {
	n := s.nodeOf(c.f)
	if n == nil || !n.Has(syntax.GeneratorFlag) || c.f.Async || c.caller == nil {
		return false
	}
	if c.caller.Program == nil {
		switch s.functionName(c.caller.Function) {
		case "next", "return", "throw":
			return false
		}
		return true
	}
	switch op := s.r.errors.machine.OpAt(c.caller.Program, c.caller.PC).Name; {
	case strings.HasPrefix(op, "iter"), strings.HasPrefix(op, "push"), op == "newArrayFromIter":
		return true
	}
	return false
}

const (
	instanceInitializer = "<instance_members_initializer>"
	staticInitializer   = "<static_initializer>"
)

// withInitializer adds the constructor that initialises fields, which goja has not called yet when it does so. A static
// block is a function of its own to goja, and a part of the initializer to V8.
func (s *stackFormat) withInitializer(c *callSite) []*callSite {
	if c.f.Program == nil {
		return []*callSite{c}
	}
	switch name := s.r.errors.machine.FunctionName(c.f.Program); {
	case name == staticInitializer && c.inner != nil && s.inStaticBlock(c.inner):
		return nil
	case s.inStaticBlock(c.f):
		c.label = staticInitializer
	case name == staticInitializer:
		f := *c.f
		f.Construct = false
		c.f, c.label = &f, name
	case name == instanceInitializer:
		f := *c.f
		f.Construct = false
		c.f, c.label = &f, name
		if c.caller == nil || c.caller.Function != c.f.Function {
			constructor := *c.f
			constructor.Construct = true
			at := s.constructorPlace(c.f)
			return []*callSite{c, {s: s, f: &constructor, known: &at}}
		}
	}
	return []*callSite{c}
}

// isToplevel tells whether there is no receiver to speak of.
func (c *callSite) isToplevel() bool {
	this := c.this()
	return this == nil || goja.IsUndefined(this) || goja.IsNull(this) || this == c.s.r.rt.GlobalObject()
}

// this is the receiver, nil if there is none. V8 has one for an arrow function too: what it was called on.
func (c *callSite) this() goja.Value {
	if _, ok := c.f.This.(*goja.Object); ok || c.f.HiddenThis == nil || !c.s.calledBack(c.f) {
		return c.f.This
	}
	if n := c.s.nodeOf(c.f); n == nil || n.Kind != syntax.Arrow {
		return c.f.This
	}
	return c.f.HiddenThis
}

// calledBack tells whether f was called on an object: by its timer, or by the emitter that it listens to.
func (s *stackFormat) calledBack(f *inside.Frame) bool {
	return f.HiddenBy == nil || s.r.errors.machine.Source(f.HiddenBy).Name() == internalPrefix+"node:events"
}

// isMethod tells whether the frame is written with its receiver.
func (c *callSite) isMethod() bool {
	return !c.f.Construct && (!c.isToplevel() || c.isArrowMethod())
}

// isArrowMethod tells whether the frame is of an arrow function that its caller calls as a method.
func (c *callSite) isArrowMethod() bool {
	n := c.s.nodeOf(c.f)
	if n == nil || n.Kind != syntax.Arrow || c.caller == nil || c.caller.Program == nil || c.f.HiddenBy != nil {
		return false
	}
	callee := c.callee()
	if callee == nil || callee.Kind != syntax.Dot && callee.Kind != syntax.Index {
		return false
	}
	// what is awaited may be another call: `await f().catch(g)`
	return !c.caller.Async || c.calledKey() == c.functionName()
}

// callee is what the caller calls, or awaits the call of, in the text; nil if that is unknown.
func (c *callSite) callee() *syntax.Node {
	n := c.s.step(c.caller).Node
	if n != nil && n.Kind == syntax.Await {
		n = n.Kids[0]
	}
	if n == nil || n.Kind != syntax.Call {
		return nil
	}
	return n.Kids[0]
}

// functionName is the name of the function, "" if it has none.
func (c *callSite) functionName() string {
	switch {
	case c.label != "":
		return c.label
	case c.f.Combinator != nil:
		return c.f.Combinator.Name
	case c.f.Function != nil:
		if name := c.s.functionName(c.f.Function); name != "" && !(name == "anonymous" && c.isEval()) {
			return name
		}
	}
	if c.f.Program == nil {
		return ""
	}
	if name := c.s.inferredName(c.f); name != "" {
		return name
	}
	if c.isEval() {
		return "eval"
	}
	return ""
}

// typeName is the name of the receiver's constructor, "" if the frame is no method.
func (c *callSite) typeName() string {
	if !c.isMethod() {
		return ""
	}
	o, ok := c.this().(*goja.Object)
	switch {
	case !ok && c.isToplevel():
		return c.s.fieldClass(c.f)
	case !ok:
		return c.s.tools.primitiveType(c.this())
	case c.s.tools.isGenerator(o) && c.f.Program == nil && c.inner != nil && c.inner.Function != nil:
		return c.s.functionName(c.inner.Function)
	}
	return c.s.constructorName(o)
}

// methodName is the key under which the receiver has the function, "" if it has it under none or several.
func (c *callSite) methodName() string {
	if c.label != "" || c.f.Function == nil {
		return ""
	}
	o, ok := c.this().(*goja.Object)
	if !ok {
		if c.isArrowMethod() {
			return c.calledKey()
		}
		return ""
	}
	name := c.functionName()
	if prefix := "get "; strings.HasPrefix(name, prefix) || strings.HasPrefix(name, "set ") {
		name = name[len(prefix):]
	}
	if i := strings.LastIndexByte(name, '.'); i >= 0 && c.s.functionName(c.f.Function) == "" {
		name = name[i+1:]
	}
	return c.s.tools.keyOf(o, c.f.Function, name)
}

// calledKey is the key in the text of a method call.
func (c *callSite) calledKey() string {
	callee := c.callee()
	if k := callee.Kids[1]; callee.Kind == syntax.Dot || k.Kind == syntax.String {
		return k.Text
	}
	return ""
}

// text is the frame as V8 writes it, without "at".
func (c *callSite) text() string {
	var b strings.Builder
	if c.f.Async {
		b.WriteString("async ")
	}
	if k := c.f.Combinator; k != nil {
		b.WriteString("Promise." + k.Name + " (index " + strconv.Itoa(k.Index) + ")")
		return b.String()
	}
	name := c.functionName()
	switch {
	case c.isMethod():
		b.WriteString(c.methodText(name))
	case c.f.Construct && name == "":
		b.WriteString("new <anonymous>")
	case c.f.Construct:
		b.WriteString("new " + name)
	case name != "":
		b.WriteString(name)
	default:
		b.WriteString(c.location())
		return b.String()
	}
	b.WriteString(" (" + c.location() + ")")
	return b.String()
}

var identifier = regexp.MustCompile(`^[\p{L}_$][\p{L}\p{N}_$]*$`)

// methodText is the name of a method with its receiver.
func (c *callSite) methodText(name string) string {
	typeName, key := c.typeName(), c.methodName()
	if o, ok := c.this().(*goja.Object); ok && (c.s.isClass(o) || c.f.Program == nil && c.s.r.errors.machine.IsNative(o)) {
		if class := c.s.functionName(o); class != "" {
			typeName = class
		}
	}
	if name == "" {
		if key == "" {
			key = "<anonymous>"
		}
		if typeName == "" {
			return key
		}
		return typeName + "." + key
	}
	full := name
	if typeName != "" && name != typeName && identifier.MatchString(name) {
		full = typeName + "." + name
	}
	if key != "" && name != key && !strings.HasSuffix(name, "."+key) && !strings.HasSuffix(name, " "+key) {
		full += " [as " + key + "]"
	}
	return full
}

// location is the place of the frame in parentheses.
func (c *callSite) location() string {
	if c.f.Program == nil {
		return "<anonymous>"
	}
	p := c.place()
	if p.origin != "" {
		return p.origin + ", <anonymous>:" + strconv.Itoa(p.line) + ":" + strconv.Itoa(p.column)
	}
	return p.url + ":" + strconv.Itoa(p.line) + ":" + strconv.Itoa(p.column)
}

// isEval tells whether the code of the frame was made by eval or a Function constructor.
func (c *callSite) isEval() bool {
	return c.f.Program != nil && isEvalFile(c.s.r.errors.machine.Source(c.f.Program).Name())
}

// place is where the frame is.
func (c *callSite) place() place {
	if c.known != nil {
		return *c.known
	}
	if c.f.Program == nil {
		return place{}
	}
	return c.s.placeOf(c.f)
}
