package realm

import (
	"runtime"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"

	"loopbook/kernel/realm/culprit"
	"loopbook/kernel/realm/inside"
	"loopbook/kernel/realm/lower"
)

// HOW a stack becomes V8's
//
// An error remembers its frames (package inside): which code at which instruction, which function, which receiver. When
// its stack is read for the first time it is written as V8 writes it, or by the program's Error.prepareStackTrace:
//
//	TypeError: message                       ← Error.prototype.toString as it is now
//	    at Foo.inner (file:line:column)      ← callsite.go
//	    at Array.forEach (<anonymous>)
//	    at async outer (file:line:column)
//
// Node shows frames of its own JavaScript, of which there are none here: ours begin with "loopbook:" and are left out, and
// so are native functions that are not the language's own.

// defaultStackTraceLimit is Error.stackTraceLimit when the program does not change it.
const defaultStackTraceLimit = 10

// stackFormat turns frames into V8's text. Loop goroutine only.
type stackFormat struct {
	r       *Realm
	sources map[string]*source // by file name
	scripts scripts
	natives map[uintptr]bool // by their code: whether to show them
	places  map[codePlace]place
	origins map[*file.File]*inside.Frame // where an eval stands
	// evaluators are eval and the constructors that make functions of text, which V8 shows.
	evaluators map[*goja.Object]bool
	// wrapper is the program of an async cell whose body is running: all it does is to call that.
	wrapper   *goja.Program
	evaluated []*source // texts that were evaluated, of those that were lowered first
	tools     tools
	preparer  preparer
}

// source is the text of a program as its author wrote it, for columns, messages and tracebacks.
type source struct {
	text  string
	lines []string // made at first use
	at    *lower.Positions
	shift int // columns that stand before the first line (the wrapper of a module)
	esm   bool
	// script is text read, for names in messages; nil if it is not read or not JavaScript.
	script *culprit.Script
	read   bool
}

func newStackFormat(r *Realm) *stackFormat {
	s := &stackFormat{r: r, sources: map[string]*source{}, natives: map[uintptr]bool{}, places: map[codePlace]place{},
		origins: map[*file.File]*inside.Frame{}, evaluators: map[*goja.Object]bool{}}
	s.tools.find(r.rt, r.errors.machine)
	return s
}

// addCell makes the places of a program known under its file name; at may be nil.
func (s *stackFormat) addCell(name, text string, at *lower.Positions) {
	s.sources[name] = &source{text: text, at: at}
}

// addModule is addCell for a CommonJS module; without at its wrapper takes shift columns of the first line.
func (s *stackFormat) addModule(file, text string, at *lower.Positions, shift int) {
	s.sources[file] = &source{text: text, at: at, shift: shift}
}

// addESM is addCell for an ES module, whose name in stacks is a URL.
func (s *stackFormat) addESM(file, text string, at *lower.Positions) {
	s.sources[file] = &source{text: text, at: at, esm: true}
}

// line returns line n (from 1) of a file, "" if it is not known.
func (s *stackFormat) line(file string, n int) string {
	src := s.sources[file]
	if src == nil {
		return ""
	}
	if src.lines == nil {
		src.lines = strings.Split(src.text, "\n")
	}
	if n < 1 || n > len(src.lines) {
		return ""
	}
	return strings.TrimSuffix(src.lines[n-1], "\r")
}

// capture returns the frames of the running code.
func (s *stackFormat) capture() []inside.Frame {
	limit, _ := s.limit()
	return s.r.errors.capture(limit, nil, false)
}

// keep tells whether a frame is one that programs see.
func (s *stackFormat) keep(f *inside.Frame) bool {
	switch {
	case f.Combinator != nil:
		return true
	case f.Program != nil && f.Program == s.wrapper:
		return false
	case f.Program != nil:
		return !strings.HasPrefix(s.r.errors.machine.Source(f.Program).Name(), internalPrefix)
	case f.Function == nil:
		return false
	case s.evaluators[f.Function]:
		return true
	}
	code := s.r.errors.machine.NativeCode(f.Function)
	shown, known := s.natives[code]
	if !known {
		shown = showsNative(code)
		s.natives[code] = shown
	}
	return shown
}

// showsNative tells whether V8 has frames for the built-in function with this code: it has them for all of the language's
// own, but for those that only pass a call on.
func showsNative(code uintptr) bool {
	f := runtime.FuncForPC(code)
	if f == nil {
		return false
	}
	name, engine := strings.CutPrefix(f.Name(), "github.com/dop251/goja.(*Runtime).")
	if !engine {
		return strings.HasPrefix(name, "loopbook/kernel/realm/es.") && !strings.Contains(name, ".comparator.")
	}
	switch strings.TrimSuffix(name, "-fm") {
	case "functionproto_apply", "functionproto_call", "builtin_reflect_apply", "builtin_reflect_construct", "boundCallable.func1":
		return false
	}
	return !strings.HasPrefix(name, "ToValue.") && !strings.HasPrefix(name, "newNativeConstructor.")
}

