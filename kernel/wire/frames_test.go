package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// signedFramesOf returns frames of a client whose JSON is exactly as given.
func signedFramesOf(s *Session, body ...string) [][]byte {
	var raw [][]byte
	for _, b := range body {
		raw = append(raw, []byte(b))
	}
	return slices.Concat([][]byte{[]byte("id"), []byte(delimiter), s.signer.sign(raw...)}, raw)
}

func decode(t testing.TB, s *Session, frames ...[]byte) *Message {
	t.Helper()
	m, err := s.Decode(frames)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMessageComesBackAsItWent(t *testing.T) {
	s := newTestSession(t)
	m := newMessage(t, s, "comm_msg", nil, CommMsg{CommID: "c", Data: json.RawMessage(`{"x":1}`)})
	m.Identities = [][]byte{[]byte("a\x00b"), {}, []byte("<IDS|MSG")}
	m.Metadata = json.RawMessage(`{"started":"x"}`)
	m.Buffers = [][]byte{{}, {0, 1, 2}, []byte(delimiter)}
	frames, err := s.Encode(m)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := len(frames), 3+2+4+3; got != want {
		t.Fatalf("%d frames, want %d", got, want)
	}
	if diff := cmp.Diff(m, decode(t, s, frames...)); diff != "" {
		t.Error(diff)
	}
}

const goodHeader = `{"msg_id":"1","msg_type":"x"}`

func TestOptionalDictsMayBeMissingOrNull(t *testing.T) {
	s := newTestSession(t)
	for i, empty := range []string{"null", "", " null\n", "{}", "{ }"} {
		header := fmt.Sprintf(`{"msg_id":"%d","msg_type":"x","session":null,"date":7,"version":{}}`, i)
		m := decode(t, s, signedFramesOf(s, header, empty, empty, empty)...)
		for _, raw := range []json.RawMessage{m.Parent, m.Metadata, m.Content} {
			var object map[string]any
			if err := json.Unmarshal(raw, &object); err != nil || object == nil || len(object) != 0 {
				t.Errorf("%q became %q, %v", empty, raw, err)
			}
		}
	}
}

func TestBadFramesHaveTheirError(t *testing.T) {
	s := newTestSession(t)
	good := func() [][]byte { return signedFramesOf(s, goodHeader, "{}", "{}", "{}") }
	unsigned := func(signature string) [][]byte {
		f := good()
		f[2] = []byte(signature)
		return f
	}
	for _, c := range []struct {
		name   string
		frames [][]byte
		want   error
	}{
		{"nothing", nil, ErrFrames},
		{"one empty frame", [][]byte{{}}, ErrFrames},
		{"no delimiter", slices.Delete(good(), 1, 2), ErrFrames},
		{"nothing behind the delimiter", good()[:2], ErrFrames},
		{"no content", good()[:6], ErrFrames},
		{"no signature", unsigned(""), ErrSignature},
		{"zeros", unsigned(strings.Repeat("0", 64)), ErrSignature},
		{"upper case", unsigned(strings.ToUpper(string(good()[2]))), ErrSignature},
		{"short signature", unsigned(string(good()[2][:63])), ErrSignature},
		{"long signature", unsigned(string(good()[2]) + "00"), ErrSignature},
		{"header is null", signedFramesOf(s, "null", "{}", "{}", "{}"), ErrJSON},
		{"header is no JSON", signedFramesOf(s, "{", "{}", "{}", "{}"), ErrJSON},
		{"header is an array", signedFramesOf(s, "[]", "{}", "{}", "{}"), ErrJSON},
		{"no msg_id", signedFramesOf(s, `{"msg_type":"x"}`, "{}", "{}", "{}"), ErrJSON},
		{"no msg_type", signedFramesOf(s, `{"msg_id":"1"}`, "{}", "{}", "{}"), ErrJSON},
		{"msg_type is a number", signedFramesOf(s, `{"msg_id":"1","msg_type":1}`, "{}", "{}", "{}"), ErrJSON},
		{"parent is a string", signedFramesOf(s, goodHeader, `"x"`, "{}", "{}"), ErrJSON},
		{"metadata is no JSON", signedFramesOf(s, goodHeader, "{}", "nope", "{}"), ErrJSON},
		{"content has a tail", signedFramesOf(s, goodHeader, "{}", "{}", "{}{}"), ErrJSON},
		{"content is a number", signedFramesOf(s, goodHeader, "{}", "{}", "1"), ErrJSON},
		{"nested without end", signedFramesOf(s, goodHeader, "{}", "{}", strings.Repeat(`{"a":`, 1<<20)), ErrJSON},
	} {
		m, err := s.Decode(c.frames)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %+v, %v; want %v", c.name, m, err, c.want)
		}
	}
	for i := 3; i <= 6; i++ {
		f := good()
		f[i] = append(bytes.Clone(f[i]), ' ')
		if _, err := s.Decode(f); !errors.Is(err, ErrSignature) {
			t.Errorf("frame %d changed after signing: %v", i, err)
		}
	}
	if _, err := s.Decode(good()); err != nil {
		t.Errorf("the good message, of which only the signature was seen in forgeries: %v", err)
	}
}

