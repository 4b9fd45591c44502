package pattern

// opcode is what an instruction does; a and b are its operands. The ops with Back read the input backwards, for lookbehind.
type opcode uint8

const (
	opMatch         opcode = iota
	opChar                 // the next character is a
	opCharBack             //
	opClass                // the next character is in class a
	opClassBack            //
	opSplit                // go on; if that fails, at a
	opJump                 // go on at a
	opSave                 // register a = position
	opForget               // registers a to before b = -1
	opZero                 // register a = 0
	opCount                // register a += 1; go on at b if it is less than the limit that follows in the next instruction
	opProgress             // fail if the position is still the one in register a
	opRun                  // the simple loop a
	opAssert               // the place is as assertion kind a says; word boundaries by class b
	opReference            // back reference a
	opReferenceBack        //
	opLook                 // lookaround: body follows, goes on at a; b != 0 if negative
	opLookEnd              //
	opFail
)

type instruction struct {
	op   opcode
	a, b int32
}

// run is a loop over single characters: what most loops are.
type run struct {
	class    *class
	min, max int // max < 0: no limit
	lazy     bool
	back     bool
	// next is what the character behind the loop must be, nil if not known: a way back that cannot work is not tried
	next *class
}

// program is a compiled pattern.
type program struct {
	code       []instruction
	classes    []*class
	runs       []run
	references []*reference
	registers  int // two for each group, then marks and counters

	whole    bool   // characters are code points
	first    *class // what a match begins with, nil if it may be empty or anything
	prefix   []byte // what a match begins with, if that is ASCII and longer than one character
	anchored bool   // a match is at the start of the input
}

// generator turns a tree into a program.
type generator struct {
	*program
	back bool
}

func generate(tree node, p *parser) *program {
	g := &generator{program: &program{registers: 2 * len(p.names), whole: p.flags.characters()}}
	g.emit(opSave, 0, 0)
	g.node(tree)
	g.emit(opSave, 1, 0)
	g.emit(opMatch, 0, 0)
	g.foresee(tree)
	return g.program
}

// maxCode bounds a program: nested repetitions are written out.
const maxCode = 1 << 19

func (g *generator) emit(op opcode, a, b int) int {
	if len(g.code) >= maxCode {
		fail("Regular expression too large")
	}
	g.code = append(g.code, instruction{op, int32(a), int32(b)})
	return len(g.code) - 1
}

// here makes the jump at pc lead to the next instruction.
func (g *generator) here(pc int) { g.code[pc].a = int32(len(g.code)) }

func (g *generator) direction(forward opcode) opcode {
	if g.back {
		return forward + 1
	}
	return forward
}

func (g *generator) register() int {
	g.registers++
	return g.registers - 1
}

func (g *generator) class(s set) int {
	g.classes = append(g.classes, newClass(s))
	return len(g.classes) - 1
}

func (g *generator) node(n node) {
	switch n := n.(type) {
	case empty:
	case literal:
		g.emit(g.direction(opChar), int(n.c), 0)
	case charSet:
		g.emit(g.direction(opClass), g.class(n.set), 0)
	case sequence:
		g.sequence(n)
	case choice:
		g.choice(n)
	case group:
		g.group(n)
	case repeat:
		g.repeat(n)
	case look:
		g.look(n)
	case *reference:
		g.references = append(g.references, n)
		g.emit(g.direction(opReference), len(g.references)-1, 0)
	case assertion:
		word := 0
		if n.word != nil {
			word = g.class(n.word)
		}
		g.emit(opAssert, int(n.kind), word)
	default:
		panic("pattern: a node that is none")
	}
}

func (g *generator) sequence(n sequence) {
	for i := range n.parts {
		if g.back {
			i = len(n.parts) - 1 - i
		}
		g.node(n.parts[i])
	}
}

