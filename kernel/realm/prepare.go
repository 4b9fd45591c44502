package realm

import (
	"strings"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/inside"
)

// preparer is what V8's stack trace API (v8.dev/docs/stack-trace-api) needs: the prototype of CallSite objects and the
// default formatter, which a program may replace.
type preparer struct {
	proto     *goja.Object
	site      *goja.Symbol // under which a CallSite object keeps its frame
	formatter *goja.Object
}

// installPrepare adds Error.prepareStackTrace and makes the prototype of CallSite objects.
func (r *Realm) installPrepare(constructor *goja.Object) error {
	p := &r.stacks.preparer
	p.site = goja.NewSymbol("frame")
	if err := r.stacks.makeCallSites(); err != nil {
		return err
	}
	if err := r.defineHidden(constructor, "prepareStackTrace", r.stacks.format); err != nil {
		return err
	}
	p.formatter = constructor.Get("prepareStackTrace").(*goja.Object)
	if err := p.formatter.DefineDataProperty("name", r.rt.ToValue("ErrorPrepareStackTrace"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		return err
	}
	isError := constructor.Get("isError") // V8 has it behind
	if isError == nil {
		return nil
	}
	if err := constructor.Delete("isError"); err != nil {
		return err
	}
	return constructor.DefineDataProperty("isError", isError, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// prepare returns Error.prepareStackTrace if the program has set it.
func (s *stackFormat) prepare() (goja.Callable, bool) {
	f, ok := s.r.errors.constructors["Error"].Get("prepareStackTrace").(*goja.Object)
	if !ok || f == s.preparer.formatter {
		return nil, false
	}
	return goja.AssertFunction(f)
}

// format is the default Error.prepareStackTrace(error, callSites).
func (s *stackFormat) format(call goja.FunctionCall) goja.Value {
	header := call.Argument(0).String()
	if e, ok := call.Argument(0).(*goja.Object); ok && s.r.errors.machine.IsError(e) {
		header = s.header(e)
	}
	lines := []string{header}
	if list, ok := call.Argument(1).(*goja.Object); ok {
		s.r.rt.ForOf(list, func(v goja.Value) bool {
			lines = append(lines, "    at "+v.String())
			return true
		})
	}
	return s.r.rt.ToValue(strings.Join(lines, "\n"))
}

// callSites returns the frames as an array of CallSite objects.
func (s *stackFormat) callSites(t *inside.Trace) *goja.Object {
	kept := make([]inside.Frame, len(t.Frames))
	copy(kept, t.Frames)
	var list []any
	for _, site := range s.sites(kept, t.Limit) {
		o := s.r.rt.CreateObject(s.preparer.proto)
		_ = o.DefineDataPropertySymbol(s.preparer.site, s.r.rt.ToValue(site), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
		list = append(list, o)
	}
	return s.r.rt.NewArray(list...)
}

// siteOf returns the frame of a CallSite object.
func (s *stackFormat) siteOf(this goja.Value, method string) *callSite {
	if o, ok := this.(*goja.Object); ok {
		if v := o.GetSymbol(s.preparer.site); v != nil {
			if site, ok := v.Export().(*callSite); ok {
				return site
			}
		}
	}
	panic(s.r.newError("TypeError", "CallSite method "+method+" expects CallSite as receiver"))
}

// orNull is a string as a value, null for none.
func (s *stackFormat) orNull(text string) goja.Value {
	if text == "" {
		return goja.Null()
	}
	return s.r.rt.ToValue(text)
}

// makeCallSites makes the prototype of CallSite objects.
func (s *stackFormat) makeCallSites() error {
	rt := s.r.rt
	constructor := rt.ToValue(func(goja.ConstructorCall) *goja.Object {
		panic(s.r.newError("TypeError", "CallSite is not a constructor"))
	}).(*goja.Object)
	if err := constructor.DefineDataProperty("name", rt.ToValue("CallSite"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		return err
	}
	s.preparer.proto = constructor.Get("prototype").(*goja.Object)
	for name, method := range map[string]func(*callSite) goja.Value{
		"getThis":                  func(*callSite) goja.Value { return goja.Undefined() },
		"getTypeName":              (*callSite).typeNameValue,
		"getFunction":              func(*callSite) goja.Value { return goja.Undefined() },
		"getFunctionName":          func(c *callSite) goja.Value { return s.orNull(c.functionName()) },
		"getMethodName":            func(c *callSite) goja.Value { return s.orNull(c.methodName()) },
		"getFileName":              (*callSite).fileNameValue,
		"getLineNumber":            func(c *callSite) goja.Value { return s.numberOrNull(c.place().line) },
		"getColumnNumber":          func(c *callSite) goja.Value { return s.numberOrNull(c.place().column) },
		"getEnclosingLineNumber":   func(c *callSite) goja.Value { return s.numberOrNull(c.enclosing().line) },
		"getEnclosingColumnNumber": func(c *callSite) goja.Value { return s.numberOrNull(c.enclosing().column) },
		"getEvalOrigin":            (*callSite).originValue,
		"getScriptNameOrSourceURL": (*callSite).fileNameValue,
		"getScriptHash":            func(*callSite) goja.Value { return rt.ToValue("") },
		"getPosition":              func(c *callSite) goja.Value { return rt.ToValue(c.position()) },
		"getPromiseIndex":          (*callSite).promiseIndex,
		"isToplevel":               func(c *callSite) goja.Value { return rt.ToValue(c.isToplevel()) },
		"isEval":                   func(c *callSite) goja.Value { return rt.ToValue(c.isEval()) },
		"isNative":                 func(c *callSite) goja.Value { return rt.ToValue(false) },
		"isConstructor":            func(c *callSite) goja.Value { return rt.ToValue(c.f.Construct) },
		"isAsync":                  func(c *callSite) goja.Value { return rt.ToValue(c.f.Async) },
		"isPromiseAll":             func(c *callSite) goja.Value { return rt.ToValue(c.f.Combinator != nil && c.f.Combinator.Name == "all") },
		"toString":                 func(c *callSite) goja.Value { return rt.ToValue(c.text()) },
	} {
		if err := s.r.defineHidden(s.preparer.proto, name, func(call goja.FunctionCall) goja.Value {
			return method(s.siteOf(call.This, name))
		}); err != nil {
			return err
		}
	}
	return nil
}

func (s *stackFormat) numberOrNull(n int) goja.Value {
	if n == 0 {
		return goja.Null()
	}
	return s.r.rt.ToValue(n)
}

func (c *callSite) typeNameValue() goja.Value { return c.s.orNull(c.typeName()) }

// fileNameValue is the name of the script; undefined for code of an eval, null for native code.
func (c *callSite) fileNameValue() goja.Value {
	p := c.place()
	switch {
	case c.f.Program == nil:
		return goja.Null()
	case p.origin != "":
		return goja.Undefined()
	}
	return c.s.r.rt.ToValue(p.url)
}

func (c *callSite) originValue() goja.Value {
	if p := c.place(); p.origin != "" {
		return c.s.r.rt.ToValue(p.origin)
	}
	return goja.Undefined()
}

// promiseIndex is the index of the element of a Promise.all that is waited for.
func (c *callSite) promiseIndex() goja.Value {
	if c.f.Combinator == nil {
		return goja.Null()
	}
	return c.s.r.rt.ToValue(c.f.Combinator.Index)
}

// position is the offset of the frame in the text that was compiled.
func (c *callSite) position() int {
	if c.f.Program == nil {
		return 0
	}
	return c.s.offset(c.f)
}

// enclosing is where the function of the frame begins.
func (c *callSite) enclosing() place {
	if c.f.Program == nil {
		return place{}
	}
	return c.s.placeAt(c.f.Program, c.s.r.errors.machine.Start(c.f.Program))
}
