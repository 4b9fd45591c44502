package realm

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/dop251/goja"
)

// import() takes a number of jobs, for Node's loader goes through promises of its own (node-loop rule ESM5). The numbers are
// measured; order/testdata/rules/ESM5-steps.js shows them:
//
//	job 4                   the graph is there, or could not be loaded: import() is rejected
//	job 5 + 2 for each      the body runs; each step on the longest way down the graph through modules that were not
//	                        linked before takes two
//	5 more                  import() settles; also if the graph cannot be linked, one less
//	job 7                   import() settles, if the module was evaluated before
const (
	loadHops     = 4
	evaluateHops = 5
	levelHops    = 2
	settleHops   = 4 // after the one that learns of the end of the evaluation
	knownHops    = 2 // from loadHops on
)

// resolveURL finds what specifier names, seen from file: a "file:" or "node:" URL. The error is Node's.
func (m *modules) resolveURL(specifier, file string) (string, error) {
	switch {
	case isBuiltin(specifier):
		return "node:" + strings.TrimPrefix(specifier, "node:"), nil
	case strings.HasPrefix(specifier, "node:"):
		return "", thrown{m.r.newCodedError("Error", "ERR_UNKNOWN_BUILTIN_MODULE", "No such built-in module: "+specifier)}
	case strings.HasPrefix(specifier, "file:"):
		u, err := url.Parse(specifier)
		if err != nil {
			return "", thrown{m.r.newCodedError("TypeError", "ERR_INVALID_URL", "Invalid URL")}
		}
		return m.existing(filepath.FromSlash(u.Path), file)
	case strings.HasPrefix(specifier, "data:"):
		return specifier, nil
	case strings.HasPrefix(specifier, "./"), strings.HasPrefix(specifier, "../"), strings.HasPrefix(specifier, "/"):
		u, err := (&url.URL{Scheme: "file", Path: filepath.ToSlash(file)}).Parse(specifier)
		if err != nil {
			return "", thrown{m.r.newCodedError("TypeError", "ERR_INVALID_URL", "Invalid URL")}
		}
		found, err := m.existing(filepath.FromSlash(u.Path), file)
		return found + query(u), err
	}
	return m.resolvePackage(specifier, file)
}

// resolveMeta implements import.meta.resolve: a relative or absolute name becomes a URL whether or not there is such a file.
func (m *modules) resolveMeta(specifier, file string) (string, error) {
	if !strings.HasPrefix(specifier, "./") && !strings.HasPrefix(specifier, "../") && !strings.HasPrefix(specifier, "/") {
		return m.resolveURL(specifier, file)
	}
	base, err := url.Parse(fileURL(file))
	if err != nil {
		return "", fmt.Errorf("realm: the URL of %s: %w", file, err)
	}
	u, err := base.Parse(specifier)
	if err != nil {
		return "", thrown{m.r.newCodedError("TypeError", "ERR_INVALID_URL", "Invalid URL")}
	}
	return u.String(), nil
}

// query is the part of a URL that makes it another module of the same file.
func query(u *url.URL) string {
	s := ""
	if u.RawQuery != "" {
		s += "?" + u.RawQuery
	}
	if u.Fragment != "" {
		s += "#" + u.Fragment
	}
	return s
}

// existing returns the URL of a file that must be there: import adds no extensions.
func (m *modules) existing(path, from string) (string, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		e := m.r.newHiddenError("Error", "ERR_MODULE_NOT_FOUND", fmt.Sprintf("Cannot find module '%s' imported from %s", path, from), moduleFrameNotFound)
		_ = e.Set("url", fileURL(path))
		return "", thrown{e}
	case info.IsDir():
		e := m.r.newHiddenError("Error", "ERR_UNSUPPORTED_DIR_IMPORT", fmt.Sprintf("Directory import '%s' is not supported resolving ES modules imported from %s", path, from), moduleFrameNotFound)
		_ = e.Set("url", fileURL(path))
		return "", thrown{e}
	}
	return fileURL(real(path)), nil
}

