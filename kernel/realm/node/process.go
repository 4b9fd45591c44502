package node

import (
	"os"
	ossignal "os/signal"
	"runtime"
	"slices"
	"sync"
	"syscall"

	"github.com/dop251/goja"

	"loopbook/scheduler"
)

// processFunction is a method of process that js/internal/process.js implements, with the length Node's has.
type processFunction struct {
	name   string
	length int
}

// processFunctions are the methods of process beside those that the realm makes itself (nextTick, exit …), in Node's order.
var processFunctions = []processFunction{
	{"_rawDebug", 0}, {"binding", 1}, {"_linkedBinding", 1}, {"dlopen", 0}, {"_getActiveRequests", 0}, {"_getActiveHandles", 0},
	{"getActiveResourcesInfo", 0}, {"reallyExit", 0}, {"_kill", 0}, {"loadEnvFile", 0}, {"cpuUsage", 1}, {"threadCpuUsage", 1},
	{"resourceUsage", 0}, {"memoryUsage", 0}, {"constrainedMemory", 0}, {"availableMemory", 0}, {"kill", 2}, {"execve", 1},
	{"ref", 1}, {"unref", 1}, {"openStdin", 0}, {"getuid", 0}, {"geteuid", 0}, {"getgid", 0}, {"getegid", 0}, {"getgroups", 0},
	{"emitWarning", 4}, {"setSourceMapsEnabled", 1}, {"getBuiltinModule", 1}, {"_debugProcess", 0}, {"_debugEnd", 0},
	{"_startProfilerIdleNotifier", 0}, {"_stopProfilerIdleNotifier", 0}, {"abort", 0}, {"umask", 1}, {"initgroups", 2},
	{"setgroups", 1}, {"setegid", 1}, {"seteuid", 1}, {"setgid", 1}, {"setuid", 1},
}

// InstallProcess gives the process object what js/internal/process.js implements, which is loaded when a program first
// asks for any of it. To be called once, after the realm has made process.
func (h *Host) InstallProcess() {
	for _, f := range processFunctions {
		h.set(h.Process, f.name, h.native(f.name, f.length, func(call goja.FunctionCall) goja.Value {
			fn := h.callable(h.export("internal/process", f.name))
			v, err := fn(call.This, call.Arguments...)
			if err != nil {
				panic(err)
			}
			return v
		}))
	}
	rss := h.native("rss", 0, func(goja.FunctionCall) goja.Value { return h.Runtime.ToValue(residentMemory()) })
	h.set(h.Process.Get("memoryUsage").(*goja.Object), "rss", rss)
	for _, name := range []string{"finalization", "allowedNodeEnvironmentFlags", "report", "features", "config", "moduleLoadList"} {
		value := h.once(func() goja.Value { return h.export("internal/process", name) })
		get := h.native("get", 0, func(goja.FunctionCall) goja.Value { return value() })
		if err := h.Process.DefineAccessorProperty(name, get, nil, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
			panic(err)
		}
	}
	off := h.native("get", 0, func(goja.FunctionCall) goja.Value { return h.Runtime.ToValue(false) })
	if err := h.Process.DefineAccessorProperty("sourceMapsEnabled", off, nil, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
		panic(err)
	}
	for name, value := range map[string]any{"debugPort": 9229, "domain": nil, "_preload_modules": h.Runtime.NewArray()} {
		h.set(h.Process, name, value)
	}
}

// ProcessListens is called when process has become an EventEmitter: from now on its listeners for signals count.
func (h *Host) ProcessListens() {
	if _, err := h.callable(h.export("internal/process", "watchSignals"))(goja.Undefined()); err != nil {
		panic(err)
	}
}

// PrintWarning writes a warning as Node's default listener for 'warning' does. The error is an exception.
func (h *Host) PrintWarning(warning goja.Value) error {
	_, err := h.callable(h.export("internal/process", "onWarning"))(goja.Undefined(), warning)
	return err
}

// signalWatch hands signals of the operating system to the program.
type signalWatch struct {
	incoming chan os.Signal
	handle   *scheduler.Handle
	onSignal goja.Callable // (name, number)

	mu      sync.Mutex
	watched []os.Signal
	asleep  map[syscall.Signal]sigaction // what Go does with signals that have their default action
}

// DefaultSignals lets signals that nobody listens to end the process, as they end Node's. For the program of a process of its
// own, at its start.
func (h *Host) DefaultSignals() {
	h.signalWatch = &signalWatch{incoming: make(chan os.Signal, 16), asleep: map[syscall.Signal]sigaction{}}
	for _, sig := range mortal {
		h.signalWatch.rest(sig)
	}
}

// rest gives a signal its default action.
func (w *signalWatch) rest(sig syscall.Signal) {
	if !slices.Contains(mortal, sig) || w.asleep == nil {
		return
	}
	if action, ok := defaultAction(sig); ok {
		w.asleep[sig] = action
	}
}

// rouse gives it back what Go does with it.
func (w *signalWatch) rouse(sig syscall.Signal) {
	if action, ok := w.asleep[sig]; ok {
		delete(w.asleep, sig)
		restoreAction(sig, action)
	}
}

// watch begins to hand over sig instead of letting it end the process.
func (w *signalWatch) watch(sig syscall.Signal) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.watched = append(w.watched, sig)
	w.rouse(sig)
	ossignal.Notify(w.incoming, sig)
}

