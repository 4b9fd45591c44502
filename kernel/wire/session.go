package wire

import (
	"encoding/json"
	"fmt"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
)

// DateLayout is the time format of a header's date, which is always UTC. jupyter_client reads at most six digits of a
// second: Go's own layouts write up to nine and are kept as text.
const DateLayout = "2006-01-02T15:04:05.000000Z"

// username is what messages made here say in their header; no frontend reads it.
const username = "kernel"

// A Session makes, signs and checks the messages of one process. Its id stays the same for its life and is in every
// message on every channel: JupyterLab drops what comes from any other. Safe from any goroutine.
type Session struct {
	id     string
	signer *signer // nil: nothing is signed
	count  atomic.Uint64
	seen   history
}

// NewSession returns a session that signs with key. An empty key signs and checks nothing. The scheme is "hmac-" and a
// hash ("hmac-sha256", also when it is empty); an unknown one is an error.
func NewSession(key []byte, scheme string) (*Session, error) {
	g, err := newSigner(key, scheme)
	if err != nil {
		return nil, fmt.Errorf("wire: %w", err)
	}
	id, err := uuid.NewRandom()
	if err != nil {
		return nil, fmt.Errorf("wire: making a session id: %w", err)
	}
	return &Session{id: id.String(), signer: g}, nil
}

// ID returns the session id.
func (s *Session) ID() string { return s.id }

// New returns a message of msgType with a fresh msg_id, the present time and content, which must encode as a JSON
// object: usually one of this package's structs; nil is {}. Nil maps and slices in it become {} and [], strings become
// well-formed; what cannot be encoded is an error. The message is a reply to parent: it carries parent's header
// verbatim and nothing else of it (set Identities to send it anywhere). A nil parent leaves the parent header {}.
//
// Encode sends RawHeader: to change Header afterwards, set RawHeader to nil.
func (s *Session) New(msgType string, parent *Message, content any) (*Message, error) {
	m := &Message{Header: s.header(msgType), Parent: emptyObject(), Metadata: emptyObject()}
	var err error
	if m.RawHeader, err = m.rawHeader(); err != nil {
		return nil, fmt.Errorf("wire: encoding the header of %s: %w", msgType, err)
	}
	if parent != nil {
		if m.Parent, err = parent.rawHeader(); err != nil {
			return nil, fmt.Errorf("wire: encoding the parent header of %s: %w", msgType, err)
		}
	}
	if m.Content, err = object(content); err != nil {
		return nil, fmt.Errorf("wire: encoding the content of %s: %w", msgType, err)
	}
	return m, nil
}

func (s *Session) header(msgType string) Header {
	return Header{
		MsgID:    s.id + "_" + strconv.FormatUint(s.count.Add(1), 10),
		Session:  s.id,
		Username: username,
		Date:     time.Now().UTC().Format(DateLayout),
		MsgType:  msgType,
		Version:  ProtocolVersion,
	}
}

// Unmarshal decodes m's content into v, a pointer to one of this package's structs. Fields that are missing, null or
// unknown are left alone; no content at all is {}.
func (m *Message) Unmarshal(v any) error {
	if isNull(m.Content) {
		return nil
	}
	if err := json.Unmarshal(m.Content, v); err != nil {
		return fmt.Errorf("wire: content of %s: %w", m.Header.MsgType, err)
	}
	return nil
}