// isFrameless tells that V8 has no frame for a built-in constructor.
func (s *stackFormat) isFrameless(f *inside.Frame) bool {
	return f.Construct && s.functionName(f.Function) == "Array"
}

// limit reads Error.stackTraceLimit; false if the program made it something else than a number: V8 then makes no stack.
func (s *stackFormat) limit() (int, bool) {
	constructor := s.r.errors.constructors["Error"]
	if constructor == nil {
		return defaultStackTraceLimit, true
	}
	n := constructor.Get("stackTraceLimit")
	if n == nil || !goja.IsNumber(n) {
		return 0, false
	}
	return max(0, int(n.ToInteger())), true
}

// attach gives e a stack of these frames, whose text is written when it is read.
func (s *stackFormat) attach(e *goja.Object, frames []inside.Frame) {
	h := s.r.errors
	limit, _ := s.limit()
	t := &inside.Trace{Frames: frames, Limit: limit}
	if h.machine.Remember(e, t, h.get, h.set) {
		return
	}
	get := s.r.rt.ToValue(func(goja.FunctionCall) goja.Value { return s.written(e, t) }).(*goja.Object)
	set := s.r.rt.ToValue(func(call goja.FunctionCall) goja.Value {
		t.Stack, t.Made = call.Argument(0), true
		return goja.Undefined()
	}).(*goja.Object)
	for _, f := range []*goja.Object{get, set} {
		_ = f.DefineDataProperty("name", s.r.rt.ToValue(""), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	if err := e.DefineAccessorProperty("stack", get, set, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
}

// get is the getter of `stack`.
func (s *stackFormat) get(call goja.FunctionCall) goja.Value {
	o, ok := call.This.(*goja.Object)
	if !ok {
		return goja.Undefined()
	}
	t := s.r.errors.machine.Remembered(o)
	if t == nil {
		o = s.r.errors.machine.Destructured(o)
		t = s.r.errors.machine.Remembered(o)
	}
	if t == nil {
		return goja.Undefined()
	}
	return s.written(o, t)
}

// set is the setter of `stack`.
func (s *stackFormat) set(call goja.FunctionCall) goja.Value {
	if o, ok := call.This.(*goja.Object); ok {
		if t := s.r.errors.machine.Remembered(o); t != nil {
			t.Stack, t.Made, t.Frames = call.Argument(0), true, nil
		}
	}
	return goja.Undefined()
}

// written returns the stack of e, writing it at the first call.
func (s *stackFormat) written(e *goja.Object, t *inside.Trace) goja.Value {
	if t.Made {
		return t.Stack
	}
	if t.Headless {
		return goja.Undefined()
	}
	if prepare, ok := s.prepare(); ok {
		t.Made = true // a callback that reads the stack finds none
		t.Stack = goja.Undefined()
		v, err := prepare(s.r.errors.constructors["Error"], e, s.callSites(t))
		if err != nil {
			panic(s.r.value(err))
		}
		t.Stack = v
	} else {
		text := s.text(s.header(e), t.Frames, t.Limit)
		if len(t.Frames) == 0 && t.Hidden != "" {
			text += "\n    at " + t.Hidden
		}
		t.Stack = s.r.rt.ToValue(text)
	}
	t.Made, t.Frames = true, nil
	return t.Stack
}

// text writes the frames under a header, at most limit of them.
func (s *stackFormat) text(header string, frames []inside.Frame, limit int) string {
	var b strings.Builder
	b.WriteString(header)
	for _, site := range s.sites(frames, limit) {
		b.WriteString("\n    at ")
		b.WriteString(site.text())
	}
	return b.String()
}

// header is the first line of a stack: Error.prototype.toString of the error as it is now.
func (s *stackFormat) header(e *goja.Object) string {
	h := "<error>"
	if ex := s.r.rt.Try(func() {
		name, message := text(e.Get("name"), "Error"), text(e.Get("message"), "")
		switch {
		case name == "":
			h = message
		case message == "":
			h = name
		default:
			h = name + ": " + message
		}
	}); ex != nil {
		return h
	}
	return h
}

// text returns v as a string, or fallback if it is undefined.
func text(v goja.Value, fallback string) string {
	if v == nil || goja.IsUndefined(v) {
		return fallback
	}
	return v.String()
}

// installStackTraceAPI adds V8's Error.captureStackTrace(object[, function]), prepareStackTrace and stackTraceLimit.
func (r *Realm) installStackTraceAPI(constructor *goja.Object) error {
	err := r.defineHidden(constructor, "captureStackTrace", func(call goja.FunctionCall) goja.Value {
		target, ok := call.Argument(0).(*goja.Object)
		if !ok {
			panic(r.newError("TypeError", "invalid_argument"))
		}
		skip, _ := call.Argument(1).(*goja.Object)
		limit, _ := r.stacks.limit()
		r.stacks.attach(target, r.errors.capture(limit, skip, false))
		return goja.Undefined()
	})
	if err != nil {
		return err
	}
	if err := r.installPrepare(constructor); err != nil {
		return err
	}
	return constructor.DefineDataProperty("stackTraceLimit", r.rt.ToValue(defaultStackTraceLimit), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
}
