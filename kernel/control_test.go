package kernel_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"loopbook/kernel"
	"loopbook/kernel/kerneltest"
	"loopbook/kernel/realm"
	"loopbook/kernel/wire"
)

func TestInterruptStopsWhateverACellDoes(t *testing.T) {
	for _, how := range []string{"message", "signal"} {
		for _, code := range []string{"print busy\nspin", "print await\nwait", "print ask\nask ?"} {
			server, client := start(t)
			x := execute(client, code, allowStdin)
			client.WaitOutput(x, "stream")
			if strings.Contains(code, "ask") {
				client.Question(x)
			}
			if how == "signal" {
				server.Kernel.Interrupt()
			} else if got := client.Do(wire.Control, "interrupt_request", nil).Status(); got != "ok" {
				t.Errorf("interrupt_reply %q", got)
			}
			client.Await(x)
			if e := x.Err(); x.Status() != "error" || e == nil || e.EName != "KeyboardInterrupt" {
				t.Errorf("%s %q: %q %+v", how, code, x.Status(), e)
			}
			if y := client.Execute("result next"); y.Result() != "next" {
				t.Errorf("%s %q: the next cell: %q", how, code, y.Status())
			}
		}
	}
}

func TestInterruptOfAnIdleKernelHarmsNothing(t *testing.T) {
	server, client := start(t)
	for range 3 {
		client.Do(wire.Control, "interrupt_request", nil)
		server.Kernel.Interrupt()
	}
	if x := client.Execute("result next"); x.Result() != "next" {
		t.Errorf("the next cell: %q", x.Status())
	}
}

func TestShutdownAnswersTellsEverybodyAndEnds(t *testing.T) {
	for _, ch := range []wire.Channel{wire.Control, wire.Shell} {
		for _, restart := range []bool{false, true} {
			for _, running := range []string{"", "print x\nspin", "print x\nwait", "print x\nask ?"} {
				server, client := start(t)
				if running != "" {
					client.WaitOutput(execute(client, running, allowStdin), "stream")
				}
				x := client.Do(ch, "shutdown_request", wire.ShutdownRequest{Restart: restart})
				if err := server.Wait(); err != nil {
					t.Errorf("Run: %v", err)
				}
				var r wire.ShutdownReply
				if x.Decode(&r); r.Restart != restart || r.Status != "ok" {
					t.Errorf("%s %q: reply %+v", ch, running, r)
				}
				if told := x.Published("shutdown_reply"); len(told) != 1 || told[0].Header.MsgID == x.Reply.Header.MsgID {
					t.Errorf("%s %q: %d shutdown_reply on iopub", ch, running, len(told))
				}
			}
		}
	}
}

func TestShutdownEndsInTimeAlsoWhileJavaScriptCannotBeStopped(t *testing.T) {
	server, client := start(t)
	client.WaitOutput(execute(client, "warn x\nsleep 100\nsleep 3000"), "stream")
	begin := time.Now()
	server.Shutdown(false)
	if took := time.Since(begin); took > 2500*time.Millisecond {
		t.Errorf("took %v", took)
	}
}

func TestShutdownDeliversWhatWasPrinted(t *testing.T) {
	server, client := start(t)
	x := execute(client, "lines 50000\nspin")
	client.WaitOutput(x, "stream")
	server.Shutdown(false)
	if got := strings.Count(x.Text("stdout"), "\n"); got != 50000 {
		t.Errorf("%d lines arrived", got)
	}
}

func TestTheKernelEndsWithItsContextOrItsConnection(t *testing.T) {
	for _, end := range []string{"context", "connection"} {
		conn, session := kerneltest.NewConn(t)
		k := kernel.NewWithEngine(conn, session, kernel.Config{}, func(cfg realm.Config) (kernel.Engine, error) { return newScripted(cfg), nil })
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		if end == "context" {
			time.AfterFunc(10*time.Millisecond, cancel)
		} else {
			time.AfterFunc(10*time.Millisecond, func() { conn.Close(0) })
		}
		if err := k.Run(ctx); err != nil {
			t.Errorf("%s: %v", end, err)
		}
	}
}

func TestALanguageThatCannotStartOrFailsIsTheErrorOfRun(t *testing.T) {
	for name, makeEngine := range map[string]func(realm.Config) (kernel.Engine, error){
		"no such directory": func(realm.Config) (kernel.Engine, error) { return nil, errors.New("no such directory") },
		"the loop failed":   func(cfg realm.Config) (kernel.Engine, error) { return panicking{newScripted(cfg)}, nil },
	} {
		conn, session := kerneltest.NewConn(t)
		err := kernel.NewWithEngine(conn, session, kernel.Config{}, makeEngine).Run(t.Context())
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("got %v, want %q", err, name)
		}
	}
}

// panicking is a language whose loop has a bug.
type panicking struct{ *scripted }

func (panicking) Run(context.Context) error { panic("a bug") }

func TestNoGoroutineOutlivesRun(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	conn, session := kerneltest.NewConn(t)
	k := kernel.NewWithEngine(conn, session, kernel.Config{}, func(cfg realm.Config) (kernel.Engine, error) { return newScripted(cfg), nil })
	client := conn.Client("first")
	done := make(chan error)
	go func() { done <- k.Run(context.Background()) }()
	client.Execute("print a\nlater print b")
	client.Execute("fire")
	client.Do(wire.Shell, "complete_request", wire.CompleteRequest{Code: "x stuck", CursorPos: 7})
	execute(client, "wait")
	client.Do(wire.Control, "shutdown_request", nil)
	if err := <-done; err != nil {
		t.Error(err)
	}
	time.Sleep(50 * time.Millisecond) // the question about "stuck" ends with the language
}

func TestShutdownDeliversLateOutputThatWasNotFlushedYet(t *testing.T) {
	server, client := start(t)
	x := client.Execute("later print late")
	client.Execute("fire")
	server.Shutdown(false)
	if got := x.Text("stdout"); got != "late\n" {
		t.Errorf("got %q", got)
	}
}
