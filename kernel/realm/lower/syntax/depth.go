package syntax

// DepthMessage is the message for source that is nested too deep.
const DepthMessage = msgDepth

// TooDeep reports whether src, whatever language like JavaScript it is, may be nested deeper than a recursive parser has
// stack for: by brackets, or by operators and statements in a row without a comma, semicolon or brace between.
func TooDeep(src string) bool {
	row, deep := 0, false
	brackets(src, func(t *token, open int) bool {
		row++
		if t.kind == comma || t.kind == semicolon || t.kind == rbrace {
			row = 0
		}
		deep = open > maxNesting || row > maxDepth
		return !deep
	})
	return deep
}

// OpenAtEnd returns how many brackets are open at the end of src, whatever language like JavaScript it is, and whether
// the end is inside of a template literal.
func OpenAtEnd(src string) (n int, inTemplate bool) {
	brackets(src, func(t *token, open int) bool {
		n, inTemplate = open, t.cut
		return true
	})
	return n, inTemplate
}

// brackets cuts src into tokens and calls visit with each and the number of brackets open behind it, until that is false.
func brackets(src string, visit func(t *token, open int) bool) {
	s := &scanner{src: src}
	var open []kind // brackets, and template for ${
	var prev kind
	for t := s.next(); t.kind != eof; t = s.next() {
		switch {
		case (t.kind == div || t.kind == assignDiv) && !endsOperand(prev):
			t = s.rescanRegexp(t)
		case t.kind == rbrace && len(open) > 0 && open[len(open)-1] == template:
			open = open[:len(open)-1]
			t = s.rescanTemplate(t)
		}
		switch {
		case t.kind == lparen, t.kind == lbracket, t.kind == lbrace, t.kind == template && !t.tail && !t.cut:
			open = append(open, t.kind)
		case (t.kind == rparen || t.kind == rbracket || t.kind == rbrace) && len(open) > 0:
			open = open[:len(open)-1]
		}
		if !visit(&t, len(open)) {
			return
		}
		prev = t.kind
	}
}

// endsOperand says whether a slash after a token of this kind divides.
func endsOperand(k kind) bool {
	switch k {
	case name, privateName, number, bigint, str, regexp, template, rparen, rbracket, rbrace, kwThis, kwSuper, kwNull, kwTrue, kwFalse:
		return true
	}
	return false
}
