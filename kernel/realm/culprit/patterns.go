package culprit

import "loopbook/kernel/realm/lower/syntax"

// declaration walks a pattern that declares names.
func (c *collector) declaration(n, value *syntax.Node) {
	saved := c.declares
	c.declares = true
	c.pattern(n, value)
	c.declares = saved
}

// pattern walks a pattern that takes value apart; value is nil if that is no expression.
func (c *collector) pattern(n, value *syntax.Node) {
	if n.Kind == syntax.ArrayPattern {
		c.step(Iterate, "", Step{Node: n, Value: value, Pos: c.sourcePosition(n, value)})
		for _, k := range n.Kids {
			c.element(k)
		}
		return
	}
	c.step(Destructure, "", Step{Node: n, Value: value, Pos: firstPosition(n)})
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
func (c *collector) sourcePosition(n, value *syntax.Node) int {
	switch {
	case value == nil:
		return n.End - 1
	case isConstant(value):
		return c.find(n.OuterEnd, '=')
	}
	return position(value)
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
		c.pattern(target, value)
	case target.Kind == syntax.Identifier:
		c.bound(target)
	default:
		c.reference(target)
		c.step(Store, "", Step{Node: target, Pos: target.Start})
	}
}
