package realm

import (
	"reflect"

	"github.com/dop251/goja"
)

// HOW async generators run on goja, which has none
//
// Lowered code gives the body of an async generator as a plain generator that yields what it awaits, and marks what it
// really yields:
//
//	async function* g() { yield await x }      function g() { return A.start(g, function* () { yield A.yield(yield yield x) }) }
//
// The object made by A.start is the AsyncGenerator of ECMA-262 section 27.6: the queue of requests, the states and the
// exact number of jobs each step takes. drive is the heart: it resumes the body until it awaits, yields or ends.
//
//	request ──> queue ──> resume body ─┬─ await v ──> then(…) ──> resume body …
//	                                   ├─ yield v ──> settle the first request; the next one resumes the body at once
//	                                   └─ end ─────> settle; requests behind it are answered one by one (drain)

// asyncState is [[AsyncGeneratorState]].
type asyncState int

const (
	suspendedStart asyncState = iota
	suspendedYield
	executing
	awaitingReturn
	completedState
)

// completion is a completion record: how the body, or a request, goes on.
type completion int

const (
	normalCompletion completion = iota
	throwCompletion
	returnCompletion
)

// asyncRequest is one AsyncGeneratorRequest: next, throw or return, and the promise that answers it.
type asyncRequest struct {
	kind    completion
	value   goja.Value
	resolve func(any) error
	reject  func(any) error
	promise *goja.Promise
}

// asyncGenerator is one AsyncGenerator object. Loop goroutine only.
type asyncGenerator struct {
	lib      *asyncLibrary
	body     *goja.Object // the plain generator
	state    asyncState
	queue    []*asyncRequest
	raw      bool // the yield it stands at wants its resumption as a record (A.delegate)
	atOnce   bool // the await that goes on had no promise to wait for
	awaiting func(kind completion, v goja.Value)

	fulfilled, rejected goja.Value // the reactions of an await, made once
}

// installGenerators makes return() of plain generators, on which the async ones stand, do what it should.
func (r *Realm) installGenerators() error { return r.errors.machine.RepairGenerators() }

// start implements A.start(fn, body).
func (lib *asyncLibrary) start(call goja.FunctionCall) goja.Value {
	body := call.Argument(1).(*goja.Object)
	proto, ok := call.Argument(0).(*goja.Object).Get("prototype").(*goja.Object)
	if !ok {
		proto = lib.generatorPrototype
	}
	g := &asyncGenerator{lib: lib, body: body}
	o := lib.r.rt.CreateObject(proto)
	_ = o.DefineDataPropertySymbol(lib.slot, lib.r.rt.ToValue(g), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	return o
}

// enqueue implements the three methods of %AsyncGeneratorPrototype% (sections 27.6.1.2 to 27.6.1.4).
func (lib *asyncLibrary) enqueue(kind completion) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		g := lib.generatorOf(call.This)
		if g == nil {
			promise, _, reject := lib.r.rt.NewPromise()
			_ = reject(lib.r.newError("TypeError", kind.method()+" method called on incompatible receiver "+lib.r.plainText(call.This)))
			return lib.r.rt.ToValue(promise)
		}
		return g.request(kind, call.Argument(0))
	}
}

// request queues a request and returns the promise of its answer.
func (g *asyncGenerator) request(kind completion, v goja.Value) goja.Value {
	promise, resolve, reject := g.lib.r.rt.NewPromise()
	g.queue = append(g.queue, &asyncRequest{kind, v, resolve, reject, promise})
	if g.state != executing && g.state != awaitingReturn {
		g.resumeNext()
	}
	return g.lib.r.rt.ToValue(promise)
}

func (k completion) method() string { return [...]string{"next", "throw", "return"}[k] }

// generatorOf returns the generator behind an object, nil if it is none.
func (lib *asyncLibrary) generatorOf(v goja.Value) *asyncGenerator {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	slot := o.GetSymbol(lib.slot)
	if slot == nil {
		return nil
	}
	g, _ := slot.Export().(*asyncGenerator)
	return g
}

// resumeNext acts on the first request of a generator that is not running (AsyncGeneratorResume and the first steps of
// next, throw and return).
func (g *asyncGenerator) resumeNext() {
	for len(g.queue) > 0 && g.state != executing && g.state != awaitingReturn {
		req := g.queue[0]
		if g.state == suspendedStart && req.kind != normalCompletion {
			g.state = completedState
		}
		if g.state == completedState {
			g.answerCompleted(req)
			continue
		}
		if g.state == suspendedYield && req.kind == returnCompletion {
			g.state = executing
			g.await(req.value, g.returnAtYield)
			return
		}
		g.state = executing
		g.resume(req.kind, req.value)
	}
}

// returnAtYield goes on after the operand of return() was awaited at a yield (AsyncGeneratorYield steps 10 to 13). In a
// yield*, an operand that was rejected is handed to next() of the inner iterator: so does V8, though ECMA-262 says throw().
func (g *asyncGenerator) returnAtYield(kind completion, v goja.Value) {
	switch {
	case kind == normalCompletion:
		kind = returnCompletion
	case g.raw && !g.atOnce:
		kind = normalCompletion
	}
	g.resume(kind, v)
	g.resumeNext()
}

