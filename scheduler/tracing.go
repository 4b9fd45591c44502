package scheduler

import (
	"fmt"
	"time"
)

// HOW a trace is filled
//
// What a callback is, the engine knows (its text, its place, who asked for it); when and why it runs, the loop knows.
// A [Tracing] is where both meet. While a loop has one (Trace), it is told of everything that waits and everything that
// runs:
//
//	registered:  Loop.NextTick, StartTimer, … ── Describe(work) ──> kept in the Context that the callback is run in
//	it runs:     begin(queue, work) ── callback ── end(error)
//	             the engine does the same round each promise job: Begin, End
//
// A Context is made for each registration, as it carries everything else that a callback inherits; so ticks, timers and
// posts have no field for it, and a loop without a trace pays one comparison for each callback.
//
// Not every callback is a step. A step is one that the program can know of: either the callback is a function of the
// program's (Work.Known), or code of the program is seen while it runs, when it prints, asks for a callback or makes a
// promise: then somebody asks for Step, and the step is made with what Unknown says of it. So the inner life of the
// host's modules stays out, and a listener that an internal callback calls is a step.
//
// # Reasons
//
// The reason for a step is found from three things: the step before (FIFO, ticks and promise jobs), the callback of
// the loop itself before (timers, immediates, I/O), and the step that asked for it. All three are kept as small notes,
// not looked up in the record, which may have dropped them.

// A Work is one callback that waits, as a trace knows it. The engine fills the exported fields in Describe.
type Work struct {
	Queue Queue
	// Known says that the callback is the program's own. If it is false although Label is known, host code runs, which
	// may come to call that function when nothing else is left to do.
	Known bool
	Place
	Label      string
	Registered Origin
	Delay      *Delay

	owner  *Tracing
	number int
	begun  bool
	port   bool   // a message port, whose messages come in an order of their own
	seen   *bool  // I/O in several parts: one of them was a step
	queued Origin // see Event.Queued: of a timer, who started it again
	extra  int    // promise jobs
	maker  note
	step   int     // in which it ran last
	due    float64 // a timer: ms of the loop's clock
}

// note is what is remembered of a step.
type note struct {
	step  int
	queue Queue
	phase Phase
	turn  int
	pass  int
	used  int64 // a timer's duration
	threw bool
	late  bool // a rejection that was reported
}

// Tracing fills a Recorder. Loop goroutine only.
type Tracing struct {
	Recorder
	// Describe fills w for work that the running code asks for. r is what the loop will run. It returns false if no code
	// of the program asks for it: then the work is a part of what runs.
	Describe func(w *Work, r Runner) (byProgram bool)
	// Unknown fills what is known of a callback that turned out to be a step, from the code that is running.
	Unknown func(e *Event)
	// Thrown writes an exception on one line.
	Thrown func(error) string
	// Name writes the cell of a context, as in Place.Cell; "" is the cell of the trace.
	Name func(*Cell) string

	loop     *Loop
	began    time.Duration
	phase    Phase
	turning  bool // a turn began, in which nothing ran yet
	turn     int
	pass     int // of the phase: two passes of timers have two numbers
	frames   []frame
	works    int            // registered
	outside  map[*Work]bool // I/O and handles that have not ended
	prev     note           // the step before
	last     note           // the last one of the loop itself, …
	lastWork *Work          // … and what it was
	first    note
	ticked   bool    // the first step asked for a tick
	drained  int     // ticks and promise jobs since last
	before   int     // the last step before the callback of the loop that runs, or ran last
	passed   int     // the last pass of timers …
	passedAt float64 // … and when it ended
}

// frame is one callback on the way.
type frame struct {
	work  *Work
	queue Queue
	cell  *Cell
	step  int  // 0: none yet
	late  bool // of a rejection that is reported
	event Event
	parts int // what the host asked for while it ran
}

