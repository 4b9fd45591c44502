package realm

import (
	"context"
	"os"
	"path/filepath"

	"github.com/dop251/goja"

	"loopbook/display/inspect"
	"loopbook/scheduler"
)

// HOW a program runs
//
// `loopbook script.js` runs what `node script.js` would: the main module in one scope, then turns of the loop until
// nothing ref'ed is left, 'beforeExit' (again and again while it starts new work), 'exit'. Where a notebook survives an
// uncaught exception, a program dies of it, with Node's text on stderr and Node's exit code:
//
//	0 natural end · process.exitCode · 1 uncaught exception · 7 a throw in its handler · 13 unsettled top-level await
//
// A realm runs cells (Run) or one program (RunProgram), never both.

// Program says what to run. One of File, Source or neither (then Source is empty) is given.
type Program struct {
	// File is the main module: .js, .cjs, .mjs, .ts … as Node decides by name and package.json. "" runs Source.
	File string
	// Source is the text of -e, -p or stdin; Name is how stacks call it: "[eval]" or "[stdin]".
	Source, Name string
	// Module makes Source an ES module (--input-type=module).
	Module bool
	// Print prints the value of Source at the end (-p).
	Print bool
	// Args are what follows in process.argv.
	Args []string
	// StackTraceLimit is Error.stackTraceLimit at the start; nil: 10.
	StackTraceLimit *int
	// NoAsyncStacks leaves out of stacks who awaits the running function (V8's --no-async-stack-traces).
	NoAsyncStacks bool
	// Trace takes a record of what ran, on the calling goroutine, before RunProgram returns. nil: nothing is recorded.
	Trace func(*scheduler.Trace)
	// Clock says which times are recorded.
	Clock scheduler.Clock
}

// exitUnsettled is the exit code of a program whose top-level await nothing can settle any more.
const exitUnsettled = 13

// program is a program on its way. Loop goroutine only.
type program struct {
	code    int  // of a program that is dead; else if process.exitCode is not set
	exiting bool // 'exit' was or is being emitted
	dead    bool // nothing may run any more
	result  goja.Value
	pending bool // the main module's top-level await has not settled
	main    *moduleRecord
	record  *traceOptions
	trace   *recording // from when the main module begins
}

// RunProgram runs p to its end on the calling goroutine and returns the exit code. It may be called once.
func (r *Realm) RunProgram(ctx context.Context, p Program) (code int) {
	r.program = &program{}
	if p.Trace != nil {
		r.program.record = &traceOptions{Promises: true, Clock: p.Clock}
	}
	defer r.endOnce.Do(func() { close(r.ended) })
	close(r.started)
	defer r.host.Leave()
	err := r.enter(func() error {
		r.forgetNotebook()
		r.loop.BeforeExit = r.beforeExit
		r.loop.OnExit = r.naturalExit
		r.setArguments(p)
		r.errors.noAsync = p.NoAsyncStacks
		if p.StackTraceLimit != nil {
			_ = r.errors.constructors["Error"].Set("stackTraceLimit", *p.StackTraceLimit)
		}
		if err := r.joinParent(); err != nil {
			return err
		}
		r.loop.Scope(func() error { return r.main(p) })
		err := r.loop.Run(ctx)
		if t := r.program.trace; t != nil {
			p.Trace(t.finish())
		}
		return err
	})
	switch code := r.exitCode(r.program.code); {
	case r.program.dead:
		return r.program.code
	case err != nil && code == 0:
		return 1
	default:
		return code
	}
}

// setArguments fills process.argv.
func (r *Realm) setArguments(p Program) {
	argv := []string{r.process.object.Get("execPath").String()}
	if p.File != "" {
		argv = append(argv, r.absolute(p.File))
	}
	_ = r.process.object.Set("argv", r.deepValue(append(argv, p.Args...)))
}

// main runs the main module. Inside the main scope.
func (r *Realm) main(p Program) error {
	if p.File == "" {
		return r.evalSource(p)
	}
	file, err := r.modules.resolveMain(p.File)
	if err != nil {
		return err
	}
	r.modules.main = file
	r.modules.forgetCommonJS()
	if r.modules.isModuleFile(file) {
		return r.mainModule(func() (*moduleRecord, error) { return r.modules.recordOf(fileURL(file), nil) })
	}
	end := r.recordBody(false)
	_, err = r.modules.load(file)
	end(err)
	return err
}

// recordBody begins to record, if that was asked for, with the body of the main module, until end.
func (r *Realm) recordBody(module bool) (end func(error)) {
	o := r.program.record
	if o == nil {
		return func(error) {}
	}
	o.Module = module
	r.program.trace = r.startTrace(*o)
	r.program.trace.begin()
	return r.program.trace.end
}

// failureHops is the number of jobs between the failure of the main module and its report: Node's loader has async
// functions of its own in between.
const failureHops = 3

// mainModule runs an ES module as the main one: inside a microtask (node-loop rule ESM1). A graph that fails is an
// uncaught exception with the origin of a rejection (ESM6).
func (r *Realm) mainModule(load func() (*moduleRecord, error)) error {
	r.program.pending = true
	r.modules.after(1, func() {
		module, err := load()
		if err == nil {
			err = r.modules.link(module)
		}
		if err != nil {
			r.program.pending = false
			r.loop.Throw(err)
			return
		}
		r.program.main = module
		end := r.recordBody(true)
		done := r.rt.ToValue(r.modules.evaluateModule(module))
		end(nil)
		if err := r.then(done,
			func(goja.Value) { r.program.pending = false },
			func(reason goja.Value) {
				r.program.pending = false
				r.modules.explain(module, reason)
				r.modules.after(failureHops, func() { r.loop.Throw(rejection{reason, mainModulePlace}) })
			}); err != nil {
			r.loop.Throw(err)
		}
	})
	return nil
}

