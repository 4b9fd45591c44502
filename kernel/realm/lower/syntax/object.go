package syntax

func (p *parser) arrayLiteral() *Node {
	p.enter()
	defer p.leave()
	start := p.next().start
	in := p.in
	p.in = true
	var kids []*Node
	for p.tok.kind != rbracket {
		if p.check(comma) {
			kids = append(kids, nil)
			continue
		}
		kids = append(kids, p.element())
		if p.tok.kind != rbracket {
			p.expect(comma)
		}
	}
	p.next()
	p.in = in
	return p.node(Array, start, kids...)
}

func (p *parser) element() *Node {
	start := p.tok.start
	if !p.check(ellipsis) {
		return p.subPattern()
	}
	x := p.subPattern()
	if x.Kind == Assign {
		p.patternErr(msgDestructuringTarget, start, p.prev.end)
	}
	if p.tok.kind == comma {
		p.patternErr(msgElementAfterRest, start, p.prev.end)
	}
	return p.node(Spread, start, x)
}

// subPattern reads what may be an expression or a part of a pattern.
func (p *parser) subPattern() *Node {
	start := p.tok.start
	m := p.mark()
	x := p.assignmentCover()
	switch {
	case x.Kind == Identifier && p.isReference(x):
		if x.Has(ParenFlag) {
			p.declErr(msgDestructuringTarget, start, p.prev.end)
		}
		p.classifyName(x)
	case p.isReference(x):
		p.declErr(msgPropertyInPattern, start, p.prev.end)
		if len(p.exprErrs) > m.expr && p.declaring == 0 {
			p.failAt(p.exprErrs[m.expr].msg, p.exprErrs[m.expr].start, p.exprErrs[m.expr].end)
		}
	case x.Has(ParenFlag), !isLiteralPattern(x) && x.Kind != Assign:
		p.patternErr(msgDestructuringTarget, start, p.prev.end)
	}
	return x
}

func (p *parser) objectLiteral() *Node {
	p.enter()
	defer p.leave()
	start := p.next().start
	in := p.in
	p.in = true
	var kids []*Node
	proto := false
	for p.tok.kind != rbrace {
		kids = append(kids, p.property(&proto))
		if p.tok.kind != rbrace {
			p.expect(comma)
		}
	}
	p.next()
	p.in = in
	return p.node(Object, start, kids...)
}

// propertyHead is what precedes the value of a property or class member.
type propertyHead struct {
	start            int // of the whole
	keyStart         int
	key              *Node
	text             string // "init", "get", "set", "method", or "" if tok does not tell
	async, generator bool
	computed         bool
	word             token // the key, if it is one token
}

// property reads a property of an object literal or pattern.
func (p *parser) property(proto *bool) *Node {
	if p.tok.kind == ellipsis {
		return p.spreadProperty()
	}
	h := p.propertyHead(false)
	switch {
	case h.text == "get" || h.text == "set" || h.text == "method" || h.async || h.generator:
		return p.methodProperty(h)
	case p.tok.kind == colon:
		return p.keyedProperty(h, proto)
	case p.tok.kind == comma || p.tok.kind == rbrace || p.tok.kind == assign:
		return p.shorthand(h)
	}
	p.unexpected(&p.tok)
	return nil
}

func (p *parser) spreadProperty() *Node {
	dots := p.next()
	start := p.tok.start
	x := p.subPattern()
	if !p.isReference(x) {
		p.declErr(msgRestBinding, start, p.prev.end)
		p.patternErr(msgRestAssignment, start, p.prev.end)
	}
	if p.tok.kind != rbrace {
		p.patternErr(msgElementAfterRest, p.prev.start, p.prev.end)
	}
	return p.node(Spread, dots.start, x)
}

func (p *parser) keyedProperty(h propertyHead, proto *bool) *Node {
	if !h.computed && (h.key.Kind == Identifier || h.key.Kind == String) && h.key.Text == "__proto__" {
		if *proto {
			p.exprErr(msgDuplicateProto, p.prev.start, p.prev.end)
		}
		*proto = true
	}
	p.next()
	value := p.subPattern()
	return p.propertyNode(h, "init", value)
}

