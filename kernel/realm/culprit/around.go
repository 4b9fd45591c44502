package culprit

import "loopbook/kernel/realm/lower/syntax"

// Parent returns what n is a part of, nil for the whole text.
func (s *Script) Parent(n *syntax.Node) *syntax.Node { return s.parent(n) }

// Source returns the text of n, without parentheses around it.
func (s *Script) Source(n *syntax.Node) string { return s.Text[n.Start:n.End] }
