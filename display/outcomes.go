package display

import (
	"cmp"
	"fmt"
	"slices"

	"loopbook/scheduler"
)

// An Outcome is one element of what Promise.allSettled gives, or one promise of an array or object of promises.
type Outcome struct {
	Name  string          // a key; empty: its index is its name
	State scheduler.State // Fulfilled, Rejected, or Pending when a promise was looked at too early
	Value string          // value or reason as text; bounded here
	Order int             // the how-manieth it was to be settled, from 1; 0: not known or not settled
	At    string          // where or when that was: "#7 L4", "30 ms", "in the body"; empty: not known
}

// Outcomes shows how several promises ended, one row each, with the order in which they did, and where that was.
func Outcomes(outcomes []Outcome) Bundle {
	return threeForms(func(limit int) string { return tidy(outcomeTable(outcomes, limit).text(textWidth)) },
		func(limit int) string { return outcomeTable(outcomes, limit).markdown() },
		func(limit int) string { return outcomeTable(outcomes, limit).html() })
}

func outcomeTable(outcomes []Outcome, limit int) *table {
	t := &table{title: "Outcomes", head: []column{{"promise", right, ""}, {"status", left, ""}, {"value / reason", code, ""}}}
	counts := map[scheduler.State]int{}
	for _, o := range outcomes {
		counts[o.State]++
	}
	t.counted = fmt.Sprintf("%s fulfilled, %s rejected", number(counts[scheduler.Fulfilled]), number(counts[scheduler.Rejected]))
	if n := counts[scheduler.Pending]; n > 0 {
		t.counted += ", " + number(n) + " pending"
	}
	if more := len(outcomes) - limit; more > 0 {
		t.counted += fmt.Sprintf(" (%s not shown)", number(more))
	}
	if slices.ContainsFunc(outcomes, func(o Outcome) bool { return o.Name != "" }) {
		t.head[0].kind = code
	}
	ordered := slices.ContainsFunc(outcomes, func(o Outcome) bool { return o.Order > 0 })
	placed := slices.ContainsFunc(outcomes, func(o Outcome) bool { return o.At != "" })
	if ordered {
		t.head = append(t.head, column{"order", right, ""})
	}
	if placed {
		t.head = append(t.head, column{"settled at", left, ""})
	}
	for i, o := range outcomes[:min(len(outcomes), limit)] {
		row := []entry{{text: line(cmp.Or(o.Name, fmt.Sprint(i)), 40)}, branch{Promise: &scheduler.Promise{State: o.State}}.state(), {text: line(o.Value, 80)}}
		if ordered {
			row = append(row, entry{text: settledAs(o)})
		}
		if placed {
			row = append(row, entry{text: cmp.Or(line(o.At, 40), "-")})
		}
		t.rows = append(t.rows, row)
	}
	return t
}

// settledAs is "2nd".
func settledAs(o Outcome) string {
	if o.Order == 0 {
		return "-"
	}
	return ordinal(o.Order)
}

func ordinal(n int) string {
	ending := "th"
	if n%100/10 != 1 {
		switch n % 10 {
		case 1:
			ending = "st"
		case 2:
			ending = "nd"
		case 3:
			ending = "rd"
		}
	}
	return fmt.Sprint(n, ending)
}
