package zmq

import (
	"bytes"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"loopbook/kernel/wire"
)

// What a channel's clients are, and what its peer is that must go on being served.
var served = []struct {
	channel wire.Channel
	kind    string
}{
	{wire.Shell, "DEALER"},
	{wire.IOPub, "SUB"},
	{wire.Heartbeat, "REQ"},
}

// A hostileCase is bytes from somebody who has signed nothing.
type hostileCase struct {
	name   string
	early  bool // they come instead of a handshake, not after one
	bytes  []byte
	closes bool // the server ends the connection; otherwise it lives on
}

// hostileCases are sent by somebody who may pretend to be a socket of the right kind.
func hostileCases(kind string) []hostileCase {
	greet := func(edit func(g []byte)) []byte {
		g := greeting()
		edit(g)
		return g
	}
	readyWith := func(body string) []byte { return append(greeting(), frame(commandBit, []byte("\x05READY"+body))...) }
	random := make([]byte, 4096)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range random {
		random[i] = byte(r.Uint32())
	}
	deepName := frame(commandBit, []byte("\xffSHORT"))
	return []hostileCase{
		{"silence", true, nil, true},
		{"a third of a greeting", true, greeting()[:20], true},
		{"a greeting and silence", true, greeting(), true},
		{"HTTP", true, []byte("GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: something long enough to be a greeting\r\n\r\n"), true},
		{"TLS", true, append([]byte{0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3}, random[:200]...), true},
		{"random bytes", true, random, true},
		{"zeros", true, make([]byte, 4096), true},
		{"ZMTP 1.0", true, append([]byte{1, 0, 1, 1, 0, 6, 0}, "hello"...), true},
		{"ZMTP 2.0", true, greet(func(g []byte) { g[10] = 1 }), true},
		{"PLAIN", true, greet(func(g []byte) { copy(g[12:], "PLAIN") }), true},
		{"CURVE", true, greet(func(g []byte) { copy(g[12:], "CURVE") }), true},
		{"as-server is 7", true, greet(func(g []byte) { g[32] = 7 }), true},
		{"socket type STREAM", true, readyWith(string(property("Socket-Type", "STREAM"))), true},
		{"socket type DISH", true, readyWith(string(property("Socket-Type", "DISH"))), true},
		{"socket type PULL", true, readyWith(string(property("Socket-Type", "PULL"))), true},
		{"no socket type", true, readyWith(""), true},
		{"empty socket type", true, readyWith(string(property("Socket-Type", ""))), true},
		{"READY with half a value", true, readyWith("\x0bSocket-Type\x00\x00\x00\xffDEALER"), true},
		{"READY with half a length", true, readyWith("\x0bSocket-Type\x00\x00"), true},
		{"READY with half a name", true, readyWith("\xffSocket"), true},
		{"READY with a value of 4 GB", true, readyWith("\x0bSocket-Type\xff\xff\xff\xffDEALER"), true},
		{"READY of 2^60 bytes", true, append(greeting(), header(commandBit, 1<<60)...), true},
		{"READY of 2^40 bytes", true, append(greeting(), header(commandBit, 1<<40)...), true},
		{"READY of 2^37 bytes", true, append(greeting(), header(commandBit, 1<<37)...), true},
		{"READY as a message", true, append(greeting(), frame(0, ready(kind, ""))...), true},
		{"READY of two frames", true, append(greeting(), frame(commandBit|moreBit, ready(kind, ""))...), true},
		{"ERROR instead of READY", true, append(greeting(), frame(commandBit, []byte("\x05ERROR\x02no"))...), true},
		{"empty command instead of READY", true, append(greeting(), frame(commandBit, nil)...), true},

		{"frame of 2^60 bytes", false, header(0, 1<<60), true},
		{"frame of 2^64-1 bytes", false, header(0, 1<<64-1), true},
		{"frame of 2^63 bytes", false, header(moreBit, 1<<63), true},
		{"frame of 2^40 bytes", false, header(0, 1<<40), true},
		{"frame of 2^37 bytes", false, header(moreBit, 1<<37), true},
		{"4 GB promised, 100 bytes sent", false, append(header(0, 1<<32), random[:100]...), true},
		{"command of 2^40 bytes", false, header(commandBit, 1<<40), true},
		{"command of 64 KB and one", false, header(commandBit, maxCommand+1), true},
		{"empty command", false, frame(commandBit, nil), true},
		{"command with half a name", false, deepName, true},
		{"command of several frames", false, frame(commandBit|moreBit, []byte("\x04PING\x00\x00")), true},
		{"reserved flags", false, frame(0x08, nil), true},
		{"all flags", false, frame(0xff, []byte("x")), true},
		{"PING without its time", false, frame(commandBit, []byte("\x04PING\x00")), true},
		{"PING with a long context", false, frame(commandBit, append([]byte("\x04PING\x00\x00"), random[:17]...)), true},
		{"random bytes after the handshake", false, append([]byte{0xf0}, random...), true},

		{"unknown command", false, frame(commandBit, []byte("\x05HELLOworld")), false},
		{"second READY", false, frame(commandBit, ready(kind, "other")), false},
		{"PONG nobody asked for", false, frame(commandBit, []byte("\x04PONGx")), false},
		{"CANCEL of nothing", false, frame(commandBit, []byte("\x06CANCELx")), false},
		{"empty message", false, frame(0, nil), false},
		{"hundred empty frames", false, append(bytes.Repeat(frame(moreBit, nil), 100), frame(0, nil)...), false},
		{"half a frame", false, frame(0, random[:200])[:100], false},
		{"half a message", false, frame(moreBit, random[:200]), false},
		{"half a large frame", false, append(header(0, maxSmall/2), random...), false},
		{"cancel of nothing", false, frame(0, []byte("\x00x")), false},
	}
}

