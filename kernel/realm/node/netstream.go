package node

import (
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/dop251/goja"

	"loopbook/scheduler"
)

// HOW bytes travel between a socket and the loop
//
// A byteStream is the handle below a net.Socket (a TCP connection, a Unix socket, a pipe, a TLS connection on top of
// one), as a uv_stream_t is in Node. Whoever wants its bytes is its consumer: JavaScript (js/internal/net/handle.js), or
// Go, which then sees them first, an HTTP parser for instance (consume).
//
// Reading. A goroutine of the stream waits until there is something to read and says so to the loop, once; the loop reads
// in its poll phase, without waiting, into one buffer that all streams share:
//
//	watcher:  wait for an edge ──> readable.Post ──> wait for the next edge …
//	loop:                              └──> read until it would block ──> consumer(data)
//
// So what a program wrote in three pieces before the poll phase arrives as one, as it does in Node; a stream that is
// not read from leaves its bytes in the kernel, which makes the other side wait; and a read costs one wake-up, not two:
// the loop never has to wake the watcher. What would be lost, were it to wait again at once (an edge between the post
// and the wait), it finds by asking the system before it waits; see watch.
//
// Writing. The loop tries at once, without waiting, and is done with nearly every write. What the socket does not take is
// queued, and a goroutine that lives as long as the queue writes it; each request is answered by a scope of the poll
// phase of its own. The request holds the loop and the cell, an open stream only the loop (scheduler.Handle).
//
// A stream without a descriptor (TLS, Windows) cannot be asked without waiting. There a goroutine reads ahead, at most
// pumpLimit bytes, and every write goes through the queue. The contract is the same.

// conn is what a byteStream stands on. A *net.TCPConn, *net.UnixConn, *tls.Conn and *os.File (a pipe) are one.
type conn interface {
	io.ReadWriteCloser
	SetReadDeadline(t time.Time) error
}

// byteStream is one open byte stream, or one that is not connected yet. All methods are for the loop goroutine.
type byteStream struct {
	h      *Host
	handle *scheduler.Handle
	// object is what JavaScript knows the stream by: the `this` of its callbacks. nil: nobody in JavaScript does.
	object *goja.Object
	conn   conn            // nil: not connected yet
	raw    syscall.RawConn // of conn; nil: it cannot be used without waiting
	closed bool
	cancel func() // stops the dialling, nil otherwise

	consumer func(data []byte, err error) error // nil: JavaScript
	reading  bool
	arrived  bool  // there was something to read while nobody read
	failure  error // found behind the last bytes; io.EOF included. To be delivered when it is read.
	over     bool  // failure was delivered
	watching bool  // the watcher or the pump runs
	gone     chan struct{}
	pending  atomic.Bool // a readable is posted, or arrived is set
	pump     pump

	bytesRead, bytesWritten int64

	writes writeQueue
}

// newStream makes a stream on c, with a handle of the current context; c may be nil: see connect and adopt.
func (h *Host) newStream(c conn) *byteStream {
	s := &byteStream{h: h, handle: h.Loop.NewHandle()}
	s.writes.stream = s
	if c != nil {
		s.adopt(c)
	}
	return s
}

// adopt gives the stream what it stands on.
func (s *byteStream) adopt(c conn) {
	s.conn = c
	s.raw = rawConn(c)
	if s.reading {
		s.readStart()
	}
}

// consume gives the bytes that arrive from now on to fn instead of JavaScript; nil gives them back. fn is called in a scope of
// the poll phase, in the stream's context, while reading is started (readStart): with data, which is valid until fn
// returns and never empty; or, once, with the error behind the last bytes, io.EOF when the other side has ended. What fn
// returns is an exception of the program, as for every task. fn may start and stop reading, write, close, and consume.
func (s *byteStream) consume(fn func(data []byte, err error) error) { s.consumer = fn }

// deliver hands what arrived to the consumer.
func (s *byteStream) deliver(data []byte, err error) error {
	s.bytesRead += int64(len(data))
	if s.consumer != nil {
		return s.consumer(data, err)
	}
	return s.h.deliverToJS(s, data, err)
}

