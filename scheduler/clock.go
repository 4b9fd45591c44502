package scheduler

import "time"

// clock is the loop's clock, real or virtual. It starts at 0 and never goes back, not even when it is switched.
//
// Virtual time stands still while the program computes and jumps when it waits, so that outputs do not depend on the
// machine. It cannot stand quite still: a program may wait by looking at the clock, or by turning round through
// immediates until a timer fires. So after patience looks or turns without a jump, each further one moves it by step.
type clock struct {
	start time.Time
	skew  time.Duration // real: what is added to the time since start

	virtual bool
	at      time.Duration // virtual: now
	wall    time.Time     // virtual: the wall clock when now was 0
	stirred int           // looks and turns since the last jump
}

const (
	patience = 1000
	step     = 10 * time.Microsecond
)

func (c *clock) now() time.Duration {
	if c.virtual {
		return c.at
	}
	return time.Since(c.start) + c.skew
}

func (c *clock) millis() int64 { return int64(c.now() / time.Millisecond) }

// jump moves virtual time forward to ms.
func (c *clock) jump(ms int64) {
	c.at = max(c.at, time.Duration(ms)*time.Millisecond)
	c.stirred = 0
}

// stir counts a look or a turn.
func (c *clock) stir() {
	if !c.virtual {
		return
	}
	c.stirred++
	if c.stirred > patience {
		c.at += step
	}
}

// SetVirtual switches to virtual time or back to real time. In virtual time, when nothing is runnable and nothing
// reserved by Pending or made by NewWork is in flight, the loop jumps to the next ref'ed timer instead of waiting for it. While something
// is in flight it waits for it in real time, at most as long as the next timer is away. Virtual time starts at a
// whole millisecond. An interval that nobody stops keeps a virtual loop busy for ever.
//
// Back in real time the clock goes on from where virtual time has come to: Now and Time never go back.
func (l *Loop) SetVirtual(on bool) {
	c := &l.clock
	if on == c.virtual {
		return
	}
	if on {
		c.enter()
	} else {
		c.virtual = false
		c.skew = max(c.skew, c.at-time.Since(c.start))
	}
	l.timers.now = c.millis()
}

// enter starts virtual time a little later than real now, by so much that the wall clock is not set back by the
// rounding of both clocks to whole milliseconds.
func (c *clock) enter() {
	real := time.Now()
	c.at = (real.Sub(c.start) + c.skew).Truncate(time.Millisecond) + 2*time.Millisecond
	c.wall = real.Add(-real.Sub(c.start)).Truncate(time.Millisecond)
	c.virtual, c.stirred = true, 0
}

// Now is the loop's clock: milliseconds since the loop was made, what performance.now is made of.
func (l *Loop) Now() float64 {
	l.clock.stir()
	return float64(l.clock.now()) / float64(time.Millisecond)
}

// Time is the wall clock that agrees with Now, what Date.now is made of. In real time it is the system's clock, plus
// what virtual time has ever gained on it.
func (l *Loop) Time() time.Time {
	c := &l.clock
	c.stir()
	if c.virtual {
		return c.wall.Add(c.at)
	}
	return time.Now().Add(c.skew)
}
