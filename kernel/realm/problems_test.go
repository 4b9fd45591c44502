package realm_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"loopbook/kernel/kerneltest/tools"
	"loopbook/kernel/realm"
)

// problems are main programs that fail, beside what Node writes to stderr, and its exit code.
func problems(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/problems/*.*js")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs: ", err)
	}
	return files
}

func problemFile(file string) string {
	return strings.TrimSuffix(file, filepath.Ext(file)) + strings.ReplaceAll(filepath.Ext(file), ".", "-") + ".err"
}

// nodeFrame is a frame of Node's own JavaScript, of which Loopbook has none.
var nodeFrame = regexp.MustCompile(`(?m)^    at (.*\(node:.*\)|.*node:internal.*|parse \(<anonymous>\))( \{)?\n`)

// report is what a program left behind, the same everywhere. The brace that may follow the last frame is left out.
func report(t *testing.T, stderr string, code int) string {
	t.Helper()
	dir, err := filepath.Abs("testdata/problems")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(stderr, filepath.ToSlash(dir), "DIR")
	text = nodeFrame.ReplaceAllString(text, "")
	text = regexp.MustCompile(`(?m) \{$`).ReplaceAllString(text, "")
	return text + fmt.Sprintf("exit %d\n", code)
}

func TestFailingProgramsSayWhatNodeSays(t *testing.T) {
	for _, file := range problems(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			var stderr bytes.Buffer
			r, err := realm.New(realm.Config{Stdout: &bytes.Buffer{}, Stderr: &stderr})
			if err != nil {
				t.Fatal(err)
			}
			code := r.RunProgram(t.Context(), realm.Program{File: file})
			want, err := os.ReadFile(problemFile(file))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), report(t, stderr.String(), code)); diff != "" {
				t.Errorf("-node +loopbook:\n%s", diff)
			}
		})
	}
}

func TestFailingProgramsSayWhatNodeSaysNode(t *testing.T) {
	node := tools.Node(t)
	for _, file := range problems(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			var stderr bytes.Buffer
			cmd := exec.Command(node, file)
			cmd.Stderr = &stderr
			var exit *exec.ExitError
			if err := cmd.Run(); !errors.As(err, &exit) {
				t.Fatal(err)
			}
			got := report(t, stderr.String(), exit.ExitCode())
			if *update {
				if err := os.WriteFile(problemFile(file), []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(problemFile(file))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("-expected +node:\n%s", diff)
			}
		})
	}
}
