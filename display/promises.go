package display

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"loopbook/scheduler"
)

// PromisesOptions select what the promise table shows. The zero value shows what a reader made: not the promises
// that await and the combinators make inside.
type PromisesOptions struct {
	All   bool            // also internal ones
	State scheduler.State // only these; empty: all
	Jobs  bool            // a column more: promise jobs until the continuation
	Data  bool            // the trace too, as MIMETrace
}

// Promises shows every promise of a trace in one table: its state and value, where it was made, what settled it, who
// handles it, or what it waits for. Promises made by .then and the like stand under the one they were made of, the
// inputs of Promise.all and its like under that one. It is a pure function of the trace.
func Promises(t *scheduler.Trace, o PromisesOptions) Bundle {
	p := selectPromises(t, o)
	b := threeForms(func(limit int) string {
		lines := p.table(limit).text(textWidth)
		for _, n := range p.notes(limit) {
			lines = append(lines, wrap(ascii(n), textWidth)...)
		}
		return tidy(lines)
	}, func(limit int) string {
		text := p.table(limit).markdown()
		for _, n := range p.notes(limit) {
			text += "\n" + mdText(n) + "\n"
		}
		return text
	}, func(limit int) string {
		text := p.table(limit).html()
		for _, n := range p.notes(limit) {
			text += el("p", "margin:0 6px 6px;font-size:12px", esc(n)) + "\n"
		}
		return text
	})
	if o.Data {
		b = b.With(MIMETrace, Data(t))
	}
	return b
}

// A promiseList is the promises to be shown, as a tree.
type promiseList struct {
	trace  *scheduler.Trace
	o      PromisesOptions
	list   []branch
	hidden int // internal
}

// A branch is one promise and how deep it stands in the tree.
type branch struct {
	*scheduler.Promise
	depth int
}

func selectPromises(t *scheduler.Trace, o PromisesOptions) *promiseList {
	p := &promiseList{trace: t, o: o}
	var shown []*scheduler.Promise
	for i := range t.Promises {
		r := &t.Promises[i]
		switch {
		case r.Internal && !o.All:
			p.hidden++
		case o.State == "" || o.State == r.State:
			shown = append(shown, r)
		}
	}
	p.list = tree(shown)
	return p
}

// tree puts each promise under its parent and keeps the order of creation among those of one parent. A chained promise
// is newer than its parent and a combinator newer than its inputs, so there is no way round in a circle; should a trace
// have one all the same, its promises are roots.
func tree(promises []*scheduler.Promise) (list []branch) {
	byID := map[int]*scheduler.Promise{}
	for _, p := range promises {
		byID[p.ID] = p
	}
	parent := map[int]int{}
	for _, p := range promises {
		if !chained(p) {
			for _, input := range p.Parents {
				if in := byID[input]; in != nil && !chained(in) && parent[input] == 0 && input < p.ID {
					parent[input] = p.ID
				}
			}
		} else if byID[p.Parents[0]] != nil && p.Parents[0] < p.ID {
			parent[p.ID] = p.Parents[0]
		}
	}
	children := map[int][]*scheduler.Promise{}
	for _, p := range promises {
		children[parent[p.ID]] = append(children[parent[p.ID]], p)
	}
	var grow func(of, depth int)
	grow = func(of, depth int) {
		for _, p := range children[of] {
			list = append(list, branch{p, depth})
			if depth < len(promises) {
				grow(p.ID, depth+1)
			}
		}
	}
	grow(0, 0)
	return list
}

// chained promises were made of one other: by .then, .catch, .finally or await.
func chained(p *scheduler.Promise) bool {
	return len(p.Parents) == 1 && !strings.HasPrefix(p.Kind, "Promise.")
}

// title counts by state.
func (p *promiseList) title() (title, counted string) {
	title = "Promises"
	if p.trace.Cell != "" {
		title += " of cell " + line(p.trace.Cell, 24)
	}
	states, unhandled, late := map[scheduler.State]int{}, 0, 0
	for _, r := range p.list {
		states[r.State]++
		if r.Unhandled() {
			unhandled++
		}
		if r.Late {
			late++
		}
	}
	var parts []string
	for _, s := range []scheduler.State{scheduler.Fulfilled, scheduler.Rejected, scheduler.Pending} {
		if n := states[s]; n > 0 {
			parts = append(parts, number(n)+" "+string(s))
		}
		if s == scheduler.Rejected && unhandled+late > 0 {
			parts[len(parts)-1] += " (" + notHandled(unhandled, late) + ")"
		}
	}
	counted = number(len(p.list)) + " made"
	if p.o.State != "" {
		counted = number(len(p.list)) + " shown"
	}
	if len(parts) > 0 {
		counted += ", " + strings.Join(parts, ", ")
	}
	return title, counted
}

func notHandled(unhandled, late int) string {
	var parts []string
	if unhandled > 0 {
		parts = append(parts, number(unhandled)+" unhandled")
	}
	if late > 0 {
		parts = append(parts, number(late)+" handled late")
	}
	return strings.Join(parts, ", ")
}

// within is the promises that are shown when there are too many: all, or those that need a look before those that are fulfilled.
func (p *promiseList) within(limit int) []branch {
	if len(p.list) <= limit {
		return p.list
	}
	urgency := func(b branch) int {
		switch {
		case b.Unhandled():
			return 0
		case b.State == scheduler.Rejected:
			return 1
		case b.State == scheduler.Pending:
			return 2
		}
		return 3
	}
	order := make([]int, len(p.list))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(urgency(p.list[i]), urgency(p.list[j])) })
	order = order[:limit]
	slices.Sort(order)
	list := make([]branch, len(order))
	for i, n := range order {
		list[i] = p.list[n]
		list[i].depth = 0
	}
	return list
}

