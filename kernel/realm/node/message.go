package node

import (
	"reflect"
	"slices"
	"sync"

	"github.com/dop251/goja"

	"loopbook/scheduler"
)

// HOW a message travels
//
// The two ends of a channel may belong to two threads, each with its own goja. A message is therefore taken apart where it
// is posted (js/internal/serialize.js) into a packet that belongs to nobody, and put together where it is received:
//
//	port1.postMessage(v) ── serialize ──> packet ── queue of the other end ── signal ──> walk (scheduler/signal.go)
//	                                                                                      └── deserialize ── 'message'
//
// An end is in the queue's hands of one thread (its binding), or in none while it is itself on its way in a packet: then
// messages wait for it. All that two threads see of an end is behind the mutex that it shares with its peer.

// packet is a value taken apart. It is not changed any more once it was posted.
type packet struct {
	ops      []goja.Value // primitives only, none of which remembers a runtime
	buffers  [][]byte
	memories []any      // shared memory
	ends     []*portEnd // of ports that are transferred
	locals   []*goja.Object
	origin   *Host // whose objects locals are
	plain    bool  // nothing but data (message_plain.go)
	copied   bool  // several receive it: each has buffers of its own

	release func() // for the cell that posted it, to be called where it was posted; nil: nobody waits
	closing bool   // no message: the other end is closed
}

// portEnd is one end of a channel, or one of many of a broadcast.
type portEnd struct {
	mu    *sync.Mutex // shared with peer and group
	peer  *portEnd
	group *broadcast

	queue     []*packet
	owner     *binding // nil: on its way, or closed
	receiving bool
	closed    bool
}

// binding is an end in the hands of a realm. Its methods are for the loop goroutine.
type binding struct {
	h         *Host
	end       *portEnd
	handle    *scheduler.Handle
	onMessage goja.Callable // (packet)
	onClose   goja.Callable
	closing   bool // nothing is posted any more
}

// newPair makes a channel.
func newPair() (a, b *portEnd) {
	mu := new(sync.Mutex)
	a, b = &portEnd{mu: mu}, &portEnd{mu: mu}
	a.peer, b.peer = b, a
	return a, b
}

// bind takes an end into the hands of a realm.
func (h *Host) bind(end *portEnd, onMessage, onClose goja.Callable) *binding {
	b := &binding{h: h, end: end, handle: h.Loop.NewHandle(), onMessage: onMessage, onClose: onClose}
	b.handle.Unref()
	b.handle.OnSignal(b.look)
	end.mu.Lock()
	end.owner = b
	waiting := len(end.queue) > 0
	end.mu.Unlock()
	if h.bindings == nil {
		h.bindings = map[*binding]bool{}
	}
	h.bindings[b] = true
	if waiting {
		b.handle.Signal()
	}
	return b
}

// messagesAtOnce is how many messages of one port are received in one poll at most, unless more were there before.
const messagesAtOnce = 1000

// look is the turn of the port in the walk.
func (b *binding) look() {
	b.end.mu.Lock()
	limit := max(len(b.end.queue), messagesAtOnce)
	b.end.mu.Unlock()
	for ; limit > 0; limit-- {
		p := b.next(false)
		if p == nil {
			return
		}
		if p.closing {
			b.close()
			return
		}
		if !b.handle.Scope(func() error { return b.receive(p) }) {
			break
		}
	}
	b.handle.Signal()
}

func (b *binding) receive(p *packet) error {
	_, err := b.onMessage(goja.Undefined(), b.h.Runtime.ToValue(p))
	return err
}

// arrived lets go of the cell that posted p: at once if that was here, otherwise when this thread has done what the message
// asks for, which is when it has nothing to do any more.
func (h *Host) arrived(p *packet) {
	switch {
	case p.release == nil:
		return
	case p.origin == h:
		p.release()
	default:
		h.answered = append(h.answered, func() {
			loop, release := p.origin.Loop, p.release
			loop.Post(func() error { // after the answers, which are looked at behind the posts of this poll
				loop.Post(func() error { release(); return nil })
				return nil
			})
		})
		return
	}
	p.release = nil
}

// Idle says that this thread has nothing to do but to wait for others.
func (h *Host) Idle() {
	if t := h.Thread; t != nil && !h.wasIdle {
		h.wasIdle = true
		t.box.put(note{kind: "idle"})
	}
	for _, tell := range h.answered {
		tell()
	}
	h.answered = nil
}

// next takes the oldest packet, nil if there is none for a port in this state.
func (b *binding) next(force bool) *packet {
	end := b.end
	end.mu.Lock()
	defer end.mu.Unlock()
	if end.owner != b || len(end.queue) == 0 {
		return nil
	}
	p := end.queue[0]
	if !end.receiving && !force && !p.closing || force && p.closing {
		return nil
	}
	end.queue = end.queue[1:]
	return p
}

