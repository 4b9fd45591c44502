package realm

import (
	"github.com/dop251/goja"

	"loopbook/kernel/realm/es"
)

// installLanguage adds what ECMA-262 defines and goja lacks: package es.
func (r *Realm) installLanguage() error {
	return es.Install(r.rt, es.Host{
		Error: r.newError,
		Post:  func(task func() error) { r.loop.Post(task) },
		Pending: func() func(func() error) {
			send := r.loop.Pending()
			return func(task func() error) { send(task) }
		},
		AfterJobs: func(fn func()) {
			next := r.loop.AfterScope
			r.loop.AfterScope = func() {
				fn()
				next()
			}
		},
		Symbol:                          r.wellKnown,
		AsyncIteratorPrototype:          r.asyncIteratorPrototype,
		AsyncGeneratorFunctionPrototype: r.asyncGeneratorFunctionPrototype,
		ExposeGC:                        r.cfg.ExposeGC,
	})
}

// asyncIteratorPrototype makes the async library if nothing needed it yet.
func (r *Realm) asyncIteratorPrototype() *goja.Object {
	return r.rt.Get(asyncName).(*goja.Object).Get("AsyncIteratorPrototype").(*goja.Object)
}

// asyncGeneratorFunctionPrototype is what every async generator function inherits from: one is made to look.
func (r *Realm) asyncGeneratorFunctionPrototype() *goja.Object {
	mark, _ := goja.AssertFunction(r.rt.Get(asyncName).(*goja.Object).Get("mark"))
	fn := r.rt.ToValue(func(goja.FunctionCall) goja.Value { return goja.Undefined() }).(*goja.Object)
	if _, err := mark(goja.Undefined(), fn); err != nil {
		panic(err)
	}
	return fn.Prototype()
}
