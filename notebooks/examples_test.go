package notebooks

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"loopbook/kernel/kerneltest/tools"
)

// The notebooks in examples reproduce the examples of four texts. testdata/catalog.txt lists them.

func exampleNotebooks(t *testing.T) []*Notebook {
	t.Helper()
	paths, err := filepath.Glob("examples/*.ipynb")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no example notebooks: %v", err)
	}
	var nbs []*Notebook
	for _, path := range paths {
		nbs = append(nbs, mustRead(t, path))
	}
	return nbs
}

// example is the ids of the examples that a cell belongs to, and its part in them: text, setup, document, demo, cleanup.
func (c *Cell) example() (ids []string, part string) {
	meta, _ := c.node.get("metadata").(*object)
	own, _ := meta.get("loopbook").(*object)
	if id := stringOf(own, "example"); id != "" {
		ids = []string{id}
	} else {
		ids = stringList(own.get("example"))
	}
	return ids, stringOf(own, "part")
}

// catalogued is a line of the catalogue.
type catalogued struct{ id, hash, title string }

func catalog(t *testing.T) []catalogued {
	t.Helper()
	var list []catalogued
	for line := range strings.Lines(readFile(t, "testdata/catalog.txt")) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 3 {
			t.Fatalf("testdata/catalog.txt: %q is not an id, a hash and a title", line)
		}
		list = append(list, catalogued{f[0], f[1], f[2]})
	}
	return list
}

func TestEveryExampleOfTheCatalogueHasItsCell(t *testing.T) {
	shown, quoted := map[string]bool{}, map[string]string{}
	for _, nb := range exampleNotebooks(t) {
		for _, c := range nb.Cells {
			ids, part := c.example()
			for _, id := range ids {
				shown[id] = true
			}
			if part == "document" {
				sum := sha256.Sum256([]byte(withoutMagics(c.Source)))
				quoted[ids[0]] = hex.EncodeToString(sum[:8])
			}
		}
	}
	list := catalog(t)
	if len(list) != 209 {
		t.Errorf("the catalogue has %d examples, not 209", len(list))
	}
	for _, e := range list {
		switch {
		case !shown[e.id]:
			t.Errorf("%s (%s) has no cell", e.id, e.title)
		case e.hash != "-" && quoted[e.id] != e.hash:
			t.Errorf("the code of %s (%s) is not what was quoted: %q", e.id, e.title, quoted[e.id])
		}
	}
}

var magicLines = regexp.MustCompile(`^(%%.*\n)+`)

func withoutMagics(source string) string { return magicLines.ReplaceAllString(source, "") }

// The index leads to every example, at the place where it is.
func TestTheIndexLinksEveryExample(t *testing.T) {
	places := map[string]bool{}
	var index *Notebook
	for _, nb := range exampleNotebooks(t) {
		name := filepath.Base(nb.Path)
		if name == "index.ipynb" {
			index = nb
		}
		for _, c := range nb.Cells {
			places[name+"#cell-id="+stringOf(c.node, "id")] = true
		}
	}
	var text strings.Builder
	for _, c := range index.Cells {
		text.WriteString(c.Source + "\n")
	}
	linked := map[string]bool{}
	for _, m := range regexp.MustCompile(`\[(S\d-\w+)\]\(([^)]+)\)`).FindAllStringSubmatch(text.String(), -1) {
		linked[m[1]] = true
		if !places[m[2]] {
			t.Errorf("the link of %s leads nowhere: %s", m[1], m[2])
		}
	}
	for _, e := range catalog(t) {
		if !linked[e.id] {
			t.Errorf("the index has no link to %s", e.id)
		}
	}
}

// What is quoted may have long lines; our own is fit to read. All cells have an id of their own.
func TestExamplesAreFitToRead(t *testing.T) {
	for _, nb := range exampleNotebooks(t) {
		if string(nb.Bytes()) != readFile(t, nb.Path) {
			t.Errorf("%s is not laid out as nbformat does", nb.Path)
		}
		if first := nb.Cells[0]; first.Type != "markdown" || !strings.HasPrefix(first.Source, "# ") {
			t.Errorf("%s does not begin with a title", nb.Path)
		}
		ids := map[string]bool{}
		for _, c := range nb.Cells {
			id := stringOf(c.node, "id")
			if ids[id] || id == "" {
				t.Errorf("%s: two cells, or none, are called %q", nb.Path, id)
			}
			ids[id] = true
			_, part := c.example()
			for line := range strings.Lines(c.Source) {
				if c.Type == "code" && part != "document" && len([]rune(line)) > 93 {
					t.Errorf("%s, cell %s: a long line: %s", nb.Path, id, line)
				}
			}
		}
	}
}

