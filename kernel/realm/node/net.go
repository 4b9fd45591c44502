package node

import (
	"context"
	"encoding/hex"
	"net"
	"net/netip"
	"strconv"
	"syscall"
	"time"

	"github.com/dop251/goja"
)

// network is what this realm's net needs. The zero network is ready.
type network struct {
	onRead goja.Callable // (this = handle, number of bytes or negative errno, ArrayBuffer)
	buffer []byte
	polled *poller
	// open are the streams and servers of the realm that are not closed.
	open map[openHandle]struct{}
	// life ends with the realm: what asks name servers gives up.
	life   context.Context
	finish context.CancelFunc
}

func (n *network) lifetime() context.Context {
	if n.life == nil {
		n.life, n.finish = context.WithCancel(context.Background())
	}
	return n.life
}

// openHandle is something that a realm must not leave behind.
type openHandle interface{ disconnect() }

func (n *network) opened(o openHandle) {
	if n.open == nil {
		n.open = make(map[openHandle]struct{})
	}
	n.open[o] = struct{}{}
}

// end closes what the program left open, when the loop has ended.
func (n *network) end() {
	for o := range n.open {
		if s, ok := o.(*byteStream); ok && s.abort != nil {
			s.abort()
		}
		o.disconnect()
	}
	n.open = nil
	if n.finish != nil {
		n.finish()
	}
	if n.polled != nil {
		n.polled.end()
	}
}

// poller returns the realm's poller.
func (n *network) poller(h *Host) *poller {
	if n.polled == nil {
		n.polled = &poller{h: h}
	}
	return n.polled
}

// chunk is the buffer that reads go to; what it holds is valid until the next read.
func (n *network) chunk() []byte {
	if n.buffer == nil {
		n.buffer = make([]byte, readChunk)
	}
	return n.buffer
}

// deliverToJS calls the onread of a stream's handle.
func (h *Host) deliverToJS(s *byteStream, data []byte, failure error) error {
	if s.object == nil || h.net.onRead == nil {
		return nil
	}
	if failure != nil {
		details := goja.Undefined()
		if s.pump != nil && tlsFailure(failure) != nil {
			details = h.failureParts(failure)
		}
		_, err := h.net.onRead(s.object, h.Runtime.ToValue(netErrno(failure)), details)
		return err
	}
	_, err := h.net.onRead(s.object, h.Runtime.ToValue(len(data)), h.arrayBuffer(append([]byte(nil), data...)))
	return err
}

// streamOf returns the stream below what JavaScript has as socket._handle, or below the value that natives take.
func (h *Host) streamOf(v goja.Value) *byteStream {
	if s, ok := v.Export().(*byteStream); ok {
		return s
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	native := o.Get("native")
	if native == nil {
		return nil
	}
	s, _ := native.Export().(*byteStream)
	return s
}

// answerer makes a Go answer of a JavaScript callback(errno).
func (h *Host) answerer(fn goja.Value) func(error) error {
	call, ok := goja.AssertFunction(fn)
	if !ok {
		return nil
	}
	return func(failure error) error {
		_, err := call(goja.Undefined(), h.Runtime.ToValue(netErrno(failure)))
		return err
	}
}

// bindNet gives js/internal/net/handle.js the byte streams of netstream.go.
func bindNet(h *Host, natives *goja.Object) {
	stream := func(name string, fn func(s *byteStream, call goja.FunctionCall) any) {
		h.function(natives, name, func(call goja.FunctionCall) goja.Value {
			s, ok := call.Argument(0).Export().(*byteStream)
			if !ok {
				panic(h.Runtime.NewTypeError("Illegal invocation"))
			}
			if v := fn(s, call); v != nil {
				return h.Runtime.ToValue(v)
			}
			return goja.Undefined()
		})
	}
	// onRead(fn): fn.call(handle, bytes or errno, ArrayBuffer) for every stream
	h.function(natives, "onRead", func(call goja.FunctionCall) goja.Value {
		h.net.onRead = h.callable(call.Argument(0))
		return goja.Undefined()
	})
	h.function(natives, "newStream", func(goja.FunctionCall) goja.Value { return h.Runtime.ToValue(h.newStream(nil)) })
	// kind(fd) is "TCP", "PIPE" …; open(fd) returns a stream on one of these two, or a negative errno.
	h.function(natives, "kind", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(descriptorKind(integer(call.Argument(0))))
	})
	h.function(natives, "open", func(call goja.FunctionCall) goja.Value {
		c, err := connOfDescriptor(integer(call.Argument(0)))
		if err != nil {
			return h.Runtime.ToValue(netErrno(err))
		}
		return h.Runtime.ToValue(h.newStream(c))
	})
	// attach(stream, handle)
	stream("attach", func(s *byteStream, call goja.FunctionCall) any {
		s.object, _ = call.Argument(1).(*goja.Object)
		return nil
	})
	stream("readStart", func(s *byteStream, _ goja.FunctionCall) any { s.readStart(); return nil })
	stream("readStop", func(s *byteStream, _ goja.FunctionCall) any { s.readStop(); return nil })
	stream("ref", func(s *byteStream, _ goja.FunctionCall) any { s.ref(); return nil })
	stream("unref", func(s *byteStream, _ goja.FunctionCall) any { s.unref(); return nil })
	stream("hasRef", func(s *byteStream, _ goja.FunctionCall) any { return !s.unrefed && !s.closed })
	stream("bytesRead", func(s *byteStream, _ goja.FunctionCall) any { return s.bytesRead })
	stream("bytesWritten", func(s *byteStream, _ goja.FunctionCall) any { return s.bytesWritten })
	stream("queueSize", func(s *byteStream, _ goja.FunctionCall) any { return s.writes.size.Load() })
	h.bindNetRequests(natives, stream)
	h.bindNetOptions(stream)
	h.bindListen(natives)
}

