package es_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"loopbook/kernel/kerneltest/tools"
	"loopbook/kernel/realm"
)

var update = flag.Bool("update", false, "have Node write the expected outputs")

// programs are testdata/NAME.js with what Node prints as NAME.out. A program whose name begins with "own-" shows a
// deliberate difference or addition, which its first comment explains; its output is ours.
func programs(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.js")
	if err != nil || len(files) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	return files
}

func own(file string) bool { return strings.HasPrefix(filepath.Base(file), "own-") }

func expected(file string) string { return strings.TrimSuffix(file, ".js") + ".out" }

// environment is what a program may depend on, the same everywhere.
var environment = []string{"TZ=UTC", "LANG=en_US.UTF-8", "NO_COLOR=1"}

func TestProgramsPrintWhatNodePrints(t *testing.T) {
	for _, v := range environment {
		name, value, _ := strings.Cut(v, "=")
		t.Setenv(name, value)
	}
	for _, file := range programs(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			if own(file) && *update {
				write(t, expected(file), []byte(here(t, file)))
			}
			want, err := os.ReadFile(expected(file))
			if err != nil {
				t.Fatal(err)
			}
			got := tools.Eventually(string(want), func() string { return here(t, file) })
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("-node +loopbook:\n%s", diff)
			}
		})
	}
}

// here runs a program in Loopbook and returns what it prints.
func here(t *testing.T, file string) string {
	t.Helper()
	var out bytes.Buffer
	r, err := realm.New(realm.Config{Stdout: &out, Stderr: &out, ExposeGC: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	r.RunProgram(ctx, realm.Program{File: file})
	return out.String()
}

func TestProgramsNode(t *testing.T) {
	node := tools.Node(t)
	for _, file := range programs(t) {
		if own(file) {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			inNode := func() string {
				cmd := exec.Command(node, "--expose-gc", "--no-warnings", file)
				cmd.Env = append(os.Environ(), environment...)
				out, _ := cmd.CombinedOutput() // a program may mean to fail
				return string(out)
			}
			if *update {
				write(t, expected(file), []byte(inNode()))
			}
			want, err := os.ReadFile(expected(file))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), tools.Eventually(string(want), inNode)); diff != "" {
				t.Errorf("-expected +node:\n%s", diff)
			}
		})
	}
}

func write(t *testing.T, file string, text []byte) {
	t.Helper()
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
}
