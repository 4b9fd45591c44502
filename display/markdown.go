package display

import (
	"regexp"
	"strings"

	"loopbook/scheduler"
)

// mdSpecial is what would be markup in a Markdown table; < and & would be HTML.
var mdSpecial = strings.NewReplacer("\\", "\\\\", "|", "\\|", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "<", "&lt;", ">", "&gt;", "&", "&amp;",
	"$", "\\$", "~", "\\~")

// mdText is plain text in Markdown: ASCII, on one line, and never markup.
func mdText(s string) string {
	return mdSpecial.Replace(ascii(strings.ReplaceAll(clean(s), "\n", " ")))
}

// mdBlock matches what would make a paragraph something else: a heading, a list, a rule.
var mdBlock = regexp.MustCompile(`^(\d*)([-+=#.)])`)

// mdParagraph is Markdown as a paragraph of its own.
func mdParagraph(md string) string {
	return mdBlock.ReplaceAllString(strings.TrimSpace(md), `$1\$2`) + "\n"
}

// mdCode is a code span in a table. Its fence is longer than any run of backticks in it. Parsers disagree about pipes in
// code spans of tables (GitHub's unescapes them, pandoc does not): what has one is shown as text, where they agree.
func mdCode(s string) string {
	s = strings.TrimSpace(ascii(strings.ReplaceAll(clean(s), "\n", " ")))
	if s == "" {
		return ""
	}
	if strings.Contains(s, "|") {
		return mdText(s)
	}
	fence, run := 0, 0
	for _, r := range s {
		if r == '`' {
			run++
			fence = max(fence, run)
		} else {
			run = 0
		}
	}
	ticks := strings.Repeat("`", fence+1)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return ticks + s + ticks
}

// timelineMarkdown writes the picture as a table of one row for each step. short leaves the reasons out.
func timelineMarkdown(p *picture, short bool) string {
	heading, counted := p.title()
	var b strings.Builder
	b.WriteString("**" + mdText(heading) + "** (" + mdText(counted) + ")\n\n")
	if p.sum != nil {
		for _, t := range p.tables() {
			if len(t.rows) > 0 {
				b.WriteString(t.markdown() + "\n")
			}
		}
	}
	columns := []mdColumn{{"#", "--:"}, {"queue", ":-----"}}
	if p.clock {
		columns = append(columns, mdColumn{p.clockName(), "--:"})
	}
	columns = append(columns, mdColumn{"what ran", ":---------------"}, mdColumn{"printed", ":------"})
	if !short {
		columns = append(columns, mdColumn{"queued by", ":-----------"}, mdColumn{"why now", ":---------------"})
	}
	b.WriteString(mdHead(columns))
	for i := range p.rows {
		b.WriteString(mdRow(markdownCells(p, &p.rows[i], short)))
	}
	for _, n := range append(p.notes(), strings.TrimSpace(raceLegend(p, ""))) {
		if n != "" {
			b.WriteString("\n" + mdText(n) + "\n")
		}
	}
	return b.String()
}

// An mdColumn is a heading and the dashes under it, whose number is the column's share of the width in print.
type mdColumn struct{ name, dashes string }

func mdHead(columns []mdColumn) string {
	head, dashes := "|", "|"
	for _, c := range columns {
		head += " " + mdText(c.name) + " |"
		dashes += c.dashes + "|"
	}
	return head + "\n" + dashes + "\n"
}

func mdRow(cells []string) string { return "| " + strings.Join(cells, " | ") + " |\n" }

func markdownCells(p *picture, r *row, short bool) []string {
	var queue, time, what, out, by, reason string
	switch {
	case r.section != "":
		what = "*" + mdText(r.section) + "*"
	case r.fold != nil:
		told, source, place, more := p.told(r.fold)
		queue, what = mdText(queues(r.fold.counts())), strings.TrimSpace("**"+mdText(told)+"** "+mdCode(source)+" "+mdText(place))
		reason = mdText(more)
	default:
		queue, time, what, out = r.event.Queue.String(), p.time(r.event), whatMarkdown(r.event), printedMarkdown(r.event)
		by, reason = mdText(cause(r.event)), mdText(why(r.event))
	}
	steps := ""
	if r.section == "" {
		steps = mdText(r.steps())
	}
	cells := []string{steps, queue}
	if p.clock {
		cells = append(cells, time)
	}
	cells = append(cells, what, out)
	if !short {
		cells = append(cells, by, reason)
	}
	return cells
}

func whatMarkdown(e *scheduler.Event) string {
	source, place := label(e)
	what := strings.TrimSpace(mdCode(source) + " " + mdText(place))
	if e.Threw != "" {
		what += " **threw** " + mdCode(line(e.Threw, 100))
	}
	return what
}

func printedMarkdown(e *scheduler.Event) string {
	lines, more := printed(e, 4, 60)
	for i, l := range lines {
		lines[i] = mdCode(l)
	}
	if more > 0 {
		lines = append(lines, "... "+number(more)+" more")
	}
	return strings.Join(lines, " ")
}
