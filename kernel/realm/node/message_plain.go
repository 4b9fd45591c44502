package node

import (
	"strings"

	"github.com/dop251/goja"
)

// Most messages are plain data: primitives, objects and arrays, with nothing transferred. These are taken apart and put
// together here, in the form of js/internal/serialize.js, ten times as fast; whatever else is met is left to it.

// The tags of serialize.js that plain data needs.
const (
	opPrimitive = 0
	opSeen      = 1
	opObject    = 2
	opArray     = 3
)

// plainWriter takes one value apart.
type plainWriter struct {
	h       *Host
	ops     []goja.Value
	seen    map[*goja.Object]int
	symbols []*goja.Symbol // by which classes say that they are cloned in a way of their own
	proto   *goja.Object   // Object.prototype
}

// write reports whether v is plain.
func (w *plainWriter) write(v goja.Value) bool {
	o, isObject := v.(*goja.Object)
	if !isObject {
		if _, symbol := v.(*goja.Symbol); symbol {
			return false
		}
		w.ops = append(w.ops, w.number(opPrimitive), freed(v))
		return true
	}
	if place, ok := w.seen[o]; ok {
		w.ops = append(w.ops, w.number(opSeen), w.number(place))
		return true
	}
	w.seen[o] = len(w.seen)
	switch implementation(o).Type().Elem().Name() {
	case "baseObject":
		return w.isPlain(o) && w.properties(o, opObject)
	case "arrayObject":
		return w.properties(o, opArray, o.Get("length"))
	}
	return false
}

// isPlain reports whether the class of o, if it has one, says nothing about cloning.
func (w *plainWriter) isPlain(o *goja.Object) bool {
	if proto := o.Prototype(); proto == nil || proto == w.proto {
		return true
	}
	for _, symbol := range w.symbols {
		if v := o.GetSymbol(symbol); v != nil && !goja.IsUndefined(v) {
			return false
		}
	}
	return true
}

func (w *plainWriter) properties(o *goja.Object, tag int, more ...goja.Value) bool {
	keys := o.Keys()
	w.ops = append(append(append(w.ops, w.number(tag)), more...), w.number(len(keys)))
	for _, key := range keys {
		if strings.ContainsRune(key, '\uFFFD') {
			return false // perhaps a lone surrogate, which a Go string cannot hold
		}
		w.ops = append(w.ops, freed(w.h.Runtime.ToValue(key)))
		v := o.Get(key)
		if v == nil {
			v = goja.Undefined()
		}
		if !w.write(v) {
			return false
		}
	}
	return true
}

func (w *plainWriter) number(n int) goja.Value { return w.h.Runtime.ToValue(n) }

// plainReader puts one value together.
type plainReader struct {
	h       *Host
	ops     []goja.Value
	objects []*goja.Object
}

func (r *plainReader) next() goja.Value {
	v := r.ops[0]
	r.ops = r.ops[1:]
	return v
}

func (r *plainReader) read() goja.Value {
	switch r.next().ToInteger() {
	case opPrimitive:
		return r.next()
	case opSeen:
		return r.objects[r.next().ToInteger()]
	case opArray:
		length := r.next()
		o := r.h.Runtime.NewArray()
		r.h.set(o, "length", length)
		return r.properties(o)
	}
	return r.properties(r.h.Runtime.NewObject())
}

func (r *plainReader) properties(o *goja.Object) goja.Value {
	r.objects = append(r.objects, o)
	for n := r.next().ToInteger(); n > 0; n-- {
		key := r.next().String()
		v := r.read()
		if key == "__proto__" {
			if err := o.DefineDataProperty(key, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
				panic(err)
			}
			continue
		}
		r.h.set(o, key, v)
	}
	return o
}

// bindPlain adds packPlain(value, symbols …), which returns undefined for what is not plain, isPlain(packet) and unpackPlain(packet).
func bindPlain(h *Host, natives *goja.Object) {
	proto := h.Runtime.NewObject().Prototype()
	h.function(natives, "packPlain", func(call goja.FunctionCall) goja.Value {
		w := &plainWriter{h: h, seen: map[*goja.Object]int{}, proto: proto}
		for _, v := range call.Arguments[1:] {
			w.symbols = append(w.symbols, v.(*goja.Symbol))
		}
		if !w.write(call.Argument(0)) {
			return goja.Undefined()
		}
		return h.Runtime.ToValue(&packet{ops: w.ops, origin: h, plain: true})
	})
	of := func(call goja.FunctionCall) *packet { return call.Argument(0).Export().(*packet) }
	h.function(natives, "isPlain", func(call goja.FunctionCall) goja.Value { return h.Runtime.ToValue(of(call).plain) })
	h.function(natives, "unpackPlain", func(call goja.FunctionCall) goja.Value {
		p := of(call)
		h.arrived(p)
		return (&plainReader{h: h, ops: p.ops}).read()
	})
}
