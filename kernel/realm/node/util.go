package node

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// bindUtil gives js/util.js what only the engine knows.
func bindUtil(h *Host, natives *goja.Object) {
	h.function(natives, "wellFormed", h.wellFormed)
	h.function(natives, "callSites", func(call goja.FunctionCall) goja.Value {
		return h.callSites(int(call.Argument(0).ToInteger()))
	})
}

// wellFormed returns a string with its lone surrogates replaced. A Go string has none: the way there and back does it.
func (h *Host) wellFormed(call goja.FunctionCall) goja.Value {
	return h.Runtime.ToValue(call.Argument(0).String())
}

// callSites returns the innermost frames of the program, ours left out, each as [function, file, line, column].
func (h *Host) callSites(limit int) goja.Value {
	sites := h.Runtime.NewArray()
	n := 0
	for _, f := range h.Runtime.CaptureCallStack(0, nil) {
		file := f.SrcName()
		if file == "<native>" || strings.HasPrefix(file, "node:") || strings.HasPrefix(file, "loopbook:") || n == limit {
			continue
		}
		p := f.Position()
		name := f.FuncName()
		if name == "<anonymous>" {
			name = ""
		}
		h.set(sites, strconv.Itoa(n), h.Runtime.NewArray(name, file, p.Line, p.Column))
		n++
	}
	return sites
}
