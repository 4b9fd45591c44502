package node_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"loopbook/kernel/kerneltest/tools"
)

// The programs below testdata/http and testdata/fetch talk to servers of their own.

func networkPrograms(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, dir := range []string{"http", "fetch"} {
		names, err := filepath.Glob("testdata/" + dir + "/*.js")
		if err != nil || len(names) == 0 {
			t.Fatalf("no programs: %v", err)
		}
		all = append(all, names...)
	}
	return all
}

func programName(name string) string { return strings.TrimPrefix(name, "testdata/") }

func TestHTTPProgramsPrintWhatNodePrints(t *testing.T) {
	for _, name := range networkPrograms(t) {
		t.Run(programName(name), func(t *testing.T) {
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

func TestHTTPProgramsNode(t *testing.T) {
	node := tools.Node(t)
	for _, name := range networkPrograms(t) {
		t.Run(programName(name), func(t *testing.T) {
			t.Parallel()
			run := func() string {
				cmd := exec.Command(node, "--no-warnings", filepath.Base(name))
				cmd.Dir = filepath.Dir(name)
				got, err := cmd.CombinedOutput()
				if err != nil {
					t.Errorf("%s: %v", name, err)
				}
				return string(got)
			}
			expected := strings.TrimSuffix(name, ".js") + ".out"
			if flag.Lookup("update").Value.String() == "true" {
				if err := os.WriteFile(expected, []byte(run()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(expected)
			if err != nil {
				t.Fatal(err)
			}
			if got := tools.Eventually(string(want), run); got != string(want) {
				t.Errorf("%s is not what Node prints, first at %s", expected, difference(got, string(want)))
			}
		})
	}
}
