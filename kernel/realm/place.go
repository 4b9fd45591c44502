package realm

import (
	"regexp"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"

	"loopbook/kernel/realm/culprit"
	"loopbook/kernel/realm/inside"
	"loopbook/kernel/realm/lower/syntax"
)

// place is a place in what a user wrote.
type place struct {
	file         string // as goja calls it
	url          string // as stacks call it
	line, column int
	origin       string // of code that eval made: where the eval is
}

// codePlace is a place in compiled code.
type codePlace struct {
	program *goja.Program
	pc      int
}

// maxPlaces bounds the memory for places.
const maxPlaces = 4096

// placeOf returns the place of a frame.
func (s *stackFormat) placeOf(f *inside.Frame) place {
	key := codePlace{f.Program, f.PC}
	if p, known := s.places[key]; known {
		return p
	}
	if len(s.places) >= maxPlaces {
		clear(s.places)
	}
	p := s.placeAt(f.Program, s.offset(f))
	s.places[key] = p
	return p
}

// offset returns the byte of the compiled text that V8 names for a frame.
func (s *stackFormat) offset(f *inside.Frame) int {
	if step := s.step(f); step.Node != nil {
		return step.Pos
	}
	mark := s.r.errors.machine.Mark(f.Program, f.PC)
	if script := s.script(f.Program); script != nil && mark.Start {
		return script.Entry(mark.Offset)
	}
	return mark.Offset
}

// placeAt returns the place of a byte of the text that program was compiled from.
func (s *stackFormat) placeAt(program *goja.Program, offset int) place {
	src := s.r.errors.machine.Source(program)
	p := place{file: src.Name(), url: src.Name()}
	if script := s.script(program); script != nil {
		p.line, p.column = script.Place(offset)
	} else {
		p.line, p.column = syntax.Place(src.Source(), offset)
	}
	known := s.sources[p.file]
	switch {
	case known != nil:
		p.line, p.column = known.original(p.line, p.column)
		if known.esm && strings.HasPrefix(p.file, "/") {
			p.url = fileURL(p.file)
		}
	case isEvalFile(p.file):
		p.origin = s.evalOrigin(src)
	}
	return p
}

// original maps a place of compiled code to one of the text its author wrote.
func (src *source) original(line, column int) (int, int) {
	if src.at != nil {
		line, column = src.at.Original(line, column)
	}
	if line == 1 {
		column = max(1, column-src.shift)
	}
	return line, column
}

// scripts keeps texts that were read, the last ones.
type scripts struct {
	read  map[*file.File]*culprit.Script // nil: not JavaScript that package syntax reads
	bytes int
}

// maxScriptBytes bounds the texts that are kept read: a tree takes about twenty times the memory of its text.
const maxScriptBytes = 4 << 20

// script returns the text that program was compiled from, read; nil if it cannot be.
func (s *stackFormat) script(program *goja.Program) *culprit.Script {
	src := s.r.errors.machine.Source(program)
	if script, known := s.scripts.read[src]; known {
		return script
	}
	if s.scripts.read == nil || s.scripts.bytes+len(src.Source()) > maxScriptBytes {
		s.scripts = scripts{read: map[*file.File]*culprit.Script{}}
	}
	script, err := culprit.Read(src.Source())
	if err != nil {
		script = nil
	}
	s.scripts.read[src] = script
	s.scripts.bytes += len(src.Source())
	return script
}

// step returns what the text does at the frame; the zero Step if that is unknown.
func (s *stackFormat) step(f *inside.Frame) culprit.Step {
	if f == nil || f.Program == nil {
		return culprit.Step{}
	}
	script := s.script(f.Program)
	if script == nil {
		return culprit.Step{}
	}
	return script.Find(s.r.errors.instruction(f.Program, f.PC))
}

// instruction describes an instruction to package culprit.
func (h *errorHook) instruction(program *goja.Program, pc int) culprit.Place {
	op, mark := h.machine.OpAt(program, pc), h.machine.Mark(program, pc)
	p := culprit.Place{Name: op.Name, Text: op.Text, Mark: mark.Offset, Start: mark.Start, Before: mark.Before}
	for i := mark.PC; i < pc; i++ {
		op := h.machine.OpAt(program, i)
		p.Since = append(p.Since, culprit.Instruction{Name: op.Name, Text: op.Text})
	}
	return p
}

