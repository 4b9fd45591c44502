package realm

import (
	"os"
	"path/filepath"
	"regexp"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/lower"
)

// installESM collects what the ES module loader needs of the engine, and defines import() for cells and scripts.
func (m *modules) installESM() error {
	v, err := m.r.rt.RunScript(internalPrefix+"esm", "Object.getPrototypeOf(function* () {}).prototype")
	if err != nil {
		return err
	}
	generator := v.(*goja.Object)
	m.next, _ = goja.AssertFunction(generator.Get("next"))
	m.throw, _ = goja.AssertFunction(generator.Get("throw"))
	m.namespacePrototype = m.r.rt.CreateObject(nil)
	if err := m.namespacePrototype.DefineDataPropertySymbol(goja.SymToStringTag, m.r.rt.ToValue("Module"), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
		return err
	}
	m.r.inspector.IsModule = func(o *goja.Object) bool { return o.Prototype() == m.namespacePrototype }
	file := filepath.Join(m.r.cfg.Dir, notebookFile)
	return m.r.rt.GlobalObject().DefineDataProperty(lower.ImportName, m.importFunction(file), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
}

// notebookFile is the name of the file that cells and -e programs would be in.
const notebookFile = "[notebook]"

// packageType is the "type" of the package.json above a file, "" if it has none.
func (m *modules) packageType(file string) string {
	for dir := filepath.Dir(file); ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "package.json")); err == nil {
			return readPackage(dir).Type
		}
		if dir == filepath.Dir(dir) || filepath.Base(dir) == "node_modules" {
			return ""
		}
	}
}

// What a CommonJS module exports, as far as its text tells: the forms that Node's cjs-module-lexer knows.
var (
	exportsDot     = regexp.MustCompile(`(?:^|[^.\w$])(?:module\.)?exports\.([\p{L}_$][\p{L}\p{N}_$]*)\s*=[^=]`)
	exportsIndex   = regexp.MustCompile(`(?:^|[^.\w$])(?:module\.)?exports\[\s*['"]([^'"]+)['"]\s*\]\s*=[^=]`)
	exportsDefine  = regexp.MustCompile(`Object\.defineProperty\(\s*(?:module\.)?exports\s*,\s*['"]([^'"]+)['"]`)
	exportsLiteral = regexp.MustCompile(`(?:^|[^.\w$])module\.exports\s*=\s*\{([^{}]*)`)
	literalKey     = regexp.MustCompile(`(?:^|,)\s*(?:['"]([^'"]+)['"]|([\p{L}_$][\p{L}\p{N}_$]*))\s*(?:[,:}(]|$)`)
)

// exportedNames lists the names that importers of a CommonJS module may use, each once, without "default".
func exportedNames(text string) []string {
	var names []string
	seen := map[string]bool{"default": true, "module.exports": true}
	add := func(name string) {
		if name != "" && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	for _, form := range []*regexp.Regexp{exportsDot, exportsIndex, exportsDefine} {
		for _, m := range form.FindAllStringSubmatch(text, -1) {
			add(m[1])
		}
	}
	for _, m := range exportsLiteral.FindAllStringSubmatch(text, -1) {
		for _, k := range literalKey.FindAllStringSubmatch(m[1], -1) {
			add(k[1] + k[2])
		}
	}
	return names
}
