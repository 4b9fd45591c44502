package lower

import (
	"fmt"

	"loopbook/kernel/realm/lower/syntax"
)

// forAwait rewrites a loop that awaits.
//
//	for await (const x of y) body
//
//	{ let i, r, d = 1, e; try { try { for (; !r?.done; d = 1) for (const x of
//	  ((i || (i = A.iterator(y))), (r = i.check(await i.next())).done ? [] : (r = {value: [r.value]}, d = 0, r.value))) body
//	} catch (x) { e = [x] } } finally { try { if (!d && (r = i.close())) i.check(await r[0]) } finally { if (e) throw e[0] } } }
//
// The inner loop runs once for each value: so the target may be anything, and stays where it is. d says that the iterator
// is not to be closed: it is done, or it failed itself. A break must leave both loops.
func (l *lowering) forAwait(n *syntax.Node) {
	left, source, body := n.Kids[0], n.Kids[1], n.Body()
	i, r, d, e := l.fresh("i"), l.fresh("r"), l.fresh("d"), l.fresh("e")
	l.edits.insert(l.loopStart(n), fmt.Sprintf("{ let %s, %s, %s = 1, %s; try { try { ", i, r, d, e))
	label := ""
	if breaks := l.breaks(body); len(breaks) > 0 {
		name := l.fresh("l")
		label = name + ": "
		for _, b := range breaks {
			l.edits.insert(b.Start+len("break"), " "+name)
		}
	}
	l.header(n.Start, left.OuterStart, fmt.Sprintf("%sfor (; !%s?.done; %s = 1) for (", label, r, d))
	if left.Kind == syntax.Identifier && left.Text == "async" && !left.Has(syntax.ParenFlag) {
		l.edits.insert(left.Start, "(")
		l.edits.insert(left.End, ")")
	}
	l.target(left, false)
	l.visit(left)
	l.edits.insert(source.OuterStart, fmt.Sprintf("((%s || (%s = %s.iterator(", i, i, AsyncName))
	l.visit(source)
	// V8 says that the loop waits where it has its variable
	l.edits.insertFor(eachPlace(left), source.OuterEnd, fmt.Sprintf("))), (%s = %s.check(%s)).done ? [] : (%s = { value: [%s.value] }, %s = 0, %s.value))",
		r, i, l.awaited(i+".next()", eachPlace(left)), r, r, d, r))
	end := l.usingLoop(n)
	l.visit(body)
	end()
	l.edits.insert(n.End, fmt.Sprintf(" } catch (x) { %s = [x] } } finally { try { if (!%s && (%s = %s.close())) %s.check(%s) } finally { if (%s) throw %s[0] } } }",
		e, d, r, i, i, l.awaited(r+"[0]", eachPlace(left)), e, e))
}

// eachPlace is where the target of a for-of loop begins.
func eachPlace(left *syntax.Node) int {
	if left.Kind == syntax.Variables {
		return left.Kids[0].Kids[0].Start
	}
	return left.Start
}

// breaks returns the break statements without a label that leave the loop whose body n is.
func (l *lowering) breaks(n *syntax.Node) (list []*syntax.Node) {
	syntax.Walk(n, func(n *syntax.Node) bool {
		switch n.Kind {
		case syntax.Break:
			if n.Text == "" {
				list = append(list, n)
			}
		case syntax.For, syntax.ForIn, syntax.ForOf, syntax.While, syntax.DoWhile, syntax.Switch, syntax.Member:
			return false
		}
		return !n.IsFunction()
	})
	return list
}

// labelled notes where the labels of a loop begin.
func (l *lowering) labelled(n *syntax.Node) {
	loop := n.Kids[0]
	for loop.Kind == syntax.Labelled {
		loop = loop.Kids[0]
	}
	if loop.Kind == syntax.For || loop.Kind == syntax.ForOf {
		if _, ok := l.labels[loop]; !ok {
			l.labels[loop] = n.Start
		}
	}
	if body := n.Kids[0]; loop.Kind == syntax.FunctionDeclaration {
		l.edits.replace(n.Start, body.Start, blank(l.src[n.Start:body.Start])) // goja takes no label there; nothing can use it
	}
	l.visitAll(n)
}
