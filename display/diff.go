package display

import (
	"fmt"
	"slices"
	"strings"

	"loopbook/scheduler"
)

// A Run is one of two traces to be compared, and what it is called: "CommonJS", "before".
type Run struct {
	Name  string
	Trace *scheduler.Trace
}

// Diff shows the order of two runs side by side: callbacks of the same queue and line are the same callback, those that
// changed places stand at both places, and what changed the order is said first.
func Diff(a, b Run) Bundle {
	a.Name, b.Name = line(a.Name, 40), line(b.Name, 40)
	d := compare(a, b)
	said := d.said()
	return threeForms(func(limit int) string {
		var lines []string
		for _, p := range said {
			lines = append(lines, wrap(ascii(p.String()), textWidth)...)
		}
		return tidy(append(append(lines, ""), d.table(limit).text(textWidth)...))
	}, func(limit int) string {
		text := ""
		for _, p := range said {
			text += mdParagraph(p.markdown()) + "\n"
		}
		return text + d.table(limit).markdown()
	}, func(limit int) string {
		text := ""
		for _, p := range said {
			text += el("p", "margin:0 6px 6px;font-size:13px;line-height:20px;max-width:840px", p.html()) + "\n"
		}
		return text + d.table(limit).html()
	})
}

// A comparison is two runs and how their steps go together.
type comparison struct {
	a, b Run
	rows []diffRow
}

// A diffRow is a step of a, of b, or of both at one place in the order. other is its place in the other run, when it
// has one elsewhere.
type diffRow struct {
	a, b  *scheduler.Event
	other *scheduler.Event
	same  int // more rows like this one, not shown
}

// identity is what makes a callback the same in both runs: the how-manieth of its queue and source, and of its place if
// both are runs of the same source. In a source that was changed, lines move.
type identity struct {
	queue   scheduler.Queue
	place   scheduler.Place
	label   string
	ordinal int
}

// sameSource reports whether the two runs have the same code wherever both have some.
func sameSource(a, b *scheduler.Trace) bool {
	type site struct {
		scheduler.Place
		queue scheduler.Queue
	}
	labels := map[site]string{}
	at := func(e *scheduler.Event) site {
		s := site{e.Place, e.Queue}
		s.Cell = ""
		return s
	}
	for i := range a.Events {
		labels[at(&a.Events[i])] = a.Events[i].Label
	}
	for i := range b.Events {
		e := &b.Events[i]
		if label, known := labels[at(e)]; known && label != e.Label && e.Queue != scheduler.QueueScript {
			return false
		}
	}
	return true
}

func identities(t *scheduler.Trace, placed bool) map[identity]int {
	next, found := map[identity]int{}, map[identity]int{}
	for i := range t.Events {
		e := &t.Events[i]
		id := identity{queue: e.Queue, place: e.Place, label: e.Label}
		id.place.Cell = "" // the same source in another cell is the same
		if !placed {
			id.place = scheduler.Place{}
		}
		if e.Queue == scheduler.QueueScript {
			id.label, id.place.Column = "", 0 // "(cell script)" and "(module)" are
		}
		next[id]++
		id.ordinal = next[id]
		found[id] = i
	}
	return found
}

// compare pairs steps. Each callback occurs once in each run, so the longest common order is the longest rising row of
// places in b; what is not in it has moved.
func compare(a, b Run) *comparison {
	placed := sameSource(a.Trace, b.Trace)
	inA, inB := identities(a.Trace, placed), identities(b.Trace, placed)
	toB, toA := make([]int, len(a.Trace.Events)), make([]int, len(b.Trace.Events))
	for i := range toB {
		toB[i] = -1
	}
	for i := range toA {
		toA[i] = -1
	}
	for id, i := range inA {
		if j, ok := inB[id]; ok {
			toB[i], toA[j] = j, i
		}
	}
	c := &comparison{a: a, b: b}
	c.merge(rising(toB), toB, toA)
	return c
}

