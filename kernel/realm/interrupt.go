package realm

import (
	"errors"
	"time"

	"github.com/dop251/goja"
)

// HOW an interrupt stops whatever runs
//
// The request comes from another goroutine (the control channel, SIGINT). Three things may be going on:
//
//	JavaScript runs       goja.Interrupt makes the engine leave at its next instruction with an InterruptedError,
//	                      past every catch and finally; the scheduler hands that to Uncaught, which ends the cell.
//	the loop sleeps       a posted task wakes it and ends the cell (a pending await, timers, an interval).
//	it waits for input    whoever waits (Cell.Input) is interrupted by its owner, then as in the first case.
//
// goja's flag stays set until cleared, so a request that no JavaScript meets would kill an innocent callback later:
// the posted task clears it. While no cell runs there is nothing to stop unless a leftover callback spins; the flag is
// raised only if the loop has not answered the post after a short while.

// idleGrace is how long a loop without a running cell may take to answer before its callback counts as spinning.
const idleGrace = 20 * time.Millisecond

// errInterrupt is the interrupt value of [Realm.Interrupt].
var errInterrupt = errors.New("interrupted")

// Interrupt ends the running cell with KeyboardInterrupt, keeping all variables; without one it does nothing, but ends
// a leftover callback that spins. Any goroutine; returns at once.
func (r *Realm) Interrupt() {
	r.interrupts.Add(1)
	if r.foreground.Load() {
		r.rt.Interrupt(errInterrupt)
	} else {
		time.AfterFunc(idleGrace, func() {
			if r.interrupts.Load() > 0 {
				r.rt.Interrupt(errInterrupt)
			}
		})
	}
	r.loop.Post(func() error {
		if r.takeInterrupt() && r.running != nil {
			r.running.fail(r.keyboardInterrupt(nil))
		}
		return nil
	})
}

// takeInterrupt consumes the outstanding requests; false if another place has done so.
func (r *Realm) takeInterrupt() bool {
	r.rt.ClearInterrupt()
	return r.interrupts.Swap(0) > 0
}

// keyboardInterrupt is the error of a cell that was stopped, with the place where it was if JavaScript was running; the
// name is the one that nbval and VS Code know.
func (r *Realm) keyboardInterrupt(err error) *Exception {
	const value = "the cell was stopped"
	return &Exception{Name: "KeyboardInterrupt", Value: value, Traceback: append(r.interruptedAt(err), "KeyboardInterrupt: "+value)}
}

// interruptedAt returns the lines that point to the innermost place in a cell, none if the loop was waiting.
func (r *Realm) interruptedAt(err error) []string {
	var i *goja.InterruptedError
	if !errors.As(err, &i) {
		return nil
	}
	file, line, column, ok := r.stacks.firstPlace(i.String())
	if !ok {
		return nil
	}
	line, column = r.stacks.place(file, line, column)
	return pointer(file, line, column, r.stacks.line(file, line))
}

// isInterrupt reports whether err is JavaScript leaving because of [Realm.Interrupt] or [Realm.Close].
func isInterrupt(err error) bool {
	var i *goja.InterruptedError
	return errors.As(err, &i)
}
