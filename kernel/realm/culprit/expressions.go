package culprit

import (
	"strings"

	"loopbook/kernel/realm/lower/syntax"
)

func (c *collector) expressions(list []*syntax.Node) {
	for _, n := range list {
		c.expression(n)
	}
}

// expression walks an expression whose value is wanted; n may be nil.
func (c *collector) expression(n *syntax.Node) {
	if n == nil || isConstant(n) {
		return
	}
	switch n.Kind {
	case syntax.Identifier, syntax.This:
		c.at(n.Start)
		c.step(map[bool]Kind{true: Load, false: This}[n.Kind == syntax.Identifier], "", Step{Node: n, Pos: n.Start})
	case syntax.Template:
		for _, k := range n.Kids {
			c.expression(k)
			c.step(ToString, "", Step{Node: k, Pos: position(k)})
		}
	case syntax.TaggedTemplate:
		c.callee(n.Kids[0])
		c.expressions(n.Kids[1].Kids)
		c.step(Call, "", Step{Node: n, Pos: n.Inner})
	case syntax.Array, syntax.Object:
		c.literal(n)
	case syntax.Unary, syntax.Update:
		c.unary(n)
	case syntax.Assign:
		c.assign(n)
	case syntax.Binary:
		c.binary(n)
	case syntax.Conditional, syntax.Sequence:
		c.expressions(n.Kids)
	case syntax.Dot, syntax.Index:
		c.property(n, Get)
	case syntax.Call, syntax.New:
		c.call(n)
	case syntax.Await, syntax.Yield:
		c.expression(n.Kids[0])
		c.step(Suspend, "", Step{Node: n, Pos: n.Start})
	case syntax.NewTarget:
		c.at(n.Start)
	case syntax.ClassExpression:
		c.class(n)
	default:
		if n.IsFunction() {
			c.laterFunction(n, n.Start)
		}
	}
}

// computedKey walks the key of a property or class member if it is computed.
func (c *collector) computedKey(n *syntax.Node) {
	if !n.Has(syntax.ComputedFlag) {
		return
	}
	saved := c.hidden
	c.hidden = true
	c.expression(n.Kids[0])
	c.hidden = saved
}

// member walks the value of a property or class member; a method begins where its member does.
func (c *collector) member(n, value *syntax.Node) {
	if value != nil && value.Kind == syntax.Method {
		c.laterFunction(value, n.Start)
		return
	}
	c.expression(value)
}

// property walks a.b and a[b]; a string in brackets is compiled as a name.
func (c *collector) property(n *syntax.Node, k Kind) {
	object, key := n.Kids[0], n.Kids[1]
	if object.Kind == syntax.Super {
		c.at(n.Start)
	} else {
		c.expression(object)
	}
	name, private := c.key(n)
	if name == "" {
		c.expression(key)
	}
	own := c.ownMark(n)
	switch k { // a property that is called has no mark
	case Get, Delete:
		c.at(own)
	}
	step := Step{Node: n, Pos: n.Inner}
	switch {
	case private:
		c.step(Private, "", step)
	case k == Delete:
		step.Pos = position(object)
		c.step(Delete, "", step)
	default:
		c.step(k, name, step)
	}
}

// key returns the name that a Dot or Index has at compile time.
func (c *collector) key(n *syntax.Node) (name string, private bool) {
	key := n.Kids[1]
	switch {
	case key.Kind == syntax.PrivateName:
		return key.Text, true
	case n.Kind == syntax.Dot || key.Kind == syntax.String:
		return key.Text, false
	}
	return "", false
}

// ownMark is the place goja marks for n: the name after a dot, a bracket, the parenthesis of a call.
func (c *collector) ownMark(n *syntax.Node) int {
	switch n.Kind {
	case syntax.Dot:
		return n.Kids[1].Start
	case syntax.Index:
		return c.find(n.Kids[0].OuterEnd, '[')
	case syntax.Call:
		return c.find(n.Kids[0].OuterEnd, '(')
	}
	return n.Start
}

