package kernel

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"loopbook/kernel/realm"
	"loopbook/kernel/wire"
)

// A Conn carries messages between the kernel and its frontends: kernel/zmq's sockets, or a test's memory.
type Conn interface {
	// Recv returns the next message of the shell, control or stdin channel; an error is the end of that channel. One
	// goroutine for each channel.
	Recv(ctx context.Context, ch wire.Channel) (*wire.Message, error)
	// Send takes a message for any channel but the heartbeat. Any goroutine; messages of one goroutine keep their order.
	Send(ch wire.Channel, m *wire.Message) error
	// Close ends all Recv and delivers what was sent, waiting at most for linger.
	Close(linger time.Duration) error
}

// Config says what a kernel is like. The zero value is a JavaScript kernel in the current directory that logs nothing.
type Config struct {
	// Dir is the working directory of the program: what require('./x') starts from. "" is the process's own.
	Dir string
	// Language is "javascript" (also "") or "typescript".
	Language string
	// Version is Loopbook's own version, "0.0.0" if empty; LanguageVersion is what language_info reports, the version
	// of Node whose behaviour cells see, that of realm.NodeVersion if empty.
	Version, LanguageVersion string
	// Ports is what connect_request is answered with; nil: ports of zero.
	Ports *wire.ConnectReply
	// Log takes what only an operator wants to know. nil discards it.
	Log *slog.Logger
}

// Time limits of a shutdown. Together they stay well below the 2.5 s after which jupyter_client sends SIGTERM.
const (
	loopLimit  = 500 * time.Millisecond // for JavaScript to end
	drainLimit = 500 * time.Millisecond // for output that is still queued
	linger     = 500 * time.Millisecond // for the connection to deliver
	restLimit  = 200 * time.Millisecond // for the other goroutines
)

// A Kernel serves one connection for one life. Methods are for any goroutine.
type Kernel struct {
	cfg       Config
	conn      Conn
	session   *wire.Session
	log       *slog.Logger
	handlers  map[string]handler
	outbox    *outbox
	requests  *queue
	stdin     *prompter
	history   *history
	comms     *comms
	switches  allowance
	unflushed sync.Map               // *output with pending text
	newest    atomic.Pointer[output] // of the newest cell that is not silent
	measured  measurement            // control goroutine only
	asking    chan struct{}          // full while a question about code is out
	count     atomic.Int64           // the execution count of the last cell that counted; written by the shell goroutine
	named     int                    // the highest number that a cell is called by; shell goroutine only

	newEngine func(realm.Config) (engine, error)
	ready     chan struct{} // closed when lang or broken is set
	lang      engine
	broken    error // why there is no engine

	stopping chan struct{} // closed when the kernel is to end
	stopOnce sync.Once
	reason   error // why it ends, nil after a request to; set before stopping is closed
}

// New makes a kernel; nothing happens before [Kernel.Run]. The session signs what is sent on conn.
func New(conn Conn, s *wire.Session, cfg Config) *Kernel {
	log := cfg.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	k := &Kernel{
		cfg: cfg, conn: conn, session: s, log: log,
		outbox: newOutbox(conn, log), history: &history{}, comms: &comms{open: map[string]string{}},
		asking: make(chan struct{}, 1), newEngine: newRealm, ready: make(chan struct{}), stopping: make(chan struct{}),
	}
	k.measured.at = time.Now()
	k.stdin = &prompter{k: k}
	k.requests = newQueue(log, k.setWaiting)
	k.handlers = k.table()
	return k
}

// Run serves the connection until a shutdown_request, the end of ctx or the end of the connection, and closes it. The
// error is nil unless something failed. Run may be called once. It returns within 2.5 s also while JavaScript runs that
// cannot be stopped; the process is expected to exit then.
func (k *Kernel) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	k.publishStatus(nil, wire.Starting)
	var loop, others sync.WaitGroup
	loop.Go(func() { k.runEngine(ctx) })
	others.Go(k.outbox.write)
	for _, f := range []func(context.Context){k.readShell, k.serveShell, k.serveControl, k.readStdin} {
		others.Go(func() { f(ctx) })
	}
	select {
	case <-k.stopping:
	case <-ctx.Done():
		k.stop(nil)
	}
	k.requests.close()
	k.outbox.hurry()
	k.closeEngine()
	cancel()
	if !waits(&loop, loopLimit) {
		k.log.Warn("the kernel ends while JavaScript still runs")
	}
	k.flushAll()
	k.outbox.drain(drainLimit)
	k.outbox.close()
	if err := k.conn.Close(linger); err != nil {
		k.log.Warn("the connection did not close well", "error", err)
	}
	waits(&others, restLimit)
	return k.reason
}

