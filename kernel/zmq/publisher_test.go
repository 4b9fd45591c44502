package zmq

import (
	"fmt"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"loopbook/kernel/wire"
)

func TestSubscribersGetWhatBeginsWithTheirTopics(t *testing.T) {
	s := listen(t, Options{})
	c := s.subscribe(t, "kernel.1.st")
	want := []string{"kernel.1.stream", "kernel.1.status", "kernel.1.st", "kernel.1.stop"}
	for _, topic := range []string{"kernel.1.error", "kernel.1.stream", "kernel.1.status", "", "kernel.1.s", "kernel.1.st", "kernel.1.stop"} {
		s.publish(t, topic, topic)
	}
	var got []string
	for range want {
		got = append(got, string(c.recv()[0]))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Subscriptions are counted, as libzmq does: [x, x, cancel x] is still subscribed.
func TestSubscriptionsAreCounted(t *testing.T) {
	s := listen(t, Options{})
	c := s.subscribe(t, "x")
	c.send([]byte("\x01x"))
	c.send([]byte("\x00x"))
	c.send([]byte("\x01all done"))
	if m := c.message(); !strings.Contains(string(m.Content), "all done") {
		t.Fatalf("a welcome too many: %s", m.Content)
	}
	s.publish(t, "x", "1")
	if got := c.recv(); string(got[0]) != "x" {
		t.Errorf("got %q", got[0])
	}
	c.send([]byte("\x00x"))
	c.send([]byte("\x01all done again"))
	c.message()
	s.publish(t, "x", "2")
	s.publish(t, "all done", "3")
	if got := c.recv(); string(got[0]) != "all done" {
		t.Errorf("got %q after the last subscription was cancelled", got[0])
	}
}

func TestSubscribeAndCancelAsCommands(t *testing.T) {
	s := listen(t, Options{})
	c := s.dial(t, wire.IOPub, "SUB", "")
	c.write(frame(commandBit, []byte("\x09SUBSCRIBEx")))
	c.message()
	s.publish(t, "x", "1")
	c.recv()
	c.write(frame(commandBit, []byte("\x06CANCELx")))
	c.send([]byte("\x01y"))
	c.message()
	s.publish(t, "x", "2")
	s.publish(t, "y", "3")
	if got := c.recv(); string(got[0]) != "y" {
		t.Errorf("got %q", got[0])
	}
}

func TestWelcomeSaysWhatWasSubscribed(t *testing.T) {
	s := listen(t, Options{})
	c := s.dial(t, wire.IOPub, "SUB", "")
	for _, topic := range []string{"", "kernel.1", "é"} {
		c.send([]byte("\x01" + topic))
		m := c.message()
		if m.Header.MsgType != "iopub_welcome" || string(m.Content) != fmt.Sprintf("{\"subscription\":%q}", topic) || string(m.Parent) != "{}" {
			t.Errorf("topic %q was welcomed with %s %s", topic, m.Header.MsgType, m.Content)
		}
		if topic != "" && string(m.Identities[0]) != topic || topic == "" && len(m.Identities) != 0 {
			t.Errorf("the welcome of %q has the topic %q", topic, m.Identities)
		}
		if m.Header.Session != s.session.ID() {
			t.Errorf("the welcome is of another session: %s", m.Header.Session)
		}
	}
	c.send([]byte("\x01\xff\xfe")) // JSON cannot name it: subscribed, not welcomed
	c.send([]byte("\x01z"))
	if m := c.message(); string(m.Content) != `{"subscription":"z"}` {
		t.Errorf("got %s", m.Content)
	}
	s.publish(t, "\xff\xfe\xfd", "x")
	c.recv()
}

// However hard the kernel is printing, the welcome comes first and nothing after it is missing.
func TestWelcomeIsFirstAndNothingAfterItIsMissing(t *testing.T) {
	s := listen(t, Options{})
	stop := make(chan bool)
	var publishing sync.WaitGroup
	publishing.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
				s.publish(t, "t", fmt.Sprint(i))
			}
		}
	})
	for range 50 {
		c := s.dial(t, wire.IOPub, "SUB", "")
		c.send([]byte("\x01"))
		if m := c.message(); m.Header.MsgType != "iopub_welcome" {
			t.Fatalf("first message is %s", m.Header.MsgType)
		}
		last := -1
		for range 20 {
			var stream wire.Stream
			var n int
			if err := c.message().Unmarshal(&stream); err != nil {
				t.Fatal(err)
			}
			fmt.Sscan(stream.Text, &n)
			if last >= 0 && n != last+1 {
				t.Fatalf("message %d after %d", n, last)
			}
			last = n
		}
		c.Close()
	}
	close(stop)
	publishing.Wait()
}

func TestTopicsOfOneSubscriberAreBounded(t *testing.T) {
	s := listen(t, Options{})
	c := s.dial(t, wire.IOPub, "SUB", "")
	go func() {
		for i := range maxTopics + 1 {
			if _, err := c.Write(frame(0, fmt.Appendf(nil, "\x01%d", i))); err != nil {
				return
			}
		}
	}()
	c.closed()
	d := s.dial(t, wire.IOPub, "SUB", "")
	d.send(append([]byte("\x01"), make([]byte, maxTopic+1)...))
	d.closed()
}

