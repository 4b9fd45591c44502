package node

import (
	"net"
	"sync"
	"sync/atomic"
)

// writeQueue is what a stream's connection has not taken yet. Its goroutine lives while there is something in it.
type writeQueue struct {
	stream *byteStream
	size   atomic.Int64 // bytes

	mu      sync.Mutex
	waiting []*writeRequest
	busy    bool
}

// writeRequest is one write, or the end of all writes.
type writeRequest struct {
	bytes  net.Buffers
	end    bool
	answer func(err error)
}

// write writes pieces in their order, as one. done says that all was taken at once (or that err stopped it); otherwise
// answer is called later, in a scope of the poll phase, with what came of it, and the bytes must stay as they are until
// then. The request holds the loop and the cell. answer may be nil.
func (s *byteStream) write(pieces [][]byte, answer func(error) error) (done bool, err error) {
	total := 0
	for _, b := range pieces {
		total += len(b)
	}
	if !s.writes.idle() || s.raw == nil {
		s.enqueue(pieces, total, answer)
		return false, nil
	}
	n, err := s.writeAtOnce(pieces)
	s.bytesWritten += int64(n)
	if err != nil || n == total {
		return true, err
	}
	s.enqueue(after(pieces, n), total-n, answer)
	return false, nil
}

// writeAtOnce writes as much as goes without waiting.
func (s *byteStream) writeAtOnce(pieces [][]byte) (n int, err error) {
	if s.conn == nil {
		return 0, net.ErrClosed
	}
	controlled := s.raw.Control(func(fd uintptr) { n, err = writeSocket(fd, pieces) })
	if err == nil {
		err = controlled
	}
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

// shutdown ends the stream's own direction when all writes are through. answer is called in a scope of the poll phase; the
// request holds the loop and the cell until then.
func (s *byteStream) shutdown(answer func(error) error) {
	r := &writeRequest{end: true, answer: s.answering(answer)}
	if s.raw != nil && s.writes.idle() {
		r.answer(endWriting(s.conn))
		return
	}
	s.writes.push(r)
}

// endWriting ends one direction of a connection; one that cannot is left open.
func endWriting(c conn) error {
	if half, ok := c.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}

func (s *byteStream) enqueue(pieces [][]byte, total int, answer func(error) error) {
	s.bytesWritten += int64(total)
	s.writes.size.Add(int64(total))
	s.writes.push(&writeRequest{bytes: append(net.Buffers(nil), pieces...), answer: s.answering(answer)})
}

// answering reserves the scope of an answer.
func (s *byteStream) answering(answer func(error) error) func(error) {
	send := s.h.Loop.Pending()
	return func(err error) {
		if answer == nil {
			send(nil)
			return
		}
		send(func() error { return answer(err) })
	}
}

func (q *writeQueue) idle() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return !q.busy
}

// push queues a request and sees to it that somebody works.
func (q *writeQueue) push(r *writeRequest) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, r)
	if !q.busy {
		q.busy = true
		go q.work(q.stream.conn)
	}
}

// next returns the oldest request; nil ends the goroutine that asked.
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
			r.answer(endWriting(c))
			continue
		}
		var size int64
		for _, b := range r.bytes {
			size += int64(len(b))
		}
		_, err := r.bytes.WriteTo(c)
		q.size.Add(-size)
		r.answer(err)
	}
}
