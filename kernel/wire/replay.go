package wire

import (
	"encoding/hex"
	"sync"
)

// generation is how many signatures a history takes before it forgets the oldest as many: it remembers between one
// and two generations, about the 65536 of jupyter_client, in at most 3 MB.
const generation = 1 << 15

// A history remembers the signatures of recent messages, to refuse the ones it has seen. Only signatures that were
// verified enter it, so that a stranger cannot push others out. The zero value is empty. Safe from any goroutine.
type history struct {
	mu         sync.Mutex
	young, old map[[16]byte]struct{} // guarded by mu
}

// add remembers a verified signature and reports whether it is new. It keeps the first 128 bits, all that the shortest
// hash has.
func (h *history) add(signature []byte) bool {
	var key [16]byte
	if _, err := hex.Decode(key[:], signature[:2*len(key)]); err != nil {
		panic("wire: a verified signature is not hex")
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, seen := h.young[key]; seen {
		return false
	}
	if _, seen := h.old[key]; seen {
		return false
	}
	if h.young == nil || len(h.young) >= generation {
		h.old, h.young = h.young, make(map[[16]byte]struct{})
	}
	h.young[key] = struct{}{}
	return true
}
