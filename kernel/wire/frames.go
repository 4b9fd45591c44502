package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// HOW and WHY a message is decoded in this order.
//
// Frames come from anybody who can open a socket, so each step does only what the step before has earned:
//
//	frames ──> delimiter found, five frames behind it?      ErrFrames
//	       ──> signature right?                             ErrSignature     (nothing was parsed until here)
//	       ──> signature new?                               ErrReplay        (only right ones are remembered)
//	       ──> header, parent, metadata, content: objects?  ErrJSON
//
// The header is kept as bytes beside the parsed one, because replies must carry it as their parent header verbatim,
// with the keys we have never heard of. Everything else is kept as raw JSON: only package kernel knows what it means.
//
// Frontends differ in what they leave out, so a parent header, metadata or content that is null or empty is {}, and a
// header field of the wrong type is as good as absent, as long as msg_id and msg_type are there.

// Why a message was refused. Errors of [Session.Decode] wrap exactly one of them.
var (
	ErrFrames    = errors.New("not the frames of a message")
	ErrSignature = errors.New("wrong signature")
	ErrReplay    = errors.New("message was received before")
	ErrJSON      = errors.New("not the JSON of a message")
)

// delimiter separates identities from the message.
const delimiter = "<IDS|MSG>"

// signedFrames is how many frames follow the signature: header, parent header, metadata, content.
const signedFrames = 4

// Encode returns the frames of m, signed. They share m's memory. A message without RawHeader gets its Header encoded;
// missing Parent, Metadata and Content are {}. ErrJSON means that one of them is no JSON object. Safe from any
// goroutine.
func (s *Session) Encode(m *Message) ([][]byte, error) {
	header, err := m.rawHeader()
	if err != nil {
		return nil, fmt.Errorf("wire: encoding the header of %s: %w", m.Header.MsgType, err)
	}
	body := [signedFrames][]byte{header, m.Parent, m.Metadata, m.Content}
	for i, raw := range body {
		if len(raw) == 0 {
			body[i] = emptyObject()
			continue
		}
		if !looksLikeObject(raw) {
			return nil, fmt.Errorf("wire: encoding the %s of %s: %w: %.40q", frameName(i), m.Header.MsgType, ErrJSON, raw)
		}
	}
	frames := make([][]byte, 0, len(m.Identities)+2+signedFrames+len(m.Buffers))
	frames = append(frames, m.Identities...)
	frames = append(frames, []byte(delimiter), s.signer.sign(body[:]...))
	frames = append(frames, body[:]...)
	return append(frames, m.Buffers...), nil
}

// looksLikeObject is the check that Encode can afford on a 64 MB content: what New and Decode made is valid already.
func looksLikeObject(raw []byte) bool {
	if len(raw) <= 4096 && !json.Valid(raw) {
		return false
	}
	return raw[0] == '{' && raw[len(raw)-1] == '}'
}

// Decode reads the frames of a message, which the message then shares: the caller must not use them again. The error
// wraps ErrFrames, ErrSignature, ErrReplay or ErrJSON. Safe from any goroutine.
func (s *Session) Decode(frames [][]byte) (*Message, error) {
	at := indexDelimiter(frames)
	if at < 0 {
		return nil, fmt.Errorf("wire: %w: no %s among %d frames", ErrFrames, delimiter, len(frames))
	}
	signed := frames[at+1:]
	if len(signed) < 1+signedFrames {
		return nil, fmt.Errorf("wire: %w: %d frames after %s, want at least %d", ErrFrames, len(signed), delimiter, 1+signedFrames)
	}
	if err := s.admit(signed[0], signed[1:1+signedFrames]); err != nil {
		return nil, err
	}
	m := &Message{Identities: frames[:at:at], Buffers: signed[1+signedFrames:]}
	if err := m.parse(signed[1 : 1+signedFrames]); err != nil {
		return nil, fmt.Errorf("wire: %w: %w", ErrJSON, err)
	}
	return m, nil
}

func indexDelimiter(frames [][]byte) int {
	for i, f := range frames {
		if string(f) == delimiter {
			return i
		}
	}
	return -1
}

// admit checks a signature and remembers it.
func (s *Session) admit(signature []byte, body [][]byte) error {
	if s.signer == nil {
		return nil
	}
	if !s.signer.verify(signature, body...) {
		return fmt.Errorf("wire: %w", ErrSignature)
	}
	if !s.seen.add(signature) {
		return fmt.Errorf("wire: %w", ErrReplay)
	}
	return nil
}

// parse fills m from the four JSON frames.
func (m *Message) parse(body [][]byte) error {
	var objects [signedFrames]json.RawMessage
	for i, raw := range body {
		object, err := parseObject(raw)
		if err != nil {
			return fmt.Errorf("%s: %w", frameName(i), err)
		}
		objects[i] = object
	}
	m.RawHeader, m.Parent, m.Metadata, m.Content = objects[0], objects[1], objects[2], objects[3]
	return m.parseHeader()
}

func (m *Message) parseHeader() error {
	err := json.Unmarshal(m.RawHeader, &m.Header)
	var wrongType *json.UnmarshalTypeError
	if err != nil && !errors.As(err, &wrongType) {
		return fmt.Errorf("header: %w", err)
	}
	if m.Header.MsgID == "" || m.Header.MsgType == "" {
		return fmt.Errorf("header has no msg_id or no msg_type: %.200q", m.RawHeader)
	}
	return nil
}

// parseObject returns raw as a JSON object: {} when it is null or empty, well-formed UTF-8 in any case, because the
// header goes out again in every reply.
func parseObject(raw []byte) (json.RawMessage, error) {
	raw = bytes.TrimSpace(raw)
	if isNull(raw) {
		return emptyObject(), nil
	}
	if !json.Valid(raw) {
		return nil, fmt.Errorf("invalid JSON: %.40q", raw)
	}
	if raw[0] != '{' {
		return nil, fmt.Errorf("%w: %.40q", errNotObject, raw)
	}
	return wellFormedJSON(raw), nil
}

// frameName names the i-th signed frame in errors.
func frameName(i int) string {
	return [signedFrames]string{"header", "parent header", "metadata", "content"}[i]
}
