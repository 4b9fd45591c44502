package order

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFound runs programs that once differed, in fake time, and compares with what Node prints.
func TestFound(t *testing.T) { compareFound(t, loopbookSide(t)) }

// TestFoundNode confirms that it is what Node prints; with -update it writes it down.
func TestFoundNode(t *testing.T) {
	node := nodeSide(t)
	if *update {
		for _, file := range found(t) {
			if err := os.WriteFile(outOf(file), []byte(node.run(file).out), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	compareFound(t, node)
}

func found(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/found/*.js")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs in testdata/found", err)
	}
	for i, file := range files {
		if files[i], err = filepath.Abs(file); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func outOf(file string) string { return strings.TrimSuffix(file, ".js") + ".out" }

func compareFound(t *testing.T, s side) {
	for _, file := range found(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			ran := s.run(file)
			if want := read(t, outOf(file)); ran.out != want || ran.code != 0 {
				t.Errorf("%s\nexit code %d\n%s", cmp.Diff(want, ran.out), ran.code, ran.errors)
			}
		})
	}
}
