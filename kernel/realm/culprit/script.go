package culprit

import (
	"sort"
	"strings"
	"unicode/utf8"

	"loopbook/kernel/realm/lower/syntax"
)

// Script is a text as goja compiled it. For one goroutine at a time.
type Script struct {
	Text  string
	tree  *syntax.Tree
	steps map[mark][]Step
	// functions are those of the text, in the order of their starts.
	functions []*Function
	lines     []int                         // offsets of line starts
	parents   map[*syntax.Node]*syntax.Node // made at first use
}

// Step is something that the text does when it runs, one that can fail.
type Step struct {
	Kind Kind
	// Node is what does it: for a Get, Set … the Dot or Index, for a Call the Call or TaggedTemplate, for a Spread the call,
	// for an ArraySpread the Spread, for an Iterate the ForOf or ArrayPattern, for a Destructure the ObjectPattern.
	Node *syntax.Node
	// Pos is the byte of the text that V8 names for it.
	Pos int
	// Value is what an Iterate or Destructure takes apart, nil if that is no expression (a parameter).
	Value *syntax.Node
	// Property is the property of an ObjectPattern that a PatternGet reads.
	Property *syntax.Node
	// Origin is where the value comes from that an Iterate or Destructure takes apart.
	Origin Origin
	// Outer is, for a pattern that is a part of another, what that one does.
	Outer *Step
	// Subject says that what a Call returns is iterated.
	Subject bool
	// Hidden says that V8 does not look here for what to write: in a computed key.
	Hidden bool
	// before is the mark before the last one.
	before int
}

// Origin is where a value comes from.
type Origin uint8

// The origins of what a pattern takes apart.
const (
	FromValue      Origin = iota // the expression Value, in a declaration
	FromAssignment               // the expression Value, in an assignment
	FromLoop                     // the value of a for-of or for-in loop
	FromCatch                    // what was caught
	FromParameter                // an argument
	FromDefault                  // an argument or its default Value
	FromPattern                  // a part of a pattern around this one
)

// Kind is a kind of step.
type Kind uint8

// The kinds of steps.
const (
	None        Kind = iota
	Load             // a read of a variable
	Store            // a write to one
	Get              // a read of a property
	GetCallee        // a read of a property that is called
	Ref              // a property that a pattern or a logical assignment will write to
	Set              // a write to a property
	Delete           //
	Call             //
	New              //
	Operate          // a unary or binary operator
	Spread           // … in arguments
	ArraySpread      // … in an array literal
	Iterate          // for-of, an array pattern
	Next             // for-of and for-in go on
	Destructure      // an object pattern takes a value
	PatternGet       // an object pattern reads a property
	Throw            //
	Suspend          // await and yield
	Extends          // a class gets its superclass
	ToString         // a template literal takes a value
	Private          // a read of a private name
	SetPrivate       // a write to one
	PrivateIn        // #x in o
	This             //
	With             //
	Static           // a class initialises its static fields
)

// mark is how goja tells a step: by its kind, the name it is about ("" for most), and the last place that the compiler
// marked before. Before the first mark of a function that place is the function itself, counted from -1 down.
type mark struct {
	kind Kind
	name string
	at   int
}

// Read reads a text as goja compiled it.
func Read(text string) (*Script, error) {
	tree, err := syntax.Parse(text, syntax.Options{})
	if err != nil { // what an author wrote may use what goja lacks
		if tree, err = syntax.Parse(text, syntax.Options{Cell: true, Await: true}); err != nil {
			return nil, err
		}
	}
	s := &Script{Text: text, tree: tree, steps: map[mark][]Step{}}
	s.lines = lineStarts(text)
	s.collect()
	return s, nil
}

func lineStarts(text string) []int {
	starts := []int{0}
	for i := 0; ; {
		j := strings.IndexAny(text[i:], "\n\r\u2028")
		if j < 0 {
			return starts
		}
		i += j + 1
		if text[i-1] == '\r' && i < len(text) && text[i] == '\n' {
			i++
		}
		if text[i-1] >= 0x80 { // U+2028 and its kin, three bytes
			if strings.HasPrefix(text[i-1:], "\u2028") || strings.HasPrefix(text[i-1:], "\u2029") {
				i += 2
			} else {
				continue
			}
		}
		starts = append(starts, i)
	}
}

// Place returns the line and column of a byte of the text, both from 1, the column in UTF-16 units.
func (s *Script) Place(offset int) (line, column int) {
	offset = min(max(offset, 0), len(s.Text))
	line = sort.SearchInts(s.lines, offset+1)
	return line, syntax.UTF16Len(s.Text[s.lines[line-1]:offset]) + 1
}

// Offset returns the byte at a line and column, the nearest one if there is none.
func (s *Script) Offset(line, column int) int {
	if line < 1 || line > len(s.lines) {
		return len(s.Text)
	}
	at := s.lines[line-1]
	for units := 1; units < column && at < len(s.Text); units++ {
		r, size := utf8.DecodeRuneInString(s.Text[at:])
		if r > 0xFFFF {
			units++
		}
		at += size
	}
	return at
}

// Place tells an instruction of goja's: what it is, and what stands before it.
type Place struct {
	// Name and Text are its name and what it is about.
	Name, Text string
	// Mark is the last place in the text that goja noted at or before it; Start tells that it is only the place of the
	// function. Before is the one before that.
	Mark   int
	Start  bool
	Before int
	// Since are the instructions from the mark to this one, which is not among them.
	Since []Instruction
}