// ref and unref say whether the open stream holds the loop; it does from the start.
func (s *byteStream) ref()   { s.handle.Ref() }
func (s *byteStream) unref() { s.handle.Unref() }

// close ends the stream in both directions at once; done, which may be nil, is called in the closing phase. Requests that
// are not answered yet are answered with ECANCELED. Nothing is delivered any more.
func (s *byteStream) close(done func() error) {
	if s.closed {
		return
	}
	s.closed, s.reading = true, false
	if s.cancel != nil {
		s.cancel()
	}
	if s.conn != nil {
		s.pump.stop()
		if s.raw != nil {
			_ = s.conn.Close()
		} else {
			go s.conn.Close() // it may have to say good-bye first
		}
	}
	s.handle.Close(done)
}

// reset is close for a TCP connection whose other side shall see ECONNRESET.
func (s *byteStream) reset(done func() error) error {
	tcp, ok := s.conn.(*net.TCPConn)
	if !ok {
		return syscall.EINVAL
	}
	if err := tcp.SetLinger(0); err != nil {
		return err
	}
	s.close(done)
	return nil
}

// detach takes the connection away from the stream, which can then only be closed. What was read ahead comes with it.
// It waits for the watcher, which is quick.
func (s *byteStream) detach() conn {
	c := s.conn
	s.reading = false
	if s.watching {
		_ = c.SetReadDeadline(time.Unix(1, 0))
		<-s.gone
		_ = c.SetReadDeadline(time.Time{})
	}
	s.conn, s.raw = nil, nil
	return c
}

// connect dials and calls done in a scope of the poll phase; it holds the loop and the cell until then. With no error
// the stream is connected.
func (s *byteStream) connect(d *dialing, done func(error) error) {
	send := s.h.Loop.Pending()
	ctx, cancel := d.context()
	s.cancel = cancel
	go func() {
		c, err := d.dial(ctx)
		cancel()
		send(func() error {
			s.cancel = nil
			switch {
			case s.closed && err == nil:
				_ = c.Close()
				err = syscall.ECANCELED
			case s.closed:
				err = syscall.ECANCELED
			case err == nil:
				s.adopt(c)
			}
			return done(err)
		})
	}()
}

// netErrno is errnoOf for errors of connections: what was cut off by close was canceled.
func netErrno(err error) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, io.EOF):
		return eofErrno
	case errors.Is(err, net.ErrClosed), errors.Is(err, os.ErrClosed):
		return -uvNumber(syscall.ECANCELED)
	case errors.Is(err, os.ErrDeadlineExceeded):
		return -uvNumber(syscall.ETIMEDOUT)
	}
	return errnoOf(err)
}

// eofErrno is libuv's UV_EOF.
const eofErrno = -4095

// readChunk is how much is read at once, as in libuv.
const readChunk = 64 * 1024

// readStart begins to read, or goes on.
func (s *byteStream) readStart() {
	s.reading = true
	switch {
	case s.conn == nil || s.closed || s.over:
	case s.raw == nil:
		s.pumpStart()
	case !s.watching:
		s.watching, s.gone = true, make(chan struct{})
		go s.watch(s.raw)
	case s.arrived:
		s.arrived = false
		s.handle.Post(s.readable)
	}
}

// readStop stops reading: nothing is delivered until readStart.
func (s *byteStream) readStop() { s.reading = false }

// watch tells the loop of every edge until the connection is closed (or detached).
//
// An edge is lost if it comes after readable was posted and before the system is asked to wait again: RawConn.Read clears
// it. So hasArrived, which RawConn.Read calls right after that, looks once more. If a readable is still posted then, the
// loop will read whatever there is by then, and it is right to wait; otherwise the system is asked.
func (s *byteStream) watch(raw syscall.RawConn) {
	defer close(s.gone)
	for {
		first := true
		err := raw.Read(func(fd uintptr) bool {
			if !first {
				return true
			}
			first = false
			return !s.pending.Load() && hasArrived(fd)
		})
		if err != nil {
			return
		}
		if !s.pending.Swap(true) {
			s.handle.Post(s.readable)
		}
	}
}

