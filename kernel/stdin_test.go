package kernel_test

import (
	"log/slog"
	"strings"
	"testing"

	"loopbook/kernel"
	"loopbook/kernel/kerneltest"
	"loopbook/kernel/realm"
	"loopbook/kernel/wire"
)

func TestInputGoesToTheFrontendThatAskedAndBack(t *testing.T) {
	server, client := start(t)
	other := server.Conn.Client("second")
	x := execute(client, "print before\nask Name?\npassword Word?", allowStdin)
	m, q := client.Question(x)
	if q.Prompt != "Name?" || q.Password {
		t.Errorf("asked %+v", q)
	}
	if x.Text("stdout") != "before\n" {
		t.Errorf("printed %q before the question", x.Text("stdout"))
	}
	if string(m.Identities[0]) != "first" {
		t.Errorf("sent to %q", m.Identities)
	}
	other.Answer("not from me")
	client.Answer("Ada")
	client.WaitFor("the second question", func(m *wire.Message) bool {
		return m.Header.MsgType == "input_request" && string(m.Content) == `{"prompt":"Word?","password":true}`
	})
	client.Answer("secret")
	client.Await(x)
	if got := x.Text("stdout"); got != "before\ngot Ada\ngot secret\n" {
		t.Errorf("got %q", got)
	}
}

func TestEndOfInput(t *testing.T) {
	_, client := start(t)
	x := execute(client, "ask ?", allowStdin)
	client.Question(x)
	client.Answer("\x04")
	if client.Await(x); x.Text("stdout") != "got <end of input>\n" {
		t.Errorf("got %q", x.Text("stdout"))
	}
}

func TestWithoutAllowStdinNobodyIsAsked(t *testing.T) {
	_, client := start(t)
	x := client.Execute("ask ?")
	if e := x.Err(); e == nil || e.EValue != "input is not allowed" {
		t.Errorf("got %+v", e)
	}
	for _, m := range client.Received() {
		if m.Header.MsgType == "input_request" {
			t.Error("an input_request was sent")
		}
	}
}

func TestAStaleReplyDoesNotAnswerTheNextQuestion(t *testing.T) {
	conn, session := kerneltest.NewConn(t)
	log := make(lines, 100)
	k := kernel.NewWithEngine(conn, session, kernel.Config{Log: slog.New(slog.NewTextHandler(log, nil))},
		func(cfg realm.Config) (kernel.Engine, error) { return newScripted(cfg), nil })
	client := kerneltest.Serve(t, conn, k).Client()
	client.Answer("stale")
	for !strings.Contains(<-log, "an input_reply that nobody waits for") {
	}
	x := execute(client, "ask ?", allowStdin)
	client.Question(x)
	client.Answer("fresh")
	if client.Await(x); x.Text("stdout") != "got fresh\n" {
		t.Errorf("got %q", x.Text("stdout"))
	}
}

// lines is a log whose lines can be waited for.
type lines chan string

func (l lines) Write(line []byte) (int, error) {
	l <- string(line)
	return len(line), nil
}

func TestControlIsServedWhileACellWaitsForInput(t *testing.T) {
	_, client := start(t)
	x := execute(client, "ask ?", allowStdin)
	client.Question(x)
	client.Do(wire.Control, "kernel_info_request", nil)
	client.Answer("")
	if client.Await(x); x.Text("stdout") != "got \n" { // VS Code sends an empty string for Escape
		t.Errorf("got %q", x.Text("stdout"))
	}
}
