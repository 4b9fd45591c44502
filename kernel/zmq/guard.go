package zmq

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"sync"
)

// HOW and WHY a guard stands between the network and zmq4.
//
// zmq4's Conn reads a frame's length and allocates that much before a byte of it has arrived: nine bytes from a
// stranger end the process. It also hands PING to the application as if it were a message, answers it from the
// reading goroutine in the middle of whatever the writing goroutine is writing, and makes two system calls for each
// frame. So it gets a net.Conn that is not the network:
//
//	network ──> bufio ──> greeting (64 bytes, as they are)
//	                      then, frame by frame:
//	                        header: reserved bits, size, message size and count within limits?   no: the peer is closed
//	                        command: obeyed here (PING, SUBSCRIBE), never shown                  (READY is zmq4's)
//	                        small body: passed through
//	                        large body: collected in pieces that double, then passed on          ──> zmq4.Conn.RecvMsg
//
//	network <── one write <── buffer <── zmq4.Conn.SendMsg
//
// Collecting means that memory follows what has really arrived, at the price of copying large bodies once more. Beyond
// that a budget bounds what all unfinished messages together may hold: whoever holds most goes first.
//
// A guard has two users, never more: the goroutine that reads and the one that writes. During the handshake one
// goroutine is both.

// Sizes of the guard.
const (
	greetingSize   = 64       // ZMTP 3.0, section "Framing": the greeting is 64 octets
	inputSize      = 4 << 10  // read buffer; bodies up to here are passed through
	outputSize     = 64 << 10 // write buffer, held only while there is something to write
	directSize     = 16 << 10 // bodies from here on are written from where they are
	writePiece     = 256 << 10
	maxCollect     = 4 << 20  // largest piece of a collected body
	maxHandshake   = 8 << 10  // a READY: socket type, identity of at most 255 bytes
	maxCommand     = 64 << 10 // a SUBSCRIBE carries its topic
	maxFrames      = 1 << 16  // frames of one message: 64 Ki, as empty ones cost memory too
	freeOfBudget   = 64 << 10 // what every peer may hold without asking
	reservedBits   = 0xF8
	moreBit        = 0x01
	longBit        = 0x02
	commandBit     = 0x04
	longHeaderSize = 9
)

// A violation is what a peer did that ends its connection.
type violation string

func (v violation) Error() string { return "peer broke the protocol: " + string(v) }

// An outputBuffer is lent to the guards that have something to write: an idle peer needs none.
type outputBuffer [outputSize]byte

// A guard is the net.Conn that zmq4 gets to see.
type guard struct {
	net.Conn

	// reader only
	in       *bufio.Reader
	greeting int      // bytes of the greeting to come
	open     bool     // the handshake is over
	head     []byte   // header of an approved frame, to be passed on
	body     int64    // bytes of that frame's body to be passed on, from in
	held     [][]byte // or from here
	size     int64    // of this message so far
	frames   int
	reserved int64 // of the budget
	limit    int64 // of a message
	budget   *budget
	command  func(name string, body []byte) error

	// writer only
	out     []byte // nil when there is nothing to write
	room    *outputBuffer
	buffers *sync.Pool  // of *outputBuffer
	wrote   func(n int) // told how much the peer took
}

func newGuard(c net.Conn, limit int64, b *budget, buffers *sync.Pool) *guard {
	return &guard{
		Conn: c, in: bufio.NewReaderSize(c, inputSize), greeting: greetingSize,
		limit: limit, budget: b, buffers: buffers, wrote: func(int) {},
	}
}

// Read passes approved bytes on. During the handshake it first writes what is buffered: both sides wait in turn.
func (g *guard) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if !g.open {
		if err := g.flush(); err != nil {
			return 0, err
		}
	}
	if g.greeting > 0 {
		n, err := g.in.Read(p[:min(len(p), g.greeting)])
		g.greeting -= n
		return n, err
	}
	if len(g.head) == 0 && g.body == 0 {
		if err := g.next(); err != nil {
			return 0, err
		}
	}
	return g.pass(p)
}

// pass copies approved bytes to p.
func (g *guard) pass(p []byte) (int, error) {
	if len(g.head) > 0 {
		n := copy(p, g.head)
		g.head = g.head[n:]
		return n, nil
	}
	if len(g.held) > 0 {
		n := copy(p, g.held[0])
		g.body -= int64(n)
		if g.held[0] = g.held[0][n:]; len(g.held[0]) == 0 {
			g.held[0], g.held = nil, g.held[1:]
		}
		return n, nil
	}
	n, err := g.in.Read(p[:min(int64(len(p)), g.body)])
	g.body -= int64(n)
	return n, err
}

