package realm

import (
	"errors"
	"strings"

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
	return f.syntaxFailed(s.String())
}

// syntaxFailed returns V8's message for a text that is not JavaScript, which is blamed for the error.
func (f *fault) syntaxFailed(text string) (string, bool) {
	_, err := syntax.Parse(text, syntax.Options{})
	var bad *syntax.Error
	if !errors.As(err, &bad) {
		return "", false
	}
	f.h.thrown = func() string { return textArrow(text, bad) }
	return bad.Message, true
}

func isJavaScript(text string) bool {
	_, err := syntax.Parse(text, syntax.Options{})
	return err == nil
}

// functionTextFailed: the arguments of a Function constructor are not JavaScript. Parameters and body have to be right by
// themselves too, so that a text cannot close what it did not open.
func (f *fault) functionTextFailed(constructor string) (string, bool) {
	if f.constructor != "SyntaxError" {
		return "", false
	}
	texts := make([]string, len(f.args))
	for i, a := range f.args {
		texts[i] = a.String()
	}
	body := ""
	if n := len(texts); n > 0 {
		body, texts = texts[n-1], texts[:n-1]
	}
	head := map[string]string{"Function": "(function anonymous(", "GeneratorFunction": "(function* anonymous(", "AsyncFunction": "(async function anonymous("}[constructor]
	parameters := strings.Join(texts, ",")
	if end := endsEarly(head, parameters); end != "" {
		return end, true
	}
	return f.syntaxFailed(head + parameters + "\n) {\n" + body + "\n})")
}

// endsEarly tells whether parameters are not all of the parameter list that they begin: V8's message for that.
func endsEarly(head, parameters string) string {
	if strings.TrimSpace(parameters) == "" {
		return ""
	}
	if isJavaScript(head + parameters + "\n) {})") {
		return ""
	}
	if isJavaScript(head + parameters + "*/\n) {})") {
		return "Unexpected end of arg string"
	}
	for i, c := range parameters {
		if c != ')' && c != ' ' && c != '\n' {
			continue
		}
		list := strings.TrimSpace(parameters[:i])
		if list == "" && c != ')' || strings.HasSuffix(list, ",") {
			continue
		}
		if isJavaScript(head + list + ") {})") {
			return "Arg string terminates parameters early"
		}
	}
	return ""
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
