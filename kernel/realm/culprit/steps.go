package culprit

import (
	"slices"

	"loopbook/kernel/realm/lower/syntax"
)

// HOW a step is told from the others
//
// goja's compiler marks an instruction with a place in the text for most expressions, but not for all: the read of b in
// a.b.c() has the mark of a. What comes between is told by its kind and name. So this file walks the tree in the order in
// which compiler_expr.go and compiler_stmt.go of goja emit instructions, keeps the last mark as they do, and notes each
// step that can fail under (kind, name, last mark). What it gets wrong costs a message its name, never its truth: Find
// then knows nothing, or the tests that compare with Node fail.

// Function is a function of a text, or its top level.
type Function struct {
	Node       *syntax.Node // the Program, a function, or the class whose fields these are
	index      int
	start, end int // goja counts the name of a method to it
}

// collect fills steps and functions.
func (s *Script) collect() {
	c := &collector{s: s}
	c.function(s.tree.Root, -1, func() { c.statements(s.tree.Root.Kids) })
	for len(c.later) > 0 {
		next := c.later
		c.later = nil
		for _, run := range next {
			run()
		}
	}
	slices.SortStableFunc(s.functions, func(a, b *Function) int { return a.start - b.start })
}

// collector is the walk over the functions of a text.
type collector struct {
	s          *Script
	last, prev int // marks
	later      []func()
	pos        int  // of the last step that V8 has a place for
	declares   bool // the pattern that is walked is one of a declaration
	// inParameters tells that the parameters of a function are walked, hidden that a computed key is, subject is what will
	// be iterated.
	inParameters, hidden bool
	subject              *syntax.Node
	outer                *Step // the object pattern that is walked
}

// function walks one function, which begins at start. Functions inside of it are walked later.
func (c *collector) function(n *syntax.Node, start int, body func()) {
	f := &Function{Node: n, index: len(c.s.functions), start: start, end: n.End}
	c.s.functions = append(c.s.functions, f)
	c.last, c.prev, c.pos = startMark(f.index), 0, startPosition(n)
	body()
}

// at notes that the compiler marks offset.
func (c *collector) at(offset int) {
	if offset != c.last {
		c.last, c.prev = offset, c.last
	}
}

// step notes a step at the last mark.
func (c *collector) step(k Kind, name string, s Step) {
	m := mark{k, name, c.last}
	if s.Kind == None {
		s.Kind = k
	}
	s.before, s.Hidden = c.prev, c.hidden
	c.s.steps[m] = append(c.s.steps[m], s)
	c.pos = s.Pos
}

// startPosition is the place V8 gives a function before anything in it has one.
func startPosition(n *syntax.Node) int {
	if n.IsFunction() && n.Kind != syntax.Arrow {
		return n.Inner
	}
	return n.Start
}

func (c *collector) statements(list []*syntax.Node) {
	for _, n := range list {
		c.statement(n)
	}
}

// statement walks one statement; n may be nil.
func (c *collector) statement(n *syntax.Node) {
	if n == nil {
		return
	}
	switch n.Kind {
	case syntax.Variables:
		for _, d := range n.Kids {
			c.declarator(d)
		}
	case syntax.Return, syntax.If, syntax.While, syntax.DoWhile, syntax.For, syntax.Block, syntax.Labelled, syntax.Expression, syntax.Switch:
		c.plain(n)
	case syntax.Throw:
		c.expression(n.Kids[0])
		c.at(n.Start)
		c.step(Throw, "", Step{Node: n, Pos: n.Start})
	case syntax.ForIn, syntax.ForOf:
		c.forEach(n)
	case syntax.Try:
		c.try(n)
	case syntax.With:
		c.expression(n.Kids[0])
		c.step(With, "", Step{Node: n, Pos: n.Kids[0].Start})
		c.statement(n.Kids[1])
	case syntax.FunctionDeclaration:
		c.expression(n)
	case syntax.ClassDeclaration:
		c.class(n)
		c.at(n.Start)
	}
}

// plain walks the statements whose parts are emitted in a simple order.
func (c *collector) plain(n *syntax.Node) {
	switch n.Kind {
	case syntax.Switch:
		c.expression(n.Kids[0])
		for _, k := range n.Kids[1:] {
			c.expression(k.Kids[0])
		}
		for _, k := range n.Kids[1:] {
			c.statements(k.Kids[1:])
		}
		return
	case syntax.For:
		for _, i := range []int{0, 1, 3, 2} {
			c.either(n.Kids[i])
		}
		return
	}
	for _, k := range n.Kids {
		c.either(k)
	}
}

// either walks an expression or a statement, or nothing.
func (c *collector) either(n *syntax.Node) {
	switch {
	case n == nil:
	case n.Kind >= syntax.Identifier || n.Kind == syntax.FunctionExpression || n.Kind == syntax.Arrow || n.Kind == syntax.ClassExpression:
		c.expression(n)
	default:
		c.statement(n)
	}
}

func (c *collector) declarator(n *syntax.Node) {
	target, value := n.Kids[0], n.Kids[1]
	if value == nil {
		return
	}
	if target.Kind == syntax.ArrayPattern {
		c.subject = value
	}
	c.expression(value)
	if isPattern(target) {
		c.declaration(target, value, FromValue)
		return
	}
	c.at(target.Start)
	c.step(Store, "", Step{Node: n, Pos: target.Start})
}

func (c *collector) forEach(n *syntax.Node) {
	left, source := n.Kids[0], n.Kids[1]
	if n.Kind == syntax.ForOf {
		c.subject = source
	}
	c.expression(source)
	if n.Kind == syntax.ForOf {
		c.step(Iterate, "", Step{Node: n, Value: source, Pos: position(source)})
	}
	target := left
	if left.Kind == syntax.Variables {
		target = left.Kids[0].Kids[0]
	}
	c.step(Next, "", Step{Node: n, Pos: target.Start})
	switch {
	case isPattern(target) && left.Kind == syntax.Variables:
		c.declaration(target, nil, FromLoop)
	case isPattern(target):
		c.pattern(target, nil, FromLoop)
	case left.Kind != syntax.Variables:
		c.target(target, target.Start, nil)
	case left.Text == "var":
		c.at(target.Start)
	}
	c.statement(n.Kids[2])
}

func (c *collector) try(n *syntax.Node) {
	c.statement(n.Kids[0])
	if p := n.Kids[1]; p != nil && isPattern(p) {
		c.declaration(p, nil, FromCatch)
	}
	c.statement(n.Kids[2])
	c.statement(n.Kids[3])
}

func isPattern(n *syntax.Node) bool {
	return n.Kind == syntax.ArrayPattern || n.Kind == syntax.ObjectPattern
}