// next obeys commands until it has approved the frame of a message.
func (g *guard) next() error {
	for {
		head, size, err := g.readHeader()
		if err != nil {
			return err
		}
		if g.open && head[0]&commandBit != 0 {
			if err := g.obey(size); err != nil {
				return err
			}
			continue
		}
		return g.approve(head, size)
	}
}

// readHeader reads a frame's header and returns it with the size of the body.
func (g *guard) readHeader() (head []byte, size uint64, err error) {
	var room [longHeaderSize]byte
	if _, err := io.ReadFull(g.in, room[:2]); err != nil {
		return nil, 0, err
	}
	flags := room[0]
	if flags&reservedBits != 0 {
		return nil, 0, violation(fmt.Sprintf("frame flags %#02x", flags))
	}
	if flags&commandBit != 0 && flags&moreBit != 0 {
		return nil, 0, violation("a command of several frames")
	}
	if flags&longBit == 0 {
		return room[:2:2], uint64(room[1]), nil
	}
	if _, err := io.ReadFull(g.in, room[2:]); err != nil {
		return nil, 0, err
	}
	return room[:], binary.BigEndian.Uint64(room[1:]), nil
}

// approve checks a frame against the limits and makes it ready to be passed on.
func (g *guard) approve(head []byte, size uint64) error {
	if !g.open && (head[0]&commandBit == 0 || size > maxHandshake) {
		return violation(fmt.Sprintf("frame of %d bytes instead of READY", size))
	}
	if g.frames++; g.frames > maxFrames {
		return violation(fmt.Sprintf("message of more than %d frames", maxFrames))
	}
	if size > uint64(g.limit) || g.size+int64(size) > g.limit {
		return violation(fmt.Sprintf("message of more than %d bytes", g.limit))
	}
	g.size += int64(size)
	if size > inputSize {
		if err := g.collect(int64(size)); err != nil {
			return err
		}
	} else if err := g.reserve(); err != nil {
		return err
	}
	g.head, g.body = head, int64(size)
	if head[0]&moreBit == 0 {
		g.size, g.frames = 0, 0
	}
	return nil
}

// collect reads a body of size bytes into pieces, each as large as what has arrived already.
func (g *guard) collect(size int64) error {
	g.size -= size
	for have := int64(0); have < size; {
		piece := make([]byte, min(size-have, max(inputSize, min(have, maxCollect))))
		g.size += int64(len(piece))
		if err := g.reserve(); err != nil {
			return err
		}
		if _, err := io.ReadFull(g.in, piece); err != nil {
			return err
		}
		g.held = append(g.held, piece)
		have += int64(len(piece))
	}
	return nil
}

// reserve makes the budget cover the message so far.
func (g *guard) reserve() error {
	if need := g.size - freeOfBudget; need > g.reserved {
		if !g.budget.reserve(g, need-g.reserved) {
			return violation("too many unfinished messages: no memory for this one")
		}
		g.reserved = need
	}
	return nil
}

// release gives the budget back when a message was dealt with.
func (g *guard) release() {
	if g.reserved > 0 {
		g.budget.release(g)
		g.reserved = 0
	}
}

// obey reads a command and carries it out.
func (g *guard) obey(size uint64) error {
	if size == 0 || size > maxCommand {
		return violation(fmt.Sprintf("command of %d bytes", size))
	}
	body := make([]byte, size)
	if _, err := io.ReadFull(g.in, body); err != nil {
		return err
	}
	name := int(body[0])
	if name > len(body)-1 {
		return violation("command with half a name")
	}
	return g.command(string(body[1:1+name]), body[1+name:])
}

// Write buffers p, or writes it if it is large. It keeps no reference to p.
func (g *guard) Write(p []byte) (int, error) {
	if g.out == nil {
		g.room = g.buffers.Get().(*outputBuffer)
		g.out = g.room[:0]
	}
	if len(p) < directSize && len(g.out)+len(p) <= cap(g.out) {
		g.out = append(g.out, p...)
		return len(p), nil
	}
	first := p[:min(len(p), writePiece)]
	if err := g.writeOut(first); err != nil {
		return 0, err
	}
	for done := len(first); done < len(p); {
		n, err := g.Conn.Write(p[done:min(len(p), done+writePiece)])
		g.wrote(n)
		if err != nil {
			return done, err
		}
		done += n
	}
	return len(p), nil
}

// writeOut writes the buffer and p in one system call.
func (g *guard) writeOut(p []byte) error {
	v := net.Buffers{g.out, p}
	n, err := v.WriteTo(g.Conn)
	g.wrote(int(n))
	g.out = g.out[:0]
	return err
}

// flush writes what is buffered and gives the buffer back.
func (g *guard) flush() error {
	if g.out == nil {
		return nil
	}
	n, err := g.Conn.Write(g.out)
	g.wrote(n)
	g.buffers.Put(g.room)
	g.out, g.room = nil, nil
	return err
}
