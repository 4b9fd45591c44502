package lower

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"

	"loopbook/kernel/realm/lower/syntax"
)

// How an ES module becomes a plain generator function, M being ModuleName.
//
//	import {a as b} from 'x'                (function* (M, import, meta) { "use strict";
//	import * as ns from 'y'                   M.exports({"c": () => c, "default": () => d}); yield;
//	export let c = await b()                  let c = (yield (0, M.i0.a)())
//	export default class {}                   const d = {"default": class {}}["default"];
//	ns.z                                      M.i1.z })
//
// Its first step hoists the functions and tells the exports, its second runs the body, where a yield is an await. What
// is imported is read through the namespace of its module each time: bindings are live.

// ModuleName is the parameter of a lowered module through which it meets the others: exports(getters), the namespaces
// i0, i1 … of its requests, name(f) for a default function without a name, and c, on which any assignment throws.
const ModuleName = "__loopbook_module"

// defaultName is the binding of `export default` where the source gives none.
const defaultName = "__loopbook_default"

// Module is a lowered ES module. Tree is an expression statement whose value is the generator function.
type Module struct {
	Name     string
	Body     string
	Tree     *ast.Program // Body, read
	Async    bool         // it has top-level await
	Requests []Request
	Imports  []Import
	Exports  []Export
	Indirect []Reexport
	Stars    []int // requests of `export * from`
	Map      *Positions
}

// Request is a module that is imported, with the attributes of the import.
type Request struct {
	Specifier  string
	Attributes map[string]string
}

// Import binds Local to the export Name of a request; "*" is its namespace.
type Import struct {
	Request     int
	Name, Local string
	Span        syntax.Span // of the exported name, or of the local one that stands for it, in the source
}

// Export makes the local binding Local visible as Name.
type Export struct{ Name, Local string }

// Reexport makes the export Name of a request visible as As; Name "*" is its namespace.
type Reexport struct {
	As      string
	Request int
	Name    string
	Span    syntax.Span // of Name
}

// Module lowers the ES module src. The error is always a *SyntaxError. It does not depend on the cells before.
func (s *Session) Module(name, src string, typescript bool) (*Module, error) {
	src = strings.ToValidUTF8(src, "\uFFFD")
	in, bad := readAs(name, hashbang(src), syntax.Options{Module: true}, typescript)
	if bad != nil {
		return nil, bad.in(src)
	}
	l := newLowering(in)
	l.module = &Module{Name: name, Async: in.Uses&syntax.TopAwait != 0}
	l.imports = map[string]Import{}
	l.collect()
	l.plain = l.plainNames()
	l.consts, l.constant = map[string]bool{}, ModuleName+".c"
	for local := range l.imports {
		l.consts[local] = true
	}
	l.edits.insert(0, l.prologue())
	l.program()
	gen, pieces := l.edits.apply(in.Source)
	m := l.module
	m.Map, m.Body = newPositions(gen, in.Source, pieces, in.before), gen+"\n})"
	tree, err := parser.ParseFile(nil, name, m.Body, 0, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, refusedBy(m.Map, err).in(src)
	}
	m.Tree = tree
	return m, nil
}

// hashbang blanks a first line that names an interpreter.
func hashbang(src string) string {
	if !strings.HasPrefix(src, "#!") {
		return src
	}
	end := strings.IndexAny(src, "\n\r\u2028\u2029")
	if end < 0 {
		end = len(src)
	}
	return blank(src[:end]) + src[end:]
}

// readAs reads a source with the given options, and rewrites what only esbuild can.
func readAs(name, text string, o syntax.Options, typescript bool) (input, *SyntaxError) {
	if !typescript {
		tree, err := syntax.Parse(text, o)
		if err != nil {
			return input{}, syntaxError(text, asError(err))
		}
		if tree.Uses&foreign == 0 {
			return input{Tree: tree}, nil
		}
	}
	out, before, bad := transformText(name, text, typescript)
	if bad != nil {
		return input{}, bad
	}
	tree, err := syntax.Parse(out, o)
	if err != nil {
		e := syntaxError(out, asError(err))
		e.Line, e.Column = before.original(e.Line, e.Column)
		return input{}, e
	}
	return input{tree, before}, nil
}

// collect notes what the module imports and exports.
func (l *lowering) collect() {
	for _, n := range l.Root.Kids {
		if n.Kind == syntax.Import {
			l.collectImport(n)
		}
	}
	for _, n := range l.Root.Kids {
		if n.Kind == syntax.Export {
			l.collectExport(n)
		}
	}
}

