package realm

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/dop251/goja"
)

// HOW a program gets other contexts
//
// V8 gives each context of vm a global object and a set of intrinsics of its own. A goja runtime has one of each, fixed at
// the places where they are needed: a free name compiles to an instruction that looks into the runtime's global object, an
// array literal to one that takes the runtime's Array.prototype, and neither knows which function it is in. Two runtimes
// are no way out: a function of one that the other calls runs on the caller's machine and finds the caller's globals (goja
// vm.go, funcObject.vmCall), and every promise queue, interrupt, stack and error text would be there twice.
//
// So a context is made of source, in this one runtime:
//
//	(function (scope) { with (scope) { … } })     free names are looked up in scope first (vm_scope.go), also later, in
//	                                              callbacks: with is part of the closure
//	var, function, let, const, class              become names of the context (vm_rewrite.go)
//	this                                          of a sloppy function is the context's global object, not ours
//	[], {}, /x/                                   get the context's prototypes when they are made
//	Array, Promise, Error …                       are constructors of the context (node/js/internal/vm/intrinsics.js)
//
// What that cannot reach, and why: functions, and what the engine makes by itself (errors it throws, rest arguments, results
// of Object.keys, promises of async functions, primitives' prototypes) come from goja's own table of prototypes, which
// has no place for a second set; their instanceof inside the context is answered as if they were the context's. Indirect
// eval runs in the main context. Loops and switches at the end of a script have no completion value.
//
// All contexts share one queue of microtasks, as in Node.

// contextNatives are the natives of node/js/internal/vm/contexts.js:
//
//	script(name, source)                      compiles for this context; run with run(program)
//	inContext(name, source)                   compiles for any other: a function of a scope
//	functionIn(name, params, source, scopes)  compiles a function (compileFunction); scopes[0] may be null: this context
//	scope(global, sandbox, intrinsics, adopt) makes the scope of a context
//	adopt(prototypes)                         the function that literals pass through
//	run(fn, argument, timeout, show)          calls, for at most so many milliseconds (0: as long as it takes); show writes
//	                                          the place of an error into its stack
func (r *Realm) contextNatives() goja.Value {
	o := r.rt.NewObject()
	c := &contexts{r: r}
	for name, fn := range map[string]func(goja.FunctionCall) goja.Value{
		"script": c.script, "inContext": c.inContext, "functionIn": c.functionIn, "scope": c.scope, "run": c.run, "adopt": c.adopter,
	} {
		_ = r.defineMethod(o, name, fn)
	}
	return o
}

// intrinsicsFile is where the constructors of contexts are, which programs take for native ones.
const intrinsicsFile = internalPrefix + "node:internal/vm/intrinsics"

// contexts compiles and runs what vm does. Loop goroutine only.
type contexts struct{ r *Realm }

// fails throws an error of compilation, with its place in the stack.
func (c *contexts) fails(name, source string, err error) {
	err = c.r.modules.syntaxErrorOf(name, source, err)
	c.show(err)
	c.throw(err)
}

func (c *contexts) script(call goja.FunctionCall) goja.Value {
	name, source := call.Argument(0).String(), call.Argument(1).String()
	script, err := c.r.lowering.Script(name, source, "", "", false, false)
	if err != nil {
		c.fails(name, source, err)
	}
	program, err := goja.CompileAST(script.Tree, false)
	if err != nil {
		c.fails(name, source, err)
	}
	return c.r.rt.ToValue(func(goja.FunctionCall) goja.Value {
		c.r.stacks.addCell(name, source, script.Map)
		v, err := c.r.rt.RunProgram(program)
		if err != nil {
			panic(err)
		}
		return v
	})
}

// contextOpening stands before the source of a script of another context, on its first line.
const contextOpening = "(function (" + scopeName + ") { with (" + scopeName + ") { "

func (c *contexts) inContext(call goja.FunctionCall) goja.Value {
	name, source := call.Argument(0).String(), call.Argument(1).String()
	script, err := c.r.lowering.Script(name, source, contextOpening, "\n} })", false, false)
	if err != nil {
		c.fails(name, source, err)
	}
	names := rewriteScript(script.Tree)
	program, err := goja.CompileAST(script.Tree, false)
	if err != nil {
		c.fails(name, source, err)
	}
	return c.r.rt.ToValue(func(call goja.FunctionCall) goja.Value {
		c.r.stacks.addModule(name, source, script.Map, script.Shift)
		scope := call.Argument(0)
		scope.(*goja.Object).Export().(*contextScope).declare(names)
		fn, err := c.r.rt.RunProgram(program)
		if err != nil {
			panic(err)
		}
		body, _ := goja.AssertFunction(fn)
		v, err := body(goja.Undefined(), scope) // this is undefined, then ours, then the context's: a frame at the top
		if err != nil {
			panic(err)
		}
		return v
	})
}

