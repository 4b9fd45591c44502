package lower

import (
	"errors"
	"fmt"
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"

	"loopbook/kernel/realm/lower/syntax"
)

// SyntaxError is source that is not JavaScript, in V8's words. It is the user's error, not ours.
type SyntaxError struct {
	Message      string // without "SyntaxError: "
	Line, Column int    // 1-based, column in UTF-16 units
	Length       int    // how many units of that line it is about; 0 at the end of the source
	SourceLine   string // the text of that line
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("SyntaxError: %s (%d:%d)", e.Message, e.Line, e.Column)
}

// in adds the source line to e.
func (e *SyntaxError) in(src string) *SyntaxError {
	e.SourceLine = lineText(src, e.Line)
	return e
}

func syntaxError(text string, err *syntax.Error) *SyntaxError {
	line, column := syntax.Place(text, err.Start)
	e := &SyntaxError{Message: err.Message, Line: line, Column: column}
	if start, end := min(err.Start, len(text)), min(err.End, len(text)); start < end {
		marked, _, _ := strings.Cut(text[start:end], "\n")
		e.Length = syntax.UTF16Len(marked)
	}
	return e
}

// check parses what was generated, as goja will: what goja lacks is reported here, at its place, not when the cell runs.
func (c *Cell) check() *SyntaxError {
	for _, part := range []struct {
		text string
		tree **ast.Program
	}{{c.Prelude, &c.PreludeTree}, {c.Body, &c.BodyTree}} {
		tree, err := parser.ParseFile(nil, c.Name, part.text, 0, parser.WithDisableSourceMaps)
		if err != nil {
			return c.refused(err)
		}
		*part.tree = tree
	}
	for _, n := range c.PreludeTree.Body {
		unname(n)
	}
	return nil
}

// unname takes the name from the function in `InitName.f = {f: function f() {}}.f`. It keeps it as a property, from its
// key, and in its text; but f in its body is the global again, as it is in a declaration.
func unname(n ast.Statement) {
	x, ok := n.(*ast.ExpressionStatement)
	if !ok {
		return
	}
	assign, ok := x.Expression.(*ast.AssignExpression)
	if !ok {
		return
	}
	object := assign.Right.(*ast.DotExpression).Left.(*ast.ObjectLiteral)
	object.Value[0].(*ast.PropertyKeyed).Value.(*ast.FunctionLiteral).Name = nil
}

// refused is JavaScript that goja does not read.
func (c *Cell) refused(err error) *SyntaxError {
	e := &SyntaxError{Message: err.Error(), Line: 1, Column: 1}
	var list parser.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		e.Message = list[0].Message
		e.Line, e.Column = c.Map.Original(list[0].Position.Line, list[0].Position.Column)
	}
	e.Message = "Loopbook does not support this syntax (" + e.Message + ")"
	return e
}
