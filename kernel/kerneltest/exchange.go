package kerneltest

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"loopbook/kernel/wire"
)

// lateTypes may come after the idle of their request: a timer prints, a comm speaks.
var lateTypes = map[string]bool{
	"stream": true, "display_data": true, "update_display_data": true, "clear_output": true, "error": true,
	"comm_open": true, "comm_msg": true, "comm_close": true,
}

// file puts m where it belongs. The error says which rule of an exchange it breaks. mu is held.
func (c *Client) file(ch wire.Channel, m *wire.Message) error {
	if c.ids[m.Header.MsgID] {
		return fmt.Errorf("msg_id %s was there before", m.Header.MsgID)
	}
	c.ids[m.Header.MsgID] = true
	if c.kernel == "" {
		c.kernel = m.Header.Session
	}
	if m.Header.Session != c.kernel {
		return fmt.Errorf("session %q, before it was %q", m.Header.Session, c.kernel)
	}
	first := ch == wire.IOPub && !c.published
	c.published = c.published || first
	c.sawStart = c.sawStart || first && state(m) == wire.Starting
	id := parentID(m)
	if id == "" {
		return fileStarting(m, first)
	}
	x := c.exchange(id)
	if ch != wire.IOPub {
		return x.fileReply(ch, m)
	}
	x.IOPub = append(x.IOPub, m)
	return x.order(m)
}

// fileStarting takes a message without parent: the first on iopub, or a comm that nobody asked for.
func fileStarting(m *wire.Message, first bool) error {
	switch {
	case m.Header.MsgType == "status":
		if !first || state(m) != wire.Starting {
			return errors.New("a status without parent that is not the first starting")
		}
	case !strings.HasPrefix(m.Header.MsgType, "comm_"):
		return errors.New("has no parent")
	}
	return nil
}

// fileReply takes a reply. On control it may overtake the busy of its request: it does not wait behind output.
func (x *Exchange) fileReply(ch wire.Channel, m *wire.Message) error {
	if m.Header.MsgType == "input_request" {
		return nil
	}
	switch {
	case x.Request == nil:
		return errors.New("a reply to the request of somebody else")
	case x.Reply != nil:
		return errors.New("a second reply")
	case x.idle || !x.busy && ch != wire.Control:
		return errors.New("a reply outside of busy … idle")
	case m.Header.MsgType != strings.Replace(x.Request.Header.MsgType, "_request", "_reply", 1):
		return fmt.Errorf("a reply to %s", x.Request.Header.MsgType)
	}
	x.Reply, x.channel = m, ch
	return nil
}

// order checks the place of an iopub message in its exchange.
func (x *Exchange) order(m *wire.Message) error {
	kind := m.Header.MsgType
	switch {
	case kind == "status" && state(m) == wire.Busy:
		if x.busy {
			return errors.New("a second busy")
		}
		x.busy = true
	case kind == "status" && state(m) == wire.Idle:
		if !x.busy && x.client.sawStart || x.idle {
			return errors.New("an idle without busy")
		}
		x.idle = true
	case kind == "status":
		return fmt.Errorf("state %q in an exchange", state(m))
	case !x.busy && x.client.sawStart:
		return errors.New("before busy")
	case x.idle && !lateTypes[kind]:
		return errors.New("after idle")
	case x.Reply != nil && x.channel == wire.Shell && !x.idle && !lateTypes[kind]:
		return errors.New("between reply and idle")
	}
	return nil
}

func state(m *wire.Message) string {
	var s wire.Status
	_ = json.Unmarshal(m.Content, &s) // Check has complained
	return s.ExecutionState
}

func parentID(m *wire.Message) string {
	var h wire.Header
	_ = json.Unmarshal(m.Parent, &h) // Check has complained
	return h.MsgID
}

func decode(t testing.TB, m *wire.Message, v any) {
	t.Helper()
	if err := json.Unmarshal(m.Content, v); err != nil {
		t.Fatalf("content of %s: %v\n%s", m.Header.MsgType, err, m.Content)
	}
}

// Decode decodes the content of the reply.
func (x *Exchange) Decode(reply any) {
	x.client.t.Helper()
	m := x.reply()
	if m == nil {
		x.client.t.Fatalf("%s got no reply\n%s", x.Request.Header.MsgType, x.client.dump())
	}
	decode(x.client.t, m, reply)
}

func (x *Exchange) reply() *wire.Message {
	x.client.mu.Lock()
	defer x.client.mu.Unlock()
	return x.Reply
}

// Status is the status of the reply, empty without one.
func (x *Exchange) Status() string {
	m := x.reply()
	if m == nil {
		return ""
	}
	var r wire.StatusReply
	decode(x.client.t, m, &r)
	return r.Status
}

// Published returns the iopub messages of x so far: of one type, or "all", or (with "") all but status and execute_input.
func (x *Exchange) Published(msgType string) []*wire.Message {
	x.client.mu.Lock()
	defer x.client.mu.Unlock()
	var found []*wire.Message
	for _, m := range x.IOPub {
		kind := m.Header.MsgType
		if kind == msgType || msgType == "all" || msgType == "" && kind != "status" && kind != "execute_input" {
			found = append(found, m)
		}
	}
	return found
}

// Text is what x wrote to "stdout" or "stderr".
func (x *Exchange) Text(name string) string {
	x.client.t.Helper()
	var b strings.Builder
	for _, m := range x.Published("stream") {
		var s wire.Stream
		decode(x.client.t, m, &s)
		if s.Name == name {
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

// Result is the text/plain of the execute_result, empty without one.
func (x *Exchange) Result() string {
	x.client.t.Helper()
	for _, m := range x.Published("execute_result") {
		var r wire.ExecuteResult
		decode(x.client.t, m, &r)
		s, _ := r.Data["text/plain"].(string)
		return s
	}
	return ""
}

// Err is the error on iopub, nil without one; more than one fails the test.
func (x *Exchange) Err() *wire.ErrorContent {
	x.client.t.Helper()
	errs := x.Published("error")
	if len(errs) == 0 {
		return nil
	}
	if len(errs) > 1 {
		x.client.t.Errorf("%d errors for one cell\n%s", len(errs), x.client.dump())
	}
	var e wire.ErrorContent
	decode(x.client.t, errs[0], &e)
	return &e
}
