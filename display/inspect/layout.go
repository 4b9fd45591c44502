package inspect

import (
	"math"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// layoutKind says what the entries are: properties stand one below the other when they do not fit, elements may
// stand in columns. element is one element of an array, which has no key.
type layoutKind int

const (
	properties layoutKind = iota
	element
	elements
)

// layout joins the entries of one level: on one line, in columns, or one below the other. o is the array or object
// they come from, nil when there is none.
func (p *printer) layout(out []string, base string, braces [2]string, kind layoutKind, level int, o *goja.Object) string {
	if base != "" {
		base += " "
	}
	if p.opt.Compact == CompactTrue {
		return p.layoutTight(out, base, braces)
	}
	if p.opt.Compact >= 1 {
		n := len(out)
		if kind == elements && n > 6 {
			out = p.columns(out, o)
		}
		if n == len(out) && p.shallow(level) {
			start := len(out) + p.indent + width16(braces[0]) + width16(base) + 10
			if base != "" {
				start--
			}
			if p.fits(out, start, base) && !broken(out) {
				return glue(base+braces[0]+" ", out, ", ", " "+braces[1])
			}
		}
	}
	margin := "\n" + spaces(p.indent)
	return glue(base+braces[0]+margin+"  ", out, ","+margin+"  ", margin+braces[1])
}

// glue is head + strings.Join(parts, between) + tail in one copy: of a deep value nearly all is copied at every level.
func glue(head string, parts []string, between, tail string) string {
	n := len(head) + len(tail) + len(between)*max(len(parts)-1, 0)
	for _, s := range parts {
		n += len(s)
	}
	var b strings.Builder
	b.Grow(n)
	b.WriteString(head)
	for x, s := range parts {
		if x > 0 {
			b.WriteString(between)
		}
		b.WriteString(s)
	}
	b.WriteString(tail)
	return b.String()
}

// shallow reports that at most Compact levels lie between this one and the innermost one last formatted.
func (p *printer) shallow(level int) bool {
	if level < 0 || p.level < 0 {
		return false
	}
	return p.level-level < p.opt.Compact
}

// layoutTight is the layout of compact: true.
func (p *printer) layoutTight(out []string, base string, braces [2]string) string {
	base = strings.TrimSuffix(base, " ")
	if p.fits(out, 0, base) && !(p.user.BreakLength == Infinity && broken(out)) {
		if base != "" {
			base = " " + base
		}
		return glue(braces[0]+base+" ", out, ", ", " "+braces[1])
	}
	margin := "\n" + spaces(p.indent)
	first := " "
	switch {
	case base != "":
		first = " " + base + margin + "  "
	case width16(braces[0]) != 1:
		first = margin + "  "
	}
	return glue(braces[0]+first, out, ","+margin+"  ", " "+braces[1])
}

// broken reports an entry of several lines. Only without a limit does such an entry keep a level from its one line.
func broken(out []string) bool {
	return slices.ContainsFunc(out, func(s string) bool { return strings.Contains(s, "\n") })
}

// fits reports that the entries, with start columns in front and a separator each, stay within the line.
func (p *printer) fits(out []string, start int, base string) bool {
	total := len(out) + start
	if total+len(out) > p.opt.BreakLength {
		return false
	}
	for _, s := range out {
		if !p.opt.Colors && len(s)/3 > p.opt.BreakLength { // three bytes make at least one unit: no need to count
			return false
		}
		total += p.width(s)
		if total > p.opt.BreakLength {
			return false
		}
	}
	return !strings.Contains(base, "\n")
}

// width is the length of an entry in UTF-16 units, without its colours.
func (p *printer) width(s string) int {
	if p.opt.Colors {
		s = stripControl(s)
	}
	return width16(s)
}

const separator = 2 // ", "

// columns puts the elements of an array into rows of equal columns, if that makes sense for their widths. The first
// elements decide the number of columns: about as many as make a rectangle two and a half times as wide as high, at
// most 16 (and 4 for each level of compact).
func (p *printer) columns(out []string, o *goja.Object) []string {
	n := len(out)
	if p.opt.MaxArrayLength < n {
		n-- // "... n more items" gets a row of its own
	}
	total, widest := 0, 0
	widths := make([]int, n)
	for x := range n {
		widths[x] = p.columnWidth(out[x])
		total += widths[x] + separator
		widest = max(widest, widths[x])
	}
	cell := widest + separator
	if p.user.BreakLength == unknown || cell*3+p.indent >= p.opt.BreakLength || float64(total)/float64(cell) <= 5 && widest > 6 {
		return out
	}
	bias := math.Sqrt(float64(cell) - float64(total)/float64(len(out)))
	biased := math.Max(float64(cell)-3-bias, 1)
	count := min(
		int(math.Round(math.Sqrt(2.5*biased*float64(n))/biased)),
		(p.opt.BreakLength-p.indent)/cell,
		p.opt.Compact*4,
		15,
	)
	if count <= 1 {
		return out
	}
	return p.rows(out, widths, count, p.numbersOnly(o, len(out)))
}

func (p *printer) rows(out []string, widths []int, count int, alignRight bool) []string {
	n := len(widths)
	columns := make([]int, 0, count)
	for x := range count {
		w := 0
		for y := x; y < n; y += count {
			w = max(w, widths[y])
		}
		columns = append(columns, w+separator)
	}
	var rows []string
	for x := 0; x < n; x += count {
		var row strings.Builder
		last := min(x+count, n) - 1
		for y := x; y < last; y++ {
			pad(&row, out[y]+", ", columns[y-x]-widths[y]-separator, alignRight)
		}
		tail := 0
		if alignRight {
			tail = columns[last-x] - widths[last] - separator
		}
		pad(&row, out[last], tail, alignRight)
		rows = append(rows, row.String())
	}
	return append(rows, out[n:]...)
}

func pad(row *strings.Builder, s string, n int, left bool) {
	if left {
		row.WriteString(spaces(n))
	}
	row.WriteString(s)
	if !left {
		row.WriteString(spaces(n))
	}
}

// numbersOnly reports that the first n elements are all numbers or bigints. It reads o again, as Node does.
func (p *printer) numbersOnly(o *goja.Object, n int) bool {
	if o == nil {
		return true
	}
	for x := range n {
		v := p.readName(o, itoa(x))
		if !goja.IsNumber(v) && !goja.IsBigInt(v) {
			return false
		}
	}
	return true
}
