package realm

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/node"
)

// moduleModule makes the built-in module `module` (nodejs.org/api/module.html): the class Module, to which
// node/js/internal/module.js adds what needs no realm.
func (m *modules) moduleModule() goja.Value {
	c := m.moduleClass()
	if c.extended {
		return c.constructor
	}
	c.extended = true
	_ = c.constructor.Set("builtinModules", m.r.deepValue(builtinNames()))
	_ = c.constructor.Set("Module", c.constructor)
	_ = c.constructor.Set("globalPaths", m.r.deepValue(globalPaths()))
	for name, fn := range map[string]func(goja.FunctionCall) goja.Value{
		"createRequire": m.createRequire, "isBuiltin": m.isBuiltinCall, "_nodeModulePaths": m.nodeModulePaths, "_findPath": m.findPath,
		"_resolveLookupPaths": m.resolveLookupPaths,
	} {
		_ = m.r.defineMethod(c.constructor, name, fn)
	}
	extend, err := m.r.host.Internal("internal/module")
	if err == nil {
		if fn, ok := goja.AssertFunction(extend); ok {
			_, err = fn(goja.Undefined(), c.constructor)
		}
	}
	if err != nil {
		panic(err)
	}
	return c.constructor
}

// builtinNames lists the built-in modules.
func builtinNames() []string { return node.BuiltinModules() }

// nameModules makes the built-in modules globals, loaded when they are first used, as they are for -e
// (addBuiltinLibsToObject in lib/internal/modules/helpers.js).
func (r *Realm) nameModules() error {
	global := r.rt.GlobalObject()
	taken := global.GetOwnPropertyNames() // to read them would make those that are made when they are first used
	for _, name := range builtinNames() {
		if strings.HasPrefix(name, "_") || strings.Contains(name, "/") || slices.Contains(taken, name) {
			continue
		}
		get := func(goja.FunctionCall) goja.Value {
			v, err := r.modules.builtin(name)
			if err != nil {
				panic(err)
			}
			_ = global.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
			return v
		}
		set := func(call goja.FunctionCall) goja.Value {
			_ = global.DefineDataProperty(name, call.Argument(0), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
			return goja.Undefined()
		}
		if err := global.DefineAccessorProperty(name, r.rt.ToValue(get), r.rt.ToValue(set), goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			return fmt.Errorf("realm: naming the built-in modules: %w", err)
		}
	}
	return nil
}

// globalPaths are where packages were installed for everyone, long ago.
func globalPaths() []string {
	home, err := os.UserHomeDir()
	if err != nil {
		return []string{}
	}
	return []string{filepath.Join(home, ".node_modules"), filepath.Join(home, ".node_libraries")}
}

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

// nodeModulePaths implements Module._nodeModulePaths(directory).
func (m *modules) nodeModulePaths(call goja.FunctionCall) goja.Value {
	return m.r.deepValue(lookupPaths(m.r.absolute(call.Argument(0).String())))
}

// findPath implements Module._findPath(request, paths): the file, or false.
func (m *modules) findPath(call goja.FunctionCall) goja.Value {
	id, found := call.Argument(0).String(), ""
	if filepath.IsAbs(id) {
		found, _ = m.fileOrDirectory(id, false)
	} else if list, ok := call.Argument(1).(*goja.Object); ok {
		m.r.rt.ForOf(list, func(v goja.Value) bool {
			found, ok = m.fileOrDirectory(filepath.Join(v.String(), id), false)
			return !ok
		})
	}
	if found == "" {
		return m.r.rt.ToValue(false)
	}
	return m.r.rt.ToValue(found)
}

// resolveLookupPaths implements Module._resolveLookupPaths(request, parent).
func (m *modules) resolveLookupPaths(call goja.FunctionCall) goja.Value {
	file := m.r.absolute(notebookFile)
	if parent, ok := call.Argument(1).(*goja.Object); ok {
		if v, ok := parent.Get("filename").(goja.String); ok {
			file = v.String()
		}
	}
	return m.pathsOf(call, file)
}
