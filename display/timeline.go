package display

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"loopbook/scheduler"
)

// HOW and WHY
//
// The timeline is a table that reads from top to bottom: one row for each callback, in the order in which they ran. Its
// left part is a gutter like that of a git graph, one lane for each queue that was used. A hollow ring says that this
// row queued something, a filled badge that this row ran from that queue, the line between them how long it waited:
//
//	#  S N P T   what ran, and why then                       printed
//	1  S + 2 +   (cell script) L1                              sync
//	     | | |   -- ticks and promise jobs, before the loop goes on
//	2    N | |   () => console.log('tick') L6                  tick
//	3      P |   () => console.log('micro') L7                 micro
//	4      P |   after await null L8                           after await
//
// The same rows are written three times: as HTML that survives the sanitiser of an untrusted notebook (inline styles
// only, nothing lost), as a Markdown table for nbconvert's LaTeX, as ASCII for terminals and diffs. Whatever a reader
// can learn from one form stands in the others: colour, line and tooltip only repeat what letters and words say.
//
// A program of many steps is folded (fold.go) and then summed up (summary.go), and each form has a cap in bytes: it
// is written with fewer and shorter rows until it fits.

// MIMETrace is the type of a trace as data.
const MIMETrace = "application/vnd.loopbook.trace.v1+json"

// What the forms of one output may weigh, in bytes.
const (
	htmlLimit     = 200_000
	markdownLimit = 20_000
	plainLimit    = 8_000
	dataLimit     = 100_000
)

// TimelineOptions select what a timeline shows. The zero value shows all.
type TimelineOptions struct {
	From, To int               // steps; 0: from the first, to the last
	Line     int               // only callbacks of this line
	Queues   []scheduler.Queue // only these
	Marked   []int             // steps that are named elsewhere (by hints): they are not folded
	Data     bool              // the trace too, as MIMETrace
}

func (o *TimelineOptions) selects() bool {
	return o.From > 0 || o.To > 0 || o.Line > 0 || len(o.Queues) > 0
}

func (o *TimelineOptions) selected(t *scheduler.Trace) (events []*scheduler.Event) {
	for i := range t.Events {
		e := &t.Events[i]
		if e.N < o.From || o.To > 0 && e.N > o.To || o.Line > 0 && e.Line != o.Line || len(o.Queues) > 0 && !slices.Contains(o.Queues, e.Queue) {
			continue
		}
		events = append(events, e)
	}
	return events
}

// keep says which steps are folded last: what printed, what threw, what is not guaranteed, what is named elsewhere.
func (o *TimelineOptions) keep() func(*scheduler.Event) bool {
	return func(e *scheduler.Event) bool {
		return e.Queue == scheduler.QueueScript || len(e.Output) > 0 || e.Threw != "" || e.Sure == scheduler.Race || slices.Contains(o.Marked, e.N)
	}
}

// Timeline shows the order of execution: what ran when, from which queue, and why then. It is a pure function: the same
// trace gives the same bytes. The bundle holds text/html, text/markdown and text/plain, and with o.Data the trace.
func Timeline(t *scheduler.Trace, o TimelineOptions) Bundle {
	b := threeForms(func(limit int) string { return timelineText(draw(t, o, limit), limit < rowLimit) },
		func(limit int) string { return timelineMarkdown(draw(t, o, limit), limit < rowLimit) },
		func(limit int) string { return timelineHTML(draw(t, o, limit), limit < rowLimit) })
	if o.Data {
		b = b.With(MIMETrace, Data(t))
	}
	return b
}

// threeForms writes an output in its three forms, each with fewer rows until it fits its cap.
func threeForms(text, markdown, html func(limit int) string) Bundle {
	return Text(fit(plainLimit, text)).With(MIMEMarkdown, fit(markdownLimit, markdown)).With(MIMEHTML, fit(htmlLimit, html))
}

// fit writes with fewer rows until the text has at most so many bytes. Less than the full number of rows also means
// shorter ones, where a form has such.
func fit(bytes int, write func(limit int) string) (text string) {
	for _, limit := range []int{rowLimit, rowLimit - 1, rowLimit / 2, rowLimit / 4, rowLimit / 8, 3} {
		if text = write(limit); len(text) <= bytes {
			return text
		}
	}
	return text
}

// Data is the trace as a JSON value, for programs: graders, tests, renderers. A trace that would be too big for a
// notebook is replaced by its counts and a note.
func Data(t *scheduler.Trace) any {
	text, err := json.Marshal(t)
	if err == nil && len(text) <= dataLimit {
		return json.RawMessage(text)
	}
	small := *t
	small.Events, small.Promises = []scheduler.Event{}, nil
	return struct {
		*scheduler.Trace
		Note string `json:"note"`
	}{&small, "too big for a notebook: export it to a file"}
}

