package node

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/dop251/goja"

	"loopbook/display/inspect"
	"loopbook/scheduler"
)

// world is the least realm that the modules can be measured in: one goja runtime on a loop, with goja's job queue
// taken over, so that ticks, microtasks and timers come in Node's order. Everything runs inside one outermost frame.
type world struct {
	t    testing.TB
	rt   *goja.Runtime
	loop *scheduler.Loop
	jobs *[]func()
	host *Host
	out  bytes.Buffer

	rejected []*goja.Promise
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, rt: goja.New()}
	field := reflect.ValueOf(w.rt).Elem().FieldByName("jobQueue")
	w.jobs = (*[]func())(unsafe.Pointer(field.UnsafeAddr()))
	w.loop = scheduler.New(w)
	w.rt.SetTimeSource(w.loop.Time)
	w.rt.SetAsyncContextTracker(w)
	w.rt.SetPromiseRejectionTracker(w.track)
	return w
}

// run runs a program to its natural end and returns what it printed.
func (w *world) run(name, source string) string {
	w.t.Helper()
	enter, err := goja.AssertFunction(w.rt.ToValue(func(goja.FunctionCall) goja.Value { return nil }))
	_ = enter
	trampoline, _ := w.rt.RunString("(function (f) { f() })")
	call, _ := goja.AssertFunction(trampoline)
	if !err {
		w.t.Fatal("no function")
	}
	_, failure := call(goja.Undefined(), w.rt.ToValue(func(goja.FunctionCall) goja.Value {
		w.main(name, source)
		return goja.Undefined()
	}))
	if failure != nil {
		w.t.Fatalf("%s: %v", name, failure)
	}
	return w.out.String()
}

func (w *world) main(name, source string) {
	w.populate()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	w.loop.BeforeExit = func() error { return w.emit("beforeExit") }
	w.loop.OnExit = func() error { return w.emit("exit") }
	w.loop.Scope(func() error {
		program, err := goja.Compile(name, "(function (require, module, exports) {"+source+"\n})", false)
		if err != nil {
			return err
		}
		fn, err := w.rt.RunProgram(program)
		if err != nil {
			return err
		}
		body, _ := goja.AssertFunction(fn)
		module := w.rt.NewObject()
		_, err = body(module, w.rt.ToValue(w.require), module, module)
		return err
	})
	if err := w.loop.Run(ctx); err != nil {
		fmt.Fprintf(&w.out, "Uncaught %v\n", err)
	}
}

func (w *world) require(call goja.FunctionCall) goja.Value {
	id := call.Argument(0).String()
	m, ok := Lookup(id)
	if !ok {
		panic(w.rt.NewTypeError("Cannot find module '" + id + "'"))
	}
	exports, err := m.Load(w.host)
	if err != nil {
		panic(err)
	}
	return exports
}

func (w *world) compile(name, source string) (goja.Callable, error) {
	program, err := goja.Compile(name, "(function ("+Parameters+") {"+source+"\n})", true)
	if err != nil {
		return nil, err
	}
	v, err := w.rt.RunProgram(program)
	if err != nil {
		return nil, err
	}
	fn, _ := goja.AssertFunction(v)
	return fn, nil
}

// prelude is what a realm gives beyond this package.
const prelude = `
	for (const name of ['asyncIterator', 'dispose', 'asyncDispose']) {
		if (!Symbol[name]) Object.defineProperty(Symbol, name, { value: Symbol('Symbol.' + name) });
	}
	globalThis.global = globalThis;
	Object.assign(process, { env: {}, argv: [], execArgv: [], platform: 'linux', pid: 1, version: 'v24.0.0', versions: { node: '24.0.0' } });
	process.cwd = () => '/';
	process.stdout = { isTTY: false, write(s) { print(String(s).replace(/\n$/, '')); } };
	globalThis.queueMicrotask = (f) => { enqueue(() => f()); };
	const EventEmitter = require('events');
	Object.setPrototypeOf(process, EventEmitter.prototype);
	EventEmitter.call(process);
	process.emitWarning = (warning, type, code) => {
		let name = type, detail;
		if (type !== null && typeof type === 'object') { code = type.code; detail = type.detail; name = type.type; }
		if (typeof code === 'function') code = undefined;
		if (typeof warning === 'string') {
			const e = new Error(warning);
			e.name = name || 'Warning';
			if (code !== undefined) e.code = code;
			if (detail !== undefined) e.detail = detail;
			warning = e;
		}
		process.nextTick(() => process.emit('warning', warning));
	};
	const { format } = require('util');
	globalThis.console = { log: (...args) => print(format(...args)) };
`