// waits reports whether g is done within limit.
func waits(g *sync.WaitGroup, limit time.Duration) bool {
	done := make(chan struct{})
	go func() {
		g.Wait()
		close(done)
	}()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-done:
		return true
	case <-timer.C:
		return false
	}
}

// stop makes Run return, with the first reason given (nil: as asked).
func (k *Kernel) stop(reason error) {
	k.stopOnce.Do(func() {
		k.reason = reason
		close(k.stopping)
	})
}

// readShell fills the queue; what cannot wait (shutdown) is served here.
func (k *Kernel) readShell(ctx context.Context) {
	k.read(ctx, wire.Shell, func(m *wire.Message) {
		r := newRequest(wire.Shell, m)
		if k.handlers[r.kind()].when == atOnce {
			k.serve(r)
			return
		}
		k.requests.push(r)
	})
}

// serveShell is the shell goroutine: one request after the other.
func (k *Kernel) serveShell(context.Context) {
	for {
		r, ok := k.requests.pop()
		if !ok {
			return
		}
		k.serve(r)
		select {
		case <-r.done:
		case <-k.stopping:
			return
		}
	}
}

// serveControl is the control goroutine.
func (k *Kernel) serveControl(ctx context.Context) {
	k.read(ctx, wire.Control, func(m *wire.Message) { k.serve(newRequest(wire.Control, m)) })
}

func (k *Kernel) readStdin(ctx context.Context) { k.read(ctx, wire.Stdin, k.stdin.reply) }

// read hands each message of a channel to take, until the channel ends; then the kernel does.
func (k *Kernel) read(ctx context.Context, ch wire.Channel, take func(*wire.Message)) {
	for {
		m, err := k.conn.Recv(ctx, ch)
		if err != nil {
			if ctx.Err() != nil || errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) {
				err = nil
			} else {
				err = fmt.Errorf("kernel: reading the %s channel: %w", ch, err)
			}
			k.stop(err)
			return
		}
		take(m)
	}
}

// runEngine makes the engine while the first requests are answered, and is its loop goroutine. A kernel without an
// engine is of no use: when it ends, the kernel does, and the frontend starts another.
func (k *Kernel) runEngine(ctx context.Context) {
	defer func() {
		if x := recover(); x != nil {
			k.log.Error("the loop panicked", "panic", x, "stack", string(debug.Stack()))
			k.stop(fmt.Errorf("kernel: the loop failed: %v", x))
		}
	}()
	e, err := k.newEngine(realm.Config{
		Dir: k.cfg.Dir, Language: k.cfg.Language, Log: k.log, Comm: k.sendComm,
		Stdout: orphan{k, "stdout"}, Stderr: orphan{k, "stderr"},
	})
	k.lang, k.broken = e, err
	close(k.ready)
	if err != nil {
		k.stop(fmt.Errorf("kernel: starting the language: %w", err))
		return
	}
	k.requests.tellWaiting()
	if err := e.Run(ctx); err != nil {
		k.stop(fmt.Errorf("kernel: the loop: %w", err))
		return
	}
	k.stop(nil)
}

// engine returns the engine, waiting until it is made.
func (k *Kernel) engine() (engine, error) {
	select {
	case <-k.ready:
		return k.lang, k.broken
	case <-k.stopping:
		return nil, errors.New("the kernel is shutting down")
	}
}

// started returns the engine if there is one by now.
func (k *Kernel) started() engine {
	select {
	case <-k.ready:
		return k.lang
	default:
		return nil
	}
}

// setWaiting passes on whether a cell waits for the running one.
func (k *Kernel) setWaiting(waiting bool) {
	if e := k.started(); e != nil {
		e.SetWaiting(waiting)
	}
}

// closeEngine makes the loop goroutine end, also if it waits for input.
func (k *Kernel) closeEngine() {
	if e := k.started(); e != nil {
		e.Close()
	}
}

// Interrupt stops the running cell with KeyboardInterrupt: what SIGINT does. It does nothing when no cell runs.
func (k *Kernel) Interrupt() {
	if e := k.started(); e != nil {
		e.Interrupt()
	}
	k.stdin.interrupt()
}
