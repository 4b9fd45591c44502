package display

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ansi matches the escape sequences of terminals: colours and cursor (CSI), titles and links (OSC), the short ones.
var ansi = regexp.MustCompile("\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?|\x1b[ -/]*[0-~]")

// clean takes from the program's text what could act instead of being read: terminal escapes and control characters
// go, what would turn the direction of writing is spelled out. Newlines stay, tabs become spaces.
func clean(s string) string {
	if strings.Contains(s, "\x1b") {
		s = ansi.ReplaceAllString(s, "")
	}
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n':
			b.WriteRune(r)
		case r == '\t' || r == '\u2028' || r == '\u2029':
			b.WriteByte(' ')
		case unicode.IsControl(r):
		case unicode.Is(unicode.Cf, r) && r != '\u200d': // a joiner belongs to its emoji
			fmt.Fprintf(&b, "\\u%04x", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// line is s cleaned, on one line, of at most n characters.
func line(s string, n int) string {
	s = strings.Join(strings.Fields(clean(s)), " ")
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	runes := []rune(s)
	return strings.TrimRight(string(runes[:max(n-3, 0)]), " ") + "..."
}

var asciiFor = strings.NewReplacer("\u2026", "...", "\u2192", "->", "\u2190", "<-", "\u2013", "-", "\u2014", "-", "\u2018", "'", "\u2019", "'",
	"\u201c", `"`, "\u201d", `"`, "\u00a0", " ", "\u2713", "ok", "\u2717", "x")

// ascii spells out every other character as JavaScript would write it in a string.
func ascii(s string) string {
	s = asciiFor.Replace(s)
	if strings.IndexFunc(s, func(r rune) bool { return r > '~' || r < ' ' }) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r < ' ' && r != '\n':
			b.WriteByte(' ')
		case r <= '~':
			b.WriteRune(r)
		case r <= 0xffff:
			fmt.Fprintf(&b, "\\u%04x", r)
		default:
			fmt.Fprintf(&b, "\\u{%x}", r)
		}
	}
	return b.String()
}

// wrap breaks ASCII text into lines of at most width characters, at spaces where there are any.
func wrap(s string, width int) (lines []string) {
	for len(s) > width {
		i := strings.LastIndexByte(s[:width+1], ' ')
		if i <= 0 {
			i = width
		}
		lines = append(lines, strings.TrimRight(s[:i], " "))
		s = strings.TrimLeft(s[i:], " ")
	}
	return append(lines, s)
}

// pad is s with spaces up to width.
func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-len(s)))
}

// tidy joins lines without blanks at their ends, and a newline at the end of each.
func tidy(lines []string) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(strings.TrimRight(l, " "))
		b.WriteByte('\n')
	}
	return b.String()
}
