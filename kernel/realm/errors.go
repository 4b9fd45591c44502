package realm

import (
	"fmt"

	"github.com/dop251/goja"
)

// HOW errors get V8's words and V8's stacks
//
// goja makes its own errors (a call of undefined, a read from null) through the constructors that it keeps in its
// global state, the same that programs see. Both places are given constructors of ours: they make the error with
// goja's constructor, put the message into V8's words (message.go) and give it a stack in V8's format (stack.go).
// Everything else about errors (prototypes, cause, subclasses) stays goja's.

// errorHook holds goja's own error constructors by name. Loop goroutine only.
type errorHook struct {
	original map[string]*goja.Object
	wrapped  map[string]*goja.Object
}

// errorNames are the constructors, the parent of the others first.
var errorNames = []string{"Error", "TypeError", "RangeError", "ReferenceError", "SyntaxError", "EvalError", "URIError", "AggregateError"}

// installErrors replaces the error constructors.
func (r *Realm) installErrors() error {
	r.errors = &errorHook{original: map[string]*goja.Object{}, wrapped: map[string]*goja.Object{}}
	r.stacks = newStackFormat(r)
	for _, name := range errorNames {
		if err := r.wrapError(name); err != nil {
			return err
		}
	}
	return r.installStackTraceAPI(r.errors.wrapped["Error"])
}

// wrapError replaces the constructor called name, for programs and inside goja.
func (r *Realm) wrapError(name string) error {
	original, ok := r.rt.Get(name).(*goja.Object)
	if !ok {
		return fmt.Errorf("goja has no %s", name)
	}
	construct, _ := goja.AssertConstructor(original)
	var wrapper *goja.Object
	wrapper = r.rt.ToValue(func(call goja.ConstructorCall) *goja.Object {
		target := call.NewTarget
		if target == nil {
			target = wrapper
		}
		e, err := construct(target, call.Arguments...)
		if err != nil {
			panic(err)
		}
		r.finishError(e, target == wrapper)
		return e
	}).(*goja.Object)
	if err := r.dress(wrapper, original, name); err != nil {
		return err
	}
	slot, err := privateField[*goja.Object](r.rt, "global", name)
	if err != nil {
		return err
	}
	*slot = wrapper
	r.errors.original[name], r.errors.wrapped[name] = original, wrapper
	return r.rt.GlobalObject().DefineDataProperty(name, wrapper, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// dress makes wrapper look like original: name, length, prototype, place in the class chain.
func (r *Realm) dress(wrapper, original *goja.Object, name string) error {
	proto := original.Get("prototype").(*goja.Object)
	if parent := r.errors.wrapped["Error"]; parent != nil {
		if err := wrapper.SetPrototype(parent); err != nil {
			return err
		}
	}
	for key, v := range map[string]goja.Value{"name": r.rt.ToValue(name), "length": original.Get("length")} {
		if err := wrapper.DefineDataProperty(key, v, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			return err
		}
	}
	if err := wrapper.DefineDataProperty("prototype", proto, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
		return err
	}
	return proto.DefineDataProperty("constructor", wrapper, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// finishError gives a new error V8's message and stack. byEngine tells that it may be goja that made it: only then is
// the message goja's to be translated (a program that constructs a TypeError with goja's words keeps them if the top
// frame is a native one or its own `new`).
func (r *Realm) finishError(e *goja.Object, byEngine bool) {
	frames := r.stacks.capture()
	if byEngine && r.stacks.thrownByEngine(frames) {
		if text, ok := r.stacks.translate(e, frames); ok {
			_ = e.DefineDataProperty("message", r.rt.ToValue(text), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		}
	}
	r.stacks.attach(e, frames)
}

// newError makes an error of the named constructor with V8's stack of the running code.
func (r *Realm) newError(constructor, message string) *goja.Object {
	e, err := r.rt.New(r.errors.wrapped[constructor], r.rt.ToValue(message))
	if err != nil {
		panic(fmt.Sprintf("realm: making a %s: %v", constructor, err))
	}
	return e
}

// newCodedError makes an error as Node's own: `TypeError [ERR_X]: message` in the stack, code as a property.
func (r *Realm) newCodedError(constructor, code, message string) *goja.Object {
	e := r.newError(constructor, message)
	_ = e.Set("code", code)
	_ = e.DefineDataProperty("name", r.rt.ToValue(constructor+" ["+code+"]"), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	r.stacks.attach(e, r.stacks.capture())
	_ = e.Delete("name")
	return e
}
