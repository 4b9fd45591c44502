package realm

import "github.com/dop251/goja"

// asyncRecord is the iterator record that a lowered for await works on: next(), check(result), close(). Where the
// iterator is an async generator of ours, whose next nobody replaced, it is asked without going through JavaScript.
// It implements goja.DynamicObject: an object that has the three methods and nothing else.
type asyncRecord struct {
	lib       *asyncLibrary
	iterator  *goja.Object
	next      goja.Value
	call      goja.Callable   // next, nil if it cannot be called
	generator *asyncGenerator // nil: of another kind
}

// recordMethods are the methods of all records, and what js/async.js does for them.
type recordMethods struct {
	next, check, close goja.Value
	notCallable        goja.Callable // (next): throws
	checkResult        goja.Callable // (result): returns it or throws
	closeIterator      goja.Callable // (iterator): what AsyncIteratorClose awaits, in an array
}

// newRecord implements natives.record(iterator).
func (lib *asyncLibrary) newRecord(call goja.FunctionCall) goja.Value {
	it := call.Argument(0).(*goja.Object)
	r := &asyncRecord{lib: lib, iterator: it, next: it.Get("next")}
	if r.next == nil {
		r.next = goja.Undefined()
	}
	r.call, _ = goja.AssertFunction(r.next)
	if r.next.SameAs(lib.nextMethod) {
		r.generator = lib.generatorOf(it)
	}
	return lib.r.rt.NewDynamicObject(r)
}

// recordMethods makes the methods; the library has run.
func (lib *asyncLibrary) recordMethods(natives *goja.Object) error {
	m := &lib.records
	for name, fn := range map[string]*goja.Callable{
		"notCallable": &m.notCallable, "checkResult": &m.checkResult, "closeIterator": &m.closeIterator,
	} {
		*fn, _ = goja.AssertFunction(natives.Get(name))
		if err := natives.Delete(name); err != nil {
			return err
		}
	}
	m.next = lib.r.rt.ToValue(func(call goja.FunctionCall) goja.Value { return recordOf(call).advance() })
	m.check = lib.r.rt.ToValue(func(call goja.FunctionCall) goja.Value {
		if o, ok := call.Argument(0).(*goja.Object); ok {
			return o
		}
		return must(m.checkResult(goja.Undefined(), call.Argument(0)))
	})
	m.close = lib.r.rt.ToValue(func(call goja.FunctionCall) goja.Value {
		return must(m.closeIterator(goja.Undefined(), recordOf(call).iterator))
	})
	return nil
}

func recordOf(call goja.FunctionCall) *asyncRecord {
	return call.This.(*goja.Object).Export().(*asyncRecord)
}

// must is the value of a call of JavaScript; what it threw goes on to the caller.
func must(v goja.Value, err error) goja.Value {
	if err != nil {
		panic(err)
	}
	return v
}

// advance calls the iterator's next.
func (r *asyncRecord) advance() goja.Value {
	switch {
	case r.generator != nil:
		return r.generator.request(normalCompletion, goja.Undefined())
	case r.call == nil:
		return must(r.lib.records.notCallable(goja.Undefined(), r.next))
	}
	return must(r.call(r.iterator))
}

// Get returns one of the methods.
func (r *asyncRecord) Get(key string) goja.Value {
	switch key {
	case "next":
		return r.lib.records.next
	case "check":
		return r.lib.records.check
	case "close":
		return r.lib.records.close
	}
	return nil
}

// Set, Has, Delete and Keys are never asked for by lowered code.
func (r *asyncRecord) Set(string, goja.Value) bool { return false }
func (r *asyncRecord) Has(string) bool             { return false }
func (r *asyncRecord) Delete(string) bool          { return false }
func (r *asyncRecord) Keys() []string              { return nil }
