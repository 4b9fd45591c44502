package realm

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/dop251/goja"

	"loopbook/display"
	"loopbook/display/inspect"
	"loopbook/scheduler"
)

// HOW a cell whose result is promises is shown
//
// A promise, an array of promises, an object of promises, and what Promise.allSettled gives are shown as a table: one row
// each, with state, value or reason, and when it was settled. The text beside it is what Node prints. Promises are worth
// waiting for, so the table is drawn at the end of the cell; until then each step of the loop looks which of them have
// been settled since (tally), which tells their order without touching them: a reaction would count as a handler.
// What was settled before the body ended has no order of its own, unless the cell is recorded.

// tableLimit is how many promises a result may hold to be looked at.
const tableLimit = 1000

// watched is the result of a cell that is a table: promises, or outcomes of Promise.allSettled.
type watched struct {
	x        *execution
	outcomes []display.Outcome
	promises []*goja.Object // beside outcomes; nil for those of allSettled
	open     []int          // indexes of those that were pending when last looked at
	settled  int            // how many have been settled
}

// watch returns the table that v is, nil if it is none.
func (x *execution) watch(v goja.Value) *watched {
	r := x.r
	o, ok := v.(*goja.Object)
	if !ok || r.errors.machine.IsProxy(o) {
		return nil
	}
	w := &watched{x: x}
	switch {
	case r.errors.machine.IsPromise(o):
		w.add("promise", o)
	case o.ClassName() == "Array":
		ok = w.list(o)
	default:
		ok = w.object(o)
	}
	if !ok || len(w.outcomes) == 0 {
		return nil
	}
	w.first()
	return w
}

// list takes the elements of an array: all promises, or all outcomes.
func (w *watched) list(o *goja.Object) bool {
	n := o.Get("length").ToInteger()
	if n < 1 || n > tableLimit {
		return false
	}
	for i := range int(n) {
		v := w.field(o, strconv.Itoa(i))
		e, ok := v.(*goja.Object)
		switch {
		case !ok:
			return false
		case w.x.r.errors.machine.IsPromise(e):
			w.add("", e)
		case !w.outcome(e):
			return false
		}
	}
	return true
}

// object takes the properties of a plain object: all of them promises.
func (w *watched) object(o *goja.Object) bool {
	r := w.x.r
	if o.ClassName() != "Object" || o.Prototype() != nil && o.Prototype() != r.rt.NewObject().Prototype() {
		return false
	}
	keys := o.Keys()
	if len(keys) > tableLimit {
		return false
	}
	for _, key := range keys {
		v := w.field(o, key)
		if _, ok := r.asPromise(v); !ok {
			return false
		}
		w.add(key, v.(*goja.Object))
	}
	return true
}

// field is a data property; no getter is called.
func (w *watched) field(o *goja.Object, name string) goja.Value {
	d := w.x.r.descriptor(o, name)
	if d == nil {
		return nil
	}
	return d.Get("value")
}

// outcome takes one element of what Promise.allSettled gives.
func (w *watched) outcome(o *goja.Object) bool {
	if w.x.r.errors.machine.IsProxy(o) {
		return false
	}
	status, value, reason := w.field(o, "status"), w.field(o, "value"), w.field(o, "reason")
	if status == nil || len(o.Keys()) != 2 {
		return false
	}
	switch state := status.String(); {
	case state == "fulfilled" && value != nil:
		w.outcomes = append(w.outcomes, display.Outcome{State: scheduler.Fulfilled, Value: w.x.r.inspectBriefly(value)})
	case state == "rejected" && reason != nil:
		w.outcomes = append(w.outcomes, display.Outcome{State: scheduler.Rejected, Value: w.x.r.inspectBriefly(reason)})
	default:
		return false
	}
	w.promises = append(w.promises, nil)
	return true
}

func (w *watched) add(name string, o *goja.Object) {
	w.outcomes = append(w.outcomes, display.Outcome{Name: name, State: scheduler.Pending})
	w.promises = append(w.promises, o)
}

// first looks at all promises, when the body has ended.
func (w *watched) first() {
	for i, o := range w.promises {
		switch {
		case o == nil:
		case w.take(i):
			w.settled++
			w.outcomes[i].At = "in the body"
		default:
			w.open = append(w.open, i)
		}
	}
	if i := slices.IndexFunc(w.outcomes, func(o display.Outcome) bool { return o.At != "" }); w.settled == 1 && len(w.outcomes) > 1 {
		w.outcomes[i].Order = 1
	}
}

// take notes the state of promise i; false if it is pending.
func (w *watched) take(i int) bool {
	p, _ := w.x.r.asPromise(w.promises[i])
	switch p.State() {
	case goja.PromiseStateFulfilled:
		w.outcomes[i].State = scheduler.Fulfilled
	case goja.PromiseStateRejected:
		w.outcomes[i].State = scheduler.Rejected
	default:
		return false
	}
	return true
}

