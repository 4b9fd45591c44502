package syntax

// leftHandSide reads a member expression or a call.
func (p *parser) leftHandSide() *Node {
	x := p.member()
	switch p.tok.kind {
	case dot, lbracket, lparen, questionDot, template:
		return p.calls(x)
	}
	return x
}

// calls reads what follows a member expression: calls, members, optional chains.
func (p *parser) calls(x *Node) *Node {
	if p.tok.kind == lparen && x.Kind == Identifier && p.prev.is("async") && !p.tok.nl {
		x = p.asyncCall(x)
		if x.Kind == emptyParameters || p.tok.kind == arrow {
			return x
		}
	}
	chain, optional := Flags(0), Flags(0)
	for {
		var n *Node
		switch p.tok.kind {
		case questionDot:
			if optional != 0 {
				p.fail(msgUnexpectedToken, "?.")
			}
			p.next()
			chain, optional = ChainFlag, OptionalFlag
			switch p.tok.kind {
			case dot, lbracket, lparen, questionDot, template:
				continue
			}
			n = p.node(Dot, x.OuterStart, x, p.propertyName())
			n.End = p.prev.end
		case lbracket:
			n = p.index(x)
		case dot:
			if optional != 0 {
				p.unexpected(&p.tok)
			}
			period := p.tok.start
			n = p.dot(x)
			n.Inner = period
		case lparen:
			open := p.tok.start
			if p.prev.kind == name || p.prev.kind == kwSuper {
				open = p.prev.start
			}
			n = p.node(Call, x.OuterStart, append([]*Node{x}, p.arguments(false)...)...)
			n.Inner = open
		case template:
			if chain != 0 {
				p.failNext(msgChainTemplate)
			}
			n = p.tagged(x)
		default:
			return x
		}
		n.Flags |= chain | optional
		optional = 0
		x = n
	}
}

func (p *parser) index(x *Node) *Node {
	open := p.next()
	i := p.expression()
	p.expect(rbracket)
	n := p.node(Index, x.OuterStart, x, i)
	n.Inner = open.start
	return n
}

func (p *parser) dot(x *Node) *Node {
	p.next()
	name := p.propertyName()
	n := p.node(Dot, x.OuterStart, x, name)
	n.Inner = name.Start
	return n
}

// propertyName reads what follows a dot.
func (p *parser) propertyName() *Node {
	if p.tok.kind == privateName {
		return p.privateReference(p.prev.start)
	}
	if !p.tok.isWord() {
		p.unexpected(&p.tok)
	}
	p.next()
	return p.textNode(Identifier, p.prev.start, p.prev.text)
}

// arguments reads a list in parentheses. asyncHead says that it may be the parameters of an async arrow function.
func (p *parser) arguments(asyncHead bool) (list []*Node) {
	p.next()
	in, declaring := p.in, p.declaring
	p.in, p.declaring = true, 0
	p.fn.arguments++
	for p.tok.kind != rparen {
		start := p.tok.start
		spread := p.check(ellipsis)
		itemStart := p.tok.start
		m := p.mark()
		x := p.assignmentCover()
		if asyncHead {
			p.classifyParameter(x, itemStart)
			if spread {
				p.classifyRest(x)
			}
		} else if p.tok.kind == comma || p.tok.kind == rparen {
			p.checkExpression(m)
		}
		if spread {
			x = p.node(Spread, start, x)
		}
		list = append(list, x)
		if !p.check(comma) {
			break
		}
	}
	p.in, p.declaring = in, declaring
	p.fn.arguments--
	if p.tok.kind != rparen {
		p.missing(msgArguments, p.prev.start, p.prev.end)
	}
	p.next()
	return list
}

func (p *parser) classifyRest(x *Node) {
	if x.Kind == Assign {
		p.declErr(msgRestInitializer, p.prev.start, p.prev.end)
	}
	if p.tok.kind == comma {
		p.declErr(msgParamAfterRest, p.tok.start, p.tok.end)
	}
}

