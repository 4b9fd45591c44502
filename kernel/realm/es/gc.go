package es

import (
	"reflect"
	"runtime"
	"slices"
	"weak"

	"github.com/dop251/goja"
)

// installGC defines gc(), V8's --expose-gc: a full collection, after which every registry with a dead target has a sweep
// on its way. gc({execution: 'async'}) collects in a task of its own and returns a promise.
func (l *language) installGC() {
	fn := l.function("gc", 0, func(fc goja.FunctionCall) goja.Value {
		options, ok := fc.Argument(0).(*goja.Object)
		if !ok || !l.isAsync(options) {
			l.collect()
			return goja.Undefined()
		}
		promise, resolve, _ := l.rt.NewPromise()
		send := l.Pending()
		send(func() error {
			l.collect()
			return resolve(goja.Undefined())
		})
		return l.rt.ToValue(promise)
	})
	must(l.global.DefineDataProperty("gc", fn, goja.FLAG_TRUE, goja.FLAG_FALSE, goja.FLAG_TRUE))
}

func (l *language) isAsync(options *goja.Object) bool {
	v := options.Get("execution")
	return v != nil && v.String() == "async"
}

// collect runs Go's collector. goja's stacks keep what was popped from them until it is overwritten, so that goes first.
func (l *language) collect() {
	vm, err := field(reflect.ValueOf(l.rt).Elem(), "vm")
	if err != nil {
		panic("es: " + err.Error())
	}
	registers := vm.Elem()
	for _, name := range []string{"callStack", "iterStack", "refStack", "tryStack"} {
		if s, err := field(registers, name); err == nil {
			s.Slice(s.Len(), s.Cap()).Clear()
		}
	}
	stack, err := field(registers, "stack")
	sp, err2 := field(registers, "sp")
	if err == nil && err2 == nil {
		stack.Slice(int(sp.Int()), stack.Cap()).Clear()
	}
	runtime.GC()
	l.registries = slices.DeleteFunc(l.registries, func(w weak.Pointer[registry]) bool { return w.Value() == nil })
	for _, w := range l.registries {
		if r := w.Value(); slices.ContainsFunc(r.cells, func(c *cell) bool { return c.target.value() == nil }) {
			notify(w)
		}
	}
}
