package zmq

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-zeromq/zmq4"
	"github.com/go-zeromq/zmq4/security/null"
)

// A role is what a socket does with its peers. All methods are called from the peer's reader.
type role interface {
	// join is told of a peer before it is read from.
	join(p *peer)
	// receive gets one message, whose frames it may keep. An error ends the peer.
	receive(p *peer, frames [][]byte) error
	// leave is told that p is gone, after the last receive.
	leave(p *peer)
}

// A peer is one connection after its handshake: a reader, a writer and the queue between the writer and everybody.
type peer struct {
	socket   *socket
	conn     *zmq4.Conn
	guard    *guard
	queue    *queue
	log      *slog.Logger
	readDone chan struct{} // closed when the reader has ended
	useful   atomic.Bool   // it has signed a message, subscribed or sent a heartbeat
}

// open does the handshake on c, for the whole of which the peer has a fixed time.
func open(s *socket, c net.Conn) (p *peer, err error) {
	if err := c.SetDeadline(time.Now().Add(s.options.limits.handshake)); err != nil {
		return nil, err
	}
	// zmq4 panics at a socket type it does not know and at a READY that is cut off.
	defer func() {
		if r := recover(); r != nil {
			p, err = nil, fmt.Errorf("zmq: handshake: %v", r)
		}
	}()
	g := newGuard(c, s.maxMessage, s.budget, s.buffers)
	conn, err := zmq4.Open(g, null.Security(), s.kind, nil, true, nil)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(g.flush(), c.SetDeadline(time.Time{})); err != nil {
		return nil, err
	}
	p = &peer{socket: s, conn: conn, guard: g, readDone: make(chan struct{})}
	p.log = s.log.With("peer", c.RemoteAddr().String())
	p.queue = newQueue(s.options.limits, s.pool, p.log)
	g.open, g.wrote, g.command = true, p.queue.wrote, p.obey
	return p, nil
}

// identity returns the name the peer gave itself, "" if none.
func (p *peer) identity() string { return p.conn.Peer.Meta["Identity"] }

// obey carries out a command. PING is [2 bytes of time to live][context]; SUBSCRIBE and CANCEL are what ZMTP 3.1 has
// for the messages 1 and 0 followed by the topic; the others (PONG, ERROR …) ask for nothing.
func (p *peer) obey(name string, body []byte) error {
	switch name {
	case zmq4.CmdPing:
		if len(body) < 2 || len(body) > 2+16 {
			return violation("PING of the wrong size")
		}
		p.queue.pong(body[2:])
	case zmq4.CmdSubscribe:
		return p.socket.role.receive(p, [][]byte{append([]byte{1}, body...)})
	case zmq4.CmdCancel:
		return p.socket.role.receive(p, [][]byte{append([]byte{0}, body...)})
	}
	return nil
}

// run serves the peer until it is gone. The calling goroutine is its reader.
func (p *peer) run() {
	p.socket.role.join(p)
	var writer sync.WaitGroup
	writer.Go(p.write)
	err := p.read()
	close(p.readDone)
	p.socket.role.leave(p)
	p.guard.release()
	if p.queue.abandon() {
		p.explain(err)
		p.guard.Conn.Close()
	}
	writer.Wait()
}

// explain logs why a peer was closed if that was its fault.
func (p *peer) explain(err error) {
	var v violation
	if !errors.As(err, &v) {
		p.log.Debug("peer is gone", "err", err)
		return
	}
	if n, worth := p.socket.violations.count(); worth {
		p.log.Warn("peer closed", "err", err, "closed_so_far", n)
	}
}

func (p *peer) read() error {
	for {
		m, err := p.conn.RecvMsg()
		if err != nil {
			return err
		}
		if err := p.socket.role.receive(p, m.Frames); err != nil {
			return err
		}
		p.guard.release()
	}
}

// write writes what is queued until the queue is finished or the connection is broken.
func (p *peer) write() {
	for {
		it, pong, ok := p.queue.take()
		var err error
		switch {
		case pong != nil:
			err = p.conn.SendCmd(zmq4.CmdPong, pong)
		case ok:
			err = p.conn.SendMsg(zmq4.NewMsgFrom(it.frames...))
		default:
			err = p.guard.flush()
		}
		if err != nil {
			p.fail(err)
			return
		}
		if !ok && !p.queue.wait() {
			p.part()
			return
		}
	}
}

// fail ends a peer that cannot be written to.
func (p *peer) fail(err error) {
	p.log.Debug("peer cannot be written to", "err", err)
	p.queue.abandon()
	p.guard.Conn.Close()
	<-p.readDone
	if errors.Is(err, os.ErrDeadlineExceeded) {
		p.log.Warn("peer did not read: messages not delivered", "messages", 1+len(p.queue.rest()))
	}
}

// part closes the connection so that the peer still gets all that was written: closing with unread input would make a
// reset of it, which throws away what is on its way.
func (p *peer) part() {
	c := p.guard.Conn
	defer c.Close()
	if half, ok := c.(interface{ CloseWrite() error }); ok && half.CloseWrite() != nil {
		return
	}
	c.SetReadDeadline(time.Unix(1, 0)) // brings the reader back
	<-p.readDone
	c.SetReadDeadline(time.Now().Add(p.socket.options.limits.parting))
	io.Copy(io.Discard, struct{ io.Reader }{c})
}
