package pattern

import (
	"cmp"
	"slices"
)

// span is the characters from lo to hi, both included.
type span struct{ lo, hi rune }

// set is a set of characters: spans in order that do not touch each other.
type set []span

const lastCharacter = 0x10FFFF

// of makes a set of spans in any order.
func of(spans ...span) set {
	s := slices.Clone(spans)
	slices.SortFunc(s, func(a, b span) int { return cmp.Compare(a.lo, b.lo) })
	var out set
	for _, x := range s {
		if n := len(out); n > 0 && x.lo <= out[n-1].hi+1 {
			out[n-1].hi = max(out[n-1].hi, x.hi)
		} else {
			out = append(out, x)
		}
	}
	return out
}

func single(c rune) set { return set{{c, c}} }

func (s set) union(t set) set {
	if len(s) == 0 {
		return t
	}
	if len(t) == 0 {
		return s
	}
	return of(append(slices.Clone(s), t...)...)
}

// not is every other character.
func (s set) not() set {
	var out set
	next := rune(0)
	for _, x := range s {
		if x.lo > next {
			out = append(out, span{next, x.lo - 1})
		}
		next = x.hi + 1
	}
	if next <= lastCharacter {
		out = append(out, span{next, lastCharacter})
	}
	return out
}

func (s set) intersect(t set) set { return s.not().union(t.not()).not() }
func (s set) minus(t set) set     { return s.intersect(t.not()) }

func (s set) has(c rune) bool {
	_, found := slices.BinarySearchFunc(s, c, func(x span, c rune) int {
		switch {
		case x.hi < c:
			return -1
		case x.lo > c:
			return 1
		}
		return 0
	})
	return found
}

// The classes that have a letter.
var (
	digits          = set{{'0', '9'}}
	wordCharacters  = set{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}
	lineTerminators = set{{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}}
	whiteSpace      = set{{'\t', '\r'}, {' ', ' '}, {0xA0, 0xA0}, {0x1680, 0x1680}, {0x2000, 0x200A}, {0x2028, 0x2029},
		{0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}}
	everything = set{{0, lastCharacter}}
)

// class is a set made quick to ask.
type class struct {
	low  [4]uint64 // a bit for each character below 256
	high set
}

func newClass(s set) *class {
	c := &class{}
	for _, x := range s {
		for r := x.lo; r <= min(x.hi, 255); r++ {
			c.low[r>>6] |= 1 << (r & 63)
		}
		if x.hi > 255 {
			c.high = append(c.high, span{max(x.lo, 256), x.hi})
		}
	}
	return c
}

func (c *class) has(r rune) bool {
	if r < 256 {
		return c.low[r>>6]&(1<<(r&63)) != 0
	}
	return c.high.has(r)
}