// readable reads what has arrived and delivers it.
func (s *byteStream) readable() error {
	if !s.reading {
		s.arrived = true
		return nil
	}
	if s.failure != nil {
		return s.fail()
	}
	s.pending.Store(false)
	b := s.h.net.chunk()
	n, err := s.fill(b)
	if err != nil || n == len(b) {
		s.failure = err
		s.pending.Store(true)
		if n == 0 {
			return s.fail()
		}
		s.handle.Post(s.readable)
	}
	if n == 0 {
		return nil
	}
	return s.deliver(b[:n], nil)
}

// fail delivers the failure, once.
func (s *byteStream) fail() error {
	if s.over {
		return nil
	}
	s.over = true
	return s.deliver(nil, s.failure)
}

// fill reads until b is full or reading would have to wait, which is no error, or the stream has ended.
func (s *byteStream) fill(b []byte) (n int, err error) {
	controlled := s.raw.Control(func(fd uintptr) {
		for n < len(b) && err == nil {
			var got int
			got, err = readSocket(fd, b[n:])
			n += got
		}
	})
	if errors.Is(err, errWouldBlock) {
		err = nil
	}
	return n, errors.Join(err, controlled)
}

// errWouldBlock says that a descriptor has to be waited for.
var errWouldBlock = errors.New("it would block")

// pump is what reads a connection that cannot be asked without waiting. It reads ahead at most pumpLimit bytes.
type pump struct {
	mu     sync.Mutex
	room   sync.Cond
	held   [][]byte // read, not delivered
	size   int
	ended  bool
	closed bool
	err    error
}

const (
	pumpLimit = 64 * 1024
	pumpChunk = 16 * 1024 // a TLS record
)

// pumpStart makes the pump run and delivers what it holds.
func (s *byteStream) pumpStart() {
	if !s.watching {
		s.watching, s.gone = true, make(chan struct{})
		s.pump.room.L = &s.pump.mu
		go s.pumping(s.conn)
	}
	if !s.pending.Swap(true) {
		s.handle.Post(s.drained)
	}
}

// pumping reads until the end of the connection.
func (s *byteStream) pumping(c conn) {
	defer close(s.gone)
	p, b := &s.pump, make([]byte, pumpChunk)
	for {
		n, err := c.Read(b)
		if !p.put(b[:n], err) {
			return
		}
		if !s.pending.Swap(true) {
			s.handle.Post(s.drained)
		}
		if err != nil || !p.wait() {
			return
		}
	}
}

// put keeps what was read; false if nobody wants it any more.
func (p *pump) put(b []byte, err error) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return false
	}
	if len(b) > 0 {
		p.held = append(p.held, append([]byte(nil), b...))
		p.size += len(b)
	}
	if err != nil {
		p.ended, p.err = true, err
	}
	return true
}

// wait waits for room; false if nobody wants more.
func (p *pump) wait() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.size >= pumpLimit && !p.closed {
		p.room.Wait()
	}
	return !p.closed
}

// take removes what is held, joined; err is the end, if it is reached.
func (p *pump) take() (b []byte, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.held) > 0 {
		b = p.held[0]
		for _, more := range p.held[1:] {
			b = append(b, more...)
		}
	}
	p.held, p.size = nil, 0
	p.room.Signal()
	if p.ended {
		err = p.err
	}
	return b, err
}

func (p *pump) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	if p.room.L != nil {
		p.room.Signal()
	}
}

// drained delivers what the pump has read.
func (s *byteStream) drained() error {
	s.pending.Store(false)
	if !s.reading {
		return nil
	}
	if s.failure != nil {
		return s.fail()
	}
	b, err := s.pump.take()
	if err != nil {
		s.failure = err
		if len(b) == 0 {
			return s.fail()
		}
		s.pending.Store(true)
		s.handle.Post(s.drained)
	}
	if len(b) == 0 {
		return nil
	}
	return s.deliver(b, nil)
}
