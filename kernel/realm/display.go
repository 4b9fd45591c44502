package realm

import (
	"encoding/base64"
	"fmt"

	"github.com/dop251/goja"
	"github.com/google/uuid"

	"loopbook/display"
	"loopbook/display/inspect"
)

// What programs have to show more than text:
//
//	display(value)                        as the result of a cell would be shown
//	display.html('<b>x</b>')              also svg, markdown, latex, json(value), png(bytes or base64)
//	const d = display.html('…', {id: 'x'})   a handle: d.update('<i>y</i>')
//	display.clear({wait: true})           removes what the cell has shown
//	prompt('name?')                       asks the user, null at end of input
//
// and a value whose [Symbol.for('Jupyter.display')]() returns a MIME bundle is shown as that (Deno's convention).

// displaySymbol is the key of the method that makes a value draw itself.
const displaySymbol = "Jupyter.display"

func (r *Realm) installDisplay() error {
	r.handleProto = r.rt.NewObject()
	fn := r.rt.ToValue(func(call goja.FunctionCall) goja.Value {
		b, err := r.bundle(call.Argument(0))
		if err != nil {
			panic(err)
		}
		return r.show(b, call.Argument(1), r.bundle)
	}).(*goja.Object)
	for name, mime := range map[string]string{"html": display.MIMEHTML, "svg": display.MIMESVG, "markdown": display.MIMEMarkdown,
		"latex": display.MIMELaTeX, "json": display.MIMEJSON, "png": "image/png"} {
		make := func(v goja.Value) (display.Bundle, error) { return r.typed(mime, v) }
		if err := r.defineMethod(fn, name, func(call goja.FunctionCall) goja.Value {
			b, err := make(call.Argument(0))
			if err != nil {
				panic(r.value(err))
			}
			return r.show(b, call.Argument(1), make)
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
	if err := r.rt.GlobalObject().DefineDataProperty("display", fn, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		return err
	}
	return r.defineHidden(r.rt.GlobalObject(), "prompt", r.prompt)
}

// show publishes b and returns the handle that can update it.
func (r *Realm) show(b display.Bundle, options goja.Value, again func(goja.Value) (display.Bundle, error)) goja.Value {
	b.ID = uuid.NewString()
	if o, ok := options.(*goja.Object); ok {
		b.ID = text(o.Get("id"), b.ID)
	}
	r.publish(b, false)
	handle := r.rt.NewObject()
	_ = handle.DefineDataProperty("id", r.rt.ToValue(b.ID), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	_ = r.defineHidden(handle, "update", func(call goja.FunctionCall) goja.Value {
		next, err := again(call.Argument(0))
		if err != nil {
			panic(r.value(err))
		}
		next.ID = b.ID
		r.publish(next, true)
		return handle
	})
	_ = handle.SetPrototype(r.handleProto)
	return handle
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

// typed makes the bundle of one MIME type from what a program gave for it.
func (r *Realm) typed(mime string, v goja.Value) (display.Bundle, error) {
	switch mime {
	case display.MIMEJSON:
		raw, err := r.toJSON(v)
		if err != nil {
			return display.Bundle{}, err
		}
		plain, err := r.inspector.Inspect(v, inspect.Default())
		return display.JSON(raw, plain), err
	case "image/png":
		if b, ok := bytesOf(v); ok {
			return display.Image(mime, b, "[image/png]"), nil
		}
		if _, err := base64.StdEncoding.DecodeString(v.String()); err != nil {
			return display.Bundle{}, thrown{r.newError("TypeError", "display.png: bytes or base64 text expected: "+err.Error())}
		}
		return display.Text("[image/png]").With(mime, v.String()), nil
	}
	return display.Text(v.String()).With(mime, v.String()), nil
}

// bundle draws a value as the result of a cell: by its own method if it has one, else as util.inspect does.
func (r *Realm) bundle(v goja.Value) (display.Bundle, error) {
	if o, ok := v.(*goja.Object); ok {
		if method, ok := r.displayMethod(o); ok {
			return r.ownBundle(o, method)
		}
	}
	s, err := r.inspector.Inspect(v, inspect.Default())
	if err != nil {
		return display.Bundle{}, err
	}
	return display.Text(s), nil
}

// displayMethod returns the value's [Symbol.for('Jupyter.display')]; a proxy is not asked.
func (r *Realm) displayMethod(o *goja.Object) (fn goja.Callable, ok bool) {
	if _, proxy := o.Export().(goja.Proxy); proxy {
		return nil, false
	}
	return goja.AssertFunction(o.GetSymbol(r.symbolFor(displaySymbol)))
}

// ownBundle asks the value; text/plain is added where it gave none.
func (r *Realm) ownBundle(o *goja.Object, method goja.Callable) (display.Bundle, error) {
	v, err := method(o)
	if err != nil {
		return display.Bundle{}, err
	}
	data, err := r.jsonObject(v)
	if err != nil {
		return display.Bundle{}, thrown{r.newError("TypeError", "[Symbol.for('Jupyter.display')]() must return a MIME bundle: "+err.Error())}
	}
	b := display.Bundle{Data: data}
	if err := b.Check(); err != nil {
		return display.Bundle{}, thrown{r.newError("TypeError", "[Symbol.for('Jupyter.display')](): "+err.Error())}
	}
	if b.Plain() == "" {
		s, err := r.inspector.Inspect(o, inspect.Default())
		if err != nil {
			return display.Bundle{}, err
		}
		b = b.With(display.MIMEText, s)
	}
	return b, nil
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