// Trace starts recording into t, or stops it if t is nil.
func (l *Loop) Trace(t *Tracing) {
	l.tracing = t
	if t != nil {
		t.loop, t.began = l, l.clock.now()
	}
}

// Tracing returns what the loop records into, nil if it does not.
func (l *Loop) Tracing() *Tracing { return l.tracing }

// registered returns the context in which a callback is to run that the running code asks for now.
func (l *Loop) registered(q Queue, r Runner) *Context {
	switch {
	case l.tracing != nil:
	case l.ctx.work != nil: // left by a trace that has ended
		return &Context{Cell: l.ctx.Cell, Store: l.ctx.Store}
	default:
		return l.ctx
	}
	return l.tracing.register(q, r, l.ctx)
}

// registeredHandle is registered for a handle: which of the program's functions it will come to call is not known.
func (l *Loop) registeredHandle() *Context {
	ctx := l.registered(QueuePoll, nil)
	if w := ctx.work; l.tracing != nil && w != nil {
		w.Place, w.Label = Place{}, ""
	}
	return ctx
}

func (t *Tracing) register(q Queue, r Runner, ctx *Context) *Context {
	t.works++
	w := &Work{Queue: q, owner: t, number: t.works}
	if q == QueuePoll {
		t.reserved(w)
	}
	if !t.Describe(w, r) {
		t.inherit(w)
		return &Context{Cell: ctx.Cell, Store: ctx.Store, work: w}
	}
	w.maker = t.note()
	w.Registered.Step = w.maker.step
	if q == QueuePoll {
		w.seen = new(bool)
	}
	if q == QueueTick && w.maker.step == t.first.step {
		t.ticked = true
	}
	return &Context{Cell: ctx.Cell, Store: ctx.Store, work: w}
}

// adopt makes work that was asked for before the trace a part of it: who asked for it is outside.
func (t *Tracing) adopt(w *Work, c *Cell) {
	w.owner, w.maker, w.queued, w.extra = t, note{}, Origin{}, 0
	w.Registered.Step, w.Registered.Promise = 0, 0
	for _, p := range []*Place{&w.Place, &w.Registered.Place} {
		if p.Cell == "" {
			p.Cell = t.Name(c)
		}
	}
}

// unseen reports whether the program's function that w is about has not been seen to run.
func (w *Work) unseen() bool { return w != nil && w.Label != "" && (w.seen == nil || !*w.seen) }

// inherit makes w, which the host asks for, a part of the running callback.
func (t *Tracing) inherit(w *Work) {
	if len(t.frames) == 0 {
		return
	}
	f := &t.frames[len(t.frames)-1]
	f.parts++
	switch from := f.work; {
	case f.step > 0:
		w.maker = t.prev
		w.Registered = Origin{Step: f.step}
	case from != nil:
		w.maker, w.Registered = from.maker, from.Registered
		if w.Queue == QueuePoll && from.Queue == QueuePoll {
			w.Place, w.Label, w.seen = from.Place, from.Label, from.seen
		}
	}
}

// note returns what is to be remembered of the running step, making it one.
func (t *Tracing) note() note {
	if t.Step() == 0 {
		return note{}
	}
	return t.prev
}

// Registered returns the context to run a callback in that the running code asks for now, and that the engine itself
// queues in q: it is [Loop.Context], but for what a trace knows of the callback.
func (l *Loop) Registered(q Queue) *Context { return l.registered(q, nil) }

// Register is Registered for work that is known already.
func (t *Tracing) Register(w *Work) *Context {
	w.owner, w.maker = t, t.note()
	return &Context{Cell: t.loop.ctx.Cell, Store: t.loop.ctx.Store, work: w}
}

// Begin says that a promise job begins, in the context that was made for it; End that it has ended.
func (t *Tracing) Begin() {
	w := t.loop.ctx.work
	if w != nil && (w.Queue != QueuePromise || w.begun) {
		w = nil
	}
	t.begin(QueuePromise, w, t.loop.ctx.Cell)
}

