package kernel

import (
	"encoding/json"
	"log/slog"
	"strings"
	"testing"

	"loopbook/kernel/wire"
)

func requestOf(msgType string, content string) *request {
	return newRequest(wire.Shell, &wire.Message{Header: wire.Header{MsgType: msgType}, Content: json.RawMessage(content)})
}

func TestAQueueOfTooManyBytesMakesTheReaderWaitAndSaysSo(t *testing.T) {
	log := make(said, 1)
	q := newQueue(slog.New(slog.NewTextHandler(log, nil)), func(bool) {})
	large := strings.Repeat(" ", maxQueued)
	q.push(requestOf("a", large))
	q.push(requestOf("b", large))
	pushed := make(chan bool)
	go func() { pushed <- q.push(requestOf("c", "")) }()
	if line := <-log; !strings.Contains(line, "reading of the shell channel pauses") {
		t.Errorf("log: %s", line)
	}
	for _, want := range []string{"a", "b", "c"} {
		r, ok := q.pop()
		if !ok || r.kind() != want {
			t.Fatalf("got %v, want %s", r, want)
		}
	}
	if !<-pushed || q.bytes != 0 {
		t.Errorf("%d bytes are left", q.bytes)
	}
}

// said is a writer whose lines can be waited for.
type said chan string

func (s said) Write(line []byte) (int, error) {
	s <- string(line)
	return len(line), nil
}

func TestAClosedQueueEndsAllWaits(t *testing.T) {
	q := newQueue(slog.New(slog.DiscardHandler), func(bool) {})
	popped, pushed := make(chan bool), make(chan bool)
	go func() { _, ok := q.pop(); popped <- ok }()
	q.close()
	if <-popped {
		t.Error("pop returned a request")
	}
	go func() { pushed <- q.push(requestOf("a", "")) }()
	if <-pushed {
		t.Error("push into a closed queue")
	}
}
