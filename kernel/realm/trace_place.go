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
