package display

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"loopbook/scheduler"
)

// A Site is a place in the source that a rule needs to know of, with its text.
type Site struct {
	scheduler.Place
	Text string // the expression, or the name of the function called: "forEach"
}

// Facts are what the source says and a trace cannot. Columns are those the trace uses for the same place; a Column of 0
// matches any.
type Facts struct {
	// Floating: calls whose value is dropped by an expression statement where await could stand; not awaited, not returned, not behind void,
	// not .then, .catch or .finally, which say what is to follow. Place: of the call that makes the promise (Promise.Made).
	Floating []Site
	// Discarded: calls that drop what their async callback returns: forEach, EventEmitter.on, new Promise(async …), map
	// whose result is not used. Place: where the callback's promises are made (Promise.Made). Text: the callee.
	Discarded []Site
	// Independent: runs of awaits that follow one another in one function, none of which mentions what those before it
	// made. Place: of the await (Event.Place).
	Independent [][]Site
	// Silenced: lines whose comment says "loopbook: allow RULE"; the comment counts for its own line and the next.
	Silenced []Silence
	// Off: rules that are not to speak at all.
	Off []string
}

// A Silence is one rule that is not to speak about one line.
type Silence struct {
	Rule string
	scheduler.Place
}

// Rules returns the names of all rules.
func Rules() []string {
	return []string{"unhandled-rejection", "pending-forever", "floating-promise", "async-callback-discarded", "serial-awaits", "microtask-starvation"}
}

// starvation is from how many jobs on a timer counts as starved.
const starvation = 100

// shortWait is what an await must take, in ms, for two of them to be worth putting together.
const shortWait = 5

// FindHints looks for mistakes in a run. It is a pure function of the trace and of what the source says; without facts
// it finds what the trace alone proves.
func FindHints(t *scheduler.Trace, f Facts) (hints []Hint) {
	r := newRun(t)
	for _, rule := range []func(*run, Facts) []Hint{unhandledRejection, pendingForever, floatingPromise, discardedCallback, serialAwaits, starvedTimer} {
		for _, h := range rule(r, f) {
			if !f.silenced(h) {
				hints = append(hints, h)
			}
		}
	}
	return hints
}

func (f *Facts) silenced(h Hint) bool {
	return slices.Contains(f.Off, h.Rule) || slices.ContainsFunc(f.Silenced, func(s Silence) bool {
		return s.Rule == h.Rule && s.Cell == h.Place.Cell && s.File == h.Place.File && s.Line == h.Place.Line
	})
}

// A run is a trace with its promises by number and by who waits for them.
type run struct {
	*scheduler.Trace
	children map[int][]*scheduler.Promise // made of a promise, or an async function that awaits it
	events   map[int]*scheduler.Event
}

func newRun(t *scheduler.Trace) *run {
	r := &run{t, map[int][]*scheduler.Promise{}, map[int]*scheduler.Event{}}
	for i := range t.Promises {
		p := &t.Promises[i]
		for _, parent := range p.Parents {
			r.children[parent] = append(r.children[parent], p)
		}
		if w := p.Waits.Promise; w > 0 && !slices.Contains(p.Parents, w) {
			r.children[w] = append(r.children[w], p)
		}
	}
	for i := range t.Events {
		r.events[t.Events[i].N] = &t.Events[i]
	}
	return r
}

// shown is "p5 " and the variable's name.
func shown(p *scheduler.Promise) string {
	if p.Name == "" {
		return promiseName(p.ID)
	}
	return promiseName(p.ID) + " (" + line(p.Name, 40) + ")"
}

func allow(rule string) Phrase { return say("Put ", "// loopbook: allow "+rule, " on that line.") }

// unhandledRejection: a promise was rejected and nobody took notice, or only after it had been reported.
func unhandledRejection(r *run, _ Facts) (hints []Hint) {
	for i := range r.Promises {
		p := &r.Promises[i]
		h := Hint{Rule: "unhandled-rejection", Place: place(p.Made), Evidence: "seen in this run", Steps: steps(p.Made.Step, p.Settled.Step)}
		switch {
		case p.Internal:
			continue
		case p.Unhandled():
			h.Level = Error
			h.What = say(shown(p)+" was rejected with ", cmp.Or(p.Value, "undefined"), during(p.Settled)+" and nothing handles it.")
			h.Fix = say("Add ", ".catch", " to it, or ", "await", " it within ", "try", lineOf(" at ", p.Made)+".")
			h.Silence = say("", ".catch(() => {})", " says that it may fail.")
		case p.Late:
			h.Level = Note
			h.What = say(shown(p)+" was handled"+during(p.Handled)+", after its rejection with ", cmp.Or(p.Value, "undefined"), " had been reported.")
			h.Fix = say("Add the handler where the promise is made" + lineOf(", ", p.Made) + ".")
			h.Silence = allow(h.Rule)
			h.Steps = append(h.Steps, p.Handled.Step)
		default:
			continue
		}
		hints = append(hints, h)
	}
	return hints
}

