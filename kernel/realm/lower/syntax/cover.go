package syntax

// While `(a, {b = 1})` or `[c.d]` is read nobody knows yet whether it is an expression, an assignment pattern or the
// parameters of an arrow function. So errors that hold for one of these only are noted, and reported or dropped when it
// is known (ECMA-262: cover grammars). Each list is a stack: what an expression notes lies above the marks that were
// taken when it began.
type covers struct {
	exprErrs    []problem // an error unless this becomes a pattern
	patternErrs []problem // an error if this becomes an assignment pattern or parameters
	declErrs    []problem // an error if this becomes parameters
	strictErrs  []problem // an error if this becomes parameters of a strict function

	declaring int // > 0: this is a pattern of a declaration, errors for those are errors at once
}

type problem struct {
	msg        string
	start, end int
}

type marks struct{ expr, pattern, decl, strict int }

func (p *parser) mark() marks {
	return marks{len(p.exprErrs), len(p.patternErrs), len(p.declErrs), len(p.strictErrs)}
}

// drop forgets what was noted since m.
func (p *parser) drop(m marks) {
	p.exprErrs, p.patternErrs = p.exprErrs[:m.expr], p.patternErrs[:m.pattern]
	p.declErrs, p.strictErrs = p.declErrs[:m.decl], p.strictErrs[:m.strict]
}

func (p *parser) exprErr(msg string, start, end int) {
	if p.declaring == 0 {
		p.exprErrs = append(p.exprErrs, problem{msg, start, end})
	}
}

func (p *parser) patternErr(msg string, start, end int) {
	if p.declaring > 0 {
		p.failAt(msg, start, end)
	}
	p.patternErrs = append(p.patternErrs, problem{msg, start, end})
}

func (p *parser) declErr(msg string, start, end int) {
	if p.declaring > 0 {
		p.failAt(msg, start, end)
	}
	p.declErrs = append(p.declErrs, problem{msg, start, end})
}

func (p *parser) strictErr(msg string, start, end int) {
	p.strictErrs = append(p.strictErrs, problem{msg, start, end})
}

// checkExpression reports what is wrong in what was read since m and is an expression, and drops the rest.
func (p *parser) checkExpression(m marks) {
	if len(p.exprErrs) > m.expr {
		e := p.exprErrs[m.expr]
		p.failAt(e.msg, e.start, e.end)
	}
	p.drop(m)
}

// checkPattern reports what is wrong in what was read since m and is an assignment pattern. Whether it can be
// parameters too stays open.
func (p *parser) checkPattern(m marks) {
	p.exprErrs = p.exprErrs[:m.expr]
	if len(p.patternErrs) > m.pattern {
		e := p.patternErrs[m.pattern]
		p.failAt(e.msg, e.start, e.end)
	}
}

// possibleHead is a text in parentheses that may turn out to be the parameters of an arrow function; async says that
// the function would be async. first is the first thing in it that parameters must not hold: await or yield.
type possibleHead struct {
	async bool
	first problem
}

// noteHead notes e for all heads of this function that are being read, or only for the async ones.
func (p *parser) noteHead(e problem, async bool) {
	for i := p.heads0; i < len(p.heads); i++ {
		if h := &p.heads[i]; h.first.msg == "" && (h.async || !async) {
			h.first = e
		}
	}
}

func (p *parser) popHead() problem {
	n := len(p.heads) - 1
	e := p.heads[n].first
	p.heads = p.heads[:n]
	return e
}

// checkParameters reports what is wrong in what was read since m and is parameters of an arrow function. first is what
// is wrong with await or yield.
func (p *parser) checkParameters(m marks, first problem) {
	p.exprErrs = p.exprErrs[:m.expr]
	if first.msg != "" {
		p.failAt(first.msg, first.start, first.end)
	}
	if len(p.declErrs) > m.decl {
		e := p.declErrs[len(p.declErrs)-1]
		p.failAt(e.msg, e.start, e.end)
	}
	p.checkPattern(m)
}

// isLiteralPattern says whether n may become a pattern.
func isLiteralPattern(n *Node) bool { return n.Kind == Array || n.Kind == Object }

// toPattern turns an expression that was found to be one into a pattern, in place.
func toPattern(n *Node) *Node {
	if n == nil {
		return nil
	}
	switch n.Kind {
	case Array, Object:
		n.Kind += ArrayPattern - Array
		if n.Kind != ArrayPattern {
			n.Kind = ObjectPattern
		}
		for i, k := range n.Kids {
			n.Kids[i] = toPattern(k)
		}
	case Property:
		n.Kids[1] = toPattern(n.Kids[1])
	case Assign:
		if n.Text == "=" {
			n.Kind = Default
			n.Kids[0] = toPattern(n.Kids[0])
		}
	case Spread:
		n.Kind = Rest
		n.Kids[0] = toPattern(n.Kids[0])
	}
	return n
}
