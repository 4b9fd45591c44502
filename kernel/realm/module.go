package realm

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf16"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/lower"
	"loopbook/kernel/realm/node"
)

// modules is the CommonJS loader: Node's resolution (nodejs.org/api/modules.html#all-together), a cache that programs
// can see, and the built-in modules of package node. Loop goroutine only.
type modules struct {
	r *Realm
	// ES modules: the module map by URL, and what isModuleFile found
	records            map[string]*moduleRecord
	formats            map[string]bool
	namespacePrototype *goja.Object
	asyncOrder         int
	class              *moduleClass  // Module, made at first use
	next, throw        goja.Callable // Generator.prototype.next and throw
	cache              *goja.Object  // require.cache: absolute file name to module object
	main               string        // the file of the main module of a program
}

func (r *Realm) installModules() error {
	r.modules = &modules{r: r, cache: r.rt.CreateObject(nil), records: map[string]*moduleRecord{}, formats: map[string]bool{}}
	if err := r.modules.installESM(); err != nil {
		return err
	}
	r.host = &node.Host{Runtime: r.rt, Loop: r.loop, Inspector: r.inspector, Process: r.process.object,
		Require: r.modules.own, Compile: r.compileInternal, Throw: r.throwNested}
	global := r.rt.GlobalObject()
	node.Install(r.host, global)
	if err := global.DefineDataProperty("global", global, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		return err
	}
	file := filepath.Join(r.cfg.Dir, notebookFile)
	module := r.modules.newModule(file)
	for name, v := range map[string]goja.Value{
		"require": r.modules.requireFor(module, file), "module": module, "exports": module.Get("exports"),
		"__filename": r.rt.ToValue(file), "__dirname": r.rt.ToValue(r.cfg.Dir),
	} {
		if err := global.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			return err
		}
	}
	return nil
}

// compileInternal implements node.Host.Compile.
func (r *Realm) compileInternal(name, source string) (goja.Callable, error) {
	p, err := goja.Compile(internalPrefix+name, "(function ("+node.Parameters+") {"+source+"\n})", false)
	if err != nil {
		return nil, fmt.Errorf("realm: compiling %s: %w", name, err)
	}
	v, err := r.rt.RunProgram(p)
	if err != nil {
		return nil, err
	}
	fn, _ := goja.AssertFunction(v)
	return fn, nil
}

// own gives package node the modules that the realm makes itself.
func (m *modules) own(id string) (goja.Value, error) {
	switch id {
	case "process":
		return m.r.process.object, nil
	case "console":
		return m.r.rt.Get("console"), nil
	case "module":
		return m.moduleModule(), nil
	}
	if v, ok := m.bridge(id); ok {
		return v, nil
	}
	return nil, fmt.Errorf("there is no built-in module %q", id)
}

// builtin returns the exports of a built-in module.
func (m *modules) builtin(id string) (goja.Value, error) {
	if b, ok := node.Lookup(id); ok {
		return b.Load(m.r.host)
	}
	return m.own(strings.TrimPrefix(id, "node:"))
}

// isBuiltin tells built-in modules from packages.
func isBuiltin(id string) bool {
	_, ok := node.Lookup(id)
	bare := strings.TrimPrefix(id, "node:")
	return ok || bare == "process" || bare == "console" || bare == "module"
}

// directory is where relative names of a file start; for cells it follows process.chdir.
func (m *modules) directory(file string) string {
	if filepath.Base(file) == notebookFile {
		return m.r.cfg.Dir
	}
	return filepath.Dir(file)
}

func (m *modules) loadJSON(module *goja.Object, file string, text []byte) error {
	parse, _ := goja.AssertFunction(m.r.rt.Get("JSON").(*goja.Object).Get("parse"))
	v, err := parse(goja.Undefined(), m.r.rt.ToValue(strings.TrimPrefix(string(text), "\ufeff")))
	if err != nil {
		var ex *goja.Exception
		if !errors.As(err, &ex) {
			return err
		}
		message, _ := jsonError(utf16.Encode([]rune(string(text))))
		e := m.r.newError("SyntaxError", file+": "+message)
		m.r.errors.blame(e, jsonPlace, "parse (<anonymous>)")
		return thrown{e}
	}
	return module.Set("exports", v)
}

// wrapper is the function around a CommonJS module; it stands on the first line of the source, whose columns the stack
// moves back by its length.
const wrapper = "(function (exports, require, module, __filename, __dirname, " + lower.ImportName + ") { "

