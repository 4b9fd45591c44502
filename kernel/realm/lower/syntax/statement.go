package syntax

// statementItem reads a statement or declaration of a body or block.
func (p *parser) statementItem() *Node {
	switch p.tok.kind {
	case kwFunction:
		return p.functionDeclaration(p.tok.start)
	case kwClass, at:
		if p.tok.kind == at && !p.opts.Cell {
			break
		}
		return p.classDeclaration()
	case kwVar, kwConst:
		return p.variableStatement(p.tok.text)
	case kwImport:
		if k := p.ahead().kind; p.opts.Cell && k != lparen && k != dot {
			return p.importStatement()
		}
	case kwExport:
		if p.opts.Module && p.fn.top && p.scope.kind == functionScope {
			p.uses |= ExportStatement
			return p.exportStatement()
		}
	case name:
		if n := p.nameItem(); n != nil {
			return n
		}
	}
	return p.statement(0, true)
}

// nameItem reads a declaration that begins with a contextual keyword, or nothing.
func (p *parser) nameItem() *Node {
	switch {
	case p.tok.is("let") && p.aheadIsBinding():
		return p.variableStatement("let")
	case p.tok.is("async") && p.ahead().kind == kwFunction && !p.ahead().nl:
		start := p.next().start
		return p.functionDeclaration(start)
	case p.tok.is("using") && p.aheadIsUsing(p.ahead()) && p.usingAllowed():
		return p.variableStatement("using")
	case p.tok.is("await") && p.fn.async && p.ahead().is("using") && !p.ahead().nl && p.usingAllowed():
		if t := p.afterAhead(); t.nl || t.kind != name {
			return nil
		}
		return p.variableStatement("await using")
	}
	return nil
}

// aheadIsBinding says whether let, the next token, begins a declaration.
func (p *parser) aheadIsBinding() bool {
	t := p.ahead()
	switch {
	case t.kind == lbrace || t.kind == lbracket:
		return true
	case t.kind != name:
		return false
	case strictReserved(t.text) && (t.esc || t.text != "let" && t.text != "static" && t.text != "yield"):
		return !p.strict
	}
	return true
}

func (p *parser) aheadIsUsing(t *token) bool {
	return t.kind == name && !t.nl
}

// usingAllowed says whether a using declaration may stand here: not directly in a script or in a case clause.
func (p *parser) usingAllowed() bool {
	return !p.fn.inCase && (p.opts.Cell || p.scope.kind != functionScope || !p.fn.top)
}

// afterAhead returns the second token after tok.
func (p *parser) afterAhead() token {
	p.ahead()
	pos := p.pos
	t := p.scanner.next()
	p.pos = pos
	return t
}

// statement reads a statement. labels says how many labels name it; function says that a function may follow a label.
func (p *parser) statement(labels int, function bool) *Node {
	p.enter()
	defer p.leave()
	start := p.tok.start
	switch p.tok.kind {
	case lbrace:
		return p.block()
	case semicolon:
		p.next()
		return p.node(Empty, start)
	case kwIf:
		return p.ifStatement()
	case kwDo, kwWhile, kwFor:
		return p.loop(labels)
	case kwContinue, kwBreak:
		return p.jump(labels)
	case kwReturn:
		return p.returnStatement()
	case kwThrow:
		return p.throwStatement()
	case kwTry:
		return p.tryStatement()
	case kwWith:
		return p.withStatement()
	case kwSwitch:
		return p.switchStatement()
	case kwFunction:
		msg := msgSloppyFunction
		if p.strict {
			msg = msgStrictFunction
		}
		p.failAt(msg, p.tok.start, p.tok.end)
	case kwDebugger:
		p.next()
		p.semicolon()
		return p.node(Debugger, start)
	case kwVar:
		return p.variableStatement("var")
	case name:
		if p.tok.is("async") && p.ahead().kind == kwFunction && !p.ahead().nl {
			p.failAt(msgAsyncStatement, p.tok.start, p.tok.end)
		}
	}
	return p.expressionOrLabelled(labels, function)
}

