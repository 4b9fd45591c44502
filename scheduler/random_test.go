package scheduler

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
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
	g.line("process.on('uncaughtException', (e) => { log('caught', e); });")
	g.line("process.on('unhandledRejection', (e) => { log('unhandled', e); });")
	g.line("process.on('exit', (c) => { log('exit', c); });")
	for range 5 {
		g.statement("macro", 0)
	}
	if calm {
		g.line("block(3);")
	}
	return g.b.String()
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
		g.line("Promise.reject('rejection %d');", g.name())
	case 15:
		g.wild(depth)
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

func TestRandomProgramsRunAsTranscribed(t *testing.T) {
	for seed := range uint64(3000) {
		src := program(seed, false)
		got, want := onLoop(t, src, true), onNaive(t, src, true)
		if got != want {
			t.Fatalf("seed %d\n%s\nloop:\n%s\ntranscription:\n%s", seed, src, got, want)
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
			t.Fatalf("%s\nloop:\n%s\ntranscription:\n%s", src, got, want)
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
