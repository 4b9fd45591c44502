package zmq

import (
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"loopbook/kernel/wire"
)

// waitForRoute waits until the identity belongs to the n-th connection, by the number of routes and rivals.
func (s *server) waitForRoute(t *testing.T, name string, holds func(way *route) bool) {
	t.Helper()
	r := s.routers[wire.Shell]
	waitFor(t, "route of "+name, func() bool {
		r.mu.Lock()
		defer r.mu.Unlock()
		way := r.routes[name]
		return way != nil && holds(way)
	})
}

func hasRival(way *route) bool { return way.rival != nil }

// replyTo answers a request received earlier.
func (s *server) replyTo(t *testing.T, request *wire.Message) {
	t.Helper()
	if err := s.Send(wire.Shell, s.reply(t, request)); err != nil {
		t.Fatal(err)
	}
}

func TestReconnectingPeerTakesItsIdentityOver(t *testing.T) {
	s := listen(t, Options{})
	old := s.dial(t, wire.Shell, "DEALER", "x")
	old.request("before")
	s.recv(t, wire.Shell)
	young := s.dial(t, wire.Shell, "DEALER", "x")
	id := young.request("after")
	s.replyTo(t, s.recv(t, wire.Shell))
	if m := young.message(); !strings.Contains(string(m.Parent), id) {
		t.Errorf("reply to %s", m.Parent)
	}
	old.closed()
	waitFor(t, "one peer is left", func() bool { return s.peers(wire.Shell) == 1 })
}

// The reply to a request that came over the old, half-open connection reaches the new one.
func TestReplyToAHalfOpenConnectionReachesItsSuccessor(t *testing.T) {
	s := listen(t, Options{})
	old := s.dial(t, wire.Shell, "DEALER", "x")
	id := old.request("before")
	request := s.recv(t, wire.Shell)
	young := s.dial(t, wire.Shell, "DEALER", "x")
	s.waitForRoute(t, "x", hasRival)
	s.replyTo(t, request)
	if m := young.message(); !strings.Contains(string(m.Parent), id) {
		t.Errorf("reply to %s", m.Parent)
	}
}

// What was queued for a peer that does not read goes to the connection that replaces it.
func TestQueuedRepliesMoveToTheSuccessor(t *testing.T) {
	s := listen(t, Options{})
	old := s.dial(t, wire.Shell, "DEALER", "x")
	old.request(strings.Repeat("x", 1<<20))
	request := s.recv(t, wire.Shell)
	const n = 20 // more than fits into the buffers of the old connection
	for range n {
		s.replyTo(t, request)
	}
	young := s.dial(t, wire.Shell, "DEALER", "x")
	young.request("here again")
	s.replyTo(t, s.recv(t, wire.Shell))
	moved := 0
	for !strings.Contains(string(young.message().Content), "here again") {
		moved++
	}
	if moved < n/2 {
		t.Errorf("%d of %d queued replies came", moved, n)
	}
}

// An identity is in every iopub message, so anybody can claim it. Without the key that must get him nothing.
func TestStrangerCannotTakeAnIdentityAway(t *testing.T) {
	s := listen(t, Options{})
	owner := s.dial(t, wire.Shell, "DEALER", "x")
	owner.request("mine")
	s.replyTo(t, s.recv(t, wire.Shell))
	owner.message()
	for range 3 {
		stranger := s.dial(t, wire.Shell, "DEALER", "x")
		s.waitForRoute(t, "x", hasRival)
		stranger.send([]byte("<IDS|MSG>"), []byte("0000"), []byte("{}"), []byte("{}"), []byte("{}"), []byte("{}"))
		owner.request("still mine")
		s.replyTo(t, s.recv(t, wire.Shell))
		owner.message()
	}
	waitFor(t, "only the owner and the last stranger are left", func() bool { return s.peers(wire.Shell) == 2 })
}

func TestRivalIsLeftWhenTheOwnerGoes(t *testing.T) {
	s := listen(t, Options{})
	owner := s.dial(t, wire.Shell, "DEALER", "x")
	owner.request("first")
	request := s.recv(t, wire.Shell)
	rival := s.dial(t, wire.Shell, "DEALER", "x")
	s.waitForRoute(t, "x", hasRival)
	owner.Close()
	s.waitForRoute(t, "x", func(way *route) bool { return way.rival == nil })
	s.replyTo(t, request)
	rival.message()
	rival.Close()
	waitFor(t, "the route is gone", func() bool {
		return errors.Is(s.Send(wire.Shell, s.reply(t, request)), ErrNoPeer)
	})
}

