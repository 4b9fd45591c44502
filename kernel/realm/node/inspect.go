package node

import "github.com/dop251/goja"

// bindInspect gives js/internal/inspect.js the realm's inspector.
func bindInspect(h *Host, natives *goja.Object) {
	h.set(natives, "inspect", h.Inspector.Function())
	h.function(natives, "format", func(call goja.FunctionCall) goja.Value {
		text, err := h.Inspector.Format(call.Arguments, h.Inspector.Defaults())
		if err != nil {
			panic(err)
		}
		return h.Runtime.ToValue(text)
	})
	h.function(natives, "formatWithOptions", func(call goja.FunctionCall) goja.Value {
		options, err := h.Inspector.OptionsFrom(call.Argument(0))
		if err != nil {
			panic(err)
		}
		text, err := h.Inspector.Format(call.Arguments[1:], options)
		if err != nil {
			panic(err)
		}
		return h.Runtime.ToValue(text)
	})
}