// runAsESM gives a CommonJS module object what an ES module exports.
func (m *modules) runAsESM(module *goja.Object, file string) error {
	m.formats[file] = true
	v, err := m.requireESM(file)
	if err != nil {
		return err
	}
	return module.Set("exports", v)
}

// isTypeScript tells files whose types are to be erased.
func isTypeScript(file string) bool {
	switch filepath.Ext(file) {
	case ".ts", ".mts", ".cts":
		return true
	}
	return false
}

// resolve finds the file that id names, seen from directory.
func (m *modules) resolve(id, directory string, parent *goja.Object) (string, error) {
	if filepath.IsAbs(id) || id == "." || id == ".." || strings.HasPrefix(id, "./") || strings.HasPrefix(id, "../") {
		path := id
		if !filepath.IsAbs(path) {
			path = filepath.Join(directory, id)
		}
		if file, ok := m.fileOrDirectory(path, strings.HasSuffix(id, "/")); ok {
			return file, nil
		}
		return "", m.notFound(id, parent)
	}
	for dir := directory; ; dir = filepath.Dir(dir) {
		if filepath.Base(dir) != "node_modules" {
			if file, ok := m.inPackages(filepath.Join(dir, "node_modules"), id); ok {
				return file, nil
			}
		}
		if dir == filepath.Dir(dir) {
			return "", m.notFound(id, parent)
		}
	}
}

// notFound is Node's MODULE_NOT_FOUND, with the modules that led to it.
func (m *modules) notFound(id string, parent *goja.Object) error {
	stack := []string{}
	message := "Cannot find module '" + id + "'"
	for parent != nil {
		name := propertyText(parent, "filename")
		if name == "" {
			name = propertyText(parent, "id")
		}
		stack = append(stack, name)
		parent, _ = parent.GetSymbol(m.moduleClass().parent).(*goja.Object)
	}
	if len(stack) > 0 {
		message += "\nRequire stack:\n- " + strings.Join(stack, "\n- ")
	}
	e := m.r.newError("Error", message)
	_ = e.Set("code", "MODULE_NOT_FOUND")
	_ = e.Set("requireStack", m.r.rt.ToValue(stack))
	m.r.errors.blame(e, notFoundPlace, "Module._resolveFilename (node:internal/modules/cjs/loader:1564:15)")
	return thrown{e}
}

// fileOrDirectory implements LOAD_AS_FILE and LOAD_AS_DIRECTORY.
func (m *modules) fileOrDirectory(path string, onlyDirectory bool) (string, bool) {
	if !onlyDirectory {
		for _, suffix := range []string{"", ".js", ".json", ".cjs"} {
			if suffix == ".cjs" && filepath.Ext(path) != "" {
				break
			}
			if isFile(path + suffix) {
				return real(path + suffix), true
			}
		}
	}
	if main := readPackage(path).Main; main != "" {
		target := filepath.Join(path, main)
		if file, ok := m.fileOrDirectory(target, false); ok {
			return file, true
		}
	}
	for _, index := range []string{"index.js", "index.json"} {
		if file := filepath.Join(path, index); isFile(file) {
			return real(file), true
		}
	}
	return "", false
}

// inPackages looks for id below one node_modules directory: its package.json's exports first, then as a path.
func (m *modules) inPackages(root, id string) (string, bool) {
	name, rest := splitPackage(id)
	dir := filepath.Join(root, name)
	if pkg := readPackage(dir); len(pkg.Exports) > 0 {
		target, ok := exported(pkg.Exports, "."+rest, requireConditions)
		if !ok {
			return "", false
		}
		file := filepath.Join(dir, target)
		return real(file), isFile(file)
	}
	return m.fileOrDirectory(filepath.Join(root, id), false)
}

// splitPackage cuts "@scope/name/sub" into "@scope/name" and "/sub".
func splitPackage(id string) (name, rest string) {
	parts := strings.SplitN(id, "/", 3)
	n := 1
	if strings.HasPrefix(id, "@") {
		n = 2
	}
	name = strings.Join(parts[:min(n, len(parts))], "/")
	return name, id[len(name):]
}

// packageJSON is what resolution reads of a package.json.
type packageJSON struct {
	Main    string          `json:"main"`
	Type    string          `json:"type"`
	Exports json.RawMessage `json:"exports"`
}

// readPackage returns the zero value for a directory without a readable package.json.
func readPackage(dir string) (p packageJSON) {
	text, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil || json.Unmarshal(text, &p) != nil {
		return packageJSON{}
	}
	return p
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// real follows symbolic links, as Node names modules by their real path.
func real(path string) string {
	if p, err := filepath.EvalSymlinks(path); err == nil {
		return p
	}
	return path
}