// packages is what notebooks require from npm; `make packages` installs it.
var packages = map[string]string{"12-database.ipynb": "mysql2", "13-payments.ipynb": "axios"}

// skipWithoutPackages skips a notebook whose packages, or whose database, this machine does not have.
func skipWithoutPackages(t *testing.T, nb *Notebook) {
	t.Helper()
	name := packages[filepath.Base(nb.Path)]
	_, err := os.Stat("examples/node_modules/" + name)
	if name == "mysql2" && err == nil && os.Getenv("MYSQL_URL") == "" {
		if _, err = os.Stat("../bin/mysqld"); err != nil {
			_, err = exec.LookPath("mariadbd")
		}
	}
	switch {
	case err == nil || name == "":
	case os.Getenv("REQUIRE_ALL") == "1":
		t.Fatalf("%s cannot be executed, `make packages` is missing: %v", nb.Path, err)
	default:
		t.Skipf("%s needs what `make packages` installs: %v", nb.Path, err)
	}
}

func TestExamplesGiveWhatIsStoredInThem(t *testing.T) {
	for _, stored := range exampleNotebooks(t) {
		t.Run(filepath.Base(stored.Path), func(t *testing.T) {
			skipWithoutPackages(t, stored)
			t.Parallel()
			nb := mustRead(t, stored.Path)
			if err := Run(t.Context(), nb, Options{}); err != nil {
				t.Fatal(err)
			}
			for i, c := range nb.Cells {
				if diff := cmp.Diff(stored.Cells[i].normal(), c.normal()); diff != "" && !c.skipsCheck() {
					t.Errorf("cell %s (-stored +executed):\n%s", stringOf(c.node, "id"), diff)
				}
			}
		})
	}
}

// nodeCell is a cell for testdata/cells.js.
type nodeCell struct {
	Source string `json:"source"`
	Module bool   `json:"module"`
}

// Node runs every example by itself: the notebook's setup, the cells of the examples it needs, and its own.
func TestExamplesStoreWhatNodePrintsNode(t *testing.T) {
	if testing.Short() {
		t.Skip("some hundred programs of Node")
	}
	node := tools.Node(t)
	for _, nb := range exampleNotebooks(t) {
		for _, id := range nb.examples() {
			t.Run(filepath.Base(nb.Path)+"/"+id, func(t *testing.T) {
				skipWithoutPackages(t, nb)
				t.Parallel()
				cells := nb.cellsFor(id)
				compareCells(t, node, nb, slices.DeleteFunc(slices.Clone(cells), (*Cell).endsPrograms), id)
				for i, c := range cells {
					if c.endsPrograms() {
						before := slices.DeleteFunc(slices.Clone(cells[:i]), (*Cell).endsPrograms)
						compareCells(t, node, nb, append(before, c), id)
					}
				}
			})
		}
	}
}

// endsPrograms reports whether the cell fails, which ends a program. One that waits for ever only fails in a notebook.
func (c *Cell) endsPrograms() bool {
	return c.Tagged("raises-exception") && !strings.HasPrefix(c.outcome().failure, unsettled)
}

const unsettled = "UnsettledTopLevelAwait: "

// examples is the ids of the examples of a notebook that have code.
func (nb *Notebook) examples() []string {
	var list []string
	for _, c := range nb.code() {
		if ids, _ := c.example(); len(ids) > 0 && !slices.Contains(list, ids[0]) {
			list = append(list, ids[0])
		}
	}
	return list
}

// cellsFor is the code that an example is made of.
func (nb *Notebook) cellsFor(id string) []*Cell {
	var needs []string
	for _, c := range nb.code() {
		if ids, _ := c.example(); len(ids) > 0 && ids[0] == id {
			meta, _ := c.node.get("metadata").(*object)
			own, _ := meta.get("loopbook").(*object)
			needs = append(needs, stringList(own.get("needs"))...)
		}
	}
	var cells []*Cell
	for _, c := range nb.code() {
		ids, part := c.example()
		mine := len(ids) > 0 && ids[0] == id
		needed := len(ids) > 0 && part == "setup" && slices.Contains(needs, ids[0])
		if (mine || needed || c.Tagged("setup")) && !c.Tagged("not-node") {
			cells = append(cells, c)
		}
	}
	return cells
}

