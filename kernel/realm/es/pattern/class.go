package pattern

import (
	"slices"
	"strings"
)

// operand is what a class of the flag v is made of: characters, and strings of any other length than one.
type operand struct {
	set     set
	strings [][]rune
}

// classEscape reads \d \D \s \S \w \W \p{…} \P{…} after the "\"; nothing is consumed if it is none of them.
func (p *parser) classEscape(inClass bool) (o operand, ok bool) {
	c := p.peek()
	var s set
	switch c {
	case 'd', 'D':
		s = digits
	case 's', 'S':
		s = whiteSpace
	case 'w', 'W':
		s = p.wordSet()
	case 'p', 'P':
		if !p.flags.characters() {
			return o, false
		}
		p.at++
		return p.propertyEscape(c == 'P', inClass), true
	default:
		return o, false
	}
	p.at++
	if c < 'a' {
		s = s.not()
	}
	return operand{set: s}, true
}

func (p *parser) propertyEscape(negated, inClass bool) operand {
	complaint := pickText(inClass, "Invalid property name in character class", "Invalid property name")
	if !p.take("{") {
		fail(complaint)
	}
	start := p.at
	for p.peek() != '}' {
		if p.peek() < 0 {
			fail(complaint)
		}
		p.at++
	}
	expression := string(p.source[start:p.at])
	p.at++
	s, ok := property(expression)
	if !ok && p.flags.UnicodeSets {
		if o, ok := stringProperty(expression); ok && !negated {
			return o
		}
	}
	if !ok {
		fail(complaint)
	}
	if negated {
		s = p.complement(s)
	}
	return operand{set: s}
}

// class reads a class after its "[".
func (p *parser) class() node {
	negated := p.take("^")
	if p.flags.UnicodeSets {
		return p.setClass(negated)
	}
	var spans []span
	for !p.take("]") {
		if p.at >= len(p.source) {
			fail("Unterminated character class")
		}
		spans = append(spans, p.classRange()...)
	}
	s := of(spans...)
	if p.flags.IgnoreCase {
		s = p.folding().closure(s)
	}
	if negated {
		s = s.not()
	}
	return charSet{s}
}

// classRange reads one atom of a class, or two with a dash between them.
func (p *parser) classRange() []span {
	from, fromSet := p.classAtom()
	if !p.is(p.at, '-') || p.is(p.at+1, ']') {
		if fromSet != nil {
			return fromSet
		}
		return single(from)
	}
	p.at++
	if p.at >= len(p.source) {
		fail("Unterminated character class")
	}
	to, toSet := p.classAtom()
	if fromSet != nil || toSet != nil {
		if p.flags.characters() {
			fail("Invalid character class")
		}
		return slices.Concat(orSingle(from, fromSet), single('-'), orSingle(to, toSet))
	}
	if from > to {
		fail("Range out of order in character class")
	}
	return set{{from, to}}
}

func orSingle(c rune, s set) set {
	if s != nil {
		return s
	}
	return single(c)
}

// classAtom reads one character of a class, or an escape that stands for several (then the set is not nil).
func (p *parser) classAtom() (rune, set) {
	c := p.peek()
	p.at++
	if c != '\\' {
		return c, nil
	}
	if o, ok := p.classEscape(true); ok {
		return 0, append(set{}, o.set...)
	}
	if p.take("b") {
		return '\b', nil
	}
	return p.characterEscape(true), nil
}

// setClass reads a class of the flag v (ClassContents[+UnicodeSetsMode]) up to its "]".
func (p *parser) setClass(negated bool) node {
	o := p.setContents()
	if negated && len(o.strings) > 0 {
		fail("Negated character class may contain strings")
	}
	if negated {
		o.set = p.complement(o.set)
	}
	return p.classNode(o)
}

// complement is CharacterComplement: with the flags iv, of characters that stand for all those that are one with them.
func (p *parser) complement(s set) set {
	if p.flags.IgnoreCase && p.flags.UnicodeSets {
		f := unicodeFolding()
		return f.fold(everything).minus(f.fold(s))
	}
	return s.not()
}

// setContents reads unions, intersections (&&) and differences (--) up to the "]".
func (p *parser) setContents() operand {
	var result operand
	operator := ""
	for n := 0; !p.take("]"); n++ {
		if p.at >= len(p.source) {
			fail("Unterminated character class")
		}
		if n == 1 {
			operator = p.setOperator()
		} else if n > 1 && operator != p.setOperator() {
			fail("Invalid set operation in character class")
		}
		if n > 0 && operator != "" && p.at >= len(p.source) {
			fail("Unterminated character class")
		}
		o, ranged := p.setOperand(operator == "")
		if ranged && (operator != "" || n == 0 && p.atOperator()) {
			fail("Invalid set operation in character class")
		}
		result = p.combine(result, o, operator, n)
	}
	return result
}

