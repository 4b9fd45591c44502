package zmq

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"loopbook/kernel/wire"
)

// lingerCase is what a process sends before it closes its sockets and is gone.
type lingerCase struct {
	Channel wire.Channel
	Count   int
	Size    int
	Unread  int // signed requests that nobody takes while it does
}

var lingerCases = []lingerCase{
	{wire.Shell, 1, 400, 0},
	{wire.Shell, 1, 200_000, 0},
	{wire.Shell, 1, 200_000, 300},
	{wire.Shell, 20, 1 << 20, 0},
	{wire.Control, 1, 400, 0},
	{wire.Control, 1, 200_000, 300},
	{wire.Stdin, 1, 400, 0},
	{wire.IOPub, 1, 400, 0},
	{wire.IOPub, 1000, 100, 0},
	{wire.IOPub, 20, 1 << 20, 0},
	{wire.Heartbeat, 10, 1000, 0},
}

// sendAndExit is the process: it says where it listens, waits for a request on control, sends, closes and exits.
func sendAndExit() {
	var c lingerCase
	check(json.Unmarshal([]byte(os.Getenv("ZMQ_TEST_CASE")), &c))
	s, session := serveHere(Options{})
	go answerOne(s, session, wire.Shell)
	go answerOne(s, session, wire.Stdin)
	request, err := s.Recv(context.Background(), wire.Control)
	check(err)
	for i := range c.Count {
		m, err := session.New("stream", request, wire.Stream{Name: "stdout", Text: strings.Repeat("x", c.Size)})
		check(err)
		switch c.Channel {
		case wire.Heartbeat:
			continue
		case wire.IOPub:
			m.Identities = [][]byte{fmt.Append(nil, i)}
		default:
			m.Identities = [][]byte{[]byte("client")}
		}
		check(s.Send(c.Channel, m))
	}
	check(s.Close(5 * time.Second))
}

// answerOne shows that the channel works, then leaves everything else unread.
func answerOne(s *Sockets, session *wire.Session, ch wire.Channel) {
	request, err := s.Recv(context.Background(), ch)
	if err != nil {
		return
	}
	reply, err := session.New("reply", request, nil)
	check(err)
	reply.Identities = request.Identities
	check(s.Send(ch, reply))
}

// serveHere listens and says where, for the process that started this one.
func serveHere(o Options) (*Sockets, *wire.Session) {
	session, err := wire.NewSession([]byte(testKey), "")
	check(err)
	info := &wire.ConnectionInfo{Transport: "tcp", IP: "127.0.0.1", Key: testKey}
	s, err := Listen(info, session, o)
	check(err)
	check(json.NewEncoder(os.Stdout).Encode(info))
	return s, session
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// startProgram runs one of this package's programs in a process of its own and returns where it listens.
func startProgram(t *testing.T, name string, env ...string) (*server, *exec.Cmd) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), append(env, "ZMQ_TEST_PROGRAM="+name)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	s := &server{info: &wire.ConnectionInfo{}, session: newSession(t), log: &logBuffer{}}
	if err := json.Unmarshal(line, s.info); err != nil {
		t.Fatal(err)
	}
	return s, cmd
}

// What was sent before Close arrives, though the process exits right after it and though the peer has sent things that
// were never read.
func TestCloseDeliversWhatWasSent(t *testing.T) {
	for _, c := range lingerCases {
		t.Run(fmt.Sprintf("%s_%dx%d_%d_unread", c.Channel, c.Count, c.Size, c.Unread), func(t *testing.T) {
			t.Parallel()
			testLinger(t, c)
		})
	}
}

func testLinger(t *testing.T, c lingerCase) {
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	s, cmd := startProgram(t, "send-and-exit", "ZMQ_TEST_CASE="+string(text))
	client := s.lingerClient(t, c)
	trigger := client
	if c.Channel != wire.Control {
		trigger = s.dial(t, wire.Control, "DEALER", "trigger")
	}
	exited := make(chan error)
	go func() { exited <- cmd.Wait() }()
	trigger.request("go")
	if c.Channel == wire.Control {
		go client.flood(c.Unread)
	}
	for i := range c.Count {
		var got []byte
		for _, f := range client.recv() {
			got = append(got, f...)
		}
		if want := strings.Repeat("x", c.Size); !bytes.Contains(got, []byte(want)) {
			t.Fatalf("message %d of %d came with %d bytes", i, c.Count, len(got))
		}
	}
	if err := <-exited; err != nil {
		t.Errorf("the process ended with %v", err)
	}
}

// lingerClient connects to the channel of the case and sends what will not be read.
func (s *server) lingerClient(t *testing.T, c lingerCase) *client {
	t.Helper()
	switch c.Channel {
	case wire.IOPub:
		return s.subscribe(t, "")
	case wire.Heartbeat:
		client := s.dial(t, c.Channel, "DEALER", "")
		for range c.Count {
			client.send([]byte(strings.Repeat("x", c.Size)))
		}
		for range c.Count {
			client.recv()
		}
		for range c.Count {
			client.send([]byte(strings.Repeat("x", c.Size)))
		}
		time.Sleep(20 * time.Millisecond) // until they are echoed: there is no other sign of it that does not read them
		return client
	case wire.Control:
		return s.dial(t, c.Channel, "DEALER", "client")
	}
	client := s.dial(t, c.Channel, "DEALER", "client")
	client.roundTrip("the channel works")
	client.flood(c.Unread)
	return client
}

// flood sends requests that nobody will take, a megabyte for a hundred.
func (c *client) flood(n int) {
	for range n {
		_, frames := signed(c.t, strings.Repeat("u", 10_000))
		var all []byte
		for i, f := range frames {
			all = append(all, frame(map[bool]byte{true: moreBit}[i < len(frames)-1], f)...)
		}
		if _, err := c.Write(all); err != nil {
			return
		}
	}
}

// Close does not wait for the linger time when nothing is left to send.
func TestCloseWithNothingToSendIsQuick(t *testing.T) {
	s := listen(t, Options{})
	c := s.subscribe(t, "")
	go func() {
		c.closed()
		c.Close()
	}()
	start := time.Now()
	s.Close(time.Hour)
	if took := time.Since(start); took > patience {
		t.Errorf("took %v", took)
	}
}

// A peer that does not read cannot keep Close, and it is said what it did not get.
func TestCloseGivesUpOnAStalledPeerAfterLinger(t *testing.T) {
	s := listen(t, Options{})
	s.subscribe(t, "")
	for range 20 {
		s.publish(t, "t", strings.Repeat("x", 1<<20))
	}
	start := time.Now()
	s.Close(200 * time.Millisecond)
	if took := time.Since(start); took < 200*time.Millisecond || took > patience {
		t.Errorf("took %v", took)
	}
	if s.log.count("not delivered") != 1 {
		t.Errorf("log:\n%s", s.log)
	}
}
