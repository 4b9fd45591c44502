package node

import (
	"github.com/dop251/goja"

	"loopbook/scheduler"
)

// task calls a JavaScript function without arguments.
func task(fn goja.Value) scheduler.Task {
	call, ok := goja.AssertFunction(fn)
	if !ok {
		panic("node: a task that is no function")
	}
	return func() error {
		_, err := call(goja.Undefined())
		return err
	}
}
