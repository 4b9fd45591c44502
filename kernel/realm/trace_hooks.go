package realm

import (
	"github.com/dop251/goja"

	"loopbook/kernel/realm/inside"
	"loopbook/scheduler"
)

// hooks are what was put in front of goja's functions of promises, at the first recording of a realm. They stay, and do
// nothing while nothing is recorded.
type hooks struct {
	kinds map[*goja.Object]string // what a function of goja's is called: ".then", "Promise.all"
}

// hookPromises puts the hooks in.
func (r *Realm) hookPromises() *hooks {
	if r.hooked != nil {
		return r.hooked
	}
	h := &hooks{kinds: map[*goja.Object]string{}}
	r.hooked = h
	m := r.errors.machine
	constructor, ok := r.rt.Get("Promise").(*goja.Object)
	if !ok {
		return h
	}
	proto, _ := constructor.Get("prototype").(*goja.Object)
	for _, name := range []string{"then", "catch", "finally"} {
		if f, ok := proto.Get(name).(*goja.Object); ok {
			h.kinds[f] = "." + name
			if name == "then" {
				m.Watch(f, r.hookThen)
			}
		}
	}
	for _, name := range []string{"resolve", "reject", "all", "allSettled", "any", "race", "withResolvers", "try"} {
		f, ok := constructor.Get(name).(*goja.Object)
		if !ok {
			continue
		}
		h.kinds[f] = "Promise." + name
		switch name {
		case "resolve", "reject":
			m.Watch(f, r.hookSettled("Promise."+name))
		case "all", "allSettled", "any", "race":
			m.Watch(f, r.hookCombinator("Promise."+name))
		}
	}
	m.HookNew(constructor, r.hookConstructor)
	return h
}

// builtin returns what the built-in function that is running is called, "" if it is none of those above.
func (c *recording) builtin() string {
	f, _, _ := c.r.errors.machine.Native()
	return c.hooks.kinds[f]
}

// direct tells whether the program itself, and no code of ours, called what is running.
func (c *recording) direct() bool {
	p, _ := c.r.errors.machine.Running()
	if p == nil {
		p, _ = c.r.errors.machine.Outer()
	}
	return p != nil && c.isProgram(p)
}

// hookThen is in front of Promise.prototype.then.
func (r *Realm) hookThen(original inside.Call, call goja.FunctionCall) goja.Value {
	c := r.trace
	this, ok := call.This.(*goja.Object)
	if c == nil || !ok {
		return original(call)
	}
	c.know()
	t := &thenCall{this: this, args: call.Arguments, kind: c.builtin()}
	if t.kind == "" {
		t.kind = ".then"
	}
	outer := c.then
	c.then = t
	defer func() { c.then = outer }()
	v := original(call)
	re := t.reaction
	derived, ok := v.(*goja.Object)
	if re == nil || !ok || r.trace != c {
		return v
	}
	if all := c.combinator; all != nil {
		all.inputs = append(all.inputs, re)
		return v
	}
	if re.internal {
		return v
	}
	s, _ := c.calling()
	made := c.made(s, t.kind)
	if re.parent != nil {
		made.Parents = []int{re.parent.id}
	}
	re.target = c.add(derived, made)
	re.target.on = re.parent
	return v
}

// combinator is a call of Promise.all or its like on the way.
type combinator struct {
	kind   string
	inputs []*reaction
}

// hookCombinator is in front of Promise.all and its like.
func (r *Realm) hookCombinator(kind string) func(inside.Call, goja.FunctionCall) goja.Value {
	return func(original inside.Call, call goja.FunctionCall) goja.Value {
		c := r.trace
		if c == nil || !c.direct() {
			return original(call)
		}
		c.know()
		outer, all := c.combinator, &combinator{kind: kind}
		c.combinator = all
		defer func() { c.combinator = outer }()
		v := original(call)
		c.combinator = outer
		o, ok := v.(*goja.Object)
		if !ok || r.trace != c || !r.errors.machine.IsPromise(o) {
			return v
		}
		s, _ := c.calling()
		made := c.made(s, kind)
		var inputs []*promise
		for _, re := range all.inputs {
			if re.parent != nil {
				made.Parents = append(made.Parents, re.parent.id)
				inputs = append(inputs, re.parent)
			}
		}
		p := c.add(o, made)
		p.inputs = inputs
		for _, re := range all.inputs {
			re.target = p
		}
		c.lookNow(p, s)
		return v
	}
}

