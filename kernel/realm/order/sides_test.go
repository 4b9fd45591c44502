package order

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"loopbook/kernel/kerneltest/tools"
)

// side is one of the two implementations, in fake time.
type side struct {
	name string
	argv []string
	env  []string
}

// outcome is what a program did.
type outcome struct {
	out    string
	errors string
	code   int
}

// hung is the code of a program that had to be killed.
const hung = -1

// patience is how long a batch may take: some hundred times as long as it does.
const patience = 10 * time.Second

func (s side) run(file string) outcome {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, s.argv[0], append(s.argv[1:len(s.argv):len(s.argv)], file)...)
	cmd.Env = append(os.Environ(), s.env...)
	cmd.Env = append(cmd.Env, programVariable+"="+file)
	var out, problems strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &problems
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return outcome{out.String(), problems.String(), hung}
	case err != nil && !errors.As(err, &exit):
		return outcome{out.String(), err.Error(), hung}
	}
	return outcome{out.String(), problems.String(), cmd.ProcessState.ExitCode()}
}

// nodeSide is real Node with a preloaded clock. --min-semi-space-size keeps V8's collections, each of which is a task
// with a scope of its own, out of the way of programs that leave ticks behind.
func nodeSide(t testing.TB) side {
	t.Helper()
	library := filepath.Join(t.TempDir(), "clock.so")
	if out, err := exec.Command(tools.Find(t, "cc"), "-O2", "-shared", "-fPIC", "-o", library, "testdata/clock.c").CombinedOutput(); err != nil {
		t.Fatalf("compiling the clock: %v\n%s", err, out)
	}
	return side{name: "Node", argv: []string{tools.Node(t), "--min-semi-space-size=64", "--no-warnings"},
		env: []string{"LD_PRELOAD=" + library, "ORDER_CLOCK=preloaded"}}
}

// loopbookSide is Loopbook in a bubble, in a process of its own: a program may hang or bring it down.
func loopbookSide(t testing.TB) side {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	env := []string{"ORDER_CLOCK=bubble"}
	if *cell {
		env = append(env, cellVariable+"=1")
	}
	return side{name: "Loopbook", argv: []string{self, "-test.run=^TestOneProgramInABubble$", "-test.timeout=0"}, env: env}
}

// pair is both sides, and where their files are.
type pair struct {
	dir            string
	node, loopbook side
}

func newPair(t testing.TB) *pair {
	t.Helper()
	return &pair{t.TempDir(), nodeSide(t), loopbookSide(t)}
}

// driver is the absolute path of testdata/driver.js.
func driver() string { return filepath.Join(tools.Root(), "kernel/realm/order/testdata/driver.js") }

// program is one random program, or what shrinking has left of it.
type program struct {
	seed                uint64
	whole, module, cell bool
	root                *node
}

// newProgram is the program of a seed, of the kind that the flags say.
func newProgram(seed uint64) program {
	p := program{seed: seed, whole: *whole || *module || *cell, module: *module, cell: *cell}
	p.root = randomProgram(p, *without)
	return p
}

// with is p with another text.
func (p program) with(root *node) program {
	p.root = root
	return p
}

// extension is that of a file with p alone.
func (p program) extension() string {
	if p.module {
		return ".mjs"
	}
	return ".js"
}

// alone is the text of a file that runs p by itself.
func (p program) alone() string {
	if p.module {
		return fmt.Sprintf("import driver from %q;\nconst { %s } = driver.begin();\n%s\n", driver(), strings.Join(p.root.used(), ", "), p.root)
	}
	if p.whole {
		return fmt.Sprintf("require(%q).alone(%s);\n", driver(), p.root.body())
	}
	return batchOf([]program{p})
}

// batchOf is the text of a file that runs programs one after another.
func batchOf(programs []program) string {
	var b strings.Builder
	fmt.Fprintf(&b, "require(%q).batch([\n", driver())
	for _, p := range programs {
		fmt.Fprintf(&b, "[%d, %s],\n", p.seed, p.root.body())
	}
	b.WriteString("]);\n")
	return b.String()
}

// both runs a file's text on both sides.
func (r *pair) both(name, text string) (theirs, ours outcome, err error) {
	file := filepath.Join(r.dir, name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		return outcome{}, outcome{}, err
	}
	defer os.Remove(file)
	return r.node.run(file), r.loopbook.run(file), nil
}

// logs cuts what a batch printed into the logs of its programs; one that did not come to its end has none.
func logs(out string) map[string]string {
	all := map[string]string{}
	for part := range strings.SplitSeq("\n"+out, "\n#") {
		id, log, _ := strings.Cut(part, "\n")
		if log, whole := strings.CutSuffix(strings.TrimSuffix(log, "\n"), "."); whole {
			all[id] = log
		}
	}
	return all
}
