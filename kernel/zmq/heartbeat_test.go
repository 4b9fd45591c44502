package zmq

import (
	"bytes"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"loopbook/kernel/wire"
)

func TestHeartbeatComesBackAsItWent(t *testing.T) {
	s := listen(t, Options{})
	for _, c := range []struct {
		kind   string
		frames [][]byte
	}{
		{"REQ", [][]byte{{}, []byte("ping")}},
		{"REQ", [][]byte{{}, {}}},
		{"DEALER", [][]byte{{}, []byte("ping")}},
		{"DEALER", [][]byte{[]byte("no delimiter")}},
		{"DEALER", [][]byte{{}}},
		{"DEALER", [][]byte{[]byte("a"), {}, []byte("b"), {}, bytes.Repeat([]byte("c"), 1000)}},
	} {
		p := s.dial(t, wire.Heartbeat, c.kind, "")
		for range 3 {
			p.send(c.frames...)
			if got := p.recv(); !equalFrames(got, c.frames) {
				t.Errorf("%s: %q came back as %q", c.kind, c.frames, got)
			}
		}
	}
}

func equalFrames(a, b [][]byte) bool {
	return len(a) == len(b) && bytes.Equal(bytes.Join(a, []byte("|")), bytes.Join(b, []byte("|")))
}

// A client that pings and never reads its beats stops nobody else's, and is read no further than its share.
func TestPeerThatDoesNotReadItsBeatsStopsNobodyElse(t *testing.T) {
	s := listen(t, Options{})
	deaf := s.dial(t, wire.Heartbeat, "DEALER", "")
	var flooding sync.WaitGroup
	var sent atomic.Int64
	flooding.Go(func() {
		ping := frame(0, bytes.Repeat([]byte("x"), 10_000))
		for {
			if _, err := deaf.Write(ping); err != nil {
				return
			}
			sent.Add(1)
		}
	})
	c := s.dial(t, wire.Heartbeat, "REQ", "")
	for range 200 {
		c.send(nil, []byte("ping"))
		c.recv()
	}
	last := int64(-1)
	waitFor(t, "the deaf one is read no further", func() bool {
		time.Sleep(50 * time.Millisecond)
		now := sent.Load()
		defer func() { last = now }()
		return now == last
	})
	if used := s.sockets[wire.Heartbeat].pool.used.Load(); used > maxEchoes+maxSmall {
		t.Errorf("%d bytes of beats are queued", used)
	}
	deaf.Close()
	flooding.Wait()
}