// Nobody else notices any of it: after each case, while its connection is still open, a new peer is served.
func TestHostileBytesHarmNobodyElse(t *testing.T) {
	for _, on := range served {
		t.Run(on.channel.String(), func(t *testing.T) {
			s := listen(t, Options{limits: limits{handshake: 500 * time.Millisecond}})
			s.echo(t)
			old := s.dial(t, on.channel, on.kind, "")
			for _, c := range hostileCases(on.kind) {
				attack(t, s, on.channel, on.kind, c)
				s.exercise(t, on.channel, s.dial(t, on.channel, on.kind, ""))
				s.exercise(t, on.channel, old)
			}
		})
	}
}

func attack(t *testing.T, s *server, ch wire.Channel, kind string, c hostileCase) {
	t.Helper()
	defer func() {
		if t.Failed() {
			t.Logf("in case %q", c.name)
		}
	}()
	before := allocated()
	var a *client
	if c.early {
		a = s.dialRaw(t, ch)
	} else {
		a = s.dial(t, ch, kind, "")
	}
	a.Write(c.bytes) // the server may have closed already
	if c.closes {
		a.closed()
	}
	if grew := allocated() - before; grew > 8<<20 {
		t.Errorf("%d bytes allocated", grew)
	}
}

// allocated returns how many bytes the process has ever allocated.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// exercise checks that a peer that did the handshake is served.
func (s *server) exercise(t *testing.T, ch wire.Channel, c *client) {
	t.Helper()
	switch ch {
	case wire.IOPub:
		topic := "topic of " + c.LocalAddr().String()
		c.send([]byte("\x01" + topic))
		if m := c.message(); m.Header.MsgType != "iopub_welcome" {
			t.Errorf("first message is %s", m.Header.MsgType)
		}
		s.publish(t, topic, "x")
		if got := c.recv(); string(got[0]) != topic {
			t.Errorf("got %q", got)
		}
		c.send([]byte("\x00" + topic))
	case wire.Heartbeat:
		c.send(nil, []byte("ping"))
		if got := c.recv(); len(got) != 2 || string(got[1]) != "ping" {
			t.Errorf("got %q", got)
		}
	default:
		c.roundTrip("x")
	}
}

// Memory follows what has arrived, not what was promised.
func TestPromisedBytesAreNotAllocated(t *testing.T) {
	s := listen(t, Options{})
	s.echo(t)
	before := allocated()
	for range 20 {
		c := s.dial(t, wire.Shell, "DEALER", "")
		c.write(append(header(0, 500<<20), make([]byte, 100_000)...))
	}
	s.dial(t, wire.Shell, "DEALER", "").roundTrip("x")
	if grew := allocated() - before; grew > 32<<20 {
		t.Errorf("%d bytes allocated for 2 MB", grew)
	}
}

func TestFramesOfAMessageAreBounded(t *testing.T) {
	s := listen(t, Options{})
	s.echo(t)
	c := s.dial(t, wire.Shell, "DEALER", "")
	c.Write(bytes.Repeat(frame(moreBit, nil), maxFrames+1))
	c.closed()
}

