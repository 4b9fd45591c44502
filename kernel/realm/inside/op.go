package inside

import (
	"reflect"
	"strings"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// Op is an instruction.
type Op struct {
	// Name is goja's name for it without leading underscore and star, e.g. "getProp", "call", "new"; "" is none (native
	// code runs).
	Name string
	// Text is the name that a getProp, loadDynamic … is about.
	Text string
	// Count is the number of arguments of a call or new; -1 when only the stack knows (a spread).
	Count int
	// Method and Static tell of which kind a private name is: a method or accessor, static.
	Method, Static bool
}

// opKind is what is known of all instructions of one type.
type opKind struct {
	name string
	kind reflect.Kind
	text uintptr // of a struct: 1 + the offset of its string "name"
	// 1 + the offsets of its bools "isMethod" and "isStatic"
	method, static uintptr
}

// Op returns the instruction that the innermost call is at.
func (m *Machine) Op() Op {
	c := m.current()
	return m.OpAt(c.prg, c.pc)
}

// OpAt returns the instruction at pc of p.
func (m *Machine) OpAt(p *goja.Program, pc int) Op {
	if p == nil {
		return Op{}
	}
	code := m.code(p)
	if pc < 0 || pc >= len(code) || code[pc].kind == nil {
		return Op{}
	}
	return m.kindOf(p, pc, code[pc]).read(code[pc].data)
}

// kindOf returns the kind of instruction in, which is at pc of p.
func (m *Machine) kindOf(p *goja.Program, pc int, in pair) opKind {
	k, known := m.ops[in.kind]
	if known {
		return k
	}
	all := reflect.NewAt(m.program.codeType, unsafe.Pointer(m.program.code.in(unsafe.Pointer(p)))).Elem()
	t := all.Index(pc).Elem().Type()
	k = opKind{name: strings.TrimPrefix(under(t).Name(), "_"), kind: t.Kind()}
	if s := under(t); s.Kind() == reflect.Struct {
		k.text = offsetOf(s, "name", reflect.String)
		k.method, k.static = offsetOf(s, "isMethod", reflect.Bool), offsetOf(s, "isStatic", reflect.Bool)
		k.kind = reflect.Struct
	}
	m.ops[in.kind] = k
	return k
}

// offsetOf returns 1 + the offset of a field of s, 0 if it has no such field.
func offsetOf(s reflect.Type, name string, kind reflect.Kind) uintptr {
	if f, ok := s.FieldByName(name); ok && f.Type.Kind() == kind {
		return f.Offset + 1
	}
	return 0
}

// read reads what an instruction of kind k carries at data.
func (k opKind) read(data unsafe.Pointer) Op {
	op := Op{Name: k.name}
	switch k.kind {
	case reflect.String:
		op.Text = (*(*unistring.String)(data)).String()
	case reflect.Uint32:
		op.Count = int(*(*uint32)(data))
	case reflect.Struct:
		if k.text > 0 {
			op.Text = (*(*unistring.String)(unsafe.Add(data, k.text-1))).String()
		}
		op.Method = k.method > 0 && *(*bool)(unsafe.Add(data, k.method-1))
		op.Static = k.static > 0 && *(*bool)(unsafe.Add(data, k.static-1))
	}
	if strings.Contains(k.name, "Variadic") {
		op.Count = -1
	}
	return op
}

// Operand returns the value i places below the top of the operand stack, nil if there is none.
func (m *Machine) Operand(i int) goja.Value {
	s := m.stack()
	if i < 0 || i >= len(s) {
		return nil
	}
	return s[len(s)-1-i]
}

// Popped returns the value that the running instruction has just taken off the stack.
func (m *Machine) Popped() goja.Value {
	s, sp := *m.regs.stack.in(m.vm), *m.regs.sp.in(m.vm)
	if sp < 0 || sp >= len(s) {
		return nil
	}
	return s[sp]
}

// Arguments returns the arguments of op, the call or new that the innermost call is at.
func (m *Machine) Arguments(op Op) []goja.Value {
	s := m.stack()
	if op.Count < 0 {
		return s[min(m.spread(s)+2, len(s)):]
	}
	return s[max(len(s)-op.Count, 0):]
}

// Callee returns what op, the instruction that the innermost call is at, calls or constructs.
func (m *Machine) Callee(op Op) goja.Value {
	s := m.stack()
	i := len(s) - op.Count - 1
	if op.Count < 0 {
		i = m.spread(s) + 1
		if op.Name != "newVariadic" {
			i++ // the receiver comes first
		}
	}
	if i < 0 || i >= len(s) {
		return nil
	}
	return s[i]
}

// spread returns where on the stack the arguments of a call with spread ones begin.
func (m *Machine) spread(s []goja.Value) int {
	for i := len(s) - 1; i >= 0; i-- {
		if sym, ok := s[i].(*goja.Symbol); ok && sym.String() == "[variadic marker]" {
			return i
		}
	}
	return -1
}

// Native returns the built-in function that is running, its receiver and its arguments; nil when the innermost call is
// one of a program.
func (m *Machine) Native() (function *goja.Object, this goja.Value, args []goja.Value) {
	c := m.current()
	s := m.stack()
	if c.prg != nil || c.sb < 2 || c.sb > len(s) {
		return nil, nil, nil
	}
	function, _ = s[c.sb-1].(*goja.Object)
	return function, s[c.sb-2], s[c.sb:]
}

// Next returns the function that the innermost call is about to call, its receiver, and whether it constructs; nil if it
// calls nothing or something that is no object.
func (m *Machine) Next() (function *goja.Object, this goja.Value, construct bool) {
	op := m.Op()
	s := m.stack()
	callee, receiver := -1, -1
	switch {
	case op.Count < 0: // the arguments are spread: where they begin is not known any more
	case op.Name == "call":
		callee, receiver = len(s)-op.Count-1, len(s)-op.Count-2
	case op.Name == "new": // goja has pushed the function, the object and the arguments once more
		callee, receiver, construct = len(s)-op.Count-2, len(s)-op.Count-1, true
	}
	if callee < 0 || receiver < 0 {
		return nil, nil, false
	}
	function, _ = s[callee].(*goja.Object)
	return function, s[receiver], construct
}

// Running returns the code of the innermost call and the instruction it is at; nil for native code.
func (m *Machine) Running() (p *goja.Program, pc int) {
	c := m.current()
	return c.prg, c.pc
}

// ClassAtWork returns the class whose superclass the running instruction, a new or super(), wants; nil if it is neither.
func (m *Machine) ClassAtWork(op Op) *goja.Object {
	switch op.Name {
	case "new", "newVariadic":
		o, _ := m.Callee(op).(*goja.Object)
		return o
	case "superCall", "superCallVariadic":
		s, sb := m.stack(), m.current().sb
		if sb < 1 || sb > len(s) {
			return nil
		}
		o, _ := s[sb-1].(*goja.Object)
		return o
	}
	return nil
}

// Outer returns the code and the instruction of the innermost call of a program, where native code runs.
func (m *Machine) Outer() (p *goja.Program, pc int) {
	calls := *m.regs.callStack.in(m.vm)
	for i := calls.len - 1; i >= 0; i-- {
		if c := m.caller(calls, i); c.prg != nil {
			return c.prg, c.pc
		}
	}
	return nil, 0
}
