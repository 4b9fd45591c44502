package display

import (
	"fmt"
	"strings"

	"loopbook/scheduler"
)

// timelineHTML writes the picture as a table. short leaves the reasons out.
func timelineHTML(p *picture, short bool) string {
	var b strings.Builder
	if p.sum != nil {
		b.WriteString(summaryHTML(p))
	}
	b.WriteString(el("table", tableStyle, "\n"+captionHTML(p)+headHTML(p)+"<tbody>\n"+bodyHTML(p, short)+"</tbody>\n"))
	for _, n := range p.notes() {
		b.WriteString("\n" + el("p", "margin:6px 0 0;font-size:12px", esc(n)))
	}
	return b.String() + "\n"
}

func captionHTML(p *picture) string {
	legend := ""
	for _, q := range p.used {
		legend += badge(lanes[q].ink, 16, false, lanes[q].letter) + " " + q.String() + " &nbsp; "
	}
	help := "filled: ran|ring: queued here|line: waiting" + raceLegend(p, "|")
	legend += el("span", "font-size:11px", strings.NewReplacer(" ", "&nbsp;", "|", " &nbsp; ").Replace(help))
	text := el("span", smallStyle, legend)
	if p.sum == nil {
		text = titleHTML(p) + "<br>" + text
	}
	return el("caption", "caption-side:top;text-align:left;padding:2px 6px 8px;font-size:13px;line-height:22px", text) + "\n"
}

func titleHTML(p *picture) string {
	heading, counted := p.title()
	return el("strong", "", esc(heading)) + ": " + esc(counted)
}

func raceLegend(p *picture, space string) string {
	if !p.races() {
		return ""
	}
	return space + "~ not guaranteed"
}

// timeWidth is what the longest time needs, in px.
func (p *picture) timeWidth() int {
	longest := 0
	for i := range p.rows {
		if e := p.rows[i].event; e != nil {
			longest = max(longest, len(p.time(e)))
		}
	}
	return max(40, 8*longest)
}

// headHTML also sets the widths of the columns: the layout is fixed, so that no text of the program can widen the table.
func headHTML(p *picture) string {
	numbers := 34
	for i := range p.rows {
		if p.rows[i].section == "" {
			numbers = max(numbers, min(18+8*len(p.rows[i].steps()), 98))
		}
	}
	cells := el(`th scope="col"`, headStyle("right", fmt.Sprintf("padding:2px 6px;width:%dpx", numbers-12)), "#")
	for _, q := range p.used {
		style := "text-align:center;padding:2px 0;width:24px;font-size:11px;font-weight:400;border-bottom:3px solid " + lanes[q].fill
		cells += el(fmt.Sprintf(`th scope="col" title="%s"`, q), style, lanes[q].letter)
	}
	if p.clock {
		cells += el(`th scope="col" title="milliseconds"`, headStyle("right", fmt.Sprintf("padding:2px 6px;width:%dpx", p.timeWidth())), p.clockName())
	}
	cells += el(`th scope="col"`, headStyle("left", "padding:2px 8px"), "what ran, and why then")
	cells += el(`th scope="col"`, headStyle("left", fmt.Sprintf("padding:2px 8px;width:%d%%", p.printedWidth())), "printed")
	return "<thead>" + el("tr", trStyle, cells) + "</thead>\n"
}

func headStyle(align, more string) string {
	return "text-align:" + align + ";vertical-align:bottom;font-size:12px;" + more
}

// printedWidth is the share of the last column, in percent: by what is printed.
func (p *picture) printedWidth() int {
	longest := 7
	for _, r := range p.rows {
		if r.event == nil {
			continue
		}
		lines, _ := printed(r.event, 6, 100)
		for _, l := range lines {
			longest = max(longest, len(l))
		}
	}
	return min(14+longest/2, 30)
}

func bodyHTML(p *picture, short bool) string {
	var b strings.Builder
	for i := range p.rows {
		r := &p.rows[i]
		switch {
		case r.section != "":
			b.WriteString(sectionHTML(p, r))
		case r.fold != nil:
			b.WriteString(foldHTML(p, r))
		default:
			b.WriteString(eventHTML(p, r, short))
		}
	}
	return b.String()
}

