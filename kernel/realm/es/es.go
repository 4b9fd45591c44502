// Package es holds what ECMA-262, as V8 13.6 (Node 24) has it, defines and goja lacks or does otherwise: iterator
// helpers, Promise.try, Array.fromAsync, weak references, resizable buffers, Atomics, Intl and so on. It is not Node (no
// module, no process) and not syntax (package lower makes goja parse what it does not know): only built-in objects.
//
//	err := es.Install(rt, es.Host{Error: …, Post: …})    // once for each realm, before any program runs
//
// What a program does not touch costs next to nothing. A function added to an object that goja made is a Go function; its
// body, where that is plainest in JavaScript, is compiled at the first call. A new global is made when it is first read:
//
//	[].values().map(f) ── native map (iterator.go) ── first call ──> js/iterator.js
//	globalThis.WeakRef ── not made yet (lazy.go) ── first read ──> constructor and prototype (weakref.go)
//
// Everything here belongs to the goroutine that runs the realm, inside a JavaScript frame.
package es

import (
	"fmt"

	"github.com/dop251/goja"
)

// Host is what the language needs of the realm around it. Fields without a note are required.
type Host struct {
	// Error makes an error of the named constructor, with V8's stack of the running code.
	Error func(constructor, message string) *goja.Object
	// Describe writes a value as V8 quotes it in messages, without running any code of the program (NoSideEffectsToString).
	Describe func(v goja.Value) string
	// Bind returns a function, for any goroutine, that queues a task as one turn of the event loop in the context of the
	// code that called Bind. It holds nothing alive. What the task returns is an uncaught exception.
	Bind func() (post func(task func() error))
	// Pending reserves one such turn that holds the loop alive until the returned function is called, once, from any goroutine.
	// A nil task runs nothing.
	Pending func() (send func(task func() error))
	// AfterJobs has fn called whenever the promise jobs of a piece of work have run dry.
	AfterJobs func(fn func())
	// AsyncLibrary is the native function that makes what the realm's async generators need, once, and returns it: an
	// object with %AsyncIteratorPrototype% as AsyncIteratorPrototype.
	AsyncLibrary *goja.Object
	// Symbol returns the well-known symbol Symbol[name] if goja has none of its own (asyncIterator, dispose, asyncDispose).
	Symbol func(name string) *goja.Symbol
	// Shared is filled by Install, if it is not nil.
	Shared *Shared
	// Locale is the language tag of the user ("de-DE"), for formats that name none. One that there is no data for is en-US.
	Locale string
	// ExposeGC asks for the global function gc().
	ExposeGC bool
}

// language is the state of one realm's additions.
type language struct {
	rt     *goja.Runtime
	global *goja.Object
	Host
	primordials
	globals   *globalTable
	libraries map[string]*goja.Object // what the embedded sources returned, by name
	weakness
	buffers
	regexps
	intlObjects

	iteratorPrototype, iteratorConstructor *goja.Object
}

// primordials are goja's own functions as they were before any program could replace them.
type primordials struct {
	descriptor     native     // Object.getOwnPropertyDescriptor
	defineProperty native     // Object.defineProperty
	ownKeys        native     // Reflect.ownKeys
	apply          goja.Value // Reflect.apply
	promise        *goja.Object
	promiseResolve goja.Value // Promise.resolve
	promiseThen    goja.Value // Promise.prototype.then
}

// Install adds to rt what it lacks. The error means that this goja is not the one this package knows.
func Install(rt *goja.Runtime, h Host) error {
	l := &language{rt: rt, global: rt.GlobalObject(), Host: h, libraries: map[string]*goja.Object{}}
	object, reflect := l.object(l.global, "Object"), l.object(l.global, "Reflect")
	l.descriptor, l.defineProperty = raw(object.Get("getOwnPropertyDescriptor")), raw(object.Get("defineProperty"))
	l.ownKeys, l.apply = raw(reflect.Get("ownKeys")), reflect.Get("apply")
	l.promise = l.object(l.global, "Promise")
	l.promiseResolve, l.promiseThen = l.promise.Get("resolve"), l.object(l.promise, "prototype").Get("then")
	var err error
	if l.globals, err = l.newGlobalTable(); err != nil {
		return fmt.Errorf("es: %w", err)
	}
	for _, step := range []func() error{
		l.installIterator, l.installPromise, l.installGroup, l.installString, l.installNumber, l.installAnnexB, l.installError,
		l.installArray, l.installSort, l.installDisposable, l.installAsyncIterator, l.installWeak,
		l.installBuffers, l.installHalf, l.installFloat16, l.installShared, l.installAtomics, l.installRegexp, l.installIntl,
	} {
		if err := step(); err != nil {
			return fmt.Errorf("es: %w", err)
		}
	}
	return nil
}

// object returns a property of goja's own that is an object.
func (l *language) object(o *goja.Object, path ...string) *goja.Object {
	for _, name := range path {
		next, ok := o.Get(name).(*goja.Object)
		if !ok {
			panic("es: goja has no " + name)
		}
		o = next
	}
	return o
}

// raw is the Go function behind a function object: exceptions leave it as panics, as they leave any native of goja.
func raw(fn goja.Value) func(goja.FunctionCall) goja.Value {
	f, _ := fn.Export().(func(goja.FunctionCall) goja.Value)
	return f
}

// call calls a function object.
func call(fn goja.Value, this goja.Value, args ...goja.Value) goja.Value {
	return raw(fn)(goja.FunctionCall{This: this, Arguments: args})
}

// throw leaves the running native function with an error.
func (l *language) throw(constructor, format string, args ...any) {
	panic(l.Error(constructor, fmt.Sprintf(format, args...)))
}
