package pattern

import (
	"slices"
	"unicode/utf16"
)

// parser reads a pattern: section 22.2.1, with the extensions of section B.1.2 unless the flags u or v are there.
type parser struct {
	source []rune // characters, or code units
	at     int
	flags  Flags // as changed by (?i:…)

	names   []string // by group
	total   int      // groups in the whole pattern, known from the start
	named   bool     // some group has a name
	pending []*reference
	path    []int         // the alternatives around the parser: choice number, alternative number, …
	paths   map[int][]int // where each named group stands
	choices int
}

// failure carries a *SyntaxError out of the parser and the generator.
type failure struct{ err *SyntaxError }

func fail(message string) { panic(failure{&SyntaxError{message}}) }

// parse makes the tree of a pattern.
func parse(source []uint16, flags Flags) (tree node, p *parser) {
	p = &parser{source: characters(source, flags.characters()), flags: flags, names: []string{""}, paths: map[int][]int{}}
	p.scan()
	tree = p.disjunction()
	if p.at < len(p.source) {
		fail("Unmatched ')'")
	}
	p.resolve()
	return tree, p
}

// characters are code points if whole is true, else code units.
func characters(units []uint16, whole bool) []rune {
	if whole {
		out := make([]rune, 0, len(units))
		for i := 0; i < len(units); i++ {
			c := rune(units[i])
			if i+1 < len(units) {
				if pair := utf16.DecodeRune(c, rune(units[i+1])); pair != 0xFFFD {
					c = pair
					i++
				}
			}
			out = append(out, c)
		}
		return out
	}
	out := make([]rune, len(units))
	for i, u := range units {
		out[i] = rune(u)
	}
	return out
}

// scan counts the groups, so that \2 is known to be a back reference before the second group was read.
func (p *parser) scan() {
	for i := 0; i < len(p.source); i++ {
		switch p.source[i] {
		case '\\':
			i++
		case '[':
			i = p.endOfClass(i)
		case '(':
			if !p.is(i+1, '?') {
				p.total++
			} else if p.is(i+2, '<') && !p.is(i+3, '=') && !p.is(i+3, '!') {
				p.total++
				p.named = true
			}
		}
	}
}