// A stdin socket never sends anything before it is asked, so its newest connection is the right one.
func TestNewestOfSilentPeersOwnsTheIdentity(t *testing.T) {
	s := listen(t, Options{})
	old := s.dial(t, wire.Stdin, "DEALER", "x")
	young := s.dial(t, wire.Stdin, "DEALER", "x")
	old.closed()
	m, err := s.session.New("input_request", nil, wire.InputRequest{Prompt: "?"})
	if err != nil {
		t.Fatal(err)
	}
	m.Identities = [][]byte{[]byte("x")}
	if err := s.Send(wire.Stdin, m); err != nil {
		t.Fatal(err)
	}
	if got := young.message().Header.MsgType; got != "input_request" {
		t.Errorf("got %s", got)
	}
}

func TestIdentityOfANamelessPeerCannotBeClaimed(t *testing.T) {
	s := listen(t, Options{})
	nameless := s.dial(t, wire.Shell, "DEALER", "")
	nameless.request("x")
	request := s.recv(t, wire.Shell)
	if id := request.Identities[0]; len(id) != 5 || id[0] != 0 {
		t.Errorf("identity %q", id)
	}
	thief := s.dial(t, wire.Shell, "DEALER", string(request.Identities[0]))
	thief.request("y")
	if id := s.recv(t, wire.Shell).Identities[0]; string(id) == string(request.Identities[0]) {
		t.Error("two peers have one identity")
	}
	s.replyTo(t, request)
	nameless.message()
}

// Nobody waits for a DEALER that does not read, except its own sender, once.
func TestStalledDealerHoldsUpNobodyElse(t *testing.T) {
	s := listen(t, Options{limits: limits{queueBytes: 1 << 20, stall: 50 * time.Millisecond}})
	stalled, healthy := s.dial(t, wire.Shell, "DEALER", "stalled"), s.dial(t, wire.Shell, "DEALER", "healthy")
	stalled.request(strings.Repeat("x", 200_000))
	toStalled := s.recv(t, wire.Shell)
	healthy.request("x")
	toHealthy := s.recv(t, wire.Shell)
	var err error
	sent := 0
	for ; err == nil && sent < 1000; sent++ {
		err = s.Send(wire.Shell, s.reply(t, toStalled))
	}
	if !errors.Is(err, ErrStalled) {
		t.Fatalf("after %d messages of 200 KB: %v", sent, err)
	}
	s.replyTo(t, toHealthy)
	healthy.message()
	s.dial(t, wire.Shell, "DEALER", "").request("new ones are served")
	s.recv(t, wire.Shell)
	for range sent - 1 { // what was queued before the stall is still there
		if m := stalled.message(); m.Header.MsgType != "reply" {
			t.Fatalf("got %s", m.Header.MsgType)
		}
	}
	waitFor(t, "it is served again", func() bool { return s.Send(wire.Shell, s.reply(t, toStalled)) == nil })
	stalled.message()
}

// A frontend that sends faster than the kernel reads is read no further; the others are not affected.
func TestFloodOfRequestsIsHeldBackAtItsSender(t *testing.T) {
	s := listen(t, Options{})
	flood, other := s.dial(t, wire.Shell, "DEALER", ""), s.dial(t, wire.Control, "DEALER", "")
	const n = 2000
	go func() {
		for range n {
			flood.request(strings.Repeat("x", 10_000))
		}
	}()
	other.request("x")
	s.recv(t, wire.Control)
	waitFor(t, "the inbound queue is full", func() bool { return len(s.routers[wire.Shell].inbound) == inboundMessages })
	for range n {
		s.recv(t, wire.Shell)
	}
}

func TestJoiningAndLeavingLeaksNothing(t *testing.T) {
	s := listen(t, Options{})
	s.echo(t)
	before := runtime.NumGoroutine()
	for range 100 {
		c := s.dial(t, wire.Shell, "DEALER", "same")
		c.roundTrip("x")
		c.Close()
	}
	waitFor(t, "goroutines have ended", func() bool { return runtime.NumGoroutine() <= before })
}
