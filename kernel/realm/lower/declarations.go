package lower

import (
	"encoding/json"
	"fmt"

	"loopbook/kernel/realm/lower/syntax"
)

// variables rewrites a declaration of the top level, and what is in any other.
func (l *lowering) variables(n *syntax.Node) {
	if isUsing(n) {
		l.using(n)
		return
	}
	top := l.isCell() && len(l.around) == 0 && (n.Text == "var" || len(l.scopes) == 0)
	if !top && !l.assign[n] {
		l.visitAll(n)
		return
	}
	rewrite := l.initialized
	if n.Text == "var" {
		rewrite = l.assigned
	}
	keyword := ""
	if first := n.Kids[0].Kids[0]; first.Kind != syntax.Identifier && !l.isLoopTarget(n) {
		keyword = "0," // a statement must not begin with a brace or bracket
	}
	l.edits.replace(n.Start, n.Start+len(n.Text), keyword)
	for _, d := range n.Kids {
		rewrite(d, l.isLoopTarget(n))
	}
	if !l.inLoopHead(n) && l.src[n.End-1] != ';' {
		l.edits.insert(n.End, ";") // the next line might go on with what now is an expression
	}
}

// isCell says whether what stands at the top level lives on beyond this source.
func (l *lowering) isCell() bool { return !l.script && l.module == nil }

// isLoopTarget says whether n is what a for-in or for-of loop assigns to.
func (l *lowering) isLoopTarget(n *syntax.Node) bool {
	loop := l.loopOf(n)
	return loop != nil && loop.Kind != syntax.For
}

func (l *lowering) inLoopHead(n *syntax.Node) bool { return l.loopOf(n) != nil }

// loopOf returns the loop in whose head n stands.
func (l *lowering) loopOf(n *syntax.Node) *syntax.Node {
	if len(l.scopes) == 0 {
		return nil
	}
	switch loop := l.scopes[len(l.scopes)-1]; loop.Kind {
	case syntax.For, syntax.ForIn, syntax.ForOf:
		if loop.Kids[0] == n {
			return loop
		}
	}
	return nil
}

// initialized rewrites a declarator of let or const: its names are initialized through InitName.
func (l *lowering) initialized(d *syntax.Node, _ bool) {
	l.binding(d.Kids[0], false)
	if d.Kids[1] == nil {
		l.edits.insert(d.Kids[0].End, " = void 0")
		return
	}
	l.named(d.Kids[0], d.Kids[1])
}

// assigned rewrites a declarator of var: what has no value disappears.
func (l *lowering) assigned(d *syntax.Node, loop bool) {
	target := d.Kids[0]
	switch {
	case target.Kind != syntax.Identifier:
		l.visit(target)
	case loop && (target.Text == "async" || target.Text == "let"):
		l.edits.replace(target.Start, target.End, InitName+"."+target.Text)
	case d.Kids[1] == nil && !loop:
		l.edits.replace(target.Start, target.End, "0")
	}
	l.nameGenerator(target, d.Kids[1])
	l.visit(d.Kids[1])
}

// binding rewrites the names of a pattern, and visits what else is in it.
func (l *lowering) binding(n *syntax.Node, shorthand bool) {
	if n == nil {
		return
	}
	switch n.Kind {
	case syntax.Identifier:
		text := InitName + "." + n.Text
		if shorthand {
			text = n.Text + ": " + text
		}
		l.edits.replace(n.Start, n.End, text)
	case syntax.Property:
		if n.Has(syntax.ComputedFlag) {
			l.visit(n.Kids[0])
		}
		l.binding(n.Kids[1], n.Has(syntax.ShorthandFlag))
	case syntax.Default:
		l.binding(n.Kids[0], shorthand)
		l.named(n.Kids[0], n.Kids[1])
	default:
		for _, k := range n.Kids {
			l.binding(k, false)
		}
	}
}

// named visits the value of a name. A function or class without a name gets that name, which it would not get from an
// assignment to a property.
func (l *lowering) named(target, value *syntax.Node) {
	anonymous := value.Kind == syntax.Arrow ||
		(value.Kind == syntax.FunctionExpression || value.Kind == syntax.ClassExpression) && value.Kids[0] == nil
	if target.Kind != syntax.Identifier || !anonymous {
		l.visit(value)
		return
	}
	if isAsyncGenerator(value) {
		l.keys[value] = target.Text
		l.visit(value)
		return
	}
	key := target.Text
	if key == "__proto__" {
		key = propertyKey(key)
	}
	l.edits.insert(value.Start, "{"+key+": ")
	l.visit(value)
	l.edits.insert(value.End, "}."+target.Text)
}

