package realm

import (
	"regexp"
	"strings"
	"unicode/utf16"
)

// magicLine is a line that begins, or will begin, a magic: what stands before the name, the name, and what follows it.
var magicLine = regexp.MustCompile(`^(\s*(?://)?%%?)([\w-]*)(?:([ \t]+)(.*))?$`)

// completeMagic completes the name of a magic and its words, at the end of before; ok is false where there is none.
func completeMagic(before string) (c Completion, ok bool) {
	line := before[strings.LastIndexByte(before, '\n')+1:]
	m := magicLine.FindStringSubmatch(line)
	if m == nil || strings.TrimSpace(withoutMagics(before[:len(before)-len(line)])) != "" {
		return c, false
	}
	end := len(utf16.Encode([]rune(before)))
	word, words := m[2], []string{}
	if m[3] == "" {
		whole := strings.HasSuffix(strings.TrimSpace(m[1]), "%%")
		for _, k := range magics() {
			if whole || !k.cellOnly {
				words = append(words, k.name)
			}
		}
	} else if k := magicNamed(m[2]); k != nil {
		word = m[4][strings.LastIndexAny(m[4], " \t,")+1:]
		words = k.words
	}
	c = Completion{Matches: []Match{}, Start: end - len(utf16.Encode([]rune(word))), End: end}
	for _, w := range words {
		if strings.HasPrefix(w, word) {
			c.Matches = append(c.Matches, Match{w, "magic"})
		}
	}
	return c, true
}

// aboutMagic is what Inspect says of a magic at the end of before, with the rest of its name ahead.
func aboutMagic(before, ahead string) (string, bool) {
	line := before[strings.LastIndexByte(before, '\n')+1:]
	m := magicLine.FindStringSubmatch(line)
	if m == nil {
		return "", false
	}
	name := m[2]
	if m[3] == "" {
		name += ahead
	}
	k := magicNamed(name)
	if k == nil {
		return "", false
	}
	return k.about(), true
}
