package es

import "github.com/dop251/goja"

// installSort has goja's sort methods take -0 from a comparator for what it is, equal (ECMA-262 section 23.1.3.30.2): to
// goja it is less than 0, so that `(a, b) => -(a.n - b.n)` would change the order of what is equal.
func (l *language) installSort() error {
	for _, proto := range []*goja.Object{l.object(l.global, "Array", "prototype"), l.object(l.global, "Uint8Array", "prototype").Prototype()} {
		for _, name := range []string{"sort", "toSorted"} {
			l.replace(proto.Get(name), func(fc goja.FunctionCall, original native) goja.Value {
				compare, ok := goja.AssertFunction(fc.Argument(0))
				switch {
				case ok:
					fc.Arguments = []goja.Value{l.comparator(compare)}
				case !goja.IsUndefined(fc.Argument(0)):
					l.throw("TypeError", "The comparison function must be either a function or undefined: %s", l.text(fc.Argument(0)))
				}
				return original(fc)
			})
		}
	}
	return nil
}

// comparator is compare, whose -0 is 0. Stacks do not show it.
func (l *language) comparator(compare goja.Callable) goja.Value {
	zero := l.rt.ToValue(0)
	return l.rt.ToValue(func(fc goja.FunctionCall) goja.Value {
		v, err := compare(goja.Undefined(), fc.Arguments...)
		if err != nil {
			panic(err)
		}
		if v.StrictEquals(zero) {
			return zero
		}
		return v
	})
}
