package inside

import (
	"fmt"
	"reflect"
	"sort"
	"strings"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"
)

// Machine looks into one runtime.
type Machine struct {
	layout
	rt        *goja.Runtime
	vm        unsafe.Pointer
	ops       map[unsafe.Pointer]opKind       // by the type word of an instruction
	functions map[unsafe.Pointer]functionKind // by the type word of a function's self

	reflectConstruct, functionCall, functionApply uintptr      // the Go code of these functions
	then                                          *goja.Object // Promise.prototype.then
	closures                                      closures
	job                                           func() // the promise job that is running
}

// New returns the Machine of rt. The error says which part of goja is not as expected.
func New(rt *goja.Runtime) (*Machine, error) {
	m := &Machine{rt: rt, ops: map[unsafe.Pointer]opKind{}, functions: map[unsafe.Pointer]functionKind{}}
	vm := reflect.ValueOf(rt).Elem().FieldByName("vm")
	if !vm.IsValid() || vm.Kind() != reflect.Pointer {
		return nil, fmt.Errorf("inside: goja's Runtime has no vm: goja was upgraded past what layout.go knows")
	}
	m.vm = vm.UnsafePointer()
	constructor, ok := rt.Get("Error").(*goja.Object)
	if !ok {
		return nil, fmt.Errorf("inside: goja has no Error")
	}
	e, err := rt.New(constructor)
	if err != nil {
		return nil, fmt.Errorf("inside: making an error: %w", err)
	}
	promise, _, _ := rt.NewPromise()
	proxy := rt.NewProxy(rt.NewObject(), &goja.ProxyTrapConfig{})
	err = m.find(samples{err: e, promise: rt.ToValue(promise).(*goja.Object), proxy: rt.ToValue(proxy).(*goja.Object)})
	if err != nil {
		return nil, err
	}
	m.reflectConstruct = m.codeAt("Reflect", "construct")
	m.functionCall, m.functionApply = m.codeAt("Function", "prototype", "call"), m.codeAt("Function", "prototype", "apply")
	return m, m.learn()
}

// codeAt returns the Go code of the built-in function at a path of properties.
func (m *Machine) codeAt(path ...string) uintptr {
	o := m.rt.GlobalObject()
	for _, key := range path {
		next, ok := o.Get(key).(*goja.Object)
		if !ok {
			return 0
		}
		o = next
	}
	return m.NativeCode(o)
}

// Source returns the name and the text that p was compiled from.
func (m *Machine) Source(p *goja.Program) *file.File { return *m.program.src.in(unsafe.Pointer(p)) }

// FunctionName returns the name that the compiler gave the function p is the code of.
func (m *Machine) FunctionName(p *goja.Program) string {
	return m.program.funcName.in(unsafe.Pointer(p)).String()
}

// Mark is a place in a text that goja's compiler noted. It notes places for some instructions; the others belong to the
// mark before them.
type Mark struct {
	// Offset is the byte of the text.
	Offset int
	// Start tells that the function itself is meant: there is no mark in it yet.
	Start bool
	// Before is the offset of the mark before, 0 if there is none.
	Before int
	// PC is the instruction that it was made for.
	PC int
}

// Mark returns the mark that the instruction at pc of p belongs to.
func (m *Machine) Mark(p *goja.Program, pc int) Mark {
	marks := *m.program.srcMap.in(unsafe.Pointer(p))
	i := sort.Search(len(marks), func(i int) bool { return marks[i].pc > pc }) - 1
	if i < 0 {
		return Mark{Start: true}
	}
	mark := Mark{Offset: marks[i].srcPos, PC: marks[i].pc, Start: i == 0 && m.IsFunctionCode(p)}
	if i > 0 {
		mark.Before = marks[i-1].srcPos
	}
	return mark
}

// IsFunctionCode tells whether p is the code of a function, whose first mark is its own place; else it is that of a script
// or of an initializer of fields.
func (m *Machine) IsFunctionCode(p *goja.Program) bool {
	switch m.OpAt(p, 0).Name {
	case "enterFunc", "enterFunc1", "enterFuncStashless":
		return !strings.HasSuffix(m.FunctionName(p), "_initializer>")
	}
	return false
}

// Start returns where the function that p is the code of begins in the text.
func (m *Machine) Start(p *goja.Program) int {
	if marks := *m.program.srcMap.in(unsafe.Pointer(p)); len(marks) > 0 {
		return marks[0].srcPos
	}
	return 0
}

// code returns the instructions of p.
func (m *Machine) code(p *goja.Program) []pair {
	l := *m.program.code.in(unsafe.Pointer(p))
	return unsafe.Slice((*pair)(l.data), l.len)
}

// stack returns the operand stack up to its top.
func (m *Machine) stack() []goja.Value {
	s, sp := *m.regs.stack.in(m.vm), *m.regs.sp.in(m.vm)
	return s[:min(max(sp, 0), len(s))]
}

// OnStack reports whether args lie on the operand stack: then a program passed them, not goja itself.
func (m *Machine) OnStack(args []goja.Value) bool {
	s := *m.regs.stack.in(m.vm)
	if len(args) == 0 || cap(s) == 0 {
		return false
	}
	start, at := uintptr(unsafe.Pointer(unsafe.SliceData(s))), uintptr(unsafe.Pointer(&args[0]))
	return at >= start && at < start+uintptr(cap(s))*unsafe.Sizeof(args[0])
}

// Depth returns the number of calls on the way, and the number at which goja gives up.
func (m *Machine) Depth() (depth, limit int) {
	return m.regs.callStack.in(m.vm).len, *m.regs.maxDepth.in(m.vm)
}

// call is what goja keeps of one call on the way.
type call struct {
	prg    *goja.Program
	pc, sb int
}

// current returns the innermost call.
func (m *Machine) current() call {
	return call{*m.regs.prg.in(m.vm), *m.regs.pc.in(m.vm), *m.regs.sb.in(m.vm)}
}

// caller returns call i of the call stack, 0 being the outermost.
func (m *Machine) caller(stack list, i int) call {
	p := stack.at(i, m.context.size)
	return call{*m.context.prg.in(p), *m.context.pc.in(p), *m.context.sb.in(p)}
}

// isCall reports whether c is one: goja also keeps empty ones.
func (c call) isCall() bool { return c.prg != nil || c.sb > 0 }
