package culprit

import (
	"sort"

	"loopbook/kernel/realm/lower/syntax"
)

// laterFunction has the function n, which begins at start, walked after the one that is walked now.
func (c *collector) laterFunction(n *syntax.Node, start int) {
	c.later = append(c.later, func() {
		c.function(n, start, func() {
			c.parameters(n)
			if body := n.Body(); body.Kind == syntax.Block {
				c.statements(body.Kids)
			} else {
				c.expression(body)
			}
		})
	})
}

func (c *collector) parameters(n *syntax.Node) {
	c.inParameters = true
	defer func() { c.inParameters = false }()
	for _, p := range n.Kids[1 : len(n.Kids)-1] {
		switch {
		case p.Kind == syntax.Rest && isPattern(p.Kids[0]):
			c.declaration(p.Kids[0], nil, FromParameter)
		case p.Kind == syntax.Default:
			c.expression(p.Kids[1])
			if isPattern(p.Kids[0]) {
				c.declaration(p.Kids[0], p.Kids[1], FromDefault)
			}
		case isPattern(p):
			c.declaration(p, nil, FromParameter)
		}
	}
}

// class walks what a class does when it is made; its fields are functions.
func (c *collector) class(n *syntax.Node) {
	if super := n.Kids[1]; super != nil {
		c.expression(super)
	}
	before := c.pos
	c.at(n.Start)
	if n.Kids[1] != nil {
		pos := position(n.Kids[1])
		if isConstant(n.Kids[1]) {
			pos = c.pos
		}
		c.step(Extends, "", Step{Node: n, Value: n.Kids[1], Pos: pos})
	}
	var fields, static []*syntax.Node
	for _, m := range n.Kids[2:] {
		c.computedKey(m)
		value := m.Kids[len(m.Kids)-1]
		switch {
		case value == nil || m.Text == "accessor":
		case value.Kind == syntax.Method:
			c.laterFunction(value, m.Start)
		case m.Has(syntax.StaticFlag):
			static = append(static, m)
		default:
			fields = append(fields, m)
		}
	}
	c.laterFields(n, fields)
	c.laterFields(n, static)
	if len(static) > 0 {
		c.step(Static, "", Step{Node: n, Pos: before})
	}
}

// laterFields has the initialisers of fields, and the static blocks, walked: they are one function, blocks are others.
func (c *collector) laterFields(class *syntax.Node, members []*syntax.Node) {
	if len(members) == 0 {
		return
	}
	c.later = append(c.later, func() {
		c.function(class, class.End, func() {
			for _, m := range members {
				value := m.Kids[len(m.Kids)-1]
				if m.Text != "block" {
					c.expression(value)
					continue
				}
				c.at(m.Start)
				c.later = append(c.later, func() {
					c.function(value, m.Start, func() { c.statements(value.Kids) })
				})
			}
		})
	})
}

// Function returns the innermost function around offset, nil if there is none but the top level.
func (s *Script) Function(offset int) *Function {
	i := sort.Search(len(s.functions), func(i int) bool { return s.functions[i].start > offset })
	for i--; i >= 0; i-- {
		if f := s.functions[i]; f.end > offset || f.start < 0 {
			return f
		}
	}
	return nil
}

// Entry returns the place that V8 gives the function around offset before anything in it has run: its first statement.
func (s *Script) Entry(offset int) int {
	f := s.Function(offset)
	if f == nil || !f.Node.IsFunction() {
		return offset
	}
	body := f.Node.Body()
	if body.Kind == syntax.Block && len(body.Kids) > 0 {
		return entry(body.Kids[0])
	}
	return body.Start
}

// entry is the place of a statement.
func entry(n *syntax.Node) int {
	if n.Kind == syntax.Expression {
		return position(n.Kids[0])
	}
	return n.Start
}

// ClassOf returns the name of the class that has the function n as a field, "" if none has.
func (s *Script) ClassOf(n *syntax.Node) string {
	member := s.parent(n)
	if member == nil || member.Kind != syntax.Member || member.Has(syntax.StaticFlag) {
		return ""
	}
	if class := s.parent(member); class.Kids[0] != nil {
		return class.Kids[0].Text
	}
	return ""
}

// Constructor returns the place that V8 gives the constructor, while it initialises fields, of the class around offset: its
// parameters, or the class if it has none of its own.
func (s *Script) Constructor(offset int) int {
	class := s.classAround(s.tree.Root, offset)
	if class == nil {
		return offset
	}
	for _, m := range class.Kids[2:] {
		if key := m.Kids[0]; key != nil && key.Text == "constructor" && m.Text == "method" && !m.Has(syntax.StaticFlag) && !m.Has(syntax.ComputedFlag) {
			return m.Kids[1].Inner
		}
	}
	return class.Start
}

// classAround returns the innermost class below n around offset.
func (s *Script) classAround(n *syntax.Node, offset int) (found *syntax.Node) {
	syntax.Walk(n, func(n *syntax.Node) bool {
		if offset < n.Start || offset > n.End {
			return false
		}
		if n.Kind == syntax.ClassDeclaration || n.Kind == syntax.ClassExpression {
			found = n
		}
		return true
	})
	return found
}