// answerCompleted answers a request to a generator that has ended (AsyncGeneratorDrainQueue).
func (g *asyncGenerator) answerCompleted(req *asyncRequest) {
	switch req.kind {
	case normalCompletion:
		g.settle(normalCompletion, goja.Undefined(), true)
	case throwCompletion:
		g.settle(throwCompletion, req.value, true)
	case returnCompletion:
		g.state = awaitingReturn
		g.await(req.value, func(kind completion, v goja.Value) {
			g.state = completedState
			g.settle(kind, v, true)
			g.resumeNext()
		})
	}
}

// settle answers the first request (AsyncGeneratorCompleteStep).
func (g *asyncGenerator) settle(kind completion, v goja.Value, done bool) {
	req := g.queue[0]
	g.queue[0] = nil
	g.queue = g.queue[1:]
	if kind == throwCompletion {
		_ = req.reject(v)
		return
	}
	_ = req.resolve(g.lib.iteratorResult(v, done))
}

// resume runs the body until it awaits, yields or ends.
func (g *asyncGenerator) resume(kind completion, v goja.Value) {
	if g.raw {
		v, kind = g.lib.record(kind, v), normalCompletion
	}
	g.raw = false
	for {
		value, done, ok := g.advance(kind, v)
		if !ok {
			return
		}
		if done {
			g.end(normalCompletion, value)
			return
		}
		marker := g.lib.taken(value)
		switch {
		case marker == nil:
			g.await(value, g.continued)
			return
		case marker.ret:
			kind, v = returnCompletion, marker.value
		default:
			g.raw, g.state = marker.raw, suspendedYield
			g.settle(normalCompletion, marker.value, false)
			return
		}
	}
}

// continued goes on after an await of the body.
func (g *asyncGenerator) continued(kind completion, v goja.Value) {
	g.resume(kind, v)
	g.resumeNext()
}

// advance runs the plain generator to its next yield or its end; not ok if it threw, which ends the generator.
func (g *asyncGenerator) advance(kind completion, v goja.Value) (value goja.Value, done, ok bool) {
	result, err := g.lib.step[kind](g.body, v)
	if err != nil {
		thrown, catchable := g.lib.caught(err)
		if !catchable {
			panic(err)
		}
		g.end(throwCompletion, thrown)
		return nil, false, false
	}
	o := result.(*goja.Object)
	if value = o.Get("value"); value == nil {
		value = goja.Undefined()
	}
	return value, o.Get("done").ToBoolean(), true
}

// end is the end of the body (AsyncGeneratorStart step 4).
func (g *asyncGenerator) end(kind completion, v goja.Value) {
	g.state = completedState
	g.settle(kind, v, true)
}

// await implements Await (section 27.7.5.3): next runs in a job of its own.
func (g *asyncGenerator) await(v goja.Value, next func(completion, goja.Value)) {
	o, ok := v.(*goja.Object)
	if !ok {
		g.later(normalCompletion, v, next)
		return
	}
	if o.ExportType() == promiseType {
		g.awaitPromise(v, next)
		return
	}
	var then goja.Value
	if ex := g.lib.r.rt.Try(func() { then = o.Get("then") }); ex != nil {
		g.later(throwCompletion, ex.Value(), next)
		return
	}
	if call, ok := goja.AssertFunction(then); ok {
		g.awaitPromise(g.lib.thenable(o, call), next)
		return
	}
	g.later(normalCompletion, v, next)
}

var promiseType = reflect.TypeFor[*goja.Promise]()

// later runs next in a job, the one that a promise would queue that is made of v at once and that nobody else sees.
func (g *asyncGenerator) later(kind completion, v goja.Value, next func(completion, goja.Value)) {
	r := g.lib.r
	x := r.current()
	ctx, begun := g.laterContext(v, r.loop.Context())
	r.jobs.push(ctx, func() {
		begun()
		if x == nil || !x.dead {
			next(kind, v)
		}
	})
}

// thenable stands for o, whose then has been read already.
func (lib *asyncLibrary) thenable(o *goja.Object, then goja.Callable) goja.Value {
	stand := lib.r.rt.NewObject()
	_ = stand.Set("then", func(call goja.FunctionCall) goja.Value {
		v, err := then(o, call.Arguments...)
		if err != nil {
			panic(err)
		}
		return v
	})
	return stand
}

// awaitPromise is await for what only a promise can wait for.
func (g *asyncGenerator) awaitPromise(v goja.Value, next func(completion, goja.Value)) {
	promise, err := g.lib.promiseResolve(g.lib.promise, v)
	if err != nil {
		reason, ok := g.lib.caught(err)
		if !ok {
			panic(err)
		}
		g.atOnce = true
		next(throwCompletion, reason)
		g.atOnce = false
		return
	}
	if g.fulfilled == nil {
		g.fulfilled, g.rejected = g.reaction(normalCompletion), g.reaction(throwCompletion)
	}
	g.awaiting = next
	if c := g.lib.r.trace; c != nil {
		c.host = g.traced(v)
	}
	if _, err := g.lib.promiseThen(promise, g.fulfilled, g.rejected); err != nil {
		panic(err)
	}
}

// reaction makes the function that continues an await.
func (g *asyncGenerator) reaction(kind completion) goja.Value {
	return g.lib.r.rt.ToValue(func(call goja.FunctionCall) goja.Value {
		next := g.awaiting
		g.awaiting = nil
		next(kind, call.Argument(0))
		return goja.Undefined()
	})
}
