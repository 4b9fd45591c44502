package node

import (
	"errors"
	"io"
	"net"
	"os"
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
// There are two kinds of streams behind one contract.
//
// Polled (netpoll_linux.go). The loop itself asks the kernel in its poll phase which descriptors are ready, and then reads
// and writes without waiting, in the order the kernel names:
//
//	epoll ──ready──> read at most 64 KiB into a buffer all streams share ──> consumer(data), one scope
//	                 write what is queued ──> answer, one scope for each request
//
// That is libuv's way, step for step, and so are the orders that a program sees: what was written in three pieces before
// the poll phase arrives as one; a server has its connection before the client its 'connect'; data and the end behind it
// are a turn apart. A stream that nobody reads leaves its bytes in the kernel, which makes the other side wait. No
// goroutine is woken for a stream: one for all of them wakes the loop when it sleeps.
//
// Pumped (netpump.go). What cannot be asked without waiting (TLS, other systems) has a goroutine that reads ahead, at most
// 64 KiB, and one that lives as long as there is something to write.
//
// Writing tries at once, and is done with nearly every write; what is left is a request, which holds the loop and the cell.
// A stream that is read holds the loop only (scheduler.Handle).

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
	conn   conn // nil: not connected yet
	closed bool
	abort  func() // gives up connecting; nil: nothing to give up

	consumer func(data []byte, err error) error // nil: JavaScript
	reading  bool
	over     bool // the end, or the failure, of what there is to read was delivered
	unrefed  bool
	busy     bool // waits for its other side although nobody reads: a handshake of TLS

	raw  syscall.RawConn // of a polled stream
	slot *slot
	pump *pump // of a pumped one

	bytesRead, bytesWritten int64

	writes   writeQueue
	dialled  bool // a client's
	patience patience
}

// newStream makes a stream on c, with a handle of the current context; c may be nil: see connect and adopt.
func (h *Host) newStream(c conn) *byteStream {
	s := &byteStream{h: h, handle: h.Loop.NewHandle()}
	s.handle.Unref()
	s.writes.stream = s
	h.net.opened(s)
	if c != nil {
		s.adopt(c)
	}
	return s
}

// adopt gives the stream what it stands on.
func (s *byteStream) adopt(c conn) {
	s.conn = c
	if s.raw = rawConn(c); s.raw == nil {
		s.pump = newPump(s)
	} else {
		_ = s.raw.Control(func(fd uintptr) { s.slot = s.h.net.poller(s.h).add(int(fd), s.ready) })
	}
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
	s.answered()
	if s.consumer != nil {
		return s.consumer(data, err)
	}
	return s.h.deliverToJS(s, data, err)
}

// ref and unref say whether the stream holds the loop while it reads; it does from the start.
func (s *byteStream) ref() {
	s.unrefed = false
	s.hold()
}

func (s *byteStream) unref() {
	s.unrefed = true
	s.patience.end()
	s.hold()
}

// hold refs the handle while the stream waits for its other side, as libuv's handles are active while they read.
func (s *byteStream) hold() {
	if (s.reading || s.busy) && !s.over && !s.unrefed {
		s.handle.Ref()
	} else {
		s.handle.Unref()
	}
}

// readStart begins to read, or goes on.
func (s *byteStream) readStart() {
	s.reading = true
	s.hold()
	switch {
	case s.conn == nil || s.closed || s.over:
	case s.pump != nil:
		s.pump.start()
	default:
		s.interest()
	}
}

// readStop stops reading: nothing is delivered until readStart.
func (s *byteStream) readStop() {
	s.reading = false
	s.hold()
	if s.slot != nil {
		s.interest()
	}
}

// ended notes that there is nothing more to read.
func (s *byteStream) ended() {
	s.over = true
	s.hold()
	if s.slot != nil {
		s.interest()
	}
}

// close ends the stream in both directions at once; done, which may be nil, is called in the closing phase. Requests that
// are not answered yet are answered with ECANCELED. Nothing is delivered any more.
func (s *byteStream) close(done func() error) {
	if s.closed {
		return
	}
	s.closed, s.reading = true, false
	s.handle.Close(done)
	s.patience.end()
	delete(s.h.net.open, s)
	if s.abort != nil {
		s.abort()
	}
	s.disconnect()
}

// disconnect closes what the stream stands on.
func (s *byteStream) disconnect() {
	switch {
	case s.conn == nil:
	case s.slot != nil:
		s.slot.want(0)
		s.writes.cancel()
		_ = s.conn.Close()
		s.h.net.poller(s.h).stir()
	default:
		s.pump.stop()
		go s.conn.Close() // it may have to say good-bye first
	}
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

// detach takes the connection away from the stream, which can then only be closed: TLS goes on with it, and with what was
// read ahead. Nothing may be queued. It is nil if there is none.
func (s *byteStream) detach() (c conn, ahead []byte) {
	c = s.conn
	s.reading = false
	s.hold()
	switch {
	case s.slot != nil:
		s.slot.want(0)
	case s.pump != nil:
		ahead = s.pump.halt(c)
	}
	s.conn, s.raw, s.slot, s.pump = nil, nil, nil, nil
	return c, ahead
}

// readChunk is how much is read at once, and readsPerPoll how often before others have their turn: libuv's numbers.
const (
	readChunk    = 64 * 1024
	readsPerPoll = 32
)

// errWouldBlock says that a descriptor has to be waited for.
var errWouldBlock = errors.New("it would block")

// interest tells the poller what a polled stream waits for.
func (s *byteStream) interest() {
	var mask uint32
	if s.reading && !s.over {
		mask |= pollIn
	}
	if len(s.writes.waiting) > 0 {
		mask |= pollOut
	}
	if !s.closed && s.slot != nil {
		s.slot.want(mask)
	}
}

// ready is called by the poller.
func (s *byteStream) ready(events uint32) {
	if events&^pollOut != 0 {
		s.read(events)
	}
	if events&^pollIn != 0 && !s.closed && s.conn != nil {
		s.flush()
	}
}

// read reads while the buffer comes back full. If both directions are closed the end is read at once, too.
func (s *byteStream) read(events uint32) {
	b := s.h.net.chunk()
	for range readsPerPoll {
		if !s.reading || s.closed || s.over || s.raw == nil {
			return
		}
		n, err := 0, error(nil)
		if failed := s.raw.Control(func(fd uintptr) { n, err = readSocket(fd, b) }); failed != nil {
			err = failed
		}
		if err == errWouldBlock {
			return
		}
		if err != nil {
			s.ended()
		}
		if !s.handle.Scope(func() error { return s.deliver(b[:n], err) }) {
			return
		}
		if n < len(b) && events&pollHup == 0 {
			return
		}
	}
}

// netErrno is errnoOf for errors of connections: what was cut off by close was canceled.
func netErrno(err error) int {
	switch {
	case err == nil:
		return 0
	case errors.Is(err, io.EOF):
		return eofErrno
	case errors.Is(err, net.ErrClosed), errors.Is(err, os.ErrClosed), errors.Is(err, io.ErrClosedPipe):
		return -uvNumber(syscall.ECANCELED)
	case errors.Is(err, os.ErrDeadlineExceeded):
		return -uvNumber(syscall.ETIMEDOUT)
	}
	return errnoOf(err)
}

// eofErrno is libuv's UV_EOF.
const eofErrno = -4095
