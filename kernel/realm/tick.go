package realm

import (
	"github.com/dop251/goja"

	"loopbook/kernel/realm/node"
)

// tickMaker is process.nextTick. Ticks that ran are used again: a program that queues one tick from the other, as
// streams do, allocates nothing. Loop goroutine only.
type tickMaker struct {
	r         *Realm
	functions node.Functions
	spare     *tick
	spares    int
}

// tick is one callback of process.nextTick.
type tick struct {
	maker *tickMaker
	call  goja.Callable
	args  []goja.Value
	next  *tick // the next spare one
}

// maxSpares bounds what a flood of ticks leaves behind.
const maxSpares = 1024

// nextTick implements process.nextTick(callback, ...args).
func (m *tickMaker) nextTick(call goja.FunctionCall) goja.Value {
	fn, ok := m.functions.Of(call.Argument(0))
	if !ok {
		panic(m.r.invalidArgument("callback", "function", call.Argument(0)))
	}
	if m.r.loop.Exiting() {
		return goja.Undefined()
	}
	t := m.take()
	t.call = fn
	if args := call.Arguments[1:]; len(args) > 0 { // they lie on the stack of the engine
		t.args = append([]goja.Value(nil), args...)
	}
	m.r.loop.NextTickRunner(t)
	return goja.Undefined()
}

// take returns an empty tick.
func (m *tickMaker) take() *tick {
	t := m.spare
	if t == nil {
		return &tick{maker: m}
	}
	m.spare, t.next = t.next, nil
	m.spares--
	return t
}

// give takes back a tick that is no longer queued.
func (m *tickMaker) give(t *tick) {
	t.call, t.args = nil, nil
	if m.spares < maxSpares {
		t.next, m.spare = m.spare, t
		m.spares++
	}
}

// Run implements [scheduler.Runner].
func (t *tick) Run() error {
	call, args := t.call, t.args
	t.maker.give(t)
	_, err := call(goja.Undefined(), args...)
	return err
}
