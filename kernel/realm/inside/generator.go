package inside

import (
	"fmt"
	"reflect"
	"unsafe"

	"github.com/dop251/goja"
)

// WHY return() of a generator is ours
//
// goja runs the finally blocks of a generator that is returned from in a mode of its own, which goes wrong in three ways:
// an exception of native code that the block itself catches ends the generator half-way (a nil pointer later on), an
// exception that leaves the block passes a catch around it, and throw() while the block waits at a yield corrupts the
// stacks. So that mode is not used. A suspended generator is data; return() prepares it and resumes it as next() does:
//
//	try { for (x of it) yield x } finally { … }
//	                    ^ suspended here: close it, go on at finally, and from its end to the first instruction of the
//	                      body, an empty yield that every generator begins with
//
// Whoever then finds the generator waiting there, return() or a later next(), takes the next finally block outwards, and
// after the last one has goja do the rest.

// generatorLayout is where a generator object keeps what return() works on.
type generatorLayout struct {
	kind      unsafe.Pointer // the type word of a generator object's self
	state     slot[uint8]
	delegated slot[unsafe.Pointer] // the iterator that it is in a yield* of
	prg       slot[*goja.Program]
	pc        slot[int]
	stash     slot[unsafe.Pointer]
	private   slot[unsafe.Pointer]
	stack     slot[[]goja.Value]
	tries     slot[list]
	iters     slot[list]
	refs      slot[list]
	frame     frameLayout
	iter      struct {
		size     uintptr
		record   slot[unsafe.Pointer]
		iterator slot[*goja.Object]
	}
	refSize uintptr
}

// frameLayout is that of one try statement that is being executed.
type frameLayout struct {
	size               uintptr
	iters, refs        slot[uint32]
	sp                 slot[int32]
	stash, private     slot[unsafe.Pointer]
	catch, finally, to slot[int32]
}

// goja's generatorState, as far as it matters here.
const (
	running      = 2
	suspended    = 3 // at a yield whose value nobody uses
	suspendedRes = 4
)

// generators is what return(), next() and throw() of a runtime share.
type generators struct {
	m *Machine
	generatorLayout
	next, throw, end func(goja.FunctionCall) goja.Value
	// returning holds the generators that wait at a yield of a finally block, and what they are to return.
	returning map[*goja.Object]goja.Value
}

// RepairGenerators puts return() of ours, and what belongs to it, into the prototype of generators.
func (m *Machine) RepairGenerators() error {
	v, err := m.rt.RunString("(function* () { yield })()")
	if err != nil {
		return fmt.Errorf("inside: making a generator: %w", err)
	}
	g := &generators{m: m, returning: map[*goja.Object]goja.Value{}}
	if err := g.find(v.(*goja.Object)); err != nil {
		return err
	}
	prototype := v.(*goja.Object).Prototype().Prototype()
	for name, hook := range map[string]struct {
		original *func(goja.FunctionCall) goja.Value
		ours     func(goja.FunctionCall) goja.Value
	}{
		"next":   {&g.next, func(call goja.FunctionCall) goja.Value { return g.resume(g.next, call) }},
		"throw":  {&g.throw, func(call goja.FunctionCall) goja.Value { return g.resume(g.throw, call) }},
		"return": {&g.end, g.leave},
	} {
		f, ok := prototype.Get(name).(*goja.Object)
		if !ok || !m.IsNative(f) {
			return fmt.Errorf("inside: goja's generators have no %s", name)
		}
		code := m.functionOf(f).call.in(m.selfOf(f).data)
		*hook.original, *code = *code, hook.ours
	}
	return nil
}

