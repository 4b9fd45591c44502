package notebooks

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// progress shows how far a batch is: a line for every cell that has ended and, on a terminal with several notebooks, a
// bar below the lines. Any goroutine.
type progress struct {
	mu     sync.Mutex
	out    io.Writer
	colour bool
	width  int // of the longest name of a notebook, 0 when there is only one
	bars   *mpb.Progress
	bar    *mpb.Bar
	now    string // the notebook that last began a cell, for the bar
}

// codeWidth is how much of a cell's first line is shown.
const codeWidth = 60

func newProgress(b *Batch, jobs []*job) *progress {
	p := &progress{out: b.Stdout, colour: b.Terminal && os.Getenv("NO_COLOR") == ""}
	if len(jobs) < 2 {
		return p
	}
	cells := 0
	for _, j := range jobs {
		p.width = max(p.width, len([]rune(j.name)))
		cells += len(j.nb.code())
	}
	if !b.Terminal || cells == 0 {
		return p
	}
	p.bars = mpb.New(mpb.WithOutput(b.Stdout), mpb.WithWidth(32), mpb.WithAutoRefresh())
	p.bar = p.bars.New(int64(cells), mpb.BarStyle().Lbound("").Filler("━").Tip("").Padding("─").Rbound(""),
		mpb.BarRemoveOnComplete(),
		mpb.AppendDecorators(decor.CountersNoUnit(" %d of %d cells"), decor.Any(func(decor.Statistics) string {
			p.mu.Lock()
			defer p.mu.Unlock()
			return "  " + p.now
		})))
	return p
}

// cell tells of one cell.
func (p *progress) cell(j *job, r Report) {
	p.mu.Lock()
	line := p.line(j, r)
	switch {
	case !r.Ended:
		p.now = j.name
	case p.bar == nil:
		io.WriteString(p.out, line)
	}
	p.mu.Unlock()
	if p.bar == nil || !r.Ended {
		return
	}
	io.WriteString(p.bars, line) // not under the lock, which the bar's goroutine takes to show p.now
	p.bar.Increment()
}

func (p *progress) line(j *job, r Report) string {
	var b strings.Builder
	if p.width > 0 {
		fmt.Fprintf(&b, "%-*s  ", p.width, j.name)
	}
	digits := len(fmt.Sprint(r.Of))
	fmt.Fprintf(&b, "%s  ", p.paint("2", fmt.Sprintf("%*d/%d", digits, r.Cell, r.Of)))
	verdict := p.paint("32", "ok    ")
	switch {
	case r.Failed:
		verdict = p.paint("1;31", "failed")
	case r.Raised:
		verdict = p.paint("33", "raised")
	}
	fmt.Fprintf(&b, "%s %6d ms  %s\n", verdict, r.Took.Milliseconds(), cut(r.Line))
	return b.String()
}

// notebook tells that a notebook has ended, early or not.
func (p *progress) notebook(j *job) {
	if p.bar == nil || j.err == nil {
		return
	}
	missing := len(j.nb.code()) - len(j.took)
	p.bar.IncrBy(missing)
}

// end takes the bar away.
func (p *progress) end() {
	if p.bars == nil {
		return
	}
	p.bar.Abort(true)
	p.bars.Wait()
}

func (p *progress) paint(code, s string) string {
	if !p.colour {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func cut(line string) string {
	line = strings.ReplaceAll(line, "\t", " ")
	r := []rune(line)
	if len(r) <= codeWidth {
		return line
	}
	return string(r[:codeWidth-1]) + "…"
}