func (p *parser) methodProperty(h propertyHead) *Node {
	p.patternErr(msgDestructuringTarget, h.start, p.prev.end)
	if h.text == "" {
		h.text = "method"
	}
	if p.tok.kind != lparen {
		p.unexpected(&p.tok)
	}
	fn := &function{async: h.async, generator: h.generator, superProperty: true, newTarget: true}
	return p.propertyNode(h, h.text, p.method(h, fn))
}

func (p *parser) propertyNode(h propertyHead, text string, value *Node) *Node {
	n := p.textNode(Property, h.start, text, h.key, value)
	n.Inner = h.keyStart
	if h.computed {
		n.Flags |= ComputedFlag
	}
	return n
}

// method reads parameters and body of a method, getter or setter.
func (p *parser) method(h propertyHead, fn *function) *Node {
	return p.function(Method, p.tok.start, nil, fn, false, func(params []*Node, start, end int) {
		switch {
		case h.text == "get" && len(params) != 0:
			p.failAt(msgGetterArity, start, end)
		case h.text == "set" && len(params) != 1:
			p.failAt(msgSetterArity, start, end)
		case h.text == "set" && params[0].Kind == Rest:
			p.failAt(msgSetterRest, start, end)
		}
	})
}

// shorthand reads `a` or `a = 1` of an object literal or pattern.
func (p *parser) shorthand(h propertyHead) *Node {
	t := h.word
	if !p.isIdentifier(&t) {
		t.start, t.end = p.prev.start, p.prev.end
		p.unexpected(&t)
	}
	p.noteIdentifier(&t)
	id := &Node{Kind: Identifier, Start: t.start, End: t.end, Text: t.text}
	p.classifyName(id)
	if p.strict && isEvalOrArguments(t.text) {
		p.patternErr(msgStrictEval, t.start, t.end)
	}
	value := id
	if p.tok.kind == assign {
		p.next()
		right := p.assignmentIn()
		value = p.textNode(Assign, t.start, "=", id, right)
		p.exprErr(msgShorthandInitializer, t.start, p.prev.end)
	}
	n := p.textNode(Property, t.start, "init", h.key, value)
	n.Flags |= ShorthandFlag
	return n
}

// propertyHead reads modifiers and key. In a class, a private name is a key too.
func (p *parser) propertyHead(class bool) propertyHead {
	h := propertyHead{start: p.tok.start}
	if p.tok.is("async") && !p.endsKey(p.ahead()) && !p.ahead().nl {
		p.next()
		h.async = true
		h.text = "method"
	} else if p.tok.kind == name && p.tok.text == "async" && p.tok.esc && !p.endsKey(p.ahead()) && !p.ahead().nl {
		p.failAt(msgEscapedKeyword, p.tok.start, p.tok.end)
	}
	if p.check(mul) {
		h.generator = true
		h.text = "method"
	}
	if h.text == "" && p.tok.kind == name && (p.tok.text == "get" || p.tok.text == "set") && !p.endsKey(p.ahead()) && p.ahead().kind != mul {
		if p.tok.esc {
			p.failAt(msgEscapedKeyword, p.tok.start, p.tok.end)
		}
		h.text = p.next().text
	}
	p.key(&h, class)
	if h.text == "" && p.tok.kind == lparen {
		h.text = "method"
	}
	return h
}

// endsKey says whether t makes what is before it a key, not a modifier.
func (p *parser) endsKey(t *token) bool {
	switch t.kind {
	case colon, comma, rbrace, assign, lparen, semicolon, eof:
		return true
	}
	return false
}

func (p *parser) key(h *propertyHead, class bool) {
	h.keyStart, h.word = p.tok.start, p.tok
	switch t := &p.tok; {
	case t.kind == lbracket:
		p.next()
		h.key = p.assignmentIn()
		p.expect(rbracket)
		h.computed = true
		return
	case t.kind == str:
		p.next()
		h.key = p.textNode(String, p.prev.start, p.prev.text)
	case t.kind == number || t.kind == bigint:
		p.next()
		h.key = p.node(Number, p.prev.start)
	case t.kind == privateName && class:
		p.next()
		h.key = p.textNode(PrivateName, p.prev.start, p.prev.text)
	case t.isWord():
		p.next()
		h.key = p.textNode(Identifier, p.prev.start, p.prev.text)
	default:
		p.unexpected(t)
	}
}
