package inside

import (
	"unsafe"

	"github.com/dop251/goja"
)

// Frame is one call on the way, as it was at one moment.
type Frame struct {
	// Program and PC say where: nil for native code.
	Program *goja.Program
	PC      int
	// Function is what was called; nil for the top level of a script.
	Function *goja.Object
	// This is the receiver; nil when there is none or when it is lost (an arrow function has none of its own).
	This goja.Value
	// Construct says that it is a constructor at work.
	Construct bool
	// Async says that the call is suspended at an await; it goes on when the one before it in the list is done.
	Async bool
	// HiddenBy and HiddenThis are the program and the receiver of the call that made this one, if it is of a program and left
	// out; nil if it is not.
	HiddenBy   *goja.Program
	HiddenThis goja.Value
	// Combinator is set for a Promise.all that waits; nothing else but Async is.
	Combinator *Combinator
}

// Frames appends to list the calls on the way, innermost first, until there are limit of them. With skip, all down to the
// innermost call of skip are left out, that one included; so everything is if there is no such call. keep decides about
// each frame; the frames it refuses do not count.
func (m *Machine) Frames(list []Frame, limit int, skip *goja.Object, keep func(*Frame) bool) []Frame {
	w := walk{m: m, frames: list, first: len(list), limit: len(list) + limit, skip: skip, keep: keep, values: m.stack(), calls: *m.regs.callStack.in(m.vm)}
	inner := m.current()
	for i := w.calls.len; i > 0 && len(w.frames) < w.limit; i-- {
		outer := m.caller(w.calls, i-1)
		if inner.isCall() {
			w.add(inner, w.above(i-1))
			inner = outer
			continue
		}
		inner = outer
	}
	if inner.isCall() && len(w.frames) < w.limit {
		w.add(inner, call{})
	}
	return w.frames
}

// Calls reports whether one of the innermost calls, at most depth of them, is of f.
func (m *Machine) Calls(f *goja.Object, depth int) bool {
	calls, values := *m.regs.callStack.in(m.vm), m.stack()
	c := m.current()
	for i := calls.len; ; i-- {
		if c.sb > 0 && c.sb <= len(values) && values[c.sb-1] == goja.Value(f) {
			return true
		}
		if i == 0 || calls.len-i >= depth {
			return false
		}
		c = m.caller(calls, i-1)
	}
}

// walk is a walk over the calls.
type walk struct {
	m      *Machine
	frames []Frame
	first  int // where the frames of this walk begin
	limit  int
	skip   *goja.Object
	keep   func(*Frame) bool
	values []goja.Value
	calls  list
}

// above returns the call that called the one whose caller is call i or below: empty ones are passed over.
func (w *walk) above(i int) call {
	for ; i >= 0; i-- {
		if c := w.m.caller(w.calls, i); c.isCall() {
			return c
		}
	}
	return call{}
}

// add appends the frame of c, which outer called.
func (w *walk) add(c, outer call) {
	f := Frame{Program: c.prg, PC: c.pc}
	if c.sb > 0 && c.sb <= len(w.values) {
		f.Function, _ = w.values[c.sb-1].(*goja.Object)
		f.This = w.receiver(c)
	}
	var builtin *goja.Object
	if c.prg != nil {
		f.Construct, builtin = w.constructs(c, outer, f.Function)
	}
	w.take(&f)
	if builtin != nil && len(w.frames) < w.limit {
		w.take(&Frame{Function: builtin, Construct: true})
	}
}

// take appends f unless it is to be skipped.
func (w *walk) take(f *Frame) {
	if w.skip != nil {
		if f.Function == w.skip {
			w.skip = nil
		}
		return
	}
	if w.keep(f) {
		w.frames = append(w.frames, *f)
		return
	}
	if n := len(w.frames); f.Program != nil && n > w.first && w.frames[n-1].HiddenBy == nil {
		w.frames[n-1].HiddenBy, w.frames[n-1].HiddenThis = f.Program, f.This
	}
}

func (w *walk) receiver(c call) goja.Value {
	if c.prg == nil {
		if c.sb < 2 {
			return nil
		}
		return w.values[c.sb-2]
	}
	if c.sb >= len(w.values) {
		return nil
	}
	return w.values[c.sb]
}

// constructs reports whether c, a call of function, was made by outer's `new` or super(). builtin is the built-in
// constructor that was made and calls function, as Promise does its executor: goja has no frame for it.
func (w *walk) constructs(c, outer call, function *goja.Object) (yes bool, builtin *goja.Object) {
	if outer.prg == nil {
		return w.isReflectConstruct(outer), nil
	}
	op := w.m.OpAt(outer.prg, outer.pc)
	switch op.Name {
	case "superCall", "superCallVariadic":
		return true, nil
	case "new", "newVariadic":
		callee := w.calleeBelow(c, op)
		if callee != nil && callee != function && w.m.IsNative(callee) {
			return false, callee
		}
		return true, nil
	}
	return false, nil
}

func (w *walk) isReflectConstruct(c call) bool {
	if c.sb < 1 || c.sb > len(w.values) {
		return false
	}
	f, ok := w.values[c.sb-1].(*goja.Object)
	return ok && w.m.reflectConstruct != 0 && w.m.NativeCode(f) == w.m.reflectConstruct
}

// calleeBelow returns what the `new` constructs that called c.
func (w *walk) calleeBelow(c call, op Op) *goja.Object {
	i := c.sb - 1 - op.Count - 1
	if op.Count < 0 {
		i = w.m.spread(w.values[:c.sb-1]) + 1
	}
	if i < 0 || i >= len(w.values) {
		return nil
	}
	o, _ := w.values[i].(*goja.Object)
	return o
}

func (m *Machine) selfOf(o *goja.Object) pair { return *m.object.self.in(unsafe.Pointer(o)) }

// Builtin returns the frame of the built-in function that is running where goja has none: a constructor, or the target of
// Function.prototype.call and apply.
func (m *Machine) Builtin() (Frame, bool) {
	if op := m.Op(); op.Name == "new" || op.Name == "newVariadic" {
		if o, ok := m.Callee(op).(*goja.Object); ok && m.IsNative(o) {
			return Frame{Function: o, Construct: true}, true
		}
		return Frame{}, false
	}
	f, this, args := m.Native()
	if f == nil {
		return Frame{}, false
	}
	target, ok := this.(*goja.Object)
	if code := m.NativeCode(f); !ok || code != m.functionCall && code != m.functionApply || !m.IsNative(target) {
		return Frame{}, false
	}
	frame := Frame{Function: target}
	if len(args) > 0 {
		frame.This = args[0]
	}
	return frame, true
}
