package realm

import (
	"errors"
	"fmt"
	"strings"

	"github.com/dop251/goja"

	"loopbook/display/inspect"
	"loopbook/kernel/realm/inside"
	"loopbook/kernel/realm/lower/syntax"
)

// HOW an uncaught error is printed
//
// Node prints the place where it was thrown, then the error as util.inspect writes it:
//
//	/home/me/program.js:2         ← arrow: the place,
//	    throw e;                    its line,
//	    ^                           what the line is blamed for
//
//	Error: boom                   ← the error
//	    at Object.<anonymous> (/home/me/program.js:1:11)
//
//	Node.js v24.21.0
//
// The place is V8's: that of the throw, which need not be that of the error. A promise that nobody caught has no throw;
// then it is where the error was made. SyntaxErrors are about a place in the source that does not parse. Node shows the
// line of its own source where its own code throws (nodeplaces.go); what is not known of that is shown as the line of the
// program that called it.

// fatalDepth is how deep an uncaught value is shown.
const fatalDepth = 5

// printFatal prints an uncaught error as Node does.
func (r *Realm) printFatal(err error) {
	var overflow *goja.StackOverflowError
	if errors.As(err, &overflow) {
		err = thrown{r.newError("RangeError", "Maximum call stack size exceeded")}
	}
	v, _, ok := r.thrownValue(err)
	if !ok {
		r.write("stderr", err.Error()+"\n")
		return
	}
	if t := r.cfg.thread; t != nil {
		t.Failed(r.host, v)
		return
	}
	arrow := r.arrowOf(err, v)
	r.enhanceStack(v)
	text := r.fatalText(v)
	o, isObject := v.(*goja.Object)
	switch {
	case isObject && r.errors.machine.IsError(o):
		if arrow != "" {
			text = arrow + "\n" + text
		}
	case isObject:
		text = "\n" + arrow + text
	default:
		text = "\n" + arrow + text + "(Use `node --trace-uncaught ...` to show where the exception was thrown)\n"
	}
	r.write("stderr", text+"\nNode.js v"+NodeVersion+"\n")
}

// enhanceStack lets an error that an emitter threw say where that was (node:events).
func (r *Realm) enhanceStack(v goja.Value) {
	o, ok := v.(*goja.Object)
	if !ok || !r.errors.machine.IsError(o) {
		return
	}
	key, err := r.rt.RunScript(internalPrefix+"fatal", "Symbol.for('loopbook.enhanceStack')")
	if err != nil {
		return
	}
	enhance, ok := goja.AssertFunction(o.GetSymbol(key.(*goja.Symbol)))
	if !ok {
		return
	}
	if stack, err := enhance(goja.Undefined()); err == nil {
		_ = o.Set("stack", stack)
	}
}

// fatalText is the uncaught value as text, a line or more.
func (r *Realm) fatalText(v goja.Value) string {
	o, ok := v.(*goja.Object)
	if !ok {
		if _, isSymbol := v.(*goja.Symbol); isSymbol {
			return "\n"
		}
		return v.String() + "\n"
	}
	options := inspect.Default()
	options.Depth, options.CustomInspect = fatalDepth, false
	s, err := r.inspector.Inspect(v, options)
	if err != nil {
		_ = r.rt.Try(func() { s = propertyText(o, "stack") })
	}
	return s + "\n"
}

// arrowOf shows the place that err is blamed on, in lines that end; "" if the error says it itself.
func (r *Realm) arrowOf(err error, v goja.Value) string {
	o, _ := v.(*goja.Object)
	var t *inside.Trace
	if o != nil {
		t = r.errors.machine.Remembered(o)
	}
	var ex *goja.Exception
	var unthrown microtaskError
	var rejected rejection
	switch {
	case t != nil && t.Arrow != "":
		return strings.TrimPrefix(t.Arrow, noArrow)
	case errors.As(err, &rejected):
		return r.madeArrow(t, rejected.arrow())
	case errors.As(err, &unthrown):
		return r.madeArrow(t, anonymousScript+":0\n\n")
	case errors.As(err, &ex):
		return r.thrownArrow(ex, o, t)
	}
	return r.ownArrow(o, t)
}

