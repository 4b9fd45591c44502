package lower

import (
	"strings"

	"loopbook/kernel/realm/lower/syntax"
)

// lowering is the rewriting of one cell, script or module.
type lowering struct {
	*syntax.Tree
	src      string
	async    bool
	consts   map[string]bool
	constant string // what assignments to consts go to

	script  bool                  // not a cell: what it declares stays declared
	module  *Module               // likewise; nil for a cell or script
	imports map[string]Import     // of a module, by local name
	plain   map[*syntax.Node]bool // identifiers of a module that are no references

	edits   edits
	hoisted []hoisted
	decls   []Decl
	seen    map[string]int        // index in decls
	hoists  map[*syntax.Node]bool // functions in blocks that are vars too
	result  *syntax.Node          // the statement whose value is the result

	// Around what is being rewritten, without the program.
	path   []*syntax.Node
	scopes []*syntax.Node // those with a scope
	around []function     // functions, and class members, whose initializers are like functions
	with   int            // with statements

	// For async generators and loops that await.
	keys   map[*syntax.Node]string // names for functions without one
	labels map[*syntax.Node]int    // where the labels of a loop begin
	usings map[*syntax.Node]*usingScope
	// separated are the places behind directives where a semicolon has been put.
	separated map[int]bool
	assign    map[*syntax.Node]bool // var declarations that are to be assignments
	supers    []superName
	bare      *syntax.Node // an await that needs no parentheses
	made      int          // fresh names
}

func newLowering(in input) *lowering {
	return &lowering{
		Tree: in.Tree, src: in.Source, constant: ConstName, async: in.async(), seen: map[string]int{}, hoists: map[*syntax.Node]bool{},
		keys: map[*syntax.Node]string{}, labels: map[*syntax.Node]int{}, assign: map[*syntax.Node]bool{}, usings: map[*syntax.Node]*usingScope{}, separated: map[int]bool{},
	}
}

// names collects what the cell declares at its top level, and finds its result.
func (l *lowering) names() {
	for _, n := range l.Root.Kids {
		switch n.Kind {
		case syntax.FunctionDeclaration:
			l.declare(n.Kids[0].Text, Function)
		case syntax.ClassDeclaration:
			l.declare(n.Kids[0].Text, Class)
		case syntax.Import:
			for _, k := range n.Kids {
				if k != nil && k.Kind == syntax.ImportedName {
					l.declare(k.Kids[0].Text, Const)
				}
			}
		case syntax.Variables:
			if n.Text != "var" {
				l.declareAll(n, kindOf(n.Text))
				continue
			}
			fallthrough
		default:
			l.vars(n)
		}
	}
	l.findResult()
}

func kindOf(keyword string) Kind {
	if keyword == "let" {
		return Let
	}
	return Const
}

// vars collects the var declarations in a statement, however deep, but not in functions. blocks are those around.
func (l *lowering) vars(n *syntax.Node, blocks ...*syntax.Node) {
	switch {
	case n == nil || n.Kind == syntax.Member:
		return
	case n.Kind == syntax.Variables && n.Text == "var":
		l.declareAll(n, Var)
	case n.Kind == syntax.FunctionDeclaration:
		if l.hoistsFromBlock(n, blocks) {
			l.hoists[n] = true
			l.declare(n.Kids[0].Text, Var)
		}
		return
	case n.IsFunction():
		return
	case n.Scope != nil:
		blocks = append(blocks[:len(blocks):len(blocks)], n)
	}
	for _, k := range n.Kids {
		l.vars(k, blocks...)
	}
}

// hoistsFromBlock says whether a function in a block is a var of the cell as well (ECMA-262, B.3.2), which goja does not
// know. It is none if a let between it and the top level has its name.
func (l *lowering) hoistsFromBlock(n *syntax.Node, blocks []*syntax.Node) bool {
	if n.Flags&(syntax.AsyncFlag|syntax.GeneratorFlag|syntax.StrictFlag) != 0 || l.Root.Has(syntax.StrictFlag) {
		return false
	}
	for i, b := range blocks {
		if i < len(blocks)-1 && b.Scope.Declares(n.Kids[0].Text) {
			return false
		}
	}
	return len(blocks) > 0
}

