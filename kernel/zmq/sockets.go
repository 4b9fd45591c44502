package zmq

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"loopbook/kernel/wire"
)

// Sockets are a kernel's five channels. All methods are safe from any goroutine.
type Sockets struct {
	session   *wire.Session
	routers   map[wire.Channel]*router // shell, control and stdin
	publisher *publisher
	sockets   map[wire.Channel]*socket

	once     sync.Once
	closeErr error
}

// Recv returns the next message that came in on shell, control or stdin, from whichever peer. Its first identity is
// the peer's: a reply takes all identities over. What does not decode or is not signed is logged and dropped, never
// returned. The error is ctx's, or net.ErrClosed after Close.
func (s *Sockets) Recv(ctx context.Context, ch wire.Channel) (*wire.Message, error) {
	r := s.routers[ch]
	if r == nil {
		return nil, fmt.Errorf("zmq: nothing is received on the %s channel", ch)
	}
	return r.recv(ctx)
}

// Send signs m and sends it. On iopub it goes to every subscriber of its topic, the first identity, and the error is
// nil whoever got it. On shell, control and stdin it goes to the peer that the first identity names; the error is
// ErrNoPeer if that is gone, ErrStalled if it has stopped reading. After Close it is net.ErrClosed; anything else
// means that m cannot be encoded.
//
// Send does not wait for the network, except that a peer whose queue is full (64 MB) holds it up as long as it reads,
// and 300 ms when it does not. Messages of one goroutine on one channel arrive in the order sent. m and its frames
// must not be changed afterwards.
func (s *Sockets) Send(ch wire.Channel, m *wire.Message) error {
	r := s.routers[ch]
	if r == nil && ch != wire.IOPub {
		return fmt.Errorf("zmq: nothing is sent on the %s channel", ch)
	}
	frames, err := s.session.Encode(m)
	if err != nil {
		return err
	}
	if s.sockets[ch].isClosed() {
		return net.ErrClosed
	}
	if r == nil {
		s.publisher.send(frames)
		return nil
	}
	if len(m.Identities) == 0 {
		return fmt.Errorf("%w: %s on the %s channel names none", ErrNoPeer, m.Header.MsgType, ch)
	}
	return r.send(frames)
}

// Close stops listening and gives every peer up to linger to take what was sent to it before. It returns when all
// connections are closed and all goroutines have ended: at once if nothing is left to send, in any case shortly after
// linger. What could not be delivered is logged. A second Close does nothing.
func (s *Sockets) Close(linger time.Duration) error {
	s.once.Do(func() {
		deadline := time.Now().Add(max(0, linger))
		var errs []error
		for _, k := range s.sockets {
			errs = append(errs, k.close(deadline))
		}
		for _, k := range s.sockets {
			k.running.Wait()
		}
		s.closeErr = errors.Join(errs...)
	})
	return s.closeErr
}
