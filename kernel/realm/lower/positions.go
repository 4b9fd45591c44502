package lower

import (
	"regexp"
	"sort"
	"strings"

	"loopbook/kernel/realm/lower/syntax"
)

// Positions maps places of generated code, as goja gives them, to places of the source, as V8 gives them. Lines and
// columns start at 1. goja counts bytes in a line, V8 UTF-16 units. nil maps every place to itself. Safe from any
// goroutine.
type Positions struct {
	gen, src           string
	genLines, srcLines []int
	pieces             []piece
	// before maps places of src to those of what the user wrote, if esbuild was in between.
	before *sourceMap
}

func newPositions(gen, src string, pieces []piece, before *sourceMap) *Positions {
	return &Positions{gen: gen, src: src, genLines: lines(gen), srcLines: lines(src), pieces: pieces, before: before}
}

// Original returns the place in the source of a place in the generated code (a file.Position of goja). What was inserted has the place of what
// follows it; what lies outside has the nearest place inside.
func (p *Positions) Original(line, column int) (int, int) {
	if p == nil {
		return line, column
	}
	line, column = p.inSource(offset(p.gen, p.genLines, line, column))
	if p.before != nil {
		return p.before.original(line, column)
	}
	return line, column
}

// generatorHead finds what stands before the name of an async generator, which is generated without it.
var generatorHead = regexp.MustCompile(`\basync\s*(?:function\s*)?\*\s*$`)

// Text returns the source of a function or class whose generated text is known. false: the text is not there, or what the
// user wrote went through esbuild.
func (p *Positions) Text(generated string) (string, bool) {
	at := strings.Index(p.gen, generated)
	if at < 0 || generated == "" || p.before != nil {
		return "", false
	}
	start, end := p.byteInSource(at), p.byteInSource(at+len(generated)-1)+1
	if start >= end || end > len(p.src) {
		return "", false
	}
	if head := generatorHead.FindStringIndex(p.src[:start]); head != nil {
		start = head[0]
	}
	return p.src[start:end], true
}

// Source returns what the user wrote, text, as it was read: lines with magics are blank.
func (p *Positions) Source(text string) string {
	if p.before != nil {
		return text
	}
	return p.src
}

// Place returns the place in what the user wrote of a byte of the source.
func (p *Positions) Place(at int) (line, column int) {
	line, column = place(p.src, p.srcLines, min(at, len(p.src)))
	if p.before != nil {
		return p.before.original(line, column)
	}
	return line, column
}

// inSource returns the place in src of a byte of gen.
func (p *Positions) inSource(gen int) (line, column int) {
	return place(p.src, p.srcLines, p.byteInSource(gen))
}

// byteInSource returns the byte of src that a byte of gen comes from.
func (p *Positions) byteInSource(gen int) int {
	i := sort.Search(len(p.pieces), func(i int) bool { return p.pieces[i].gen > gen }) - 1
	at := p.pieces[i].src
	if !p.pieces[i].edited {
		at = min(at+gen-p.pieces[i].gen, len(p.src))
	}
	return at
}

// offset returns the byte of text at a place, or the nearest one.
func offset(text string, starts []int, line, column int) int {
	if line < 1 || len(starts) == 0 {
		return 0
	}
	if line > len(starts) {
		return len(text)
	}
	at, end := starts[line-1], len(text)
	if line < len(starts) {
		end = starts[line] - 1
	}
	return min(at+max(column-1, 0), end)
}

// place returns the line and column of a byte of text.
func place(text string, starts []int, at int) (line, column int) {
	line = sort.Search(len(starts), func(i int) bool { return starts[i] > at })
	return line, syntax.UTF16Len(text[starts[line-1]:at]) + 1
}
