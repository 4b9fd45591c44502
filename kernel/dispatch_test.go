package kernel_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"loopbook/display"
	"loopbook/kernel"
	"loopbook/kernel/kerneltest"
	"loopbook/kernel/realm"
	"loopbook/kernel/wire"
)

// Every request type, a content for it and what it is answered with.
var requests = []struct {
	channel wire.Channel
	msgType string
	content string
	status  string // of the reply, "" if there is none
}{
	{wire.Shell, "kernel_info_request", `{}`, "ok"},
	{wire.Shell, "connect_request", `{}`, "ok"},
	{wire.Shell, "execute_request", `{"code":"print x","stop_on_error":false}`, "ok"},
	{wire.Shell, "execute_request", `{"code":"throw Error x","stop_on_error":false}`, "error"},
	{wire.Shell, "execute_request", `{"code":"","silent":true,"extra":[{}]}`, "ok"},
	{wire.Shell, "complete_request", `{"code":"a","cursor_pos":1}`, "ok"},
	{wire.Shell, "inspect_request", `{"code":"a","cursor_pos":1,"detail_level":0}`, "ok"},
	{wire.Shell, "is_complete_request", `{"code":"a"}`, "complete"},
	{wire.Shell, "is_complete_request", `{"code":"a {"}`, "incomplete"},
	{wire.Shell, "history_request", `{"hist_access_type":"tail","n":10,"output":false,"raw":true}`, "ok"},
	{wire.Shell, "comm_info_request", `{}`, "ok"},
	{wire.Shell, "comm_open", `{"comm_id":"c","target_name":"nobody","data":{}}`, ""},
	{wire.Shell, "comm_msg", `{"comm_id":"c","data":{}}`, ""},
	{wire.Shell, "comm_close", `{"comm_id":"c","data":{}}`, ""},
	{wire.Control, "kernel_info_request", `{}`, "ok"},
	{wire.Control, "interrupt_request", `{}`, "ok"},
	{wire.Control, "usage_request", `{}`, "ok"},
	// What nobody serves: busy and idle, no reply.
	{wire.Control, "debug_request", `{"seq":1,"type":"request","command":"initialize"}`, ""},
	{wire.Control, "create_subshell_request", `{}`, ""},
	{wire.Control, "list_subshell_request", `{}`, ""},
	{wire.Control, "execute_request", `{"code":"print x"}`, ""},
	{wire.Control, "no_such_request", `{}`, ""},
	{wire.Shell, "no_such_request", `{}`, ""},
	{wire.Shell, "nonsense", `{}`, ""},
	{wire.Shell, "debug_request", `{}`, ""},
	{wire.Shell, "execute_reply", `{}`, ""},
	// Contents of wrong types: an error where there is a reply.
	{wire.Shell, "execute_request", `{"code":1}`, "error"},
	{wire.Shell, "execute_request", `{"code":"","user_expressions":["x"]}`, "error"},
	{wire.Shell, "complete_request", `{"code":"a","cursor_pos":"1"}`, "error"},
	{wire.Shell, "complete_request", `{"code":"a","cursor_pos":1e99}`, "error"},
	{wire.Shell, "inspect_request", `{"code":[],"cursor_pos":1}`, "error"},
	{wire.Shell, "is_complete_request", `{"code":{}}`, "error"},
	{wire.Shell, "history_request", `{"hist_access_type":7}`, "error"},
	{wire.Shell, "history_request", `{"hist_access_type":"unheard of"}`, "error"},
	{wire.Shell, "comm_info_request", `{"target_name":[]}`, "error"},
	{wire.Shell, "comm_open", `{"comm_id":1}`, ""},
	{wire.Shell, "comm_msg", `{"comm_id":"echo","data":null}`, ""},
	{wire.Control, "shutdown_request", `{"restart":"no"}`, "error"},
	// Missing and null fields have defaults.
	{wire.Shell, "execute_request", `{"stop_on_error":null,"user_expressions":null,"allow_stdin":null}`, "ok"},
	{wire.Shell, "complete_request", `{}`, "ok"},
	{wire.Shell, "inspect_request", `{}`, "ok"},
	{wire.Shell, "history_request", `{}`, "ok"},
	{wire.Shell, "is_complete_request", `{}`, "complete"},
	{wire.Shell, "comm_info_request", `{"target_name":null}`, "ok"},
}

// The client itself checks that there is exactly one busy and one idle and everything else is between them.
func TestEveryRequestGetsBusyItsReplyAndIdle(t *testing.T) {
	_, client := start(t)
	for _, r := range requests {
		x := client.Do(r.channel, r.msgType, json.RawMessage(r.content))
		if got := x.Status(); got != r.status {
			t.Errorf("%s %s %s: status %q, want %q", r.channel, r.msgType, r.content, got, r.status)
		}
		if n := len(x.Published("status")); n != 2 {
			t.Errorf("%s %s: %d status messages, want busy and idle", r.channel, r.msgType, n)
		}
	}
	if x := client.Execute("print alive"); x.Text("stdout") != "alive\n" {
		t.Errorf("afterwards a cell prints %q", x.Text("stdout"))
	}
}