// Messages that are whole but not signed cost nothing but a line in the log now and then, and the peer lives on.
func TestUnsignedMessagesAreDroppedAndRarelyLogged(t *testing.T) {
	s := listen(t, Options{})
	s.echo(t)
	c := s.dial(t, wire.Shell, "DEALER", "x")
	_, good := signed(t, "x")
	forged := [][]byte{good[0], bytes.Repeat([]byte("0"), 64), good[2], good[3], good[4], good[5]}
	const n = 60
	for i := range n {
		switch i % 4 {
		case 0:
			c.send(forged...)
		case 1:
			c.send([]byte("hello"))
		case 2:
			c.send(good[:3]...)
		case 3:
			c.send(append([][]byte{nil}, forged...)...)
		}
	}
	c.roundTrip("x")
	if lines := s.log.count("message dropped"); lines < 1 || lines > 10 {
		t.Errorf("%d lines in the log for %d messages:\n%s", lines, n, s.log)
	}
}

func TestReplayedMessageIsDropped(t *testing.T) {
	s := listen(t, Options{})
	s.echo(t)
	_, frames := signed(t, "x")
	a, b := s.dial(t, wire.Shell, "DEALER", ""), s.dial(t, wire.Control, "DEALER", "")
	a.send(frames...)
	a.recv()
	a.send(frames...)
	b.send(frames...)
	a.roundTrip("y")
	b.roundTrip("y")
}

func TestEndlessMessageIsCutAtTheLimit(t *testing.T) {
	s := listen(t, Options{MaxMessage: 8 << 20})
	s.echo(t)
	for _, body := range []int{100, 64 << 10, 3 << 20} {
		c := s.dial(t, wire.Shell, "DEALER", "")
		piece := frame(moreBit, make([]byte, body))
		sent := 0
		for sent < 64<<20 {
			n, err := c.Write(piece)
			if sent += n; err != nil {
				break
			}
		}
		if sent >= 64<<20 {
			t.Errorf("frames of %d bytes: all of %d bytes accepted", body, sent)
		}
	}
	s.dial(t, wire.Shell, "DEALER", "").roundTrip("x")
	if s.log.count("peer broke the protocol") == 0 {
		t.Errorf("nothing in the log:\n%s", s.log)
	}
}

// What is promised and not sent is not allocated, and what is sent but never finished is bounded for all peers
// together: the one that holds most goes.
func TestUnfinishedMessagesAreBoundedTogether(t *testing.T) {
	s := listen(t, Options{MaxMessage: 8 << 20})
	s.echo(t)
	var holders []*client
	for range 10 {
		c := s.dial(t, wire.Shell, "DEALER", "")
		c.Write(append(header(0, 7<<20), make([]byte, 4<<20)...))
		holders = append(holders, c)
	}
	waitFor(t, "some holders are closed", func() bool { return s.peers(wire.Shell) < len(holders) })
	b := s.sockets[wire.Shell].budget
	b.mu.Lock()
	if b.left < 0 {
		t.Errorf("budget overdrawn: %d", b.left)
	}
	b.mu.Unlock()
	c := s.dial(t, wire.Shell, "DEALER", "")
	c.roundTrip(strings.Repeat("x", 2<<20))
}

func TestThousandSilentConnectionsAreHarmlessAndClosed(t *testing.T) {
	const n = 1000
	s := listen(t, Options{limits: limits{handshake: 300 * time.Millisecond}})
	s.echo(t)
	before := openFiles(t)
	for i := range n {
		c := s.dialRaw(t, wire.Shell)
		if i%2 == 0 {
			c.Write(greeting()[:20])
		}
		if i%100 == 0 {
			s.dial(t, wire.Shell, "DEALER", "").roundTrip("x")
		}
	}
	s.dial(t, wire.Shell, "DEALER", "").roundTrip("x")
	waitFor(t, "the server has closed its ends", func() bool { return openFiles(t) <= before+n+2*11 })
}

// openFiles counts the file descriptors of this process.
func openFiles(t *testing.T) int {
	t.Helper()
	files, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Skip("cannot count open files here")
	}
	return len(files)
}

func TestThousandIdlePeersCostLittle(t *testing.T) {
	if testing.Short() {
		t.Skip("opens 2000 files")
	}
	s := listen(t, Options{})
	s.echo(t)
	c := s.dial(t, wire.Shell, "DEALER", "")
	const n = 1000
	before := heap()
	for range n {
		s.dial(t, wire.Shell, "DEALER", "")
	}
	waitFor(t, "all are peers", func() bool { return s.peers(wire.Shell) == n+1 })
	if each := (int64(heap()) - int64(before)) / n; each > 48<<10 { // the client's half is in it
		t.Errorf("an idle peer costs %d bytes", each)
	} else {
		t.Logf("an idle peer and its client: %d bytes of heap", each)
	}
	c.roundTrip("x")
}