// authored returns what the author of a program wrote for n, an expression of the text that was compiled of it, and the
// text it is in; n itself and the compiled text if that is unknown.
func (s *stackFormat) authored(program *goja.Program, n *syntax.Node) (*culprit.Script, *syntax.Node) {
	src := s.sources[s.r.errors.machine.Source(program).Name()]
	compiled := s.script(program)
	if src == nil || src.at == nil || compiled == nil {
		return compiled, n
	}
	if !src.read {
		src.read = true
		if script, err := culprit.Read(src.at.Source(src.text)); err == nil {
			src.script = script
		}
	}
	if src.script == nil {
		return compiled, n
	}
	line, column := src.at.Original(compiled.Place(compiled.Anchor(n)))
	if found := src.script.NodeAt(n.Kind, src.script.Offset(line, column)); found != nil {
		return src.script, found
	}
	return compiled, n
}

// nodeOf returns the function of a frame in the text, nil if that is unknown.
func (s *stackFormat) nodeOf(f *inside.Frame) *syntax.Node {
	if f == nil || f.Program == nil {
		return nil
	}
	script := s.script(f.Program)
	if script == nil {
		return nil
	}
	if fn := script.Function(s.r.errors.machine.Start(f.Program)); fn != nil {
		return fn.Node
	}
	return nil
}

// inferredName returns the name V8 gives an anonymous function for the place it is assigned to.
func (s *stackFormat) inferredName(f *inside.Frame) string {
	n := s.nodeOf(f)
	if n == nil || !n.IsFunction() {
		return ""
	}
	return s.script(f.Program).Inferred(n)
}

// fieldClass returns the name of the class that has the arrow function of a frame as a field; "Object" if none has.
func (s *stackFormat) fieldClass(f *inside.Frame) string {
	if class := s.script(f.Program).ClassOf(s.nodeOf(f)); class != "" {
		return class
	}
	return "Object"
}

// inStaticBlock tells whether a frame is of a static block of a class.
func (s *stackFormat) inStaticBlock(f *inside.Frame) bool {
	n := s.nodeOf(f)
	return n != nil && n.Kind == syntax.Block
}

// constructorPlace is where V8 says that a constructor is when it initialises fields: the one of the class that f, an
// initializer, belongs to.
func (s *stackFormat) constructorPlace(f *inside.Frame) place {
	script := s.script(f.Program)
	if script == nil {
		return s.placeOf(f)
	}
	return s.placeAt(f.Program, script.Constructor(s.r.errors.machine.Mark(f.Program, f.PC).Offset))
}

// evalName is how goja calls code that eval or a Function constructor made.
const evalName = "<eval>"

func isEvalFile(name string) bool { return name == evalName || name == "" || name == "<anonymous>" }

// maxOrigins bounds the memory for places of evals.
const maxOrigins = 1000

// noteOrigin notes that f made the code of src.
func (s *stackFormat) noteOrigin(src *file.File, f inside.Frame) {
	if len(s.origins) >= maxOrigins {
		clear(s.origins)
	}
	s.origins[src] = &f
}

// noteOrigins notes which frames are calls of eval: those behind the top level of what it runs.
func (s *stackFormat) noteOrigins(frames []inside.Frame) {
	m := s.r.errors.machine
	for i, f := range frames {
		if f.Program == nil || !isEvalFile(m.Source(f.Program).Name()) || m.FunctionName(f.Program) != "" || m.IsFunctionCode(f.Program) {
			continue
		}
		for _, outer := range frames[i+1:] {
			if outer.Program != nil {
				s.noteOrigin(m.Source(f.Program), outer)
				break
			}
		}
	}
}

// evalOrigin says where the eval stands that made the code of src.
func (s *stackFormat) evalOrigin(src *file.File) string {
	origin := s.origins[src]
	if origin == nil {
		return "eval at <anonymous>"
	}
	c := &callSite{s: s, f: origin}
	name := c.functionName()
	if name == "" {
		name = "<anonymous>"
	}
	return "eval at " + name + " (" + c.location() + ")"
}

// cellPlace finds the places in cells that a stack names: "Cell In[3]:2:5".
var cellPlace = regexp.MustCompile(`(Cell In\[\d+\]):(\d+):(\d+)`)

// firstPlace returns the innermost place of a stack that lies in a known cell.
func (s *stackFormat) firstPlace(stack string) (file string, line, column int, ok bool) {
	for _, m := range cellPlace.FindAllStringSubmatch(stack, -1) {
		if s.sources[m[1]] == nil {
			continue
		}
		return m[1], atoi(m[2]), atoi(m[3]), true
	}
	return "", 0, 0, false
}

// place maps a place that goja names to one of the text its author wrote.
func (s *stackFormat) place(file string, line, column int) (int, int) {
	if src := s.sources[file]; src != nil {
		return src.original(line, column)
	}
	return line, column
}
