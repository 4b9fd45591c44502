package wire

import "encoding/json"

// ProtocolVersion is the version of the messaging protocol that messages claim in their header.
const ProtocolVersion = "5.5"

// A Header says what a message is. In received messages only MsgID and MsgType are sure to be there.
type Header struct {
	MsgID    string `json:"msg_id"`  // unique for every message
	Session  string `json:"session"` // constant for a process
	Username string `json:"username"`
	Date     string `json:"date"` // UTC, 2006-01-02T15:04:05.000000Z
	MsgType  string `json:"msg_type"`
	Version  string `json:"version"` // of the protocol

	// SubshellID names the subshell a request is meant for (JEP 91). Nil, and null in JSON, is the main shell.
	SubshellID *string `json:"subshell_id,omitempty"`
}

// A Message is one message of any channel. Its slices may be shared, with the frames it came from and with the queues
// it was sent to: nobody writes into them.
type Message struct {
	Identities [][]byte        // in front of the delimiter: the ROUTER's return address; on iopub the topic, at most one
	Header     Header          // parsed
	RawHeader  json.RawMessage // the header's bytes: what Encode sends and what replies copy; nil means encode Header
	Parent     json.RawMessage // a JSON object, "{}" when there is none, never null
	Metadata   json.RawMessage // a JSON object
	Content    json.RawMessage // a JSON object
	Buffers    [][]byte
}

// rawHeader returns the header's bytes, encoded now if the message has none yet.
func (m *Message) rawHeader() (json.RawMessage, error) {
	if len(m.RawHeader) > 0 {
		return m.RawHeader, nil
	}
	return marshal(m.Header)
}
