package syntax

import (
	"strings"
	"unicode/utf8"
)

// Options say what is read besides a script.
type Options struct {
	// Await makes await a keyword outside of functions, as it is in a module.
	Await bool
	// Cell allows what a notebook cell may hold and a script may not: static imports, import.meta, using declarations
	// and decorators.
	Cell bool
	// Module reads a module: strict, with imports and exports, await a keyword outside of functions.
	Module bool
	// Function reads the body of a function, as that of a CommonJS module: it may return.
	Function bool
}

// Uses are the features a source uses.
type Uses uint16

// Features that not every engine has.
const (
	TopAwait       Uses = 1 << iota // await outside of functions
	AsyncGenerator                  // async function*
	ForAwait
	Using // and await using
	Decorators
	ImportStatement
	DynamicImport // import() and import.meta
	ForeignRegexp // a regular expression with the flags d or v, or with a group that may have flags of its own
	ExportStatement
	BlockFunction // a function in a block that is visible outside of it
	Meta          // import.meta
)

// Tree is a source that has been read.
type Tree struct {
	Source string
	Root   *Node // a Program
	Uses   Uses
	HTML   []Span // HTML-like comments, <!-- and -->
	// Expression says that ParseExpression read this: Root holds one Expression, which need not be a statement.
	Expression bool
}

// Error is a syntax error in V8's words, without "SyntaxError: ".
type Error struct {
	Message    string
	Start, End int  // byte offsets
	AtEnd      bool // there is nothing wrong but that the source ends here
	Open       int  // brackets open at Start
	InText     bool // Start is inside a template literal, a string or a comment
	Await      bool // before it, await was used outside of functions
}

func (e *Error) Error() string { return e.Message }

// maxDepth bounds how deep the tree may be: functions that walk it, here and in the engine, need stack for each level.
// maxNesting bounds how deep the source may be nested, which is dearer. V8 gives up near 7000.
const (
	maxDepth   = 20000
	maxNesting = 2500
)

// parser reads one source. Errors are panics of *Error, which Parse recovers: V8 looks no further than the first either.
type parser struct {
	scanner
	opts Options
	uses Uses

	tok      token // the next token: V8's peek
	prev     token // the token before it: V8's current
	aheadTok token // the token after tok, if hasAhead
	hasAhead bool

	fn     *function
	scope  *Scope
	class  *class // innermost class, for private names
	strict bool
	in     bool // the operator in may be used
	depth  int
	open   int // brackets open before tok

	exports        map[string]bool // the names that a module exports
	exportedLocals []*Node

	covers
	head   arrowHead
	heads  []possibleHead
	heads0 int // where those of this function begin
}

// Parse reads src as a script. The error is always an *Error.
func Parse(src string, o Options) (t *Tree, err error) {
	p := &parser{scanner: scanner{src: src}, opts: o, in: true}
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*Error)
			if !ok {
				panic(r)
			}
			t, err = nil, e
		}
	}()
	if o.Module || o.Function {
		p.opts.Cell = true
	}
	root := p.program()
	return &Tree{Source: src, Root: root, Uses: p.uses, HTML: p.html}, nil
}

// ParseExpression reads src as one expression that fills it.
func ParseExpression(src string, o Options) (t *Tree, err error) {
	p := &parser{scanner: scanner{src: src}, opts: o, in: true}
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*Error)
			if !ok {
				panic(r)
			}
			t, err = nil, e
		}
	}()
	p.fn = &function{async: o.Await, top: true}
	scope := p.openScope(functionScope)
	p.next()
	start := p.tok.start
	x := p.node(Expression, start, p.expression())
	x.Inner = p.prev.end
	p.expect(eof)
	p.closeFunctionScope()
	root := &Node{Kind: Program, End: len(src), Kids: []*Node{x}, Scope: scope}
	return &Tree{Source: src, Root: root, Uses: p.uses, HTML: p.html, Expression: true}, nil
}

func (p *parser) program() *Node {
	p.fn = &function{async: p.opts.Await || p.opts.Module, top: !p.opts.Function, newTarget: p.opts.Function, simple: true}
	p.strict = p.opts.Module
	scope := p.openScope(functionScope)
	p.next()
	kids := p.directives()
	for p.tok.kind != eof {
		kids = append(kids, p.statementItem())
	}
	p.checkOctal(0, len(p.src))
	p.checkExports(scope)
	p.closeFunctionScope()
	n := &Node{Kind: Program, End: len(p.src), Kids: kids, Scope: scope}
	if p.strict {
		n.Flags |= StrictFlag
	}
	return n
}

