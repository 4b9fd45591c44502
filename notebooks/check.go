package notebooks

import (
	"fmt"
	"regexp"
	"strings"
)

// A Difference is a cell whose outputs are not those stored in the file.
type Difference struct {
	Cell      int // from 1, among the code cells
	Got, Want []string
}

func (d *Difference) Error() string {
	return fmt.Sprintf("cell %d gave other output than is stored\n%s\n%s", d.Cell,
		indented("stored: ", d.Want), indented("  got:  ", d.Got))
}

func indented(label string, outputs []string) string {
	if len(outputs) == 0 {
		return label + "nothing"
	}
	pad := strings.Repeat(" ", len(label))
	return label + strings.ReplaceAll(strings.Join(outputs, "\n"), "\n", "\n"+pad)
}

// compare returns the first [Difference] between the outputs of an executed notebook and those it was read with.
func (j *job) compare() error {
	for i, c := range j.nb.code() {
		got, want := c.normal(), j.stored[i]
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			return &Difference{Cell: i + 1, Got: got, Want: want}
		}
	}
	return nil
}

// normal is the outputs of a cell as they are compared, without what is different each time.
func (c *Cell) normal() []string {
	var list []string
	for _, o := range c.Outputs {
		list = append(list, durations.ReplaceAllString(o.normal(), "<time>"))
	}
	return list
}

// durations are lengths of time as console.timeEnd and the like print them.
var durations = regexp.MustCompile(`\b\d+(\.\d+)?\s?(ms|s)\b`)