func (l *lowering) declareAll(n *syntax.Node, k Kind) {
	syntax.Names(n, func(id *syntax.Node) { l.declare(id.Text, k) })
}

// declare notes a name. Of a var and something else with one name the other counts.
func (l *lowering) declare(name string, k Kind) {
	i, ok := l.seen[name]
	switch {
	case !ok:
		l.seen[name] = len(l.decls)
		l.decls = append(l.decls, Decl{name, k})
	case k != Var:
		l.decls[i].Kind = k
	}
}

// findResult finds the last statement, empty ones aside, if it is an expression.
func (l *lowering) findResult() {
	for i := len(l.Root.Kids) - 1; i >= 0; i-- {
		n := l.Root.Kids[i]
		if n.Kind == syntax.Empty {
			continue
		}
		if n.Kind == syntax.Expression {
			l.result = n
		}
		return
	}
}

// rewrite makes all edits.
func (l *lowering) rewrite() {
	if l.async {
		l.edits.insert(0, asyncPrefix)
	}
	for _, c := range l.HTML {
		l.edits.replace(c.Start, c.Start+3, "// ")
	}
	statements := l.Root.Kids
	if l.Uses&syntax.Using != 0 {
		l.prepend(0, statements, installUsing())
	}
	scope := l.openUsing(0, statements)
	for _, n := range statements {
		l.statement(n)
	}
	if len(statements) > 0 {
		l.closeUsing(scope, statements[len(statements)-1].End)
	}
}

// statement rewrites a statement of the top level. The result is what an async cell returns; an expression that is not
// read as a statement stands in parentheses.
func (l *lowering) statement(n *syntax.Node) {
	if n.Has(syntax.DirectiveFlag) {
		l.directive(n)
	}
	if n != l.result || !l.async && !l.Expression {
		l.visit(n)
		return
	}
	open := "("
	if l.async {
		open = "return ("
	}
	l.edits.insert(n.Start, open)
	l.visit(n)
	l.edits.insert(n.Inner, ")")
}

// visit rewrites a node and everything below.
func (l *lowering) visit(n *syntax.Node) {
	if n == nil {
		return
	}
	if n.Kind == syntax.Try {
		l.try(n)
		return
	}
	l.enter(n)
	defer l.leave()
	switch n.Kind {
	case syntax.Block, syntax.Case:
		l.block(n)
	case syntax.Expression:
		l.expressionStatement(n)
	case syntax.Variables:
		l.variables(n)
	case syntax.ClassDeclaration:
		l.class(n)
	case syntax.FunctionDeclaration:
		l.functionDeclaration(n)
	case syntax.FunctionExpression:
		l.functionExpression(n)
	case syntax.Property, syntax.Member:
		l.member(n)
	case syntax.Import:
		if l.module != nil {
			l.moduleImport(n)
			return
		}
		l.importStatement(n)
	case syntax.Export:
		l.exportStatement(n)
	case syntax.Identifier:
		l.reference(n)
	case syntax.For, syntax.ForOf:
		l.loop(n)
	case syntax.Labelled:
		l.labelled(n)
	case syntax.Return:
		l.returned(n)
	case syntax.Yield:
		l.yield(n)
	case syntax.Await:
		l.await(n)
	default:
		l.expression(n)
	}
}

// expression rewrites the smaller things.
func (l *lowering) expression(n *syntax.Node) {
	switch n.Kind {
	case syntax.ImportCall:
		l.edits.replace(n.Start, n.Start+len("import"), ImportName)
	case syntax.ImportMeta:
		l.edits.replace(n.Start, n.End, MetaName)
	case syntax.Update, syntax.ForIn:
		l.target(n.Kids[0], false)
	case syntax.Assign:
		l.target(n.Kids[0], false)
		l.nameGenerator(n.Kids[0], n.Kids[1])
	case syntax.Declarator, syntax.Default:
		l.nameGenerator(n.Kids[0], n.Kids[1])
	case syntax.Dot, syntax.Index:
		if l.superMember(n) {
			return
		}
	case syntax.Call:
		if l.superMember(n.Kids[0]) {
			l.superCall(n)
			return
		}
	}
	l.visitAll(n)
}

