package syntax

// variableStatement reads var, let, const, using or await using.
func (p *parser) variableStatement(keyword string) *Node {
	start := p.tok.start
	p.next()
	if keyword == "await using" {
		p.awaitUsed()
		p.next()
	}
	decls := p.declarators(keyword, false)
	p.semicolon()
	return p.textNode(Variables, start, keyword, decls...)
}

// declarators reads the list after the keyword. In the head of a loop a missing initializer is no error yet.
func (p *parser) declarators(keyword string, loop bool) (list []*Node) {
	if keyword == "using" || keyword == "await using" {
		p.uses |= Using
	}
	for {
		list = append(list, p.declarator(keyword, loop, list == nil))
		if !p.check(comma) {
			return list
		}
	}
}

func (p *parser) declarator(keyword string, loop, first bool) *Node {
	start := p.tok.start
	b := bindLexical
	if keyword == "var" {
		b = bindVar
	}
	using := keyword == "using" || keyword == "await using"
	if using && p.tok.kind != name {
		if first {
			p.unexpected(&p.tok)
		}
		p.failAt(msgMissingInitializer, p.tok.start, p.tok.end, keyword)
	}
	target := p.bindingTarget()
	if b == bindLexical {
		p.checkNoLet(target)
	}
	p.declarePattern(target, b)
	last := p.prev.start
	var init *Node
	if p.check(assign) {
		in := p.in
		p.in = !loop
		init = p.assignment()
		p.in = in
	} else if !(loop && (p.tok.kind == kwIn || p.isOf())) {
		p.checkInitializer(target, keyword, start)
	}
	n := p.node(Declarator, start, target, init)
	n.Inner = last
	return n
}

func (p *parser) checkInitializer(target *Node, keyword string, start int) {
	if target.Kind != Identifier {
		keyword = "destructuring"
	}
	if keyword != "var" && keyword != "let" {
		p.missing(msgMissingInitializer, start, p.prev.end, keyword)
	}
}

// checkNoLet reports let as a lexically bound name.
func (p *parser) checkNoLet(target *Node) {
	Names(target, func(id *Node) {
		if id.Text == "let" {
			p.failAt(msgLetBinding, id.Start, id.Start+3)
		}
	})
}

// identifier reads a name that may be bound or referred to.
func (p *parser) identifier() *Node {
	t := &p.tok
	if !p.isIdentifier(t) {
		p.unexpected(t)
	}
	p.noteIdentifier(t)
	p.next()
	return p.textNode(Identifier, p.prev.start, p.prev.text)
}

// isIdentifier says whether t is an identifier here: which words are depends on the function and on strictness.
func (p *parser) isIdentifier(t *token) bool {
	if t.kind != name {
		return false
	}
	switch t.text {
	case "await":
		return !p.fn.async && !p.fn.static
	case "yield":
		return !p.fn.generator && !p.strict
	}
	return !p.strict || !strictReserved(t.text)
}

// noteIdentifier checks what depends on where an identifier stands.
func (p *parser) noteIdentifier(t *token) {
	switch {
	case t.text == "arguments" && p.fn.initializer:
		p.failAt(msgArgumentsInField, t.start, t.end)
	case t.text == "await":
		p.noteHead(problem{msgAwaitBinding, t.start, t.end}, true)
	case strictReserved(t.text):
		p.strictErr(msgUnexpectedStrict, t.start, t.end)
	}
}

// bindingTarget reads an identifier or a pattern to be declared.
func (p *parser) bindingTarget() *Node {
	switch p.tok.kind {
	case name:
		id := p.identifier()
		if p.strict && isEvalOrArguments(id.Text) {
			p.fail(msgStrictEval)
		}
		return id
	case lbracket, lbrace:
	default:
		p.unexpected(&p.tok)
	}
	m := p.mark()
	p.declaring++
	var n *Node
	if p.tok.kind == lbracket {
		n = p.arrayLiteral()
	} else {
		n = p.objectLiteral()
	}
	p.declaring--
	p.drop(m)
	return toPattern(n)
}

func isEvalOrArguments(name string) bool { return name == "eval" || name == "arguments" }

// importStatement reads a static import (only in cells): its names are declared like const.
func (p *parser) importStatement() *Node {
	p.uses |= ImportStatement
	if !p.opts.Module {
		p.uses |= TopAwait // a cell awaits what it imports
	}
	start := p.next().start
	if !p.fn.top && !p.opts.Function || p.scope.kind != functionScope {
		p.fail(msgImportStatement)
	}
	var kids []*Node
	if p.tok.kind != str {
		kids = p.importClause()
		if !p.tok.is("from") {
			p.unexpected(&p.tok)
		}
		p.next()
	}
	if p.tok.kind != str {
		p.unexpected(&p.tok)
	}
	p.next()
	kids = append(kids, p.textNode(String, p.prev.start, p.prev.text))
	var attributes *Node
	if p.check(kwWith) {
		if p.tok.kind != lbrace {
			p.unexpected(&p.tok)
		}
		m := p.mark()
		attributes = p.objectLiteral()
		p.checkExpression(m)
	}
	kids = append(kids, attributes)
	p.semicolon()
	return p.node(Import, start, kids...)
}

// importClause reads `a`, `* as b`, `{c, d as e}` or the first with one of the others.
func (p *parser) importClause() (kids []*Node) {
	if p.tok.kind == name {
		kids = append(kids, p.imported("default", p.tok.start))
		if !p.check(comma) {
			return kids
		}
	}
	switch p.tok.kind {
	case mul:
		start := p.next().start
		p.expectWord("as")
		return append(kids, p.imported("*", start))
	case lbrace:
		p.next()
		for p.tok.kind != rbrace {
			kids = append(kids, p.importSpecifier())
			if p.tok.kind != rbrace {
				p.expect(comma)
			}
		}
		p.next()
		return kids
	}
	p.unexpected(&p.tok)
	return nil
}

func (p *parser) importSpecifier() *Node {
	t := p.tok
	if t.kind != str && !t.isWord() {
		p.unexpected(&p.tok)
	}
	if t.kind == str || p.ahead().is("as") {
		p.next()
		p.expectWord("as")
	}
	return p.imported(t.text, t.start)
}

// imported reads the local name of an import and declares it.
func (p *parser) imported(exported string, start int) *Node {
	id := p.bindingIdentifier()
	p.declare(id.Text, bindLexical, id.Start, id.End)
	return p.textNode(ImportedName, start, exported, id)
}

func (p *parser) bindingIdentifier() *Node {
	if p.tok.kind != name {
		p.unexpected(&p.tok)
	}
	return p.bindingTarget()
}

func (p *parser) expectWord(word string) {
	if !p.tok.is(word) {
		p.unexpected(&p.tok)
	}
	p.next()
}
