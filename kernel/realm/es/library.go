package es

import (
	"embed"
	"fmt"
	"sync"

	"github.com/dop251/goja"
)

//go:embed js
var sources embed.FS

// sourcePrefix begins the names of our files in stacks: the realm leaves such frames out.
const sourcePrefix = "loopbook:es/"

// program is one embedded source, compiled at most once in a process.
type program = func() (*goja.Program, error)

// programs are the embedded sources by name.
var programs = compilers("array", "asyncfromsync", "asynciterator", "disposable", "group", "iterator", "promise")

func compilers(names ...string) map[string]program {
	table := map[string]program{}
	for _, name := range names {
		table[name] = sync.OnceValues(func() (*goja.Program, error) {
			source, err := sources.ReadFile("js/" + name + ".js")
			if err != nil {
				return nil, err
			}
			return goja.Compile(sourcePrefix+name, "(function (natives) {"+string(source)+"\n})", true)
		})
	}
	return table
}

// library returns what the embedded source made, running it at first use. It is called with natives, an object of
// what it needs from Go, to which the common ones are added.
func (l *language) library(name string, natives map[string]any) *goja.Object {
	if made := l.libraries[name]; made != nil {
		return made
	}
	p, err := programs[name]()
	if err != nil {
		panic(fmt.Sprintf("es: compiling %s.js: %v", name, err))
	}
	fn, err := l.rt.RunProgram(p)
	if err != nil {
		panic(err)
	}
	made := call(fn, goja.Undefined(), l.natives(natives)).(*goja.Object)
	l.libraries[name] = made
	return made
}

// natives are what every embedded source may use; nothing of it can be changed by a program.
func (l *language) natives(more map[string]any) *goja.Object {
	o := l.rt.NewObject()
	must(o.Set("apply", l.apply))
	must(o.Set("error", func(call goja.FunctionCall) goja.Value {
		return l.Error(call.Argument(0).String(), call.Argument(1).String())
	}))
	must(o.Set("text", func(call goja.FunctionCall) goja.Value { return l.rt.ToValue(l.text(call.Argument(0))) }))
	must(o.Set("callee", func(call goja.FunctionCall) goja.Value { return l.rt.ToValue(l.callee(call.Argument(0))) }))
	must(o.Set("isConstructor", func(call goja.FunctionCall) goja.Value {
		_, ok := goja.AssertConstructor(call.Argument(0))
		return l.rt.ToValue(ok)
	}))
	must(o.Set("defineProperty", l.defineProperty))
	must(o.Set("Promise", l.promise))
	must(o.Set("promiseResolve", l.promiseResolve))
	must(o.Set("promiseThen", l.promiseThen))
	must(o.Set("iterable", l.iterable))
	must(o.Set("builtin", l.builtin))
	for key, v := range more {
		must(o.Set(key, v))
	}
	return o
}

// builtin(object, …) makes the functions that are own properties of the objects look like built-in ones: their source
// is "[native code]". The constructor of a class's prototype goes, if it is the class itself.
func (l *language) builtin(call goja.FunctionCall) goja.Value {
	for _, v := range call.Arguments {
		l.disguise(v.(*goja.Object))
	}
	return call.Argument(0)
}

// shell is a native function whose body is a function of an embedded source.
func (l *language) shell(library func() *goja.Object, name string) native {
	var body native
	return func(call goja.FunctionCall) goja.Value {
		if body == nil {
			body = raw(library().Get(name))
		}
		return body(call)
	}
}

// iterable(v) is v for use in a for…of of an embedded source: what is not iterable is refused in V8's words.
func (l *language) iterable(fc goja.FunctionCall) goja.Value {
	v := fc.Argument(0)
	var method goja.Value
	if !goja.IsUndefined(v) && !goja.IsNull(v) {
		method = v.ToObject(l.rt).GetSymbol(goja.SymIterator)
	}
	if !isFunction(method) {
		l.throw("TypeError", "%s is not iterable (cannot read property Symbol(Symbol.iterator))", l.callee(v))
	}
	it, ok := call(method, v).(*goja.Object)
	if !ok {
		l.throw("TypeError", "Result of the Symbol.iterator method is not an object")
	}
	o := l.rt.NewObject()
	must(o.SetSymbol(goja.SymIterator, func(goja.FunctionCall) goja.Value { return it }))
	return o
}