// enter and leave surround what belongs to a node.
func (l *lowering) enter(n *syntax.Node) {
	l.path = append(l.path, n)
	if n.Scope != nil {
		l.scopes = append(l.scopes, n)
	}
	if n.IsFunction() || n.Kind == syntax.Member {
		l.around = append(l.around, function{n, isAsyncGenerator(n)})
	}
	if n.Kind == syntax.With {
		l.with++
	}
}

func (l *lowering) leave() {
	n := l.path[len(l.path)-1]
	l.path = l.path[:len(l.path)-1]
	if n.Scope != nil {
		l.scopes = l.scopes[:len(l.scopes)-1]
	}
	if n.IsFunction() || n.Kind == syntax.Member {
		l.around = l.around[:len(l.around)-1]
	}
	if n.Kind == syntax.With {
		l.with--
	}
}

// prepend inserts text before the statements of a body that begins at at, but behind its directives.
func (l *lowering) prepend(at int, statements []*syntax.Node, text string) {
	for _, n := range statements {
		if n == nil || !n.Has(syntax.DirectiveFlag) {
			break
		}
		at = n.End
	}
	if at > 0 && l.src[at-1] != ';' && l.src[at-1] != '{' && !l.separated[at] {
		text = ";" + text
	}
	l.separated[at] = true
	l.edits.insert(at, text)
}

// block rewrites the statements of a block or case clause.
func (l *lowering) block(n *syntax.Node) {
	if n.Kind == syntax.Case {
		if len(n.Kids) > 1 {
			l.markGenerators(n.Kids[1].Start, n.Kids[1:])
		}
		l.visitAll(n)
		return
	}
	at := n.Start + 1
	l.markGenerators(at, n.Kids)
	scope := l.openUsing(at, n.Kids)
	l.visitAll(n)
	l.closeUsing(scope, n.End-1)
}

// loop rewrites for loops, but for those over the keys of an object.
func (l *lowering) loop(n *syntax.Node) {
	if n.Has(syntax.AwaitFlag) {
		l.forAwait(n)
		return
	}
	if n.Kind == syntax.ForOf {
		l.target(n.Kids[0], false)
	}
	for _, k := range n.Kids[:len(n.Kids)-1] {
		if k != nil && isUsing(k) {
			defer l.usingLoop(n)()
		}
		l.visit(k)
	}
	l.visit(n.Body())
}

func (l *lowering) functionDeclaration(n *syntax.Node) {
	top := l.isCell() && len(l.scopes) == 1
	h := hoisted{function: true}
	if top {
		h.start = l.edits.insertMarked(n.Start, hoistOpen(n))
		if id := n.Kids[0]; id.Text == "await" || id.Text == "yield" {
			l.edits.replace(id.Start, id.End, "") // no name for an expression that is async, or a generator
		}
	}
	l.blockFunction(n)
	if isAsyncGenerator(n) {
		l.generatorDeclaration(n)
	} else {
		l.visitAll(n)
	}
	if top {
		l.edits.insert(n.End, hoistClose(n))
		h.end = l.edits.insertMarked(n.End, "")
		l.hoisted = append(l.hoisted, h)
	}
}

// directive notes a directive of the cell, which the prelude needs too.
func (l *lowering) directive(n *syntax.Node) {
	h := hoisted{start: l.edits.insertMarked(n.Start, "")}
	h.end = l.edits.insertMarked(n.End, "")
	l.hoisted = append(l.hoisted, h)
}

// hoisted is a part of the generated text that belongs into the prelude.
type hoisted struct {
	start, end *int
	function   bool // not into the body
}

// hoistOpen and hoistClose surround a function of the top level in the prelude.
func hoistOpen(n *syntax.Node) string {
	name := n.Kids[0].Text
	key := name
	if key == "__proto__" {
		key = propertyKey(key)
	}
	return InitName + "." + name + " = {" + key + ": "
}

func hoistClose(n *syntax.Node) string {
	text := "}." + n.Kids[0].Text + ";"
	if isAsyncGenerator(n) {
		text += markText(n)
	}
	return text
}

func (l *lowering) functionExpression(n *syntax.Node) {
	if isAsyncGenerator(n) {
		l.generatorExpression(n)
		return
	}
	l.visitAll(n)
}

