package realm

import (
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/lower/syntax"
)

// jsonFailed: JSON.parse got a text that is not JSON. goja says it in the words of encoding/json.
func (f *fault) jsonFailed() (string, bool) {
	v := argument(f.args, 0)
	text := f.t.describe(v)
	if o, ok := v.(*goja.Object); ok {
		if o.ClassName() == "Array" {
			text = o.String()
		} else if !f.t.isFunction(o) {
			text = "[object " + f.t.tag(o) + "]"
		}
	}
	units := utf16.Encode([]rune(text))
	if s, ok := v.(goja.String); ok {
		units = units16(s)
	}
	message, at := jsonError(units)
	f.h.thrown = func() string {
		start := len(string(utf16.Decode(units[:at])))
		whole := string(utf16.Decode(units))
		line, column := syntax.Place(whole, start)
		return arrow(anonymousScript, line, lineOf(whole, line), column-1, column)
	}
	return message, true
}

// units16 returns the UTF-16 units of s, lone surrogates included.
func units16(s goja.String) []uint16 {
	units := make([]uint16, s.Length())
	for i := range units {
		units[i] = uint16(s.CharAt(i))
	}
	return units
}

// jsonError returns V8's message for a text that is not JSON (ECMA-404), and the unit it is about.
func jsonError(text []uint16) (message string, at int) {
	p := &jsonChecker{text: text}
	p.run()
	return p.message, p.bad
}

// jsonProblem is the panic by which the checker leaves.
type jsonProblem struct{}

// jsonChecker reads a JSON text up to its first error.
type jsonChecker struct {
	text    []uint16
	pos     int
	message string
	bad     int // the unit that message is about
}

const endOfText = 0x10000

func (p *jsonChecker) check() {
	p.value()
	p.space()
	if p.pos < len(p.text) {
		p.atIn("Unexpected non-whitespace character after JSON", p.pos)
	}
}

// run checks until the first error.
func (p *jsonChecker) run() {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(jsonProblem); !ok {
				panic(r)
			}
		}
	}()
	p.check()
}

// fail ends the check with a message.
func (p *jsonChecker) fail(message string) {
	p.message, p.bad = message, min(p.pos, len(p.text))
	panic(jsonProblem{})
}

// at fails with a message that names a place.
func (p *jsonChecker) at(message string, pos int) { p.atIn(message+" in JSON", pos) }

func (p *jsonChecker) atIn(message string, pos int) {
	p.pos = pos
	line, column := 1, 1
	for i, c := range p.text[:pos] {
		switch {
		case c == '\r' && i+1 < len(p.text) && p.text[i+1] == '\n':
			column++
		case c == '\n' || c == '\r':
			line, column = line+1, 1
		default:
			column++
		}
	}
	p.fail(fmt.Sprintf("%s at position %d (line %d column %d)", message, pos, line, column))
}

// unexpected fails with the character at pos, or with the end.
func (p *jsonChecker) unexpected() {
	if p.pos >= len(p.text) {
		p.fail("Unexpected end of JSON input")
	}
	if isWord(string(utf16.Decode(p.text))) {
		p.fail(`"` + string(utf16.Decode(p.text)) + `" is not valid JSON`)
	}
	p.fail("Unexpected token '" + string(utf16.Decode(p.text[p.pos:p.pos+1])) + "', " + p.excerpt() + " is not valid JSON")
}

// isWord tells texts that a program meant to be something else.
func isWord(text string) bool {
	switch text {
	case "NaN", "Infinity", "undefined", "[object Object]":
		return true
	}
	return false
}

// excerpt quotes ten characters on each side.
func (p *jsonChecker) excerpt() string {
	const around = 10
	start, end := max(p.pos-around, 0), min(p.pos+around, len(p.text))
	if len(p.text) <= 2*around {
		start, end = 0, len(p.text)
	}
	s := `"` + string(utf16.Decode(p.text[start:end])) + `"`
	if start > 0 {
		s = "..." + s
	}
	if end < len(p.text) {
		s += "..."
	}
	return s
}

func (p *jsonChecker) peek() rune {
	if p.pos < len(p.text) {
		return rune(p.text[p.pos])
	}
	return endOfText
}

func (p *jsonChecker) space() {
	for {
		switch p.peek() {
		case ' ', '\t', '\n', '\r':
			p.pos++
		default:
			return
		}
	}
}

func (p *jsonChecker) value() {
	p.space()
	switch c := p.peek(); {
	case c == '"':
		p.string()
	case c == '{':
		p.object()
	case c == '[':
		p.array()
	case c == '-' || c >= '0' && c <= '9':
		p.number()
	case c == 't':
		p.word("true")
	case c == 'f':
		p.word("false")
	case c == 'n':
		p.word("null")
	default:
		p.unexpected()
	}
}

func (p *jsonChecker) word(word string) {
	for _, c := range word {
		if p.peek() != c {
			p.unexpected()
		}
		p.pos++
	}
}

func (p *jsonChecker) object() {
	p.pos++
	p.space()
	if p.peek() == '}' {
		p.pos++
		return
	}
	for first := true; ; first = false {
		p.space()
		if p.peek() != '"' {
			if first {
				p.at("Expected property name or '}'", p.pos)
			}
			p.at("Expected double-quoted property name", p.pos)
		}
		p.string()
		p.space()
		if p.peek() != ':' {
			p.at("Expected ':' after property name", p.pos)
		}
		p.pos++
		p.value()
		p.space()
		switch p.peek() {
		case ',':
			p.pos++
		case '}':
			p.pos++
			return
		default:
			p.at("Expected ',' or '}' after property value", p.pos)
		}
	}
}