// endOfClass is the place of the bracket that ends the class beginning at i.
func (p *parser) endOfClass(i int) int {
	depth := 0
	for ; i < len(p.source); i++ {
		switch p.source[i] {
		case '\\':
			i++
		case '[':
			if depth == 0 || p.flags.UnicodeSets {
				depth++
			}
		case ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return i
}

func (p *parser) is(i int, c rune) bool { return i < len(p.source) && p.source[i] == c }

// peek is the next character, -1 at the end.
func (p *parser) peek() rune {
	if p.at < len(p.source) {
		return p.source[p.at]
	}
	return -1
}

// take consumes s if it is what follows.
func (p *parser) take(s string) bool {
	i := p.at
	for _, c := range s {
		if !p.is(i, c) {
			return false
		}
		i++
	}
	p.at = i
	return true
}

func (p *parser) disjunction() node {
	p.choices++
	outer := p.path
	p.path = append(slices.Clone(outer), p.choices, 0)
	defer func() { p.path = outer }()
	alternatives := []node{p.alternative()}
	for p.take("|") {
		p.path[len(p.path)-1]++
		alternatives = append(alternatives, p.alternative())
	}
	if len(alternatives) == 1 {
		return alternatives[0]
	}
	return simpler(alternatives)
}

// simpler makes a|b a set.
func simpler(alternatives []node) node {
	var all set
	for _, a := range alternatives {
		s, ok := oneCharacter(a)
		if !ok {
			return choice{alternatives}
		}
		all = all.union(s)
	}
	return charSet{all}
}

func (p *parser) alternative() node {
	var parts []node
	for p.at < len(p.source) && p.peek() != '|' && p.peek() != ')' {
		parts = append(parts, p.term())
	}
	switch len(parts) {
	case 0:
		return empty{}
	case 1:
		return parts[0]
	}
	return sequence{parts}
}

func (p *parser) term() node {
	before := len(p.names)
	atom, repeats := p.atom()
	if repeats == never {
		return atom
	}
	min, max, ok := p.quantifier()
	switch {
	case !ok && p.peek() == '{' && p.flags.characters():
		fail("Incomplete quantifier")
	case !ok:
		return atom
	case max >= 0 && max < min:
		fail("numbers out of order in {} quantifier")
	case repeats == refused:
		fail("Invalid quantifier")
	}
	lazy := p.take("?")
	return repeat{body: atom, min: min, max: max, lazy: lazy, from: before, before: len(p.names)}
}

// repeatable tells what a quantifier behind something is.
type repeatable int

const (
	freely  repeatable = iota
	refused            // lookaround, but for lookahead where Annex B allows it
	never              // an assertion: a quantifier has nothing before it
)

// atom reads an assertion or an atom.
func (p *parser) atom() (n node, repeats repeatable) {
	c := p.peek()
	strict := p.flags.characters()
	switch c {
	case '^':
		p.at++
		return assertion{kind: pick(p.flags.Multiline, lineStart, inputStart)}, never
	case '$':
		p.at++
		return assertion{kind: pick(p.flags.Multiline, lineEnd, inputEnd)}, never
	case '(':
		p.at++
		return p.parenthesis()
	case '.':
		p.at++
		if p.flags.DotAll {
			return charSet{everything}, freely
		}
		return charSet{lineTerminators.not()}, freely
	case '[':
		p.at++
		return p.class(), freely
	case '\\':
		p.at++
		return p.escape()
	case '*', '+', '?':
		fail("Nothing to repeat")
	case '{', '}', ']':
		if _, _, ok := p.quantifier(); ok {
			fail("Nothing to repeat")
		}
		if strict {
			fail("Lone quantifier brackets")
		}
	}
	p.at++
	return p.character(c), freely
}

func pick(condition bool, yes, no assertionKind) assertionKind {
	if condition {
		return yes
	}
	return no
}

// character is one character of the pattern, any case of it if case is ignored.
func (p *parser) character(c rune) node {
	if p.flags.IgnoreCase {
		if g := p.folding().group[c]; g != nil {
			return charSet{p.folding().closure(single(c))}
		}
	}
	return literal{c}
}

func (p *parser) folding() *folding {
	if p.flags.characters() {
		return unicodeFolding()
	}
	return legacyFolding()
}

// quantifier reads * + ? {n} {n,} {n,m}; nothing is consumed if there is none.
func (p *parser) quantifier() (min, max int, ok bool) {
	switch p.peek() {
	case '*':
		p.at++
		return 0, -1, true
	case '+':
		p.at++
		return 1, -1, true
	case '?':
		p.at++
		return 0, 1, true
	case '{':
		return p.braces()
	}
	return 0, 0, false
}

func (p *parser) braces() (min, max int, ok bool) {
	start := p.at
	p.at++
	min, found := p.decimal()
	max = min
	if found && p.take(",") {
		var limited bool
		if max, limited = p.decimal(); !limited {
			max = -1
		}
	}
	if !found || !p.take("}") {
		p.at = start
		return 0, 0, false
	}
	return min, max, true
}

// manyTimes is as good as infinity for the number of a quantifier.
const manyTimes = 1<<31 - 1

func (p *parser) decimal() (n int, found bool) {
	for p.at < len(p.source) && isDigit(p.peek()) {
		n = min(n*10+int(p.peek()-'0'), manyTimes)
		p.at++
		found = true
	}
	return n, found
}

func isDigit(c rune) bool { return c >= '0' && c <= '9' }

// parenthesis reads what follows a "(".
func (p *parser) parenthesis() (n node, repeats repeatable) {
	ahead := freely
	if p.flags.characters() {
		ahead = refused
	}
	switch {
	case !p.take("?"):
		return p.capture(""), freely
	case p.take(":"):
		return p.closed(), freely
	case p.take("="):
		return look{body: p.closed()}, ahead
	case p.take("!"):
		return look{body: p.closed(), negative: true}, ahead
	case p.take("<="):
		return look{body: p.closed(), behind: true}, refused
	case p.take("<!"):
		return look{body: p.closed(), behind: true, negative: true}, refused
	case p.take("<"):
		return p.capture(p.groupName()), freely
	}
	return p.modified(), freely
}

// closed is a disjunction up to its ")".
func (p *parser) closed() node {
	n := p.disjunction()
	if !p.take(")") {
		fail("Unterminated group")
	}
	return n
}

// maxGroups is V8's limit.
const maxGroups = 1<<16 - 1

func (p *parser) capture(name string) node {
	index := len(p.names)
	if index > maxGroups {
		fail("Too many captures")
	}
	p.names = append(p.names, name)
	if name != "" {
		p.paths[index] = slices.Clone(p.path)
	}
	body := p.closed()
	p.checkName(index)
	return group{body, index}
}

// checkName refuses a name that another group has, unless they stand in different alternatives of one choice.
func (p *parser) checkName(index int) {
	for other, name := range p.names {
		if other != index && name != "" && name == p.names[index] && !exclusive(p.paths[index], p.paths[other]) {
			fail("Duplicate capture group name")
		}
	}
}

// exclusive tells whether two places are in different alternatives of the same choice.
func exclusive(a, b []int) bool {
	for i := 0; i+1 < len(a) && i+1 < len(b) && a[i] == b[i]; i += 2 {
		if a[i+1] != b[i+1] {
			return true
		}
	}
	return false
}

// modified reads (?ims-ims:…) after the "(?".
func (p *parser) modified() node {
	outer := p.flags
	defer func() { p.flags = outer }()
	seen := map[rune]bool{}
	on, any := true, false
	for {
		c := p.peek()
		switch {
		case c == '-':
			if !on {
				fail("Multiple dashes in flag group")
			}
			on = false
		case c == 'i' || c == 'm' || c == 's':
			if seen[c] {
				fail("Repeated flag in flag group")
			}
			seen[c], any = true, true
			p.set(c, on)
		case c == ':' && any:
			p.at++
			return p.closed()
		case c == ':' && !on:
			fail("Invalid flag group")
		default:
			fail("Invalid group")
		}
		p.at++
	}
}

func (p *parser) set(flag rune, on bool) {
	switch flag {
	case 'i':
		p.flags.IgnoreCase = on
	case 'm':
		p.flags.Multiline = on
	case 's':
		p.flags.DotAll = on
	}
}

// resolve gives the named back references their groups.
func (p *parser) resolve() {
	for _, r := range p.pending {
		for index, name := range p.names {
			if index > 0 && name == r.name {
				r.groups = append(r.groups, index)
			}
		}
		if len(r.groups) == 0 {
			fail("Invalid named capture referenced")
		}
	}
}
