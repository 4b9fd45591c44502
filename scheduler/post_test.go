package scheduler

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// quiet is an engine without a language: no microtasks, no rejections, every exception is handled and kept.
type quiet struct {
	caught []error
	fatal  bool
}

func (*quiet) RunMicrotasks() error      { return nil }
func (*quiet) ProcessRejections() bool   { return false }
func (e *quiet) Uncaught(err error) bool { e.caught = append(e.caught, err); return !e.fatal }

// journal notes what ran.
type journal []string

func (j *journal) note(s string) Task { return func() error { *j = append(*j, s); return nil } }

func (j journal) want(t *testing.T, want ...string) {
	t.Helper()
	if !reflect.DeepEqual([]string(j), want) {
		t.Errorf("ran %q, want %q", []string(j), want)
	}
}

// bubble runs a test in fake time.
func bubble(t *testing.T, f func(t *testing.T, l *Loop, j *journal)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { f(t, New(&quiet{}), new(journal)) })
}

func run(t *testing.T, l *Loop) {
	t.Helper()
	if err := l.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestPostsMadeInPollWaitForTheNextTurn(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, j *journal) {
		l.Post(func() error {
			l.Post(j.note("third"))
			l.SetImmediate(j.note("immediate"))
			return j.note("first")()
		})
		l.Post(j.note("second"))
		l.SetTimer(nothing, 1, false)
		run(t, l)
		j.want(t, "first", "second", "immediate", "third")
	})
}

func TestPendingHoldsTheLoopUntilItsTaskRan(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, j *journal) {
		send := l.Pending()
		go func() {
			time.Sleep(time.Hour)
			send(j.note("done"))
		}()
		run(t, l)
		j.want(t, "done")
		if l.Now() != 3_600_000 {
			t.Errorf("ended at %v ms", l.Now())
		}
	})
}

func TestPendingWithNilTaskOnlyReleases(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, j *journal) {
		go l.Pending()(nil)
		run(t, l)
		j.want(t)
	})
}

func TestPendingPanicsWhenCalledTwice(t *testing.T) {
	l := New(&quiet{})
	send := l.Pending()
	send(nothing)
	defer func() {
		if got := recover(); got != "scheduler: post called twice" {
			t.Errorf("recovered %v", got)
		}
	}()
	send(nothing)
}

func TestPostHoldsNothing(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, j *journal) {
		l.Post(j.note("never"))
		run(t, l)
		j.want(t)
	})
}

func TestServeSleepsUntilSomethingHappens(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, _ *journal) {
		var scopes atomic.Int64
		l.AfterScope = func() { scopes.Add(1) }
		ran := make(chan string, 9)
		note := func(s string) Task { return func() error { ran <- s; return nil } }
		served := make(chan error)
		go func() { served <- l.Serve(t.Context()) }()
		synctest.Wait()
		before := scopes.Load()
		time.Sleep(100 * time.Hour)
		if n := scopes.Load() - before; n != 0 {
			t.Errorf("%d scopes ran while there was nothing to do", n)
		}
		l.Post(note("post"))
		l.Post(func() error { l.SetTimer(note("timer"), 50, false); return nil })
		time.Sleep(49 * time.Millisecond)
		synctest.Wait()
		if len(ran) != 1 || <-ran != "post" {
			t.Error("not the post alone ran at once")
		}
		time.Sleep(time.Millisecond)
		synctest.Wait()
		if len(ran) != 1 || <-ran != "timer" {
			t.Error("the timer did not run when it was due")
		}
		l.Stop()
		if err := <-served; err != nil {
			t.Error(err)
		}
	})
}

func TestServeRunsUnrefedTimers(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, j *journal) {
		l.SetTimer(j.note("timer"), 50, false).Unref()
		l.SetTimer(func() error { l.Stop(); return nil }, 60, false).Unref()
		if err := l.Serve(t.Context()); err != nil {
			t.Error(err)
		}
		j.want(t, "timer")
	})
}

