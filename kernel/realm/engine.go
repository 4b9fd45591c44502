package realm

import (
	"errors"
	"fmt"

	"github.com/dop251/goja"
)

// rejection is an uncaught error that reached the loop as the reason of a promise: origin 'unhandledRejection'.
type rejection struct {
	reason goja.Value
	place  string // the line of Node's that throws it; "" is that for a promise without a handler
}

func (e rejection) Error() string { return "unhandled rejection: " + e.reason.String() }

// thrown is an uncaught error that is already a JavaScript value.
type thrown struct{ value goja.Value }

func (e thrown) Error() string { return "uncaught: " + e.value.String() }

// Uncaught implements [scheduler.Engine]: ON_EXCEPTION of node-loop section 8. A notebook survives every exception:
// it ends the cell whose code threw.
func (r *Realm) Uncaught(err error) (handled bool) {
	if leftByPanic(err) {
		r.vm.restore()
	}
	if r.program != nil {
		return r.uncaughtInProgram(err)
	}
	if code, ok := exited(err); ok {
		r.exited(code)
		return true
	}
	if isInterrupt(err) {
		r.interrupted(err)
		return true
	}
	if value, origin, ok := r.thrownValue(err); ok && r.process.handlesException(value, origin) {
		return true
	}
	r.blame(r.exception(err))
	return true
}

// leftByPanic reports whether JavaScript was left in a way that goja does not clean up after.
func leftByPanic(err error) bool {
	var overflow *goja.StackOverflowError
	return isInterrupt(err) || errors.As(err, &overflow)
}

// throwNested reports an exception found by native code that was called by JavaScript. What left JavaScript by a panic
// goes on as one, to the loop.
func (r *Realm) throwNested(err error) {
	if leftByPanic(err) {
		panic(err)
	}
	r.loop.Throw(err)
}

// throwMicrotask is throwNested for what a callback of queueMicrotask threw.
func (r *Realm) throwMicrotask(err error) {
	if leftByPanic(err) {
		panic(err)
	}
	r.loop.Throw(microtaskError{err})
}

// exitHandlerThrew is the exit code after an exception in a handler of uncaught exceptions.
const exitHandlerThrew = 7

// uncaughtInProgram is Uncaught for a program: what no handler takes ends it.
func (r *Realm) uncaughtInProgram(err error) (handled bool) {
	if v, origin, ok := r.thrownValue(err); ok && !r.program.dead {
		switch handled, err := r.process.tryHandlers(v, origin); {
		case err != nil:
			if _, ok := exited(err); !ok {
				r.printFatal(err)
				r.halt(exitHandlerThrew)
			}
			return false
		case handled:
			return true
		}
	}
	r.die(err)
	return false
}

// interrupted ends the running cell, or the leftover callback that was stopped while no cell ran.
func (r *Realm) interrupted(err error) {
	e := r.keyboardInterrupt(err)
	if errors.Is(err, errMemory) {
		e = r.memoryError(err)
	} else if !r.takeInterrupt() {
		return // Close
	}
	r.rt.ClearInterrupt()
	x := r.running
	if x == nil {
		x = r.current()
	}
	if x != nil {
		x.fail(e)
	}
}

// exited ends the cell whose code called process.exit: quietly, or with an error if the code is not 0.
func (r *Realm) exited(code int) {
	r.rt.ClearInterrupt()
	x := r.current()
	if x == nil {
		return
	}
	if code == 0 {
		x.quit()
		return
	}
	value := fmt.Sprintf("process.exit(%d)", code)
	x.fail(&Exception{Name: "ProcessExit", Value: value, Traceback: []string{"ProcessExit: " + value}})
}

// blame ends the cell whose code is running with e.
func (r *Realm) blame(e *Exception) {
	x := r.current()
	if x == nil {
		x = r.running
	}
	if x == nil {
		r.log.Error("uncaught exception outside any cell", "name", e.Name, "value", e.Value)
		return
	}
	x.fail(e)
}

// thrownValue returns what a program would see of err in a catch clause.
func (r *Realm) thrownValue(err error) (v goja.Value, origin string, ok bool) {
	var ex *goja.Exception
	var rej rejection
	var th thrown
	switch {
	case errors.As(err, &rej):
		return rej.reason, "unhandledRejection", true
	case errors.As(err, &th):
		return th.value, "uncaughtException", true
	case errors.As(err, &ex):
		return ex.Value(), "uncaughtException", true
	}
	return nil, "", false
}
