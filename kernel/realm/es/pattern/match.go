package pattern

import (
	"bytes"
	"errors"
	"slices"
	"unsafe"
)

// HOW a match is found
//
// The machine walks through the program at one position of the input. Where there are two ways, it notes the second on a
// stack and takes the first; where there is none, it goes back to the newest note. What it writes into registers meanwhile
// is noted there, too, so that going back undoes it:
//
//	a(b|c)*d  on  abcx      a, note "without", (, note "c", b, ), note "without", … x: back, back, back: no match here
//
// A lookaround is a walk of its own from where its body begins; what it captured stays, the ways it had are forgotten.
// A loop over single characters does not note each of its turns, only how many it may give back.

// ErrTooDeep is returned when a match needs more notes than memory is given for.
var ErrTooDeep = errors.New("pattern: too much recursion")

// ErrInterrupted is returned when the matcher's Interrupted says so.
var ErrInterrupted = errors.New("pattern: interrupted")

// maxNotes bounds the stack, like V8's of 64 megabytes.
const maxNotes = 1 << 22

// patience is how many steps back are taken before Interrupted is asked again.
const patience = 1 << 14

// Matcher runs a pattern; it may be used again and again, by one goroutine at a time.
type Matcher struct {
	// Interrupted is asked now and then during a long match; nil: never.
	Interrupted func() bool

	re        *Regexp
	registers []int
	notes     []note
	steps     int
	err       error
}

// note is a way not taken, or the old value of a register.
type note struct {
	pc int32 // of a way: where it goes on; noteRegister; of a loop at pc: -2-pc
	a  int32 // of a register: which; of the others: the position
	b  int32 // of a register: its value; of a greedy loop: how far back it may go; of a lazy one: how often it may still run
}

const noteRegister = -1

// Matcher makes a matcher of the pattern.
func (re *Regexp) Matcher() *Matcher {
	return &Matcher{re: re, registers: make([]int, re.prog.registers)}
}

// Mode says where a match may begin.
type Mode int

const (
	// Later is anywhere from the given position on, between characters.
	Later Mode = iota
	// Here is at the given position only.
	Here
	// Within is Later, but also between the halves of a surrogate pair, where an empty match is possible. That is not
	// ECMA-262; it is what V8 does for a pattern with the flag u or v and neither g nor y.
	Within
)

// Match looks for the first match. The result has two positions for each group, -1 for one that took no part; nil if
// there is no match. It is valid until the next call.
func (m *Matcher) Match(in Input, at int, mode Mode) ([]int, error) {
	m.steps, m.err = 0, nil
	if in.wide {
		return find(m, in.units, at, mode)
	}
	return find(m, unsafe.Slice(unsafe.StringData(in.ascii), len(in.ascii)), at, mode)
}

// unit is what an input is made of: ASCII or UTF-16 code units.
type unit interface{ byte | uint16 }

func find[E unit](m *Matcher, in []E, at int, mode Mode) ([]int, error) {
	p := m.re.prog
	for ; at <= len(in); at++ {
		if mode != Here {
			if at = skip(p, in, at, mode); at < 0 {
				return nil, nil
			}
		}
		m.notes = m.notes[:0]
		for i := range m.registers {
			m.registers[i] = -1
		}
		if walk(m, in, 0, at) && m.err == nil {
			return m.registers[:2*len(m.re.Names)], nil
		}
		if m.err != nil || mode == Here || p.anchored {
			return nil, m.err
		}
		if p.whole && mode == Later && pairAt(in, at) {
			at++
		}
	}
	return nil, nil
}

// skip returns the first position from at on where a match can begin, -1 if there is none.
func skip[E unit](p *program, in []E, at int, mode Mode) int {
	if p.anchored && at > 0 {
		return -1
	}
	if b, ok := any(in).([]byte); ok && p.prefix != nil {
		i := bytes.Index(b[at:], p.prefix)
		if i < 0 {
			return -1
		}
		return at + i
	}
	if p.first == nil {
		return at
	}
	for start := at; at < len(in); at++ {
		if p.first.has(rune(in[at])) && (!p.whole || at == start || !pairAt(in, at-1)) {
			return at
		}
	}
	return -1
}

// pairAt reports whether a surrogate pair stands at a position.
func pairAt[E unit](in []E, at int) bool {
	return at+1 < len(in) && uint16(in[at])&0xFC00 == 0xD800 && uint16(in[at+1])&0xFC00 == 0xDC00
}

