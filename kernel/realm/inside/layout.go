package inside

import (
	"fmt"
	"reflect"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/unistring"
)

// HOW and WHY private fields are read
//
// The fields are found by name and type, once for each Machine, and read through their offsets: a read costs what a field
// read costs. A goja in which one of them has another name or type is refused with a sentence that names the field, by
// the first test that makes a Machine; nothing is ever guessed. What is read is copied at once, as all of it changes with
// the next instruction.

// slot is where a field of type T stands in its struct.
type slot[T any] struct{ offset uintptr }

// in returns the field of the struct at p.
func (s slot[T]) in(p unsafe.Pointer) *T { return (*T)(unsafe.Add(p, s.offset)) }

// pair is any interface value whose type goja keeps private: its type and data words.
type pair struct{ kind, data unsafe.Pointer }

// list is any slice whose element type goja keeps private.
type list struct {
	data     unsafe.Pointer
	len, cap int
}

// at returns element i, whose size is given.
func (l list) at(i int, size uintptr) unsafe.Pointer { return unsafe.Add(l.data, uintptr(i)*size) }

// srcMapItem mirrors goja's: from code place pc on, the source is at byte srcPos.
type srcMapItem struct{ pc, srcPos int }

// layout is where everything stands. It is found in one runtime and true for all of them.
type layout struct {
	regs struct { // of the vm
		prg       slot[*goja.Program]
		pc        slot[int]
		stack     slot[[]goja.Value]
		sp, sb    slot[int]
		callStack slot[list]
		newTarget slot[goja.Value]
		runner    slot[unsafe.Pointer]
		maxDepth  slot[int]
	}
	context struct {
		size      uintptr
		prg       slot[*goja.Program]
		pc, sb    slot[int]
		newTarget slot[goja.Value]
	}
	program struct {
		code     slot[list]
		codeType reflect.Type
		funcName slot[unistring.String]
		src      slot[*file.File]
		srcMap   slot[[]srcMapItem]
	}
	object struct{ self slot[pair] }
	errors struct {
		kind       unsafe.Pointer // the type word of an error object's self
		stack      slot[[]goja.StackFrame]
		stackAdded slot[bool]
		names      slot[[]unistring.String]
	}
	proxy unsafe.Pointer // the type word of a proxy's self
	frame struct {       // of a StackFrame
		prg slot[*goja.Program]
		pc  slot[int]
	}
	async struct {
		context slot[struct{}] // of an asyncRunner: its suspended context
		// inGenerator is where a generator has that.
		inGenerator uintptr
		stack       slot[[]goja.Value]
		promise     slot[unsafe.Pointer] // to its promiseCapability
	}
	jobs       slot[[]func()] // of the Runtime
	capability struct{ promise slot[*goja.Object] }
	promise    struct {
		kind                unsafe.Pointer
		fulfilled, rejected slot[[]unsafe.Pointer] // its reactions
	}
	reaction struct {
		capability, runner, handler slot[unsafe.Pointer]
		context                     slot[any]
	}
	marker unsafe.Pointer // the type word of what marks an await on the stack
}

// finder finds fields; its first failure stays.
type finder struct{ err error }

// follow returns the type of a field of t, behind pointers and slices.
func (f *finder) follow(t reflect.Type, names ...string) reflect.Type {
	for _, name := range names {
		field, ok := under(t).FieldByName(name)
		if !ok {
			f.fail(t, name)
			return reflect.TypeFor[struct{}]()
		}
		t = field.Type
	}
	return under(t)
}

// under takes the pointer or slice off t.
func under(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return t
}

func (f *finder) fail(t reflect.Type, name string) {
	if f.err == nil {
		f.err = fmt.Errorf("inside: goja's %v has no field %s as expected: goja was upgraded past what layout.go knows", t, name)
	}
}

// slotOf finds field name of struct t; a field of a private type is checked by kind and size.
func slotOf[T any](f *finder, t reflect.Type, name string) slot[T] {
	field, ok := under(t).FieldByName(name)
	want := reflect.TypeFor[T]()
	if !ok || !fits(field.Type, want) {
		f.fail(t, name)
		return slot[T]{}
	}
	offset := field.Offset
	for i := range len(field.Index) - 1 { // an embedded struct
		offset += under(t).FieldByIndex(field.Index[:i+1]).Offset
	}
	return slot[T]{offset}
}

// fits reports whether a field of type have can be read as want.
func fits(have, want reflect.Type) bool {
	switch want {
	case have:
		return true
	case reflect.TypeFor[unsafe.Pointer]():
		return have.Kind() == reflect.Pointer
	case reflect.TypeFor[pair]():
		return have.Kind() == reflect.Interface && have.NumMethod() > 0
	case reflect.TypeFor[list]():
		return have.Kind() == reflect.Slice
	case reflect.TypeFor[[]unsafe.Pointer]():
		return have.Kind() == reflect.Slice && have.Elem().Kind() == reflect.Pointer
	case reflect.TypeFor[[]srcMapItem]():
		return have.Kind() == reflect.Slice && have.Elem().NumField() == 2 && have.Elem().Field(0).Name == "pc" && have.Elem().Size() == 16
	case reflect.TypeFor[struct{}]():
		return have.Kind() == reflect.Struct
	}
	return false
}

