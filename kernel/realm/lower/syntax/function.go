package syntax

// function is what matters about the function whose body is being read.
type function struct {
	outer            *function
	async, generator bool
	top              bool // not in a function: the script itself
	initializer      bool // of a class field, or a static block (or an arrow function in one): has no arguments
	static           bool // a static block: await is no identifier
	simple           bool // all parameters are identifiers
	arrow            bool
	inParams         bool // in the default of a parameter
	superProperty    bool
	superCall        bool
	newTarget        bool

	targets         []jumpTarget // labels around
	loops, switches int          // around
	inCase          bool         // directly in a case clause
	arguments       int          // argument lists around
}

type jumpTarget struct {
	label string
	loop  bool
}

// saved is the state of the parser around a function.
type saved struct {
	fn        *function
	strict    bool
	in        bool
	heads0    int
	declaring int
}

// openFunction begins a function. close ends it.
func (p *parser) openFunction(f *function) saved {
	s := saved{p.fn, p.strict, p.in, p.heads0, p.declaring}
	f.outer = p.fn
	p.fn, p.in, p.heads0, p.declaring = f, true, len(p.heads), 0
	return s
}

func (p *parser) restore(s saved) {
	p.fn, p.strict, p.in, p.heads0, p.declaring = s.fn, s.strict, s.in, s.heads0, s.declaring
}

// functionDeclaration reads a declaration that begins at start, with async if that is before tok.
func (p *parser) functionDeclaration(start int) *Node {
	async := p.tok.start != start
	p.next()
	generator := p.check(mul)
	if p.tok.kind == lparen {
		p.fail(msgFunctionName)
	}
	reserved := p.tok.kind == name && strictReserved(p.tok.text)
	id := p.bindingName()
	b := bindVar
	if p.scope.kind != functionScope {
		b = bindLexical
		if !async && !generator {
			b = bindFunction
		}
	}
	p.declareFunction(id, b, start)
	n := p.function(FunctionDeclaration, start, id, &function{async: async, generator: generator, newTarget: true}, reserved, nil)
	if b == bindFunction && !p.strict {
		p.noteBlockFunction(n)
	}
	return n
}

// declareFunction declares a function's name; a var of the function around may stand beside it, a let may not.
func (p *parser) declareFunction(id *Node, b binding, start int) {
	p.declare(id.Text, b, start, start+len(id.Text))
}

// bindingName reads the name of a function or class declaration.
func (p *parser) bindingName() *Node { return p.identifier() }

// functionExpression reads one that begins at start, with async if that is before tok.
func (p *parser) functionExpression(start int) *Node {
	async := p.tok.start != start
	p.next()
	f := &function{async: async, newTarget: true}
	f.generator = p.check(mul)
	var id *Node
	reserved := false
	if p.tok.kind == name || p.tok.kind == escapedKeyword {
		// The name of a function expression is read as its body reads identifiers.
		reserved = strictReserved(p.tok.text)
		outer := p.fn
		p.fn = &function{async: f.async, generator: f.generator, static: outer.static && false}
		id = p.identifier()
		p.fn = outer
	} else if p.tok.kind != lparen {
		p.unexpected(&p.tok)
	}
	return p.function(FunctionExpression, start, id, f, reserved, nil)
}

// function reads parameters and body. reserved says that the name is a strict reserved word; check, if not nil, looks at
// the parameters and their place.
func (p *parser) function(k Kind, start int, id *Node, f *function, reserved bool, check func([]*Node, int, int)) *Node {
	if f.async && f.generator {
		p.uses |= AsyncGenerator
	}
	s := p.openFunction(f)
	scope := p.openScope(functionScope)
	open := p.tok.start
	m := p.mark()
	p.expect(lparen)
	if p.strict {
		p.checkStrictFunction(id, reserved, m)
	}
	params, twice := p.parameters()
	p.expect(rparen)
	if check != nil {
		check(params, open, p.prev.end)
	}
	if twice != nil && (p.strict || !f.simple || k == Method) {
		p.failAt(msgParamTwice, twice.Start, twice.End)
	}
	body := p.functionBody(func() {
		p.checkStrictFunction(id, reserved, m)
		if twice != nil {
			p.failAt(msgParamTwice, twice.Start, twice.End)
		}
	})
	p.drop(m)
	p.checkOctal(start, p.prev.end)
	n := p.functionNode(k, start, id, params, body, scope)
	n.Inner = open
	p.restore(s)
	return n
}

func (p *parser) functionNode(k Kind, start int, id *Node, params []*Node, body *Node, scope *Scope) *Node {
	n := p.node(k, start, append(append([]*Node{id}, params...), body)...)
	n.Scope = scope
	if p.fn.async {
		n.Flags |= AsyncFlag
	}
	if p.fn.generator {
		n.Flags |= GeneratorFlag
	}
	if p.strict {
		n.Flags |= StrictFlag
	}
	return n
}

