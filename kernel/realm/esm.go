package realm

import (
	"github.com/dop251/goja"

	"loopbook/kernel/realm/lower"
)

// HOW ES modules run on goja, which has none
//
// Package lower writes a module as a plain generator function, and this file is the Cyclic Module Record of ECMA-262
// section 16.2.1.5 around it:
//
//	export let x = await f(y)        function* (module, import, meta) { 'use strict'
//	                                   module.exports({x: () => x})      ← first next(): functions are hoisted,
//	                                   yield                               exports can be read (or are dead)
//	                                   let x = yield f(module.i0.y) }    ← second next(): the body; a yield is an await
//
// An import is read through the namespace of its module at every use, so bindings are live, cycles work and what is not
// yet initialized throws. Evaluation order, with top-level await, is that of InnerModuleEvaluation word for word; the
// promise jobs it takes are the ones that Node shows.

// moduleStatus is [[Status]] of a module record.
type moduleStatus int

const (
	moduleUnlinked moduleStatus = iota
	moduleLinked
	moduleEvaluating
	moduleEvaluatingAsync
	moduleEvaluated
)

// moduleRecord is one module in the module map. Loop goroutine only.
type moduleRecord struct {
	url    string // "file:///…" or "node:fs": its name in the map
	file   string // "" for a built-in module
	source *lower.Module
	// evaluate is the body of a synthetic module (CommonJS, JSON, built-in); nil for source text.
	evaluate func() error

	requests  []*moduleRecord // by index of source.Requests
	namespace *goja.Object
	required  *goja.Object             // what require() returns, if that is another
	exports   map[string]goja.Callable // own bindings by export name
	resolved  map[string]binding       // by export name, own and from elsewhere
	// unlinkable is why import() could not link the graph
	unlinkable error
	body       *goja.Object // the generator

	status        moduleStatus
	failure       error // [[EvaluationError]]
	failed        bool
	index, parent int // [[DFSIndex]], [[DFSAncestorIndex]]
	root          *moduleRecord
	async         bool // [[HasTLA]]
	order         int  // [[AsyncEvaluationOrder]], 0 for unset
	orderDone     bool
	pending       int // [[PendingAsyncDependencies]]
	parents       []*moduleRecord
	capability    *moduleCapability
}

// moduleCapability is [[TopLevelCapability]]: who waits for the evaluation of a graph.
type moduleCapability struct {
	promise *goja.Promise
	resolve func(any) error
	reject  func(any) error
}

// evaluateModule implements Evaluate(): the promise of the graph's evaluation.
func (m *modules) evaluateModule(module *moduleRecord) *goja.Promise {
	if module.status == moduleEvaluatingAsync || module.status == moduleEvaluated {
		module = module.root
	}
	if module.capability != nil {
		return module.capability.promise
	}
	c := &moduleCapability{}
	c.promise, c.resolve, c.reject = m.r.rt.NewPromise()
	module.capability = c
	var stack []*moduleRecord
	if _, err := m.innerEvaluation(module, &stack, 0); err != nil {
		for _, s := range stack {
			s.status, s.failed, s.failure, s.root = moduleEvaluated, true, err, s
		}
		_ = c.reject(m.r.value(err))
		return c.promise
	}
	if module.order == 0 {
		_ = c.resolve(goja.Undefined())
	}
	return c.promise
}

// innerEvaluation implements InnerModuleEvaluation.
func (m *modules) innerEvaluation(module *moduleRecord, stack *[]*moduleRecord, index int) (int, error) {
	switch module.status {
	case moduleEvaluatingAsync, moduleEvaluated:
		if module.failed {
			return index, module.failure
		}
		return index, nil
	case moduleEvaluating:
		return index, nil
	}
	module.status, module.index, module.parent, module.pending = moduleEvaluating, index, index, 0
	index++
	*stack = append(*stack, module)
	for _, required := range module.requests {
		var err error
		if index, err = m.evaluateRequired(module, required, stack, index); err != nil {
			return index, err
		}
	}
	if module.pending > 0 || module.async {
		m.asyncOrder++
		module.order = m.asyncOrder
		if module.pending == 0 {
			m.executeAsync(module)
		}
	} else if err := m.execute(module); err != nil {
		return index, err
	}
	if module.parent == module.index {
		m.closeComponent(module, stack)
	}
	return index, nil
}

// evaluateRequired is step 11 of InnerModuleEvaluation: one requested module.
func (m *modules) evaluateRequired(module, required *moduleRecord, stack *[]*moduleRecord, index int) (int, error) {
	index, err := m.innerEvaluation(required, stack, index)
	if err != nil {
		return index, err
	}
	if required.status == moduleEvaluating {
		module.parent = min(module.parent, required.parent)
	} else {
		required = required.root
		if required.failed {
			return index, required.failure
		}
	}
	if required.order > 0 && !required.orderDone {
		module.pending++
		required.parents = append(required.parents, module)
	}
	return index, nil
}