// reporting says that rejections are reported, which ends with End.
func (t *Tracing) reporting() {
	t.frames = append(t.frames, frame{queue: QueuePromise, cell: t.loop.ctx.Cell, late: true})
}

// Next says that what follows in the running callback is a step of its own: the next listener.
func (t *Tracing) Next() {
	if len(t.frames) > 0 {
		t.frames[len(t.frames)-1].step = 0
	}
}

// Take says which callback the running promise job is, now that it is known.
func (t *Tracing) Take(w *Work) {
	f := &t.frames[len(t.frames)-1]
	w.begun = true
	f.work, f.cell, w.owner = w, t.loop.ctx.Cell, t
	if w.Known {
		t.Step()
	}
}

// SetQueued says what made the job ready, and how many promise jobs it had to wait for beside those of every job.
func (w *Work) SetQueued(by Origin, extra int) { w.queued, w.extra = by, extra }

// Quiet reports whether there was no step since the loop began its last callback: then that one was the host's.
func (t *Tracing) Quiet() bool { return t.before > 0 && t.before == t.prev.step }

// Release lets go of what was recorded: the trace has been taken.
func (t *Tracing) Release() {
	t.Recorder, t.outside, t.lastWork = Recorder{Cell: t.Cell, Module: t.Module, Clock: t.Clock}, nil, nil
}

// Last is the step that began last, 0 if there is none.
func (t *Tracing) Last() int { return t.prev.step }

// End ends what Begin began. threw is the exception that left it as text, "" if none.
func (t *Tracing) End(threw string) {
	if len(t.frames) == 0 {
		return
	}
	f := &t.frames[len(t.frames)-1]
	if threw != "" && f.step == 0 {
		t.Step()
	}
	t.finish(f.step, threw)
	*f = frame{}
	t.frames = t.frames[:len(t.frames)-1]
}

// finish completes a step.
func (t *Tracing) finish(step int, threw string) {
	for _, n := range []*note{&t.prev, &t.last} {
		if n.step == step {
			n.threw = threw != ""
		}
	}
	e := t.Event(step)
	if e == nil {
		return
	}
	e.Threw = Clip(threw, maxValue)
	if t.Clock == WallTime {
		e.Took = ms(t.loop.clock.now()-t.began) - e.Time
	}
}

// Script begins the body, the first step of a trace; End ends it.
func (t *Tracing) Script(e Event) {
	t.frames = append(t.frames, frame{queue: QueueScript, cell: t.loop.ctx.Cell, event: e})
	t.phase = PhaseScript
	t.Step()
	t.first = t.prev
}

func (t *Tracing) begin(q Queue, w *Work, c *Cell) {
	f := frame{work: w, queue: q, cell: c}
	if w != nil {
		w.begun = true
	}
	t.frames = append(t.frames, f)
	if w != nil && w.Known {
		t.Step()
	}
}

// Running reports whether the callback that runs is a step already.
func (t *Tracing) Running() bool { return len(t.frames) > 0 && t.frames[len(t.frames)-1].step > 0 }

// Step returns the number of the running step, 0 if there is none. It makes the running callback a step.
func (t *Tracing) Step() int {
	if len(t.frames) == 0 {
		return 0
	}
	f := &t.frames[len(t.frames)-1]
	if f.step == 0 {
		f.step = t.append(f)
	}
	return f.step
}

