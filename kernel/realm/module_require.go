package realm

import (
	"path/filepath"
	"strings"

	"github.com/dop251/goja"
)

// What programs see of the loader: require with its properties, and the methods of Module.

// requireFor makes the require function of a module.
func (m *modules) requireFor(module *goja.Object, file string) *goja.Object {
	rt := m.r.rt
	require := rt.ToValue(func(call goja.FunctionCall) goja.Value {
		id, ok := call.Argument(0).Export().(string)
		if !ok {
			panic(m.r.invalidArgument("id", "string", call.Argument(0)))
		}
		return m.settled(m.require(id, module))
	}).(*goja.Object)
	resolve := rt.ToValue(func(call goja.FunctionCall) goja.Value { return m.resolveRequest(call, module) }).(*goja.Object)
	_ = resolve.DefineDataProperty("name", rt.ToValue("resolve"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	_ = m.r.defineMethod(resolve, "paths", func(call goja.FunctionCall) goja.Value { return m.pathsOf(call, file) })
	_ = require.Set("resolve", resolve)
	main := goja.Undefined()
	if m.main != "" {
		if v := m.cache.Get(m.main); v != nil {
			main = v
		}
	}
	_ = require.Set("main", main)
	_ = require.Set("extensions", m.moduleClass().extensions)
	_ = require.Set("cache", m.cache)
	_ = require.DefineDataProperty("name", rt.ToValue("require"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return require
}

// settled is a value, or the error thrown.
func (m *modules) settled(v goja.Value, err error) goja.Value {
	if err != nil {
		if leftByPanic(err) {
			panic(err)
		}
		panic(m.r.value(err))
	}
	return v
}

// resolveRequest implements require.resolve(request, { paths }).
func (m *modules) resolveRequest(call goja.FunctionCall, module *goja.Object) goja.Value {
	id, ok := call.Argument(0).Export().(string)
	if !ok {
		panic(m.r.invalidArgument("request", "string", call.Argument(0)))
	}
	options, ok := call.Argument(1).(*goja.Object)
	if !ok || options.Get("paths") == nil || goja.IsUndefined(options.Get("paths")) || isBuiltin(id) {
		file, err := m.moduleClass().resolve(id, module, false)
		return m.settled(m.r.rt.ToValue(file), err)
	}
	return m.resolveIn(id, options.Get("paths"), module)
}

// resolveIn looks from each of a list of directories.
func (m *modules) resolveIn(id string, paths goja.Value, module *goja.Object) goja.Value {
	list, ok := paths.(*goja.Object)
	if !ok || list.ClassName() != "Array" {
		panic(m.r.newCodedError("TypeError", "ERR_INVALID_ARG_VALUE", "The property 'options.paths' is invalid. Received "+m.r.inspectSafely(paths)))
	}
	found, last := "", error(nil)
	m.r.rt.ForOf(list, func(v goja.Value) bool {
		directory := v.String()
		if !filepath.IsAbs(directory) {
			directory = filepath.Join(m.r.cfg.Dir, directory)
		}
		found, last = m.resolve(id, directory, module)
		return last != nil
	})
	if found == "" && last == nil {
		last = m.notFound(id, module)
	}
	return m.settled(m.r.rt.ToValue(found), last)
}

// pathsOf implements require.resolve.paths(request).
func (m *modules) pathsOf(call goja.FunctionCall, file string) goja.Value {
	id, ok := call.Argument(0).Export().(string)
	if !ok {
		panic(m.r.invalidArgument("request", "string", call.Argument(0)))
	}
	switch {
	case isBuiltin(id):
		return goja.Null()
	case strings.HasPrefix(id, "./"), strings.HasPrefix(id, "../"):
		return m.r.deepValue([]string{m.directory(file)})
	}
	return m.r.deepValue(append(lookupPaths(m.directory(file)), globalPaths()...))
}

// self is the module that a method is called on.
func (c *moduleClass) self(call goja.FunctionCall) *goja.Object {
	o, ok := call.This.(*goja.Object)
	if !ok {
		panic(c.m.r.newError("TypeError", "Illegal invocation"))
	}
	return o
}

// requireMethod implements module.require(id).
func (c *moduleClass) requireMethod(call goja.FunctionCall) goja.Value {
	id, ok := call.Argument(0).Export().(string)
	if !ok {
		panic(c.m.r.invalidArgument("id", "string", call.Argument(0)))
	}
	return c.m.settled(c.require(id, c.self(call)))
}

// loadMethod implements module.load(file).
func (c *moduleClass) loadMethod(call goja.FunctionCall) goja.Value {
	return c.m.settled(goja.Undefined(), c.runAs(c.self(call), call.Argument(0).String()))
}

// compileMethod implements module._compile(source, file).
func (c *moduleClass) compileMethod(call goja.FunctionCall) goja.Value {
	return c.m.settled(goja.Undefined(), c.m.run(c.self(call), call.Argument(1).String(), call.Argument(0).String()))
}

// loadCall implements Module._load(request, parent, isMain).
func (c *moduleClass) loadCall(call goja.FunctionCall) goja.Value {
	return c.m.settled(c.load(call.Argument(0).String(), call.Argument(1), call.Argument(2).ToBoolean()))
}

// resolveCall implements Module._resolveFilename(request, parent, isMain, options).
func (c *moduleClass) resolveCall(call goja.FunctionCall) goja.Value {
	id := call.Argument(0).String()
	if isBuiltin(id) {
		return c.m.r.rt.ToValue(id)
	}
	if options, ok := call.Argument(3).(*goja.Object); ok && options.Get("paths") != nil {
		parent, _ := call.Argument(1).(*goja.Object)
		return c.m.resolveIn(id, options.Get("paths"), parent)
	}
	file, err := c.m.resolveFrom(id, call.Argument(1))
	return c.m.settled(c.m.r.rt.ToValue(file), err)
}

// loadScript, loadJSON and loadNative are Module._extensions: each takes a module and a file.
func (c *moduleClass) loadScript(call goja.FunctionCall) goja.Value {
	return c.m.settled(goja.Undefined(), c.readScript(c.target(call), call.Argument(1).String()))
}

func (c *moduleClass) loadJSON(call goja.FunctionCall) goja.Value {
	return c.m.settled(goja.Undefined(), c.readJSON(c.target(call), call.Argument(1).String()))
}

func (c *moduleClass) loadNative(call goja.FunctionCall) goja.Value {
	return c.m.settled(goja.Undefined(), c.native(call.Argument(1).String()))
}

func (c *moduleClass) target(call goja.FunctionCall) *goja.Object {
	o, ok := call.Argument(0).(*goja.Object)
	if !ok {
		panic(c.m.r.invalidArgument("module", "Object", call.Argument(0)))
	}
	return o
}
