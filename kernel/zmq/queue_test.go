package zmq

import (
	"errors"
	"log/slog"
	"net"
	"testing"
	"testing/synctest"
	"time"
)

// newTestQueue returns a queue of 1000 bytes whose messages take 64+24 of their own, and its log.
func newTestQueue(p *pool) (*queue, *logBuffer) {
	log := &logBuffer{}
	o := Options{limits: limits{queueBytes: 1000, queueLeast: 1, queueMessages: 5}}.withDefaults()
	if p == nil {
		p = &pool{total: 2 * o.limits.queueBytes}
	}
	return newQueue(o.limits, p, slog.New(slog.NewTextHandler(log, nil))), log
}

func message(size int) item { return newItem([][]byte{make([]byte, size)}) }

// fill offers messages of 100 bytes until the queue is full.
func fill(t *testing.T, q *queue) int {
	t.Helper()
	for n := range 1000 {
		switch err := q.offer(message(100)); err {
		case nil:
		case errFull:
			return n
		default:
			t.Fatal(err)
		}
	}
	t.Fatal("the queue has no end")
	return 0
}

func TestQueueIsBoundedInBytesAndMessages(t *testing.T) {
	q, _ := newTestQueue(nil)
	if n := fill(t, q); n != 5 {
		t.Errorf("%d messages, want 5", n)
	}
	q, _ = newTestQueue(nil)
	if err := errors.Join(q.offer(message(400)), q.offer(message(400))); err != nil {
		t.Error(err)
	}
	if err := q.offer(message(400)); err != errFull {
		t.Errorf("1200 bytes in a queue of 1000: %v", err)
	}
}

func TestEmptyQueueTakesAMessageOfAnySize(t *testing.T) {
	q, _ := newTestQueue(nil)
	if err := q.offer(message(1 << 20)); err != nil {
		t.Error(err)
	}
	if err := q.offer(message(1)); err != errFull {
		t.Errorf("behind it: %v", err)
	}
}

// Each of many queues gets less, and a new one still gets some.
func TestQueuesShareThePool(t *testing.T) {
	p := &pool{total: 2000}
	var used int64
	for i := range 50 {
		q, _ := newTestQueue(p)
		if fill(t, q) == 0 {
			t.Fatalf("queue %d found no room for one message", i)
		}
		used += q.bytes
	}
	if used != p.used.Load() {
		t.Errorf("pool says %d bytes, queues hold %d", p.used.Load(), used)
	}
	if most := int64(2000 + 50*200); used > most {
		t.Errorf("%d bytes in all, want at most %d: the pool and one message each", used, most)
	}
}

func TestPoolGetsBackWhatIsTakenOrAbandoned(t *testing.T) {
	p := &pool{total: 2000}
	a, _ := newTestQueue(p)
	b, _ := newTestQueue(p)
	fill(t, a)
	fill(t, b)
	for {
		if _, _, ok := a.take(); !ok {
			break
		}
	}
	b.abandon()
	if p.used.Load() != 0 {
		t.Errorf("%d bytes still used", p.used.Load())
	}
}

func TestStalledPeerHoldsUpASenderOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, log := newTestQueue(nil)
		fill(t, q)
		start := time.Now()
		for range 100 {
			if err := q.insist(message(100), time.Now()); err != ErrStalled {
				t.Fatal(err)
			}
		}
		if waited := time.Since(start); waited != 300*time.Millisecond {
			t.Errorf("waited %v in all, want 300ms", waited)
		}
		if q.dropped != 100 || log.count("stopped reading") != 1 {
			t.Errorf("%d dropped, log:\n%s", q.dropped, log)
		}
	})
}

func TestStalledPeerThatReadsAgainIsServedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, log := newTestQueue(nil)
		fill(t, q)
		q.insist(message(100), time.Now())
		q.take()
		if err := q.offer(message(100)); err != ErrStalled {
			t.Errorf("after one of five was taken: %v", err)
		}
		q.take()
		q.take()
		if err := q.offer(message(100)); err != nil {
			t.Errorf("after more than half was taken: %v", err)
		}
		if log.count("reads again") != 1 || log.count("dropped_messages=2") != 1 {
			t.Errorf("log:\n%s", log)
		}
		fill(t, q)
		start := time.Now()
		q.insist(message(100), start)
		if waited := time.Since(start); waited != 300*time.Millisecond {
			t.Errorf("its next stall cost %v, want 300ms again", waited)
		}
	})
}

