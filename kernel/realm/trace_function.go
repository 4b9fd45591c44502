package realm

import (
	"strings"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/culprit"
	"loopbook/kernel/realm/inside"
	"loopbook/kernel/realm/lower/syntax"
	"loopbook/scheduler"
)

// function is what a trace says of a function of the program.
type function struct {
	scheduler.Place
	label string
	asked scheduler.Origin // of a function literal that is an argument: the call, without its step
	top   bool             // … at the top level
}

// functionOf describes a function of the program; nil for any other object.
func (c *recording) functionOf(o *goja.Object) *function {
	p := c.r.errors.machine.ProgramOf(o)
	if p == nil || !c.isProgram(p) {
		return nil
	}
	return c.codeOf(p)
}

// codeOf describes the function that p is the code of.
func (c *recording) codeOf(p *goja.Program) *function {
	if f := c.places.functions[p]; f != nil {
		return f
	}
	if len(c.places.functions) >= maxPlaces {
		clear(c.places.functions)
	}
	f := &function{}
	c.places.functions[p] = f
	s := c.r.stacks
	f.Place = c.placeOf(s.placeAt(p, c.r.errors.machine.Start(p)))
	n := s.nodeOf(&inside.Frame{Program: p})
	if n == nil || c.isWrapper(p, n) {
		f.label, f.Line, f.Column = "(module)", 1, 1
		return f
	}
	script, n := c.authored(p, n)
	f.label = oneLine(script.Source(n))
	if src := s.sources[s.r.errors.machine.Source(p).Name()]; src != nil && src.at != nil && src.script == nil {
		if text := typed(src.text, f.Line, f.Column); text != "" {
			f.label = oneLine(text)
		}
	}
	call := script.Parent(n)
	if call == nil || call.Kind != syntax.Call || call.Kids[0] == n {
		return f
	}
	f.asked.What = calleeText(script.Source(call.Kids[0]))
	if len(call.Kids) > 1 && call.Kids[1].Kind == syntax.String {
		f.asked.What += "('" + call.Kids[1].Text + "')"
	}
	f.asked.Place = c.placeIn(p, script, script.Position(call))
	f.top = c.isTop(p, script, call)
	return f
}

// isWrapper tells whether n is the function that a module becomes.
func (c *recording) isWrapper(p *goja.Program, n *syntax.Node) bool {
	src := c.r.stacks.sources[c.r.errors.machine.Source(p).Name()]
	script := c.r.stacks.script(p)
	switch {
	case src == nil || script == nil || !n.IsFunction():
		return false
	case src.esm:
		return c.isTop(p, script, n) && strings.Contains(script.Text[n.Start:n.Body().Start], "__loopbook_module")
	}
	return n.Start < src.shift
}

// isTop tells whether n stands in no function but the wrapper of a module.
func (c *recording) isTop(p *goja.Program, script *culprit.Script, n *syntax.Node) bool {
	shift := 0
	if src := c.r.stacks.sources[c.r.errors.machine.Source(p).Name()]; src != nil && script == c.r.stacks.script(p) {
		shift = src.shift
	}
	for a := script.Parent(n); a != nil; a = script.Parent(a) {
		if a.IsFunction() && a.Start >= shift {
			return false
		}
	}
	return true
}

// describe fills w for a callback that the running code asks for.
func (c *recording) describe(w *scheduler.Work, _ scheduler.Runner) (byProgram bool) {
	s, k := c.calling()
	if s == nil {
		return false
	}
	w.Registered = scheduler.Origin{Place: s.Place, What: s.what}
	if p := c.executing; p != nil && p.work == nil {
		p.work = w
	}
	if w.Queue == scheduler.QueuePoll {
		_, _, args := c.r.errors.machine.Native()
		if c.callback(w, args); w.Label == "" || !c.written(w) {
			c.callback(w, k.Args)
		}
		if w.Known = false; !c.written(w) {
			w.Place, w.Label = scheduler.Place{}, ""
		}
		if w.Label == "" && s.literal != nil {
			w.Place, w.Label = s.literal.Place, s.literal.label
		}
		return true
	}
	if c.direct() { // else a module of the host asks, for a function of its own
		c.callback(w, k.Args)
	}
	if w.Queue == scheduler.QueueTimer {
		w.Delay = &scheduler.Delay{}
		switch n := len(k.Args); {
		case n == 0 || w.Label == "": // not setTimeout itself was called
		case n == 1:
			w.Delay.Asked = "undefined"
		default:
			w.Delay.Asked = c.text(k.Args[1])
		}
	}
	return true
}

// callback fills what the first function among the arguments says of the callback.
func (c *recording) callback(w *scheduler.Work, args []goja.Value) {
	for _, v := range args {
		o, ok := v.(*goja.Object)
		if !ok {
			continue
		}
		if f := c.functionOf(o); f != nil {
			w.Known, w.Place, w.Label = true, f.Place, f.label
			return
		}
		if c.r.errors.machine.IsNative(o) {
			w.Known, w.Place, w.Label = true, w.Registered.Place, c.builtIn(o)
			return
		}
	}
}

// builtIn names a function that the program did not write.
func (c *recording) builtIn(o *goja.Object) string {
	name := c.r.stacks.functionName(o)
	if name == "" {
		name = "resolve"
	}
	return name + builtInMark
}

// builtInMark ends the label of a function that the program did not write.
const builtInMark = " (built in)"

// unknown fills what the running code says of the step it belongs to.
func (c *recording) unknown(e *scheduler.Event) {
	_, p := c.r.errors.machine.Outermost(c.isProgram)
	if p == nil {
		return
	}
	f := c.codeOf(p)
	e.Place, e.Label = f.Place, f.label
	if f.asked.What == "" {
		return
	}
	asked := f.asked
	if asked.Step = e.Registered.Step; f.top && f.Cell == "" && f.File == "" {
		asked.Step = 1
	}
	e.Registered = asked
}

// typed returns the function that begins at a place of a text that is no JavaScript (TypeScript), "" if it cannot be told:
// all up to what ends an argument or a statement.
func typed(text string, line, column int) string {
	lines := strings.SplitAfter(text, "\n")
	if line < 1 || line > len(lines) {
		return ""
	}
	start := strings.Join(lines[line-1:], "")
	for i := range start {
		if column--; column == 0 {
			start = start[i:]
			break
		}
	}
	depth, arrow := 0, false
	for i, b := range []byte(start) {
		switch b {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
			if depth < 0 {
				return start[:i]
			}
			if b == '}' && depth == 0 && !arrow {
				return start[:i+1]
			}
		case '>':
			arrow = arrow || depth == 0 && i > 0 && start[i-1] == '='
		case ',', ';':
			if depth == 0 {
				return start[:i]
			}
		}
	}
	return start
}

// written tells whether the callback of w is a function that the program wrote.
func (c *recording) written(w *scheduler.Work) bool { return !strings.HasSuffix(w.Label, builtInMark) }
