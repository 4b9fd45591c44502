package kernel

import (
	"log/slog"
	"strings"
	"sync"
	"time"

	"loopbook/kernel/wire"
)

// HOW and WHY everything leaves through one outbox
//
// Clients take idle as "this request has shown all it will show": nbclient stops listening there, papermill fails if
// idle is late. So output, reply and idle of a request must leave in exactly that order, though they are made on the
// loop goroutine, the shell goroutine, the control goroutine and by timers. They are put into one queue, each where it
// is made and already in order, and one goroutine hands them to the connection.
//
//	print, print ─> stream ─┐
//	result ─────────────────┼─> [ busy · stream · result · reply · idle · busy … ] ─> Conn.Send
//	reply, busy, idle ──────┘
//
// A frontend that does not read must not make the kernel grow without end, so what a cell prints waits while more than
// maxOutbox bytes are queued: JavaScript is slowed down to what the frontends take. Busy, idle and replies never wait.
//
// Replies on control are the exception: they go straight to the connection, past output that is stuck.

// maxOutbox is how many bytes of output may be queued before JavaScript has to wait.
const maxOutbox = 8 << 20

type parcel struct {
	channel wire.Channel
	msg     *wire.Message
}

// size is about the number of bytes that p takes on the wire.
func (p parcel) size() int {
	n := 300 + len(p.msg.Parent) + len(p.msg.Metadata) + len(p.msg.Content)
	for _, b := range p.msg.Buffers {
		n += len(b)
	}
	return n
}

// An outbox is the queue of what leaves the kernel. Any goroutine.
type outbox struct {
	conn Conn
	log  *slog.Logger

	mu      sync.Mutex
	changed *sync.Cond
	queued  []parcel
	bytes   int
	busy    bool // the writer holds a parcel
	hurried bool
	closed  bool
}

func newOutbox(conn Conn, log *slog.Logger) *outbox {
	o := &outbox{conn: conn, log: log}
	o.changed = sync.NewCond(&o.mu)
	return o
}

// put queues a message; with patience it first waits for room.
func (o *outbox) put(ch wire.Channel, m *wire.Message, patience bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for patience && o.bytes > maxOutbox && !o.hurried && !o.closed {
		o.changed.Wait()
	}
	if o.closed {
		return
	}
	p := parcel{ch, m}
	o.queued = append(o.queued, p)
	o.bytes += p.size()
	o.changed.Broadcast()
}

// write sends until the outbox is closed and empty. One goroutine.
func (o *outbox) write() {
	for {
		p, ok := o.take()
		if !ok {
			return
		}
		if err := o.conn.Send(p.channel, p.msg); err != nil {
			o.log.Info("a message could not be sent", "channel", p.channel.String(), "type", p.msg.Header.MsgType, "error", err)
		}
	}
}

// take returns the oldest parcel; false at the end.
func (o *outbox) take() (parcel, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.busy = false
	o.changed.Broadcast()
	for len(o.queued) == 0 && !o.closed {
		o.changed.Wait()
	}
	if len(o.queued) == 0 {
		return parcel{}, false
	}
	p := o.queued[0]
	o.queued[0] = parcel{}
	o.queued = o.queued[1:]
	o.bytes -= p.size()
	o.busy = true
	return p, true
}

// hurry ends all patience: the kernel is to end, and nothing may wait for a slow frontend any longer.
func (o *outbox) hurry() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.hurried = true
	o.changed.Broadcast()
}

// drain waits until all that is queued was handed to the connection, at most for limit.
func (o *outbox) drain(limit time.Duration) {
	late := false
	timer := time.AfterFunc(limit, func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		late = true
		o.changed.Broadcast()
	})
	defer timer.Stop()
	o.mu.Lock()
	defer o.mu.Unlock()
	for (len(o.queued) > 0 || o.busy) && !late {
		o.changed.Wait()
	}
}

// close takes no more; what is queued still goes out.
func (o *outbox) close() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.closed = true
	o.changed.Broadcast()
}

// publishStatus says busy or idle for r; starting has no request.
func (k *Kernel) publishStatus(r *request, state string) {
	k.publish(r, "status", wire.Status{ExecutionState: state}, nil, false)
}

// publish puts one message on iopub, on behalf of r (nil: of nobody). Nothing else writes iopub. With patience it waits
// while a frontend is slow: for what JavaScript prints. The error, which is logged, says why there is no such message.
func (k *Kernel) publish(r *request, msgType string, content any, buffers [][]byte, patience bool) error {
	m, err := k.message(r, msgType, content)
	if err != nil {
		return err
	}
	m.Identities = [][]byte{[]byte("kernel." + k.session.ID() + "." + msgType)}
	m.Buffers = buffers
	k.outbox.put(wire.IOPub, m, patience)
	return nil
}

// reply answers r on its channel, by its identities. The content names its type: x_request is answered by x_reply.
func (k *Kernel) reply(r *request, content, metadata any) {
	m, err := k.message(r, strings.TrimSuffix(r.kind(), "_request")+"_reply", content)
	if err != nil {
		return
	}
	m.Identities = r.msg.Identities
	if raw, err := wire.Object(metadata); err == nil {
		m.Metadata = raw
	}
	if r.channel != wire.Control {
		k.outbox.put(r.channel, m, false)
		return
	}
	if err := k.conn.Send(r.channel, m); err != nil {
		k.log.Info("a reply could not be sent", "type", m.Header.MsgType, "error", err)
	}
}

// message makes a message in answer to r (nil: to nobody). One that cannot be made is logged: half of it helps nobody.
func (k *Kernel) message(r *request, msgType string, content any) (*wire.Message, error) {
	var parent *wire.Message
	if r != nil {
		parent = r.msg
	}
	m, err := k.session.New(msgType, parent, content)
	if err != nil {
		k.log.Error("a message could not be made", "type", msgType, "error", err)
	}
	return m, err
}