// evalSource runs -e, -p and stdin: a script in the global scope with require and its kin as globals.
func (r *Realm) evalSource(p Program) error {
	if p.Module || r.modules.packageType(filepath.Join(r.cfg.Dir, p.Name)) == "" && r.lowering.HasModuleSyntax(p.Source, false) {
		name := filepath.Join(r.cfg.Dir, evalModule)
		r.modules.forgetCommonJS()
		return r.mainModule(func() (*moduleRecord, error) { return r.modules.sourceRecord(fileURL(name), name, p.Source) })
	}
	if err := r.nameSource(p.Name); err != nil {
		return err
	}
	if err := r.nameModules(); err != nil {
		return err
	}
	r.stacks.addCell(p.Name, p.Source, nil)
	lowered, err := r.lowering.Script(p.Name, p.Source, "", "", false, false)
	if err != nil {
		return r.modules.syntaxErrorOf(p.Name, p.Source, err)
	}
	r.stacks.addCell(p.Name, p.Source, lowered.Map)
	script, err := goja.CompileAST(lowered.Tree, false)
	if err != nil {
		return r.modules.syntaxErrorOf(p.Name, p.Source, err)
	}
	end := r.recordBody(false)
	v, err := r.rt.RunProgram(script)
	end(err)
	if err != nil {
		return err
	}
	if p.Print {
		r.program.result = v
	}
	return nil
}

// nameSource sets __filename and __dirname for a program without a file.
func (r *Realm) nameSource(name string) error {
	for key, value := range map[string]string{"__filename": name, "__dirname": "."} {
		if err := r.rt.GlobalObject().DefineDataProperty(key, r.rt.ToValue(value), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			return err
		}
	}
	return nil
}

// exitCode is process.exitCode as a number, otherwise if it was not set.
func (r *Realm) exitCode(otherwise int) int {
	v := r.process.exitCode
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return otherwise
	}
	return int(v.ToInteger())
}

// beforeExit emits 'beforeExit' (node-loop rule X2).
func (r *Realm) beforeExit() error {
	r.printResult()
	return r.process.emitEvent("beforeExit", r.rt.ToValue(r.exitCode(0)))
}

// printResult prints the value of -p, once.
func (r *Realm) printResult() {
	if v := r.program.result; v != nil {
		r.program.result = nil
		s, err := r.inspector.Format([]goja.Value{v}, inspect.Default())
		if err != nil {
			s = err.Error()
		}
		r.write("stdout", s+"\n")
	}
}

// naturalExit emits 'exit' at the natural end (rule X3).
func (r *Realm) naturalExit() error {
	p := r.program
	unsettled := p.pending && r.exitCode(0) == 0
	if unsettled {
		_ = r.process.object.Set("exitCode", exitUnsettled)
	}
	p.exiting, p.code = true, r.exitCode(0)
	err := r.process.emitEvent("exit", r.rt.ToValue(p.code))
	if unsettled && r.exitCode(0) == exitUnsettled {
		for _, module := range r.modules.stalled(p.main) {
			r.write("stderr", "Warning: Detected unsettled top-level await at "+r.modules.stalledAt(module)+"\n\n\n")
		}
	}
	return err
}

// exitProgram is process.exit() (rule X1): listeners run at once, then nothing runs any more. What a listener throws is
// returned, for process.exit to throw: a program that catches it goes on.
func (r *Realm) exitProgram() error {
	p := r.program
	if !p.exiting {
		p.exiting = true
		r.loop.Exit()
		if err := r.process.emitEvent("exit", r.rt.ToValue(r.exitCode(0))); err != nil {
			return err
		}
	}
	r.halt(r.exitCode(0))
	return nil
}

// halt is the death of the program: JavaScript that is running is left, and none runs any more.
func (r *Realm) halt(code int) {
	r.program.code, r.program.dead = code, true
	r.rt.Interrupt(exit{code})
}

// die is what is left of ON_EXCEPTION when no handler took err: the program ends (rules E7, X4).
func (r *Realm) die(err error) {
	p := r.program
	if _, ok := exited(err); ok {
		return
	}
	if isInterrupt(err) {
		r.halt(130)
		return
	}
	if !p.exiting {
		p.exiting = true
		r.loop.Exit()
		_ = r.process.object.Set("exitCode", 1)
		if _, ok := exited(r.process.emitEvent("exit", r.rt.ToValue(1))); ok {
			return // a listener called process.exit
		}
	}
	r.printFatal(err)
	r.halt(r.exitCode(1))
}

// resolveMain finds the main module of a program; the error is Node's MODULE_NOT_FOUND.
func (m *modules) resolveMain(file string) (string, error) {
	path := m.r.absolute(file)
	if found, ok := m.fileOrDirectory(path, false); ok {
		return found, nil
	}
	return "", m.notFound(path, nil)
}

// isESM tells whether a file is an ES module, by its name and the package.json above it.
func (m *modules) isESM(file string) bool {
	switch filepath.Ext(file) {
	case ".mjs", ".mts":
		return true
	case ".cjs", ".cts", ".json":
		return false
	}
	for dir := filepath.Dir(file); ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "package.json")); err == nil {
			return readPackage(dir).Type == "module"
		}
		if dir == filepath.Dir(dir) || filepath.Base(dir) == "node_modules" {
			return false
		}
	}
}
