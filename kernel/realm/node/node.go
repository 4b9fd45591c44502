// Package node holds Node's built-in modules: Go on the standard library underneath, Node's shapes in embedded
// JavaScript on top. It is not a loader (kernel/realm resolves and caches the user's modules) and not the loop: it
// starts nothing but through the [Host] it is given.
//
//	m, ok := node.Lookup("node:events")   // the table of built-in modules
//	exports, err := m.Load(host)          // at the first require, once for each realm
//	node.Install(host)                    // URL, Buffer, setTimeout … as globals that are made at first use
//
// A module is one file below js/, and the natives its file asks for are one Go function:
//
//	js/string_decoder.js  ── require ──>  js/buffer.js  ── internal ──>  bindBuffer (buffer.go)
package node

import (
	"sync"

	"github.com/dop251/goja"

	"loopbook/display/inspect"
	"loopbook/scheduler"
)

// Parameters are the parameters of the function that [Host.Compile] makes of an embedded source: the module's
// exports, its require (which also knows Loopbook's internal modules), its module object, and the Go natives made for it.
const Parameters = "exports, require, module, internal"

// Host is what a module may use of the realm that loads it. One Host belongs to one realm, which keeps it for its
// lifetime and always passes the same pointer: the modules' state hangs on it. Loop goroutine only, inside a
// JavaScript frame.
type Host struct {
	Runtime   *goja.Runtime
	Loop      *scheduler.Loop
	Inspector *inspect.Inspector
	// Require returns the exports of a built-in module that is not in this package's table (the realm's own: process,
	// console, module).
	Require func(id string) (goja.Value, error)
	// Compile returns the function (Parameters) { source } under an internal file name whose frames are cut from the
	// user's stacks; the compiled program is cached by name for the process. The name is "node:events" or
	// "node:internal/errors".
	Compile func(name, source string) (goja.Callable, error)
	// Process is the process object of the realm (nextTick, emitWarning, env …).
	Process *goja.Object
	// Throw reports an exception that has no caller to go to (an EventTarget listener) as Node's uncaughtException.
	Throw func(err error)
	// AsyncIteratorPrototype is %AsyncIteratorPrototype%, which goja lacks; nil: there is none, a plain object serves.
	AsyncIteratorPrototype *goja.Object
	// Stdio is what process.stdin, stdout and stderr stand on.
	Stdio Stdio
	// Dir returns the working directory of the realm. nil: process.cwd() is asked.
	Dir func() string

	// Captured reports whether the output of the program is a cell's: a child cannot inherit it as a descriptor, and gets a
	// process group that ends with the kernel. nil: it is not.
	Captured func() bool
	// Interrupted reports whether JavaScript will be left at its next instruction: what blocks gives up. nil: never.
	Interrupted func() bool

	// SharedMemory passes SharedArrayBuffers to other threads. The zero SharedMemory knows none.
	SharedMemory SharedMemory
	// Threads is what this realm shares with the other threads of its program. nil: there are none yet.
	Threads *Threads

	// Environment is what process.env shows. nil: a worker cannot share it.
	Environment *Environment
	// Worker starts a thread. nil: there are none.
	Worker func(*Thread) Stopper
	// Thread is what this realm runs, if it is a worker's; nil is the main thread's.
	Thread *Thread

	// Calling is the Timeout or Immediate whose callback is running; nil: another kind of code is.
	Calling goja.Value

	// loaded holds the module objects by id, from before their source runs: a circular require sees what is there.
	loaded map[string]*goja.Object
	// pool runs what blocks: files, compression.
	pool  pool
	files files
	// signalWatch is for the signals that the program listens to; nil: none.
	signalWatch *signalWatch
	// workers are the threads that run, guarded by workersMu.
	workers   map[*worker]bool
	workersMu sync.Mutex
	// answered tells other threads that what their messages asked for is done; wasIdle: the parent knows that this one waits.
	answered []func()
	wasIdle  bool
	// bindings are the open message ports.
	bindings map[*binding]bool
	// children are the processes that run.
	children children
	net      network
	http     httpHost
	// resources counts the asynchronous resources (async_hooks).
	resources resources
}

// Module is one built-in module. The same Module serves every realm.
type Module struct {
	ID   string // "events", "timers/promises", "internal/errors"
	file string // the embedded source, below js/
	bind func(*Host, *goja.Object)
}

// Lookup returns the built-in module that a program calls id, with or without "node:" in front. Internal modules
// are not found.
func Lookup(id string) (*Module, bool) { return findBuiltin(id) }

// Load returns the module's exports, running its source when this is the first time for h. The error is the
// exception it threw.
func (m *Module) Load(h *Host) (goja.Value, error) {
	if module, ok := h.loaded[m.ID]; ok {
		return module.Get("exports"), nil
	}
	if h.loaded == nil {
		h.loaded = make(map[string]*goja.Object)
	}
	module := h.Runtime.NewObject()
	exports := h.Runtime.NewObject()
	h.set(module, "exports", exports)
	h.loaded[m.ID] = module
	if err := m.run(h, module, exports); err != nil {
		delete(h.loaded, m.ID)
		return nil, err
	}
	return module.Get("exports"), nil
}

func (m *Module) run(h *Host, module, exports *goja.Object) error {
	source, err := sources.ReadFile("js/" + m.file)
	if err != nil {
		panic("node: no source for module " + m.ID)
	}
	fn, err := h.Compile("node:"+m.ID, string(source))
	if err != nil {
		return err
	}
	natives := h.Runtime.NewObject()
	if m.bind != nil {
		m.bind(h, natives)
	}
	_, err = fn(goja.Undefined(), exports, h.Runtime.ToValue(h.require), module, natives)
	return err
}

// require is what embedded sources call: every module of the table, then the realm's own.
func (h *Host) require(call goja.FunctionCall) goja.Value {
	id := trimScheme(call.Argument(0).String())
	exports, err := h.exports(id)
	if err != nil {
		panic(err)
	}
	return exports
}

func (h *Host) exports(id string) (goja.Value, error) {
	if m, ok := modules[id]; ok {
		return m.Load(h)
	}
	return h.Require(id)
}

// export returns one property of a module's exports; a module of ours that lacks it is our bug.
func (h *Host) export(id, name string) goja.Value {
	exports, err := h.exports(id)
	if err != nil {
		panic(err)
	}
	v := exports.(*goja.Object).Get(name)
	if v == nil {
		panic("node: module " + id + " has no " + name)
	}
	return v
}

func (h *Host) set(o *goja.Object, name string, value any) {
	if err := o.Set(name, value); err != nil {
		panic(err)
	}
}

// function defines one native of a module.
func (h *Host) function(o *goja.Object, name string, fn func(goja.FunctionCall) goja.Value) {
	h.set(o, name, fn)
}
