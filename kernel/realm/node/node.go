// Package node holds Node's built-in modules: Go on the standard library underneath, Node's shapes in embedded
// JavaScript on top. It is not a loader (kernel/realm resolves and caches modules) and not the loop: it starts
// nothing but through the [Host] it is given.
//
//	m, ok := node.Lookup("node:events")   // the table of built-in modules
//	exports, err := m.Load(host)          // at the first require, once for each realm
package node

import (
	"github.com/dop251/goja"

	"loopbook/display/inspect"
	"loopbook/scheduler"
)

// Host is what a module may use of the realm that loads it. Loop goroutine only, inside a JavaScript frame.
type Host struct {
	Runtime   *goja.Runtime
	Loop      *scheduler.Loop
	Inspector *inspect.Inspector
	// Require returns the exports of another built-in module, loading it first if need be.
	Require func(id string) (goja.Value, error)
	// Compile runs embedded JavaScript as function(exports, require, module, internal, primordials…) under an internal
	// file name whose frames are cut from the user's stacks; the compiled program is cached by name for the process.
	Compile func(name, source string) (goja.Callable, error)
	// Process is the process object of the realm (nextTick, emitWarning, env …).
	Process *goja.Object
	// Throw reports an exception that has no caller to go to (an EventTarget listener) as Node's uncaughtException.
	Throw func(err error)
}
