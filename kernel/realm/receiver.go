package realm

import (
	"reflect"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/inside"
)

// tools look at objects without running code of a program: built-in functions as they were before any program ran.
type tools struct {
	rt         *goja.Runtime
	machine    *inside.Machine
	descriptor goja.Callable // Object.getOwnPropertyDescriptor
	// functionToString is Function.prototype.toString.
	functionToString              goja.Callable
	objectToString, errorToString goja.Value
}

func (t *tools) find(rt *goja.Runtime, machine *inside.Machine) {
	t.rt, t.machine = rt, machine
	object := rt.Get("Object").(*goja.Object)
	t.descriptor, _ = goja.AssertFunction(object.Get("getOwnPropertyDescriptor"))
	prototype := func(name string) *goja.Object { return rt.Get(name).(*goja.Object).Get("prototype").(*goja.Object) }
	t.functionToString, _ = goja.AssertFunction(prototype("Function").Get("toString"))
	t.objectToString, t.errorToString = prototype("Object").Get("toString"), prototype("Error").Get("toString")
}

// own returns the descriptor of an own property, nil if there is none or o is a Proxy.
func (t *tools) own(o *goja.Object, key goja.Value) *goja.Object {
	if t.machine.IsProxy(o) {
		return nil
	}
	v, err := t.descriptor(goja.Undefined(), o, key)
	if err != nil {
		return nil
	}
	d, _ := v.(*goja.Object)
	return d
}

// data returns the value of an own data property, nil if there is none.
func (t *tools) data(o *goja.Object, key goja.Value) goja.Value {
	if d := t.own(o, key); d != nil {
		return d.Get("value")
	}
	return nil
}

// text returns the string in an own data property, "" if there is none.
func (t *tools) text(o *goja.Object, key goja.Value) string {
	if s, ok := t.data(o, key).(goja.String); ok {
		return s.String()
	}
	return ""
}

// isHeldBy tells whether the property that d describes holds the function f, as its value, getter or setter.
func isHeldBy(d, f *goja.Object) bool {
	for _, part := range []string{"value", "get", "set"} {
		if d.Get(part) == goja.Value(f) {
			return true
		}
	}
	return false
}

// keyOf returns the key under which o or what it inherits from has f: name if it is that, else the only enumerable one,
// "" if there are none or several.
func (t *tools) keyOf(o, f *goja.Object, name string) string {
	if name != "" {
		for p := o; p != nil; p = p.Prototype() {
			if d := t.own(p, t.rt.ToValue(name)); d != nil {
				if isHeldBy(d, f) {
					return name
				}
				break
			}
			if t.machine.IsProxy(p) {
				break
			}
		}
	}
	found := ""
	for p := o; p != nil && !t.machine.IsProxy(p); p = p.Prototype() {
		for _, key := range p.Keys() {
			if d := t.own(p, t.rt.ToValue(key)); d == nil || !isHeldBy(d, f) || key == found {
				continue
			}
			if found != "" {
				return ""
			}
			found = key
		}
	}
	return found
}

// isGenerator tells whether o is a generator object.
func (t *tools) isGenerator(o *goja.Object) bool { return t.machine.IsGenerator(o) }

// primitiveType is the name of the constructor of a primitive receiver.
func (t *tools) primitiveType(v goja.Value) string {
	switch v.(type) {
	case goja.String:
		return "String"
	case *goja.Symbol:
		return "Symbol"
	}
	switch v.ExportType().Kind() {
	case reflect.Bool:
		return "Boolean"
	case reflect.Int64, reflect.Float64:
		return "Number"
	}
	return "BigInt"
}

// constructorName is what V8 takes for the type of o: its tag, or the name of its prototype's constructor.
func (s *stackFormat) constructorName(o *goja.Object) string {
	t := &s.tools
	if t.machine.IsProxy(o) {
		return "Proxy"
	}
	for p := o; p != nil && !t.machine.IsProxy(p); p = p.Prototype() {
		if tag := t.text(p, goja.SymToStringTag); tag != "" {
			return tag
		}
	}
	if p := o.Prototype(); p != nil && !t.machine.IsProxy(p) {
		if c, ok := t.data(p, t.rt.ToValue("constructor")).(*goja.Object); ok {
			if name := s.functionName(c); name != "" {
				return name
			}
		}
	}
	switch class := o.ClassName(); class {
	case "", "Object", "GoMap":
		return "Object"
	default:
		return class
	}
}

// functionName is the name of a function: its own property, or the one V8 infers for it.
func (s *stackFormat) functionName(f *goja.Object) string {
	if name := s.tools.text(f, s.r.rt.ToValue("name")); name != "" {
		return name
	}
	program := s.r.errors.machine.ProgramOf(f)
	if program == nil {
		return ""
	}
	if d := s.tools.own(f, s.r.rt.ToValue("name")); d != nil && d.Get("get") != nil {
		if name := s.r.errors.machine.FunctionName(program); name != "" {
			return name
		}
	}
	script := s.script(program)
	if script == nil {
		return ""
	}
	if fn := script.Function(s.r.errors.machine.Start(program)); fn != nil && fn.Node.IsFunction() {
		return script.Inferred(fn.Node)
	}
	return ""
}

// isClass tells whether o was made by a class.
func (s *stackFormat) isClass(o *goja.Object) bool { return s.r.errors.machine.IsClass(o) }