// request returns the number of a module's request, a new one if need be.
func (l *lowering) request(from, attributes *syntax.Node) int {
	r := Request{Specifier: from.Text, Attributes: attributesOf(attributes)}
	for i, have := range l.module.Requests {
		if have.Specifier == r.Specifier && fmt.Sprint(have.Attributes) == fmt.Sprint(r.Attributes) {
			return i
		}
	}
	l.module.Requests = append(l.module.Requests, r)
	return len(l.module.Requests) - 1
}

// attributesOf reads `with {type: 'json'}`.
func attributesOf(n *syntax.Node) map[string]string {
	if n == nil {
		return nil
	}
	m := map[string]string{}
	for _, p := range n.Kids {
		if p.Kind == syntax.Property && p.Kids[1].Kind == syntax.String {
			m[p.Kids[0].Text] = p.Kids[1].Text
		}
	}
	return m
}

func (l *lowering) collectImport(n *syntax.Node) {
	rest := n.Kids[len(n.Kids)-2:]
	request := l.request(rest[0], rest[1])
	for _, k := range n.Kids[:len(n.Kids)-2] {
		i := Import{Request: request, Name: k.Text, Local: k.Kids[0].Text, Span: l.importedSpan(k)}
		l.module.Imports = append(l.module.Imports, i)
		l.imports[i.Local] = i
	}
}

// importedSpan is where an import names what it wants: `a` of `a as b`, and all of `a`.
func (l *lowering) importedSpan(n *syntax.Node) syntax.Span {
	if local := n.Kids[0]; n.Start == local.Start {
		return syntax.Span{Start: local.Start, End: local.End}
	}
	return syntax.Span{Start: n.Start, End: n.Start + len(n.Text)}
}

func (l *lowering) collectExport(n *syntax.Node) {
	m := l.module
	switch n.Text {
	case "declaration":
		l.exportDeclared(n.Kids[0])
	case "default":
		local := defaultName
		if x := n.Kids[0]; (x.Kind == syntax.FunctionDeclaration || x.Kind == syntax.ClassDeclaration) && x.Kids[0] != nil {
			local = x.Kids[0].Text
		}
		m.Exports = append(m.Exports, Export{"default", local})
	case "names":
		for _, k := range n.Kids {
			local := k.Kids[0].Text
			if i, ok := l.imports[local]; ok {
				m.Indirect = append(m.Indirect, Reexport{k.Text, i.Request, i.Name, i.Span})
				continue
			}
			m.Exports = append(m.Exports, Export{k.Text, local})
		}
	default:
		request := l.request(n.Kids[len(n.Kids)-2], n.Kids[len(n.Kids)-1])
		names := n.Kids[:len(n.Kids)-2]
		if n.Text == "all" {
			m.Stars = append(m.Stars, request)
		}
		for _, k := range names {
			name := "*"
			if n.Text == "from" {
				name = k.Kids[0].Text
			}
			m.Indirect = append(m.Indirect, Reexport{k.Text, request, name, syntax.Span{Start: k.Start, End: k.Start + len(name)}})
		}
	}
}

// exportDeclared notes the names of an exported declaration.
func (l *lowering) exportDeclared(n *syntax.Node) {
	add := func(name string) { l.module.Exports = append(l.module.Exports, Export{name, name}) }
	if n.Kind == syntax.Variables {
		names(n, add)
		return
	}
	add(n.Kids[0].Text)
}

// prologue is what stands before the text of the module, on its first line.
func (l *lowering) prologue() string {
	var b strings.Builder
	fmt.Fprintf(&b, `(function* (%s, %s, %s) { "use strict"; %s.exports({`, ModuleName, ImportName, MetaName, ModuleName)
	for _, e := range l.module.Exports {
		fmt.Fprintf(&b, "%s: () => %s, ", propertyKey(e.Name), e.Local)
	}
	b.WriteString("}); ")
	for _, n := range l.Root.Kids {
		if f := declaredFunction(n); f != nil && isAsyncGenerator(f) {
			b.WriteString(markText(f) + " ")
		}
		if n.Kind == syntax.Export && n.Text == "default" && hoistable(n.Kids[0]) {
			fmt.Fprintf(&b, "%s.name(%s); ", ModuleName, defaultName)
		}
	}
	b.WriteString("yield; ")
	return b.String()
}

// declaredFunction returns the function that a statement of a module declares under a name, nil if none.
func declaredFunction(n *syntax.Node) *syntax.Node {
	if n.Kind == syntax.Export && (n.Text == "declaration" || n.Text == "default") {
		n = n.Kids[0]
	}
	if n.Kind != syntax.FunctionDeclaration {
		return nil
	}
	return n
}

// hoistable says whether x, exported as default, is a function without a name that must be there before the body runs.
func hoistable(x *syntax.Node) bool {
	return x.Kind == syntax.FunctionExpression && x.Kids[0] == nil && !x.Has(syntax.ParenFlag) && !isAsyncGenerator(x)
}

