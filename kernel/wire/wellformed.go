package wire

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// WellFormed returns s with every lone surrogate (three bytes of WTF-8) and every other byte that is no UTF-8 replaced
// by U+FFFD. A string that is well-formed already is returned as it is.
func WellFormed(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && n == 1 && startsWithSurrogate(s) {
			n = 3
		}
		b.WriteRune(r)
		s = s[n:]
	}
	return b.String()
}

// startsWithSurrogate reports whether s begins with U+D800 … U+DFFF in the three bytes that UTF-8 forbids.
func startsWithSurrogate(s string) bool {
	return len(s) >= 3 && s[0] == 0xED && s[1]&0xE0 == 0xA0 && s[2]&0xC0 == 0x80
}

// wellFormedJSON does for valid JSON what WellFormed does for a string, also where the surrogate is written as an
// escape: "\ud83d" is legal JSON, but Python makes a string of it that cannot be written to a notebook. It returns
// raw itself when there is nothing to replace.
func wellFormedJSON(raw []byte) []byte {
	if !utf8.Valid(raw) {
		raw = []byte(WellFormed(string(raw)))
	}
	if !bytes.Contains(raw, []byte(`\ud`)) && !bytes.Contains(raw, []byte(`\uD`)) {
		return raw
	}
	copied := false
	for i := 0; i < len(raw); {
		size, lone := escape(raw[i:])
		if lone && !copied {
			raw, copied = slices.Clone(raw), true
		}
		if lone {
			copy(raw[i:], `\ufffd`)
		}
		i += size
	}
	return raw
}

// escape returns the length of the first character or escape of b, which is not empty, and whether it is the escape of
// a lone surrogate. A surrogate pair counts as one.
func escape(b []byte) (size int, lone bool) {
	if b[0] != '\\' {
		next := bytes.IndexByte(b, '\\')
		if next < 0 {
			return len(b), false
		}
		return next, false
	}
	unit, ok := unicodeEscape(b)
	switch {
	case !ok:
		return min(2, len(b)), false
	case unit < 0xD800 || unit > 0xDFFF:
		return 6, false
	case unit > 0xDBFF:
		return 6, true
	}
	if low, ok := unicodeEscape(b[6:]); ok && low >= 0xDC00 && low <= 0xDFFF {
		return 12, false
	}
	return 6, true
}

// unicodeEscape reads the \uXXXX that b begins with.
func unicodeEscape(b []byte) (unit rune, ok bool) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, false
	}
	for _, c := range b[2:6] {
		digit := strings.IndexByte("0123456789abcdef", c|0x20)
		if c < '0' || digit < 0 {
			return 0, false
		}
		unit = unit<<4 | rune(digit)
	}
	return unit, true
}
