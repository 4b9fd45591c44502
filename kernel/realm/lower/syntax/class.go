package syntax

// class is what matters about the class whose body is being read.
type class struct {
	outer       *class
	private     map[string]string // declared private names: "get", "set", "static get", "static set", or "" for the rest
	unknown     []privateUse      // used before they were declared, if they are
	constructor bool              // has been seen
	derived     bool
}

type privateUse struct {
	name  string
	start int
}

// firstUnknown returns the first use of a private name that no class around declares so far.
func (c *class) firstUnknown() (first *privateUse) {
	for ; c != nil; c = c.outer {
		for i, u := range c.unknown {
			if !c.declares(u.name) && (first == nil || u.start < first.start) {
				first = &c.unknown[i]
			}
		}
	}
	return first
}

// declares says whether c or a class around declares a private name.
func (c *class) declares(name string) bool {
	for ; c != nil; c = c.outer {
		if _, ok := c.private[name]; ok {
			return true
		}
	}
	return false
}

func (p *parser) classDeclaration() *Node {
	start := p.tok.start
	flags := p.decorators()
	class := p.tok.start
	p.expect(kwClass)
	id := p.className()
	n := p.classTail(ClassDeclaration, start, id)
	n.Flags |= flags
	p.declare(id.Text, bindLexical, class, n.End)
	return n
}

func (p *parser) classExpression() *Node {
	start := p.tok.start
	flags := p.decorators()
	p.expect(kwClass)
	var id *Node
	if p.tok.kind == name {
		id = p.className()
	}
	n := p.classTail(ClassExpression, start, id)
	n.Flags |= flags
	return n
}

// className reads the name of a class, which is strict code already.
func (p *parser) className() *Node {
	t := p.tok
	id := p.identifier()
	switch {
	case strictReserved(t.text):
		p.fail(msgUnexpectedStrict)
	case isEvalOrArguments(t.text):
		p.fail(msgStrictEval)
	}
	return id
}

// decorators reads what stands before a class or member (only in cells).
func (p *parser) decorators() (flags Flags) {
	for p.opts.Cell && p.check(at) {
		p.uses |= Decorators
		flags = DecoratorFlag
		if p.tok.kind == lparen {
			p.parenthesized()
			continue
		}
		x := p.identifier()
		for p.tok.kind == dot {
			x = p.dot(x)
		}
		if p.tok.kind == lparen {
			p.arguments(false)
		}
	}
	return flags
}

// classTail reads a class from behind its name.
func (p *parser) classTail(k Kind, start int, id *Node) *Node {
	p.enter()
	defer p.leave()
	strict, in, declaring := p.strict, p.in, p.declaring
	p.strict, p.in, p.declaring = true, true, 0
	scope := p.openScope(classScope)
	if id != nil {
		scope.add(id.Text, bindLexical)
	}
	p.class = &class{outer: p.class, private: map[string]string{}}
	kids := []*Node{id, nil}
	if p.check(kwExtends) {
		m := p.mark()
		kids[1] = p.leftHandSide()
		p.checkExpression(m)
		p.class.derived = true
	}
	p.expect(lbrace)
	for p.tok.kind != rbrace {
		if p.check(semicolon) {
			continue
		}
		kids = append(kids, p.classMember())
	}
	p.next()
	p.closeClass()
	p.closeScope()
	p.checkOctal(start, p.prev.end)
	p.strict, p.in, p.declaring = strict, in, declaring
	n := p.node(k, start, kids...)
	n.Scope = scope
	n.Flags |= StrictFlag
	return n
}

// closeClass hands private names that nobody declared to the class around.
func (p *parser) closeClass() {
	c := p.class
	p.class = c.outer
	for _, u := range c.unknown {
		if _, ok := c.private[u.name]; ok {
			continue
		}
		if c.outer == nil {
			p.failAt(msgPrivateUndeclared, u.start, u.start+1, u.name)
		}
		c.outer.unknown = append(c.outer.unknown, u)
	}
}

// privateReference reads the use of a private name; at is where V8 reports that it is unknown.
func (p *parser) privateReference(at int) *Node {
	name := p.tok.text
	if p.class == nil {
		p.failAt(msgPrivateUndeclared, at, at+1, name)
	}
	if _, ok := p.class.private[name]; !ok {
		p.class.unknown = append(p.class.unknown, privateUse{name, at})
	}
	p.next()
	return p.textNode(PrivateName, p.prev.start, name)
}

