package lower

import (
	"errors"
	"strings"

	"loopbook/kernel/realm/lower/syntax"
)

// How a cell becomes a script.
//
// goja knows scripts, whose let and const cannot be declared twice and are not seen as properties, and which know no
// await. A cell needs the opposite. So nothing that a cell declares at its top level reaches goja as a declaration; functions
// are set before anything else runs:
//
//	source                          generated
//	let x = 1, {a} = o              InitName.x = 1, {a: InitName.a} = o
//	const f = () => 1               InitName.f = {f: () => 1}.f         (so that the function is called f)
//	class A {}                      InitName.A = class A {};
//	var v = 1                       v = 1
//	for (var i = 0; ...)            for (i = 0; ...)
//	function g() {}                 ;                                   (in the body; in the prelude, at the same place:)
//	                                InitName.g = {g: function g() {}}.g;
//	x = 2                           ConstName.x = 2                     (if x is const)
//	import d, {e} from 'm'          0,{default: InitName.d, e: InitName.e} = await ImportName('m', ...);
//	await import(m)                 await ImportName(m)
//	last expression                 return [(last expression)]           (in an async cell)
//
// The realm makes the globals before the body runs, and so the temporal dead zone too. All of it is done by replacing
// text inside of lines: the tree only says where. A cell with await outside of functions is wrapped in an async arrow
// function, which has neither this nor arguments of its own.

const (
	asyncPrefix = "(async () => {"
	asyncSuffix = "\n})()"
)

// Lower lowers the cell src; name is the file name shown in stacks. It changes nothing in s: Commit does. An error is
// always a *SyntaxError.
func (s *Session) Lower(name, src string) (*Cell, error) {
	src = strings.ToValidUTF8(src, "\uFFFD")
	magics, text, bad := readMagics(src)
	if bad != nil {
		return nil, bad
	}
	in, err := read(name, text, s.isTypeScript(magics))
	if err != nil {
		return nil, err.in(src)
	}
	c, err := s.lower(name, in)
	if err != nil {
		return nil, err.in(src)
	}
	c.Magics = magics
	return c, nil
}

// isTypeScript says whether a cell with these magics is TypeScript.
func (s *Session) isTypeScript(magics []Magic) bool {
	for _, m := range magics {
		if m.Name == "ts" && !m.Notebook {
			return true
		}
	}
	return s.TypeScript
}

// input is a cell without magics, read.
type input struct {
	*syntax.Tree
	before *sourceMap // to the text that the user wrote, if Source is not that
}

// async says whether the cell needs an async function around it.
func (in input) async() bool { return in.Uses&syntax.TopAwait != 0 }

// foreign are the features for which esbuild rewrites a cell.
const foreign = syntax.Decorators

// read reads a cell and rewrites what goja lacks.
func read(name, text string, typescript bool) (input, *SyntaxError) {
	if typescript {
		return readForeign(name, text, typescript)
	}
	tree, err := parse(text)
	if err != nil {
		return input{}, syntaxError(text, err)
	}
	if tree.Uses&foreign == 0 {
		return input{Tree: tree}, nil
	}
	return readForeign(name, text, typescript)
}

func readForeign(name, text string, typescript bool) (input, *SyntaxError) {
	out, before, bad := transform(name, text, typescript)
	if bad != nil {
		return input{}, bad
	}
	tree, err := parse(out)
	if err != nil {
		e := syntaxError(out, err)
		e.Line, e.Column = before.original(e.Line, e.Column)
		return input{}, e
	}
	return input{tree, before}, nil
}

// parse reads the text of a cell: as one expression if it begins like an object literal and is one, as Node's REPL does;
// else as statements, in which await is a keyword if that makes sense.
func parse(text string) (*syntax.Tree, *syntax.Error) {
	if isObject(text) {
		if t, err := parseAwait(text, syntax.ParseExpression); err == nil {
			return t, nil
		}
	}
	return parseAwait(text, syntax.Parse)
}

// isObject says whether text may be an object literal: it begins with a brace and does not end with a semicolon.
func isObject(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasPrefix(text, "{") && !strings.HasSuffix(text, ";")
}

// parseAwait reads text with await as a keyword, unless it is more sensible as an identifier.
func parseAwait(text string, read func(string, syntax.Options) (*syntax.Tree, error)) (*syntax.Tree, *syntax.Error) {
	if !strings.Contains(text, "await") {
		t, err := read(text, syntax.Options{Cell: true})
		return t, asError(err)
	}
	t, err := read(text, syntax.Options{Cell: true, Await: true})
	if err == nil {
		return t, nil
	}
	script, scriptErr := read(text, syntax.Options{Cell: true})
	if scriptErr == nil {
		return script, nil
	}
	if e := asError(err); e.Await {
		return nil, e
	}
	return nil, asError(scriptErr)
}

func asError(err error) *syntax.Error {
	var e *syntax.Error
	errors.As(err, &e)
	return e
}

// lower lowers a cell that has been read.
func (s *Session) lower(name string, in input) (*Cell, *SyntaxError) {
	l := newLowering(in)
	l.names()
	l.consts = s.constsBeside(l.decls)
	l.rewrite()
	c := &Cell{Name: name, Async: l.async, Names: l.decls, HasResult: l.result != nil}
	gen, pieces := l.edits.apply(in.Source)
	c.Map = newPositions(gen, in.Source, pieces, in.before)
	c.Prelude, c.Body = l.split(gen)
	if l.async {
		c.Body += asyncSuffix
	}
	return c, c.check()
}

// constsBeside returns the names that are const while a cell runs that declares decls.
func (s *Session) constsBeside(decls []Decl) map[string]bool {
	consts := make(map[string]bool, len(s.consts)+len(decls))
	for name := range s.consts {
		consts[name] = true
	}
	for _, d := range decls {
		consts[d.Name] = d.Kind == Const
	}
	return consts
}

// Expression lowers src, one expression that may use await, as a cell whose result is its value.
func (s *Session) Expression(name, src string) (*Cell, error) {
	src = strings.ToValidUTF8(src, "\uFFFD")
	tree, err := parseAwait(src, syntax.ParseExpression)
	if err != nil {
		return nil, syntaxError(src, err).in(src)
	}
	c, bad := s.lower(name, input{Tree: tree})
	if bad != nil {
		return nil, bad.in(src)
	}
	return c, nil
}
