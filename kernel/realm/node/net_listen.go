package node

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"strconv"
	"syscall"
	"time"

	"github.com/dop251/goja"

	"loopbook/scheduler"
)

// streamServer accepts connections: one in a poll phase, as libuv does.
type streamServer struct {
	h        *Host
	handle   *scheduler.Handle
	listener net.Listener
	// onConnection is called in a scope of the poll phase for each connection: with one, or with an error of accept.
	onConnection func(s *byteStream, err error) error
	closed       bool

	raw  syscall.RawConn // where there is a poller
	slot *slot
	// Elsewhere a goroutine accepts; acceptLimit connections wait for the loop, the others in the kernel.
	room chan struct{}
	end  chan struct{}
}

const acceptLimit = 64

// serve makes a server of a listener, with a handle of the current context, and begins to accept.
func (h *Host) serve(l net.Listener, onConnection func(*byteStream, error) error) *streamServer {
	v := &streamServer{h: h, handle: h.Loop.NewHandle(), listener: l, onConnection: onConnection}
	h.net.opened(v)
	has, ok := l.(syscall.Conn)
	if !polls || !ok {
		v.room, v.end = make(chan struct{}, acceptLimit), make(chan struct{})
		go v.accepting()
		return v
	}
	v.raw, _ = has.SyscallConn()
	_ = v.raw.Control(func(fd uintptr) { v.slot = h.net.poller(h).add(int(fd), v.ready) })
	v.slot.want(pollIn)
	return v
}

// ready accepts one connection.
func (v *streamServer) ready(uint32) {
	c, err := acceptNow(v.raw)
	switch {
	case errors.Is(err, errWouldBlock):
	case err == nil:
		v.handle.Scope(func() error { return v.onConnection(v.h.newStream(c), nil) })
	default:
		v.rest()
		v.handle.Scope(func() error { return v.onConnection(nil, err) })
	}
}

// acceptPause is how long a server rests that could not accept: too many files are open.
const acceptPause = 20 * time.Millisecond

func (v *streamServer) rest() {
	v.slot.want(0)
	time.AfterFunc(acceptPause, func() {
		v.handle.Post(func() error {
			v.slot.want(pollIn)
			return nil
		})
	})
}

// accepting accepts where there is no poller.
func (v *streamServer) accepting() {
	for {
		c, err := v.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		select {
		case v.room <- struct{}{}:
		case <-v.end:
			if err == nil {
				_ = c.Close()
			}
			return
		}
		if err != nil {
			time.Sleep(acceptPause)
		}
		v.h.Loop.Post(func() error { return v.arrive(c, err) })
	}
}

// arrive hands a connection to the program.
func (v *streamServer) arrive(c net.Conn, err error) error {
	<-v.room
	if v.closed {
		if err == nil {
			_ = c.Close()
		}
		return nil
	}
	v.handle.Post(func() error {
		if err != nil {
			return v.onConnection(nil, err)
		}
		return v.onConnection(v.h.newStream(c), nil)
	})
	return nil
}

// close stops accepting; done, which may be nil, is called in the closing phase.
func (v *streamServer) close(done func() error) {
	if v.closed {
		return
	}
	v.closed = true
	delete(v.h.net.open, v)
	v.disconnect()
	v.h.net.poller(v.h).stir()
	v.handle.Close(done)
}

// disconnect closes the listener.
func (v *streamServer) disconnect() {
	if v.slot != nil {
		v.slot.want(0)
	} else {
		close(v.end)
	}
	_ = v.listener.Close()
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

// listenPath listens at a path of the file system, which is removed by close. That there is no such directory is EACCES, as
// libuv has it.
func listenPath(path string) (net.Listener, error) {
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if errors.Is(err, syscall.ENOENT) {
		return nil, syscall.EACCES
	}
	return l, err
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
	// listenFd(fd, onConnection)
	h.function(natives, "listenFd", func(call goja.FunctionCall) goja.Value {
		f := os.NewFile(uintptr(integer(call.Argument(0))), "listener")
		if f == nil {
			return h.Runtime.ToValue(-uvNumber(syscall.EBADF))
		}
		l, err := net.FileListener(f)
		_ = f.Close()
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
