package realm

import (
	"embed"
	"fmt"

	"github.com/dop251/goja"
)

// library is JavaScript of our own that is part of the language rather than of Node.
//
//go:embed js
var library embed.FS

// asyncLibrary is the object that lowered code knows as lower.AsyncName: what async generators, for await and yield*
// need at run time. Made at first use. Loop goroutine only.
//
//	A.mark(fn)          makes fn an AsyncGeneratorFunction and returns it
//	A.start(fn, body)   makes the AsyncGenerator of a call of fn
//	A.yield(v)          marks a real yield: `yield A.yield(yield v)`
//	A.delegate(it)      the generator to `yield*` for an async yield*
//	A.iterator(it)      the iterator record of for await: next(), check(r), close()
type asyncLibrary struct {
	r                  *Realm
	slot               *goja.Symbol
	step               [3]goja.Callable // Generator.prototype.next, throw, return
	promise            *goja.Object
	promiseResolve     goja.Callable
	promiseThen        goja.Callable
	iteratorPrototype  *goja.Object // %AsyncIteratorPrototype%
	generatorPrototype *goja.Object // %AsyncGeneratorPrototype%
	functionPrototype  *goja.Object // %AsyncGeneratorFunction.prototype%
	marker             yieldMarker
	markerObject       *goja.Object
	nextMethod         goja.Value // %AsyncGeneratorPrototype%.next as it was made
	records            recordMethods
}

// yieldMarker is what A.yield leaves for the driver: the body yields the one markerObject right after.
type yieldMarker struct {
	value goja.Value
	raw   bool // resumed with {kind, value}
	ret   bool // no yield at all: the body is to return value, as by return()
}

// newAsyncLibrary makes the intrinsics.
func (r *Realm) newAsyncLibrary() (*goja.Object, error) {
	lib := &asyncLibrary{r: r, slot: goja.NewSymbol("AsyncGenerator"), markerObject: r.rt.NewObject()}
	if err := lib.intrinsics(); err != nil {
		return nil, err
	}
	natives := r.rt.NewObject()
	for name, fn := range map[string]func(goja.FunctionCall) goja.Value{
		"mark": lib.mark, "start": lib.start, "yield": lib.yield, "yieldRaw": lib.yieldRaw, "yieldReturn": lib.yieldReturn,
		"record": lib.newRecord,
	} {
		if err := r.defineMethod(natives, name, fn); err != nil {
			return nil, err
		}
	}
	_ = natives.Set("AsyncIteratorPrototype", lib.iteratorPrototype)
	source, err := library.ReadFile("js/async.js")
	if err != nil {
		return nil, fmt.Errorf("realm: %w", err)
	}
	if err := r.runLibrary("async", string(source), natives); err != nil {
		return nil, err
	}
	return natives, lib.recordMethods(natives)
}