// append records the step of f.
func (t *Tracing) append(f *frame) int {
	e := f.event
	e.Queue = f.queue
	if f.work == nil && f.queue == QueuePromise { // known since the engine has set the context of the reaction
		f.cell = t.loop.ctx.Cell
	}
	if w := f.work; w != nil {
		if w.Label != "" {
			e.Place, e.Label = w.Place, w.Label
		}
		e.Registered, e.Queued, e.Delay = w.Registered, w.queued, w.Delay
	}
	if e.Label == "" {
		t.Unknown(&e)
	}
	n := t.where(&e, f)
	t.explain(&e, f, &n)
	e.N = t.Append(e)
	n.step = e.N
	if w := f.work; w != nil {
		if w.step = e.N; w.seen != nil {
			*w.seen = true
		}
	}
	t.prev = n
	switch {
	case isMacro(e.Queue):
		t.last, t.lastWork, t.drained = n, f.work, 0
	case e.Queue != QueueScript:
		t.drained++
	}
	return e.N
}

// where fills the turn and the phase of e.
func (t *Tracing) where(e *Event, f *frame) note {
	if t.turning {
		t.turning, t.turn = false, t.Turn()
	}
	if t.phase == PhaseScript && t.prev.step > 0 {
		t.phase = PhaseMicrotasks
	}
	e.Turn, e.Phase = t.turn, t.phase
	t.time(e)
	n := note{queue: e.Queue, phase: t.phase, turn: t.turn, pass: t.pass, late: f.late}
	if w := f.work; w != nil && e.Delay != nil {
		d := *e.Delay
		if t.Clock != Ordinal {
			d.Due = w.due - ms(t.began)
		}
		e.Delay, n.used = &d, d.Used
	}
	return n
}

// time fills when e began. Looking at the clock must not move it.
func (t *Tracing) time(e *Event) {
	if t.Clock != Ordinal {
		e.Time = ms(t.loop.clock.now() - t.began)
	}
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func isMacro(q Queue) bool { return q != QueueScript && q != QueueTick && q != QueuePromise }

// started notes when a timer is due, and with again that a step started it once more.
func (t *Tracing) started(tm *Timer, again Origin) {
	w := tm.ctx.work
	if w == nil {
		return
	}
	w.queued = again
	w.due = float64(tm.start) + float64(int64(tm.idle))
	if w.Delay != nil {
		d := *w.Delay
		d.Used, d.Repeat = int64(tm.idle), tm.repeat > 0
		if d.Asked == "" {
			d.Asked = fmt.Sprint(d.Used)
		}
		w.Delay = &d
	}
}

// refreshed notes that the program started a timer once more.
func (t *Tracing) refreshed(tm *Timer) {
	w := &Work{Queue: QueueTimer}
	t.Describe(w, nil)
	w.Registered.Step = t.Step()
	t.started(tm, w.Registered)
}

// enter says that a phase of the loop begins.
func (l *Loop) enter(p Phase) {
	if l.tracing != nil {
		l.tracing.phase = p
		l.tracing.pass++
	}
}

// began begins the callback that is about to run in the context that is set, if there is a trace; ended ends it.
func (l *Loop) began(q Queue) (t *Tracing, depth int) {
	if l.tracing == nil {
		return nil, 0
	}
	return l.tracing, l.tracing.called(q)
}

func (t *Tracing) called(q Queue) (depth int) {
	l := t.loop
	if l.depth > 1 && q != QueueTick { // a plain call of the callback that runs
		return 0
	}
	w := l.ctx.work
	switch {
	case w == nil:
	case w.Queue != q && q != QueueClose: // SetContext: it is that of another callback
		w = nil
	case w.owner != t:
		t.adopt(w, l.ctx.Cell)
	}
	if isMacro(q) {
		t.before = t.prev.step
	}
	t.begin(q, w, l.ctx.Cell)
	return len(t.frames)
}

func (t *Tracing) ended(depth int, err error) {
	if t == nil || t.loop.tracing != t || len(t.frames) != depth {
		return
	}
	if f := &t.frames[depth-1]; f.step == 0 && f.queue == QueuePoll && f.parts == 0 && f.work.unseen() {
		t.Step() // nothing was seen of it, but it is the end of what the program waits for
	}
	if err == nil {
		t.End("")
		return
	}
	t.End(t.Thrown(err))
}
