package zmq

import (
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"loopbook/kernel/wire"
)

// Limits of what one subscriber may subscribe to; a frontend has one subscription, to everything.
const (
	maxTopic  = 1024
	maxTopics = 128
)

// A publisher is the role of iopub: XPUB with a welcome (JEP 65) for each new subscription.
type publisher struct {
	session *wire.Session

	// order is held while a message is sent, so that all subscribers see all messages in one order. mu is not: nobody
	// who joins or leaves waits for a peer that does not read.
	order sync.Mutex

	mu          sync.Mutex
	subscribers map[*peer]map[string]int // guarded by mu: topic to number of times; libzmq's SUB counts as well
}

func newPublisher(session *wire.Session) *publisher {
	return &publisher{session: session, subscribers: map[*peer]map[string]int{}}
}

func (x *publisher) join(p *peer) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.subscribers[p] = map[string]int{}
}

func (x *publisher) leave(p *peer) {
	x.mu.Lock()
	defer x.mu.Unlock()
	delete(x.subscribers, p)
}

// receive obeys a subscription: the byte 1 (0 to cancel) and the topic. XSUB peers may send other messages; they mean
// nothing here.
func (x *publisher) receive(p *peer, frames [][]byte) error {
	if len(frames) != 1 || len(frames[0]) == 0 {
		return nil
	}
	topic := string(frames[0][1:])
	switch frames[0][0] {
	case 0:
		x.cancel(p, topic)
	case 1:
		return x.subscribe(p, topic)
	}
	return nil
}

func (x *publisher) cancel(p *peer, topic string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	topics := x.subscribers[p]
	if topics[topic]--; topics[topic] <= 0 {
		delete(topics, topic)
	}
}

// subscribe adds a subscription and queues its welcome in one step: whatever is sent afterwards comes after it.
func (x *publisher) subscribe(p *peer, topic string) error {
	welcome, err := x.welcome(topic)
	if err != nil {
		return err
	}
	p.useful.Store(true)
	x.mu.Lock()
	defer x.mu.Unlock()
	topics := x.subscribers[p]
	if len(topic) > maxTopic || len(topics) >= maxTopics {
		return violation("too many topics, or too long ones")
	}
	if topics[topic]++; topics[topic] > 1 || welcome == nil {
		return nil
	}
	p.queue.offer(newItem(welcome))
	return nil
}

// welcome returns the frames of iopub_welcome, under the topic itself so that its subscriber gets it; nil for a topic
// that JSON cannot name.
func (x *publisher) welcome(topic string) ([][]byte, error) {
	if !utf8.ValidString(topic) {
		return nil, nil
	}
	m, err := x.session.New("iopub_welcome", nil, wire.IOPubWelcome{Subscription: topic})
	if err != nil {
		return nil, err
	}
	if topic != "" {
		m.Identities = [][]byte{[]byte(topic)}
	}
	return x.session.Encode(m)
}

// send queues a message for everybody who subscribed to its first frame. Those with room get it first; for the others
// it waits, 300 ms in all for ones that take nothing.
func (x *publisher) send(frames [][]byte) {
	it, topic := newItem(frames), string(frames[0])
	x.order.Lock()
	defer x.order.Unlock()
	full := x.offer(it, topic)
	since := time.Now()
	for _, p := range full {
		p.queue.insist(it, since)
	}
}

// offer queues a message where it can without waiting and returns the peers where it cannot.
func (x *publisher) offer(it item, topic string) (full []*peer) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for p, topics := range x.subscribers {
		if matches(topics, topic) && p.queue.offer(it) == errFull {
			full = append(full, p)
		}
	}
	return full
}

// matches reports whether one of the topics is a prefix of topic.
func matches(topics map[string]int, topic string) bool {
	if topics[""] > 0 {
		return true
	}
	for t := range topics {
		if strings.HasPrefix(topic, t) {
			return true
		}
	}
	return false
}