// find fills the layout from a generator object.
func (g *generators) find(o *goja.Object) error {
	f := &finder{}
	g.kind = g.m.selfOf(o).kind
	object := reflect.ValueOf(o).Elem().FieldByName("self").Elem().Type()
	state, ok := under(object).FieldByName("state")
	if !ok || state.Type.Size() != 1 {
		f.fail(object, "state")
	}
	g.state.offset = state.Offset
	g.delegated = slotOf[unsafe.Pointer](f, object, "delegated")
	context := f.follow(object, "gen", "ctx")
	base := slotOf[struct{}](f, object, "gen").offset + slotOf[struct{}](f, f.follow(object, "gen"), "ctx").offset
	g.prg = slot[*goja.Program]{base + slotOf[*goja.Program](f, context, "prg").offset}
	g.pc = slot[int]{base + slotOf[int](f, context, "pc").offset}
	g.stash = slot[unsafe.Pointer]{base + slotOf[unsafe.Pointer](f, context, "stash").offset}
	g.private = slot[unsafe.Pointer]{base + slotOf[unsafe.Pointer](f, context, "privEnv").offset}
	g.stack = slot[[]goja.Value]{base + slotOf[[]goja.Value](f, context, "stack").offset}
	g.tries = slot[list]{base + slotOf[list](f, context, "tryStack").offset}
	g.iters = slot[list]{base + slotOf[list](f, context, "iterStack").offset}
	g.refs = slot[list]{base + slotOf[list](f, context, "refStack").offset}
	frame, iter := f.follow(context, "tryStack"), f.follow(context, "iterStack")
	g.frame.find(f, frame)
	g.iter.size = iter.Size()
	g.iter.record = slotOf[unsafe.Pointer](f, iter, "iter")
	g.iter.iterator = slotOf[*goja.Object](f, f.follow(iter, "iter"), "iterator")
	g.refSize = f.follow(context, "refStack").Size()
	return f.err
}

func (l *frameLayout) find(f *finder, frame reflect.Type) {
	l.size = frame.Size()
	l.iters, l.refs = slotOf[uint32](f, frame, "iterLen"), slotOf[uint32](f, frame, "refLen")
	l.sp = slotOf[int32](f, frame, "sp")
	l.stash, l.private = slotOf[unsafe.Pointer](f, frame, "stash"), slotOf[unsafe.Pointer](f, frame, "privEnv")
	l.catch, l.finally, l.to = slotOf[int32](f, frame, "catchPos"), slotOf[int32](f, frame, "finallyPos"), slotOf[int32](f, frame, "finallyRet")
}

// suspended returns the data of a generator that waits at a yield; nil for anything else.
func (g *generators) suspended(v goja.Value) (o *goja.Object, self unsafe.Pointer) {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil, nil
	}
	if s := g.m.selfOf(o); s.kind == g.kind {
		if state := *g.state.in(s.data); state == suspended || state == suspendedRes {
			return o, s.data
		}
	}
	return nil, nil
}

// resume is next() or throw(): goja's, but for a generator that is being returned from.
func (g *generators) resume(original func(goja.FunctionCall) goja.Value, call goja.FunctionCall) goja.Value {
	if len(g.returning) == 0 {
		return original(call)
	}
	o, _ := call.This.(*goja.Object)
	value, returning := g.returning[o]
	if !returning {
		return original(call)
	}
	delete(g.returning, o)
	return g.unwound(o, value, original(call))
}

// leave is return().
func (g *generators) leave(call goja.FunctionCall) goja.Value {
	o, self := g.suspended(call.This)
	if o == nil || g.tries.in(self).len == 0 {
		delete(g.returning, o)
		return g.end(call)
	}
	delete(g.returning, o)
	value := call.Argument(0)
	if *g.delegated.in(self) != nil {
		result, done := g.leaveInner(o, self, value)
		if !done {
			return result
		}
		value = result
	}
	return g.unwind(o, value)
}

// unwind runs the finally block around the place where o waits, or ends it if there is none any more.
func (g *generators) unwind(o *goja.Object, value goja.Value) goja.Value {
	self := g.m.selfOf(o).data
	tries, state := g.tries.in(self), g.state.in(self)
	for ; tries.len > 0; tries.len-- {
		frame := tries.at(tries.len-1, g.frame.size)
		*state = running
		problem := g.closeIterators(self, int(*g.frame.iters.in(frame)))
		*state = suspended
		if problem != nil {
			return g.throw(goja.FunctionCall{This: o, Arguments: []goja.Value{problem}})
		}
		g.dropRefs(self, int(*g.frame.refs.in(frame)))
		finally := *g.frame.finally.in(frame)
		if finally < 0 {
			continue
		}
		*g.frame.catch.in(frame), *g.frame.finally.in(frame), *g.frame.to.in(frame) = -1, -1, int32(g.emptyYield(self))
		*g.pc.in(self) = int(finally)
		*g.stash.in(self), *g.private.in(self) = *g.frame.stash.in(frame), *g.frame.private.in(frame)
		stack := g.stack.in(self)
		*stack = (*stack)[:*g.frame.sp.in(frame)]
		return g.unwound(o, value, g.next(goja.FunctionCall{This: o}))
	}
	return g.end(goja.FunctionCall{This: o, Arguments: []goja.Value{value}})
}

