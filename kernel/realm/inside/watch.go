package inside

import (
	"reflect"
	"unsafe"

	"github.com/dop251/goja"
)

// Watch puts a function of ours in front of what the native function f does, for as long as f lives; f looks the same in
// stacks. It does nothing and returns false if f is no native function.
func (m *Machine) Watch(f *goja.Object, ours func(original Call, call goja.FunctionCall) goja.Value) bool {
	k := m.functionOf(f)
	if !k.native {
		return false
	}
	slot := k.call.in(m.selfOf(f).data)
	if *slot == nil {
		return false
	}
	*slot = m.wrap(*slot, ours)
	return true
}

// wrap makes the closure of a hook, and learns how to find the original in it.
func (m *Machine) wrap(original Call, ours func(Call, goja.FunctionCall) goja.Value) func(goja.FunctionCall) goja.Value {
	f := func(call goja.FunctionCall) goja.Value { return ours(original, call) }
	if m.closures.hook.word == 0 {
		wanted := original // a variable whose address is taken is captured by reference: not this one
		m.closures.hook = search(*(*unsafe.Pointer)(unsafe.Pointer(&f)), 3, *(*unsafe.Pointer)(unsafe.Pointer(&wanted)))
	}
	return f
}

// unhooked returns the closure that f is, or is the hook of.
func (m *Machine) unhooked(f unsafe.Pointer) unsafe.Pointer {
	for {
		original := m.closures.hook.of(f)
		if original == nil {
			return f
		}
		f = original
	}
}

// Job is what a promise job works on.
type Job struct {
	// Context is what AsyncContextTracker.Grab returned when the reaction was registered; nil if the job runs none.
	Context any
	// Promise is what the job settles: the derived promise, or that of an async function; of a job that calls the then of a
	// thenable, the promise that follows it.
	Promise *goja.Object
	// Thenable says that it is a job of that kind.
	Thenable bool
	// Async says that an async function goes on.
	Async bool
	// Native says that the handler is a function of goja's, or that there is none: no code of a program runs.
	Native bool
}

// JobOf returns what a promise job works on; the zero Job if that cannot be told.
func (m *Machine) JobOf(job func()) Job {
	if p := m.closures.thenable.of(codeOf(job)); p != nil {
		return Job{Promise: m.rt.ToValue((*goja.Promise)(p)).(*goja.Object), Thenable: true}
	}
	r := m.closures.reactionOf(job)
	if r == nil {
		return Job{}
	}
	j := Job{Context: *m.reaction.context.in(r)}
	if runner := *m.reaction.runner.in(r); runner != nil {
		j.Async, j.Promise = true, m.promiseOf(runner)
		return j
	}
	j.Promise = m.promiseIn(*m.reaction.capability.in(r))
	return j
}

// LastReaction returns what the newest reaction of a pending promise works on.
func (m *Machine) LastReaction(promise *goja.Object) Job {
	self := m.selfOf(promise)
	if self.kind != m.promise.kind {
		return Job{}
	}
	list := *m.promise.fulfilled.in(self.data)
	if len(list) == 0 {
		return Job{}
	}
	r := list[len(list)-1]
	if runner := *m.reaction.runner.in(r); runner != nil {
		return Job{Context: *m.reaction.context.in(r), Async: true, Promise: m.promiseOf(runner)}
	}
	return Job{Context: *m.reaction.context.in(r), Promise: m.promiseIn(*m.reaction.capability.in(r))}
}

// IsPromise reports whether o is a promise of goja's.
func (m *Machine) IsPromise(o *goja.Object) bool { return m.selfOf(o).kind == m.promise.kind }

// Await is an async function that has just been suspended at an await.
type Await struct {
	Frame
	// Operand is what it awaits; nil if that is not known.
	Operand goja.Value
	// Promise is that of the function; nil when it runs for the first time, as goja then keeps it to itself.
	Promise *goja.Object
}

// Awaits returns the async function that goja is about to register a reaction for, when AsyncContextTracker.Grab is called.
// depth is Depth in a job, before it runs. It is false if the reaction is another one.
func (m *Machine) Awaits(depth int) (Await, bool) {
	c := m.current()
	if c.prg != nil { // its first await: goja has not gone back to the caller
		a := Await{Frame: Frame{Program: c.prg, PC: c.pc - 1}}
		if m.OpAt(c.prg, c.pc-1).Name != "yieldMarker" {
			return Await{}, false
		}
		a.Operand = m.awaited()
		return a, true
	}
	runner := *m.regs.runner.in(m.vm)
	if runner == nil || m.regs.callStack.in(m.vm).len != depth {
		return Await{}, false
	}
	return Await{Frame: m.suspended(runner), Operand: m.awaited(), Promise: m.promiseOf(runner)}, true
}

// maxFrame bounds how many values of a suspended function are looked at.
const maxFrame = 1 << 12

// awaited returns the operand of the await. goja has taken it and its marker off the stack, where they still are.
func (m *Machine) awaited() goja.Value {
	s, sp := *m.regs.stack.in(m.vm), *m.regs.sp.in(m.vm)
	s = s[:cap(s)]
	for i := max(sp, 0); i < min(len(s), sp+maxFrame); i++ {
		if s[i] == nil {
			continue
		}
		kind := (*pair)(unsafe.Pointer(&s[i])).kind
		if m.marker == nil && under(reflect.TypeOf(s[i])).Name() == "yieldMarker" {
			m.marker = kind
		}
		if kind == m.marker && i > 0 {
			return s[i-1]
		}
	}
	return nil
}

// HookNew puts a constructor of ours into the native function f, for calls with new only. newTarget is nil for a plain one.
func (m *Machine) HookNew(f *goja.Object, make func(original Constructor) Constructor) bool {
	k := m.functionOf(f)
	if !k.native {
		return false
	}
	construct := k.construct.in(m.selfOf(f).data)
	if *construct == nil {
		return false
	}
	*construct = make(*construct)
	return true
}
