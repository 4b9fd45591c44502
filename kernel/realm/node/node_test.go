package node

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"loopbook/kernel/kerneltest/tools"
)

var update = flag.Bool("update", false, "write testdata/*.out with what real Node prints")

// programs are the differential tests: testdata/MODULE-*.js, and beside each what Node 24 prints.
func programs(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("testdata/*.js")
	if err != nil || len(names) == 0 {
		t.Fatalf("no programs in testdata: %v", err)
	}
	return names
}

func expectation(program string) string { return strings.TrimSuffix(program, ".js") + ".out" }

func TestModulesPrintWhatNodePrints(t *testing.T) {
	for _, program := range programs(t) {
		t.Run(filepath.Base(program), func(t *testing.T) {
			want := readFile(t, expectation(program))
			got := tools.Eventually(want, func() string { return newWorld(t).run(program, readFile(t, program)) })
			if got != want {
				t.Errorf("output differs from Node's, first at %s", firstDifference(got, want))
			}
		})
	}
}

func TestExpectationsAreNode(t *testing.T) {
	node := tools.Node(t)
	for _, program := range programs(t) {
		t.Run(filepath.Base(program), func(t *testing.T) {
			inNode := func() string {
				got, err := exec.Command(node, "--no-warnings", program).Output()
				if err != nil {
					t.Fatalf("node %s: %v", program, err)
				}
				return string(got)
			}
			if *update {
				if err := os.WriteFile(expectation(program), []byte(inNode()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want := readFile(t, expectation(program))
			if got := tools.Eventually(want, inNode); got != want {
				t.Errorf("%s is not what Node prints, first at %s", expectation(program), firstDifference(got, want))
			}
		})
	}
}
