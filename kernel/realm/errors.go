package realm

import (
	"fmt"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/inside"
)

// HOW errors get V8's words and V8's stacks
//
// goja makes its own errors (a call of undefined, a read from null) with the same constructors that programs use. Each of
// them does a little more here: an error that goja makes gets its message in V8's words (message.go), before it is made;
// every error remembers the calls on the way, from which its stack is written when somebody reads it (stack.go).
//
//	new Error('x')   goja's constructor ── the ten innermost frames ── an accessor `stack`
//	null.x           goja's words ── V8's words ── the same
//
// An error that nobody prints costs little more than goja's own: no text is written, no source is read.

// errorHook is what the error constructors share. Loop goroutine only.
type errorHook struct {
	r            *Realm
	machine      *inside.Machine
	constructors map[string]*goja.Object
	get, set     *goja.Object   // the accessor `stack`
	frames       []inside.Frame // for the next error
	noAsync      bool           // stacks do not say who awaits
	own          bool           // the next error is made by newError …
	builtin      bool           // … for the built-in function that is called
	wording      *wording
	thrown       func() string // Trace.Thrown of the next error
}

// errorNames are the constructors.
var errorNames = []string{"Error", "TypeError", "RangeError", "ReferenceError", "SyntaxError", "EvalError", "URIError", "AggregateError"}

// installErrors hooks the error constructors.
func (r *Realm) installErrors() error {
	machine, err := inside.New(r.rt)
	if err != nil {
		return err
	}
	h := &errorHook{r: r, machine: machine, constructors: map[string]*goja.Object{}}
	h.wording = newWording(h)
	r.errors = h
	r.stacks = newStackFormat(r)
	h.get, h.set = r.rt.ToValue(r.stacks.get).(*goja.Object), r.rt.ToValue(r.stacks.set).(*goja.Object)
	for _, f := range []*goja.Object{h.get, h.set} {
		if err := f.DefineDataProperty("name", r.rt.ToValue(""), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			return err
		}
	}
	for _, name := range errorNames {
		if err := h.hook(name); err != nil {
			return err
		}
	}
	if err := r.installEvaluation(); err != nil {
		return err
	}
	if err := r.installFunctionText(); err != nil {
		return err
	}
	return r.installStackTraceAPI(h.constructors["Error"])
}

// hook makes the constructor called name do what this file says.
func (h *errorHook) hook(name string) error {
	constructor, ok := h.r.rt.Get(name).(*goja.Object)
	if !ok {
		return fmt.Errorf("goja has no %s", name)
	}
	h.constructors[name] = constructor
	hooked := h.machine.Hook(constructor, func(original inside.Constructor) inside.Constructor {
		return func(args []goja.Value, newTarget *goja.Object) *goja.Object {
			byEngine := h.byEngine(args, newTarget == constructor)
			if byEngine {
				args = []goja.Value{h.wording.translate(name, args[0])}
			}
			e := original(args, newTarget)
			h.remember(e, h.outermost(newTarget, constructor), byEngine || h.builtin)
			if t := h.machine.Remembered(e); byEngine && name == "SyntaxError" && t != nil {
				t.Frames = withoutEvalTwice(t.Frames)
			}
			h.builtin = false
			return e
		}
	})
	if !hooked {
		return fmt.Errorf("goja's %s is no native constructor", name)
	}
	return nil
}

// withoutEvalTwice leaves out the call that goja has twice when a text that it evaluates is no JavaScript.
func withoutEvalTwice(frames []inside.Frame) []inside.Frame {
	if len(frames) < 2 {
		return frames
	}
	a, b := &frames[0], &frames[1]
	if a.Program != b.Program || a.PC != b.PC || a.Function != b.Function {
		return frames
	}
	return frames[1:]
}

// maxConstructors bounds how many constructors of derived classes are looked for.
const maxConstructors = 32

// outermost returns the constructor that new was called for, down to which calls only make the error; nil if there is none
// but goja's own. goja does not call the constructor of a class that has none written.
func (h *errorHook) outermost(newTarget, constructor *goja.Object) *goja.Object {
	for c := newTarget; c != nil && c != constructor && !h.machine.IsProxy(c); c = c.Prototype() {
		if h.machine.Calls(c, maxConstructors) {
			return c
		}
	}
	return nil
}

// byEngine tells whether goja itself makes an error: then it names the constructor as the target too, and a program's
// arguments come from its stack.
func (h *errorHook) byEngine(args []goja.Value, target bool) bool {
	if h.own {
		h.own = false
		return false
	}
	return target && len(args) == 1 && !h.machine.OnStack(args)
}

// remember notes in e the calls on the way. Those down to one of skip are left out: they only make the error. One that goja
// made may come from a built-in function that has no call.
func (h *errorHook) remember(e, skip *goja.Object, byEngine bool) {
	t := &inside.Trace{Thrown: h.thrown}
	h.thrown = nil
	if limit, ok := h.r.stacks.limit(); ok {
		t.Limit, t.Frames = limit, h.capture(limit, skip, byEngine)
	} else {
		t.Headless = true
	}
	h.machine.Remember(e, t, h.get, h.set)
}

// capture returns at most limit calls on the way and, behind them, the functions that await the running one.
func (h *errorHook) capture(limit int, skip *goja.Object, builtin bool) []inside.Frame {
	scratch := h.frames[:0]
	keep := h.r.stacks.keep
	if builtin {
		if f, ok := h.machine.Builtin(); ok && keep(&f) && !h.r.stacks.isFrameless(&f) {
			scratch = append(scratch, f)
		}
	}
	scratch = h.machine.Frames(scratch, limit-len(scratch), skip, keep)
	if n := len(scratch); n > 0 && n < limit && h.r.host != nil && h.isOutermost(&scratch[n-1]) {
		scratch[n-1].HiddenBy, scratch[n-1].HiddenThis = nil, h.r.host.Calling
	}
	if len(scratch) < limit && !h.noAsync {
		scratch = h.machine.Awaiting(scratch, limit-len(scratch), keep)
	}
	frames := make([]inside.Frame, len(scratch))
	copy(frames, scratch)
	clear(scratch)
	h.frames = scratch
	return frames
}

// isOutermost tells whether the loop itself made the call.
func (h *errorHook) isOutermost(f *inside.Frame) bool {
	return f.HiddenBy == nil || h.machine.Source(f.HiddenBy) == h.machine.Source(enterProgram)
}

// newError makes an error of the named constructor with the stack of the running code.
func (r *Realm) newError(constructor, message string) *goja.Object {
	r.errors.own = true
	e, err := r.rt.New(r.errors.constructors[constructor], r.rt.ToValue(message))
	if err != nil {
		panic(fmt.Sprintf("realm: making a %s: %v", constructor, err))
	}
	return e
}

// newCodedError makes an error as Node's own: `TypeError [ERR_X]: message` in the stack, code as a property.
func (r *Realm) newCodedError(constructor, code, message string) *goja.Object {
	return r.newHiddenError(constructor, code, message, "")
}

// newHiddenError is newCodedError for an error that may be made when no program runs: then the stack has a frame of Node's.
func (r *Realm) newHiddenError(constructor, code, message, frame string) *goja.Object {
	e := r.newError(constructor, message)
	if t := r.errors.machine.Remembered(e); t != nil {
		t.Hidden = frame
	}
	_ = e.Set("code", code)
	_ = e.DefineDataProperty("name", r.rt.ToValue(constructor+" ["+code+"]"), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	e.Get("stack") // written with the name as it is now
	_ = e.Delete("name")
	return e
}
