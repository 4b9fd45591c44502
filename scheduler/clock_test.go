package scheduler

import (
	"math"
	"testing"
	"testing/synctest"
	"time"
)

func TestTimerDurations(t *testing.T) {
	for _, c := range []struct {
		ms, want float64
		warning  string
	}{
		{1, 1, ""}, {1.9, 1.9, ""}, {2147483647, 2147483647, ""}, {0, 1, ""}, {0.99, 1, ""}, {math.Copysign(0, -1), 1, ""},
		{2147483647.5, 1, "TimeoutOverflowWarning"}, {2147483648, 1, "TimeoutOverflowWarning"},
		{math.Inf(1), 1, "TimeoutOverflowWarning"},
		{-1, 1, "TimeoutNegativeWarning"}, {-0.5, 1, "TimeoutNegativeWarning"}, {math.Inf(-1), 1, "TimeoutNegativeWarning"},
		{math.NaN(), 1, "TimeoutNaNWarning"},
	} {
		if got, warning := TimerDuration(c.ms); got != c.want || warning != c.warning {
			t.Errorf("TimerDuration(%v) = %v, %q; want %v, %q", c.ms, got, warning, c.want, c.warning)
		}
	}
}

func TestVirtualHourTakesNoTime(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, j *journal) {
		real := time.Now()
		l.SetVirtual(true)
		now, wall := l.Now(), l.Time()
		l.SetTimer(func() error {
			if gone := l.Now() - now; gone != 3_600_000 {
				t.Errorf("Now moved by %v ms", gone)
			}
			if gone := l.Time().Sub(wall); gone != time.Hour {
				t.Errorf("Time moved by %v", gone)
			}
			return nil
		}, 3_600_000, false)
		l.SetTimer(j.note("short"), 10, false)
		run(t, l)
		j.want(t, "short")
		if gone := time.Since(real); gone != 0 {
			t.Errorf("it took %v", gone)
		}
	})
}

func TestVirtualTimeStandsStillWhileTheProgramComputes(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, j *journal) {
		l.SetVirtual(true)
		l.SetTimer(func() error { time.Sleep(time.Second); return j.note("a")() }, 10, false)
		l.SetTimer(j.note("b"), 20, false)
		now := l.Now()
		run(t, l)
		j.want(t, "a", "b")
		if gone := l.Now() - now; gone != 20 {
			t.Errorf("Now moved by %v ms", gone)
		}
	})
}

func TestVirtualClockMovesForProgramsThatLookAtIt(t *testing.T) {
	waits := map[string]func(l *Loop, over func() bool){
		"busy wait": func(l *Loop, over func() bool) {
			for !over() {
			}
		},
		"immediates": func(l *Loop, over func() bool) {
			var hop Task
			hop = func() error {
				if !over() {
					l.SetImmediate(hop)
				}
				return nil
			}
			l.SetImmediate(hop)
		},
	}
	for name, wait := range waits {
		t.Run(name, func(t *testing.T) {
			l := New(&quiet{})
			l.SetVirtual(true)
			end := l.Time().Add(20 * time.Millisecond)
			l.Scope(func() error { wait(l, func() bool { return !l.Time().Before(end) }); return nil })
			run(t, l)
		})
	}
	t.Run("immediates until a timer fires", func(t *testing.T) {
		l := New(&quiet{})
		l.SetVirtual(true)
		fired := false
		l.SetTimer(func() error { fired = true; return nil }, 20, false)
		var hop Task
		hop = func() error {
			if !fired {
				l.SetImmediate(hop)
			}
			return nil
		}
		l.SetImmediate(hop)
		run(t, l)
	})
}

func TestVirtualClockIsTheSameEachRun(t *testing.T) {
	var first float64
	for i := range 3 {
		l := New(&quiet{})
		l.SetVirtual(true)
		start := l.Now()
		var x *Timer
		n := 0
		x = l.SetTimer(func() error {
			for range 100 * n {
				l.Time()
			}
			if n++; n == 30 {
				x.Clear()
			}
			return nil
		}, 7, true)
		run(t, l)
		gone := math.Round((l.Now()-start)*1000) / 1000
		if i == 0 {
			first = gone
		}
		if gone != first {
			t.Errorf("run %d took %v ms, the first %v ms", i, gone, first)
		}
	}
}

func TestVirtualTimeWaitsForWhatIsInFlight(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, j *journal) {
		l.SetVirtual(true)
		send := l.Pending()
		go func() { time.Sleep(3 * time.Second); send(j.note("request")) }()
		l.SetTimer(j.note("2 s"), 2000, false)
		l.SetTimer(j.note("4 s"), 4000, false)
		l.SetTimer(j.note("an hour"), 3_600_000, false)
		real := time.Now()
		run(t, l)
		j.want(t, "2 s", "request", "4 s", "an hour")
		if gone := time.Since(real); gone != 3*time.Second {
			t.Errorf("it took %v", gone)
		}
	})
}

func TestVirtualTimeDoesNotJumpToUnrefedTimers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, n := New(&quiet{}), 0
		l.SetVirtual(true)
		l.SetTimer(func() error { n++; return nil }, 1000, true).Unref()
		go l.Serve(t.Context())
		time.Sleep(10*time.Second + 500*time.Millisecond)
		synctest.Wait()
		if n != 10 {
			t.Errorf("the interval ran %d times in ten seconds", n)
		}
		l.Stop()
	})
}

func TestClockNeverGoesBackWhenSwitched(t *testing.T) {
	l := New(&quiet{})
	now, wall := l.Now(), l.Time()
	check := func(when string) {
		t.Helper()
		n, w := l.Now(), l.Time()
		if n < now || w.Before(wall) {
			t.Fatalf("%s: Now %v after %v, Time %v after %v", when, n, now, w, wall)
		}
		now, wall = n, w
	}
	for i := range 200 {
		check("real")
		l.SetVirtual(true)
		l.SetVirtual(true)
		check("virtual")
		if i%3 == 0 {
			l.clock.jump(l.clock.millis() + 5)
			check("jumped")
		}
		if i%50 == 0 {
			time.Sleep(3 * time.Millisecond)
		}
		l.SetVirtual(false)
	}
}

func TestTimersKeepTheirOrderWhenTheClockIsSwitched(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, j *journal) {
		l.SetTimer(j.note("60"), 60, false)
		l.SetVirtual(true)
		l.SetTimer(func() error { l.SetVirtual(false); return j.note("20")() }, 20, false)
		l.SetTimer(func() error { l.SetVirtual(true); return j.note("50")() }, 50, false)
		l.SetTimer(j.note("an hour"), 3_600_000, false)
		real := time.Now()
		run(t, l)
		j.want(t, "20", "50", "60", "an hour")
		if gone := time.Since(real); gone != 30*time.Millisecond {
			t.Errorf("it took %v", gone)
		}
	})
}
