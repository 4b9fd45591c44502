// Package pattern is the regular expressions of ECMA-262 (section 22.2, with Annex B and the flags d and v): syntax, in
// V8's words where it is wrong, and matching. It knows nothing of goja: a pattern and an input are UTF-16 code units, a
// match is a list of positions. Go's regexp and others cannot stand in: captures that are forgotten at each turn of a
// loop, lookbehind that runs backwards, surrogates as characters of their own.
//
//	re, err := pattern.Compile(units("(?<year>\\d+)-(\\d+)"), pattern.Flags{})
//	m := re.Matcher()
//	at, err := m.Match(pattern.ASCII("in 2024-05"), 0)    // [3 10 3 7 8 10]
//
// A source becomes a tree (parse.go, class.go), the tree a program (compile.go), and the program is run by a backtracking
// machine (match.go). unicode.txt holds what Unicode says of characters.
package pattern

// Flags are the flags that matter to the meaning of a pattern; g, y and d are the caller's.
type Flags struct {
	IgnoreCase  bool // i
	Multiline   bool // m
	DotAll      bool // s
	Unicode     bool // u
	UnicodeSets bool // v
}

// characters reports whether the pattern sees code points rather than code units.
func (f Flags) characters() bool { return f.Unicode || f.UnicodeSets }

// SyntaxError says what is wrong with a pattern, as V8 would: "Unterminated group".
type SyntaxError struct{ Message string }

func (e *SyntaxError) Error() string { return e.Message }

// Regexp is a compiled pattern. Any goroutine; it does not change.
type Regexp struct {
	// Names[i] is the name of group i, "" if it has none; Names[0] is "". Its length is the number of groups and one.
	Names []string

	prog *program
}

// Compile compiles a pattern. The error is a *SyntaxError.
func Compile(source []uint16, flags Flags) (re *Regexp, err error) {
	defer func() {
		if x := recover(); x != nil {
			f, ok := x.(failure)
			if !ok {
				panic(x)
			}
			re, err = nil, f.err
		}
	}()
	tree, p := parse(source, flags)
	return &Regexp{Names: p.names, prog: generate(tree, p)}, nil
}

// Input is the string that is searched, in the form that costs least: ASCII, or UTF-16 code units.
type Input struct {
	ascii string
	units []uint16
	wide  bool
}

// ASCII is an input of characters below 128 only.
func ASCII(s string) Input { return Input{ascii: s} }

// UTF16 is any input. The units must not change while it is in use.
func UTF16(units []uint16) Input { return Input{units: units, wide: true} }

// Len is the length in code units.
func (in Input) Len() int {
	if in.wide {
		return len(in.units)
	}
	return len(in.ascii)
}
