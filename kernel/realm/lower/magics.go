package lower

import (
	"strings"
)

// Magic is one line `%%name args`, `//%%name args` or `%name args` of a cell.
type Magic struct {
	Name     string // without percent signs
	Args     string // trimmed
	Notebook bool   // `%name`, alone in its cell: holds from now on for the notebook, not for this cell only
	Line     int    // 1-based
}

// Magics are the names a magic may have.
var Magics = [...]string{
	"timeline", "promises", "hints", "virtual", "esm", "ts", "background", "predict", "drain", "compare", "seed",
}

func known(name string) bool {
	for _, m := range Magics {
		if m == name {
			return true
		}
	}
	return false
}

// readMagics returns the magics of a cell and its text without them: their lines are blank, so that every place stays
// where it is. A hashbang line before or between them is blank too.
func readMagics(src string) ([]Magic, string, *SyntaxError) {
	var magics []Magic
	end := 0
	for number, line := range numberedLines(src) {
		text := strings.TrimSpace(line)
		m, ok := parseMagic(text)
		switch {
		case ok:
			m.Line = number
			if !known(m.Name) {
				return nil, "", unknownMagic(m, src, line)
			}
			magics = append(magics, m)
			end += len(line)
			continue
		case text == "" || number == 1 && strings.HasPrefix(line, "#!"):
			end += len(line)
			continue
		}
		break
	}
	if err := checkNotebook(magics, src, end); err != nil {
		return nil, "", err
	}
	if len(magics) == 0 && !strings.HasPrefix(src, "#!") {
		return nil, src, nil
	}
	return magics, blank(src[:end]) + src[end:], nil
}

// numberedLines yields the lines of src, terminators included, with their 1-based numbers.
func numberedLines(src string) func(func(int, string) bool) {
	return func(yield func(int, string) bool) {
		starts := lines(src)
		for i, start := range starts {
			end := len(src)
			if i+1 < len(starts) {
				end = starts[i+1]
			}
			if !yield(i+1, src[start:end]) {
				return
			}
		}
	}
}

// parseMagic reads a trimmed line.
func parseMagic(text string) (m Magic, ok bool) {
	rest, ok := strings.CutPrefix(text, "%")
	if !ok {
		rest, ok = strings.CutPrefix(text, "//%%")
		rest = "%" + rest
	}
	if !ok {
		return m, false
	}
	name, cell := strings.CutPrefix(rest, "%")
	m.Notebook = !cell
	m.Name, m.Args, _ = strings.Cut(name, " ")
	if i := strings.IndexAny(name, " \t"); i >= 0 {
		m.Name, m.Args = name[:i], strings.TrimSpace(name[i:])
	}
	return m, true
}

func unknownMagic(m Magic, src, line string) *SyntaxError {
	sign := "%%"
	if m.Notebook {
		sign = "%"
	}
	return &SyntaxError{
		Message:    "Unknown magic '" + sign + m.Name + "'. Known are " + strings.Join(Magics[:], ", "),
		Line:       m.Line,
		Column:     strings.Index(line, "%") + 1,
		SourceLine: lineText(src, m.Line),
	}
}

// checkNotebook reports a `%name` in a cell with code: it is no setting of one cell.
func checkNotebook(magics []Magic, src string, end int) *SyntaxError {
	alone := strings.TrimSpace(src[end:]) == ""
	for _, m := range magics {
		if m.Notebook && !alone {
			return &SyntaxError{
				Message:    "'%" + m.Name + "' must stand in a cell without code. For this cell only write '%%" + m.Name + "'",
				Line:       m.Line,
				Column:     1,
				SourceLine: lineText(src, m.Line),
			}
		}
	}
	return nil
}
