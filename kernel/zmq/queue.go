package zmq

import (
	"errors"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// HOW and WHY a sender waits for a peer, and for how long.
//
// A peer that reads more slowly than a cell prints must slow the cell down: dropping would lose lines of output, as
// libzmq's limit of 1000 messages does. A peer that has stopped reading must not. From outside both look alike: a
// full queue. What tells them apart is whether the peer takes anything while the sender waits:
//
//	room in the queue ──> queued, no wait
//	full ──> the sender waits ──> the peer takes 256 KB within 300 ms: its patience is renewed, wait on
//	                         └──> it does not: stalled. This message and the next are dropped and counted, nobody
//	                              waits for this peer again …
//	stalled, and half of what was queued is taken ──> no longer stalled
//
// So a live peer loses nothing down to about 1 MB/s, and a dead one costs 300 ms once. "Takes" means bytes accepted
// by the operating system, counted piece by piece, since one message may be larger than what a slow line carries
// in 300 ms. A peer that takes just enough to be waited for slows printing down to that 1 MB/s and no further.
//
// All queues of a socket share a pool, and a queue may grow to what the pool has left (and to its own limit). One
// stalled peer can fill its 64 MB; a hundred of them hold little more than 128 MB together, since each limit shrinks as
// the pool fills. It never shrinks below what renews patience: a peer that reads must have that much to read.

// ErrStalled means that a message was dropped because its peer has stopped reading.
var ErrStalled = errors.New("zmq: peer does not read, message dropped")

var errFull = errors.New("zmq: queue is full")

// quantum is how much a peer must take to have its patience renewed.
const quantum = 256 << 10

// An item is one message waiting to be written. Its frames may be in other queues too.
type item struct {
	frames [][]byte
	size   int64
}

func newItem(frames [][]byte) item {
	size := int64(64 + 24*len(frames)) // what the queue itself holds
	for _, f := range frames {
		size += int64(len(f))
	}
	return item{frames, size}
}

// A pool is what all queues of a socket may hold together.
type pool struct {
	total int64
	used  atomic.Int64
}

// A queue holds the messages for one peer, in order. Any goroutine may put; one, the writer, takes.
type queue struct {
	limits limits
	pool   *pool
	log    *slog.Logger

	mu    sync.Mutex
	ready sync.Cond // for the writer: there is something, or there will be nothing more

	// guarded by mu
	items    []item // from head on
	head     int
	bytes    int64
	pongs    [][]byte      // contexts of PINGs to answer, before the next message
	room     chan struct{} // closed when a waiting sender should look again; nil when nobody waits
	blocked  time.Duration // how long senders waited since patience was renewed
	renewed  time.Time
	taken    int64 // bytes the peer took since then
	stalled  bool
	atStall  int64 // bytes queued when it stalled
	dropped  int
	finished bool
}

func newQueue(l limits, p *pool, log *slog.Logger) *queue {
	q := &queue{limits: l, pool: p, log: log}
	q.ready.L = &q.mu
	return q
}

// offer queues it without waiting. The error is errFull, ErrStalled (it is dropped) or net.ErrClosed.
func (q *queue) offer(it item) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.offerLocked(it)
}

func (q *queue) offerLocked(it item) error {
	switch {
	case q.finished:
		return net.ErrClosed
	case q.stalled:
		q.dropped++
		return ErrStalled
	case !q.fits(it.size):
		return errFull
	}
	q.items = append(q.items, it)
	q.bytes += it.size
	q.pool.used.Add(it.size)
	q.ready.Signal()
	return nil
}

// fits reports whether size more bytes may be queued. An empty queue takes a message of any size.
func (q *queue) fits(size int64) bool {
	n := len(q.items) - q.head
	share := min(q.limits.queueBytes, max(q.limits.queueLeast, q.pool.total-q.pool.used.Load()))
	return n == 0 || n < q.limits.queueMessages && q.bytes+size <= share
}

// insist queues it, waiting for a peer that still reads. The sender has been waiting since the given time already. The
// error is ErrStalled or net.ErrClosed.
func (q *queue) insist(it item, since time.Time) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	for waited := false; ; waited = true {
		err := q.offerLocked(it)
		if waited || err == errFull {
			since = q.charge(since)
		}
		if err != errFull {
			return err
		}
		if q.blocked >= q.limits.stall {
			q.stall()
			return ErrStalled
		}
		q.waitForRoom(q.limits.stall - q.blocked)
	}
}