// madeArrow shows where the error was made that t is of; otherwise if that is not known.
func (r *Realm) madeArrow(t *inside.Trace, otherwise string) string {
	if t == nil {
		return otherwise
	}
	if t.Thrown != nil {
		return t.Thrown()
	}
	if arrow := r.frameArrow(t.Frames); arrow != "" {
		return arrow
	}
	return otherwise
}

// thrownArrow shows where ex was thrown.
func (r *Realm) thrownArrow(ex *goja.Exception, o *goja.Object, t *inside.Trace) string {
	frames := r.errors.machine.ThrownAt(ex)
	if len(frames) == 0 || frames[0].Program == nil {
		if arrow := r.ownArrow(o, t); arrow != "" {
			return arrow
		}
		return r.frameArrow(frames)
	}
	if name, internal := strings.CutPrefix(r.errors.machine.Source(frames[0].Program).Name(), internalPrefix); internal {
		if arrow := r.nodePlace(name, o); arrow != "" {
			return arrow
		}
	}
	return r.frameArrow(frames)
}

// ownArrow shows where the realm or the engine threw an error that it made itself.
func (r *Realm) ownArrow(o *goja.Object, t *inside.Trace) string {
	switch {
	case t == nil:
		return ""
	case t.Thrown != nil:
		return t.Thrown()
	}
	if arrow := r.nodePlace("", o); arrow != "" {
		return arrow
	}
	return r.frameArrow(t.Frames)
}

// frameArrow shows the innermost frame that is the program's.
func (r *Realm) frameArrow(frames []inside.Frame) string {
	for i := range frames {
		f := &frames[i]
		if f.Program == nil || strings.HasPrefix(r.errors.machine.Source(f.Program).Name(), internalPrefix) {
			continue
		}
		return r.placeArrow(f.Program, r.stacks.placeOf(f))
	}
	return ""
}

// placeArrow shows a place of a program.
func (r *Realm) placeArrow(program *goja.Program, p place) string {
	name, line := p.url, ""
	if r.stacks.sources[p.file] != nil {
		line = r.stacks.line(p.file, p.line)
	} else {
		line = lineOf(r.errors.machine.Source(program).Source(), p.line)
	}
	if p.origin != "" {
		name = anonymousScript
	}
	return arrow(name, p.line, line, p.column-1, p.column)
}

// arrow shows one place as Node does: file and line, the source line, carets under its units from start to end. The
// columns are counted as Node counts them, from 0 in UTF-16 units, but tabs are looked for by the byte.
func arrow(name string, line int, source string, start, end int) string {
	head := fmt.Sprintf("%s:%d\n%s\n", name, line, source)
	if start < 0 || start > end || end > len(source) {
		return head
	}
	indent := []byte(strings.Repeat(" ", start))
	for i := range indent {
		if source[i] == '\t' {
			indent[i] = '\t'
		}
	}
	return head + string(indent) + strings.Repeat("^", end-start) + "\n"
}

// noArrow in Trace.Arrow says that the stack of the error shows the place itself.
const noArrow = "none"

// anonymousScript is how V8 calls a source without a name.
const anonymousScript = "<anonymous_script>"

// textArrow shows a place of a text that has no name.
func textArrow(text string, err *syntax.Error) string {
	line, column := syntax.Place(text, err.Start)
	return arrow(anonymousScript, line, lineOf(text, line), column-1, column-1+marked(text, err))
}

// marked returns how many units of its line err is about.
func marked(text string, err *syntax.Error) int {
	part, _, _ := strings.Cut(text[min(err.Start, len(text)):min(err.End, len(text))], "\n")
	return syntax.UTF16Len(part)
}

// lineOf returns line n (from 1) of text, "" if there is none.
func lineOf(text string, n int) string {
	if lines := nthLine(text, n); len(lines) > 0 {
		return strings.TrimSuffix(lines[0], "\r")
	}
	return ""
}

func errorObject(v goja.Value) (*goja.Object, bool) {
	o, ok := v.(*goja.Object)
	return o, ok && o.ClassName() == "Error"
}