func laneCells(p *picture, r *row, threw bool) (cells string) {
	for l, q := range p.used {
		cells += laneCell(q, r.lanes[l], threw && r.lanes[l].ran)
	}
	return cells
}

func sectionHTML(p *picture, r *row) string {
	span := 2
	if p.clock {
		span = 3
	}
	style := "text-align:left;padding:3px 8px;font-size:11px;line-height:16px;border-top:" + rule + ";background:" + stripe
	return el("tr", trStyle, "<td></td>"+laneCells(p, r, false)+el(fmt.Sprintf(`td colspan="%d"`, span), style, esc(r.section))) + "\n"
}

func numberHTML(steps string) string {
	return el(`th scope="row"`, "text-align:right;vertical-align:top;padding:4px 6px;font-size:13px;line-height:18px;font-weight:700", esc(steps))
}

func eventHTML(p *picture, r *row, short bool) string {
	e := r.event
	cells := numberHTML(r.steps()) + laneCells(p, r, e.Threw != "")
	if p.clock {
		cells += el("td", "text-align:right;vertical-align:top;padding:4px 6px;border-top:"+rule+";font-size:12px;line-height:18px", p.time(e))
	}
	code, place := label(e)
	text := htmlCode(code) + " " + el("strong", "", esc(place))
	if !short {
		text += "<br>" + el("span", smallStyle, esc(sentence(e)))
	}
	if e.Threw != "" {
		text += "<br>" + pill(red, "threw") + " " + htmlCode(line(e.Threw, 120))
	}
	return el("tr", trStyle, cells+el("td", tdStyle, text)+el("td", tdStyle, printedHTML(e))) + "\n"
}

// sentence is who made the callback and why it ran then.
func sentence(e *scheduler.Event) string {
	if c := cause(e); c != "" {
		return c + "; " + why(e)
	}
	return why(e)
}

func printedHTML(e *scheduler.Event) string {
	lines, more := printed(e, 6, 100)
	for i, l := range lines {
		lines[i] = el("samp", codeStyle, esc(l))
	}
	if more > 0 {
		lines = append(lines, el("span", smallStyle, "... "+number(more)+" more"))
	}
	return strings.Join(lines, "<br>")
}

func foldHTML(p *picture, r *row) string {
	what, code, place, more := p.told(r.fold)
	text := el("strong", "", esc(what))
	if code != "" {
		text += " " + htmlCode(code) + " " + el("strong", "", esc(place))
	}
	text += "<br>" + el("span", smallStyle, esc(more)) + detailsHTML(p, r.fold)
	span := 2
	if p.clock {
		span = 3
	}
	cells := numberHTML(r.steps()) + laneCells(p, r, false) + el(fmt.Sprintf(`td colspan="%d"`, span), tdStyle, text)
	return el("tr", trStyle, cells) + "\n"
}

// detailsHTML lists what is folded where a fold can be opened; its sum stands outside, for paper. Steps of one line
// differ by nothing but their number.
func detailsHTML(p *picture, f *fold) string {
	const most = 40
	if f.alike && f.printed() == 0 || p.sum != nil {
		return ""
	}
	var b strings.Builder
	for i, e := range f.events[:min(len(f.events), most)] {
		if i > 0 {
			b.WriteString("<br>")
		}
		code, place := label(e)
		b.WriteString(esc(fmt.Sprintf("%s %s %s %s", stepName(e.N), lanes[e.Queue].letter, place, line(code, 60))))
		if lines, _ := printed(e, 1, 40); len(lines) > 0 {
			b.WriteString(": " + esc(lines[0]))
		}
	}
	if more := len(f.events) - most; more > 0 {
		b.WriteString("<br>... and " + number(more) + " more")
	}
	return "<details>" + el("summary", smallStyle, "list") + el("span", mono, b.String()) + "</details>"
}
