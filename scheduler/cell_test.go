package scheduler

import (
	"errors"
	"testing"
)

// inCell runs f with c as the current cell, as one scope.
func inCell(l *Loop, c *Cell, f func()) {
	l.Scope(func() error {
		l.SetContext(&Context{Cell: c})
		f()
		return nil
	})
	l.SetContext(nil)
}

func TestCellIsBusyWhileRefedWorkWaits(t *testing.T) {
	type start func(l *Loop) (unref, ref, end func())
	cases := map[string]start{
		"timer": func(l *Loop) (func(), func(), func()) {
			x := l.SetTimer(nothing, 1, false)
			return x.Unref, x.Ref, x.Clear
		},
		"immediate": func(l *Loop) (func(), func(), func()) {
			x := l.SetImmediate(nothing)
			return x.Unref, x.Ref, x.Clear
		},
	}
	for name, start := range cases {
		t.Run(name, func(t *testing.T) {
			l := New(&quiet{})
			c := l.NewCell(name)
			var unref, ref, end func()
			inCell(l, c, func() { unref, ref, end = start(l) })
			for i, step := range []struct {
				do   func()
				busy bool
			}{{nil, true}, {unref, false}, {unref, false}, {ref, true}, {ref, true}, {end, false}, {end, false}, {ref, false}} {
				if step.do != nil {
					step.do()
				}
				if c.Busy() != step.busy || l.Alive() != step.busy {
					t.Errorf("step %d: busy %v, alive %v", i, c.Busy(), l.Alive())
				}
			}
		})
	}
}

func TestIntervalsAreCountedApart(t *testing.T) {
	l := New(&quiet{})
	c := l.NewCell("1")
	var i *Timer
	inCell(l, c, func() { i = l.SetTimer(nothing, 1, true) })
	if c.Busy() || c.Intervals() != 1 {
		t.Errorf("busy %v, intervals %d", c.Busy(), c.Intervals())
	}
	i.Unref()
	if c.Intervals() != 0 {
		t.Error("an unref'ed interval counts")
	}
	i.Ref()
	i.Clear()
	if c.Intervals() != 0 || l.Alive() {
		t.Error("a cleared interval counts")
	}
}

func TestAfterScopeSeesTheCellEnd(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, j *journal) {
		c := l.NewCell("1")
		var ended float64 = -1
		l.AfterScope = func() {
			if ended < 0 && !c.Busy() {
				ended = l.Now()
			}
		}
		inCell(l, c, func() {
			l.SetTimer(func() error {
				l.NextTick(func() error {
					l.SetImmediate(func() error {
						send := l.Pending()
						go send(func() error { l.SetTimer(nothing, 5, false); return nil })
						return nil
					})
					return nil
				})
				return nil
			}, 10, false)
		})
		l.SetTimer(j.note("of nobody"), 100, false)
		run(t, l)
		if ended != 15 {
			t.Errorf("the cell ended at %v ms", ended)
		}
	})
}

func TestWorkRunsInTheContextThatStartedIt(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, j *journal) {
		note := func() error { return j.note(l.Context().Store.(string))() }
		base := l.Context()
		l.Scope(func() error {
			l.SetContext(&Context{Store: "a"})
			l.NextTick(note)
			l.SetTimer(note, 1, false)
			l.SetContext(&Context{Store: "b"})
			l.SetImmediate(note)
			go l.Pending()(note)
			l.SetContext(&Context{Store: "c"})
			l.NextTick(func() error {
				l.SetContext(&Context{Store: "entered"})
				l.NextTick(note)
				return nil
			})
			l.NextTick(note)
			return nil
		})
		if l.Context() != base {
			t.Error("the context of the scope is left")
		}
		run(t, l)
		j.want(t, "a", "c", "entered", "b", "b", "a")
		if l.Context() != base {
			t.Error("the context of a callback is left")
		}
	})
}

// jobs is an engine whose promise jobs and rejections set the context and leave it so.
type jobs struct {
	quiet
	l     *Loop
	c     *Cell
	queue []Task
}

func (e *jobs) RunMicrotasks() error {
	for len(e.queue) > 0 {
		job := e.queue[0]
		e.queue = e.queue[1:]
		e.l.SetContext(&Context{Cell: e.c})
		if err := job(); err != nil {
			return err
		}
	}
	return nil
}

func (e *jobs) ProcessRejections() bool {
	e.l.SetContext(&Context{Cell: e.c})
	return false
}