// bindAddress gives js/internal/net/address.js parse(text, family 4 or 6): [canonical text, hexadecimal number], or
// undefined.
func bindAddress(h *Host, natives *goja.Object) {
	h.function(natives, "parse", func(call goja.FunctionCall) goja.Value {
		ip, err := netip.ParseAddr(call.Argument(0).String())
		if err != nil || ip.Zone() != "" || ip.Is4() != (integer(call.Argument(1)) == 4) {
			return goja.Undefined()
		}
		return h.Runtime.NewArray(ip.String(), hex.EncodeToString(ip.AsSlice()))
	})
}

type streamNative = func(name string, fn func(s *byteStream, call goja.FunctionCall) any)

// bindNetRequests adds what is answered later: callbacks get a negative errno or 0.
func (h *Host) bindNetRequests(natives *goja.Object, stream streamNative) {
	// write(stream, string or view, encoding, callback) returns 0: written, 1: callback comes, or a negative errno.
	stream("write", func(s *byteStream, call goja.FunctionCall) any {
		return written(s.write([][]byte{h.piece(call.Argument(1), call.Argument(2))}, h.answerer(call.Argument(3))))
	})
	// writev(stream, [piece, encoding, …], callback)
	stream("writev", func(s *byteStream, call goja.FunctionCall) any {
		list := h.elements(call.Argument(1))
		pieces := make([][]byte, 0, len(list)/2)
		for i := 0; i+1 < len(list); i += 2 {
			pieces = append(pieces, h.piece(list[i], list[i+1]))
		}
		return written(s.write(pieces, h.answerer(call.Argument(2))))
	})
	stream("shutdown", func(s *byteStream, call goja.FunctionCall) any {
		if s.conn == nil {
			return -uvNumber(syscall.ENOTCONN)
		}
		s.shutdown(h.answerer(call.Argument(1)))
		return 0
	})
	// close(stream, callback)
	stream("close", func(s *byteStream, call goja.FunctionCall) any { s.close(h.closer(call.Argument(1))); return nil })
	stream("reset", func(s *byteStream, call goja.FunctionCall) any { return netErrno(s.reset(h.closer(call.Argument(1)))) })
	// connect(stream, address, port, local address, local port, callback)
	stream("connect", func(s *byteStream, call goja.FunctionCall) any {
		d, err := tcpDialing(call.Argument(1).String(), integer(call.Argument(2)), call.Argument(3), call.Argument(4))
		if err != nil {
			return netErrno(err)
		}
		return netErrno(s.connect(d, h.answerer(call.Argument(5))))
	})
	// connectPath(stream, path, callback)
	stream("connectPath", func(s *byteStream, call goja.FunctionCall) any {
		return netErrno(s.connect(&dialing{network: "unix", address: call.Argument(1).String()}, h.answerer(call.Argument(2))))
	})
}

// closer makes a task of the closing phase of a callback, if there is one.
func (h *Host) closer(fn goja.Value) func() error {
	if call, ok := goja.AssertFunction(fn); ok {
		return func() error {
			_, err := call(goja.Undefined())
			return err
		}
	}
	return nil
}

// piece is what a program writes: a string in an encoding (by Node's names), or bytes, which are not copied.
func (h *Host) piece(v, encoding goja.Value) []byte {
	if s, ok := v.(goja.String); ok {
		return encode(s, encoding.String())
	}
	return h.bytesOf(v)
}

func written(done bool, err error) int {
	switch {
	case err != nil:
		return netErrno(err)
	case done:
		return 0
	}
	return 1
}

