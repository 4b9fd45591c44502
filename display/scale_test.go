package display

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"loopbook/scheduler"
)

// flood is the trace of a program of so many steps: turns of an immediate that queues ticks and promise jobs.
func flood(steps int) *scheduler.Trace {
	r := scheduler.Recorder{Cell: "[9]"}
	script := r.Append(scheduler.Event{Place: scheduler.Place{Line: 1, Column: 1}, Label: "(cell script)", Why: scheduler.Reason{Code: scheduler.ScriptFirst}})
	turn, phase, from := 0, scheduler.PhaseMicrotasks, script
	for n := 2; n <= steps; n++ {
		e := scheduler.Event{
			Queue: scheduler.QueuePromise, Place: scheduler.Place{Line: 3 + n%7, Column: 3}, Label: "after await null", Turn: turn, Phase: phase,
			Registered: scheduler.Origin{Step: max(from, n-5), Place: scheduler.Place{Line: 3 + n%7}, What: "await", Promise: n},
			Why:        scheduler.Reason{Code: scheduler.FIFO, Step: n - 1},
		}
		if n%20 == 0 {
			turn, phase = r.Turn(), scheduler.PhaseCheck
			e.Queue, e.Turn, e.Phase, e.Label = scheduler.QueueImmediate, turn, phase, "next"
			e.Registered = scheduler.Origin{Step: from, Place: scheduler.Place{Line: 12}, What: "setImmediate"}
			e.Why = scheduler.Reason{Code: scheduler.CheckNextTurn, Step: from}
			from = n
		}
		r.Append(e)
		if n%50 == 0 {
			r.Print(n, fmt.Sprintln("printed by", n))
		}
	}
	return r.Trace(true, nil)
}

// R10, and the scaling table: what is drawn of 10, 100, 10,000 and 1,000,000 steps.
func TestTimelineOfAnyLengthIsBounded(t *testing.T) {
	for _, steps := range []int{1, 10, 60, 61, 100, 600, 601, 10_000, 10_001, 1_000_000} {
		tr := flood(steps)
		best := time.Hour
		var b Bundle
		for range 3 {
			start := time.Now()
			b = Timeline(tr, TimelineOptions{})
			best = min(best, time.Since(start))
		}
		html, md := b.Data[MIMEHTML].(string), b.Data[MIMEMarkdown].(string)
		if len(html) > htmlLimit || len(md) > markdownLimit || len(b.Plain()) > plainLimit {
			t.Errorf("%d steps: %d bytes of html, %d of markdown, %d of text", steps, len(html), len(md), len(b.Plain()))
		}
		rows := strings.Count(html, `<th scope="row"`)
		if most := rowLimit; rows > most && steps <= summaryFrom || rows > most+1 {
			t.Errorf("%d steps: %d rows", steps, rows)
		}
		if steps <= rowLimit && rows != steps {
			t.Errorf("%d steps: only %d rows", steps, rows)
		}
		if best > 300*time.Millisecond {
			t.Errorf("%d steps: drawn in %v", steps, best)
		}
		for form, text := range map[string]string{"html": html, "markdown": md, "text": b.Plain()} {
			if !strings.Contains(text, number(steps)+" callback") {
				t.Errorf("%d steps: %s does not say how many", steps, form)
			}
			if steps > 10_000 && !strings.Contains(text, number(steps-10_000)+" callback") {
				t.Errorf("%d steps: %s does not say how many were dropped", steps, form)
			}
			if steps > rowLimit && !strings.Contains(text, "timeline({from") {
				t.Errorf("%d steps: %s does not say how to see more", steps, form)
			}
		}
	}
}

func TestFoldingKeepsWhatPrintedThrewOrRaced(t *testing.T) {
	tr := flood(300)
	tr.Events[150].Threw = "Error: boom"
	tr.Events[152].Sure = scheduler.Race
	p := draw(tr, TimelineOptions{Marked: []int{200}}, rowLimit)
	want := map[int]bool{1: true, 50: true, 100: true, 150: true, 151: true, 153: true, 200: true, 250: true, 300: true}
	sum := 0
	for _, r := range p.rows {
		switch {
		case r.event != nil:
			delete(want, r.event.N)
			sum++
		case r.fold != nil:
			sum += len(r.fold.events)
		}
	}
	if len(want) > 0 || sum != 300 {
		t.Errorf("folded away: %v; %d steps in all rows", want, sum)
	}
}

func TestSelectionShowsOnlyWhatWasAskedFor(t *testing.T) {
	tr := flood(1000)
	for _, c := range []struct {
		o    TimelineOptions
		want int
	}{
		{TimelineOptions{From: 100, To: 119}, 20},
		{TimelineOptions{Queues: []scheduler.Queue{scheduler.QueueImmediate}}, 50},
		{TimelineOptions{From: 500, To: 600, Line: 4}, 14},
	} {
		p := draw(tr, c.o, rowLimit)
		n := 0
		for _, r := range p.rows {
			if r.event != nil {
				n++
			}
		}
		if n != c.want || len(p.events) != c.want {
			t.Errorf("%+v: %d rows of %d", c.o, n, len(p.events))
		}
		if text := Timeline(tr, c.o).Plain(); !strings.Contains(text, fmt.Sprintf("shown: %d of 1,000", c.want)) {
			t.Errorf("%+v: does not say what is shown:\n%s", c.o, text)
		}
	}
}

func BenchmarkTimeline(b *testing.B) {
	for _, steps := range []int{10, 100, 10_000, 1_000_000} {
		tr := flood(steps)
		b.Run(fmt.Sprint(steps), func(b *testing.B) {
			for b.Loop() {
				Timeline(tr, TimelineOptions{})
			}
		})
	}
}

// Whatever a file says a trace is: it is drawn, within bounds, or refused when it is read.
func FuzzAnyTraceIsDrawn(f *testing.F) {
	for _, s := range samples(f)[:6] {
		text, err := json.Marshal(s.trace)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte(`{"events":[{"n":5,"q":"timer"},{"n":5,"q":"close","turn":-1},{"n":-3,"turn":9223372036854775807}],"promises":[{"id":1,"parents":[2]},{"id":2,"parents":[1]},{"id":2,"waits":{"promise":2}}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var tr scheduler.Trace
		if json.Unmarshal(text, &tr) != nil {
			return
		}
		again := tr
		again.Events = slices.Repeat(tr.Events, 1+700/max(len(tr.Events), 1))
		for _, u := range []*scheduler.Trace{&tr, &again} {
			for name, b := range map[string]Bundle{
				"timeline": Timeline(u, TimelineOptions{}), "selection": Timeline(u, TimelineOptions{From: 2}), "promises": Promises(u, PromisesOptions{All: true}),
				"hints": Hints(FindHints(u, Facts{})), "diff": Diff(Run{"a", &tr}, Run{"b", u}), "predict": Predict([]string{"x"}, u, false), "svg": TimelineSVG(u, TimelineOptions{}),
			} {
				if err := b.Check(); err != nil || len(b.Plain()) > plainLimit {
					t.Errorf("%s: %d bytes of text, %v", name, len(b.Plain()), err)
				}
			}
			ChromeTrace(u)
			Mermaid(u)
		}
	})
}
