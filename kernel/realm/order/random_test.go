package order

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var (
	showSeed = flag.Uint64("show", 0, "print the program of this seed and what both sides print")
	whole    = flag.Bool("whole", false, "with -show, -programs: each program is a process of its own, which may exit or die")
	cell     = flag.Bool("cell", false, "like -whole, and Loopbook runs each program as a cell, which nothing ends but its own work")
	module   = flag.Bool("module", false, "like -whole, and each program is an ES module, which may await at the top")
	programs = flag.Int("programs", 0, "how many random programs to compare")
	seed     = flag.Uint64("seed", 1, "the seed of the first of them")
	batched  = flag.Int("batch", 60, "how many programs run in one process")
	parallel = flag.Int("workers", 2, "how many batches at a time")
	stopAt   = flag.Int("stop", 20, "how many differences to find before giving up")
	without  = flag.String("without", "", "topics to leave out: "+strings.Join(topicNames[1:], ","))
	skip     = flag.String("skip", "", "leave out programs whose text matches this regular expression: differences that are known")
	verbose  = flag.Bool("verbose", false, "say which programs end the processes they run in")
	findings = flag.String("findings", "", "append what differs, shrunk, to this file")
	keep     = flag.Bool("keep", false, "keep what differs, shrunk, as a test in testdata/found")
)

// TestShowNode prints one program, for whoever looks into a difference.
func TestShowNode(t *testing.T) {
	if *showSeed == 0 {
		t.Skip("-show was not given")
	}
	r := newPair(t)
	p := newProgram(*showSeed)
	node, loopbook, err := r.both("show"+p.extension(), p.alone())
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(os.Stdout, "%s\n-- node %d --\n%s%s\n-- loopbook %d --\n%s%s\n", p.root, node.code, node.out, node.errors, loopbook.code, loopbook.out, loopbook.errors)
}

// TestRandomProgramsNode compares random programs under Node and under Loopbook: `make fuzz-order`.
func TestRandomProgramsNode(t *testing.T) {
	if *programs == 0 {
		t.Skip("-programs was not given")
	}
	f := &fuzzer{pair: newPair(t), t: t, start: time.Now()}
	f.run()
	t.Logf("%d programs, %d lines of log, %d differences in %v", f.compared.Load(), f.lines.Load(), len(f.found), time.Since(f.start).Round(time.Second))
}

type fuzzer struct {
	*pair
	t        *testing.T
	start    time.Time
	next     atomic.Uint64
	compared atomic.Int64
	lines    atomic.Int64

	mu    sync.Mutex
	found []program
}

func (f *fuzzer) run() {
	var workers sync.WaitGroup
	for range *parallel {
		workers.Go(func() {
			for f.batch() {
			}
		})
	}
	workers.Wait()
}

// batch compares the next programs. It reports whether there may be more to do.
func (f *fuzzer) batch() bool {
	size := *batched
	if *whole || *module || *cell {
		size = 1
	}
	first := int(f.next.Add(uint64(size))) - size
	size = min(size, *programs-first)
	if size <= 0 || f.enough() {
		return false
	}
	var known *regexp.Regexp
	if *skip != "" {
		known = regexp.MustCompile(*skip)
	}
	var all []program
	for k := range size {
		s := *seed + uint64(first+k)
		p := newProgram(s)
		text := p.root.String()
		if known != nil && known.MatchString(text) || p.cell && unheld.MatchString(text) {
			continue
		}
		all = append(all, p)
	}
	for len(all) > 0 && !f.enough() {
		all = f.compare(all)
	}
	if n := f.compared.Load(); n/1000 != (n-int64(size))/1000 {
		fmt.Fprintf(os.Stderr, "%d programs, %d lines, %v\n", n, f.lines.Load(), time.Since(f.start).Round(time.Second))
	}
	return true
}

// unheld is what holds neither a program nor a cell. In a notebook, whose loop does not end, it may come about all the same.
var unheld = regexp.MustCompile(`unref\(|ref: false|AbortSignal\.timeout`)

func (f *fuzzer) enough() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.found) >= *stopAt
}

// compare runs programs as one batch, and looks into those that differ alone. It returns the programs that were not
// reached because one before them ended the process.
func (f *fuzzer) compare(all []program) (rest []program) {
	if all[0].whole {
		f.alone(all[0])
		return all[1:]
	}
	theirs, ours, err := f.both(fmt.Sprint("batch", all[0].seed, ".js"), batchOf(all))
	if err != nil {
		f.t.Error(err)
		return nil
	}
	nodeLogs, ourLogs := logs(theirs.out), logs(ours.out)
	for i, p := range all {
		want, ok := nodeLogs[fmt.Sprint(p.seed)]
		got, ok2 := ourLogs[fmt.Sprint(p.seed)]
		if !ok || !ok2 { // it died, or the one before did so late
			if *verbose {
				fmt.Fprintf(os.Stderr, "seed %d ends its batch: %d %d\n", p.seed, theirs.code, ours.code)
			}
			f.alone(p)
			return all[i+1:]
		}
		f.compared.Add(1)
		f.lines.Add(int64(strings.Count(want, "\n")))
		if got != want && !f.alone(p) {
			f.report(p, "(only after other programs of its batch)", want, got)
		}
	}
	return nil
}

