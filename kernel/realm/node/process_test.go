package node_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"loopbook/kernel/kerneltest/tools"
)

// The programs below testdata/processes need the whole program, not a realm inside the test: they start themselves again,
// have threads, or look at their own exit. Their first line may be `// flags: …`.

// builtLoopbook is the program under test, built once.
var builtLoopbook = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "loopbook-node")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "loopbook")
	args := []string{"build", "-o", path}
	if raceDetector {
		args = append(args, "-race")
	}
	if out, err := exec.Command("go", append(args, "loopbook/cmd/kernel")...).CombinedOutput(); err != nil {
		return "", fmt.Errorf("building loopbook: %w\n%s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := builtLoopbook(); err == nil {
		_ = os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

func processPrograms(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, pattern := range []string{"testdata/processes/*.js", "testdata/processes/*.mjs"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, found...)
	}
	if len(names) == 0 {
		t.Fatal("no programs in testdata/processes")
	}
	return names
}

func beside(name string) string { return strings.TrimSuffix(name, filepath.Ext(name)) + ".out" }

// runProcess returns what a program writes to stdout, then to stderr if its first line asks for that, and its exit code if it is not 0.
func runProcess(t *testing.T, program, name string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	source, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(source), "\n")
	flags, hasFlags := strings.CutPrefix(first, "// flags: ")
	args := []string{"--no-warnings"}
	if hasFlags {
		args = strings.Fields(flags)
	}
	cmd := exec.CommandContext(ctx, program, append(args, filepath.Base(name))...)
	cmd.Dir = filepath.Dir(name)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	var exit *exec.ExitError
	if ctx.Err() != nil || err != nil && !errors.As(err, &exit) {
		t.Fatalf("%s: %v\n%s%s", name, err, &stdout, &stderr)
	}
	if dir, err := filepath.Abs(cmd.Dir); err == nil { // what is printed of it differs from machine to machine
		text := strings.ReplaceAll(stdout.String(), dir, "DIR")
		stdout.Reset()
		stdout.WriteString(text)
	}
	if code := cmd.ProcessState.ExitCode(); code != 0 {
		fmt.Fprintf(&stdout, "exit code %d\n", code)
		t.Logf("stderr of %s: %s", name, &stderr)
	}
	return stdout.String()
}

func TestProcessesPrintWhatNodePrints(t *testing.T) {
	program, err := builtLoopbook()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range processPrograms(t) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(beside(name))
			if err != nil {
				t.Fatal(err)
			}
			if got := tools.Eventually(string(want), func() string { return runProcess(t, program, name) }); got != string(want) {
				t.Error(cmp.Diff(string(want), got))
			}
		})
	}
}

func TestProcessesAreNode(t *testing.T) {
	node := tools.Node(t)
	for _, name := range processPrograms(t) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			if flag.Lookup("update").Value.String() == "true" {
				if err := os.WriteFile(beside(name), []byte(runProcess(t, node, name)), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(beside(name))
			if err != nil {
				t.Fatal(err)
			}
			if got := tools.Eventually(string(want), func() string { return runProcess(t, node, name) }); got != string(want) {
				t.Error(cmp.Diff(string(want), got))
			}
		})
	}
}
