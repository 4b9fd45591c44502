package kerneltest

import (
	"context"
	"fmt"
	"io"
	"sync"
	"testing"
	"time"

	"loopbook/kernel/wire"
)

// key signs the messages of all tests.
const key = "kerneltest"

// A Conn is a kernel.Conn in memory, with any number of clients on it. Any goroutine.
type Conn struct {
	t      testing.TB
	kernel *wire.Session

	mu      sync.Mutex
	changed *sync.Cond
	inbox   map[wire.Channel][][][]byte // frames for the kernel, not yet received
	clients []*Client
	closed  bool
	dropped int
	stalled bool
}

// NewConn returns a connection and the session with which the kernel signs.
func NewConn(t testing.TB) (*Conn, *wire.Session) {
	t.Helper()
	c := &Conn{t: t, kernel: newSession(t), inbox: map[wire.Channel][][][]byte{}}
	c.changed = sync.NewCond(&c.mu)
	return c, c.kernel
}

func newSession(t testing.TB) *wire.Session {
	t.Helper()
	s, err := wire.NewSession([]byte(key), "hmac-sha256")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Recv implements kernel.Conn. What cannot be decoded is dropped, as kernel/zmq does.
func (c *Conn) Recv(ctx context.Context, ch wire.Channel) (*wire.Message, error) {
	defer context.AfterFunc(ctx, c.wake)()
	for {
		frames, err := c.next(ctx, ch)
		if err != nil {
			return nil, err
		}
		m, err := c.kernel.Decode(frames)
		if err == nil {
			return m, nil
		}
		c.mu.Lock()
		c.dropped++
		c.mu.Unlock()
	}
}

func (c *Conn) next(ctx context.Context, ch wire.Channel) ([][]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(c.inbox[ch]) == 0 && !c.closed && ctx.Err() == nil {
		c.changed.Wait()
	}
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case len(c.inbox[ch]) == 0:
		return nil, io.EOF
	}
	frames := c.inbox[ch][0]
	c.inbox[ch] = c.inbox[ch][1:]
	return frames, nil
}

func (c *Conn) wake() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.changed.Broadcast()
}

// deliver hands a client's frames to the kernel.
func (c *Conn) deliver(ch wire.Channel, frames [][]byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.inbox[ch] = append(c.inbox[ch], frames)
	c.changed.Broadcast()
}

// Send implements kernel.Conn: iopub goes to every client, the rest to the one that is named first.
func (c *Conn) Send(ch wire.Channel, m *wire.Message) error {
	frames, err := c.kernel.Encode(m)
	if err != nil {
		c.t.Errorf("the kernel sent what cannot be encoded: %v", err)
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.stalled && ch == wire.IOPub && !c.closed {
		c.changed.Wait()
	}
	if c.closed {
		return io.ErrClosedPipe
	}
	found := ch == wire.IOPub
	for _, client := range c.clients {
		switch {
		case ch == wire.IOPub:
			client.receive(ch, frames)
		case len(m.Identities) > 0 && string(m.Identities[0]) == client.identity:
			found = true
			client.receive(ch, frames)
		}
	}
	if !found {
		return fmt.Errorf("kerneltest: nobody has the identity %q", m.Identities)
	}
	return nil
}

// Stall makes sending on iopub block, as with a frontend that does not read, until it is called with false.
func (c *Conn) Stall(stalled bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stalled = stalled
	c.changed.Broadcast()
}

// Dropped is the number of messages the kernel did not get because they could not be decoded.
func (c *Conn) Dropped() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.dropped
}

// Close implements kernel.Conn.
func (c *Conn) Close(time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	c.changed.Broadcast()
	return nil
}

// Client attaches a client; the identity is what a DEALER socket would have.
func (c *Conn) Client(identity string) *Client {
	client := &Client{
		t: c.t, conn: c, identity: identity, session: newSession(c.t),
		exchanges: map[string]*Exchange{}, ids: map[string]bool{},
	}
	client.changed = sync.NewCond(&client.mu)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.clients = append(c.clients, client)
	return client
}
