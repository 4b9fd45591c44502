package culprit

import "loopbook/kernel/realm/lower/syntax"

// declaration walks a pattern that declares names.
func (c *collector) declaration(n, value *syntax.Node, from Origin) {
	saved := c.declares
	c.declares = true
	c.pattern(n, value, from)
	c.declares = saved
}

// pattern walks a pattern that takes value apart; value is nil if that is no expression.
func (c *collector) pattern(n, value *syntax.Node, from Origin) {
	outer := c.outer
	defer func() { c.outer = outer }()
	if n.Kind == syntax.ArrayPattern {
		c.step(Iterate, "", Step{Node: n, Value: value, Pos: c.sourcePosition(n, value, from), Origin: from, Outer: outer})
		c.outer = nil
		for _, k := range n.Kids {
			c.element(k)
		}
		return
	}
	step := Step{Node: n, Value: value, Pos: firstPosition(n), Origin: from, Outer: outer}
	c.step(Destructure, "", step)
	c.outer = &step
	for _, k := range n.Kids {
		if k.Kind == syntax.Rest {
			c.element(k.Kids[0])
			continue
		}
		c.patternProperty(n, k, value)
	}
}

func (c *collector) patternProperty(pattern, n, value *syntax.Node) {
	key, target := n.Kids[0], n.Kids[1]
	get := Step{Kind: PatternGet, Node: pattern, Value: value, Property: n, Pos: n.Start}
	if n.Has(syntax.ShorthandFlag) {
		c.shorthand(n, get)
		return
	}
	if n.Has(syntax.ComputedFlag) {
		c.expression(key)
	}
	name := target
	if target.Kind == syntax.Default {
		name = target.Kids[0]
	}
	if name.Kind == syntax.Dot || name.Kind == syntax.Index {
		c.reference(name)
	}
	c.step(PatternGet, "", get)
	c.element(target)
}

// sourcePosition is the place V8 names when what an array pattern takes apart is not iterable.
func (c *collector) sourcePosition(n, value *syntax.Node, from Origin) int {
	switch {
	case from == FromAssignment:
		return c.find(n.OuterEnd, '=')
	case from == FromValue:
		return value.OuterStart
	case c.inParameters:
		return c.pos
	}
	return n.End - 1
}

// firstPosition is the place V8 names when what an object pattern takes apart is undefined or null: where the first
// property goes.
func firstPosition(n *syntax.Node) int {
	if len(n.Kids) == 0 || n.Kids[0].Kind == syntax.Rest || n.Kids[0].Has(syntax.ComputedFlag) {
		return n.Start
	}
	return n.Kids[0].Kids[1].Start
}

// shorthand walks {a} and {a = 1}: the property is read by name.
func (c *collector) shorthand(n *syntax.Node, get Step) {
	name, initial := n.Kids[1], (*syntax.Node)(nil)
	if name.Kind == syntax.Default {
		name, initial = name.Kids[0], name.Kids[1]
	}
	c.step(Get, name.Text, get)
	if initial != nil {
		c.expression(initial)
	}
	c.bound(name)
}

// bound walks the end of the assignment to a name in a pattern: only declarations are marked.
func (c *collector) bound(name *syntax.Node) {
	if c.declares {
		c.at(name.Start)
	}
}

// element walks a part of a pattern: a target, a pattern, with or without a default; nil for a hole.
func (c *collector) element(n *syntax.Node) {
	if n == nil {
		return
	}
	switch n.Kind {
	case syntax.Rest:
		c.element(n.Kids[0])
	case syntax.Default:
		c.expression(n.Kids[1])
		c.bind(n.Kids[0], n.Kids[1])
	default:
		c.bind(n, nil)
	}
}

func (c *collector) bind(target, value *syntax.Node) {
	switch {
	case isPattern(target):
		c.pattern(target, value, FromPattern)
	case target.Kind == syntax.Identifier:
		c.bound(target)
	default:
		c.reference(target)
		c.step(Store, "", Step{Node: target, Pos: target.Start})
	}
}

// Key returns what V8 says of the first property of an object pattern: its name. named is false when V8 names none: there
// is no property, or a computed key. plain is true when it does not even say that a pattern is at work: the property has a
// default, or goes to a member.
func (s *Script) Key(n *syntax.Node) (key string, named, plain bool) {
	if len(n.Kids) == 0 || n.Kids[0].Kind == syntax.Rest || n.Kids[0].Has(syntax.ComputedFlag) {
		return "", false, false
	}
	p := n.Kids[0]
	switch p.Kids[1].Kind {
	case syntax.Default, syntax.Dot, syntax.Index:
		plain = true
	}
	key = p.Kids[0].Text
	if k := p.Kids[0]; k.Kind == syntax.Number {
		key = number(s.Text[k.Start:k.End])
	}
	return key, true, plain
}