// leave lets sig do again what it does to a process without listeners.
func (w *signalWatch) leave(sig syscall.Signal) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.watched = slices.DeleteFunc(w.watched, func(s os.Signal) bool { return s == sig })
	ossignal.Stop(w.incoming)
	if len(w.watched) > 0 {
		ossignal.Notify(w.incoming, w.watched...)
	}
	w.rest(sig)
}

// serve posts the signals that arrive, until the channel is closed.
func (w *signalWatch) serve(h *Host) {
	for sig := range w.incoming {
		number := sig.(syscall.Signal)
		w.handle.Post(func() error {
			_, err := w.onSignal(goja.Undefined(), h.Runtime.ToValue(signalName(number)), h.Runtime.ToValue(int(number)))
			return err
		})
	}
}

// end stops all watching.
func (w *signalWatch) end() {
	ossignal.Stop(w.incoming)
	close(w.incoming)
}

// signalName is Node's name of a signal.
func signalName(sig syscall.Signal) string {
	for _, s := range signals {
		if s.number == sig {
			return s.name
		}
	}
	return "SIGUNKNOWN"
}

// openSignals makes the watch when it is first needed.
func (h *Host) openSignals(onSignal goja.Callable) *signalWatch {
	if h.signalWatch == nil {
		h.signalWatch = &signalWatch{incoming: make(chan os.Signal, 16)}
	}
	w := h.signalWatch
	if w.handle == nil {
		w.handle, w.onSignal = h.Loop.NewHandle(), onSignal
		w.handle.Unref()
		go w.serve(h)
	}
	return w
}

// bindProcess gives js/internal/process.js what the system knows.
func bindProcess(h *Host, natives *goja.Object) {
	h.set(natives, "isMainThread", h.Thread == nil)
	h.function(natives, "captured", func(goja.FunctionCall) goja.Value { return h.Runtime.ToValue(h.captured()) })
	// watchSignal(number, onSignal(name, number))
	h.function(natives, "watchSignal", func(call goja.FunctionCall) goja.Value {
		h.openSignals(h.callable(call.Argument(1))).watch(syscall.Signal(integer(call.Argument(0))))
		return goja.Undefined()
	})
	h.function(natives, "leaveSignal", func(call goja.FunctionCall) goja.Value {
		if h.signalWatch != nil {
			h.signalWatch.leave(syscall.Signal(integer(call.Argument(0))))
		}
		return goja.Undefined()
	})
	h.function(natives, "kill", func(call goja.FunctionCall) goja.Value {
		return h.errno(killProcess(integer(call.Argument(0)), syscall.Signal(integer(call.Argument(1)))))
	})
	h.function(natives, "umask", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(umask(integer(call.Argument(0))))
	})
	h.bindUsage(natives)
	h.bindIdentity(natives)
	// resources() returns the names of what holds the loop.
	h.function(natives, "resources", func(goja.FunctionCall) goja.Value {
		timers, immediates := h.Loop.Waiting()
		return h.Runtime.NewArray(timers, immediates, len(h.children.list()))
	})
	h.function(natives, "loaded", func(goja.FunctionCall) goja.Value {
		var list []any
		for id := range h.loaded {
			list = append(list, "NativeModule "+id)
		}
		return h.Runtime.NewArray(list...)
	})
	h.function(natives, "abort", func(goja.FunctionCall) goja.Value {
		abort()
		return goja.Undefined()
	})
	h.function(natives, "reallyExit", func(call goja.FunctionCall) goja.Value {
		os.Exit(integer(call.Argument(0)))
		return goja.Undefined()
	})
	// execve(file, args, env) returns only if it failed.
	h.function(natives, "execve", func(call goja.FunctionCall) goja.Value {
		return h.errno(syscall.Exec(call.Argument(0).String(), h.texts(call.Argument(1)), h.texts(call.Argument(2))))
	})
	h.function(natives, "writeError", func(call goja.FunctionCall) goja.Value {
		_, _ = os.Stderr.WriteString(call.Argument(0).String())
		return goja.Undefined()
	})
}

// bindUsage tells what the process uses, and whose it is.
func (h *Host) bindUsage(natives *goja.Object) {
	// usage() returns the numbers of getrusage in Node's order: times in microseconds, memory in kilobytes.
	h.function(natives, "usage", func(goja.FunctionCall) goja.Value {
		var list []any
		for _, n := range resourceUsage() {
			list = append(list, n)
		}
		return h.Runtime.NewArray(list...)
	})
	// memory() returns [resident, heap reserved, heap used, free, limit].
	h.function(natives, "memory", func(goja.FunctionCall) goja.Value {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		free, total := memory()
		return h.Runtime.NewArray(residentMemory(), m.HeapSys, m.HeapAlloc, free, total)
	})
	h.function(natives, "ids", func(goja.FunctionCall) goja.Value {
		return h.Runtime.NewArray(os.Getuid(), os.Geteuid(), os.Getgid(), os.Getegid())
	})
	h.function(natives, "groups", func(goja.FunctionCall) goja.Value {
		groups, _ := os.Getgroups()
		if egid := os.Getegid(); !slices.Contains(groups, egid) {
			groups = append(groups, egid)
		}
		list := make([]any, len(groups))
		for i, g := range groups {
			list[i] = g
		}
		return h.Runtime.NewArray(list...)
	})
}

// errno is 0 or a negative number.
func (h *Host) errno(err error) goja.Value {
	if err == nil {
		return h.Runtime.ToValue(0)
	}
	return h.Runtime.ToValue(errnoOf(err))
}
