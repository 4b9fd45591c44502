package notebooks

import (
	"context"
	"io"
	"sync"
	"time"

	"loopbook/kernel/wire"
)

// pipe is a connection in memory between one kernel and one frontend. The kernel's side is a kernel.Conn; messages go
// over as they are, unsigned, because nobody can stand between. Any goroutine.
type pipe struct {
	requests [wire.Heartbeat + 1]chan *wire.Message // by channel, to the kernel
	sent     chan sent                              // from the kernel, in the order it sent them
	closed   chan struct{}
	once     sync.Once
}

type sent struct {
	channel wire.Channel
	*wire.Message
}

// pipeDepth is how many messages may wait on either side. It bounds memory, not correctness: a kernel that finds the
// pipe full waits for its frontend.
const pipeDepth = 64

func newPipe() *pipe {
	p := &pipe{sent: make(chan sent, pipeDepth), closed: make(chan struct{})}
	for i := range p.requests {
		p.requests[i] = make(chan *wire.Message, pipeDepth)
	}
	return p
}

// Recv implements kernel.Conn.
func (p *pipe) Recv(ctx context.Context, ch wire.Channel) (*wire.Message, error) {
	select {
	case m := <-p.requests[ch]:
		return m, nil
	case <-p.closed:
		return nil, io.EOF
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Send implements kernel.Conn.
func (p *pipe) Send(ch wire.Channel, m *wire.Message) error {
	select {
	case p.sent <- sent{ch, m}:
		return nil
	case <-p.closed:
		return io.ErrClosedPipe
	}
}

// Close implements kernel.Conn. What was sent can still be read, so there is nothing to linger for.
func (p *pipe) Close(time.Duration) error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

// request hands a message to the kernel.
func (p *pipe) request(ch wire.Channel, m *wire.Message) error {
	select {
	case p.requests[ch] <- m:
		return nil
	case <-p.closed:
		return io.ErrClosedPipe
	}
}
