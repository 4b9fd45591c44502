package realm

import (
	"strings"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/culprit"
	"loopbook/kernel/realm/inside"
	"loopbook/kernel/realm/lower/syntax"
)

// awaitAt returns what stands at an await.
func (c *recording) awaitAt(p *goja.Program, pc int) *site {
	s := c.siteAt(p, pc)
	if s.label != "" {
		return s
	}
	s.label = "after await"
	script, n := c.suspension(p, pc)
	if n == nil {
		src := c.r.stacks.sources[c.r.errors.machine.Source(p).Name()]
		s.yield = src != nil && src.at != nil // the author wrote no await: package lower did
		return s
	}
	if script != c.r.stacks.script(p) {
		s.Place = c.placeIn(p, script, n.Start)
	}
	switch n.Kind {
	case syntax.Await:
		s.label = "after " + oneLine(script.Source(n))
		s.operand = c.operandOf(p, script, n.Kids[0])
	case syntax.ForOf:
		head := strings.TrimSpace(script.Text[n.Start:n.Body().OuterStart])
		s.label, s.operand = oneLine(head), c.operandOf(p, script, n.Kids[1])
		if s.operand != nil {
			s.operand.kind = "async function"
		}
	case syntax.Yield:
		if s.yield = !c.isLowered(p, script, n); !s.yield {
			s.label = "after await " + oneLine(script.Source(n.Kids[0]))
			s.operand = c.operandOf(p, script, n.Kids[0])
		}
	}
	return s
}

// isLowered tells whether n, a yield, was an await that package lower has written so; only code whose author's text cannot
// be read is asked about. Other yields, which await what they yield, are arguments of the library's yield.
func (c *recording) isLowered(p *goja.Program, script *culprit.Script, n *syntax.Node) bool {
	src := c.r.stacks.sources[c.r.errors.machine.Source(p).Name()]
	if script != c.r.stacks.script(p) || src == nil || src.at == nil || len(n.Kids) == 0 || n.Kids[0] == nil {
		return false
	}
	call := script.Parent(n)
	return call == nil || call.Kind != syntax.Call || !strings.HasSuffix(script.Source(call.Kids[0]), ".yield")
}

// suspension returns the await, for await or yield at a place of compiled code, as the author wrote it.
func (c *recording) suspension(p *goja.Program, pc int) (*culprit.Script, *syntax.Node) {
	s := c.r.stacks
	n := s.step(&inside.Frame{Program: p, PC: pc}).Node
	compiled := s.script(p)
	if n == nil || compiled == nil {
		return nil, nil
	}
	script, found := c.authored(p, n)
	src := s.sources[c.r.errors.machine.Source(p).Name()]
	if script != compiled || src == nil || src.script == nil {
		return script, found
	}
	line, column := src.at.Original(compiled.Place(n.Start))
	return src.script, src.script.Suspension(src.script.Offset(line, column))
}

// operandOf describes an operand of await, or what a method is called of, if it is a call.
func (c *recording) operandOf(p *goja.Program, script *culprit.Script, n *syntax.Node) *site {
	if n.Kind != syntax.Call {
		return nil
	}
	o := &site{Place: c.placeIn(p, script, script.Position(n)), text: oneLine(script.Source(n)), what: calleeText(script.Source(n.Kids[0])), kind: "host"}
	if script.IsAsync(n.Kids[0]) {
		o.kind = "async function"
	}
	return o
}
