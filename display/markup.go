package display

import (
	"fmt"
	"html"
	"strings"

	"loopbook/scheduler"
)

// The styles below survive JupyterLab's sanitiser to the last declaration, need no theme (text inherits its colour,
// badges have their own) and say again what JupyterLab's style sheet would change: alignment, stripes, table layout.
const (
	rule       = "1px solid rgba(127,127,127,.4)"
	stripe     = "rgba(127,127,127,.12)"
	mono       = "font-family:Menlo,Consolas,monospace;font-size:12px"
	codeStyle  = mono + ";background:transparent;padding:0"
	tableStyle = "border-collapse:collapse;margin:0;table-layout:fixed;width:100%;max-width:860px"
	trStyle    = "background:transparent"
	tdStyle    = "text-align:left;vertical-align:top;padding:4px 8px;border-top:" + rule + ";font-size:13px;line-height:18px;overflow-wrap:break-word"
	smallStyle = "font-size:12px"
)

// esc is text of the program in HTML: cleaned, on one line, and never markup.
func esc(s string) string { return html.EscapeString(strings.ReplaceAll(clean(s), "\n", " ")) }

// el is an element; content is markup.
func el(tag, style, content string) string {
	name, _, _ := strings.Cut(tag, " ")
	if style != "" {
		tag += ` style="` + style + `"`
	}
	return "<" + tag + ">" + content + "</" + name + ">"
}

func htmlCode(s string) string { return el("code", codeStyle, esc(s)) }

// badge is a letter or a number on a disc.
func badge(i ink, size int, threw bool, content string) string {
	style := "display:inline-block;min-width:%dpx;line-height:%dpx;border-radius:%dpx;text-align:center;font-size:%dpx;font-weight:700;background:%s;color:%s"
	font := 11
	if size < 18 {
		font = 10
	}
	border := ""
	if threw {
		size -= 4
		border = ";border:2px solid " + red.fill
	}
	return el("span", fmt.Sprintf(style, size, size, (size+5)/2, font, i.fill, i.text)+border, content)
}

// ring is a number in a circle.
func ring(i ink, content string) string {
	return el("span", "display:inline-block;min-width:12px;line-height:12px;border:2px solid "+i.fill+";border-radius:8px;font-size:9px", content)
}

// pill is a word on a badge.
func pill(i ink, word string) string {
	return el("span", "display:inline-block;padding:0 7px;border-radius:9px;font-size:11px;line-height:18px;font-weight:700;white-space:nowrap;background:"+i.fill+";color:"+i.text, esc(word))
}

// strand is the background of a lane's cell: its line above and below what stands in it. Widths are in px, 0 is no line;
// gap says where the mark is.
func strand(i ink, above, below int, gap bool) string {
	image := "linear-gradient(" + i.fill + "," + i.fill + ")"
	one := func(position, size string) string {
		return "background:" + image + " no-repeat " + position + "/" + size
	}
	switch {
	case above == 0 && below == 0:
		return ""
	case !gap && above == below:
		return one("50% 0", fmt.Sprintf("%dpx 100%%", above))
	case below == 0:
		return one("50% 0", fmt.Sprintf("%dpx 6px", above))
	case above == 0:
		return one("50% 20px", fmt.Sprintf("%dpx 100%%", below))
	}
	return fmt.Sprintf("background-image:%s,%s;background-repeat:no-repeat;background-position:50%% 0,50%% 20px;background-size:%dpx 6px,%dpx 100%%", image, image, above, below)
}

// thickness of a lane's line: two or more wait where it is thick.
func thickness(waiting int) int {
	switch {
	case waiting <= 0:
		return 0
	case waiting == 1:
		return 2
	}
	return 4
}

// laneCell is one lane in one row.
func laneCell(q scheduler.Queue, s slot, threw bool) string {
	l := lanes[q]
	above, below := thickness(s.before), thickness(s.after)
	background := strand(l.ink, above, below, s.queued > 0 || s.ran && above != below)
	if s.queued == 0 && !s.ran {
		if background == "" {
			return "<td></td>"
		}
		return el("td", "padding:0;"+background, "")
	}
	content := badge(l.ink, 18, threw, l.letter)
	if !s.ran {
		content = ring(l.ink, plus(s.queued))
	}
	if background != "" {
		background = ";" + background
	}
	return el("td", "padding:4px 0;text-align:center;vertical-align:top;font-size:11px;line-height:18px"+background, content)
}

// plus is how many were queued: "+" for one, "9+" for more than nine.
func plus(n int) string {
	switch {
	case n <= 1:
		return "+"
	case n > 9:
		return "9+"
	}
	return fmt.Sprint(n)
}
