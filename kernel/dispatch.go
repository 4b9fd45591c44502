package kernel

import (
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"loopbook/kernel/wire"
)

// A request is one message from a frontend, and the context of everything it causes: replies go back by its
// identities on its channel, and whatever is published for it, however late, names it as parent.
type request struct {
	msg      *wire.Message
	channel  wire.Channel
	received time.Time
	aborted  bool    // guarded by the queue until popped: to be answered "aborted", not run
	out      *output // what its cell prints; nil until a cell exists

	finished sync.Once
	done     chan struct{} // closed after its idle
}

func newRequest(ch wire.Channel, m *wire.Message) *request {
	return &request{msg: m, channel: ch, received: time.Now(), done: make(chan struct{})}
}

func (r *request) kind() string    { return r.msg.Header.MsgType }
func (r *request) isExecute() bool { return r.kind() == "execute_request" }

// size is about how many bytes the request keeps alive.
func (r *request) size() int {
	n := len(r.msg.RawHeader) + len(r.msg.Parent) + len(r.msg.Metadata) + len(r.msg.Content)
	for _, b := range r.msg.Buffers {
		n += len(b)
	}
	return n
}

// A handler serves one msg_type.
type handler struct {
	on    place // the channels it is served on
	when  moment
	serve func(*request) (reply any, err error) // a nil reply: none is sent; an error becomes an error reply
}

// place is a set of channels.
type place int

const (
	onShell place = 1 << iota
	onControl
)

// has reports whether a handler for p serves ch.
func (p place) has(ch wire.Channel) bool {
	return ch == wire.Shell && p&onShell != 0 || ch == wire.Control && p&onControl != 0
}

// moment says when a request on the shell channel is served and when it is over; on control all are served at once.
type moment int

const (
	inTurn moment = iota // after the shell requests before it; over when serve returns
	later                // in turn; over when finish is called, by the handler or after it; the next request waits for that
	atOnce               // before those that wait
)

// table is every request the kernel knows. What is not here gets busy and idle, a line in the log, and no reply.
func (k *Kernel) table() map[string]handler {
	return map[string]handler{
		"kernel_info_request": {onShell | onControl, inTurn, answers(k.kernelInfo)},
		"connect_request":     {onShell | onControl, inTurn, answers(k.connect)},
		"execute_request":     {onShell, later, serves(k.execute)},
		"complete_request":    {onShell, inTurn, answers(k.complete)},
		"inspect_request":     {onShell, inTurn, answers(k.inspect)},
		"is_complete_request": {onShell, inTurn, answers(k.isComplete)},
		"history_request":     {onShell, inTurn, answers(k.history.answer)},
		"comm_info_request":   {onShell | onControl, inTurn, answers(k.comms.info)},
		"comm_open":           {onShell, later, serves(k.commOpen)},
		"comm_msg":            {onShell, later, serves(k.commMsg)},
		"comm_close":          {onShell, later, serves(k.commClose)},
		"interrupt_request":   {onControl | onShell, atOnce, answers(k.interrupt)},
		"shutdown_request":    {onControl | onShell, atOnce, serves(k.shutdown)},
		"usage_request":       {onControl, inTurn, answers(k.usage)},
	}
}

// answers makes a handler of a function from content to reply content.
func answers[C any](f func(C) (any, error)) func(*request) (any, error) {
	return serves(func(_ *request, c C) (any, error) { return f(c) })
}

// serves makes a handler of a function that also needs to know who asks.
func serves[C any](f func(*request, C) (any, error)) func(*request) (any, error) {
	return func(r *request) (any, error) {
		var c C
		if err := json.Unmarshal(r.msg.Content, &c); err != nil {
			return nil, malformed(err)
		}
		return f(r, c)
	}
}

// malformed says what is wrong with a content, in terms of the message.
func malformed(err error) error {
	var t *json.UnmarshalTypeError
	if errors.As(err, &t) {
		return fmt.Errorf("content.%s: got a JSON %s", t.Field, t.Value)
	}
	return fmt.Errorf("content: %w", err)
}

// serve is the whole life of a request but its end: busy here, the handler, and finish.
func (k *Kernel) serve(r *request) {
	k.publishStatus(r, wire.Busy)
	h, known := k.handlers[r.kind()]
	switch {
	case r.aborted: // no execution_count, as in ipykernel: JupyterLab then leaves the prompt of the cell blank
		k.finish(r, wire.StatusReply{Status: wire.StatusAborted})
	case !known || !h.on.has(r.channel):
		k.log.Info("a message of a type that is not served on its channel", "type", r.kind(), "channel", r.channel.String())
		k.finish(r, nil)
	default:
		k.call(r, h)
	}
}

// call runs a handler. A panic in it is our bug and the request's error, not the kernel's end.
func (k *Kernel) call(r *request, h handler) {
	defer k.rescue(r)
	reply, err := h.serve(r)
	switch {
	case err != nil:
		k.log.Warn("a request could not be served", "type", r.kind(), "error", err)
		k.finish(r, k.errorReply(r, "RequestError", r.kind()+": "+err.Error()))
	case h.when != later:
		k.finish(r, reply)
	}
}

// rescue is deferred around everything that serves r.
func (k *Kernel) rescue(r *request) {
	if x := recover(); x != nil {
		k.log.Error("a request made the kernel panic", "type", r.kind(), "panic", x, "stack", string(debug.Stack()))
		k.finish(r, k.errorReply(r, "InternalError", fmt.Sprintf("%s: Loopbook failed: %v", r.kind(), x)))
	}
}

// errorReply is the content of the reply to a request that failed before it had a meaning; nil if its type has no reply.
func (k *Kernel) errorReply(r *request, name, value string) any {
	if !strings.HasSuffix(r.kind(), "_request") {
		return nil
	}
	traceback := []string{name + ": " + value}
	if r.isExecute() {
		return wire.ExecuteError{Status: wire.StatusError, ExecutionCount: int(k.count.Load()), EName: name, EValue: value, Traceback: traceback}
	}
	return wire.ErrorReply{Status: wire.StatusError, EName: name, EValue: value, Traceback: traceback}
}

// finish ends r, once: its last output, the reply (nil: none), idle.
func (k *Kernel) finish(r *request, content any) { k.finishWith(r, content, nil) }

// finishWith is finish with metadata for the reply.
func (k *Kernel) finishWith(r *request, content, metadata any) {
	r.finished.Do(func() {
		if r.out != nil {
			r.out.flush()
		}
		if content != nil {
			k.reply(r, content, metadata)
		}
		k.publishStatus(r, wire.Idle)
		close(r.done)
	})
}
