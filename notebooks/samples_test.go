package notebooks

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"loopbook/kernel/kerneltest/tools"
)

func samples(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("*.ipynb")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no sample notebooks: %v", err)
	}
	return paths
}

func mustRead(t *testing.T, path string) *Notebook {
	t.Helper()
	nb, err := Read(path)
	if err != nil {
		t.Fatal(err)
	}
	return nb
}

func TestSamplesGiveWhatIsStoredInThem(t *testing.T) {
	for _, path := range samples(t) {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			stored, nb := mustRead(t, path), mustRead(t, path)
			if err := Run(t.Context(), nb, Options{}); err != nil {
				t.Fatal(err)
			}
			for i, c := range nb.Cells {
				if diff := cmp.Diff(stored.Cells[i].normal(), c.normal()); diff != "" {
					t.Errorf("cell %s (-stored +executed):\n%s", stringOf(c.node, "id"), diff)
				}
			}
			if diff := cmp.Diff(string(stored.Bytes()), string(nb.Bytes())); diff != "" && !t.Failed() {
				t.Errorf("the file would change (-stored +executed):\n%s", diff)
			}
		})
	}
}

// Every cell of the samples stands alone, but for the cells before it that are tagged setup; so real Node can run it as
// a program of its own, and must print what is stored.
func TestSamplesStoreWhatNodePrintsNode(t *testing.T) {
	node := tools.Node(t)
	for _, path := range samples(t) {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			setup := ""
			for _, c := range mustRead(t, path).code() {
				c.compareWithNode(t, node, setup)
				if c.Tagged("setup") {
					setup += c.Source + "\n"
				}
			}
		})
	}
}

// session cells look at what cells before them left behind, which a program of its own cannot.
const session = "session"

func (c *Cell) compareWithNode(t *testing.T, node, setup string) {
	t.Helper()
	if c.Tagged(session) {
		return
	}
	var want nodeOutcome
	want.run(t, node, setup+c.Source)
	got := c.outcome()
	id := stringOf(c.node, "id")
	if got.failure != "" {
		// Node's own words round an uncaught error are not a notebook's; the line that names it is the same.
		if !strings.Contains("\n"+want.stderr, "\n"+got.failure+"\n") {
			t.Errorf("cell %s: Node's error is not %q:\n%s", id, got.failure, want.stderr)
		}
		got.failure, want.stderr, got.stderr = "", "", ""
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(nodeOutcome{})); diff != "" {
		t.Errorf("cell %s (-Node +stored):\n%s", id, diff)
	}
}

// nodeOutcome is what a cell gave.
type nodeOutcome struct {
	stdout, stderr, result string
	failure                string // "TypeError: message"; of a stored cell only
}

func (o *nodeOutcome) run(t *testing.T, node, source string) {
	t.Helper()
	dir := t.TempDir()
	cell, result := filepath.Join(dir, "cell.js"), filepath.Join(dir, "result")
	if err := os.WriteFile(cell, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr strings.Builder
	cmd := exec.CommandContext(t.Context(), node, "--expose-internals", "testdata/cell.js", cell, result)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	o.stdout, o.stderr = stdout.String(), stderr.String()
	if err != nil && stderr.Len() == 0 {
		t.Errorf("Node: %v", err)
	}
	if data, err := os.ReadFile(result); err == nil {
		o.result = string(data)
	}
}

var escapes = regexp.MustCompile("\x1b\\[[0-9;]*m")

func (c *Cell) outcome() nodeOutcome {
	var n nodeOutcome
	for _, o := range c.Outputs {
		switch {
		case o.Stream == "stdout":
			n.stdout += o.Text
		case o.Stream == "stderr":
			n.stderr += o.Text
		case o.Type == "error":
			n.failure = o.Name + ": " + o.Value
		case o.Type == "display_data": // a picture of the run
		default:
			s, _ := o.Data["text/plain"].(string)
			n.result += escapes.ReplaceAllString(s, "")
		}
	}
	return n
}

// Whoever opens a sample finds prose above every example, and code of today's size.
func TestSamplesAreFitToRead(t *testing.T) {
	for _, path := range samples(t) {
		nb := mustRead(t, path)
		if string(nb.Bytes()) != readFile(t, path) {
			t.Errorf("%s is not laid out as nbformat does", path)
		}
		if first := nb.Cells[0]; first.Type != "markdown" || !strings.HasPrefix(first.Source, "# ") {
			t.Errorf("%s does not begin with a title", path)
		}
		for _, c := range nb.Cells {
			for line := range strings.Lines(c.Source) {
				if c.Type == "code" && len([]rune(line)) > 90 {
					t.Errorf("%s, cell %s: a long line: %s", path, stringOf(c.node, "id"), line)
				}
			}
		}
	}
}
