package display

import "fmt"

// A Grid is a table of values that a program shows: console.table's. The first column names the rows.
type Grid struct {
	Head []string
	Rows [][]string // each as long as Head
}

// Show writes the grid as HTML and Markdown, with plain as its text. What is too long for a page is cut, and counted.
func (g Grid) Show(plain string) Bundle {
	return Text(plain).With(MIMEMarkdown, fit(markdownLimit, func(limit int) string { return g.table(limit).markdown() })).
		With(MIMEHTML, fit(htmlLimit, func(limit int) string { return g.table(limit).html() }))
}

// The most a grid shows on a page: beyond it, the plain text has all.
const (
	shownRows    = 1000
	shownColumns = 10
)

// squeeze gives the columns of a table that is wider than a page fixed shares of it, in which long words break.
func (t *table) squeeze() {
	const page, letter, padding = 540, 7, 12 // px
	widths := t.widths(30)
	wide, all := 0, 0
	for _, w := range widths {
		wide += w*letter + padding
		all += w + 2
	}
	if wide <= page {
		return
	}
	t.breaks = true
	for i, w := range widths {
		t.head[i].width = fmt.Sprintf("%d%%", 100*(w+2)/all)
	}
}

func (g Grid) table(limit int) *table {
	if limit == rowLimit {
		limit = shownRows
	}
	t := &table{}
	columns := min(len(g.Head), shownColumns)
	for i, name := range g.Head[:columns] {
		kind := code
		if i == 0 {
			kind = left
		}
		t.head = append(t.head, column{name: line(name, 60), kind: kind})
	}
	for _, r := range g.Rows[:min(len(g.Rows), limit)] {
		cells := make([]string, columns)
		for i := range cells {
			cells[i] = line(r[i], 100)
		}
		t.rows = append(t.rows, plainEntries(cells...))
	}
	t.squeeze()
	if more := len(g.Rows) - limit; more > 0 {
		t.counted = count(more, "more row")
	}
	if more := len(g.Head) - columns; more > 0 {
		if t.counted != "" {
			t.counted += " and "
		}
		t.counted += count(more, "more column")
	}
	if t.counted != "" {
		t.title, t.counted = "Table", t.counted+" not shown"
	}
	return t
}
