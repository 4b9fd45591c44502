package inside

import (
	"unsafe"

	"github.com/dop251/goja"
)

// Combinator says that a promise waits in Promise.all, allSettled or any.
type Combinator struct {
	Name  string // "all", "allSettled", "any"
	Index int
}

// Awaiting appends to list the async functions that wait for the one that is running, the nearest first, until there are
// limit more; a Frame with Combinator set stands for a call of Promise.all and the like. The chain ends where a promise
// has no reaction or more than one, as V8's does, and when it is too long: it may be a ring, of promises that wait for
// each other.
func (m *Machine) Awaiting(list []Frame, limit int, keep func(*Frame) bool) []Frame {
	promise := m.runningPromise()
	end := len(list) + limit
	for steps := 0; promise != nil && len(list) < end && steps < longestChain; steps++ {
		waiting := m.onlyReaction(promise)
		if waiting.fulfilled == nil {
			break
		}
		var f Frame
		promise, f = m.next(waiting)
		if (f.Program != nil || f.Combinator != nil) && keep(&f) {
			list = append(list, f)
		}
	}
	return list
}

// longestChain is how many promises Awaiting passes.
const longestChain = 1000

// SetJob tells which promise job is about to run.
func (m *Machine) SetJob(job func()) { m.job = job }

// runningPromise returns the promise that the running promise job settles, nil if it is another kind of code.
func (m *Machine) runningPromise() *goja.Object {
	if runner := *m.regs.runner.in(m.vm); runner != nil {
		return m.promiseOf(runner)
	}
	if running := m.closures.reactionOf(m.job); running != nil {
		promise, _ := m.next(reaction{fulfilled: running})
		return promise
	}
	return nil
}

// promiseOf returns the promise of an async function on the way.
func (m *Machine) promiseOf(runner unsafe.Pointer) *goja.Object {
	return m.promiseIn(*m.async.promise.in(runner))
}

func (m *Machine) promiseIn(capability unsafe.Pointer) *goja.Object {
	if capability == nil {
		return nil
	}
	return *m.capability.promise.in(capability)
}

// reaction is what waits for a promise: goja's promiseReaction for either outcome.
type reaction struct{ fulfilled, rejected unsafe.Pointer }

// onlyReaction returns what waits for promise if it is one thing, else nothing.
func (m *Machine) onlyReaction(promise *goja.Object) reaction {
	self := m.selfOf(promise)
	if self.kind != m.promise.kind {
		return reaction{}
	}
	fulfilled, rejected := *m.promise.fulfilled.in(self.data), *m.promise.rejected.in(self.data)
	if len(fulfilled) != 1 || len(rejected) != 1 {
		return reaction{}
	}
	return reaction{fulfilled[0], rejected[0]}
}

// next returns the promise that r settles, and the frame of what goes on when it runs.
func (m *Machine) next(r reaction) (*goja.Object, Frame) {
	if runner := *m.reaction.runner.in(r.fulfilled); runner != nil {
		return m.promiseOf(runner), m.suspended(runner)
	}
	if promise, c := m.settles(r); promise != nil {
		return promise, Frame{Combinator: c, Async: true}
	}
	return m.promiseIn(*m.reaction.capability.in(r.fulfilled)), Frame{}
}

// suspended returns the frame of an async function that waits at an await.
func (m *Machine) suspended(runner unsafe.Pointer) Frame {
	p := unsafe.Add(runner, m.async.context.offset)
	f := Frame{Program: *m.context.prg.in(p), PC: *m.context.pc.in(p) - 1, Async: true}
	if values := *m.async.stack.in(p); len(values) > 1 {
		f.Function, _ = values[0].(*goja.Object)
		f.This = values[1]
	}
	return f
}
