package realm

import (
	"strings"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/culprit"
	"loopbook/kernel/realm/inside"
)

// HOW goja's words become V8's
//
// goja says what failed in its own words; at which instruction, with which operands, or in which built-in function, it
// does not say. That can be seen (package inside), and the text of the program tells how V8 writes the expression at fault
// (package culprit). So goja's message only selects a rule; what the rule says comes from the machine:
//
//	an instruction of the program   wording_program.go   by the kind of instruction
//	a built-in function             wording_builtin.go   by the function
//	both                            wording_common.go    by the message alone
//
// A message that no rule knows stays as it is. All of it happens before the error is made, so message is an ordinary
// property from the start; it costs a microsecond or two, and the reading of a text only where an expression is named, once
// for each text that is kept.

// wording translates messages. Loop goroutine only.
type wording struct{ h *errorHook }

func newWording(h *errorHook) *wording { return &wording{h} }

// translate returns the message of an error that goja is about to make, in V8's words.
func (w *wording) translate(constructor string, message goja.Value) goja.Value {
	f := w.fault(message.String())
	f.constructor = constructor
	if text, ok := f.reword(); ok {
		return w.h.r.rt.ToValue(text)
	}
	return message
}

// fault is an error that goja is about to make.
type fault struct {
	*wording
	t           *tools
	constructor string
	text        string // goja's message

	// The instruction that failed; op.Name is "" in a built-in function that was called.
	op      inside.Op
	program *goja.Program
	pc      int
	// The built-in function that failed, its receiver and arguments; nil if there is none.
	builtin *goja.Object
	this    goja.Value
	args    []goja.Value
	// value is what a generator delegates to, if delegating; looked up first, for goja has it off its stack already.
	value goja.Value

	found *culprit.Step
}

// fault looks at the machine.
func (w *wording) fault(text string) *fault {
	m := w.h.machine
	f := &fault{wording: w, t: &w.h.r.stacks.tools, text: text, op: m.Op()}
	f.program, f.pc = m.Running()
	if f.program == nil {
		f.builtin, f.this, f.args = m.Native()
		if f.builtin != nil && m.IsProxy(f.builtin) { // goja has a frame for the call of a proxy
			f.builtin = nil
			f.program, f.pc = m.Outer()
			f.op = m.OpAt(f.program, f.pc)
			return f
		}
		if frame, ok := m.Builtin(); ok { // called through call or apply
			f.builtin, f.this, f.args = frame.Function, frame.This, f.args[min(1, len(f.args)):]
		}
		if generator, ok := f.this.(*goja.Object); ok && f.isNotIterable() {
			_, f.value, _ = m.Delegating(generator)
		}
		return f
	}
	if frame, ok := m.Builtin(); ok {
		f.builtin, f.args = frame.Function, m.Arguments(f.op)
	}
	return f
}

// reword returns V8's words; false if no rule knows goja's.
func (f *fault) reword() (string, bool) {
	if f.program != nil {
		if text, ok := f.rewordProgram(); ok {
			return text, true
		}
	}
	if f.builtin != nil {
		if text, ok := f.rewordBuiltin(); ok {
			return text, true
		}
	}
	return f.rewordAnywhere()
}

// step is what the program does at the instruction; the zero Step if that is unknown.
func (f *fault) step() culprit.Step {
	if f.found == nil {
		s := f.h.r.stacks.step(&inside.Frame{Program: f.program, PC: f.pc})
		f.found = &s
	}
	return *f.found
}

// has reports whether goja's message begins with one of the prefixes.
func (f *fault) has(prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(f.text, p) {
			return true
		}
	}
	return false
}
