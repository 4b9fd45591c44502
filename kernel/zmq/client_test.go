package zmq

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"loopbook/kernel/wire"
)

const testKey = "a-key"

// patience bounds every wait of a test; nothing is expected to come near it.
const patience = 20 * time.Second

// noDeadline is for benchmarks, which take as long as they are told to.
var noDeadline time.Time

// A server is what the tests talk to.
type server struct {
	*Sockets
	info    *wire.ConnectionInfo
	session *wire.Session
	log     *logBuffer
}

// A logBuffer is a log that can be read while it is written.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func (l *logBuffer) count(text string) int { return strings.Count(l.String(), text) }

func newSession(t testing.TB) *wire.Session {
	t.Helper()
	s, err := wire.NewSession([]byte(testKey), "")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// listen serves on free ports of the loopback until the test ends.
func listen(t testing.TB, o Options) *server {
	t.Helper()
	return listenOn(t, &wire.ConnectionInfo{Transport: "tcp", IP: "127.0.0.1"}, o)
}

func listenOn(t testing.TB, info *wire.ConnectionInfo, o Options) *server {
	t.Helper()
	log := &logBuffer{}
	o.Log = slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	info.Key = testKey
	session := newSession(t)
	s, err := Listen(info, session, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(0) })
	return &server{s, info, session, log}
}

// echo answers every request on shell, control and stdin with its own content and buffers until the sockets close.
func (s *server) echo(t testing.TB) {
	var running sync.WaitGroup
	for _, ch := range []wire.Channel{wire.Shell, wire.Control, wire.Stdin} {
		running.Go(func() {
			for {
				request, err := s.Recv(context.Background(), ch)
				if err != nil {
					return
				}
				if err := s.Send(ch, s.reply(t, request)); err != nil && !errors.Is(err, ErrNoPeer) && !errors.Is(err, net.ErrClosed) && !errors.Is(err, ErrStalled) {
					t.Errorf("reply on %s: %v", ch, err)
				}
			}
		})
	}
	t.Cleanup(func() {
		s.Close(0)
		running.Wait()
	})
}

func (s *server) reply(t testing.TB, request *wire.Message) *wire.Message {
	m, err := s.session.New("reply", request, request.Content)
	if err != nil {
		t.Error(err)
		return request
	}
	m.Identities, m.Buffers = request.Identities, request.Buffers
	return m
}

// recv returns the next message on a channel.
func (s *server) recv(t testing.TB, ch wire.Channel) *wire.Message {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	m, err := s.Recv(ctx, ch)
	if err != nil {
		t.Fatalf("receiving on %s: %v\n%s", ch, err, s.log)
	}
	return m
}

// publish sends a stream of text on iopub.
func (s *server) publish(t testing.TB, topic, text string) {
	t.Helper()
	m, err := s.session.New("stream", nil, wire.Stream{Name: "stdout", Text: text})
	if err != nil {
		t.Fatal(err)
	}
	m.Identities = [][]byte{[]byte(topic)}
	if err := s.Send(wire.IOPub, m); err != nil {
		t.Fatal(err)
	}
}

// waitFor waits until the condition holds.
func waitFor(t testing.TB, what string, condition func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if condition() {
			return
		}
	}
	t.Fatalf("never: %s", what)
}

// peers returns how many peers a channel has.
func (s *server) peers(ch wire.Channel) int {
	k := s.sockets[ch]
	k.mu.Lock()
	defer k.mu.Unlock()
	return len(k.peers)
}

// A client is the other side of the wire, byte by byte: it knows ZMTP 3.0 and has no idea what is allowed.
type client struct {
	net.Conn
	t testing.TB
	r *bufio.Reader
}

// address returns where a channel listens.
func (s *server) address(ch wire.Channel) (network, address string) {
	if s.info.Transport == "ipc" {
		return "unix", strings.TrimPrefix(s.info.Endpoint(ch), "ipc://")
	}
	return "tcp", strings.TrimPrefix(s.info.Endpoint(ch), "tcp://")
}

