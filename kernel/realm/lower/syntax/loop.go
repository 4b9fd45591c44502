package syntax

import "strings"

// jump reads break or continue, which the last so many labels name.
func (p *parser) jump(labels int) *Node {
	t := p.next()
	k := Break
	if t.kind == kwContinue {
		k = Continue
	}
	label := ""
	if !p.tok.nl && p.tok.kind != semicolon && p.tok.kind != rbrace && p.tok.kind != eof {
		label = p.identifier().Text
	}
	p.checkJump(k, label, labels)
	p.semicolon()
	return p.textNode(k, t.start, label)
}

func (p *parser) checkJump(k Kind, label string, own int) {
	if label == "" {
		switch {
		case k == Break && p.fn.switches == 0 && p.fn.loops == 0:
			p.fail(msgBreak)
		case k == Continue && p.fn.loops == 0:
			p.fail(msgContinueNoLoop)
		}
		return
	}
	for i, t := range p.fn.targets {
		if t.label != label {
			continue
		}
		if k == Continue && i >= len(p.fn.targets)-own {
			break // V8 does not see these here
		}
		if k == Continue && !t.loop {
			p.fail(msgContinue, label)
		}
		return
	}
	p.fail(msgUnknownLabel, label)
}

// loop reads do, while or for, which the last so many labels name.
func (p *parser) loop(labels int) *Node {
	targets := p.fn.targets[len(p.fn.targets)-labels:]
	for i := range targets {
		targets[i].loop = true
	}
	switch p.tok.kind {
	case kwDo:
		return p.doWhile()
	case kwWhile:
		start := p.next().start
		test := p.parenthesized()
		return p.node(While, start, test, p.loopBody())
	}
	return p.forStatement()
}

func (p *parser) loopBody() *Node {
	p.fn.loops++
	defer func() { p.fn.loops-- }()
	return p.statement(0, false)
}

func (p *parser) doWhile() *Node {
	start := p.next().start
	body := p.loopBody()
	p.expect(kwWhile)
	test := p.parenthesized()
	p.check(semicolon)
	return p.node(DoWhile, start, body, test)
}

// forStatement reads the four loops that begin with for.
func (p *parser) forStatement() *Node {
	start := p.next().start
	await := false
	if p.tok.is("await") && p.fn.async {
		await = true
		p.awaitUsed()
		p.uses |= ForAwait
		p.next()
	}
	p.expect(lparen)
	scope := p.openScope(blockScope)
	n := p.forHead(await)
	n.Start, n.Scope = start, scope
	n.Kids = append(n.Kids, p.loopBody())
	n.End = p.prev.end
	p.closeScope()
	return n
}

// forHead reads what stands in the parentheses, and the closing one. The body is yet to be appended to the node.
func (p *parser) forHead(await bool) *Node {
	switch {
	case p.tok.kind == kwVar || p.tok.kind == kwConst:
		return p.forDeclaration(p.src[p.tok.start:p.tok.end], await)
	case p.tok.is("let") && p.aheadIsBinding():
		return p.forDeclaration("let", await)
	case p.tok.is("using") && p.aheadIsForUsing():
		return p.forDeclaration("using", await)
	case p.tok.is("await") && p.fn.async && p.ahead().is("using") && !p.ahead().nl && p.afterIsName():
		return p.forDeclaration("await using", await)
	case p.tok.kind == semicolon && !await:
		return p.forClauses(nil)
	}
	return p.forExpression(await)
}

func (p *parser) afterIsName() bool {
	t := p.afterAhead()
	return t.kind == name && !t.nl
}

// aheadIsForUsing tells `for (using x of` from `for (using of`.
func (p *parser) aheadIsForUsing() bool {
	t := p.ahead()
	if !p.aheadIsUsing(t) {
		return false
	}
	if !t.is("of") {
		return true
	}
	after := p.afterAhead()
	return after.kind == assign
}

// isOf says whether tok goes on with the loop over a collection that it began.
func (p *parser) isOf() bool { return p.tok.is("of") }

