package realm

import (
	"context"
	"sync"
	"time"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/es"
	"loopbook/kernel/realm/node"
)

// installThreads tells package node how threads are made here, and what this one is.
func (r *Realm) installThreads() error {
	h := r.host
	h.Environment, h.Worker = r.environment, r.startWorker
	h.SharedMemory.Of = func(v goja.Value) (any, bool) {
		if r.shared.Of == nil {
			return nil, false
		}
		return r.shared.Of(v)
	}
	h.SharedMemory.Object = func(memory any) *goja.Object { return r.shared.Object(memory.(*es.Memory)) }
	h.InstallProcess()
	if t := r.cfg.thread; t != nil {
		h.Thread, h.Threads = t, t.Threads
		h.Stdio.In = t.Stdin
		r.loop.BeforeSleep = h.Idle
	}
	return nil
}

// thread is a realm that runs a worker's program on a goroutine of its own. It implements [node.Stopper].
type thread struct {
	*node.Thread
	ended chan struct{}

	mu      sync.Mutex
	realm   *Realm // nil before it is made
	stopped bool
}

// startWorker implements node.Host.Worker.
func (r *Realm) startWorker(t *node.Thread) node.Stopper {
	cfg := r.cfg
	cfg.thread, cfg.Comm, cfg.ExecArgv = t, nil, t.ExecArgs
	cfg.Stdout, cfg.Stderr = threadOutput{t, "stdout"}, threadOutput{t, "stderr"}
	captured := r.host.Captured()
	w := &thread{Thread: t, ended: make(chan struct{})}
	go func() {
		defer close(w.ended)
		t.Exit(w.run(cfg, captured))
	}()
	return w
}

// run runs the program to its end and returns the exit code.
func (w *thread) run(cfg Config, captured bool) (code int) {
	r, err := New(cfg)
	if err != nil {
		cfg.Stderr.Write([]byte("loopbook: a worker: " + err.Error() + "\n"))
		return 1
	}
	r.host.Captured = func() bool { return captured }
	if w.enter(r) {
		code = r.RunProgram(context.Background(), w.program())
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.stopped {
		return 1
	}
	return code
}

// enter notes the realm that Stop is to stop; false if it was called before.
func (w *thread) enter(r *Realm) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.realm = r
	return !w.stopped
}

// program is what the worker was made for.
func (w *thread) program() Program {
	p := Program{File: w.File, Source: w.Source, Module: w.Module, Args: w.Args}
	if p.File == "" {
		p.Name = "[worker eval]"
		p.Args = append([]string{p.Name}, p.Args...)
	}
	return p
}

// Stop implements [node.Stopper].
func (w *thread) Stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.stopped = true
	if w.realm != nil {
		w.realm.Close()
	}
}

// threadPatience is how long the end of a realm waits for one of its threads: one that is deep in native code does not
// hear that it is stopped.
const threadPatience = time.Second

// Wait implements [node.Stopper].
func (w *thread) Wait() {
	select {
	case <-w.ended:
	case <-time.After(threadPatience):
	}
}

// Utilization implements [node.Stopper].
func (w *thread) Utilization() (idle, total time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.realm == nil {
		return 0, 0
	}
	return w.realm.loop.Utilization()
}

// threadOutput is the standard output of a thread: its parent writes it.
type threadOutput struct {
	thread *node.Thread
	name   string
}

// Write implements [io.Writer].
func (o threadOutput) Write(b []byte) (int, error) {
	o.thread.Write(o.name, b)
	return len(b), nil
}
