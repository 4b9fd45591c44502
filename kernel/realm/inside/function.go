package inside

import (
	"reflect"
	"unsafe"

	"github.com/dop251/goja"
)

// functionKind is what is known of all function objects of one Go type.
type functionKind struct {
	name   string
	prg    slot[*goja.Program]
	code   bool // they have a program
	native bool // they are Go code of goja or of its host
	// generator is where a generator object keeps its generator.
	generator slot[struct{}]
	nativeSlots
}

// nativeSlots are the Go code of a native function.
type nativeSlots struct {
	call      slot[func(goja.FunctionCall) goja.Value]
	construct slot[func([]goja.Value, *goja.Object) *goja.Object]
}

// functionOf returns the kind of o.
func (m *Machine) functionOf(o *goja.Object) functionKind {
	self := m.selfOf(o)
	if k, known := m.functions[self.kind]; known {
		return k
	}
	t := reflect.ValueOf(o).Elem().FieldByName("self").Elem().Type()
	k := functionKind{name: under(t).Name()}
	if under(t).Kind() == reflect.Struct {
		f := &finder{}
		k.prg = slotOf[*goja.Program](f, t, "prg")
		k.code = f.err == nil
	}
	if k.name == "nativeFuncObject" || k.name == "templatedFuncObject" {
		f := &finder{}
		k.call = slotOf[func(goja.FunctionCall) goja.Value](f, t, "f")
		k.construct = slotOf[func([]goja.Value, *goja.Object) *goja.Object](f, t, "construct")
		k.native = f.err == nil
	}
	if k.name == "generatorObject" {
		k.generator = slotOf[struct{}](&finder{}, t, "gen")
	}
	m.functions[self.kind] = k
	return k
}

// ProgramOf returns the code of a function that a program made; nil for any other object, and for a class without a
// constructor of its own.
func (m *Machine) ProgramOf(o *goja.Object) *goja.Program {
	if k := m.functionOf(o); k.code {
		return *k.prg.in(m.selfOf(o).data)
	}
	return nil
}

// IsClass reports whether o was made by a class.
func (m *Machine) IsClass(o *goja.Object) bool { return m.functionOf(o).name == "classFuncObject" }

// IsArrow reports whether o is an arrow function.
func (m *Machine) IsArrow(o *goja.Object) bool {
	n := m.functionOf(o).name
	return n == "arrowFuncObject" || n == "asyncArrowFuncObject"
}

// IsGenerator reports whether o is a generator object, one that a generator function made.
func (m *Machine) IsGenerator(o *goja.Object) bool { return m.functionOf(o).name == "generatorObject" }

// IsNative reports whether o is a function that is not a program's, nor bound.
func (m *Machine) IsNative(o *goja.Object) bool { return m.functionOf(o).native }

// NativeCode returns the place of the Go code that the native function f calls, or constructs with if it cannot be called;
// 0 if f is none.
func (m *Machine) NativeCode(f *goja.Object) uintptr {
	k := m.functionOf(f)
	if !k.native {
		return 0
	}
	self := m.selfOf(f).data
	if call := m.unhooked(*(*unsafe.Pointer)(unsafe.Pointer(k.call.in(self)))); call != nil {
		return *(*uintptr)(call)
	}
	if construct := *(*unsafe.Pointer)(unsafe.Pointer(k.construct.in(self))); construct != nil {
		return *(*uintptr)(construct)
	}
	return 0
}

// IsConstructor reports whether o can be constructed.
func (m *Machine) IsConstructor(o *goja.Object) bool {
	_, ok := goja.AssertConstructor(o)
	return ok
}

// Suspended returns where a suspended generator goes on; false if it is none, or has ended.
func (m *Machine) Suspended(generator *goja.Object) (Frame, bool) {
	k := m.functionOf(generator)
	if k.name != "generatorObject" {
		return Frame{}, false
	}
	f := m.suspended(unsafe.Add(m.selfOf(generator).data, k.generator.offset+m.async.inGenerator-m.async.context.offset))
	return f, f.Program != nil
}

// Delegating returns where the generator, which is running or suspended, delegates, and to which value.
func (m *Machine) Delegating(generator *goja.Object) (Frame, goja.Value, bool) {
	k := m.functionOf(generator)
	if k.name != "generatorObject" {
		return Frame{}, nil, false
	}
	p := unsafe.Add(m.selfOf(generator).data, k.generator.offset+m.async.inGenerator)
	f := Frame{Program: *m.context.prg.in(p), PC: *m.context.pc.in(p) - 1}
	values := *m.async.stack.in(p)
	if len(values) > 1 {
		f.Function, _ = values[0].(*goja.Object)
		f.This = values[1]
	}
	// goja has taken the value off the stack that it has put away since: it still is where it was
	var value goja.Value
	s, sp := *m.regs.stack.in(m.vm), *m.regs.sp.in(m.vm)
	if i := sp + len(values); i >= 0 && i < cap(s) {
		value = s[:cap(s)][i]
	}
	return f, value, f.Program != nil
}