// asyncCall reads async(...): a call, or the head of an async arrow function, in which case an arrow follows.
func (p *parser) asyncCall(callee *Node) *Node {
	m := p.mark()
	open := p.tok.start
	p.heads = append(p.heads, possibleHead{async: true})
	list := p.arguments(true)
	first := p.popHead()
	if p.tok.kind != arrow {
		p.checkExpression(m)
		n := p.node(Call, callee.Start, append([]*Node{callee}, list...)...)
		n.Inner = open
		return n
	}
	p.checkParameters(m, first)
	n := p.node(Sequence, open, list...)
	if len(list) == 0 {
		n.Kind = emptyParameters
	}
	n.Flags |= ParenFlag
	p.head = arrowHead{start: callee.Start, end: p.prev.end, async: true, strict: p.firstStrict(m), open: open, node: n}
	p.drop(m)
	return n
}

func (p *parser) firstStrict(m marks) problem {
	if len(p.strictErrs) > m.strict {
		return p.strictErrs[m.strict]
	}
	return problem{}
}

// member reads a primary or new expression with the members that follow it.
func (p *parser) member() *Node {
	return p.members(p.primary())
}

func (p *parser) members(x *Node) *Node {
	for {
		switch p.tok.kind {
		case dot:
			x = p.dot(x)
		case lbracket:
			x = p.index(x)
		case template:
			x = p.tagged(x)
		default:
			return x
		}
	}
}

func (p *parser) newExpression() *Node {
	p.enter()
	defer p.leave()
	start := p.next().start
	switch {
	case p.tok.kind == dot:
		return p.newTarget(start)
	case p.tok.kind == kwSuper && p.ahead().kind == lparen:
		p.failAt(msgSuper, p.tok.start, p.tok.end)
	}
	var callee *Node
	if p.tok.kind == kwNew {
		callee = p.members(p.newExpression())
	} else {
		callee = p.member()
	}
	if callee.Kind == ImportCall {
		p.fail(msgImportNew)
	}
	kids := []*Node{callee}
	switch p.tok.kind {
	case lparen:
		kids = append(kids, p.arguments(false)...)
	case questionDot:
		p.failNext(msgChainNew)
	}
	return p.node(New, start, kids...)
}

func (p *parser) newTarget(start int) *Node {
	p.next()
	p.metaWord("target", "new.target", start)
	if !p.fn.newTarget {
		p.fail(msgNewTarget)
	}
	return p.node(NewTarget, start)
}

// metaWord reads the word after the dot of a meta property.
func (p *parser) metaWord(word, full string, start int) {
	if p.tok.kind != name || p.tok.text != word {
		p.unexpected(&p.tok)
	}
	p.next()
	if p.prev.esc {
		p.failAt(msgEscapedMeta, start, p.prev.end, full)
	}
}

// importExpression reads import(...) or import.meta.
func (p *parser) importExpression() *Node {
	start := p.next().start
	p.uses |= DynamicImport
	if p.check(dot) {
		p.metaWord("meta", "import.meta", start)
		if !p.opts.Cell {
			p.fail(msgImportMeta)
		}
		p.uses |= Meta
		return p.node(ImportMeta, start)
	}
	if p.tok.kind != lparen {
		p.fail(msgImportStatement)
	}
	p.next()
	if p.tok.kind == rparen {
		p.fail(msgImportSpecifier)
	}
	kids := []*Node{p.assignmentIn()}
	if p.check(comma) && p.tok.kind != rparen {
		kids = append(kids, p.assignmentIn())
		p.check(comma)
	}
	p.expect(rparen)
	return p.node(ImportCall, start, kids...)
}

func (p *parser) superExpression() *Node {
	t := p.next()
	n := p.node(Super, t.start)
	switch p.tok.kind {
	case dot, lbracket:
		if !p.fn.superProperty {
			break
		}
		if p.tok.kind == dot && p.ahead().kind == privateName {
			p.next()
			p.next()
			p.fail(msgPrivateField)
		}
		return n
	case lparen:
		if p.fn.superCall {
			return n
		}
	}
	p.failAt(msgSuper, t.start, t.end)
	return nil
}
