package lower

import "loopbook/kernel/realm/lower/syntax"

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
