package realm

import (
	"fmt"

	"github.com/dop251/goja"
	"github.com/google/uuid"

	"loopbook/display"
)

// What programs have to show more than text:
//
//	display(value)                        as the result of a cell would be shown
//	display.html('<b>x</b>')              also svg, markdown, latex, json(value), vega(spec), png and jpeg (bytes or base64),
//	                                      bundle({'text/html': …}), progress(done, total, words)
//	display.html`<b>${text}</b>`          as a template: what is filled in is escaped
//	const d = display.html('…', {id: 'x'})   a handle: d.update('<i>y</i>'), d.clear()
//	display.clear({wait: true})           removes what the cell has shown
//	prompt('name?')                       asks the user, null at end of input
//
// and a value whose [Symbol.for('Jupyter.display')]() returns a MIME bundle, or a promise of one, is shown as that (Deno's
// convention).

// displaySymbol is the key of the method that makes a value draw itself.
const displaySymbol = "Jupyter.display"

// A maker makes a bundle of what a program gave for it.
type maker func(args []goja.Value) (display.Bundle, error)

func (r *Realm) installDisplay() error {
	r.handleProto = r.rt.NewObject()
	global := r.rt.GlobalObject()
	fn := r.rt.ToValue(r.displayValue).(*goja.Object)
	for name, m := range r.makers() {
		if err := r.defineMethod(fn, name, func(call goja.FunctionCall) goja.Value {
			args, options := splitArguments(call, m.takes)
			b, err := m.make(args)
			if err != nil {
				panic(r.value(err))
			}
			return r.show(b, options, m.make)
		}); err != nil {
			return err
		}
	}
	if err := r.defineMethod(fn, "clear", r.clearOutput); err != nil {
		return err
	}
	if err := fn.DefineDataProperty("name", r.rt.ToValue("display"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		return err
	}
	if err := global.DefineDataProperty("display", fn, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		return err
	}
	if err := r.installPictures(); err != nil {
		return err
	}
	return r.defineHidden(global, "prompt", r.prompt)
}

// splitArguments takes the options apart from what a maker takes; all arguments of a template belong to the maker.
func splitArguments(call goja.FunctionCall, takes int) (args []goja.Value, options goja.Value) {
	if _, ok := templateOf(call.Arguments); ok {
		return call.Arguments, goja.Undefined()
	}
	return call.Arguments[:min(takes, len(call.Arguments))], call.Argument(takes)
}

// displayValue is display(value[, {id}]). A value that draws itself by a promise is shown when that is kept.
func (r *Realm) displayValue(call goja.FunctionCall) goja.Value {
	h := r.newHandle(call.Argument(1), func(args []goja.Value) (display.Bundle, error) { return r.bundle(argument(args, 0)) })
	r.draw(call.Argument(0), func(b display.Bundle, err error) {
		if err != nil {
			panic(r.value(err))
		}
		h.publish(b, false)
	})
	return h.object
}

// show publishes b and returns the handle that can update it.
func (r *Realm) show(b display.Bundle, options goja.Value, again maker) goja.Value {
	h := r.newHandle(options, again)
	h.publish(b, false)
	return h.object
}

// A handle stands for something that was shown.
type handle struct {
	r      *Realm
	id     string
	object *goja.Object
}

func (r *Realm) newHandle(options goja.Value, again maker) *handle {
	h := &handle{r: r, id: uuid.NewString(), object: r.rt.NewObject()}
	if o, ok := options.(*goja.Object); ok {
		h.id = text(o.Get("id"), h.id)
	}
	_ = h.object.DefineDataProperty("id", r.rt.ToValue(h.id), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	_ = r.defineHidden(h.object, "update", func(call goja.FunctionCall) goja.Value {
		next, err := again(call.Arguments)
		if err != nil {
			panic(r.value(err))
		}
		h.publish(next, true)
		return h.object
	})
	_ = r.defineHidden(h.object, "clear", func(goja.FunctionCall) goja.Value {
		h.publish(display.Text(""), true)
		return h.object
	})
	_ = h.object.SetPrototype(r.handleProto)
	return h
}

// publish sends b to the cell of the running code, under the handle's id.
func (h *handle) publish(b display.Bundle, update bool) {
	b.ID = h.id
	h.r.publish(b, update)
}

// publish sends b to the cell of the running code.
func (r *Realm) publish(b display.Bundle, update bool) {
	x := r.current()
	if x == nil {
		x = r.running
	}
	if x != nil {
		x.cell.Output.Display(b, update)
	}
}

func (r *Realm) clearOutput(call goja.FunctionCall) goja.Value {
	wait := call.Argument(0).ToBoolean()
	if o, ok := call.Argument(0).(*goja.Object); ok {
		wait = o.Get("wait") != nil && o.Get("wait").ToBoolean()
	}
	if x := r.current(); x != nil {
		x.cell.Output.ClearOutput(wait)
	}
	return goja.Undefined()
}

// symbolFor is Symbol.for(key).
func (r *Realm) symbolFor(key string) *goja.Symbol {
	registry, _ := goja.AssertFunction(r.rt.Get("Symbol").(*goja.Object).Get("for"))
	v, err := registry(goja.Undefined(), r.rt.ToValue(key))
	if err != nil {
		panic(fmt.Sprintf("realm: Symbol.for: %v", err))
	}
	return v.(*goja.Symbol)
}
