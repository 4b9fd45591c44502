package realm

import (
	"github.com/dop251/goja"

	"loopbook/kernel/realm/lower/syntax"
)

// SyntaxErrors of text that is read while the program runs: package syntax knows V8's words for it.

// evalFailed: the argument of eval is not JavaScript.
func (f *fault) evalFailed(text goja.Value) (string, bool) {
	s, ok := text.(goja.String)
	if !ok {
		return "", false
	}
	bad := misreadText(s.String())
	if bad == nil {
		return "", false
	}
	f.h.thrown = func() string { return textArrow(s.String(), bad) }
	return bad.Message, true
}

// regexpFailed: a regular expression is none.
func (f *fault) regexpFailed(pattern, flags goja.Value) (string, bool) {
	p, fl := f.regexpParts(pattern, flags)
	if !syntax.ValidRegexpFlags(fl) {
		return "Invalid flags supplied to RegExp constructor '" + fl + "'", true
	}
	if message := syntax.RegexpError(p, fl); message != "" {
		return message, true
	}
	return "", false
}

// regexpParts are the arguments of RegExp as strings.
func (f *fault) regexpParts(pattern, flags goja.Value) (p, fl string) {
	if !goja.IsUndefined(pattern) {
		p = f.t.describe(pattern)
		if o, ok := pattern.(*goja.Object); ok && o.ClassName() == "RegExp" {
			p = o.Get("source").String()
		}
	}
	if !goja.IsUndefined(flags) {
		fl = f.t.describe(flags)
	}
	return p, fl
}
