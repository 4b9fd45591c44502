package display

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"loopbook/scheduler"
)

const (
	gridRows = 12
	topLines = 10
	topWaits = 5
)

// A summary stands for a program of too many steps: what ran in which turn, what ran most, what waited longest.
type summary struct {
	grid  []gridRow
	lines []scheduler.LineCount
	waits []scheduler.Wait
}

// A gridRow is some turns with what ran in them.
type gridRow struct {
	turns  string // "3", "10-19"
	counts scheduler.QueueCounts
}

// summarize counts: all steps of the trace, or, when o selects some, those that were kept of them.
func summarize(p *picture, o TimelineOptions) *summary {
	turns, lines, waits := p.trace.ByTurn, p.trace.Lines, p.trace.Waited
	if o.selects() || len(turns) == 0 {
		turns, lines, waits = recount(p.events)
	}
	return &summary{
		grid:  grid(turns),
		lines: lines[:min(len(lines), topLines)],
		waits: waits[:min(len(waits), topWaits)],
	}
}

// recount has a Recorder count the events anew, which numbers them from 1.
func recount(events []*scheduler.Event) ([]scheduler.TurnCount, []scheduler.LineCount, []scheduler.Wait) {
	var r scheduler.Recorder
	step := func(n int) int {
		i, _ := slices.BinarySearchFunc(events, n, func(e *scheduler.Event, n int) int { return e.N - n })
		return min(i+1, n)
	}
	for _, e := range events {
		again := *e
		again.Registered.Step, again.Queued.Step = step(e.Registered.Step), step(e.Queued.Step)
		r.Append(again)
	}
	t := r.Trace(false, nil)
	for i := range t.Waited {
		t.Waited[i].N = events[t.Waited[i].N-1].N
	}
	return t.ByTurn, t.Lines, t.Waited
}

// grid puts ranges of turns together until they are few.
func grid(turns []scheduler.TurnCount) (rows []gridRow) {
	last := 0
	for _, c := range turns {
		last = max(last, c.To)
	}
	width := 1
	for _, c := range turns {
		width = max(width, c.To-c.From+1)
	}
	for last/width >= gridRows {
		width *= 2
	}
	for _, c := range turns {
		name := turnRange(c.From/width*width, width)
		if len(rows) == 0 || rows[len(rows)-1].turns != name {
			rows = append(rows, gridRow{turns: name})
		}
		for q, n := range c.Counts {
			rows[len(rows)-1].counts[q] += n
		}
	}
	return rows
}

func turnRange(first, width int) string {
	if width == 1 {
		return strconv.Itoa(first)
	}
	return number(first) + "-" + number(first+width-1)
}

// queues is the queues that ran, busiest first: "promise 97, timer 3".
func queues(c scheduler.QueueCounts) string {
	order := make([]scheduler.Queue, 0, len(c))
	for q, n := range c {
		if n > 0 {
			order = append(order, scheduler.Queue(q))
		}
	}
	slices.SortStableFunc(order, func(a, b scheduler.Queue) int { return cmp.Compare(c[b], c[a]) })
	text := ""
	for i, q := range order {
		if i > 0 {
			text += ", "
		}
		text += q.String() + " " + number(c[q])
	}
	return text
}

// tables is the summary as three small tables: heading, columns, rows. All forms write the same ones.
func (p *picture) tables() []table {
	grid := table{title: "Callbacks by turn and queue", head: []column{{"turn", right, ""}}}
	for _, q := range p.used {
		grid.head = append(grid.head, column{q.String(), right, ""})
	}
	for _, r := range p.sum.grid {
		cells := []string{r.turns}
		for _, q := range p.used {
			cells = append(cells, dash(r.counts[q]))
		}
		grid.rows = append(grid.rows, plainEntries(cells...))
	}
	lines := table{title: "Busiest lines", head: []column{{"callbacks", right, ""}, {"queue", left, ""}, {"line", left, ""}, {"what", code, ""}}}
	for _, l := range p.sum.lines {
		lines.rows = append(lines.rows, plainEntries(number(l.Count), l.Queue.String(), placeName(l.Place), line(l.Label, 60)))
	}
	waits := table{title: "Longest waits", head: []column{{"step", right, ""}, {"queue", left, ""}, {"line", left, ""}, {"waited while", left, ""}}}
	for _, w := range p.sum.waits {
		waits.rows = append(waits.rows, plainEntries(stepName(w.N), w.Queue.String(), placeName(w.Place), waitedFor(w)))
	}
	return []table{grid, lines, waits}
}

func waitedFor(w scheduler.Wait) string {
	text := count(w.Steps, "other callback") + " ran"
	if w.Late > 0 {
		text += fmt.Sprintf(", %s ms late", millis(w.Late))
	}
	return text
}

func dash(n int) string {
	if n == 0 {
		return "-"
	}
	return number(n)
}

// summaryHTML puts the tables side by side where there is room.
func summaryHTML(p *picture) (text string) {
	for _, t := range p.tables() {
		if len(t.rows) > 0 {
			text += t.html()
		}
	}
	title := el("p", "margin:0 6px 8px;font-size:13px", titleHTML(p))
	return title + "\n" + el("div", "display:flex;flex-wrap:wrap;align-items:flex-start;gap:0 24px;max-width:860px", "\n"+text) + "\n"
}
