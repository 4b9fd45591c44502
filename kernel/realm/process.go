package realm

import (
	"errors"
	"fmt"
	"math"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/node"
)

// NodeVersion is the release of Node whose behaviour Loopbook reproduces.
const NodeVersion = "24.21.0"

// process is Node's process object. It becomes an EventEmitter when a program first asks for one of that class's
// methods: start-up must not pay for what most cells never use. Loop goroutine only.
type process struct {
	r        *Realm
	object   *goja.Object
	emitter  bool // the methods of EventEmitter are there
	emit     goja.Callable
	listener goja.Callable
	watching bool          // someone listens for 'multipleResolves'
	capture  goja.Callable // process.setUncaughtExceptionCaptureCallback
	exitCode goja.Value    // process.exitCode
	ticks    tickMaker     // what nextTick queues
}

// emitterMethods are what makes process an EventEmitter at first use.
var emitterMethods = []string{"on", "once", "off", "emit", "addListener", "removeListener", "removeAllListeners",
	"prependListener", "prependOnceListener", "listeners", "rawListeners", "listenerCount", "eventNames",
	"setMaxListeners", "getMaxListeners"}

// defineConstructor makes the function that inspect names objects with this prototype after.
func (r *Realm) defineConstructor(proto *goja.Object, name string, construct func(goja.ConstructorCall) *goja.Object) error {
	f := r.rt.ToValue(construct).(*goja.Object)
	if err := f.DefineDataProperty("name", r.rt.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		return err
	}
	if err := f.DefineDataProperty("prototype", proto, goja.FLAG_TRUE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
		return err
	}
	return proto.DefineDataProperty("constructor", f, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// exit is the interrupt value of process.exit: it leaves JavaScript past every catch.
type exit struct{ code int }

func (r *Realm) installProcess() error {
	p := &process{r: r, object: r.rt.NewObject(), ticks: tickMaker{r: r}}
	r.process = p
	proto := r.rt.NewObject()
	if err := p.object.SetPrototype(proto); err != nil {
		return err
	}
	if err := proto.DefineDataPropertySymbol(goja.SymToStringTag, r.rt.ToValue("process"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		return err
	}
	if err := r.defineConstructor(proto, "process", func(goja.ConstructorCall) *goja.Object { return nil }); err != nil {
		return err
	}
	for _, name := range emitterMethods {
		get := r.rt.ToValue(func(goja.FunctionCall) goja.Value { return p.emitterMethod(name) })
		if err := proto.DefineAccessorProperty(name, get, nil, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			return err
		}
	}
	if err := p.fill(); err != nil {
		return err
	}
	return r.rt.GlobalObject().DefineDataProperty("process", p.object, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// property is one of process; fixed ones cannot be assigned to.
type property struct {
	name  string
	value any
	fixed bool
}

// fill sets the properties and methods, in an order that is the same each time.
func (p *process) fill() error {
	executable, _ := os.Executable()
	for _, one := range []property{
		{"version", "v" + NodeVersion, true}, {"versions", versions(), true}, {"arch", arch(), true}, {"platform", platform(), true},
		{"release", release(), true}, {"stdout", p.stream("stdout", 1), false}, {"stderr", p.stream("stderr", 2), false},
		{"env", p.environment(), false}, {"title", "loopbook", false}, {"argv", []string{executable}, false},
		{"execArgv", p.r.cfg.ExecArgv, false}, {"pid", os.Getpid(), true}, {"ppid", os.Getppid(), true}, {"execPath", executable, false},
		{"argv0", "loopbook", true},
	} {
		writable := goja.ToFlag(!one.fixed)
		if err := p.object.DefineDataProperty(one.name, p.r.deepValue(one.value), writable, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
			return err
		}
	}
	for _, m := range []struct {
		name   string
		length int
		fn     func(goja.FunctionCall) goja.Value
	}{
		{"nextTick", 1, p.ticks.nextTick}, {"cwd", 0, p.cwd}, {"chdir", 1, p.chdir}, {"exit", 1, p.exit}, {"uptime", 0, p.uptime},
		{"hrtime", 1, p.hrtime}, {"_tickCallback", 0, p.tickCallback}, {"setUncaughtExceptionCaptureCallback", 1, p.setCapture},
		{"hasUncaughtExceptionCaptureCallback", 0, p.hasCapture},
	} {
		if err := p.r.defineMethod(p.object, m.name, m.fn); err != nil {
			return err
		}
		if err := p.r.defineLength(p.object.Get(m.name), m.length); err != nil {
			return err
		}
	}
	if err := p.defineExitCode(); err != nil {
		return err
	}
	if err := p.defineState(); err != nil {
		return err
	}
	p.applyFlags()
	hrtime := p.object.Get("hrtime").(*goja.Object)
	return p.r.defineMethod(hrtime, "bigint", p.hrtimeBigint)
}

// defineState makes the properties that follow what the program does.
func (p *process) defineState() error {
	exiting := func(goja.FunctionCall) goja.Value {
		return p.r.rt.ToValue(p.r.program != nil && p.r.program.exiting)
	}
	main := func(goja.FunctionCall) goja.Value {
		if m := p.r.modules; m.main != "" {
			return m.cache.Get(m.main)
		}
		return goja.Undefined()
	}
	for name, get := range map[string]func(goja.FunctionCall) goja.Value{"_exiting": exiting, "mainModule": main} {
		if err := p.object.DefineAccessorProperty(name, p.r.rt.ToValue(get), nil, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			return err
		}
	}
	return nil
}

// applyFlags sets what Node's options for warnings set.
func (p *process) applyFlags() {
	for option, name := range map[string]string{"--no-deprecation": "noDeprecation", "--throw-deprecation": "throwDeprecation",
		"--trace-deprecation": "traceDeprecation", "--trace-warnings": "traceProcessWarnings"} {
		if slices.Contains(p.r.cfg.ExecArgv, option) {
			_ = p.object.Set(name, true)
		}
	}
}

// versions are those that programs look at to know what Node they are in, and what Loopbook is made of.
func versions() map[string]any {
	return map[string]any{"node": NodeVersion, "loopbook": version(), "goja": dependencyVersion("github.com/dop251/goja"),
		"v8": "13.6.233.17-node.53", "uv": "1.52.1", "modules": "137"}
}

func release() map[string]any {
	const base = "https://nodejs.org/download/release/v" + NodeVersion + "/node-v" + NodeVersion
	return map[string]any{"name": "node", "lts": "Krypton", "sourceUrl": base + ".tar.gz", "headersUrl": base + "-headers.tar.gz"}
}

// emitterMethod turns process into an EventEmitter and returns one of the methods.
func (p *process) emitterMethod(name string) goja.Value {
	if !p.emitter {
		exports, err := p.r.modules.builtin("events")
		if err != nil {
			panic(err)
		}
		constructor := exports.(*goja.Object)
		proto := p.r.rt.CreateObject(constructor.Get("prototype").(*goja.Object))
		_ = proto.DefineDataPropertySymbol(goja.SymToStringTag, p.r.rt.ToValue("process"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		if err := p.r.defineConstructor(proto, "process", func(goja.ConstructorCall) *goja.Object { return nil }); err != nil {
			panic(err)
		}
		if err := p.object.SetPrototype(proto); err != nil {
			panic(err)
		}
		if construct, ok := goja.AssertFunction(constructor); ok {
			if _, err := construct(p.object); err != nil {
				panic(err)
			}
		}
		p.emitter = true
		if err := p.listenToWarnings(); err != nil {
			panic(err)
		}
		p.watchListeners()
		p.r.host.ProcessListens()
		p.emit, _ = goja.AssertFunction(p.object.Get("emit"))
		p.listener, _ = goja.AssertFunction(p.object.Get("listenerCount"))
	}
	return p.object.Get(name)
}

// listeners is the number of listeners for an event.
func (p *process) listeners(event string) int64 {
	if !p.emitter {
		return 0
	}
	n, err := p.listener(p.object, p.r.rt.ToValue(event))
	if err != nil {
		return 0
	}
	return n.ToInteger()
}

// handlesException runs the program's handlers for an uncaught exception (node-loop section 8); false if it has none.
// A handler that throws counts as none: its own error ends the cell.
func (p *process) handlesException(v goja.Value, origin string) bool {
	handled, err := p.tryHandlers(v, origin)
	if err != nil {
		p.r.blame(p.r.exception(err))
		return true
	}
	return handled
}

// tryHandlers emits 'uncaughtExceptionMonitor' and 'uncaughtException'; err is what a listener threw.
func (p *process) tryHandlers(v goja.Value, origin string) (handled bool, err error) {
	if p.listeners("uncaughtExceptionMonitor") > 0 {
		if err := p.emitEvent("uncaughtExceptionMonitor", v, p.r.rt.ToValue(origin)); err != nil {
			return false, err
		}
	}
	if p.capture != nil {
		_, err := p.capture(goja.Undefined(), v)
		return true, err
	}
	if p.listeners("uncaughtException") == 0 {
		return false, nil
	}
	return true, p.emitEvent("uncaughtException", v, p.r.rt.ToValue(origin))
}

// emitEvent emits an event if anyone listens.
func (p *process) emitEvent(event string, args ...goja.Value) error {
	if p.listeners(event) == 0 {
		return nil
	}
	_, err := p.emit(p.object, append([]goja.Value{p.r.rt.ToValue(event)}, args...)...)
	return err
}

// setCapture implements process.setUncaughtExceptionCaptureCallback(fn).
func (p *process) setCapture(call goja.FunctionCall) goja.Value {
	if goja.IsNull(call.Argument(0)) {
		p.capture = nil
		return goja.Undefined()
	}
	fn, ok := goja.AssertFunction(call.Argument(0))
	if !ok {
		panic(p.r.newCodedError("TypeError", "ERR_INVALID_ARG_TYPE", "The \"fn\" argument must be of type function or null. Received "+p.r.received(call.Argument(0))))
	}
	if p.capture != nil {
		panic(p.r.newCodedError("Error", "ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET",
			"`process.setupUncaughtExceptionCapture()` was called while a capture callback was already active"))
	}
	p.capture = fn
	return goja.Undefined()
}

func (p *process) hasCapture(goja.FunctionCall) goja.Value { return p.r.rt.ToValue(p.capture != nil) }

// emitUnhandledRejection tells the program's listeners; heard is false if there is none.
func (p *process) emitUnhandledRejection(u *unhandled) (heard bool, err error) {
	if p.listeners("unhandledRejection") == 0 {
		return false, nil
	}
	_, err = p.emit(p.object, p.r.rt.ToValue("unhandledRejection"), u.promise.Result(), p.r.rt.ToValue(u.promise))
	return true, err
}

// emitRejectionHandled tells that a reported promise was handled after all; err is what a listener threw.
func (p *process) emitRejectionHandled(u *unhandled) error {
	if p.listeners("rejectionHandled") == 0 {
		p.warning("PromiseRejectionHandledWarning", "", fmt.Sprintf("Promise rejection was handled asynchronously (rejection id: %d)", u.id))
		return nil
	}
	return p.emitEvent("rejectionHandled", p.r.rt.ToValue(u.promise))
}

func (p *process) tickCallback(goja.FunctionCall) goja.Value {
	if err := p.r.loop.RunBetween(); err != nil {
		panic(p.r.value(err))
	}
	return goja.Undefined()
}

func (p *process) cwd(goja.FunctionCall) goja.Value { return p.r.rt.ToValue(p.r.cfg.Dir) }

// chdir changes the directory of this realm; the process has its own.
func (p *process) chdir(call goja.FunctionCall) goja.Value {
	if p.r.cfg.thread != nil {
		panic(p.r.newCodedError("TypeError", "ERR_WORKER_UNSUPPORTED_OPERATION", "process.chdir() is not supported in workers"))
	}
	directory, ok := call.Argument(0).Export().(string)
	if !ok {
		panic(p.r.invalidArgument("directory", "string", call.Argument(0)))
	}
	path := p.r.absolute(directory)
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		panic(p.r.newCodedSystemError("ENOENT", "chdir", fmt.Sprintf("no such file or directory, chdir '%s' -> '%s'", p.r.cfg.Dir, directory)))
	}
	p.r.cfg.Dir = path
	return goja.Undefined()
}

// exit ends the cell: its pending work is dropped; a code other than 0 is an error. The notebook lives on.
func (p *process) exit(call goja.FunctionCall) goja.Value {
	code := p.exitCode
	if len(call.Arguments) > 0 {
		code = call.Argument(0)
		p.checkExitCode(code)
	}
	if p.r.program == nil {
		p.r.rt.Interrupt(exit{int(code.ToInteger())})
		return goja.Undefined()
	}
	p.exitCode = code
	if err := p.r.exitProgram(); err != nil {
		panic(p.r.value(err))
	}
	return goja.Undefined()
}

// defineExitCode makes process.exitCode, which takes only what can be an exit code (rule X1).
func (p *process) defineExitCode() error {
	get := func(goja.FunctionCall) goja.Value { return p.exitCode }
	set := func(call goja.FunctionCall) goja.Value {
		p.checkExitCode(call.Argument(0))
		p.exitCode = call.Argument(0)
		return goja.Undefined()
	}
	p.exitCode = goja.Undefined()
	return p.object.DefineAccessorProperty("exitCode", p.r.rt.ToValue(get), p.r.rt.ToValue(set), goja.FLAG_FALSE, goja.FLAG_TRUE)
}

// checkExitCode throws unless v is an integer, an integer as text, undefined or null.
func (p *process) checkExitCode(v goja.Value) {
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return
	}
	n := v
	if s, ok := v.Export().(string); ok && s != "" {
		n = v.ToNumber()
		if goja.IsNaN(n) {
			n = v
		}
	}
	if !goja.IsNumber(n) {
		panic(p.r.invalidArgument("code", "number", v))
	}
	if f := n.ToFloat(); f != math.Trunc(f) || math.IsInf(f, 0) {
		panic(p.r.newCodedError("RangeError", "ERR_OUT_OF_RANGE", `The value of "code" is out of range. It must be an integer. Received `+p.r.inspectSafely(n)))
	}
}

// exited returns the code of process.exit if that is why JavaScript was left.
func exited(err error) (code int, ok bool) {
	var i *goja.InterruptedError
	if !errors.As(err, &i) {
		return 0, false
	}
	e, ok := i.Value().(exit)
	return e.code, ok
}

func (p *process) uptime(goja.FunctionCall) goja.Value { return p.r.rt.ToValue(p.r.loop.Now() / 1000) }

// hrtime implements process.hrtime([previous]).
func (p *process) hrtime(call goja.FunctionCall) goja.Value {
	now := int64(p.r.loop.Now() * 1e6)
	if v := call.Argument(0); !goja.IsUndefined(v) {
		previous := p.previousTime(v)
		now -= previous.Get("0").ToInteger()*1e9 + previous.Get("1").ToInteger()
	}
	return p.r.rt.NewArray(now/1e9, now%1e9)
}

// previousTime checks the argument of hrtime: two numbers.
func (p *process) previousTime(v goja.Value) *goja.Object {
	o, ok := v.(*goja.Object)
	if !ok || o.ClassName() != "Array" {
		panic(p.r.newCodedError("TypeError", "ERR_INVALID_ARG_TYPE", "The \"time\" argument must be an instance of Array. Received "+p.r.received(v)))
	}
	if n := o.Get("length").ToInteger(); n != 2 {
		panic(p.r.newCodedError("RangeError", "ERR_OUT_OF_RANGE", fmt.Sprintf("The value of \"time\" is out of range. It must be 2. Received %d", n)))
	}
	return o
}

func (p *process) hrtimeBigint(goja.FunctionCall) goja.Value {
	return p.r.rt.ToValue(bigInt(int64(p.r.loop.Now() * 1e6)))
}

// warning emits a warning in a tick.
func (p *process) warning(kind, code, message string) {
	w := p.r.newError("Error", message)
	_ = w.DefineDataProperty("name", p.r.rt.ToValue(kind), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	if code != "" {
		_ = w.Set("code", code)
	}
	p.r.stacks.attach(w, p.r.stacks.capture())
	p.r.loop.NextTick(func() error { return p.warn(w) })
}

// warn emits 'warning', to which a listener that prints it belongs from the start.
func (p *process) warn(warning *goja.Object) error {
	if p.emitter {
		return p.emitEvent("warning", warning)
	}
	if p.r.cfg.NoWarnings {
		return nil
	}
	return p.r.host.PrintWarning(warning)
}

// listenToWarnings adds that listener.
func (p *process) listenToWarnings() error {
	if p.r.cfg.NoWarnings {
		return nil
	}
	on, _ := goja.AssertFunction(p.object.Get("on"))
	listener := p.r.rt.ToValue(func(call goja.FunctionCall) goja.Value {
		if err := p.r.host.PrintWarning(call.Argument(0)); err != nil {
			panic(p.r.value(err))
		}
		return goja.Undefined()
	})
	_, err := on(p.object, p.r.rt.ToValue("warning"), listener)
	return err
}

// stream makes process.stdout or process.stderr: what cells need of a Writable.
func (p *process) stream(name string, fd int) *goja.Object {
	o := p.r.rt.NewObject()
	_ = o.Set("fd", fd)
	_ = o.Set("writable", true)
	_ = p.r.defineMethod(o, "write", func(call goja.FunctionCall) goja.Value {
		s := call.Argument(0)
		if b, ok := bytesOf(s); ok {
			p.r.write(name, strings.ToValidUTF8(string(b), "\uFFFD"))
		} else {
			p.r.write(name, s.String())
		}
		if fn, ok := goja.AssertFunction(call.Argument(len(call.Arguments) - 1)); ok && len(call.Arguments) > 1 {
			p.r.loop.NextTick(func() error { _, err := fn(goja.Undefined()); return err })
		}
		return p.r.rt.ToValue(true)
	})
	return o
}

// environment is process.env: that of the operating system, or of a worker.
func (p *process) environment() *goja.Object {
	r := p.r
	if r.environment = node.NewEnvironment(os.Environ()); r.cfg.thread != nil {
		r.environment = r.cfg.thread.Env
	}
	return r.environment.Object(r.rt)
}

// platform is Node's name of the operating system.
func platform() string {
	if runtime.GOOS == "windows" {
		return "win32"
	}
	return runtime.GOOS
}

// arch is Node's name of the processor.
func arch() string {
	switch runtime.GOARCH {
	case "amd64":
		return "x64"
	case "386":
		return "ia32"
	}
	return runtime.GOARCH
}
