package inside

import (
	"runtime"
	"runtime/debug"
	"unsafe"

	"github.com/dop251/goja"
)

// HOW a Go function value tells what it works on
//
// A promise job and the functions that settle a promise are Go closures of goja: a pointer to {code, captured variables…}.
// Which word of it holds the wanted variable is found out once for each Machine, with promises made for it, whose
// variables are known; a closure with the same code has it in the same word. Where that fails (another compiler) the word
// stays unknown, and a chain of awaits ends there; the test says so.

// closures knows where goja's closures keep what they work on.
type closures struct {
	jobs              []known // promise jobs: their promiseReaction; the compiler made several of one
	resolve           known   // the resolving function of a promise: the Promise
	thenable          known   // the job that calls the then of a thenable: the Promise that follows it
	hook              known   // a function of Watch: the original
	all, settled, any combinator
}

// known is a kind of closure and the word in it that is wanted; 0 is unknown.
type known struct {
	code unsafe.Pointer
	word int
}

// combinator is the kind of the element functions of Promise.all and the like: known finds the promiseCapability.
type combinator struct {
	known
	name  string
	index int // the word with the index of the element; 0 is unknown
}

// at returns the place of word i of the closure f; word 0 is its code.
func at(f unsafe.Pointer, i int) unsafe.Pointer { return unsafe.Add(f, uintptr(i)*unsafe.Sizeof(f)) }

// of returns what k says of the closure f; nil if f is of another kind.
func (k known) of(f unsafe.Pointer) unsafe.Pointer {
	if k.word == 0 || f == nil || *(*unsafe.Pointer)(f) != k.code {
		return nil
	}
	return *(*unsafe.Pointer)(at(f, k.word))
}

// search finds wanted among the first words of the closure f.
func search(f unsafe.Pointer, words int, wanted unsafe.Pointer) known {
	for i := 1; f != nil && i < words; i++ {
		if *(*uintptr)(at(f, i)) == uintptr(wanted) {
			return known{*(*unsafe.Pointer)(f), i}
		}
	}
	return known{}
}

// reactionOf returns the reaction that job runs.
func (c *closures) reactionOf(job func()) unsafe.Pointer {
	if job == nil {
		return nil
	}
	for _, k := range c.jobs {
		if reaction := k.of(codeOf(job)); reaction != nil {
			return reaction
		}
	}
	return nil
}

// codeOf returns the closure that job is.
func codeOf(job func()) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&job)) }

// settles returns the promise that the handlers of a reaction settle, if they are goja's.
func (m *Machine) settles(r reaction) (*goja.Object, *Combinator) {
	fulfilled, rejected := m.handlerOf(r.fulfilled), m.handlerOf(r.rejected)
	for _, k := range []combinator{m.closures.any, m.closures.all, m.closures.settled} {
		f := fulfilled
		if k.name == "any" {
			f = rejected
		}
		if capability := k.of(m.unhooked(f)); capability != nil {
			return m.promiseIn(capability), &Combinator{Name: k.name, Index: k.element(f)}
		}
	}
	if p := m.closures.resolve.of(m.unhooked(fulfilled)); p != nil {
		return m.rt.ToValue((*goja.Promise)(p)).(*goja.Object), nil
	}
	return nil, nil
}

// element returns the index in the closure f.
func (c combinator) element(f unsafe.Pointer) int {
	if c.index == 0 {
		return 0
	}
	return *(*int)(at(f, c.index))
}

// handlerOf returns the closure that a promiseReaction calls.
func (m *Machine) handlerOf(reaction unsafe.Pointer) unsafe.Pointer {
	if reaction == nil {
		return nil
	}
	callback := *m.reaction.handler.in(reaction)
	if callback == nil {
		return nil
	}
	return *(*unsafe.Pointer)(callback)
}

// learn fills closures. It looks at words before it knows what they are, so a fault is an answer too: nothing is known.
func (m *Machine) learn() error {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if recover() != nil {
			m.closures = closures{}
		}
	}()
	constructor, ok := m.rt.Get("Promise").(*goja.Object)
	if !ok {
		return nil
	}
	p, resolve, err := m.deferred(constructor)
	if err != nil {
		return err
	}
	m.closures.resolve = search(m.closureOf(resolve), 4, unsafe.Pointer(p.Export().(*goja.Promise)))
	for _, c := range []struct {
		to    *combinator
		name  string
		words int
	}{{&m.closures.all, "all", 7}, {&m.closures.settled, "allSettled", 11}, {&m.closures.any, "any", 7}} {
		if *c.to, err = m.learnCombinator(constructor, c.name, c.words); err != nil {
			return err
		}
	}
	m.then, _ = p.Get("then").(*goja.Object)
	if err := m.learnThenable(constructor); err != nil {
		return err
	}
	return m.learnJobs(constructor, p, resolve)
}

// deferred returns a promise and the function that resolves it.
func (m *Machine) deferred(constructor *goja.Object) (p, resolve *goja.Object, err error) {
	p, err = m.rt.New(constructor, m.rt.ToValue(func(call goja.FunctionCall) goja.Value {
		resolve = call.Argument(0).(*goja.Object)
		return nil
	}))
	return p, resolve, err
}

