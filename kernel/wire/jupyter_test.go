package wire

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"io"
	"os/exec"
	"testing"

	"loopbook/kernel/kerneltest/tools"
)

// A jupyterClient is testdata/session.py at work: jupyter_client's Session.
type jupyterClient struct {
	in  io.Writer
	out *bufio.Scanner
}

func startJupyterClient(t *testing.T) *jupyterClient {
	t.Helper()
	python := tools.Python(t)
	if err := exec.Command(python, "-c", "import jupyter_client").Run(); err != nil {
		tools.Missing(t, "jupyter_client")
	}
	cmd := exec.Command(python, "testdata/session.py")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		if err := cmd.Wait(); err != nil {
			t.Errorf("session.py: %v", err)
		}
	})
	s := bufio.NewScanner(out)
	s.Buffer(nil, 1<<20)
	return &jupyterClient{in, s}
}

func (c *jupyterClient) ask(t *testing.T, question map[string]any, answer any) {
	t.Helper()
	raw, err := json.Marshal(question)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.in.Write(append(raw, '\n')); err != nil {
		t.Fatal(err)
	}
	if !c.out.Scan() {
		t.Fatalf("session.py ended: %v", c.out.Err())
	}
	if err := json.Unmarshal(c.out.Bytes(), answer); err != nil {
		t.Fatalf("%s: %v", c.out.Bytes(), err)
	}
}

type jupyterMessage struct {
	Error      string
	Identities []string
	MsgID      string `json:"msg_id"`
	MsgType    string `json:"msg_type"`
	Session    string
	Version    string
	Date       string
	Parent     map[string]any `json:"parent_header"`
	Metadata   map[string]any
	Content    map[string]any
	Buffers    []string
}

func hexFrames(frames [][]byte) []string {
	var out []string
	for _, f := range frames {
		out = append(out, hex.EncodeToString(f))
	}
	return out
}

// jupyterSchemes leaves out nothing that jupyter_client's hmac and ours both know.
var jupyterSchemes = []string{"hmac-sha256", "hmac-md5", "hmac-sha1", "hmac-sha224", "hmac-sha384", "hmac-sha512"}

func TestJupyterClientReadsWhatWeWrite(t *testing.T) {
	c := startJupyterClient(t)
	for _, scheme := range jupyterSchemes {
		for _, key := range []string{testKey, ""} {
			s, err := NewSession([]byte(key), scheme)
			if err != nil {
				t.Fatal(err)
			}
			request := &Message{Header: Header{MsgID: "request", MsgType: "execute_request", Session: "client", Version: "5.2"}}
			m := newMessage(t, s, "display_data", request, DisplayData{Data: map[string]any{"text/plain": "é <b> \xed\xa0\x80"}})
			m.Identities, m.Buffers = [][]byte{[]byte("kernel.1.display_data")}, [][]byte{{0xff}, {}}
			frames, err := s.Encode(m)
			if err != nil {
				t.Fatal(err)
			}
			var got jupyterMessage
			c.ask(t, map[string]any{"do": "read", "scheme": scheme, "key": key, "frames": hexFrames(frames)}, &got)
			if got.Error != "" {
				t.Errorf("%s, key %q: %s", scheme, key, got.Error)
				continue
			}
			checkJupyterMessage(t, s, m, &got)
		}
	}
}

func checkJupyterMessage(t *testing.T, s *Session, m *Message, got *jupyterMessage) {
	t.Helper()
	if got.MsgID != m.Header.MsgID || got.MsgType != "display_data" || got.Session != s.ID() || got.Version != ProtocolVersion {
		t.Errorf("header came as %+v", got)
	}
	if got.Date != "datetime" {
		t.Errorf("date was read as %s: %s", got.Date, m.Header.Date)
	}
	if got.Parent["msg_id"] != "request" || got.Metadata == nil || len(got.Buffers) != 2 || got.Identities[0] != "kernel.1.display_data" {
		t.Errorf("came as %+v", got)
	}
	if data, _ := got.Content["data"].(map[string]any); data["text/plain"] != "é <b> \ufffd" {
		t.Errorf("content came as %q", got.Content)
	}
}

func TestWeReadWhatJupyterClientWrites(t *testing.T) {
	c := startJupyterClient(t)
	for _, scheme := range jupyterSchemes {
		for _, key := range []string{testKey, ""} {
			s, err := NewSession([]byte(key), scheme)
			if err != nil {
				t.Fatal(err)
			}
			var answer struct{ Frames []string }
			c.ask(t, map[string]any{
				"do": "write", "scheme": scheme, "key": key, "type": "execute_request",
				"content": map[string]any{"code": "é 😀"}, "parent": map[string]any{},
			}, &answer)
			var frames [][]byte
			for _, f := range answer.Frames {
				raw, err := hex.DecodeString(f)
				if err != nil {
					t.Fatal(err)
				}
				frames = append(frames, raw)
			}
			m := decode(t, s, frames...)
			var request ExecuteRequest
			if err := m.Unmarshal(&request); err != nil {
				t.Fatal(err)
			}
			if request.Code != "é 😀" || m.Header.MsgType != "execute_request" || string(m.Identities[0]) != "id" {
				t.Errorf("%s: %+v", scheme, m)
			}
		}
	}
}
