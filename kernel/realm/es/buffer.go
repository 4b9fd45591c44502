package es

import (
	"math"
	"slices"
	"weak"

	"github.com/dop251/goja"
)

// HOW buffers change their size
//
// goja's ArrayBuffer is a byte slice, and a typed array reads it through that slice with a length of its own that it checks
// instead of the slice's. A resizable buffer gets an allocation of its maximal size once, so no view can ever read outside
// memory; resize moves the end of the slice and sets the length of every view as ECMA-262 has it (length-tracking, or out of
// bounds). The views are known because the constructors of typed arrays tell: they are watched from the first resizable
// buffer on.
//
// A view that is out of bounds, like one whose buffer is detached, has length 0, and methods refuse it. goja's methods
// check neither as V8 does; they, too, are watched from the first such buffer on.

// maxBuffer is the largest allocation tried; V8's limit is about this on machines of today.
const maxBuffer = 1 << 33

// buffer is what goja's ArrayBuffer does not know about a resizable or shared one.
type buffer struct {
	full   []byte  // the allocation, as long as the buffer may become; shorter buffers are its beginning
	memory *Memory // what is shared, nil for an ArrayBuffer
	views  []*view // those made since the first resizable buffer, dead ones too
}

// view is a typed array or DataView on a resizable buffer.
type view struct {
	object   weak.Pointer[goja.Object]
	dataView bool
	offset   int // in bytes
	length   int // in elements; tracking: to the end of the buffer
	size     int // of an element
	out      bool
}

// tracking is the length of a view that has none of its own.
const tracking = -1

// buffers is the part of a realm that has to do with buffers.
type buffers struct {
	states   *slot[*buffer]
	views    *slot[*view]
	watching bool
	plain    func(args []goja.Value, target *goja.Object) *goja.Object // goja's new ArrayBuffer
}

// installBuffers replaces the constructor ArrayBuffer below its object and adds to the prototype (ECMA-262 section 25.1).
func (l *language) installBuffers() error {
	c := l.object(l.global, "ArrayBuffer")
	construct := pointer[func([]goja.Value, *goja.Object) *goja.Object](c, "construct")
	l.plain = *construct
	l.constructible(c, l.newBuffer)
	*pointer[native](c, "f") = func(goja.FunctionCall) goja.Value {
		panic(l.Error("TypeError", "Constructor ArrayBuffer requires 'new'"))
	}
	proto := l.object(c, "prototype")
	l.getter(proto, "byteLength", func(fc goja.FunctionCall) goja.Value {
		return l.rt.ToValue(len(l.arrayBuffer(fc.This, "get ArrayBuffer.prototype.byteLength").bytes()))
	})
	l.getter(proto, "maxByteLength", func(fc goja.FunctionCall) goja.Value {
		return l.rt.ToValue(l.arrayBuffer(fc.This, "get ArrayBuffer.prototype.maxByteLength").max())
	})
	l.getter(proto, "resizable", func(fc goja.FunctionCall) goja.Value {
		return l.rt.ToValue(l.arrayBuffer(fc.This, "get ArrayBuffer.prototype.resizable").state != nil)
	})
	l.getter(proto, "detached", func(fc goja.FunctionCall) goja.Value {
		return l.rt.ToValue(l.arrayBuffer(fc.This, "get ArrayBuffer.prototype.detached").detached())
	})
	slice := raw(proto.Get("slice"))
	l.method(proto, "slice", 2, func(fc goja.FunctionCall) goja.Value {
		l.attached(l.arrayBuffer(fc.This, "ArrayBuffer.prototype.slice"), "ArrayBuffer.prototype.slice")
		return slice(fc)
	})
	l.method(proto, "resize", 1, l.resize)
	l.method(proto, "transfer", 0, func(fc goja.FunctionCall) goja.Value { return l.transfer(fc, "transfer", true) })
	l.method(proto, "transferToFixedLength", 0, func(fc goja.FunctionCall) goja.Value {
		return l.transfer(fc, "transferToFixedLength", false)
	})
	return nil
}

// handle is a buffer object with what is known about it; state is nil for goja's own fixed-length ones.
type handle struct {
	object *goja.Object
	state  *buffer
}

// bufferOf returns the buffer that v is, shared or not.
func (l *language) bufferOf(v goja.Value) (handle, bool) {
	o, ok := v.(*goja.Object)
	if !ok || kindOf(o) != "arrayBufferObject" {
		return handle{}, false
	}
	h := handle{object: o}
	if l.states != nil {
		h.state, _ = l.states.of(o)
	}
	return h, true
}

// arrayBuffer returns the ArrayBuffer that v is; a shared one is none.
func (l *language) arrayBuffer(v goja.Value, method string) handle {
	h, ok := l.bufferOf(v)
	if !ok || h.state != nil && h.state.memory != nil {
		l.incompatible(method, v)
	}
	return h
}