func (p *parser) expressionOrLabelled(labels int, function bool) *Node {
	start := p.tok.start
	startsWithName := p.tok.kind == name
	switch {
	case p.tok.kind == kwClass:
		p.unexpected(&p.tok)
	case p.tok.is("let"):
		t := p.ahead()
		plain := t.kind == name && !strictReserved(t.text) && !contextual(t.text) && t.text != "await"
		if t.kind == lbracket || !t.nl && (t.kind == lbrace || plain) {
			p.failAt(msgLexicalStatement, p.tok.start, p.tok.end)
		}
	}
	x := p.expression()
	if p.tok.kind == colon && startsWithName && x.Kind == Identifier && !x.Has(ParenFlag) {
		return p.labelled(x, labels, function)
	}
	n := p.node(Expression, start, x)
	n.Inner = p.prev.end
	p.semicolon()
	n.End = p.prev.end
	return n
}

// labelled reads what follows a label.
func (p *parser) labelled(label *Node, labels int, function bool) *Node {
	f := p.fn
	for _, t := range f.targets {
		if t.label == label.Text {
			p.fail(msgLabelTwice, label.Text)
		}
	}
	p.next()
	f.targets = append(f.targets, jumpTarget{label: label.Text})
	var body *Node
	if p.tok.kind == kwFunction && !p.strict && function {
		body = p.singleFunction()
	} else {
		body = p.statement(labels+1, function)
	}
	f.targets = f.targets[:len(f.targets)-1]
	return p.textNode(Labelled, label.Start, label.Text, body)
}

// singleFunction reads a function where only one statement may stand.
func (p *parser) singleFunction() *Node {
	if p.ahead().kind == mul {
		p.next()
		p.next()
		p.fail(msgGeneratorStatement)
	}
	return p.functionDeclaration(p.tok.start)
}

// scoped reads the body of an if.
func (p *parser) scoped() *Node {
	if p.strict || p.tok.kind != kwFunction {
		return p.statement(0, false)
	}
	start := p.tok.start
	scope := p.openScope(blockScope)
	n := p.node(Block, start, p.singleFunction())
	n.End = p.prev.end
	n.Scope = scope
	p.closeScope()
	return n
}

// block reads { statements } in a scope of its own.
func (p *parser) block() *Node {
	scope := p.openScope(blockScope)
	n := p.bareBlock()
	n.Scope = scope
	p.closeScope()
	return n
}

// bareBlock reads { statements } in the scope that is open.
func (p *parser) bareBlock() *Node {
	start := p.tok.start
	p.expect(lbrace)
	inCase := p.fn.inCase
	p.fn.inCase = false
	var kids []*Node
	for p.tok.kind != rbrace {
		if p.tok.kind == eof {
			p.unexpected(&p.tok)
		}
		kids = append(kids, p.statementItem())
	}
	p.fn.inCase = inCase
	p.next()
	return p.node(Block, start, kids...)
}

func (p *parser) ifStatement() *Node {
	start := p.next().start
	test := p.parenthesized()
	then := p.scoped()
	var other *Node
	if p.check(kwElse) {
		other = p.scoped()
	}
	return p.node(If, start, test, then, other)
}

func (p *parser) parenthesized() *Node {
	p.expect(lparen)
	x := p.expression()
	p.expect(rparen)
	return x
}

func (p *parser) returnStatement() *Node {
	start := p.next().start
	if p.fn.top || p.fn.initializer && !p.fn.arrow {
		p.fail(msgReturn)
	}
	var x *Node
	if !p.tok.nl && p.tok.kind != semicolon && p.tok.kind != rbrace && p.tok.kind != eof {
		x = p.expression()
	}
	p.semicolon()
	return p.node(Return, start, x)
}

func (p *parser) throwStatement() *Node {
	start := p.next().start
	if p.tok.nl {
		p.fail(msgThrowNewline)
	}
	x := p.expression()
	p.semicolon()
	return p.node(Throw, start, x)
}

