package inspect

import (
	"reflect"
	"sync"
	"unsafe"
	"weak"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// What Node asks V8 for and goja exports no answer to is read here from goja's own structures, never written:
//
//   - whether an array of a million elements has any key beside its elements, without listing a million names;
//   - what an iterator of a Map or Set has left, without moving it;
//   - what a WeakMap or WeakSet holds, for showHidden;
//   - whether a function is sloppy, and so has V8's properties arguments and caller.
//
// Each function checks the layout it relies on and says so when it does not find it; the caller then takes the
// slow way, or shows the iterator as empty. The tests fail with such a goja.

// elementNames lists the own names of an array or typed array that are no elements. ok false means: look.
func elementNames(o *goja.Object) (list []string, ok bool) {
	names, ok := field(implementation(o), "propNames")
	if !ok || names.Type() != reflect.TypeFor[[]unistring.String]() {
		return nil, false
	}
	for n := range names.Len() {
		list = append(list, unistring.String(names.Index(n).String()).String())
	}
	return list, true
}

// plainElements reports that an array's first n elements are all there and are no accessors. False means: look.
func plainElements(o *goja.Object, n int) bool {
	impl := implementation(o)
	special, ok := field(impl, "propValueCount")
	if !ok || special.Int() != 0 {
		return false
	}
	values, ok := field(impl, "values")
	if !ok || values.Kind() != reflect.Slice || values.Len() < n {
		return false
	}
	for x := range n {
		if values.Index(x).IsNil() {
			return false
		}
	}
	return true
}

// plainNames reports that every property of an ordinary object that has a name is enumerable and no accessor. False
// means: look. It spares each of them a property descriptor, an object of five properties.
func plainNames(o *goja.Object) bool {
	impl := implementation(o)
	if impl.Type().Elem().Name() != "baseObject" {
		return false
	}
	values, ok := field(impl, "values")
	if !ok || values.Kind() != reflect.Map {
		return false
	}
	for it := values.MapRange(); it.Next(); {
		v := it.Value()
		if v.Kind() == reflect.Interface && v.Elem().Type().String() == "*goja.valueProperty" {
			return false
		}
	}
	return true
}

// entry is one entry of a Map, or of a Set (value is then undefined).
type entry struct{ key, value goja.Value }

// remaining lists what a Map or Set iterator will still give, at most limit entries, their full number, and whether
// it gives pairs, keys or values.
func remaining(o *goja.Object, limit int) (rest []entry, total int, kind iterated) {
	impl := implementation(o)
	iter, ok := field(impl, "iter")
	if !ok || iter.Kind() != reflect.Pointer || iter.IsNil() {
		return nil, 0, kindOf(impl)
	}
	at, ok := nextEntry(iter)
	for ok && !at.IsNil() {
		if len(rest) < limit {
			rest = append(rest, entry{fieldValue(at, "key"), fieldValue(at, "value")})
		}
		total++
		at, ok = field(at, "iterNext")
	}
	return rest, total, kindOf(impl)
}

type iterated int

const (
	iteratedKeys iterated = iota
	iteratedValues
	iteratedPairs
)

func kindOf(impl reflect.Value) iterated {
	kind, ok := field(impl, "kind")
	if !ok || !kind.CanInt() {
		return iteratedKeys
	}
	return iterated(kind.Int())
}

// nextEntry is the entry the iterator would give next, as goja's orderedMapIter.next finds it: the one after the
// current, having gone back over entries that were deleted meanwhile.
func nextEntry(iter reflect.Value) (reflect.Value, bool) {
	cur, ok := field(iter, "cur")
	for ok && !cur.IsNil() {
		k, found := field(cur, "key")
		if !found {
			return cur, false
		}
		if !k.IsNil() {
			return field(cur, "iterNext")
		}
		cur, ok = field(cur, "iterPrev")
	}
	m, found := field(iter, "m")
	if !ok || !found || m.IsNil() {
		return cur, false
	}
	return field(m, "iterFirst")
}

// field is v's field (v a pointer to a struct), if it has one.
func field(v reflect.Value, name string) (reflect.Value, bool) {
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct {
		return reflect.Value{}, false
	}
	f := v.Elem().FieldByName(name)
	return f, f.IsValid()
}

var valueType = reflect.TypeFor[goja.Value]()

// fieldValue reads a field of type goja.Value. The field is unexported, so reflect hands out no interface of it.
func fieldValue(v reflect.Value, name string) goja.Value {
	f, ok := field(v, name)
	if !ok || f.Type() != valueType || f.IsNil() {
		return goja.Undefined()
	}
	return *(*goja.Value)(unsafe.Pointer(f.UnsafeAddr()))
}

type weakTable = map[weak.Pointer[goja.Object]]goja.Value

// weakEntries lists what a WeakMap or WeakSet holds, at most limit entries, and their number. goja deletes entries
// from another goroutine when keys die, under the mutex beside the table.
func weakEntries(o *goja.Object, limit int) (list []entry, total int) {
	impl := implementation(o)
	holder, ok := field(impl, "m")
	if !ok {
		holder, ok = field(impl, "s")
	}
	if !ok || holder.Kind() != reflect.Struct || !holder.CanAddr() {
		return nil, 0
	}
	table, mutex := holder.FieldByName("m"), holder.FieldByName("Mutex")
	if !table.IsValid() || !mutex.IsValid() || table.Type() != reflect.TypeFor[weakTable]() || mutex.Type() != reflect.TypeFor[sync.Mutex]() {
		return nil, 0
	}
	lock := (*sync.Mutex)(unsafe.Pointer(mutex.UnsafeAddr()))
	lock.Lock()
	defer lock.Unlock()
	for k, v := range *(*weakTable)(unsafe.Pointer(table.UnsafeAddr())) {
		if key := k.Value(); key != nil {
			if total++; len(list) < limit {
				list = append(list, entry{key, v})
			}
		}
	}
	return list, total
}

// sloppy reports a function in sloppy mode written with the keyword function.
func sloppy(o *goja.Object) bool {
	impl := implementation(o)
	if impl.Type().Elem().Name() != "funcObject" {
		return false
	}
	strict, ok := field(impl, "strict")
	return ok && strict.Kind() == reflect.Bool && !strict.Bool()
}