// notes are sentences under the table: what is not shown.
func (p *promiseList) notes(limit int) (notes []string) {
	if more := len(p.list) - limit; more > 0 {
		notes = append(notes, count(more, "more promise")+" not shown: promises({state}) selects")
	}
	if p.hidden > 0 {
		notes = append(notes, count(p.hidden, "internal promise")+" of await not shown: promises({all: true})")
	}
	d := p.trace.DroppedPromises
	if n := d.Fulfilled + d.Rejected + d.Pending + d.Internal; n > 0 {
		notes = append(notes, fmt.Sprintf("%s in the middle were not kept: %s fulfilled, %s rejected, %s pending, %s internal",
			count(n, "promise"), number(d.Fulfilled), number(d.Rejected), number(d.Pending), number(d.Internal)))
	}
	return notes
}

func (p *promiseList) table(limit int) *table {
	t := &table{head: []column{{"promise", left, "12%"}, {"state", left, "19%"}, {"value / reason", code, "22%"}, {"made", left, "20%"}, {"settled", left, "10%"}, {"handled", left, "17%"}}}
	t.title, t.counted = p.title()
	if p.o.Jobs {
		t.head = append(t.head, column{"jobs", right, "5%"})
	}
	for _, b := range p.within(limit) {
		t.rows = append(t.rows, p.row(b))
	}
	return t
}

func (p *promiseList) row(b branch) []entry {
	row := []entry{b.name(), b.state(), b.value(), b.made(), {text: settled(b.Promise)}, b.handled()}
	if p.o.Jobs {
		row = append(row, entry{text: dash(b.Jobs)})
	}
	return row
}

// name is p3 and the variable bound to it, indented below its parent.
func (b branch) name() entry {
	indent, spaces := "", ""
	if b.depth > 0 {
		deep := min(b.depth, 6) - 1
		indent = strings.Repeat("  ", deep) + "|- "
		spaces = strings.Repeat("&nbsp;&nbsp;", deep) + "|-&nbsp;"
	}
	id, name := promiseName(b.ID), line(b.Name, 40)
	e := entry{text: indent + id, html: spaces + id, md: mdText(strings.TrimLeft(indent, " ") + id)}
	if name != "" {
		e.text += " " + name
		e.html += " " + el("code", codeStyle+";font-weight:400", esc(name))
		e.md += " " + mdCode(name)
	}
	return e
}

func (b branch) state() entry {
	m, ok := states[b.State]
	if !ok {
		return entry{text: string(b.State)}
	}
	return entry{text: m.word, html: pill(m.ink, m.sign+" "+m.word)}
}

// value is a value or a reason; for a pending promise, in words, what it waits for.
func (b branch) value() entry {
	if b.State != scheduler.Pending {
		return entry{text: line(b.Value, 80)}
	}
	text := waits(b.Waits)
	return entry{text: text, html: esc(text), md: mdText(text)}
}

func waits(w scheduler.Waits) string {
	switch w.For {
	case scheduler.WaitPromise:
		text := "waits for " + promiseName(w.Promise)
		if w.Of > 0 {
			text += fmt.Sprintf(" (%d of %d done)", w.Done, w.Of)
		}
		return text
	case scheduler.WaitTimer:
		return "waits for a timer, due in " + millis(w.Due) + " ms"
	case scheduler.WaitIO:
		return "waits for " + line(w.What, 60)
	case scheduler.WaitNothing:
		return "nothing can settle it any more"
	}
	return "-"
}

func (b branch) made() entry {
	short := line(b.Kind, 20)
	if b.Kind == "async function" || b.Kind == "host" || short == "" { // the call says more
		short = line(cmp.Or(b.Made.What, b.Kind), 32)
	}
	var of []string
	for _, parent := range b.Parents[:min(len(b.Parents), 8)] {
		of = append(of, promiseName(parent))
	}
	where := stepAndPlace(b.Made)
	if len(of) > 0 {
		where += " of " + strings.Join(of, ", ")
		if more := len(b.Parents) - len(of); more > 0 {
			where += fmt.Sprintf(" and %d more", more)
		}
	}
	where = strings.TrimSpace(where)
	return entry{text: short + " " + where, html: breakable(htmlCode(short)) + "<br>" + esc(where), md: mdCode(short) + " " + mdText(where)}
}

// stepAndPlace is "#1 L6".
func stepAndPlace(o scheduler.Origin) string { return strings.Replace(at(o), " at ", " ", 1) }

func settled(p *scheduler.Promise) string {
	if p.State == scheduler.Pending {
		return "-"
	}
	return stepAndPlace(p.Settled)
}

func (b branch) handled() entry {
	switch {
	case b.Unhandled():
		return entry{text: "no - unhandled", html: el("strong", "", "no - unhandled"), md: "**no - unhandled**"}
	case b.Handled == scheduler.Origin{}:
		return entry{text: "-"}
	}
	text := strings.TrimSpace(line(b.Handled.What, 24) + " " + placeName(b.Handled.Place))
	if b.Late {
		text = "late, " + text + " at " + stepName(b.Handled.Step)
	}
	return entry{text: text, html: breakable(esc(text))}
}

// breakable lets a line end after the dot of Promise.all and its like.
func breakable(markup string) string { return strings.ReplaceAll(markup, "Promise.", "Promise.<wbr>") }
