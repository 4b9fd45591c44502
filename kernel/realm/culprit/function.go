package culprit

import (
	"sort"

	"loopbook/kernel/realm/lower/syntax"
)

// laterFunction has the function n, which begins at start, walked after the one that is walked now.
func (c *collector) laterFunction(n *syntax.Node, start int) {
	c.later = append(c.later, func() {
		c.function(n, start, func() {
			c.parameters(n.Kids[1 : len(n.Kids)-1])
			if body := n.Body(); body.Kind == syntax.Block {
				c.statements(body.Kids)
			} else {
				c.expression(body)
			}
		})
	})
}

func (c *collector) parameters(list []*syntax.Node) {
	for _, p := range list {
		switch {
		case p.Kind == syntax.Rest && isPattern(p.Kids[0]):
			c.declaration(p.Kids[0], nil)
		case p.Kind == syntax.Default:
			c.expression(p.Kids[1])
			if isPattern(p.Kids[0]) {
				c.declaration(p.Kids[0], nil)
			}
		case isPattern(p):
			c.declaration(p, nil)
		}
	}
}

// class walks what a class does when it is made; its fields are functions.
func (c *collector) class(n *syntax.Node) {
	if super := n.Kids[1]; super != nil {
		c.expression(super)
	}
	c.at(n.Start)
	if n.Kids[1] != nil {
		c.step(Extends, "", Step{Node: n, Value: n.Kids[1], Pos: position(n.Kids[1])})
	}
	var fields, static []*syntax.Node
	for _, m := range n.Kids[2:] {
		if m.Has(syntax.ComputedFlag) {
			c.expression(m.Kids[0])
		}
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
