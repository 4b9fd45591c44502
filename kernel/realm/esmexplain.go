package realm

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// commonJSNames are what a CommonJS module has as parameters, a cell and an -e program as globals, and an ES module not at
// all.
func commonJSNames() []string {
	return []string{"require", "module", "exports", "__filename", "__dirname"}
}

// forgetCommonJS takes away the globals of cells from a program that is a file or an ES module (node-loop rule ESM8).
func (m *modules) forgetCommonJS() {
	for _, name := range commonJSNames() {
		_ = m.r.rt.GlobalObject().Delete(name)
	}
}

// explain adds to the error of an ES module that uses a CommonJS name what Node adds: that it is one.
func (m *modules) explain(module *moduleRecord, reason goja.Value) {
	e, ok := errorObject(reason)
	if !ok || propertyText(e, "name") != "ReferenceError" {
		return
	}
	name, ok := strings.CutSuffix(propertyText(e, "message"), " is not defined")
	if !ok || !slices.Contains(commonJSNames(), name) {
		return
	}
	if module.async {
		_ = e.Set("message", "Cannot determine intended module format because both '"+name+"' and top-level await are present. "+
			"If the code is intended to be CommonJS, wrap await in an async function. If the code is intended to be an ES module, "+insteadOf(name)+".")
		_ = e.Set("code", "ERR_AMBIGUOUS_MODULE_SYNTAX")
		return
	}
	text := name + " is not defined in ES module scope"
	if name == "require" {
		text += ", you can use import instead"
	}
	if filepath.Ext(module.file) == ".js" && m.packageType(module.file) == "module" {
		text += "\nThis file is being treated as an ES module because it has a '.js' file extension and '" + packageFile(module.file) +
			"' contains \"type\": \"module\". To treat it as a CommonJS script, rename it to use the '.cjs' file extension."
	}
	_ = e.Set("message", text)
}

// insteadOf advises what to write in an ES module.
func insteadOf(name string) string {
	switch name {
	case "require":
		return "replace require() with import"
	case "__filename":
		return "use import.meta.filename instead"
	case "__dirname":
		return "use import.meta.dirname instead"
	}
	return "use export instead of module.exports/exports"
}

// packageFile is the package.json above a file.
func packageFile(file string) string {
	dir := filepath.Dir(file)
	for !isFile(filepath.Join(dir, "package.json")) && dir != filepath.Dir(dir) {
		dir = filepath.Dir(dir)
	}
	return filepath.Join(dir, "package.json")
}
