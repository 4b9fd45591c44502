package scheduler

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// What a Recorder keeps. A program of any length is recorded in bounded memory and is never stopped.
const (
	keptEvents    = 5_000 // the first so many, and the last
	keptPromises  = KeptPromises
	keptUnnoticed = 100   // unhandled rejections that would else be dropped
	keptLines     = 1_000 // different lines that are counted
	keptWaits     = 10
	keptOutput    = 20 // calls for each step
	maxRanges     = 64

	maxLabel  = MaxLabel
	maxOutput = 400
	maxValue  = 200
)

// MaxLabel is how many bytes a label may have.
const MaxLabel = 120

// KeptPromises is how many promises are kept of the first, and of the last.
const KeptPromises = 1_000

// A Recorder takes a trace: the loop and its engine append to it while a program runs. Loop goroutine only. The zero
// Recorder records a main program without a clock.
type Recorder struct {
	Cell   string // as Trace.Cell
	Module bool
	Clock  Clock

	turns   int
	counts  QueueCounts
	dropped QueueCounts
	events  ends[Event]
	ranges  []QueueCounts // of turns, each width long
	width   int
	lines   map[lineKey]*LineCount
	waits   []Wait // longest first

	promises        ends[Promise]
	unnoticed       []Promise // dropped, but rejected and unhandled
	droppedPromises PromiseCounts
}

type lineKey struct {
	cell, file string
	line       int
	queue      Queue
}

// Append records that e begins to run, and returns its step, which replaces e.N. Texts are cut to bounded length.
func (r *Recorder) Append(e Event) (step int) {
	e.N = r.events.total + 1
	e.Label = Clip(e.Label, maxLabel)
	if e.Sure == "" {
		e.Sure = Rule
	}
	r.counts[e.Queue]++
	r.turn(&e)
	r.line(&e)
	r.wait(&e)
	r.events.limit = keptEvents
	if old := r.events.add(e); old != nil {
		r.dropped[old.Queue]++
	}
	return e.N
}

// Event returns a step to be completed (Took, Threw), or nil when it was not kept. It is valid until the next Append.
func (r *Recorder) Event(step int) *Event { return r.events.at(step - 1) }

// Print records what a step printed: the text of one call.
func (r *Recorder) Print(step int, text string) {
	e := r.Event(step)
	if e == nil {
		return
	}
	if len(e.Output) == keptOutput {
		e.MoreOutput++
		return
	}
	e.Output = append(e.Output, Clip(strings.TrimSuffix(text, "\n"), maxOutput))
}

// Turn records that the loop begins a turn, and returns its number, from 1.
func (r *Recorder) Turn() int {
	r.turns++
	return r.turns
}

// Promise records a promise that was made, and returns its number, which replaces p.ID.
func (r *Recorder) Promise(p Promise) (id int) {
	p.ID = r.promises.total + 1
	p.Value = Clip(p.Value, maxValue)
	p.Name, p.Made.What = Clip(p.Name, maxLabel), Clip(p.Made.What, maxLabel)
	if p.State == "" {
		p.State = Pending
	}
	r.promises.limit = keptPromises
	if old := r.promises.add(p); old != nil {
		r.forget(old)
	}
	return p.ID
}

func (r *Recorder) forget(p *Promise) {
	c := &r.droppedPromises
	switch {
	case p.Unhandled() && len(r.unnoticed) < keptUnnoticed:
		r.unnoticed = append(r.unnoticed, *p)
	case p.Internal:
		c.Internal++
	case p.State == Fulfilled:
		c.Fulfilled++
	case p.State == Rejected:
		c.Rejected++
	default:
		c.Pending++
	}
}

// PromiseRecord returns a promise to be completed (Settled, Handled, Waits), or nil when it was not kept. It is valid
// until the next Promise.
func (r *Recorder) PromiseRecord(id int) *Promise { return r.promises.at(id - 1) }

// Settle records how a promise was settled: with which value or reason, by whom.
func (r *Recorder) Settle(id int, state State, value string, by Origin) {
	if p := r.PromiseRecord(id); p != nil {
		p.State, p.Value, p.Settled, p.Waits = state, Clip(value, maxValue), by, Waits{}
	}
}

// Handle records that somebody takes the value of a promise, and whether its rejection had already been reported.
// Only the first one is kept.
func (r *Recorder) Handle(id int, by Origin, late bool) {
	if p := r.PromiseRecord(id); p != nil && (p.Handled == Origin{}) {
		p.Handled, p.Late = by, late
	}
}

