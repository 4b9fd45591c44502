package culprit

import "loopbook/kernel/realm/lower/syntax"

// Parent returns what n is a part of, nil for the whole text.
func (s *Script) Parent(n *syntax.Node) *syntax.Node { return s.parent(n) }

// Source returns the text of n, without parentheses around it.
func (s *Script) Source(n *syntax.Node) string { return s.Text[n.Start:n.End] }

// Position is where V8 says that an expression is.
func (s *Script) Position(n *syntax.Node) int { return position(n) }

// IsAsync tells whether callee is the name of an async function of the text.
func (s *Script) IsAsync(callee *syntax.Node) bool {
	name := callee.Text
	if callee.Kind == syntax.Dot {
		name = callee.Kids[1].Text
	}
	if callee.IsFunction() {
		return callee.Has(syntax.AsyncFlag)
	}
	found := false
	syntax.Walk(s.tree.Root, func(n *syntax.Node) bool {
		if n.IsFunction() && n.Has(syntax.AsyncFlag) && !n.Has(syntax.GeneratorFlag) && s.nameOf(n) == name {
			found = true
		}
		return !found
	})
	return found
}

// nameOf is the name that a function is called by: its own, or that of the variable or property that holds it.
func (s *Script) nameOf(n *syntax.Node) string {
	if n.Kind == syntax.FunctionDeclaration && n.Kids[0] != nil {
		return n.Kids[0].Text
	}
	switch p := s.parent(n); {
	case p == nil:
	case p.Kind == syntax.Declarator, p.Kind == syntax.Property, p.Kind == syntax.Member, p.Kind == syntax.Assign:
		if key := p.Kids[0]; key != nil && key.Kind == syntax.Dot {
			return key.Kids[1].Text
		} else if key != nil {
			return key.Text
		}
	}
	return ""
}

// Suspension returns the innermost await, yield or for await around offset, nil if there is none. Of a for await only what
// is before its body counts, and where that begins.
func (s *Script) Suspension(offset int) (found *syntax.Node) {
	syntax.Walk(s.tree.Root, func(n *syntax.Node) bool {
		if offset < n.OuterStart && offset < n.Start || offset > max(n.End, n.OuterEnd) {
			return n.Kind == syntax.Program
		}
		switch n.Kind {
		case syntax.Await, syntax.Yield:
			found = n
		case syntax.ForOf:
			if n.Has(syntax.AwaitFlag) && offset <= n.Body().Start {
				found = n
			}
		}
		return true
	})
	return found
}
