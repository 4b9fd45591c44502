package display

import (
	"strings"
)

// A table is rows of text under headings, to be written in any form. It is for tables without lanes in them. The first
// column names the row.
type table struct {
	title   string // bold, above
	counted string // after the title
	head    []column
	rows    [][]entry
	breaks  bool // the headings are text of the program: a long word in them breaks
}

type column struct {
	name  string
	kind  columnKind
	width string // of CSS; if any column has one, the columns do not follow their contents
}

type columnKind int

const (
	left  columnKind = iota
	right            // numbers
	code             // source or values
)

// An entry is what stands in one place of a table: text, and how HTML and Markdown show it if not as that.
type entry struct{ text, html, md string }

// plainEntries makes a row of text.
func plainEntries(texts ...string) []entry {
	row := make([]entry, len(texts))
	for i, t := range texts {
		row[i].text = t
	}
	return row
}

func (t *table) html() string {
	layout := "auto;width:auto"
	for _, c := range t.head {
		if c.width != "" {
			layout = "fixed;width:100%"
		}
	}
	var b strings.Builder
	b.WriteString("\n")
	if t.title != "" {
		caption := el("strong", "", esc(t.title))
		if t.counted != "" {
			caption += ": " + esc(t.counted)
		}
		b.WriteString(el("caption", "caption-side:top;text-align:left;padding:2px 6px 6px;font-size:13px", caption) + "\n")
	}
	b.WriteString("<thead>")
	cells := ""
	for _, c := range t.head {
		width := ""
		if c.width != "" {
			width = ";width:" + c.width
		}
		if t.breaks {
			width += ";overflow-wrap:break-word"
		}
		cells += el(`th scope="col"`, c.align()+";vertical-align:bottom;padding:2px 6px;font-size:12px"+width, esc(c.name))
	}
	b.WriteString(el("tr", trStyle, cells) + "</thead>\n<tbody>\n")
	for _, r := range t.rows {
		b.WriteString(t.htmlRow(r))
	}
	b.WriteString("</tbody>\n")
	return el("table", "border-collapse:collapse;margin:0 0 12px;max-width:860px;table-layout:"+layout, b.String()) + "\n"
}

func (c column) align() string {
	if c.kind == right {
		return "text-align:right"
	}
	return "text-align:left"
}

func (t *table) htmlRow(r []entry) string {
	const style = ";vertical-align:top;padding:3px 6px;font-size:12px;line-height:18px;border-top:" + rule + ";overflow-wrap:break-word;background:transparent"
	cells := ""
	for i, e := range r {
		content := e.html
		if content == "" {
			content = esc(e.text)
			if t.head[i].kind == code && content != "" {
				content = el("code", codeStyle, content)
			}
		}
		tag, weight := "td", ""
		if i == 0 {
			tag, weight = `th scope="row"`, ";font-weight:700"
		}
		cells += el(tag, t.head[i].align()+style+weight, content)
	}
	return el("tr", trStyle, cells) + "\n"
}

// markdown writes a pipe table. pandoc takes the widths of the columns from the dashes of the second line, so the text
// columns get dashes by the room they need.
func (t *table) markdown() string {
	widths := t.widths(60)
	var b strings.Builder
	if t.title != "" {
		b.WriteString("**" + mdText(t.title) + "**")
		if t.counted != "" {
			b.WriteString(" (" + mdText(t.counted) + ")")
		}
		b.WriteString("\n\n")
	}
	columns := make([]mdColumn, len(t.head))
	for i, c := range t.head {
		columns[i] = mdColumn{c.name, dashes(c.kind, widths[i])}
	}
	b.WriteString(mdHead(columns))
	for _, r := range t.rows {
		cells := make([]string, len(r))
		for i, e := range r {
			switch {
			case e.md != "":
				cells[i] = e.md
			case t.head[i].kind == code:
				cells[i] = mdCode(e.text)
			default:
				cells[i] = mdText(e.text)
			}
		}
		b.WriteString(mdRow(cells))
	}
	return b.String()
}

func dashes(kind columnKind, width int) string {
	if kind == right {
		return strings.Repeat("-", max(width, 2)) + ":"
	}
	return ":" + strings.Repeat("-", max(width, 2))
}

// widths is the room each column wants, at most most.
func (t *table) widths(most int) []int {
	widths := make([]int, len(t.head))
	for i, c := range t.head {
		widths[i] = len(c.name)
		for _, r := range t.rows {
			widths[i] = min(max(widths[i], len(ascii(r[i].text))), most)
		}
	}
	return widths
}

// text writes columns of at most width characters in all. What is too wide wraps within its column.
func (t *table) text(width int) (lines []string) {
	if t.title != "" {
		title := t.title
		if t.counted != "" {
			title += ": " + t.counted
		}
		lines = wrap(ascii(title), width)
	}
	head := make([]entry, len(t.head))
	for i, c := range t.head {
		head[i].text = c.name
	}
	widths := t.share(width)
	lines = append(lines, t.textRow(head, widths)...)
	lines = append(lines, strings.Repeat("-", sum(widths)+2*(len(widths)-1)))
	for _, r := range t.rows {
		lines = append(lines, t.textRow(r, widths)...)
	}
	return lines
}

// share divides width: columns get what they want, but when that is too much the widest give way, those first that
// need not break a word.
func (t *table) share(width int) []int {
	want := t.widths(width)
	words := t.words()
	room := width - 2*(len(want)-1)
	for _, least := range [][]int{words, make([]int, len(want))} {
		for sum(want) > room {
			widest := -1
			for i, w := range want {
				if w > max(least[i], 4) && (widest < 0 || w > want[widest]) {
					widest = i
				}
			}
			if widest < 0 {
				break
			}
			want[widest]--
		}
	}
	return want
}

func sum(widths []int) (n int) {
	for _, w := range widths {
		n += w
	}
	return n
}

// words is what each column needs so that no word is broken, within bounds: source can be broken anywhere, the name
// of a row not at all.
func (t *table) words() []int {
	widths := make([]int, len(t.head))
	for i, c := range t.head {
		widths[i] = len(c.name)
		for _, r := range t.rows {
			text := ascii(r[i].text)
			if i == 0 {
				widths[i] = min(max(widths[i], len(text)), 16)
				continue
			}
			for _, w := range strings.Fields(text) {
				widths[i] = max(widths[i], len(w))
			}
		}
		if widths[i] = min(widths[i], 19); c.kind == code {
			widths[i] = min(widths[i], 10)
		}
	}
	return widths
}

// textRow is one row; a cell that is too long goes on in the lines below.
func (t *table) textRow(r []entry, widths []int) (lines []string) {
	cells := make([][]string, len(r))
	height := 1
	for i, e := range r {
		cells[i] = wrap(ascii(strings.ReplaceAll(clean(e.text), "\n", " ")), widths[i])
		height = max(height, len(cells[i]))
	}
	for y := range height {
		text := ""
		for i := range cells {
			part := ""
			if y < len(cells[i]) {
				part = cells[i][y]
			}
			if t.head[i].kind == right {
				part = strings.Repeat(" ", max(0, widths[i]-len(part))) + part
			}
			text += pad(part, widths[i]) + "  "
		}
		lines = append(lines, strings.TrimRight(text, " "))
	}
	return lines
}