// program rewrites the statements of a module or script.
func (l *lowering) program() {
	statements := l.Root.Kids
	for _, c := range l.HTML {
		l.edits.replace(c.Start, c.Start+3, "// ")
	}
	if l.Uses&syntax.Using != 0 {
		l.prepend(0, statements, installUsing())
	}
	if l.module == nil {
		l.markGenerators(0, statements)
	}
	l.hoistNames(l.Root)
	scope := l.openUsing(0, statements)
	for _, n := range statements {
		l.visit(n)
	}
	if len(statements) > 0 {
		l.closeUsing(scope, statements[len(statements)-1].End)
	}
}

// moduleImport takes an import statement out of a module.
func (l *lowering) moduleImport(n *syntax.Node) {
	l.edits.replace(n.Start, n.End, ";"+newlines(l.src[n.Start:n.End]))
}

// exportStatement rewrites an export of a module.
func (l *lowering) exportStatement(n *syntax.Node) {
	switch n.Text {
	case "declaration":
		x := n.Kids[0]
		l.header(n.Start, x.Start, "")
		l.visit(x)
	case "default":
		l.exportDefault(n, n.Kids[0])
	default:
		l.moduleImport(n)
	}
}

// exportDefault gives the default export a binding.
func (l *lowering) exportDefault(n, x *syntax.Node) {
	switch {
	case x.Kind == syntax.FunctionDeclaration, x.Kind == syntax.ClassDeclaration:
		l.header(n.Start, x.Start, "")
		l.visit(x)
	case hoistable(x):
		head := l.src[x.Start:x.Inner]
		l.header(n.Start, x.Start, "")
		l.edits.replace(x.Start, x.Inner, strings.TrimRight(head, " \t")+" "+defaultName)
		l.visit(x)
	default:
		open, end := "(", ");"
		anonymous := (x.Kind == syntax.ClassExpression || x.Kind == syntax.FunctionExpression) && x.Kids[0] == nil || x.Kind == syntax.Arrow
		if anonymous && !isAsyncGenerator(x) {
			open, end = `{"default": `, `}["default"];`
		}
		if isAsyncGenerator(x) {
			l.keys[x] = "default"
		}
		l.header(n.Start, x.OuterStart, "const "+defaultName+" = "+open)
		l.visit(x)
		l.edits.insert(x.OuterEnd, end)
	}
}

// plainNames finds the identifiers that stand for a name, not for the value of a variable.
func (l *lowering) plainNames() map[*syntax.Node]bool {
	plain := map[*syntax.Node]bool{}
	bound := func(n *syntax.Node) { syntax.Names(n, func(id *syntax.Node) { plain[id] = true }) }
	syntax.Walk(l.Root, func(n *syntax.Node) bool {
		switch {
		case n.Kind == syntax.Dot:
			plain[n.Kids[1]] = true
		case (n.Kind == syntax.Property || n.Kind == syntax.Member) && !n.Has(syntax.ComputedFlag) && n.Kids[0] != n.Kids[1]:
			plain[n.Kids[0]] = true
		case n.Kind == syntax.Declarator:
			bound(n.Kids[0])
		case n.IsFunction():
			for _, k := range n.Kids[:len(n.Kids)-1] {
				if k != nil {
					bound(k)
				}
			}
		case n.Kind == syntax.ClassDeclaration, n.Kind == syntax.ClassExpression:
			plain[n.Kids[0]] = true
		case n.Kind == syntax.Try && n.Kids[1] != nil:
			bound(n.Kids[1])
		}
		return true
	})
	return plain
}

// identifierName is a name that may stand behind a dot.
var identifierName = regexp.MustCompile(`^[\p{L}_$][\p{L}\p{N}_$]*$`)

// reference rewrites the use of an imported binding.
func (l *lowering) reference(n *syntax.Node) {
	i, ok := l.imports[n.Text]
	if !ok || l.plain[n] || l.local(n.Text) {
		return
	}
	text := fmt.Sprintf("%s.i%d", ModuleName, i.Request)
	switch {
	case i.Name == "*":
	case identifierName.MatchString(i.Name):
		text += "." + i.Name
	default:
		text += "[" + quote(i.Name) + "]"
	}
	if len(l.path) > 1 {
		switch parent := l.path[len(l.path)-2]; {
		case parent.Kind == syntax.Property && parent.Has(syntax.ShorthandFlag):
			text = n.Text + ": " + text
		case (parent.Kind == syntax.Call || parent.Kind == syntax.TaggedTemplate) && parent.Kids[0] == n && i.Name != "*":
			text = "(0, " + text + ")"
		}
	}
	l.edits.replace(n.Start, n.End, text)
	l.plain[n] = true // a shorthand property holds it twice
}