func (p *jsonChecker) array() {
	p.pos++
	p.space()
	if p.peek() == ']' {
		p.pos++
		return
	}
	for {
		p.value()
		p.space()
		switch p.peek() {
		case ',':
			p.pos++
		case ']':
			p.pos++
			return
		default:
			p.at("Expected ',' or ']' after array element", p.pos)
		}
	}
}

func (p *jsonChecker) string() {
	for p.pos++; ; p.pos++ {
		switch c := p.peek(); {
		case c == endOfText:
			p.at("Unterminated string", p.pos)
		case c == '"':
			p.pos++
			return
		case c < ' ':
			p.at("Bad control character in string literal", p.pos)
		case c == '\\':
			p.pos++
			p.escape()
		}
	}
}

func (p *jsonChecker) escape() {
	switch c := p.peek(); {
	case c == endOfText:
		p.unexpected()
	case strings.ContainsRune(`"\/bfnrt`, c):
	case c == 'u':
		for range 4 {
			p.pos++
			if c := p.peek(); c == endOfText || !strings.ContainsRune("0123456789abcdefABCDEF", c) {
				p.at("Bad Unicode escape", p.pos)
			}
		}
	default:
		p.at("Bad escaped character", p.pos)
	}
}

func (p *jsonChecker) number() {
	if p.peek() == '-' {
		p.pos++
		if !p.digit() {
			p.at("No number after minus sign", p.pos)
		}
	}
	if p.peek() == '0' {
		p.pos++
		if p.digit() {
			p.at("Unexpected number", p.pos)
		}
	}
	p.digits()
	if p.peek() == '.' {
		p.pos++
		if !p.digit() {
			p.at("Unterminated fractional number", p.pos)
		}
		p.digits()
	}
	if c := p.peek(); c == 'e' || c == 'E' {
		p.pos++
		if c := p.peek(); c == '+' || c == '-' {
			p.pos++
		}
		if !p.digit() {
			p.at("Exponent part is missing a number", p.pos)
		}
		p.digits()
	}
}

func (p *jsonChecker) digit() bool { c := p.peek(); return c >= '0' && c <= '9' }

func (p *jsonChecker) digits() {
	for p.digit() {
		p.pos++
	}
}

// circle returns the path of the first circle that JSON.stringify meets below v, as V8 writes it. It looks at data
// properties only: where a toJSON or a getter closes the circle, it says where the search ended.
func circle(t *tools, v goja.Value) string {
	c := &circleFinder{t: t}
	o, ok := v.(*goja.Object)
	if !ok || !c.visit("", false, o) {
		return ""
	}
	return c.text()
}

// circleFinder is the search for a circle.
type circleFinder struct {
	t     *tools
	path  []circleStep
	start int    // where the circle starts in path
	last  string // the property that closes it
	steps int
}

// circleStep is an object on the path and the key it was found under.
type circleStep struct {
	object  *goja.Object
	key     string
	inArray bool
}

// maxCircleSteps bounds the search.
const maxCircleSteps = 100000

// visit looks below o, which has key in the object before it.
func (c *circleFinder) visit(key string, inArray bool, o *goja.Object) bool {
	if c.steps++; c.steps > maxCircleSteps || len(c.path) > 1000 {
		return false
	}
	for i, s := range c.path {
		if s.object == o {
			c.start, c.last = i, ordinal(key, inArray)
			return true
		}
	}
	if c.t.isFunction(o) || c.t.machine.IsProxy(o) {
		return false
	}
	c.path = append(c.path, circleStep{o, key, inArray})
	if c.below(o) {
		return true
	}
	c.path = c.path[:len(c.path)-1]
	return false
}

func (c *circleFinder) below(o *goja.Object) bool {
	inArray := o.ClassName() == "Array"
	for _, key := range o.Keys() {
		d := c.t.own(o, c.t.rt.ToValue(key))
		if d == nil {
			continue
		}
		if child, ok := d.Get("value").(*goja.Object); ok && c.visit(key, inArray, child) {
			return true
		}
	}
	return false
}

// text is the path in V8's words: long ones are shortened.
func (c *circleFinder) text() string {
	steps := c.path[c.start:]
	lines := []string{"\n    --> starting at object with constructor '" + c.constructor(steps[0].object) + "'"}
	for i, s := range steps[1:] {
		if n := len(steps) - 1; n > 3 && i >= 2 && i < n-1 {
			if i == 2 {
				lines = append(lines, "    |     ...")
			}
			continue
		}
		lines = append(lines, "    |     "+ordinal(s.key, s.inArray)+" -> object with constructor '"+c.constructor(s.object)+"'")
	}
	return strings.Join(append(lines, "    --- "+c.last+" closes the circle"), "\n")
}

func (c *circleFinder) constructor(o *goja.Object) string {
	if f, ok := c.t.inherited(o, "constructor").(*goja.Object); ok {
		if name := c.t.text(f, c.t.rt.ToValue("name")); name != "" {
			return name
		}
	}
	return "Object"
}
