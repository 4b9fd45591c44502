package lower

import "fmt"

// SyntaxError is source that is not JavaScript, in V8's words. It is the user's error, not ours.
type SyntaxError struct {
	Message      string // without "SyntaxError: "
	Line, Column int    // 1-based, column in UTF-16 units
	SourceLine   string // the text of that line
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("SyntaxError: %s (%d:%d)", e.Message, e.Line, e.Column)
}
