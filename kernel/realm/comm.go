package realm

import (
	"encoding/json"

	"github.com/dop251/goja"
	"github.com/google/uuid"

	"loopbook/kernel/realm/lower"
)

// comms are the two-way connections between JavaScript and code in the frontend (Jupyter's comm messages). Programs
// see them as
//
//	const comm = Jupyter.comms.open('target', {data}, [buffers])   // a new one, to the frontend
//	Jupyter.comms.register('target', (comm, data, buffers) => …)     // what to do with one that the frontend opens
//	comm.id, comm.target, comm.send(data, buffers), comm.close(data), comm.onmessage, comm.onclose
//
// Loop goroutine only.
type comms struct {
	r       *Realm
	targets map[string]goja.Callable
	open    map[string]*goja.Object
}

// commHandler runs what a program has for one message of the frontend.
type commHandler func(data json.RawMessage, buffers [][]byte) error

func (r *Realm) installComms() error {
	r.comms = &comms{r: r, targets: map[string]goja.Callable{}, open: map[string]*goja.Object{}}
	api := r.rt.NewObject()
	if err := r.defineHidden(api, "register", r.comms.register); err != nil {
		return err
	}
	if err := r.defineHidden(api, "open", r.comms.openFromProgram); err != nil {
		return err
	}
	jupyter := r.rt.NewObject()
	if err := jupyter.Set("comms", api); err != nil {
		return err
	}
	return r.rt.GlobalObject().DefineDataProperty("Jupyter", jupyter, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// register implements Jupyter.comms.register(target, handler).
func (c *comms) register(call goja.FunctionCall) goja.Value {
	handler, ok := goja.AssertFunction(call.Argument(1))
	if !ok {
		panic(c.r.newError("TypeError", "Jupyter.comms.register(target, handler): handler must be a function"))
	}
	c.targets[call.Argument(0).String()] = handler
	return goja.Undefined()
}

// openFromProgram implements Jupyter.comms.open(target, data, buffers).
func (c *comms) openFromProgram(call goja.FunctionCall) goja.Value {
	target, id := call.Argument(0).String(), uuid.NewString()
	c.send("open", id, target, call.Argument(1), call.Argument(2))
	return c.object(id, target)
}

// object makes the JavaScript side of one comm.
func (c *comms) object(id, target string) *goja.Object {
	o := c.r.rt.NewObject()
	_ = o.Set("id", id)
	_ = o.Set("target", target)
	_ = o.Set("onmessage", goja.Null())
	_ = o.Set("onclose", goja.Null())
	_ = c.r.defineHidden(o, "send", func(call goja.FunctionCall) goja.Value {
		c.send("msg", id, target, call.Argument(0), call.Argument(1))
		return goja.Undefined()
	})
	_ = c.r.defineHidden(o, "close", func(call goja.FunctionCall) goja.Value {
		c.send("close", id, target, call.Argument(0), call.Argument(1))
		delete(c.open, id)
		return goja.Undefined()
	})
	c.open[id] = o
	return o
}

// send hands a message to the frontend; data must be an object or absent.
func (c *comms) send(kind, id, target string, data, buffers goja.Value) {
	if c.r.cfg.Comm == nil {
		panic(c.r.newError("Error", "this frontend has no comms"))
	}
	content, err := c.r.jsonObject(data)
	if err != nil {
		panic(c.r.newError("TypeError", "comm data: "+err.Error()))
	}
	var cell *Cell
	if x := c.r.current(); x != nil {
		cell = x.cell
	}
	c.r.cfg.Comm(kind, cell, id, target, content, c.r.byteSlices(buffers))
}

// handler finds what a program has for a message of the frontend, nil if nothing.
func (c *comms) handler(kind, id, target string) commHandler {
	if kind == "open" {
		fn := c.targets[target]
		if fn == nil {
			return nil
		}
		return func(data json.RawMessage, buffers [][]byte) error {
			return c.call(fn, c.object(id, target), data, buffers)
		}
	}
	o := c.open[id]
	if o == nil {
		return nil
	}
	return func(data json.RawMessage, buffers [][]byte) error {
		key := "onmessage"
		if kind == "close" {
			key = "onclose"
			delete(c.open, id)
		}
		fn, ok := goja.AssertFunction(o.Get(key))
		if !ok {
			return nil
		}
		return c.call(fn, nil, data, buffers)
	}
}

// call runs a handler with (comm,) data and buffers.
func (c *comms) call(fn goja.Callable, comm *goja.Object, data json.RawMessage, buffers [][]byte) error {
	var content any
	if err := json.Unmarshal(data, &content); err != nil {
		content = map[string]any{}
	}
	list := make([]any, len(buffers))
	for i, b := range buffers {
		list[i] = c.r.rt.NewArrayBuffer(b)
	}
	args := []goja.Value{c.r.fromJSON(content), c.r.rt.NewArray(list...)}
	if comm != nil {
		args = append([]goja.Value{comm}, args...)
	}
	_, err := fn(goja.Undefined(), args...)
	return err
}

// Comm delivers a comm message of the frontend to the target or comm that JavaScript registered; c takes the output of
// the handlers, and c.Done is called when they and what they started are done. known is false if nobody listens (then
// c.Done is not called). Any goroutine but the loop's; waits for the loop.
func (r *Realm) Comm(kind, id, target string, data json.RawMessage, buffers [][]byte, c *Cell) (known bool) {
	answer := make(chan bool, 1)
	r.loop.Post(func() error {
		handler := r.comms.handler(kind, id, target)
		answer <- handler != nil
		if handler == nil {
			return nil
		}
		x := &execution{r: r, cell: c, name: "comm " + target, limit: drainTime, lowered: &lower.Cell{}}
		x.body = func() error {
			if err := handler(data, buffers); err != nil {
				return err
			}
			x.bodyEnded(goja.Undefined())
			return nil
		}
		return r.begin(x)
	})
	select {
	case known = <-answer:
		return known
	case <-r.ended:
		return false
	}
}
