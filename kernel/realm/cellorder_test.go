package realm_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"loopbook/kernel/kerneltest/tools"
)

var update = flag.Bool("update", false, "write what Node prints as what is expected")

// orderedCell is a program of testdata/cells, which says in its first line what it shows. Its name says how it runs:
//
//	x.js        a cell                                node x.js
//	x.await.js  a cell with await or static imports   node, as the body of an async function
//	x.mjs       a cell with %%esm                     node x.mjs
//	x.ts        a cell with %%ts                      node x.ts
type orderedCell struct{ path, source string }

func orderedCells(t *testing.T) []orderedCell {
	t.Helper()
	var all []orderedCell
	for _, suffix := range []string{"js", "mjs", "ts"} {
		files, err := filepath.Glob("testdata/cells/*." + suffix)
		if err != nil || len(files) == 0 {
			t.Fatal("no programs in testdata/cells", err)
		}
		for _, file := range files {
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, orderedCell{file, string(source)})
		}
	}
	return all
}

func (c orderedCell) name() string { return filepath.Base(c.path) }

// cell is the program as a user types it.
func (c orderedCell) cell() string {
	switch filepath.Ext(c.path) {
	case ".mjs":
		return "%%esm\n" + c.source
	case ".ts":
		return "%%ts\n" + c.source
	}
	return c.source
}

// staticImport is one that a program of an async function writes with import().
var staticImport = regexp.MustCompile(`(?m)^import (?:(\w+), )?(\{.*\}) from (.*);$`)

// program is what Node runs for it.
func (c orderedCell) program() string {
	if !strings.HasSuffix(c.path, ".await.js") {
		return c.source
	}
	return "(async () => {" + staticImport.ReplaceAllStringFunc(c.source, func(s string) string {
		m := staticImport.FindStringSubmatch(s)
		names := strings.ReplaceAll(m[2], " as ", ": ")
		if m[1] != "" {
			names = "{ default: " + m[1] + ", " + strings.TrimPrefix(names, "{")
		}
		return "const " + names + " = await import(" + m[3] + ");"
	}) + "})();\n"
}

func (c orderedCell) expected(t *testing.T) string {
	t.Helper()
	out, err := os.ReadFile(c.path + ".out")
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestCellsRunInNodesOrder(t *testing.T) {
	for _, c := range orderedCells(t) {
		t.Run(c.name(), func(t *testing.T) {
			t.Parallel()
			o := newNotebook(t).runSilently(c.cell())
			if e := o.outcome.Err; e != nil {
				t.Fatalf("%s: %s\n%s", e.Name, e.Value, strings.Join(e.Traceback, "\n"))
			}
			if diff := cmp.Diff(c.expected(t), o.text()); diff != "" {
				t.Errorf("%s\n%s", c.source, diff)
			}
		})
	}
}

// TestCellsRunInNodesOrderNode confirms that it is Node's order; with -update it writes it down.
func TestCellsRunInNodesOrderNode(t *testing.T) {
	node := tools.Node(t)
	for _, c := range orderedCells(t) {
		t.Run(c.name(), func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), c.name())
			if err := os.WriteFile(file, []byte(c.program()), 0o600); err != nil {
				t.Fatal(err)
			}
			inNode := func() string {
				out, err := exec.Command(node, "--no-warnings", file).Output()
				if err != nil {
					t.Fatal(err)
				}
				return string(out)
			}
			if *update {
				if err := os.WriteFile(c.path+".out", []byte(inNode()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want := c.expected(t)
			if diff := cmp.Diff(want, tools.Eventually(want, inNode)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
