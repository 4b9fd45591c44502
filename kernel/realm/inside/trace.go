package inside

import (
	"reflect"
	"unsafe"

	"github.com/dop251/goja"
)

// Trace is what an error remembers of where it was made.
type Trace struct {
	// Frames are innermost first; of those that are written for them there are at most Limit.
	Frames []Frame
	Limit  int
	// Stack is the value of its stack property, once Made.
	Stack goja.Value
	Made  bool
	// Headless says that the program asked for no stack at all (Error.stackTraceLimit is not a number).
	Headless bool
	// Arrow shows the source line that the error is about, wherever it is thrown; "" for most errors.
	Arrow string
	// Thrown shows the source line of the first throw, which a later one replaces; nil if the frames tell.
	Thrown func() string
	// Hidden is a frame of the machinery that made the error, as text; it is shown when there is no other.
	Hidden string
}

// Remember makes the error object e remember t instead of the stack that goja captured, which is freed: a throw of e is
// from then on noted with the place of the throw. The accessor takes the place of goja's own stack property. It does
// nothing and returns false if e is no error object of goja.
//
// goja's field for the captured stack is an empty list from then on; its address is that of t.
func (m *Machine) Remember(e *goja.Object, t *Trace, get, set *goja.Object) bool {
	self := m.selfOf(e)
	if self.kind != m.errors.kind {
		return false
	}
	*m.errors.stack.in(self.data) = unsafe.Slice((*goja.StackFrame)(unsafe.Pointer(t)), 0)
	if *m.errors.stackAdded.in(self.data) {
		return true
	}
	*m.errors.stackAdded.in(self.data) = true
	if err := e.DefineAccessorProperty("stack", get, set, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic("inside: defining the stack of a new error: " + err.Error())
	}
	names := *m.errors.names.in(self.data)
	last := len(names) - 1
	stack := names[last]
	copy(names[1:], names[:last])
	names[0] = stack
	return true
}

// ThrownAt returns the calls on the way when e was thrown, innermost first, with nothing but where they were; none if goja
// did not note them, as it does not when it made the error itself.
func (m *Machine) ThrownAt(e *goja.Exception) []Frame {
	stack := e.Stack()
	frames := make([]Frame, len(stack))
	for i := range stack {
		p := unsafe.Pointer(&stack[i])
		frames[i] = Frame{Program: *m.frame.prg.in(p), PC: *m.frame.pc.in(p)}
	}
	return frames
}

// Destructured returns the object that a pattern with a rest takes its properties from, of the stand-in for it that goja
// gives to getters; any other object is returned itself.
func (m *Machine) Destructured(o *goja.Object) *goja.Object {
	self := reflect.ValueOf(o).Elem().FieldByName("self").Elem()
	if self.Kind() != reflect.Pointer || self.Type().Elem().Name() != "destructKeyedSource" {
		return o
	}
	wrapped := self.Elem().FieldByName("wrapped")
	if v, ok := reflect.NewAt(wrapped.Type(), wrapped.Addr().UnsafePointer()).Elem().Interface().(*goja.Object); ok {
		return v
	}
	return o
}

// Remembered returns the trace that e or an object that it inherits from remembers, nil if there is none.
func (m *Machine) Remembered(o *goja.Object) *Trace {
	for ; o != nil; o = o.Prototype() {
		self := m.selfOf(o)
		if self.kind != m.errors.kind {
			if m.IsProxy(o) {
				return nil
			}
			continue
		}
		if s := m.errors.stack.in(self.data); cap(*s) == 0 && unsafe.SliceData(*s) != nil {
			return (*Trace)(unsafe.Pointer(unsafe.SliceData(*s)))
		}
	}
	return nil
}

// IsProxy reports whether o is a Proxy, whose prototype is the answer of a trap.
func (m *Machine) IsProxy(o *goja.Object) bool { return m.selfOf(o).kind == m.proxy }

// IsError reports whether o was made by an error constructor.
func (m *Machine) IsError(o *goja.Object) bool { return m.selfOf(o).kind == m.errors.kind }

// Constructor is what a native constructor does: args are those of the call, newTarget is nil for a plain `new`.
type Constructor func(args []goja.Value, newTarget *goja.Object) *goja.Object

// Call is what a native function does.
type Call = func(goja.FunctionCall) goja.Value

// Hook puts a constructor of ours into the native function f, for calls without new too, and returns the one that was
// there; nil if f is not native or no constructor.
func (m *Machine) Hook(f *goja.Object, make func(original Constructor) Constructor) bool {
	k := m.functionOf(f)
	if !k.native {
		return false
	}
	self := m.selfOf(f).data
	construct := k.construct.in(self)
	if *construct == nil {
		return false
	}
	ours := make(*construct)
	*construct = ours
	*k.call.in(self) = func(call goja.FunctionCall) goja.Value { return ours(call.Arguments, nil) }
	return true
}
