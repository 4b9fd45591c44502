package inspect

import (
	"slices"

	"github.com/dop251/goja"
)

// Function returns util.inspect itself: a JavaScript function with the properties custom, colors, styles and
// defaultOptions. Custom inspectors get it as their third argument. It is the same object each time.
func (i *Inspector) Function() *goja.Object {
	if i.fn != nil {
		return i.fn
	}
	fn := i.native("inspect", 2, i.call)
	set := func(name string, v any) {
		if err := fn.Set(name, v); err != nil {
			panic("inspect: making util.inspect: " + err.Error())
		}
	}
	set("custom", i.in.custom)
	set("colors", i.colorTable())
	set("styles", i.styleTable())
	get := func(goja.FunctionCall) goja.Value { return i.defaultOptions() }
	err := fn.DefineAccessorProperty("defaultOptions", i.native("get", 0, get), i.native("set", 1, i.setDefaults), goja.FLAG_FALSE, goja.FLAG_FALSE)
	if err != nil {
		panic("inspect: making util.inspect: " + err.Error())
	}
	i.fn = fn
	return fn
}

// call is util.inspect(value, options) and the older util.inspect(value, showHidden, depth, colors).
func (i *Inspector) call(c goja.FunctionCall) goja.Value {
	o, err := i.OptionsFrom(c.Argument(1))
	if err != nil {
		panic(err)
	}
	if len(c.Arguments) > 2 && !goja.IsUndefined(c.Arguments[2]) {
		old := o
		i.readOption(&o, "depth", c.Arguments[2])
		if given, ok := c.Arguments[1].(*goja.Object); ok && i.has(given, key{name: "depth"}) {
			o.Depth, o.nullDepth = old.Depth, old.nullDepth
		}
	}
	if len(c.Arguments) > 3 && !goja.IsUndefined(c.Arguments[3]) {
		if given, ok := c.Arguments[1].(*goja.Object); !ok || !i.has(given, key{name: "colors"}) {
			o.Colors = c.Arguments[3].ToBoolean()
		}
	}
	v, err := i.InspectJS(c.Argument(0), o)
	if err != nil {
		panic(err)
	}
	return v
}

// defaultOptions is util.inspect.defaultOptions. From the first time anyone asks for it, its properties are the
// defaults.
func (i *Inspector) defaultOptions() *goja.Object {
	if i.defaults == nil {
		o := Default()
		i.defaults = i.rt.NewObject()
		for _, name := range optionNames {
			_ = i.defaults.Set(name, i.option(&o, name))
		}
		i.in.seal(nil, i.defaults)
	}
	return i.defaults
}

// setDefaults is the assignment util.inspect.defaultOptions = {…}: the properties given replace those of before.
func (i *Inspector) setDefaults(c goja.FunctionCall) goja.Value {
	from, ok := c.Argument(0).(*goja.Object)
	if !ok || i.callable(from) {
		panic(i.argumentError("options", "object", c.Argument(0)))
	}
	to := i.defaultOptions()
	for _, name := range from.Keys() {
		if !slices.Contains(optionNames[:], name) {
			panic(i.rt.NewTypeError("Cannot add property %s, object is not extensible", name))
		}
		if err := to.Set(name, i.readName(from, name)); err != nil {
			panic(err)
		}
	}
	return goja.Undefined()
}

// argumentError is Node's ERR_INVALID_ARG_TYPE.
func (i *Inspector) argumentError(name, kind string, got goja.Value) *goja.Object {
	e := i.rt.NewTypeError(`The "%s" argument must be of type %s.%s`, name, kind, i.received(got))
	_ = e.Set("code", "ERR_INVALID_ARG_TYPE")
	return e
}

func (i *Inspector) received(v goja.Value) string {
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return " Received " + v.String()
	}
	if o, ok := v.(*goja.Object); ok {
		if i.callable(o) {
			return " Received function " + textOf(i.readName(o, "name").ToString())
		}
		return " Received an instance of Object"
	}
	o := Default()
	o.Colors = false
	text := i.printer(o).primitive(v)
	return " Received type " + typeOf(v) + " (" + text + ")"
}

func typeOf(v goja.Value) string {
	switch {
	case goja.IsString(v):
		return "string"
	case goja.IsNumber(v):
		return "number"
	case goja.IsBigInt(v):
		return "bigint"
	}
	if _, ok := v.(*goja.Symbol); ok {
		return "symbol"
	}
	return "boolean"
}

func (i *Inspector) bare() *goja.Object { return i.rt.CreateObject(nil) }

func (i *Inspector) styleTable() *goja.Object {
	t := i.bare()
	for _, name := range styleNames {
		_ = t.Set(name, styles[name])
	}
	return t
}

func (i *Inspector) colorTable() *goja.Object {
	t := i.bare()
	for _, name := range colorNames {
		c := colors[name]
		_ = t.Set(name, i.rt.NewArray(c[0], c[1]))
	}
	for _, pair := range colorAliases {
		alias, name := pair[0], pair[1]
		get := i.native("get", 0, func(goja.FunctionCall) goja.Value { return i.readName(t, name) })
		set := i.native("set", 1, func(c goja.FunctionCall) goja.Value {
			_ = t.Set(name, c.Argument(0))
			return goja.Undefined()
		})
		_ = t.DefineAccessorProperty(alias, get, set, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	return t
}
