package inside

import "github.com/dop251/goja"

// Calling is a call that code of a program makes.
type Calling struct {
	// Program and PC say where; Program is nil if no code is on the way that keep keeps.
	Program *goja.Program
	PC      int
	// Function is what is called, and Args are what it is given: nil if goja has moved them. They are on goja's stack, so
	// they are true only now.
	Function *goja.Object
	Args     []goja.Value
}

// Calling returns the innermost call made by code that keep keeps; what was called then may have called other code.
func (m *Machine) Calling(keep func(*goja.Program) bool) Calling {
	values, calls := m.stack(), *m.regs.callStack.in(m.vm)
	c, callee := m.current(), call{}
	for i := calls.len; ; i-- {
		if c.prg != nil && keep(c.prg) {
			return m.calling(c, callee, values)
		}
		if i == 0 {
			return Calling{}
		}
		if c.isCall() {
			callee = c
		}
		c = m.caller(calls, i-1)
	}
}

func (m *Machine) calling(c, callee call, values []goja.Value) Calling {
	k := Calling{Program: c.prg, PC: c.pc}
	if callee.sb < 1 || callee.sb > len(values) {
		return k
	}
	k.Function, _ = values[callee.sb-1].(*goja.Object)
	first := callee.sb
	if callee.prg != nil {
		first++ // behind the receiver
	}
	end := len(values)
	if op := m.OpAt(c.prg, c.pc); op.Count > 0 {
		end = min(end, first+op.Count)
	}
	if first < end {
		k.Args = values[first:end]
	}
	return k
}

// Outermost returns the outermost function on the way whose code keep keeps, and its code; nil if there is none. The
// function of a script is nil.
func (m *Machine) Outermost(keep func(*goja.Program) bool) (*goja.Object, *goja.Program) {
	values, calls := m.stack(), *m.regs.callStack.in(m.vm)
	for i := range calls.len + 1 {
		c := m.current()
		if i < calls.len {
			c = m.caller(calls, i)
		}
		if c.prg == nil || !keep(c.prg) {
			continue
		}
		var f *goja.Object
		if c.sb > 0 && c.sb <= len(values) {
			f, _ = values[c.sb-1].(*goja.Object)
		}
		return f, c.prg
	}
	return nil, nil
}

// Callers appends the places of the calls on the way whose code keep keeps, innermost first, at most limit of them.
func (m *Machine) Callers(list []Frame, limit int, keep func(*goja.Program) bool) []Frame {
	calls := *m.regs.callStack.in(m.vm)
	c := m.current()
	for i := calls.len; len(list) < limit; i-- {
		if c.prg != nil && keep(c.prg) {
			list = append(list, Frame{Program: c.prg, PC: c.pc})
		}
		if i == 0 {
			break
		}
		c = m.caller(calls, i-1)
	}
	return list
}