func compareCells(t *testing.T, node string, nb *Notebook, cells []*Cell, id string) {
	t.Helper()
	var want []nodeOutcome
	for try := range 3 { // a machine that is busy may be late for a timer
		want = runCells(t, node, nb, cells)
		diff := diffCells(cells, want, id)
		if diff == "" {
			return
		}
		if try == 2 {
			t.Error(diff)
		}
	}
}

func diffCells(cells []*Cell, want []nodeOutcome, id string) string {
	var b strings.Builder
	for i, c := range cells {
		if ids, _ := c.example(); len(ids) == 0 || ids[0] != id {
			continue
		}
		got, want := c.outcome(), want[i]
		if got.failure != "" {
			named := strings.Contains(errorCodes.ReplaceAllString(want.stderr, ":"), got.failure)
			if !named && !strings.HasPrefix(got.failure, unsettled) {
				fmt.Fprintf(&b, "cell %s: Node's error is not %q:\n%s\n", stringOf(c.node, "id"), got.failure, want.stderr)
			}
			got.failure, want.stderr, got.stderr = "", "", ""
		}
		if diff := cmp.Diff(want.normal(), got.normal(), cmp.AllowUnexported(nodeOutcome{})); diff != "" {
			fmt.Fprintf(&b, "cell %s (-Node +stored):\n%s\n", stringOf(c.node, "id"), diff)
		}
	}
	return b.String()
}

// errorCodes is what Node writes between the name of an error and its message.
var errorCodes = regexp.MustCompile(` \[ERR_\w+\]:`)

// A frame of a stack in a cell, as Node and as a notebook write it. Other frames are inside Node, or in what runs the cells.
var (
	anyFrame   = regexp.MustCompile(`(?m)^ +at .*\n?`)
	namedFrame = regexp.MustCompile(`^ +at (.+) \((?:cell|Cell In\[\d+\]):[\d:]+\)`)
)

// normal is the outcome without what may differ: lengths of time, and the places of frames, since a rewritten cell has others.
func (o nodeOutcome) normal() nodeOutcome {
	for _, s := range []*string{&o.stdout, &o.stderr, &o.result} {
		frames := anyFrame.ReplaceAllStringFunc(*s, func(frame string) string {
			if m := namedFrame.FindStringSubmatch(frame); m != nil {
				return "    at " + m[1] + "\n"
			}
			return ""
		})
		*s = durations.ReplaceAllString(frames, "<time>")
	}
	if unsteady.MatchString(o.result) {
		o.result = ""
	}
	return o
}

// unsteady results are promises, which may have settled meanwhile, and timers, which a notebook does not show.
var unsteady = regexp.MustCompile(`^(<ref \*\d+> )?(Promise|Timeout|Immediate) \{`)

func runCells(t *testing.T, node string, nb *Notebook, cells []*Cell) []nodeOutcome {
	t.Helper()
	var list []nodeCell
	for _, c := range cells {
		list = append(list, nodeCell{withoutMagics(c.Source), strings.HasPrefix(c.Source, "%%esm\n")})
	}
	dir := t.TempDir()
	cellsFile, resultsFile := filepath.Join(dir, "cells.json"), filepath.Join(dir, "results.json")
	data, err := json.Marshal(list)
	if err == nil {
		err = os.WriteFile(cellsFile, data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	folder, err := filepath.Abs(nb.folder())
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), node, "--expose-internals", "testdata/cells.js", cellsFile, resultsFile, folder)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	_ = cmd.Run() // a failing example is judged by what it says
	out, errs := strings.Split(stdout.String(), "\x01"), strings.Split(stderr.String(), "\x01")
	var results []string
	if data, err := os.ReadFile(resultsFile); err == nil {
		if err := json.Unmarshal(data, &results); err != nil {
			t.Fatal(err)
		}
	}
	outcomes := make([]nodeOutcome, len(cells))
	for i := range cells {
		if i+1 < len(out) {
			outcomes[i].stdout = out[i+1]
		}
		if i+1 < len(errs) {
			outcomes[i].stderr = errs[i+1]
		}
		if i < len(results) {
			outcomes[i].result = results[i]
		}
	}
	if last := len(out) - 2; last >= 0 && last < len(cells)-1 {
		outcomes[last].stderr += "\n(Node stopped here)"
	}
	return outcomes
}