// rising returns the indexes of a longest rising subsequence of list, negative values left out (patience sorting).
func rising(list []int) (indexes []int) {
	var tops []int // index of the smallest end of a row of each length
	before := make([]int, len(list))
	for i, v := range list {
		if v < 0 {
			continue
		}
		n, _ := slices.BinarySearchFunc(tops, v, func(top, v int) int { return list[top] - v })
		before[i] = -1
		if n > 0 {
			before[i] = tops[n-1]
		}
		if n == len(tops) {
			tops = append(tops, i)
		} else {
			tops[n] = i
		}
	}
	if len(tops) == 0 {
		return nil
	}
	for i := tops[len(tops)-1]; i >= 0; i = before[i] {
		indexes = append(indexes, i)
	}
	slices.Reverse(indexes)
	return indexes
}

// merge lists both runs in one order: what stayed in place is one row, and between two such, first what a has, then b.
func (c *comparison) merge(stayed, toB, toA []int) {
	ea, eb := c.a.Trace.Events, c.b.Trace.Events
	i, j := 0, 0
	upTo := func(endA, endB int) {
		for ; i < endA; i++ {
			r := diffRow{a: &ea[i]}
			if toB[i] >= 0 {
				r.other = &eb[toB[i]]
			}
			c.rows = append(c.rows, r)
		}
		for ; j < endB; j++ {
			r := diffRow{b: &eb[j]}
			if toA[j] >= 0 {
				r.other = &ea[toA[j]]
			}
			c.rows = append(c.rows, r)
		}
	}
	for _, s := range stayed {
		upTo(s, toB[s])
		c.rows = append(c.rows, diffRow{a: &ea[i], b: &eb[j]})
		i, j = i+1, j+1
	}
	upTo(len(ea), len(eb))
}

// said is what comes before the table: what changed first and why.
func (c *comparison) said() []Phrase {
	ea, eb := c.a.Trace.Events, c.b.Trace.Events
	moved, only := c.counts()
	if moved == 0 && only == 0 {
		return append([]Phrase{say(fmt.Sprintf("%s and %s ran the same %s in the same order.", c.a.Name, c.b.Name, count(len(ea), "callback")))}, c.reasons()...)
	}
	head := say(fmt.Sprintf("%s and %s differ: %s.", c.a.Name, c.b.Name, strings.Join(notNone(count(moved, "callback")+" moved", moved, count(only, "callback")+" in one run only", only), ", ")))
	for _, r := range c.rows {
		if r.a != nil && r.b != nil {
			continue
		}
		n := min(stepOf(r.a, ea), stepOf(r.b, eb))
		first := []Phrase{head}
		if n < len(ea) {
			first = append(first, c.first(c.a, &ea[n]))
		}
		if n < len(eb) {
			first = append(first, c.first(c.b, &eb[n]))
		}
		return first
	}
	return []Phrase{head}
}

// notNone keeps the texts whose number is not 0.
func notNone(a string, n int, b string, m int) (texts []string) {
	if n > 0 {
		texts = append(texts, a)
	}
	if m > 0 {
		texts = append(texts, b)
	}
	return texts
}

// stepOf is the index of a step in its run; after the end, when it is of the other run.
func stepOf(e *scheduler.Event, events []scheduler.Event) int {
	if e == nil {
		return len(events)
	}
	return slices.IndexFunc(events, func(x scheduler.Event) bool { return x.N == e.N })
}

// first says what a run did where the two part.
func (c *comparison) first(r Run, e *scheduler.Event) Phrase {
	source, where := label(e)
	return say(fmt.Sprintf("%s, %s: the %s queue, ", r.Name, stepName(e.N), e.Queue), source, strings.TrimRight(" "+where, " ")+": "+why(e)+".")
}

// reasons says where the same order has another reason.
func (c *comparison) reasons() (said []Phrase) {
	for _, r := range c.rows {
		if r.a != nil && r.b != nil && r.a.Why.Code != r.b.Why.Code && len(said) < 3 {
			said = append(said, say(fmt.Sprintf("%s for another reason: %s: %s; %s: %s.", stepName(r.b.N), c.a.Name, because(r.a.Why, r.a), c.b.Name, because(r.b.Why, r.b))))
		}
	}
	return said
}

func (c *comparison) counts() (moved, only int) {
	for _, r := range c.rows {
		switch {
		case r.a != nil && r.b != nil:
		case r.other == nil:
			only++
		case r.a != nil: // a moved callback has two rows
			moved++
		}
	}
	return moved, only
}