func (c *contexts) functionIn(call goja.FunctionCall) goja.Value {
	name, params, source := call.Argument(0).String(), call.Argument(1).String(), call.Argument(2).String()
	var scopes []goja.Value
	c.r.rt.ForOf(call.Argument(3), func(v goja.Value) bool {
		scopes = append(scopes, v)
		return true
	})
	open, end := "(function (", "\n})"
	for i := range scopes {
		open += scopeName + string(rune('a'+i)) + ", "
	}
	open = strings.TrimSuffix(open, ", ") + ") { "
	for i := range scopes {
		open += "with (" + scopeName + string(rune('a'+i)) + ") "
	}
	open += "return (function (" + params + ") { "
	script, err := c.r.lowering.Script(name, source, open, end+" })", true, false)
	if err != nil {
		c.fails(name, source, err)
	}
	if len(scopes) > 0 {
		rewriteExpressions(script.Tree)
	}
	program, err := goja.CompileAST(script.Tree, false)
	if err != nil {
		c.fails(name, source, err)
	}
	c.r.stacks.addModule(name, source, script.Map, script.Shift)
	outer, err := c.r.rt.RunProgram(program)
	if err != nil {
		panic(err)
	}
	make, _ := goja.AssertFunction(outer)
	fn, err := make(goja.Undefined(), scopes...)
	if err != nil {
		panic(err)
	}
	return fn
}

// errTimeout is the interrupt value of a script that takes too long; each call has its own.
type errTimeout struct{ after time.Duration }

func (e *errTimeout) Error() string { return "the script took longer than " + e.after.String() }

func (c *contexts) run(call goja.FunctionCall) goja.Value {
	fn, ok := goja.AssertFunction(call.Argument(0))
	if !ok {
		panic("realm: vm runs what is no function")
	}
	var args []goja.Value
	if !goja.IsUndefined(call.Argument(1)) {
		args = append(args, call.Argument(1))
	}
	body := func() (goja.Value, error) { return fn(goja.Undefined(), args...) }
	limit := time.Duration(call.Argument(2).ToInteger()) * time.Millisecond
	var v goja.Value
	var err error
	if limit == 0 {
		v, err = body()
	} else {
		v, err = c.runFor(limit, body)
	}
	if err == nil {
		return v
	}
	if call.Argument(3).ToBoolean() {
		c.show(err)
	}
	c.throw(err)
	return nil
}

// throw passes an error on to the JavaScript that called: the one it is, or what interrupted it.
func (c *contexts) throw(err error) {
	var made thrown
	if errors.As(err, &made) {
		panic(made.value)
	}
	panic(err)
}

// show writes the place that err is blamed on before its stack, once.
func (c *contexts) show(err error) {
	value, _, ok := c.r.thrownValue(err)
	if !ok {
		return
	}
	o, ok := value.(*goja.Object)
	if !ok {
		return
	}
	t := c.r.errors.machine.Remembered(o)
	if t == nil || strings.HasPrefix(t.Arrow, noArrow) {
		return
	}
	arrow := c.r.arrowOf(err, o)
	stack := propertyText(o, "stack")
	if arrow == "" || stack == "" {
		return
	}
	t.Arrow = noArrow
	_ = o.Set("stack", arrow+"\n"+stack)
}

// runFor interrupts body when its time is over; the program sees that as an error it can catch.
func (c *contexts) runFor(limit time.Duration, body func() (goja.Value, error)) (goja.Value, error) {
	registers, err := newVMState(c.r.rt)
	if err != nil {
		return nil, err
	}
	registers.save()
	over := &errTimeout{limit}
	timer := time.AfterFunc(limit, func() { c.r.rt.Interrupt(over) })
	v, err := interruptible(body)
	if !timer.Stop() {
		// It may have fired just now, with nothing left to interrupt.
		defer c.r.rt.ClearInterrupt()
	}
	var interrupted *goja.InterruptedError
	if errors.As(err, &interrupted) && interrupted.Value() == any(over) {
		registers.restore()
		c.r.rt.ClearInterrupt()
		return nil, thrown{c.r.newCodedError("Error", "ERR_SCRIPT_EXECUTION_TIMEOUT",
			fmt.Sprintf("Script execution timed out after %dms", limit.Milliseconds()))}
	}
	return v, err
}

// interruptible turns the panic of an interrupt into an error.
func interruptible(body func() (goja.Value, error)) (v goja.Value, err error) {
	defer func() {
		switch x := recover().(type) {
		case nil:
		case *goja.InterruptedError:
			err = x
		default:
			panic(x)
		}
	}()
	return body()
}

// adopter makes the function that literals of a context pass through: adopt(prototypes), pairs of ours and theirs.
func (c *contexts) adopter(call goja.FunctionCall) goja.Value {
	theirs := map[*goja.Object]*goja.Object{}
	var ours *goja.Object
	c.r.rt.ForOf(call.Argument(0), func(v goja.Value) bool {
		if o := v.(*goja.Object); ours == nil {
			ours = o
		} else {
			theirs[ours], ours = o, nil
		}
		return true
	})
	return c.r.rt.ToValue(func(call goja.FunctionCall) goja.Value {
		if o, ok := call.Argument(0).(*goja.Object); ok {
			if proto := theirs[o.Prototype()]; proto != nil {
				_ = o.SetPrototype(proto)
			}
		}
		return call.Argument(0)
	})
}

// instruction names what the machine is executing, as goja calls it.
func (c *contexts) instruction() string {
	vm := reflect.ValueOf(c.r.rt).Elem().FieldByName("vm").Elem()
	program := vm.FieldByName("prg")
	if program.IsNil() {
		return ""
	}
	code, pc := program.Elem().FieldByName("code"), int(vm.FieldByName("pc").Int())
	if pc < 0 || pc >= code.Len() {
		return ""
	}
	return code.Index(pc).Elem().Type().Name()
}
