package zmq

import (
	"bytes"
	"errors"
	"io"
	"net"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/go-zeromq/zmq4"
	"github.com/go-zeromq/zmq4/security/null"
)

// A tape is a net.Conn that plays bytes and remembers what was written.
type tape struct {
	io.Reader
	written bytes.Buffer
	closed  bool
}

func (t *tape) Write(p []byte) (int, error)      { return t.written.Write(p) }
func (t *tape) Close() error                     { t.closed = true; return nil }
func (t *tape) LocalAddr() net.Addr              { return nil }
func (t *tape) RemoteAddr() net.Addr             { return nil }
func (t *tape) SetDeadline(time.Time) error      { return nil }
func (t *tape) SetReadDeadline(time.Time) error  { return nil }
func (t *tape) SetWriteDeadline(time.Time) error { return nil }

// play returns the guard of a tape, and zmq4's connection over it if the tape begins with a handshake.
func play(in io.Reader, limit int64, b *budget) (*guard, *zmq4.Conn, error) {
	g := newGuard(&tape{Reader: in}, limit, b, &sync.Pool{New: func() any { return new(outputBuffer) }})
	g.command = func(string, []byte) error { return nil }
	conn, err := openQuietly(g)
	g.open = err == nil
	return g, conn, err
}

func openQuietly(g *guard) (conn *zmq4.Conn, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("panic in the handshake")
		}
	}()
	return zmq4.Open(g, null.Security(), zmq4.Router, nil, true, nil)
}

func handshake() []byte { return append(greeting(), frame(commandBit, ready("DEALER", "id"))...) }

// Whatever strangers send, the guard lets through only messages within the limits, and allocates in proportion to what
// they sent.
func FuzzGuard(f *testing.F) {
	f.Add(append(handshake(), frame(0, []byte("hello"))...))
	f.Add(append(handshake(), append(frame(moreBit, bytes.Repeat([]byte("x"), 300)), frame(0, nil)...)...))
	f.Add(append(handshake(), append(frame(commandBit, []byte("\x04PING\x00\x00c")), frame(0, []byte("x"))...)...))
	f.Add(append(handshake(), header(0, 1<<60)...))
	f.Add(append(handshake(), append(header(moreBit, 9000), bytes.Repeat([]byte("y"), 9000)...)...))
	for _, c := range hostileCases("DEALER") {
		if c.early {
			f.Add(c.bytes)
		} else {
			f.Add(append(handshake(), c.bytes...))
		}
	}
	const limit = 1 << 16
	f.Fuzz(func(t *testing.T, in []byte) {
		b := newBudget(2 * limit)
		g, conn, err := play(bytes.NewReader(in), limit, b)
		if err != nil {
			return
		}
		total := 0
		for {
			m, err := conn.RecvMsg()
			if err != nil {
				break
			}
			if m.Type != zmq4.UsrMsg || len(m.Frames) == 0 || len(m.Frames) > maxFrames {
				t.Fatalf("let through %v", m)
			}
			size := len(m.Bytes())
			if size > limit {
				t.Fatalf("let %d bytes through", size)
			}
			total += size
			g.release()
		}
		if total > len(in) {
			t.Fatalf("made %d bytes out of %d", total, len(in))
		}
		if g.release(); b.left != 2*limit {
			t.Fatalf("budget has %d left", b.left)
		}
	})
}

// However the network cuts the bytes, the messages are the same.
func TestGuardReadsByteByByte(t *testing.T) {
	in := handshake()
	want := [][]byte{{}, []byte("short"), bytes.Repeat([]byte("l"), 256), bytes.Repeat([]byte("x"), 100_000)}
	for i, f := range want {
		flags := byte(moreBit)
		if i == len(want)-1 {
			flags = 0
		}
		in = append(in, frame(commandBit, []byte("\x04PING\x00\x00"))...)
		in = append(in, frame(flags, f)...)
	}
	for name, r := range map[string]io.Reader{
		"at once":       bytes.NewReader(in),
		"byte by byte":  iotest.OneByteReader(bytes.NewReader(in)),
		"in halves":     iotest.HalfReader(bytes.NewReader(in)),
		"error at once": iotest.DataErrReader(bytes.NewReader(in)),
	} {
		_, conn, err := play(r, 1<<20, newBudget(1<<20))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		m, err := conn.RecvMsg()
		if err != nil || len(m.Frames) != len(want) {
			t.Errorf("%s: %d frames, %v", name, len(m.Frames), err)
			continue
		}
		for i := range want {
			if !bytes.Equal(m.Frames[i], want[i]) {
				t.Errorf("%s: frame %d has %d bytes, want %d", name, i, len(m.Frames[i]), len(want[i]))
			}
		}
		if _, err := conn.RecvMsg(); !errors.Is(err, io.EOF) {
			t.Errorf("%s: the end is %v", name, err)
		}
	}
}

func TestGuardWritesEachByteOnceInOrder(t *testing.T) {
	c := &tape{}
	g := newGuard(c, 1, newBudget(1), &sync.Pool{New: func() any { return new(outputBuffer) }})
	told := 0
	g.wrote = func(n int) { told += n }
	var want []byte
	for i, size := range []int{0, 1, 100, directSize - 1, directSize, directSize + 1, outputSize, writePiece - 1, writePiece, writePiece + 1, 3 * writePiece, 5} {
		for range 5 {
			p := bytes.Repeat([]byte{byte(i)}, size)
			if n, err := g.Write(p); n != size || err != nil {
				t.Fatalf("%d, %v", n, err)
			}
			want = append(want, p...)
		}
	}
	if err := g.flush(); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(c.written.Bytes(), want) || told != len(want) {
		t.Errorf("%d bytes written, %d told, want %d", c.written.Len(), told, len(want))
	}
	if g.out != nil || g.room != nil {
		t.Error("the buffer was kept")
	}
}

// The peer that holds most has to go, not the one that comes last.
func TestBudgetClosesTheLargestHolder(t *testing.T) {
	b := newBudget(100)
	conns := make([]*tape, 4)
	gs := make([]*guard, 4)
	for i := range gs {
		conns[i] = &tape{}
		gs[i] = &guard{Conn: conns[i]}
	}
	for i, n := range []int64{20, 50, 30} {
		if !b.reserve(gs[i], n) {
			t.Fatalf("%d of %d refused", n, b.left)
		}
	}
	if !b.reserve(gs[3], 10) || !conns[1].closed || conns[0].closed || conns[2].closed {
		t.Errorf("wrong one closed: %v %v %v", conns[0].closed, conns[1].closed, conns[2].closed)
	}
	if b.reserve(gs[3], 60) {
		t.Error("the largest holder got more by closing smaller ones")
	}
	for _, g := range gs {
		b.release(g)
	}
	if b.left != 100 || len(b.held) != 0 {
		t.Errorf("%d left, %d held", b.left, len(b.held))
	}
}