// directives reads the statements of a body as long as they are strings, and obeys "use strict".
func (p *parser) directives() (kids []*Node) {
	for p.tok.kind == str {
		t := p.tok
		n := p.statementItem()
		kids = append(kids, n)
		if n.Kind != Expression || n.Kids[0].Kind != String || n.Kids[0].Has(ParenFlag) {
			break
		}
		n.Flags |= DirectiveFlag
		if t.text != "use strict" || t.esc {
			continue
		}
		p.strict = true
		if !p.fn.simple && !p.fn.top {
			p.failAt(msgDirective, t.start, t.end)
		}
	}
	return kids
}

// next moves to the next token.
func (p *parser) next() token {
	switch p.tok.kind {
	case lparen, lbracket, lbrace:
		p.open++
	case rparen, rbracket, rbrace:
		p.open--
	}
	p.prev = p.tok
	if p.hasAhead {
		p.tok, p.hasAhead = p.aheadTok, false
	} else {
		p.tok = p.scanner.next()
	}
	return p.prev
}

// ahead returns the token after tok.
func (p *parser) ahead() *token {
	if !p.hasAhead {
		p.aheadTok, p.hasAhead = p.scanner.next(), true
	}
	return &p.aheadTok
}

// rescan puts t, read again at its place by the scanner, in the place of tok.
func (p *parser) rescan(read func(token) token) {
	p.hasAhead = false
	p.tok = read(p.tok)
}

func (p *parser) check(k kind) bool {
	if p.tok.kind != k {
		return false
	}
	p.next()
	return true
}

func (p *parser) expect(k kind) {
	if p.tok.kind != k {
		p.unexpected(&p.tok)
	}
	p.next()
}

// semicolon reads the end of a statement, which may be implied (ECMA-262, 12.10).
func (p *parser) semicolon() {
	switch {
	case p.tok.kind == semicolon:
		p.next()
	case p.tok.nl, p.tok.kind == rbrace, p.tok.kind == eof:
	case p.tok.kind == illegal && strings.HasPrefix(p.src[p.tok.start:], "/*"):
		p.unexpected(&p.tok)
	case p.prev.kind == name && p.prev.text == "await" && !p.fn.async:
		p.failAt(msgAwait, p.prev.start, p.prev.end)
	default:
		p.unexpected(&p.tok)
	}
}

// enter bounds recursion; every call is followed by one of leave.
func (p *parser) enter() {
	p.depth++
	if p.depth > maxNesting {
		p.failAt(msgDepth, p.tok.start, p.tok.end)
	}
}

func (p *parser) leave() { p.depth-- }

// node makes a node that begins at start and ends with the token before tok.
func (p *parser) node(k Kind, start int, kids ...*Node) *Node {
	n := &Node{Kind: k, Start: start, End: p.prev.end, OuterStart: start, OuterEnd: p.prev.end, Kids: kids}
	for _, c := range kids {
		if c != nil && c.depth >= n.depth {
			n.depth = c.depth + 1
		}
	}
	if n.depth > maxDepth {
		p.failAt(msgDepth, p.prev.start, p.prev.end)
	}
	return n
}

// text is node with Text set.
func (p *parser) textNode(k Kind, start int, text string, kids ...*Node) *Node {
	n := p.node(k, start, kids...)
	n.Text = text
	return n
}

// failAt reports an error and does not return.
func (p *parser) failAt(msg string, start, end int, named ...string) {
	panic(p.errorAt(msg, start, end, named...))
}

// fail reports an error at the token before tok.
func (p *parser) fail(msg string, named ...string) {
	p.failAt(msg, p.prev.start, p.prev.end, named...)
}

// errorAt makes an error. V8 unwinds after an error, and what it finds then to be wrong at an earlier place wins: an
// initializer in what has not become a pattern, a var beside a let, a private name that is not declared.
func (p *parser) errorAt(msg string, start, end int, named ...string) *Error {
	if len(named) > 0 {
		msg = strings.Replace(msg, "%", named[0], 1)
	}
	for _, e := range p.exprErrs {
		if e.end < start {
			msg, start, end = e.msg, e.start, e.end
			break
		}
	}
	for s := p.scope; s != nil; s = s.outer {
		if v := s.conflict(); v != nil && v.end < start {
			msg, start, end = strings.Replace(msgRedeclared, "%", v.name, 1), v.start, v.end
		}
	}
	if u := p.class.firstUnknown(); u != nil && u.start+1 < start {
		msg, start, end = strings.Replace(msgPrivateUndeclared, "%", u.name, 1), u.start, u.start+1
	}
	return &Error{Message: msg, Start: start, End: end, Open: p.open, Await: p.uses&TopAwait != 0}
}

