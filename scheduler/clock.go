package scheduler

import "time"

type clock struct {
	start   time.Time
	skew    time.Duration // real: now = since start + skew
	virtual bool
	at      time.Duration // virtual: now
	wall    time.Time     // virtual: the wall clock at 0
}

func (c *clock) now() time.Duration {
	if c.virtual {
		return c.at
	}
	return time.Since(c.start) + c.skew
}

func (c *clock) millis() int64 { return int64(c.now() / time.Millisecond) }

func (c *clock) jump(ms int64) { c.at = max(c.at, time.Duration(ms)*time.Millisecond) }

// SetVirtual switches the clock to virtual time or back to real time. The loop's clock never goes back.
func (l *Loop) SetVirtual(on bool) {
	c := &l.clock
	if on == c.virtual {
		return
	}
	if on {
		at := c.now().Truncate(time.Millisecond) + time.Millisecond
		c.wall = l.Time().Truncate(time.Millisecond).Add(time.Millisecond - at)
		c.at, c.virtual = at, true
		return
	}
	c.virtual = false
	c.skew = max(c.skew, c.at-time.Since(c.start))
}

// Now is the loop's clock in milliseconds since the loop was made.
func (l *Loop) Now() float64 { return float64(l.clock.now()) / float64(time.Millisecond) }

// Time is the wall clock that Date.now and performance.now must agree with.
func (l *Loop) Time() time.Time {
	c := &l.clock
	if c.virtual {
		return c.wall.Add(c.at)
	}
	return time.Now().Add(c.skew)
}
