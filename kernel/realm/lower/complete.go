package lower

import (
	"strings"

	"loopbook/kernel/realm/lower/syntax"
)

// IsComplete says what a console should do with src when Enter is pressed: run it ("complete"), ask for another line
// indented by indent ("incomplete"), or run it to show its syntax error ("invalid"). It never runs anything and is safe
// from any goroutine.
func IsComplete(src string) (status, indent string) {
	magics, text, bad := readMagics(strings.ToValidUTF8(src, "\uFFFD"))
	if bad != nil {
		return "invalid", ""
	}
	if strings.TrimSpace(text) == "" {
		return onlyMagics(magics, src), ""
	}
	best := &syntax.Error{}
	if isObject(text) {
		if _, err := parseAwait(text, syntax.ParseExpression); err == nil || err.AtEnd {
			best = err
		}
	}
	if best != nil && !best.AtEnd {
		_, best = parseAwait(text, syntax.Parse)
	}
	switch {
	case best == nil:
		return "complete", ""
	case best.InText:
		return "incomplete", "" // spaces would become a part of the text
	case best.AtEnd:
		return "incomplete", strings.Repeat("  ", best.Open)
	}
	return "invalid", ""
}

// onlyMagics is IsComplete for a cell without code: one that begins with %% waits for its code until an empty line.
func onlyMagics(magics []Magic, src string) string {
	n := len(magics)
	if n == 0 || magics[n-1].Notebook || strings.HasSuffix(src, "\n\n") {
		return "complete"
	}
	return "incomplete"
}
