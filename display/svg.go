package display

import (
	"fmt"
	"strings"

	"loopbook/scheduler"
)

const (
	svgSteps  = 80 // columns at most
	svgArrows = 15 // steps at most for arrows to be readable
	svgLeft   = 104
	svgColumn = 46
	svgLane   = 40
	svgTop    = 52
)

// TimelineSVG draws the order of execution as a picture for slides and articles: a lane for each queue, a column for each
// step, and arrows from what queued to what ran when there are few. The bundle holds image/svg+xml and text/plain only:
// LaTeX needs Inkscape for it, so it is made on request and never by itself.
func TimelineSVG(t *scheduler.Trace, o TimelineOptions) Bundle {
	p := draw(t, o, rowLimit)
	p.events = p.events[:min(len(p.events), svgSteps)]
	return SVG(svgOf(p), Timeline(t, o).Plain())
}

type svgPicture struct {
	*picture
	b      strings.Builder
	column map[int]int // of each step
	lane   map[scheduler.Queue]int
}

func svgOf(p *picture) string {
	s := &svgPicture{picture: p, column: map[int]int{}, lane: map[scheduler.Queue]int{}}
	for i, e := range p.events {
		s.column[e.N] = i
	}
	for i, q := range p.used {
		s.lane[q] = i
	}
	heading, counted := p.title()
	width := max(svgLeft+svgColumn*len(p.events)+64, 40+8*len(heading+counted))
	height := svgTop + svgLane*len(p.used) + 96
	fmt.Fprintf(&s.b, `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="%d" height="%d" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`, width, height, width, height)
	s.b.WriteString("\n" + el("title", "", esc(heading)) + "\n" + el("desc", "", esc(s.description())) + "\n")
	fmt.Fprintf(&s.b, `<rect width="%d" height="%d" rx="8" fill="#ffffff" stroke="#c8c8c8"/>`+"\n", width, height)
	fmt.Fprintf(&s.b, `<text x="16" y="26" font-size="14" fill="#1a1a1a"><tspan font-weight="bold">%s</tspan>: %s</text>`+"\n", esc(heading), esc(counted))
	for i, q := range p.used {
		y := s.y(q)
		fmt.Fprintf(&s.b, `<text x="16" y="%d" fill="#1a1a1a">%s</text><path d="M%d %dH%d" stroke="%s" stroke-width="2" opacity="0.35"/>`+"\n", y+4, q, svgLeft-8, y, width-16, lanes[p.used[i]].fill)
	}
	s.arrows()
	for _, e := range p.events {
		s.mark(e)
	}
	s.b.WriteString("</svg>\n")
	return s.b.String()
}

func (s *svgPicture) x(n int) int { return svgLeft + svgColumn*s.column[n] + svgColumn/2 }

func (s *svgPicture) y(q scheduler.Queue) int { return svgTop + svgLane*s.lane[q] + svgLane/2 }

// description lists the order for those who hear the picture.
func (s *svgPicture) description() string {
	var parts []string
	for _, e := range s.events {
		source, where := label(e)
		parts = append(parts, strings.TrimSpace(fmt.Sprintf("%d %s %s %s", e.N, e.Queue, source, where)))
	}
	return strings.Join(parts, "; ")
}

// arrows go from what queued a step to the step, and end at its rim.
func (s *svgPicture) arrows() {
	if len(s.events) > svgArrows {
		return
	}
	for _, e := range s.events {
		since := e.Since()
		from, ok := s.column[since]
		if !ok {
			continue
		}
		q := s.events[from].Queue
		x1, y1, x2, y2 := s.x(since), s.y(q), s.x(e.N), s.y(e.Queue)
		bend := (x1 + x2) / 2
		if y1 == y2 { // within one lane: an arc above it
			fmt.Fprintf(&s.b, `<path d="M%d %dQ%d %d %d %d" fill="none" stroke="#777777"/>`, x1+4, y1-11, bend, y1-34, x2-3, y2-18)
			fmt.Fprintf(&s.b, `<path d="M%d %dl-5 -6l7 -1z" fill="#777777"/>`+"\n", x2-2, y2-12)
			continue
		}
		fmt.Fprintf(&s.b, `<path d="M%d %dC%d %d %d %d %d %d" fill="none" stroke="#777777"/>`, x1+12, y1, bend, y1, bend, y2, x2-16, y2)
		fmt.Fprintf(&s.b, `<path d="M%d %dl-7 -3.5v7z" fill="#777777"/>`+"\n", x2-12, y2)
	}
}

// mark is a step: a disc with its number in the lane of its queue, and below the lanes what it printed.
func (s *svgPicture) mark(e *scheduler.Event) {
	l, x, y := lanes[e.Queue], s.x(e.N), s.y(e.Queue)
	source, where := label(e)
	rim := ""
	if e.Threw != "" {
		rim = fmt.Sprintf(` stroke="%s" stroke-width="3"`, red.fill)
	}
	fmt.Fprintf(&s.b, `<g>%s<circle cx="%d" cy="%d" r="11" fill="%s"%s/>`, el("title", "", esc(strings.TrimSpace(source+" "+where+": "+sentence(e)))), x, y, l.fill, rim)
	fmt.Fprintf(&s.b, `<text x="%d" y="%d" text-anchor="middle" font-size="11" font-weight="bold" fill="%s">%d</text></g>`, x, y+4, l.text, e.N)
	lines, _ := printed(e, 1, 14)
	if len(lines) > 0 && lines[0] != "" {
		below := svgTop + svgLane*len(s.used) + 14
		fmt.Fprintf(&s.b, `<text x="%d" y="%d" transform="rotate(35 %d %d)" font-family="monospace" font-size="11" fill="#1a1a1a">%s</text>`, x-4, below, x-4, below, esc(lines[0]))
	}
	s.b.WriteByte('\n')
}
