//go:build unix

package zmq

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A frontend is suspended (laptop closed, debugger) while a cell prints 100 MB: the other one gets every line, the
// cell is held up once, and the suspended one is served again when it wakes up.
func TestSuspendedLibzmqSubscriberHarmsNobodyElse(t *testing.T) {
	needsZMQ(t)
	n, size := 25_000, 4000
	if testing.Short() {
		n = 10_000
	}
	s := listen(t, Options{limits: limits{queueBytes: 16 << 20}})
	suspended, healthy := startFrontend(t, s.info, "count.py"), startFrontend(t, s.info, "count.py")
	suspended.line(t)
	healthy.line(t)
	if err := suspended.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Skip("cannot suspend a process here: ", err)
	}
	held := 0
	text := strings.Repeat("x", size)
	for i := range n {
		start := time.Now()
		s.publish(t, "t", fmt.Sprint(i, " ", text))
		if time.Since(start) > 250*time.Millisecond {
			held++
		}
	}
	s.publish(t, "t", "last")
	if got, want := healthy.line(t), fmt.Sprint(n, " complete"); got != want {
		t.Errorf("the healthy one counted %s, want %s", got, want)
	}
	if held > n/100 { // once for the stall, now and then for a slow machine
		t.Errorf("the publisher was held up %d times", held)
	}
	testWakesUp(t, s, suspended)
}

func testWakesUp(t *testing.T, s *server, suspended *program) {
	t.Helper()
	if s.log.count("stopped reading") == 0 {
		t.Error("it never stalled")
	}
	if err := suspended.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "it reads again", func() bool { return s.log.count("reads again") == 1 })
	s.publish(t, "t", "last")
	t.Logf("the suspended one counted %s", suspended.line(t))
}