// bindNetOptions adds what asks and sets at once.
func (h *Host) bindNetOptions(stream streamNative) {
	// sockname(stream) and peername(stream) return [address, port, family], or undefined.
	stream("sockname", func(s *byteStream, _ goja.FunctionCall) any {
		if c, ok := s.conn.(net.Conn); ok {
			return h.endpoint(c.LocalAddr())
		}
		return nil
	})
	stream("peername", func(s *byteStream, _ goja.FunctionCall) any {
		if c, ok := s.conn.(net.Conn); ok {
			return h.endpoint(c.RemoteAddr())
		}
		return nil
	})
	// typeOfService(stream, value or -1) returns the value, or a negative errno.
	stream("typeOfService", func(s *byteStream, call goja.FunctionCall) any {
		now, err := typeOfService(s.conn, integer(call.Argument(1)))
		if err != nil {
			return netErrno(err)
		}
		return now
	})
	stream("setNoDelay", func(s *byteStream, call goja.FunctionCall) any {
		if tcp, ok := s.conn.(*net.TCPConn); ok {
			return netErrno(tcp.SetNoDelay(call.Argument(1).ToBoolean()))
		}
		return 0
	})
	// setKeepAlive(stream, on, seconds before the first probe, between probes, probes)
	stream("setKeepAlive", func(s *byteStream, call goja.FunctionCall) any {
		tcp, ok := s.conn.(*net.TCPConn)
		if !ok {
			return 0
		}
		seconds := func(i int) time.Duration {
			if n := integer(call.Argument(i)); n > 0 {
				return time.Duration(n) * time.Second
			}
			return -1
		}
		return netErrno(tcp.SetKeepAliveConfig(net.KeepAliveConfig{
			Enable: call.Argument(1).ToBoolean(), Idle: seconds(2), Interval: seconds(3), Count: max(integer(call.Argument(4)), -1)}))
	})
}

// endpoint is an address for JavaScript; nil has none (Unix sockets).
func (h *Host) endpoint(a net.Addr) any {
	tcp, ok := a.(*net.TCPAddr)
	if !ok {
		return nil
	}
	ip := tcp.AddrPort().Addr()
	family := "IPv6"
	if ip.Is4() {
		family = "IPv4"
	}
	return h.Runtime.NewArray(ip.String(), tcp.Port, family)
}

// dialing is where a stream connects to.
type dialing struct {
	network string // tcp4, tcp6, unix
	address string // host:port, or a path
	ip      netip.Addr
	port    int
	local   netip.AddrPort // not valid: any
}

// tcpDialing reads the arguments of connect: numeric addresses, as net has looked the name up.
func tcpDialing(address string, port int, localAddress, localPort goja.Value) (*dialing, error) {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return nil, syscall.EINVAL
	}
	d := &dialing{network: "tcp6", address: net.JoinHostPort(address, strconv.Itoa(port)), ip: ip, port: port}
	any := netip.IPv6Unspecified()
	if ip.Is4() {
		d.network, any = "tcp4", netip.IPv4Unspecified()
	}
	if localAddress.ToBoolean() {
		if any, err = netip.ParseAddr(localAddress.String()); err != nil || any.Is4() != ip.Is4() {
			return nil, syscall.EINVAL
		}
	}
	if localAddress.ToBoolean() || localPort.ToBoolean() {
		d.local = netip.AddrPortFrom(any, uint16(clamp(localPort, 0, 65535)))
	}
	return d, nil
}

// connect connects the stream and calls done in a scope of the poll phase; it holds the loop and the cell until then. An
// error that is returned ends it before it began.
func (s *byteStream) connect(d *dialing, done func(error) error) error {
	if polls {
		return s.connectPolled(d, done)
	}
	r := s.h.newRequest(nil)
	ctx, cancel := context.WithCancel(context.Background())
	s.abort = cancel
	go func() {
		c, err := d.dial(ctx)
		cancel()
		r.send(func() error {
			s.abort = nil
			switch {
			case s.closed && err == nil:
				_ = c.Close()
				err = net.ErrClosed
			case s.closed:
				err = net.ErrClosed
			case err == nil:
				s.connected(c)
			}
			return done(err)
		})
	}()
	return nil
}

// connected makes a client's stream of one that has dialled.
func (s *byteStream) connected(c conn) {
	s.dialled = true
	s.adopt(c)
	s.asked(answerPatience)
}

// dial connects; any goroutine.
func (d *dialing) dial(ctx context.Context) (conn, error) {
	dialer := net.Dialer{KeepAlive: -1}
	if d.local.IsValid() {
		dialer.LocalAddr = net.TCPAddrFromAddrPort(d.local)
	}
	dialer.SetMultipathTCP(false)
	c, err := dialer.DialContext(ctx, d.network, d.address)
	if err != nil {
		return nil, err
	}
	return c, nil
}
