package node

import (
	"context"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"sync"
	"time"

	"github.com/dop251/goja"
)

// tlsConn is the conn below a TLSSocket.
type tlsConn struct {
	*tls.Conn
	below net.Conn
}

// Read takes a connection that ended without a good-bye for one that ended.
func (c *tlsConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	return n, err
}

// CloseWrite says good-bye and ends the direction below, too.
func (c *tlsConn) CloseWrite() error {
	err := c.Conn.CloseWrite()
	if half, ok := c.below.(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite()
	}
	return err
}

// before is a connection of which some bytes have been read already.
type before struct {
	net.Conn
	bytes []byte
}

func (c *before) Read(b []byte) (int, error) {
	if len(c.bytes) > 0 {
		n := copy(b, c.bytes)
		c.bytes = c.bytes[n:]
		return n, nil
	}
	return c.Conn.Read(b)
}

func (c *before) CloseWrite() error { return endWriting(c.Conn) }

// tlsStream is a byteStream with TLS, and what JavaScript wants to know of it.
type tlsStream struct {
	*byteStream
	tls      *tls.Conn
	context  *secureContext
	isServer bool
	below    net.Conn
	ended    context.Context // of the handshake
	stop     context.CancelFunc
	verdict  verdict
	own      *tls.Certificate
	// checked is the state in which a client asks whether it likes its server, before it tells that who it is.
	checked *tls.ConnectionState

	// Called on the loop goroutine.
	onSession, onKeylog goja.Callable
	onVerify            goja.Callable // (): whether a client goes on; nil: it does
	onServerName        goja.Callable // (name, answer(context or undefined or error)) of a server; nil: not asked
	onALPN              goja.Callable // (name, protocols): the protocol, or undefined
}

// secure puts TLS on top of a connection. options is the object of js/internal/tls/socket.js.
func (h *Host) secure(below net.Conn, ctx *secureContext, options *goja.Object) *tlsStream {
	s := &tlsStream{below: below, context: ctx, isServer: options.Get("isServer").ToBoolean()}
	config := ctx.config.Clone()
	config.NextProtos = protocols(h.bytesOf(options.Get("ALPNProtocols")))
	own := func(name string) goja.Callable {
		fn, _ := goja.AssertFunction(options.Get(name))
		return fn
	}
	s.onSession, s.onKeylog, s.onServerName, s.onALPN = own("onSession"), own("onKeylog"), own("onServerName"), own("onALPN")
	s.onVerify = own("onVerify")
	if s.onKeylog != nil {
		config.KeyLogWriter = keylog{s}
	}
	config.VerifyConnection = s.judge
	if s.isServer {
		s.serverConfig(config, options)
		s.tls = tls.Server(below, config)
	} else {
		s.clientConfig(config, options, h)
		s.tls = tls.Client(below, config)
	}
	s.byteStream = h.newStream(&tlsConn{s.tls, below})
	s.dialled = !s.isServer
	_, s.unrefed = below.(*bridge) // what is below holds the loop, if it wants to
	return s
}

func (s *tlsStream) clientConfig(config *tls.Config, options *goja.Object, h *Host) {
	config.InsecureSkipVerify = true // judge does, and JavaScript decides
	if name := options.Get("servername"); name.ToBoolean() {
		config.ServerName = name.String()
	}
	config.ClientSessionCache = &sessionCache{s: s, first: resumption(h.bytesOf(options.Get("session")))}
	if certs := s.context.certificates; len(certs) > 0 {
		config.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			s.own = &certs[0]
			return &certs[0], nil
		}
	}
}

func (s *tlsStream) serverConfig(config *tls.Config, options *goja.Object) {
	config.Certificates = usable(s.context.certificates)
	if options.Get("requestCert").ToBoolean() {
		config.ClientAuth = tls.RequestClientCert
		if options.Get("rejectUnauthorized").ToBoolean() {
			config.ClientAuth = tls.RequireAnyClientCert
		}
	}
	if s.onServerName == nil && s.onALPN == nil {
		return
	}
	config.GetConfigForClient = func(hello *tls.ClientHelloInfo) (*tls.Config, error) { return s.ask(config, hello) }
}

// usable leaves out certificates without a key.
func usable(list []tls.Certificate) (kept []tls.Certificate) {
	for _, c := range list {
		if c.PrivateKey != nil {
			kept = append(kept, c)
		}
	}
	return kept
}

// judge notes what is to be said of the other side. A client that does not like its server hangs up without a word, as
// Node's does; a server goes on and decides in JavaScript.
func (s *tlsStream) judge(state tls.ConnectionState) error {
	s.verdict = verifyPeer(state.PeerCertificates, s.context, s.isServer)
	if s.isServer || s.onVerify == nil {
		return nil
	}
	answers := make(chan bool, 1)
	s.handle.Post(func() error {
		s.checked = &state
		v, err := s.onVerify(goja.Undefined())
		answers <- err == nil && v.ToBoolean()
		return err
	})
	select {
	case ok := <-answers:
		if ok {
			return nil
		}
	case <-s.ended.Done():
	}
	s.hangUp()
	return errRejected
}

// hangUp ends a connection so that the other side sees its end, not that it was reset because something was not read.
func (s *tlsStream) hangUp() {
	_ = endWriting(s.below)
	_ = s.below.SetReadDeadline(time.Now().Add(hangUpTime))
	_, _ = io.Copy(io.Discard, s.below)
	_ = s.below.Close()
}

// hangUpTime is how long the other side may take to hang up, too.
const hangUpTime = 50 * time.Millisecond

var errRejected = errors.New("tls: the other side was rejected")

