package realm

import (
	"fmt"
	"sort"
	"strings"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/lower"
	"loopbook/kernel/realm/lower/syntax"
)

// binding is where an exported name leads: a module's own binding, or the namespace of a module.
type binding struct {
	module    *moduleRecord
	name      string
	namespace bool
	ambiguous bool
}

// link makes the graph below module ready to run: every import leads somewhere, functions are hoisted. The error is a
// SyntaxError as V8 words it.
func (m *modules) link(module *moduleRecord) error {
	if module.status != moduleUnlinked {
		return nil
	}
	module.status = moduleLinked
	for _, required := range module.requests {
		if err := m.link(required); err != nil {
			module.status = moduleUnlinked
			return err
		}
	}
	if module.source == nil {
		return nil
	}
	if err := m.checkImports(module); err != nil {
		module.status = moduleUnlinked
		return err
	}
	return m.instantiate(module)
}

// checkImports reports the first import or indirect export that leads nowhere.
func (m *modules) checkImports(module *moduleRecord) error {
	for _, i := range module.source.Imports {
		if text := module.leadsNowhere(i.Request, i.Name); text != "" {
			return m.linkError(module, text, i.Span)
		}
	}
	for _, e := range module.source.Indirect {
		if text := module.leadsNowhere(e.Request, e.Name); text != "" {
			return m.linkError(module, text, e.Span)
		}
	}
	return nil
}

// linkError is the SyntaxError of an import, at which it points.
func (m *modules) linkError(module *moduleRecord, message string, at syntax.Span) error {
	e := m.r.newError("SyntaxError", message)
	if t := m.r.errors.machine.Remembered(e); t != nil && module.source.Map != nil {
		line, column := module.source.Map.Place(at.Start)
		t.Hidden, t.Arrow = linkFrame, noArrow // Node puts it into the stack
		arrow := m.r.sourceArrow(module.file, m.r.stacks.sources[module.file].text, line, column, at.End-at.Start)
		_ = e.Set("stack", arrow+propertyText(e, "stack"))
	}
	return thrown{e}
}

// leadsNowhere says what is wrong with importing name by a request of the module, in V8's words, or Node's for a
// CommonJS module; "" if nothing is.
func (module *moduleRecord) leadsNowhere(request int, name string) string {
	if name == "*" {
		return ""
	}
	target, specifier := module.requests[request], module.source.Requests[request].Specifier
	b, ok := target.resolveExport(name, nil)
	switch {
	case ok && b.ambiguous:
		return fmt.Sprintf("The requested module '%s' contains conflicting star exports for name '%s'", specifier, name)
	case !ok && target.file != "" && target.source == nil:
		return fmt.Sprintf("Named export '%[2]s' not found. The requested module '%[1]s' is a CommonJS module, which may not support all module.exports as named exports.\n"+
			"CommonJS modules can always be imported via the default export, for example using:\n\nimport pkg from '%[1]s';\nconst { %[2]s } = pkg;\n", specifier, name)
	case !ok:
		return fmt.Sprintf("The requested module '%s' does not provide an export named '%s'", specifier, name)
	}
	return ""
}

// instantiate hoists the functions of a module and makes its bindings known: the first step of its body.
func (m *modules) instantiate(module *moduleRecord) error {
	p, err := goja.CompileAST(module.source.Tree, true)
	if err != nil {
		return m.syntaxErrorOf(module.file, m.r.stacks.sources[module.file].text, err)
	}
	v, err := m.r.rt.RunProgram(p)
	if err != nil {
		return err
	}
	fn, _ := goja.AssertFunction(v)
	body, err := fn(goja.Undefined(), m.environment(module), m.importFunction(module.file), m.meta(module))
	if err != nil {
		return err
	}
	module.body = body.(*goja.Object)
	_, err = m.next(module.body, goja.Undefined())
	return err
}

