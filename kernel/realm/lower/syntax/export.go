package syntax

import re "regexp"

// exportStatement reads `export` in a module (ECMA-262, 16.2.3).
func (p *parser) exportStatement() *Node {
	start := p.next().start
	switch {
	case p.tok.kind == kwDefault:
		return p.exportDefault(start)
	case p.tok.kind == mul:
		return p.exportAll(start)
	case p.tok.kind == lbrace:
		return p.exportNames(start)
	}
	if !p.tok.is("async") && !p.tok.is("let") {
		switch p.tok.kind {
		case kwVar, kwConst, kwFunction, kwClass, at:
		default:
			p.unexpected(&p.tok)
		}
	}
	return p.textNode(Export, start, "declaration", p.statementItem())
}

// namedFunction is a function declaration with a name.
var namedFunction = re.MustCompile(`^(?:async\s+)?function\s*\*?\s*[\p{L}_$\\]`)

// exportDefault reads `export default`: a function or class, which may lack a name, or an expression.
func (p *parser) exportDefault(start int) *Node {
	p.next()
	async := p.tok.is("async") && p.ahead().kind == kwFunction && !p.ahead().nl
	var x *Node
	switch {
	case (async || p.tok.kind == kwFunction) && namedFunction.MatchString(p.src[p.tok.start:]):
		x = p.statementItem()
	case async:
		at := p.next().start
		x = p.functionExpression(at)
	case p.tok.kind == kwFunction:
		x = p.functionExpression(p.tok.start)
	case p.tok.kind == kwClass && p.ahead().kind == name:
		x = p.classDeclaration()
	case p.tok.kind == kwClass, p.tok.kind == at:
		x = p.classExpression()
	default:
		x = p.assignment()
		p.semicolon()
	}
	p.exported("default", start)
	return p.textNode(Export, start, "default", x)
}

// exportAll reads `export * from` and `export * as name from`.
func (p *parser) exportAll(start int) *Node {
	p.next()
	kind, kids := "all", []*Node(nil)
	if p.tok.is("as") {
		p.next()
		kind = "namespace"
		t := p.tok
		if t.kind != str && !t.isWord() {
			p.unexpected(&p.tok)
		}
		p.next()
		p.exported(t.text, t.start)
		kids = append(kids, p.textNode(ExportedName, t.start, t.text))
	}
	return p.textNode(Export, start, kind, append(kids, p.exportSource()...)...)
}

// exportSource reads `from 'module' with {…};`.
func (p *parser) exportSource() []*Node {
	p.expectWord("from")
	if p.tok.kind != str {
		p.unexpected(&p.tok)
	}
	p.next()
	kids := []*Node{p.textNode(String, p.prev.start, p.prev.text), p.attributes()}
	p.semicolon()
	return kids
}

// attributes reads `with {…}`, nil if there is none.
func (p *parser) attributes() *Node {
	if !p.check(kwWith) {
		return nil
	}
	if p.tok.kind != lbrace {
		p.unexpected(&p.tok)
	}
	m := p.mark()
	n := p.objectLiteral()
	p.checkExpression(m)
	return n
}

// exportNames reads `export {a, b as c}`, perhaps with a source.
func (p *parser) exportNames(start int) *Node {
	p.next()
	var kids []*Node
	for p.tok.kind != rbrace {
		kids = append(kids, p.exportSpecifier())
		if p.tok.kind != rbrace {
			p.expect(comma)
		}
	}
	p.next()
	if p.tok.is("from") {
		return p.textNode(Export, start, "from", append(kids, p.exportSource()...)...)
	}
	for _, k := range kids {
		p.exportedLocals = append(p.exportedLocals, k.Kids[0])
	}
	p.semicolon()
	return p.textNode(Export, start, "names", kids...)
}

func (p *parser) exportSpecifier() *Node {
	t := p.tok
	if t.kind != str && !t.isWord() {
		p.unexpected(&p.tok)
	}
	p.next()
	local := p.textNode(Identifier, t.start, t.text)
	if t.kind == str {
		local.Kind = String
	}
	exported := t
	if p.tok.is("as") {
		p.next()
		exported = p.tok
		if exported.kind != str && !exported.isWord() {
			p.unexpected(&p.tok)
		}
		p.next()
	}
	p.exported(exported.text, exported.start)
	return p.textNode(ExportedName, t.start, exported.text, local)
}

// exported notes an exported name, which may be exported once.
func (p *parser) exported(name string, at int) {
	if p.exports == nil {
		p.exports = map[string]bool{}
	}
	if p.exports[name] {
		p.failAt(msgDuplicateExport, at, at+len(name), name)
	}
	p.exports[name] = true
}

// checkExports reports a local name that is exported and not declared.
func (p *parser) checkExports(scope *Scope) {
	for _, id := range p.exportedLocals {
		if !scope.Declares(id.Text) {
			p.failAt(msgUndefinedExport, id.Start, id.End, id.Text)
		}
	}
}
