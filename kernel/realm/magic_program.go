package realm

import (
	"os"
	"path/filepath"
	"slices"

	"loopbook/display"
	"loopbook/scheduler"
)

// Recorded is what is known of a program that was recorded: its trace, nil before its end or if it never began.
type Recorded struct {
	Trace *scheduler.Trace
	facts display.Facts
}

// Record has p recorded; what it returns is filled when RunProgram returns.
func (p *Program) Record() *Recorded {
	r := &Recorded{}
	source, file := p.Source, p.File
	p.Trace = func(t *scheduler.Trace) {
		if text, err := os.ReadFile(file); file != "" && err == nil {
			source = string(text)
		}
		r.Trace = t
		r.facts = factsOf(source, slices.Contains([]string{".ts", ".mts", ".cts"}, filepath.Ext(file)))
	}
	return r
}

// Hints are what looks wrong in the run.
func (r *Recorded) Hints() []display.Hint { return display.FindHints(r.Trace, r.facts) }

// Timeline is the order of the run; what hints name is not folded.
func (r *Recorded) Timeline() display.Bundle {
	t := traced{trace: r.Trace}
	return t.timeline(display.TimelineOptions{}, false, r.Hints())
}
