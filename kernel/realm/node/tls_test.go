package node_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"loopbook/kernel/kerneltest/tools"
)

// The programs below testdata/tls shake hands on the loopback address, with the certificates beside them: a root, what it
// vouches for (inter, direct, client), what inter vouches for (leaf), and one that nobody does (self). All end in 2036.

func tlsPrograms(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("testdata/tls/*.js")
	if err != nil || len(names) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	return names
}

func TestTLSDoesWhatNodesDoes(t *testing.T) {
	for _, name := range tlsPrograms(t) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(strings.TrimSuffix(name, ".js") + ".out")
			if err != nil {
				t.Fatal(err)
			}
			if got := tools.Eventually(string(want), func() string { return runNetProgram(t, name) }); got != string(want) {
				t.Errorf("output differs from Node's, first at %s", difference(got, string(want)))
			}
		})
	}
}

func TestTLSProgramsInNode(t *testing.T) {
	node := tools.Node(t)
	for _, name := range tlsPrograms(t) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			cmd := exec.Command(node, "--no-warnings", filepath.Base(name))
			cmd.Dir = filepath.Dir(name)
			compareWithNode(t, name, cmd)
		})
	}
}