// next reads the character at a position, and returns the position behind it; -1 at the end, and inside a pair.
func next[E unit](in []E, at int, whole bool) (rune, int) {
	if at >= len(in) {
		return -1, at
	}
	c := rune(in[at])
	if !whole || c&0xF800 != 0xD800 {
		return c, at + 1
	}
	switch {
	case pairAt(in, at):
		return (c-0xD800)<<10 + rune(in[at+1]) - 0xDC00 + 0x10000, at + 2
	case at > 0 && pairAt(in, at-1):
		return -1, at
	}
	return c, at + 1
}

// previous reads the character before a position, and returns the position of it; -1 at the start, and inside a pair.
func previous[E unit](in []E, at int, whole bool) (rune, int) {
	if at <= 0 {
		return -1, at
	}
	c := rune(in[at-1])
	if !whole || c&0xF800 != 0xD800 {
		return c, at - 1
	}
	switch {
	case at > 1 && pairAt(in, at-2):
		return (rune(in[at-2])-0xD800)<<10 + c - 0xDC00 + 0x10000, at - 2
	case pairAt(in, at-1):
		return -1, at
	}
	return c, at - 1
}

// set writes a register so that going back undoes it.
func (m *Matcher) set(register int32, value int) {
	m.notes = append(m.notes, note{noteRegister, register, int32(m.registers[register])})
	m.registers[register] = value
}

// walk runs the program from pc at position at. It returns at opMatch and opLookEnd (true), or when the notes it has made
// are used up (false).
func walk[E unit](m *Matcher, in []E, pc int32, at int) bool {
	p := m.re.prog
	base := len(m.notes)
	for {
		ok := true
		i := p.code[pc]
		pc++
		switch i.op {
		case opMatch, opLookEnd:
			return true
		case opChar:
			c, to := next(in, at, p.whole)
			ok, at = c == i.a, to
		case opCharBack:
			c, to := previous(in, at, p.whole)
			ok, at = c == i.a, to
		case opClass:
			c, to := next(in, at, p.whole)
			ok, at = c >= 0 && p.classes[i.a].has(c), to
		case opClassBack:
			c, to := previous(in, at, p.whole)
			ok, at = c >= 0 && p.classes[i.a].has(c), to
		case opSplit:
			m.notes = append(m.notes, note{i.a, int32(at), 0})
		case opJump:
			pc = i.a
		case opSave:
			m.set(i.a, at)
		case opForget:
			for r := i.a; r < i.b; r++ {
				if m.registers[r] >= 0 {
					m.set(r, -1)
				}
			}
		case opZero:
			m.set(i.a, 0)
		case opCount:
			m.set(i.a, m.registers[i.a]+1)
			if m.registers[i.a] < int(p.code[pc].a) {
				pc = i.b
			} else {
				pc++
			}
		case opProgress:
			ok = m.registers[i.a] != at
		case opRun:
			at, ok = loop(m, in, pc-1, at)
		case opAssert:
			ok = holds(p, in, i, at)
		case opReference:
			at, ok = refer(m, in, p.references[i.a], at, false)
		case opReferenceBack:
			at, ok = refer(m, in, p.references[i.a], at, true)
		case opLook:
			ok = lookAround(m, in, pc, at, i.b != 0)
			pc = i.a
		case opFail:
			ok = false
		}
		if !ok {
			if pc, at, ok = back(m, in, base); !ok {
				return false
			}
		}
	}
}

// back goes to the newest way not taken, but not below base.
func back[E unit](m *Matcher, in []E, base int) (pc int32, at int, ok bool) {
	if m.steps++; m.steps%patience == 0 && m.Interrupted != nil && m.Interrupted() {
		m.err = ErrInterrupted
	}
	if len(m.notes) > maxNotes {
		m.err = ErrTooDeep
	}
	if m.err != nil {
		return 0, 0, false
	}
	for len(m.notes) > base {
		n := &m.notes[len(m.notes)-1]
		switch {
		case n.pc == noteRegister:
			m.registers[n.a] = int(n.b)
		case n.pc >= 0:
			pc, at = n.pc, int(n.a)
			m.notes = m.notes[:len(m.notes)-1]
			return pc, at, true
		default:
			if pc, at, ok = loopBack(m, in, n); ok {
				return pc, at, true
			}
		}
		m.notes = m.notes[:len(m.notes)-1]
	}
	return 0, 0, false
}

