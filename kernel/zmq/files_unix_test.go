//go:build unix

package zmq

import (
	"context"
	"strings"
	"syscall"
	"testing"
	"time"

	"loopbook/kernel/wire"
)

// serveWithFewFiles is a process that may open 64 files. It answers requests on shell, and on control with the
// processor time it has used.
func serveWithFewFiles() {
	check(syscall.Setrlimit(syscall.RLIMIT_NOFILE, &syscall.Rlimit{Cur: 64, Max: 64}))
	s, session := serveHere(Options{limits: limits{handshake: time.Hour}})
	go func() {
		for {
			request, err := s.Recv(context.Background(), wire.Shell)
			check(err)
			reply, err := session.New("reply", request, nil)
			check(err)
			reply.Identities = request.Identities
			s.Send(wire.Shell, reply)
		}
	}()
	for {
		request, err := s.Recv(context.Background(), wire.Control)
		check(err)
		reply, err := session.New("reply", request, map[string]any{"ns": processorTime()})
		check(err)
		reply.Identities = request.Identities
		check(s.Send(wire.Control, reply))
	}
}

func processorTime() time.Duration {
	var u syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// Out of file descriptors the accept loop neither spins nor gives up: connections that say nothing make room for the
// ones that do.
func TestWithoutFileDescriptorsItNeitherSpinsNorGivesUp(t *testing.T) {
	s, _ := startProgram(t, "few-files")
	control, old := s.dial(t, wire.Control, "DEALER", ""), s.dial(t, wire.Shell, "DEALER", "")
	used := func() time.Duration {
		control.request("how much")
		var answer struct{ NS int64 }
		if err := control.message().Unmarshal(&answer); err != nil {
			t.Fatal(err)
		}
		return time.Duration(answer.NS)
	}
	for range 200 {
		s.dialRaw(t, wire.Shell)
	}
	time.Sleep(100 * time.Millisecond)
	before := used()
	time.Sleep(500 * time.Millisecond)
	if spent := used() - before; spent > 300*time.Millisecond {
		t.Errorf("%v of processor time in half a second", spent)
	}
	old.roundTrip("peers are served")
	s.dial(t, wire.Shell, "DEALER", "").roundTrip(strings.Repeat("new ones too", 10))
}