func fileURL(path string) string {
	const hex = "0123456789ABCDEF"
	dir, base := filepath.Split(filepath.ToSlash(path))
	if base != evalModule { // the one name that Node does not escape
		dir, base = dir+base, ""
	}
	var b strings.Builder
	b.WriteString("file://")
	for i := range len(dir) {
		if c := dir[i]; isPathByte(c) {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String() + base
}

// isPathByte reports whether url.pathToFileURL leaves c as it is.
func isPathByte(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' || strings.IndexByte("!$&'()*+,-./:;=@_", c) >= 0
}

// evalModule is the name of the file that an ES module of -e or stdin would be in.
const evalModule = "[eval1]"

// resolvePackage finds a bare specifier in node_modules, with the conditions of import.
func (m *modules) resolvePackage(specifier, file string) (string, error) {
	name, rest := splitPackage(specifier)
	for dir := m.directory(file); ; dir = filepath.Dir(dir) {
		root := filepath.Join(dir, "node_modules", name)
		if info, err := os.Stat(root); err == nil && info.IsDir() {
			if pkg := readPackage(root); len(pkg.Exports) > 0 {
				target, ok := exported(pkg.Exports, "."+rest, importConditions)
				if !ok {
					return "", thrown{m.r.newCodedError("Error", "ERR_PACKAGE_PATH_NOT_EXPORTED",
						fmt.Sprintf("Package subpath './%s' is not defined by \"exports\" in %s imported from %s", strings.TrimPrefix(rest, "/"), filepath.Join(root, "package.json"), file))}
				}
				return m.existing(filepath.Join(root, target), file)
			}
			if rest != "" {
				return m.existing(root+rest, file)
			}
			if found, ok := m.fileOrDirectory(root, false); ok {
				return fileURL(found), nil
			}
		}
		if dir == filepath.Dir(dir) {
			return "", thrown{m.r.newHiddenError("Error", "ERR_MODULE_NOT_FOUND", fmt.Sprintf("Cannot find package '%s' imported from %s", name, file), packageFrameNotFound)}
		}
	}
}

// record returns the module that specifier names, loading it and what it imports.
func (m *modules) record(specifier string, attributes map[string]string, file string) (*moduleRecord, error) {
	u, err := m.resolveURL(specifier, file)
	if err != nil {
		return nil, err
	}
	return m.recordOf(u, attributes)
}

// recordOf returns the module of a URL.
func (m *modules) recordOf(u string, attributes map[string]string) (*moduleRecord, error) {
	if strings.HasPrefix(u, "node:") {
		if module := m.records[u]; module != nil {
			return module, nil
		}
		return m.builtinRecord(u)
	}
	parsed, err := url.Parse(u)
	if err != nil {
		return nil, err
	}
	file := filepath.FromSlash(parsed.Path)
	if err := m.checkAttributes(u, file, attributes); err != nil {
		return nil, err
	}
	switch module := m.records[u]; {
	case module != nil:
		return module, nil
	case parsed.Scheme == "data":
		return m.dataRecord(u)
	case filepath.Ext(file) == ".json", !m.isModuleFile(file):
		return m.commonJSRecord(u, file)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, thrown{m.r.newError("Error", err.Error())}
	}
	return m.sourceRecord(u, file, string(text))
}

// checkAttributes holds what an import says of the type against what is imported.
func (m *modules) checkAttributes(u, file string, attributes map[string]string) error {
	isJSON := filepath.Ext(file) == ".json"
	switch {
	case isJSON && attributes["type"] != "json":
		return thrown{m.r.newCodedError("TypeError", "ERR_IMPORT_ATTRIBUTE_MISSING", fmt.Sprintf("Module \"%s\" needs an import attribute of \"type: json\"", u))}
	case !isJSON && attributes["type"] == "json":
		return thrown{m.r.newCodedError("TypeError", "ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE", fmt.Sprintf("Module \"%s\" is not of type \"json\"", u))}
	}
	return nil
}

// isModuleFile tells whether a file is an ES module: by name and package.json, else by its syntax, as Node detects it.
func (m *modules) isModuleFile(file string) bool {
	if known, ok := m.formats[file]; ok {
		return known
	}
	esm := m.isESM(file)
	if ext := filepath.Ext(file); !esm && (ext == ".js" || ext == ".ts" || ext == "") && m.packageType(file) == "" {
		if text, err := os.ReadFile(file); err == nil {
			esm = m.r.lowering.HasModuleSyntax(string(text), isTypeScript(file))
		}
	}
	m.formats[file] = esm
	return esm
}

// sourceRecord makes the record of an ES module and of what it imports.
func (m *modules) sourceRecord(u, file, text string) (*moduleRecord, error) {
	m.r.stacks.addESM(file, text, nil)
	source, err := m.loweredModule(file, text)
	if err != nil {
		return nil, err
	}
	m.r.stacks.addESM(file, text, source.Map)
	module := &moduleRecord{url: u, file: file, source: source, async: source.Async, exports: map[string]goja.Callable{}}
	m.records[u] = module
	for _, request := range source.Requests {
		required, err := m.record(request.Specifier, request.Attributes, file)
		if err != nil {
			delete(m.records, u)
			return nil, err
		}
		module.requests = append(module.requests, required)
	}
	return module, nil
}

// dataRecord makes the module of a data: URL with JavaScript.
func (m *modules) dataRecord(u string) (*moduleRecord, error) {
	head, body, _ := strings.Cut(strings.TrimPrefix(u, "data:"), ",")
	if !strings.HasPrefix(head, "text/javascript") && !strings.HasPrefix(head, "application/javascript") {
		return nil, thrown{m.r.newCodedError("TypeError", "ERR_UNKNOWN_MODULE_FORMAT", "Unknown module format: "+head+" for URL "+u)}
	}
	text, err := url.PathUnescape(body)
	if err != nil {
		return nil, thrown{m.r.newCodedError("TypeError", "ERR_INVALID_URL", "Invalid URL")}
	}
	return m.sourceRecord(u, u, text)
}

// synthetic makes a module whose exports are set by evaluate, through the function it is given.
func (m *modules) synthetic(u, file string, names []string, evaluate func(set func(name string, v goja.Value)) error) *moduleRecord {
	module := &moduleRecord{url: u, file: file, exports: map[string]goja.Callable{}, resolved: map[string]binding{}}
	for _, name := range names {
		module.resolved[name] = binding{module: module, name: name}
	}
	values := map[string]goja.Value{}
	module.evaluate = func() error {
		return evaluate(func(name string, v goja.Value) { values[name] = v })
	}
	for _, name := range names {
		module.exports[name] = func(goja.Value, ...goja.Value) (goja.Value, error) {
			if v := values[name]; v != nil {
				return v, nil
			}
			return goja.Undefined(), nil
		}
	}
	m.records[u] = module
	return module
}

// builtinRecord makes the module of a built-in: its default export and its properties by name.
func (m *modules) builtinRecord(u string) (*moduleRecord, error) {
	v, err := m.builtin(u)
	if err != nil {
		return nil, err
	}
	o, _ := v.(*goja.Object)
	names := []string{"default"}
	if o != nil {
		for _, key := range o.Keys() {
			if key != "default" {
				names = append(names, key)
			}
		}
	}
	return m.synthetic(u, "", names, func(set func(string, goja.Value)) error {
		for _, name := range names[1:] {
			set(name, o.Get(name))
		}
		set("default", v)
		return nil
	}), nil
}

// commonJSRecord makes the module of a CommonJS or JSON file: it runs at its place in the graph, its names are found
// by looking at the text, as Node's cjs-module-lexer does.
func (m *modules) commonJSRecord(u, file string) (*moduleRecord, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, thrown{m.r.newError("Error", err.Error())}
	}
	names := []string{"default", "module.exports"}
	if filepath.Ext(file) == ".json" {
		names = names[:1]
	} else {
		names = append(names, exportedNames(string(text))...)
	}
	return m.synthetic(u, file, names, func(set func(string, goja.Value)) error {
		v, err := m.requireFile(file)
		if err != nil {
			return err
		}
		o, _ := v.(*goja.Object)
		for _, name := range names {
			switch {
			case name == "default", name == "module.exports":
				set(name, v)
			case o != nil:
				set(name, o.Get(name))
			}
		}
		return nil
	}), nil
}

// importFunction makes import() as seen from file.
func (m *modules) importFunction(file string) *goja.Object {
	return m.r.rt.ToValue(func(call goja.FunctionCall) goja.Value {
		promise, resolve, reject := m.r.rt.NewPromise()
		specifier, attributes, err := m.importArguments(call)
		if err != nil {
			_ = reject(m.r.value(err))
			return m.r.rt.ToValue(promise)
		}
		names := m.importedNames(call.Argument(2))
		m.after(loadHops, func() { m.importNow(specifier, attributes, file, names, settlement{m, resolve, reject}) })
		return m.r.rt.ToValue(promise)
	}).(*goja.Object)
}

// importArguments reads import(specifier, {with: {…}}).
func (m *modules) importArguments(call goja.FunctionCall) (specifier string, attributes map[string]string, err error) {
	if ex := m.r.rt.Try(func() { specifier = call.Argument(0).ToString().String() }); ex != nil {
		return "", nil, ex
	}
	options, ok := call.Argument(1).(*goja.Object)
	if !ok {
		return specifier, nil, nil
	}
	attributes = map[string]string{}
	if with, ok := options.Get("with").(*goja.Object); ok {
		for _, key := range with.Keys() {
			attributes[key] = with.Get(key).String()
		}
	}
	return specifier, attributes, nil
}

// after runs fn as a job behind n-1 others; at once if n is 0.
func (m *modules) after(n int, fn func()) {
	if n == 0 {
		fn()
		return
	}
	m.r.jobs.push(m.r.loop.Context(), func() {
		if n <= 1 {
			fn()
			return
		}
		m.after(n-1, fn)
	})
}

// importedNames reads what a static import of a cell wants from the module: package lower passes it to import().
func (m *modules) importedNames(v goja.Value) (names []string) {
	if o, ok := v.(*goja.Object); ok {
		_ = m.r.rt.ExportTo(o, &names)
	}
	return names
}

// provides reports the first of names that a module does not export, as V8 does.
func (m *modules) provides(module *moduleRecord, specifier string, names []string) error {
	for _, name := range names {
		if b, ok := module.resolveExport(name, nil); !ok || b.ambiguous {
			return thrown{m.r.newError("SyntaxError", fmt.Sprintf("The requested module '%s' does not provide an export named '%s'", specifier, name))}
		}
	}
	return nil
}

// settlement is how import() ends.
type settlement struct {
	m               *modules
	resolve, reject func(any) error
}

func (s settlement) fail(err error) { _ = s.reject(s.m.r.value(err)) }

// importNow loads a graph and has it evaluated.
func (m *modules) importNow(specifier string, attributes map[string]string, file string, names []string, s settlement) {
	module, err := m.record(specifier, attributes, file)
	if err != nil {
		s.fail(err)
		return
	}
	switch {
	case module.status == moduleEvaluated || module.status == moduleEvaluatingAsync:
		m.after(knownHops, func() { m.importLinked(module, specifier, names, 0, s) })
	case module.unlinkable != nil:
		m.after(knownHops, func() { s.fail(module.unlinkable) })
	default:
		m.after(evaluateHops-loadHops+levelHops*depthOf(module, map[*moduleRecord]bool{}), func() {
			m.importLinked(module, specifier, names, settleHops, s)
		})
	}
}

// depthOf is the length of the longest way down a graph to a module that is linked or has no requests.
func depthOf(module *moduleRecord, seen map[*moduleRecord]bool) (depth int) {
	if module.status != moduleUnlinked {
		return 0
	}
	seen[module] = true
	for _, required := range module.requests {
		if !seen[required] {
			depth = max(depth, 1+depthOf(required, seen))
		}
	}
	return depth
}

// importLinked links and evaluates, and settles import() with the namespace, hops jobs after that is over.
func (m *modules) importLinked(module *moduleRecord, specifier string, names []string, hops int, s settlement) {
	err := m.link(module)
	if err != nil {
		module.unlinkable = err
	} else {
		err = m.provides(module, specifier, names)
	}
	if err != nil {
		m.after(hops, func() { s.fail(err) })
		return
	}
	done := m.r.rt.ToValue(m.evaluateModule(module))
	if err := m.r.then(done,
		func(goja.Value) { m.after(hops, func() { _ = s.resolve(m.namespaceOf(module)) }) },
		func(reason goja.Value) {
			m.explain(module, reason)
			m.after(hops, func() { _ = s.reject(reason) })
		}); err != nil {
		s.fail(err)
	}
}

// requireESM implements require() of an ES module: synchronous, and refused for a graph with top-level await.
func (m *modules) requireESM(file string) (goja.Value, error) {
	module, err := m.recordOf(fileURL(file), nil)
	if err != nil {
		return nil, err
	}
	if err := m.link(module); err != nil {
		return nil, err
	}
	if hasAwait(module, map[*moduleRecord]bool{}) {
		return nil, thrown{m.r.newCodedError("Error", "ERR_REQUIRE_ASYNC_MODULE", "require() cannot be used on an ESM graph with top-level await. Use import() instead. To see where the top-level await comes from, use --experimental-print-required-tla.")}
	}
	promise := m.evaluateModule(module)
	if promise.State() == goja.PromiseStateRejected {
		if err := m.r.then(m.r.rt.ToValue(promise), func(goja.Value) {}, func(goja.Value) {}); err != nil {
			return nil, err
		}
		return nil, thrown{promise.Result()}
	}
	namespace := m.namespaceOf(module)
	if b, ok := module.resolveExport("module.exports", nil); ok && !b.ambiguous {
		return namespace.Get("module.exports"), nil
	}
	return m.markedNamespace(module), nil
}

// markedNamespace is what require() returns of an ES module: with a default export, and no such name of its own, it has
// __esModule, by which transpiled code knows where the default is (nodejs.org/api/modules.html#loading-ecmascript-modules-using-require).
func (m *modules) markedNamespace(module *moduleRecord) *goja.Object {
	_, hasDefault := module.resolveExport("default", nil)
	_, hasMarker := module.resolveExport(marker, nil)
	if !hasDefault || hasMarker {
		return m.namespaceOf(module)
	}
	if module.required == nil {
		module.required = m.r.rt.NewDynamicObject(&moduleNamespace{m: m, module: module, marked: true})
		_ = module.required.SetPrototype(m.namespacePrototype)
	}
	return module.required
}

// hasAwait reports whether a graph has top-level await that has not run.
func hasAwait(module *moduleRecord, seen map[*moduleRecord]bool) bool {
	if seen[module] {
		return false
	}
	seen[module] = true
	if module.async && module.status != moduleEvaluated {
		return true
	}
	for _, required := range module.requests {
		if hasAwait(required, seen) {
			return true
		}
	}
	return false
}
