package realm

import (
	"net/url"
	"path/filepath"
	"strings"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/node"
)

// moduleModule makes the built-in module `module` (nodejs.org/api/module.html): what of the loader programs may see.
func (m *modules) moduleModule() goja.Value {
	if m.module != nil {
		return m.module
	}
	constructor := m.r.rt.ToValue(func(call goja.ConstructorCall) *goja.Object {
		return m.newModule(call.Argument(0).String())
	}).(*goja.Object)
	m.module = constructor
	_ = constructor.DefineDataProperty("name", m.r.rt.ToValue("Module"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	_ = constructor.Set("builtinModules", m.r.deepValue(builtinNames()))
	_ = constructor.Set("_cache", m.cache)
	_ = constructor.Set("Module", constructor)
	for name, fn := range map[string]func(goja.FunctionCall) goja.Value{
		"createRequire": m.createRequire, "isBuiltin": m.isBuiltinCall, "_load": m.loadCall, "_resolveFilename": m.resolveCall,
	} {
		_ = m.r.defineMethod(constructor, name, fn)
	}
	return constructor
}

// builtinNames lists the built-in modules.
func builtinNames() []string { return node.BuiltinModules() }

// createRequire implements module.createRequire(filename or file URL).
func (m *modules) createRequire(call goja.FunctionCall) goja.Value {
	file := call.Argument(0).String()
	if u, err := url.Parse(file); err == nil && u.Scheme == "file" {
		file = filepath.FromSlash(u.Path)
	}
	if !filepath.IsAbs(file) {
		panic(m.r.newCodedError("TypeError", "ERR_INVALID_ARG_VALUE",
			"The argument 'filename' must be a file URL object, file URL string, or absolute path string. Received "+m.r.inspectSafely(call.Argument(0))))
	}
	if strings.HasSuffix(file, "/") {
		file += "noop.js"
	}
	return m.requireFor(m.newModule(file), file)
}

func (m *modules) isBuiltinCall(call goja.FunctionCall) goja.Value {
	return m.r.rt.ToValue(isBuiltin(call.Argument(0).String()))
}

// loadCall implements Module._load(request, parent), which packages replace to watch require().
func (m *modules) loadCall(call goja.FunctionCall) goja.Value {
	parent, _ := call.Argument(1).(*goja.Object)
	directory := m.r.cfg.Dir
	if parent != nil {
		directory = m.directory(propertyText(parent, "filename"))
	}
	v, err := m.require(call.Argument(0).String(), parent, directory)
	if err != nil {
		panic(m.r.value(err))
	}
	return v
}

// resolveCall implements Module._resolveFilename(request, parent).
func (m *modules) resolveCall(call goja.FunctionCall) goja.Value {
	id := call.Argument(0).String()
	if isBuiltin(id) {
		return m.r.rt.ToValue(id)
	}
	parent, _ := call.Argument(1).(*goja.Object)
	directory := m.r.cfg.Dir
	if parent != nil {
		directory = m.directory(propertyText(parent, "filename"))
	}
	path, err := m.resolve(id, directory, parent)
	if err != nil {
		panic(m.r.value(err))
	}
	return m.r.rt.ToValue(path)
}
