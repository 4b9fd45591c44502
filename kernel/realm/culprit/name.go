package culprit

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"loopbook/kernel/realm/lower/syntax"
)

// Inferred returns the name that V8 gives a function without one, from the place it is assigned to: "o.a.b" for
// `o.a.b = function () {}`; "" if it gives none.
func (s *Script) Inferred(n *syntax.Node) string {
	var parts []name
	assigned := false
	for child, n := n, s.parent(n); n != nil; child, n = n, s.parent(n) {
		more, part, goOn := inferFrom(n, child)
		parts = append(more, parts...)
		assigned = assigned || part
		if !goOn {
			if !assigned {
				return ""
			}
			return join(append(s.enclosing(n), parts...))
		}
	}
	return ""
}

// name is a part of an inferred name.
type name struct {
	text     string
	variable bool
}

// inferFrom returns what the parent n of child adds to the name; part tells that the name counts from here on, goOn that
// what is around n adds to it too.
func inferFrom(n, child *syntax.Node) (names []name, part, goOn bool) {
	switch n.Kind {
	case syntax.Conditional, syntax.Array, syntax.Object:
		return nil, false, true
	case syntax.Binary:
		return nil, false, n.Text == "||" || n.Text == "&&" || n.Text == "??"
	case syntax.Property:
		return []name{{keyName(n), false}}, true, true
	case syntax.Assign:
		if n.Kids[1] != child {
			return nil, false, false
		}
		return targetNames(n.Kids[0]), true, true
	case syntax.Declarator:
		if n.Kids[0].Kind == syntax.Identifier {
			return []name{{n.Kids[0].Text, true}}, true, false
		}
	case syntax.Call:
		if n.Kids[0] != child {
			return targetNames(n.Kids[0]), false, false
		}
	}
	return nil, false, false
}

func keyName(n *syntax.Node) string {
	switch k := n.Kids[0]; {
	case n.Has(syntax.ComputedFlag):
		return "<computed>"
	default:
		return k.Text
	}
}

// targetNames returns the names of a.b.c; this and prototype are left out, a key in brackets is <computed>.
func targetNames(n *syntax.Node) []name {
	switch n.Kind {
	case syntax.Identifier:
		return []name{{n.Text, true}}
	case syntax.Dot, syntax.Index:
		key := "<computed>"
		if k := n.Kids[1]; n.Kind == syntax.Dot || k.Kind == syntax.String {
			key = k.Text
		}
		names := targetNames(n.Kids[0])
		if key == "prototype" {
			return names
		}
		return append(names, name{key, false})
	}
	return nil
}

// enclosing returns the name of the function around n if it may be a constructor: it begins with a capital letter.
func (s *Script) enclosing(n *syntax.Node) []name {
	for ; n != nil; n = s.parent(n) {
		if !n.IsFunction() {
			continue
		}
		text := s.ownName(n)
		if r, _ := utf8.DecodeRuneInString(text); unicode.IsUpper(r) {
			return []name{{text, false}}
		}
		return nil
	}
	return nil
}

// ownName returns the name that a function has by the rules of the language, for functions that may be constructors.
func (s *Script) ownName(n *syntax.Node) string {
	if id := n.Kids[0]; id != nil {
		return id.Text
	}
	parent := s.parent(n)
	switch {
	case parent == nil:
	case parent.Kind == syntax.Declarator && parent.Kids[0].Kind == syntax.Identifier:
		return parent.Kids[0].Text
	case parent.Kind == syntax.Member && parent.Kids[0] != nil && parent.Kids[0].Text == "constructor":
		if class := s.parent(parent); class != nil && class.Kids[0] != nil {
			return class.Kids[0].Text
		}
	}
	return ""
}

// join writes names with dots; of several variables in a row the last counts.
func join(names []name) string {
	var parts []string
	for i, n := range names {
		if n.variable && i+1 < len(names) && names[i+1].variable {
			continue
		}
		parts = append(parts, n.text)
	}
	return strings.Join(parts, ".")
}

// parent returns what n is a part of, nil for the Program.
func (s *Script) parent(n *syntax.Node) *syntax.Node {
	if s.parents == nil {
		s.parents = map[*syntax.Node]*syntax.Node{}
		s.findParents(s.tree.Root)
	}
	return s.parents[n]
}

func (s *Script) findParents(n *syntax.Node) {
	for _, k := range n.Kids {
		if k != nil {
			s.parents[k] = n
			s.findParents(k)
		}
	}
}

// ClassWith returns the name of the class around n that declares a private name, "anonymous" if it has none.
func (s *Script) ClassWith(n *syntax.Node, private string) string {
	for ; n != nil; n = s.parent(n) {
		if n.Kind != syntax.ClassDeclaration && n.Kind != syntax.ClassExpression {
			continue
		}
		for _, m := range n.Kids[2:] {
			if key := m.Kids[0]; key == nil || key.Kind != syntax.PrivateName || key.Text != private {
				continue
			}
			if n.Kids[0] != nil {
				return n.Kids[0].Text
			}
			if name := s.ownName(n); name != "" {
				return name
			}
			return "anonymous"
		}
	}
	return "anonymous"
}

// Anchor is the place in n that a translation of the text keeps: the parenthesis of a call, the bracket of an element, the
// name behind a dot, else where it begins.
func (s *Script) Anchor(n *syntax.Node) int { return (&collector{s: s}).ownMark(n) }

// NodeAt returns the expression of a kind whose anchor is offset, nil if there is none.
func (s *Script) NodeAt(k syntax.Kind, offset int) (found *syntax.Node) {
	syntax.Walk(s.tree.Root, func(n *syntax.Node) bool {
		if found != nil || n.Kind != syntax.Program && (offset < n.Start || offset > n.End) {
			return false
		}
		if n.Kind == k && s.Anchor(n) == offset {
			found = n
			return false
		}
		return true
	})
	return found
}
