package lower

import (
	"encoding/json"
	"fmt"

	"loopbook/kernel/realm/lower/syntax"
)

// Async generators, which goja lacks, become functions that start an object of the library behind AsyncName (A here),
// with the body as a plain generator: it yields what it awaits, and marks what it really yields.
//
//	async function* g(a) { yield await a }
//	function g(a) { return A.start(g, {"g": function* () { yield A.yield(yield (yield a)) }}["g"].apply(this, arguments)); }
//	A.mark(g);
//
//	await x       (yield x)                     in the body
//	yield x       yield A.yield(yield x)
//	yield* x      yield* A.delegate(x)
//	return x      return (yield (x))
//
// The parameters stay with the outer function: they are bound when the generator is called, and g.length is true.

// function is a function around what is being rewritten.
type function struct {
	*syntax.Node
	generator bool // its body becomes a plain generator
}

// in returns the innermost function, whose generator is false at the top level of the cell.
func (l *lowering) in() function {
	if len(l.around) == 0 {
		return function{generator: l.module != nil} // a module is one: its awaits are yields
	}
	return l.around[len(l.around)-1]
}

func isAsyncGenerator(n *syntax.Node) bool {
	return n.IsFunction() && n.Has(syntax.AsyncFlag|syntax.GeneratorFlag)
}

// generatorDeclaration rewrites `async function* g` where it is declared; the block around it marks it.
func (l *lowering) generatorDeclaration(n *syntax.Node) {
	id := n.Kids[0]
	l.header(n.Start, id.Start, "function ")
	self := id.Text
	if n.Scope.Declares(self) {
		self = AsyncName
	}
	l.generatorBody(n, self, id.Text)
}

// generatorExpression rewrites `async function*` as an expression. One without a name gets that of what it is assigned to.
func (l *lowering) generatorExpression(n *syntax.Node) {
	if id := n.Kids[0]; id != nil {
		l.edits.insert(n.Start, AsyncName+".mark(")
		l.generatorDeclaration(n)
		l.edits.insert(n.End, ")")
		return
	}
	self := l.fresh("f")
	open, end := "(0, ", ")"
	key, named := l.keys[n]
	if named {
		open, end = "{"+propertyKey(key)+": ", "}["+quote(key)+"]"
	}
	l.edits.insert(n.Start, "(("+self+") => "+AsyncName+".mark("+self+" = "+open)
	l.header(n.Start, n.Inner, "function ")
	l.generatorBody(n, self, key)
	l.edits.insert(n.End, end+"))()")
}

// generatorMethod rewrites `async *m` of a class or object literal: n is the Member or Property. It is marked from
// outside if it can be reached from there: not a private method, nor one with a key that must not be evaluated twice.
func (l *lowering) generatorMethod(n *syntax.Node) {
	key, method := n.Kids[0], n.Kids[1]
	name := ""
	if !n.Has(syntax.ComputedFlag) && (key.Kind == syntax.Identifier || key.Kind == syntax.String) {
		name = key.Text
	}
	access := l.access(n, name)
	open, end := "", ""
	switch {
	case n.Has(syntax.StaticFlag):
		open = "static "
		if access != "" {
			end = " static { " + AsyncName + ".mark(this" + access + "); }"
		}
	case access == "":
	case n.Kind == syntax.Member && key.Kind != syntax.PrivateName:
		end = " static { " + AsyncName + ".mark(this.prototype" + access + "); }"
	case n.Kind == syntax.Property && !hasSuper(method):
		outer := access
		if name != "" && name != "__proto__" {
			outer = quote(name)
		}
		open, end = outer+": "+AsyncName+".mark({ ", " }"+access+")"
	}
	l.header(n.Start, n.Inner, open)
	if n.Has(syntax.ComputedFlag) {
		l.visit(key)
	}
	l.enter(method)
	l.generatorBody(method, AsyncName, name)
	l.leave()
	l.edits.insert(n.End, end)
}

// access is how a method is reached from an object that has it, "" if it is better not.
func (l *lowering) access(n *syntax.Node, name string) string {
	key := n.Kids[0]
	switch {
	case name != "":
		return "[" + quote(name) + "]"
	case key.Kind == syntax.PrivateName:
		return "." + key.Text
	case isPath(key):
		return "[" + l.src[key.Start:key.End] + "]"
	}
	return ""
}