// charge counts the time that a sender waited since the given time, as far as patience was not renewed in between, and
// returns the present.
func (q *queue) charge(since time.Time) time.Time {
	now := time.Now()
	if since.Before(q.renewed) {
		since = q.renewed
	}
	q.blocked += now.Sub(since)
	return now
}

// persist queues it, waiting as long as it takes: only for a goroutine that serves this peer alone.
func (q *queue) persist(it item) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	for {
		if err := q.offerLocked(it); err != errFull {
			return err
		}
		q.waitForRoom(time.Minute)
	}
}

// waitForRoom gives up mu until something was taken or the time is over.
func (q *queue) waitForRoom(limit time.Duration) {
	if q.room == nil {
		q.room = make(chan struct{})
	}
	room := q.room
	q.mu.Unlock()
	defer q.mu.Lock()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-room:
	case <-timer.C:
	}
}

func (q *queue) wakeSenders() {
	if q.room != nil {
		close(q.room)
		q.room = nil
	}
}

func (q *queue) stall() {
	q.stalled, q.atStall, q.dropped = true, q.bytes, 1
	q.log.Warn("peer has stopped reading: dropping its messages", "queued_bytes", q.bytes, "queued_messages", len(q.items)-q.head)
}

// pong has the writer answer a PING. A peer that asks faster than it reads is not answered each time.
func (q *queue) pong(context []byte) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.pongs) < 8 && !q.finished {
		q.pongs = append(q.pongs, context)
		q.ready.Signal()
	}
}

// take returns the next thing to write, without waiting: the context of a PONG, or an item.
func (q *queue) take() (it item, pong []byte, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.pongs) > 0 {
		pong, q.pongs = q.pongs[0], q.pongs[1:]
		return item{}, pong, true
	}
	if q.head == len(q.items) {
		return item{}, nil, false
	}
	it = q.items[q.head]
	q.items[q.head] = item{}
	q.head++
	q.shrink()
	q.bytes -= it.size
	q.pool.used.Add(-it.size)
	q.wakeSenders()
	if q.stalled && q.bytes <= q.atStall/2 {
		q.log.Warn("peer reads again", "dropped_messages", q.dropped)
		q.stalled, q.dropped, q.blocked = false, 0, 0
	}
	return it, nil, true
}

// shrink reuses the room of items already taken.
func (q *queue) shrink() {
	switch {
	case q.head == len(q.items) && cap(q.items) > 1024:
		q.items, q.head = nil, 0
	case q.head == len(q.items):
		q.items, q.head = q.items[:0], 0
	case q.head >= 1024 && q.head > len(q.items)/2:
		n := copy(q.items, q.items[q.head:])
		clear(q.items[n:])
		q.items, q.head = q.items[:n], 0
	}
}

// wait blocks the writer until there is something to take. False: there will be nothing more.
func (q *queue) wait() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.head == len(q.items) && len(q.pongs) == 0 {
		if q.finished {
			return false
		}
		q.ready.Wait()
	}
	return true
}

// wrote notes that the peer took n bytes.
func (q *queue) wrote(n int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.taken += int64(n); q.taken >= quantum {
		q.taken, q.blocked, q.renewed = 0, 0, time.Now()
		q.wakeSenders()
	}
}

// finish ends the queue: nothing more is queued, what is queued can be taken.
func (q *queue) finish() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.finished = true
	q.wakeSenders()
	q.ready.Broadcast()
}

// abandon ends the queue unless it is finished already, and forgets what is queued. It reports whether it did.
func (q *queue) abandon() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.finished {
		return false
	}
	q.finished = true
	q.empty()
	q.wakeSenders()
	q.ready.Broadcast()
	return true
}

// empty removes and returns all items.
func (q *queue) empty() []item {
	items := q.items[q.head:]
	q.items, q.head = nil, 0
	q.pool.used.Add(-q.bytes)
	q.bytes = 0
	return items
}

// rest removes and returns what was not taken: what the peer will never get, or another one may.
func (q *queue) rest() []item {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.empty()
}
