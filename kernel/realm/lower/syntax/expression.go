package syntax

import "strings"

// expression reads an expression with commas, and checks that it is none but an expression.
func (p *parser) expression() *Node {
	in, declaring := p.in, p.declaring
	p.in, p.declaring = true, 0
	m := p.mark()
	x := p.expressionCover()
	p.checkExpression(m)
	p.in, p.declaring = in, declaring
	return x
}

// assignment reads an expression without commas, and checks that it is none but an expression.
func (p *parser) assignment() *Node {
	declaring := p.declaring
	p.declaring = 0
	m := p.mark()
	x := p.assignmentCover()
	p.checkExpression(m)
	p.declaring = declaring
	return x
}

// assignmentIn is assignment where the operator in is allowed.
func (p *parser) assignmentIn() *Node {
	in := p.in
	p.in = true
	x := p.assignment()
	p.in = in
	return x
}

// expressionCover reads what may be an expression with commas, or the parameters of an arrow function.
func (p *parser) expressionCover() *Node {
	start := p.tok.start
	var list []*Node
	for {
		if p.tok.kind == ellipsis {
			return p.restParameters(start, list)
		}
		itemStart := p.tok.start
		x := p.assignmentCover()
		p.classifyParameter(x, itemStart)
		if p.tok.kind != comma && list == nil {
			return x
		}
		list = append(list, x)
		if !p.check(comma) {
			break
		}
		if p.tok.kind == rparen && p.ahead().kind == arrow {
			break // a comma after the last parameter
		}
	}
	return p.node(Sequence, start, list...)
}

// classifyParameter notes why x cannot be a parameter of an arrow function.
func (p *parser) classifyParameter(x *Node, start int) {
	ok := x.Kind == Identifier || isLiteralPattern(x) || x.Kind == Assign && x.Text == "="
	if x.Has(ParenFlag) || !ok {
		p.declErr(msgDestructuringTarget, start, p.prev.end)
	} else if x.Kind == Identifier {
		p.classifyName(x)
	}
}

// classifyName notes a name that cannot be a parameter in strict code.
func (p *parser) classifyName(x *Node) {
	if isEvalOrArguments(x.Text) {
		p.strictErr(msgStrictEval, x.Start, x.End)
	}
}

// restParameters reads `...a)` of the parameters of an arrow function.
func (p *parser) restParameters(start int, list []*Node) *Node {
	dots := p.next()
	m := p.mark()
	p.exprErr(strings.Replace(msgUnexpectedToken, "%", "...", 1), dots.start, dots.end)
	target := p.bindingTarget()
	p.exprErrs = p.exprErrs[:m.expr]
	if target.Kind == Identifier {
		p.classifyName(target)
	}
	switch {
	case p.tok.kind == assign:
		p.failAt(msgRestInitializer, p.prev.start, p.prev.end)
	case p.tok.kind == comma:
		p.failAt(msgParamAfterRest, p.prev.start, p.prev.end)
	case p.tok.kind != rparen || p.ahead().kind != arrow:
		p.missing(msgUnexpectedToken, dots.start, dots.end, "...")
	}
	rest := p.node(Rest, dots.start, target)
	return p.node(Sequence, start, append(list, rest)...)
}

// assignmentCover reads what may be an assignment expression or a pattern.
func (p *parser) assignmentCover() *Node {
	p.enter()
	defer p.leave()
	if p.tok.is("yield") && p.fn.generator {
		return p.yield()
	}
	start := p.tok.start
	m := p.mark()
	left := p.conditional()
	if p.tok.kind == arrow {
		return p.arrowAfter(left, start)
	}
	if !p.tok.isAssignment() {
		return left
	}
	return p.assignTo(left, start, m)
}

// arrowAfter reads an arrow function from its arrow on, if what is before it can be parameters.
func (p *parser) arrowAfter(left *Node, start int) *Node {
	h := p.head
	p.head = arrowHead{start: -1}
	if h.start < 0 || h.end != p.prev.end || left.Start < h.start || h.node != left {
		p.failAt(msgArrowParams, arrowErrorStart(left), p.prev.start)
	}
	return p.arrowFunction(left, h)
}

