package realm_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"loopbook/kernel/kerneltest/tools"
	"loopbook/kernel/realm"
)

// unsettled are main modules whose top-level await nothing can settle, beside what Node writes to stderr.
func unsettled(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/unsettled/*.mjs")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs: ", err)
	}
	return files
}

func expectedWarning(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(strings.TrimSuffix(file, ".mjs") + ".err")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// withoutFolder makes a warning the same everywhere.
func withoutFolder(t *testing.T, text string) string {
	t.Helper()
	dir, err := filepath.Abs("testdata/unsettled")
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(text, "file://"+filepath.ToSlash(dir), "file://DIR")
}

func TestUnsettledAwaitIsShownWhereItWaits(t *testing.T) {
	for _, file := range unsettled(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			var problems bytes.Buffer
			r, err := realm.New(realm.Config{Stdout: &bytes.Buffer{}, Stderr: &problems})
			if err != nil {
				t.Fatal(err)
			}
			if code := r.RunProgram(t.Context(), realm.Program{File: file}); code != 13 {
				t.Errorf("exit code %d, want 13", code)
			}
			if diff := cmp.Diff(expectedWarning(t, file), withoutFolder(t, problems.String())); diff != "" {
				t.Errorf("-node +loopbook:\n%s", diff)
			}
		})
	}
}

func TestUnsettledAwaitIsShownWhereItWaitsNode(t *testing.T) {
	node := tools.Node(t)
	for _, file := range unsettled(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			var problems bytes.Buffer
			cmd := exec.Command(node, file)
			cmd.Stderr = &problems
			_ = cmd.Run() // it exits with 13
			got := withoutFolder(t, problems.String())
			if diff := cmp.Diff(expectedWarning(t, file), got); diff != "" {
				t.Errorf("-expected +node:\n%s", diff)
			}
		})
	}
}
