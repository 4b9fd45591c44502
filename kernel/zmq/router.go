package zmq

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"loopbook/kernel/wire"
)

// HOW and WHY an identity has an owner and at most one rival.
//
// A frontend that reconnects comes with the identity it had, often before its old connection is known to be dead, and
// expects its replies on the new one. But an identity is no secret: it usually is the session id that every iopub
// message carries. If the latest connection simply won, any stranger could take a frontend's replies away. So:
//
//	owner never sent a signed message      the newcomer takes over at once
//	owner did                              the newcomer is the rival: replies go to both …
//	rival sends a signed message           … until it takes over and the old owner is closed, or
//	owner goes away                        … the rival is left
//
// What was still queued for a displaced owner is queued for its successor.

// ErrNoPeer means that no connection has the identity a message is addressed to: its frontend is gone.
var ErrNoPeer = errors.New("zmq: no such peer")

// inboundMessages is how many decoded messages wait for Recv before peers are read no further.
const inboundMessages = 64

// A router is the role of shell, control and stdin.
type router struct {
	socket  *socket
	session *wire.Session
	inbound chan *wire.Message
	bad     tally

	mu     sync.Mutex
	next   uint32            // guarded by mu: number of the next peer without a name
	routes map[string]*route // guarded by mu
	names  map[*peer]string  // guarded by mu
}

// A route is where an identity leads.
type route struct {
	owner, rival *peer // rival may be nil
	proven       bool  // owner has sent a signed message
}

func newRouter(s *socket, session *wire.Session) *router {
	return &router{
		socket: s, session: session, inbound: make(chan *wire.Message, inboundMessages),
		routes: map[string]*route{}, names: map[*peer]string{},
	}
}

func (r *router) join(p *peer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	name := r.name(p)
	r.names[p] = name
	way := r.routes[name]
	switch {
	case way == nil:
		r.routes[name] = &route{owner: p}
	case !way.proven:
		r.displace(way, p)
	default:
		if way.rival != nil {
			way.rival.guard.Conn.Close()
		}
		way.rival = p
	}
}

// name returns the peer's identity: the one it gave itself, or as in libzmq five bytes that begin with 0. No peer may
// give itself one of those.
func (r *router) name(p *peer) string {
	if name := p.identity(); name != "" && name[0] != 0 {
		return name
	}
	r.next++
	return string(binary.BigEndian.AppendUint32([]byte{0}, r.next))
}

// displace makes p the owner and closes the old one.
func (r *router) displace(way *route, p *peer) {
	old := way.owner
	way.owner, way.proven = p, false
	if way.rival == p {
		way.rival = nil
	}
	for _, it := range old.queue.rest() {
		p.queue.offer(it)
	}
	old.guard.Conn.Close()
}

// receive decodes a message in the peer's own reader, so that nothing unsigned gets past it.
func (r *router) receive(p *peer, frames [][]byte) error {
	name := r.nameOf(p)
	m, err := r.session.Decode(append([][]byte{[]byte(name)}, frames...))
	if err != nil {
		return r.refuse(p, err)
	}
	if !r.prove(p, name) {
		return net.ErrClosed
	}
	select {
	case r.inbound <- m:
		return nil
	case <-r.socket.closing:
		return net.ErrClosed
	}
}

func (r *router) nameOf(p *peer) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.names[p]
}

// refuse drops a message and reads its sender more slowly, so that garbage is not worth more than a little time.
func (r *router) refuse(p *peer, err error) error {
	n, worth := r.bad.count()
	if worth {
		p.log.Warn("message dropped", "err", err, "dropped_so_far", n)
	}
	select {
	case <-time.After(min(time.Duration(n)*time.Millisecond, 10*time.Millisecond)):
		return nil
	case <-r.socket.closing:
		return net.ErrClosed
	}
}

// prove notes that p has signed a message, which makes it the owner of its identity. False: it is neither owner nor
// rival any more.
func (r *router) prove(p *peer, name string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	way := r.routes[name]
	if way == nil || p != way.owner && p != way.rival {
		return false
	}
	if p == way.rival {
		r.displace(way, p)
	}
	way.proven = true
	p.useful.Store(true)
	return true
}

func (r *router) leave(p *peer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	name := r.names[p]
	delete(r.names, p)
	way := r.routes[name]
	switch {
	case way == nil:
	case way.rival == p:
		way.rival = nil
	case way.owner == p && way.rival != nil:
		way.owner, way.rival, way.proven = way.rival, nil, false
	case way.owner == p:
		delete(r.routes, name)
	}
}

// send queues a message for the peer that its first frame names. If two claim that name, it is enough that one gets
// it.
func (r *router) send(frames [][]byte) error {
	it := newItem(frames[1:])
	full, err := r.offer(it, string(frames[0]))
	since := time.Now()
	for _, p := range full {
		if late := p.queue.insist(it, since); err != nil {
			err = late
		}
	}
	return err
}

// offer queues a message where it can without waiting and returns the peers where it cannot. It holds mu, so that a
// successor inherits the message if it is not written yet.
func (r *router) offer(it item, name string) (full []*peer, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	way := r.routes[name]
	if way == nil {
		return nil, fmt.Errorf("%w with identity %q", ErrNoPeer, name)
	}
	if err = way.owner.queue.offer(it); err == errFull {
		full = append(full, way.owner)
	}
	if way.rival == nil {
		return full, err
	}
	switch way.rival.queue.offer(it) {
	case errFull:
		full = append(full, way.rival)
	case nil:
		err = nil
	}
	return full, err
}

// recv returns the next message of any peer.
func (r *router) recv(ctx context.Context) (*wire.Message, error) {
	select {
	case m := <-r.inbound:
		return m, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-r.socket.closing:
		return nil, net.ErrClosed
	}
}
