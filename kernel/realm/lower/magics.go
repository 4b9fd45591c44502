package lower

// Magic is one line `%%name args`, `//%%name args` or `%name args` of a cell.
type Magic struct {
	Name     string // without percent signs
	Args     string // trimmed
	Notebook bool   // `%name`, alone in its cell: holds from now on for the notebook, not for this cell only
	Line     int    // 1-based
}