func (p *parser) atOperator() bool {
	return p.is(p.at, '&') && p.is(p.at+1, '&') || p.is(p.at, '-') && p.is(p.at+1, '-')
}

func (p *parser) setOperator() string {
	switch {
	case p.take("--"):
		return "--"
	case p.is(p.at, '&') && p.is(p.at+1, '&') && !p.is(p.at+2, '&'):
		p.at += 2
		return "&&"
	}
	return ""
}

func (p *parser) combine(a, b operand, operator string, n int) operand {
	if p.flags.IgnoreCase {
		f := unicodeFolding()
		b = operand{f.fold(b.set), foldStrings(f, b.strings)}
	}
	if n == 0 {
		return b
	}
	in := func(list [][]rune) func([]rune) bool {
		return func(s []rune) bool {
			return slices.ContainsFunc(list, func(t []rune) bool { return slices.Equal(s, t) })
		}
	}
	switch operator {
	case "&&":
		return operand{a.set.intersect(b.set), slices.DeleteFunc(slices.Clone(a.strings), func(s []rune) bool { return !in(b.strings)(s) })}
	case "--":
		return operand{a.set.minus(b.set), slices.DeleteFunc(slices.Clone(a.strings), in(b.strings))}
	}
	fresh := slices.DeleteFunc(slices.Clone(b.strings), in(a.strings))
	return operand{a.set.union(b.set), append(slices.Clone(a.strings), fresh...)}
}

func foldStrings(f *folding, list [][]rune) [][]rune {
	out := make([][]rune, len(list))
	for i, s := range list {
		for _, c := range s {
			out[i] = append(out[i], f.canonical(c))
		}
	}
	return out
}

// setOperand reads a nested class, an escape, \q{…}, a character, or a range if that may stand here.
func (p *parser) setOperand(ranges bool) (o operand, ranged bool) {
	from, several := p.severalCharacters()
	if !several {
		from = operand{set: single(p.setCharacter())}
	}
	if !p.is(p.at, '-') || p.is(p.at+1, '-') || !ranges {
		return from, false
	}
	p.at++
	if several && p.at < len(p.source) {
		fail("Invalid character class")
	}
	to, several := p.severalCharacters()
	if several {
		fail("Invalid character class")
	}
	to = operand{set: single(p.setCharacter())}
	if from.set[0].lo > to.set[0].lo {
		fail("Range out of order in character class")
	}
	return operand{set: set{{from.set[0].lo, to.set[0].lo}}}, true
}

// severalCharacters reads what cannot be the end of a range; false, and nothing is consumed, if it is something else.
func (p *parser) severalCharacters() (o operand, ok bool) {
	if p.take("[") {
		negated := p.take("^")
		o = p.setContents()
		if negated {
			if len(o.strings) > 0 {
				fail("Negated character class may contain strings")
			}
			o.set = p.complement(o.set)
		}
		return o, true
	}
	if p.take("\\q") {
		return p.quoted(), true
	}
	start := p.at
	if p.take("\\") {
		if o, ok := p.classEscape(true); ok {
			return o, true
		}
	}
	p.at = start
	return operand{}, false
}

// doublePunctuators are kept for operators to come.
const doublePunctuators = "&!#$%*+,.:;<=>?@^`~"

// setCharacter reads a ClassSetCharacter.
func (p *parser) setCharacter() rune {
	c := p.peek()
	if c < 0 {
		fail("Unterminated character class")
	}
	p.at++
	if c == '\\' {
		if p.take("b") {
			return '\b'
		}
		if c := p.peek(); c > 0 && c < 128 && strings.ContainsRune("&-!#%,:;<=>@`~", c) {
			p.at++
			return c
		}
		return p.characterEscape(true)
	}
	if strings.ContainsRune("()[]{}/-|", c) {
		fail("Invalid character in character class")
	}
	if p.is(p.at, c) && c < 128 && strings.ContainsRune(doublePunctuators, c) {
		fail("Invalid set operation in character class")
	}
	return c
}

// quoted reads \q{a|bc|} after the "\q".
func (p *parser) quoted() operand {
	if !p.take("{") {
		fail("Invalid escape")
	}
	var o operand
	var current []rune
	end := func() {
		if len(current) == 1 {
			o.set = o.set.union(single(current[0]))
		} else {
			o.strings = append(o.strings, current)
		}
		current = nil
	}
	for {
		switch {
		case p.take("}"):
			end()
			return o
		case p.take("|"):
			end()
		case p.at >= len(p.source):
			fail("Unterminated character class")
		default:
			current = append(current, p.setCharacter())
		}
	}
}
