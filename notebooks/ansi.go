package notebooks

import (
	"fmt"
	"html"
	"strconv"
	"strings"
)

// Terminal text as HTML: colours and the like (ECMA-48, SGR) become spans with classes that page.css colours, a
// carriage return goes back to the start of its line, every other control sequence is left out.

// pen is how the next characters look.
type pen struct {
	fg, bg                                        string // a class such as "f1", or a colour such as "#ff8000", or ""
	bold, dim, italic, underline, strike, inverse bool
}

// ansiHTML is s, escaped, with its colours.
func ansiHTML(s string) string {
	var b strings.Builder
	var p pen
	for _, line := range strings.SplitAfter(overwritten(s), "\n") {
		p = p.write(&b, line)
	}
	return b.String()
}

// overwritten is what a terminal shows of lines with carriage returns in them: what comes after one lies over the
// beginning of what came before.
func overwritten(s string) string {
	if !strings.Contains(s, "\r") {
		return s
	}
	rows := strings.SplitAfter(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i, row := range rows {
		body, end := strings.TrimSuffix(row, "\n"), row[len(strings.TrimSuffix(row, "\n")):]
		rows[i] = overlay(strings.Split(body, "\r")) + end
	}
	return strings.Join(rows, "")
}

func overlay(parts []string) string {
	shown := parts[0]
	for _, part := range parts[1:] {
		over, under := []rune(part), []rune(shown)
		if strings.Contains(shown, "\x1b") || len(over) >= len(under) {
			if part != "" {
				shown = part
			}
			continue
		}
		shown = part + string(under[len(over):])
	}
	return shown
}

// write appends line to b, and returns the pen as it is after it.
func (p pen) write(b *strings.Builder, line string) pen {
	for line != "" {
		at := strings.IndexAny(line, "\x1b\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f")
		if at < 0 {
			p.text(b, line)
			return p
		}
		p.text(b, line[:at])
		params, final, n := control(line[at:])
		if final == 'm' {
			p = p.set(params)
		}
		line = line[at+n:]
	}
	return p
}

// control reads the control sequence at the start of s: the parameters and the final byte of a CSI sequence, 0 for
// another kind; n is its length.
func control(s string) (params string, final byte, n int) {
	if !strings.HasPrefix(s, "\x1b") || len(s) == 1 {
		return "", 0, 1
	}
	switch s[1] {
	case '[':
		for i := 2; i < len(s); i++ {
			if s[i] >= 0x40 && s[i] <= 0x7e {
				return s[2:i], s[i], i + 1
			}
		}
		return "", 0, len(s)
	case ']': // an operating system command, up to BEL or ST
		bel, st := strings.IndexByte(s, 7), strings.Index(s, "\x1b\\")
		switch {
		case bel >= 0 && (st < 0 || bel < st):
			return "", 0, bel + 1
		case st >= 0:
			return "", 0, st + 2
		}
		return "", 0, len(s)
	}
	return "", 0, 2
}

func (p pen) text(b *strings.Builder, s string) {
	if s == "" {
		return
	}
	class, style := p.look()
	if class == "" && style == "" {
		b.WriteString(html.EscapeString(s))
		return
	}
	b.WriteString("<span")
	if class != "" {
		fmt.Fprintf(b, ` class="%s"`, class)
	}
	if style != "" {
		fmt.Fprintf(b, ` style="%s"`, style)
	}
	b.WriteString(">" + html.EscapeString(s) + "</span>")
}

func (p pen) look() (class, style string) {
	var classes []string
	fg, bg := p.fg, p.bg
	if p.inverse {
		fg, bg = bg, fg
		if fg == "" && bg == "" {
			classes = append(classes, "ai")
		}
	}
	for _, c := range []struct{ colour, prefix, property string }{{fg, "af", "color"}, {bg, "ab", "background"}} {
		switch {
		case strings.HasPrefix(c.colour, "#"):
			style += c.property + ":" + c.colour + ";"
		case c.colour != "":
			classes = append(classes, c.prefix+c.colour)
		}
	}
	for _, f := range []struct {
		on    bool
		class string
	}{{p.bold, "bold"}, {p.dim, "dim"}, {p.italic, "italic"}, {p.underline, "underline"}, {p.strike, "strike"}} {
		if f.on {
			classes = append(classes, "a-"+f.class)
		}
	}
	return strings.Join(classes, " "), style
}

// set applies the parameters of an SGR sequence; those it does not know change nothing.
func (p pen) set(params string) pen {
	var codes []int
	for field := range strings.FieldsFuncSeq(params+";", func(r rune) bool { return r == ';' || r == ':' }) {
		n, err := strconv.Atoi(field)
		if err != nil {
			return p
		}
		codes = append(codes, n)
	}
	if len(codes) == 0 {
		return pen{}
	}
	for len(codes) > 0 {
		n := 1
		if codes[0] == 38 || codes[0] == 48 {
			p, n = p.extended(codes)
		} else {
			p = p.simple(codes[0])
		}
		codes = codes[n:]
	}
	return p
}

func (p pen) simple(code int) pen {
	switch {
	case code == 0:
		return pen{}
	case code == 1:
		p.bold = true
	case code == 2:
		p.dim = true
	case code == 3:
		p.italic = true
	case code == 4:
		p.underline = true
	case code == 7:
		p.inverse = true
	case code == 9:
		p.strike = true
	case code == 22:
		p.bold, p.dim = false, false
	case code == 23:
		p.italic = false
	case code == 24:
		p.underline = false
	case code == 27:
		p.inverse = false
	case code == 29:
		p.strike = false
	case code >= 30 && code <= 37:
		p.fg = strconv.Itoa(code - 30)
	case code == 39:
		p.fg = ""
	case code >= 40 && code <= 47:
		p.bg = strconv.Itoa(code - 40)
	case code == 49:
		p.bg = ""
	case code >= 90 && code <= 97:
		p.fg = strconv.Itoa(code - 90 + 8)
	case code >= 100 && code <= 107:
		p.bg = strconv.Itoa(code - 100 + 8)
	}
	return p
}

// extended reads 38;5;N and 38;2;R;G;B (48 for the background), and says how many codes that took.
func (p pen) extended(codes []int) (pen, int) {
	colour, n := "", len(codes)
	switch {
	case len(codes) >= 3 && codes[1] == 5:
		colour, n = palette(codes[2]), 3
	case len(codes) >= 5 && codes[1] == 2:
		colour, n = fmt.Sprintf("#%02x%02x%02x", codes[2]&255, codes[3]&255, codes[4]&255), 5
	}
	if codes[0] == 38 {
		p.fg = colour
	} else {
		p.bg = colour
	}
	return p, n
}

// palette is a colour of xterm's 256: the 16 that a theme gives, a cube of 6 by 6 by 6, 24 greys.
func palette(n int) string {
	switch {
	case n < 0 || n > 255:
		return ""
	case n < 16:
		return strconv.Itoa(n)
	case n >= 232:
		grey := 8 + 10*(n-232)
		return fmt.Sprintf("#%02x%02x%02x", grey, grey, grey)
	}
	step := func(v int) int {
		if v == 0 {
			return 0
		}
		return 55 + 40*v
	}
	n -= 16
	return fmt.Sprintf("#%02x%02x%02x", step(n/36), step(n/6%6), step(n%6))
}
