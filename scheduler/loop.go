package scheduler

import (
	"context"
	"sync/atomic"
	"time"
)

// HOW and WHY
//
// A JavaScript program is a set of callbacks that wait in queues. The language owns one queue, the promise jobs
// ("microtasks"); the host owns all others and decides which callback is next. This package is that decision, as
// Node 24 takes it, and nothing else. Everything below follows from three small pieces.
//
//  1. DRAIN (tick.go). All ticks, then all microtasks, again until both are empty; then the rejections nobody
//     handled, and again if that did anything. Each queue is emptied whole, with what is added meanwhile. So two
//     programs that differ only in which queue they are in when they start see different orders, and neither
//     queue can be overtaken by anything below.
//
//  2. SCOPE (scope.go). One entry from the host into JavaScript: call, then drain. Only the outermost scope
//     drains: JavaScript that calls Go that calls JavaScript back is still one callback of the program. A scope
//     whose callback threw does not drain; its ticks wait for the end of the next scope, whichever that is.
//
//  3. The TURN (below). Which scopes there are, and when:
//
//     once, before the first turn ──> timers
//     ┌─────────────────────────────────────────────────────────────────────────┐
//     │  poll      posts of other goroutines; sleeps here   one scope each      │
//     │  check     a scope of its own, even when empty      drains leftovers    │
//     │            the batch of immediates                  one scope in all    │
//     │  closing   close callbacks of handles, last first   one scope each      │
//     │  timers    every list that is due                   one scope in all    │
//     └──────────────────────────── while something ref'ed is left ─────────────┘
//     beforeExit, and again from the top if that made the loop alive; then exit
//
// Timers stand at the end of the turn, not at its head (libuv since 1.45), with one extra pass before the first
// turn. That is why a due timer precedes an immediate at the start of a program, while inside an I/O callback the
// immediate always wins, and why a due timer precedes an immediate that an immediate made.
//
// Between two timers of a pass and two immediates of a batch, which share a scope, a drain happens too
// (RunBetween). It differs from the one at the end of a scope in one respect only: an exception in one callback
// makes the loop go on with the next one *without* it (rules E3, E4).
//
// # The engine
//
// The loop must decide when promise jobs run, but engines like to decide it themselves, typically when the
// outermost call returns. So the whole of Run or Serve is one such outermost call, made by the engine's owner, and
// every callback is a nested one. Engine.RunMicrotasks is then the only way a promise job can run.
//
// # Exceptions
//
// Task returns the exception that left it. The loop asks Engine.Uncaught at that very point: before the next
// callback, after the bookkeeping of the one that threw (an interval that threw is already re-armed when the
// handler looks). A handled exception also queues an immediate that does nothing, so that the loop turns once more
// and the ticks left behind get their scope. An exception that is not handled ends everything at once.
//
// # Goroutines
//
// One goroutine owns the loop and all it holds, without any lock. Others reach it through three doors, all in
// post.go: Post, Handle.Post and the function that Pending returns. They push on a lock-free list; the loop looks
// at it once a turn, with one atomic load when it is empty, and sleeps on a channel only when poll may block.

// Task is one callback of the program. The error it returns is the exception that left it uncaught, nil if none;
// the scheduler never looks inside. It runs on the loop goroutine.
type Task func() error

// Run implements [Runner].
func (t Task) Run() error { return t() }

// Runner is a Task that is not a function: what Run returns is what a Task returns. Who makes a great many callbacks
// keeps what each needs in one struct that is its Runner, and spares a closure for each. It must not be nil.
type Runner interface{ Run() error }

// Engine is what the loop needs of a JavaScript engine. All methods are called on the loop goroutine.
//
// The whole of Run or Serve is one outermost JavaScript frame of the engine, so that the engine never runs promise
// jobs by itself: only RunMicrotasks does.
type Engine interface {
	// RunMicrotasks runs promise jobs until none is left, also those queued meanwhile. An exception that leaves a
	// queueMicrotask callback is reported by the engine itself, at its point, through Loop.Throw (rule E5); if
	// that says false, RunMicrotasks returns at once. A non-nil error means that the job queue was abandoned
	// half-way (an interrupt); the loop hands it to Uncaught and leaves the drain, as after an exception in a tick.
	RunMicrotasks() error
	// ProcessRejections is called with both queues empty when NoteRejection was called; it reports whether it did
	// anything after which the drain must go round again. An exception that leaves a listener (rule U6) is reported
	// through Loop.ThrowOut, which ends the drain; the result is then ignored.
	ProcessRejections() (again bool)
	// Uncaught says whether the program goes on after the exception err. It is called at the throw point, in the
	// context of the callback that threw, before any other callback runs. handled=false ends Run and Serve, which
	// return err: no tick, microtask, timer or immediate runs any more.
	Uncaught(err error) (handled bool)
}

