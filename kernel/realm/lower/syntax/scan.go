package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scanner cuts the source into tokens. Whether a slash begins a regular expression and whether a brace goes on with a
// template only the parser knows: it asks for those with rescanRegexp and rescanTemplate.
type scanner struct {
	src string
	pos int

	// The last octal literal or escape seen: an error if it turns out to stand in strict code.
	octal struct {
		start, end int
		err        string
	}
	html []Span // HTML-like comments (Annex B)
}

// Span is a range of bytes of the source.
type Span struct{ Start, End int }

func (s *scanner) peekByte(ahead int) byte {
	if s.pos+ahead < len(s.src) {
		return s.src[s.pos+ahead]
	}
	return 0
}

// next returns the token at or after pos and moves behind it.
func (s *scanner) next() token {
	nl, ok := s.skipSpace()
	t := token{start: s.pos, nl: nl}
	switch {
	case !ok:
		t.start, s.pos = s.pos, len(s.src)
		t.kind = illegal
	case s.pos >= len(s.src):
		t.kind = eof
	default:
		s.token(&t)
	}
	t.end = s.pos
	return t
}

func (s *scanner) token(t *token) {
	c := s.src[s.pos]
	switch {
	case c < utf8.RuneSelf && asciiName[c] == nameStart, c == '\\', c >= utf8.RuneSelf:
		s.name(t)
	case c >= '0' && c <= '9', c == '.' && isDigit(s.peekByte(1)):
		s.number(t)
	case c == '"' || c == '\'':
		s.string(t, c)
	case c == '`':
		s.template(t)
	case c == '#':
		s.private(t)
	default:
		t.kind = s.punctuator()
	}
}

// skipSpace moves over white space and comments. It says whether a line ended, and is false at a comment without end.
func (s *scanner) skipSpace() (nl, ok bool) {
	nl = s.pos == 0
	if nl && strings.HasPrefix(s.src, "#!") {
		s.skipLine()
	}
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case c == '\n' || c == '\r':
			nl = true
			s.pos++
		case c == ' ' || c == '\t' || c == '\v' || c == '\f':
			s.pos++
		case c == '/' && s.peekByte(1) == '/':
			s.skipLine()
		case c == '/' && s.peekByte(1) == '*':
			end := strings.Index(s.src[s.pos+2:], "*/")
			if end < 0 {
				return nl, false
			}
			comment := s.src[s.pos : s.pos+2+end+2]
			nl = nl || strings.ContainsAny(comment, "\n\r\u2028\u2029")
			s.pos += len(comment)
		case c == '<' && strings.HasPrefix(s.src[s.pos:], "<!--"), c == '-' && nl && strings.HasPrefix(s.src[s.pos:], "-->"):
			start := s.pos
			s.skipLine()
			s.addHTML(Span{start, s.pos})
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(s.src[s.pos:])
			switch {
			case r == '\u2028' || r == '\u2029':
				nl = true
			case !isSpace(r):
				return nl, true
			}
			s.pos += size
		default:
			return nl, true
		}
	}
	return nl, true
}

// addHTML notes a comment once, however often the scanner is set back.
func (s *scanner) addHTML(c Span) {
	if n := len(s.html); n == 0 || s.html[n-1].Start < c.Start {
		s.html = append(s.html, c)
	}
}

func (s *scanner) skipLine() {
	for s.pos < len(s.src) && s.lineEnd() == 0 {
		s.pos++
	}
}

// lineEnd returns the length of the line terminator at pos, 0 if there is none.
func (s *scanner) lineEnd() int {
	switch c := s.peekByte(0); {
	case c == '\n':
		return 1
	case c == '\r':
		if s.peekByte(1) == '\n' {
			return 2
		}
		return 1
	case c == 0xE2 && (strings.HasPrefix(s.src[s.pos:], "\u2028") || strings.HasPrefix(s.src[s.pos:], "\u2029")):
		return 3
	}
	return 0
}

func isSpace(r rune) bool { return r == '\u00a0' || r == '\ufeff' || unicode.Is(unicode.Zs, r) }

