package zmq

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/go-zeromq/zmq4"

	"loopbook/kernel/wire"
)

// maxUnixPath is the longest path of a Unix socket: sun_path has 108 bytes on Linux, 104 on macOS, with a NUL.
const maxUnixPath = 103

// maxSmall bounds messages on iopub and heartbeat, where a peer has next to nothing to say.
const maxSmall = 64 << 10

// maxEchoes is how many bytes of heartbeats a peer may leave unread before it is read no further.
const maxEchoes = 256 << 10

// Listen binds all five channels and serves them until Close. Ports that are 0 in info are chosen and written back; on
// error nothing is bound and info is as it was. The session signs and checks the messages.
func Listen(info *wire.ConnectionInfo, session *wire.Session, o Options) (*Sockets, error) {
	o = o.withDefaults()
	bound := *info
	listeners := map[wire.Channel]net.Listener{}
	for _, ch := range wire.Channels() {
		l, err := bind(&bound, ch)
		if err != nil {
			closeAll(listeners)
			return nil, fmt.Errorf("zmq: %s channel cannot listen on %s: %w", ch, bound.Endpoint(ch), err)
		}
		listeners[ch] = l
	}
	*info = bound
	return serve(listeners, session, o), nil
}

func closeAll(listeners map[wire.Channel]net.Listener) {
	for _, l := range listeners {
		l.Close()
	}
}

// bind listens where info says the channel is.
func bind(info *wire.ConnectionInfo, ch wire.Channel) (net.Listener, error) {
	port := info.Port(ch)
	if info.Transport == "ipc" {
		return bindUnix(info, port)
	}
	ip := info.IP
	if ip == "*" {
		ip = ""
	}
	if n := len(ip); n > 2 && ip[0] == '[' && ip[n-1] == ']' {
		ip = ip[1 : n-1]
	}
	l, err := net.Listen("tcp", net.JoinHostPort(ip, strconv.Itoa(*port)))
	if err != nil {
		return nil, reason(err)
	}
	*port = l.Addr().(*net.TCPAddr).Port
	return l, nil
}

// bindUnix listens on the socket file of a port; for port 0 on the first that is not taken.
func bindUnix(info *wire.ConnectionInfo, port *int) (net.Listener, error) {
	if *port != 0 {
		return listenUnix(unixPath(info, *port))
	}
	for n := 1; n < 1<<16; n++ {
		if _, err := os.Lstat(unixPath(info, n)); err == nil || usesPort(info, n) {
			continue
		}
		*port = n
		return listenUnix(unixPath(info, n))
	}
	return nil, errors.New("all 65535 names are taken")
}

func unixPath(info *wire.ConnectionInfo, port int) string { return info.IP + "-" + strconv.Itoa(port) }

func usesPort(info *wire.ConnectionInfo, n int) bool {
	for _, ch := range wire.Channels() {
		if *info.Port(ch) == n {
			return true
		}
	}
	return false
}

// listenUnix listens on a socket file. One that a killed process left behind is removed, as libzmq does; one that
// somebody still listens on is not.
func listenUnix(path string) (net.Listener, error) {
	if len(path) > maxUnixPath {
		return nil, fmt.Errorf("the path has %d bytes, a socket's at most %d", len(path), maxUnixPath)
	}
	l, err := net.Listen("unix", path)
	if err != nil && isStale(path) && os.Remove(path) == nil {
		l, err = net.Listen("unix", path)
	}
	if err != nil {
		return nil, reason(err)
	}
	return l, nil
}

// isStale reports whether path is a socket file without a process behind it.
func isStale(path string) bool {
	st, err := os.Lstat(path)
	if err != nil || st.Mode().Type() != os.ModeSocket {
		return false
	}
	c, err := net.Dial("unix", path)
	if err == nil {
		c.Close()
	}
	return errors.Is(err, syscall.ECONNREFUSED)
}

// reason strips what the caller's sentence says already: "listen tcp 127.0.0.1:1: ".
func reason(err error) error {
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Err
	}
	return err
}

// serve starts the sockets.
func serve(listeners map[wire.Channel]net.Listener, session *wire.Session, o Options) *Sockets {
	s := &Sockets{session: session, sockets: map[wire.Channel]*socket{}, routers: map[wire.Channel]*router{}}
	budget := newBudget(2 * o.MaxMessage)
	buffers := &sync.Pool{New: func() any { return new(outputBuffer) }}
	for ch, l := range listeners {
		k := &socket{
			channel: ch, options: o, maxMessage: o.MaxMessage, log: o.Log.With("channel", ch.String()), listener: l,
			pool: &pool{total: 2 * o.limits.queueBytes}, budget: budget, buffers: buffers,
			closing: make(chan struct{}), shaking: map[net.Conn]time.Time{}, peers: map[*peer]time.Time{},
		}
		switch ch {
		case wire.IOPub:
			s.publisher = newPublisher(session)
			k.kind, k.role, k.maxMessage = zmq4.XPub, s.publisher, maxSmall
		case wire.Heartbeat:
			k.kind, k.role, k.maxMessage = zmq4.Rep, echo{}, maxSmall
			k.options.limits.queueBytes = min(o.limits.queueBytes, maxEchoes)
		default:
			r := newRouter(k, session)
			s.routers[ch] = r
			k.kind, k.role = zmq4.Router, r
		}
		s.sockets[ch] = k
	}
	for _, k := range s.sockets {
		k.running.Go(k.accept)
	}
	return s
}
