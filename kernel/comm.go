package kernel

import (
	"encoding/json"
	"maps"
	"sync"

	"loopbook/kernel/realm"
	"loopbook/kernel/wire"
)

// A comm is a conversation between a widget in the frontend and an object in the kernel, opened by either side under a
// name both know, its target. Handlers are JavaScript's; the kernel keeps the list and carries the messages.

// comms is the list of open comms: id to target. Any goroutine.
type comms struct {
	mu   sync.Mutex
	open map[string]string
}

func (c *comms) add(id, target string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open[id] = target
}

// remove reports whether the comm was open.
func (c *comms) remove(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, was := c.open[id]
	delete(c.open, id)
	return was
}

// info answers comm_info_request: all comms, or those of one target.
func (c *comms) info(asked wire.CommInfoRequest) (any, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	list := map[string]wire.CommTarget{}
	for id, target := range maps.All(c.open) {
		if asked.TargetName == "" || asked.TargetName == target {
			list[id] = wire.CommTarget{TargetName: target}
		}
	}
	return wire.CommInfoReply{Status: wire.StatusOK, Comms: list}, nil
}

// commOpen opens a comm for the frontend. One for which JavaScript has no target is closed at once, or the widget
// would wait for ever.
func (k *Kernel) commOpen(r *request, c wire.CommOpen) (any, error) {
	k.comms.add(c.CommID, c.TargetName) // before the handler runs: it may close it again
	return k.deliver(r, "open", c.CommID, c.TargetName, c.Data, func() {
		k.comms.remove(c.CommID)
		k.publish(r, "comm_close", wire.CommClose{CommID: c.CommID, Data: emptyObject}, nil, false)
	})
}

// commMsg hands a message to the comm's handler. One for a comm that is not open is dropped, as in ipykernel: the
// frontend may not have seen our comm_close yet.
func (k *Kernel) commMsg(r *request, c wire.CommMsg) (any, error) {
	return k.deliver(r, "msg", c.CommID, "", c.Data, func() { k.log.Info("a message for a comm that is not open", "comm", c.CommID) })
}

// commClose ends a comm for the frontend.
func (k *Kernel) commClose(r *request, c wire.CommClose) (any, error) {
	k.comms.remove(c.CommID)
	return k.deliver(r, "close", c.CommID, "", c.Data, func() {})
}

var emptyObject = json.RawMessage("{}")

// deliver gives a comm message to JavaScript; what its handler prints has the message as parent, and the request is
// over when the handler and what it started are.
func (k *Kernel) deliver(r *request, kind, id, target string, data json.RawMessage, unknown func()) (any, error) {
	e, err := k.engine()
	if err != nil {
		return nil, err
	}
	if len(data) == 0 || string(data) == "null" {
		data = emptyObject
	}
	r.out = k.newOutput(r, false)
	cell := &realm.Cell{Count: int(k.count.Load()), Output: r.out, Done: func(o realm.Outcome) {
		defer k.rescue(r)
		if o.Err != nil {
			r.out.Error(o.Err)
		}
		k.finish(r, nil)
	}}
	if !e.Comm(kind, id, target, data, r.msg.Buffers, cell) {
		unknown()
		k.finish(r, nil)
	}
	return nil, nil
}

// sendComm publishes a comm message of JavaScript; c is the cell that it belongs to, nil if none. Loop goroutine.
func (k *Kernel) sendComm(kind string, c *realm.Cell, id, target string, data map[string]any, buffers [][]byte) {
	if data == nil {
		data = map[string]any{}
	}
	var content any = map[string]any{"comm_id": id, "data": data}
	switch kind {
	case "open":
		k.comms.add(id, target)
		content = map[string]any{"comm_id": id, "target_name": target, "data": data}
	case "close":
		k.comms.remove(id)
	}
	var r *request
	if c != nil {
		o := c.Output.(*output)
		o.flush()
		r = o.r
	}
	k.publish(r, "comm_"+kind, content, buffers, true)
}
