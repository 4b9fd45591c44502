package lower

import (
	"strings"

	"loopbook/kernel/realm/lower/syntax"
)

// IsComplete says what a console should do with src when Enter is pressed: run it ("complete"), ask for another line
// indented by indent ("incomplete"), or run it to show its syntax error ("invalid"). It never runs anything and is safe
// from any goroutine.
func IsComplete(src string) (status, indent string) { return NewSession().IsComplete(src) }

// IsComplete is the function IsComplete for a cell of s. It reads only TypeScript of s.
func (s *Session) IsComplete(src string) (status, indent string) {
	src = strings.ToValidUTF8(src, "\uFFFD")
	magics, text, bad := readMagics(src)
	if bad != nil {
		return "invalid", ""
	}
	if strings.TrimSpace(text) == "" {
		return onlyMagics(magics, src), ""
	}
	if s.isTypeScript(magics) {
		return typescriptComplete(text)
	}
	return complete(text)
}

// complete is IsComplete for JavaScript without magics.
func complete(text string) (status, indent string) {
	err := &syntax.Error{}
	if isObject(text) {
		if _, e := parseAwait(text, syntax.ParseExpression); e == nil || e.AtEnd {
			err = e
		}
	}
	if err != nil && !err.AtEnd {
		_, err = parseAwait(text, syntax.Parse)
	}
	switch {
	case err == nil:
		return "complete", ""
	case err.InText:
		return "incomplete", "" // spaces would become a part of the text
	case err.AtEnd:
		return "incomplete", strings.Repeat("  ", err.Open)
	}
	return "invalid", ""
}

// typescriptComplete asks esbuild, which says in words that the end came too early.
func typescriptComplete(text string) (status, indent string) {
	if status, indent = complete(text); status != "invalid" {
		return status, indent
	}
	_, _, err := transform("", text, true)
	open, inTemplate := syntax.OpenAtEnd(text)
	switch {
	case err == nil:
		return "complete", ""
	case inTemplate, strings.HasPrefix(err.Message, "Expected '*/'"):
		return "incomplete", ""
	case err.Message == syntax.Unexpected("", 0):
		return "incomplete", strings.Repeat("  ", open)
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
