package zmq

import (
	"log/slog"
	"math/bits"
	"sync/atomic"
	"time"
)

// Options are what a caller of [Listen] may want otherwise. The zero value is what a kernel wants.
type Options struct {
	Log        *slog.Logger // refused messages, stalled peers, what could not be delivered; nil: nowhere
	MaxMessage int64        // largest message a peer may send on shell, control or stdin, in bytes; 0: 512 MB
	MaxPeers   int          // most connections on one channel; 0: 4096

	limits limits // tests make them small
}

// limits are the measures that bound what a peer can cost. They held up against libzmq clients and hostile ones alike.
type limits struct {
	handshake time.Duration // for everything up to READY
	shaking   int           // connections of one channel in their handshake
	stall     time.Duration // how long a peer that takes nothing may hold up a sender
	parting   time.Duration // how long Close reads what a peer still sends, so that its own bytes are not lost to a reset

	queueBytes    int64 // waiting for one peer
	queueLeast    int64 // that a peer may have waiting however many others there are
	queueMessages int
}

func (o Options) withDefaults() Options {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	setDefault(&o.MaxMessage, 512<<20)
	setDefault(&o.MaxPeers, 4096)
	setDefault(&o.limits.handshake, 5*time.Second)
	setDefault(&o.limits.shaking, 256)
	setDefault(&o.limits.stall, 300*time.Millisecond)
	setDefault(&o.limits.parting, 100*time.Millisecond)
	setDefault(&o.limits.queueBytes, 64<<20)
	setDefault(&o.limits.queueLeast, quantum)
	setDefault(&o.limits.queueMessages, 100_000)
	return o
}

func setDefault[T comparable](v *T, def T) {
	var zero T
	if *v == zero {
		*v = def
	}
}

// A tally counts events that strangers can cause as often as they like and says which of them are worth a line in the
// log: the 1st, 2nd, 4th, 8th … Safe from any goroutine.
type tally struct{ n atomic.Uint64 }

func (t *tally) count() (n uint64, log bool) {
	n = t.n.Add(1)
	return n, bits.OnesCount64(n) == 1
}
