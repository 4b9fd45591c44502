package node

import (
	"math"

	"github.com/dop251/goja"
)

// The fields of a Timeout that programs see. Each is set in the struct and, once the timer is opened, in the object.

func (t *timeout) setCallback(v goja.Value) {
	t.callback, t.call = v, nil
	t.show("_onTimeout", v)
}

// clean lets go of what the callback holds.
func (t *timeout) clean() {
	t.args = nil
	t.setCallback(goja.Undefined())
	t.show("_timerArgs", goja.Undefined())
}

func (t *timeout) setDestroyed(v bool) {
	t.destroyed = v
	t.show("_destroyed", v)
}

func (t *timeout) setWaiting(v bool) {
	t.waiting = v
	if t.opened {
		t.show("_idlePrev", orNull(t.ts.list, v))
		t.show("_idleNext", orNull(t.ts.list, v))
	}
}

func (t *timeout) setIdle(ms float64) {
	t.idle = ms
	t.show("_idleTimeout", ms)
}

func (t *timeout) setStart(ms int64) { t.show("_idleStart", ms) }

// show sets a property of an opened timer. A program that froze it has its way.
func (t *timeout) show(key string, v any) {
	if t.opened {
		_ = t.object.Set(key, v)
	}
}

func (t *timeout) put(key *goja.Symbol, v goja.Value) {
	if t.opened {
		_ = t.object.SetSymbol(key, v)
	}
}

// reload takes over what a program assigned to the properties of an opened timer.
func (t *timeout) reload() {
	if !t.opened {
		return
	}
	h := t.ts.host
	if v := h.peek(t.object, "_onTimeout"); !v.SameAs(t.callback) {
		t.callback, t.call = v, nil
	}
	t.idle = idleTime(h.peek(t.object, "_idleTimeout"))
	repeat := h.peek(t.object, "_repeat")
	if !repeat.ToBoolean() {
		repeat = t.ts.integer(0)
	}
	t.SetDurations(t.idle, idleTime(repeat))
}

// idleTime is a duration that a program assigned; -1 for none.
func idleTime(v goja.Value) float64 {
	switch {
	case goja.IsUndefined(v):
		return -1
	case !goja.IsNumber(v) && !goja.IsString(v) && !goja.IsNull(v):
		return 1
	}
	ms := v.ToFloat()
	if math.IsNaN(ms) {
		return 1
	}
	return min(max(ms, -1), math.MaxInt32)
}

// open implements lazy.
func (t *timeout) open() *goja.Object {
	if t.opened {
		return t.object
	}
	ts, rt := t.ts, t.ts.host.Runtime
	list := orNull(ts.list, t.waiting)
	o := ts.fill(t.object, &ts.timeouts, t, []goja.Value{
		rt.ToValue(t.idle), list, list, ts.integer(t.IdleStart()), t.callback, ts.arguments(t.args),
		orNull(rt.ToValue(t.Repeat()), t.Repeat() > 0), rt.ToValue(t.destroyed),
	})
	t.opened = true
	t.put(ts.symbols.refed, rt.ToValue(t.HasRef()))
	t.put(ts.symbols.primitive, rt.ToValue(t.primitive))
	t.put(ts.symbols.asyncID, ts.integer(t.id))
	t.put(ts.symbols.triggerID, ts.integer(t.trigger))
	t.put(ts.symbols.frame, goja.Undefined())
	return o
}

// Get, Set, Has, Delete and Keys implement [goja.DynamicObject].
func (t *timeout) Get(key string) goja.Value         { return t.ts.timeouts.get(t, key) }
func (t *timeout) Set(key string, v goja.Value) bool { return set(t, key, v) }
func (t *timeout) Has(key string) bool               { return t.ts.timeouts.has(key) }
func (t *timeout) Delete(key string) bool            { return remove(t, key) }
func (t *timeout) Keys() []string                    { return list(t) }