// loop runs a loop over single characters at pc: as often as possible if it is greedy, as rarely if it is lazy. What it
// may do otherwise is one note.
func loop[E unit](m *Matcher, in []E, pc int32, at int) (int, bool) {
	r := &m.re.prog.runs[m.re.prog.code[pc].a]
	limit := r.max
	if r.lazy {
		limit = r.min
	}
	least, count := at, 0
	for ; limit < 0 || count < limit; count++ {
		to, ok := step(m, in, r, at)
		if !ok {
			break
		}
		at = to
		if count < r.min {
			least = at
		}
	}
	if count < r.min {
		return at, false
	}
	if at != least || r.lazy && (r.max < 0 || r.max > r.min) {
		left := int32(least)
		if r.lazy {
			left = int32(r.max - r.min)
		}
		m.notes = append(m.notes, note{-2 - pc, int32(at), left})
	}
	return at, true
}

// step is one turn of a loop.
func step[E unit](m *Matcher, in []E, r *run, at int) (int, bool) {
	var c rune
	if r.back {
		c, at = previous(in, at, m.re.prog.whole)
	} else {
		c, at = next(in, at, m.re.prog.whole)
	}
	return at, c >= 0 && r.class.has(c)
}

// loopBack takes one character less, or one more if the loop is lazy; false if there is no other way left.
func loopBack[E unit](m *Matcher, in []E, n *note) (pc int32, at int, ok bool) {
	pc, at = -2-n.pc, int(n.a)
	r := &m.re.prog.runs[m.re.prog.code[pc].a]
	pc++
	if r.lazy {
		if n.b == 0 {
			return 0, 0, false
		}
		if at, ok = step(m, in, r, at); !ok {
			return 0, 0, false
		}
		n.a, n.b = int32(at), n.b-1
		return pc, at, true
	}
	least := int(n.b)
	for at != least {
		if r.back {
			_, at = next(in, at, m.re.prog.whole)
		} else {
			_, at = previous(in, at, m.re.prog.whole)
		}
		if r.next == nil || at < len(in) && r.next.has(rune(in[at])) {
			n.a = int32(at)
			return pc, at, true
		}
	}
	return 0, 0, false
}

// holds tells whether an assertion is true at a position.
func holds[E unit](p *program, in []E, i instruction, at int) bool {
	switch kind := assertionKind(i.a); kind {
	case inputStart:
		return at == 0
	case inputEnd:
		return at == len(in)
	case lineStart:
		return at == 0 || isLineTerminator(rune(in[at-1]))
	case lineEnd:
		return at == len(in) || isLineTerminator(rune(in[at]))
	default:
		word := p.classes[i.b]
		before, _ := previous(in, at, p.whole)
		after, _ := next(in, at, p.whole)
		boundary := (before >= 0 && word.has(before)) != (after >= 0 && word.has(after))
		return boundary == (kind == wordBoundary)
	}
}

func isLineTerminator(c rune) bool { return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029 }

// refer matches what a group has captured once more.
func refer[E unit](m *Matcher, in []E, r *reference, at int, backwards bool) (int, bool) {
	from, to := -1, -1
	for _, g := range r.groups {
		if m.registers[2*g] >= 0 && m.registers[2*g+1] >= 0 {
			from, to = m.registers[2*g], m.registers[2*g+1]
		}
	}
	if from < 0 {
		return at, true
	}
	n := to - from
	start, end := at, at+n
	if backwards {
		start, end = at-n, at-n
	}
	if start < 0 || start+n > len(in) {
		return at, false
	}
	if !same(in, from, start, n, r.fold, m.re.prog.whole) {
		return at, false
	}
	return end, true
}

// same compares n code units at two positions.
func same[E unit](in []E, a, b, n int, fold *folding, whole bool) bool {
	for end := a + n; a < end; {
		c, nextA := next(in, a, whole)
		d, nextB := next(in, b, whole)
		if c != d && (fold == nil || fold.canonical(c) != fold.canonical(d)) {
			return false
		}
		a, b = nextA, nextB
	}
	return true
}

// lookAround runs the body of a lookaround. The registers it has set stay if it is positive and matches.
func lookAround[E unit](m *Matcher, in []E, pc int32, at int, negative bool) bool {
	base := len(m.notes)
	matched := walk(m, in, pc, at)
	if !matched {
		return negative
	}
	if !negative {
		kept := slices.DeleteFunc(m.notes[base:], func(n note) bool { return n.pc != noteRegister })
		m.notes = m.notes[:base+len(kept)]
		return true
	}
	for len(m.notes) > base {
		if n := m.notes[len(m.notes)-1]; n.pc == noteRegister {
			m.registers[n.a] = int(n.b)
		}
		m.notes = m.notes[:len(m.notes)-1]
	}
	return false
}
