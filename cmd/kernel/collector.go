package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// HOW often garbage is collected
//
// Go collects when the heap has doubled, and not below 4 MB. A notebook's live heap is about that size, so a loop that
// makes garbage would collect a hundred times a second, at a third of its time. Here the heap may also grow by slack,
// whatever is live: with 4 MB live a collection comes at 20 MB, with 100 MB live at 200 MB as before. Measured on
// 100,000 setImmediate hops: a third less time, for 10 MB more resident memory while garbage is made.

const (
	slack       = 16 << 20
	mostPercent = 400 // also what sets the first collection, at 16 MB
)

// leaveSlack tells Go's collector so, from now on. A GOGC in the environment has its way.
func leaveSlack() {
	if os.Getenv("GOGC") != "" {
		return
	}
	c := &collector{percent: mostPercent, live: []metrics.Sample{{Name: "/gc/heap/live:bytes"}}}
	debug.SetGCPercent(mostPercent)
	c.await()
}

// collector changes the percentage after collections.
type collector struct {
	percent int
	live    []metrics.Sample
}

// await has adjust called after the next collection: an object that nothing holds is what tells of it.
func (c *collector) await() {
	runtime.SetFinalizer(&cycle{c}, func(s *cycle) {
		s.c.adjust()
		s.c.await()
	})
}

type cycle struct{ c *collector }

func (c *collector) adjust() {
	metrics.Read(c.live)
	if p := percentFor(c.live[0].Value.Uint64()); p != c.percent {
		c.percent = p
		debug.SetGCPercent(p)
	}
}

// percentFor is GOGC for a live heap, in steps, since a change stops the world.
func percentFor(live uint64) int {
	const step = 50
	percent := int(slack * 100 / max(live, 1) / step * step)
	return min(max(percent, 100), mostPercent)
}
