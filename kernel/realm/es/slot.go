package es

import (
	"github.com/dop251/goja"
)

// slot is an internal slot of ECMA-262: a Go value that an object of any kind carries, unseen by programs and alive as
// long as the object. goja has none for Go code, but private fields of classes are just that: a class whose constructor
// returns the object it is given puts its private field on it.
type slot[T any] struct {
	rt    *goja.Runtime
	stamp goja.Constructor
	get   native
}

// box keeps goja from looking into the value.
type box[T any] struct{ value T }

var slotClass = goja.MustCompile(sourcePrefix+"slot", `(class extends (function (o) { return o; }) {
	#value;
	constructor(o, value) {
		super(o);
		this.#value = value;
	}
	static get(o) {
		return #value in o ? o.#value : undefined;
	}
})`, true)

func newSlot[T any](rt *goja.Runtime) *slot[T] {
	class, err := rt.RunProgram(slotClass)
	if err != nil {
		panic("es: " + err.Error())
	}
	stamp, _ := goja.AssertConstructor(class)
	return &slot[T]{rt: rt, stamp: stamp, get: raw(class.(*goja.Object).Get("get"))}
}

// set puts v on o, which must not have it yet.
func (s *slot[T]) set(o *goja.Object, v T) {
	if _, err := s.stamp(nil, o, s.rt.ToValue(&box[T]{v})); err != nil {
		panic("es: " + err.Error())
	}
}

// of reads the slot of v; false if v is no object or has none.
func (s *slot[T]) of(v goja.Value) (value T, ok bool) {
	o, isObject := v.(*goja.Object)
	if !isObject {
		return value, false
	}
	found, isObject := s.get(goja.FunctionCall{Arguments: []goja.Value{o}}).(*goja.Object)
	if !isObject {
		return value, false
	}
	return found.Export().(*box[T]).value, true
}