// Loop is one event loop. Its methods and fields are for the loop goroutine (the one that calls Run or Serve, or that
// will), except where a method says otherwise. The zero Loop is not usable: see New.
type Loop struct {
	// AfterScope is called after every drained scope, with ticks and microtasks empty, at least once a turn. It is
	// not called after a scope that an exception cut short. It may call Scope. nil: nothing.
	AfterScope func()
	// AfterCallback is called when a callback has returned, still in its context, before anything else runs, and after
	// the promise jobs and the rejections of a drain; also when SetContext is about to replace the context: the engine
	// notes whose the promise jobs are that were queued meanwhile. nil: nothing.
	AfterCallback func()
	// BeforeExit is called by Run, as a scope, when the loop ran dry, and again whenever it became alive in between.
	BeforeExit Task
	// OnExit is called by Run, as a scope in which ticks are dropped but microtasks run, at the natural end of the
	// program: not after Stop, not after the end of the context, not after an exception that nobody handled.
	OnExit Task

	// BeforeSleep is called when the loop is about to sleep until another goroutine wakes it: no timer, nothing of its own is
	// left to do. nil: nothing.
	BeforeSleep func()

	// Ripen makes the loop wait, at most a millisecond, for a timer that is about to be due when a main program has
	// ended, once. Whether setTimeout(f, 0) or setImmediate(g) comes first there is a race in Node, that its start-up usually
	// makes the timer win; with Ripen it always does, so that a program gives the same output each time.
	Ripen bool

	engine  Engine
	ctx     *Context // of the running callback
	nobody  Context  // ctx when nothing runs
	depth   int      // of nested scopes
	fatal   error    // the exception that nobody handled
	serving bool

	// What a drain looks at (tick.go).
	ticks    tickQueue
	hasTick  bool // set when ticks becomes non-empty, cleared only at the normal end of a drain
	hasRej   bool // the engine has a rejection to look at
	leaving  bool // ThrowOut was called: the drain ends
	catching int  // nesting of RunBetween calls made by the program
	caught   error
	exiting  bool

	timers     timerTable
	immediates immediateTable
	handles    int // ref'ed open ones
	works      int // those of them that NewWork made
	closing    []*Handle
	signals    []*Handle // those with OnSignal (signal.go)
	requests   int       // reserved by Pending, not delivered
	clock      clock
	tracing    *Tracing // nil: nothing is recorded

	// Shared with other goroutines (post.go).
	inbox     inbox
	signalled atomic.Bool // of a handle in signals, at least one
	mains     []*post     // main programs to run before the timers of this turn
	asleep    atomic.Bool
	wake      chan struct{} // one token for each asleep that a goroutine took back
	stopped   atomic.Bool
	ended     *atomic.Bool // the context of this Run or Serve has ended
	sleeper   *time.Timer  // reused by sleep
	slept     atomic.Int64 // nanoseconds in poll, up to the last time it woke
	dozing    atomic.Int64 // when it fell asleep, in Unix nanoseconds; 0: it is awake
}

// New makes a loop that runs its callbacks on e. Nothing runs before Run, Serve or Scope.
func New(e Engine) *Loop {
	l := &Loop{engine: e, wake: make(chan struct{}, 1), ended: new(atomic.Bool)}
	l.ctx = &l.nobody
	l.clock.start = time.Now()
	l.timers.init()
	l.immediates.init()
	return l
}

// Run runs turns until nothing ref'ed is left: a program. It returns nil at the natural end and after Stop, the
// exception that nobody handled, or the cause of ctx's end. It may be called again after a natural end.
func (l *Loop) Run(ctx context.Context) error {
	defer l.begin(ctx)()
	if l.Alive() {
		l.ripen()
	}
	for again := true; again && l.going(); again = l.Alive() {
		if l.Alive() {
			l.runTimers()
		}
		for l.Alive() && l.going() {
			l.turn()
		}
		if l.BeforeExit != nil && l.going() {
			l.enter(PhaseExit)
			l.scope(l.BeforeExit, &l.nobody, QueueScript)
		}
	}
	if l.going() {
		l.Exit()
		if l.OnExit != nil {
			l.enter(PhaseExit)
			l.scope(l.OnExit, &l.nobody, QueueScript)
		}
	}
	return l.result(ctx)
}

// Serve turns until ctx ends or Stop is called, sleeping in poll when there is nothing to do: a notebook. It returns
// nil after Stop, the exception that nobody handled, or the cause of ctx's end.
func (l *Loop) Serve(ctx context.Context) error {
	defer l.begin(ctx)()
	l.serving = true
	defer func() { l.serving = false }()
	l.runTimers()
	for l.going() {
		l.turn()
	}
	return l.result(ctx)
}

func (l *Loop) turn() {
	if l.tracing != nil {
		l.tracing.turning = true
	}
	l.poll()
	l.check()
	l.runClosing()
	l.runMains()
	l.runTimers()
}

// begin watches ctx until the returned function is called.
func (l *Loop) begin(ctx context.Context) (end func()) {
	ended := new(atomic.Bool)
	ended.Store(ctx.Err() != nil)
	l.ended = ended
	stop := context.AfterFunc(ctx, func() {
		ended.Store(true)
		l.rouse()
	})
	return func() { stop() }
}

func (l *Loop) going() bool {
	return l.fatal == nil && !l.stopped.Load() && !l.ended.Load()
}

func (l *Loop) result(ctx context.Context) error {
	if l.fatal != nil {
		return l.fatal
	}
	if l.ended.Load() {
		return context.Cause(ctx)
	}
	return nil
}

// Stop makes Run or Serve return at the end of the turn, or at once if it has not begun. It is final. It may be called
// from any goroutine. JavaScript that is running is not interrupted: that is the engine's matter.
func (l *Loop) Stop() {
	l.stopped.Store(true)
	l.rouse()
}

// Alive reports whether ref'ed work is left: a timer, an immediate, a reserved post, an open handle, or a handle
// whose close callback has not run.
func (l *Loop) Alive() bool {
	return l.timers.refs > 0 || l.immediates.refs > 0 || l.requests > 0 || l.handles > 0 || len(l.closing) > 0
}

// Exit says that the program is exiting: NextTick drops its task from now on (rules X1, X3).
func (l *Loop) Exit() { l.exiting = true }

// Exiting reports whether the program is exiting.
func (l *Loop) Exiting() bool { return l.exiting }