// isPath says whether n is a name, a member of one like Symbol.asyncIterator, or a number.
func isPath(n *syntax.Node) bool {
	return n.Kind == syntax.Identifier || n.Kind == syntax.Number || n.Kind == syntax.Dot && !n.Has(syntax.ChainFlag) && isPath(n.Kids[0])
}

// header replaces what precedes a name or parameter list, but for its line ends.
func (l *lowering) header(start, end int, text string) {
	l.edits.replace(start, end, text+newlines(l.src[start:end]))
}

// generatorBody rewrites parameters and body. self is an expression for the function, name what its body is called.
func (l *lowering) generatorBody(n *syntax.Node, self, name string) {
	body := n.Body()
	for _, k := range n.Kids[1 : len(n.Kids)-1] {
		l.visit(k)
	}
	at := body.Start + 1
	open, end := "(function* () {", "})"
	if name != "" {
		open, end = "{"+propertyKey(name)+": function* () {", "}}["+quote(name)+"]"
	}
	super := l.usesSuper(body)
	if super != "" {
		super = "const " + super + " = (k) => super[k]; "
	}
	l.prepend(at, body.Kids, " "+super+"return "+AsyncName+".start("+self+", "+open)
	l.markGenerators(at, body.Kids)
	l.redeclared(n, at)
	scope := l.openUsing(at, body.Kids)
	l.visitAll(body)
	l.closeUsing(scope, body.End-1)
	l.edits.insert(body.End-1, end+".apply(this, arguments)); ")
}

// markText is the statement that marks a declared async generator.
func markText(n *syntax.Node) string { return " " + AsyncName + ".mark(" + n.Kids[0].Text + ");" }

// redeclared finds the var declarations in a generator body that name a parameter: there they must not make a variable
// of the inner function, so they become assignments. What else they declare is declared at the start of the body.
func (l *lowering) redeclared(n *syntax.Node, at int) {
	params := map[string]bool{}
	for _, k := range n.Kids[1 : len(n.Kids)-1] {
		names(k, func(name string) { params[name] = true })
	}
	syntax.Walk(n.Body(), func(v *syntax.Node) bool {
		if v.Kind != syntax.Variables || v.Text != "var" {
			return !v.IsFunction() && v.Kind != syntax.Member
		}
		clash, others := false, ""
		names(v, func(name string) {
			clash = clash || params[name]
			if !params[name] {
				others += " var " + name + ";"
			}
		})
		if clash {
			l.assign[v] = true
			l.prepend(at, n.Body().Kids, others)
		}
		return true
	})
}

// names calls visit for the names that a pattern or declaration binds.
func names(n *syntax.Node, visit func(string)) {
	syntax.Names(n, func(id *syntax.Node) { visit(id.Text) })
}

// usesSuper returns the name under which a generator body reaches super, which it is not allowed to itself; "" if it
// does not.
func (l *lowering) usesSuper(body *syntax.Node) string {
	if !hasSuper(body) {
		return ""
	}
	name := l.fresh("super")
	l.supers = append(l.supers, superName{body.Start, body.End, name})
	return name
}

// hasSuper says whether a method, or its body, uses super.
func hasSuper(body *syntax.Node) (found bool) {
	syntax.Walk(body, func(n *syntax.Node) bool {
		found = found || n.Kind == syntax.Super
		return n == body || n.Kind != syntax.Member && (!n.IsFunction() || n.Kind == syntax.Arrow)
	})
	return found
}

// superName is how super is reached between two places.
type superName struct {
	start, end int
	name       string
}

// superOf returns the name for a super at a place, "" where super may stay.
func (l *lowering) superOf(at int) string {
	for i := len(l.supers) - 1; i >= 0; i-- {
		if s := l.supers[i]; s.start <= at && at < s.end {
			return s.name
		}
	}
	return ""
}

// superMember rewrites super.m and super[m] in a generator body, and says whether it did.
func (l *lowering) superMember(n *syntax.Node) bool {
	if n.Kind != syntax.Dot && n.Kind != syntax.Index || n.Kids[0].Kind != syntax.Super {
		return false
	}
	name := l.superOf(n.Start)
	if name == "" || l.in().Kind == syntax.Method && !l.in().generator {
		return false
	}
	key := n.Kids[1]
	if n.Kind == syntax.Dot {
		l.edits.replace(n.Start, n.End, name+"("+quote(key.Text)+")")
	} else {
		l.edits.replace(n.Start, key.OuterStart, name+"(")
		l.visit(key)
		l.edits.replace(n.End-1, n.End, ")")
	}
	return true
}

