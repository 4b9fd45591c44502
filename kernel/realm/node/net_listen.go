package node

import (
	"context"
	"net"
	"net/netip"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/dop251/goja"

	"loopbook/scheduler"
)

// streamServer accepts connections. At most acceptLimit of them wait for the loop; the others wait in the kernel.
type streamServer struct {
	h        *Host
	handle   *scheduler.Handle
	listener net.Listener
	room     chan struct{}
	// onConnection is called in a scope of the poll phase for each connection: with one, or with an error of accept.
	onConnection func(s *byteStream, err error) error

	mu      sync.Mutex
	waiting map[net.Conn]bool // accepted, not yet seen by the loop
	closed  bool
}

const acceptLimit = 64

// serve makes a server of a listener, with a handle of the current context, and begins to accept.
func (h *Host) serve(l net.Listener, onConnection func(*byteStream, error) error) *streamServer {
	v := &streamServer{h: h, handle: h.Loop.NewHandle(), listener: l, onConnection: onConnection,
		room: make(chan struct{}, acceptLimit), waiting: map[net.Conn]bool{}}
	go v.accept()
	return v
}

func (v *streamServer) accept() {
	for {
		c, err := v.listener.Accept()
		if err != nil {
			if !v.failed(err) {
				return
			}
			continue
		}
		if !v.hold(c) {
			_ = c.Close()
			return
		}
		v.room <- struct{}{}
		v.handle.Post(func() error { return v.arrive(c) })
	}
}

// failed tells of an error of accept; false ends the server. Too many open files pass.
func (v *streamServer) failed(err error) (goOn bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return false
	}
	v.handle.Post(func() error { return v.onConnection(nil, err) })
	time.Sleep(10 * time.Millisecond)
	return true
}

// hold remembers a connection until the loop has seen it; false: the server is closed.
func (v *streamServer) hold(c net.Conn) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.waiting[c] = true
	return !v.closed
}

// arrive hands a connection to the program.
func (v *streamServer) arrive(c net.Conn) error {
	<-v.room
	v.mu.Lock()
	delete(v.waiting, c)
	v.mu.Unlock()
	return v.onConnection(v.h.newStream(c), nil)
}

// close stops accepting; done, which may be nil, is called in the closing phase.
func (v *streamServer) close(done func() error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return
	}
	v.closed = true
	_ = v.listener.Close()
	for c := range v.waiting {
		_ = c.Close()
	}
	for len(v.room) > 0 { // the acceptor may wait for room
		<-v.room
	}
	v.handle.Close(done)
}

// Flags of listen, libuv's.
const (
	flagIPv6Only  = 1
	flagReusePort = 2
)

// listenTCP listens at a numeric address.
func listenTCP(address string, port, flags int) (net.Listener, error) {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return nil, syscall.EINVAL
	}
	network := "tcp4"
	switch {
	case ip.Is4():
	case ip.IsUnspecified() && flags&flagIPv6Only == 0:
		network = "tcp"
	default:
		network = "tcp6"
	}
	config := net.ListenConfig{KeepAlive: -1}
	config.SetMultipathTCP(false)
	if flags&flagReusePort != 0 {
		config.Control = reusePort
	}
	return config.Listen(context.Background(), network, net.JoinHostPort(address, strconv.Itoa(port)))
}

// listenPath listens at a path of the file system, which is removed by close.
func listenPath(path string) (net.Listener, error) {
	return net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
}

// bindListen adds the natives of servers.
func (h *Host) bindListen(natives *goja.Object) {
	// listen(address, port, flags, onConnection) and listenPath(path, onConnection) return a server or a negative errno;
	// onConnection(errno, stream).
	h.function(natives, "listen", func(call goja.FunctionCall) goja.Value {
		l, err := listenTCP(call.Argument(0).String(), integer(call.Argument(1)), integer(call.Argument(2)))
		return h.listening(l, err, call.Argument(3))
	})
	h.function(natives, "listenPath", func(call goja.FunctionCall) goja.Value {
		l, err := listenPath(call.Argument(0).String())
		return h.listening(l, err, call.Argument(1))
	})
	for name, act := range map[string]func(*streamServer, goja.FunctionCall) any{
		"serverRef":    func(v *streamServer, _ goja.FunctionCall) any { v.handle.Ref(); return nil },
		"serverUnref":  func(v *streamServer, _ goja.FunctionCall) any { v.handle.Unref(); return nil },
		"serverHasRef": func(v *streamServer, _ goja.FunctionCall) any { return v.handle.HasRef() },
		"serverClose":  func(v *streamServer, call goja.FunctionCall) any { v.close(h.closer(call.Argument(1))); return nil },
		"serverName":   func(v *streamServer, _ goja.FunctionCall) any { return h.endpoint(v.listener.Addr()) },
	} {
		h.function(natives, name, func(call goja.FunctionCall) goja.Value {
			if v := act(call.Argument(0).Export().(*streamServer), call); v != nil {
				return h.Runtime.ToValue(v)
			}
			return goja.Undefined()
		})
	}
}

func (h *Host) listening(l net.Listener, err error, onConnection goja.Value) goja.Value {
	if err != nil {
		return h.Runtime.ToValue(netErrno(err))
	}
	call := h.callable(onConnection)
	return h.Runtime.ToValue(h.serve(l, func(s *byteStream, failure error) error {
		native := goja.Undefined()
		if failure == nil {
			native = h.Runtime.ToValue(s)
		}
		_, err := call(goja.Undefined(), h.Runtime.ToValue(netErrno(failure)), native)
		return err
	}))
}