// state is that of the connection, also in the middle of the handshake.
func (s *tlsStream) state() tls.ConnectionState {
	if s.checked != nil {
		return *s.checked
	}
	return s.tls.ConnectionState()
}

// reply is what JavaScript said to the name and the protocols of a client.
type reply struct {
	context  *secureContext
	protocol string
	decided  bool
	err      error
}

var errCallback = errors.New("tls: the callback failed")

// ask asks JavaScript about a client, from the goroutine of the handshake.
func (s *tlsStream) ask(config *tls.Config, hello *tls.ClientHelloInfo) (*tls.Config, error) {
	answers := make(chan reply, 1)
	s.handle.Post(func() error { return s.askJS(hello.ServerName, hello.SupportedProtos, answers) })
	var r reply
	select {
	case r = <-answers:
	case <-hello.Context().Done():
		return nil, hello.Context().Err()
	}
	if r.err != nil {
		return nil, r.err
	}
	chosen := config.Clone()
	chosen.GetConfigForClient = nil
	if r.context != nil {
		chosen.Certificates = usable(r.context.certificates)
		s.context = &secureContext{r.context.certificates, s.context.authorities, s.context.partial, s.context.config}
		if r.context.authorities != nil {
			s.context.authorities = r.context.authorities
		}
	}
	if r.decided {
		chosen.NextProtos = []string{r.protocol}
		if r.protocol == "" {
			chosen.NextProtos = []string{"\x00none"} // nothing that a client could have offered
		}
	}
	return chosen, nil
}

// askJS calls the callbacks; answers gets exactly one reply.
func (s *tlsStream) askJS(name string, offered []string, answers chan<- reply) error {
	var r reply
	if s.onALPN != nil && len(offered) > 0 {
		list := s.h.stringList(offered)
		v, err := s.onALPN(goja.Undefined(), s.h.Runtime.ToValue(name), list)
		if err != nil {
			answers <- reply{err: errCallback}
			return err
		}
		r.decided = true
		if !goja.IsUndefined(v) {
			r.protocol = v.String()
		}
	}
	if s.onServerName == nil || name == "" {
		answers <- r
		return nil
	}
	var once sync.Once
	answer := func(call goja.FunctionCall) goja.Value {
		once.Do(func() {
			if call.Argument(0).ToBoolean() {
				r.err = errCallback
			}
			r.context, _ = call.Argument(1).Export().(*secureContext)
			answers <- r
		})
		return goja.Undefined()
	}
	_, err := s.onServerName(goja.Undefined(), s.h.Runtime.ToValue(name), s.h.Runtime.ToValue(answer))
	if err != nil {
		once.Do(func() { answers <- reply{err: errCallback} })
	}
	return err
}

// handshake begins; done gets undefined, or parts of an error (failureParts). A client's holds the loop and the cell.
func (s *tlsStream) handshake(done goja.Callable) {
	ctx, cancel := context.WithCancel(context.Background())
	s.ended, s.stop = ctx, cancel
	finish := func(err error) error {
		s.checked = nil
		failure := goja.Undefined()
		if err != nil {
			failure = s.h.failureParts(err)
		}
		_, thrown := done(goja.Undefined(), failure)
		return thrown
	}
	answer := func(err error) { s.handle.Post(func() error { return finish(err) }) }
	if s.isServer {
		s.busy = true
		s.hold()
	} else {
		r := s.h.newRequest(finish)
		answer = r.later
	}
	go func() {
		err := s.tls.HandshakeContext(ctx)
		cancel()
		answer(err)
	}()
}

// protocols reads ALPN's list: each name behind its length.
func protocols(b []byte) (list []string) {
	for len(b) > 0 && len(b) > int(b[0]) {
		list = append(list, string(b[1:1+int(b[0])]))
		b = b[1+int(b[0]):]
	}
	return list
}

// keylog takes the lines of an NSS key log.
type keylog struct{ s *tlsStream }

func (k keylog) Write(b []byte) (int, error) {
	line := append([]byte(nil), b...)
	k.s.handle.Post(func() error {
		_, err := k.s.onKeylog(goja.Undefined(), k.s.h.arrayBuffer(line))
		return err
	})
	return len(b), nil
}

// sessionCache is the memory of one connection: the session it may resume, and where new ones go.
type sessionCache struct {
	s     *tlsStream
	first *tls.ClientSessionState
}

func (c *sessionCache) Get(string) (*tls.ClientSessionState, bool) { return c.first, c.first != nil }

func (c *sessionCache) Put(_ string, state *tls.ClientSessionState) {
	b := sessionBytes(state)
	if b == nil {
		return
	}
	c.s.handle.Post(func() error {
		if c.s.onSession == nil {
			return nil
		}
		_, err := c.s.onSession(goja.Undefined(), c.s.h.arrayBuffer(b))
		return err
	})
}

// sessionBytes is a session as getSession returns it: the length of the ticket, the ticket, the state.
func sessionBytes(state *tls.ClientSessionState) []byte {
	if state == nil {
		return nil
	}
	ticket, session, err := state.ResumptionState()
	if err != nil || session == nil {
		return nil
	}
	b, err := session.Bytes()
	if err != nil {
		return nil
	}
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(len(ticket))), ticket...), b...)
}

// resumption reads such bytes; nil if they are none: there will be a full handshake.
func resumption(b []byte) *tls.ClientSessionState {
	if len(b) < 4 || uint64(len(b)-4) < uint64(binary.BigEndian.Uint32(b)) {
		return nil
	}
	n := binary.BigEndian.Uint32(b)
	session, err := tls.ParseSessionState(b[4+n:])
	if err != nil {
		return nil
	}
	state, err := tls.NewResumptionState(append([]byte(nil), b[4:4+n]...), session)
	if err != nil {
		return nil
	}
	return state
}
