package lower

import (
	"errors"
	"regexp"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"

	"loopbook/kernel/realm/lower/syntax"
)

// Script is a program that is no cell: a CommonJS module with the function around it, or a script with none.
type Script struct {
	Tree *ast.Program
	// Map finds places in the source; nil if the text is as it was but for Shift columns before its first line.
	Map   *Positions
	Shift int
}

// Script lowers src between open and end, which stand on the first line and on a line of their own. What goja reads goes
// through untouched: nearly every package does. function says that src is the body of a function, which may return. The
// error is always a *SyntaxError.
func (s *Session) Script(name, src, open, end string, function, typescript bool) (*Script, error) {
	src = hashbang(strings.ToValidUTF8(src, "\uFFFD"))
	in, bad := readAs(name, src, syntax.Options{Function: function, Cell: true}, typescript)
	if bad != nil {
		return nil, bad.in(src)
	}
	if !typescript && in.Uses&beyond == 0 && !suspect.MatchString(src) {
		tree, err := parser.ParseFile(nil, name, open+src+end, 0, parser.WithDisableSourceMaps)
		if err == nil {
			return &Script{Tree: tree, Shift: len(open)}, nil
		}
	}
	if bad := outsideModule(in); bad != nil {
		return nil, bad.in(src)
	}
	l := newLowering(in)
	l.script = true
	l.edits.insert(0, open)
	l.program()
	gen, pieces := l.edits.apply(in.Source)
	at := newPositions(gen, in.Source, pieces, in.before)
	tree, err := parser.ParseFile(nil, name, gen+end, 0, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, refusedBy(at, err).in(src)
	}
	return &Script{Tree: tree, Map: at}, nil
}

// suspect finds what goja's parser takes and goja does not do, or does not do right: async generators, try
// statements with both catch and finally (see lowering.try), and eval, whose text is to be lowered.
var suspect = regexp.MustCompile(`\basync\s*(?:function\s*)?\*|\bfinally\s*\{|\beval\b`)

// beyond is what goja takes, too, and means something else by, or does not take at all.
const beyond = syntax.ForeignRegexp | syntax.BlockFunction

// outsideModule refuses what only a module may hold.
func outsideModule(in input) *SyntaxError {
	var bad *SyntaxError
	syntax.Walk(in.Root, func(n *syntax.Node) bool {
		message := ""
		switch n.Kind {
		case syntax.Import:
			message = "Cannot use import statement outside a module"
		case syntax.ImportMeta:
			message = "Cannot use 'import.meta' outside a module"
		}
		if message != "" && bad == nil {
			line, column := syntax.Place(in.Source, n.Start)
			bad = &SyntaxError{Message: message, Line: line, Column: column}
		}
		return bad == nil
	})
	return bad
}

// HasModuleSyntax says whether Node, not told otherwise, would take src for an ES module: it is none for CommonJS, and
// one as a module (nodejs.org/api/packages.html#syntax-detection).
func (s *Session) HasModuleSyntax(src string, typescript bool) bool {
	if typescript {
		out, _, bad := transformText("", src, true)
		if bad != nil {
			return false
		}
		src = out
	}
	src = hashbang(strings.ToValidUTF8(src, "\uFFFD"))
	if !strings.Contains(src, "import") && !strings.Contains(src, "export") && !strings.Contains(src, "await") {
		return false
	}
	if t, err := syntax.Parse(src, syntax.Options{Function: true}); err == nil && t.Uses&(syntax.ImportStatement|syntax.Meta) == 0 {
		return false
	}
	_, err := syntax.Parse(src, syntax.Options{Module: true})
	return err == nil
}

// refusedBy is what goja says of generated code.
func refusedBy(at *Positions, err error) *SyntaxError {
	e := &SyntaxError{Message: err.Error(), Line: 1, Column: 1}
	var list parser.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		e.Message = list[0].Message
		e.Line, e.Column = at.Original(list[0].Position.Line, list[0].Position.Column)
	}
	e.Message = "Loopbook does not support this syntax (" + e.Message + ")"
	return e
}