// closureOf returns the Go closure of a native function.
func (m *Machine) closureOf(f *goja.Object) unsafe.Pointer {
	return *(*unsafe.Pointer)(unsafe.Pointer(m.functionOf(f).call.in(m.selfOf(f).data)))
}

// learnJobs looks at the jobs that are queued when something waits for p before it is resolved, and after.
func (m *Machine) learnJobs(constructor, p, resolve *goja.Object) error {
	if _, err := m.wait(p); err != nil {
		return err
	}
	waiting := m.onlyReaction(p).fulfilled
	job, err := m.queued(func() error {
		(*m.functionOf(resolve).call.in(m.selfOf(resolve).data))(goja.FunctionCall{})
		return nil
	})
	if err != nil || job == nil {
		return err
	}
	first := search(codeOf(job), 5, waiting)
	m.closures.jobs = append(m.closures.jobs, first)
	reject, _ := goja.AssertFunction(constructor.Get("reject"))
	rejected, err := reject(constructor)
	if err != nil {
		return err
	}
	for _, settled := range []*goja.Object{p, rejected.(*goja.Object)} {
		var derived *goja.Object
		job, err := m.queued(func() (err error) {
			derived, err = m.wait(settled)
			return err
		})
		if err != nil {
			return err
		}
		if job == nil || first.word == 0 {
			continue
		}
		k := known{*(*unsafe.Pointer)(codeOf(job)), first.word}
		if reaction := k.of(codeOf(job)); m.promiseIn(*m.reaction.capability.in(reaction)) == derived {
			m.closures.jobs = append(m.closures.jobs, k)
		}
	}
	return nil
}

// learnThenable looks at the job that is queued when a promise is resolved with a thenable.
func (m *Machine) learnThenable(constructor *goja.Object) error {
	p, resolve, err := m.deferred(constructor)
	if err != nil {
		return err
	}
	other, _, _ := m.rt.NewPromise()
	job, err := m.queued(func() error {
		(*m.functionOf(resolve).call.in(m.selfOf(resolve).data))(goja.FunctionCall{Arguments: []goja.Value{m.rt.ToValue(other)}})
		return nil
	})
	if job != nil {
		m.closures.thenable = search(codeOf(job), 6, unsafe.Pointer(p.Export().(*goja.Promise)))
	}
	return err
}

// wait has something wait for p, and returns the promise of that.
func (m *Machine) wait(p *goja.Object) (*goja.Object, error) {
	f := m.rt.ToValue(func(goja.FunctionCall) goja.Value { return nil }).(*goja.Object)
	then := m.functionOf(m.then).call.in(m.selfOf(m.then).data)
	var derived goja.Value
	ex := m.rt.Try(func() {
		derived = (*then)(goja.FunctionCall{This: p, Arguments: []goja.Value{f, f}})
	})
	if ex != nil {
		return nil, ex
	}
	return derived.(*goja.Object), nil
}

// queued returns the job that do queues, and takes it back.
func (m *Machine) queued(do func() error) (func(), error) {
	queue := m.jobs.in(unsafe.Pointer(m.rt))
	before := len(*queue)
	if err := do(); err != nil {
		return nil, err
	}
	if len(*queue) != before+1 {
		return nil, nil
	}
	job := (*queue)[before]
	*queue = (*queue)[:before]
	return job, nil
}

// learnCombinator calls Promise.all or its like with promises that stay pending, and looks at their reactions.
func (m *Machine) learnCombinator(constructor *goja.Object, name string, words int) (combinator, error) {
	var elements [3]*goja.Object
	for i := range elements {
		var err error
		if elements[i], _, err = m.deferred(constructor); err != nil {
			return combinator{}, err
		}
	}
	call, _ := goja.AssertFunction(constructor.Get(name))
	v, err := call(constructor, m.rt.NewArray(elements[0], elements[1], elements[2]))
	if err != nil {
		return combinator{}, err
	}
	c := combinator{name: name}
	var f [3]unsafe.Pointer
	for i, e := range elements {
		r := m.onlyReaction(e)
		if f[i] = m.handlerOf(r.fulfilled); name == "any" {
			f[i] = m.handlerOf(r.rejected)
		}
		if f[i] == nil {
			return c, nil
		}
	}
	promise := v.(*goja.Object)
	for i := 1; i < words; i++ {
		w := [3]uintptr{*(*uintptr)(at(f[0], i)), *(*uintptr)(at(f[1], i)), *(*uintptr)(at(f[2], i))}
		switch {
		case w == [3]uintptr{0, 1, 2}:
			c.index = i
		case w[0] == w[1] && w[1] == w[2] && isData(w[0]) && m.promiseIn(*(*unsafe.Pointer)(at(f[0], i))) == promise:
			c.known = known{*(*unsafe.Pointer)(f[0]), i}
		}
	}
	return c, nil
}

// isData tells whether a word that three closures share can be a pointer to something that holds pointers.
func isData(w uintptr) bool { return w > 1<<16 && w%8 == 0 && runtime.FuncForPC(w) == nil }
