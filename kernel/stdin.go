package kernel

import (
	"bytes"
	"encoding/json"
	"io"
	"sync"

	"loopbook/kernel/realm"
	"loopbook/kernel/wire"
)

// endOfInput is the value of an input_reply that stands for end of file (jupyter_client sends it for Ctrl-D).
const endOfInput = "\x04"

// A prompter asks frontends for input, one question at a time. A reply that nobody waits for is stale and dropped.
type prompter struct {
	k *Kernel

	mu      sync.Mutex
	waiting *question // nil while nobody waits
}

// A question is one input_request that waits for its reply.
type question struct {
	from   [][]byte // the identities of who was asked: nobody else may answer
	id     string   // msg_id of the input_request
	answer chan answer
}

type answer struct {
	value string
	err   error
}

// ask sends an input_request to the frontend that sent r, and waits. Loop goroutine. Errors: io.EOF and
// realm.ErrInterrupted, or that there is no such message.
func (p *prompter) ask(r *request, prompt string, password bool) (string, error) {
	r.out.flush()
	m, err := p.k.message(r, "input_request", wire.InputRequest{Prompt: prompt, Password: password})
	if err != nil {
		return "", err
	}
	m.Identities = r.msg.Identities
	q := &question{from: r.msg.Identities, id: m.Header.MsgID, answer: make(chan answer, 1)}
	p.mu.Lock()
	p.waiting = q
	p.mu.Unlock()
	p.k.outbox.put(wire.Stdin, m, false)
	select {
	case a := <-q.answer:
		return a.value, a.err
	case <-p.k.stopping:
		p.settle(q, answer{})
		return "", realm.ErrInterrupted
	}
}

// interrupt ends the wait for input, if there is one.
func (p *prompter) interrupt() {
	p.mu.Lock()
	q := p.waiting
	p.mu.Unlock()
	if q != nil {
		p.settle(q, answer{err: realm.ErrInterrupted})
	}
}

// settle answers q unless it was answered; the first answer counts.
func (p *prompter) settle(q *question, a answer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.waiting != q {
		return
	}
	p.waiting = nil
	q.answer <- a
}

// reply takes a message of the stdin channel. The parent of an input_reply proves nothing when it is there (Lab) or not
// (jupyter_client sends {}), but one that names another question is stale.
func (p *prompter) reply(m *wire.Message) {
	p.mu.Lock()
	q := p.waiting
	p.mu.Unlock()
	log := p.k.log.With("type", m.Header.MsgType)
	if m.Header.MsgType != "input_reply" {
		log.Warn("a message that does not belong on the stdin channel")
		return
	}
	var parent wire.Header
	_ = json.Unmarshal(m.Parent, &parent) // no parent: accepted
	if q == nil || !sameIdentities(q.from, m.Identities) || parent.MsgID != "" && parent.MsgID != q.id {
		log.Info("an input_reply that nobody waits for")
		return
	}
	var c wire.InputReply
	if err := json.Unmarshal(m.Content, &c); err != nil {
		log.Warn("an input_reply without a value", "error", malformed(err))
		return
	}
	if c.Value == endOfInput {
		p.settle(q, answer{err: io.EOF})
		return
	}
	p.settle(q, answer{value: c.Value})
}

func sameIdentities(a, b [][]byte) bool {
	return bytes.Equal(bytes.Join(a, nil), bytes.Join(b, nil))
}