// classMember reads a method, field or static block.
func (p *parser) classMember() *Node {
	start := p.tok.start
	flags := p.decorators()
	if p.tok.is("static") {
		switch a := p.ahead(); {
		case a.kind == lbrace:
			return p.staticBlock(start)
		case a.kind != lparen && a.kind != assign && a.kind != semicolon && a.kind != rbrace && a.kind != eof:
			p.next()
			flags |= StaticFlag
		}
	}
	if p.tok.is("accessor") && p.opts.Cell && !p.endsKey(p.ahead()) && !p.ahead().nl {
		p.next()
		p.uses |= Decorators
		flags |= DecoratorFlag
	}
	h := p.propertyHead(true)
	h.start = start
	static := flags&StaticFlag != 0
	if h.text == "" && (p.tok.kind == colon || p.tok.kind == comma) {
		msg, named := p.describe(&h.word)
		p.failAt(msg, h.keyStart, h.keyStart, named)
	}
	p.checkMember(h, static)
	var value *Node
	if h.text != "" {
		if p.tok.kind != lparen {
			p.unexpected(&p.tok)
		}
		value = p.method(h, p.methodState(h, static))
	} else {
		value = p.field()
	}
	if h.text == "" {
		p.semicolon()
	}
	if h.key.Kind == PrivateName {
		p.declarePrivate(h, static)
	}
	if h.text == "" {
		h.text = "field"
	}
	n := p.propertyNode(h, h.text, value)
	n.Kind = Member
	n.Flags |= flags
	return n
}

// methodState is the function state of a method of the class being read.
func (p *parser) methodState(h propertyHead, static bool) *function {
	f := &function{async: h.async, generator: h.generator, superProperty: true, newTarget: true}
	f.superCall = p.class.derived && !static && h.text == "method" && isKey(h, "constructor")
	return f
}

// isKey says whether the key is word, not computed.
func isKey(h propertyHead, word string) bool {
	return !h.computed && (h.key.Kind == Identifier || h.key.Kind == String) && h.key.Text == word
}

// checkMember checks the name of a member.
func (p *parser) checkMember(h propertyHead, static bool) {
	field := h.text == ""
	if h.key.Kind == PrivateName {
		switch {
		case h.key.Text != "#constructor":
		case field:
			p.fail(msgConstructorField)
		default:
			p.fail(msgConstructorPrivate)
		}
		return
	}
	switch {
	case static && isKey(h, "prototype"):
		p.fail(msgStaticPrototype)
	case !isKey(h, "constructor"):
	case field:
		p.fail(msgConstructorField)
	case static:
	case h.text == "get" || h.text == "set":
		p.fail(msgConstructorAccessor)
	case h.async:
		p.fail(msgConstructorAsync)
	case h.generator:
		p.fail(msgConstructorGenerator)
	case p.class.constructor:
		p.fail(msgConstructorTwice)
	default:
		p.class.constructor = true
	}
}

// declarePrivate declares a private name: once, or as one getter and one setter.
func (p *parser) declarePrivate(h propertyHead, static bool) {
	name, what := h.key.Text, ""
	if h.text == "get" || h.text == "set" {
		what = h.text
		if static {
			what = "static " + what
		}
	}
	old, twice := p.class.private[name]
	pair := what != "" && old != "" && old != what && (len(old) > 3) == static && old != "both"
	switch {
	case !twice:
		p.class.private[name] = what
	case pair:
		p.class.private[name] = "both"
	default:
		p.fail(msgRedeclared, name)
	}
}

// field reads the initializer of a field, nil if it has none.
func (p *parser) field() *Node {
	var value *Node
	if p.check(assign) {
		s := p.openFunction(&function{initializer: true, superProperty: true, newTarget: true})
		p.openScope(functionScope)
		value = p.assignment()
		p.closeFunctionScope()
		p.restore(s)
	}
	return value
}

// staticBlock reads static { ... } of a class.
func (p *parser) staticBlock(start int) *Node {
	p.next()
	s := p.openFunction(&function{initializer: true, static: true, superProperty: true, newTarget: true, simple: true})
	scope := p.openScope(functionScope)
	open := p.tok.start
	p.next()
	var kids []*Node
	for p.tok.kind != rbrace {
		if p.tok.kind == eof {
			p.unexpected(&p.tok)
		}
		kids = append(kids, p.statementItem())
	}
	p.closeFunctionScope()
	p.restore(s)
	p.next()
	block := p.node(Block, open, kids...)
	block.Scope = scope
	n := p.textNode(Member, start, "block", nil, block)
	n.Flags |= StaticFlag
	return n
}