func (w *world) populate() {
	process := w.rt.NewObject()
	w.host = &Host{
		Runtime: w.rt, Loop: w.loop, Inspector: inspect.New(w.rt), Compile: w.compile, Process: process,
		Require: func(id string) (goja.Value, error) { return nil, fmt.Errorf("no module %s", id) },
		Throw:   func(err error) { w.loop.Throw(err) },
	}
	must := func(err error) {
		if err != nil {
			w.t.Fatal(err)
		}
	}
	must(w.rt.Set("process", process))
	must(process.Set("nextTick", w.nextTick))
	must(w.rt.Set("print", func(s string) { w.out.WriteString(s + "\n") }))
	must(w.rt.Set("stop", func() { w.loop.Stop() }))
	must(w.rt.Set("enqueue", func(call goja.FunctionCall) goja.Value {
		fn, _ := goja.AssertFunction(call.Argument(0))
		ctx := w.loop.Context()
		*w.jobs = append(*w.jobs, func() {
			w.loop.SetContext(ctx)
			if _, err := fn(goja.Undefined()); err != nil {
				w.loop.Throw(err)
			}
		})
		return goja.Undefined()
	}))
	v, err := w.rt.RunString("(function (require) {" + prelude + "})")
	must(err)
	fn, _ := goja.AssertFunction(v)
	_, err = fn(goja.Undefined(), w.rt.ToValue(w.require))
	must(err)
	Install(w.host, w.rt.GlobalObject())
}

func (w *world) nextTick(call goja.FunctionCall) goja.Value {
	fn, ok := goja.AssertFunction(call.Argument(0))
	if !ok {
		panic(w.rt.NewTypeError("nextTick: not a function"))
	}
	args := append([]goja.Value(nil), call.Arguments[1:]...)
	w.loop.NextTick(func() error {
		_, err := fn(goja.Undefined(), args...)
		return err
	})
	return goja.Undefined()
}

func (w *world) emit(event string, args ...goja.Value) error {
	emit, _ := goja.AssertFunction(w.host.Process.Get("emit"))
	_, err := emit(w.host.Process, append([]goja.Value{w.rt.ToValue(event)}, args...)...)
	return err
}

func (w *world) listens(event string) bool {
	count, _ := goja.AssertFunction(w.host.Process.Get("listenerCount"))
	v, err := count(w.host.Process, w.rt.ToValue(event))
	return err == nil && v.ToInteger() > 0
}

// RunMicrotasks, ProcessRejections and Uncaught make a world the engine of its loop.
func (w *world) RunMicrotasks() error {
	for len(*w.jobs) > 0 {
		job := (*w.jobs)[0]
		*w.jobs = (*w.jobs)[1:]
		job()
	}
	return nil
}

func (w *world) track(p *goja.Promise, op goja.PromiseRejectionOperation) {
	if op == goja.PromiseRejectionReject {
		w.rejected = append(w.rejected, p)
		w.loop.NoteRejection()
		return
	}
	for i, q := range w.rejected {
		if q == p {
			w.rejected = append(w.rejected[:i:i], w.rejected[i+1:]...)
			return
		}
	}
}

func (w *world) ProcessRejections() bool {
	batch := w.rejected
	w.rejected = nil
	for _, p := range batch {
		if w.listens("unhandledRejection") {
			if err := w.emit("unhandledRejection", p.Result()); err != nil {
				w.loop.ThrowOut(err)
			}
			continue
		}
		w.loop.Throw(rejection{p.Result()})
	}
	return len(batch) > 0
}

type rejection struct{ reason goja.Value }

func (r rejection) Error() string { return "(in promise) " + r.reason.String() }

func (w *world) Uncaught(err error) bool {
	if !w.listens("uncaughtException") {
		return false
	}
	value := w.rt.ToValue(err.Error())
	switch x := err.(type) {
	case *goja.Exception:
		value = x.Value()
	case rejection:
		value = x.reason
	}
	return w.emit("uncaughtException", value) == nil
}

// Grab, Resumed and Exited carry the context through promise reactions.
func (w *world) Grab() any { return w.loop.Context() }

func (w *world) Resumed(ctx any) { w.loop.SetContext(ctx.(*scheduler.Context)) }

func (w *world) Exited() {}

func readFile(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		var a, b string
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			return fmt.Sprintf("line %d:\n got  %s\n want %s", i+1, a, b)
		}
	}
	return "none"
}
