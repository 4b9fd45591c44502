package lower

import (
	"regexp"
	"strings"

	"loopbook/kernel/realm/lower/syntax"
)

// RegexpName is the hidden global that makes a regular expression whose literal goja does not read:
//
//	/[\w--\d]/v      __loopbook_regexp("[\\w--\\d]", "v")
const RegexpName = "__loopbook_regexp"

// foreignGroup finds a group that begins with flags of its own: (?i: … ).
var foreignGroup = regexp.MustCompile(`\(\?[ims-]`)

// regexpLiteral rewrites a literal that goja does not read.
func (l *lowering) regexpLiteral(n *syntax.Node) {
	text := l.src[n.Start:n.End]
	slash := strings.LastIndexByte(text, '/')
	source, flags := text[1:slash], text[slash+1:]
	if strings.ContainsAny(flags, "dv") || foreignGroup.MatchString(source) {
		l.edits.replace(n.Start, n.End, RegexpName+"("+quote(source)+", "+quote(flags)+")")
	}
}
