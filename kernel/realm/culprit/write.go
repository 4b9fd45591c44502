package culprit

import (
	"math"
	"strconv"
	"strings"

	"loopbook/kernel/realm/lower/syntax"
)

// Intermediate is what V8 writes for a value that has no text of its own.
const Intermediate = "(intermediate value)"

// Write returns the expression n as V8 writes it in a message: names and members as they stand, calls without their
// arguments, "(intermediate value)" for what has no short form.
func (s *Script) Write(n *syntax.Node) string {
	w := &writer{text: s.Text}
	w.part(n)
	return w.String()
}

// WriteCallee is Write for the callee of n, a Call, New or TaggedTemplate.
func (s *Script) WriteCallee(n *syntax.Node) string { return s.Write(n.Kids[0]) }

// writer writes expressions. V8's own printer knows two ways to visit a part: to write it, and to look for an error in it;
// looking at a part when the error was found already writes that there is a value.
type writer struct {
	strings.Builder
	text string
}

// part writes n, or that there is a value.
func (w *writer) part(n *syntax.Node) {
	before := w.Len()
	w.visit(n)
	if w.Len() == before {
		w.WriteString(Intermediate)
	}
}

func (w *writer) parts(list ...any) {
	for _, p := range list {
		switch p := p.(type) {
		case string:
			w.WriteString(p)
		case *syntax.Node:
			w.part(p)
		}
	}
}

// visit writes n, nothing if n has no text.
func (w *writer) visit(n *syntax.Node) {
	switch n.Kind {
	case syntax.Identifier, syntax.PrivateName:
		w.WriteString(n.Text)
	case syntax.This:
		w.WriteString("this")
	case syntax.String:
		w.parts(`"`, n.Text, `"`)
	case syntax.Number:
		w.WriteString(number(w.text[n.Start:n.End]))
	case syntax.Literal, syntax.Regexp:
		w.WriteString(w.text[n.Start:n.End])
	case syntax.Dot, syntax.Index:
		w.property(n)
	case syntax.Call, syntax.TaggedTemplate:
		w.call(n)
	case syntax.Unary, syntax.Update, syntax.Binary:
		w.operation(n)
	case syntax.Assign:
		w.part(n.Kids[0])
	case syntax.Array, syntax.Object:
		w.literal(n)
	case syntax.Template:
		if len(n.Kids) == 0 {
			w.parts(`"`, w.text[n.Start+1:n.End-1], `"`)
		}
		for _, k := range n.Kids {
			w.part(k)
		}
	case syntax.Spread:
		w.parts("(...", n.Kids[0], ")")
	case syntax.ImportCall:
		w.parts("import(", n.Kids[0], ")")
	case syntax.Conditional:
		w.WriteString(strings.Repeat(Intermediate, 3))
	case syntax.Sequence:
		w.list(n.Kids, " , ")
	case syntax.FunctionExpression, syntax.Arrow:
		w.function(n)
	}
}

func (w *writer) property(n *syntax.Node) {
	object, key := n.Kids[0], n.Kids[1]
	if endsChain(object) {
		w.WriteString(Intermediate)
	} else {
		w.part(object)
	}
	optional := n.Has(syntax.OptionalFlag)
	if n.Kind == syntax.Dot && key.Kind != syntax.PrivateName || key.Kind == syntax.String {
		if optional {
			w.WriteString("?")
		}
		w.parts(".", key.Text)
		return
	}
	if optional {
		w.WriteString("?.")
	}
	w.parts("[", key, "]")
}

// endsChain reports whether n is a whole optional chain, used as a part of something else.
func endsChain(n *syntax.Node) bool { return n.Has(syntax.ChainFlag) && n.Has(syntax.ParenFlag) }

func (w *writer) call(n *syntax.Node) {
	if n.Kids[0].Kind == syntax.Super {
		w.WriteString("super")
	} else {
		w.part(n.Kids[0])
	}
	w.WriteString("(...)")
}

// operation writes operators; a chain of the same one is one operation to V8.
func (w *writer) operation(n *syntax.Node) {
	w.WriteString("(")
	switch {
	case n.Kind == syntax.Binary:
		w.operands(n, n.Text)
	case n.Kind == syntax.Update && !n.Has(syntax.PrefixFlag):
		w.parts(n.Kids[0], n.Text)
	case len(n.Text) > 2: // delete, typeof, void
		w.parts(n.Text, " ", n.Kids[0])
	default:
		w.parts(n.Text, n.Kids[0])
	}
	w.WriteString(")")
}

func (w *writer) operands(n *syntax.Node, operator string) {
	left := n.Kids[0]
	if left.Kind == syntax.Binary && left.Text == operator && operator != "**" && !isComparison(operator) {
		w.operands(left, operator)
	} else {
		w.part(left)
	}
	w.parts(" ", operator, " ", n.Kids[1])
}

func isComparison(operator string) bool {
	switch operator {
	case "==", "!=", "===", "!==", "<", "<=", ">", ">=", "in", "instanceof":
		return true
	}
	return false
}

func (w *writer) list(list []*syntax.Node, separator string) {
	w.WriteString("(")
	for i, n := range list {
		if i > 0 {
			w.WriteString(separator)
		}
		w.part(n)
	}
	w.WriteString(")")
}

func (w *writer) literal(n *syntax.Node) {
	if n.Kind == syntax.Object {
		w.parts("{", strings.Repeat(Intermediate, len(n.Kids)), "}")
		return
	}
	w.WriteString("[")
	for i, k := range n.Kids {
		if i > 0 {
			w.WriteString(",")
		}
		if k == nil {
			w.WriteString(Intermediate)
			continue
		}
		w.part(k)
	}
	w.WriteString("]")
}

// function writes what V8 does for a function that is called where it stands: one value for each return and expression
// statement of it.
func (w *writer) function(n *syntax.Node) {
	body := n.Body()
	if body.Kind != syntax.Block {
		w.WriteString(Intermediate)
		return
	}
	for _, k := range body.Kids {
		if k.Kind == syntax.Expression && !k.Has(syntax.DirectiveFlag) || k.Kind == syntax.Return {
			w.WriteString(Intermediate)
		}
	}
}

// number returns a number literal as String(literal) would, nothing for a BigInt.
func number(text string) string {
	text = strings.ReplaceAll(text, "_", "")
	if strings.HasSuffix(text, "n") && !strings.HasPrefix(text, "0x") {
		return ""
	}
	if i, err := strconv.ParseInt(text, 0, 54); err == nil && !legacyOctal(text) {
		return strconv.FormatInt(i, 10)
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text
	}
	if abs := math.Abs(f); abs >= 1e21 || abs != 0 && abs < 1e-6 {
		s := strconv.FormatFloat(f, 'e', -1, 64)
		mantissa, exponent, _ := strings.Cut(s, "e")
		return mantissa + "e" + exponent[:1] + strings.TrimLeft(exponent[1:], "0")
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

func legacyOctal(text string) bool {
	return len(text) > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9'
}
