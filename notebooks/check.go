package notebooks

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A Difference is a cell whose outputs are not those stored in the file.
type Difference struct {
	Cell      int    // from 1, among the code cells
	ID, Line  string // the cell's id in the file, "" if it has none; the first line of its code
	Want, Got []string
}

// Differences is what is wrong with a notebook that ran well and gave other outputs than are stored.
type Differences []Difference

func (d Differences) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s gave other output than is stored (- stored, + now)", count(len(d), "cell"))
	for _, c := range d {
		b.WriteString("\n" + c.String())
	}
	return b.String()
}

// String is a heading that says which cell, and a diff.
func (d Difference) String() string {
	name := fmt.Sprintf("cell %d", d.Cell)
	if d.ID != "" {
		name += " (" + d.ID + ")"
	}
	return name + "  " + cut(d.Line) + "\n" + indent(diff(d.Want, d.Got), "  ")
}

func indent(s, by string) string {
	return by + strings.ReplaceAll(strings.TrimSuffix(s, "\n"), "\n", "\n"+by)
}

// stored is the outputs of a cell as they were in the file.
type stored struct {
	normal  []string
	outputs []*Output
	count   int
	list    any // the field in the file
	number  any
}

// skipTags are the tags of cells that run and whose outputs are not compared. Two of them are nbval's.
var skipTags = []string{"skip-check", "nbval-ignore-output", "nbval-skip"}

// skipComment does the same as skipTags, in the code.
var skipComment = regexp.MustCompile(`(?m)^\s*//\s*%%skip-check\s*$`)

// skipsCheck reports whether the outputs of the cell may be different each time.
func (c *Cell) skipsCheck() bool {
	return slices.ContainsFunc(skipTags, c.Tagged) || skipComment.MatchString(c.Source)
}

// remember keeps what is in the file, for compare and update.
func (j *job) remember(rules Sanitizer) {
	for _, c := range j.nb.code() {
		s := stored{outputs: c.Outputs, count: c.Count, list: c.node.get("outputs"), number: c.node.get("execution_count")}
		s.normal = rules.normal(c)
		j.stored = append(j.stored, s)
	}
}

// compare returns the cells of an executed notebook that gave other outputs than those it was read with.
func (j *job) compare(rules Sanitizer) Differences {
	var list Differences
	for i, c := range j.nb.code() {
		if c.skipsCheck() {
			continue
		}
		got, want := rules.normal(c), j.stored[i].normal
		if !slices.Equal(got, want) {
			list = append(list, Difference{Cell: i + 1, ID: stringOf(c.node, "id"), Line: firstLine(c.Source), Got: got, Want: want})
		}
	}
	return list
}

// keep puts back the outputs of all cells but those that are different, so that an update changes nothing else.
func (j *job) keep(different Differences) {
	cells := j.nb.code()
	for i, c := range cells {
		is := func(d Difference) bool { return d.Cell == i+1 }
		if s := j.stored[i]; !slices.ContainsFunc(different, is) && s.count > 0 {
			c.Outputs, c.Count = s.outputs, s.count
			c.node.set("outputs", s.list)
			c.node.set("execution_count", s.number)
		}
	}
}

// diff is the lines of two lists of outputs, one below the other, with a mark before those that only one of them has.
// Long stretches of equal lines are left out.
func diff(want, got []string) string {
	a, b := outputLines(want), outputLines(got)
	type row struct {
		mark byte
		text string
	}
	var rows []row
	common := longestCommon(a, b)
	i, k := 0, 0
	for _, pair := range append(common, [2]int{len(a), len(b)}) {
		for ; i < pair[0]; i++ {
			rows = append(rows, row{'-', a[i]})
		}
		for ; k < pair[1]; k++ {
			rows = append(rows, row{'+', b[k]})
		}
		if i < len(a) {
			rows = append(rows, row{' ', a[i]})
		}
		i, k = i+1, k+1
	}
	const around = 3 // equal lines that are shown before and after a difference
	var s strings.Builder
	skipped := false
	for i := range rows {
		near := rows[max(0, i-around):min(len(rows), i+around+1)]
		if slices.ContainsFunc(near, func(r row) bool { return r.mark != ' ' }) {
			fmt.Fprintf(&s, "%c %s\n", rows[i].mark, rows[i].text)
			skipped = false
		} else if !skipped {
			s.WriteString("  …\n")
			skipped = true
		}
	}
	return s.String()
}

// mostLines bounds what is compared line by line, since that takes time and memory by the square.
const mostLines = 2000

func outputLines(outputs []string) []string {
	if len(outputs) == 0 {
		return []string{"(nothing)"}
	}
	list := strings.Split(strings.TrimSuffix(strings.Join(outputs, "\n"), "\n"), "\n")
	if len(list) > mostLines {
		list = append(list[:mostLines:mostLines], "(and more lines)")
	}
	return list
}

// longestCommon is the places of the longest common subsequence of two lists of lines.
func longestCommon(a, b []string) [][2]int {
	length := make([][]int, len(a)+1) // length[i][k] of the lists from i and k on
	for i := range length {
		length[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for k := len(b) - 1; k >= 0; k-- {
			length[i][k] = max(length[i+1][k], length[i][k+1])
			if a[i] == b[k] {
				length[i][k] = length[i+1][k+1] + 1
			}
		}
	}
	var places [][2]int
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch {
		case a[i] == b[k]:
			places = append(places, [2]int{i, k})
			i, k = i+1, k+1
		case length[i+1][k] >= length[i][k+1]:
			i++
		default:
			k++
		}
	}
	return places
}
