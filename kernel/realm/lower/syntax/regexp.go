package syntax

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// validFlags reports whether flags are regular expression flags, each once, u and v not together.
func validFlags(flags string) bool {
	for i := 0; i < len(flags); i++ {
		if strings.IndexByte("dgimsuvy", flags[i]) < 0 || strings.IndexByte(flags[:i], flags[i]) >= 0 {
			return false
		}
	}
	return !strings.Contains(flags, "u") || !strings.Contains(flags, "v")
}

// checkRegexp returns what V8 says is wrong with a regular expression (ECMA-262, 22.2.1, Annex B.1.2), "" if nothing.
// The inside of a class under the flag v is checked for its brackets only.
func checkRegexp(pattern, flags string) (msg string) {
	c := &regexpChecker{unicode: strings.ContainsAny(flags, "uv"), sets: strings.Contains(flags, "v")}
	c.units(pattern)
	defer func() {
		if e, ok := recover().(regexpError); ok {
			msg = string(e)
		}
	}()
	c.countGroups()
	c.disjunction(0)
	for _, name := range c.references {
		if len(c.names[name]) == 0 {
			c.fail("Invalid named capture referenced")
		}
	}
	return ""
}

type regexpError string

const endOfPattern rune = -1

// regexpChecker reads a pattern. Errors are panics of regexpError.
type regexpChecker struct {
	src           []rune // UTF-16 units unless unicode
	pos           int
	unicode, sets bool
	captures      int
	named         bool // there are named groups
	names         map[string][][]branch
	references    []string
	path          []branch
	disjunctions  int
	depth         int
}

// branch is one alternative of one disjunction: the same name may be used in two that exclude each other.
type branch struct{ disjunction, alternative int }

func (c *regexpChecker) units(pattern string) {
	c.names = map[string][][]branch{}
	for _, r := range pattern {
		if r > 0xFFFF && !c.unicode {
			hi, lo := utf16.EncodeRune(r)
			c.src = append(c.src, hi, lo)
			continue
		}
		c.src = append(c.src, r)
	}
}

func (c *regexpChecker) fail(msg string) { panic(regexpError(msg)) }

func (c *regexpChecker) peek(ahead int) rune {
	if c.pos+ahead < len(c.src) {
		return c.src[c.pos+ahead]
	}
	return endOfPattern
}

func (c *regexpChecker) eat(r rune) bool {
	if c.peek(0) != r {
		return false
	}
	c.pos++
	return true
}

// countGroups counts the capturing groups of the whole pattern, since a reference may precede its group.
func (c *regexpChecker) countGroups() {
	inClass := false
	for i := 0; i < len(c.src); i++ {
		switch c.src[i] {
		case '\\':
			i++
		case '[':
			inClass = true
		case ']':
			inClass = false
		case '(':
			if inClass {
				continue
			}
			at := func(k int) rune {
				if i+k < len(c.src) {
					return c.src[i+k]
				}
				return endOfPattern
			}
			isName := at(1) == '?' && at(2) == '<' && at(3) != '=' && at(3) != '!'
			c.named = c.named || isName
			if at(1) != '?' || isName {
				c.captures++
			}
		}
	}
}

// disjunction reads alternatives up to the end of the pattern or, in a group, the closing parenthesis.
func (c *regexpChecker) disjunction(group int) {
	if c.depth++; c.depth > maxNesting {
		c.fail("Regular expression too large")
	}
	c.disjunctions++
	c.path = append(c.path, branch{c.disjunctions, 0})
	for c.term(group) {
	}
	c.path = c.path[:len(c.path)-1]
	c.depth--
}

// term reads one term; it is false at the end of the disjunction.
func (c *regexpChecker) term(group int) bool {
	switch r := c.peek(0); r {
	case endOfPattern:
		if group > 0 {
			c.fail("Unterminated group")
		}
		return false
	case ')':
		if group == 0 {
			c.fail("Unmatched ')'")
		}
		c.pos++
		return false
	case '|':
		c.pos++
		c.path[len(c.path)-1].alternative++
		return true
	case '^', '$':
		c.pos++
		return true
	case '*', '+', '?':
		c.fail("Nothing to repeat")
	case '(':
		if !c.group(group) {
			c.noQuantifier()
			return true
		}
	case '[':
		c.pos++
		c.class()
	case '\\':
		if !c.atomEscape() {
			return true
		}
	case '{', '}', ']':
		c.bracket(r)
	default:
		c.pos++
	}
	c.quantifier()
	return true
}

func (c *regexpChecker) bracket(r rune) {
	if r == '{' {
		if _, _, ok := c.interval(); ok {
			c.fail("Nothing to repeat")
		}
	}
	if c.unicode {
		c.fail("Lone quantifier brackets")
	}
	c.pos++
}

// noQuantifier reports a quantifier after an assertion that cannot have one.
func (c *regexpChecker) noQuantifier() {
	start := c.pos
	if c.quantifier(); c.pos != start {
		c.fail("Invalid quantifier")
	}
}

func (c *regexpChecker) quantifier() {
	switch c.peek(0) {
	case '*', '+', '?':
		c.pos++
	case '{':
		least, most, ok := c.interval()
		if !ok {
			if c.unicode {
				c.fail("Incomplete quantifier")
			}
			return
		}
		if most < least {
			c.fail("numbers out of order in {} quantifier")
		}
	default:
		return
	}
	c.eat('?')
}

