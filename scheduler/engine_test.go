package scheduler

import (
	"errors"
	"strings"
	"time"
)

// world is the fake engine: its own microtask queue, promises, rejections in throw mode, process events, and the
// globals of the programs in testdata. It runs on any host: the Loop, or the direct transcription of the rules.
type world struct {
	host      host
	micro     []Task
	lines     []string
	listeners map[string][]*function
	capture   *function
	pending   []*promise // rejections without a handler
	late      []*promise // handled after they were reported
	origin    string
	code      value
	exiting   bool
	start     time.Time
	stamps    bool // lines carry the time
}

// host is what a world needs of a loop.
type host interface {
	NextTick(Task)
	Timer(t Task, ms float64, repeat bool) waiting
	Immediate(Task) waiting
	Pending() func(Task)
	Handle() port
	Throw(error) bool
	ThrowOut(error) bool
	NoteRejection()
	RunBetween() error
	Exit()
	Run(before, exit Task, main Task) error
}

// waiting is a timer or an immediate.
type waiting interface {
	Clear()
	Refresh()
	Ref()
	Unref()
	HasRef() bool
	Property(name string) value
}

type port interface {
	Post(Task)
	Ref()
	Unref()
	Close(Task)
}

// maxLines ends a random program that goes on for ever, as testdata/prelude.js does.
const maxLines = 500

var errExit = errors.New("process.exit")

func newWorld(h func(*world) host) *world {
	w := &world{listeners: map[string][]*function{}, origin: "uncaughtException", start: time.Now()}
	w.host = h(w)
	return w
}

// run runs a program to its end and returns what it logged.
func (w *world) run(src string) string {
	program := parse(src)
	before := func() error { _, err := w.emit("beforeExit", 0.0); return err }
	exit := func() error {
		w.exiting = true
		_, err := w.emit("exit", w.exitCode())
		return err
	}
	w.host.Run(before, exit, func() error { return program(w.globals()) })
	return strings.Join(w.lines, "")
}

func (w *world) exitCode() value {
	if w.code == nil {
		return 0.0
	}
	return w.code
}

func (w *world) log(args []value) (value, error) {
	parts := make([]string, len(args))
	for i, a := range args {
		parts[i] = show(a)
	}
	line := strings.Join(parts, " ")
	if w.stamps {
		line += "\t" + time.Since(w.start).String()
	}
	w.lines = append(w.lines, line+"\n")
	if len(w.lines) > maxLines {
		return nil, errExit
	}
	return nil, nil
}

// RunMicrotasks, ProcessRejections and Uncaught are the Engine.

func (w *world) RunMicrotasks() error {
	for len(w.micro) > 0 {
		job := w.micro[0]
		w.micro = w.micro[1:]
		err := job()
		if err == errExit {
			return err
		}
		if err != nil && !w.host.Throw(err) {
			return nil
		}
	}
	return nil
}

func (w *world) ProcessRejections() (again bool) {
	again = len(w.late) > 0
	for len(w.late) > 0 {
		p := w.late[0]
		w.late = w.late[1:]
		if _, err := w.emit("rejectionHandled", p); err != nil {
			w.host.ThrowOut(err)
			return false
		}
	}
	batch := w.pending
	w.pending = nil
	for _, p := range batch {
		p.reported = true
		if !w.report(p) {
			return false
		}
	}
	return again || len(batch) > 0 || len(w.pending) > 0
}

// report reports one rejection in throw mode, and whether the batch goes on.
func (w *world) report(p *promise) bool {
	heard, err := w.emit("unhandledRejection", p.v, p.object())
	if err != nil {
		w.host.ThrowOut(err)
		return false
	}
	if heard {
		return true
	}
	w.origin = "unhandledRejection"
	defer func() { w.origin = "uncaughtException" }()
	return w.host.Throw(thrown{p.v})
}

func (w *world) Uncaught(err error) (handled bool) {
	t, ok := err.(thrown)
	if !ok {
		return false // process.exit
	}
	w.emit("uncaughtExceptionMonitor", t.v, w.origin)
	if w.capture != nil {
		_, err := w.capture.call([]value{t.v})
		return err == nil
	}
	heard, err := w.emit("uncaughtException", t.v, w.origin)
	if heard {
		return err == nil
	}
	w.code = 1.0
	if !w.exiting {
		w.host.Exit()
		w.emit("exit", 1.0)
	}
	return false
}

func (w *world) emit(event string, args ...value) (heard bool, err error) {
	for _, f := range append([]*function(nil), w.listeners[event]...) {
		if _, err := f.call(args); err != nil {
			return true, err
		}
		heard = true
	}
	return heard, nil
}

