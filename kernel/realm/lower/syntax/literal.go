package syntax

import (
	"strings"
	"unicode/utf8"
)

// number reads a numeric literal; a name or digit must not follow it.
func (s *scanner) number(t *token) {
	start := s.pos
	t.kind = number
	ok := true
	c1 := s.peekByte(1) | 0x20
	switch {
	case s.src[s.pos] == '0' && (c1 == 'x' || c1 == 'o' || c1 == 'b'):
		s.pos += 2
		ok = s.digits(t, map[byte]int{'x': 16, 'o': 8, 'b': 2}[c1])
	case s.src[s.pos] == '0' && s.peekByte(1) == '_':
		s.pos++
		s.illegalAt(t, msgZeroSeparator, s.pos, s.pos+1)
		return
	case s.src[s.pos] == '0' && isDigit(s.peekByte(1)):
		s.legacyNumber(t)
		return
	default:
		ok = s.decimal(t)
	}
	if !ok {
		t.kind = illegal
		return
	}
	if s.peekByte(0) == 'n' && t.kind == number && !strings.ContainsAny(s.src[start:s.pos], ".") && (!s.hasExponent(start)) {
		s.pos++
		t.kind = bigint
	}
	s.endNumber(t)
}

// hasExponent reports whether the decimal literal from start to pos has an exponent.
func (s *scanner) hasExponent(start int) bool {
	text := s.src[start:s.pos]
	return strings.ContainsAny(text, "eE") && !(len(text) > 1 && (text[1]|0x20) == 'x')
}

// decimal reads digits, a fraction and an exponent.
func (s *scanner) decimal(t *token) bool {
	if s.src[s.pos] != '.' && !s.digits(t, 10) {
		return false
	}
	if s.peekByte(0) == '.' {
		s.pos++
		if s.peekByte(0) == '_' || isDigit(s.peekByte(0)) && !s.digits(t, 10) {
			return false
		}
	}
	return s.exponent(t)
}

func (s *scanner) exponent(t *token) bool {
	if s.peekByte(0)|0x20 != 'e' {
		return true
	}
	s.pos++
	if c := s.peekByte(0); c == '+' || c == '-' {
		s.pos++
	}
	return isDigit(s.peekByte(0)) && s.digits(t, 10)
}

// legacyNumber reads 0777 and 0899: sloppy mode only.
func (s *scanner) legacyNumber(t *token) {
	start := s.pos
	isOctal := true
	for isDigit(s.peekByte(0)) {
		isOctal = isOctal && s.src[s.pos] < '8'
		s.pos++
	}
	msg := msgStrictOctal
	if !isOctal {
		msg = msgStrictDecimal
		ok := true
		if s.peekByte(0) == '.' {
			s.pos++
			ok = !isDigit(s.peekByte(0)) || s.digits(t, 10)
		}
		if !ok || !s.exponent(t) {
			t.kind = illegal
			return
		}
	}
	s.octal.start, s.octal.end, s.octal.err = start, s.pos, msg
	s.endNumber(t)
}

// endNumber makes t illegal if a name or digit follows at once.
func (s *scanner) endNumber(t *token) {
	if s.pos >= len(s.src) {
		return
	}
	r, _ := utf8.DecodeRuneInString(s.src[s.pos:])
	if isNameStart(r) || r == '\\' || r < utf8.RuneSelf && isDigit(byte(r)) {
		t.kind = illegal
	}
}

// digits reads one or more digits of a base, with single underscores between them.
func (s *scanner) digits(t *token, base int) bool {
	any, separator := false, false
	for ; ; s.pos++ {
		c := s.peekByte(0)
		switch {
		case hexValue(c) < base:
			any, separator = true, false
			continue
		case c == '_' && separator:
			s.illegalAt(t, msgDoubleSeparator, s.pos, s.pos+1)
			return false
		case c == '_' && any:
			separator = true
			continue
		}
		break
	}
	if separator {
		s.illegalAt(t, msgTrailingSeparator, s.pos, s.pos+1)
	}
	return any && !separator
}

// illegalAt makes t an illegal token with a message of its own.
func (s *scanner) illegalAt(t *token, msg string, start, end int) {
	t.kind = illegal
	if t.err == "" {
		t.err, t.errStart, t.errEnd = msg, start, end
	}
}

func hexValue(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return 99
}

// string reads a string literal.
func (s *scanner) string(t *token, quote byte) {
	t.kind = str
	s.pos++
	start := s.pos
	var b *strings.Builder
	for {
		c := s.peekByte(0)
		switch {
		case s.pos >= len(s.src) || c == '\n' || c == '\r':
			t.kind = illegal
			return
		case c == quote:
			t.text = s.src[start:s.pos]
			if b != nil {
				t.text = b.String()
			}
			s.pos++
			return
		case c == '\\':
			if b == nil {
				b = &strings.Builder{}
				b.WriteString(s.src[start:s.pos])
				t.esc = true
			}
			if !s.stringEscape(t, b) {
				t.kind = illegal
				return
			}
		default:
			if b != nil {
				b.WriteByte(c)
			}
			s.pos++
		}
	}
}

// stringEscape reads one escape sequence of a string.
func (s *scanner) stringEscape(t *token, b *strings.Builder) bool {
	s.pos++
	if s.pos >= len(s.src) {
		return false
	}
	if n := s.lineEnd(); n > 0 {
		s.pos += n
		return true
	}
	c := s.src[s.pos]
	if isDigit(c) && !(c == '0' && !isDigit(s.peekByte(1))) {
		s.octalEscape(b)
		return true
	}
	r, ok := s.escape(t)
	b.WriteRune(r)
	return ok
}

