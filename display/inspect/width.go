package inspect

import "strings"

// columnWidth is the number of terminal columns an array element takes, by which columns are aligned.
func (p *printer) columnWidth(s string) int {
	if p.opt.Colors {
		s = stripControl(s)
	}
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int { return 1 }

var _ = strings.Join
