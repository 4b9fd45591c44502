package realm

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"loopbook/display"
	"loopbook/display/inspect"
)

// Headings of console.table.
const (
	indexHeading     = "(index)"
	iterationHeading = "(iteration index)"
	keyHeading       = "Key"
	valuesHeading    = "Values"
)

// table implements console.table(data[, columns]): Node's frame of box-drawing characters, and in a notebook a table
// beside it.
func (c *console) table(call goja.FunctionCall) goja.Value {
	data, ok := call.Argument(0).(*goja.Object)
	if _, function := goja.AssertFunction(call.Argument(0)); !ok || function {
		return c.print("stdout", []goja.Value{call.Argument(0)})
	}
	t := &consoleTable{c: c}
	if columns := call.Argument(1); !goja.IsUndefined(columns) {
		t.only = c.columnNames(columns)
	}
	t.fill(data)
	c.showTable(t.grid())
	return goja.Undefined()
}

// showTable prints a table; in a cell, it is shown.
func (c *console) showTable(g display.Grid) {
	text := frameTable(g.Head, g.Rows)
	x := c.r.current()
	if x == nil {
		x = c.r.running
	}
	if x == nil {
		c.line("stdout", text)
		return
	}
	if c.indent != "" {
		text = c.indent + strings.ReplaceAll(text, "\n", "\n"+c.indent)
	}
	if c.r.trace != nil {
		c.r.trace.print(text)
	}
	if _, kept := x.cell.Output.(muted); !kept {
		x.cell.Output.Display(g.Show(text), false)
	}
}

// columnNames reads the second argument; the strings are never nil.
func (c *console) columnNames(v goja.Value) []string {
	list, ok := v.(*goja.Object)
	if !ok || list.ClassName() != "Array" {
		panic(c.r.newCodedError("TypeError", "ERR_INVALID_ARG_TYPE", `The "properties" argument must be an instance of Array. Received `+c.r.received(v)))
	}
	names := []string{}
	for i := range int(list.Get("length").ToInteger()) {
		names = append(names, text(list.Get(itoa(i)), "undefined"))
	}
	return names
}

// consoleTable collects the columns of a table.
type consoleTable struct {
	c     *console
	only  []string // the columns that were asked for, nil for all
	heads []string
	cells map[string]map[int]string // by column and row
	index []string                  // of the rows
	kind  string                    // the heading of the index
}

func (t *consoleTable) fill(data *goja.Object) {
	t.kind, t.cells = indexHeading, map[string]map[int]string{}
	if keys, values, ok := t.c.r.inspector.Contents(data); ok {
		t.collection(keys, values)
		return
	}
	var primitives map[int]string
	for i, key := range data.Keys() {
		t.index = append(t.index, key)
		v := data.Get(key)
		item, ok := v.(*goja.Object)
		if !ok {
			if primitives == nil {
				primitives = map[int]string{}
			}
			primitives[i] = t.format(v)
			continue
		}
		t.row(i, item)
	}
	sortIndexes(t.heads)
	if primitives != nil {
		t.heads = append(t.heads, valuesHeading)
		t.cells[valuesHeading+"\x00"] = primitives
	}
}

// collection fills in a Map, a Set or an iterator.
func (t *consoleTable) collection(keys, values []goja.Value) {
	t.kind = iterationHeading
	t.heads = []string{valuesHeading}
	if values != nil {
		t.heads = []string{keyHeading, valuesHeading}
	}
	for i, k := range keys {
		t.index = append(t.index, itoa(i))
		if values == nil {
			t.set(valuesHeading, i, t.format(k))
			continue
		}
		t.set(keyHeading, i, t.format(k))
		t.set(valuesHeading, i, t.format(values[i]))
	}
}

// row adds one row: an object's properties by column.
func (t *consoleTable) row(i int, item *goja.Object) {
	keys := t.only
	if keys == nil {
		keys = item.Keys()
	}
	for _, k := range keys {
		if t.cells[k] == nil {
			t.heads = append(t.heads, k)
		}
		value := ""
		if hasOwn(item, k) {
			value = t.format(item.Get(k))
		}
		t.set(k, i, value)
	}
}

func (t *consoleTable) set(column string, row int, value string) {
	if t.cells[column] == nil {
		t.cells[column] = map[int]string{}
	}
	t.cells[column][row] = value
}

// sortIndexes puts names that are array indexes first, in ascending order, as an object has them.
func sortIndexes(names []string) {
	index := func(s string) (uint64, bool) {
		n, err := strconv.ParseUint(s, 10, 32)
		return n, err == nil && strconv.FormatUint(n, 10) == s && n < 1<<32-1
	}
	slices.SortStableFunc(names, func(a, b string) int {
		m, isA := index(a)
		n, isB := index(b)
		switch {
		case isA && isB && m != n:
			return map[bool]int{true: -1, false: 1}[m < n]
		case isA && !isB:
			return -1
		case isB && !isA:
			return 1
		}
		return 0
	})
}

// format writes one cell: nested objects are folded, as Node's depth of 0 or -1 does.
func (t *consoleTable) format(v goja.Value) string {
	options := inspect.Default()
	options.MaxArrayLength, options.BreakLength, options.Depth = 3, 1<<30, 0
	if o, ok := v.(*goja.Object); ok && o.ClassName() != "Array" && o.ClassName() != "Function" && len(o.Keys()) > 2 {
		options.Depth = -2 // nothing of it: -1 is no limit here
	}
	s, err := t.c.r.inspector.Inspect(v, options)
	if err != nil {
		panic(err)
	}
	return s
}

// grid is what was collected, row by row.
func (t *consoleTable) grid() display.Grid {
	g := display.Grid{Head: append([]string{t.kind}, t.heads...)}
	for i, key := range t.index {
		line := []string{key}
		for n, head := range t.heads {
			column := t.cells[head]
			if primitives := t.cells[valuesHeading+"\x00"]; primitives != nil && n == len(t.heads)-1 {
				column = primitives
			}
			line = append(line, column[i])
		}
		g.Rows = append(g.Rows, line)
	}
	return g
}

// frameTable writes header and rows as Node's console.table does.
func frameTable(header []string, rows [][]string) string {
	widths := make([]int, len(header))
	for _, line := range append([][]string{header}, rows...) {
		for i, cell := range line {
			widths[i] = max(widths[i], inspect.Width(cell)+2)
		}
	}
	rule := func(left, middle, right string) string {
		parts := make([]string, len(widths))
		for i, w := range widths {
			parts[i] = strings.Repeat("─", w)
		}
		return left + strings.Join(parts, middle) + right
	}
	text := func(line []string) string {
		parts := make([]string, len(line))
		for i, cell := range line {
			parts[i] = " " + cell + strings.Repeat(" ", widths[i]-inspect.Width(cell)-1)
		}
		return "│" + strings.Join(parts, "│") + "│"
	}
	out := []string{rule("┌", "┬", "┐"), text(header), rule("├", "┼", "┤")}
	for _, line := range rows {
		out = append(out, text(line))
	}
	return strings.Join(append(out, rule("└", "┴", "┘")), "\n")
}