func (c *comparison) table(limit int) *table {
	t := &table{
		title: "Order of " + c.a.Name + " and " + c.b.Name,
		head:  []column{{c.a.Name, left, "15%"}, {c.b.Name, left, "15%"}, {"what ran", code, "38%"}, {"printed", code, "16%"}, {"change", left, "16%"}},
	}
	rows := c.folded(limit)
	for i := range rows {
		t.rows = append(t.rows, c.row(&rows[i]))
	}
	return t
}

// folded keeps what changed and its neighbours, and cuts what is still too long.
func (c *comparison) folded(limit int) (rows []diffRow) {
	if len(c.rows) <= limit {
		return c.rows
	}
	quiet := func(i int) bool { return i >= 0 && i < len(c.rows) && c.rows[i].a != nil && c.rows[i].b != nil }
	for i, r := range c.rows {
		if quiet(i) && (i == 0 || quiet(i-1)) && (i == len(c.rows)-1 || quiet(i+1)) {
			if n := len(rows); n > 0 && rows[n-1].same > 0 {
				rows[n-1].same++
				continue
			}
			r.same = 1
		}
		rows = append(rows, r)
	}
	if len(rows) > limit {
		rest := 0
		for _, r := range rows[limit-1:] {
			rest += max(r.same, 1)
		}
		rows = append(slices.Clone(rows[:limit-1]), diffRow{same: -rest})
	}
	return rows
}

func (c *comparison) row(r *diffRow) []entry {
	switch {
	case r.same > 0:
		return []entry{{text: stepName(r.a.N) + " ..."}, {text: stepName(r.b.N) + " ..."}, prose(count(r.same, "callback") + " in the same order"), {}, {}}
	case r.same < 0:
		return []entry{{text: "..."}, {text: "..."}, prose(count(-r.same, "more row")), {}, {}}
	}
	e := r.a
	if e == nil {
		e = r.b
	}
	source, where := label(e)
	what := entry{text: strings.TrimSpace(source + " " + where), html: htmlCode(source) + " " + el("strong", "", esc(where)), md: mdCode(source) + " " + mdText(where)}
	lines, more := printed(e, 3, 40)
	if more > 0 {
		lines = append(lines, "...")
	}
	return []entry{c.gutter(r, r.a, r.b), c.gutter(r, r.b, r.a), what, {text: strings.Join(lines, " ")}, c.change(r)}
}

// prose is text in a column of source.
func prose(s string) entry { return entry{text: s, html: esc(s), md: mdText(s)} }

// gutter is the step of one run, with its queue; or, when the row is the other run's, where this run has it: ^ above,
// v below.
func (c *comparison) gutter(r *diffRow, mine, theirs *scheduler.Event) entry {
	if mine != nil {
		l := lanes[mine.Queue]
		return entry{text: fmt.Sprintf("%d %s", mine.N, l.letter), html: badge(l.ink, 16, mine.Threw != "", l.letter) + " " + el("strong", "", fmt.Sprint(mine.N))}
	}
	if r.other == nil {
		return entry{text: "-"}
	}
	sign := "v"
	if c.above(r.other, theirs) {
		sign = "^"
	}
	text := sign + " " + fmt.Sprint(r.other.N)
	return entry{text: text, html: el("span", "font-weight:400", esc(text))}
}

// above reports whether the row of other comes before that of e.
func (c *comparison) above(other, e *scheduler.Event) bool {
	for _, r := range c.rows {
		switch {
		case r.a == other || r.b == other:
			return true
		case r.a == e || r.b == e:
			return false
		}
	}
	return false
}

func (c *comparison) change(r *diffRow) entry {
	switch {
	case r.a != nil && r.b != nil:
		if !slices.Equal(r.a.Output, r.b.Output) {
			return entry{text: "prints otherwise"}
		}
		return entry{}
	case r.other != nil:
		return entry{text: "moved", html: pill(blue, "moved")}
	}
	run := c.b
	if r.a != nil {
		run = c.a
	}
	return entry{text: "only in " + run.Name, html: pill(orange, "only in") + " " + esc(run.Name)}
}
