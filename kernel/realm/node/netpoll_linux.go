package node

import (
	"errors"
	"os"
	"sync/atomic"

	"golang.org/x/sys/unix"

	"loopbook/scheduler"
)

// poller tells the streams and servers of a realm, in the poll phase of the loop, which descriptors are ready, in the
// order in which the kernel found them so: what libuv's uv__io_poll is to Node. One goroutine (wait) wakes the loop when
// it sleeps; everything else is for the loop goroutine. The zero poller is ready; it takes an epoll descriptor while it has
// something to look at.
type poller struct {
	h      *Host
	epoll  *os.File
	fd     int
	handle *scheduler.Handle
	slots  map[int32]*slot
	batch  int
	queue  []func() // libuv's pending queue
	events [1024]unix.EpollEvent
	// signalled says that a run is coming; the goroutine need not ask for one.
	signalled *atomic.Bool
}

// slot is one descriptor that is looked at.
type slot struct {
	p     *poller
	fd    int
	mask  uint32
	batch int // that in which it was added
	// ready is called outside any scope: callbacks go through Handle.Scope.
	ready func(events uint32)
}

// polls reports whether this system has a poller.
const polls = true

// Interests of a slot.
const (
	pollIn  = unix.EPOLLIN
	pollOut = unix.EPOLLOUT
	pollHup = unix.EPOLLHUP
)

// add makes the slot of a descriptor, which nothing is asked of yet.
func (p *poller) add(fd int, ready func(events uint32)) *slot {
	return &slot{p: p, fd: fd, ready: ready}
}

// want changes what a slot is asked of; 0 forgets the descriptor, which must happen before it is closed.
func (s *slot) want(mask uint32) {
	if mask == s.mask {
		return
	}
	p, event := s.p, unix.EpollEvent{Events: mask, Fd: int32(s.fd)}
	switch {
	case mask == 0:
		_ = unix.EpollCtl(p.fd, unix.EPOLL_CTL_DEL, s.fd, nil)
		delete(p.slots, int32(s.fd))
		p.rest()
	case s.mask == 0:
		if err := p.open(); err != nil {
			panic("node: no epoll: " + err.Error())
		}
		s.batch = p.batch
		p.slots[int32(s.fd)] = s
		_ = unix.EpollCtl(p.fd, unix.EPOLL_CTL_ADD, s.fd, &event)
	default:
		_ = unix.EpollCtl(p.fd, unix.EPOLL_CTL_MOD, s.fd, &event)
	}
	s.mask = mask
	p.stir()
}

// open takes the epoll descriptor.
func (p *poller) open() error {
	if p.epoll != nil {
		return nil
	}
	fd, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return err
	}
	if err := unix.SetNonblock(fd, true); err != nil {
		return errors.Join(err, unix.Close(fd))
	}
	p.epoll, p.fd, p.slots, p.signalled = os.NewFile(uintptr(fd), "epoll"), fd, map[int32]*slot{}, new(atomic.Bool)
	go wait(p.epoll, p.signalled, p.signaller())
	return nil
}

// signaller makes the handle on first use.
func (p *poller) signaller() *scheduler.Handle {
	if p.handle == nil {
		p.handle = p.h.Loop.NewHandle()
		p.handle.Unref()
		p.handle.OnSignal(p.run)
	}
	return p.handle
}

// rest gives the epoll descriptor back when nothing is left to look at.
func (p *poller) rest() {
	if len(p.slots) == 0 && p.epoll != nil {
		_ = p.epoll.Close()
		p.epoll, p.slots = nil, nil
	}
}

// end is for a realm whose loop has ended.
func (p *poller) end() {
	if p.epoll != nil {
		p.slots = nil
		p.rest()
	}
}

// wait wakes the loop whenever a descriptor of the epoll becomes ready, until epoll is closed.
//
// An edge is lost if it comes before the system is asked to wait: RawConn.Read clears it. So the function it calls right
// after that looks once more; but not if a run is coming that has not begun to look yet (signalled), which will see it.
func wait(epoll *os.File, signalled *atomic.Bool, handle *scheduler.Handle) {
	raw, err := epoll.SyscallConn()
	if err != nil {
		return
	}
	for {
		first := true
		err := raw.Read(func(fd uintptr) bool {
			if !first {
				return true
			}
			first = false
			return !signalled.Load() && isReady(int(fd))
		})
		if err != nil {
			return
		}
		if !signalled.Swap(true) {
			handle.Signal()
		}
	}
}

func isReady(fd int) bool {
	list := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}
	n, err := unix.Poll(list, 0)
	return n > 0 || err != nil && err != unix.EINTR
}

// stir makes the next poll phase look, without being woken: after whatever this program did to one of its sockets, another
// may be ready.
func (p *poller) stir() {
	if p.epoll != nil && !p.signalled.Swap(true) {
		p.handle.Signal()
	}
}

// soon queues fn to run, outside any scope, at the end of this poll phase or at the head of the next one.
func (p *poller) soon(fn func()) {
	p.queue = append(p.queue, fn)
	p.signaller().Signal()
}

// run is one look at everything.
func (p *poller) run() {
	p.runQueue()
	if p.epoll != nil {
		p.look()
	}
	for range pendingRounds {
		p.runQueue()
	}
	if len(p.queue) > 0 {
		p.handle.Signal()
	}
}

// pendingRounds is how often the queue is emptied after a look, as in libuv.
const pendingRounds = 8

func (p *poller) runQueue() {
	queue := p.queue
	p.queue = nil
	for _, fn := range queue {
		fn()
	}
}

// look asks which descriptors are ready and tells their slots; as libuv it asks again when there may be more.
func (p *poller) look() {
	p.signalled.Store(false)
	some := false
	for range lookRounds {
		p.batch++
		n, err := unix.EpollWait(p.fd, p.events[:], 0)
		if err != nil {
			n = 0
			some = some || err == unix.EINTR
		}
		batch := p.batch
		for _, e := range p.events[:n] {
			if s := p.slots[e.Fd]; s != nil && s.batch < batch {
				some = true
				s.ready(e.Events)
			}
		}
		if n < len(p.events) || p.epoll == nil {
			break
		}
	}
	if some {
		p.stir() // there may be more
	}
}

const lookRounds = 48