// failNext reports an error at the next token. V8 does not consume that, so in an argument list it goes on to miss the
// parenthesis at the token before, which wins if there is space between the two.
func (p *parser) failNext(msg string, named ...string) {
	if p.fn.arguments > 0 && p.prev.end < p.tok.start {
		p.missing(msgArguments, p.prev.start, p.prev.end)
	}
	p.failAt(msg, p.tok.start, p.tok.end, named...)
}

// missing reports an error at a place before tok that is none if the source merely ends at tok.
func (p *parser) missing(msg string, start, end int, named ...string) {
	e := p.errorAt(msg, start, end, named...)
	e.AtEnd, e.InText = p.unfinished(&p.tok)
	panic(e)
}

// unfinished says whether the source ends at t, and whether that is inside of a text.
func (p *parser) unfinished(t *token) (atEnd, inText bool) {
	switch {
	case t.kind == eof:
		return true, false
	case t.cut:
		return true, true
	case t.kind != illegal || t.err != "":
		return false, false
	case strings.HasPrefix(p.src[t.start:], "/*"):
		return true, true
	}
	// A string literal that stops before a line terminator goes on if a backslash precedes that.
	rest := strings.TrimSuffix(strings.TrimSuffix(p.src, "\n"), "\r")
	quote := p.src[t.start] == '"' || p.src[t.start] == '\''
	goesOn := quote && t.end >= len(rest) && strings.HasSuffix(rest, `\`)
	return goesOn, goesOn
}

// unexpected reports that t, the next token or one consumed, cannot stand where it stands.
func (p *parser) unexpected(t *token) {
	msg, named := p.describe(t)
	e := p.errorAt(msg, t.start, t.end, named)
	switch {
	case t.kind == eof:
		e = p.errorAt(msg, len(p.src), len(p.src))
	case t.kind == illegal && t.err != "":
		e = p.errorAt(t.err, t.errStart, t.errEnd)
	}
	e.AtEnd, e.InText = p.unfinished(t)
	panic(e)
}

// describe returns V8's message for a token that cannot stand where it stands, and what it names.
func (p *parser) describe(t *token) (msg, named string) {
	switch t.kind {
	case eof:
		return msgUnexpectedEnd, ""
	case illegal, at:
		return msgIllegal, ""
	case number, bigint:
		return msgUnexpectedNumber, ""
	case str:
		return msgUnexpectedString, ""
	case template:
		return msgUnexpectedTemplate, ""
	case regexp:
		return "Unexpected regular expression", ""
	case escapedKeyword:
		return msgEscapedKeyword, ""
	case privateName:
		return msgUnexpectedIdentifier, t.text
	case kwEnum:
		return msgUnexpectedReserved, ""
	case name:
		switch {
		case t.text == "await":
			return msgUnexpectedReserved, ""
		case strictReserved(t.text) && t.esc:
			return msgEscapedKeyword, ""
		case strictReserved(t.text) && p.strict:
			return msgUnexpectedStrict, ""
		case strictReserved(t.text) && t.text != "let" && t.text != "static" && t.text != "yield":
			return msgUnexpectedIdentifier, "undefined" // so says V8
		case contextual(t.text) && !t.esc:
			return msgUnexpectedToken, t.text
		}
		return msgUnexpectedIdentifier, t.text
	}
	return msgUnexpectedToken, spelling[t.kind]
}

// checkOctal reports an octal literal or escape in strict code that reaches from start to end.
func (p *parser) checkOctal(start, end int) {
	if p.strict && p.octal.err != "" && p.octal.start >= start && p.octal.end <= end {
		p.failAt(p.octal.err, p.octal.start, p.octal.end)
	}
}

// Place returns the line and column of a byte offset of src, both 1-based, the column in UTF-16 units.
func Place(src string, offset int) (line, column int) {
	line, start := 1, 0
	s := scanner{src: src}
	for s.pos < offset && s.pos < len(src) {
		n := s.lineEnd()
		if n == 0 {
			s.pos++
			continue
		}
		s.pos += n
		if s.pos <= offset {
			line, start = line+1, s.pos
		}
	}
	return line, UTF16Len(src[start:min(offset, len(src))]) + 1
}

// UTF16Len returns the length of s in UTF-16 units.
func UTF16Len(s string) int {
	n := utf8.RuneCountInString(s)
	for i := 0; i < len(s); i++ {
		if s[i] >= 0xF0 {
			n++
		}
	}
	return n
}