// find returns the place of a byte behind spaces, comments and a ?. that may stand before it.
func (c *collector) find(i int, b byte) int {
	text := c.s.Text
	for i < len(text) && text[i] != b {
		switch {
		case strings.HasPrefix(text[i:], "//"):
			i += max(strings.IndexAny(text[i:], "\n\r"), 1)
		case strings.HasPrefix(text[i:], "/*"):
			i += max(strings.Index(text[i:], "*/"), 0) + 2
		default:
			i++
		}
	}
	return i
}

// first is where goja says that an expression begins: parentheses do not count.
func first(n *syntax.Node) int {
	switch n.Kind {
	case syntax.Binary, syntax.Conditional, syntax.Sequence, syntax.Assign, syntax.Dot, syntax.Index, syntax.Call:
		return first(n.Kids[0])
	case syntax.Update:
		if !n.Has(syntax.PrefixFlag) {
			return first(n.Kids[0])
		}
	case syntax.TaggedTemplate:
		return n.Kids[1].Start
	}
	return n.Start
}

func (c *collector) binary(n *syntax.Node) {
	left, right := n.Kids[0], n.Kids[1]
	switch n.Text {
	case "&&", "||", "??":
		c.expression(left)
		c.at(first(n))
		c.expression(right)
		return
	}
	if left.Kind == syntax.PrivateName {
		c.expression(right)
		c.step(PrivateIn, "", Step{Node: n, Pos: n.Inner})
		return
	}
	c.expression(left)
	c.expression(right)
	c.at(first(n))
	c.step(Operate, n.Text, Step{Node: n, Pos: n.Inner})
}

func (c *collector) unary(n *syntax.Node) {
	operand := n.Kids[0]
	if n.Kind == syntax.Update {
		at := n.Inner
		if n.Has(syntax.PrefixFlag) {
			at = n.Start
		}
		c.modify(operand, at, func() {
			c.at(first(n))
			c.step(Operate, "n", Step{Node: n, Pos: at})
			c.step(Operate, n.Text, Step{Node: n, Pos: at})
		})
		return
	}
	switch n.Text {
	case "delete":
		if operand.Kind == syntax.Dot || operand.Kind == syntax.Index {
			c.property(operand, Delete)
			return
		}
		c.expression(operand)
	case "typeof", "!", "void":
		c.expression(operand)
	default:
		c.expression(operand)
		c.step(Operate, "u"+n.Text, Step{Node: n, Pos: n.Start})
	}
}

// modify walks a target that is read and, by the operator at pos, written; change is what happens in between.
func (c *collector) modify(target *syntax.Node, pos int, change func()) {
	if target.Kind != syntax.Dot && target.Kind != syntax.Index {
		c.at(target.Start)
		c.step(Load, "", Step{Node: target, Pos: target.Start})
		change()
		c.step(Store, "", Step{Node: target, Pos: pos})
		return
	}
	object := target.Kids[0]
	name, private := c.resolve(target)
	get, set := Get, Set
	if private {
		get, set, name = Private, SetPrivate, ""
	}
	c.step(get, name, Step{Node: target, Pos: position(object)})
	change()
	c.at(c.ownMark(target))
	c.step(set, name, Step{Node: target, Pos: pos})
}

// resolve walks the object and key of a property that is written to.
func (c *collector) resolve(target *syntax.Node) (name string, private bool) {
	if target.Kids[0].Kind != syntax.Super {
		c.expression(target.Kids[0])
	}
	name, private = c.key(target)
	if name == "" {
		c.expression(target.Kids[1])
	}
	return name, private
}