// attached throws if the buffer is detached.
func (l *language) attached(h handle, method string) {
	if h.detached() {
		l.throw("TypeError", "Cannot perform %s on a detached ArrayBuffer", method)
	}
}

func (h handle) detached() bool { return *pointer[bool](h.object, "detached") }
func (h handle) data() *[]byte  { return pointer[[]byte](h.object, "data") }
func (h handle) bytes() []byte  { return *h.data() }
func (h handle) detach()        { *h.data(), *pointer[bool](h.object, "detached") = nil, true }
func (h handle) max() int {
	if h.state == nil || h.detached() {
		return len(h.bytes())
	}
	return len(h.state.full)
}

// newBuffer is the constructor ArrayBuffer.
func (l *language) newBuffer(target *goja.Object, args []goja.Value) *goja.Object {
	length, max := l.bufferLengths(args)
	return l.allocate(target, length, max)
}

// bufferLengths reads the arguments of a buffer's constructor; max is -1 if the length is fixed.
func (l *language) bufferLengths(args []goja.Value) (length, max int) {
	fc := goja.FunctionCall{Arguments: args}
	length, max = l.index(fc.Argument(0), "Invalid array buffer length"), -1
	if options, ok := fc.Argument(1).(*goja.Object); ok {
		if v := options.Get("maxByteLength"); v != nil && !goja.IsUndefined(v) {
			max = l.index(v, "Invalid array buffer max length")
		}
	}
	if max >= 0 && length > max {
		l.throw("RangeError", "Invalid array buffer max length")
	}
	if length > maxBuffer || max > maxBuffer {
		l.throw("RangeError", "Array buffer allocation failed")
	}
	return length, max
}

// allocate makes an ArrayBuffer.
func (l *language) allocate(target *goja.Object, length, max int) *goja.Object {
	if max < 0 {
		return l.plain([]goja.Value{l.rt.ToValue(length)}, target)
	}
	o := l.plain(nil, target)
	l.resizable(o, make([]byte, max), length, nil)
	return o
}

// resizable makes o, an empty buffer, one whose bytes are the first of full.
func (l *language) resizable(o *goja.Object, full []byte, length int, memory *Memory) {
	l.watch()
	l.states.set(o, &buffer{full: full, memory: memory})
	*(handle{object: o}).data() = full[:length]
}

// index is ToIndex.
func (l *language) index(v goja.Value, message string) int {
	n := l.number(v)
	if n != n {
		return 0
	}
	if n = math.Trunc(n); n < 0 || n > 1<<53-1 {
		l.throw("RangeError", "%s", message)
	}
	return int(n)
}

func (l *language) resize(fc goja.FunctionCall) goja.Value {
	const method = "ArrayBuffer.prototype.resize"
	h := l.arrayBuffer(fc.This, method)
	if h.state == nil {
		l.incompatible(method, fc.This)
	}
	length := l.index(fc.Argument(0), method+": Invalid length parameter")
	l.attached(h, method)
	if length > len(h.state.full) {
		l.throw("RangeError", "%s: Invalid length parameter", method)
	}
	h.setLength(length)
	return goja.Undefined()
}

// setLength changes the length of a resizable buffer; what is cut off reads as zeros when it comes back.
func (h handle) setLength(length int) {
	if old := len(h.bytes()); length < old {
		clear(h.state.full[length:old])
	}
	*h.data() = h.state.full[:length]
	h.state.views = slices.DeleteFunc(h.state.views, func(v *view) bool { return !v.fit(length) })
}

// fit sets the length of a view on a buffer of the given length; false if the view is gone.
func (v *view) fit(buffer int) bool {
	o := v.object.Value()
	if o == nil {
		return false
	}
	offset, length := v.offset, v.length
	if length == tracking {
		length = (buffer - offset) / v.size
	}
	v.out = offset > buffer || offset+length*v.size > buffer
	if v.out {
		offset, length = 0, 0
	}
	if v.dataView {
		*pointer[int](o, "byteOffset"), *pointer[int](o, "byteLen") = offset, length
	} else {
		*pointer[int](o, "offset"), *pointer[int](o, "length") = offset/v.size, length
	}
	return true
}

// transfer is ArrayBufferCopyAndDetach.
func (l *language) transfer(fc goja.FunctionCall, name string, preserve bool) goja.Value {
	method := "ArrayBuffer.prototype." + name
	h := l.arrayBuffer(fc.This, method)
	length := len(h.bytes())
	if v := fc.Argument(0); !goja.IsUndefined(v) {
		length = l.index(v, "Invalid array buffer length")
	}
	l.attached(h, method)
	max := -1
	if preserve && h.state != nil {
		max = len(h.state.full)
	}
	if max >= 0 && length > max || length > maxBuffer {
		l.throw("RangeError", "Invalid array buffer length")
	}
	l.watch()
	o := l.allocate(l.object(l.global, "ArrayBuffer"), length, max)
	copy(handle{object: o}.bytes(), h.bytes())
	h.detach()
	return o
}
