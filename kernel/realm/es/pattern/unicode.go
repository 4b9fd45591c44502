package pattern

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// unicodeText is what unicode.js wrote.
//
//go:embed unicode.txt
var unicodeText string

// property returns the characters of which \p{name} or \p{name=value} is true; false if there is no such property.
func property(expression string) (set, bool) {
	name, value, isPair := strings.Cut(expression, "=")
	if !isPair {
		if s, ok := lookUp(expression); ok && !strings.HasPrefix(expression, "fold-") {
			return s, true
		}
		return lookUp("gc=" + name)
	}
	switch name {
	case "General_Category", "gc":
		return lookUp("gc=" + value)
	case "Script", "sc":
		return lookUp("sc=" + value)
	case "Script_Extensions", "scx":
		if s, ok := lookUp("scx=" + value); ok {
			return s, true
		}
		return lookUp("sc=" + value)
	}
	return nil, false
}

// lookUp reads a line of unicode.txt. The sets are kept: a pattern may be compiled again and again.
func lookUp(name string) (set, bool) {
	if s, ok := known.Load(name); ok {
		return s.(set), true
	}
	data, ok := index()[name]
	if !ok {
		return nil, false
	}
	s := decode(data)
	known.Store(name, s)
	return s, true
}

var known sync.Map // set by name

// index maps every name to the data of its line.
var index = sync.OnceValue(func() map[string]string {
	table := map[string]string{}
	for line := range strings.Lines(unicodeText) {
		names, data, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		for _, name := range strings.Split(names, ",") {
			table[name] = data
		}
	}
	return table
})

func decode(data string) set {
	var s set
	last := rune(0)
	for _, field := range strings.Fields(data) {
		from, length, _ := strings.Cut(field, ",")
		lo := last + number(from)
		last = lo
		if length != "" {
			last += number(length)
		}
		s = append(s, span{lo, last})
	}
	return s
}

func number(base36 string) rune {
	n, err := strconv.ParseInt(base36, 36, 32)
	if err != nil {
		panic("pattern: unicode.txt: " + err.Error())
	}
	return rune(n)
}

// folding says which characters are one when case is ignored.
type folding struct {
	groups [][]rune        // those that are one, the first of which stands for all
	group  map[rune][]rune // of each character that is in one
}

var (
	unicodeFolding = sync.OnceValue(func() *folding { return newFolding("fold-u") }) // flags iu, iv
	legacyFolding  = sync.OnceValue(func() *folding { return newFolding("fold-i") }) // flag i alone
)

func newFolding(name string) *folding {
	f := &folding{group: map[rune][]rune{}}
	for _, field := range strings.Fields(index()[name]) {
		var group []rune
		for _, c := range strings.Split(field, ",") {
			group = append(group, number(c))
		}
		f.groups = append(f.groups, group)
		for _, c := range group {
			f.group[c] = group
		}
	}
	return f
}

// canonical is Canonicalize: the character that stands for all those that are one with c.
func (f *folding) canonical(c rune) rune {
	if g := f.group[c]; g != nil {
		return g[0]
	}
	return c
}

// closure adds to s every character that is one with a member.
func (f *folding) closure(s set) set {
	var more []span
	for _, g := range f.groups {
		if slices.ContainsFunc(g, s.has) {
			for _, c := range g {
				more = append(more, span{c, c})
			}
		}
	}
	return s.union(of(more...))
}

// fold replaces the members of s by those that stand for them.
func (f *folding) fold(s set) set {
	var in, out []span
	for _, g := range f.groups {
		if slices.ContainsFunc(g, s.has) {
			in = append(in, span{g[0], g[0]})
		}
		for _, c := range g[1:] {
			out = append(out, span{c, c})
		}
	}
	return s.minus(of(out...)).union(of(in...))
}
