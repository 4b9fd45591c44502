package node

import (
	"bytes"
	"sync"
	"time"
)

// pump is how a stream is read that cannot be asked without waiting: a goroutine reads ahead, at most pumpLimit bytes, and
// tells the loop, once, that there is something.
type pump struct {
	s *byteStream

	mu     sync.Mutex
	room   sync.Cond
	runs   bool
	held   [][]byte // read, not delivered
	size   int
	told   bool  // the loop will look
	err    error // behind the last bytes held
	closed bool
	over   chan struct{} // closed when the goroutine has ended
}

const (
	pumpLimit = 64 * 1024
	pumpChunk = 16 * 1024 // a TLS record
)

func newPump(s *byteStream) *pump {
	p := &pump{s: s, over: make(chan struct{})}
	p.room.L = &p.mu
	return p
}

// start makes the pump run, and the loop look at what it holds.
func (p *pump) start() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.runs {
		p.runs = true
		go p.run(p.s.conn)
	}
	if len(p.held) > 0 || p.err != nil {
		p.tell()
	}
}

func (p *pump) run(c conn) {
	defer close(p.over)
	b := make([]byte, pumpChunk)
	for {
		n, err := c.Read(b)
		if !p.put(b[:n], err) {
			return
		}
	}
}

// put keeps what was read and waits for room; false ends the goroutine.
func (p *pump) put(b []byte, err error) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(b) > 0 {
		p.held = append(p.held, append([]byte(nil), b...))
		p.size += len(b)
	}
	p.err = err
	if len(b) > 0 || err != nil {
		p.tell()
	}
	for p.size > pumpLimit-pumpChunk && !p.closed {
		p.room.Wait()
	}
	return !p.closed && err == nil
}

func (p *pump) tell() {
	if !p.told && !p.closed {
		p.told = true
		p.s.handle.Post(p.deliver)
	}
}

// stop ends the goroutine as soon as its connection is closed.
func (p *pump) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	p.room.Signal()
}

// halt ends the goroutine although its connection stays open, and returns what it has read and nobody has seen.
func (p *pump) halt(c conn) (held []byte) {
	p.stop()
	p.mu.Lock()
	runs := p.runs
	p.mu.Unlock()
	if runs {
		_ = c.SetReadDeadline(time.Unix(1, 0))
		<-p.over
		_ = c.SetReadDeadline(time.Time{})
	}
	return bytes.Join(p.held, nil)
}

// deliver hands over what is held, and if that was all the end in a scope of its own.
func (p *pump) deliver() error {
	b, err := p.take()
	switch {
	case err != nil:
		p.s.ended()
		return p.s.deliver(nil, err)
	case b != nil:
		return p.s.deliver(b, nil)
	}
	return nil
}

// take removes all bytes that are held, or if there are none the error behind them.
func (p *pump) take() (b []byte, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.told = false
	if !p.s.reading || p.s.over {
		return nil, nil
	}
	if len(p.held) == 0 {
		return nil, p.err
	}
	b = p.held[0]
	for _, more := range p.held[1:] {
		b = append(b, more...)
	}
	p.held, p.size = nil, 0
	p.room.Signal()
	if p.err != nil {
		p.tell()
	}
	return b, nil
}