// lookNow notes that p was settled by the call at s, if it is.
func (c *recording) lookNow(p *promise, s *site) {
	if p.done || c.state(p) == goja.PromiseStatePending {
		return
	}
	by := scheduler.Origin{Step: c.step()}
	if s != nil {
		by.Place = s.Place
	}
	c.settle(p, by)
}

// hookSettled is in front of Promise.resolve and reject.
func (r *Realm) hookSettled(kind string) func(inside.Call, goja.FunctionCall) goja.Value {
	return func(original inside.Call, call goja.FunctionCall) goja.Value {
		v := original(call)
		c := r.trace
		o, ok := v.(*goja.Object)
		if c == nil || !ok || len(call.Arguments) > 0 && call.Arguments[0] == v || !c.direct() || c.combinator != nil || !r.errors.machine.IsPromise(o) {
			return v
		}
		c.know()
		s, _ := c.calling()
		p := c.add(o, c.made(s, kind))
		c.lookNow(p, s)
		if kind == "Promise.resolve" {
			c.follow(p, call.Arguments)
		}
		return v
	}
}

// follow notes that p was resolved with another promise.
func (c *recording) follow(p *promise, args []goja.Value) {
	if p.done || len(args) == 0 {
		return
	}
	if o, ok := args[0].(*goja.Object); ok {
		p.on = c.touch(o, nil)
	}
}

// hookConstructor is in front of the constructor Promise. It takes the resolving functions of each promise and puts a
// hook in front of them, before it calls the executor as goja does.
func (r *Realm) hookConstructor(original inside.Constructor) inside.Constructor {
	return func(args []goja.Value, newTarget *goja.Object) *goja.Object {
		c := r.trace
		if c == nil || len(args) == 0 {
			return original(args, newTarget)
		}
		executor, ok := goja.AssertFunction(args[0])
		if !ok {
			return original(args, newTarget)
		}
		c.know()
		var functions [2]*goja.Object
		take := r.rt.ToValue(func(call goja.FunctionCall) goja.Value {
			functions[0], _ = call.Argument(0).(*goja.Object)
			functions[1], _ = call.Argument(1).(*goja.Object)
			return goja.Undefined()
		})
		o := original([]goja.Value{take}, newTarget)
		c.construct(o, functions, executor)
		return o
	}
}

// construct records the promise o and calls its executor.
func (c *recording) construct(o *goja.Object, functions [2]*goja.Object, executor goja.Callable) {
	var p *promise
	if c.direct() {
		kind := c.builtin()
		if kind == "" {
			kind = "new Promise"
		}
		s, _ := c.calling()
		p = c.add(o, c.made(s, kind))
	}
	for _, f := range functions {
		c.r.errors.machine.Watch(f, func(original inside.Call, call goja.FunctionCall) goja.Value {
			return c.resolving(p, original, call)
		})
	}
	outer := c.executing
	c.executing = p
	_, err := executor(goja.Undefined(), functions[0], functions[1])
	c.executing = outer
	if err == nil {
		return
	}
	v, ok := c.r.caught(err)
	if !ok {
		panic(err)
	}
	if reject, ok := goja.AssertFunction(functions[1]); ok {
		if _, err := reject(goja.Undefined(), v); err != nil {
			panic(err)
		}
	}
}

// resolving is in front of the resolving functions of p, which is nil if the program did not make it.
func (c *recording) resolving(p *promise, original inside.Call, call goja.FunctionCall) goja.Value {
	if c.r.trace != c || p == nil || p.done {
		return original(call)
	}
	v := original(call)
	s, _ := c.calling()
	c.lookNow(p, s)
	c.follow(p, call.Arguments)
	return v
}