func TestBuffersAreNotSigned(t *testing.T) {
	s := newTestSession(t)
	frames := append(signedFramesOf(s, goodHeader, "{}", "{}", "{}"), []byte("buffer"))
	if m := decode(t, s, frames...); len(m.Buffers) != 1 || string(m.Buffers[0]) != "buffer" {
		t.Errorf("buffers %q", m.Buffers)
	}
}

func TestReplayIsRefused(t *testing.T) {
	s := newTestSession(t)
	frames := signedFramesOf(s, goodHeader, "{}", "{}", "{}")
	decode(t, s, frames...)
	for _, replay := range [][][]byte{frames, frames[1:], append(slices.Clone(frames), []byte("buffer"))} {
		if _, err := s.Decode(replay); !errors.Is(err, ErrReplay) {
			t.Errorf("replay gave %v", err)
		}
	}
}

func TestReplayHistoryIsBoundedAndRemembersTheRecent(t *testing.T) {
	s := newTestSession(t)
	message := func(i int) [][]byte {
		return signedFramesOf(s, fmt.Sprintf(`{"msg_id":"%d","msg_type":"x"}`, i), "{}", "{}", "{}")
	}
	const n = 3 * generation
	for i := range n {
		if !s.seen.add(message(i)[2]) {
			t.Fatalf("message %d was taken for a replay", i)
		}
	}
	if kept := len(s.seen.young) + len(s.seen.old); kept > 2*generation {
		t.Errorf("%d signatures kept, want at most %d", kept, 2*generation)
	}
	for _, i := range []int{n - 1, n - generation} {
		if s.seen.add(message(i)[2]) {
			t.Errorf("the replay of message %d of %d was not noticed", i, n)
		}
	}
}

// Strangers must not be able to make the session forget, so what they sign wrongly is not remembered.
func TestForgeriesDoNotEnterTheHistory(t *testing.T) {
	s := newTestSession(t)
	frames := signedFramesOf(s, goodHeader, "{}", "{}", "{}")
	for i := range 100 {
		forged := slices.Clone(frames)
		forged[2] = fmt.Appendf(nil, "%064x", i)
		if _, err := s.Decode(forged); !errors.Is(err, ErrSignature) {
			t.Fatal(err)
		}
	}
	if len(s.seen.young) != 0 {
		t.Errorf("%d forged signatures remembered", len(s.seen.young))
	}
}

// A header goes out again with every reply: one client's broken text must not end another client's channel.
func TestHeaderIsWellFormedBeforeItIsEchoed(t *testing.T) {
	s := newTestSession(t)
	header := `{"msg_id":"1","msg_type":"x","username":"` + "\xff" + `","more":"\ud800"}`
	m := decode(t, s, signedFramesOf(s, header, "{}", "{}", "{}")...)
	want := `{"msg_id":"1","msg_type":"x","username":"` + "\ufffd" + `","more":"\ufffd"}`
	if string(m.RawHeader) != want {
		t.Errorf("header %s\nwant   %s", m.RawHeader, want)
	}
}

func TestEncodeRefusesWhatWouldEndAFrontendsChannel(t *testing.T) {
	s := newTestSession(t)
	for _, c := range []struct {
		name string
		edit func(m *Message)
	}{
		{"content is an array", func(m *Message) { m.Content = json.RawMessage("[]") }},
		{"content is null", func(m *Message) { m.Content = json.RawMessage("null") }},
		{"metadata is cut off", func(m *Message) { m.Metadata = json.RawMessage(`{"a":1`) }},
		{"metadata is no JSON", func(m *Message) { m.Metadata = json.RawMessage(`{a}`) }},
		{"parent is a string", func(m *Message) { m.Parent = json.RawMessage(`"x"`) }},
	} {
		m := newMessage(t, s, "x", nil, nil)
		c.edit(m)
		if frames, err := s.Encode(m); !errors.Is(err, ErrJSON) {
			t.Errorf("%s: %q, %v", c.name, frames, err)
		}
	}
}