// checkStrictFunction checks what was read before it was known that the code is strict.
func (p *parser) checkStrictFunction(id *Node, reserved bool, m marks) {
	switch {
	case id != nil && isEvalOrArguments(id.Text):
		p.failAt(msgStrictEval, id.Start, id.End)
	case id != nil && reserved:
		p.failAt(msgUnexpectedStrict, id.Start, id.End)
	case len(p.strictErrs) > m.strict:
		e := p.strictErrs[m.strict]
		p.failAt(e.msg, e.start, e.end)
	}
}

// parameters reads the list in the parentheses and declares its names. twice is the first name that is there twice.
func (p *parser) parameters() (list []*Node, twice *Node) {
	p.fn.simple = true
	for p.tok.kind != rparen {
		start := p.tok.start
		rest := p.check(ellipsis)
		n := p.bindingTarget()
		if n.Kind == Identifier && isEvalOrArguments(n.Text) {
			p.strictErr(msgStrictEval, n.Start, n.End)
		}
		p.fn.simple = p.fn.simple && n.Kind == Identifier && !rest
		if twice == nil {
			twice = p.declaredTwice(n)
		}
		p.declarePattern(n, bindParam)
		if p.check(assign) {
			if rest {
				p.fail(msgRestInitializer)
			}
			p.fn.simple = false
			n = p.node(Default, start, n, p.parameterDefault())
		}
		if rest {
			n = p.node(Rest, start, n)
		}
		list = append(list, n)
		if rest && p.tok.kind == comma {
			p.failAt(msgParamAfterRest, p.tok.start, p.tok.end)
		}
		if rest || !p.check(comma) {
			break
		}
	}
	return list, twice
}

func (p *parser) parameterDefault() *Node {
	p.fn.inParams = true
	n := p.assignment()
	p.fn.inParams = false
	return n
}

// declaredTwice returns the first name of a parameter that an earlier one has, or that it has twice.
func (p *parser) declaredTwice(n *Node) (twice *Node) {
	seen := map[string]bool{}
	Names(n, func(id *Node) {
		if twice == nil && (p.scope.Declares(id.Text) || seen[id.Text]) {
			twice = id
		}
		seen[id.Text] = true
	})
	return twice
}

// functionBody reads { statements } of a function whose scope is open. If it is strict code, check looks at what was
// read before.
func (p *parser) functionBody(check func()) *Node {
	start := p.tok.start
	p.expect(lbrace)
	kids := p.directives()
	if p.strict {
		check()
	}
	for p.tok.kind != rbrace {
		if p.tok.kind == eof {
			p.unexpected(&p.tok)
		}
		kids = append(kids, p.statementItem())
	}
	p.closeFunctionScope()
	p.next()
	return p.node(Block, start, kids...)
}

// arrowHead is what was read before an arrow, if it can be parameters.
type arrowHead struct {
	start  int // where the function begins, -1 if it is no head
	end    int // where the parameters end
	async  bool
	strict problem // an error if the body is strict
	open   int     // where the parameter list begins
	node   *Node   // the parameters, read as an expression
}

// arrowFunction reads an arrow function from the arrow on; left is its parameters, read as an expression.
func (p *parser) arrowFunction(left *Node, h arrowHead) *Node {
	f := &function{async: h.async, arrow: true, initializer: p.fn.initializer, superProperty: p.fn.superProperty,
		superCall: p.fn.superCall, newTarget: p.fn.newTarget}
	if p.tok.nl {
		p.failNext(msgUnexpectedToken, "=>")
	}
	s := p.openFunction(f)
	scope := p.openScope(functionScope)
	params := p.arrowParameters(left)
	p.next()
	check := func() {
		if p.strict && h.strict.msg != "" {
			p.failAt(h.strict.msg, h.strict.start, h.strict.end)
		}
	}
	check()
	var body *Node
	if p.tok.kind == lbrace {
		body = p.functionBody(check)
	} else {
		p.in = s.in
		body = p.assignment()
		p.closeFunctionScope()
	}
	if p.strict {
		p.checkOctal(h.start, p.prev.end)
	}
	n := p.functionNode(Arrow, h.start, nil, params, body, scope)
	n.Inner = h.open
	p.restore(s)
	return n
}

// arrowParameters turns an expression into parameters and declares them.
func (p *parser) arrowParameters(left *Node) (params []*Node) {
	switch left.Kind {
	case emptyParameters:
	case Sequence:
		if left.Has(ParenFlag) || left.Kids == nil {
			params = left.Kids
		}
	default:
		params = []*Node{left}
	}
	p.fn.simple = true
	for i, n := range params {
		n = toPattern(n)
		params[i] = n
		p.fn.simple = p.fn.simple && n.Kind == Identifier
		if twice := p.declaredTwice(n); twice != nil {
			p.failAt(msgParamTwice, twice.Start, twice.End)
		}
		p.declarePattern(n, bindParam)
	}
	return params
}