// dialRaw connects and says nothing.
func (s *server) dialRaw(t testing.TB, ch wire.Channel) *client {
	t.Helper()
	network, address := s.address(ch)
	c, err := net.Dial(network, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	c.SetDeadline(time.Now().Add(2 * patience))
	return &client{c, t, bufio.NewReader(c)}
}

// dial connects as a socket of the given type, with an identity unless it is empty.
func (s *server) dial(t testing.TB, ch wire.Channel, kind, identity string) *client {
	t.Helper()
	c := s.dialRaw(t, ch)
	c.write(greeting())
	c.write(frame(commandBit, ready(kind, identity)))
	var g [greetingSize]byte
	c.read(g[:])
	if flags, body := c.readFrame(); flags != commandBit || !bytes.HasPrefix(body, []byte("\x05READY")) {
		t.Fatalf("instead of READY: %#x %q", flags, body)
	}
	return c
}

// subscribe is a SUB with one subscription, whose welcome it has read.
func (s *server) subscribe(t testing.TB, topic string) *client {
	t.Helper()
	c := s.dial(t, wire.IOPub, "SUB", "")
	c.send([]byte("\x01" + topic))
	c.message()
	return c
}

func greeting() []byte {
	g := make([]byte, greetingSize)
	g[0], g[9], g[10] = 0xFF, 0x7F, 3
	copy(g[12:], "NULL")
	return g
}

func ready(kind, identity string) []byte {
	b := append([]byte("\x05READY"), property("Socket-Type", kind)...)
	if identity != "" {
		b = append(b, property("Identity", identity)...)
	}
	return b
}

func property(name, value string) []byte {
	b := append([]byte{byte(len(name))}, name...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(value)))
	return append(b, value...)
}

// frame returns a frame, long when its body is.
func frame(flags byte, body []byte) []byte {
	if len(body) < 256 {
		return append([]byte{flags, byte(len(body))}, body...)
	}
	return append(header(flags, uint64(len(body))), body...)
}

// header returns a long header, whatever it claims.
func header(flags byte, size uint64) []byte {
	return binary.BigEndian.AppendUint64([]byte{flags | longBit}, size)
}

func (c *client) write(p []byte) {
	c.t.Helper()
	if _, err := c.Write(p); err != nil {
		c.t.Fatalf("client cannot write: %v", err)
	}
}

func (c *client) read(p []byte) {
	c.t.Helper()
	if _, err := io.ReadFull(c.r, p); err != nil {
		c.t.Fatalf("client cannot read: %v", err)
	}
}

// send writes a message.
func (c *client) send(frames ...[]byte) {
	c.t.Helper()
	var all []byte
	for i, f := range frames {
		flags := byte(moreBit)
		if i == len(frames)-1 {
			flags = 0
		}
		all = append(all, frame(flags, f)...)
	}
	c.write(all)
}

func (c *client) readFrame() (flags byte, body []byte) {
	c.t.Helper()
	flags, body, err := readFrame(c.r)
	if err != nil {
		c.t.Fatalf("client cannot read a frame: %v", err)
	}
	return flags, body
}

func readFrame(r io.Reader) (flags byte, body []byte, err error) {
	var h [longHeaderSize]byte
	if _, err := io.ReadFull(r, h[:2]); err != nil {
		return 0, nil, err
	}
	size := uint64(h[1])
	if h[0]&longBit != 0 {
		if _, err := io.ReadFull(r, h[2:]); err != nil {
			return 0, nil, err
		}
		size = binary.BigEndian.Uint64(h[1:])
	}
	body = make([]byte, size)
	_, err = io.ReadFull(r, body)
	return h[0] &^ longBit, body, err
}

// recv reads a message's frames.
func (c *client) recv() [][]byte {
	c.t.Helper()
	var frames [][]byte
	for {
		flags, body := c.readFrame()
		if flags&commandBit != 0 {
			c.t.Fatalf("command %q where a message was expected", body)
		}
		frames = append(frames, body)
		if flags&moreBit == 0 {
			return frames
		}
	}
}

// message reads a message and decodes it.
func (c *client) message() *wire.Message {
	c.t.Helper()
	m, err := newSession(c.t).Decode(c.recv())
	if err != nil {
		c.t.Fatal(err)
	}
	return m
}

// request sends a signed message with the given text and returns its id.
func (c *client) request(text string) string {
	c.t.Helper()
	m, frames := signed(c.t, text)
	c.send(frames...)
	return m.Header.MsgID
}

// signed returns a message of a session of its own.
func signed(t testing.TB, text string) (*wire.Message, [][]byte) {
	t.Helper()
	s := newSession(t)
	m, err := s.New("request", nil, map[string]any{"text": text})
	if err != nil {
		t.Fatal(err)
	}
	frames, err := s.Encode(m)
	if err != nil {
		t.Fatal(err)
	}
	return m, frames
}

// roundTrip sends a request and checks that its own reply comes back.
func (c *client) roundTrip(text string) {
	c.t.Helper()
	id := c.request(text)
	if m := c.message(); !strings.Contains(string(m.Parent), id) {
		c.t.Fatalf("reply to %s, want to %s", m.Parent, id)
	}
}

// closed waits for the server to close the connection, discarding what it still sends.
func (c *client) closed() {
	c.t.Helper()
	_, err := io.Copy(io.Discard, c.r)
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		c.t.Fatal("the server did not close the connection")
	}
}
