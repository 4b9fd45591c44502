package realm

import (
	"net/url"

	"github.com/dop251/goja"
)

// bridge returns what modules of package node ask of this realm under an internal name; not ok if there is nothing.
//
//	internal/source   line(file, n): the text of a line of a program, undefined if it is not known (assert)
//	internal/contexts other contexts (vm)
func (m *modules) bridge(id string) (goja.Value, bool) {
	switch id {
	case "internal/source":
		o := m.r.rt.NewObject()
		_ = m.r.defineMethod(o, "line", m.sourceLine)
		return o, true
	case "internal/contexts":
		return m.r.contextNatives(), true
	}
	return nil, false
}

func (m *modules) sourceLine(call goja.FunctionCall) goja.Value {
	file := call.Argument(0).String()
	if u, err := url.Parse(file); err == nil && u.Scheme == "file" {
		file = u.Path
	}
	text := m.r.stacks.line(file, int(call.Argument(1).ToInteger()))
	if text == "" {
		return goja.Undefined()
	}
	return m.r.rt.ToValue(text)
}
