package node

import "github.com/dop251/goja"

// bindClock gives js/internal/clock.js the loop's clock: real or virtual, the one that timers run by.
func bindClock(h *Host, natives *goja.Object) {
	h.function(natives, "now", func(goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(h.Loop.Now())
	})
	h.function(natives, "timeOrigin", func(goja.FunctionCall) goja.Value {
		wall := float64(h.Loop.Time().UnixMicro()) / 1000
		return h.Runtime.ToValue(wall - h.Loop.Now())
	})
}
