package realm

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"loopbook/display"
	"loopbook/scheduler"
)

// The globals by which a cell looks at what was recorded before it. Nothing is run again.
//
//	trace()                              the last run as a plain object; trace(3): that of cell 3
//	trace.order('tick', 'micro')         were these lines printed in this order?
//	trace.promises.unhandled             and pending, fulfilled, rejected
//	timeline({from: 10, to: 40, line: 3, queue: 'timer', svg: true, data: true, cell: 3})
//	promises({all: true, state: 'pending', jobs: true, data: true, cell: 3})
//	hints({cell: 3})
//	compare(3, 5), compare(before, trace())
//	predict(['sync', 'tick'])            in the cell that is to print them (predict.go)

// notebookGlobals are those that a program, which has no cells, does not have.
var notebookGlobals = [...]string{"display", "prompt", "trace", "timeline", "promises", "hints", "compare", "predict"}

func (r *Realm) installPictures() error {
	global := r.rt.GlobalObject()
	for name, fn := range map[string]func(goja.FunctionCall) goja.Value{
		"timeline": r.showTimeline, "promises": r.showPromises, "hints": r.showHints, "compare": r.showCompare, "predict": r.predict,
	} {
		if err := r.defineHidden(global, name, fn); err != nil {
			return err
		}
	}
	var made goja.Value
	get := r.rt.ToValue(func(goja.FunctionCall) goja.Value {
		if made == nil {
			made = r.traceFunction()
		}
		return made
	})
	set := r.rt.ToValue(func(call goja.FunctionCall) goja.Value {
		_ = global.DefineDataProperty("trace", call.Argument(0), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		return goja.Undefined()
	})
	return global.DefineAccessorProperty("trace", get, set, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// traceFunction makes the global trace, at its first use.
func (r *Realm) traceFunction() goja.Value {
	source, err := library.ReadFile("js/trace.js")
	natives := r.rt.NewObject()
	_ = natives.Set("read", func(call goja.FunctionCall) goja.Value {
		text, err := json.Marshal(r.chosen("trace", call.Argument(0)).trace)
		if err != nil {
			panic("realm: trace: " + err.Error()) // only text and numbers
		}
		return r.rt.ToValue(string(text))
	})
	if err == nil {
		err = r.runLibrary("trace.js", string(source), natives)
	}
	if err != nil {
		panic(fmt.Sprintf("realm: trace.js: %v", err))
	}
	return natives.Get("trace")
}

// forgetNotebook removes the globals of notebooks before a program runs.
func (r *Realm) forgetNotebook() {
	for _, name := range notebookGlobals {
		_ = r.rt.GlobalObject().Delete(name)
	}
}

// chosen is the run that a caller names: by the number of its cell, or the last one.
func (r *Realm) chosen(function string, v goja.Value) *traced {
	if isNullish(v) {
		if t := r.lastTrace(); t != nil {
			return t
		}
		panic(r.newError("Error", function+"(): no cell was recorded yet. Begin one with %%timeline"))
	}
	t := r.traceOf(int(v.ToInteger()))
	if t == nil {
		panic(r.newError("Error", fmt.Sprintf("%s(): cell %s was not recorded. Begin it with %%%%timeline and run it again", function, v)))
	}
	return t
}

// pictureOptions are the options of a picture, read from a JavaScript object.
type pictureOptions struct {
	r        *Realm
	function string
	object   *goja.Object // nil: none
}

func (r *Realm) optionsOf(function string, v goja.Value, known ...string) pictureOptions {
	o, _ := v.(*goja.Object)
	p := pictureOptions{r, function, o}
	if o == nil {
		if !isNullish(v) {
			panic(r.newError("TypeError", fmt.Sprintf("%s takes an object with options such as {%s}", function, known[0])))
		}
		return p
	}
	for _, key := range o.Keys() {
		if !slices.Contains(known, key) {
			panic(r.newError("TypeError", fmt.Sprintf("%s has no option %q. It has %s", function, key, strings.Join(known, ", "))))
		}
	}
	return p
}

func (p pictureOptions) get(name string) goja.Value {
	if p.object == nil {
		return goja.Undefined()
	}
	if v := p.object.Get(name); v != nil {
		return v
	}
	return goja.Undefined()
}

func (p pictureOptions) number(name string) int {
	v := p.get(name)
	if isNullish(v) {
		return 0
	}
	n := v.ToInteger()
	if n < 1 || n > 1<<40 {
		panic(p.r.newError("RangeError", fmt.Sprintf("%s: %s takes a number from 1, not %s", p.function, name, p.r.plainText(v))))
	}
	return int(n)
}

func (p pictureOptions) on(name string) bool { return p.get(name).ToBoolean() }

// texts are the texts of a text, or of an array of them.
func (p pictureOptions) texts(name string) (list []string) {
	v := p.get(name)
	if isNullish(v) {
		return nil
	}
	if o, ok := v.(*goja.Object); ok && o.ClassName() == "Array" {
		p.r.rt.ForOf(o, func(v goja.Value) bool { list = append(list, v.String()); return true })
		return list
	}
	return []string{v.String()}
}

// bad throws what is wrong with an option.
func (p pictureOptions) bad(err error) {
	if err != nil {
		panic(p.r.newError("RangeError", p.function+": "+err.Error()))
	}
}

func (p pictureOptions) run() *traced { return p.r.chosen(p.function, p.get("cell")) }

func (r *Realm) showTimeline(call goja.FunctionCall) goja.Value {
	p := r.optionsOf("timeline", call.Argument(0), "from", "to", "line", "queue", "data", "svg", "cell")
	o := display.TimelineOptions{From: p.number("from"), To: p.number("to"), Line: p.number("line"), Data: p.on("data")}
	for _, list := range p.texts("queue") {
		queues, err := readQueues(list)
		p.bad(err)
		o.Queues = append(o.Queues, queues...)
	}
	t := p.run()
	return r.showPicture(t.timeline(o, p.on("svg"), display.FindHints(t.trace, t.facts)))
}

func (r *Realm) showPromises(call goja.FunctionCall) goja.Value {
	p := r.optionsOf("promises", call.Argument(0), "all", "state", "jobs", "data", "cell")
	o := display.PromisesOptions{All: p.on("all"), Jobs: p.on("jobs"), Data: p.on("data")}
	for _, word := range p.texts("state") {
		state, err := readState(word)
		p.bad(err)
		o.State = state
	}
	return r.showPicture(display.Promises(p.run().trace, o))
}

func (r *Realm) showHints(call goja.FunctionCall) goja.Value {
	t := r.optionsOf("hints", call.Argument(0), "cell").run()
	return r.showPicture(display.Hints(display.FindHints(t.trace, t.facts)))
}

func (r *Realm) showCompare(call goja.FunctionCall) goja.Value {
	a, b := r.traceFrom(call.Argument(0)), r.traceFrom(call.Argument(1))
	return r.showPicture(diffOf(a, b))
}

// traceFrom reads a run: the number of a cell, or what trace() gave.
func (r *Realm) traceFrom(v goja.Value) *scheduler.Trace {
	if _, ok := v.(*goja.Object); !ok {
		return r.chosen("compare", v).trace
	}
	raw, err := r.toJSON(v)
	t := &scheduler.Trace{}
	if err == nil {
		err = json.Unmarshal(raw, t)
	}
	if err != nil || t.Version == 0 {
		panic(r.newError("TypeError", "compare takes numbers of cells, or what trace() gave"))
	}
	return t
}

// showPicture publishes b; its handle is no result.
func (r *Realm) showPicture(b display.Bundle) goja.Value {
	return r.show(b, goja.Undefined(), func(args []goja.Value) (display.Bundle, error) { return r.bundle(argument(args, 0)) })
}
