package realm

import (
	"path/filepath"
	"strings"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/culprit"
	"loopbook/kernel/realm/inside"
	"loopbook/kernel/realm/lower"
	"loopbook/kernel/realm/lower/syntax"
	"loopbook/scheduler"
)

// site is a place of the program at which something is called or awaited.
type site struct {
	scheduler.Place
	what    string    // the callee as written: "process.nextTick", "fs.readFile"; "" if that is unknown
	text    string    // the expression on one line
	name    string    // the variable that it is the initialiser of
	literal *function // the function that is written as an argument
	// of an await
	label   string // "after await null"
	yield   bool   // it is none, but a yield
	operand *site  // what is awaited, or what a method is called of, if that is a call
	kind    string // of an operand: what made the promise
}

// function is what a trace says of a function of the program.
type function struct {
	scheduler.Place
	label string
	asked scheduler.Origin // of a function literal that is an argument: the call, without its step
	top   bool             // … at the top level
}

// places remembers what was found out about code: everything that runs twice is looked at once.
type places struct {
	internal  map[*goja.Program]bool
	sites     map[codePlace]*site
	functions map[*goja.Program]*function
}

func newPlaces() places {
	return places{map[*goja.Program]bool{}, map[codePlace]*site{}, map[*goja.Program]*function{}}
}

// isProgram tells whether p was written by the user: not ours, and not a package's.
func (c *recording) isProgram(p *goja.Program) bool {
	internal, known := c.places.internal[p]
	if !known {
		internal = strings.HasPrefix(c.r.errors.machine.Source(p).Name(), internalPrefix)
		c.places.internal[p] = internal
	}
	return !internal
}

// calling returns the innermost call that the program makes; nil if none of its code runs.
func (c *recording) calling() (*site, inside.Calling) {
	k := c.r.errors.machine.Calling(c.isProgram)
	if k.Program == nil {
		return nil, k
	}
	return c.siteAt(k.Program, k.PC), k
}

// caller returns the call that the program was suspended in: calling, but for the code that is running.
func (c *recording) caller() (*site, *goja.Program) {
	running, _ := c.r.errors.machine.Running()
	first := true
	k := c.r.errors.machine.Calling(func(p *goja.Program) bool {
		if first && p == running {
			first = false
			return false
		}
		return c.isProgram(p)
	})
	if k.Program == nil {
		return nil, nil
	}
	return c.siteAt(k.Program, k.PC), k.Program
}

// isBody tells whether a call made by p is that of the async function which a cell with top-level await becomes.
func (c *recording) isBody(p *goja.Program) bool {
	return c.wrapped && p != nil && !c.r.errors.machine.IsFunctionCode(p)
}

// siteAt returns what stands at a place of compiled code.
func (c *recording) siteAt(p *goja.Program, pc int) *site {
	key := codePlace{p, pc}
	if s := c.places.sites[key]; s != nil {
		return s
	}
	if len(c.places.sites) >= maxPlaces {
		clear(c.places.sites)
	}
	f := inside.Frame{Program: p, PC: pc}
	s := &site{Place: c.placeOf(c.r.stacks.placeOf(&f))}
	c.places.sites[key] = s
	n := c.r.stacks.step(&f).Node
	if n == nil {
		return s
	}
	script, n := c.authored(p, n)
	if script == nil || n == nil {
		return s
	}
	s.text = oneLine(script.Source(n))
	if method := promiseMethod(n); method != nil {
		s.text = oneLine("." + script.Text[method.Start:n.End])
	}
	if n.Kind == syntax.Call || n.Kind == syntax.New {
		callee := n.Kids[0]
		s.what = calleeText(script.Source(callee))
		for _, a := range n.Kids[1:] {
			if a.IsFunction() {
				s.literal = &function{Place: c.placeIn(p, script, a.Start), label: oneLine(script.Source(a))}
			}
		}
		if callee.Kind == syntax.Dot {
			s.operand = c.operandOf(p, script, callee.Kids[0])
		}
	}
	if d := script.Parent(n); d != nil && d.Kind == syntax.Declarator && d.Kids[0].Kind == syntax.Identifier {
		s.name = d.Kids[0].Text
	}
	return s
}

// promiseMethod returns the name of the method of promises that n calls, nil if it calls another.
func promiseMethod(n *syntax.Node) *syntax.Node {
	if n.Kind != syntax.Call || n.Kids[0].Kind != syntax.Dot {
		return nil
	}
	switch name := n.Kids[0].Kids[1]; name.Text {
	case "then", "catch", "finally":
		return name
	}
	return nil
}

// maxCallee bounds the name of what is called.
const maxCallee = 40

// calleeText is a callee if it reads as a name.
func calleeText(text string) string {
	if len(text) > maxCallee || strings.ContainsAny(text, "\n(){} ") {
		return ""
	}
	return text
}

// oneLine puts text on one line.
func oneLine(text string) string {
	if len(text) > 4*scheduler.MaxLabel {
		text = text[:4*scheduler.MaxLabel]
	}
	return scheduler.Clip(strings.Join(strings.Fields(text), " "), scheduler.MaxLabel)
}

// placeOf turns a place into one of a trace.
func (c *recording) placeOf(p place) scheduler.Place {
	s := scheduler.Place{Line: p.line, Column: p.column}
	cell, isCell := strings.CutPrefix(p.file, "Cell In")
	switch {
	case isCell && cell == c.options.Cell:
	case isCell:
		s.Cell = cell
	case c.r.program != nil && (p.file == c.r.modules.main || c.r.modules.main == ""):
	default:
		s.File = c.relative(p.file)
	}
	return s
}

func (c *recording) relative(file string) string {
	if name, err := filepath.Rel(c.r.cfg.Dir, file); err == nil && filepath.IsAbs(file) && !strings.HasPrefix(name, "..") {
		return filepath.ToSlash(name)
	}
	return file
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
	if n == nil {
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

// placeIn is a place in the text of p as authored returns it.
func (c *recording) placeIn(p *goja.Program, script *culprit.Script, offset int) scheduler.Place {
	s := c.r.stacks
	if script == s.script(p) {
		return c.placeOf(s.placeAt(p, offset))
	}
	at := c.placeOf(s.placeAt(p, c.r.errors.machine.Start(p)))
	at.Line, at.Column = script.Place(offset)
	return at
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
	c.callback(w, k.Args)
	if w.Queue == scheduler.QueueTimer {
		w.Delay = &scheduler.Delay{}
		switch n := len(k.Args); {
		case n == 0 || !isFunction(k.Args[0]): // not setTimeout itself was called
		case n == 1:
			w.Delay.Asked = "undefined"
		default:
			w.Delay.Asked = c.text(k.Args[1])
		}
	}
	return true
}

func isFunction(v goja.Value) bool {
	_, ok := goja.AssertFunction(v)
	return ok
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

// awaitAt returns what stands at an await.
func (c *recording) awaitAt(p *goja.Program, pc int) *site {
	s := c.siteAt(p, pc)
	if s.label != "" {
		return s
	}
	s.label = "after await"
	script, n := c.suspension(p, pc)
	if n == nil {
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

// authored is stackFormat.authored, for cells that begin with magics too.
func (c *recording) authored(p *goja.Program, n *syntax.Node) (*culprit.Script, *syntax.Node) {
	src := c.r.stacks.sources[c.r.errors.machine.Source(p).Name()]
	if src != nil && src.at != nil && !src.read {
		src.read = true
		if script, err := culprit.Read(lower.Text(src.text)); err == nil {
			src.script = script
		}
	}
	return c.r.stacks.authored(p, n)
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