// member rewrites a property or a member of a class.
func (l *lowering) member(n *syntax.Node) {
	value := n.Kids[1]
	switch {
	case value != nil && value.Kind == syntax.Method && isAsyncGenerator(value):
		l.generatorMethod(n)
		return
	case !n.Has(syntax.ComputedFlag):
		l.nameGenerator(n.Kids[0], value)
		l.fieldName(n)
	}
	l.visitAll(n)
}

// fieldName quotes the name of a field that goja would take for the beginning of a method: `set = new Set()`.
func (l *lowering) fieldName(n *syntax.Node) {
	if n.Kind != syntax.Member || n.Text != "field" {
		return
	}
	switch key := n.Kids[0]; key.Text {
	case "get", "set", "static", "async":
		if key.Kind == syntax.Identifier {
			l.edits.replace(key.Start, key.End, quote(key.Text))
		}
	}
}

// nameGenerator notes that value, if it is an async generator without a name, gets that of what it is given to.
func (l *lowering) nameGenerator(to, value *syntax.Node) {
	if value == nil || value.Kind != syntax.FunctionExpression || value.Kids[0] != nil || !isAsyncGenerator(value) {
		return
	}
	if to.Kind == syntax.Identifier || to.Kind == syntax.String {
		l.keys[value] = to.Text
	}
}

// try visits a try statement, whose scope is that of the handler. One with catch and finally becomes two: in goja the
// catch would see what the finally throws after the block ended well.
//
//	try { a } catch { b } finally { c }       try { try { a } catch { b } } finally { c }
func (l *lowering) try(n *syntax.Node) {
	block, handler, finalizer := n.Kids[0], n.Kids[2], n.Kids[3]
	both := handler != nil && finalizer != nil
	if both {
		l.edits.insert(block.Start, "{ try ")
	}
	l.visit(block)
	l.enter(n)
	l.visit(n.Kids[1])
	l.visit(handler)
	l.leave()
	if both {
		l.edits.insert(handler.End, " }")
	}
	l.visit(finalizer)
}

func (l *lowering) visitAll(n *syntax.Node) {
	for _, k := range n.Kids {
		l.visit(k)
	}
}

// local says whether name is declared between the place being rewritten and the top level of the cell.
func (l *lowering) local(name string) bool {
	for i := len(l.scopes) - 1; i >= 0; i-- {
		n := l.scopes[i]
		if n.Scope.Declares(name) {
			return true
		}
		if n.Kind == syntax.FunctionExpression && n.Kids[0] != nil && n.Kids[0].Text == name {
			return true
		}
	}
	return false
}

// target rewrites what is assigned to, where that is a const of the top level. In a pattern a shorthand property gets
// its key back.
func (l *lowering) target(n *syntax.Node, shorthand bool) {
	if n == nil {
		return
	}
	switch n.Kind {
	case syntax.Identifier:
		if l.with > 0 || !l.consts[n.Text] || l.local(n.Text) {
			return
		}
		text := l.constant + "." + n.Text
		if shorthand {
			text = n.Text + ": " + text
		}
		l.edits.replace(n.Start, n.End, text)
		if l.module != nil {
			l.plain[n] = true // it is no reference any more
		}
	case syntax.Property:
		l.target(n.Kids[1], n.Has(syntax.ShorthandFlag))
	case syntax.Default:
		l.target(n.Kids[0], shorthand)
	case syntax.ArrayPattern, syntax.ObjectPattern, syntax.Rest:
		for _, k := range n.Kids {
			l.target(k, false)
		}
	}
}

// split makes prelude and body of the generated text: the prelude holds the functions, as assignments, and the
// directives, the body all but the functions. What one lacks is blank in it.
func (l *lowering) split(gen string) (prelude, body string) {
	var p, b strings.Builder
	at, functions := 0, false
	for _, h := range l.hoisted {
		between, part := gen[at:*h.start], gen[*h.start:*h.end]
		p.WriteString(blank(between))
		p.WriteString(part)
		b.WriteString(between)
		if h.function {
			functions = true
			b.WriteString(";" + blank(part[1:]))
		} else {
			b.WriteString(part)
		}
		at = *h.end
	}
	if !functions {
		return "", gen
	}
	b.WriteString(gen[at:])
	return p.String(), b.String()
}
