package order

import (
	"fmt"
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
			writeOut(t, file, node)
		}
	}
	compareFound(t, node)
}

func writeOut(t *testing.T, file string, node side) {
	t.Helper()
	if err := os.WriteFile(outOf(file), []byte(shown(node.run(file))), 0o644); err != nil {
		t.Fatal(err)
	}
}

// shown is what is compared of what a program did.
func shown(o outcome) string {
	if o.code != 0 {
		return fmt.Sprintf("%sexit code %d\n", o.out, o.code)
	}
	return o.out
}

// keepFound makes a test of p, and returns its file.
func keepFound(t *testing.T, p program, node side) (file string) {
	t.Helper()
	file, err := filepath.Abs(fmt.Sprintf("testdata/found/seed-%d%s", p.seed, p.extension()))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(p.alone(), driver(), "../driver.js")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	writeOut(t, file, node)
	return file
}

func found(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/found/*.*js")
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

func outOf(file string) string { return strings.TrimSuffix(file, filepath.Ext(file)) + ".out" }

func compareFound(t *testing.T, s side) {
	for _, file := range found(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			ran := s.run(file)
			if want, got := read(t, outOf(file)), shown(ran); got != want {
				t.Errorf("%s\n%s", cmp.Diff(want, got), ran.errors)
			}
		})
	}
}