// class rewrites a class declaration, if it is one of the top level.
func (l *lowering) class(n *syntax.Node) {
	if !l.isCell() || len(l.scopes) > 1 {
		l.visitAll(n)
		return
	}
	l.edits.insert(n.Start, InitName+"."+n.Kids[0].Text+" = ")
	l.visitAll(n)
	l.edits.insert(n.End, ";")
}

// blockFunction makes a function in a block visible outside of it, as a script would.
func (l *lowering) blockFunction(n *syntax.Node) {
	text := l.hoistText(n)
	if text == "" {
		return
	}
	block := l.scopes[len(l.scopes)-2]
	if block.Kind == syntax.Block && l.src[block.Start] != '{' {
		l.edits.insert(n.Start, "{ "+text)
		l.edits.insert(n.End, " }")
		return
	}
	l.edits.insert(n.Start, text)
}

// hoistText is the statement that does so, "" if the function is visible in its block alone.
func (l *lowering) hoistText(n *syntax.Node) string {
	name := n.Kids[0].Text
	if l.hoists[n] {
		if k := l.decls[l.seen[name]].Kind; k != Var && k != Function {
			return ""
		}
		return InitName + "." + name + " = " + name + "; "
	}
	if !n.Has(syntax.HoistFlag) || l.isCell() && len(l.around) == 1 { // n itself
		return ""
	}
	return setterPrefix + name + "(" + name + "); "
}

// setterPrefix begins the name of the function that sets the variable of a function in a block: in the block, its name
// means the function.
const setterPrefix = "__loopbook_set_"

// hoistNames declares what functions in blocks are visible as in all of n.
func (l *lowering) hoistNames(n *syntax.Node) {
	if len(n.Scope.Hoisted) == 0 {
		return
	}
	at, statements := 0, n.Kids
	if n.IsFunction() {
		at, statements = n.Body().Start+1, n.Body().Kids
	}
	for _, name := range n.Scope.Hoisted {
		l.prepend(at, statements, fmt.Sprintf(" var %s; var %s%s = (v) => { %s = v; };", name, setterPrefix, name, name))
	}
}

// importStatement rewrites a static import into a dynamic one that is awaited.
func (l *lowering) importStatement(n *syntax.Node) {
	names, rest := n.Kids[:len(n.Kids)-2], n.Kids[len(n.Kids)-2:]
	from, attributes := rest[0], rest[1]
	at := n.Start
	put := func(start, end int, text string) {
		l.edits.replace(at, start, text+newlines(l.src[at:start]))
		at = end
	}
	braces := len(names) > 0 && names[0].Text != "*"
	open := ""
	if braces {
		open = "0,{"
	}
	exported := []string{}
	for _, k := range names {
		id := k.Kids[0]
		if k.Text == "*" {
			if braces {
				open = "} = "
			}
			put(id.Start, id.End, open)
			l.edits.replace(id.Start, id.End, InitName+"."+id.Text)
			open, braces = "", false
			continue
		}
		exported = append(exported, k.Text)
		put(id.Start, id.End, open+quote(k.Text)+": ")
		l.edits.replace(id.Start, id.End, InitName+"."+id.Text)
		open = ", "
	}
	equals := ""
	switch {
	case braces:
		equals = "} = "
	case len(names) > 0:
		equals = " = "
	}
	put(from.Start, from.End, equals+"await "+ImportName+"(")
	options, end := ", void 0", ""
	if attributes != nil {
		put(attributes.Start, attributes.End, ", {with: ")
		l.visit(attributes)
		options, end = "", "}"
	}
	list, _ := json.Marshal(exported)
	put(n.End, n.End, end+options+", "+string(list)+");")
}

// newlines returns the line terminators of text.
func newlines(text string) string {
	var out []rune
	for _, r := range text {
		if r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' {
			out = append(out, r)
		}
	}
	return string(out)
}