// closeComponent pops a strongly connected component whose root is module.
func (m *modules) closeComponent(module *moduleRecord, stack *[]*moduleRecord) {
	for {
		s := *stack
		top := s[len(s)-1]
		*stack = s[:len(s)-1]
		top.status = moduleEvaluated
		if top.order > 0 {
			top.status = moduleEvaluatingAsync
		}
		top.root = module
		if top == module {
			return
		}
	}
}

// execute runs the body of a module without top-level await.
func (m *modules) execute(module *moduleRecord) error {
	if module.evaluate != nil {
		err := module.evaluate()
		passInterrupt(err)
		return err
	}
	_, err := m.next(module.body, goja.Undefined())
	passInterrupt(err)
	return err
}

// passInterrupt lets an interrupt (process.exit is one) pass, which no promise is rejected with.
func passInterrupt(err error) {
	if isInterrupt(err) {
		panic(err)
	}
}

// executeAsync implements ExecuteAsyncModule: the body runs until its first await.
func (m *modules) executeAsync(module *moduleRecord) {
	m.advanceAsync(module, m.next, goja.Undefined())
}

// advanceAsync resumes the body of a module with top-level await, and awaits what it yields. That it has ended is a matter
// of one more job, as the body is an async function whose promise the module waits for (section 16.2.1.5.3.2).
func (m *modules) advanceAsync(module *moduleRecord, step goja.Callable, v goja.Value) {
	result, err := step(module.body, v)
	passInterrupt(err)
	if err != nil {
		m.after(1, func() { m.asyncRejected(module, err) })
		return
	}
	o := result.(*goja.Object)
	if o.Get("done").ToBoolean() {
		m.after(1, func() { m.asyncFulfilled(module) })
		return
	}
	if c := m.r.trace; c != nil {
		c.host = c.awaitIn(module.body, o.Get("value"), nil)
	}
	m.await(o.Get("value"),
		func(v goja.Value) { m.advanceAsync(module, m.next, v) },
		func(reason goja.Value) { m.advanceAsync(module, m.throw, reason) })
}

// await implements Await for Go code.
func (m *modules) await(v goja.Value, fulfilled, rejected func(goja.Value)) {
	if v == nil {
		v = goja.Undefined()
	}
	promise, err := m.r.scope.promiseResolve(m.r.scope.promise, v)
	if err == nil {
		err = m.r.then(promise, fulfilled, rejected)
	}
	if err != nil {
		if reason, _, ok := m.r.thrownValue(err); ok {
			rejected(reason)
			return
		}
		panic(err)
	}
}

// asyncFulfilled implements AsyncModuleExecutionFulfilled.
func (m *modules) asyncFulfilled(module *moduleRecord) {
	if module.status == moduleEvaluated {
		return
	}
	module.orderDone, module.status = true, moduleEvaluated
	if c := module.capability; c != nil {
		_ = c.resolve(goja.Undefined())
	}
	for _, ready := range m.availableAncestors(module) {
		switch {
		case ready.status == moduleEvaluated:
		case ready.async:
			m.executeAsync(ready)
		default:
			m.finishAncestor(ready)
		}
	}
}

// finishAncestor runs a synchronous module whose last asynchronous dependency is done.
func (m *modules) finishAncestor(module *moduleRecord) {
	if err := m.execute(module); err != nil {
		m.asyncRejected(module, err)
		return
	}
	module.orderDone, module.status = true, moduleEvaluated
	if c := module.capability; c != nil {
		_ = c.resolve(goja.Undefined())
	}
}

// availableAncestors implements GatherAvailableAncestors, sorted by [[AsyncEvaluationOrder]].
func (m *modules) availableAncestors(module *moduleRecord) []*moduleRecord {
	var list []*moduleRecord
	var gather func(*moduleRecord)
	gather = func(module *moduleRecord) {
		for _, p := range module.parents {
			if contains(list, p) || p.root != nil && p.root.failed {
				continue
			}
			if p.pending--; p.pending > 0 {
				continue
			}
			list = append(list, p)
			if !p.async {
				gather(p)
			}
		}
	}
	gather(module)
	for i := range list {
		for j := i; j > 0 && list[j].order < list[j-1].order; j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
	return list
}

func contains(list []*moduleRecord, m *moduleRecord) bool {
	for _, x := range list {
		if x == m {
			return true
		}
	}
	return false
}

// asyncRejected implements AsyncModuleExecutionRejected.
func (m *modules) asyncRejected(module *moduleRecord, err error) {
	if module.status == moduleEvaluated {
		return
	}
	module.failed, module.failure = true, err
	module.orderDone, module.status = true, moduleEvaluated
	for _, p := range module.parents {
		m.asyncRejected(p, err)
	}
	if c := module.capability; c != nil {
		_ = c.reject(m.r.value(err))
	}
}
