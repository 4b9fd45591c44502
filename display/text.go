package display

import (
	"fmt"
	"strings"
)

const textWidth = 79

// timelineText writes the picture for terminals and diffs. short leaves the reasons out.
func timelineText(p *picture, short bool) string {
	heading, counted := p.title()
	lines := wrap(ascii(heading+": "+counted), textWidth)
	if p.sum != nil {
		for _, t := range p.tables() {
			if len(t.rows) > 0 {
				lines = append(append(lines, ""), t.text(textWidth)...)
			}
		}
		lines = append(lines, "")
	}
	legend := ""
	for _, q := range p.used {
		legend += lanes[q].letter + " " + q.String() + "  "
	}
	lines = append(lines, strings.TrimSpace(legend), "(letter = ran here, + or digit = queued here, | = waiting"+raceLegend(p, ", ")+")", "")
	w := textColumns(p)
	lines = append(lines, w.head(p))
	for i := range p.rows {
		lines = append(lines, w.row(p, &p.rows[i], short)...)
	}
	if notes := p.notes(); len(notes) > 0 {
		lines = append(lines, "")
		for _, n := range notes {
			lines = append(lines, wrap(ascii(n), textWidth)...)
		}
	}
	return tidy(lines)
}

// columnsOfText are the widths of the text form.
type columnsOfText struct{ steps, lanes, time, printed, what int }

func textColumns(p *picture) columnsOfText {
	w := columnsOfText{steps: 3, lanes: 2 * len(p.used), printed: 7}
	for i := range p.rows {
		r := &p.rows[i]
		if r.section != "" {
			continue
		}
		w.steps = max(w.steps, len(r.steps()))
		if r.event == nil {
			continue
		}
		if p.clock {
			w.time = max(w.time, 4, len(p.time(r.event))+1)
		}
		lines, _ := printed(r.event, 6, 60)
		for _, l := range lines {
			w.printed = max(w.printed, len(ascii(l)))
		}
	}
	w.printed = min(w.printed, 18)
	w.what = textWidth - w.steps - 2 - w.lanes - w.time - 1 - w.printed - 2
	return w
}

func (w columnsOfText) head(p *picture) string {
	names := ""
	for _, q := range p.used {
		names += lanes[q].letter + " "
	}
	return w.join("#", names, head(w.time, p.clockName()), "printed", "what ran, and why then")
}

func head(width int, name string) string {
	if width == 0 {
		return ""
	}
	return name
}

func (w columnsOfText) join(steps, lanes, time, printed, what string) string {
	return fmt.Sprintf("%*s  %s%*s %s  %s", w.steps, steps, pad(lanes, w.lanes), w.time, time, pad(printed, w.printed), what)
}

func (w columnsOfText) row(p *picture, r *row, short bool) []string {
	run, wait := laneText(p, r)
	if r.section != "" {
		text := "-- " + ascii(r.section) + " "
		before := w.join("", wait, "", "", "")
		before = before[:w.steps+2+w.lanes+1]
		return []string{before + text + strings.Repeat("-", max(0, textWidth-len(before)-len(text)))}
	}
	what, out, time := w.words(p, r, short)
	lines := []string{}
	for y := range max(len(what), len(out)) {
		left, right := "", ""
		if y < len(out) {
			left = out[y]
		}
		if y < len(what) {
			right = what[y]
		}
		if y == 0 {
			lines = append(lines, w.join(r.steps(), run, time, left, right))
		} else {
			lines = append(lines, w.join("", wait, "", left, right))
		}
	}
	return lines
}

// words is what a row says, wrapped to its columns.
func (w columnsOfText) words(p *picture, r *row, short bool) (what, out []string, time string) {
	if r.fold != nil {
		told, source, place, more := p.told(r.fold)
		what = wrap(ascii(strings.TrimSpace(told+" "+source+" "+place)), w.what)
		return append(what, wrap(ascii(more), w.what)...), nil, ""
	}
	e := r.event
	source, place := label(e)
	what = wrap(ascii(strings.TrimSpace(source+" "+place)), w.what)
	if !short {
		what = append(what, wrap(ascii(sentence(e)), w.what)...)
	}
	if e.Threw != "" {
		what = append(what, wrap(ascii("threw "+line(e.Threw, 120)), w.what)...)
	}
	lines, more := printed(e, 6, 60)
	for _, l := range lines {
		out = append(out, wrap(ascii(l), w.printed)...)
	}
	if more > 0 {
		out = append(out, "... "+number(more)+" more")
	}
	if p.clock {
		time = p.time(e)
	}
	return what, out, time
}

// laneText is the lanes of a row's first line and of the lines below it.
func laneText(p *picture, r *row) (run, wait string) {
	for l, q := range p.used {
		c := r.lanes[l]
		first, below := " ", " "
		if c.after > 0 {
			below = "|"
		}
		switch {
		case c.ran:
			first = lanes[q].letter
		case c.queued > 9:
			first = "*"
		case c.queued > 1:
			first = fmt.Sprint(c.queued)
		case c.queued == 1:
			first = "+"
		case c.before > 0 && c.after > 0:
			first = "|"
		}
		run, wait = run+first+" ", wait+below+" "
	}
	return run, wait
}
