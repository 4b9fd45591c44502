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

// The programs below testdata/net open sockets on the loopback address. Expectations are Node's.

func netPrograms(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("testdata/net/*.js")
	if err != nil || len(names) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	return names
}

func TestSocketsDoWhatNodesDo(t *testing.T) {
	for _, name := range netPrograms(t) {
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

func runNetProgram(t *testing.T, name string) string {
	t.Helper()
	var out bytes.Buffer
	r, err := realm.New(realm.Config{Dir: filepath.Dir(name), Stdout: &out, Stderr: &out, NoWarnings: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	if code := r.RunProgram(ctx, realm.Program{File: filepath.Base(name)}); code != 0 {
		fmt.Fprintf(&out, "exit code %d\n", code)
	}
	return out.String()
}

func TestSocketProgramsInNode(t *testing.T) {
	node := tools.Node(t)
	for _, name := range netPrograms(t) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			cmd := exec.Command(node, "--no-warnings", filepath.Base(name))
			cmd.Dir = filepath.Dir(name)
			compareWithNode(t, name, cmd)
		})
	}
}

// compareWithNode runs Node on a program and compares with the file beside it, or writes that file.
func compareWithNode(t *testing.T, name string, cmd *exec.Cmd) {
	t.Helper()
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
}
