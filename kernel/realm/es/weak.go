package es

import (
	"runtime"
	"slices"
	"sync/atomic"
	"weak"

	"github.com/dop251/goja"
)

// HOW weak references work
//
// goja's objects are Go pointers, so Go's garbage collector is the program's, and weak.Pointer is WeakRef. What a job has
// made a WeakRef of, or taken out of one, is kept until the promise jobs have run dry (KeepDuringJob), as in V8.
//
// A FinalizationRegistry is told of a death by a cleanup that Go attaches to the target. That runs on a goroutine of Go's,
// so all it does is post a sweep to the loop: the sweep comes with the next turn's I/O, right before the check phase, and
// calls back for every dead target of the registry.

// weakTarget is a weak reference to an object or a symbol.
type weakTarget struct {
	object weak.Pointer[goja.Object]
	symbol weak.Pointer[goja.Symbol]
}

func weakly(v goja.Value) weakTarget {
	if s, ok := v.(*goja.Symbol); ok {
		return weakTarget{symbol: weak.Make(s)}
	}
	return weakTarget{object: weak.Make(v.(*goja.Object))}
}

// value is the target, nil if it was collected.
func (t weakTarget) value() goja.Value {
	if o := t.object.Value(); o != nil {
		return o
	}
	if s := t.symbol.Value(); s != nil {
		return s
	}
	return nil
}

// onDeath tells the registry, if it is still there, after the target was collected.
func onDeath(target goja.Value, r weak.Pointer[registry]) {
	if s, ok := target.(*goja.Symbol); ok {
		runtime.AddCleanup(s, notify, r)
		return
	}
	runtime.AddCleanup(target.(*goja.Object), notify, r)
}

// notify has the registry look for dead targets on the loop. Any goroutine.
func notify(w weak.Pointer[registry]) {
	if r := w.Value(); r != nil && !r.posted.Swap(true) {
		r.post(r.sweep)
	}
}

// weakness is the part of a realm that has to do with weak references.
type weakness struct {
	kept       []goja.Value // until the end of the job
	registries []weak.Pointer[registry]
	keyFor     native // Symbol.keyFor
}

// installWeak defines WeakRef and FinalizationRegistry (ECMA-262 sections 26.1 and 26.2).
func (l *language) installWeak() error {
	l.keyFor = raw(l.object(l.global, "Symbol").Get("keyFor"))
	l.AfterJobs(func() {
		clear(l.kept)
		l.kept = l.kept[:0]
	})
	if l.ExposeGC {
		l.installGC()
	}
	if err := l.globals.add("WeakRef", func() goja.Value { return l.weakRef() }); err != nil {
		return err
	}
	return l.globals.add("FinalizationRegistry", func() goja.Value { return l.finalizationRegistry() })
}

// canBeHeldWeakly is the abstract operation of that name.
func (l *language) canBeHeldWeakly(v goja.Value) bool {
	switch v.(type) {
	case *goja.Object:
		return true
	case *goja.Symbol:
		return goja.IsUndefined(l.keyFor(goja.FunctionCall{Arguments: []goja.Value{v}}))
	}
	return false
}

func (l *language) weakRef() *goja.Object {
	target := newSlot[weakTarget](l.rt)
	proto := l.rt.NewObject()
	c := l.constructor("WeakRef", 1, proto, func(t *goja.Object, args []goja.Value) *goja.Object {
		v := goja.FunctionCall{Arguments: args}.Argument(0)
		if !l.canBeHeldWeakly(v) {
			l.throw("TypeError", "WeakRef: invalid target")
		}
		o := l.instance(t, proto)
		target.set(o, weakly(v))
		l.kept = append(l.kept, v)
		return o
	})
	l.method(proto, "deref", 0, func(fc goja.FunctionCall) goja.Value {
		t, ok := target.of(fc.This)
		if !ok {
			l.incompatible("WeakRef.prototype.deref", fc.This)
		}
		v := t.value()
		if v == nil {
			return goja.Undefined()
		}
		l.kept = append(l.kept, v)
		return v
	})
	l.tag(proto, "WeakRef")
	return c
}