// environment is what a lowered module knows as `module`: exports({…getters}) and the namespaces it imports, i0, i1 ….
func (m *modules) environment(module *moduleRecord) *goja.Object {
	env := m.r.rt.NewObject()
	_ = m.r.defineHidden(env, "exports", func(call goja.FunctionCall) goja.Value {
		getters := call.Argument(0).(*goja.Object)
		for _, name := range getters.Keys() {
			module.exports[name], _ = goja.AssertFunction(getters.Get(name))
		}
		return goja.Undefined()
	})
	_ = m.r.defineHidden(env, "name", func(call goja.FunctionCall) goja.Value {
		_ = call.Argument(0).(*goja.Object).DefineDataProperty("name", m.r.rt.ToValue("default"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		return goja.Undefined()
	})
	_ = env.Set("c", m.r.rt.NewDynamicObject(unassignable{m.r}))
	for i, required := range module.requests {
		_ = env.Set("i"+itoa(i), m.namespaceOf(required))
	}
	return env
}

// meta makes import.meta.
func (m *modules) meta(module *moduleRecord) *goja.Object {
	meta := m.r.rt.CreateObject(nil)
	if module.file != "" {
		_ = meta.Set("dirname", m.directory(module.file))
		_ = meta.Set("filename", module.file)
	}
	_ = m.r.defineMethod(meta, "resolve", func(call goja.FunctionCall) goja.Value {
		url, err := m.resolveMeta(call.Argument(0).String(), module.file)
		if err != nil {
			panic(m.r.value(err))
		}
		return m.r.rt.ToValue(url)
	})
	_ = meta.Set("url", module.url)
	return meta
}

// resolveExport implements ResolveExport (section 16.2.1.6.3).
func (module *moduleRecord) resolveExport(name string, seen map[*moduleRecord]bool) (binding, bool) {
	if b, ok := module.resolved[name]; ok {
		return b, true
	}
	if module.source == nil {
		return binding{}, false
	}
	if seen[module] {
		return binding{}, false
	}
	if seen == nil {
		seen = map[*moduleRecord]bool{}
	}
	seen[module] = true
	defer delete(seen, module)
	for _, e := range module.source.Exports {
		if e.Name == name {
			return binding{module: module, name: name}, true
		}
	}
	for _, e := range module.source.Indirect {
		if e.As == name {
			if e.Name == "*" {
				return binding{module: module.requests[e.Request], namespace: true}, true
			}
			return module.requests[e.Request].resolveExport(e.Name, seen)
		}
	}
	if name == "default" {
		return binding{}, false
	}
	return module.resolveStar(name, seen)
}

// resolveStar looks behind `export * from`.
func (module *moduleRecord) resolveStar(name string, seen map[*moduleRecord]bool) (found binding, ok bool) {
	for _, request := range module.source.Stars {
		b, has := module.requests[request].resolveExport(name, seen)
		switch {
		case !has:
		case b.ambiguous || ok && b != found:
			return binding{ambiguous: true}, true
		default:
			found, ok = b, true
		}
	}
	return found, ok
}

// exportNames implements GetExportedNames.
func (module *moduleRecord) exportNames(seen map[*moduleRecord]bool) []string {
	if module.source == nil {
		names := make([]string, 0, len(module.resolved))
		for name := range module.resolved {
			names = append(names, name)
		}
		return names
	}
	if seen[module] {
		return nil
	}
	seen[module] = true
	var names []string
	for _, e := range module.source.Exports {
		names = append(names, e.Name)
	}
	for _, e := range module.source.Indirect {
		names = append(names, e.As)
	}
	for _, request := range module.source.Stars {
		for _, name := range module.requests[request].exportNames(seen) {
			if name != "default" {
				names = append(names, name)
			}
		}
	}
	return names
}

// namespaceOf makes the module namespace object.
func (m *modules) namespaceOf(module *moduleRecord) *goja.Object {
	if module.namespace == nil {
		n := &moduleNamespace{m: m, module: module}
		module.namespace = m.r.rt.NewDynamicObject(n)
		_ = module.namespace.SetPrototype(m.namespacePrototype)
	}
	return module.namespace
}

// moduleNamespace is the exotic object of section 10.4.6 as far as goja lets it be made.
type moduleNamespace struct {
	m      *modules
	module *moduleRecord
	marked bool     // has __esModule besides, as what require() returns has
	names  []string // sorted, made at first use
	leads  map[string]binding
}

// marker is the name by which transpiled CommonJS tells an ES module.
const marker = "__esModule"

func (n *moduleNamespace) table() map[string]binding {
	if n.leads == nil {
		n.leads = map[string]binding{}
		for _, name := range n.module.exportNames(map[*moduleRecord]bool{}) {
			if _, known := n.leads[name]; known {
				continue
			}
			if b, ok := n.module.resolveExport(name, nil); ok && !b.ambiguous {
				n.leads[name] = b
				n.names = append(n.names, name)
			}
		}
		if n.marked {
			n.leads[marker] = binding{}
			n.names = append(n.names, marker)
		}
		sort.Strings(n.names)
	}
	return n.leads
}

// Get reads a binding; one that is dead throws.
func (n *moduleNamespace) Get(key string) goja.Value {
	b, ok := n.table()[key]
	if !ok {
		return nil
	}
	switch {
	case b.module == nil:
		return n.m.r.rt.ToValue(true)
	case b.namespace:
		return n.m.namespaceOf(b.module)
	}
	getter := b.module.exports[b.name]
	if getter == nil {
		panic(n.m.r.newError("ReferenceError", "Cannot access '"+strings.TrimPrefix(b.name, "default")+"' before initialization"))
	}
	v, err := getter(goja.Undefined())
	if err != nil {
		panic(n.m.r.value(err))
	}
	return v
}

// Set refuses, as a namespace is read-only.
func (n *moduleNamespace) Set(key string, _ goja.Value) bool {
	if _, ok := n.table()[key]; ok {
		panic(n.m.r.newError("TypeError", "Cannot assign to read only property '"+key+"' of object '[object Module]'"))
	}
	panic(n.m.r.newError("TypeError", "Cannot add property "+key+", object is not extensible"))
}

func (n *moduleNamespace) Has(key string) bool { _, ok := n.table()[key]; return ok }

// Delete refuses for a name that is there.
func (n *moduleNamespace) Delete(key string) bool { _, ok := n.table()[key]; return !ok }

func (n *moduleNamespace) Keys() []string { n.table(); return n.names }

// loweredModule lowers the source of an ES module.
func (m *modules) loweredModule(file, text string) (*lower.Module, error) {
	l, err := m.r.lowering.Module(file, text, isTypeScript(file))
	if err != nil {
		return nil, m.syntaxErrorOf(file, text, err)
	}
	return l, nil
}

// unassignable is what an assignment to an imported binding goes to.
type unassignable struct{ r *Realm }

// Set throws.
func (u unassignable) Set(string, goja.Value) bool {
	panic(u.r.newError("TypeError", "Assignment to constant variable."))
}

func (u unassignable) Get(string) goja.Value { return goja.Undefined() }
func (u unassignable) Has(string) bool       { return true }
func (u unassignable) Delete(string) bool    { return false }
func (u unassignable) Keys() []string        { return nil }