// unwound goes on with return() after o was resumed: it came to the end of a finally block, or it came to a yield in one,
// or it ended otherwise.
func (g *generators) unwound(o *goja.Object, value, result goja.Value) goja.Value {
	waiting, self := g.suspended(o)
	switch {
	case waiting == nil:
		return result
	case *g.pc.in(self) == g.emptyYield(self)+1:
		return g.unwind(o, value)
	}
	g.returning[o] = value
	return result
}

// leaveInner asks return() of the iterator of a yield*. done: it is over, result is what it returned.
func (g *generators) leaveInner(o *goja.Object, self unsafe.Pointer, value goja.Value) (result goja.Value, done bool) {
	delegated := g.delegated.in(self)
	inner := *g.iter.iterator.in(*delegated)
	var problem goja.Value
	if ex := g.m.rt.Try(func() {
		method := inner.Get("return")
		if method == nil || goja.IsUndefined(method) || goja.IsNull(method) {
			result, done = value, true
			return
		}
		r := g.called(method, inner, value)
		if done = r.Get("done") != nil && r.Get("done").ToBoolean(); !done {
			result = r
			return
		}
		if result = r.Get("value"); result == nil {
			result = goja.Undefined()
		}
	}); ex != nil {
		problem = ex.Value()
	}
	if problem != nil {
		*delegated = nil
		return g.throw(goja.FunctionCall{This: o, Arguments: []goja.Value{problem}}), false
	}
	if done {
		*delegated = nil
	}
	return result, done
}

// called calls a method of an iterator, whose result must be an object.
func (g *generators) called(method goja.Value, iterator *goja.Object, args ...goja.Value) *goja.Object {
	call, ok := goja.AssertFunction(method)
	if !ok {
		panic(g.m.rt.NewTypeError("%s is not a function", method.String()))
	}
	v, err := call(iterator, args...)
	if err != nil {
		panic(err)
	}
	result, ok := v.(*goja.Object)
	if !ok {
		panic(g.m.rt.NewTypeError("Iterator result %s is not an object", v.String()))
	}
	return result
}

// closeIterators closes the iterators of the loops between a yield and a try statement, innermost first, and returns the
// first exception of their return().
func (g *generators) closeIterators(self unsafe.Pointer, keep int) (problem goja.Value) {
	iters := g.iters.in(self)
	for ; iters.len > keep; iters.len-- {
		item := iters.at(iters.len-1, g.iter.size)
		record := *g.iter.record.in(item)
		if record == nil || *g.iter.iterator.in(record) == nil {
			continue
		}
		iterator := *g.iter.iterator.in(record)
		*g.iter.iterator.in(record) = nil
		ex := g.m.rt.Try(func() {
			method := iterator.Get("return")
			if method != nil && !goja.IsUndefined(method) && !goja.IsNull(method) {
				g.called(method, iterator)
			}
		})
		if ex != nil && problem == nil {
			problem = ex.Value()
		}
	}
	return problem
}

// dropRefs forgets the references of assignments that will not happen.
func (g *generators) dropRefs(self unsafe.Pointer, keep int) {
	if refs := g.refs.in(self); refs.len > keep {
		refs.len = keep
	}
}

// emptyYield returns the place of the empty yield of a generator.
func (g *generators) emptyYield(self unsafe.Pointer) int {
	p := *g.prg.in(self)
	for pc := range g.m.code(p) {
		if g.m.OpAt(p, pc).Name == "yieldMarker" {
			return pc
		}
	}
	panic("inside: a generator without its first yield")
}