// A slow peer that takes a quantum every 200 ms slows the sender down and loses nothing.
func TestSlowPeerLosesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, log := newTestQueue(nil)
		got := make(chan int)
		go func() {
			n := 0
			for q.wait() {
				q.take()
				n++
				time.Sleep(200 * time.Millisecond)
				q.wrote(quantum)
			}
			got <- n
		}()
		const n = 100
		for range n {
			if err := q.insist(message(100), time.Now()); err != nil {
				t.Fatal(err)
			}
		}
		q.finish()
		if taken := <-got; taken != n || log.String() != "" {
			t.Errorf("%d of %d messages, log: %s", taken, n, log)
		}
	})
}

// One message may take longer than 300 ms on a slow line: what counts is that bytes move.
func TestLargeMessageOnASlowLineIsNoStall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, _ := newTestQueue(nil)
		fill(t, q)
		go func() {
			for range 20 {
				time.Sleep(250 * time.Millisecond)
				q.wrote(quantum)
			}
			q.take()
		}()
		start := time.Now()
		if err := q.insist(message(100), start); err != nil {
			t.Error(err)
		}
		if waited := time.Since(start); waited != 5*time.Second {
			t.Errorf("waited %v, want 5s", waited)
		}
	})
}

// A peer that takes a byte now and then to keep everybody waiting is stalled.
func TestTricklingPeerIsStalled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, _ := newTestQueue(nil)
		fill(t, q)
		stop := make(chan bool)
		go func() {
			for {
				select {
				case <-stop:
					return
				case <-time.After(50 * time.Millisecond):
					q.take()
					q.wrote(100)
				}
			}
		}()
		start := time.Now()
		var err error
		for err == nil {
			err = q.insist(message(100), time.Now())
		}
		if waited := time.Since(start); err != ErrStalled || waited > 400*time.Millisecond {
			t.Errorf("%v after %v", err, waited)
		}
		stop <- true
	})
}

// Two peers stall in the same message: the sender waits for both at once.
func TestWaitingForSeveralPeersIsNotAddedUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, _ := newTestQueue(nil)
		b, _ := newTestQueue(nil)
		fill(t, a)
		fill(t, b)
		start := time.Now()
		a.insist(message(100), start)
		b.insist(message(100), start)
		if waited := time.Since(start); waited != 300*time.Millisecond {
			t.Errorf("waited %v, want 300ms", waited)
		}
	})
}

func TestFinishedQueueIsDrainedAndTakesNoMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, _ := newTestQueue(nil)
		n := fill(t, q)
		waiting := make(chan error)
		go func() { waiting <- q.insist(message(100), time.Now()) }()
		go func() { waiting <- q.persist(message(100)) }()
		synctest.Wait()
		q.finish()
		for range 2 {
			if err := <-waiting; !errors.Is(err, net.ErrClosed) {
				t.Errorf("a waiting sender got %v", err)
			}
		}
		q.pong(nil)
		for range n {
			if _, _, ok := q.take(); !ok || !errors.Is(q.offer(message(1)), net.ErrClosed) {
				t.Error("not drained, or not closed")
			}
		}
		if q.wait() || q.abandon() {
			t.Error("it has not ended")
		}
	})
}

func TestQueueKeepsOrderWhileItMovesItsItems(t *testing.T) {
	o := Options{}.withDefaults()
	q := newQueue(o.limits, &pool{total: 1 << 30}, o.Log)
	next, put := 0, 0
	for round := range 50 {
		for range 100 * (round%7 + 1) {
			q.offer(newItem([][]byte{{byte(put), byte(put >> 8)}}))
			put++
		}
		for range 100 * (round%6 + 1) {
			it, _, ok := q.take()
			if !ok {
				break
			}
			if got := int(it.frames[0][0]) | int(it.frames[0][1])<<8; got != next&0xffff {
				t.Fatalf("took %d, want %d", got, next)
			}
			next++
		}
	}
}

func TestPongsAreFewAndGoFirst(t *testing.T) {
	q, _ := newTestQueue(nil)
	q.offer(message(1))
	for range 100 {
		q.pong([]byte("c"))
	}
	for i := range 9 {
		_, pong, ok := q.take()
		if !ok || (pong != nil) != (i < 8) {
			t.Errorf("%d: pong %q, %v", i, pong, ok)
		}
	}
}
