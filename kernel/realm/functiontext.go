package realm

import (
	"errors"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/inside"
)

// installFunctionText makes Function.prototype.toString give what the program says of a function that package lower wrote
// anew (ECMA-262 section 20.2.3.5).
func (r *Realm) installFunctionText() error {
	toString, ok := r.rt.Get("Function").(*goja.Object).Get("prototype").(*goja.Object).Get("toString").(*goja.Object)
	if !ok || !r.errors.machine.Watch(toString, func(original inside.Call, call goja.FunctionCall) goja.Value {
		v := original(call)
		if f, ok := call.This.(*goja.Object); ok && !r.errors.machine.IsNative(f) {
			return r.stacks.functionText(f, v)
		}
		return v
	}) {
		return errors.New("goja's Function.prototype.toString is no native function")
	}
	return nil
}

// functionText returns the source of f, of which goja knows text.
func (s *stackFormat) functionText(f *goja.Object, text goja.Value) goja.Value {
	m := s.r.errors.machine
	p := m.ProgramOf(f)
	if p != nil && m.Source(p).Name() == intrinsicsFile {
		return s.r.rt.ToValue("function " + propertyText(f, "name") + "() { [native code] }")
	}
	if p != nil && !isEvalFile(m.Source(p).Name()) {
		return s.sourceText(s.sources[m.Source(p).Name()], text)
	}
	if p == nil && m.IsClass(f) { // a class without a constructor does not say where it is from
		for _, src := range s.sources {
			if v := s.sourceText(src, text); v != text {
				return v
			}
		}
	}
	for _, src := range s.evaluated {
		if v := s.sourceText(src, text); v != text {
			return v
		}
	}
	return text
}

func (s *stackFormat) sourceText(src *source, text goja.Value) goja.Value {
	if src == nil || src.at == nil {
		return text
	}
	if original, ok := src.at.Text(text.String()); ok {
		return s.r.rt.ToValue(original)
	}
	return text
}
