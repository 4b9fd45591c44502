package realm

import (
	"fmt"

	"github.com/dop251/goja"
)

// watchListeners makes process.on and its kin notice the first listener for 'multipleResolves' (rule U8): goja, like V8
// without that listener, says nothing when a settled promise is settled again, so the global Promise is replaced by one
// that does.
func (p *process) watchListeners() {
	for _, name := range []string{"on", "addListener", "once", "prependListener", "prependOnceListener"} {
		method, ok := goja.AssertFunction(p.object.Get(name))
		if !ok {
			continue
		}
		_ = p.r.defineHidden(p.object.Prototype(), name, func(call goja.FunctionCall) goja.Value {
			if !p.watching && call.Argument(0).Equals(p.r.rt.ToValue("multipleResolves")) {
				p.watching = true
				p.watchPromises()
			}
			v, err := method(call.This, call.Arguments...)
			if err != nil {
				panic(p.r.value(err))
			}
			return v
		})
	}
}

// watchPromises replaces the global Promise.
func (p *process) watchPromises() {
	natives := p.r.rt.NewObject()
	_ = natives.Set("nextTick", p.object.Get("nextTick"))
	_ = p.r.defineHidden(natives, "emit", func(call goja.FunctionCall) goja.Value {
		if err := p.emitEvent("multipleResolves", call.Arguments...); err != nil {
			panic(p.r.value(err))
		}
		return goja.Undefined()
	})
	source, err := library.ReadFile("js/multiple_resolves.js")
	if err == nil {
		err = p.r.runLibrary("multiple_resolves", string(source), natives)
	}
	if err != nil {
		panic(fmt.Sprintf("realm: watching promises: %v", err))
	}
	_ = p.r.rt.GlobalObject().DefineDataProperty("Promise", natives.Get("Promise"), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	p.warning("DeprecationWarning", "DEP0160", "The multipleResolves event has been deprecated.")
}
