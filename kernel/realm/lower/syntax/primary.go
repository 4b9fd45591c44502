package syntax

import "strings"

func (p *parser) primary() *Node {
	t := &p.tok
	switch t.kind {
	case name:
		return p.nameExpression()
	case kwTrue, kwFalse, kwNull:
		p.next()
		return p.textNode(Literal, p.prev.start, spelling[p.prev.kind])
	case str:
		p.next()
		return p.textNode(String, p.prev.start, p.prev.text)
	case number, bigint:
		p.next()
		return p.node(Number, p.prev.start)
	case kwThis:
		p.next()
		return p.node(This, p.prev.start)
	case kwNew:
		return p.newExpression()
	case div, assignDiv:
		return p.regexpLiteral()
	case kwFunction:
		return p.functionExpression(t.start)
	case kwSuper:
		return p.superExpression()
	case kwImport:
		return p.importExpression()
	case lbracket:
		return p.arrayLiteral()
	case lbrace:
		return p.objectLiteral()
	case lparen:
		return p.parentheses()
	case kwClass:
		return p.classExpression()
	case at:
		if p.opts.Cell {
			return p.classExpression()
		}
	case template:
		return p.templateLiteral(false)
	}
	p.unexpected(t)
	return nil
}

// nameExpression reads an identifier, an async function, or the parameter of an arrow function.
func (p *parser) nameExpression() *Node {
	t := p.tok
	if t.text == "async" {
		a := p.ahead()
		switch {
		case a.nl:
		case a.kind == kwFunction && t.esc:
			p.failAt(msgEscapedKeyword, t.start, t.end)
		case a.kind == kwFunction:
			p.next()
			return p.functionExpression(t.start)
		case a.kind == name && !t.esc:
			if after := p.afterAhead(); after.kind == arrow {
				p.next()
				return p.asyncParameter(t.start)
			}
		}
	}
	m := p.mark()
	id := p.identifier()
	if p.tok.kind == arrow {
		p.classifyName(id)
		p.head = arrowHead{start: id.Start, end: id.End, strict: p.firstStrict(m), open: id.Start, node: id}
		p.drop(m)
	}
	return id
}

// asyncParameter reads the one parameter of `async a =>`.
func (p *parser) asyncParameter(start int) *Node {
	m := p.mark()
	if p.tok.text == "await" {
		if p.fn.async {
			p.unexpected(&p.tok)
		}
		p.next()
		p.fail(msgAwaitBinding)
	}
	id := p.identifier()
	p.classifyName(id)
	p.head = arrowHead{start: start, end: id.End, async: true, strict: p.firstStrict(m), open: id.Start, node: id}
	p.drop(m)
	return id
}

// parentheses reads an expression in parentheses, or the parameters of an arrow function.
func (p *parser) parentheses() *Node {
	start := p.next().start
	if p.check(rparen) {
		if p.tok.kind != arrow {
			p.missing(msgUnexpectedToken, p.prev.start, p.prev.end, ")")
		}
		n := p.node(emptyParameters, start)
		p.head = arrowHead{start: start, end: p.prev.end, open: start, node: n}
		return n
	}
	m := p.mark()
	in, declaring := p.in, p.declaring
	p.in, p.declaring = true, 0
	p.heads = append(p.heads, possibleHead{})
	x := p.expressionCover()
	first := p.popHead()
	p.in, p.declaring = in, declaring
	p.expect(rparen)
	if p.tok.kind == arrow {
		p.checkParameters(m, first)
		x.Flags |= ParenFlag
		p.head = arrowHead{start: start, end: p.prev.end, strict: p.firstStrict(m), open: start, node: x}
		p.drop(m)
		return x
	}
	p.checkExpression(m)
	x.Flags |= ParenFlag
	x.OuterStart, x.OuterEnd = start, p.prev.end
	return x
}

func (p *parser) regexpLiteral() *Node {
	p.rescan(p.scanner.rescanRegexp)
	t := p.tok
	if t.errStart < 0 {
		p.failAt(msgRegexpEnd, t.start, t.start+1)
	}
	pattern, flags := p.src[t.start+1:t.errStart], p.src[t.errStart+1:t.end]
	if !validFlags(flags) {
		p.failAt(msgRegexpFlags, t.start, t.start+1)
	}
	p.next()
	if msg := checkRegexp(pattern, flags); msg != "" {
		p.failAt("Invalid regular expression: /"+pattern+"/"+flags+": "+msg, t.start, t.end)
	}
	if strings.ContainsAny(flags, "dv") || strings.Contains(pattern, "(?") {
		p.uses |= ForeignRegexp
	}
	return p.node(Regexp, t.start)
}

// tagged reads a template literal with a tag.
func (p *parser) tagged(tag *Node) *Node {
	lit := p.templateLiteral(true)
	n := p.node(TaggedTemplate, tag.OuterStart, tag, lit)
	n.Inner = lit.Start
	return n
}

// templateLiteral reads a literal from its first piece on.
func (p *parser) templateLiteral(tagged bool) *Node {
	start := p.tok.start
	var kids []*Node
	for {
		t := p.tok
		if t.err != "" && !tagged {
			p.failAt(t.err, t.errStart, t.errEnd)
		}
		p.templateEnd(&t)
		p.next()
		if t.tail {
			return p.node(Template, start, kids...)
		}
		p.open++
		from := p.tok.start
		x := p.expression()
		if p.tok.kind != rbrace {
			p.missing(msgTemplateBrace, from, p.tok.end)
		}
		kids = append(kids, x)
		p.open--
		p.rescan(p.scanner.rescanTemplate)
	}
}

// templateEnd reports a literal that the end of the source cut off.
func (p *parser) templateEnd(t *token) {
	if t.cut {
		e := p.errorAt(msgUnexpectedEnd, len(p.src), len(p.src))
		e.AtEnd, e.InText = true, true
		panic(e)
	}
}
