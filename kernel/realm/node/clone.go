package node

import (
	"github.com/dop251/goja"
	"github.com/google/uuid"
)

// bindBlob gives js/internal/blob.js the names of its URLs.
func bindBlob(h *Host, natives *goja.Object) {
	h.function(natives, "wellFormed", h.wellFormed)
	h.function(natives, "uuid", func(goja.FunctionCall) goja.Value { return h.Runtime.ToValue(uuid.NewString()) })
}

// bindClone gives js/internal/structured_clone.js what is inside buffers.
func bindClone(h *Host, natives *goja.Object) {
	bindTypes(h, natives)
	// transfer(buffer) moves the bytes to a new ArrayBuffer and detaches the old one.
	h.function(natives, "transfer", func(call goja.FunctionCall) goja.Value {
		old := call.Argument(0).Export().(goja.ArrayBuffer)
		data := old.Bytes()
		old.Detach()
		return h.arrayBuffer(data)
	})
}
