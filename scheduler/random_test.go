package scheduler

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"loopbook/kernel/kerneltest/tools"
)

// generator writes random programs: a few variables that hold timers and immediates, and callbacks within callbacks
// that start, clear, refresh, ref, unref, block, reject and throw.
type generator struct {
	r      *rand.Rand
	b      strings.Builder
	budget int  // callbacks left
	label  int  // of the next log
	calm   bool // only what has one order in real Node
}

// Calm programs avoid what races in real Node, and one bug: all timers last 1 ms and whatever starts one then blocks
// for 3 ms, so that timers are always due; there is no I/O; nothing clears an immediate inside a drain (when a tick
// does that and a later one throws, Node 24 dies of a TypeError of its own).
func program(seed uint64, calm bool) string {
	g := &generator{r: rand.New(rand.NewPCG(seed, 1)), budget: 45, calm: calm}
	g.line("// RANDOM: program %d", seed)
	g.line("require('../prelude.js');")
	for i := range 3 {
		g.line("let t%d = setTimeout(() => log('t%d'), 1);", i, i)
		g.line("let i%d = setImmediate(() => log('i%d'));", i, i)
	}
	g.listeners()
	for range 5 {
		g.statement("macro", 0)
	}
	if calm {
		g.line("block(3);")
	}
	return g.b.String()
}

// listeners writes listeners that only log, or that also queue something, or none for rejections.
func (g *generator) listeners() {
	extra := []string{"", "", "process.nextTick(() => log('tick of', e));", "queueMicrotask(() => log('micro of', e));",
		"setImmediate(() => log('immediate of', e));", "setTimeout(() => log('timer of', e), 1); block(3);"}
	g.line("process.on('uncaughtException', (e, origin) => { log('caught', e, origin); %s });", extra[g.r.IntN(len(extra))])
	if g.r.IntN(4) > 0 {
		g.line("process.on('unhandledRejection', (e) => { log('unhandled', e); %s });", extra[g.r.IntN(len(extra))])
	}
	if g.r.IntN(2) == 0 {
		g.line("let ends = 0; process.on('beforeExit', (e) => { log('beforeExit'); if (++ends < 3) { %s } });", extra[g.r.IntN(len(extra))])
	}
	g.line("process.on('exit', (e) => { log('exit', e); %s });", extra[g.r.IntN(len(extra))])
}

func (g *generator) line(format string, args ...any) { fmt.Fprintf(&g.b, format+"\n", args...) }

func (g *generator) name() int {
	g.label++
	return g.label
}

// body writes a callback that is run by queue: "tick", "micro", or "macro" for all others.
func (g *generator) body(queue string, depth int) {
	g.line("{ log('%s %d');", queue, g.name())
	for n := g.r.IntN(4); n > 0 && depth < 6; n-- {
		g.statement(queue, depth+1)
	}
	if g.calm {
		g.line("block(3);")
	}
	if g.r.IntN(9) == 0 {
		g.line("throw 'error %d';", g.name())
	}
	g.line("}")
}

func (g *generator) callback(before, queue, after string, depth int) {
	if g.budget--; g.budget < 0 {
		return
	}
	g.b.WriteString(before + "() => ")
	g.body(queue, depth)
	g.line("%s", after)
}

func (g *generator) duration() int {
	if g.calm {
		return 1
	}
	return []int{1, 1, 2, 3, 5, 10, 25}[g.r.IntN(7)]
}

func (g *generator) statement(queue string, depth int) {
	v := g.r.IntN(3)
	switch g.r.IntN(16) {
	case 0, 1:
		g.callback("process.nextTick(", "tick", ");", depth)
	case 2, 3:
		g.callback("queueMicrotask(", "micro", ");", depth)
	case 4, 5, 6:
		g.callback(fmt.Sprintf("t%d = setTimeout(", v), "macro", fmt.Sprintf(", %d);", g.duration()), depth)
	case 7:
		g.interval()
	case 8, 9:
		g.callback(fmt.Sprintf("i%d = setImmediate(", v), "macro", ");", depth)
	case 10:
		g.line("clearTimeout(t%d);", v)
	case 11:
		if !g.calm || queue == "macro" {
			g.line("clearImmediate(i%d);", v)
		}
	case 12:
		g.line("t%d.%s();", v, []string{"ref", "unref", "refresh"}[g.r.IntN(3)])
	case 13:
		g.line("i%d.%s();", v, []string{"ref", "unref"}[g.r.IntN(2)])
	case 14:
		g.rejection()
	case 15:
		g.wild(depth)
	}
}