// push puts a packet into the queue of an end. Any goroutine that holds its mutex.
func (end *portEnd) push(p *packet) {
	if end.closed {
		return
	}
	end.queue = append(end.queue, p)
	if end.owner != nil {
		end.owner.handle.Signal()
	}
}

// waiting reports whether there are messages that the owner of the end will receive.
func (end *portEnd) waiting() bool {
	end.mu.Lock()
	defer end.mu.Unlock()
	return end.owner != nil && end.receiving && slices.ContainsFunc(end.queue, func(p *packet) bool { return !p.closing })
}

// post sends a packet from b to where it goes.
func (b *binding) post(p *packet) {
	end := b.end
	end.mu.Lock()
	defer end.mu.Unlock()
	if end.closed || end.owner != b || b.closing {
		return
	}
	if end.group != nil {
		p.copied = true
		for _, other := range end.group.ends {
			if other != end {
				other.push(p)
			}
		}
		return
	}
	if peer := end.peer; peer != nil && !peer.closed {
		if peer.owner != nil && peer.receiving {
			p.release = b.h.Loop.Context().Cell.Hold()
		}
		peer.push(p)
	}
}

func (b *binding) start() {
	b.end.mu.Lock()
	defer b.end.mu.Unlock()
	if b.end.owner != b || b.end.receiving {
		return
	}
	b.end.receiving = true
	if len(b.end.queue) > 0 {
		b.handle.Signal()
	}
}

func (b *binding) stop() {
	b.end.mu.Lock()
	defer b.end.mu.Unlock()
	if b.end.owner == b {
		b.end.receiving = false
	}
}

// detach takes the end out of the realm's hands: it is transferred. The port that had it is closed.
func (b *binding) detach() {
	b.end.mu.Lock()
	b.end.owner, b.end.receiving = nil, false
	b.end.mu.Unlock()
	b.leave()
}

// close closes the end; the other one hears of it when this one is through the closing phase. Until then a look that is going
// on receives what is left.
func (b *binding) close() {
	b.end.mu.Lock()
	mine := b.end.owner == b
	b.end.mu.Unlock()
	if !mine {
		return
	}
	b.closing = true
	b.handle.Close(func() error {
		b.shut()
		_, err := b.onClose(goja.Undefined())
		return err
	})
	delete(b.h.bindings, b)
}

// leave closes the handle of a port without an end.
func (b *binding) leave() {
	delete(b.h.bindings, b)
	b.handle.Close(func() error {
		_, err := b.onClose(goja.Undefined())
		return err
	})
}

// shut ends what b stands for, and tells the other end.
func (b *binding) shut() {
	end := b.end
	end.mu.Lock()
	defer end.mu.Unlock()
	end.closed, end.owner = true, nil
	for _, p := range end.queue {
		b.h.arrived(p)
	}
	end.queue = nil
	if end.group != nil {
		end.group.ends = slices.DeleteFunc(end.group.ends, func(other *portEnd) bool { return other == end })
		return
	}
	if end.peer != nil {
		end.peer.push(&packet{closing: true})
	}
}

// closePorts ends all ports of a realm that has ended, so that those at other threads hear of it.
func (h *Host) closePorts() {
	for b := range h.bindings {
		b.shut()
	}
	h.bindings = nil
}

// broadcast is the ends of the BroadcastChannels of one name.
type broadcast struct {
	ends []*portEnd
}

// join makes one end more.
func (t *Threads) join(name string) *portEnd {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.groups == nil {
		t.groups = map[string]*broadcast{}
	}
	g := t.groups[name]
	if g == nil {
		g = new(broadcast)
		t.groups[name] = g
	}
	end := &portEnd{mu: &t.mu, group: g}
	g.ends = append(g.ends, end)
	return end
}

// pack implements pack(ops, copied buffers, moved buffers, shared buffers, ends, locals): a packet. Moved buffers are detached.
func (h *Host) pack(call goja.FunctionCall) goja.Value {
	p := &packet{ops: h.values(call.Argument(0)), origin: h}
	for i, v := range p.ops {
		p.ops[i] = freed(v)
	}
	for _, v := range h.values(call.Argument(1)) {
		p.buffers = append(p.buffers, append([]byte(nil), h.bytesOf(v)...))
	}
	for _, v := range h.values(call.Argument(2)) {
		old := v.Export().(goja.ArrayBuffer)
		p.buffers = append(p.buffers, old.Bytes())
		old.Detach()
	}
	for _, v := range h.values(call.Argument(3)) {
		memory, _ := h.SharedMemory.of(v)
		p.memories = append(p.memories, memory)
	}
	for _, v := range h.values(call.Argument(4)) {
		b := v.Export().(*binding)
		p.ends = append(p.ends, b.end)
		b.detach()
	}
	for _, v := range h.values(call.Argument(5)) {
		p.locals = append(p.locals, v.(*goja.Object))
	}
	return h.Runtime.ToValue(p)
}