// superCall rewrites the arguments of a call of super.m.
func (l *lowering) superCall(n *syntax.Node) {
	at := n.Kids[0].End
	open := at
	for l.src[open] != '(' {
		open++
	}
	text := ".call(this"
	if len(n.Kids) > 1 {
		text += ", "
	}
	l.edits.replace(at, open+1, text+newlines(l.src[at:open]))
	for _, k := range n.Kids[1:] {
		l.visit(k)
	}
}

// await rewrites await in a generator body.
func (l *lowering) await(n *syntax.Node) {
	if !l.in().generator {
		l.wait(n)
		return
	}
	open, end := "(yield", ")"
	if n == l.bare {
		open, end = "yield", ""
	}
	l.edits.replace(n.Start, n.Start+len("await"), open)
	l.visitAll(n)
	l.edits.insert(n.End, end)
}

// wait rewrites await in other code: the body of a cell notes where it waits.
func (l *lowering) wait(n *syntax.Node) {
	if !l.isCellBody() {
		l.visitAll(n)
		return
	}
	operand := n.Kids[0]
	l.edits.insert(operand.OuterStart, WaitName+"(")
	l.visitAll(n)
	l.edits.insert(n.End, fmt.Sprintf(", %d)", n.Start))
}

// isCellBody tells whether the code that is being rewritten is a cell's own, of its async function.
func (l *lowering) isCellBody() bool { return l.async && len(l.around) == 0 }

// awaited is the text of an await of x where the code is being rewritten, for the byte at of the source.
func (l *lowering) awaited(x string, at int) string {
	switch {
	case l.in().generator:
		return "(yield " + x + ")"
	case l.isCellBody():
		return fmt.Sprintf("await %s(%s, %d)", WaitName, x, at)
	}
	return "await " + x
}

// expressionStatement keeps a statement that begins with an await from beginning with a parenthesis, which would go on
// with the statement before.
func (l *lowering) expressionStatement(n *syntax.Node) {
	if !l.in().generator {
		l.visitAll(n)
		return
	}
	for first := n.Kids[0]; first != nil && first.OuterStart == n.Start; {
		if first.Kind == syntax.Await && !first.Has(syntax.ParenFlag) {
			if first == n.Kids[0] {
				l.bare = first
			} else {
				l.edits.insert(n.Start, "0, ")
			}
			break
		}
		if len(first.Kids) == 0 {
			break
		}
		first = first.Kids[0]
	}
	l.visitAll(n)
}

// yield rewrites yield in a generator body.
func (l *lowering) yield(n *syntax.Node) {
	if !l.in().generator {
		l.visitAll(n)
		return
	}
	x := n.Kids[0]
	switch {
	case n.Has(syntax.DelegateFlag):
		l.edits.insert(x.OuterStart, AsyncName+".delegate(")
		l.visit(x)
		l.edits.insert(n.End, ")")
	case x == nil:
		l.edits.replace(n.Start, n.End, "yield "+AsyncName+".yield(yield void 0)")
	default:
		l.edits.replace(n.Start, n.Start+len("yield"), "yield "+AsyncName+".yield(yield")
		l.visit(x)
		l.edits.insert(n.End, ")")
	}
}

// returned rewrites return in a generator body.
func (l *lowering) returned(n *syntax.Node) {
	x := n.Kids[0]
	if x == nil || !l.in().generator {
		l.visitAll(n)
		return
	}
	l.edits.insert(x.OuterStart, " (yield (")
	l.visit(x)
	l.edits.insert(x.OuterEnd, "))")
}

// markGenerators marks the async generators that a block declares, before anything in it runs.
func (l *lowering) markGenerators(at int, statements []*syntax.Node) {
	for _, n := range statements {
		if n.Kind == syntax.FunctionDeclaration && isAsyncGenerator(n) {
			l.prepend(at, statements, markText(n))
		}
	}
}

// fresh returns a name that no program uses.
func (l *lowering) fresh(prefix string) string {
	l.made++
	return fmt.Sprintf("__loopbook_%s%d", prefix, l.made)
}

// propertyKey writes name as a key of an object literal that gives its name to a function.
func propertyKey(name string) string {
	if name == "__proto__" {
		return `["__proto__"]`
	}
	return quote(name)
}

// quote writes a string literal.
func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}
