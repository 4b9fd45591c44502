package realm

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dop251/goja"

	"loopbook/display/inspect"
	"loopbook/kernel/realm/es"
	"loopbook/kernel/realm/lower"
	"loopbook/kernel/realm/node"
	"loopbook/scheduler"
)

// maxCallDepth is where JavaScript recursion ends with "Maximum call stack size exceeded"; V8's own limit is near it
// for small frames, and Go's stack stays below a few hundred megabytes.
const maxCallDepth = 9000

// Config says how a realm differs from the default one. The zero value is a JavaScript notebook in the current directory.
type Config struct {
	// Dir is the working directory of the program: what require('./x') and process.cwd() start from. "" is os.Getwd.
	Dir string
	// Language is "javascript" (also "") or "typescript": the language of cells without a magic that says otherwise.
	Language string
	// Stdout and Stderr take what no cell owns. nil discards it.
	Stdout, Stderr io.Writer
	// UnhandledRejections is Node's --unhandled-rejections; "" is "throw".
	UnhandledRejections string
	// NoWarnings is Node's --no-warnings: warnings are emitted, not printed.
	NoWarnings bool
	// ExecArgv is process.execArgv: Node's options that the program was started with. Those about warnings count.
	ExecArgv []string
	// ExposeGC is Node's --expose-gc: the global gc().
	ExposeGC bool
	// MemoryLimit is how many bytes the live heap may have before the running cell is stopped; 0 is 4 GiB, or less on a
	// small machine.
	MemoryLimit uint64
	// Log takes what only an operator wants to know. nil discards it.
	Log *slog.Logger
	// Comm sends a comm message that JavaScript started: kind is "open", "msg" or "close"; c is the cell it belongs to,
	// nil if none. Called on the loop goroutine. nil: comms are not available.
	Comm func(kind string, c *Cell, id, target string, data map[string]any, buffers [][]byte)

	thread *node.Thread // of a worker; nil: the main thread
}

// Realm is one JavaScript world with its loop. Methods say which goroutine may call them; everything else belongs to
// the goroutine that is in [Realm.Run].
type Realm struct {
	cfg   Config
	rt    *goja.Runtime
	loop  *scheduler.Loop
	jobs  *jobQueue
	vm    *vmState // goja's registers where the loop runs
	log   *slog.Logger
	start time.Time

	// loop goroutine only
	inspector   *inspect.Inspector
	lowering    *lower.Session
	modules     *modules
	host        *node.Host
	environment *node.Environment
	shared      es.Shared
	process     *process
	rejections  *rejections
	errors      *errorHook
	stacks      *stackFormat
	comms       *comms
	running     *execution   // the cell that the frontend waits for, nil between cells
	queue       []*execution // cells handed in while another ran
	scope       *cellScope
	handleProto *goja.Object // the prototype of display handles
	settings    settings
	traces      []*traced  // the youngest last
	program     *program   // nil in a notebook
	trace       *recording // nil: nothing is recorded
	hooked      *hooks     // nil until something is recorded

	// any goroutine
	interrupts atomic.Int32 // requests to interrupt not yet seen by the loop
	foreground atomic.Bool  // a cell is running
	waiting    atomic.Bool  // another execute_request is queued
	started    chan struct{}
	ended      chan struct{}
	endOnce    sync.Once
}

// New makes a realm; nothing runs before [Realm.Run]. The error says what in the environment is unusable.
func New(cfg Config) (*Realm, error) {
	r := &Realm{cfg: cfg, rt: goja.New(), start: time.Now(),
		started: make(chan struct{}), ended: make(chan struct{})}
	if r.log = cfg.Log; r.log == nil {
		r.log = slog.New(slog.DiscardHandler)
	}
	dir, err := workingDirectory(cfg.Dir)
	if err != nil {
		return nil, err
	}
	r.cfg.Dir = dir
	if r.jobs, err = newJobQueue(r.rt); err != nil {
		return nil, err
	}
	if r.vm, err = newVMState(r.rt); err != nil {
		return nil, err
	}
	r.loop = scheduler.New(r)
	r.loop.AfterScope, r.loop.Ripen = r.afterScope, true
	r.loop.AfterCallback = func() { r.jobs.tag(r.loop.Context()); r.tally() }
	r.rt.SetMaxCallStackSize(maxCallDepth)
	r.rt.SetAsyncContextTracker(contextTracker{r})
	r.rt.SetTimeSource(r.loop.Time)
	r.lowering = lower.NewSession()
	r.lowering.TypeScript = cfg.Language == "typescript"
	if err := r.enter(r.populate); err != nil {
		return nil, fmt.Errorf("realm: making the globals: %w", err)
	}
	return r, nil
}

// workingDirectory makes dir absolute, "" being the process's own.
func workingDirectory(dir string) (string, error) {
	if dir == "" {
		wd, err := os.Getwd()
		if err != nil {
			return "", fmt.Errorf("realm: no working directory: %w", err)
		}
		return wd, nil
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("realm: working directory %q: %w", dir, err)
	}
	return abs, nil
}

// populate defines the globals. Inside the outermost frame.
func (r *Realm) populate() error {
	r.inspector = inspect.New(r.rt)
	for _, step := range []func() error{
		r.installErrors, r.installGenerators, r.installSymbols, r.installRejections, r.installProcess, r.installConsole, r.installModules,
		r.installMicrotask, r.installChildren, r.installThreads, r.installScope, r.installAsyncLibrary, r.installLanguage, r.installDisplay, r.installComms,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// Run is the loop goroutine: it owns goja until ctx ends or [Realm.Close] is called. It may be called once.
func (r *Realm) Run(ctx context.Context) error {
	defer r.endOnce.Do(func() { close(r.ended) })
	close(r.started)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	limit := r.cfg.MemoryLimit
	if limit == 0 {
		limit = memoryLimit()
	}
	go r.watchMemory(ctx, limit)
	defer r.host.KillChildren()
	defer r.host.Leave()
	return r.enter(func() error {
		err := r.loop.Serve(ctx)
		if errors.Is(err, context.Canceled) {
			return nil
		}
		return err
	})
}

// Close ends Run, also while JavaScript runs. Any goroutine; more than once.
func (r *Realm) Close() {
	r.loop.Stop()
	r.rt.Interrupt(errClosed)
}

// errClosed is the interrupt value of Close.
var errClosed = errors.New("the realm was closed")

// enterName names the outermost frame; stack.go cuts frames of files that begin with internalPrefix.
const (
	internalPrefix = "loopbook:"
	enterName      = internalPrefix + "enter"
)

var enterProgram = goja.MustCompile(enterName, "(function enter(f) { f() })", true)

// enter runs fn inside one outermost JavaScript frame, in which goja leaves the job queue alone.
func (r *Realm) enter(fn func() error) error {
	v, err := r.rt.RunProgram(enterProgram)
	if err != nil {
		return fmt.Errorf("realm: entering JavaScript: %w", err)
	}
	trampoline, _ := goja.AssertFunction(v)
	var result error
	bottom := r.rt.ToValue(func(goja.FunctionCall) goja.Value {
		r.vm.save()
		result = fn()
		r.vm.restore()
		*r.jobs.jobs = nil // what is left will not run: goja would run it on the way out
		r.rt.ClearInterrupt()
		return goja.Undefined()
	}).(*goja.Object)
	if err := r.watchDepth(bottom); err != nil {
		return err
	}
	_, err = trampoline(goja.Undefined(), bottom)
	if err != nil && result == nil {
		result = err
	}
	return result
}
