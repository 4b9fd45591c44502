package node

import (
	"github.com/dop251/goja"

	"loopbook/scheduler"
)

// immediate is Node's Immediate: one allocation with the scheduler's, whose callback it is.
type immediate struct {
	scheduler.Immediate
	shell
	ts       *timers
	callback goja.Value    // _onImmediate
	call     goja.Callable // callback
	args     []goja.Value  // _argv

	id, trigger int64
	unrefed     bool
	destroyed   bool // it ran or was cleared
}

var immediateKeys = []string{"_idleNext", "_idlePrev", "_onImmediate", "_argv", "_destroyed"}

// setImmediate implements setImmediate(callback, ...args).
func (ts *timers) setImmediate(call goja.FunctionCall) goja.Value {
	callback := call.Argument(0)
	im := &immediate{ts: ts, callback: callback, call: ts.callback(callback), args: rest(call, 1)}
	return im.start()
}

// startImmediate implements new Immediate(callback, args).
func (ts *timers) startImmediate(call goja.FunctionCall) goja.Value {
	callback := call.Argument(0)
	im := &immediate{ts: ts, callback: callback, call: ts.callback(callback), args: ts.host.elements(call.Argument(1))}
	return im.start()
}

func (im *immediate) start() *goja.Object {
	h := im.ts.host
	im.id, im.trigger = h.newID(), h.currentID()
	im.object = im.ts.immediates.wrap(im)
	h.Loop.StartImmediate(&im.Immediate, im)
	return im.object
}

// Run implements [scheduler.Runner].
func (im *immediate) Run() error {
	im.end()
	h := im.ts.host
	h.enter(im.id, im.trigger)
	err := im.invoke()
	h.leave()
	im.clean()
	return err
}

// end marks it as one that ran or was cleared.
func (im *immediate) end() {
	im.destroyed = true
	if im.opened {
		_ = im.object.Set("_destroyed", true)
		_ = im.object.SetSymbol(im.ts.symbols.refed, goja.Null())
	}
}

func (im *immediate) invoke() error {
	if !im.opened {
		im.ts.host.Calling = im.object
		_, err := im.call(im.object, im.args...)
		im.ts.host.Calling = nil
		return err
	}
	callback, list := im.ts.host.peek(im.object, "_onImmediate"), im.ts.host.peek(im.object, "_argv")
	call, ok := im.ts.functions.Of(callback)
	if !ok {
		return im.ts.uncallable("immediate._onImmediate")
	}
	if !list.ToBoolean() {
		_, err := call(im.object)
		return err
	}
	_, err := im.ts.apply(goja.Undefined(), callback, im.object, list)
	return err
}

// clean lets go of what the callback holds.
func (im *immediate) clean() {
	im.callback, im.call, im.args = goja.Undefined(), nil, nil
	if im.opened {
		_ = im.object.Set("_onImmediate", goja.Undefined())
		_ = im.object.Set("_argv", goja.Undefined())
	}
}

// clearImmediate implements clearImmediate(immediate).
func (ts *timers) clearImmediate(call goja.FunctionCall) goja.Value {
	im := ts.immediateOf(call.Argument(0))
	if im == nil || im.destroyed {
		return goja.Undefined()
	}
	im.Clear()
	im.end()
	im.clean()
	return goja.Undefined()
}

// immediateOf returns the immediate that v is, nil if it is none.
func (ts *timers) immediateOf(v goja.Value) *immediate {
	im, _ := ts.found(v).(*immediate)
	return im
}

// immediateMethods are the methods of Immediate.prototype.
func (ts *timers) immediateMethods() map[string]func(goja.FunctionCall) goja.Value {
	turn := func(unref bool, do func(*immediate)) func(goja.FunctionCall) goja.Value {
		return func(call goja.FunctionCall) goja.Value {
			if im := ts.immediateOf(call.This); im != nil && !im.destroyed {
				im.unrefed = unref
				do(im)
				if im.opened {
					_ = im.object.SetSymbol(ts.symbols.refed, !unref)
				}
			}
			return call.This
		}
	}
	return map[string]func(goja.FunctionCall) goja.Value{
		"ref":   turn(false, func(im *immediate) { im.Ref() }),
		"unref": turn(true, func(im *immediate) { im.Unref() }),
		"hasRef": func(call goja.FunctionCall) goja.Value {
			im := ts.immediateOf(call.This)
			return ts.host.Runtime.ToValue(im != nil && im.HasRef())
		},
	}
}

// open implements lazy.
func (im *immediate) open() *goja.Object {
	if im.opened {
		return im.object
	}
	ts, rt := im.ts, im.ts.host.Runtime
	o := ts.fill(im.object, &ts.immediates, im, []goja.Value{
		goja.Null(), goja.Null(), im.callback, ts.arguments(im.args), rt.ToValue(im.destroyed),
	})
	im.opened = true
	_ = o.SetSymbol(ts.symbols.refed, orNull(rt.ToValue(!im.unrefed), !im.destroyed))
	_ = o.SetSymbol(ts.symbols.asyncID, ts.integer(im.id))
	_ = o.SetSymbol(ts.symbols.triggerID, ts.integer(im.trigger))
	_ = o.SetSymbol(ts.symbols.frame, goja.Undefined())
	return o
}

// Get, Set, Has, Delete and Keys implement [goja.DynamicObject].
func (im *immediate) Get(key string) goja.Value         { return im.ts.immediates.get(im, key) }
func (im *immediate) Set(key string, v goja.Value) bool { return set(im, key, v) }
func (im *immediate) Has(key string) bool               { return im.ts.immediates.has(key) }
func (im *immediate) Delete(key string) bool            { return remove(im, key) }
func (im *immediate) Keys() []string                    { return list(im) }
