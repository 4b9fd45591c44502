package es

import (
	"math"
	"reflect"
	"strconv"
	"unsafe"

	"github.com/dop251/goja"
)

// Float16Array (ECMA-262 section 23.2) is a Uint16Array of goja's that reads and writes its elements by other methods.
// goja calls them through an interface of its own whose names are not exported. elements has the same methods, exported:
// Go sorts the methods of an interface by name, so that the tables of both have the same order, and one can stand for the
// other; testdata/float16-array.js calls each of them.

// elements is goja's typedArray.
type elements interface {
	Export(offset, length int) any
	ExportType() reflect.Type
	Get(i int) goja.Value
	GetRaw(i int) uint64
	Less(i, j int) bool
	Set(i int, v goja.Value)
	SetRaw(i int, raw uint64)
	Swap(i, j int)
	ToRaw(v goja.Value) uint64
	TypeMatch(v goja.Value) bool
}

// halves are the bytes of a buffer, as goja's uint16Array is.
type halves []byte

func (a *halves) at(i int) *uint16 {
	return (*uint16)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(*a)), 2*i))
}

func (a *halves) value(i int) float64 { return halfValue(*a.at(i)) }

func (a *halves) Export(offset, length int) any {
	list := make([]float32, length)
	for i := range list {
		list[i] = float32(a.value(offset + i))
	}
	return list
}

func (a *halves) ExportType() reflect.Type  { return reflect.TypeFor[[]float32]() }
func (a *halves) Get(i int) goja.Value      { return (*goja.Runtime)(nil).ToValue(a.value(i)) }
func (a *halves) GetRaw(i int) uint64       { return uint64(*a.at(i)) }
func (a *halves) Set(i int, v goja.Value)   { *a.at(i) = halfBits(v.ToFloat()) }
func (a *halves) SetRaw(i int, raw uint64)  { *a.at(i) = uint16(raw) }
func (a *halves) ToRaw(v goja.Value) uint64 { return uint64(halfBits(v.ToFloat())) }

// Less orders -0 before 0 and NaN last (section 23.2.4.7).
func (a *halves) Less(i, j int) bool {
	x, y := a.value(i), a.value(j)
	switch {
	case math.IsNaN(x) || math.IsNaN(y):
		return !math.IsNaN(x)
	case x == 0 && y == 0:
		return math.Signbit(x) && !math.Signbit(y)
	}
	return x < y
}

func (a *halves) Swap(i, j int) {
	p, q := a.at(i), a.at(j)
	*p, *q = *q, *p
}

// TypeMatch tells whether an element can be v: goja looks for its bits then.
func (a *halves) TypeMatch(v goja.Value) bool {
	f := v.ToFloat()
	return goja.IsNumber(v) && (halfValue(halfBits(f)) == f || math.IsNaN(f))
}

// halfMethods is the method table of halves.
func halfMethods() unsafe.Pointer {
	var e elements = (*halves)(nil)
	return *(*unsafe.Pointer)(unsafe.Pointer(&e))
}

// installFloat16 defines the global, made when it is first used.
func (l *language) installFloat16() error {
	h := &float16{l: l, u16: l.object(l.global, "Uint16Array"), f64: l.object(l.global, "Float64Array")}
	return l.globals.add("Float16Array", func() goja.Value { return h.constructor() })
}

// float16 makes Float16Arrays.
type float16 struct {
	l        *language
	u16, f64 *goja.Object // what they are made of
	made     *goja.Object
}

func (h *float16) constructor() *goja.Object {
	if h.made != nil {
		return h.made
	}
	l := h.l
	proto := l.rt.CreateObject(l.object(h.u16, "prototype").Prototype())
	h.made = l.constructor("Float16Array", 3, proto, h.construct)
	must(h.made.SetPrototype(h.u16.Prototype()))
	for _, o := range []*goja.Object{h.made, proto} {
		must(o.DefineDataProperty("BYTES_PER_ELEMENT", l.rt.ToValue(2), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	}
	return h.made
}

// construct makes one on a buffer, of a length, or of what another value lists (section 23.2.5.1).
func (h *float16) construct(target *goja.Object, args []goja.Value) *goja.Object {
	first := goja.FunctionCall{Arguments: args}.Argument(0)
	_, isObject := first.(*goja.Object)
	if _, isBuffer := h.l.bufferOf(first); isBuffer || !isObject {
		return h.view(target, args)
	}
	list := made(h.f64, h.f64, args)
	n := *pointer[int](list, "length")
	o := h.view(target, []goja.Value{h.l.rt.ToValue(n)})
	elements := (*halves)(methodsOf(o)[1])
	for i := range n {
		*elements.at(i) = halfBits(list.Get(strconv.Itoa(i)).ToFloat())
	}
	return o
}

// view makes a Uint16Array and turns it into a Float16Array.
func (h *float16) view(target *goja.Object, args []goja.Value) *goja.Object {
	o := made(h.u16, target, args)
	methodsOf(o)[0] = halfMethods()
	*pointer[*goja.Object](o, "defaultCtor") = h.made
	return o
}

// methodsOf are the two words of the interface in a view of goja's: the table of methods, and the elements.
func methodsOf(o *goja.Object) *[2]unsafe.Pointer {
	f, err := field(implementation(o), "typedArray")
	if err != nil {
		panic("es: " + err.Error())
	}
	return (*[2]unsafe.Pointer)(f.Addr().UnsafePointer())
}

// made is Reflect.construct for a constructor of goja's.
func made(constructor, target *goja.Object, args []goja.Value) *goja.Object {
	return (*pointer[func([]goja.Value, *goja.Object) *goja.Object](constructor, "construct"))(args, target)
}
