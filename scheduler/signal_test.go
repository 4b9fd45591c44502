package scheduler

import (
	"context"
	"slices"
	"testing"
	"time"
)

// A port is a handle with messages, as package node has them.
type testPort struct {
	h     *Handle
	queue []string
	got   func(string)
}

func newTestPort(l *Loop, got func(string)) *testPort {
	p := &testPort{h: l.NewHandle(), got: got}
	p.h.OnSignal(func() {
		for n := len(p.queue); n > 0 && len(p.queue) > 0; n-- {
			m := p.queue[0]
			p.queue = p.queue[1:]
			p.h.Scope(func() error { p.got(m); return nil })
		}
	})
	return p
}

func (p *testPort) send(m string) {
	p.queue = append(p.queue, m)
	p.h.Signal()
}

func TestASignalledHandleRunsInTheSamePollIfTheWalkHasNotPassedIt(t *testing.T) {
	l := New(nothingEngine{})
	var log []string
	var port1, port2 *testPort
	port1 = newTestPort(l, func(m string) {
		log = append(log, "port1 "+m)
		port2.send("answer to " + m)
		l.SetImmediate(func() error { log = append(log, "immediate"); return nil })
	})
	port2 = newTestPort(l, func(m string) {
		log = append(log, "port2 "+m)
		if len(log) > 5 {
			port1.h.Close(nil)
			port2.h.Close(nil)
			return
		}
		port1.send("again")
	})
	port1.send("a")
	if err := l.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	want := []string{"port1 a", "port2 answer to a", "immediate", "port1 again", "port2 answer to again", "immediate", "port1 again", "port2 answer to again"}
	if !slices.Equal(log[:min(len(log), len(want))], want) {
		t.Errorf("got %q", log)
	}
}

func TestAHandleIsSignalledFromAnyGoroutine(t *testing.T) {
	l := New(nothingEngine{})
	h := l.NewHandle()
	calls := 0
	done := make(chan struct{})
	h.OnSignal(func() {
		calls++
		select {
		case <-done:
			h.Close(nil)
		default:
		}
	})
	go func() {
		for range 1000 {
			h.Signal()
		}
		close(done)
		h.Signal()
	}()
	if err := l.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	if calls == 0 {
		t.Error("never called")
	}
}

func TestWorkHoldsItsCellUntilItIsClosedUnrefedOrCancelled(t *testing.T) {
	l := New(nothingEngine{})
	c := l.NewCell("a")
	l.SetContext(&Context{Cell: c})
	h := l.NewWork()
	if !c.Busy() {
		t.Error("work does not hold its cell")
	}
	h.Unref()
	if c.Busy() {
		t.Error("unref'ed work holds its cell")
	}
	h.Ref()
	l.Cancel(c)
	if c.Busy() {
		t.Error("work holds a cell that was cancelled")
	}
	h.Close(nil)
	release := c.Hold()
	if !c.Busy() {
		t.Error("Hold does not hold")
	}
	release()
	if c.Busy() || l.handles != 0 {
		t.Errorf("busy %v, %d handles", c.Busy(), l.handles)
	}
}

func TestVirtualTimeDoesNotJumpOverWork(t *testing.T) {
	l := New(nothingEngine{})
	l.SetVirtual(true)
	h := l.NewWork()
	ended := false
	go func() {
		time.Sleep(20 * time.Millisecond)
		h.Post(func() error {
			ended = true
			h.Close(nil)
			return nil
		})
	}()
	l.SetTimer(func() error {
		if !ended {
			t.Error("an hour passed before the work had ended")
		}
		return nil
	}, 3_600_000, false)
	if err := l.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
}

type nothingEngine struct{}

func (nothingEngine) RunMicrotasks() error    { return nil }
func (nothingEngine) ProcessRejections() bool { return false }
func (nothingEngine) Uncaught(err error) bool { return false }
