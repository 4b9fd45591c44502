package es

import (
	"sync"

	"github.com/dop251/goja"
)

// Memory is the bytes of a SharedArrayBuffer, which several realms may look at, each from its own goroutine. Any goroutine.
type Memory struct {
	full     []byte
	growable bool

	mu      sync.Mutex // guards what follows
	length  int
	waiting map[int][]*waiter // by byte offset, in the order of their coming
}

// newMemory allocates memory; max is -1 if its length is fixed. The allocation is whole 8-byte words, so that an atomic
// operation on its last byte has a word to work on.
func newMemory(length, max int) *Memory {
	m := &Memory{length: length, growable: max >= 0, waiting: map[int][]*waiter{}}
	size := length
	if m.growable {
		size = max
	}
	m.full = make([]byte, (size+7)&^7)[:size]
	return m
}

// grow makes the memory longer; false if it cannot be that long.
func (m *Memory) grow(length int) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if length < m.length || length > len(m.full) {
		return false
	}
	m.length = length
	return true
}

func (m *Memory) size() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.length
}

// Shared is how a realm passes shared memory to another one: Of on the goroutine of the one, Object on that of the other.
type Shared struct {
	// Of returns the memory of a SharedArrayBuffer; false if v is none.
	Of func(v goja.Value) (*Memory, bool)
	// Object makes a SharedArrayBuffer on memory of another realm.
	Object func(m *Memory) *goja.Object
}

// installShared defines SharedArrayBuffer (ECMA-262 section 25.2).
func (l *language) installShared() error {
	if l.Shared != nil {
		l.Shared.Of = func(v goja.Value) (*Memory, bool) {
			h, ok := l.bufferOf(v)
			if !ok || h.state == nil || h.state.memory == nil {
				return nil, false
			}
			return h.state.memory, true
		}
		l.Shared.Object = func(m *Memory) *goja.Object { return l.share(l.object(l.global, "SharedArrayBuffer"), m) }
	}
	return l.globals.add("SharedArrayBuffer", func() goja.Value { return l.sharedArrayBuffer() })
}

func (l *language) sharedArrayBuffer() *goja.Object {
	proto := l.rt.NewObject()
	c := l.constructor("SharedArrayBuffer", 1, proto, func(target *goja.Object, args []goja.Value) *goja.Object {
		length, max := l.bufferLengths(args)
		return l.share(target, newMemory(length, max))
	})
	l.getter(proto, "byteLength", func(fc goja.FunctionCall) goja.Value {
		return l.rt.ToValue(l.shared(fc.This, "get SharedArrayBuffer.prototype.byteLength").memory.size())
	})
	l.method(proto, "slice", 2, func(fc goja.FunctionCall) goja.Value { return l.sharedSlice(c, fc) })
	l.getter(proto, "maxByteLength", func(fc goja.FunctionCall) goja.Value {
		return l.rt.ToValue(len(l.shared(fc.This, "get SharedArrayBuffer.prototype.maxByteLength").full))
	})
	l.getter(proto, "growable", func(fc goja.FunctionCall) goja.Value {
		return l.rt.ToValue(l.shared(fc.This, "get SharedArrayBuffer.prototype.growable").memory.growable)
	})
	l.method(proto, "grow", 1, l.grow)
	l.tag(proto, "SharedArrayBuffer")
	l.symbolAccessor(c, goja.SymSpecies, func(fc goja.FunctionCall) goja.Value { return fc.This }, nil)
	return c
}

// share makes the object through which this realm sees the memory.
func (l *language) share(target *goja.Object, m *Memory) *goja.Object {
	o := l.plain(nil, target)
	*pointer[string](o, "class") = "SharedArrayBuffer"
	l.resizable(o, m.full, m.size(), m)
	return o
}

func (l *language) shared(v goja.Value, method string) *buffer {
	h, ok := l.bufferOf(v)
	if !ok || h.state == nil || h.state.memory == nil {
		l.incompatible(method, v)
	}
	return h.state
}

func (l *language) grow(fc goja.FunctionCall) goja.Value {
	const method = "SharedArrayBuffer.prototype.grow"
	b := l.shared(fc.This, method)
	if !b.memory.growable {
		l.incompatible(method, fc.This)
	}
	length := l.index(fc.Argument(0), method+": Invalid length parameter")
	if !b.memory.grow(length) {
		l.throw("RangeError", "%s: Invalid length parameter", method)
	}
	handle{fc.This.(*goja.Object), b}.setLength(length)
	return goja.Undefined()
}

func (l *language) sharedSlice(c *goja.Object, fc goja.FunctionCall) goja.Value {
	const method = "SharedArrayBuffer.prototype.slice"
	b := l.shared(fc.This, method)
	size := b.memory.size()
	start, end := l.relative(fc.Argument(0), size, 0), l.relative(fc.Argument(1), size, size)
	n := max(end-start, 0)
	made := l.constructSpecies(fc.This.(*goja.Object), c, l.rt.ToValue(n))
	h, ok := l.bufferOf(made)
	switch {
	case !ok || h.state == nil || h.state.memory == nil:
		l.incompatible(method, made)
	case h.state.memory == b.memory:
		l.throw("TypeError", "ArrayBuffer subclass returned this from species constructor")
	case len(h.bytes()) < n:
		l.throw("TypeError", "Species constructor returned a too small ArrayBuffer")
	}
	copy(h.bytes(), b.full[start:start+n])
	return made
}

// relative is a position counted from the start, or from the end if it is negative.
func (l *language) relative(v goja.Value, size, missing int) int {
	if goja.IsUndefined(v) {
		return missing
	}
	n := l.number(v)
	switch {
	case n != n:
		return 0
	case n < 0:
		return max(0, size+int(max(n, -float64(size)-1)))
	}
	return int(min(n, float64(size)))
}

// constructSpecies makes an object by the species constructor of o, c by default (section 7.3.22).
func (l *language) constructSpecies(o, c *goja.Object, args ...goja.Value) *goja.Object {
	species := goja.Value(c)
	if own, ok := o.Get("constructor").(*goja.Object); ok {
		if v := own.GetSymbol(goja.SymSpecies); v != nil && !goja.IsUndefined(v) && !goja.IsNull(v) {
			species = v
		}
	}
	construct, ok := goja.AssertConstructor(species)
	if !ok {
		l.throw("TypeError", "object.constructor[Symbol.species] is not a constructor")
	}
	made, err := construct(nil, args...)
	if err != nil {
		panic(err)
	}
	return made
}