// arrowErrorStart is where V8 says that an expression begins that is no parameter list.
func arrowErrorStart(n *Node) int {
	switch n.Kind {
	case Binary:
		if left := n.Kids[0]; left.Kind == Binary && left.Text == n.Text && !left.Has(ParenFlag) {
			return n.Start // V8 keeps a chain of one operator as one list
		}
		return n.Inner
	case Index, Update, Dot, Call, TaggedTemplate:
		if !n.Has(ChainFlag) {
			return n.Inner
		}
	}
	return n.Start
}

// assignTo reads an assignment from its operator on.
func (p *parser) assignTo(left *Node, start int, m marks) *Node {
	op := p.tok.kind
	switch {
	case p.isReference(left):
		switch {
		case left.Has(ParenFlag):
			p.declErr(msgDestructuringTarget, start, p.prev.end)
		case left.Kind != Identifier:
			p.declErr(msgPropertyInPattern, start, p.prev.end)
		default:
			p.classifyName(left)
		}
	case isLiteralPattern(left) && op == assign && !left.Has(ParenFlag):
		p.checkPattern(m)
		left = toPattern(left)
	default:
		logical := op == assignNullish || op == assignOr || op == assignAnd
		p.invalidReference(left, start, msgInvalidLeft, logical)
	}
	p.next()
	right := p.assignment()
	n := p.textNode(Assign, left.OuterStart, spelling[op], left, right)
	if op != assign {
		p.patternErr(msgDestructuringTarget, start, p.prev.end)
	}
	return n
}

// isReference says whether n can be assigned to as it is.
func (p *parser) isReference(n *Node) bool {
	switch n.Kind {
	case Identifier:
		return !(p.strict && isEvalOrArguments(n.Text))
	case Dot, Index:
		return !n.Has(ChainFlag)
	}
	return false
}

// invalidReference reports that x is assigned to but is no target. For the sake of the web assigning to a call is an
// error only when it happens, unless always.
func (p *parser) invalidReference(x *Node, start int, msg string, always bool) {
	if x.Kind == Identifier {
		p.failAt(msgStrictEval, start, p.prev.end)
	}
	if x.Kind == Call && !x.Has(ChainFlag) && !always {
		p.patternErr(msgDestructuringTarget, start, p.prev.end)
		return
	}
	p.failAt(msg, start, p.prev.end)
}

func (p *parser) yield() *Node {
	t := p.next()
	if p.fn.inParams {
		p.fail(msgYieldParameter)
	}
	p.noteHead(problem{msgYieldParameter, t.start, t.end}, false)
	var flags Flags
	var x *Node
	if !p.tok.nl {
		if p.check(mul) {
			flags = DelegateFlag
		}
		switch p.tok.kind {
		case eof, semicolon, rbrace, rbracket, rparen, colon, comma, kwIn:
			if flags != 0 {
				x = p.assignment()
			}
		default:
			x = p.assignment()
		}
	}
	n := p.node(Yield, t.start, x)
	n.Flags |= flags
	return n
}

func (p *parser) conditional() *Node {
	x := p.logical()
	if p.tok.kind != question {
		return x
	}
	p.next()
	then := p.assignmentIn()
	p.expect(colon)
	other := p.assignment()
	return p.node(Conditional, x.OuterStart, x, then, other)
}

// logical reads || and &&, or ??: the two do not mix.
func (p *parser) logical() *Node {
	x := p.binary(precedence[bitOr])
	switch p.tok.kind {
	case and, or:
		x = p.binaryRest(x, precedence[or])
	case nullish:
		for p.tok.kind == nullish {
			p.next()
			right := p.binary(precedence[bitOr])
			x = p.textNode(Binary, x.OuterStart, "??", x, right)
			x.Inner = right.Start
		}
	}
	return x
}