// title is the heading and what it counts: "7 callbacks, 2 turns of the event loop".
func (p *picture) title() (heading, counted string) {
	t := p.trace
	heading = "Order of execution"
	if t.Cell != "" {
		heading += " in cell " + line(t.Cell, 24)
	}
	counted = count(t.Steps, "callback")
	if t.Turns > 0 {
		counted += ", " + count(t.Turns, "turn") + " of the event loop"
	}
	if t.Clock == scheduler.VirtualTime && len(t.Events) > 0 {
		counted += ", " + millis(t.Events[len(t.Events)-1].Time) + " ms of virtual time"
	}
	if t.Clock == scheduler.WallTime {
		counted += ", times of the wall clock in ms"
	}
	return heading, counted
}

// clockName heads the column of times: t is virtual time, exact and the same each time.
func (p *picture) clockName() string {
	if p.trace.Clock == scheduler.WallTime {
		return "wall"
	}
	return "t"
}

// time is when a step began, in ms; of the machine's clock only what means anything.
func (p *picture) time(e *scheduler.Event) string {
	if p.trace.Clock == scheduler.WallTime {
		return strconv.FormatFloat(e.Time, 'f', 1, 64)
	}
	return millis(e.Time)
}

// notes are sentences under the picture: what was left out, what still lives.
func (p *picture) notes() (notes []string) {
	t := p.trace
	if n := len(p.events); n < t.Steps-p.missing() {
		notes = append(notes, fmt.Sprintf("shown: %s of %s", number(n), number(t.Steps)))
	}
	if n := p.missing(); n > 0 {
		notes = append(notes, fmt.Sprintf("%s in the middle were counted but not kept (%s)", count(n, "callback"), queues(t.Dropped)))
	}
	if slices.ContainsFunc(p.rows, func(r row) bool { return r.fold != nil }) {
		notes = append(notes, "folded rows: timeline({from, to, line, queue}) shows each step")
	}
	if len(t.Alive) > 0 {
		alive := make([]string, min(len(t.Alive), 8))
		for i := range alive {
			alive[i] = line(fmt.Sprintf("%s (%s)", cmp.Or(t.Alive[i].What, "a handle"), at(t.Alive[i])), 60)
		}
		notes = append(notes, "still alive after it: "+strings.Join(alive, ", "))
		if more := len(t.Alive) - len(alive); more > 0 {
			notes[len(notes)-1] += fmt.Sprintf(" and %s more", number(more))
		}
	}
	return notes
}

// races reports whether any order shown is not guaranteed.
func (p *picture) races() bool {
	return slices.ContainsFunc(p.rows, func(r row) bool { return r.event != nil && r.event.Sure == scheduler.Race })
}

// steps is how a row is numbered: "3", "~6" for a race, "12-57" for a fold.
func (r *row) steps() string {
	if r.fold != nil {
		f := r.fold.events
		return fmt.Sprintf("%d-%d", f[0].N, f[len(f)-1].N)
	}
	if r.event.Sure == scheduler.Race {
		return fmt.Sprintf("~%d", r.event.N)
	}
	return fmt.Sprint(r.event.N)
}

// label is what ran, and where.
func label(e *scheduler.Event) (code, place string) {
	place = placeName(e.Place)
	code = line(e.Label, 100)
	if code == "" {
		code = "(" + e.Queue.String() + ")"
	}
	return code, place
}

// told is what a folded row says: what ran (with code and place if it was one line), and a sentence more.
func (p *picture) told(f *fold) (what, code, place, more string) {
	first, last := f.events[0], f.events[len(f.events)-1]
	n := len(f.events)
	if p.sum != nil && p.missing() > 0 {
		n = last.N - first.N + 1
	}
	what = count(n, "callback")
	if f.alike {
		code, place = label(first)
		what = "x" + number(n)
		more = fmt.Sprintf("%s callbacks from the %s queue, each %s", number(n), first.Queue, cause(f.typical()))
	} else {
		more = queues(f.counts())
		if n > len(f.events) {
			more = fmt.Sprintf("%s were kept: %s", number(len(f.events)), more)
		}
	}
	if lines := f.printed(); lines > 0 {
		more += "; printed " + count(lines, "line")
	}
	return what, code, place, more
}

// printed is what a step printed, in lines of at most width characters, and how many more there are.
func printed(e *scheduler.Event, limit, width int) (lines []string, more int) {
	for _, text := range e.Output {
		for l := range strings.SplitSeq(clean(text), "\n") {
			if len(lines) == limit {
				more++
				continue
			}
			lines = append(lines, line(l, width))
		}
	}
	return lines, more + e.MoreOutput
}