func TestEndOfContextEndsServeWithItsCause(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, j *journal) {
		cause := errors.New("shutdown")
		ctx, cancel := context.WithCancelCause(t.Context())
		go func() { time.Sleep(time.Minute); cancel(cause) }()
		if err := l.Serve(ctx); err != cause {
			t.Errorf("Serve: %v", err)
		}
		l.SetTimer(j.note("timer"), 1, false)
		run(t, l) // the end of a context is not the end of the loop
		j.want(t, "timer")
	})
}

func TestStopBeforeRunIsFinal(t *testing.T) {
	l := New(&quiet{})
	l.SetImmediate(func() error { t.Error("ran"); return nil })
	l.Stop()
	run(t, l)
	if err := l.Serve(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestContextThatHasEndedRunsNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	l := New(&quiet{})
	l.SetImmediate(func() error { t.Error("ran"); return nil })
	if err := l.Run(ctx); err != context.Canceled {
		t.Errorf("Run: %v", err)
	}
}

func TestUnhandledExceptionIsTheResultOfRun(t *testing.T) {
	l := New(&quiet{fatal: true})
	bad := errors.New("bad")
	l.AfterScope = func() { t.Error("a scope was drained") }
	l.OnExit = func() error { t.Error("natural exit"); return nil }
	l.Scope(func() error {
		l.NextTick(func() error { return bad })
		l.NextTick(func() error { t.Error("ran"); return nil })
		l.SetImmediate(func() error { t.Error("ran"); return nil })
		return nil
	})
	for range 2 {
		if err := l.Run(t.Context()); err != bad {
			t.Errorf("Run: %v", err)
		}
	}
}

func TestPostsOfHandlesRunInTheirContextUntilItIsClosed(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, j *journal) {
		cell := l.NewCell("1")
		l.SetContext(&Context{Cell: cell})
		h := l.NewHandle()
		l.SetContext(nil)
		if cell.Busy() || cell.Handles() != 1 {
			t.Errorf("busy %v, handles %d", cell.Busy(), cell.Handles())
		}
		go func() {
			h.Post(func() error {
				if l.Context().Cell != cell {
					t.Error("wrong cell")
				}
				h.Close(func() error { return j.note(fmt.Sprint("closed ", l.Context().Cell == cell))() })
				h.Close(j.note("never"))
				return j.note("message")()
			})
			h.Post(j.note("never"))
		}()
		run(t, l)
		j.want(t, "message", "closed true")
		if h.Ref(); cell.Handles() != 0 || h.HasRef() {
			t.Error("a closed handle is ref'ed")
		}
	})
}

func TestUnrefedHandleHoldsNothing(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, j *journal) {
		h := l.NewHandle()
		h.Unref()
		h.Unref()
		run(t, l)
		h.Ref()
		if !l.Alive() {
			t.Error("a ref'ed handle does not hold the loop")
		}
		h.Close(nil)
		run(t, l)
	})
}

func TestPostsOfManyGoroutinesAllRunInOrder(t *testing.T) {
	const writers, each = 8, 2000
	l := New(&quiet{})
	var last [writers]int
	seen := 0
	var started sync.WaitGroup
	for w := range writers {
		started.Add(1)
		go func() {
			started.Done()
			for i := 1; i <= each; i++ {
				l.Post(func() error {
					if last[w] != i-1 {
						t.Errorf("writer %d: %d after %d", w, i, last[w])
					}
					last[w] = i
					if seen++; seen == writers*each {
						l.Stop()
					}
					return nil
				})
				if i%100 == 0 {
					runtime.Gosched()
				}
			}
		}()
	}
	started.Wait()
	if err := l.Serve(t.Context()); err != nil {
		t.Error(err)
	}
}

// A wake-up call that comes just as the sleeping time runs out must neither be lost nor wake a later sleep.
func TestWakeUpCallsAreNeitherLostNorStale(t *testing.T) {
	l := New(&quiet{})
	var stop atomic.Bool
	got := make(chan int)
	go func() {
		n := 0
		for ; !stop.Load(); n++ {
			l.rouse()
		}
		got <- n
	}()
	for range 2000 {
		if l.sleep(1); len(l.wake) > 0 || l.asleep.Load() {
			t.Fatal("a token is left")
		}
	}
	stop.Store(true)
	<-got
}