// pendingForever: something waits for a promise, and nothing is left that could settle it.
func pendingForever(r *run, _ Facts) (hints []Hint) {
	for i := range r.Promises {
		p := &r.Promises[i]
		if !r.Dry || p.State != scheduler.Pending || p.Waits.For != scheduler.WaitNothing || p.Internal {
			continue
		}
		waiting := r.waitingFor(p)
		if len(waiting) == 0 {
			continue
		}
		verb := " waits"
		if len(waiting) > 1 {
			verb = " wait"
		}
		hints = append(hints, Hint{
			Rule: "pending-forever", Level: Warning, Place: place(p.Made), Evidence: "seen in this run", Steps: steps(p.Made.Step),
			What:    say(fmt.Sprintf("%s is still pending and nothing is left that could settle it; %s%s for it.", shown(p), strings.Join(waiting, ", "), verb)),
			Fix:     say("Call its ", "resolve", " or ", "reject", " on every path, or race it against a timeout."),
			Silence: allow("pending-forever"),
		})
	}
	return hints
}

// waitingFor is the pending promises that hang on p, those of await left out.
func (r *run) waitingFor(p *scheduler.Promise) (names []string) {
	seen := map[int]bool{p.ID: true}
	for queue := []*scheduler.Promise{p}; len(queue) > 0; queue = queue[1:] {
		for _, c := range r.children[queue[0].ID] {
			if seen[c.ID] || c.State != scheduler.Pending {
				continue
			}
			seen[c.ID] = true
			queue = append(queue, c)
			if !c.Internal && len(names) < 4 {
				names = append(names, promiseName(c.ID))
			}
		}
	}
	return names
}

// dropped promises have nobody who would hear of them, but were not rejected: that is the graver rule.
func (r *run) dropped(p *scheduler.Promise) bool {
	return !p.Internal && p.State != scheduler.Rejected && (p.Handled == scheduler.Origin{}) && len(r.children[p.ID]) == 0
}

func (s *Site) is(o scheduler.Place) bool {
	return s.Line == o.Line && s.Cell == o.Cell && s.File == o.File && (s.Column == o.Column || s.Column == 0 || o.Column == 0)
}

// floatingPromise: an expression statement made a promise that nobody awaits, returns or handles. It was made by the call
// itself, if that of an async function, or by the function called; what lies deeper is not known to come out of it.
func floatingPromise(r *run, f Facts) (hints []Hint) {
	for _, site := range f.Floating {
		nearest := tooFar
		for i := range r.Promises {
			nearest = min(nearest, site.depth(&r.Promises[i]))
		}
		for i := range r.Promises {
			p := &r.Promises[i]
			if nearest > 1 || site.depth(p) != nearest || !r.dropped(p) || p.Kind == ".catch" {
				continue
			}
			hints = append(hints, Hint{
				Rule: "floating-promise", Level: Warning, Place: lineOnly(site.Place), Evidence: "seen in this run and in the source", Steps: steps(p.Made.Step),
				What:    say("The promise from ", cmp.Or(site.Text, p.Made.What, p.Kind), " ("+promiseName(p.ID)+") is never awaited, returned or given a rejection handler."),
				Fix:     say("Add ", "await", ", ", "return", " or ", ".catch", "."),
				Silence: say("Write ", "void", " before it."),
			})
		}
	}
	return hints
}

// tooFar is more calls than Promise.Via can tell.
const tooFar = 1000

// depth is how many calls lie between the site and the promise: 0 when it was made there.
func (s *Site) depth(p *scheduler.Promise) int {
	if s.is(p.Made.Place) {
		return 0
	}
	for i, place := range p.Via {
		if s.is(place) {
			return i + 1
		}
	}
	return tooFar
}

// discardedCallback: an async function was handed to something that drops the promise it returns.
func discardedCallback(r *run, f Facts) (hints []Hint) {
	for _, site := range f.Discarded {
		var names []string
		h := Hint{Rule: "async-callback-discarded", Level: Warning, Place: lineOnly(site.Place), Evidence: "seen in this run and in the source"}
		n := 0
		for i := range r.Promises {
			p := &r.Promises[i]
			if !site.is(p.Made.Place) || p.Kind != "async function" || p.Internal || (p.Handled != scheduler.Origin{}) || len(r.children[p.ID]) > 0 {
				continue
			}
			if n++; n <= 4 {
				names = append(names, promiseName(p.ID))
			}
		}
		if n == 0 {
			continue
		}
		if n > len(names) {
			names = append(names, "...")
		}
		h.What = say(count(n, "promise")+" of the async callback of ", site.Text, " ("+strings.Join(names, ", ")+") went to nobody: nothing waits for the end, nothing hears of an error.")
		h.Fix = say("Loop with ", "for (const x of list) await …", ", or give ", "await Promise.all(list.map(…))", " the promises.")
		if site.Text != "forEach" && site.Text != "map" {
			h.Fix = say("Give it a plain function that calls the async one and ends in ", ".catch", ".")
		}
		h.Silence = allow(h.Rule)
		hints = append(hints, h)
	}
	return hints
}