// binary reads operators of a precedence of at least prec.
func (p *parser) binary(prec int) *Node {
	p.enter()
	defer p.leave()
	if p.tok.kind != privateName {
		return p.binaryRest(p.unary(), prec)
	}
	x := p.privateIn(prec)
	return p.binaryRest(x, prec)
}

// privateIn reads the name of `#name in object`.
func (p *parser) privateIn(prec int) *Node {
	t := p.tok
	dot := p.prev
	x := p.privateReference(dot.start)
	if p.tok.kind != kwIn || !p.in || precedence[kwIn] < prec {
		p.unexpected(&t)
	}
	return x
}

func (p *parser) operatorPrecedence() int {
	k := p.tok.kind
	if int(k) >= len(precedence) || k == kwIn && !p.in {
		return 0
	}
	return precedence[k]
}

func (p *parser) binaryRest(x *Node, least int) *Node {
	for prec := p.operatorPrecedence(); prec >= least && prec > precedence[nullish]; prec = p.operatorPrecedence() {
		op := p.next()
		next := prec + 1
		if op.kind == exp {
			next = prec
		}
		right := p.binary(next)
		x = p.textNode(Binary, x.OuterStart, spelling[op.kind], x, right)
		x.Inner = op.start
	}
	return x
}

func (p *parser) unary() *Node {
	switch p.tok.kind {
	case not, tilde, add, sub, kwDelete, kwTypeof, kwVoid:
		return p.unaryOperator()
	case increment, decrement:
		return p.prefixUpdate()
	case name:
		if p.tok.text == "await" && p.fn.async {
			return p.await()
		}
	}
	return p.postfix()
}

func (p *parser) unaryOperator() *Node {
	p.enter()
	defer p.leave()
	op := p.next()
	x := p.unary()
	if op.kind == kwDelete {
		switch {
		case x.Kind == Identifier && p.strict:
			p.fail(msgStrictDelete)
		case isPrivateReference(x):
			p.fail(msgPrivateDelete)
		}
	}
	if p.tok.kind == exp {
		p.failAt(msgUnaryExponent, op.start, p.prev.end)
	}
	return p.textNode(Unary, op.start, spelling[op.kind], x)
}

func isPrivateReference(x *Node) bool {
	return x.Kind == Dot && x.Kids[1].Kind == PrivateName
}

func (p *parser) prefixUpdate() *Node {
	p.enter()
	defer p.leave()
	op := p.next()
	start := p.tok.start
	x := p.unary()
	if !p.isReference(x) {
		p.invalidReference(x, start, msgInvalidLeftPrefix, false)
	}
	n := p.textNode(Update, op.start, spelling[op.kind], x)
	n.Inner = x.Start
	n.Flags |= PrefixFlag
	return n
}

// awaitUsed notes an await that belongs to the source itself, not to a function in it.
func (p *parser) awaitUsed() {
	if p.fn.top {
		p.uses |= TopAwait
	}
}

func (p *parser) await() *Node {
	p.enter()
	defer p.leave()
	if p.fn.inParams {
		p.failAt(msgAwaitParameter, p.tok.start, p.tok.end)
	}
	p.noteHead(problem{msgAwaitParameter, p.tok.start, p.tok.end}, false)
	p.awaitUsed()
	t := p.next()
	if t.esc {
		p.fail(msgEscapedKeyword)
	}
	x := p.unary()
	if p.tok.kind == exp {
		p.failAt(msgUnaryExponent, t.start, p.prev.end)
	}
	return p.node(Await, t.start, x)
}

func (p *parser) postfix() *Node {
	start := p.tok.start
	x := p.leftHandSide()
	if p.tok.nl || p.tok.kind != increment && p.tok.kind != decrement {
		return x
	}
	if !p.isReference(x) {
		p.invalidReference(x, start, msgInvalidLeftPostfix, false)
	}
	op := p.next()
	n := p.textNode(Update, x.OuterStart, spelling[op.kind], x)
	n.Inner = op.start
	return n
}