func TestContextOfJobsEndsWithTheDrain(t *testing.T) {
	e := &jobs{}
	e.l = New(e)
	e.c = e.l.NewCell("1")
	var after []*Cell
	e.l.AfterCallback = func() { after = append(after, e.l.Context().Cell) }
	e.l.AfterScope = func() {
		if e.l.Context().Cell != nil {
			t.Error("the context of a job is left")
		}
	}
	e.l.Scope(func() error {
		e.queue = append(e.queue, func() error { e.l.NextTick(nothing); return nil })
		e.l.NoteRejection()
		return nil
	})
	// The body, what is replaced by the job's, the job, its tick, no more jobs, what is replaced by the rejections', they.
	want := []*Cell{nil, nil, e.c, e.c, nil, nil, e.c}
	if len(after) != len(want) {
		t.Fatalf("AfterCallback was called %d times", len(after))
	}
	for i, c := range want {
		if after[i] != c {
			t.Errorf("callback %d ended in cell %v", i, after[i])
		}
	}
}

func TestAbandonedJobsEndTheDrainInTheirContext(t *testing.T) {
	interrupted := errors.New("interrupted")
	e := &jobs{}
	e.l = New(e)
	e.c = e.l.NewCell("1")
	ran := 0
	e.l.SetImmediate(func() error {
		e.queue = append(e.queue, func() error { e.l.NextTick(func() error { ran++; return nil }); return interrupted })
		return nil
	})
	e.l.AfterScope = func() {
		if ran == 0 && e.c.Busy() {
			t.Error("a drain that was cut short was followed by AfterScope")
		}
	}
	run(t, e.l)
	if ran != 1 || len(e.caught) != 1 || e.caught[0] != interrupted {
		t.Errorf("the tick ran %d times, caught %v", ran, e.caught)
	}
}

func TestUncaughtSeesTheContextOfTheThrower(t *testing.T) {
	e := &asking{}
	l := New(e)
	e.ask = func() { e.cells = append(e.cells, l.Context().Cell) }
	c := l.NewCell("1")
	bad := func() error { return errors.New("bad") }
	inCell(l, c, func() {
		l.NextTick(bad)
		l.SetImmediate(bad)
		l.SetTimer(bad, 1, false)
	})
	run(t, l)
	if len(e.cells) != 3 || e.cells[0] != c || e.cells[1] != c || e.cells[2] != c {
		t.Errorf("cells %v", e.cells)
	}
	if c.Busy() {
		t.Error("the immediate that keeps the loop turning belongs to the cell")
	}
}

// asking is a quiet engine that looks round when an exception is caught.
type asking struct {
	quiet
	ask   func()
	cells []*Cell
}

func (a *asking) Uncaught(error) bool { a.ask(); return true }

func TestCancelRemovesEverythingThatWaits(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, j *journal) {
		c := l.NewCell("1")
		var send func(Task)
		l.AfterScope = func() { l.AfterScope = nil; l.Cancel(c) }
		inCell(l, c, func() {
			l.SetTimer(j.note("timer"), 1, false)
			l.SetTimer(j.note("unref'ed timer"), 1, false).Unref()
			l.SetTimer(j.note("interval"), 1, true)
			l.SetImmediate(j.note("immediate"))
			l.SetImmediate(j.note("unref'ed immediate")).Unref()
			send = l.Pending()
		})
		if c.Busy() || c.Intervals() != 0 || l.Alive() {
			t.Errorf("busy %v, intervals %d, alive %v", c.Busy(), c.Intervals(), l.Alive())
		}
		l.SetTimer(j.note("of nobody"), 20, false)
		send(j.note("post"))
		run(t, l)
		j.want(t, "of nobody")
		if l.requests != 0 || c.posts != 0 {
			t.Errorf("requests %d, posts of the cell %d", l.requests, c.posts)
		}
	})
}

