package realm

import (
	"errors"
	"strings"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/lower"
	"loopbook/kernel/realm/lower/syntax"
)

// The frames that Node shows when a module does not parse.
const (
	scriptFrame = "wrapSafe (node:internal/modules/cjs/loader:1861:18)"
	moduleFrame = "compileSourceTextModule (node:internal/modules/esm/utils:319:16)"
	evalFrame   = "makeContextifyScript (node:internal/vm:194:14)"
	linkFrame   = "#asyncInstantiate (node:internal/modules/esm/module_job:455:21)"
	// … or is not there
	moduleFrameNotFound  = "finalizeResolution (node:internal/modules/esm/resolve:272:11)"
	packageFrameNotFound = "Object.getPackageJSONURL (node:internal/modules/package_json_reader:331:9)"
)

// syntaxErrorOf makes the SyntaxError of a source that does not parse; the place is shown wherever it is thrown. err comes
// from package lower or, for what only its compiler refuses, from goja.
func (m *modules) syntaxErrorOf(file, text string, err error) error {
	message, arrow := m.r.misread(file, text, err)
	e := m.r.newError("SyntaxError", message)
	t := m.r.errors.machine.Remembered(e)
	if t == nil {
		return thrown{e}
	}
	t.Arrow, t.Hidden = arrow, scriptFrame
	switch {
	case m.isESM(file):
		t.Hidden = moduleFrame
	case strings.HasPrefix(file, "["):
		t.Hidden = evalFrame
	}
	return thrown{e}
}

// misread returns what is wrong with the text of a file, in V8's words, and the arrow to the place.
func (r *Realm) misread(file, text string, err error) (message, arrow string) {
	var bad *lower.SyntaxError
	if errors.As(err, &bad) {
		return bad.Message, r.sourceArrow(file, text, bad.Line, bad.Column, bad.Length)
	}
	_, problem := syntax.Parse(text, syntax.Options{Function: !r.modules.isESM(file), Module: r.modules.isESM(file)})
	var known *syntax.Error
	if errors.As(problem, &known) {
		line, column := syntax.Place(text, known.Start)
		return known.Message, r.sourceArrow(file, text, line, column, marked(text, known))
	}
	var refused *goja.CompilerSyntaxError
	if !errors.As(err, &refused) {
		return strings.TrimPrefix(err.Error(), "SyntaxError: "), ""
	}
	p := refused.File.Position(refused.Offset)
	line, column := r.stacks.place(file, p.Line, p.Column)
	return refused.Message, r.sourceArrow(file, text, line, column, 1)
}

// sourceArrow shows length units of a text that is not loaded.
func (r *Realm) sourceArrow(file, text string, line, column, length int) string {
	name := file
	if r.modules.isESM(file) {
		name = fileURL(file)
	}
	source := lineOf(text, line)
	if length == 0 && column-1 < syntax.UTF16Len(source) {
		length = 1
	}
	return arrow(name, line, source, column-1, column-1+length)
}
