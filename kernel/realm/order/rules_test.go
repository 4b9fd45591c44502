package order

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"loopbook/kernel/kerneltest/tools"
)

var update = flag.Bool("update", false, "write what Node prints as what is expected")

// built is the program under test, made at its first use.
type built struct {
	once sync.Once
	dir  string
	err  error
}

var theProgram built

// TestMain removes what was built.
func TestMain(m *testing.M) {
	code := m.Run()
	if theProgram.dir != "" {
		_ = os.RemoveAll(theProgram.dir)
	}
	os.Exit(code)
}

// loopbook returns the path of the program under test.
func loopbook(t *testing.T) string {
	t.Helper()
	theProgram.once.Do(theProgram.build)
	if theProgram.err != nil {
		t.Fatal(theProgram.err)
	}
	return filepath.Join(theProgram.dir, "loopbook")
}

func (b *built) build() {
	if b.dir, b.err = os.MkdirTemp("", "order"); b.err != nil {
		return
	}
	if out, err := exec.Command("go", "build", "-o", filepath.Join(b.dir, "loopbook"), "loopbook/cmd/kernel").CombinedOutput(); err != nil {
		b.err = fmt.Errorf("building loopbook: %w\n%s", err, out)
	}
}

// rule is a program that shows one rule of the order. Its first line may be `// flags: …`.
type rule struct {
	name string // of its file
	path string
}

func rules(t *testing.T) []rule {
	t.Helper()
	var all []rule
	for _, pattern := range []string{"testdata/rules/*.js", "testdata/rules/*.mjs"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			all = append(all, rule{filepath.Base(file), file})
		}
	}
	if len(all) == 0 {
		t.Fatal("no programs in testdata/rules")
	}
	return all
}

func (r rule) flags(t *testing.T) []string {
	t.Helper()
	first, _, _ := strings.Cut(read(t, r.path), "\n")
	flags, ok := strings.CutPrefix(first, "// flags: ")
	if !ok {
		return nil
	}
	return strings.Fields(flags)
}

// beside is the file with what is expected.
func (r rule) beside(suffix string) string {
	return strings.TrimSuffix(r.path, filepath.Ext(r.path)) + suffix
}

// expected is what Node prints, and its exit code if that is not 0.
func (r rule) expected(t *testing.T) string {
	t.Helper()
	out := read(t, r.beside(".out"))
	if code, err := os.ReadFile(r.beside(".code")); err == nil {
		out += "exit code " + strings.TrimSpace(string(code)) + "\n"
	}
	return out
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// run runs a rule's program as program does. What goes to stderr is not compared, only shown.
func (r rule) run(t *testing.T, program string, options ...string) (out, problems string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, slices.Concat(options, r.flags(t), []string{r.name})...)
	cmd.Dir = filepath.Dir(r.path)
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if ctx.Err() != nil || err != nil && !errors.As(err, &exit) {
		return stdout.String(), fmt.Sprintf("%v\n%s", err, &stderr)
	}
	if code := cmd.ProcessState.ExitCode(); code != 0 {
		return stdout.String() + fmt.Sprintf("exit code %d\n", code), stderr.String()
	}
	return stdout.String(), stderr.String()
}

// TestRules runs a program for every rule of the order, and compares with what Node prints.
func TestRules(t *testing.T) {
	waiting, program := pending(t), loopbook(t)
	for _, r := range rules(t) {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			out, problems := r.run(t, program)
			want := r.expected(t)
			if feature, ok := waiting[r.name]; ok {
				if out == want {
					t.Fatalf("it runs: take it off testdata/rules/pending.txt (%s)", feature)
				}
				t.Skipf("waits for %s", feature)
			}
			if out != want {
				t.Errorf("%s\n%s\n%s", read(t, r.path), cmp.Diff(want, out), problems)
			}
		})
	}
}

// pending is the list of programs that need what Loopbook does not have yet: a name and the feature on each line.
func pending(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for line := range strings.Lines(read(t, "testdata/rules/pending.txt")) {
		if name, feature, ok := strings.Cut(strings.TrimSpace(line), " "); ok && !strings.HasPrefix(name, "#") {
			all[name] = feature
		}
	}
	return all
}

// TestRulesNode confirms that it is what Node prints; with -update it writes it down.
func TestRulesNode(t *testing.T) {
	node := tools.Node(t)
	for _, r := range rules(t) {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			out, problems := r.run(t, node)
			if *update {
				r.write(t, out)
			}
			if want := r.expected(t); out != want {
				t.Errorf("%s\n%s", cmp.Diff(want, out), problems)
			}
		})
	}
}

func (r rule) write(t *testing.T, out string) {
	t.Helper()
	text, code, ok := strings.Cut(out, "exit code ")
	if err := os.WriteFile(r.beside(".out"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(r.beside(".code")); err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	if !ok {
		return
	}
	if err := os.WriteFile(r.beside(".code"), []byte(code), 0o644); err != nil {
		t.Fatal(err)
	}
}

// ruleIDs are the rules of the order that must each have a program.
const ruleIDs = `R1 R2 S1 CJS1 L1 L2 L3 L4 L5 L6 T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 T13 T14 I1 I2 I3 I4 I5
	E1 E2 E3 E4 E5 E6 E7 E8 E9 F1 F2 F3 F4 F5 F6 MC1 AW1 U1 U2 U3 U4 U5 U6 U7 U8 W1 X1 X2 X3 X4 EV1 EV2 EV3 EV4 EV5 EV6
	ET1 ET2 AB1 AB2 ST1 ST2 ST3 ST4 ST5 ST6 ST7 RL1 RL2 RL3 AL1 UT1 C1 DC1 MC2 ESM1 ESM2 ESM3 ESM4 ESM5 ESM6 ESM7 ESM8
	G1 G2 G3 G4 G5 G6`

func TestEveryRuleHasAProgram(t *testing.T) {
	ids := strings.Fields(ruleIDs)
	seen := map[string]bool{}
	for _, r := range rules(t) {
		id, _, _ := strings.Cut(r.name, "-")
		seen[id] = true
		if !slices.Contains(ids, id) {
			t.Errorf("%s: there is no rule %s", r.name, id)
		}
	}
	for _, id := range ids {
		if !seen[id] {
			t.Errorf("rule %s has no program", id)
		}
	}
}
