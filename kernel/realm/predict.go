package realm

import (
	"fmt"
	"strings"

	"github.com/dop251/goja"

	"loopbook/display"
	"loopbook/kernel/realm/lower"
	"loopbook/scheduler"
)

// An expectation is what somebody thinks a cell will print.
type expectation struct {
	lines []string
	hide  bool // tell right from wrong, not what is right: what the cell prints is kept back
	blank bool // no lines: ask for them
}

// predictMagic reads `%%predict a, b, 'c, d'`. Several such lines are one list.
func (x *execution) predictMagic(m lower.Magic) error {
	e := x.pictures.expected
	if e == nil {
		e = &expectation{}
		x.pictures.expected = e
	}
	text := m.Args
	for strings.HasPrefix(text, "--") {
		word, rest, _ := strings.Cut(text, " ")
		if word != "--hide" {
			return fmt.Errorf("%%%%predict has no option %q. It has --hide; what follows are the lines that are expected, with commas between them", word)
		}
		e.hide, text = true, strings.TrimSpace(rest)
	}
	e.lines = append(e.lines, splitLines(text)...)
	e.blank = len(e.lines) == 0
	if e.hide || e.blank {
		x.mute()
	}
	return nil
}

// splitLines cuts at commas that are not within quotes, and takes the quotes away.
func splitLines(text string) (list []string) {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	quote, start := byte(0), 0
	add := func(part string) {
		part = strings.TrimSpace(part)
		if n := len(part); n > 1 && strings.IndexByte("'\"`", part[0]) >= 0 && part[n-1] == part[0] {
			part = part[1 : n-1]
		}
		list = append(list, part)
	}
	for i := range len(text) {
		switch c := text[i]; {
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && strings.IndexByte("'\"`", c) >= 0 && strings.TrimSpace(text[start:i]) == "":
			quote = c
		case quote == 0 && c == ',':
			add(text[start:i])
			start = i + 1
		}
	}
	add(text[start:])
	return list
}

// predict is the global predict(lines, {hide}): what the cell that calls it is expected to print, from its first line on.
func (r *Realm) predict(call goja.FunctionCall) goja.Value {
	list, ok := call.Argument(0).(*goja.Object)
	if !ok || list.ClassName() != "Array" {
		panic(r.newError("TypeError", "predict takes an array of the lines that the cell will print: predict(['sync', 'tick'])"))
	}
	x := r.current()
	if x == nil || x.recording == nil {
		panic(r.newError("Error", "predict must be called by the cell itself, in its source: nothing was recorded before it"))
	}
	e := &expectation{}
	r.rt.ForOf(list, func(v goja.Value) bool { e.lines = append(e.lines, v.String()); return true })
	if o, ok := call.Argument(1).(*goja.Object); ok && o.Get("hide") != nil && o.Get("hide").ToBoolean() {
		e.hide = true
		x.mute()
	}
	x.pictures.expected = e
	return goja.Undefined()
}

// show draws the comparison of what was expected with what was printed.
func (e *expectation) show(source string, t *scheduler.Trace) display.Bundle {
	if e.blank {
		return display.Puzzle(withoutMagics(source), t)
	}
	return display.Predict(e.lines, t, e.hide)
}

// withoutMagics is the code of a cell.
func withoutMagics(source string) string {
	lines := strings.SplitAfter(source, "\n")
	for len(lines) > 0 {
		text := strings.TrimSpace(lines[0])
		if text != "" && !strings.HasPrefix(text, "%") && !strings.HasPrefix(text, "//%%") {
			break
		}
		lines = lines[1:]
	}
	return strings.Join(lines, "")
}

// mute keeps back what the cell prints: it would tell the solution.
func (x *execution) mute() {
	if _, already := x.cell.Output.(muted); !already {
		c := *x.cell
		c.Output = muted{c.Output}
		x.cell = &c
	}
}

// muted is an output that shows pictures but no text.
type muted struct{ Output }

// Stream drops the text: the trace has it.
func (muted) Stream(string, string) {}
