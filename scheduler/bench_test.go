package scheduler

import (
	"context"
	"fmt"
	"testing"
)

var sizes = []int{1_000, 100_000, 1_000_000}

// perItem runs f, which handles n items, and reports the time of one.
func perItem(b *testing.B, f func(l *Loop, n int)) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				l := New(&quiet{})
				f(l, n)
				l.Run(context.Background())
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/item")
		})
	}
}

// countdown returns a task that calls again until it was called n times.
func countdown(n int, again func(Task)) Task {
	var hop Task
	hop = func() error {
		if n--; n > 0 {
			again(hop)
		}
		return nil
	}
	return hop
}

func BenchmarkImmediateHops(b *testing.B) {
	perItem(b, func(l *Loop, n int) {
		l.SetImmediate(countdown(n, func(t Task) { l.SetImmediate(t) }))
	})
}

func BenchmarkImmediateHopsBesideATimer(b *testing.B) {
	perItem(b, func(l *Loop, n int) {
		l.SetTimer(nothing, 1<<30, false).Unref()
		l.SetImmediate(countdown(n, func(t Task) { l.SetImmediate(t) }))
	})
}

func BenchmarkImmediateBatch(b *testing.B) {
	perItem(b, func(l *Loop, n int) {
		for range n {
			l.SetImmediate(nothing)
		}
	})
}

func BenchmarkTickHops(b *testing.B) {
	perItem(b, func(l *Loop, n int) {
		l.Scope(func() error { l.NextTick(countdown(n, l.NextTick)); return nil })
	})
}

func BenchmarkTickFlood(b *testing.B) {
	perItem(b, func(l *Loop, n int) {
		l.Scope(func() error {
			for range n {
				l.NextTick(nothing)
			}
			return nil
		})
	})
}

func BenchmarkTimersOfOneDuration(b *testing.B) {
	perItem(b, func(l *Loop, n int) {
		l.SetVirtual(true)
		for range n {
			l.SetTimer(nothing, 1, false)
		}
	})
}

func BenchmarkTimersOfMixedDurations(b *testing.B) {
	perItem(b, func(l *Loop, n int) {
		l.SetVirtual(true)
		for i := range n {
			l.SetTimer(nothing, float64(1+i*7919%1000), false)
		}
	})
}

func BenchmarkTimersOfTheirOwnDuration(b *testing.B) {
	perItem(b, func(l *Loop, n int) {
		l.SetVirtual(true)
		for i := range n {
			l.SetTimer(nothing, float64(1+i*7919%n), false)
		}
	})
}

func BenchmarkTimersStartedAndCleared(b *testing.B) {
	perItem(b, func(l *Loop, n int) {
		kept := l.SetTimer(nothing, 30_000, false)
		for range n {
			l.SetTimer(nothing, 30_000, false).Clear()
		}
		kept.Clear()
	})
}

func BenchmarkTimerHops(b *testing.B) {
	perItem(b, func(l *Loop, n int) {
		l.SetVirtual(true)
		l.SetTimer(countdown(n, func(t Task) { l.SetTimer(t, 1, false) }), 1, false)
	})
}

func BenchmarkPosts(b *testing.B) {
	perItem(b, func(l *Loop, n int) {
		for range n {
			l.Pending()(nothing)
		}
	})
}

func TestHotPathsDoNotAllocateMoreThanTheirItems(t *testing.T) {
	l := New(&quiet{})
	l.SetTimer(nothing, 1<<30, false)
	tick := func() error { l.NextTick(nothing); return nil }
	for name, c := range map[string]struct {
		want float64
		do   func()
	}{
		"tick":                {0, func() { l.Scope(tick) }},
		"immediate":           {1, func() { l.SetImmediate(nothing); l.turn() }},
		"timer and its clear": {1, func() { l.SetTimer(nothing, 1<<30, false).Clear() }},
	} {
		c.do()
		if got := testing.AllocsPerRun(1000, c.do); got > c.want {
			t.Errorf("%s: %v allocations, want %v", name, got, c.want)
		}
	}
}