// installAsyncLibrary defines the hidden global through which lowered code finds the library, made at first use.
func (r *Realm) installAsyncLibrary() error {
	var made *goja.Object
	get := r.rt.ToValue(func(goja.FunctionCall) goja.Value {
		if made == nil {
			lib, err := r.newAsyncLibrary()
			if err != nil {
				panic(fmt.Sprintf("realm: making the async library: %v", err))
			}
			made = lib
			// lowered code asks for it at every step
			_ = r.rt.GlobalObject().DefineDataProperty(asyncName, made, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
		}
		return made
	})
	return r.rt.GlobalObject().DefineAccessorProperty(asyncName, get, nil, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// asyncName is the hidden global of the library.
const asyncName = "__loopbook_async"

// runLibrary evaluates embedded source as function (natives).
func (r *Realm) runLibrary(name, source string, natives goja.Value) error {
	p, err := goja.Compile(internalPrefix+name, "(function (natives) {"+source+"\n})", true)
	if err != nil {
		return fmt.Errorf("realm: compiling %s: %w", name, err)
	}
	v, err := r.rt.RunProgram(p)
	if err != nil {
		return err
	}
	fn, _ := goja.AssertFunction(v)
	_, err = fn(goja.Undefined(), natives)
	return err
}

// intrinsics collects what no program can change any more, and makes what goja lacks.
func (lib *asyncLibrary) intrinsics() error {
	rt := lib.r.rt
	v, err := rt.RunScript(internalPrefix+"intrinsics", "Object.getPrototypeOf(function* () {}).prototype")
	if err != nil {
		return err
	}
	generator := v.(*goja.Object)
	for kind := range lib.step {
		lib.step[kind], _ = goja.AssertFunction(generator.Get(completion(kind).method()))
	}
	lib.promise = rt.Get("Promise").(*goja.Object)
	lib.promiseResolve, _ = goja.AssertFunction(lib.promise.Get("resolve"))
	lib.promiseThen = lib.r.scope.promiseThen
	lib.iteratorPrototype = rt.NewObject()
	lib.generatorPrototype = rt.CreateObject(lib.iteratorPrototype)
	for kind := range lib.step {
		k := completion(kind)
		if err := lib.r.defineHidden(lib.generatorPrototype, k.method(), lib.enqueue(k)); err != nil {
			return err
		}
	}
	lib.nextMethod = lib.generatorPrototype.Get("next")
	lib.functionPrototype = rt.CreateObject(rt.Get("Function").(*goja.Object).Get("prototype").(*goja.Object))
	return lib.tags()
}

// tags sets the Symbol.toStringTag and the links between the intrinsics.
func (lib *asyncLibrary) tags() error {
	rt := lib.r.rt
	link := func(o *goja.Object, key string, v *goja.Object) error {
		return o.DefineDataProperty(key, v, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	if err := link(lib.functionPrototype, "prototype", lib.generatorPrototype); err != nil {
		return err
	}
	if err := link(lib.generatorPrototype, "constructor", lib.functionPrototype); err != nil {
		return err
	}
	if err := link(lib.functionPrototype, "constructor", lib.constructor()); err != nil {
		return err
	}
	for o, tag := range map[*goja.Object]string{lib.generatorPrototype: "AsyncGenerator", lib.functionPrototype: "AsyncGeneratorFunction"} {
		if err := o.DefineDataPropertySymbol(goja.SymToStringTag, rt.ToValue(tag), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			return err
		}
	}
	self := rt.ToValue(func(call goja.FunctionCall) goja.Value { return call.This }).(*goja.Object)
	if err := self.DefineDataProperty("name", rt.ToValue("[Symbol.asyncIterator]"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		return err
	}
	// goja does not define the well-known symbol; one of ours takes its place for programs and for lowered code alike
	return lib.iteratorPrototype.DefineDataPropertySymbol(lib.r.wellKnown("asyncIterator"), self, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// constructor makes %AsyncGeneratorFunction% (ECMA-262 section 27.4.1), which only a prototype leads to.
func (lib *asyncLibrary) constructor() *goja.Object {
	rt := lib.r.rt
	e := &evaluator{r: lib.r, name: "AsyncGeneratorFunction"}
	construct := e.hook(nil)
	e.constructor = rt.ToValue(func(call goja.ConstructorCall) *goja.Object {
		return construct(call.Arguments, call.NewTarget)
	}).(*goja.Object)
	for key, v := range map[string]goja.Value{"name": rt.ToValue(e.name), "length": rt.ToValue(1)} {
		_ = e.constructor.DefineDataProperty(key, v, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	_ = e.constructor.DefineDataProperty("prototype", lib.functionPrototype, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	_ = e.constructor.SetPrototype(rt.Get("Function").(*goja.Object))
	return e.constructor
}

// mark implements A.mark(fn).
func (lib *asyncLibrary) mark(call goja.FunctionCall) goja.Value {
	fn := call.Argument(0).(*goja.Object)
	if err := fn.SetPrototype(lib.functionPrototype); err != nil {
		panic(err)
	}
	proto := lib.r.rt.CreateObject(lib.generatorPrototype)
	if err := fn.DefineDataProperty("prototype", proto, goja.FLAG_TRUE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
		_ = fn.Set("prototype", proto)
	}
	return fn
}

// yield implements A.yield(v).
func (lib *asyncLibrary) yield(call goja.FunctionCall) goja.Value {
	lib.marker = yieldMarker{value: call.Argument(0)}
	return lib.markerObject
}

// yieldRaw implements the yield of A.delegate: the resumption comes back as {kind, value}, whatever its kind.
func (lib *asyncLibrary) yieldRaw(call goja.FunctionCall) goja.Value {
	lib.marker = yieldMarker{value: call.Argument(0), raw: true}
	return lib.markerObject
}

// yieldReturn makes the body return value from where it stands, its finally blocks included.
func (lib *asyncLibrary) yieldReturn(call goja.FunctionCall) goja.Value {
	lib.marker = yieldMarker{value: call.Argument(0), ret: true}
	return lib.markerObject
}

// taken returns the marker if v is what A.yield returned.
func (lib *asyncLibrary) taken(v goja.Value) *yieldMarker {
	if o, ok := v.(*goja.Object); !ok || o != lib.markerObject {
		return nil
	}
	m := lib.marker
	lib.marker = yieldMarker{}
	return &m
}

// record makes the resumption that a raw yield evaluates to.
func (lib *asyncLibrary) record(kind completion, v goja.Value) goja.Value {
	o := lib.r.rt.NewObject()
	_ = o.Set("kind", int(kind))
	_ = o.Set("value", v)
	return o
}

// iteratorResult is CreateIterResultObject.
func (lib *asyncLibrary) iteratorResult(v goja.Value, done bool) *goja.Object {
	o := lib.r.rt.NewObject()
	_ = o.Set("value", v)
	_ = o.Set("done", done)
	return o
}

// caught returns the value of a JavaScript exception; false for what no program may catch (an interrupt).
func (lib *asyncLibrary) caught(err error) (goja.Value, bool) {
	v, _, ok := lib.r.thrownValue(err)
	return v, ok
}

// wellKnown returns Symbol[name], defining it where goja has none.
func (r *Realm) wellKnown(name string) *goja.Symbol {
	constructor := r.rt.Get("Symbol").(*goja.Object)
	if s, ok := constructor.Get(name).(*goja.Symbol); ok {
		return s
	}
	s := goja.NewSymbol("Symbol." + name)
	_ = constructor.DefineDataProperty(name, s, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	return s
}

// installSymbols defines the well-known symbols that goja lacks.
func (r *Realm) installSymbols() error {
	for _, name := range []string{"asyncIterator", "dispose", "asyncDispose"} {
		r.wellKnown(name)
	}
	return nil
}
