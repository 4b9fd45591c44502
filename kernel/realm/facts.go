package realm

import (
	"regexp"
	"slices"
	"strings"

	"loopbook/display"
	"loopbook/kernel/realm/lower/syntax"
	"loopbook/scheduler"
)

// What the source says and a trace cannot: whose value is dropped, who was handed an async function without knowing it,
// which awaits need nothing of each other, and what the author has silenced. A doubtful place is no fact: a false
// hint costs more than a missed one.

// factsOf reads the source of a cell or program. Of TypeScript, whose tree is another, only what is silenced is known.
func factsOf(source string, typescript bool) (facts display.Facts) {
	text := blankMagics(source)
	for i, line := range strings.Split(text, "\n") {
		for _, m := range allowed.FindAllStringSubmatch(line, -1) {
			for _, n := range []int{i + 1, i + 2} {
				facts.Silenced = append(facts.Silenced, display.Silence{Rule: m[1], Place: scheduler.Place{Line: n}})
			}
		}
	}
	if typescript {
		return facts
	}
	tree := parseAnyway(text)
	if tree == nil {
		return facts
	}
	f := &factFinder{text: text, facts: &facts, last: lastExpression(tree.Root)}
	f.statements(tree.Root.Kids)
	f.walk(tree.Root, tree.Uses&syntax.TopAwait != 0)
	return facts
}

var allowed = regexp.MustCompile(`//.*\bloopbook:\s*allow\s+([\w-]+)`)

// blankMagics replaces the magics of a cell by empty lines.
func blankMagics(source string) string {
	code := withoutMagics(source)
	return strings.Repeat("\n", strings.Count(source[:len(source)-len(code)], "\n")) + code
}

// parseAnyway reads text as a cell, a CommonJS module or an ES module.
func parseAnyway(text string) *syntax.Tree {
	for _, o := range []syntax.Options{{Cell: true, Await: true}, {Cell: true}, {Function: true}, {Module: true}} {
		if tree, err := syntax.Parse(text, o); err == nil {
			return tree
		}
	}
	return nil
}

// lastExpression is the statement whose value is the result of a cell: it is not dropped.
func lastExpression(root *syntax.Node) *syntax.Node {
	for i := len(root.Kids) - 1; i >= 0; i-- {
		if n := root.Kids[i]; n.Kind == syntax.Expression {
			return n
		} else if n.Kind != syntax.Empty {
			return nil
		}
	}
	return nil
}

// factFinder walks a tree.
type factFinder struct {
	text  string
	facts *display.Facts
	last  *syntax.Node
}

// walk looks at n and all below it; awaits says that the function it is in could await. Elsewhere a dropped promise is no
// mistake that could be mended by a word: a cell ends when all it has started has, and shows what is rejected.
func (f *factFinder) walk(n *syntax.Node, awaits bool) {
	if n == nil {
		return
	}
	switch n.Kind {
	case syntax.Expression:
		if n != f.last && awaits {
			f.dropped(n.Kids[0])
		}
		if x := n.Kids[0]; x.Kind == syntax.Call && method(x) == "map" && slices.ContainsFunc(x.Kids[1:], isAsync) {
			f.facts.Discarded = append(f.facts.Discarded, f.site(x, "map"))
		}
	case syntax.Call, syntax.New:
		f.callbacks(n)
	case syntax.Block:
		f.statements(n.Kids)
	case syntax.Case:
		f.statements(n.Kids[1:])
	}
	if n.IsFunction() {
		awaits = n.Has(syntax.AsyncFlag)
	}
	for _, k := range n.Kids {
		f.walk(k, awaits)
	}
}

// dropped looks at an expression whose value nobody takes.
func (f *factFinder) dropped(n *syntax.Node) {
	switch n.Kind {
	case syntax.Call:
		if !continues(n) && !n.Kids[0].IsFunction() && !slices.ContainsFunc(n.Kids[1:], isAsync) {
			f.facts.Floating = append(f.facts.Floating, f.site(n, scheduler.Clip(oneLine(f.source(n)), 60)))
		}
	case syntax.Conditional:
		f.dropped(n.Kids[1])
		f.dropped(n.Kids[2])
	case syntax.Binary:
		if n.Text == "&&" || n.Text == "||" || n.Text == "??" {
			f.dropped(n.Kids[1])
		}
	case syntax.Sequence:
		for _, k := range n.Kids {
			f.dropped(k)
		}
	}
}