func TestCancelFromAnyCallbackOfTheCellStopsTheRest(t *testing.T) {
	cases := map[string]func(l *Loop, j *journal, cancel Task){
		"tick": func(l *Loop, j *journal, cancel Task) {
			l.NextTick(cancel)
			l.NextTick(j.note("tick"))
			for range 2 * tickBlockSize {
				l.NextTick(j.note("tick"))
			}
		},
		"timer": func(l *Loop, j *journal, cancel Task) {
			l.SetTimer(cancel, 1, false)
			l.SetTimer(j.note("timer"), 1, false)
			l.SetTimer(j.note("other list"), 2, false)
		},
		"interval": func(l *Loop, j *journal, cancel Task) { l.SetTimer(cancel, 1, true) },
		"refreshed timer": func(l *Loop, j *journal, cancel Task) {
			var x *Timer
			x = l.SetTimer(func() error { x.Refresh(); return cancel() }, 1, false)
		},
		"refresh afterwards": func(l *Loop, j *journal, cancel Task) {
			var x *Timer
			x = l.SetTimer(func() error { cancel(); x.Refresh(); return nil }, 1, false)
		},
		"immediate": func(l *Loop, j *journal, cancel Task) {
			l.SetImmediate(cancel)
			l.SetImmediate(j.note("immediate"))
			l.SetImmediate(j.note("immediate"))
		},
		"tick between immediates": func(l *Loop, j *journal, cancel Task) {
			l.SetImmediate(func() error { l.NextTick(cancel); l.NextTick(j.note("tick")); return nil })
			l.SetImmediate(j.note("immediate"))
		},
		"tick between timers": func(l *Loop, j *journal, cancel Task) {
			l.SetTimer(func() error { l.NextTick(cancel); l.SetImmediate(j.note("immediate")); return nil }, 1, false)
			l.SetTimer(j.note("timer"), 1, false)
		},
		"post": func(l *Loop, j *journal, cancel Task) {
			l.Pending()(cancel)
			l.Pending()(j.note("post"))
		},
	}
	for name, start := range cases {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, l *Loop, j *journal) {
				c, other := l.NewCell("1"), l.NewCell("2")
				inCell(l, other, func() { l.SetTimer(j.note("other cell"), 50, false) })
				inCell(l, c, func() { start(l, j, func() error { l.Cancel(c); return j.note("cancel")() }) })
				run(t, l)
				j.want(t, "cancel", "other cell")
				if c.Busy() || c.Intervals() != 0 || other.Busy() {
					t.Errorf("counts left: %+v %+v", c, other)
				}
			})
		})
	}
}

func TestCancelInUncaughtStopsTheIntervalThatThrew(t *testing.T) {
	bubble(t, func(t *testing.T, _ *Loop, j *journal) {
		e := &asking{}
		l := New(e)
		c := l.NewCell("1")
		e.ask = func() { l.Cancel(c) }
		inCell(l, c, func() {
			l.SetTimer(func() error { j.note("interval")(); return errors.New("bad") }, 1, true)
			l.SetTimer(j.note("timer"), 1, false)
		})
		run(t, l)
		j.want(t, "interval")
	})
}

func TestCellGoesOnAfterCancel(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, j *journal) {
		c := l.NewCell("1")
		inCell(l, c, func() {
			old := l.Pending()
			l.Cancel(c)
			fresh := l.Pending()
			l.NextTick(j.note("tick"))
			go func() { old(j.note("old")); fresh(j.note("fresh")) }()
		})
		if !c.Busy() {
			t.Error("the fresh post does not count")
		}
		run(t, l)
		j.want(t, "tick", "fresh")
		if c.Busy() {
			t.Errorf("counts left: %+v", c)
		}
	})
}

func TestFailedScopeIsNotFollowedByAfterScope(t *testing.T) {
	l := New(&quiet{})
	depth := 0
	l.AfterScope = func() { depth++ }
	l.SetImmediate(func() error { depth = 0; return errors.New("bad") })
	l.BeforeExit = func() error { return nil }
	l.Post(func() error { return errors.New("bad") })
	l.poll()
	if depth != 0 {
		t.Error("AfterScope was called after a failed post")
	}
	l.Scope(func() error { return errors.New("bad") })
	if depth != 1 {
		t.Error("AfterScope was not called after the main program, which drains also when it failed")
	}
}

func TestAfterScopeMayOpenScopes(t *testing.T) {
	bubble(t, func(t *testing.T, l *Loop, j *journal) {
		n := 0
		l.AfterScope = func() {
			if n++; n == 1 {
				l.Scope(func() error { l.NextTick(j.note("tick")); return j.note("next cell")() })
			}
		}
		l.Scope(j.note("cell"))
		j.want(t, "cell", "next cell", "tick")
	})
}

func TestNestedScopeDoesNotDrain(t *testing.T) {
	l, j := New(&quiet{}), new(journal)
	l.Scope(func() error {
		l.Scope(func() error { l.NextTick(j.note("tick")); return nil })
		return j.note("outer")()
	})
	j.want(t, "outer", "tick")
}
