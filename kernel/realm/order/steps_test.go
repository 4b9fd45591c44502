package order

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"loopbook/kernel/kerneltest/tools"
)

const stepsFile = "testdata/steps/table.txt"

func isRow(line string) bool {
	return strings.Contains(line, "|") && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "==")
}

// row is one line of the table.
type row struct {
	steps, construct, prepare, program string
}

// stepTable reads the table; headings go into the names.
func stepTable(t *testing.T) []row {
	t.Helper()
	var all []row
	heading := ""
	for line := range strings.Lines(read(t, stepsFile)) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "== "); ok {
			heading = name
		}
		if !isRow(line) {
			continue
		}
		cells := strings.SplitN(line, "|", 3)
		if len(cells) != 3 {
			t.Fatalf("not a row: %s", line)
		}
		r := row{steps: strings.TrimSpace(cells[0]), construct: heading + ": " + strings.TrimSpace(cells[1]), program: strings.TrimSpace(cells[2])}
		if before, after, ok := strings.Cut(r.program, " >> "); ok {
			r.prepare, r.program = before, after
		}
		all = append(all, r)
	}
	return all
}

// measured runs all rows as one program, and returns the steps of each as it printed them.
func measured(t *testing.T, program string, rows []row) []string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "require(%q).measure([\n", filepath.Join(tools.Root(), "kernel/realm/order/testdata/steps/driver.js"))
	for i, r := range rows {
		fmt.Fprintf(&b, "[%d, async ({ hit, p, bad, thenable, Sub }) => { %s return () => { %s }; }],\n", i, r.prepare, r.program)
	}
	b.WriteString("]);\n")
	file := filepath.Join(t.TempDir(), "steps.js")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	ran := side{argv: []string{program}}.run(file)
	lines := strings.Split(strings.TrimSpace(ran.out), "\n")
	if len(lines) != len(rows) {
		t.Fatalf("%d rows of %d ran:\n%s\n%s", len(lines), len(rows), ran.out, ran.errors)
	}
	for i := range lines {
		lines[i] = strings.TrimSpace(strings.TrimPrefix(lines[i], fmt.Sprint(i)))
	}
	return lines
}

func compareSteps(t *testing.T, program string) {
	rows := stepTable(t)
	got := measured(t, program, rows)
	for i, r := range rows {
		t.Run(r.construct, func(t *testing.T) {
			if got[i] != r.steps {
				t.Errorf("takes %s steps, not %s: %s", got[i], r.steps, r.program)
			}
		})
	}
}

// TestSteps counts how many turns of the microtask queue each construct takes.
func TestSteps(t *testing.T) { compareSteps(t, loopbook(t)) }

// TestStepsNode confirms the table; with -update it writes the numbers.
func TestStepsNode(t *testing.T) {
	node := tools.Node(t)
	if *update {
		updateSteps(t, node)
	}
	compareSteps(t, node)
}

// updateSteps puts what program measures into the first column.
func updateSteps(t *testing.T, program string) {
	got := measured(t, program, stepTable(t))
	var b strings.Builder
	for line := range strings.Lines(read(t, stepsFile)) {
		if isRow(line) {
			_, rest, _ := strings.Cut(line, "|")
			line = fmt.Sprintf("%-8s|%s", got[0], rest)
			got = got[1:]
		}
		b.WriteString(line)
	}
	if err := os.WriteFile(stepsFile, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
