package inspect

import "github.com/dop251/goja"

// Contents returns what a Map, a Set, or an iterator over one has (left), without moving an iterator. A Map and the
// entries of either have keys and values, all others only keys; ok is false for any other value. Loop goroutine only.
func (i *Inspector) Contents(v goja.Value) (keys, values []goja.Value, ok bool) {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil, nil, false
	}
	keys, values = []goja.Value{}, nil
	switch b := i.brand(o); b {
	case setBrand:
		i.contents(i.in.setValues(o), i.in.setNext, func(v goja.Value) { keys = append(keys, v) })
	case mapBrand:
		values = []goja.Value{}
		i.contents(i.in.mapEntries(o), i.in.mapNext, func(v goja.Value) {
			pair := v.(*goja.Object)
			keys, values = append(keys, pair.Get("0")), append(values, pair.Get("1"))
		})
	case mapIterator, setIterator:
		return i.left(o, b)
	default:
		return nil, nil, false
	}
	return keys, values, true
}

// left is Contents of an iterator.
func (i *Inspector) left(o *goja.Object, b brand) (keys, values []goja.Value, ok bool) {
	rest, _, kind := remaining(o, 1<<30)
	keys = []goja.Value{}
	for _, e := range rest {
		second := e.value
		if b == setIterator {
			second = e.key
		}
		switch {
		case kind == iteratedPairs:
			keys, values = append(keys, e.key), append(values, second)
		case kind == iteratedValues:
			keys = append(keys, second)
		default:
			keys = append(keys, e.key)
		}
	}
	return keys, values, true
}

func (i *Inspector) contents(it goja.Value, next method, visit func(goja.Value)) {
	for {
		r := next(it).(*goja.Object)
		if r.Get("done").ToBoolean() {
			return
		}
		visit(r.Get("value"))
	}
}

// Width is the number of terminal columns that s takes: combining and control characters take none, East Asian ones and
// emoji two.
func Width(s string) int { return wideWidth(stripControl(s)) }
