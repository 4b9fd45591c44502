package realm

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/dop251/goja"
)

// HOW require can be watched and changed
//
// Node's loader is made of functions that programs can see, and some packages replace them: to find files elsewhere, to
// compile other languages, to hand out something else. Each step here looks at what the program sees, and takes the short
// way if it is still the realm's own:
//
//	require(id) ─ module.require ─ Module._load ─┬─ Module._resolveFilename
//	                                             ├─ Module._cache, require.cache
//	                                             └─ module.load ─ Module._extensions['.js'] ─ module._compile

// moduleClass is the class Module of the built-in module of that name.
type moduleClass struct {
	m                              *modules
	constructor, proto, extensions *goja.Object
	parent                         *goja.Symbol // under which a module keeps who required it first
	own                            map[string]*goja.Object
	extended                       bool // internal/module.js has added the rest
}

// moduleClass makes the class at first use.
func (m *modules) moduleClass() *moduleClass {
	if m.class != nil {
		return m.class
	}
	rt := m.r.rt
	c := &moduleClass{m: m, parent: goja.NewSymbol("kModuleParent"), own: map[string]*goja.Object{}}
	m.class = c
	c.constructor = rt.ToValue(c.construct).(*goja.Object)
	c.proto = c.constructor.Get("prototype").(*goja.Object)
	_ = c.constructor.DefineDataProperty("name", rt.ToValue("Module"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	c.extensions = rt.CreateObject(nil)
	c.method(c.extensions, ".js", 2, c.loadScript)
	c.method(c.extensions, ".json", 2, c.loadJSON)
	c.method(c.extensions, ".node", 2, c.loadNative)
	c.method(c.constructor, "_load", 3, c.loadCall)
	c.method(c.constructor, "_resolveFilename", 4, c.resolveCall)
	_ = c.constructor.Set("_cache", m.cache)
	_ = c.constructor.Set("_extensions", c.extensions)
	get := func(fn func(goja.FunctionCall) goja.Value) goja.Value { return rt.ToValue(fn) }
	_ = c.proto.DefineAccessorProperty("constructor", get(func(goja.FunctionCall) goja.Value { return m.moduleModule() }), nil, goja.FLAG_FALSE, goja.FLAG_FALSE)
	_ = c.proto.DefineAccessorProperty("isPreloading", get(func(goja.FunctionCall) goja.Value { return rt.ToValue(false) }), nil, goja.FLAG_TRUE, goja.FLAG_FALSE)
	_ = c.proto.DefineAccessorProperty("parent", get(c.getParent), get(c.setParent), goja.FLAG_TRUE, goja.FLAG_FALSE)
	c.method(c.proto, "load", 1, c.loadMethod)
	c.method(c.proto, "require", 1, c.requireMethod)
	c.method(c.proto, "_compile", 2, c.compileMethod)
	return c
}

// method defines one of the functions that programs may replace.
func (c *moduleClass) method(o *goja.Object, name string, length int, fn func(goja.FunctionCall) goja.Value) {
	f := c.m.r.rt.ToValue(fn).(*goja.Object)
	_ = f.DefineDataProperty("name", c.m.r.rt.ToValue(""), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	_ = f.DefineDataProperty("length", c.m.r.rt.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	_ = o.Set(name, f)
	c.own[name] = f
}

// replaced returns the function that a program has put in the place of one of ours.
func (c *moduleClass) replaced(o *goja.Object, name string) (goja.Callable, bool) {
	v := o.Get(name)
	if f, ok := v.(*goja.Object); ok && f == c.own[name] {
		return nil, false
	}
	return goja.AssertFunction(v)
}

func (c *moduleClass) getParent(call goja.FunctionCall) goja.Value {
	if o, ok := call.This.(*goja.Object); ok {
		if v := o.GetSymbol(c.parent); v != nil {
			return v
		}
	}
	return goja.Undefined()
}

func (c *moduleClass) setParent(call goja.FunctionCall) goja.Value {
	if o, ok := call.This.(*goja.Object); ok {
		_ = o.SetSymbol(c.parent, call.Argument(0))
	}
	return goja.Undefined()
}

// construct implements new Module(id, parent).
func (c *moduleClass) construct(call goja.ConstructorCall) *goja.Object {
	id := ""
	if !goja.IsUndefined(call.Argument(0)) {
		id = call.Argument(0).String()
	}
	return c.fill(call.This, id, goja.Null(), call.Argument(1))
}

// fill makes o a module, with its properties in Node's order.
func (c *moduleClass) fill(o *goja.Object, id string, file, parent goja.Value) *goja.Object {
	rt := c.m.r.rt
	_ = o.Set("id", id)
	_ = o.Set("path", filepath.Dir(id))
	_ = o.Set("exports", rt.NewObject())
	_ = o.Set("filename", file)
	_ = o.Set("loaded", false)
	_ = o.Set("children", rt.NewArray())
	_ = o.DefineDataPropertySymbol(c.parent, parent, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	if p, ok := parent.(*goja.Object); ok {
		c.adopt(p, o)
	}
	return o
}

// adopt notes that parent requires child.
func (c *moduleClass) adopt(parent, child *goja.Object) {
	list, ok := parent.Get("children").(*goja.Object)
	if !ok {
		return
	}
	n := int(list.Get("length").ToInteger())
	for i := range n {
		if list.Get(itoa(i)) == goja.Value(child) {
			return
		}
	}
	_ = list.Set(itoa(n), child)
}

// forsake takes back what adopt noted: the child failed.
func (c *moduleClass) forsake(parent goja.Value, child *goja.Object) {
	p, ok := parent.(*goja.Object)
	if !ok {
		return
	}
	list, ok := p.Get("children").(*goja.Object)
	if !ok {
		return
	}
	if n := int(list.Get("length").ToInteger()); n > 0 && list.Get(itoa(n-1)) == goja.Value(child) {
		_ = list.Set("length", n-1)
	}
}

// newModule makes the module object of a file that nobody required.
func (m *modules) newModule(file string) *goja.Object {
	c := m.moduleClass()
	o := c.fill(m.r.rt.CreateObject(c.proto), file, m.r.rt.ToValue(file), goja.Undefined())
	_ = o.Set("paths", m.r.deepValue(lookupPaths(m.directory(file))))
	return o
}

// lookupPaths are the node_modules directories that are looked into from a directory.
func lookupPaths(dir string) (paths []string) {
	for ; ; dir = filepath.Dir(dir) {
		if filepath.Base(dir) != "node_modules" {
			paths = append(paths, filepath.Join(dir, "node_modules"))
		}
		if dir == filepath.Dir(dir) {
			return paths
		}
	}
}

// require is require(id) in a module: through what the program may have changed.
func (m *modules) require(id string, module *goja.Object) (goja.Value, error) {
	c := m.moduleClass()
	if require, ok := c.replaced(module, "require"); ok {
		return require(module, m.r.rt.ToValue(id))
	}
	return c.require(id, module)
}

func (c *moduleClass) require(id string, module *goja.Object) (goja.Value, error) {
	if id == "" {
		return nil, thrown{c.m.r.newCodedError("TypeError", "ERR_INVALID_ARG_VALUE", "The argument 'id' must be a non-empty string. Received ''")}
	}
	if load, ok := c.replaced(c.constructor, "_load"); ok {
		return load(c.constructor, c.m.r.rt.ToValue(id), module, c.m.r.rt.ToValue(false))
	}
	return c.load(id, module, false)
}

// load implements Module._load: the exports of what a module asks for.
func (c *moduleClass) load(id string, parent goja.Value, main bool) (goja.Value, error) {
	if strings.HasPrefix(id, "node:") {
		if !isBuiltin(id) {
			return nil, thrown{c.m.r.newCodedError("Error", "ERR_UNKNOWN_BUILTIN_MODULE", "No such built-in module: "+id)}
		}
		return c.m.builtin(id)
	}
	file, err := c.resolve(id, parent, main)
	if err != nil {
		return nil, err
	}
	if module, ok := c.m.cache.Get(file).(*goja.Object); ok {
		if p, ok := parent.(*goja.Object); ok {
			c.adopt(p, module)
		}
		return module.Get("exports"), nil
	}
	if isBuiltin(file) {
		return c.m.builtin(file)
	}
	return c.loadFile(file, parent, main)
}

// resolve asks Module._resolveFilename.
func (c *moduleClass) resolve(id string, parent goja.Value, main bool) (string, error) {
	if resolve, ok := c.replaced(c.constructor, "_resolveFilename"); ok {
		v, err := resolve(c.constructor, c.m.r.rt.ToValue(id), parent, c.m.r.rt.ToValue(main))
		if err != nil {
			return "", err
		}
		return v.String(), nil
	}
	if isBuiltin(id) {
		return id, nil
	}
	return c.m.resolveFrom(id, parent)
}

// resolveFrom finds the file that id names in a module; without one, in the working directory.
func (m *modules) resolveFrom(id string, parent goja.Value) (string, error) {
	p, ok := parent.(*goja.Object)
	if !ok {
		return m.resolve(id, m.r.cfg.Dir, nil)
	}
	directory := m.r.cfg.Dir
	if file, ok := p.Get("filename").(goja.String); ok {
		directory = m.directory(file.String())
	}
	return m.resolve(id, directory, p)
}

// loadFile runs a file for the first time; one that throws is forgotten again.
func (c *moduleClass) loadFile(file string, parent goja.Value, main bool) (goja.Value, error) {
	rt := c.m.r.rt
	if c.m.isESM(file) && c.untouched() {
		return c.m.requireESM(file)
	}
	module := c.fill(rt.CreateObject(c.proto), file, rt.ToValue(file), parent)
	if main {
		_ = module.Set("id", ".")
	}
	if err := c.m.cache.Set(file, module); err != nil {
		return nil, err
	}
	err := c.run(module, file)
	if err != nil {
		_ = c.m.cache.Delete(file)
		c.forsake(parent, module)
		return nil, err
	}
	return module.Get("exports"), nil
}

// untouched says that the program has changed nothing of how files are loaded.
func (c *moduleClass) untouched() bool {
	_, js := c.replaced(c.extensions, ".js")
	return !js && len(c.extensions.Keys()) == 3
}

// run is module.load(file).
func (c *moduleClass) run(module *goja.Object, file string) error {
	if load, ok := c.replaced(module, "load"); ok {
		_, err := load(module, c.m.r.rt.ToValue(file))
		return err
	}
	return c.runAs(module, file)
}

// runAs runs a file as its extension says.
func (c *moduleClass) runAs(module *goja.Object, file string) error {
	_ = module.Set("filename", file)
	_ = module.Set("paths", c.m.r.deepValue(lookupPaths(c.m.directory(file))))
	extension := c.extensionOf(file)
	var err error
	if run, ok := c.replaced(c.extensions, extension); ok {
		_, err = run(c.extensions, module, c.m.r.rt.ToValue(file))
	} else {
		switch extension {
		case ".json":
			err = c.readJSON(module, file)
		case ".node":
			err = c.native(file)
		default:
			err = c.readScript(module, file)
		}
	}
	if err == nil {
		_ = module.Set("loaded", true)
	}
	return err
}

// extensionOf is the longest extension of a file that something is registered for.
func (c *moduleClass) extensionOf(file string) string {
	base := filepath.Base(file)
	for at := 1; at < len(base); at++ {
		if base[at] == '.' && c.extensions.Get(base[at:]) != nil {
			return base[at:]
		}
	}
	return ".js"
}

func (c *moduleClass) readScript(module *goja.Object, file string) error {
	if c.m.isESM(file) {
		v, err := c.m.requireESM(file)
		if err != nil {
			return err
		}
		return module.Set("exports", v)
	}
	text, err := c.read(file)
	if err != nil {
		return err
	}
	if compile, ok := c.replaced(module, "_compile"); ok {
		_, err := compile(module, c.m.r.rt.ToValue(string(text)), c.m.r.rt.ToValue(file))
		return err
	}
	return c.m.run(module, file, string(text))
}

func (c *moduleClass) readJSON(module *goja.Object, file string) error {
	text, err := c.read(file)
	if err != nil {
		return err
	}
	return c.m.loadJSON(module, file, text)
}

func (c *moduleClass) read(file string) ([]byte, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, thrown{c.m.r.newError("Error", err.Error())}
	}
	return text, nil
}

// native refuses an addon: it is machine code for another program.
func (c *moduleClass) native(file string) error {
	return thrown{c.m.r.newCodedError("Error", "ERR_METHOD_NOT_IMPLEMENTED", "The process.dlopen method is not implemented ("+file+")")}
}

// requireFile returns the exports of a file, running it if it has not run yet.
func (m *modules) requireFile(file string) (goja.Value, error) {
	if module, ok := m.cache.Get(file).(*goja.Object); ok {
		return module.Get("exports"), nil
	}
	return m.moduleClass().loadFile(file, goja.Undefined(), false)
}

// load runs the main module of a program.
func (m *modules) load(file string) (goja.Value, error) {
	return m.moduleClass().loadFile(file, goja.Null(), true)
}

// run evaluates a CommonJS module. One that turns out to be an ES module is required as that.
func (m *modules) run(module *goja.Object, file, text string) error {
	fn, err := m.compile(module, file, text)
	if fn == nil || err != nil {
		return err
	}
	exports := module.Get("exports")
	_, err = fn(exports, exports, m.requireFor(module, file), module, m.r.rt.ToValue(file), m.r.rt.ToValue(filepath.Dir(file)), m.importFunction(file))
	return err
}

// compile makes the function around a module; none if it was run as an ES module.
func (m *modules) compile(module *goja.Object, file, text string) (goja.Callable, error) {
	script, err := m.r.lowering.Script(file, text, wrapper, "\n})", true, isTypeScript(file))
	if err != nil {
		if m.packageType(file) == "" && m.r.lowering.HasModuleSyntax(text, isTypeScript(file)) {
			return nil, m.runAsESM(module, file)
		}
		return nil, m.syntaxErrorOf(file, text, err)
	}
	m.r.stacks.addModule(file, text, script.Map, script.Shift)
	p, err := goja.CompileAST(script.Tree, false)
	if err != nil {
		return nil, m.syntaxErrorOf(file, text, err)
	}
	v, err := m.r.rt.RunProgram(p)
	if err != nil {
		return nil, err
	}
	fn, _ := goja.AssertFunction(v)
	return fn, nil
}
