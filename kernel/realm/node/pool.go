package node

import (
	"os"
	"strconv"
	"sync"
)

// pool runs blocking work (files, compression, key derivation) on a few goroutines, the oldest first, as libuv's thread
// pool does: so a program that starts twenty thousand reads at once has four files open, not twenty thousand. The zero
// pool is ready. Its goroutines end when there is nothing to do.
type pool struct {
	mu      sync.Mutex
	waiting []func()
	running int
}

// poolSize is what libuv takes, too: four, or the environment variable.
var poolSize = sync.OnceValue(func() int {
	n, err := strconv.Atoi(os.Getenv("UV_THREADPOOL_SIZE"))
	if err != nil || n < 1 {
		return 4
	}
	return min(n, 1024)
})

// submit queues work. Any goroutine.
func (p *pool) submit(work func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.running == poolSize() {
		p.waiting = append(p.waiting, work)
		return
	}
	p.running++
	go p.serve(work)
}

func (p *pool) serve(work func()) {
	for work != nil {
		work()
		work = p.next()
	}
}

// next takes the oldest waiting work; nil ends the goroutine that asked.
func (p *pool) next() func() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.waiting) == 0 {
		p.waiting = nil
		p.running--
		return nil
	}
	work := p.waiting[0]
	p.waiting[0] = nil
	p.waiting = p.waiting[1:]
	return work
}
