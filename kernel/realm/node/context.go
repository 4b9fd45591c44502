package node

import (
	"maps"

	"github.com/dop251/goja"

	"loopbook/scheduler"
)

// frame is what this package keeps in [scheduler.Context.Store]: the stores of AsyncLocalStorage and the numbers of
// async_hooks. The scheduler and the realm carry it through ticks, timers, I/O and promise reactions.
type frame struct {
	// stores maps an AsyncLocalStorage to its store. It is copied before it is changed, but for disable(), which
	// takes a store away from everything that inherited the same map, as in Node.
	stores map[*goja.Object]goja.Value
	// exec is the id of the running resource, trigger of the one that made it.
	exec, trigger int64
}

// root is the frame of the main program.
var root = frame{exec: 1}

func (h *Host) frame() *frame {
	if f, ok := h.Loop.Context().Store.(*frame); ok {
		return f
	}
	return &root
}

// resources counts the asynchronous resources of async_hooks.
type resources struct {
	last int64 // the newest id
	// watched: a program can ask for the ids. Until then a callback gets no frame of its own, only its ids are noted here.
	watched       bool
	exec, trigger int64 // of the callback that runs; 0: none
}

// newID numbers a resource.
func (h *Host) newID() int64 {
	h.resources.last = max(h.resources.last, root.exec) + 1
	return h.resources.last
}

// enter begins the callback of a resource; leave ends it.
func (h *Host) enter(id, trigger int64) {
	h.resources.exec, h.resources.trigger = id, trigger
	if h.resources.watched {
		h.resource(id, trigger)
	}
}

func (h *Host) leave() { h.resources.exec, h.resources.trigger = 0, 0 }

// watch begins to give each callback its frame, the running one first.
func (h *Host) watch() {
	r := &h.resources
	if !r.watched && r.exec != 0 {
		h.resource(r.exec, r.trigger)
	}
	r.watched = true
}

// currentID is the id of the running resource: the trigger of what is made now.
func (h *Host) currentID() int64 {
	if r := &h.resources; !r.watched && r.exec != 0 {
		return r.exec
	}
	return h.frame().exec
}

// contextWith returns the running context with another frame.
func (h *Host) contextWith(f *frame) *scheduler.Context {
	return &scheduler.Context{Cell: h.Loop.Context().Cell, Store: f}
}

// in runs fn in another context and returns to this one.
func (h *Host) in(ctx *scheduler.Context, fn func() (goja.Value, error)) goja.Value {
	before := h.Loop.Context()
	h.Loop.SetContext(ctx)
	defer h.Loop.SetContext(before)
	v, err := fn()
	if err != nil {
		panic(err)
	}
	return v
}

// resource makes the running context that of an asynchronous resource: executionAsyncId is its id until the
// callback ends.
func (h *Host) resource(id, trigger int64) {
	h.Loop.SetContext(h.contextWith(&frame{stores: h.frame().stores, exec: id, trigger: trigger}))
}

// bindContext gives js/internal/async_context.js the context of the running callback.
func bindContext(h *Host, natives *goja.Object) {
	h.watch()
	h.function(natives, "newId", func(goja.FunctionCall) goja.Value { return h.Runtime.ToValue(h.newID()) })
	h.function(natives, "currentId", func(goja.FunctionCall) goja.Value { return h.Runtime.ToValue(h.currentID()) })
	h.function(natives, "triggerId", func(goja.FunctionCall) goja.Value { return h.Runtime.ToValue(h.frame().trigger) })
	h.function(natives, "get", func(call goja.FunctionCall) goja.Value {
		v, ok := h.frame().stores[h.object(call.Argument(0))]
		if !ok {
			return call.Argument(1)
		}
		return v
	})
	h.function(natives, "set", func(call goja.FunctionCall) goja.Value {
		h.Loop.SetContext(h.contextWith(h.storing(call.Argument(0), call.Argument(1))))
		return goja.Undefined()
	})
	h.function(natives, "remove", func(call goja.FunctionCall) goja.Value {
		delete(h.frame().stores, h.object(call.Argument(0)))
		return goja.Undefined()
	})
	h.bindRuns(natives)
}

// object is a storage given by a program: its methods can be called on anything.
func (h *Host) object(v goja.Value) *goja.Object {
	o, ok := v.(*goja.Object)
	if !ok {
		panic(h.Runtime.NewTypeError("Receiver must be an instance of class AsyncLocalStorage"))
	}
	return o
}

// storing returns the running frame with one store changed.
func (h *Host) storing(storage, store goja.Value) *frame {
	f := *h.frame()
	f.stores = maps.Clone(f.stores)
	if f.stores == nil {
		f.stores = make(map[*goja.Object]goja.Value, 1)
	}
	f.stores[h.object(storage)] = store
	return &f
}

// bindRuns adds the natives that call a function in another context.
func (h *Host) bindRuns(natives *goja.Object) {
	// runWith(storage, store, fn, args)
	h.function(natives, "runWith", func(call goja.FunctionCall) goja.Value {
		ctx := h.contextWith(h.storing(call.Argument(0), call.Argument(1)))
		return h.in(ctx, h.calling(goja.Undefined(), call.Argument(2), call.Argument(3)))
	})
	// snapshot() returns what runInFrame(snapshot, this, fn, args) returns to.
	h.function(natives, "snapshot", func(goja.FunctionCall) goja.Value { return h.Runtime.ToValue(h.frame()) })
	h.function(natives, "runInFrame", func(call goja.FunctionCall) goja.Value {
		taken := call.Argument(0).Export().(*frame)
		f := *h.frame()
		f.stores = taken.stores
		return h.in(h.contextWith(&f), h.calling(call.Argument(1), call.Argument(2), call.Argument(3)))
	})
	// runInResource(snapshot, id, trigger, this, fn, args)
	h.function(natives, "runInResource", func(call goja.FunctionCall) goja.Value {
		taken := call.Argument(0).Export().(*frame)
		f := frame{stores: taken.stores, exec: call.Argument(1).ToInteger(), trigger: call.Argument(2).ToInteger()}
		return h.in(h.contextWith(&f), h.calling(call.Argument(3), call.Argument(4), call.Argument(5)))
	})
}

// calling is a call of fn with an array of arguments, to be made later.
func (h *Host) calling(this, fn, args goja.Value) func() (goja.Value, error) {
	return func() (goja.Value, error) {
		call, ok := goja.AssertFunction(fn)
		if !ok {
			panic(h.Runtime.NewTypeError("fn is not a function"))
		}
		return call(this, h.elements(args)...)
	}
}

// elements returns the elements of an array of ours.
func (h *Host) elements(array goja.Value) []goja.Value {
	o, ok := array.(*goja.Object)
	if !ok {
		return nil
	}
	var list []goja.Value
	h.Runtime.ForOf(o, func(v goja.Value) bool {
		list = append(list, v)
		return true
	})
	return list
}
