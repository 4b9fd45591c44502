package zmq

import (
	"log/slog"
	"net"
	"sync"
	"time"

	"github.com/go-zeromq/zmq4"

	"loopbook/kernel/wire"
)

// A socket is one listener and its peers.
type socket struct {
	channel    wire.Channel
	kind       zmq4.SocketType
	role       role
	options    Options
	maxMessage int64
	log        *slog.Logger
	listener   net.Listener
	pool       *pool
	budget     *budget    // shared by all sockets
	buffers    *sync.Pool // shared by all sockets
	violations tally
	refusals   tally
	closing    chan struct{} // closed by close
	running    sync.WaitGroup

	mu      sync.Mutex
	closed  bool                   // guarded by mu
	shaking map[net.Conn]time.Time // guarded by mu: connections in their handshake, and since when
	peers   map[*peer]time.Time    // guarded by mu: and since when
}

// Back-off of the accept loop, when the process is out of file descriptors or the like.
const (
	firstPause = 5 * time.Millisecond
	lastPause  = time.Second
)

// accept takes connections until the socket is closed. None of them can keep it from taking the next.
func (s *socket) accept() {
	pause := firstPause
	for {
		c, err := s.listener.Accept()
		if err == nil {
			pause = firstPause
			s.admit(c)
			continue
		}
		if s.isClosed() {
			return
		}
		if pause == firstPause {
			s.log.Warn("cannot accept connections, retrying", "err", err)
		}
		s.evict()
		select {
		case <-time.After(pause):
		case <-s.closing:
			return
		}
		pause = min(2*pause, lastPause)
	}
}

// admit starts serving a connection. If too many are in their handshake, the oldest of them goes.
func (s *socket) admit(c net.Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		c.Close()
		return
	}
	if len(s.shaking) >= s.options.limits.shaking {
		s.evictLocked()
	}
	s.shaking[c] = time.Now()
	s.running.Go(func() { s.serve(c) })
}

// evict closes the connection that has been in its handshake for longest: a real client needs a millisecond.
func (s *socket) evict() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.evictLocked()
}

func (s *socket) evictLocked() {
	var oldest net.Conn
	for c, since := range s.shaking {
		if oldest == nil || since.Before(s.shaking[oldest]) {
			oldest = c
		}
	}
	if oldest != nil {
		delete(s.shaking, oldest)
		oldest.Close()
	}
}

// evictUseless closes the oldest peer that has done nothing since its handshake. Its client, if it is one, comes back.
func (s *socket) evictUseless() bool {
	var oldest *peer
	for p, since := range s.peers {
		if !p.useful.Load() && (oldest == nil || since.Before(s.peers[oldest])) {
			oldest = p
		}
	}
	if oldest == nil {
		return false
	}
	delete(s.peers, oldest)
	oldest.guard.Conn.Close()
	return true
}

func (s *socket) isClosed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.closed
}

// serve is the life of a connection.
func (s *socket) serve(c net.Conn) {
	p, err := open(s, c)
	if !s.settle(c, p) {
		s.log.Debug("no handshake", "peer", c.RemoteAddr().String(), "err", err)
		c.Close()
		return
	}
	p.run()
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.peers, p)
}

// settle moves a connection from the ones in their handshake to the peers. False: it has to go, because the handshake
// failed, the socket is closed, or there are too many peers that are of use.
func (s *socket) settle(c net.Conn, p *peer) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.shaking, c)
	if p == nil || s.closed {
		return false
	}
	if len(s.peers) >= s.options.MaxPeers && !s.evictUseless() {
		if n, worth := s.refusals.count(); worth {
			s.log.Warn("too many peers: connection refused", "peers", len(s.peers), "refused_so_far", n)
		}
		return false
	}
	s.peers[p] = time.Now()
	return true
}

// close stops accepting and ends all peers: what is queued for them is written until the deadline.
func (s *socket) close(deadline time.Time) error {
	s.mu.Lock()
	s.closed = true
	for c := range s.shaking {
		c.Close()
	}
	for p := range s.peers {
		p.guard.Conn.SetWriteDeadline(deadline)
		p.queue.finish()
	}
	close(s.closing) // now, not earlier: a reader that ends before its queue is finished throws the queue away
	s.mu.Unlock()
	return s.listener.Close()
}
