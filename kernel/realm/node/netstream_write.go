package node

import (
	"net"
	"sync"
	"sync/atomic"
	"syscall"

	"loopbook/scheduler"
)

// netRequest is something that a program waits for: it holds the loop and the cell, and is answered in the context it was
// made in, once.
type netRequest struct {
	handle *scheduler.Handle
	send   func(scheduler.Task)
	answer func(error) error // nil: nobody wants to know
	first  func()            // what comes before the answer, in its context; nil: nothing
}

func (h *Host) newRequest(answer func(error) error) *netRequest {
	r := &netRequest{handle: h.Loop.NewHandle(), send: h.Loop.Pending(), answer: answer}
	r.handle.Unref()
	return r
}

func (r *netRequest) task(err error) scheduler.Task {
	if r.answer == nil {
		return nil
	}
	return func() error {
		if r.first != nil {
			r.first()
		}
		return r.answer(err)
	}
}

// now answers in a scope of its own, from a function of the poller.
func (r *netRequest) now(err error) {
	if r.answer != nil {
		r.handle.Scope(r.task(err))
	}
	r.send(nil)
}

// later answers in the next poll phase; any goroutine.
func (r *netRequest) later(err error) { r.send(r.task(err)) }

// closing answers in the closing phase.
func (r *netRequest) closing(err error) {
	r.handle.Close(r.task(err))
	r.send(nil)
}

// writeQueue is what a stream's connection has not taken yet. That of a pumped stream has a goroutine while there is
// something in it.
type writeQueue struct {
	stream *byteStream
	size   atomic.Int64 // bytes

	mu      sync.Mutex // of a pumped stream
	waiting []*writeRequest
	busy    bool
}

// writeRequest is one write, or the end of all writes.
type writeRequest struct {
	*netRequest
	bytes net.Buffers
	end   bool
}

// write writes pieces in their order, as one. done says that all was taken at once (or that err stopped it); otherwise
// answer is called later, in a scope of the poll phase, with what came of it, and the bytes must stay as they are until
// then. The request holds the loop and the cell. answer may be nil.
func (s *byteStream) write(pieces [][]byte, answer func(error) error) (done bool, err error) {
	total := sizeOf(pieces)
	if s.conn == nil || s.closed {
		return true, syscall.EBADF
	}
	s.asked(questionPatience)
	if s.slot != nil && len(s.writes.waiting) == 0 {
		n, err := s.writeAtOnce(pieces)
		s.bytesWritten += int64(n)
		if err != nil || n == total {
			return true, err
		}
		pieces, total = after(pieces, n), total-n
	}
	s.bytesWritten += int64(total)
	s.writes.size.Add(int64(total))
	s.writes.push(&writeRequest{s.h.newRequest(answer), append(net.Buffers(nil), pieces...), false})
	return false, nil
}

// writeAtOnce writes as much as goes without waiting.
func (s *byteStream) writeAtOnce(pieces [][]byte) (n int, err error) {
	if failed := s.raw.Control(func(fd uintptr) { n, err = writeSocket(fd, pieces) }); failed != nil {
		return n, failed
	}
	s.h.net.poller(s.h).stir()
	return n, err
}

// after returns pieces without their first n bytes.
func after(pieces [][]byte, n int) [][]byte {
	for len(pieces) > 0 && n >= len(pieces[0]) {
		n -= len(pieces[0])
		pieces = pieces[1:]
	}
	if len(pieces) == 0 {
		return nil
	}
	rest := append([][]byte(nil), pieces...)
	rest[0] = rest[0][n:]
	return rest
}

func sizeOf(pieces [][]byte) (n int) {
	for _, b := range pieces {
		n += len(b)
	}
	return n
}

// shutdown ends the stream's own direction when all writes are through. answer is called in a scope of the poll phase; the
// request holds the loop and the cell until then.
func (s *byteStream) shutdown(answer func(error) error) {
	r := &writeRequest{s.h.newRequest(answer), nil, true}
	if s.slot == nil || len(s.writes.waiting) > 0 {
		s.writes.push(r)
		return
	}
	s.h.net.poller(s.h).soon(func() { r.now(s.endNow()) })
}

func (s *byteStream) endNow() error {
	if s.closed {
		return net.ErrClosed
	}
	s.h.net.poller(s.h).stir()
	return endWriting(s.conn)
}

// endWriting ends one direction of a connection; one that cannot is left open.
func endWriting(c conn) error {
	if half, ok := c.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}

// flush writes what a polled stream has queued.
func (s *byteStream) flush() {
	q := &s.writes
	for len(q.waiting) > 0 && !s.closed {
		r := q.waiting[0]
		n, err := 0, error(nil)
		if r.end {
			err = s.endNow()
		} else {
			n, err = s.writeAtOnce(r.bytes)
			q.size.Add(-int64(n))
			r.bytes = after(r.bytes, n)
		}
		if err == nil && len(r.bytes) > 0 {
			return
		}
		q.size.Add(-int64(sizeOf(r.bytes)))
		q.waiting = q.waiting[1:]
		s.interest()
		r.now(err)
	}
}

// cancel answers everything that waits, in the closing phase, the oldest first: that phase runs backwards.
func (q *writeQueue) cancel() {
	for i := len(q.waiting) - 1; i >= 0; i-- {
		q.waiting[i].closing(net.ErrClosed)
	}
	q.waiting = nil
}

// push queues a request and sees to it that somebody works.
func (q *writeQueue) push(r *writeRequest) {
	if q.stream.slot != nil {
		q.waiting = append(q.waiting, r)
		q.stream.interest()
		return
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, r)
	if !q.busy {
		q.busy = true
		go q.work(q.stream.conn)
	}
}

// next returns the oldest request of a pumped stream; nil ends the goroutine that asked.
func (q *writeQueue) next() *writeRequest {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == 0 {
		q.waiting, q.busy = nil, false
		return nil
	}
	r := q.waiting[0]
	q.waiting[0] = nil
	q.waiting = q.waiting[1:]
	return r
}

func (q *writeQueue) work(c conn) {
	for r := q.next(); r != nil; r = q.next() {
		if r.end {
			r.later(endWriting(c))
			continue
		}
		size := sizeOf(r.bytes)
		_, err := r.bytes.WriteTo(c)
		q.size.Add(-int64(size))
		r.later(err)
	}
}
