package lower

import "loopbook/kernel/realm/lower/syntax"

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