// registry is what is behind a FinalizationRegistry. Loop goroutine only, but for the two fields named so.
type registry struct {
	l       *language
	cleanup goja.Callable
	cells   []*cell
	self    weak.Pointer[registry]

	posted atomic.Bool             // any goroutine: a sweep is on its way
	post   func(task func() error) // any goroutine
}

// cell is one registration.
type cell struct {
	target, token weakTarget
	held          goja.Value
}

func (l *language) finalizationRegistry() *goja.Object {
	records := newSlot[*registry](l.rt)
	proto := l.rt.NewObject()
	c := l.constructor("FinalizationRegistry", 1, proto, func(t *goja.Object, args []goja.Value) *goja.Object {
		fn, ok := goja.AssertFunction(goja.FunctionCall{Arguments: args}.Argument(0))
		if !ok {
			l.throw("TypeError", "FinalizationRegistry: cleanup must be callable")
		}
		o := l.instance(t, proto)
		r := &registry{l: l, cleanup: fn, post: l.Bind()}
		r.self = weak.Make(r)
		records.set(o, r)
		l.registries = append(l.registries, r.self)
		return o
	})
	receiver := func(v goja.Value, method string) *registry {
		r, ok := records.of(v)
		if !ok {
			l.incompatible("FinalizationRegistry.prototype."+method, v)
		}
		return r
	}
	l.method(proto, "register", 2, func(fc goja.FunctionCall) goja.Value {
		receiver(fc.This, "register").register(fc.Argument(0), fc.Argument(1), fc.Argument(2))
		return goja.Undefined()
	})
	l.method(proto, "unregister", 1, func(fc goja.FunctionCall) goja.Value {
		return l.rt.ToValue(receiver(fc.This, "unregister").unregister(fc.Argument(0)))
	})
	l.tag(proto, "FinalizationRegistry")
	return c
}

// incompatible throws the error of a method called on something it is not for.
func (l *language) incompatible(method string, v goja.Value) {
	l.throw("TypeError", "Method %s called on incompatible receiver %s", method, l.text(v))
}

func (r *registry) register(target, held, token goja.Value) {
	l := r.l
	switch {
	case !l.canBeHeldWeakly(target):
		l.throw("TypeError", "FinalizationRegistry.prototype.register: invalid target")
	case target.SameAs(held):
		l.throw("TypeError", "FinalizationRegistry.prototype.register: target and holdings must not be same")
	case !goja.IsUndefined(token) && !l.canBeHeldWeakly(token):
		l.throw("TypeError", "Invalid unregisterToken ('%s')", l.text(token))
	}
	c := &cell{target: weakly(target), held: held}
	if !goja.IsUndefined(token) {
		c.token = weakly(token)
	}
	r.cells = append(r.cells, c)
	onDeath(target, r.self)
}

func (r *registry) unregister(token goja.Value) bool {
	l := r.l
	if !l.canBeHeldWeakly(token) {
		l.throw("TypeError", "Invalid unregisterToken ('%s')", l.text(token))
	}
	left := r.cells[:0]
	for _, c := range r.cells {
		if v := c.token.value(); v == nil || !v.SameAs(token) {
			left = append(left, c)
		}
	}
	found := len(left) < len(r.cells)
	clear(r.cells[len(left):])
	r.cells = left
	return found
}

// sweep calls back for the dead targets, one after the other. After an exception the rest waits for a sweep of its own.
func (r *registry) sweep() error {
	r.posted.Store(false)
	for c := r.takeDead(); c != nil; c = r.takeDead() {
		if _, err := r.cleanup(goja.Undefined(), c.held); err != nil {
			notify(r.self)
			return err
		}
	}
	return nil
}

func (r *registry) takeDead() *cell {
	for i, c := range r.cells {
		if c.target.value() == nil {
			r.cells = slices.Delete(r.cells, i, i+1)
			return c
		}
	}
	return nil
}
