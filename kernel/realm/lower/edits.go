package lower

import (
	"cmp"
	"sort"
	"strings"
	"unicode/utf8"
)

// edit replaces the bytes from start to end of a text; an insertion if they are equal. apply sets gen, if it is not nil,
// to where text is in the result.
type edit struct {
	start, end int
	text       string
	gen        *int
	place      int // what text stands for, if that is elsewhere than start; 0: it is not
}

// edits are changes of one text. Insertions at the same place keep the order in which they were made, so what opens is
// made on the way down a tree, what closes on the way up.
type edits []edit

func (e *edits) insert(at int, text string) { *e = append(*e, edit{start: at, end: at, text: text}) }
func (e *edits) replace(start, end int, text string) {
	*e = append(*e, edit{start: start, end: end, text: text})
}

// insertMarked is insert; apply sets the result to where text is.
func (e *edits) insertMarked(at int, text string) *int {
	gen := new(int)
	*e = append(*e, edit{start: at, end: at, text: text, gen: gen})
	return gen
}

// insertFor is insert for text that stands for another place.
func (e *edits) insertFor(place, at int, text string) {
	*e = append(*e, edit{start: at, end: at, text: text, place: place})
}

// piece says that the bytes from gen of a generated text stand for those from src of its source; an edited piece stands
// for the place src as a whole.
type piece struct {
	gen, src int
	edited   bool
}

// apply makes the changes. pieces begins at 0 and covers the result.
func (e edits) apply(text string) (out string, pieces []piece) {
	sort.SliceStable(e, func(i, j int) bool {
		a, b := e[i], e[j]
		if a.start != b.start {
			return a.start < b.start
		}
		return a.start == a.end && b.start != b.end
	})
	var b strings.Builder
	b.Grow(len(text) + 32*len(e))
	at := 0
	for _, c := range e {
		if c.start > at || b.Len() == 0 {
			pieces = append(pieces, piece{gen: b.Len(), src: at})
			b.WriteString(text[at:c.start])
		}
		pieces = append(pieces, piece{gen: b.Len(), src: cmp.Or(c.place, c.start), edited: true})
		if c.gen != nil {
			*c.gen = b.Len()
		}
		b.WriteString(c.text)
		at = c.end
	}
	pieces = append(pieces, piece{gen: b.Len(), src: at})
	b.WriteString(text[at:])
	return b.String(), pieces
}

// blank returns as many spaces as text has UTF-16 units, with its line terminators kept.
func blank(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		switch {
		case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
			b.WriteRune(r)
		case r > 0xFFFF:
			b.WriteString("  ")
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// lines returns the byte offsets at which the lines of text begin.
func lines(text string) []int {
	starts := []int{0}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\n':
			starts = append(starts, i+1)
		case '\r':
			if i+1 >= len(text) || text[i+1] != '\n' {
				starts = append(starts, i+1)
			}
		case 0xE2:
			if r, _ := utf8.DecodeRuneInString(text[i:]); r == '\u2028' || r == '\u2029' {
				starts = append(starts, i+3)
			}
		}
	}
	return starts
}

// lineText returns the text of a 1-based line without its terminator.
func lineText(text string, line int) string {
	starts := lines(text)
	if line < 1 || line > len(starts) {
		return ""
	}
	rest := text[starts[line-1]:]
	if i := strings.IndexAny(rest, "\n\r\u2028\u2029"); i >= 0 {
		rest = rest[:i]
	}
	return rest
}