// punctuator reads the longest punctuator at pos.
func (s *scanner) punctuator() kind {
	for n := min(4, len(s.src)-s.pos); n > 0; n-- {
		k, ok := punctuators[s.src[s.pos:s.pos+n]]
		if !ok || k == questionDot && isDigit(s.peekByte(2)) {
			continue
		}
		s.pos += n
		return k
	}
	s.pos++
	return illegal
}

var punctuators = punctuatorTable()

func punctuatorTable() map[string]kind {
	m := map[string]kind{}
	for k := lbrace; k < kwInstanceof; k++ {
		m[spelling[k]] = k
	}
	return m
}

const (
	nameStart = 1
	namePart  = 2
)

// asciiName says which ASCII characters begin (nameStart) or only go on with (namePart) a name.
var asciiName = asciiNameTable()

func asciiNameTable() (t [utf8.RuneSelf]byte) {
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = nameStart, nameStart
	}
	for c := byte('0'); c <= '9'; c++ {
		t[c] = namePart
	}
	t['$'], t['_'] = nameStart, nameStart
	return t
}

func isNameStart(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 0 && asciiName[r] == nameStart
	}
	return (unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) || unicode.Is(unicode.Other_ID_Start, r)) && !isPattern(r)
}

func isNamePart(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 0 && asciiName[r] != 0
	}
	return isNameStart(r) || r == '\u200c' || r == '\u200d' ||
		unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue) && !isPattern(r)
}

func isPattern(r rune) bool {
	return unicode.In(r, unicode.Pattern_Syntax, unicode.Pattern_White_Space)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// name reads an identifier or a reserved word.
func (s *scanner) name(t *token) {
	text, esc, ok := s.word(t)
	if !ok {
		t.kind = illegal
		return
	}
	t.kind, t.text, t.esc = name, text, esc
	if k, reserved := keywords[text]; reserved {
		t.kind = k
		if esc {
			t.kind = escapedKeyword
		}
	}
}

func (s *scanner) private(t *token) {
	s.pos++
	t.kind = illegal
	if r, _ := utf8.DecodeRuneInString(s.src[s.pos:]); r != '\\' && !isNameStart(r) {
		return
	}
	if text, esc, ok := s.word(t); ok {
		t.kind, t.text, t.esc = privateName, "#"+text, esc
	}
}

// word reads the characters of a name. On failure pos stands behind what V8 takes for the illegal token.
func (s *scanner) word(t *token) (text string, esc, ok bool) {
	start := s.pos
	for s.pos < len(s.src) && s.src[s.pos] < utf8.RuneSelf && asciiName[s.src[s.pos]] != 0 {
		s.pos++
	}
	if c := s.peekByte(0); c != '\\' && c < utf8.RuneSelf {
		return s.src[start:s.pos], false, true
	}
	var b strings.Builder
	b.WriteString(s.src[start:s.pos])
	for s.pos < len(s.src) {
		r, size := utf8.DecodeRuneInString(s.src[s.pos:])
		if r == '\\' {
			if r, ok = s.nameEscape(t, b.Len() == 0); !ok {
				return "", true, false
			}
			b.WriteRune(r)
			esc = true
			continue
		}
		if b.Len() == 0 && !isNameStart(r) || b.Len() > 0 && !isNamePart(r) || r == utf8.RuneError && size == 1 {
			break
		}
		b.WriteRune(r)
		s.pos += size
	}
	if b.Len() == 0 {
		_, size := utf8.DecodeRuneInString(s.src[s.pos:])
		s.pos += size
		return "", false, false
	}
	return b.String(), esc, true
}

// nameEscape reads \uXXXX or \u{X} in a name.
func (s *scanner) nameEscape(t *token, first bool) (rune, bool) {
	s.pos++
	if s.peekByte(0) != 'u' {
		return 0, false
	}
	s.pos++
	r, ok := s.unicodeEscape(t, s.pos-2)
	if !ok || r == '\\' || first && !isNameStart(r) || !first && !isNamePart(r) {
		return 0, false
	}
	return r, true
}
