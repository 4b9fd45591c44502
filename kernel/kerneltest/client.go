package kerneltest

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"loopbook/kernel/wire"
)

// patience is how long a client waits for what must come. Long: only a test that fails pays for it.
const patience = 20 * time.Second

// A Client is one frontend. Methods are for the test's goroutine; they fail the test instead of returning errors.
type Client struct {
	t        testing.TB
	conn     *Conn
	identity string
	session  *wire.Session

	mu        sync.Mutex
	changed   *sync.Cond
	all       []*wire.Message // everything received, in order
	channels  []wire.Channel  // the channel of each
	exchanges map[string]*Exchange
	ids       map[string]bool // every msg_id seen
	kernel    string          // the kernel's session id
	published bool            // something came on iopub
	sawStart  bool            // and it was "starting"
}

// An Exchange is a request and all that came for it. What it holds may grow until [Client.Await] has returned, and by
// late output afterwards.
type Exchange struct {
	Request *wire.Message // nil for a request of another client
	Reply   *wire.Message
	IOPub   []*wire.Message // in order, busy and idle included

	client     *Client
	channel    wire.Channel // of the reply
	busy, idle bool
}

// Send sends a message and returns at once. See also [Client.Do].
func (c *Client) Send(ch wire.Channel, msgType string, content any, buffers ...[]byte) *Exchange {
	c.t.Helper()
	m, err := c.session.New(msgType, nil, content)
	if err != nil {
		c.t.Fatalf("making %s: %v", msgType, err)
	}
	m.Buffers = buffers
	return c.SendMessage(ch, m)
}

// SendMessage sends m with the client's identity in front.
func (c *Client) SendMessage(ch wire.Channel, m *wire.Message) *Exchange {
	c.t.Helper()
	m.Identities = append([][]byte{[]byte(c.identity)}, m.Identities...)
	frames, err := c.session.Encode(m)
	if err != nil {
		c.t.Fatalf("encoding %s: %v", m.Header.MsgType, err)
	}
	c.mu.Lock()
	x := c.exchange(m.Header.MsgID)
	x.Request = m
	c.mu.Unlock()
	c.conn.deliver(ch, frames)
	return x
}

// SendFrames sends bytes as they are, behind the client's identity.
func (c *Client) SendFrames(ch wire.Channel, frames ...[]byte) {
	c.conn.deliver(ch, append([][]byte{[]byte(c.identity)}, frames...))
}

// Do sends a request and waits until it is over.
func (c *Client) Do(ch wire.Channel, msgType string, content any, buffers ...[]byte) *Exchange {
	c.t.Helper()
	return c.Await(c.Send(ch, msgType, content, buffers...))
}

// Ask is Do for a request on shell; the reply's content is decoded into reply.
func (c *Client) Ask(msgType string, content, reply any) *Exchange {
	c.t.Helper()
	x := c.Do(wire.Shell, msgType, content)
	x.Decode(reply)
	return x
}

// Await waits for the idle of x, and for its reply if its type has one that the kernel knows.
func (c *Client) Await(x *Exchange) *Exchange {
	c.t.Helper()
	c.wait("the idle of "+x.Request.Header.MsgType, func() bool { return x.idle })
	return x
}

// Execute runs code as JupyterLab does for one cell, without stopping others on an error, and waits for its end.
func (c *Client) Execute(code string) *Exchange {
	c.t.Helper()
	no := false
	return c.Do(wire.Shell, "execute_request", wire.ExecuteRequest{Code: code, StopOnError: &no})
}

// WaitFor waits until the client has received a message that is wanted, and returns the first.
func (c *Client) WaitFor(what string, wanted func(*wire.Message) bool) (found *wire.Message) {
	c.t.Helper()
	c.wait(what, func() bool {
		for _, m := range c.all {
			if wanted(m) {
				found = m
				return true
			}
		}
		return false
	})
	return found
}

// WaitOutput waits until x has published something of a type, as it must to be interrupted in a known place.
func (c *Client) WaitOutput(x *Exchange, msgType string) {
	c.t.Helper()
	c.wait(msgType+" of "+x.Request.Header.MsgID, func() bool {
		for _, m := range x.IOPub {
			if m.Header.MsgType == msgType {
				return true
			}
		}
		return false
	})
}

// Question waits for the input_request of x and returns its content.
func (c *Client) Question(x *Exchange) (*wire.Message, wire.InputRequest) {
	c.t.Helper()
	m := c.WaitFor("input_request", func(m *wire.Message) bool {
		return m.Header.MsgType == "input_request" && parentID(m) == x.Request.Header.MsgID
	})
	var q wire.InputRequest
	decode(c.t, m, &q)
	return m, q
}

// Answer sends an input_reply as jupyter_client does: with no parent header.
func (c *Client) Answer(value string) {
	c.t.Helper()
	m, err := c.session.New("input_reply", nil, wire.InputReply{Value: value})
	if err != nil {
		c.t.Fatal(err)
	}
	m.Identities = [][]byte{[]byte(c.identity)}
	frames, err := c.session.Encode(m)
	if err != nil {
		c.t.Fatal(err)
	}
	c.conn.deliver(wire.Stdin, frames)
}

// Received returns all messages so far, in order of arrival on whatever channel.
func (c *Client) Received() []*wire.Message {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]*wire.Message(nil), c.all...)
}

// wait waits until cond, which is called with mu held, is true.
func (c *Client) wait(what string, cond func() bool) {
	c.t.Helper()
	late := false
	timer := time.AfterFunc(patience, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		late = true
		c.changed.Broadcast()
	})
	defer timer.Stop()
	c.mu.Lock()
	for !cond() {
		if late {
			c.mu.Unlock()
			c.t.Fatalf("waited in vain for %s\n%s", what, c.dump())
		}
		c.changed.Wait()
	}
	c.mu.Unlock()
}

// dump is all that was received, a line for each message.
func (c *Client) dump() string {
	var b strings.Builder
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, m := range c.all {
		fmt.Fprintf(&b, "%-8s %-20s parent %-40s %.300s\n", c.channels[i], m.Header.MsgType, parentID(m), m.Content)
	}
	return b.String()
}

// exchange returns the exchange of a request by its msg_id. mu is held.
func (c *Client) exchange(id string) *Exchange {
	x := c.exchanges[id]
	if x == nil {
		x = &Exchange{client: c}
		c.exchanges[id] = x
	}
	return x
}

// receive takes a message of the kernel: checks it and files it under its request.
func (c *Client) receive(ch wire.Channel, frames [][]byte) {
	m, err := c.session.Decode(frames)
	if err != nil {
		c.t.Errorf("%s: a client cannot decode a message: %v\n%q", ch, err, frames)
		return
	}
	if err := Check(ch, m); err != nil {
		c.t.Errorf("%s %s: %v\n%s", ch, m.Header.MsgType, err, m.Content)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all, c.channels = append(c.all, m), append(c.channels, ch)
	if err := c.file(ch, m); err != nil {
		c.t.Errorf("%s %s of %s: %v\n%s", ch, m.Header.MsgType, parentID(m), err, m.Content)
	}
	c.changed.Broadcast()
}
