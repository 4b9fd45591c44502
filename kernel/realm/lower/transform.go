package lower

import (
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/go-sourcemap/sourcemap"

	"loopbook/kernel/realm/lower/syntax"
)

// The seam to esbuild. Only what is named here goes through it; everything else of a cell stays as it was written, as
// far as esbuild's printer keeps it.
//
//	decorators           esbuild's helpers
//	TypeScript           types are erased; enums, namespaces and parameter properties compiled
//
// Async generators, for await and using do not: esbuild's helpers for them take other steps than ECMA-262 and lose
// values. Package lower rewrites them itself, in esbuild's output too.
var unsupported = map[string]bool{"decorators": false}

// tsconfig keeps what other cells may need: an import that this cell does not use, and fields as JavaScript defines them.
const tsconfig = `{"compilerOptions": {"verbatimModuleSyntax": true, "useDefineForClassFields": true, "target": "ESNext"}}`

// transform rewrites text with esbuild.
func transform(name, text string, typescript bool) (string, *sourceMap, *SyntaxError) {
	if typescript && syntax.TooDeep(text) {
		return "", nil, &SyntaxError{Message: syntax.DepthMessage, Line: 1, Column: 1}
	}
	if isObject(text) {
		// What is an object literal to us is a block to esbuild, if it does not stand in parentheses.
		if out, before, err := transformText(name, "("+text+"\n)", typescript); err == nil {
			before.shift = 1
			return out, before, nil
		}
	}
	return transformText(name, text, typescript)
}

func transformText(name, text string, typescript bool) (string, *sourceMap, *SyntaxError) {
	loader := api.LoaderJS
	if typescript {
		loader = api.LoaderTS
	}
	r := api.Transform(text, api.TransformOptions{
		Target:         api.ESNext,
		Supported:      unsupported,
		Loader:         loader,
		TsconfigRaw:    tsconfig,
		Sourcefile:     name,
		Sourcemap:      api.SourceMapExternal,
		SourcesContent: api.SourcesContentExclude,
		Charset:        api.CharsetUTF8,
		LegalComments:  api.LegalCommentsNone,
		LogLevel:       api.LogLevelSilent,
		LogLimit:       1,
	})
	if len(r.Errors) > 0 {
		return "", nil, transformError(text, r.Errors[0])
	}
	consumer, err := sourcemap.Parse("", r.Map)
	if err != nil {
		consumer = nil // there is nothing in it: the code is empty
	}
	return string(r.Code), &sourceMap{consumer: consumer}, nil
}

// transformError words an error of esbuild as V8 would: if what is wrong is no JavaScript either, or is one token.
func transformError(text string, m api.Message) *SyntaxError {
	e := &SyntaxError{Message: m.Text, Line: 1, Column: 1}
	if m.Location == nil {
		return e
	}
	e.Line = m.Location.Line
	line := m.Location.LineText
	e.Column = syntax.UTF16Len(line[:min(m.Location.Column, len(line))]) + 1
	e.Length = syntax.UTF16Len(line[min(m.Location.Column, len(line)):min(m.Location.Column+m.Location.Length, len(line))])
	if _, err := parse(text); err != nil {
		if v8 := syntaxError(text, err); v8.Line == e.Line && v8.Column == e.Column {
			return v8
		}
	}
	if strings.HasPrefix(m.Text, "Unexpected ") || strings.HasPrefix(m.Text, "Expected ") && strings.Contains(m.Text, " but found ") {
		e.Message = syntax.Unexpected(line, m.Location.Column)
		return e
	}
	e.Message = strings.ReplaceAll(m.Text, `"`, "'")
	return e
}

// sourceMap finds the places of esbuild's input.
type sourceMap struct {
	consumer *sourcemap.Consumer
	shift    int // units put before the first line of the input
}

func (m *sourceMap) original(line, column int) (int, int) {
	if m.consumer == nil {
		return 1, 1
	}
	_, _, l, c, ok := m.consumer.Source(line, column-1)
	if !ok {
		return 1, 1
	}
	c++
	if l == 1 {
		c = max(c-m.shift, 1)
	}
	return l, c
}
