package inspect

import (
	"sort"

	"golang.org/x/text/unicode/norm"
)

// columnWidth is the number of terminal columns an array element takes, by which columns are aligned: combining
// characters take none, East Asian ones and emoji two. (Whether something fits on a line is decided by width16.)
func (p *printer) columnWidth(s string) int {
	if p.opt.Colors {
		s = stripControl(s)
	}
	n := 0
	for x := range len(s) {
		c := s[x]
		if c >= 0x80 {
			return wideWidth(s)
		}
		if c >= 0x20 && c != 0x7F {
			n++
		}
	}
	return n
}

func wideWidth(s string) int {
	n := 0
	for _, r := range norm.NFC.String(valid(s)) {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int {
	switch {
	case r < 0x20 || r == 0x7F || r >= 0x80 && within(zeroWidth[:], r):
		return 0
	case r >= doubleWidth[0][0] && within(doubleWidth[:], r):
		return 2
	}
	return 1
}

func within(table [][2]rune, r rune) bool {
	n := sort.Search(len(table), func(x int) bool { return table[x][1] >= r })
	return n < len(table) && table[n][0] <= r
}
