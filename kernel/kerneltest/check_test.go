package kerneltest

import (
	"encoding/json"
	"strings"
	"testing"

	"loopbook/kernel/wire"
)

func TestCheckRefusesWhatAFrontendCannotTake(t *testing.T) {
	s := newSession(t)
	for _, c := range []struct{ msgType, content, want string }{ // want: part of the complaint, "" for none
		{"stream", `{"name":"stdout","text":""}`, ""},
		{"stream", `{"name":"stdin","text":""}`, "name"},
		{"stream", `{"name":"stdout"}`, "text"},
		{"display_data", `{"data":{"text/plain":"x"},"metadata":{},"transient":{}}`, ""},
		{"display_data", `{"data":{"application/json":[1,null]},"metadata":{},"transient":{}}`, ""},
		{"display_data", `{"data":{"text/plain":1},"metadata":{},"transient":{}}`, "data"},
		{"display_data", `{"data":{"plain":"x"},"metadata":{},"transient":{}}`, "data"},
		{"display_data", `{"data":{},"metadata":null,"transient":{}}`, "metadata is null"},
		{"update_display_data", `{"data":{},"metadata":{},"transient":{}}`, "transient"},
		{"execute_result", `{"data":{},"metadata":{},"execution_count":1.0}`, "execution_count"},
		{"error", `{"ename":"","evalue":"","traceback":["a"]}`, ""},
		{"error", `{"ename":"","evalue":"","traceback":[]}`, "traceback"},
		{"error", `{"ename":"","evalue":"","traceback":["a\n"]}`, "traceback"},
		{"status", `{"execution_state":"dead"}`, "execution_state"},
		{"comm_msg", `{"comm_id":"a"}`, "data"},
		{"execute_reply", `{"status":"aborted"}`, ""},
		{"execute_reply", `{"status":"ok","execution_count":1,"payload":[]}`, "user_expressions"},
		{"execute_reply", `{"status":"error","ename":"","evalue":"","traceback":["a"]}`, "execution_count"},
		{"complete_reply", `{"status":"ok","matches":[],"cursor_start":0,"cursor_end":0,"metadata":null}`, "metadata"},
		{"inspect_reply", `{"status":"aborted"}`, "status"},
		{"kernel_info_reply", `{"status":"ok"}`, "language_info"},
		{"is_complete_reply", `{"status":"ok"}`, "status"},
		{"my_own_message", `{}`, "not a type"},
	} {
		m, err := s.New(c.msgType, nil, wire.Status{})
		if err != nil {
			t.Fatal(err)
		}
		m.Content = json.RawMessage(c.content)
		err = Check(wire.IOPub, m)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s %s: got %v, want %q", c.msgType, c.content, err, c.want)
		}
	}
}

func TestCheckRefusesDatesThatClientsKeepAsText(t *testing.T) {
	for date, good := range map[string]bool{
		"2026-01-02T03:04:05.000006Z": true, "2026-01-02T03:04:05.000000006Z": false, "2026-01-02T03:04:05Z": false,
		"2026-01-02T03:04:05.000006+01:00": false, "": false,
	} {
		m := &wire.Message{Header: wire.Header{MsgID: "m", MsgType: "clear_output", Date: date}, Parent: json.RawMessage("{}"), Metadata: json.RawMessage("{}")}
		m.RawHeader, _ = json.Marshal(m.Header)
		m.Content = json.RawMessage(`{"wait":true}`)
		if err := Check(wire.IOPub, m); (err == nil) != good {
			t.Errorf("%q: %v", date, err)
		}
	}
}

func TestAnExchangeHasOneOrder(t *testing.T) {
	for _, c := range []struct {
		messages string // b busy, i idle, o output, x execute_input, r reply
		want     string
	}{
		{"bxori", ""}, {"bri", ""}, {"bi", ""}, {"brio", ""},
		{"bb", "a second busy"}, {"bii", "an idle without busy"}, {"ob", "before busy"}, {"bix", "after idle"},
		{"bir", "outside of busy"}, {"brr", "a second reply"}, {"brx", "between reply and idle"},
	} {
		conn, kernel := NewConn(t)
		client := conn.Client("c")
		client.published, client.sawStart = true, true
		request, err := client.session.New("execute_request", nil, wire.ExecuteRequest{})
		if err != nil {
			t.Fatal(err)
		}
		client.exchange(request.Header.MsgID).Request = request
		complaint := ""
		for _, letter := range c.messages {
			ch, msgType, content := wire.IOPub, "status", any(wire.Status{ExecutionState: wire.Busy})
			switch letter {
			case 'i':
				content = wire.Status{ExecutionState: wire.Idle}
			case 'o':
				msgType, content = "stream", wire.Stream{Name: "stdout"}
			case 'x':
				msgType, content = "execute_input", wire.ExecuteInput{}
			case 'r':
				ch, msgType, content = wire.Shell, "execute_reply", wire.ExecuteReply{Status: "ok"}
			}
			m, err := kernel.New(msgType, request, content)
			if err != nil {
				t.Fatal(err)
			}
			if err := client.file(ch, m); err != nil {
				complaint = err.Error()
			}
		}
		if c.want == "" && complaint != "" || !strings.Contains(complaint, c.want) {
			t.Errorf("%s: got %q, want %q", c.messages, complaint, c.want)
		}
	}
}

func TestAnArchiveSurvivesParsingAndFormatting(t *testing.T) {
	const text = "comment\n-- cell 1 --\na\n-- no marker\n\n-- iopub 1 --\n-- reply 1 --\nb\n"
	a := parseArchive([]byte(text))
	if got := string(a.format()); got != text {
		t.Errorf("got %q", got)
	}
	if len(a.sections) != 3 || string(a.sections[0].data) != "a\n-- no marker\n\n" || a.sections[2].name != "reply 1" {
		t.Errorf("got %q", a.sections)
	}
}
