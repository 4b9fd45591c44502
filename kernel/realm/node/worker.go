package node

import (
	"io"
	"sync"
	"time"

	"github.com/dop251/goja"

	"loopbook/scheduler"
)

// HOW a worker lives
//
// A Worker is a realm of its own, on a goroutine of its own; Host.Worker makes it. What the two threads share is a channel for
// the program's messages (message.go) and this file's mailbox, in which the worker leaves what its parent must know, in
// order: that it runs, what it writes, the error that ended it, that it ended. The parent's handle is signalled, and looks into
// the mailbox in its turn of the walk.
//
//	parent                                   worker
//	new Worker ── Host.Worker ─────────────> realm.New, RunProgram
//	worker.on('message') <── channel ──────> parentPort
//	'online', stdout, 'error', 'exit' <───── mailbox

// Threads is what the main realm and its workers share. Any goroutine. The zero Threads is ready.
type Threads struct {
	mu     sync.Mutex
	last   int // the newest thread id; the main thread's is 0
	groups map[string]*broadcast
}

func (t *Threads) newID() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.last++
	return t.last
}

// threads returns the shared state, making it when the main realm asks first.
func (h *Host) threads() *Threads {
	if h.Threads == nil {
		h.Threads = new(Threads)
	}
	return h.Threads
}

// Thread is a worker as the realm that runs it knows it: what to run, and where to report. Fields without a note are for its
// goroutine, from the start on; they are not changed.
type Thread struct {
	ID      int
	Name    string
	Threads *Threads
	// File is the main module; if it is "", Source is, an ES module if Module is set.
	File, Source string
	Module       bool
	Args         []string // of process.argv, from the third on
	ExecArgs     []string
	// Env is process.env; ShareEnv has it be the parent's.
	Env      *Environment
	ShareEnv bool
	// Stdin is what process.stdin reads.
	Stdin io.Reader

	limits      []float64
	port        *portEnd
	data        *packet
	environment *packet // of getEnvironmentData
	box         *mailbox
}

// Stopper ends a thread: at once, past every catch, but after what it is writing. Any goroutine; more than once.
type Stopper interface {
	Stop()
	// Wait returns when the thread has ended, or does not end.
	Wait()
	// Utilization is that of the thread's loop.
	Utilization() (idle, total time.Duration)
}

// mailbox is what a worker tells its parent.
type mailbox struct {
	mu     sync.Mutex
	notes  []note
	handle *scheduler.Handle // the parent's
}

// note is one thing told: "online", "stdout", "stderr", "idle", "error" or "exit".
type note struct {
	kind   string
	bytes  []byte  // of output
	packet *packet // of an error
	code   int     // of the end
}

func (m *mailbox) put(n note) {
	m.mu.Lock()
	m.notes = append(m.notes, n)
	m.mu.Unlock()
	m.handle.Signal()
}

func (m *mailbox) take() []note {
	m.mu.Lock()
	defer m.mu.Unlock()
	notes := m.notes
	m.notes = nil
	return notes
}

// Online tells the parent that the thread begins to run the program.
func (t *Thread) Online() { t.box.put(note{kind: "online"}) }

// Write tells the parent what the thread writes: name is "stdout" or "stderr".
func (t *Thread) Write(name string, b []byte) {
	t.box.put(note{kind: name, bytes: append([]byte(nil), b...)})
}

// Exit tells the parent that the thread has ended; nothing is told after it.
func (t *Thread) Exit(code int) { t.box.put(note{kind: "exit", code: code}) }

// Failed tells the parent of the uncaught error that ends the thread. Inside a JavaScript frame of the thread's realm.
func (t *Thread) Failed(h *Host, v goja.Value) {
	serialize := h.callable(h.export("internal/worker", "serializeError"))
	result, err := serialize(goja.Undefined(), v)
	if err != nil {
		return
	}
	t.box.put(note{kind: "error", packet: result.Export().(*packet)})
}

// worker is a thread as its parent knows it.
type worker struct {
	h       *Host
	stopper Stopper
	handle  *scheduler.Handle
	box     *mailbox
	onNote  goja.Callable // (kind, value)
	stdin   *io.PipeWriter
	cell    *scheduler.Cell // that started it
	port    *portEnd        // our end of the channel to it
}

// StopWorkers ends the threads that a cell has started, or all if cell is nil, without waiting for them. Any goroutine.
func (h *Host) StopWorkers(cell *scheduler.Cell) {
	for _, w := range h.runningWorkers() {
		if cell == nil || w.cell == cell {
			w.stopper.Stop()
		}
	}
}

func (h *Host) runningWorkers() (all []*worker) {
	h.workersMu.Lock()
	defer h.workersMu.Unlock()
	for w := range h.workers {
		all = append(all, w)
	}
	return all
}

// Leave ends what belongs to a realm whose loop has ended: its threads, the message ports that others still listen to, its
// sockets and servers.
// On the goroutine that ran the loop.
func (h *Host) Leave() {
	h.StopWorkers(nil)
	for _, w := range h.runningWorkers() {
		w.stopper.Wait()
	}
	h.closePorts()
	h.net.end()
	if h.signalWatch != nil {
		h.signalWatch.end()
	}
}

