package syntax

// DepthMessage is the message for source that is nested too deep.
const DepthMessage = msgDepth

// TooDeep reports whether src, whatever language like JavaScript it is, may be nested deeper than a recursive parser has
// stack for: by brackets, or by operators and statements in a row without a comma, semicolon or brace between.
func TooDeep(src string) bool {
	s := &scanner{src: src}
	var open []kind // brackets, and template for ${
	row := 0
	var prev kind
	for {
		t := s.next()
		switch t.kind {
		case eof:
			return false
		case div, assignDiv:
			if !endsOperand(prev) {
				t = s.rescanRegexp(t)
			}
		case rbrace:
			if n := len(open); n > 0 && open[n-1] == template {
				open = open[:n-1]
				t = s.rescanTemplate(t)
			}
		}
		switch {
		case t.kind == lparen || t.kind == lbracket || t.kind == lbrace:
			open = append(open, t.kind)
		case t.kind == template && !t.tail:
			open = append(open, template)
		case (t.kind == rparen || t.kind == rbracket || t.kind == rbrace) && len(open) > 0:
			open = open[:len(open)-1]
		}
		row++
		if t.kind == comma || t.kind == semicolon || t.kind == rbrace {
			row = 0
		}
		if len(open) > maxNesting || row > maxDepth {
			return true
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
