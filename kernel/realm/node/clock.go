package node

import (
	"time"

	"github.com/dop251/goja"
)

// bindClock gives js/internal/clock.js the loop's clock: real or virtual, the one that timers run by.
func bindClock(h *Host, natives *goja.Object) {
	h.function(natives, "now", func(goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(h.Loop.Now())
	})
	h.function(natives, "utilization", func(goja.FunctionCall) goja.Value { return h.utilization(h.Loop.Utilization()) })
	h.function(natives, "timeOrigin", func(goja.FunctionCall) goja.Value {
		wall := float64(h.Loop.Time().UnixMicro()) / 1000
		return h.Runtime.ToValue(wall - h.Loop.Now())
	})
}

// utilization is [idle, total] in milliseconds.
func (h *Host) utilization(idle, total time.Duration) goja.Value {
	return h.Runtime.NewArray(float64(idle)/float64(time.Millisecond), float64(total)/float64(time.Millisecond))
}