// find fills l from a runtime and one object of each kind.
func (l *layout) find(samples samples) error {
	f := &finder{}
	l.jobs = slotOf[[]func()](f, reflect.TypeFor[goja.Runtime](), "jobQueue")
	vm := f.follow(reflect.TypeFor[goja.Runtime](), "vm")
	l.regs.prg = slotOf[*goja.Program](f, vm, "prg")
	l.regs.pc = slotOf[int](f, vm, "pc")
	l.regs.sp, l.regs.sb = slotOf[int](f, vm, "sp"), slotOf[int](f, vm, "sb")
	l.regs.newTarget = slotOf[goja.Value](f, vm, "newTarget")
	l.regs.callStack = slotOf[list](f, vm, "callStack")
	l.regs.runner = slotOf[unsafe.Pointer](f, vm, "curAsyncRunner")
	l.regs.maxDepth = slotOf[int](f, vm, "maxCallStackSize")
	if stack, ok := vm.FieldByName("stack"); ok && stack.Type.Kind() == reflect.Slice && stack.Type.Elem() == reflect.TypeFor[goja.Value]() {
		l.regs.stack = slot[[]goja.Value]{stack.Offset}
	} else {
		f.fail(vm, "stack")
	}
	l.findCode(f, vm)
	l.findObjects(f, samples)
	l.findAsync(f, vm)
	return f.err
}

func (l *layout) findCode(f *finder, vm reflect.Type) {
	context := f.follow(vm, "callStack")
	l.context.size = context.Size()
	l.context.prg = slotOf[*goja.Program](f, context, "prg")
	l.context.pc, l.context.sb = slotOf[int](f, context, "pc"), slotOf[int](f, context, "sb")
	l.context.newTarget = slotOf[goja.Value](f, context, "newTarget")
	program := reflect.TypeFor[goja.Program]()
	l.program.code = slotOf[list](f, program, "code")
	if code, ok := program.FieldByName("code"); ok {
		l.program.codeType = code.Type
	}
	l.program.funcName = slotOf[unistring.String](f, program, "funcName")
	l.program.src = slotOf[*file.File](f, program, "src")
	l.program.srcMap = slotOf[[]srcMapItem](f, program, "srcMap")
}

// samples are objects whose private types are wanted.
type samples struct{ err, promise, proxy *goja.Object }

func (l *layout) findObjects(f *finder, s samples) {
	l.object.self = slotOf[pair](f, reflect.TypeFor[goja.Object](), "self")
	if f.err != nil {
		return
	}
	self := func(o *goja.Object) (reflect.Type, unsafe.Pointer) {
		return reflect.ValueOf(o).Elem().FieldByName("self").Elem().Type(), l.object.self.in(unsafe.Pointer(o)).kind
	}
	var err reflect.Type
	err, l.errors.kind = self(s.err)
	l.errors.stack = slotOf[[]goja.StackFrame](f, err, "stack")
	l.errors.stackAdded = slotOf[bool](f, err, "stackPropAdded")
	l.errors.names = slotOf[[]unistring.String](f, err, "propNames")
	_, l.promise.kind = self(s.promise)
	_, l.proxy = self(s.proxy)
	l.frame.prg = slotOf[*goja.Program](f, reflect.TypeFor[goja.StackFrame](), "prg")
	l.frame.pc = slotOf[int](f, reflect.TypeFor[goja.StackFrame](), "pc")
	l.promise.fulfilled = slotOf[[]unsafe.Pointer](f, reflect.TypeFor[goja.Promise](), "fulfillReactions")
	l.promise.rejected = slotOf[[]unsafe.Pointer](f, reflect.TypeFor[goja.Promise](), "rejectReactions")
}

func (l *layout) findAsync(f *finder, vm reflect.Type) {
	runner := f.follow(vm, "curAsyncRunner")
	generator := f.follow(runner, "gen")
	l.async.inGenerator = slotOf[struct{}](f, generator, "ctx").offset
	l.async.context.offset = slotOf[struct{}](f, runner, "gen").offset + slotOf[struct{}](f, generator, "ctx").offset
	l.async.stack.offset = slotOf[[]goja.Value](f, f.follow(generator, "ctx"), "stack").offset
	l.async.promise = slotOf[unsafe.Pointer](f, runner, "promiseCap")
	l.capability.promise = slotOf[*goja.Object](f, f.follow(runner, "promiseCap"), "promise")
	reaction := f.follow(reflect.TypeFor[goja.Promise](), "fulfillReactions")
	l.reaction.capability = slotOf[unsafe.Pointer](f, reaction, "capability")
	l.reaction.runner = slotOf[unsafe.Pointer](f, reaction, "asyncRunner")
	l.reaction.handler = slotOf[unsafe.Pointer](f, reaction, "handler")
	l.reaction.context = slotOf[any](f, reaction, "asyncCtx")
}