// Trace returns what was recorded so far. The recorder may go on; the trace does not change any more. dry says that
// nothing is left to do, alive what is.
func (r *Recorder) Trace(dry bool, alive []Origin) *Trace {
	t := &Trace{
		Version: TraceVersion, Cell: r.Cell, Module: r.Module, Clock: r.Clock, Turns: r.turns, Steps: r.events.total, Dry: dry,
		Events: r.events.all(), Promises: r.promises.all(), Alive: alive,
		Counts: r.counts, Dropped: r.dropped, Waited: slices.Clone(r.waits), ByTurn: r.byTurn(), DroppedPromises: r.droppedPromises,
	}
	if len(r.unnoticed) > 0 {
		t.Promises = append(t.Promises, r.unnoticed...)
		slices.SortFunc(t.Promises, func(a, b Promise) int { return cmp.Compare(a.ID, b.ID) })
	}
	for _, l := range r.lines {
		t.Lines = append(t.Lines, *l)
	}
	slices.SortFunc(t.Lines, busier)
	t.Lines = t.Lines[:min(len(t.Lines), 100)]
	return t
}

func busier(a, b LineCount) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Cell, b.Cell), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Queue, b.Queue))
}

// turn counts e in its turn. When there are too many turns, ranges of them are counted together, twice as many each time.
func (r *Recorder) turn(e *Event) {
	r.width = max(r.width, 1)
	for e.Turn/r.width >= maxRanges {
		r.width *= 2
		for i, c := range r.ranges {
			if i%2 == 0 {
				r.ranges[i/2] = c
				continue
			}
			for q, n := range c {
				r.ranges[i/2][q] += n
			}
		}
		r.ranges = r.ranges[:(len(r.ranges)+1)/2]
	}
	i := max(e.Turn, 0) / r.width
	for len(r.ranges) <= i {
		r.ranges = append(r.ranges, QueueCounts{})
	}
	r.ranges[i][e.Queue]++
}

func (r *Recorder) byTurn() (list []TurnCount) {
	for i, c := range r.ranges {
		if c.Total() > 0 {
			list = append(list, TurnCount{From: i * r.width, To: (i+1)*r.width - 1, Counts: c})
		}
	}
	return list
}

// line counts e at its line. A place and a queue have one label: that of the first callback.
func (r *Recorder) line(e *Event) {
	key := lineKey{e.Cell, e.File, e.Line, e.Queue}
	l := r.lines[key]
	if l == nil {
		if len(r.lines) == keptLines {
			return
		}
		if r.lines == nil {
			r.lines = map[lineKey]*LineCount{}
		}
		l = &LineCount{Place: e.Place, Queue: e.Queue, Label: e.Label}
		r.lines[key] = l
	}
	l.Count++
}

// wait keeps the longest waits. One step of wait is none: something has to run in between.
func (r *Recorder) wait(e *Event) {
	since := e.Since()
	steps := e.N - since - 1
	if since <= 0 || steps < 1 || len(r.waits) == keptWaits && steps <= r.waits[keptWaits-1].Steps {
		return
	}
	w := Wait{N: e.N, Place: e.Place, Queue: e.Queue, Label: e.Label, Steps: steps}
	if e.Delay != nil && e.Delay.Due > 0 {
		w.Late = max(0, e.Time-e.Delay.Due)
	}
	i, _ := slices.BinarySearchFunc(r.waits, steps, func(w Wait, steps int) int { return cmp.Compare(steps, w.Steps) })
	for i < len(r.waits) && r.waits[i].Steps == steps {
		i++
	}
	r.waits = slices.Insert(r.waits, i, w)
	r.waits = r.waits[:min(len(r.waits), keptWaits)]
}

// Clip cuts text to at most n bytes, at a character's border, and says so with "...".
func Clip(text string, n int) string {
	if len(text) <= n {
		return text
	}
	n = max(n-3, 0)
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return strings.Clone(text[:n]) + "..."
}

// ends keeps the first limit and the last limit of what is added, and counts all.
type ends[T any] struct {
	limit int
	total int
	head  []T
	tail  []T // a ring once it is full: element i is at (i-limit) % limit
}

// add returns what had to go for v, nil if nothing; it is overwritten by the next add.
func (e *ends[T]) add(v T) (old *T) {
	i := e.total
	e.total++
	if i < e.limit {
		e.head = append(e.head, v)
		return nil
	}
	if len(e.tail) < e.limit {
		e.tail = append(e.tail, v)
		return nil
	}
	place := &e.tail[(i-e.limit)%e.limit]
	gone := *place
	*place = v
	return &gone
}

// at returns element i, counted from 0, or nil when it is not there (any more).
func (e *ends[T]) at(i int) *T {
	switch {
	case i < 0 || i >= e.total:
		return nil
	case i < e.limit:
		return &e.head[i]
	case i < e.total-len(e.tail):
		return nil
	}
	return &e.tail[(i-e.limit)%e.limit]
}

// all returns a copy of what is kept, in order.
func (e *ends[T]) all() []T {
	list := make([]T, 0, len(e.head)+len(e.tail))
	list = append(list, e.head...)
	for i := e.total - len(e.tail); i < e.total; i++ {
		list = append(list, *e.at(i))
	}
	return list
}
