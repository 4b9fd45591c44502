package realm

import (
	"strings"

	"github.com/dop251/goja"

	"loopbook/display/inspect"
)

// table implements console.table(data[, columns]) with Node's frame of box-drawing characters.
func (c *console) table(call goja.FunctionCall) goja.Value {
	data, ok := call.Argument(0).(*goja.Object)
	if !ok {
		return c.print("stdout", call.Arguments)
	}
	t := &consoleTable{c: c, rows: map[string]map[string]string{}}
	if only, ok := call.Argument(1).(*goja.Object); ok {
		for i := range int(only.Get("length").ToInteger()) {
			t.addColumn(only.Get(itoa(i)).String())
		}
		t.fixed = true
	}
	t.fill(data)
	c.line("stdout", t.String())
	return goja.Undefined()
}

// consoleTable collects cells by row and column.
type consoleTable struct {
	c       *console
	index   string // header of the first column
	order   []string
	rows    map[string]map[string]string
	columns []string
	values  map[string]string // primitive rows
	fixed   bool
}

func (t *consoleTable) addColumn(name string) {
	for _, have := range t.columns {
		if have == name {
			return
		}
	}
	t.columns = append(t.columns, name)
}

// fill reads the rows of an array, a Map, a Set or an object.
func (t *consoleTable) fill(data *goja.Object) {
	t.index, t.values = "(index)", map[string]string{}
	switch data.ClassName() {
	case "Map":
		t.index = "(iteration index)"
		t.fillMap(data)
		return
	case "Set":
		t.index = "(iteration index)"
		i := 0
		t.c.r.rt.ForOf(data, func(v goja.Value) bool { t.row(itoa(i), v); i++; return true })
		return
	}
	for _, key := range data.Keys() {
		t.row(key, data.Get(key))
	}
}

func (t *consoleTable) fillMap(data *goja.Object) {
	t.addColumn("Key")
	t.addColumn("Values")
	i := 0
	t.c.r.rt.ForOf(data, func(entry goja.Value) bool {
		e := entry.(*goja.Object)
		key := itoa(i)
		t.order = append(t.order, key)
		t.rows[key] = map[string]string{"Key": t.format(e.Get("0")), "Values": t.format(e.Get("1"))}
		i++
		return true
	})
}

// row adds one row: an object's properties by column, anything else under "Values".
func (t *consoleTable) row(key string, v goja.Value) {
	t.order = append(t.order, key)
	cells := map[string]string{}
	t.rows[key] = cells
	o, ok := v.(*goja.Object)
	if _, isFunction := goja.AssertFunction(v); !ok || isFunction {
		t.values[key] = t.format(v)
		return
	}
	for _, k := range o.Keys() {
		if !t.fixed {
			t.addColumn(k)
		}
		cells[k] = t.format(o.Get(k))
	}
}

// format writes one cell: nested objects are folded, as Node's depth of 0 or -1 does.
func (t *consoleTable) format(v goja.Value) string {
	options := inspect.Default()
	options.MaxArrayLength, options.BreakLength, options.Depth = 3, 1<<30, 0
	if o, ok := v.(*goja.Object); ok && len(o.Keys()) > 2 {
		options.Depth = -2
	}
	s, err := t.c.r.inspector.Inspect(v, options)
	if err != nil {
		panic(err)
	}
	return s
}

// String draws the frame.
func (t *consoleTable) String() string {
	header := append([]string{t.index}, t.columns...)
	if len(t.values) > 0 {
		header = append(header, "Values")
	}
	lines := [][]string{}
	for _, key := range t.order {
		line := []string{key}
		for _, column := range t.columns {
			line = append(line, t.rows[key][column])
		}
		if len(t.values) > 0 {
			line = append(line, t.values[key])
		}
		lines = append(lines, line)
	}
	return frameTable(header, lines)
}

// frameTable writes header and rows as Node's console.table does.
func frameTable(header []string, rows [][]string) string {
	widths := make([]int, len(header))
	for _, line := range append([][]string{header}, rows...) {
		for i, cell := range line {
			widths[i] = max(widths[i], textWidth(cell)+2)
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
			parts[i] = " " + cell + strings.Repeat(" ", widths[i]-textWidth(cell)-1)
		}
		return "│" + strings.Join(parts, "│") + "│"
	}
	out := []string{rule("┌", "┬", "┐"), text(header), rule("├", "┼", "┤")}
	for _, line := range rows {
		out = append(out, text(line))
	}
	return strings.Join(append(out, rule("└", "┴", "┘")), "\n")
}

// textWidth is the number of terminal columns of s; wide East Asian characters and emoji take two.
func textWidth(s string) int {
	n := 0
	for _, c := range s {
		n++
		if c >= 0x1100 && (c <= 0x115f || c >= 0x2e80 && c <= 0xa4cf || c >= 0xac00 && c <= 0xd7a3 || c >= 0xf900 && c <= 0xfaff ||
			c >= 0xfe30 && c <= 0xfe6f || c >= 0xff00 && c <= 0xff60 || c >= 0xffe0 && c <= 0xffe6 || c >= 0x1f300 && c <= 0x1faff) {
			n++
		}
	}
	return n
}