// serialAwaits: awaits that need nothing of each other took their times one after the other.
func serialAwaits(r *run, f Facts) (hints []Hint) {
	if r.Clock == scheduler.Ordinal {
		return nil
	}
	for _, sites := range f.Independent {
		for first := range r.Events {
			if h, ok := r.serial(sites, &r.Events[first]); ok {
				hints = append(hints, h)
				break
			}
		}
	}
	return hints
}

// serial looks whether the continuations of sites ran one after the other, e being that of the first.
func (r *run) serial(sites []Site, e *scheduler.Event) (h Hint, ok bool) {
	var times []float64
	var named []int
	for i, site := range sites {
		if i > 0 {
			e = r.next(site, e)
		}
		if e == nil || !site.is(e.Place) || r.events[e.Registered.Step] == nil {
			return h, false
		}
		took := e.Time - r.events[e.Registered.Step].Time
		if took < shortWait {
			return h, false
		}
		times, named = append(times, took), append(named, e.N)
	}
	if len(times) < 2 {
		return h, false
	}
	sum, longest, parts := 0.0, 0.0, []string{}
	for _, t := range times {
		sum, longest = sum+t, max(longest, t)
		parts = append(parts, millis(t))
	}
	clock := "virtual time"
	if r.Clock == scheduler.WallTime {
		clock = "wall clock"
	}
	first, last := sites[0], sites[len(sites)-1]
	return Hint{
		Rule: "serial-awaits", Level: Note, Place: lineOnly(first.Place), Evidence: "measured (" + clock + "); independence not proved", Steps: named,
		What: say("", cmp.Or(first.Text, "await"), " … ", cmp.Or(last.Text, "await"),
			fmt.Sprintf(" (L%d to L%d) took %s = %s ms one after the other; together they would take %s ms.", first.Line, last.Line, strings.Join(parts, " + "), millis(sum), millis(longest))),
		Fix:     say("Start them all, then ", "await Promise.all([…])", "."),
		Silence: allow("serial-awaits"),
	}, true
}

// next is the continuation at site of an await that the step of e reached.
func (r *run) next(site Site, e *scheduler.Event) *scheduler.Event {
	for i := range r.Events {
		if n := &r.Events[i]; n.Registered.Step == e.N && n.Registered.What == "await" && site.is(n.Place) {
			return n
		}
	}
	return nil
}

// starvedTimer: a callback was ready, and very many jobs ran before it.
func starvedTimer(r *run, _ Facts) (hints []Hint) {
	for i := range r.Events {
		e := &r.Events[i]
		reason := e.Also
		if e.Why.Code == scheduler.Starved {
			reason = e.Why
		}
		if reason.Code != scheduler.Starved || reason.Count < starvation {
			continue
		}
		hints = append(hints, Hint{
			Rule: "microtask-starvation", Level: Note, Place: lineOnly(e.Place), Evidence: "seen in this run", Steps: steps(e.N),
			What:    say(fmt.Sprintf("The %s callback #%d was ready, but %s ran first: the loop cannot go on before their queues are empty.", e.Queue, e.N, number(reason.Count)+" promise jobs and ticks")),
			Fix:     say("Let the loop go on now and then: ", "await new Promise(setImmediate)", "."),
			Silence: allow("microtask-starvation"),
		})
	}
	return hints
}

// lineOnly is a place without its column: what a reader looks for.
func lineOnly(p scheduler.Place) scheduler.Place {
	p.Column = 0
	return p
}

func place(o scheduler.Origin) scheduler.Place { return lineOnly(o.Place) }

// steps are those that are known.
func steps(list ...int) (known []int) {
	for _, n := range list {
		if n > 0 && !slices.Contains(known, n) {
			known = append(known, n)
		}
	}
	return known
}

// during is " at #6".
func during(o scheduler.Origin) string {
	if o.Step == 0 {
		return ""
	}
	return " at " + stepName(o.Step)
}

// lineOf is " at L6", " at [3] L6".
func lineOf(before string, o scheduler.Origin) string {
	if o.Line == 0 {
		return ""
	}
	return before + placeName(lineOnly(o.Place))
}
