package realm

import (
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
)

// The names that rewritten code of a context uses; its scope knows them.
const (
	scopeName = "__loopbook_scope"
	thisName  = "__loopbook_this"
	adoptName = "__loopbook_adopt"
)

// contextScope is what a context's code is inside of (with): its let, const and class, then its global object. A name that
// the context does not have must not be found outside either, so the scope answers for every name that our own global
// object has.
type contextScope struct {
	c       *contexts
	lexical map[string]*lexicalName
	global  *goja.Object
	sandbox *goja.Object
	has     goja.Callable // Reflect.has
	this    goja.Value    // a function: our global object and this scope become the context's global object
	adopt   goja.Value
	inner   *goja.Object // where intrinsics are
}

// lexicalName is a let, const or class at the top level of a script.
type lexicalName struct {
	value    goja.Value // nil: dead yet
	constant bool
}

// topNames are what a script declares at its top level.
type topNames struct {
	functions, vars []string
	lexicals        []string
	consts          map[string]bool
	// declarations are the statements that make them.
	declarations map[ast.Statement]bool
}

// scope implements scope(global, sandbox, inner, adopt).
func (c *contexts) scope(call goja.FunctionCall) goja.Value {
	s := &contextScope{c: c, lexical: map[string]*lexicalName{}, global: call.Argument(0).(*goja.Object),
		sandbox: call.Argument(1).(*goja.Object), inner: call.Argument(2).(*goja.Object), adopt: call.Argument(3)}
	reflect := c.r.rt.Get("Reflect").(*goja.Object)
	s.has, _ = goja.AssertFunction(reflect.Get("has"))
	object := c.r.rt.NewDynamicObject(s)
	_ = object.SetPrototype(nil)
	s.this = c.r.rt.ToValue(func(call goja.FunctionCall) goja.Value {
		if o, ok := call.Argument(0).(*goja.Object); ok && (o == c.r.rt.GlobalObject() || o == object) {
			return s.global
		}
		return call.Argument(0)
	})
	return object
}

// declare makes the names of a script that is about to run.
func (s *contextScope) declare(names *topNames) {
	globals := append(append([]string(nil), names.functions...), names.vars...)
	for _, name := range append(globals[:len(globals):len(globals)], names.lexicals...) {
		if s.lexical[name] != nil {
			panic(s.c.r.newError("SyntaxError", "Identifier '"+name+"' has already been declared"))
		}
	}
	for _, name := range globals {
		if !s.in(s.sandbox, name) && !s.in(s.inner, name) {
			_ = s.sandbox.Set(name, goja.Undefined())
		}
	}
	for _, name := range names.lexicals {
		s.lexical[name] = &lexicalName{constant: names.consts[name]}
	}
}

func (s *contextScope) in(o *goja.Object, name string) bool {
	v, err := s.has(goja.Undefined(), o, s.c.r.rt.ToValue(name))
	if err != nil {
		panic(err)
	}
	return v.ToBoolean()
}

func (s *contextScope) known(name string) bool {
	return s.lexical[name] != nil || s.in(s.sandbox, name) || s.in(s.inner, name)
}

// Has says whether a name is looked up here. Assigning to an unknown one makes it, in sloppy code.
func (s *contextScope) Has(name string) bool {
	if strings.HasPrefix(name, "__loopbook_") {
		return name == thisName || name == adoptName
	}
	if s.known(name) {
		return true
	}
	instruction := s.c.instruction()
	if strings.HasPrefix(instruction, "resolve") {
		if strings.HasSuffix(instruction, "Strict") {
			panic(s.c.r.newError("ReferenceError", name+" is not defined"))
		}
		return true
	}
	return s.c.r.rt.GlobalObject().Get(name) != nil
}

// Get is the value of a name. One that is unknown is so to typeof, and an error to everything else.
func (s *contextScope) Get(name string) goja.Value {
	switch name {
	case thisName:
		return s.this
	case adoptName:
		return s.adopt
	}
	if l := s.lexical[name]; l != nil {
		if l.value == nil {
			panic(s.c.r.newError("ReferenceError", "Cannot access '"+name+"' before initialization"))
		}
		return l.value
	}
	if s.in(s.sandbox, name) {
		return s.sandbox.Get(name)
	}
	if v := s.inner.Get(name); v != nil {
		return v
	}
	if s.c.instruction() == "loadDynamicRef" {
		return goja.Undefined()
	}
	panic(s.c.r.newError("ReferenceError", name+" is not defined"))
}

func (s *contextScope) Set(name string, v goja.Value) bool {
	if l := s.lexical[name]; l != nil {
		if l.value != nil && l.constant {
			panic(s.c.r.newError("TypeError", "Assignment to constant variable."))
		}
		l.value = v
		return true
	}
	return s.sandbox.Set(name, v) == nil
}

func (s *contextScope) Delete(name string) bool {
	if s.lexical[name] != nil {
		return false
	}
	return s.sandbox.Delete(name) == nil
}

func (s *contextScope) Keys() []string { return nil }
