package lower

import (
	"github.com/dop251/goja/parser"

	"loopbook/kernel/realm/lower/syntax"
)

// EvalName is the hidden global that lowers what a direct eval is about to run:
//
//	eval(text)      eval(__loopbook_eval(text))
//
// It returns its first argument, lowered if it is a string.
const EvalName = "__loopbook_eval"

// Text lowers a script that eval or a Function constructor is to run. What goja reads comes back as it is; so does what is
// no JavaScript, for goja to refuse; both without Positions.
func (s *Session) Text(src string) (string, *Positions) {
	in, bad := readAs("eval", src, syntax.Options{}, false)
	if bad != nil {
		return src, nil
	}
	if in.Uses&beyond == 0 && !suspect.MatchString(src) {
		if _, err := parser.ParseFile(nil, "", src, 0, parser.WithDisableSourceMaps); err == nil {
			return src, nil
		}
	}
	l := newLowering(in)
	l.script = true
	l.program()
	gen, pieces := l.edits.apply(in.Source)
	return gen, newPositions(gen, in.Source, pieces, in.before)
}

// directEval rewrites a call of eval by that name (ECMA-262 section 13.3.6.1): what it runs sees the variables around it,
// so it has to stay such a call.
func (l *lowering) directEval(n *syntax.Node) {
	callee := n.Kids[0]
	if callee.Kind != syntax.Identifier || callee.Text != "eval" || len(n.Kids) < 2 || n.Has(syntax.ChainFlag) {
		return
	}
	open := callee.End
	for l.src[open] != '(' {
		open++
	}
	l.edits.insert(open+1, EvalName+"(")
	l.edits.insert(n.End-1, ")")
}
