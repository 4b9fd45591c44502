package display

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"loopbook/scheduler"
)

const puzzleLines = 60 // of output

// A printedLine is one line of output and the step that printed it.
type printedLine struct {
	text string
	by   *scheduler.Event
}

func printedLines(t *scheduler.Trace) (list []printedLine) {
	for i := range t.Events {
		e := &t.Events[i]
		for _, out := range e.Output {
			for l := range strings.SplitSeq(clean(out), "\n") {
				list = append(list, printedLine{strings.TrimSpace(l), e})
			}
		}
	}
	return list
}

// Predict compares what somebody expected a program to print with what it printed, line by line, gives the reason of each
// line and explains the first difference. With hide it tells right from wrong, but not what is right.
func Predict(expected []string, t *scheduler.Trace, hide bool) Bundle {
	p := &prediction{actual: printedLines(t), hide: hide}
	for _, l := range expected {
		p.expected = append(p.expected, strings.TrimSpace(strings.ReplaceAll(clean(l), "\n", " ")))
	}
	said := p.first()
	return threeForms(func(limit int) string {
		text := append(append(p.table(limit).text(textWidth), ""), wrap(ascii(said.String()), textWidth)...)
		return tidy(text)
	}, func(limit int) string {
		return p.table(limit).markdown() + "\n" + mdParagraph(said.markdown())
	}, func(limit int) string {
		return p.table(limit).html() + el("p", "margin:0 6px;font-size:13px;line-height:20px;max-width:840px", said.html()) + "\n"
	})
}

type prediction struct {
	expected []string
	actual   []printedLine
	hide     bool
}

func (p *prediction) right(i int) bool {
	return i < len(p.expected) && i < len(p.actual) && p.expected[i] == p.actual[i].text
}

func (p *prediction) table(limit int) *table {
	n := max(len(p.expected), len(p.actual))
	right := 0
	for i := range n {
		if p.right(i) {
			right++
		}
	}
	t := &table{title: "Prediction", counted: fmt.Sprintf("%d of %s right", right, count(n, "line")), head: []column{{"line", left, "8%"}, {"expected", code, "24%"}}}
	if !p.hide {
		t.head = append(t.head, column{"printed", code, "24%"})
	}
	t.head = append(t.head, column{"right", left, "10%"})
	if !p.hide {
		t.head = append(t.head, column{"why then", left, "34%"})
	}
	for i := range min(n, limit) {
		t.rows = append(t.rows, p.row(i))
	}
	if more := n - limit; more > 0 {
		t.counted += fmt.Sprintf(" (%d not shown)", more)
	}
	return t
}

func (p *prediction) row(i int) []entry {
	verdict := entry{text: "x", html: pill(red, "x"), md: "**x**"}
	if p.right(i) {
		verdict = entry{text: "ok", html: pill(green, "ok")}
	}
	row := []entry{{text: fmt.Sprint(i + 1)}, {text: "-"}}
	if i < len(p.expected) {
		row[1].text = line(p.expected[i], 60)
	}
	if p.hide {
		return append(row, verdict)
	}
	actual, reason := entry{text: "-"}, entry{}
	if i < len(p.actual) {
		actual.text = line(p.actual[i].text, 60)
		reason.text = fmt.Sprintf("%s %s: %s", stepName(p.actual[i].by.N), p.actual[i].by.Queue, because(p.actual[i].by.Why, p.actual[i].by))
	}
	return append(row, actual, verdict, reason)
}

// first explains the first difference; hidden, it only says where that is.
func (p *prediction) first() Phrase {
	n := max(len(p.expected), len(p.actual))
	for i := range n {
		if p.right(i) {
			continue
		}
		if p.hide {
			return say(fmt.Sprintf("The first difference is at line %d.", i+1))
		}
		return p.explain(i)
	}
	return say("All right.")
}

