package inside

import (
	"reflect"
	"strings"
	"unsafe"

	"github.com/dop251/goja"
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
}

// opKind is what is known of all instructions of one type.
type opKind struct {
	name string
	kind reflect.Kind
	text uintptr // of a struct: 1 + the offset of its string "name"
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
		if f, ok := s.FieldByName("name"); ok && f.Type.Kind() == reflect.String {
			k.text = f.Offset + 1
		}
		k.kind = reflect.Struct
	}
	m.ops[in.kind] = k
	return k
}

// read reads what an instruction of kind k carries at data.
func (k opKind) read(data unsafe.Pointer) Op {
	op := Op{Name: k.name}
	switch k.kind {
	case reflect.String:
		op.Text = *(*string)(data)
	case reflect.Uint32:
		op.Count = int(*(*uint32)(data))
	case reflect.Struct:
		if k.text > 0 {
			op.Text = *(*string)(unsafe.Add(data, k.text-1))
		}
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
