package lower

import "loopbook/kernel/realm/lower/syntax"

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

// statement rewrites a statement of the top level. The result is what an async cell returns, in an array: a promise is not
// waited for. An expression that is not read as a statement stands in parentheses.
func (l *lowering) statement(n *syntax.Node) {
	if n.Has(syntax.DirectiveFlag) {
		l.directive(n)
	}
	if n != l.result || !l.async && !l.Expression {
		l.visit(n)
		return
	}
	open, end := "(", ")"
	if l.async {
		open, end = "return [(", ")]"
	}
	l.edits.insert(n.Start, open)
	l.visit(n)
	l.edits.insert(n.Inner, end)
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
	case syntax.Regexp:
		l.regexpLiteral(n)
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
		l.directEval(n)
	}
	l.visitAll(n)
}

// enter and leave surround what belongs to a node.
func (l *lowering) enter(n *syntax.Node) {
	l.path = append(l.path, n)
	if n.Scope != nil {
		l.scopes = append(l.scopes, n)
		l.hoistNames(n)
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
