package node

import "github.com/dop251/goja"

// bindAsyncIterator gives js/events.js and js/internal/async_generator.js the prototype that async iterators share: AsyncIteratorPrototype if the realm has
// one (on the AsyncGenerator it lowers to), a plain object with the same method otherwise.
func bindAsyncIterator(h *Host, natives *goja.Object) {
	h.function(natives, "asyncIteratorPrototype", func(goja.FunctionCall) goja.Value {
		return h.asyncIteratorPrototype()
	})
}

func (h *Host) asyncIteratorPrototype() *goja.Object {
	if h.AsyncIteratorPrototype == nil {
		h.AsyncIteratorPrototype = h.Runtime.NewObject()
	}
	return h.AsyncIteratorPrototype
}
