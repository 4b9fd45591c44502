package display

import (
	"slices"

	"loopbook/scheduler"
)

// A row is one line of the timeline: a step, the heading of a phase, or steps folded into one.
type row struct {
	event   *scheduler.Event // a step
	section string           // a heading
	fold    *fold            // many steps
	lanes   []slot           // as many as the picture has lanes
}

// A slot is what one lane shows in one row.
type slot struct {
	before, after int  // how many callbacks wait in the queue when the row begins and when it has ended
	ran           bool // one of them ran
	queued        int  // how many the row queued, when none ran
}

// A picture is a timeline ready to be written in any form.
type picture struct {
	trace  *scheduler.Trace
	events []*scheduler.Event // selected
	used   []scheduler.Queue  // the lanes, in order
	rows   []row
	sum    *summary // instead of most rows, when there are too many
	clock  bool     // there are times
}

// draw lays out the selected events of a trace in at most limit rows (headings not counted).
func draw(t *scheduler.Trace, o TimelineOptions, limit int) *picture {
	p := &picture{trace: t, events: o.selected(t), clock: t.Clock != scheduler.Ordinal}
	for q := range scheduler.Queue(scheduler.QueueCount) {
		if slices.ContainsFunc(p.events, func(e *scheduler.Event) bool { return e.Queue == q }) {
			p.used = append(p.used, q)
		}
	}
	var items []fold
	if len(p.events)+p.missing() > summaryFrom {
		p.sum = summarize(p, o)
		items = ends(p.events, limit/2)
	} else {
		items = folded(p.events, limit, o.keep())
	}
	p.lay(items)
	return p
}

// missing is how many steps of the trace nobody kept.
func (p *picture) missing() int { return p.trace.Dropped.Total() }

// lay makes rows of items, with headings where the phase changes.
func (p *picture) lay(items []fold) {
	waiting := p.occupancy()
	last := ""
	for _, it := range items {
		first := it.events[0]
		name := sectionName(first.Turn, first.Phase, p.trace.Cell == "")
		if name != last && name != "" && it.sections() == 1 {
			p.rows = append(p.rows, row{section: name, lanes: waiting.between(it.index)})
		}
		last = name
		r := row{event: first, lanes: waiting.across(it)}
		if len(it.events) > 1 {
			r.event, r.fold = nil, &it
			end := it.events[len(it.events)-1]
			last = sectionName(end.Turn, end.Phase, p.trace.Cell == "")
		}
		p.rows = append(p.rows, r)
	}
}

// occupancy is how many of the drawn callbacks wait in each lane before each event.
type occupancy struct {
	used    []scheduler.Queue
	waiting [][]int // lane, event index; one more than there are events
}

func (p *picture) occupancy() occupancy {
	o := occupancy{used: p.used, waiting: make([][]int, len(p.used))}
	for l, q := range p.used {
		change := make([]int, len(p.events)+1)
		for i, e := range p.events {
			if e.Queue == q {
				p.wait(change, i, e)
			}
		}
		for i := 1; i < len(change); i++ {
			change[i] += change[i-1]
		}
		o.waiting[l] = change
	}
	return o
}

// wait adds that e, which is event i, waits from after the event that queued it up to itself.
func (p *picture) wait(change []int, i int, e *scheduler.Event) {
	since := e.Since()
	if since <= 0 && e.Registered.Cell == "" || since >= e.N { // unknown: not drawn
		return
	}
	from, found := slices.BinarySearchFunc(p.events, since, func(e *scheduler.Event, n int) int { return e.N - n })
	if found {
		from++
	}
	if from <= i {
		change[from]++
		change[i+1]--
	}
}

// between is the lanes of a heading above event i.
func (o occupancy) between(i int) []slot {
	slots := make([]slot, len(o.used))
	for l := range o.used {
		n := o.waiting[l][i]
		slots[l] = slot{before: n, after: n}
	}
	return slots
}

// across is the lanes of a row that holds the events of a fold (one, for a plain step). Of those that wait before an
// event, the event itself goes: what is left and more is new.
func (o occupancy) across(f fold) []slot {
	slots := make([]slot, len(o.used))
	end := f.index + len(f.events)
	for l, q := range o.used {
		ran := 0
		for _, e := range f.events {
			if e.Queue == q {
				ran++
			}
		}
		s := slot{before: o.waiting[l][f.index], ran: ran > 0}
		if end < len(o.waiting[l]) {
			s.after = o.waiting[l][end]
		}
		if ran == 0 {
			s.queued = max(0, s.after-s.before)
		}
		slots[l] = s
	}
	return slots
}