// heap returns the bytes in use after a collection.
func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}

func TestPeersThatDieInsideAFrameLeaveNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("opens 1000 connections")
	}
	s := listen(t, Options{})
	s.echo(t)
	goroutines := runtime.NumGoroutine()
	die := func(n int) {
		for range n {
			c := s.dial(t, wire.Shell, "DEALER", "")
			c.Write(append(header(moreBit, 300_000), make([]byte, 200_000)...))
			c.Close()
		}
		waitFor(t, "all are gone", func() bool { return s.peers(wire.Shell) == 0 })
	}
	die(100)
	before := heap()
	die(900)
	if after := heap(); after > before+4<<20 {
		t.Errorf("heap grew from %d to %d", before, after)
	}
	waitFor(t, "their goroutines have ended", func() bool { return runtime.NumGoroutine() <= goroutines })
	r := s.routers[wire.Shell]
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.routes)+len(r.names) != 0 {
		t.Errorf("%d routes and %d names are left", len(r.routes), len(r.names))
	}
	b := s.sockets[wire.Shell].budget
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.held) != 0 || b.left != 2*s.sockets[wire.Shell].options.MaxMessage {
		t.Errorf("budget not given back: %d held, %d left", len(b.held), b.left)
	}
}

func TestTooManyPeersAreRefusedAndRoomIsFoundAgain(t *testing.T) {
	s := listen(t, Options{MaxPeers: 3})
	s.echo(t)
	var cs []*client
	for range 3 {
		c := s.dial(t, wire.Shell, "DEALER", "")
		c.roundTrip("x")
		cs = append(cs, c)
	}
	for range 5 {
		s.dial(t, wire.Shell, "DEALER", "").closed()
	}
	cs[0].roundTrip("still served")
	cs[1].Close()
	waitFor(t, "one is gone", func() bool { return s.peers(wire.Shell) == 2 })
	s.dial(t, wire.Shell, "DEALER", "").roundTrip("x")
}

// Who connected and never said a thing makes room for others, the oldest first.
func TestUselessPeersMakeRoom(t *testing.T) {
	for _, on := range served {
		s := listen(t, Options{MaxPeers: 3})
		s.echo(t)
		used := s.dial(t, on.channel, on.kind, "")
		s.exercise(t, on.channel, used)
		for range 10 {
			s.dial(t, on.channel, on.kind, "")
		}
		s.exercise(t, on.channel, s.dial(t, on.channel, on.kind, ""))
		s.exercise(t, on.channel, used)
		if n := s.peers(on.channel); n > 3 {
			t.Errorf("%s has %d peers", on.channel, n)
		}
	}
}

// VS Code probes the ports every 200 ms until they accept.
func TestProbesThatConnectAndCloseAreHarmlessAndQuiet(t *testing.T) {
	s := listen(t, Options{})
	s.echo(t)
	for range 50 {
		for _, ch := range wire.Channels() {
			s.dialRaw(t, ch).Close()
		}
	}
	s.dial(t, wire.Shell, "DEALER", "").roundTrip("x")
	if s.log.count("level=WARN") != 0 {
		t.Errorf("they are in the log:\n%s", s.log)
	}
}

func TestPingIsAnsweredWithPongAndNeverDelivered(t *testing.T) {
	s := listen(t, Options{})
	s.echo(t)
	for _, on := range served {
		c := s.dial(t, on.channel, on.kind, "")
		for _, context := range []string{"", "ctx", strings.Repeat("c", 16)} {
			c.write(frame(commandBit, []byte("\x04PING\x00\x64"+context)))
			if flags, body := c.readFrame(); flags != commandBit || string(body) != "\x04PONG"+context {
				t.Errorf("%s: PING %q was answered with %#x %q", on.channel, context, flags, body)
			}
		}
		s.exercise(t, on.channel, c)
	}
}

func TestPingBetweenTheFramesOfAMessage(t *testing.T) {
	s := listen(t, Options{})
	s.echo(t)
	c := s.dial(t, wire.Shell, "DEALER", "")
	_, frames := signed(t, "x")
	ping := frame(commandBit, []byte("\x04PING\x00\x00"))
	for i, f := range frames {
		if i == len(frames)-1 {
			c.write(frame(0, f))
			break
		}
		c.write(append(frame(moreBit, f), ping...))
	}
	for range len(frames) - 1 {
		if flags, body := c.readFrame(); flags != commandBit || string(body) != "\x04PONG" {
			t.Fatalf("%#x %q", flags, body)
		}
	}
	c.message()
}
