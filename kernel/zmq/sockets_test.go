package zmq

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"loopbook/kernel/wire"
)

func TestReplyReachesTheOneWhoAsked(t *testing.T) {
	s := listen(t, Options{})
	s.echo(t)
	for _, ch := range []wire.Channel{wire.Shell, wire.Control, wire.Stdin} {
		a, b, c := s.dial(t, ch, "DEALER", "a"), s.dial(t, ch, "DEALER", ""), s.dial(t, ch, "DEALER", "")
		for range 3 {
			a.roundTrip("a")
			b.roundTrip("b")
			c.roundTrip("c")
		}
	}
}

func TestAllIdentitiesAreEchoed(t *testing.T) {
	s := listen(t, Options{})
	s.echo(t)
	c := s.dial(t, wire.Shell, "REQ", "")
	_, frames := signed(t, "x")
	c.send(append([][]byte{{}, []byte("proxy")}, frames...)...)
	got := c.recv()
	if len(got[0]) != 0 || string(got[1]) != "proxy" || string(got[2]) != "<IDS|MSG>" {
		t.Errorf("reply begins %q", got[:3])
	}
}

func TestTwentyClientsAtOnce(t *testing.T) {
	s := listen(t, Options{})
	s.echo(t)
	var running sync.WaitGroup
	for range 20 {
		c := s.dial(t, wire.Shell, "DEALER", "")
		running.Go(func() {
			for range 50 {
				c.roundTrip(strings.Repeat("x", 500))
			}
		})
	}
	running.Wait()
}

func TestLargeMessagesAndManyFramesComeBack(t *testing.T) {
	s := listen(t, Options{})
	s.echo(t)
	c := s.dial(t, wire.Shell, "DEALER", "")
	sizes := []int{0, 1, 254, 255, 256, 257, inputSize - 1, inputSize, inputSize + 1, directSize, outputSize, 1 << 20, 5<<20 + 3}
	_, frames := signed(t, "x")
	for _, size := range sizes {
		frames = append(frames, []byte(strings.Repeat("b", size)))
	}
	go c.send(frames...)
	for i, b := range c.message().Buffers {
		if string(b) != strings.Repeat("b", sizes[i]) {
			t.Errorf("buffer of %d bytes came back with %d", sizes[i], len(b))
		}
	}
	_, many := signed(t, "many")
	for range 5000 {
		many = append(many, []byte("b"))
	}
	go c.send(many...)
	if got := len(c.message().Buffers); got != 5000 {
		t.Errorf("%d buffers came back, want 5000", got)
	}
}

func TestOrderOfASenderIsKept(t *testing.T) {
	s := listen(t, Options{})
	c := s.subscribe(t, "")
	go func() {
		for i := range 2000 {
			s.publish(t, "t", strings.Repeat("x", i))
		}
	}()
	for i := range 2000 {
		var stream wire.Stream
		if err := c.message().Unmarshal(&stream); err != nil || len(stream.Text) != i {
			t.Fatalf("message %d has %d bytes, %v", i, len(stream.Text), err)
		}
	}
}

