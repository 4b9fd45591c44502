package syntax

// ValidRegexpFlags reports whether flags are flags of a regular expression: each once, u and v not together.
func ValidRegexpFlags(flags string) bool { return validFlags(flags) }

// RegexpError returns the message of the SyntaxError that `new RegExp(pattern, flags)` throws, "" if it throws none. The
// flags have to be valid.
func RegexpError(pattern, flags string) string {
	if message := checkRegexp(pattern, flags); message != "" {
		return "Invalid regular expression: /" + pattern + "/" + flags + ": " + message
	}
	return ""
}
