package pattern

// node is a part of a pattern. Flags do not appear in the tree: the parser has resolved them.
type node interface{}

type (
	empty struct{}
	// literal is one character that is matched as it is.
	literal struct{ c rune }
	// charSet is one character of a set.
	charSet struct{ set set }
	// sequence is its parts one after the other.
	sequence struct{ parts []node }
	// choice is the first of its alternatives that leads to a match.
	choice struct{ alternatives []node }
	// group is a capturing group.
	group struct {
		body  node
		index int
	}
	// repeat is its body min to max times; max is unlimited if negative.
	repeat struct {
		body     node
		min, max int
		lazy     bool
		// the captures inside, forgotten at each turn: groups from to before
		from, before int
	}
	// look is lookahead or lookbehind.
	look struct {
		body             node
		behind, negative bool
	}
	// reference is a back reference to whichever of the groups has captured something.
	reference struct {
		groups []int
		name   string // to be resolved at the end
		fold   *folding
	}
	// assertion is a condition on a place.
	assertion struct {
		kind assertionKind
		word set // for the boundaries
	}
)

type assertionKind int

const (
	inputStart assertionKind = iota
	inputEnd
	lineStart
	lineEnd
	wordBoundary
	notWordBoundary
)