func (c *collector) assign(n *syntax.Node) {
	target, value := n.Kids[0], n.Kids[1]
	pos := c.find(target.OuterEnd, n.Text[0])
	switch n.Text {
	case "=":
		if !isPattern(target) {
			c.target(target, pos, func() { c.expression(value) })
			return
		}
		if target.Kind == syntax.ArrayPattern {
			c.subject = value
		}
		c.expression(value)
		saved := c.declares
		c.declares = false
		c.pattern(target, value, FromAssignment)
		c.declares = saved
	case "&&=", "||=", "??=":
		c.reference(target)
		c.expression(value)
		c.step(Store, "", Step{Node: target, Pos: pos})
	default:
		c.modify(target, pos, func() {
			c.expression(value)
			c.step(Operate, strings.TrimSuffix(n.Text, "="), Step{Node: n, Pos: position(target)})
		})
	}
}

// target walks an assignment, by the operator at pos, to a name or property; value walks what is assigned.
func (c *collector) target(target *syntax.Node, pos int, value func()) {
	if value == nil {
		value = func() {}
	}
	if target.Kind != syntax.Dot && target.Kind != syntax.Index {
		c.at(target.Start)
		value()
		c.step(Store, "", Step{Node: target, Pos: pos})
		return
	}
	name, private := c.resolve(target)
	value()
	c.at(c.ownMark(target))
	if private {
		c.step(SetPrivate, "", Step{Node: target, Pos: pos})
		return
	}
	c.step(Set, name, Step{Node: target, Pos: pos})
}

// reference walks a target that is resolved first and written later.
func (c *collector) reference(target *syntax.Node) {
	if target.Kind != syntax.Dot && target.Kind != syntax.Index {
		c.step(Load, "", Step{Node: target, Pos: target.Start})
		return
	}
	name, _ := c.resolve(target)
	pos := position(target.Kids[0])
	c.step(Ref, name, Step{Node: target, Pos: pos})
	c.step(Load, "", Step{Node: target, Pos: pos})
}

// call walks a call or new.
func (c *collector) call(n *syntax.Node) {
	kind, pos, subject := Call, n.Inner, n == c.subject
	if n.Kind == syntax.New {
		kind, pos = New, n.Start
		c.expression(n.Kids[0])
	} else {
		c.callee(n.Kids[0])
	}
	for _, a := range n.Kids[1:] {
		if a.Kind == syntax.Spread {
			c.expression(a.Kids[0])
			c.step(Spread, "", Step{Node: n, Value: a.Kids[0], Pos: pos})
			continue
		}
		c.expression(a)
	}
	c.at(c.ownMark(n))
	c.step(kind, "", Step{Node: n, Pos: pos, Subject: subject})
}

// callee walks what is called: a property keeps its object as the receiver.
func (c *collector) callee(n *syntax.Node) {
	switch n.Kind {
	case syntax.Dot, syntax.Index:
		c.property(n, GetCallee)
	case syntax.Super:
	default:
		c.expression(n)
	}
}

func (c *collector) literal(n *syntax.Node) {
	c.at(n.Start)
	for _, k := range n.Kids {
		switch {
		case k == nil:
		case k.Kind == syntax.Spread:
			if n.Kind == syntax.Array {
				c.subject = k.Kids[0]
			}
			c.expression(k.Kids[0])
			if n.Kind == syntax.Array {
				c.step(ArraySpread, "", Step{Node: k, Value: k.Kids[0], Pos: position(k.Kids[0])})
			}
		case k.Kind == syntax.Property:
			c.computedKey(k)
			c.member(k, k.Kids[1])
		default:
			c.expression(k)
		}
	}
}

// position is the place that V8 gives an expression.
func position(n *syntax.Node) int {
	switch n.Kind {
	case syntax.Dot, syntax.Index, syntax.Call, syntax.Binary, syntax.Update, syntax.TaggedTemplate:
		return n.Inner
	}
	return n.Start
}

// isConstant reports whether goja computes n when it compiles.
func isConstant(n *syntax.Node) bool {
	switch n.Kind {
	case syntax.Number, syntax.String, syntax.Literal:
		return true
	case syntax.Unary:
		return n.Text != "delete" && isConstant(n.Kids[0])
	case syntax.Binary:
		return n.Kids[0].Kind != syntax.PrivateName && isConstant(n.Kids[0]) && isConstant(n.Kids[1])
	}
	return false
}