// continues reports whether a call is .then, .catch or .finally: who writes that knows that it is a promise, and has said
// what is to follow.
func continues(n *syntax.Node) bool {
	switch method(n) {
	case "then", "catch", "finally":
		return true
	}
	return false
}

// method is the name of the method that is called, "" for another call.
func method(n *syntax.Node) string {
	if callee := n.Kids[0]; callee.Kind == syntax.Dot {
		return callee.Kids[1].Text
	}
	return ""
}

// droppers are methods that drop what their callback returns, or take it for a truth value.
var droppers = []string{"forEach", "filter", "some", "every", "find", "findIndex", "sort", "on", "once", "addListener", "prependListener", "addEventListener"}

// callbacks looks for async functions among the arguments of a call that drops what they return.
func (f *factFinder) callbacks(n *syntax.Node) {
	if !slices.ContainsFunc(n.Kids[1:], isAsync) {
		return
	}
	callee := n.Kids[0]
	switch {
	case n.Kind == syntax.New && callee.Kind == syntax.Identifier && callee.Text == "Promise":
		f.facts.Discarded = append(f.facts.Discarded, f.site(n, "new Promise"))
	case n.Kind == syntax.Call && slices.Contains(droppers, method(n)):
		f.facts.Discarded = append(f.facts.Discarded, f.site(n, method(n)))
	}
}

func isAsync(n *syntax.Node) bool {
	return n.IsFunction() && n.Has(syntax.AsyncFlag) && !n.Has(syntax.GeneratorFlag)
}

// statements looks for awaits that follow one another, none of which needs what those before it made.
func (f *factFinder) statements(list []*syntax.Node) {
	var run []display.Site
	names := map[string]bool{}
	end := func() {
		if len(run) > 1 {
			f.facts.Independent = append(f.facts.Independent, run)
		}
		run, names = nil, map[string]bool{}
	}
	for _, n := range list {
		await, target := awaited(n)
		if await == nil || await.Kids[0].Kind != syntax.Call {
			end()
			continue
		}
		if mentions(await, names) {
			end()
		}
		syntax.Walk(target, func(n *syntax.Node) bool {
			if n.Kind == syntax.Identifier {
				names[n.Text] = true
			}
			return true
		})
		run = append(run, display.Site{Place: f.place(await.Start), Text: scheduler.Clip(oneLine(f.source(await)), 60)})
	}
	end()
}

// awaited is the await that a statement consists of, and what its value is put into.
func awaited(n *syntax.Node) (await, target *syntax.Node) {
	switch n.Kind {
	case syntax.Variables:
		if len(n.Kids) == 1 && len(n.Kids[0].Kids) == 2 {
			target, await = n.Kids[0].Kids[0], n.Kids[0].Kids[1]
		}
	case syntax.Expression:
		if await = n.Kids[0]; await.Kind == syntax.Assign && await.Text == "=" {
			target, await = await.Kids[0], await.Kids[1]
		}
	}
	if await == nil || await.Kind != syntax.Await {
		return nil, nil
	}
	return await, target
}

func mentions(n *syntax.Node, names map[string]bool) (found bool) {
	syntax.Walk(n, func(n *syntax.Node) bool {
		found = found || n.Kind == syntax.Identifier && names[n.Text]
		return !found
	})
	return found
}

func (f *factFinder) source(n *syntax.Node) string { return f.text[n.Start:n.End] }

// site is where a trace sees a call: where V8 does.
func (f *factFinder) site(n *syntax.Node, text string) display.Site {
	at := n.Start
	if n.Kind == syntax.Call {
		at = n.Inner
	}
	return display.Site{Place: f.place(at), Text: text}
}

func (f *factFinder) place(at int) scheduler.Place {
	line := strings.Count(f.text[:at], "\n") + 1
	start := strings.LastIndexByte(f.text[:at], '\n') + 1
	return scheduler.Place{Line: line, Column: syntax.UTF16Len(f.text[start:at]) + 1}
}