func (g *generator) choice(n choice) {
	var ends []int
	for i, alternative := range n.alternatives {
		if i == len(n.alternatives)-1 {
			g.node(alternative)
			break
		}
		split := g.emit(opSplit, 0, 0)
		g.node(alternative)
		ends = append(ends, g.emit(opJump, 0, 0))
		g.here(split)
	}
	for _, end := range ends {
		g.here(end)
	}
}

func (g *generator) group(n group) {
	start, end := 2*n.index, 2*n.index+1
	if g.back {
		start, end = end, start
	}
	g.emit(opSave, start, 0)
	g.node(n.body)
	g.emit(opSave, end, 0)
}

func (g *generator) look(n look) {
	outer := g.back
	g.back = n.behind
	negative := 0
	if n.negative {
		negative = 1
	}
	start := g.emit(opLook, 0, negative)
	g.node(n.body)
	g.emit(opLookEnd, 0, 0)
	g.here(start)
	g.back = outer
}

// unroll is how many copies of a body are written out before a counter is used.
const unroll = 8

// repeat is RepeatMatcher (section 22.2.2.3.1): the captures inside are forgotten at each turn, and a turn beyond the
// minimum that consumes nothing fails.
func (g *generator) repeat(n repeat) {
	if n.max == 0 {
		return
	}
	if s, ok := oneCharacter(n.body); ok {
		g.runs = append(g.runs, run{class: newClass(s), min: n.min, max: n.max, lazy: n.lazy, back: g.back})
		g.emit(opRun, len(g.runs)-1, 0)
		return
	}
	g.atLeast(n)
	switch {
	case n.max < 0:
		g.unlimited(n)
	case n.max-n.min <= unroll:
		g.optional(n, n.max-n.min)
	default:
		g.counted(n, n.max-n.min)
	}
}

// turn is the body once.
func (g *generator) turn(n repeat) {
	if n.before > n.from {
		g.emit(opForget, 2*n.from, 2*n.before)
	}
	g.node(n.body)
}

// atLeast is the body min times.
func (g *generator) atLeast(n repeat) {
	if n.min <= unroll {
		for range n.min {
			g.turn(n)
		}
		return
	}
	counter := g.register()
	g.emit(opZero, counter, 0)
	start := len(g.code)
	g.turn(n)
	g.emit(opCount, counter, start)
	g.emit(opFail, n.min, 0)
}

// enter begins a turn that need not be: the split is before it if it is tried first, and jumps over it if not.
func (g *generator) enter(n repeat) (split, skip int) {
	split = g.emit(opSplit, 0, 0)
	if !n.lazy {
		return split, split
	}
	skip = g.emit(opJump, 0, 0)
	g.here(split)
	return split, skip
}

func (g *generator) unlimited(n repeat) {
	mark := g.register()
	start := len(g.code)
	_, skip := g.enter(n)
	g.emit(opSave, mark, 0)
	g.turn(n)
	g.emit(opProgress, mark, 0)
	g.emit(opJump, start, 0)
	g.here(skip)
}

func (g *generator) optional(n repeat, times int) {
	var skips []int
	for range times {
		mark := g.register()
		_, skip := g.enter(n)
		skips = append(skips, skip)
		g.emit(opSave, mark, 0)
		g.turn(n)
		g.emit(opProgress, mark, 0)
	}
	for _, skip := range skips {
		g.here(skip)
	}
}

func (g *generator) counted(n repeat, times int) {
	mark, counter := g.register(), g.register()
	g.emit(opZero, counter, 0)
	start := len(g.code)
	_, skip := g.enter(n)
	g.emit(opSave, mark, 0)
	g.turn(n)
	g.emit(opProgress, mark, 0)
	g.emit(opCount, counter, start)
	g.emit(opFail, times, 0)
	g.here(skip)
}

// oneCharacter returns the characters that a node stands for, if it is always exactly one.
func oneCharacter(n node) (set, bool) {
	switch n := n.(type) {
	case literal:
		return single(n.c), true
	case charSet:
		return n.set, true
	}
	return nil, false
}