// interval reads {n}, {n,} or {n,m}; pos stays where it is if there is none.
func (c *regexpChecker) interval() (least, most int, ok bool) {
	start := c.pos
	c.pos++
	least, ok = c.decimal()
	most = least
	if ok && c.eat(',') {
		if most, ok = c.decimal(); !ok {
			most, ok = 1<<30, true
		}
	}
	if !ok || !c.eat('}') {
		c.pos = start
		return 0, 0, false
	}
	return least, most, true
}

func (c *regexpChecker) decimal() (v int, ok bool) {
	for ; c.peek(0) >= '0' && c.peek(0) <= '9'; c.pos++ {
		v = min(v*10+int(c.peek(0)-'0'), 1<<30)
		ok = true
	}
	return v, ok
}

// group reads a group; it is false if no quantifier may follow.
func (c *regexpChecker) group(outer int) bool {
	c.pos++
	if !c.eat('?') {
		c.disjunction(outer + 1)
		return true
	}
	quantifiable := true
	switch r := c.peek(0); r {
	case ':':
		c.pos++
	case '=', '!':
		c.pos++
		quantifiable = !c.unicode
	case '<':
		c.pos++
		if c.eat('=') || c.eat('!') {
			quantifiable = false
			break
		}
		c.groupName()
	case '-', 'i', 'm', 's':
		c.modifiers()
	default:
		c.fail("Invalid group")
	}
	c.disjunction(outer + 1)
	return quantifiable
}

func (c *regexpChecker) modifiers() {
	seen, dash, any := "", false, false
	for {
		r := c.peek(0)
		c.pos++
		switch r {
		case '-':
			if dash {
				c.fail("Multiple dashes in flag group")
			}
			dash = true
		case 'i', 'm', 's':
			if strings.ContainsRune(seen, r) {
				c.fail("Repeated flag in flag group")
			}
			seen += string(r)
			any = true
		case ':':
			if !any {
				c.fail("Invalid flag group")
			}
			return
		default:
			c.fail("Invalid group")
		}
	}
}

func (c *regexpChecker) groupName() {
	name, ok := c.name()
	if !ok {
		c.fail("Invalid capture group name")
	}
	for _, other := range c.names[name] {
		if !excludes(other, c.path) {
			c.fail("Duplicate capture group name")
		}
	}
	c.names[name] = append(c.names[name], append([]branch(nil), c.path...))
}

// excludes says whether two places cannot both take part in a match.
func excludes(a, b []branch) bool {
	for i := 0; i < len(a) && i < len(b) && a[i].disjunction == b[i].disjunction; i++ {
		if a[i].alternative != b[i].alternative {
			return true
		}
	}
	return false
}

// name reads a name up to and with >.
func (c *regexpChecker) name() (string, bool) {
	var b strings.Builder
	for {
		r := c.peek(0)
		c.pos++
		switch {
		case r == '\\':
			if !c.eat('u') {
				return "", false
			}
			var ok bool
			if r, ok = c.unicodeEscape(true); !ok {
				return "", false
			}
		case r == '>':
			return b.String(), b.Len() > 0
		case utf16.IsSurrogate(r) && utf16.IsSurrogate(c.peek(0)):
			r = utf16.DecodeRune(r, c.peek(0))
			c.pos++
		}
		if b.Len() == 0 && !isNameStart(r) || !isNamePart(r) {
			return "", false
		}
		b.WriteRune(r)
	}
}

// unicodeEscape reads what follows \u; full says that \u{...} and surrogate pairs are understood.
func (c *regexpChecker) unicodeEscape(full bool) (rune, bool) {
	start := c.pos
	if c.peek(0) == '{' && full {
		c.pos++
		v, n := rune(0), 0
		for ; c.peek(0) >= 0 && c.peek(0) < utf8.RuneSelf && hexValue(byte(c.peek(0))) < 16; n++ {
			if v = v*16 + rune(hexValue(byte(c.peek(0)))); v > utf8.MaxRune {
				c.pos = start
				return 0, false
			}
			c.pos++
		}
		if n == 0 || !c.eat('}') {
			c.pos = start
			return 0, false
		}
		return v, true
	}
	v, ok := c.hex(4)
	if !ok {
		c.pos = start
		return 0, false
	}
	if full && utf16.IsSurrogate(v) && c.peek(0) == '\\' && c.peek(1) == 'u' {
		back := c.pos
		c.pos += 2
		if low, ok := c.hex(4); ok && utf16.DecodeRune(v, low) != '\uFFFD' {
			return utf16.DecodeRune(v, low), true
		}
		c.pos = back
	}
	return v, true
}

func (c *regexpChecker) hex(n int) (v rune, ok bool) {
	start := c.pos
	for i := 0; i < n; i++ {
		r := c.peek(0)
		if r < 0 || r >= utf8.RuneSelf || hexValue(byte(r)) > 15 {
			c.pos = start
			return 0, false
		}
		v = v*16 + rune(hexValue(byte(r)))
		c.pos++
	}
	return v, true
}
