package scheduler

import (
	"context"
	"sync/atomic"
	"time"
)

// Task is one callback of the program. The error it returns is the exception that left it uncaught, nil if none;
// the scheduler never looks inside. It runs on the loop goroutine.
type Task func() error

// Engine is what the loop needs of a JavaScript engine. All methods are called on the loop goroutine.
//
// The whole of Run or Serve is one outermost JavaScript frame of the engine, so that the engine never runs promise
// jobs by itself: only RunMicrotasks does.
type Engine interface {
	// RunMicrotasks runs promise jobs until none is left, also those queued meanwhile. An exception that leaves a
	// queueMicrotask callback is reported by the engine itself, at its point, through Loop.Throw (rule E5).
	// A non-nil error means that the job queue was abandoned half-way (an interrupt); the loop hands it to Uncaught
	// and leaves the drain, as after an exception in a tick.
	RunMicrotasks() error
	// ProcessRejections is called with both queues empty when NoteRejection was called; it reports whether it did
	// anything after which the drain must go round again. An exception that leaves a listener (rule U6) is reported
	// through Loop.ThrowOut, which ends the drain; the result is then ignored.
	ProcessRejections() (again bool)
	// Uncaught says whether the program goes on after the exception err. It is called at the throw point, in the
	// context of the callback that threw, before anything else runs. handled=false ends Run: the program dies.
	Uncaught(err error) (handled bool)
}

// Loop is one event loop. Its methods are for the loop goroutine (the one that calls Run or Serve, or that will),
// except where a method says otherwise. The zero Loop is not usable: see New.
type Loop struct {
	// AfterScope is called after every drained scope, with ticks and microtasks empty. nil: nothing.
	AfterScope func()
	// BeforeExit is called by Run, as a scope, when the loop ran dry, again whenever it became alive in between.
	BeforeExit Task
	// OnExit is called by Run, as a scope in which ticks are dropped, at the natural end of the program.
	OnExit Task

	engine Engine
	ctx    *Context
	nobody Context
	depth  int
	fatal  error

	ticks   tickQueue
	hasTick bool
	hasRej  bool
	leave   bool
	exiting bool

	timers     timerTable
	immediates immediateTable

	handles int
	closing []closing

	requests int
	inbox    inbox
	asleep   atomic.Bool
	wake     chan struct{}
	alarm    *time.Timer
	stopped  atomic.Bool
	ended    *atomic.Bool
	serving  bool

	clock clock
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
// exception that nobody handled, or the cause of ctx's end.
func (l *Loop) Run(ctx context.Context) error {
	defer l.begin(ctx)()
	for again := true; again && l.going(); again = l.Alive() {
		if l.Alive() {
			l.runTimers()
		}
		for l.Alive() && l.going() {
			l.turn()
		}
		if l.going() && l.BeforeExit != nil {
			l.scope(l.BeforeExit, &l.nobody)
		}
	}
	if l.going() {
		l.Exit()
		if l.OnExit != nil {
			l.scope(l.OnExit, &l.nobody)
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
	l.poll()
	l.check()
	l.close()
	l.runTimers()
}

func (l *Loop) begin(ctx context.Context) (end func()) {
	ended := new(atomic.Bool)
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

// Stop makes Run or Serve return at the end of the turn. It is final and may be called from any goroutine.
// JavaScript that is running is not interrupted: that is the engine's matter.
func (l *Loop) Stop() {
	l.stopped.Store(true)
	l.rouse()
}

// Alive reports whether ref'ed work is left: a timer, an immediate, a reserved post, a handle, or a close callback.
func (l *Loop) Alive() bool {
	return l.timers.refs > 0 || l.immediates.refs > 0 || l.requests > 0 || l.handles > 0 || len(l.closing) > 0
}

// Exit says that the program is exiting: NextTick drops its task from now on.
func (l *Loop) Exit() { l.exiting = true }

// Exiting reports whether Exit was called.
func (l *Loop) Exiting() bool { return l.exiting }