func (p *prediction) explain(i int) Phrase {
	switch {
	case i >= len(p.actual):
		return say(fmt.Sprintf("First difference, line %d: ", i+1), p.expected[i], " was expected, but nothing more was printed.")
	case i >= len(p.expected):
		return say(fmt.Sprintf("First difference, line %d: nothing more was expected, but ", i+1), p.actual[i].text, " was printed: "+sentence(p.actual[i].by)+".")
	}
	got := p.actual[i]
	text := say(fmt.Sprintf("First difference, line %d: ", i+1), p.expected[i], " was expected, but ", got.text, " was printed: "+sentence(got.by)+".")
	for j := i + 1; j < len(p.actual); j++ {
		if later := p.actual[j]; later.text == p.expected[i] {
			return append(text, say(" ", later.text, fmt.Sprintf(" came at line %d: %s.", j+1, sentence(later.by)))...)
		}
	}
	return append(text, say(" ", p.expected[i], " was not printed after it.")...)
}

// Puzzle shows a program and what it printed in another order, for somebody to say the right one. The order is the same
// each time.
func Puzzle(source string, t *scheduler.Trace) Bundle {
	var lines []string
	for _, l := range printedLines(t) {
		lines = append(lines, line(l.text, 60))
	}
	lines = shuffled(lines[:min(len(lines), puzzleLines)], source)
	return threeForms(func(limit int) string {
		var text []string
		for _, l := range sourceLines(source, limit) {
			text = append(text, wrap("  "+ascii(l), textWidth)...)
		}
		text = append(text, "", question, "")
		for _, l := range lines {
			text = append(text, wrap("- "+ascii(l), textWidth)...)
		}
		return tidy(text)
	}, func(limit int) string {
		md := ""
		for _, l := range sourceLines(source, limit) {
			md += "    " + ascii(l) + "\n"
		}
		md += "\n**" + question + "**\n\n"
		for _, l := range lines {
			md += "- " + mdCode(l) + "\n"
		}
		return md
	}, func(limit int) string {
		html := el("pre", preStyle, sourceHTML(source, limit)) + "\n" + el("p", "margin:0 6px 4px;font-size:13px", el("strong", "", question)) + "\n"
		items := ""
		for _, l := range lines {
			items += el("li", "margin:0;line-height:20px", el("samp", codeStyle, esc(l)))
		}
		return html + el("ul", "margin:0;padding:0 0 0 24px", items) + "\n"
	})
}

const (
	question = "In which order does it print these lines?"
	preStyle = "margin:0 0 8px;padding:8px 10px;max-width:840px;overflow:auto;white-space:pre-wrap;background:" + stripe + ";" + mono + ";line-height:18px"
)

// sourceLines is the program, at most limit lines of it.
func sourceLines(source string, limit int) []string {
	lines := strings.Split(strings.TrimRight(clean(source), "\n "), "\n")
	for i, l := range lines {
		lines[i] = scheduler.Clip(l, 200)
	}
	if len(lines) > limit {
		lines = append(lines[:limit-1], "...")
	}
	return lines
}

// sourceHTML keeps the program's lines and indents in HTML that has neither blank lines nor indents of its own.
func sourceHTML(source string, limit int) string {
	lines := sourceLines(source, limit)
	for i, l := range lines {
		text := strings.TrimLeft(l, " ")
		lines[i] = strings.Repeat("&nbsp;", len(l)-len(text)) + esc(text)
	}
	return strings.Join(lines, "<br>")
}

// shuffled puts lines in an order that depends on nothing but them and the source, and is not the right one.
func shuffled(lines []string, source string) []string {
	key := func(l string) uint64 {
		h := fnv.New64a()
		h.Write([]byte(source + "\x00" + l))
		return h.Sum64()
	}
	list := slices.Clone(lines)
	slices.SortStableFunc(list, func(a, b string) int {
		switch ka, kb := key(a), key(b); {
		case ka < kb:
			return -1
		case ka > kb:
			return 1
		}
		return 0
	})
	for range list {
		if !slices.Equal(list, lines) {
			break
		}
		list = append(list[1:], list[0])
	}
	return list
}
