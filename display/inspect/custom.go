package inspect

import (
	"strings"

	"github.com/dop251/goja"
)

// customInspect lets a value show itself, through the method Symbol.for("nodejs.util.inspect.custom"). o is the value
// as the user has it, target what is behind it if it is a proxy. done is false when the value has no such method, or
// the method returned the value itself.
func (p *printer) customInspect(o, target *goja.Object, level int) (text string, done bool) {
	if !p.opt.CustomInspect {
		return "", false
	}
	v := target.GetSymbol(p.in.custom)
	if v == nil || !p.callable(v) || p.fn != nil && v.SameAs(p.fn) || p.isPrototype(target) {
		return "", false
	}
	call, _ := goja.AssertFunction(v)
	foreign := o != target || !p.rt.InstanceOf(o, p.in.objectCtor)
	p.customs++
	defer func() { p.customs-- }()
	if p.customs > maxCalls {
		panic(overflow{p.stackOverflow()})
	}
	r, err := call(o, p.depthLeft(level), p.userOptions(foreign), p.Function())
	if err != nil {
		panic(p.thrown(err))
	}
	if r == goja.Value(o) {
		return "", false
	}
	if !goja.IsString(r) {
		return p.value(r, level, false), true
	}
	return strings.ReplaceAll(textOf(r), "\n", "\n"+spaces(p.indent)), true
}

// maxCalls bounds custom inspectors that call util.inspect on values whose custom inspectors do the same: goja would
// go on until the goroutine's stack, and with it the process, is gone.
const maxCalls = 500

const tooDeep = "Maximum call stack size exceeded"

// stackOverflow is the exception V8 throws when its stack is full.
func (i *Inspector) stackOverflow() error {
	if ex := i.rt.Try(func() { i.in.overflow(nil, i.rt.ToValue(tooDeep)) }); ex != nil {
		return ex
	}
	panic("inspect: no overflow")
}

// thrown is what to panic with when a custom inspector has thrown err.
func (p *printer) thrown(err error) any {
	ex, ok := err.(*goja.Exception)
	if !ok {
		return err
	}
	e, ok := ex.Value().(*goja.Object)
	if ok && p.brand(e) == nativeError {
		if m := p.quietly(e, "message"); m != nil && goja.IsString(m) && m.String() == tooDeep {
			return overflow{err}
		}
	}
	return err
}

// isPrototype reports o.constructor.prototype === o with an own constructor: a prototype that holds the method for
// its instances.
func (p *printer) isPrototype(o *goja.Object) bool {
	k := key{name: "constructor", val: p.constructorKey}
	if !p.has(o, k) {
		return false
	}
	prop, _ := p.own(o, k)
	c, ok := prop.value.(*goja.Object)
	return ok && p.readName(c, "prototype") == goja.Value(o)
}

func (p *printer) depthLeft(level int) goja.Value {
	switch {
	case p.user.nullDepth:
		return goja.Null()
	case level < 0:
		return goja.NaN()
	case p.opt.Depth > 1<<52:
		return goja.PositiveInf()
	}
	return p.rt.ToValue(p.opt.Depth - level)
}

// userOptions is the options object for a custom inspector: stylize, every option, and whatever else the user passed
// to inspect. A foreign value (a proxy, or one without Object in its prototypes) gets no object of ours by which it
// could reach Object.prototype.
func (p *printer) userOptions(foreign bool) *goja.Object {
	out := p.rt.NewObject()
	set := func(name string, v goja.Value) {
		if _, isObject := v.(*goja.Object); foreign && isObject {
			return
		}
		if err := out.Set(name, v); err != nil {
			panic(err)
		}
	}
	set("stylize", p.painter())
	for _, name := range optionNames {
		set(name, p.option(&p.user, name))
	}
	if p.user.user != nil {
		for _, name := range p.user.user.Keys() {
			set(name, p.readName(p.user.user, name))
		}
	}
	if foreign {
		p.makeForeign(out)
	}
	return out
}

func (p *printer) makeForeign(out *goja.Object) {
	stylize := p.native("", 2, func(call goja.FunctionCall) goja.Value {
		return p.Inspector.value(p.style(textOf(call.Argument(0).ToString()), textOf(call.Argument(1).ToString())))
	})
	_ = stylize.SetPrototype(nil)
	if err := out.Set("stylize", stylize); err != nil {
		panic(err)
	}
	_ = out.SetPrototype(nil)
}

// painter is the stylize function of this call's options.
func (p *printer) painter() goja.Value {
	switch {
	case p.opt.stylize != nil:
		return p.opt.stylize
	case p.opt.Colors:
		return p.painterOf(1, "stylizeWithColor", 2, p.paint)
	}
	return p.painterOf(0, "stylizeNoColor", 1, func(s, _ string) string { return s })
}

func (i *Inspector) painterOf(n int, name string, args int, paint func(s, kind string) string) goja.Value {
	if i.painters[n] == nil {
		i.painters[n] = i.native(name, args, func(call goja.FunctionCall) goja.Value {
			return i.value(paint(textOf(call.Argument(0).ToString()), textOf(call.Argument(1).ToString())))
		})
	}
	return i.painters[n]
}

func (i *Inspector) isPainter(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	return ok && (o == i.painters[0] || o == i.painters[1])
}

// native makes a function of Go with a name and a length.
func (i *Inspector) native(name string, args int, f func(goja.FunctionCall) goja.Value) *goja.Object {
	o := i.rt.ToValue(f).(*goja.Object)
	_ = o.DefineDataProperty("name", i.rt.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	_ = o.DefineDataProperty("length", i.rt.ToValue(args), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return o
}
