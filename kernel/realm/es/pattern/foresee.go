package pattern

// foresee finds out what a match must begin with, so that most places of an input are passed over quickly.
func (g *generator) foresee(tree node) {
	if s, nullable := firstOf(tree); !nullable && len(s) > 0 {
		g.first = newClass(g.units(s))
	}
	g.anchored = atStart(tree)
	g.prefix = prefixOf(tree)
	g.lookAhead()
}

// units replaces characters beyond the code units by the units that they begin with.
func (g *generator) units(s set) set {
	if s.has(lastCharacter) || len(s.intersect(set{{0x10000, lastCharacter}})) > 0 {
		s = s.union(set{{0xD800, 0xDBFF}})
	}
	return s
}

// firstOf returns the characters a match of n can begin with; nullable if it can be empty, or what it begins with is
// not known.
func firstOf(n node) (s set, nullable bool) {
	switch n := n.(type) {
	case literal:
		return single(n.c), false
	case charSet:
		return n.set, len(n.set) == 0
	case sequence:
		for _, part := range n.parts {
			first, nullable := firstOf(part)
			if s = s.union(first); !nullable {
				return s, false
			}
		}
		return s, true
	case choice:
		for _, alternative := range n.alternatives {
			first, empty := firstOf(alternative)
			s, nullable = s.union(first), nullable || empty
		}
		return s, nullable
	case group:
		return firstOf(n.body)
	case repeat:
		s, nullable = firstOf(n.body)
		return s, nullable || n.min == 0
	case *reference:
		return everything, true
	}
	return nil, true // of width 0
}

// atStart tells whether every match is at the start of the input.
func atStart(n node) bool {
	switch n := n.(type) {
	case assertion:
		return n.kind == inputStart
	case sequence:
		return len(n.parts) > 0 && atStart(n.parts[0])
	case group:
		return atStart(n.body)
	case choice:
		for _, alternative := range n.alternatives {
			if !atStart(alternative) {
				return false
			}
		}
		return true
	}
	return false
}

// prefixOf is what every match begins with, as far as it is ASCII.
func prefixOf(n node) []byte {
	s, ok := n.(sequence)
	if !ok {
		return nil
	}
	var prefix []byte
	for _, part := range s.parts {
		l, ok := part.(literal)
		if !ok || l.c >= 128 {
			break
		}
		prefix = append(prefix, byte(l.c))
	}
	if len(prefix) < 2 {
		return nil
	}
	return prefix
}

// lookAhead tells each greedy loop what must follow it, if that is one plain character.
func (g *generator) lookAhead() {
	for pc, in := range g.code {
		if in.op != opRun || pc+1 >= len(g.code) {
			continue
		}
		r, next := &g.runs[in.a], g.code[pc+1]
		switch {
		case r.back || r.lazy:
		case next.op == opChar && (next.a < 0xD800 || next.a > 0xDFFF && next.a < 0x10000):
			r.next = newClass(single(rune(next.a)))
		case next.op == opClass && !g.whole:
			r.next = g.classes[next.a]
		}
	}
}
