package realm

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"loopbook/display"
	"loopbook/kernel/realm/lower"
	"loopbook/scheduler"
)

// A comparison is two runs to be shown side by side.
//
//	%%compare cjs esm     the cell, run twice
//	%%compare 3           cell 3 as it was recorded, and this cell
//	%%compare             the last one that was recorded, and this cell: before and after a change
//	%compare 3 5          two cells that were recorded
type comparison struct {
	sides []side
}

// A side is one of the two runs: one that was recorded, or one that is still to come.
type side struct {
	name string
	mode string // how the cell is to be run; "" as it is
	run  *traced
}

// modes are the ways in which a cell can be run, with their names in pictures.
var modes = map[string]string{"cjs": "CommonJS", "esm": "ES module", "real": "real time", "virtual": "virtual time"}

// counterpart is what a mode is compared with if no other is named.
var counterpart = map[string]string{"cjs": "esm", "esm": "cjs", "real": "virtual", "virtual": "real"}

func (x *execution) compareMagic(m lower.Magic) error {
	words := strings.Fields(m.Args)
	if len(words) > 2 {
		return fmt.Errorf("%s takes at most two runs, not %q", sign(m), m.Args)
	}
	c := &comparison{}
	for _, word := range words {
		s, err := x.r.side(m, word)
		if err != nil {
			return err
		}
		c.sides = append(c.sides, s)
	}
	c.complete(x)
	if m.Notebook {
		return x.compareStored(m, c)
	}
	if c.sides[0].run == nil && c.sides[1].run == nil && c.sides[0].mode == c.sides[1].mode {
		return fmt.Errorf("%s: no cell was recorded before this one. Begin one with %%%%timeline, or name two ways to run this: cjs, esm, real, virtual", sign(m))
	}
	x.pictures.comparison = c
	x.enterMode(c.next())
	return nil
}

// side reads one word of %%compare.
func (r *Realm) side(m lower.Magic, word string) (side, error) {
	if name, ok := modes[word]; ok {
		return side{name: name, mode: word}, nil
	}
	if word == "last" {
		t := r.lastTrace()
		if t == nil {
			return side{}, fmt.Errorf("%s: no cell was recorded yet. Begin one with %%%%timeline", sign(m))
		}
		return side{name: "cell " + cellTag(t.count), run: t}, nil
	}
	n, err := strconv.Atoi(strings.Trim(strings.TrimPrefix(word, "In"), "[]"))
	if err != nil {
		return side{}, fmt.Errorf("%s knows cjs, esm, real, virtual, last and the numbers of cells, not %q", sign(m), word)
	}
	t := r.traceOf(n)
	if t == nil {
		return side{}, fmt.Errorf("%s: cell [%d] was not recorded. Begin it with %%%%timeline and run it again", sign(m), n)
	}
	return side{name: "cell " + cellTag(n), run: t}, nil
}

// complete adds the sides that were not named.
func (c *comparison) complete(x *execution) {
	here := side{name: "cell " + cellTag(x.cell.Count)}
	switch {
	case len(c.sides) == 0:
		c.sides = []side{{name: "before", run: x.r.lastTrace()}, {name: "after"}}
	case len(c.sides) == 1 && c.sides[0].run == nil:
		other := counterpart[c.sides[0].mode]
		c.sides = append([]side{{name: modes[other], mode: other}}, c.sides...)
	case len(c.sides) == 1:
		c.sides = append(c.sides, here)
	}
}

// compareStored shows two runs that were recorded: %compare in a cell without code.
func (x *execution) compareStored(m lower.Magic, c *comparison) error {
	if slices.ContainsFunc(c.sides, func(s side) bool { return s.run == nil }) {
		return fmt.Errorf("%s without code compares two recorded cells: %%compare 3 5", sign(m))
	}
	x.cell.Output.Display(c.diff(), false)
	return nil
}

// next is the first side that has not run; nil if both have.
func (c *comparison) next() *side {
	for i := range c.sides {
		if c.sides[i].run == nil {
			return &c.sides[i]
		}
	}
	return nil
}

// enterMode makes the cell run as s wants it.
func (x *execution) enterMode(s *side) {
	switch {
	case s == nil:
		return
	case s.mode == "cjs" || s.mode == "esm":
		x.esm = s.mode == "esm"
	case s.mode != "":
		x.virtual = s.mode == "virtual"
	}
	if s.mode != "" {
		x.cell.Output.Stream("stdout", "-- "+s.name+" --\n")
	}
}

// again takes the trace of a run for a comparison and starts the next run; false if nothing is left to run.
func (x *execution) again(t *traced) bool {
	c := x.pictures.comparison
	if c == nil || t == nil {
		return false
	}
	if s := c.next(); s != nil {
		s.run = t
	}
	next := c.next()
	if next == nil || x.err != nil && x.err.Name == "KeyboardInterrupt" {
		return false
	}
	x.settled, x.threw, x.dead, x.drained, x.err = false, false, false, false, nil
	x.result, x.shown, x.watched = nil, nil, nil
	x.between = true
	x.enterMode(next)
	x.r.loop.PostMain(func() error {
		x.between = false
		x.adopt()
		x.r.loop.SetVirtual(x.virtual)
		return x.launch()
	})
	return true
}

// show draws the two runs, if both came to their end.
func (c *comparison) show(show func(display.Bundle)) {
	if c.next() == nil {
		show(c.diff())
	}
}

func (c *comparison) diff() display.Bundle {
	var runs [2]display.Run
	for i := range runs {
		runs[i] = display.Run{Name: c.sides[i].name, Trace: c.sides[i].run.trace}
	}
	return display.Diff(runs[0], runs[1])
}

// diffOf compares two traces of a program's own choice.
func diffOf(a, b *scheduler.Trace) display.Bundle {
	name := func(t *scheduler.Trace, otherwise string) string {
		if t.Cell == "" {
			return otherwise
		}
		return "cell " + t.Cell
	}
	nameA, nameB := name(a, "first"), name(b, "second")
	if nameA == nameB {
		nameA, nameB = "before", "after"
	}
	return display.Diff(display.Run{Name: nameA, Trace: a}, display.Run{Name: nameB, Trace: b})
}
