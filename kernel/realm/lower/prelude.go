package lower

import (
	"strings"

	"loopbook/kernel/realm/lower/syntax"
)

func (l *lowering) functionDeclaration(n *syntax.Node) {
	top := l.isCell() && len(l.scopes) == 1
	h := hoisted{function: true}
	if top {
		h.start = l.edits.insertMarked(n.Start, hoistOpen(n))
		if id := n.Kids[0]; id.Text == "await" || id.Text == "yield" {
			l.edits.replace(id.Start, id.End, "") // no name for an expression that is async, or a generator
		}
	}
	l.blockFunction(n)
	if isAsyncGenerator(n) {
		l.generatorDeclaration(n)
	} else {
		l.visitAll(n)
	}
	if top {
		l.edits.insert(n.End, hoistClose(n))
		h.end = l.edits.insertMarked(n.End, "")
		l.hoisted = append(l.hoisted, h)
	}
}

// directive notes a directive of the cell, which the prelude needs too.
func (l *lowering) directive(n *syntax.Node) {
	h := hoisted{start: l.edits.insertMarked(n.Start, "")}
	h.end = l.edits.insertMarked(n.End, "")
	l.hoisted = append(l.hoisted, h)
}

// hoisted is a part of the generated text that belongs into the prelude.
type hoisted struct {
	start, end *int
	function   bool // not into the body
}

// hoistOpen and hoistClose surround a function of the top level in the prelude.
func hoistOpen(n *syntax.Node) string {
	name := n.Kids[0].Text
	key := name
	if key == "__proto__" {
		key = propertyKey(key)
	}
	return InitName + "." + name + " = {" + key + ": "
}

func hoistClose(n *syntax.Node) string {
	text := "}." + n.Kids[0].Text + ";"
	if isAsyncGenerator(n) {
		text += markText(n)
	}
	return text
}

// split makes prelude and body of the generated text: the prelude holds the functions, as assignments, and the
// directives, the body all but the functions. What one lacks is blank in it.
func (l *lowering) split(gen string) (prelude, body string) {
	var p, b strings.Builder
	at, functions := 0, false
	for _, h := range l.hoisted {
		between, part := gen[at:*h.start], gen[*h.start:*h.end]
		p.WriteString(blank(between))
		p.WriteString(part)
		b.WriteString(between)
		if h.function {
			functions = true
			b.WriteString(";" + blank(part[1:]))
		} else {
			b.WriteString(part)
		}
		at = *h.end
	}
	if !functions {
		return "", gen
	}
	b.WriteString(gen[at:])
	return p.String(), b.String()
}