// alone compares one program in processes of its own; if it differs, it is shrunk and reported.
func (f *fuzzer) alone(p program) (differs bool) {
	f.compared.Add(1)
	theirs, _, ok := f.differs(p)
	f.lines.Add(int64(strings.Count(theirs.out, "\n")))
	if !ok || !f.steady(p, theirs) {
		return false
	}
	s := &shrinker{even: p.whole, group: 24, rounds: 150, differs: func(all []*node) int { return f.firstDifferent(p, all) }}
	if p.whole {
		s.group, s.rounds = 1, 400
	}
	small := p.with(s.shrink(p.root))
	var ours outcome
	if theirs, ours, ok = f.differs(small); !ok || !f.steady(small, theirs) {
		small = p
		theirs, ours, _ = f.differs(p)
	}
	f.report(small, "", text(theirs), text(ours))
	return true
}

// firstDifferent runs variants of a program, as a batch if it can be one.
func (f *fuzzer) firstDifferent(p program, all []*node) int {
	var batch []program
	for i, n := range all {
		v := p.with(n)
		v.seed = uint64(i)
		batch = append(batch, v)
	}
	if p.whole {
		if _, _, yes := f.differs(batch[0]); yes {
			return 0
		}
		return -1
	}
	theirs, ours, err := f.both(fmt.Sprint("shrink", p.seed, ".js"), batchOf(batch))
	if err != nil || faulty(theirs) {
		return f.oneByOne(batch)
	}
	want, got := logs(theirs.out), logs(ours.out)
	for i, v := range batch {
		w, ok := want[fmt.Sprint(i)]
		g, ok2 := got[fmt.Sprint(i)]
		if !ok || !ok2 {
			if k := f.oneByOne(batch[i:]); k >= 0 {
				return i + k
			}
			return -1
		}
		if w == g {
			continue
		}
		if _, _, yes := f.differs(v); yes {
			return i
		}
	}
	return -1
}

func (f *fuzzer) oneByOne(all []program) int {
	for i, p := range all {
		if _, _, yes := f.differs(p); yes {
			return i
		}
	}
	return -1
}

func text(o outcome) string {
	if o.code != 0 {
		return fmt.Sprintf("%s(exit code %d)\n%s", o.out, o.code, firstLines(o.errors, 6))
	}
	return o.out
}

func firstLines(s string, n int) string {
	lines := strings.SplitAfterN(s, "\n", n+1)
	return strings.Join(lines[:min(n, len(lines))], "")
}

// handlerThrew is Node's exit code after an exception in a handler of exceptions.
const handlerThrew = 7

// differs runs p alone.
func (f *fuzzer) differs(p program) (theirs, ours outcome, yes bool) {
	theirs, ours, err := f.both(fmt.Sprint("alone", p.seed, "-", p.root.size(), p.extension()), p.alone())
	if p.cell && theirs.code == handlerThrew {
		return theirs, ours, false // Node asks the handler once more before it dies; a cell just ends
	}
	return theirs, ours, err == nil && (theirs.code != ours.code || theirs.out != ours.out) && !faulty(theirs)
}

// steady reports whether Node does the same again.
func (f *fuzzer) steady(p program, before outcome) bool {
	again, _, err := f.both(fmt.Sprint("again", p.seed, p.extension()), p.alone())
	return err == nil && again.out == before.out && again.code == before.code
}

// faulty reports whether Node fell over its own feet (a TypeError from inside its timers, no end of it), or the program is none.
func faulty(theirs outcome) bool {
	return strings.Contains(theirs.out, "uncaught TypeError") || theirs.code == hung || strings.Contains(theirs.errors, "SyntaxError") || strings.Contains(theirs.errors, "async hook stack has become corrupted")
}

// cut shows a log up to a few lines after the place where it differs from the other.
func cut(log, other string) string {
	a, b := strings.SplitAfter(log, "\n"), strings.SplitAfter(other, "\n")
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return strings.Join(a[max(0, i-15):min(len(a), i+8)], "")
}

func (f *fuzzer) report(p program, remark, want, got string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.found = append(f.found, p)
	text := fmt.Sprintf("seed %d %s\n%s\n-- Node --\n%s-- Loopbook --\n%s\n", p.seed, remark, p.root, cut(want, got), cut(got, want))
	f.t.Error(text)
	if *keep && remark == "" {
		f.t.Log("kept as", keepFound(f.t, p, f.node))
	}
	if *findings == "" {
		return
	}
	file, err := os.OpenFile(*findings, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		f.t.Error(err)
		return
	}
	defer file.Close()
	fmt.Fprintln(file, text)
}