func (w *world) globals() *vars {
	g := newVars(nil)
	def := func(name string, call func(args []value) (value, error)) { g.names[name] = native(call) }
	def("require", func([]value) (value, error) { return nil, nil })
	def("log", w.log)
	def("block", func(a []value) (value, error) {
		time.Sleep(time.Duration(a[0].(float64)) * time.Millisecond)
		return nil, nil
	})
	def("queueMicrotask", func(a []value) (value, error) { w.micro = append(w.micro, task(a[0])); return nil, nil })
	def("setTimeout", w.timer(false))
	def("setInterval", w.timer(true))
	def("setImmediate", func(a []value) (value, error) {
		f, rest := a[0].(*function), a[1:]
		return w.waiting(w.host.Immediate(func() error { _, err := f.call(rest); return err })), nil
	})
	for _, name := range []string{"clearTimeout", "clearInterval", "clearImmediate"} {
		def(name, func(a []value) (value, error) { return a[0].(*object).get("close").(*function).call(nil) })
	}
	def("stat", func(a []value) (value, error) { w.host.Pending()(task(a[0])); return nil, nil })
	def("channel", func(a []value) (value, error) { return w.channel(), nil })
	def("Error", func(a []value) (value, error) { return &object{text: "Error: " + show(a[0])}, nil })
	g.names["process"] = w.process()
	g.names["Promise"] = w.promises()
	return g
}

func task(f value) Task {
	return func() error { _, err := f.(*function).call(nil); return err }
}

func (w *world) timer(repeat bool) func(args []value) (value, error) {
	return func(a []value) (value, error) {
		f := a[0].(*function)
		var rest []value
		if len(a) > 2 {
			rest = a[2:]
		}
		ms, _ := TimerDuration(a[1].(float64))
		return w.waiting(w.host.Timer(func() error { _, err := f.call(rest); return err }, ms, repeat)), nil
	}
}

func (w *world) waiting(t waiting) *object {
	o := &object{}
	method := func(f func()) *function {
		return native(func([]value) (value, error) { f(); return o, nil })
	}
	methods := map[string]value{"close": method(t.Clear), "refresh": method(t.Refresh), "ref": method(t.Ref), "unref": method(t.Unref),
		"hasRef": native(func([]value) (value, error) { return t.HasRef(), nil })}
	o.get = func(name string) value {
		if m := methods[name]; m != nil {
			return m
		}
		return t.Property(name)
	}
	return o
}

func (w *world) process() *object {
	methods := map[string]value{
		"nextTick": native(func(a []value) (value, error) { w.host.NextTick(task(a[0])); return nil, nil }),
		"on": native(func(a []value) (value, error) {
			w.listeners[a[0].(string)] = append(w.listeners[a[0].(string)], a[1].(*function))
			return nil, nil
		}),
		"_tickCallback":                       native(func([]value) (value, error) { return nil, w.host.RunBetween() }),
		"setUncaughtExceptionCaptureCallback": native(func(a []value) (value, error) { w.capture = a[0].(*function); return nil, nil }),
		"exit": native(func(a []value) (value, error) {
			w.host.Exit()
			w.code = a[0]
			w.emit("exit", a[0])
			return nil, errExit
		}),
	}
	return &object{get: func(name string) value { return methods[name] }, set: func(_ string, v value) { w.code = v }}
}

// channel is an object with two message ports, a and b; what a.postMessage sends arrives at b.
func (w *world) channel() *object {
	a, b := &messagePort{w: w, handle: w.host.Handle()}, &messagePort{w: w, handle: w.host.Handle()}
	a.handle.Unref()
	b.handle.Unref()
	a.other, b.other = b, a
	ends := map[string]value{"a": a.object(), "b": b.object()}
	return &object{get: func(name string) value { return ends[name] }}
}

type messagePort struct {
	w       *world
	handle  port
	other   *messagePort
	message *function
	closed  *function
}

func (m *messagePort) object() *object {
	methods := map[string]value{
		"on": native(func(a []value) (value, error) {
			if a[0] == "close" {
				m.closed = a[1].(*function)
				return nil, nil
			}
			m.message = a[1].(*function)
			m.handle.Ref()
			return nil, nil
		}),
		"postMessage": native(func(a []value) (value, error) {
			o := m.other
			o.handle.Post(func() error { _, err := o.message.call(a); return err })
			return nil, nil
		}),
		"close": native(func([]value) (value, error) {
			m.close()
			o := m.other
			o.handle.Post(func() error { o.close(); return nil })
			return nil, nil
		}),
		"unref": native(func([]value) (value, error) { m.handle.Unref(); return nil, nil }),
	}
	return &object{get: func(name string) value { return methods[name] }}
}

func (m *messagePort) close() {
	m.handle.Close(func() error {
		if m.closed == nil {
			return nil
		}
		_, err := m.closed.call(nil)
		return err
	})
}
