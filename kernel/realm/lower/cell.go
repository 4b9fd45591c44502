package lower

import (
	"errors"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/parser"
)

// Lower lowers the cell src; name is the file name shown in stacks. It changes nothing in s: Commit does. An error is
// always a *SyntaxError.
func (s *Session) Lower(name, src string) (*Cell, error) {
	program, err := parser.ParseFile(nil, name, src, 0, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, refused(err)
	}
	c := &Cell{Name: name, Body: src, Map: &Positions{}}
	if n := len(program.Body); n > 0 {
		_, c.HasResult = program.Body[n-1].(*ast.ExpressionStatement)
	}
	return c, nil
}

// Expression lowers src, one expression that may use await, as a cell whose result is its value.
func (s *Session) Expression(name, src string) (*Cell, error) {
	return s.Lower(name, src)
}

func refused(err error) *SyntaxError {
	var list parser.ErrorList
	if !errors.As(err, &list) || len(list) == 0 {
		return &SyntaxError{Message: err.Error(), Line: 1, Column: 1}
	}
	return &SyntaxError{Message: list[0].Message, Line: list[0].Position.Line, Column: list[0].Position.Column}
}
