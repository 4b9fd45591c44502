package display

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"loopbook/scheduler"
)

// A Level says how much a hint matters.
type Level int

const (
	Note    Level = iota // worth knowing
	Warning              // probably a mistake
	Error                // went wrong in this run
)

var levels = [...]mark{Note: {"note", "", blue}, Warning: {"warning", "", orange}, Error: {"error", "", red}}

// String is the word on the badge.
func (l Level) String() string { return levels[l].word }

// A Hint says what looks wrong in a run, with the names and numbers of that run. A false hint costs more than a missed
// one: whatever is not seen or measured is no hint.
type Hint struct {
	Rule     string
	Level    Level
	Place    scheduler.Place
	Evidence string // how it is known: "seen", "seen, and read in the source", "measured, …"
	What     Phrase // what happened, one sentence
	Fix      Phrase
	Silence  Phrase // how to say that it is meant so
	Steps    []int  // the steps it names: a timeline keeps their rows
	Count    int    // how often, at this place; 0 and 1: once
}

// A Phrase is text with pieces of source or values in it.
type Phrase []word

type word struct {
	text string
	code bool
}

// say makes a phrase of pieces: text and source by turns.
func say(pieces ...string) (p Phrase) {
	for i, s := range pieces {
		if s != "" {
			p = append(p, word{s, i%2 == 1})
		}
	}
	return p
}

func (p Phrase) html() (text string) {
	for _, w := range p {
		if w.code {
			text += htmlCode(line(w.text, 100))
		} else {
			text += esc(w.text)
		}
	}
	return text
}

func (p Phrase) markdown() (text string) {
	for _, w := range p {
		if w.code {
			text += mdCode(line(w.text, 100))
		} else {
			text += mdText(w.text)
		}
	}
	return text
}

func (p Phrase) String() (text string) {
	for _, w := range p {
		if w.code {
			text += "`" + line(w.text, 100) + "`"
		} else {
			text += w.text
		}
	}
	return text
}

// Hints shows hints, the gravest first, those of one rule at one place as one.
func Hints(hints []Hint) Bundle {
	all := foldHints(hints)
	return threeForms(func(limit int) string {
		text := wrap(ascii(hintSummary(all, limit)), textWidth)
		for _, h := range all[:min(len(all), limit)] {
			text = append(text, h.text()...)
		}
		return tidy(text)
	}, func(limit int) string {
		text := "**" + mdText(hintSummary(all, limit)) + "**\n"
		for _, h := range all[:min(len(all), limit)] {
			text += h.markdown()
		}
		return text
	}, func(limit int) string {
		text := el("p", "margin:0 0 6px;font-size:13px", el("strong", "", esc(hintSummary(all, limit)))) + "\n"
		for _, h := range all[:min(len(all), limit)] {
			text += h.html()
		}
		return text
	})
}

// foldHints puts hints of one rule at one place together, and sorts.
func foldHints(hints []Hint) (all []Hint) {
	for _, h := range hints {
		i := slices.IndexFunc(all, func(g Hint) bool { return g.Rule == h.Rule && g.Place == h.Place && g.Level == h.Level })
		if i < 0 {
			h.Count = max(h.Count, 1)
			all = append(all, h)
			continue
		}
		all[i].Count += max(h.Count, 1)
	}
	slices.SortStableFunc(all, func(a, b Hint) int {
		return cmp.Or(cmp.Compare(b.Level, a.Level), cmp.Compare(a.Place.Cell, b.Place.Cell), cmp.Compare(a.Place.File, b.Place.File), cmp.Compare(a.Place.Line, b.Place.Line))
	})
	return all
}

func hintSummary(hints []Hint, limit int) string {
	if len(hints) == 0 {
		return "No hints: nothing in this run looks wrong"
	}
	var counts [len(levels)]int
	for _, h := range hints {
		counts[h.Level]++
	}
	var parts []string
	for l := Error; l >= Note; l-- {
		if n := counts[l]; n > 0 {
			parts = append(parts, count(n, l.String()))
		}
	}
	text := count(len(hints), "hint") + ": " + strings.Join(parts, ", ")
	if more := len(hints) - limit; more > 0 {
		text += fmt.Sprintf(" (%s not shown)", number(more))
	}
	return text
}

// where is the place, the evidence, and how often.
func (h *Hint) where() string {
	parts := []string{}
	if place := placeName(h.Place); place != "" {
		parts = append(parts, place)
	}
	parts = append(parts, h.Evidence)
	if h.Count > 1 {
		parts = append(parts, number(h.Count)+" times")
	}
	return strings.Join(parts, ", ")
}

func (h *Hint) html() string {
	ink := levels[h.Level].ink
	text := pill(ink, h.Level.String()) + " " + htmlCode(h.Rule) + " " + el("span", smallStyle, esc(h.where())) + "<br>" + h.What.html() +
		"<br>" + el("strong", "", "Fix:") + " " + h.Fix.html() + "<br>" + el("span", smallStyle, "Meant so? "+h.Silence.html())
	return el("div", "border-left:4px solid "+ink.fill+";padding:4px 10px;margin:0 0 8px;max-width:840px;background:"+stripe+";font-size:13px;line-height:20px;overflow-wrap:break-word", text) + "\n"
}

func (h *Hint) markdown() string {
	return "\n- **" + h.Level.String() + "** " + mdCode(h.Rule) + " (" + mdText(h.where()) + "): " + h.What.markdown() +
		" *Fix:* " + h.Fix.markdown() + " *Meant so?* " + h.Silence.markdown() + "\n"
}

func (h *Hint) text() []string {
	lines := append([]string{""}, wrap(ascii(h.Level.String()+"  "+h.Rule+"  "+h.where()), textWidth)...)
	for _, s := range []string{h.What.String(), "Fix: " + h.Fix.String(), "Meant so? " + h.Silence.String()} {
		for _, l := range wrap(ascii(s), textWidth-2) {
			lines = append(lines, "  "+l)
		}
	}
	return lines
}