// look is the turn of the worker in the walk.
func (w *worker) look() {
	notes := w.box.take()
	for i, n := range notes {
		switch n.kind {
		case "idle":
			w.handle.Wait()
			continue
		case "exit":
			if w.port.waiting() { // what the worker said last is heard first, each message in its own scope
				w.box.put(n)
				return
			}
			w.forget()
		}
		ok := w.handle.Scope(func() error {
			_, err := w.onNote(goja.Undefined(), w.h.Runtime.ToValue(n.kind), w.value(n))
			return err
		})
		if n.kind == "exit" {
			w.handle.Close(nil)
			return
		}
		if !ok {
			w.box.mu.Lock()
			w.box.notes = append(notes[i+1:len(notes):len(notes)], w.box.notes...)
			w.box.mu.Unlock()
			w.handle.Signal()
			return
		}
	}
}

func (w *worker) value(n note) goja.Value {
	switch n.kind {
	case "stdout", "stderr":
		return w.h.arrayBuffer(n.bytes)
	case "error":
		return w.h.Runtime.ToValue(n.packet)
	case "exit":
		return w.h.Runtime.ToValue(n.code)
	}
	return goja.Undefined()
}

func (w *worker) forget() {
	w.h.workersMu.Lock()
	delete(w.h.workers, w)
	w.h.workersMu.Unlock()
	if w.stdin != nil {
		_ = w.stdin.Close()
	}
}

// bindWorker gives js/internal/worker.js the threads.
func bindWorker(h *Host, natives *goja.Object) {
	bindMessaging(h, natives)
	h.function(natives, "startWorker", h.startWorker)
	of := func(call goja.FunctionCall) *worker { return call.Argument(0).Export().(*worker) }
	for name, act := range map[string]func(*worker){
		"terminate": func(w *worker) { w.stopper.Stop() },
		"refWorker": func(w *worker) { w.handle.Ref() }, "unrefWorker": func(w *worker) { w.handle.Unref() },
		"endInput": func(w *worker) {
			if w.stdin != nil {
				_ = w.stdin.Close()
			}
		},
	} {
		h.function(natives, name, func(call goja.FunctionCall) goja.Value {
			act(of(call))
			return goja.Undefined()
		})
	}
	h.function(natives, "utilization", func(call goja.FunctionCall) goja.Value {
		return h.utilization(of(call).stopper.Utilization())
	})
	// input(worker, view, done()) feeds the worker's process.stdin.
	h.function(natives, "input", func(call goja.FunctionCall) goja.Value {
		w, b, done := of(call), append([]byte(nil), h.bytesOf(call.Argument(1))...), h.callable(call.Argument(2))
		go func() {
			_, _ = w.stdin.Write(b) // a worker that has ended reads nothing
			w.handle.Post(func() error {
				_, err := done(goja.Undefined())
				return err
			})
		}()
		return goja.Undefined()
	})
	if t := h.Thread; t != nil {
		h.set(natives, "thread", h.threadObject(t))
	}
}

// threadObject is what the program of a worker may know of it.
func (h *Host) threadObject(t *Thread) *goja.Object {
	o := h.Runtime.NewObject()
	h.set(o, "id", t.ID)
	h.set(o, "name", t.Name)
	h.set(o, "port", h.Runtime.ToValue(t.port))
	h.set(o, "data", h.Runtime.ToValue(t.data))
	h.set(o, "environment", h.Runtime.ToValue(t.environment))
	limits := make([]any, len(t.limits))
	for i, l := range t.limits {
		limits[i] = l
	}
	h.set(o, "limits", h.Runtime.NewArray(limits...))
	return o
}

// startWorker implements startWorker(options, data, environment data, onNote): {id, worker, port}.
func (h *Host) startWorker(call goja.FunctionCall) goja.Value {
	o := call.Argument(0).(*goja.Object)
	ours, theirs := newPair()
	w := &worker{h: h, handle: h.Loop.NewWork(), onNote: h.callable(call.Argument(3)), cell: h.Loop.Context().Cell, port: ours}
	w.box = &mailbox{handle: w.handle}
	w.handle.OnSignal(w.look)
	t := &Thread{
		ID: h.threads().newID(), Name: o.Get("name").String(), Threads: h.threads(),
		File: o.Get("file").String(), Source: o.Get("source").String(), Module: o.Get("module").ToBoolean(),
		Args: h.texts(o.Get("argv")), ExecArgs: h.texts(o.Get("execArgv")), ShareEnv: o.Get("shareEnv").ToBoolean(),
		port: theirs, data: call.Argument(1).Export().(*packet), environment: call.Argument(2).Export().(*packet), box: w.box,
	}
	for _, v := range h.elements(o.Get("limits")) {
		t.limits = append(t.limits, v.ToFloat())
	}
	t.Env = h.Environment
	if !t.ShareEnv {
		t.Env = NewEnvironment(h.texts(o.Get("env")))
	}
	t.Stdin = emptyReader{}
	if o.Get("stdin").ToBoolean() {
		r, writer := io.Pipe()
		t.Stdin, w.stdin = r, writer
	}
	h.workersMu.Lock()
	if h.workers == nil {
		h.workers = map[*worker]bool{}
	}
	w.stopper = h.Worker(t)
	h.workers[w] = true
	h.workersMu.Unlock()
	result := h.Runtime.NewObject()
	h.set(result, "id", t.ID)
	h.set(result, "worker", h.Runtime.ToValue(w))
	h.set(result, "port", h.Runtime.ToValue(ours))
	return result
}

// emptyReader is a standard input that has ended.
type emptyReader struct{}

func (emptyReader) Read([]byte) (int, error) { return 0, io.EOF }