func TestEncodeFillsInWhatIsMissing(t *testing.T) {
	s := newTestSession(t)
	frames, err := s.Encode(&Message{Header: Header{MsgID: "1", MsgType: "x"}})
	if err != nil {
		t.Fatal(err)
	}
	m := decode(t, s, frames...)
	if m.Header.MsgID != "1" || string(m.Parent) != "{}" || string(m.Metadata) != "{}" || string(m.Content) != "{}" {
		t.Errorf("%+v", m)
	}
}

func FuzzDecode(f *testing.F) {
	s := newTestSession(f)
	f.Add([]byte("id"), s.signer.sign([]byte(goodHeader), []byte("{}"), []byte("{}"), []byte("{}")), []byte(goodHeader), []byte("{}"), []byte("{}"), []byte("buffer"), uint8(7))
	f.Add([]byte(delimiter), []byte(""), []byte(`{"msg_id":"1","msg_type":"x","date":null}`), []byte("null"), []byte(`{"a":"\ud800"}`), []byte{}, uint8(5))
	f.Add([]byte{}, []byte("00"), []byte("{\"msg_id\":\"\xff\",\"msg_type\":\"y\"}"), []byte("[]"), []byte(" "), []byte(nil), uint8(8))
	open, err := NewSession(nil, "")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, identity, signature, header, dict, content, buffer []byte, keep uint8) {
		frames := [][]byte{identity, []byte(delimiter), signature, header, dict, dict, content, buffer}
		frames = frames[:min(len(frames), int(keep))]
		if m, err := s.Decode(frames); err == nil && !bytes.Equal(s.signer.sign(frames[3:7]...), signature) {
			t.Fatalf("accepted with a wrong signature: %+v", m)
		}
		m, err := open.Decode(frames)
		if err != nil {
			return
		}
		checkDecoded(t, open, m)
	})
}

// checkDecoded checks what every accepted message promises: valid objects, and that a reply can be made and read.
func checkDecoded(t *testing.T, s *Session, m *Message) {
	for _, raw := range []json.RawMessage{m.RawHeader, m.Parent, m.Metadata, m.Content} {
		if !json.Valid(raw) || raw[0] != '{' || string(raw) != WellFormed(string(raw)) {
			t.Fatalf("accepted %q", raw)
		}
	}
	again, err := s.Encode(m)
	if err != nil {
		t.Fatalf("what was decoded does not encode: %v", err)
	}
	if back, err := s.Decode(again); err != nil || !cmp.Equal(m.RawHeader, back.RawHeader) {
		t.Fatalf("what was encoded does not decode: %v", err)
	}
	reply, err := s.New("reply", m, Status{Idle})
	if err != nil || !bytes.Equal(reply.Parent, m.RawHeader) {
		t.Fatalf("reply %+v, %v", reply, err)
	}
}

func BenchmarkEncode(b *testing.B) {
	for _, size := range []int{100, 100_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			s := newTestSession(b)
			m := newMessage(b, s, "stream", nil, Stream{"stdout", strings.Repeat("x", size)})
			m.Identities = [][]byte{[]byte("kernel.1.stream")}
			b.SetBytes(int64(size))
			for b.Loop() {
				if _, err := s.Encode(m); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	for _, size := range []int{100, 100_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			s := newTestSession(b)
			frames, err := s.Encode(newMessage(b, s, "stream", nil, Stream{"stdout", strings.Repeat("x", size)}))
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(size))
			for b.Loop() {
				s.seen.young = nil
				if _, err := s.Decode(frames); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// testdata/jupyter.json is one execute_request as jupyter_client put it on the wire, signed with "golden-key".
func TestGoldenFramesOfJupyterClient(t *testing.T) {
	raw, err := os.ReadFile("testdata/jupyter.json")
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	if err := json.Unmarshal(raw, &texts); err != nil {
		t.Fatal(err)
	}
	var frames [][]byte
	for _, text := range texts {
		frames = append(frames, []byte(text))
	}
	s, err := NewSession([]byte("golden-key"), "hmac-sha256")
	if err != nil {
		t.Fatal(err)
	}
	m := decode(t, s, slices.Clone(frames)...)
	var request ExecuteRequest
	if err := m.Unmarshal(&request); err != nil {
		t.Fatal(err)
	}
	if request.Code != "await 'é 😀'" || m.Header.Username != "ada" || !request.Stores() || !request.MayAsk() {
		t.Errorf("read as %+v of %+v", request, m.Header)
	}
	again, err := s.Encode(m)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(frames, again); diff != "" {
		t.Errorf("encoded again it is another message:\n%s", diff)
	}
}
