package node_test

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
	"time"

	"loopbook/kernel/kerneltest/tools"
	"loopbook/kernel/realm"
)

// The programs below testdata/programs need what only a whole realm has: lowering, ES modules, the real process object.

func wholePrograms(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("testdata/programs/*.js")
	if err != nil || len(names) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	return names
}

func TestProgramsPrintWhatNodePrints(t *testing.T) {
	for _, name := range wholePrograms(t) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(strings.TrimSuffix(name, ".js") + ".out")
			if err != nil {
				t.Fatal(err)
			}
			if got := tools.Eventually(string(want), func() string { return runProgram(t, name) }); got != string(want) {
				t.Errorf("output differs from Node's, first at %s", difference(got, string(want)))
			}
		})
	}
}

func runProgram(t *testing.T, name string) string {
	t.Helper()
	var out bytes.Buffer
	r, err := realm.New(realm.Config{Dir: filepath.Dir(name), Stdout: &out, Stderr: &out, NoWarnings: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if code := r.RunProgram(ctx, realm.Program{File: filepath.Base(name)}); code != 0 {
		t.Errorf("exit code %d", code)
	}
	return out.String()
}

func TestProgramsAreNode(t *testing.T) {
	node := tools.Node(t)
	for _, name := range wholePrograms(t) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			cmd := exec.Command(node, "--no-warnings", filepath.Base(name))
			cmd.Dir = filepath.Dir(name)
			got, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%s: %v\n%s", name, err, got)
			}
			expected := strings.TrimSuffix(name, ".js") + ".out"
			if flag.Lookup("update").Value.String() == "true" {
				if err := os.WriteFile(expected, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(expected)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != string(want) {
				t.Errorf("%s is not what Node prints, first at %s", expected, difference(string(got), string(want)))
			}
		})
	}
}

// difference shows the first line that differs.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		a, b := line(g, i), line(w, i)
		if a != b {
			return fmt.Sprintf("line %d:\n got  %s\n want %s", i+1, a, b)
		}
	}
	return "none"
}

func line(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}