func (p *parser) forDeclaration(keyword string, await bool) *Node {
	start := p.tok.start
	p.next()
	if keyword == "await using" {
		p.awaitUsed()
		p.next()
	}
	listStart := p.tok.start
	p.in = false
	m := p.mark()
	if await {
		// Whatever is wrong in the declaration, V8 says this, and no place.
		p.exprErr(strings.Replace(msgForBindings, "%", "for-await-of", 1), listStart, -1)
	}
	decls := p.declarators(keyword, true)
	p.drop(m)
	p.in = true
	n := p.textNode(Variables, start, keyword, decls...)
	if !await && p.tok.kind != kwIn && !p.isOf() {
		return p.forClauses(n)
	}
	p.checkForBinding(n, listStart, await)
	if await && !p.isOf() {
		p.unexpected(&p.tok)
	}
	return p.forEach(n, await)
}

// checkForBinding checks the one declaration of a loop over a collection (ECMA-262, 14.7.5.1; Annex B.3.5).
func (p *parser) checkForBinding(n *Node, listStart int, await bool) {
	loop := "for-of"
	switch {
	case await:
		loop = "for-await-of"
	case p.tok.kind == kwIn:
		loop = "for-in"
	}
	if len(n.Kids) != 1 {
		p.failAt(msgForBindings, listStart, n.End, loop)
	}
	d := n.Kids[0]
	if d.Kids[1] != nil && (loop != "for-in" || p.strict || n.Text != "var" || d.Kids[0].Kind != Identifier) {
		p.failAt(msgForInitializer, d.Inner, n.End, loop)
	}
	if loop == "for-in" && (n.Text == "using" || n.Text == "await using") {
		p.failAt("Invalid 'using' in for-in loop", p.tok.start, p.tok.end)
	}
}

// forEach reads `of x)` or `in x)` after its left side.
func (p *parser) forEach(left *Node, await bool) *Node {
	k := ForIn
	var source *Node
	if p.isOf() {
		k = ForOf
		p.next()
		source = p.assignment()
	} else {
		p.next()
		source = p.expression()
	}
	p.expect(rparen)
	n := p.node(k, left.Start, left, source)
	if await {
		n.Flags |= AwaitFlag
	}
	return n
}

// forClauses reads `; test; update)`.
func (p *parser) forClauses(init *Node) *Node {
	p.expect(semicolon)
	var test, update *Node
	if p.tok.kind != semicolon {
		test = p.expression()
	}
	p.expect(semicolon)
	if p.tok.kind != rparen {
		update = p.expression()
	}
	p.expect(rparen)
	return p.node(For, p.prev.start, init, test, update)
}

// forExpression reads a head that begins with an expression, perhaps a target.
func (p *parser) forExpression(await bool) *Node {
	startsWithLet := p.tok.is("let")
	first := p.tok
	m := p.mark()
	p.in = false
	x := p.forLeft(await)
	p.in = true
	isOf := p.isOf()
	if startsWithLet && isOf {
		p.failAt("The left-hand side of a for-of loop may not start with 'let'.", first.start, first.end)
	}
	if isOf && !await && first.is("async") && x.Kind == Identifier && !x.Has(ParenFlag) {
		p.failAt(msgForOfAsync, first.start, first.end)
	}
	if !isOf && (await || p.tok.kind != kwIn) {
		if await {
			p.unexpected(&p.tok)
		}
		p.checkExpression(m)
		return p.forClauses(x)
	}
	return p.forEach(p.forTarget(x, first.start, m), await)
}

func (p *parser) forLeft(await bool) *Node {
	if await {
		return p.leftHandSide()
	}
	return p.expressionCover()
}

// forTarget turns the left side of a loop over a collection into what is assigned to.
func (p *parser) forTarget(x *Node, start int, m marks) *Node {
	if isLiteralPattern(x) && !x.Has(ParenFlag) {
		p.checkPattern(m)
		return toPattern(x)
	}
	if isLiteralPattern(x) {
		p.failAt(msgDestructuringTarget, start, p.prev.end)
	}
	p.checkExpression(m)
	if !p.isReference(x) {
		p.invalidReference(x, start, msgInvalidLeftFor, false)
	}
	return x
}
