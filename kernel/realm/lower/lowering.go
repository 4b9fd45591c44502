package lower

import (
	"strings"

	"loopbook/kernel/realm/lower/syntax"
)

// lowering is the rewriting of one cell.
type lowering struct {
	*syntax.Tree
	src    string
	async  bool
	consts map[string]bool

	edits  edits
	decls  []Decl
	seen   map[string]int // index in decls
	result *syntax.Node   // the statement whose value is the result

	scopes    []*syntax.Node // around what is being rewritten, without the program
	functions int            // of scopes, how many are functions
	with      int            // with statements around
}

// names collects what the cell declares at its top level, and finds its result.
func (l *lowering) names() {
	l.seen = map[string]int{}
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

// vars collects the var declarations in a statement, however deep, but not in functions.
func (l *lowering) vars(n *syntax.Node) {
	syntax.Walk(n, func(n *syntax.Node) bool {
		switch {
		case n.Kind == syntax.Variables && n.Text == "var":
			l.declareAll(n, Var)
		case n.Kind == syntax.FunctionDeclaration && l.hoistsFromBlock(n):
			l.declare(n.Kids[0].Text, Var)
		}
		return !n.IsFunction() && n.Kind != syntax.Member
	})
}

// hoistsFromBlock says whether a function in a block is a var of the cell as well (ECMA-262, B.3.2), which goja does not
// know.
func (l *lowering) hoistsFromBlock(n *syntax.Node) bool {
	return n.Flags&(syntax.AsyncFlag|syntax.GeneratorFlag|syntax.StrictFlag) == 0 && !l.Root.Has(syntax.StrictFlag)
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
	for _, n := range l.Root.Kids {
		if n != l.result || !l.async && !l.Expression {
			l.visit(n)
			continue
		}
		open := "("
		if l.async {
			open = "return ("
		}
		l.edits.insert(n.Start, open)
		l.visit(n)
		l.edits.insert(n.Inner, ")")
	}
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
	if n.Scope != nil {
		l.scopes = append(l.scopes, n)
		defer func() { l.scopes = l.scopes[:len(l.scopes)-1] }()
	}
	if n.IsFunction() || n.Kind == syntax.Member {
		l.functions++
		defer func() { l.functions-- }()
	}
	switch n.Kind {
	case syntax.Variables:
		l.variables(n)
		return
	case syntax.ClassDeclaration:
		if len(l.scopes) == 1 {
			l.class(n)
			return
		}
	case syntax.FunctionDeclaration:
		l.blockFunction(n)
	case syntax.Import:
		l.importStatement(n)
		return
	case syntax.ImportCall:
		l.edits.replace(n.Start, n.Start+len("import"), ImportName)
	case syntax.ImportMeta:
		l.edits.replace(n.Start, n.End, MetaName)
	case syntax.Assign, syntax.Update:
		l.target(n.Kids[0], false)
	case syntax.ForIn, syntax.ForOf:
		l.target(n.Kids[0], false)
	case syntax.With:
		l.with++
		defer func() { l.with-- }()
	}
	l.visitAll(n)
}

// try visits a try statement, whose scope is that of the handler.
func (l *lowering) try(n *syntax.Node) {
	l.visit(n.Kids[0])
	if n.Scope != nil {
		l.scopes = append(l.scopes, n)
	}
	l.visit(n.Kids[1])
	l.visit(n.Kids[2])
	if n.Scope != nil {
		l.scopes = l.scopes[:len(l.scopes)-1]
	}
	l.visit(n.Kids[3])
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
		text := ConstName + "." + n.Text
		if shorthand {
			text = n.Text + ": " + text
		}
		l.edits.replace(n.Start, n.End, text)
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

// split makes prelude and body of the generated text: the prelude holds the hoisted functions and the directives, the
// body all but the functions. What one lacks is blank in it.
func (l *lowering) split(gen string, pieces []piece) (prelude, body string) {
	var p, b strings.Builder
	at, functions := 0, false
	for _, n := range l.hoisted() {
		start, end := generated(pieces, n.Start), generatedEnd(pieces, n.End)
		p.WriteString(blank(gen[at:start]))
		b.WriteString(gen[at:start])
		p.WriteString(gen[start:end])
		if n.Kind == syntax.FunctionDeclaration {
			functions = true
			b.WriteString(";" + blank(gen[start+1:end]))
		} else {
			b.WriteString(gen[start:end])
		}
		at = end
	}
	if !functions {
		return "", gen
	}
	b.WriteString(gen[at:])
	return p.String(), b.String()
}

// hoisted returns what the prelude holds: the functions of the top level, and the directives.
func (l *lowering) hoisted() (list []*syntax.Node) {
	for _, n := range l.Root.Kids {
		if n.Kind == syntax.FunctionDeclaration || n.Has(syntax.DirectiveFlag) {
			list = append(list, n)
		}
	}
	return list
}
