package kernel

import (
	"log/slog"
	"sync"
)

// maxQueued is how many bytes of shell requests may wait. Above it the reader stops reading, so that the sender's own
// queue fills up instead of our memory; control is not affected.
const maxQueued = 64 << 20

// A queue holds the shell requests that wait for their turn, in the order of arrival. Any goroutine.
type queue struct {
	log *slog.Logger
	// onWaiting hears, in order, whether an execute_request waits. Called with mu held: it must not block.
	onWaiting func(bool)

	mu       sync.Mutex
	changed  *sync.Cond
	requests []*request
	bytes    int
	waiting  int // execute_requests in requests that will run
	closed   bool
}

func newQueue(log *slog.Logger, onWaiting func(bool)) *queue {
	q := &queue{log: log, onWaiting: onWaiting}
	q.changed = sync.NewCond(&q.mu)
	return q
}

// push appends r; it waits while the queue is full. False when the queue is closed.
func (q *queue) push(r *request) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.bytes > maxQueued && !q.closed {
		q.log.Warn("too many requests are waiting: reading of the shell channel pauses", "requests", len(q.requests), "bytes", q.bytes)
	}
	for q.bytes > maxQueued && !q.closed {
		q.changed.Wait()
	}
	if q.closed {
		return false
	}
	q.requests = append(q.requests, r)
	q.bytes += r.size()
	q.count(r, +1)
	q.changed.Broadcast()
	return true
}

// pop takes the oldest request, waiting for one. False when the queue is closed.
func (q *queue) pop() (*request, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.requests) == 0 && !q.closed {
		q.changed.Wait()
	}
	if q.closed {
		return nil, false
	}
	r := q.requests[0]
	q.requests[0] = nil
	q.requests = q.requests[1:]
	q.bytes -= r.size()
	if !r.aborted {
		q.count(r, -1)
	}
	q.changed.Broadcast()
	return r, true
}

// abort marks the execute_requests that are waiting now as not to be run; they keep their places, and other requests run.
func (q *queue) abort() {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, r := range q.requests {
		if r.isExecute() && !r.aborted {
			r.aborted = true
			q.count(r, -1)
		}
	}
}

// count keeps the number of waiting execute_requests and tells when it becomes zero or stops being it.
func (q *queue) count(r *request, by int) {
	if !r.isExecute() {
		return
	}
	before := q.waiting > 0
	q.waiting += by
	if now := q.waiting > 0; now != before {
		q.onWaiting(now)
	}
}

// tellWaiting repeats what onWaiting heard last.
func (q *queue) tellWaiting() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.onWaiting(q.waiting > 0)
}

// close ends all waits; what is queued is dropped.
func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.changed.Broadcast()
}
