package scheduler

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"loopbook/kernel/kerneltest/tools"
)

var update = flag.Bool("update", false, "rewrite testdata/order from real Node")

// loopHost lets a world run on the Loop.
type loopHost struct{ *Loop }

func newLoopHost(w *world) host { return loopHost{New(w)} }

func (h loopHost) Timer(t Task, ms float64, repeat bool) waiting {
	return loopTimer{h.SetTimer(t, ms, repeat)}
}
func (h loopHost) Immediate(t Task) waiting { return loopImmediate{h.SetImmediate(t)} }
func (h loopHost) Handle() port             { return h.NewHandle() }

func (h loopHost) Run(before, exit Task, main Task) error {
	h.BeforeExit, h.OnExit = before, exit
	h.Scope(main)
	return h.Loop.Run(context.Background())
}

type loopTimer struct{ *Timer }

func (t loopTimer) Property(name string) value {
	return map[string]value{"_destroyed": t.Destroyed(), "_idleTimeout": t.IdleTimeout()}[name]
}

type loopImmediate struct{ *Immediate }

func (loopImmediate) Refresh()              {}
func (loopImmediate) Property(string) value { return nil }

// onLoop and onNaive run a program in a bubble of fake time.
func onLoop(t *testing.T, src string, stamps bool) string {
	return inBubble(t, newLoopHost, src, stamps)
}
func onNaive(t *testing.T, src string, stamps bool) string { return inBubble(t, newNaive, src, stamps) }

func inBubble(t *testing.T, h func(*world) host, src string, stamps bool) (out string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(h)
		w.stamps = stamps
		out = w.run(src)
	})
	return out
}

// The programs of testdata/order: NAME.js and what real Node prints, NAME.out. The first line names the rule.
func programs(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/order/*.js")
	if err != nil || len(files) < 50 {
		t.Fatalf("programs: %d, %v", len(files), err)
	}
	return files
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func expected(file string) string { return strings.TrimSuffix(file, ".js") + ".out" }

func TestProgramsRunInTheOrderOfNode(t *testing.T) {
	for _, file := range programs(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, want := read(t, file), read(t, expected(file))
			if got := onLoop(t, src, false); got != want {
				t.Errorf("%s\ngot:\n%s\nwant:\n%s", src, got, want)
			}
		})
	}
}

func TestTranscriptionRunsInTheOrderOfNode(t *testing.T) {
	for _, file := range programs(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, want := read(t, file), read(t, expected(file))
			if got := onNaive(t, src, false); got != want {
				t.Errorf("%s\ngot:\n%s\nwant:\n%s", src, got, want)
			}
		})
	}
}

func TestOrderNode(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Node once for each program")
	}
	node := tools.Node(t)
	for _, file := range programs(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			got := runNode(t, node, file)
			if *update {
				if err := os.WriteFile(expected(file), []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want := read(t, expected(file))
			for range retries {
				if got == want {
					return
				}
				got = runNode(t, node, file) // a machine that is busy elsewhere makes real timers late
			}
			if got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// retries is how often real Node is asked again when the machine may have been too busy for its timers.
const retries = 4

// runNode runs a program in real Node, with so much memory for young objects that nothing is collected: V8 collects in
// tasks that Node runs in the poll phase, each in a scope of its own, and ticks that an exception left run there.
func runNode(t *testing.T, node, file string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, node, "--no-warnings", "--min-semi-space-size=64", "./"+filepath.Base(file))
	cmd.Dir = filepath.Dir(file)
	var out bytes.Buffer
	cmd.Stdout = &out
	if err := cmd.Run(); err != nil && ctx.Err() != nil {
		t.Fatal(fmt.Errorf("%s: %w", file, err))
	}
	return out.String()
}