// unpack implements unpack(packet): [ops, buffers, shared buffers, ends, locals]. locals is undefined if they are another thread's.
func (h *Host) unpack(call goja.FunctionCall) goja.Value {
	p := call.Argument(0).Export().(*packet)
	h.arrived(p)
	var buffers, memories, ends []any
	for _, b := range p.buffers {
		if p.copied {
			b = append([]byte(nil), b...)
		}
		buffers = append(buffers, h.arrayBuffer(b))
	}
	for _, m := range p.memories {
		memories = append(memories, h.SharedMemory.object(m))
	}
	for _, e := range p.ends {
		ends = append(ends, h.Runtime.ToValue(e))
	}
	ops := make([]any, len(p.ops))
	for i, v := range p.ops {
		ops[i] = v
	}
	locals := goja.Undefined()
	if p.origin == h || len(p.locals) == 0 {
		list := make([]any, len(p.locals))
		for i, o := range p.locals {
			list[i] = o
		}
		locals = h.Runtime.NewArray(list...)
	}
	rt := h.Runtime
	return rt.NewArray(rt.NewArray(ops...), rt.NewArray(buffers...), rt.NewArray(memories...), rt.NewArray(ends...), locals)
}

// values returns the elements of an array of ours as they are.
func (h *Host) values(array goja.Value) (list []goja.Value) {
	if err := h.Runtime.ExportTo(array, &list); err != nil {
		panic("node: an array of values: " + err.Error())
	}
	return list
}

// freed returns a primitive that several goroutines may look at. goja has one kind that it changes when it is first
// looked at: strings that came from Go.
func freed(v goja.Value) goja.Value {
	s, ok := v.(goja.String)
	if !ok || reflect.TypeOf(v).Kind() != reflect.Pointer {
		return v
	}
	units := make([]uint16, s.Length())
	for i := range units {
		units[i] = s.CharAt(i)
	}
	return goja.StringFromUTF16(units)
}

// SharedMemory is how shared memory passes from one realm to another: Of on the goroutine of the one, Object on that of the other.
type SharedMemory struct {
	Of     func(v goja.Value) (memory any, ok bool)
	Object func(memory any) *goja.Object
}

func (s SharedMemory) of(v goja.Value) (any, bool) {
	if s.Of == nil {
		return nil, false
	}
	return s.Of(v)
}

func (s SharedMemory) object(memory any) *goja.Object { return s.Object(memory) }

// bindMessaging gives js/internal/messaging.js the ends of channels.
func bindMessaging(h *Host, natives *goja.Object) {
	h.function(natives, "pair", func(goja.FunctionCall) goja.Value {
		a, b := newPair()
		return h.Runtime.NewArray(h.Runtime.ToValue(a), h.Runtime.ToValue(b))
	})
	h.function(natives, "join", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(h.threads().join(call.Argument(0).String()))
	})
	// bind(end, onMessage(packet), onClose())
	h.function(natives, "bind", func(call goja.FunctionCall) goja.Value {
		end := call.Argument(0).Export().(*portEnd)
		return h.Runtime.ToValue(h.bind(end, h.callable(call.Argument(1)), h.callable(call.Argument(2))))
	})
	of := func(call goja.FunctionCall) *binding { return call.Argument(0).Export().(*binding) }
	for name, act := range map[string]func(*binding){
		"start": (*binding).start, "stop": (*binding).stop, "close": (*binding).close,
		"ref": func(b *binding) { b.handle.Ref() }, "unref": func(b *binding) { b.handle.Unref() },
	} {
		h.function(natives, name, func(call goja.FunctionCall) goja.Value {
			act(of(call))
			return goja.Undefined()
		})
	}
	h.function(natives, "hasRef", func(call goja.FunctionCall) goja.Value { return h.Runtime.ToValue(of(call).handle.HasRef()) })
	h.function(natives, "post", func(call goja.FunctionCall) goja.Value {
		of(call).post(call.Argument(1).Export().(*packet))
		return goja.Undefined()
	})
	// take(end) returns the oldest packet, or undefined.
	h.function(natives, "take", func(call goja.FunctionCall) goja.Value {
		if p := of(call).next(true); p != nil {
			return h.Runtime.ToValue(p)
		}
		return goja.Undefined()
	})
	// detach(end) takes it out of the port's hands, for bind.
	h.function(natives, "detach", func(call goja.FunctionCall) goja.Value {
		b := of(call)
		b.detach()
		return h.Runtime.ToValue(b.end)
	})
	// leadsTo(a, b): what is posted to a arrives at b.
	h.function(natives, "leadsTo", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(of(call).end.peer == call.Argument(1).Export().(*binding).end)
	})
}

// bindSerialize gives js/internal/serialize.js the packets.
func bindSerialize(h *Host, natives *goja.Object) {
	bindTypes(h, natives)
	bindPlain(h, natives)
	h.function(natives, "pack", h.pack)
	h.function(natives, "unpack", h.unpack)
}
