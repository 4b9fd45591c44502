package es

import (
	"fmt"
	"reflect"
	"strconv"
	"unsafe"

	"github.com/dop251/goja"
)

// WHAT is reached inside goja
//
// Some of the language cannot be added from outside: a function must not be both callable and constructible, a buffer
// changes its size below the views on it. The structures behind goja's objects are therefore reached by the names of
// their fields, in this file, lazy.go and buffer.go and nowhere else. Install fails with a sentence when a name is not there.

// field reaches a private field of one of goja's structures.
func field(v reflect.Value, name string) (reflect.Value, error) {
	f := v.FieldByName(name)
	if !f.IsValid() {
		return f, fmt.Errorf("this goja has no %v.%s: it was upgraded past what this package knows", v.Type(), name)
	}
	return reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem(), nil
}

// implementation is the structure behind an object.
func implementation(o *goja.Object) reflect.Value {
	return reflect.ValueOf(o).Elem().FieldByName("self").Elem().Elem()
}

// pointer is the address of a private field of the structure behind o. A field that is not there, or has another type,
// is what Install looks for; later it is our bug.
func pointer[T any](o *goja.Object, name string) *T {
	f, err := field(implementation(o), name)
	if err != nil {
		panic("es: " + err.Error())
	}
	return f.Addr().Interface().(*T)
}

// kindOf is the name of the structure behind an object: what it is, whatever its prototype says.
func kindOf(o *goja.Object) string { return implementation(o).Type().Name() }

// afterFirstCall has fn called with the result of the first call of a native function.
func (l *language) afterFirstCall(f *goja.Object, fn func(goja.Value)) {
	body := pointer[native](f, "f")
	original := *body
	*body = func(fc goja.FunctionCall) goja.Value {
		v := original(fc)
		*body = original
		fn(v)
		return v
	}
}

// constructible makes a native function a constructor.
func (l *language) constructible(fn *goja.Object, construct construction) {
	*pointer[func([]goja.Value, *goja.Object) *goja.Object](fn, "construct") = func(args []goja.Value, target *goja.Object) *goja.Object {
		if target == nil {
			target = fn
		}
		return construct(target, args)
	}
}

// ownFunctions are the functions that are own properties of o, accessors included.
func (l *language) ownFunctions(o *goja.Object) []*goja.Object {
	var list []*goja.Object
	keys := l.ownKeys(goja.FunctionCall{Arguments: []goja.Value{o}}).(*goja.Object)
	for i := range int(keys.Get("length").ToInteger()) {
		d := l.descriptor(goja.FunctionCall{Arguments: []goja.Value{o, keys.Get(strconv.Itoa(i))}}).(*goja.Object)
		for _, part := range []string{"value", "get", "set"} {
			if f, ok := d.Get(part).(*goja.Object); ok && isFunction(f) {
				list = append(list, f)
			}
		}
	}
	return list
}

// disguise gives every function that is an own property of o the source text of a built-in function.
func (l *language) disguise(o *goja.Object) {
	for _, v := range l.ownFunctions(o) {
		source, err := field(implementation(v), "src")
		if err != nil {
			continue // already a native one
		}
		source.SetString("function " + v.Get("name").String() + "() { [native code] }")
	}
}