// octalEscape reads \1 to \377 and \8 and \9: sloppy mode only.
func (s *scanner) octalEscape(b *strings.Builder) {
	msg := msgStrictOctalEscape
	if s.src[s.pos] >= '8' {
		b.WriteByte(s.src[s.pos])
		s.pos++
		msg = msgStrict89Escape
	} else {
		v := 0
		for n := 0; n < 3 && s.peekByte(0) >= '0' && s.peekByte(0) < '8' && v*8+hexValue(s.src[s.pos]) < 256; n++ {
			v = v*8 + hexValue(s.src[s.pos])
			s.pos++
		}
		b.WriteRune(rune(v))
	}
	s.octal.start, s.octal.end, s.octal.err = s.pos-2, s.pos-1, msg
}

// escape reads what follows a backslash, except line ends and octals.
func (s *scanner) escape(t *token) (rune, bool) {
	r, size := utf8.DecodeRuneInString(s.src[s.pos:])
	s.pos += size
	switch r {
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'v':
		return '\v', true
	case '0':
		return 0, true
	case 'x':
		return s.hexEscape(t, 2, s.pos-2, msgHexEscape)
	case 'u':
		return s.unicodeEscape(t, s.pos-2)
	}
	return r, true
}

func (s *scanner) hexEscape(t *token, n, begin int, msg string) (rune, bool) {
	v := 0
	for i := 0; i < n; i++ {
		d := hexValue(s.peekByte(0))
		if d > 15 {
			s.badEscape(t, msg, begin, begin+n+2)
			return 0, false
		}
		v = v*16 + d
		s.pos++
	}
	return rune(v), true
}

// unicodeEscape reads what follows \u.
func (s *scanner) unicodeEscape(t *token, begin int) (rune, bool) {
	if s.peekByte(0) != '{' {
		return s.hexEscape(t, 4, begin, msgUnicodeEscape)
	}
	s.pos++
	v := 0
	start := s.pos
	for hexValue(s.peekByte(0)) < 16 {
		v = v*16 + hexValue(s.src[s.pos])
		s.pos++
		if v > utf8.MaxRune {
			s.badEscape(t, msgCodePoint, begin, s.pos+1)
			return 0, false
		}
	}
	if s.peekByte(0) != '}' || s.pos == start {
		s.badEscape(t, msgUnicodeEscape, s.pos, s.pos)
		return 0, false
	}
	s.pos++
	return rune(v), true
}

func (s *scanner) badEscape(t *token, msg string, start, end int) {
	if t.err == "" {
		t.err, t.errStart, t.errEnd = msg, start, min(end, len(s.src))
	}
}

// template reads one piece of a template literal; pos stands at its ` or }. A bad escape sequence is left in err: it is
// no error in a tagged template.
func (s *scanner) template(t *token) {
	t.kind = template
	for s.pos++; s.pos < len(s.src); {
		switch c := s.src[s.pos]; {
		case c == '`':
			s.pos++
			t.tail = true
			return
		case c == '$' && s.peekByte(1) == '{':
			s.pos += 2
			return
		case c == '\\':
			s.templateEscape(t)
		default:
			s.pos++
		}
	}
	t.cut = true
}

func (s *scanner) templateEscape(t *token) {
	s.pos++
	if n := s.lineEnd(); n > 0 || s.pos >= len(s.src) {
		s.pos += n
		return
	}
	c := s.src[s.pos]
	switch {
	case c >= '8' && c <= '9':
		s.pos++
		s.badEscape(t, msgTemplate89Escape, s.pos-2, s.pos-1)
	case isDigit(c) && !(c == '0' && !isDigit(s.peekByte(1))):
		octal := s.octal
		s.octalEscape(&strings.Builder{})
		s.octal = octal
		s.badEscape(t, msgTemplateOctal, s.pos-2, s.pos-1)
	default:
		s.escape(t)
	}
}

// rescanTemplate reads the rest of a template literal from the brace t that closed an expression in it.
func (s *scanner) rescanTemplate(t token) token {
	s.pos = t.start
	t = token{start: s.pos, nl: t.nl}
	s.template(&t)
	t.end = s.pos
	return t
}

// rescanRegexp reads a regular expression from the slash t. The end of the body is in errStart; it is -1 if the literal
// does not end on its line.
func (s *scanner) rescanRegexp(t token) token {
	s.pos = t.start + 1
	t = token{kind: regexp, start: t.start, nl: t.nl, errStart: -1}
	inClass := false
	for s.pos < len(s.src) && s.lineEnd() == 0 {
		c := s.src[s.pos]
		s.pos++
		switch {
		case c == '\\' && s.lineEnd() == 0 && s.pos < len(s.src):
			s.pos++
		case c == '[':
			inClass = true
		case c == ']':
			inClass = false
		case c == '/' && !inClass:
			t.errStart = s.pos - 1
			s.regexpFlags()
			t.end = s.pos
			return t
		}
	}
	t.end = s.pos
	return t
}

func (s *scanner) regexpFlags() {
	for s.pos < len(s.src) {
		r, size := utf8.DecodeRuneInString(s.src[s.pos:])
		if !isNamePart(r) && r != '\\' {
			return
		}
		s.pos += size
	}
}
