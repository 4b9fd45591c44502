package inspect

import "github.com/dop251/goja"

// Infinity is the value of Depth, MaxArrayLength, MaxStringLength and BreakLength that means "no limit".
const Infinity = -1

// Compact values that are not a number of levels.
const (
	CompactFalse = 0  // every property on a line of its own
	CompactTrue  = -1 // as much as fits on one line, closing braces included
)

// Getters says which accessors are called to show their value.
type Getters int

const (
	GettersNone Getters = iota // [Getter], [Setter] and [Getter/Setter] only
	GettersAll                 // every getter
	GettersGet                 // getters without a setter
	GettersSet                 // getters that also have a setter
)

// Options are the options of util.inspect. Start from [Default] or [Inspector.Defaults]: the zero value of Options
// is not the default (it has depth 0 and shows no array elements).
type Options struct {
	ShowHidden      bool
	Depth           int // levels below the value itself; Infinity (-1) for all; -2 or less shows not even the value itself
	Colors          bool
	CustomInspect   bool
	ShowProxy       bool
	MaxArrayLength  int // elements; Infinity (-1) for all
	MaxStringLength int // UTF-16 units; Infinity (-1) for all
	BreakLength     int // columns; Infinity (-1) never breaks a line
	Compact         int // innermost levels that may share a line, or CompactFalse, CompactTrue
	Sorted          bool
	Compare         goja.Value // with Sorted: the comparator of Array.prototype.sort, nil for the default order
	Getters         Getters
	NumericSep      bool // 1_000_000

	user    *goja.Object // the object the user passed, when it has properties that are no options: custom inspectors get them
	stylize goja.Value   // the user's own stylize function
}

// Default returns the options Node starts with. A program can change its own defaults (util.inspect.defaultOptions):
// [Inspector.Defaults] returns those.
func Default() Options {
	return Options{
		Depth:           2,
		CustomInspect:   true,
		MaxArrayLength:  100,
		MaxStringLength: 10000,
		BreakLength:     80,
		Compact:         3,
	}
}
