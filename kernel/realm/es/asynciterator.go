package es

import "github.com/dop251/goja"

// installAsyncIterator adds [Symbol.asyncDispose] to %AsyncIteratorPrototype% and, beyond Node, the helpers of the async
// iterator helpers proposal and the global AsyncIterator: `for await` chains are what notebooks about them lead to. The
// realm makes the prototype with its first async generator; that is the moment.
func (l *language) installAsyncIterator() error {
	l.afterFirstCall(l.AsyncLibrary, func(made goja.Value) {
		l.extendAsyncIterator(l.object(made.(*goja.Object), "AsyncIteratorPrototype"))
	})
	return l.globals.add("AsyncIterator", func() goja.Value { return l.asyncIterator() })
}

// asyncIteratorPrototype returns %AsyncIteratorPrototype%, having the realm make it if it has not yet.
func (l *language) asyncIteratorPrototype() *goja.Object {
	return l.object(call(l.AsyncLibrary, goja.Undefined()).(*goja.Object), "AsyncIteratorPrototype")
}

func (l *language) extendAsyncIterator(proto *goja.Object) {
	body := func() *goja.Object { return l.asyncIteratorLibrary(proto) }
	for _, name := range []string{"reduce", "toArray", "forEach", "some", "every", "find", "map", "filter", "take", "drop", "flatMap"} {
		length := 1
		if name == "toArray" {
			length = 0
		}
		l.method(proto, name, length, l.shell(body, name))
	}
	l.symbolMethod(proto, l.Symbol("asyncDispose"), 0, l.shell(body, "asyncDispose"))
}

func (l *language) asyncIteratorLibrary(proto *goja.Object) *goja.Object {
	return l.library("asynciterator", map[string]any{"prototype": proto, "iterator": goja.SymIterator,
		"asyncIterator": l.Symbol("asyncIterator"), "AsyncFromSyncIterator": l.asyncFromSync()})
}

// asyncIterator makes the constructor AsyncIterator, which only makes instances of subclasses.
func (l *language) asyncIterator() *goja.Object {
	proto := l.asyncIteratorPrototype()
	var c *goja.Object
	c = l.constructor("AsyncIterator", 0, proto, func(target *goja.Object, args []goja.Value) *goja.Object {
		if target == c {
			l.throw("TypeError", "Abstract class AsyncIterator not directly constructable")
		}
		return l.instance(target, proto)
	})
	l.method(c, "from", 1, l.shell(func() *goja.Object { return l.asyncIteratorLibrary(proto) }, "from"))
	return c
}
