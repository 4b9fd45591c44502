package realm

import (
	"errors"
	"fmt"
	"strings"

	"github.com/dop251/goja"

	"loopbook/display/inspect"
	"loopbook/kernel/realm/lower"
)

// Exception is an uncaught error of a program: a value for the user, not a Go error.
type Exception struct {
	// Name is the constructor's name ("TypeError"), "Uncaught" for a thrown value that is no error.
	Name string
	// Value is the message, or the thrown value as text.
	Value string
	// Traceback is what to print, a line for each element: the place in the cell, its source line, then the error as
	// Node prints it, stack, cause and all.
	Traceback []string
}

// exception describes err for the user.
func (r *Realm) exception(err error) *Exception {
	var overflow *goja.StackOverflowError
	var syntax *lower.SyntaxError
	switch {
	case errors.As(err, &overflow):
		return r.describe(r.newError("RangeError", "Maximum call stack size exceeded"))
	case errors.As(err, &syntax):
		return syntaxException("", syntax)
	}
	if v, _, ok := r.thrownValue(err); ok {
		return r.describe(v)
	}
	return &Exception{Name: "Error", Value: err.Error(), Traceback: []string{"Error: " + err.Error()}}
}

// describe makes the exception of a thrown value.
func (r *Realm) describe(v goja.Value) *Exception {
	text := r.inspectSafely(v)
	o, ok := v.(*goja.Object)
	if !ok || o.ClassName() != "Error" {
		return &Exception{Name: "Uncaught", Value: text, Traceback: strings.Split("Uncaught "+text, "\n")}
	}
	e := &Exception{}
	if ex := r.rt.Try(func() {
		e.Name, e.Value = errorName(o), propertyText(o, "message")
		e.Traceback = append(r.place(propertyText(o, "stack")), strings.Split(text, "\n")...)
	}); ex != nil {
		return &Exception{Name: "Error", Value: text, Traceback: strings.Split(text, "\n")}
	}
	return e
}

// errorName is the name of an error, the constructor's where the error has none of its own.
func errorName(o *goja.Object) string {
	name := propertyText(o, "name")
	c, ok := o.Get("constructor").(*goja.Object)
	if (name == "" || name == "Error") && ok {
		if n := propertyText(c, "name"); n != "" {
			return n
		}
	}
	if name == "" {
		return "Error"
	}
	return name
}

func propertyText(o *goja.Object, key string) string { return text(o.Get(key), "") }

// place returns the lines that point into the cell: the form `Cell In[3], line 2` is what VS Code makes a link of.
func (r *Realm) place(stack string) []string {
	file, line, column, ok := r.stacks.firstPlace(stack)
	if !ok {
		return nil
	}
	return pointer(file, line, column, r.stacks.line(file, line))
}

// pointer shows one place of a source.
func pointer(file string, line, column int, source string) []string {
	lines := []string{fmt.Sprintf("%s, line %d", file, line)}
	if source == "" {
		return lines
	}
	prefix := fmt.Sprintf("----> %d ", line)
	lines = append(lines, prefix+source)
	if column < 1 || column > len(source)+1 {
		return lines
	}
	return append(lines, strings.Repeat(" ", len(prefix))+blank(source[:column-1])+"^")
}

// blank replaces everything but tabs by spaces, so that a caret under the text stands right.
func blank(s string) string {
	return strings.Map(func(c rune) rune {
		if c == '\t' {
			return c
		}
		return ' '
	}, s)
}

// inspectSafely formats v as an uncaught error is printed; what throws while being inspected is named by its type.
func (r *Realm) inspectSafely(v goja.Value) string {
	s, err := r.inspector.Inspect(v, inspect.Default())
	if err != nil {
		return "[a value whose inspection throws]"
	}
	return s
}

// syntaxException describes source that is not JavaScript; name is the cell's, "" if unknown.
func syntaxException(name string, e *lower.SyntaxError) *Exception {
	var lines []string
	if name != "" {
		lines = pointer(name, e.Line, e.Column, e.SourceLine)
	}
	return &Exception{Name: "SyntaxError", Value: e.Message, Traceback: append(lines, "SyntaxError: "+e.Message)}
}

// syntaxError ends x, whose source does not parse.
func (r *Realm) syntaxError(x *execution, err error) error {
	var syntax *lower.SyntaxError
	if !errors.As(err, &syntax) {
		return err
	}
	x.fail(syntaxException(x.name, syntax))
	return nil
}

// newSyntaxError makes a JavaScript SyntaxError of a refusal by lower.
func (r *Realm) newSyntaxError(err error) error {
	var syntax *lower.SyntaxError
	if !errors.As(err, &syntax) {
		return err
	}
	return thrown{r.newError("SyntaxError", syntax.Message)}
}

// compileError ends x, whose lowered source goja's compiler refuses (an early error its parser does not see).
func (r *Realm) compileError(x *execution, err error) error {
	var c *goja.CompilerSyntaxError
	if !errors.As(err, &c) {
		return fmt.Errorf("compiling %s: %w", x.name, err)
	}
	p := c.File.Position(c.Offset)
	line, column := x.lowered.Map.Original(p.Line, p.Column)
	source, _, _ := strings.Cut(strings.Join(nthLine(x.cell.Source, line), ""), "\n")
	x.fail(syntaxException(x.name, &lower.SyntaxError{Message: c.Message, Line: line, Column: column, SourceLine: source}))
	return nil
}

// nthLine returns line n (from 1) of s, empty if there is none.
func nthLine(s string, n int) []string {
	lines := strings.Split(s, "\n")
	if n < 1 || n > len(lines) {
		return nil
	}
	return lines[n-1 : n]
}

// unsettledAwait is the error of a cell whose top-level await nothing alive can settle: Node's exit code 13.
func (r *Realm) unsettledAwait(x *execution) *Exception {
	const message = "Detected unsettled top-level await: nothing that could settle it is left running"
	lines := []string{x.name}
	if at := x.lowered.Map; at != nil {
		line, column := at.Place(x.waits)
		lines = pointer(x.name, line, column, r.stacks.line(x.name, line))
	}
	return &Exception{Name: "UnsettledTopLevelAwait", Value: message, Traceback: append(lines, "UnsettledTopLevelAwait: "+message)}
}

// cellName names a cell in stacks and tracebacks.
func cellName(count int) string { return fmt.Sprintf("Cell In[%d]", count) }