func TestABurstOfEveryRequestIsAnsweredInOrder(t *testing.T) {
	_, client := start(t)
	var sent []*kerneltest.Exchange
	for range 5 {
		for _, r := range requests {
			if r.channel == wire.Shell {
				sent = append(sent, client.Send(r.channel, r.msgType, json.RawMessage(r.content)))
			}
		}
	}
	var want, got []string
	for _, x := range sent {
		client.Await(x)
		want = append(want, x.Request.Header.MsgID)
	}
	for _, m := range client.Received() {
		if strings.Contains(string(m.Content), `"busy"`) {
			got = append(got, parent(m))
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("served in the order\n%v\nsent in\n%v", got, want)
	}
}

func TestStartingIsTheFirstMessageAndHasNoParent(t *testing.T) {
	_, client := start(t)
	client.Execute("print x")
	client.Execute("print x")
	all := client.Received()
	if string(all[0].Content) != `{"execution_state":"starting"}` || string(all[0].Parent) != "{}" {
		t.Errorf("first message: %s %s parent %s", all[0].Header.MsgType, all[0].Content, all[0].Parent)
	}
	for _, m := range all[1:] {
		if strings.Contains(string(m.Content), "starting") {
			t.Errorf("starting again: %s", m.Content)
		}
	}
}

func TestTheParentIsTheRequestsHeaderVerbatim(t *testing.T) {
	_, client := start(t)
	m := &wire.Message{Header: wire.Header{MsgID: "m", MsgType: "execute_request"}, Content: json.RawMessage(`{"code":"print x"}`)}
	m.RawHeader = json.RawMessage(`{"msg_id":"m","msg_type":"execute_request", "subshell_id": null, "later":{"a":[1.50]}}`)
	x := client.Await(client.SendMessage(wire.Shell, m))
	for _, got := range append(x.Published("all"), x.Reply) {
		if string(got.Parent) != string(m.RawHeader) {
			t.Errorf("%s: parent %s, want %s", got.Header.MsgType, got.Parent, m.RawHeader)
		}
	}
}

func TestAllIdentitiesComeBack(t *testing.T) {
	_, client := start(t)
	m := &wire.Message{Header: wire.Header{MsgID: "m", MsgType: "kernel_info_request"}, Identities: [][]byte{[]byte("second"), {0, 255}}}
	x := client.Await(client.SendMessage(wire.Shell, m))
	var got []string
	for _, id := range x.Reply.Identities {
		got = append(got, string(id))
	}
	if want := []string{"first", "second", "\x00\xff"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTwoClientsGetOnlyTheirRepliesAndBothTheOutput(t *testing.T) {
	server, a := start(t)
	b := server.Conn.Client("second")
	x, y := execute(a, "print from a"), execute(b, "print from b")
	a.Await(x)
	b.Await(y)
	for _, c := range []*kerneltest.Client{a, b} {
		replies, text := 0, ""
		for _, m := range c.Received() {
			switch m.Header.MsgType {
			case "execute_reply":
				replies++
			case "stream":
				text += string(m.Content)
			}
		}
		if replies != 1 || !strings.Contains(text, "from a") || !strings.Contains(text, "from b") {
			t.Errorf("a client got %d replies and saw %s", replies, text)
		}
	}
}

func TestABadMessageIsDroppedAndTheKernelLives(t *testing.T) {
	server, client := start(t)
	header := []byte(`{"msg_id":"m","msg_type":"execute_request"}`)
	empty := []byte(`{}`)
	client.SendFrames(wire.Shell, []byte("<IDS|MSG>"), []byte("0000"), header, empty, empty, []byte(`{"code":"print x"}`))
	client.SendFrames(wire.Shell, []byte("<IDS|MSG>"))
	client.SendFrames(wire.Shell)
	client.SendFrames(wire.Control, []byte("nothing"))
	if x := client.Execute("print alive"); x.Text("stdout") != "alive\n" {
		t.Errorf("afterwards a cell prints %q", x.Text("stdout"))
	}
	if got := len(client.Received()); got != 6 { // starting, busy, execute_input, stream, reply, idle
		t.Errorf("%d messages: something was published for a bad message", got)
	}
	if got := server.Dropped(); got < 3 {
		t.Errorf("%d messages dropped, want at least those on shell", got)
	}
}

func TestAHandlerThatPanicsIsAnErrorReply(t *testing.T) {
	_, client := start(t)
	x := client.Do(wire.Shell, "complete_request", wire.CompleteRequest{Code: "bug", CursorPos: 3})
	var e wire.ErrorReply
	x.Decode(&e)
	if e.Status != "error" || e.EName != "InternalError" || !strings.Contains(e.EValue, "a bug in completion") {
		t.Errorf("got %+v", e)
	}
	if x := client.Execute("print alive"); x.Text("stdout") != "alive\n" {
		t.Error("the kernel does not live on")
	}
}

func TestKernelInfoIsAnsweredBeforeTheLanguageIsReady(t *testing.T) {
	conn, session := kerneltest.NewConn(t)
	warm := make(chan struct{})
	k := kernel.NewWithEngine(conn, session, kernel.Config{}, func(cfg realm.Config) (kernel.Engine, error) {
		<-warm
		return newScripted(cfg), nil
	})
	client := kerneltest.Serve(t, conn, k).Client()
	for _, ch := range []wire.Channel{wire.Shell, wire.Control, wire.Shell} {
		if got := client.Do(ch, "kernel_info_request", nil).Status(); got != "ok" {
			t.Errorf("%s: %q", ch, got)
		}
	}
	x := execute(client, "print late")
	close(warm)
	if client.Await(x); x.Text("stdout") != "late\n" {
		t.Errorf("printed %q", x.Text("stdout"))
	}
}

func TestKernelInfoDescribesTheLanguage(t *testing.T) {
	for language, want := range map[string]wire.LanguageInfo{
		"javascript": {Name: "javascript", Version: "24.1.0", MIMEType: "text/javascript", FileExtension: ".js",
			PygmentsLexer: "javascript", CodemirrorMode: "javascript", NBConvertExporter: "script"},
		"typescript": {Name: "typescript", Version: "24.1.0", MIMEType: "application/typescript", FileExtension: ".ts",
			PygmentsLexer: "typescript", CodemirrorMode: "typescript", NBConvertExporter: "script"},
	} {
		conn, session := kerneltest.NewConn(t)
		k := kernel.NewWithEngine(conn, session, kernel.Config{Language: language, Version: "1.2.3", LanguageVersion: "24.1.0"},
			func(cfg realm.Config) (kernel.Engine, error) { return newScripted(cfg), nil })
		var info wire.KernelInfoReply
		kerneltest.Serve(t, conn, k).Client().Ask("kernel_info_request", nil, &info)
		if info.LanguageInfo != want {
			t.Errorf("%s: got %+v", language, info.LanguageInfo)
		}
		if info.ImplementationVersion != "1.2.3" || info.ProtocolVersion != wire.ProtocolVersion || len(info.SupportedFeatures) != 0 ||
			info.Banner == "" || len(info.HelpLinks) == 0 {
			t.Errorf("%s: got %+v", language, info)
		}
	}
}

func TestConnectReplyHasThePorts(t *testing.T) {
	conn, session := kerneltest.NewConn(t)
	ports := &wire.ConnectReply{ShellPort: 1, IOPubPort: 2, StdinPort: 3, HBPort: 4, ControlPort: 5}
	k := kernel.NewWithEngine(conn, session, kernel.Config{Ports: ports},
		func(cfg realm.Config) (kernel.Engine, error) { return newScripted(cfg), nil })
	var got wire.ConnectReply
	kerneltest.Serve(t, conn, k).Client().Ask("connect_request", nil, &got)
	if want := (wire.ConnectReply{Status: "ok", ShellPort: 1, IOPubPort: 2, StdinPort: 3, HBPort: 4, ControlPort: 5}); got != want {
		t.Errorf("got %+v", got)
	}
}

func TestUsageIsThatOfThisProcess(t *testing.T) {
	_, client := start(t)
	var u struct {
		PID      int            `json:"pid"`
		Hostname string         `json:"hostname"`
		Memory   int64          `json:"kernel_memory"`
		Host     map[string]any `json:"host_virtual_memory"`
	}
	client.Do(wire.Control, "usage_request", nil).Decode(&u)
	if u.PID == 0 {
		t.Errorf("got %+v", u)
	}
	if u.Host != nil && (u.Memory < 1<<20 || u.Host["total"].(float64) < float64(u.Memory)) {
		t.Errorf("memory of the process %d, of the machine %v", u.Memory, u.Host["total"])
	}
}

// No bytes in a content, signed by whomever, end the kernel or break the order of messages.
func FuzzContent(f *testing.F) {
	for i, r := range requests {
		f.Add(uint8(i), r.content)
	}
	f.Add(uint8(2), `{"code":"lines 5\nflip 3\nshow - text/html number","user_expressions":{"a":"throw X"}}`)
	f.Fuzz(func(t *testing.T, which uint8, content string) {
		r := requests[int(which)%len(requests)]
		if !json.Valid([]byte(content)) || content[0] != '{' || r.msgType == "shutdown_request" {
			return
		}
		for _, forever := range []string{"spin", "wait", "stuck", "sleep", "panic", "ask", "password", "lines", "flip", "bug"} {
			if strings.Contains(content, forever) || strings.Contains(content, `\u`) {
				return
			}
		}
		conn, session := kerneltest.NewConn(t)
		k := kernel.NewWithEngine(conn, session, kernel.Config{},
			func(cfg realm.Config) (kernel.Engine, error) { return newScripted(cfg), nil })
		client := kerneltest.Serve(t, conn, k).Client()
		client.Do(r.channel, r.msgType, json.RawMessage(content))
		client.Execute("print alive")
	})
}

func parent(m *wire.Message) string {
	var h wire.Header
	_ = json.Unmarshal(m.Parent, &h)
	return h.MsgID
}

// A compiler's word that the engine of the tests has the shape of the real one.
var _ kernel.Engine = (*scripted)(nil)
var _ display.Bundle
