package lower

import (
	_ "embed"
	"fmt"
	"strings"

	"loopbook/kernel/realm/lower/syntax"
)

// using and await using, which goja lacks. A block that holds some notes what they declare in a scope object (using.js),
// which disposes of it at the end (ECMA-262 2026, 9.5 and 14.3.1):
//
//	{ using x = a; await using y = b; body }
//
//	{ { const s = new Scope(); try { try {
//	  const x = s.add(a, false); const y = s.add(b, true); body
//	} catch (e) { s.fail(e) } } finally { for (let w; w = s.next(); ) try { await w[0] } catch (e) { s.fail(e) } s.end() } } }
//
// next calls disposers until one is to be awaited, so that each takes the jobs it takes in V8. The whole block is in the
// try, so that its functions are still hoisted to its start.

//go:embed using.js
var usingSource string

// usingName is the hidden global of the class Scope; a cell that uses it makes it, if it is not there yet.
const usingName = "__loopbook_using"

// installUsing is the text that makes the hidden global, on one line.
func installUsing() string {
	source := strings.Join(strings.Fields(usingSource), " ")
	return fmt.Sprintf("%q in globalThis || Object.defineProperty(globalThis, %q, { value: %s });", usingName, usingName, source)
}

func isUsing(n *syntax.Node) bool {
	return n != nil && n.Kind == syntax.Variables && (n.Text == "using" || n.Text == "await using")
}

// usingScope is the scope object of a block.
type usingScope struct {
	name  string
	async bool // something in it may have to be awaited
}

// openUsing begins the scope object of a block with such declarations among its statements; it returns nil if there are
// none.
func (l *lowering) openUsing(at int, statements []*syntax.Node) *usingScope {
	var s *usingScope
	for _, n := range statements {
		if !isUsing(n) {
			continue
		}
		if s == nil {
			s = &usingScope{name: l.fresh("s")}
		}
		s.async = s.async || n.Text == "await using"
		l.usings[n] = s
	}
	if s != nil {
		l.prepend(at, statements, s.open())
	}
	return s
}

func (s *usingScope) open() string {
	return fmt.Sprintf(" { const %s = new %s(); try { try { ", s.name, usingName)
}

func (l *lowering) closeUsing(s *usingScope, at int) {
	if s == nil {
		return
	}
	next := s.name + ".next();"
	if s.async {
		next = fmt.Sprintf("for (let w; w = %s.next(); ) try { %s } catch (e) { %s.fail(e); }", s.name, l.awaited("w[0]", at), s.name)
	}
	l.edits.insert(at, fmt.Sprintf(" } catch (e) { %s.fail(e); } } finally { %s %s.end(); } } ", s.name, next, s.name))
}

// using rewrites one such declaration. At the top level of a cell it is like const.
func (l *lowering) using(n *syntax.Node) {
	s := l.usings[n]
	top := len(l.around) == 0 && len(l.scopes) == 0
	keyword := "const"
	if top {
		keyword = ""
	}
	first := n.Kids[0]
	l.header(n.Start, first.Start, keyword+" ")
	for _, d := range n.Kids {
		if top {
			l.binding(d.Kids[0], false)
		}
		if d.Kids[1] == nil {
			continue // of a loop
		}
		l.edits.insert(d.Kids[1].OuterStart, s.name+".add(")
		l.named(d.Kids[0], d.Kids[1])
		l.edits.insert(d.Kids[1].OuterEnd, fmt.Sprintf(", %v)", s.async && n.Text == "await using"))
	}
	if top && l.src[n.End-1] != ';' {
		l.edits.insert(n.End, ";")
	}
}

// usingLoop rewrites a loop whose head declares so: `for (using x of y)` disposes of each x, `for (using x = y;;)` of x
// at the end of the loop (Node 24 does that after each turn: V8 copies what it has to dispose of with the variables). It returns what ends the rewriting, to be called after the body was rewritten.
func (l *lowering) usingLoop(n *syntax.Node) func() {
	left := n.Kids[0]
	if !isUsing(left) {
		return func() {}
	}
	s := &usingScope{name: l.fresh("s"), async: left.Text == "await using"}
	l.usings[left] = s
	if n.Kind == syntax.For {
		l.edits.insert(l.loopStart(n), s.open())
		return func() { l.closeUsing(s, n.End) }
	}
	body := n.Body()
	l.edits.insert(body.Start, fmt.Sprintf("%s%s.add(%s, %v); ", s.open(), s.name, left.Kids[0].Kids[0].Text, s.async))
	return func() { l.closeUsing(s, body.End) }
}

// loopStart is where a loop begins, its labels included.
func (l *lowering) loopStart(n *syntax.Node) int {
	if start, ok := l.labels[n]; ok {
		return start
	}
	return n.Start
}