// rejection writes a rejection, and often a handler that is added later.
func (g *generator) rejection() {
	n := g.name()
	g.line("const p%d = Promise.reject(new Error('rejection %d'));", n, n)
	later := []string{"process.nextTick(", "queueMicrotask(", "setImmediate(", ""}[g.r.IntN(4)]
	if later != "" {
		g.line("%s() => { p%d.catch((e) => { log('handled', e); }); });", later, n)
	}
}

// wild writes what only the two implementations here can be compared by.
func (g *generator) wild(depth int) {
	if g.calm {
		return
	}
	if g.r.IntN(2) == 0 {
		g.line("block(%d);", 1+g.r.IntN(12))
		return
	}
	g.callback("stat(", "macro", ");", depth)
}

// interval writes an interval that ends after three turns.
func (g *generator) interval() {
	if g.budget--; g.budget < 0 {
		return
	}
	n := g.name()
	g.line("{ let n%d = 0;", n)
	g.line("const v%d = setInterval(() => { log('interval %d'); if (++n%d > 2) clearInterval(v%d);", n, n, n, n)
	g.line("process.nextTick(() => log('tick of interval %d')); block(3); }, %d); }", n, g.duration())
}

// difference shows the first line that differs and what came before it.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	i := 0
	for i < min(len(g), len(w)) && g[i] == w[i] {
		i++
	}
	before := strings.Join(g[max(0, i-10):i], "\n")
	return fmt.Sprintf("%s\ngot:  %s\nwant: %s", before, strings.Join(g[i:min(i+1, len(g))], ""), strings.Join(w[i:min(i+1, len(w))], ""))
}

func TestRandomProgramsRunAsTranscribed(t *testing.T) {
	for seed := range uint64(1000) {
		src := program(seed, false)
		got, want := onLoop(t, src, true), onNaive(t, src, true)
		if got != want {
			t.Fatalf("seed %d\n%s\n%s", seed, src, difference(got, want))
		}
		if testing.Short() && seed > 300 {
			break
		}
	}
}

// FuzzOrder looks for a program on which the Loop and the transcription differ.
func FuzzOrder(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) {
		src := program(seed, false)
		if got, want := onLoop(t, src, true), onNaive(t, src, true); got != want {
			t.Fatalf("%s\n%s", src, difference(got, want))
		}
	})
}

// TestCalmProgramsAreTheOnesInTestdata keeps the random programs of testdata/order, which Node has confirmed, those
// that the generator writes. With -update it writes them; run TestOrderNode with -update then.
func TestCalmProgramsAreTheOnesInTestdata(t *testing.T) {
	for seed := range uint64(40) {
		file := filepath.Join("testdata", "order", fmt.Sprintf("random-%02d.js", seed))
		src := program(seed, true)
		if *update {
			if err := os.WriteFile(file, []byte(src), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if read(t, file) != src {
			t.Errorf("%s is not what the generator writes: run with -update", file)
		}
	}
}

var seeds = flag.Uint64("seeds", 0, "how many more random programs to compare with real Node")

// TestMoreRandomProgramsNode compares the Loop with Node itself, as long as one likes: go test -run More -seeds 1000.
func TestMoreRandomProgramsNode(t *testing.T) {
	if *seeds == 0 {
		t.Skip("-seeds was not given")
	}
	node := tools.Node(t)
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "order"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "prelude.js"), []byte(read(t, "testdata/prelude.js")), 0o644); err != nil {
		t.Fatal(err)
	}
	for seed := range *seeds {
		t.Run(fmt.Sprint(1000+seed), func(t *testing.T) {
			src := program(1000+seed, true)
			got := onLoop(t, src, false)
			t.Parallel()
			file := filepath.Join(dir, "order", fmt.Sprintf("%d.js", seed))
			if err := os.WriteFile(file, []byte(src), 0o644); err != nil {
				t.Fatal(err)
			}
			if want := runNode(t, node, file); got != want {
				t.Errorf("%s\n%s", src, difference(got, want))
			}
		})
	}
}
