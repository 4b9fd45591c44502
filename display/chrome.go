package display

import (
	"encoding/json"
	"fmt"

	"loopbook/scheduler"
)

// A chromeEvent is one entry of the Trace Event Format that chrome://tracing and ui.perfetto.dev read.
type chromeEvent struct {
	Phase string         `json:"ph"`
	ID    int            `json:"id,omitempty"`
	Bind  string         `json:"bp,omitempty"`
	PID   int            `json:"pid"`
	TID   int            `json:"tid,omitempty"`
	TS    *int64         `json:"ts,omitempty"`  // microseconds
	Dur   int64          `json:"dur,omitempty"` // likewise
	Name  string         `json:"name"`
	Cat   string         `json:"cat,omitempty"`
	Args  map[string]any `json:"args,omitempty"`
}

// ChromeTrace is the trace as a JSON file for chrome://tracing and ui.perfetto.dev: one process for each cell, one
// thread for each queue, an arrow from the step that queued to the step that ran. Without a wall clock a step is a
// millisecond, since what counts is the order.
func ChromeTrace(t *scheduler.Trace) []byte {
	c := &chrome{cells: map[string]int{}, slices: map[int]slice{}}
	c.time(t)
	c.process(t.Cell)
	for i := range t.Events {
		c.event(&t.Events[i])
	}
	text, err := json.Marshal(struct {
		Unit   string        `json:"displayTimeUnit"`
		Events []chromeEvent `json:"traceEvents"`
	}{"ms", append(c.names, c.events...)})
	if err != nil {
		panic("display: Chrome trace: " + err.Error()) // only text and numbers go in
	}
	return append(text, '\n')
}

type chrome struct {
	cells  map[string]int // pid
	slices map[int]slice  // by step
	names  []chromeEvent
	events []chromeEvent
}

// A slice is where and when a step stands.
type slice struct {
	pid, tid int
	ts, dur  int64
}

// time gives every step its time. Steps run one after the other, so no two overlap, and each lasts at least 1 µs for
// arrows to end in.
func (c *chrome) time(t *scheduler.Trace) {
	var end int64
	for i := range t.Events {
		e := &t.Events[i]
		s := slice{ts: int64(e.N-1) * 1000, dur: 800}
		if t.Clock == scheduler.WallTime {
			s.ts, s.dur = max(int64(e.Time*1000), end), max(int64(e.Took*1000), 1)
		}
		end = s.ts + s.dur
		c.slices[e.N] = s
	}
}

// process is the pid of a cell, which is announced the first time, with a thread for each queue.
func (c *chrome) process(cell string) int {
	if pid, ok := c.cells[cell]; ok {
		return pid
	}
	pid := len(c.cells) + 1
	c.cells[cell] = pid
	name := "cell " + cell
	if cell == "" {
		name = "program"
	}
	c.names = append(c.names, chromeEvent{Phase: "M", PID: pid, Name: "process_name", Args: map[string]any{"name": clean(name)}})
	for q := range scheduler.QueueCount {
		c.names = append(c.names,
			chromeEvent{Phase: "M", PID: pid, TID: q + 1, Name: "thread_name", Args: map[string]any{"name": fmt.Sprintf("%d %s", q+1, scheduler.Queue(q))}},
			chromeEvent{Phase: "M", PID: pid, TID: q + 1, Name: "thread_sort_index", Args: map[string]any{"sort_index": q}})
	}
	return pid
}

func (c *chrome) event(e *scheduler.Event) {
	s := c.slices[e.N]
	s.pid, s.tid = c.process(c.cell(e)), int(e.Queue)+1
	c.slices[e.N] = s
	name := line(e.Label, 100)
	if lines, _ := printed(e, 1, 60); len(lines) > 0 && lines[0] != "" {
		name = lines[0]
	}
	args := map[string]any{"step": e.N, "line": e.Line, "code": line(e.Label, 100), "why": because(e.Why, e), "reason": e.Why.Code, "sure": e.Sure, "queuedBy": e.Since()}
	c.events = append(c.events, chromeEvent{Phase: "X", PID: s.pid, TID: s.tid, TS: &s.ts, Dur: s.dur, Name: name, Cat: e.Queue.String(), Args: args})
	from, ok := c.slices[e.Since()]
	if !ok || from.pid == 0 { // not kept, or of an earlier cell
		return
	}
	start, end := from.ts+from.dur/8, s.ts
	c.events = append(c.events,
		chromeEvent{Phase: "s", ID: e.N, PID: from.pid, TID: from.tid, TS: &start, Name: "queue", Cat: "flow"},
		chromeEvent{Phase: "f", Bind: "e", ID: e.N, PID: s.pid, TID: s.tid, TS: &end, Name: "queue", Cat: "flow"})
}

// cell is whose callback it is: its own, or that of whom started it.
func (c *chrome) cell(e *scheduler.Event) string {
	for _, cell := range []string{e.Cell, e.Registered.Cell} {
		if cell != "" {
			return cell
		}
	}
	for cell, pid := range c.cells {
		if pid == 1 {
			return cell
		}
	}
	return ""
}
