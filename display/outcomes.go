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
	Step  int             // the step that settled it; 0: not known
}

const outcomeLimit = 100

// Outcomes shows how several promises ended, one row each, with the order in which they did.
func Outcomes(outcomes []Outcome) Bundle {
	t := outcomeTable(outcomes)
	notes := ""
	if more := len(outcomes) - outcomeLimit; more > 0 {
		notes = count(more, "more outcome") + " not shown"
	}
	text, md, html := tidy(t.text(textWidth)), t.markdown(), t.html()
	if notes != "" {
		text, md, html = text+notes+"\n", md+"\n"+notes+"\n", html+el("p", "margin:0 6px;font-size:12px", notes)+"\n"
	}
	return Text(text).With(MIMEMarkdown, md).With(MIMEHTML, html)
}

func outcomeTable(outcomes []Outcome) *table {
	t := &table{title: "Outcomes", head: []column{{"", right, ""}, {"status", left, ""}, {"value / reason", code, ""}}}
	counts := map[scheduler.State]int{}
	for _, o := range outcomes {
		counts[o.State]++
	}
	t.counted = fmt.Sprintf("%s fulfilled, %s rejected", number(counts[scheduler.Fulfilled]), number(counts[scheduler.Rejected]))
	if n := counts[scheduler.Pending]; n > 0 {
		t.counted += ", " + number(n) + " pending"
	}
	if slices.ContainsFunc(outcomes, func(o Outcome) bool { return o.Name != "" }) {
		t.head[0].kind = code
	}
	ordered := slices.ContainsFunc(outcomes, func(o Outcome) bool { return o.Order > 0 })
	if ordered {
		t.head = append(t.head, column{"settled", right, ""})
	}
	for i, o := range outcomes[:min(len(outcomes), outcomeLimit)] {
		row := []entry{{text: line(cmp.Or(o.Name, fmt.Sprint(i)), 40)}, branch{Promise: &scheduler.Promise{State: o.State}}.state(), {text: line(o.Value, 80)}}
		if ordered {
			row = append(row, entry{text: settledAs(o)})
		}
		t.rows = append(t.rows, row)
	}
	return t
}

// settledAs is "2nd, at #7".
func settledAs(o Outcome) string {
	if o.Order == 0 {
		return "-"
	}
	text := ordinal(o.Order)
	if o.Step > 0 {
		text += ", at " + stepName(o.Step)
	}
	return text
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