// tally looks which promises have been settled since it last looked. Called after every step of the loop while a cell
// with such a result runs.
func (w *watched) tally() {
	if len(w.outcomes) == 1 {
		return // there is no order of one
	}
	kept := w.open[:0]
	before := w.settled
	for _, i := range w.open {
		if !w.take(i) {
			kept = append(kept, i)
			continue
		}
		w.settled++
		w.outcomes[i].Order = before + 1 // those of one step are even
		if w.x.virtual {
			w.outcomes[i].At = fmt.Sprintf("%g ms", w.x.r.loop.Now()-w.x.began)
		}
	}
	w.open = kept
}

// bundle draws the table. t says more about where promises were settled, if the cell was recorded; plain is the result as
// Node prints it.
func (w *watched) bundle(t *traced, plain string) display.Bundle {
	r := w.x.r
	for i, o := range w.promises {
		if o == nil {
			continue
		}
		if w.take(i) {
			p, _ := r.asPromise(o)
			w.outcomes[i].Value = r.inspectBriefly(p.Result())
		}
	}
	if t != nil {
		w.settledAt(t)
	}
	return display.Outcomes(w.outcomes).With(display.MIMEText, plain)
}

// tally lets the result of the running cell look at its promises.
func (r *Realm) tally() {
	if x := r.running; x != nil && x.watched != nil && len(x.watched.open) > 0 {
		x.watched.tally()
	}
}

// inspectBriefly is a value on one line, an error as "Name: message"; none of the program's own code is asked.
func (r *Realm) inspectBriefly(v goja.Value) string {
	if o, ok := v.(*goja.Object); ok && r.errors.machine.IsError(o) {
		return r.stacks.header(o)
	}
	options := inspect.Default()
	options.CustomInspect, options.Depth, options.BreakLength, options.MaxArrayLength, options.MaxStringLength = false, 1, 1<<30, 10, 200
	s, err := r.inspectInTime(v, options)
	if err != nil {
		return "[a value that cannot be shown]"
	}
	return s
}

// settledAt says of each promise at which step of the trace it was settled, and gives all their order.
func (w *watched) settledAt(t *traced) {
	steps := make([]int, len(w.outcomes))
	for i, p := range w.records(t.trace) {
		if p == nil || p.State == scheduler.Pending {
			continue
		}
		steps[i] = p.Settled.Step
		w.outcomes[i].At = display.PlaceOf(p.Settled)
		if t.trace.Clock == scheduler.VirtualTime {
			if e := eventOf(t.trace, p.Settled.Step); e != nil {
				w.outcomes[i].At += fmt.Sprintf(", %g ms", e.Time)
			}
		}
	}
	for i, step := range steps {
		if step == 0 {
			continue
		}
		w.outcomes[i].Order = 1
		for _, other := range steps {
			if other > 0 && other < step {
				w.outcomes[i].Order++
			}
		}
	}
}

func eventOf(t *scheduler.Trace, step int) *scheduler.Event {
	i, found := slices.BinarySearchFunc(t.Events, step, func(e scheduler.Event, n int) int { return cmp.Compare(e.N, n) })
	if !found {
		return nil
	}
	return &t.Events[i]
}

// records are the promises in the trace, in the order of the table; nil where one is not known.
func (w *watched) records(t *scheduler.Trace) []*scheduler.Promise {
	byID := map[int]*scheduler.Promise{}
	for i := range t.Promises {
		byID[t.Promises[i].ID] = &t.Promises[i]
	}
	found := make([]*scheduler.Promise, len(w.outcomes))
	if w.promises[0] == nil {
		return w.inputs(t, byID, found)
	}
	for i, o := range w.promises {
		if p := w.x.recording.known[o]; p != nil {
			found[i] = byID[p.id]
		}
	}
	return found
}

// inputs finds the promises whose outcomes Promise.allSettled gave: those of the last call with as many inputs that
// ended alike.
func (w *watched) inputs(t *scheduler.Trace, byID map[int]*scheduler.Promise, found []*scheduler.Promise) []*scheduler.Promise {
	for i := len(t.Promises) - 1; i >= 0; i-- {
		p := &t.Promises[i]
		if p.Kind != "Promise.allSettled" || len(p.Parents) != len(found) || p.State != scheduler.Fulfilled {
			continue
		}
		alike := true
		for j, id := range p.Parents {
			found[j] = byID[id]
			alike = alike && (found[j] == nil || found[j].State == w.outcomes[j].State)
		}
		if alike {
			return found
		}
		clear(found)
	}
	return found
}
