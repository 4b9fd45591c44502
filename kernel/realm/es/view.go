package es

import (
	"weak"

	"github.com/dop251/goja"
)

// viewNames are the constructors of views.
var viewNames = []string{"Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array",
	"Uint32Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array", "DataView"}

// watch has the constructors of views tell of views on resizable buffers, and the methods of views refuse those that are
// detached or out of bounds. It is called with the first buffer that can become so.
func (l *language) watch() {
	if l.watching {
		return
	}
	l.watching = true
	l.states, l.views = newSlot[*buffer](l.rt), newSlot[*view](l.rt)
	for _, name := range viewNames {
		l.watchConstructor(name)
	}
	proto := l.object(l.global, "Uint8Array", "prototype").Prototype()
	l.watchMethods(proto, "%TypedArray%.prototype.")
	l.watchMethods(l.object(l.global, "DataView", "prototype"), "DataView.prototype.")
	l.watchSubarray(proto)
}

func (l *language) watchConstructor(name string) {
	c := l.object(l.global, name)
	construct := pointer[func([]goja.Value, *goja.Object) *goja.Object](c, "construct")
	original := *construct
	size := 1
	if v := c.Get("BYTES_PER_ELEMENT"); v != nil { // DataView has none
		size = int(v.ToInteger())
	}
	*construct = func(args []goja.Value, target *goja.Object) *goja.Object {
		h, ok := l.bufferOf(goja.FunctionCall{Arguments: args}.Argument(0))
		if !ok {
			return original(args, target)
		}
		if h.detached() {
			l.throw("TypeError", "Cannot perform Construct on a detached ArrayBuffer")
		}
		if h.state == nil {
			return original(args, target)
		}
		return l.newView(h, name, size, args, func(args []goja.Value) *goja.Object { return original(args, target) })
	}
}

// newView makes a view on a resizable buffer: goja, which knows none, is told a length.
func (l *language) newView(h handle, name string, size int, args []goja.Value, make func([]goja.Value) *goja.Object) *goja.Object {
	fc := goja.FunctionCall{Arguments: args}
	v := &view{size: size, dataView: name == "DataView", length: tracking}
	v.offset = l.index(fc.Argument(1), "Start offset is outside the bounds of the buffer")
	if v.offset%size != 0 {
		l.throw("RangeError", "start offset of %s should be a multiple of %d", name, size)
	}
	if n := fc.Argument(2); !goja.IsUndefined(n) {
		v.length = l.index(n, "Invalid typed array length: "+n.String())
	}
	available := len(h.bytes()) - v.offset
	if available < 0 {
		l.throw("RangeError", "Start offset %d is outside the bounds of the buffer", v.offset)
	}
	length := v.length
	if length == tracking {
		length = available / size
	} else if length*size > available {
		if v.dataView {
			l.throw("RangeError", "Invalid DataView length %d", length)
		}
		l.throw("RangeError", "Invalid typed array length: %d", length)
	}
	o := make([]goja.Value{h.object, l.rt.ToValue(v.offset), l.rt.ToValue(length)})
	v.object = weak.Make(o)
	l.views.set(o, v)
	h.state.views = append(h.state.views, v)
	return o
}

// watchMethods has the methods of a prototype, and the accessors of DataView's, refuse dead views.
func (l *language) watchMethods(proto *goja.Object, prefix string) {
	for _, f := range l.ownFunctions(proto) {
		name := f.Get("name").String()
		switch name {
		case "TypedArray", "DataView", "toString", "toLocaleString", "get length", "get [Symbol.toStringTag]", "get buffer":
			continue
		}
		if prefix != "DataView.prototype." && (name == "get byteLength" || name == "get byteOffset" || name == "subarray") {
			continue
		}
		method := prefix + name
		if rest, ok := cutGet(name); ok {
			method = "get " + prefix + rest
		}
		body := pointer[native](f, "f")
		original := *body
		*body = func(fc goja.FunctionCall) goja.Value {
			l.alive(fc.This, method)
			return original(fc)
		}
	}
}

func cutGet(name string) (string, bool) {
	if len(name) > 4 && name[:4] == "get " {
		return name[4:], true
	}
	return name, false
}

// alive throws if v is a view on nothing.
func (l *language) alive(v goja.Value, method string) {
	o, ok := v.(*goja.Object)
	if !ok {
		return
	}
	if kind := kindOf(o); kind != "typedArrayObject" && kind != "dataViewObject" {
		return
	}
	w, _ := l.views.of(o)
	if w != nil && w.out || l.viewed(o).detached() {
		l.throw("TypeError", "Cannot perform %s on a detached ArrayBuffer", method)
	}
}

// viewed is the buffer below a view.
func (l *language) viewed(o *goja.Object) handle {
	buffer := implementation(o).FieldByName("viewedArrayBuf").Elem()
	f, err := field(buffer, "val")
	if err != nil {
		panic("es: " + err.Error())
	}
	h := handle{object: f.Interface().(*goja.Object)}
	if l.states != nil {
		h.state, _ = l.states.of(h.object)
	}
	return h
}

// watchSubarray keeps subarray(begin) of a length-tracking array one (ECMA-262 section 23.2.3.30 step 14).
func (l *language) watchSubarray(proto *goja.Object) {
	body := pointer[native](l.object(proto, "subarray"), "f")
	original := *body
	*body = func(fc goja.FunctionCall) goja.Value {
		made := original(fc)
		source, ok := l.views.of(fc.This)
		if !ok || source.length != tracking || !goja.IsUndefined(fc.Argument(1)) {
			return made
		}
		if v, ok := l.views.of(made); ok {
			v.length = tracking
		}
		return made
	}
}
