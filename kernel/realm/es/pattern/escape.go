package pattern

import (
	"strings"
	"unicode/utf16"
)

// escape reads what follows a "\" outside a class.
func (p *parser) escape() (n node, repeats repeatable) {
	c := p.peek()
	switch {
	case c < 0:
		fail("\\ at end of pattern")
	case c == 'b' || c == 'B':
		p.at++
		kind := wordBoundary
		if c == 'B' {
			kind = notWordBoundary
		}
		return assertion{kind: kind, word: p.wordSet()}, never
	case c >= '1' && c <= '9':
		if r := p.numbered(); r != nil {
			return r, freely
		}
	case c == 'k' && (p.flags.characters() || p.named):
		p.at++
		if !p.take("<") {
			fail("Invalid named reference")
		}
		r := &reference{name: p.groupName(), fold: p.referenceFolding()}
		p.pending = append(p.pending, r)
		return r, freely
	}
	if o, ok := p.classEscape(false); ok {
		return p.classNode(o), freely
	}
	return p.character(p.characterEscape(false)), freely
}

// wordSet is WordCharacters (section 22.2.2.9.3).
func (p *parser) wordSet() set {
	if p.flags.IgnoreCase && p.flags.characters() {
		return unicodeFolding().closure(wordCharacters)
	}
	return wordCharacters
}

func (p *parser) referenceFolding() *folding {
	if p.flags.IgnoreCase {
		return p.folding()
	}
	return nil
}

// numbered reads \1 as a back reference, or nothing if there is no such group and Annex B has another meaning for it.
func (p *parser) numbered() node {
	start := p.at
	n, _ := p.decimal()
	if n <= p.total {
		return &reference{groups: []int{n}, fold: p.referenceFolding()}
	}
	if p.flags.characters() {
		fail("Invalid escape")
	}
	p.at = start
	return nil
}

// characterEscape reads an escape that stands for one character, after the "\".
func (p *parser) characterEscape(inClass bool) rune {
	c := p.peek()
	strict := p.flags.characters()
	if c < 0 {
		fail("\\ at end of pattern")
	}
	p.at++
	switch c {
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	case 'v':
		return '\v'
	case 'c':
		return p.control(inClass)
	case 'x':
		if n, ok := p.hex(2); ok {
			return n
		}
		if strict {
			fail("Invalid escape")
		}
		return 'x'
	case 'u':
		if n, ok := p.unicodeEscape(strict); ok {
			return n
		}
		if strict {
			fail("Invalid Unicode escape")
		}
		return 'u'
	case '0':
		if strict && isDigit(p.peek()) {
			fail("Invalid decimal escape")
		}
		if strict || !isDigit(p.peek()) {
			return 0
		}
		p.at--
		return p.octal()
	case '1', '2', '3', '4', '5', '6', '7':
		if strict {
			fail(pickText(inClass, "Invalid decimal escape", "Invalid escape"))
		}
		p.at--
		return p.octal()
	}
	if strict && !strings.ContainsRune("^$\\.*+?()[]{}|/", c) && !(inClass && c == '-') {
		fail("Invalid escape")
	}
	if !strict && c == 'k' && p.named {
		fail("Invalid escape")
	}
	return c
}

func pickText(condition bool, yes, no string) string {
	if condition {
		return yes
	}
	return no
}

// control reads what follows \c. Without a letter it is a backslash, and the c is read again.
func (p *parser) control(inClass bool) rune {
	c := p.peek()
	letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
	if letter || inClass && !p.flags.characters() && (isDigit(c) || c == '_') {
		p.at++
		return c & 31
	}
	if p.flags.characters() {
		fail("Invalid Unicode escape")
	}
	p.at--
	return '\\'
}

// octal reads up to three octal digits, at most 0377.
func (p *parser) octal() rune {
	n := rune(0)
	for i := 0; i < 3 && p.peek() >= '0' && p.peek() <= '7' && n*8 <= 0377; i++ {
		n = n*8 + p.peek() - '0'
		p.at++
	}
	return n
}

func (p *parser) hex(digits int) (rune, bool) {
	n := rune(0)
	for i := range digits {
		d, ok := hexDigit(p.runeAt(p.at + i))
		if !ok {
			return 0, false
		}
		n = n*16 + d
	}
	p.at += digits
	return n, true
}

func (p *parser) runeAt(i int) rune {
	if i < len(p.source) {
		return p.source[i]
	}
	return -1
}

func hexDigit(c rune) (rune, bool) {
	switch {
	case isDigit(c):
		return c - '0', true
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10, true
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

// unicodeEscape reads what follows \u: four digits (two such escapes make a pair if whole is true) or, if whole is true,
// {digits}.
func (p *parser) unicodeEscape(whole bool) (rune, bool) {
	if whole && p.take("{") {
		n, found := rune(0), false
		for {
			d, ok := hexDigit(p.peek())
			if !ok {
				break
			}
			if n = n*16 + d; n > lastCharacter {
				return 0, false
			}
			p.at++
			found = true
		}
		return n, found && p.take("}")
	}
	n, ok := p.hex(4)
	if !ok || !whole || n < 0xD800 || n > 0xDBFF {
		return n, ok
	}
	start := p.at
	if p.take("\\u") {
		if low, ok := p.hex(4); ok {
			if pair := utf16.DecodeRune(n, low); pair != 0xFFFD {
				return pair, true
			}
		}
	}
	p.at = start
	return n, true
}

// groupName reads a name up to its ">".
func (p *parser) groupName() string {
	const complaint = "Invalid capture group name"
	var name []rune
	for !p.take(">") {
		c := p.peek()
		if c < 0 {
			fail(complaint)
		}
		p.at++
		switch {
		case c == '\\':
			var ok bool
			if !p.take("u") {
				fail(complaint)
			}
			if c, ok = p.unicodeEscape(true); !ok {
				fail("Invalid Unicode escape")
			}
		case utf16.IsSurrogate(c):
			if pair := utf16.DecodeRune(c, p.peek()); pair != 0xFFFD {
				c = pair
				p.at++
			}
		}
		if !isNamePart(c, len(name) == 0) {
			fail(complaint)
		}
		name = append(name, c)
	}
	if len(name) == 0 {
		fail(complaint)
	}
	return string(name)
}

func isNamePart(c rune, first bool) bool {
	if c == '$' || c == '_' || !first && (c == 0x200C || c == 0x200D) {
		return true
	}
	starts, _ := property("ID_Start")
	continues, _ := property("ID_Continue")
	return starts.has(c) || !first && continues.has(c)
}
