package wire

import (
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

const testKey = "6b1f2a77-2f0a-4c9e-8d5c-0d6f6f2a1c11"

func newTestSession(t testing.TB) *Session {
	t.Helper()
	s, err := NewSession([]byte(testKey), DefaultScheme)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func newMessage(t testing.TB, s *Session, msgType string, parent *Message, content any) *Message {
	t.Helper()
	m, err := s.New(msgType, parent, content)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestSessionIDIsConstantAndInEveryMessage(t *testing.T) {
	s, other := newTestSession(t), newTestSession(t)
	if s.ID() == "" || s.ID() == other.ID() {
		t.Errorf("session ids %q and %q", s.ID(), other.ID())
	}
	for range 3 {
		if got := newMessage(t, s, "status", nil, Status{Idle}).Header.Session; got != s.ID() {
			t.Errorf("message of session %q, want %q", got, s.ID())
		}
	}
}

func TestNoTwoMessagesShareAnID(t *testing.T) {
	s := newTestSession(t)
	var mu sync.Mutex
	seen := map[string]bool{}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 500 {
				id := newMessage(t, s, "status", nil, Status{Idle}).Header.MsgID
				mu.Lock()
				if seen[id] {
					t.Errorf("msg_id %q twice", id)
				}
				seen[id] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
}

func TestDateIsUTCWithSixDigits(t *testing.T) {
	h := newMessage(t, newTestSession(t), "status", nil, nil).Header
	if !regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$`).MatchString(h.Date) {
		t.Errorf("date %q", h.Date)
	}
	at, err := time.Parse(time.RFC3339, h.Date)
	if err != nil || time.Since(at).Abs() > time.Hour {
		t.Errorf("date %q is %v from now, %v", h.Date, time.Since(at), err)
	}
}

func TestVersionIsWhatKernelTestsAccept(t *testing.T) {
	if v := newMessage(t, newTestSession(t), "x", nil, nil).Header.Version; !regexp.MustCompile(`^5\.[2-9]$`).MatchString(v) {
		t.Errorf("version %q", v)
	}
}

// The parent header of a reply is the request's header byte for byte: order, spaces and unknown keys included.
func TestParentIsTheRequestsHeaderVerbatim(t *testing.T) {
	s := newTestSession(t)
	header := `{"msg_type":"execute_request", "x_unknown": {"a":[1, 2]},"msg_id":"m1","session":"c","subshell_id":null,"version":"5.2"}`
	request := decode(t, s, signedFramesOf(s, header, "{}", "{}", "{}")...)
	reply := newMessage(t, s, "execute_reply", request, ExecuteReply{Status: StatusOK})
	if string(reply.Parent) != header {
		t.Errorf("parent %s\nwant   %s", reply.Parent, header)
	}
	if got := newMessage(t, s, "status", nil, nil).Parent; string(got) != "{}" {
		t.Errorf("without a parent the parent header is %s", got)
	}
}

func TestParentThatWasNeverEncodedIsEncoded(t *testing.T) {
	s := newTestSession(t)
	reply := newMessage(t, s, "x", &Message{Header: Header{MsgID: "m1", MsgType: "y"}}, nil)
	if !strings.Contains(string(reply.Parent), `"msg_id":"m1"`) {
		t.Errorf("parent %s", reply.Parent)
	}
}

func TestEveryScheme(t *testing.T) {
	for scheme := range schemes() {
		a, err := NewSession([]byte("key"), scheme)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := NewSession([]byte("key"), scheme)
		c, _ := NewSession([]byte("other"), scheme)
		frames, err := a.Encode(newMessage(t, a, "x", nil, nil))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.Decode(frames); err != nil {
			t.Errorf("%s: %v", scheme, err)
		}
		if _, err := c.Decode(frames); !errors.Is(err, ErrSignature) {
			t.Errorf("%s: another key's message gave %v", scheme, err)
		}
	}
}

func TestUnknownSchemeIsAClearError(t *testing.T) {
	for _, scheme := range []string{"hmac-crc32", "sha256", "HMAC-SHA256"} {
		_, err := NewSession([]byte("key"), scheme)
		if err == nil || !strings.Contains(err.Error(), scheme) || !strings.Contains(err.Error(), "hmac-sha256") {
			t.Errorf("%s: %v", scheme, err)
		}
	}
}

func TestEmptyKeySignsNothing(t *testing.T) {
	s, err := NewSession(nil, "")
	if err != nil {
		t.Fatal(err)
	}
	frames, err := s.Encode(newMessage(t, s, "x", nil, nil))
	if err != nil || len(frames[1]) != 0 || frames[1] == nil {
		t.Fatalf("signature %q, %v", frames[1], err)
	}
	for range 2 {
		if _, err := s.Decode(frames); err != nil {
			t.Error(err)
		}
	}
}

func TestTheSessionKeepsItsOwnKey(t *testing.T) {
	key := []byte("key")
	s, _ := NewSession(key, "")
	frames, _ := s.Encode(newMessage(t, s, "x", nil, nil))
	key[0] = 'X'
	again, _ := NewSession([]byte("key"), "")
	if _, err := again.Decode(frames); err != nil {
		t.Error(err)
	}
	s.signer.hashes.New()
	if _, err := s.Decode(frames); err != nil {
		t.Error(err)
	}
}

func TestSubshellIDIsAbsentUnlessSet(t *testing.T) {
	raw, err := json.Marshal(Header{})
	if err != nil || strings.Contains(string(raw), "subshell") {
		t.Errorf("%s, %v", raw, err)
	}
	s := newTestSession(t)
	m := decode(t, s, signedFramesOf(s, `{"msg_id":"1","msg_type":"x","subshell_id":"s1"}`, "{}", "{}", "{}")...)
	if m.Header.SubshellID == nil || *m.Header.SubshellID != "s1" {
		t.Errorf("subshell id %v", m.Header.SubshellID)
	}
}

func BenchmarkNew(b *testing.B) {
	s := newTestSession(b)
	request := newMessage(b, s, "execute_request", nil, nil)
	for b.Loop() {
		if _, err := s.New("stream", request, Stream{"stdout", "hello, world\n"}); err != nil {
			b.Fatal(err)
		}
	}
}