// Instruction is an instruction of goja's.
type Instruction struct{ Name, Text string }

// Find returns the step that an instruction of goja's came from. The zero Step is returned if there is no such step.
func (s *Script) Find(p Place) Step {
	m, ok := markOf(p.Name, p.Text)
	if !ok {
		return Step{}
	}
	if m.at = p.Mark; p.Start {
		m.at = s.startOf(p.Mark)
	}
	var steps []Step
	for _, step := range s.steps[m] {
		if step.before == p.Before || p.Start {
			steps = append(steps, step)
		}
	}
	if len(steps) == 0 {
		steps = s.steps[m]
	}
	n := 0
	for _, in := range p.Since {
		if o, ok := markOf(in.Name, in.Text); ok && o.kind == m.kind && o.name == m.name {
			n++
		}
	}
	if len(steps) == 0 {
		return Step{}
	}
	return steps[min(n, len(steps)-1)]
}

// KindOf returns the kind of the steps that an instruction of goja's comes from.
func KindOf(instruction string) Kind { return instructions[instruction].Kind }

// markOf returns what tells the steps of an instruction, but for their place.
func markOf(name, text string) (mark, bool) {
	in, known := instructions[name]
	if in.operator != "" || !in.named {
		text = in.operator
	}
	return mark{kind: in.Kind, name: text}, known
}

// startOf returns the mark of a function without marks, which goja says begins at offset.
func (s *Script) startOf(offset int) int {
	f := s.Function(offset)
	if f == nil {
		return startMark(0)
	}
	return startMark(f.index)
}

// startMark stands for the place before the first mark of function i.
func startMark(i int) int { return -1 - i }

// instruction is what is known of one of goja's: the step it belongs to, its operator, and whether it carries a name.
type instruction struct {
	Kind
	operator string
	named    bool
}

// instructions are goja's that may fail.
var instructions = func() map[string]instruction {
	m := map[string]instruction{}
	for kind, names := range map[Kind]string{
		Load:        "loadDynamic loadDynamicRef loadDynamicCallee loadMixed loadMixedLex loadMixedStack loadMixedStack1 loadMixedStackLex loadMixedStack1Lex loadStackLex loadStack1Lex loadStashLex getValue",
		Store:       "setGlobal setGlobalStrict storeStackLex storeStackLexP storeStack1Lex storeStack1LexP storeStashLex storeStashLexP putValue putValueP throwConst throwAssignToConst initValueP",
		Get:         "getElem getElemRecv",
		GetCallee:   "getElemCallee getElemRecvCallee",
		Ref:         "getElemRef getElemRefStrict getElemRefRecv getElemRefRecvStrict",
		Set:         "setElem setElemP setElemStrict setElemStrictP setElemRecv setElemRecvP setElemRecvStrict setElemRecvStrictP",
		Delete:      "deleteProp deletePropStrict deleteElem deleteElemStrict",
		Call:        "call callVariadic callEval callEvalStrict callEvalVariadic callEvalVariadicStrict superCall superCallVariadic",
		New:         "new newVariadic",
		Spread:      "pushSpread",
		ArraySpread: "pushArraySpread",
		Iterate:     "iterate iterateP",
		Next:        "iterNext enumNext enumPopClose iterGetNextOrUndef",
		Destructure: "checkObjectCoercible createDestructSrc",
		PatternGet:  "getKey",
		Throw:       "throw",
		Suspend:     "yieldMarker",
		Extends:     "newDerivedClass",
		ToString:    "toString",
		Private:     "getPrivatePropRes getPrivatePropId getPrivatePropResCallee getPrivatePropIdCallee",
		SetPrivate:  "setPrivatePropRes setPrivatePropId setPrivatePropResP setPrivatePropIdP",
		PrivateIn:   "privateInRes privateInId",
		This:        "loadThisStash loadThisStack getThisDynamic",
		With:        "enterWith",
		Static:      "initStaticElements",
	} {
		for _, name := range strings.Fields(names) {
			m[name] = instruction{Kind: kind}
		}
	}
	for kind, names := range map[Kind]string{
		Get:       "getProp getPropRecv",
		GetCallee: "getPropCallee getPropRecvCallee",
		Ref:       "getPropRef getPropRefStrict getPropRefRecv getPropRefRecvStrict",
		Set:       "setProp setPropP setPropStrict setPropStrictP setPropRecv setPropRecvP setPropRecvStrict setPropRecvStrictP",
	} {
		for _, name := range strings.Fields(names) {
			m[name] = instruction{Kind: kind, named: true}
		}
	}
	for name, operator := range map[string]string{
		"add": "+", "sub": "-", "mul": "*", "div": "/", "mod": "%", "exp": "**", "and": "&", "or": "|", "xor": "^", "sal": "<<",
		"sar": ">>", "shr": ">>>", "op_lt": "<", "op_lte": "<=", "op_gt": ">", "op_gte": ">=", "op_eq": "==", "op_neq": "!=",
		"op_strict_eq": "===", "op_strict_neq": "!==", "op_instanceof": "instanceof", "op_in": "in", "neg": "u-", "plus": "u+",
		"bnot": "u~", "inc": "++", "dec": "--", "toNumber": "n",
	} {
		m[name] = instruction{Kind: Operate, operator: operator}
	}
	return m
}()