func TestReplyToNobodyIsAnErrorAtOnce(t *testing.T) {
	s := listen(t, Options{})
	m, err := s.session.New("reply", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Send(wire.Shell, m); !errors.Is(err, ErrNoPeer) {
		t.Errorf("without identity: %v", err)
	}
	m.Identities = [][]byte{[]byte("nobody")}
	if err := s.Send(wire.Shell, m); !errors.Is(err, ErrNoPeer) || !strings.Contains(err.Error(), "nobody") {
		t.Errorf("to an unknown identity: %v", err)
	}
	c := s.dial(t, wire.Shell, "DEALER", "somebody")
	c.request("x")
	request := s.recv(t, wire.Shell)
	c.Close()
	waitFor(t, "the peer is gone", func() bool { return s.peers(wire.Shell) == 0 })
	if err := s.Send(wire.Shell, s.reply(t, request)); !errors.Is(err, ErrNoPeer) {
		t.Errorf("to a peer that is gone: %v", err)
	}
}

func TestWrongChannelsAreClearErrors(t *testing.T) {
	s := listen(t, Options{})
	for _, ch := range []wire.Channel{wire.IOPub, wire.Heartbeat} {
		if _, err := s.Recv(context.Background(), ch); err == nil || !strings.Contains(err.Error(), ch.String()) {
			t.Errorf("Recv on %s: %v", ch, err)
		}
	}
	m, _ := s.session.New("x", nil, nil)
	if err := s.Send(wire.Heartbeat, m); err == nil || !strings.Contains(err.Error(), "hb") {
		t.Errorf("Send on heartbeat: %v", err)
	}
	m.Content = []byte("[]")
	if err := s.Send(wire.IOPub, m); !errors.Is(err, wire.ErrJSON) {
		t.Errorf("Send of a message that no frontend can read: %v", err)
	}
}

func TestRecvEndsWithItsContext(t *testing.T) {
	s := listen(t, Options{})
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(10*time.Millisecond, cancel)
	if _, err := s.Recv(ctx, wire.Shell); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestCloseEndsEverything(t *testing.T) {
	s := listen(t, Options{})
	c := s.subscribe(t, "")
	done := make(chan error)
	go func() {
		_, err := s.Recv(context.Background(), wire.Shell)
		done <- err
	}()
	if err := s.Close(time.Second); err != nil {
		t.Error(err)
	}
	if err := <-done; !errors.Is(err, net.ErrClosed) {
		t.Errorf("Recv: %v", err)
	}
	if _, err := s.Recv(context.Background(), wire.Control); !errors.Is(err, net.ErrClosed) {
		t.Errorf("later Recv: %v", err)
	}
	m, _ := s.session.New("x", nil, nil)
	for _, ch := range []wire.Channel{wire.Shell, wire.IOPub} {
		if err := s.Send(ch, m); !errors.Is(err, net.ErrClosed) {
			t.Errorf("Send on %s: %v", ch, err)
		}
	}
	c.closed()
	if err := s.Close(time.Second); err != nil {
		t.Errorf("second Close: %v", err)
	}
}

func TestPortInUseIsAClearErrorAndReleasesTheOthers(t *testing.T) {
	taken := listen(t, Options{})
	info := &wire.ConnectionInfo{Transport: "tcp", IP: "127.0.0.1", HBPort: taken.info.HBPort}
	before := *info
	_, err := Listen(info, newSession(t), Options{})
	want := "zmq: hb channel cannot listen on " + taken.info.Endpoint(wire.Heartbeat) + ": "
	if err == nil || !strings.HasPrefix(err.Error(), want) || !strings.Contains(err.Error(), "in use") {
		t.Errorf("%v\nwant %s… in use", err, want)
	}
	if *info != before {
		t.Errorf("ports were written back all the same: %+v", info)
	}
	other := listen(t, Options{})
	other.Close(0)
	info = other.info
	free := *info
	info.HBPort = taken.info.HBPort
	if _, err := Listen(info, newSession(t), Options{}); err == nil {
		t.Error("listened on a taken port")
	}
	listenOn(t, &free, Options{})
}

func TestPortsCanBeBoundAgainAtOnce(t *testing.T) {
	s := listen(t, Options{})
	for range 20 {
		c := s.subscribe(t, "")
		go func() { // as libzmq does, at once
			c.closed()
			c.Close()
		}()
		s.Close(time.Second)
		s = listenOn(t, s.info, Options{})
	}
}

func TestAddressThatIsNoneIsAClearError(t *testing.T) {
	for _, info := range []wire.ConnectionInfo{
		{Transport: "tcp", IP: "198.51.100.7"},
		{Transport: "ipc", IP: "/does/not/exist/kernel"},
		{Transport: "ipc", IP: "/tmp/" + strings.Repeat("x", 200)},
	} {
		_, err := Listen(&info, newSession(t), Options{})
		if err == nil || !strings.HasPrefix(err.Error(), "zmq: shell channel cannot listen on "+info.Transport+"://"+info.IP) {
			t.Errorf("%+v: %v", info, err)
		}
		t.Log(err)
	}
}

func TestWildcardAndIPv6Addresses(t *testing.T) {
	s := listenOn(t, &wire.ConnectionInfo{Transport: "tcp", IP: "*"}, Options{})
	s.info.IP = "127.0.0.1"
	s.echo(t)
	s.dial(t, wire.Shell, "DEALER", "").roundTrip("x")
	if l, err := net.Listen("tcp", "[::1]:0"); err != nil {
		t.Skip("no IPv6 here")
	} else {
		l.Close()
	}
	for _, ip := range []string{"::1", "[::1]"} {
		s := listenOn(t, &wire.ConnectionInfo{Transport: "tcp", IP: ip}, Options{})
		s.echo(t)
		s.dial(t, wire.Shell, "DEALER", "").roundTrip("x")
	}
}

// socketDir returns a directory whose name is short enough for sockets.
func socketDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "zmq")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func TestSocketFilesAreChosenServedAndRemoved(t *testing.T) {
	dir := socketDir(t)
	s := listenOn(t, &wire.ConnectionInfo{Transport: "ipc", IP: filepath.Join(dir, "k"), HBPort: 2}, Options{})
	s.echo(t)
	s.dial(t, wire.Control, "DEALER", "").roundTrip("x")
	seen := map[int]bool{}
	for _, ch := range wire.Channels() {
		seen[*s.info.Port(ch)] = true
	}
	if len(seen) != 5 || seen[0] {
		t.Errorf("ports chosen: %+v", s.info)
	}
	s.Close(time.Second)
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestStaleSocketFileIsReplacedAndALiveOneIsNot(t *testing.T) {
	path := filepath.Join(socketDir(t), "k")
	l, err := net.Listen("unix", path+"-7")
	if err != nil {
		t.Fatal(err)
	}
	l.(*net.UnixListener).SetUnlinkOnClose(false)
	info := wire.ConnectionInfo{Transport: "ipc", IP: path, ShellPort: 7}
	live := info
	if _, err := Listen(&live, newSession(t), Options{}); err == nil || !strings.Contains(err.Error(), "in use") {
		t.Errorf("while another process listens: %v", err)
	}
	l.Close()
	if _, err := os.Lstat(path + "-7"); err != nil {
		t.Fatal(err)
	}
	s := listenOn(t, &info, Options{})
	s.echo(t)
	s.dial(t, wire.Shell, "DEALER", "").roundTrip("x")
}

func TestOrdinaryFileInTheWayIsNotRemoved(t *testing.T) {
	path := filepath.Join(socketDir(t), "k")
	if err := os.WriteFile(path+"-7", []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	info := wire.ConnectionInfo{Transport: "ipc", IP: path, ShellPort: 7}
	if _, err := Listen(&info, newSession(t), Options{}); err == nil {
		t.Error("listened on a file")
	}
	if b, err := os.ReadFile(path + "-7"); err != nil || string(b) != "precious" {
		t.Errorf("%q, %v", b, err)
	}
}
