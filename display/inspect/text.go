package inspect

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// Inside this package a JavaScript string is a Go string in WTF-8: UTF-8 in which a lone surrogate stands as three
// bytes of its own. All the widths that decide where a line breaks are counted in UTF-16 units, as Node counts them.

// textOf returns the string value of a JavaScript string (or another primitive) as WTF-8.
func textOf(v goja.Value) string {
	s := v.String()
	if !strings.Contains(s, "\uFFFD") {
		return s
	}
	js, ok := v.(goja.String)
	if !ok {
		return s
	}
	units := make([]uint16, js.Length())
	for i := range units {
		units[i] = js.CharAt(i)
	}
	return fromUTF16(units)
}

func fromUTF16(units []uint16) string {
	b := make([]byte, 0, len(units)*3)
	for i := 0; i < len(units); i++ {
		u := rune(units[i])
		if !utf16.IsSurrogate(u) {
			b = utf8.AppendRune(b, u)
			continue
		}
		if i+1 < len(units) {
			if r := utf16.DecodeRune(u, rune(units[i+1])); r != utf8.RuneError {
				b = utf8.AppendRune(b, r)
				i++
				continue
			}
		}
		b = appendSurrogate(b, units[i])
	}
	return string(b)
}

func appendSurrogate(b []byte, u uint16) []byte {
	return append(b, 0xE0|byte(u>>12), 0x80|byte(u>>6)&0x3F|0x80, 0x80|byte(u)&0x3F)
}

// surrogateAt returns the lone surrogate whose three bytes stand at s[i:].
func surrogateAt(s string, i int) (uint16, bool) {
	if i+2 >= len(s) || s[i] != 0xED || s[i+1] < 0xA0 || s[i+1] > 0xBF || s[i+2]&0xC0 != 0x80 {
		return 0, false
	}
	return 0xD000 | uint16(s[i+1]&0x3F)<<6 | uint16(s[i+2]&0x3F), true
}

// toUTF16 is the inverse of fromUTF16; bytes that are neither UTF-8 nor a surrogate become U+FFFD.
func toUTF16(s string) []uint16 {
	units := make([]uint16, 0, len(s))
	for i := 0; i < len(s); {
		if u, ok := surrogateAt(s, i); ok {
			units = append(units, u)
			i += 3
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		units = utf16.AppendRune(units, r)
		i += n
	}
	return units
}

// valid turns WTF-8 into UTF-8: a pair whose halves met by concatenation becomes its character, a lone surrogate U+FFFD.
func valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return string(utf16.Decode(toUTF16(s)))
}

// value turns WTF-8 into a JavaScript string, keeping lone surrogates.
func (i *Inspector) value(s string) goja.Value {
	if utf8.ValidString(s) {
		return i.rt.ToValue(s)
	}
	return goja.StringFromUTF16(toUTF16(s))
}

// width16 is the JavaScript length of s: its UTF-16 units.
func width16(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < 0x80 || c >= 0xC0 && c < 0xF0:
			n++
		case c >= 0xF0:
			n += 2
		}
	}
	return n
}

// compare16 orders two strings by UTF-16 units, as Array.prototype.sort does without a comparator.
func compare16(a, b string) int {
	for i := 0; i < len(a) && i < len(b); i++ {
		if a[i] == b[i] {
			continue
		}
		if a[i] < 0x80 || b[i] < 0x80 {
			break // UTF-8 and UTF-16 agree
		}
		return slices.Compare(toUTF16(a), toUTF16(b))
	}
	return strings.Compare(a, b)
}

func spaces(n int) string {
	const some = "                                                                "
	if n <= len(some) {
		return some[:max(n, 0)]
	}
	return strings.Repeat(" ", n)
}

func plural(n int) string {
	if n > 1 {
		return "s"
	}
	return ""
}

func itoa(n int) string { return strconv.Itoa(n) }

// atoi reads what isIndex has accepted.
func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