// One subscriber stops reading. The others get everything, newcomers are welcomed, the publisher is held up once.
func TestStalledSubscriberHarmsNobodyElse(t *testing.T) {
	const stall = 300 * time.Millisecond
	s := listen(t, Options{limits: limits{queueBytes: 4 << 20, stall: stall}})
	stalled, healthy := s.subscribe(t, ""), s.subscribe(t, "")
	const n, size = 4000, 4096
	got := make(chan int)
	go func() {
		count := 0
		for string(healthy.recv()[0]) != "last" {
			count++
		}
		got <- count
	}()
	slow := 0
	text := strings.Repeat("x", size)
	for i := range n {
		start := time.Now()
		s.publish(t, "t", text)
		if time.Since(start) >= stall {
			slow++
		}
		if i == n/2 {
			s.subscribe(t, "new").Close()
		}
	}
	s.publish(t, "last", "")
	if count := <-got; count != n {
		t.Errorf("the healthy subscriber got %d of %d", count, n)
	}
	if slow > n/100 { // once for the stall, now and then for a slow machine
		t.Errorf("the publisher was held up %d times", slow)
	}
	if s.log.count("stopped reading") != 1 {
		t.Errorf("log:\n%s", s.log)
	}
	testReadsAgain(t, s, stalled)
}

// testReadsAgain checks that a stalled subscriber gets what was queued, then new messages.
func testReadsAgain(t *testing.T, s *server, stalled *client) {
	t.Helper()
	stop := make(chan bool)
	var publishing sync.WaitGroup
	publishing.Go(func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
				s.publish(t, "again", "")
			}
		}
	})
	for string(stalled.recv()[0]) != "again" {
	}
	close(stop)
	publishing.Wait()
	if s.log.count("reads again") != 1 {
		t.Errorf("log:\n%s", s.log)
	}
}

// Many stalled subscribers together cost little more memory than the pool.
func TestManyStalledSubscribersAreBoundedTogether(t *testing.T) {
	s := listen(t, Options{limits: limits{queueBytes: 4 << 20}})
	const stalled = 30
	for range stalled {
		c := s.subscribe(t, "")
		c.Conn.(*net.TCPConn).SetReadBuffer(4096)
	}
	healthy := s.subscribe(t, "")
	got := make(chan int)
	go func() {
		count := 0
		for string(healthy.recv()[0]) != "last" {
			count++
		}
		got <- count
	}()
	text := strings.Repeat("x", 32<<10)
	const n = 400
	for range n {
		s.publish(t, "t", text)
	}
	s.publish(t, "last", "")
	if count := <-got; count != n {
		t.Errorf("the healthy subscriber got %d of %d", count, n)
	}
	if n := s.log.count("stopped reading"); n < stalled/2 {
		t.Errorf("only %d of %d stalled", n, stalled)
	}
	p := s.sockets[wire.IOPub].pool
	if used, most := p.used.Load(), p.total+(stalled+1)*(quantum+40<<10); used > most {
		t.Errorf("%d bytes queued, want at most %d", used, most)
	}
}

func TestJoinAndLeaveDuringAStorm(t *testing.T) {
	s := listen(t, Options{})
	stop := make(chan bool)
	var publishing sync.WaitGroup
	publishing.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				s.publish(t, "t", "x")
			}
		}
	})
	for i := range 200 {
		c := s.subscribe(t, "")
		switch i % 4 {
		case 0: // reads something and leaves
			c.recv()
			c.Close()
		case 1: // leaves with a reset
			c.Conn.(*net.TCPConn).SetLinger(0)
			c.Close()
		case 2: // dies inside a frame
			c.Write(header(0, 1000))
			c.Close()
		case 3: // cancels first
			c.send([]byte("\x00"))
			c.Close()
		}
	}
	close(stop)
	publishing.Wait()
	waitFor(t, "all are gone", func() bool { return s.peers(wire.IOPub) == 0 })
	if used := s.sockets[wire.IOPub].pool.used.Load(); used != 0 {
		t.Errorf("%d bytes are still queued for nobody", used)
	}
}

// Several subscribers stop reading at once: the sender waits for all of them together, and serves the others first.
func TestSeveralStalledSubscribersHoldUpTheSenderOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		x := newPublisher(newSession(t))
		for range 5 {
			q, _ := newTestQueue(nil)
			fill(t, q)
			x.subscribers[&peer{queue: q}] = map[string]int{"": 1}
		}
		healthy, _ := newTestQueue(nil)
		x.subscribers[&peer{queue: healthy}] = map[string]int{"": 1}
		start := time.Now()
		served := make(chan time.Duration, 1)
		go func() {
			healthy.wait()
			served <- time.Since(start)
		}()
		x.send([][]byte{[]byte("t")})
		if waited := time.Since(start); waited != 300*time.Millisecond {
			t.Errorf("waited %v, want 300ms", waited)
		}
		if after := <-served; after != 0 {
			t.Errorf("the healthy one was served after %v", after)
		}
	})
}
