package realm

import (
	"regexp"
	"strings"

	"github.com/dop251/goja"
)

// rewording turns one of goja's messages into V8's. source tells that the text of the program is needed to say it.
type rewording struct {
	pattern *regexp.Regexp
	to      string
	source  func(s *stackFormat, f frame, m []string) (string, bool)
}

// rewordings are tried in order; goja's words are those of the version in go.mod.
var rewordings = []rewording{
	{pattern: regexp.MustCompile(`^Cannot read property '(.*)' of undefined or null$`), source: readOfNullish},
	{pattern: regexp.MustCompile(`^Cannot read property '(.*)' of undefined$`), source: readOfNullish},
	{pattern: regexp.MustCompile(`^Cannot convert undefined or null to object$`), source: writeToNullish},
	{pattern: regexp.MustCompile(`^Object has no member '(.*)'$`), source: notAFunction},
	{pattern: regexp.MustCompile(`^(?:Value is not an object: .*|Not a function: (?s).*)$`), source: notAFunction},
	{pattern: regexp.MustCompile(`^Value is not a constructor$`), source: notAConstructor},
	{pattern: regexp.MustCompile(`^Cannot access a variable before initialization$`), source: deadZone},
	{pattern: regexp.MustCompile(`^No initial value$`), to: "Reduce of empty array with no initial value"},
	{pattern: regexp.MustCompile(`^Class constructor cannot be invoked without 'new'$`), source: classCall},
	{pattern: regexp.MustCompile(`^Promise self-resolution$`), to: "Chaining cycle detected for promise #<Promise>"},
	{pattern: regexp.MustCompile(`^Malformed URI$`), to: "URI malformed"},
}

// translate returns V8's words for the message of e, an error that goja made at the innermost frame.
func (s *stackFormat) translate(e *goja.Object, frames []frame) (string, bool) {
	message := text(e.Get("message"), "")
	var top frame
	if len(frames) > 0 {
		top = frames[0]
	}
	for _, w := range rewordings {
		m := w.pattern.FindStringSubmatch(message)
		if m == nil {
			continue
		}
		if w.source != nil {
			return w.source(s, top, m)
		}
		return w.to, true
	}
	return "", false
}

// readOfNullish: the object is undefined or null; which, goja does not say, so the value in the source decides when it
// is a literal, and undefined is the usual case.
func readOfNullish(s *stackFormat, f frame, m []string) (string, bool) {
	value := "undefined"
	if target := s.expressionBefore(f); target == "null" {
		value = "null"
	}
	return "Cannot read properties of " + value + " (reading '" + m[1] + "')", true
}

func writeToNullish(s *stackFormat, f frame, _ []string) (string, bool) {
	line := s.line(f.file, f.line)
	m := assignment.FindStringSubmatch(line[min(max(f.column-1, 0), len(line)):])
	if m == nil {
		return "", false
	}
	return "Cannot set properties of undefined (setting '" + m[1] + "')", true
}

var assignment = regexp.MustCompile(`^[.\s]*([\p{L}_$][\p{L}\p{N}_$]*)\s*(?:[-+*/%&|^]|\*\*|<<|>>>?|&&|\|\||\?\?)?=[^=]`)

// notAFunction names the callee as it stands in the source.
func notAFunction(s *stackFormat, f frame, _ []string) (string, bool) {
	callee := s.calleeAt(f)
	if callee == "" {
		return "", false
	}
	return callee + " is not a function", true
}

func notAConstructor(s *stackFormat, f frame, _ []string) (string, bool) {
	line := s.line(f.file, f.line)
	if f.column < 1 || f.column > len(line) {
		return "", false
	}
	m := newExpression.FindStringSubmatch(line[f.column-1:])
	if m == nil {
		return "", false
	}
	return m[1] + " is not a constructor", true
}

var newExpression = regexp.MustCompile(`^new\s+([\p{L}\p{N}_$.]+)`)

func classCall(s *stackFormat, f frame, _ []string) (string, bool) {
	callee := s.calleeAt(f)
	if callee == "" {
		return "", false
	}
	return "Class constructor " + callee + " cannot be invoked without 'new'", true
}

func deadZone(s *stackFormat, f frame, _ []string) (string, bool) {
	line := s.line(f.file, f.line)
	if f.column < 1 || f.column > len(line) {
		return "", false
	}
	name := identifier.FindString(line[f.column-1:])
	if name == "" {
		return "", false
	}
	return "Cannot access '" + name + "' before initialization", true
}

var identifier = regexp.MustCompile(`^[\p{L}_$][\p{L}\p{N}_$]*`)

// calleeAt returns the expression that is called at f, whose column is the one of the last name in it: "o.a.foo".
func (s *stackFormat) calleeAt(f frame) string {
	line := s.line(f.file, f.line)
	i := f.column - 1
	if i < 0 || i >= len(line) {
		return ""
	}
	end := i + len(identifier.FindString(line[i:]))
	if end == i {
		return ""
	}
	return chainBefore(line, i) + line[i:end]
}

// expressionBefore returns the expression whose property is read at f.
func (s *stackFormat) expressionBefore(f frame) string {
	line := s.line(f.file, f.line)
	i := f.column - 1
	if i < 0 || i > len(line) {
		return ""
	}
	return strings.TrimRight(chainBefore(line, i), ".?")
}

// chainBefore returns the names and dots that end right before place i: of "await o.a.foo" before foo it is "o.a.".
func chainBefore(line string, i int) string {
	j := i
	for j > 0 && (isIdentifierByte(line[j-1]) && j < i || line[j-1] == '.') {
		j--
	}
	return line[j:i]
}
