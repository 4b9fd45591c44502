package inspect

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// quote returns s as a JavaScript string literal in the quotes that need the fewest backslashes: ' unless s has
// one, then ", then `.
func quote(s string) string {
	q := quoteFor(s)
	if plainIn(s, q) {
		return string(q) + s + string(q)
	}
	var b strings.Builder
	b.Grow(len(s) + 8)
	b.WriteByte(q)
	escapeTo(&b, s, q)
	b.WriteByte(q)
	return b.String()
}

func quoteFor(s string) byte {
	switch {
	case !strings.Contains(s, "'"):
		return '\''
	case !strings.Contains(s, `"`):
		return '"'
	case !strings.Contains(s, "`") && !strings.Contains(s, "${"):
		return '`'
	}
	return '\''
}

// plainIn reports whether s needs no escape between quotes q. It may say no for a string that needs none.
func plainIn(s string, q byte) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 || c == q && q == '\'' || c == '\\' || c == 0x7F || c == 0xC2 || c == 0xED {
			return false
		}
	}
	return true
}

func escapeTo(b *strings.Builder, s string, q byte) {
	for i := 0; i < len(s); {
		if u, ok := surrogateAt(s, i); ok {
			fmt.Fprintf(b, `\u%x`, u)
			i += 3
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if esc := escape(r, q); esc != "" {
			b.WriteString(esc)
		} else {
			b.WriteString(s[i : i+n])
		}
		i += n
	}
}

func escape(r rune, q byte) string {
	switch r {
	case '\b':
		return `\b`
	case '\t':
		return `\t`
	case '\n':
		return `\n`
	case '\f':
		return `\f`
	case '\r':
		return `\r`
	case '\\':
		return `\\`
	case '\'':
		if q == '\'' {
			return `\'`
		}
		return ""
	}
	if r < 0x20 || r >= 0x7F && r <= 0x9F {
		return fmt.Sprintf(`\x%02X`, r)
	}
	return ""
}

// escaped is s with control characters, backslashes, apostrophes and lone surrogates escaped, and no quotes around it.
func escaped(s string) string {
	if plainIn(s, '\'') {
		return s
	}
	var b strings.Builder
	escapeTo(&b, s, '\'')
	return b.String()
}