func (p *parser) withStatement() *Node {
	start := p.next().start
	if p.strict {
		p.fail(msgStrictWith)
	}
	object := p.parenthesized()
	body := p.statement(0, false)
	return p.node(With, start, object, body)
}

func (p *parser) tryStatement() *Node {
	start := p.next().start
	block := p.block()
	if p.tok.kind != kwCatch && p.tok.kind != kwFinally {
		p.missing(msgTry, p.prev.start, p.prev.end)
	}
	n := p.node(Try, start, block, nil, nil, nil)
	if p.check(kwCatch) {
		p.catch(n)
	}
	if p.check(kwFinally) {
		n.Kids[3] = p.block()
	}
	n.End = p.prev.end
	return n
}

// catch reads the parameter and block of a handler. They are two scopes, but no name may be in both.
func (p *parser) catch(n *Node) {
	if p.tok.kind != lparen {
		n.Kids[2] = p.block()
		return
	}
	p.next()
	n.Scope = p.openScope(catchScope)
	param := p.bindingTarget()
	b := bindLexical
	if param.Kind == Identifier {
		b = bindCatch
	}
	p.declarePattern(param, b)
	p.expect(rparen)
	handler := p.block()
	for _, d := range handler.Scope.names {
		if n.Scope.Declares(d.name) {
			p.redeclaredIn(handler, d.name)
		}
	}
	p.closeScope()
	n.Kids[1], n.Kids[2] = param, handler
}

// redeclaredIn reports name at its declaration among the statements of a block.
func (p *parser) redeclaredIn(block *Node, name string) {
	for _, s := range block.Kids {
		switch s.Kind {
		case FunctionDeclaration, ClassDeclaration:
			if s.Kids[0] != nil && s.Kids[0].Text == name {
				p.failAt(msgRedeclared, s.Start, s.Start+len(name), name)
			}
		case Variables:
			if id := bound(s, name); id != nil && s.Text != "var" {
				p.failAt(msgRedeclared, id.Start, id.End, name)
			}
		}
	}
}

// bound finds the binding of name below a declaration.
func bound(n *Node, name string) (found *Node) {
	Names(n, func(id *Node) {
		if found == nil && id.Text == name {
			found = id
		}
	})
	return found
}

// Names calls visit for each Identifier that a Variables, Declarator or pattern binds or assigns to, in source order.
func Names(n *Node, visit func(*Node)) {
	if n == nil {
		return
	}
	switch n.Kind {
	case Identifier:
		visit(n)
	case Declarator, Default:
		Names(n.Kids[0], visit)
	case Property:
		Names(n.Kids[1], visit)
	case Variables, ArrayPattern, ObjectPattern, Rest:
		for _, k := range n.Kids {
			Names(k, visit)
		}
	}
}

func (p *parser) switchStatement() *Node {
	start := p.next().start
	kids := []*Node{p.parenthesized()}
	scope := p.openScope(blockScope)
	p.expect(lbrace)
	inCase, seen := p.fn.inCase, false
	p.fn.inCase = true
	p.fn.switches++
	for p.tok.kind != rbrace {
		kids = append(kids, p.caseClause(&seen))
	}
	p.fn.inCase = inCase
	p.fn.switches--
	p.next()
	p.closeScope()
	n := p.node(Switch, start, kids...)
	n.Scope = scope
	return n
}

func (p *parser) caseClause(seenDefault *bool) *Node {
	start := p.tok.start
	kids := []*Node{nil}
	if p.check(kwCase) {
		kids[0] = p.expression()
	} else {
		p.expect(kwDefault)
		if *seenDefault {
			p.fail(msgSwitchDefault)
		}
		*seenDefault = true
	}
	p.expect(colon)
	for p.tok.kind != kwCase && p.tok.kind != kwDefault && p.tok.kind != rbrace {
		if p.tok.kind == eof {
			p.unexpected(&p.tok)
		}
		kids = append(kids, p.statementItem())
	}
	return p.node(Case, start, kids...)
}
