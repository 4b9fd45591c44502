package zmq

import "sync"

// A budget bounds the memory of all unfinished messages of all peers. Who is not signed for yet cannot be told from
// who will be, so when it runs out the one that holds most is closed. Safe from any goroutine.
type budget struct {
	mu   sync.Mutex
	left int64
	held map[*guard]int64
}

func newBudget(total int64) *budget {
	return &budget{left: total, held: map[*guard]int64{}}
}

// reserve takes n bytes for g, closing others that hold more if it must. False: g is the one to go.
func (b *budget) reserve(g *guard, n int64) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	for b.left < n {
		most := b.most()
		if most == nil || b.held[most] <= b.held[g]+n {
			return false
		}
		most.Conn.Close()
		b.drop(most)
	}
	b.left -= n
	b.held[g] += n
	return true
}

// most returns the guard that holds most, nil if none holds anything.
func (b *budget) most() *guard {
	var most *guard
	for g, n := range b.held {
		if most == nil || n > b.held[most] {
			most = g
		}
	}
	return most
}

// release gives back all that g holds.
func (b *budget) release(g *guard) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.drop(g)
}

func (b *budget) drop(g *guard) {
	b.left += b.held[g]
	delete(b.held, g)
}
