package zmq

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"loopbook/kernel/kerneltest/tools"
	"loopbook/kernel/wire"
)

// A program is a frontend on real ZeroMQ sockets: testdata/NAME.py.
type program struct {
	*exec.Cmd
	out    *bufio.Reader
	stderr *logBuffer
}

func startFrontend(t *testing.T, info *wire.ConnectionInfo, name string, args ...any) *program {
	t.Helper()
	p := &program{Cmd: exec.Command(tools.Python(t), filepath.Join("testdata", name)), stderr: &logBuffer{}}
	for _, a := range append([]any{info}, args...) {
		text, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		p.Args = append(p.Args, string(text))
	}
	p.Stderr = p.stderr
	p.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1")
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.out = bufio.NewReader(out)
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Process.Kill() })
	return p
}

// line returns the next line the program prints.
func (p *program) line(t *testing.T) string {
	t.Helper()
	text, err := p.out.ReadString('\n')
	if err != nil {
		t.Fatalf("%s: %v\n%s", p.Args[1], err, p.stderr)
	}
	return strings.TrimSpace(text)
}

// end waits until the program has ended well.
func (p *program) end(t *testing.T) {
	t.Helper()
	io.Copy(io.Discard, p.out)
	if err := p.Wait(); err != nil {
		t.Errorf("%s: %v\n%s", p.Args[1], err, p.stderr)
	}
}

func needsZMQ(t *testing.T) {
	t.Helper()
	if err := exec.Command(tools.Python(t), "-c", "import zmq").Run(); err != nil {
		tools.Missing(t, "pyzmq")
	}
}

func TestLibzmqRequests(t *testing.T) {
	t.Parallel()
	needsZMQ(t)
	big := 64 << 20
	if testing.Short() {
		big = 8 << 20
	}
	s := listen(t, Options{})
	s.echo(t)
	startFrontend(t, s.info, "requests.py", big).end(t)
}

func TestLibzmqOverSocketFiles(t *testing.T) {
	t.Parallel()
	needsZMQ(t)
	s := listenOn(t, &wire.ConnectionInfo{Transport: "ipc", IP: filepath.Join(socketDir(t), "k")}, Options{})
	s.echo(t)
	startFrontend(t, s.info, "requests.py", 1<<20).end(t)
	startFrontend(t, s.info, "heartbeat.py").end(t)
}

func TestLibzmqHeartbeat(t *testing.T) {
	t.Parallel()
	needsZMQ(t)
	s := listen(t, Options{})
	startFrontend(t, s.info, "heartbeat.py").end(t)
}

func TestLibzmqPingsAreAnswered(t *testing.T) {
	t.Parallel()
	needsZMQ(t)
	s := listen(t, Options{})
	s.echo(t)
	startFrontend(t, s.info, "pings.py").end(t)
}

func TestLibzmqIdentities(t *testing.T) {
	t.Parallel()
	needsZMQ(t)
	s := listen(t, Options{})
	s.echo(t)
	startFrontend(t, s.info, "identity.py").end(t)
}

// publishUntil publishes topics in turn, the messages numbered, until the programs have ended.
func (s *server) publishUntil(t *testing.T, topics []string, programs ...*program) {
	t.Helper()
	done := make(chan bool)
	var publishing sync.WaitGroup
	publishing.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-done:
				return
			default:
				s.publish(t, topics[i%len(topics)], fmt.Sprint(i))
			}
		}
	})
	for _, p := range programs {
		p.end(t)
	}
	close(done)
	publishing.Wait()
}

func TestLibzmqSubscriptions(t *testing.T) {
	t.Parallel()
	needsZMQ(t)
	s := listen(t, Options{})
	s.publishUntil(t, []string{"a", "ab", "abc", "b"}, startFrontend(t, s.info, "subscribe.py"))
}

func TestLibzmqSubscribersJoinAndLeave(t *testing.T) {
	t.Parallel()
	needsZMQ(t)
	s := listen(t, Options{})
	s.publishUntil(t, []string{"t"}, startFrontend(t, s.info, "churn.py"))
	waitFor(t, "all are gone", func() bool { return s.peers(wire.IOPub) == 0 })
}

func TestLibzmqGetsTheLastMessages(t *testing.T) {
	t.Parallel()
	needsZMQ(t)
	for _, c := range lingerCases {
		if c.Channel == wire.Heartbeat {
			continue
		}
		t.Run(fmt.Sprintf("%s_%dx%d_%d_unread", c.Channel, c.Count, c.Size, c.Unread), func(t *testing.T) {
			text, err := json.Marshal(c)
			if err != nil {
				t.Fatal(err)
			}
			s, cmd := startProgram(t, "send-and-exit", "ZMQ_TEST_CASE="+string(text))
			startFrontend(t, s.info, "linger.py", c.Channel.String(), c.Count, c.Size, c.Unread).end(t)
			if err := cmd.Wait(); err != nil {
				t.Errorf("the process ended with %v", err)
			}
		})
	}
}

// A real kernel's log must not fill with what real clients do.
func TestNothingThatLibzmqDoesIsLoggedAsWrong(t *testing.T) {
	t.Parallel()
	needsZMQ(t)
	s := listen(t, Options{})
	s.echo(t)
	startFrontend(t, s.info, "heartbeat.py").end(t)
	startFrontend(t, s.info, "identity.py").end(t)
	for line := range bytes.Lines([]byte(s.log.String())) {
		if bytes.Contains(line, []byte("WARN")) {
			t.Errorf("%s", line)
		}
	}
}
