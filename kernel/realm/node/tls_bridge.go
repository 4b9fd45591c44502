package node

import (
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"time"

	"github.com/dop251/goja"
)

// bridge is a net.Conn whose other end is a Duplex of JavaScript: what it writes is written there, and what that reads is
// fed to it. Its Read and Write are for goroutines, everything else for the loop goroutine.
type bridge struct {
	h       *Host
	post    func(func() error)
	onWrite goja.Callable // (bytes, done(error text or undefined)); bytes undefined: the end
	onRoom  goja.Callable // more may be fed
	lingers bool          // loop goroutine only

	mu     sync.Mutex
	change sync.Cond
	held   [][]byte
	size   int
	full   bool
	end    error // behind what is held
	closed bool
	gone   chan struct{} // closed with the bridge
}

const bridgeLimit = 256 * 1024

func (h *Host) newBridge(onWrite, onRoom goja.Callable) *bridge {
	b := &bridge{gone: make(chan struct{}), h: h, onWrite: onWrite, onRoom: onRoom, post: func(task func() error) { h.Loop.Post(task) }}
	b.change.L = &b.mu
	return b
}

// inFlight is how long the loop lives on account of bytes that were fed, if nothing else holds it: until a goroutine has
// made something of them. Node does all that at once.
const inFlight = 50 * time.Millisecond

// feed gives what the Duplex has read; false asks it to pause until onRoom.
func (b *bridge) feed(data []byte) bool {
	if !b.lingers {
		b.lingers = true
		send := b.h.Loop.Pending()
		time.AfterFunc(inFlight, func() {
			send(func() error { b.lingers = false; return nil })
		})
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.held = append(b.held, append([]byte(nil), data...))
	b.size += len(data)
	b.full = b.size >= bridgeLimit
	b.change.Broadcast()
	return !b.full
}

// finish says that the Duplex has ended, or failed.
func (b *bridge) finish(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.end == nil {
		b.end = err
	}
	b.change.Broadcast()
}

func (b *bridge) Read(room []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.held) == 0 && b.end == nil && !b.closed {
		b.change.Wait()
	}
	switch {
	case b.closed:
		return 0, net.ErrClosed
	case len(b.held) == 0:
		return 0, b.end
	}
	n := copy(room, b.held[0])
	if b.held[0] = b.held[0][n:]; len(b.held[0]) == 0 {
		b.held = b.held[1:]
	}
	if b.size -= n; b.full && b.size < bridgeLimit/2 {
		b.full = false
		b.post(func() error {
			_, err := b.onRoom(goja.Undefined())
			return err
		})
	}
	return n, nil
}

// Write waits until the Duplex has taken the bytes.
func (b *bridge) Write(data []byte) (int, error) {
	if err := b.send(append([]byte(nil), data...)); err != nil {
		return 0, err
	}
	return len(data), nil
}

func (b *bridge) CloseWrite() error { return b.send(nil) }

func (b *bridge) send(data []byte) error {
	answers := make(chan error, 1)
	b.post(func() error {
		chunk := goja.Undefined()
		if data != nil {
			chunk = b.h.arrayBuffer(data)
		}
		_, err := b.onWrite(goja.Undefined(), chunk, b.h.Runtime.ToValue(func(call goja.FunctionCall) goja.Value {
			var failure error
			if v := call.Argument(0); v.ToBoolean() {
				failure = errors.New(v.String())
			}
			select {
			case answers <- failure:
			default:
			}
			return goja.Undefined()
		}))
		return err
	})
	select {
	case err := <-answers:
		return err
	case <-b.gone:
		return net.ErrClosed
	}
}

func (b *bridge) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.closed {
		b.closed = true
		close(b.gone)
	}
	b.change.Broadcast()
	return nil
}

// bridgeAddr is the address of what has none.
type bridgeAddr struct{}

func (bridgeAddr) Network() string { return "stream" }
func (bridgeAddr) String() string  { return "stream" }

func (b *bridge) LocalAddr() net.Addr  { return bridgeAddr{} }
func (b *bridge) RemoteAddr() net.Addr { return bridgeAddr{} }

// SetDeadline and the others: a deadline in the past ends what waits, others are not kept.
func (b *bridge) SetDeadline(t time.Time) error {
	if !t.IsZero() && t.Before(time.Now()) {
		b.finish(os.ErrDeadlineExceeded)
	}
	return nil
}

func (b *bridge) SetReadDeadline(t time.Time) error { return b.SetDeadline(t) }
func (b *bridge) SetWriteDeadline(time.Time) error  { return nil }

// bridgeEnd is how a Duplex ended.
func bridgeEnd(v goja.Value) error {
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return io.EOF
	}
	return errors.New(v.String())
}
