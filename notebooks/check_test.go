package notebooks

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// checkable is a notebook in a file, whose cells store these outputs.
func checkable(t *testing.T, cells ...storedCell) string {
	t.Helper()
	list := []any{}
	for i, c := range cells {
		list = append(list, map[string]any{
			"cell_type": "code", "id": "cell-" + string(rune('a'+i)), "execution_count": i + 1, "source": c.source,
			"metadata": map[string]any{"tags": append([]string{}, c.tags...)},
			"outputs":  []any{map[string]any{"output_type": "stream", "name": "stdout", "text": c.stdout}},
		})
	}
	data, err := json.Marshal(map[string]any{"cells": list, "metadata": map[string]any{}, "nbformat": 4, "nbformat_minor": 5})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.ipynb")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

type storedCell struct {
	source, stdout string
	tags           []string
}

// batch runs one and returns all it said.
func batch(t *testing.T, b Batch, paths ...string) (said string, err error) {
	t.Helper()
	var out strings.Builder
	b.Stdout, b.Stderr = &out, &out
	err = b.Run(t.Context(), paths)
	return out.String(), err
}

func TestCheckShowsEveryCellThatChanged(t *testing.T) {
	path := checkable(t,
		storedCell{"console.log('one\\ntwo')", "one\n2\n", nil},
		storedCell{"console.log('the same')", "the same\n", nil},
		storedCell{"console.log('took 12 ms')", "took 900 ms\n", nil},
		storedCell{"console.log('new')", "old\n", nil})
	said, err := batch(t, Batch{Check: true}, path)
	if !errors.Is(err, ErrFailed) {
		t.Fatalf("error %v", err)
	}
	for _, want := range []string{"2 cells gave other output", "cell 1 (cell-a)", "    stdout: one\n  - 2\n  + two\n", "  - stdout: old\n  + stdout: new\n"} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
	if strings.Contains(said, "cell-b") || strings.Contains(said, "cell-c") {
		t.Errorf("it names a cell that is the same:\n%s", said)
	}
}

func TestCheckPassesOverCellsThatAskForIt(t *testing.T) {
	path := checkable(t,
		storedCell{"// %%skip-check\nconsole.log(1)", "2\n", nil},
		storedCell{"console.log(1)", "2\n", []string{"nbval-ignore-output"}},
		storedCell{"throw new Error('no')", "2\n", []string{"raises-exception", "skip-check"}})
	if said, err := batch(t, Batch{Check: true}, path); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
}

func TestUpdateWritesTheCellsThatChangedAndNoOthers(t *testing.T) {
	path := checkable(t,
		storedCell{"console.log('took 12 ms')", "took 900 ms\n", nil},
		storedCell{"console.log('new')", "old\n", nil})
	if said, err := batch(t, Batch{Update: true}, path); err != nil || !strings.Contains(said, "1 changed cell written") {
		t.Fatalf("%v\n%s", err, said)
	}
	nb := mustRead(t, path)
	if a, b := nb.Cells[0].Outputs[0].Text, nb.Cells[1].Outputs[0].Text; a != "took 900 ms\n" || b != "new\n" {
		t.Errorf("stored are %q and %q", a, b)
	}
	before := readFile(t, path)
	if said, err := batch(t, Batch{Update: true}, path); err != nil || strings.Contains(said, "written") {
		t.Errorf("%v\n%s", err, said)
	}
	if readFile(t, path) != before {
		t.Error("an update without changes wrote the file")
	}
}

func TestRulesAreThoseOfNbval(t *testing.T) {
	rules := filepath.Join(t.TempDir(), "rules.cfg")
	if err := os.WriteFile(rules, []byte("# ports\n[port]\nregex: localhost:(\\d)\\d+\nreplace: localhost:\\1…\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	r, err := ReadSanitizer(rules)
	if err != nil {
		t.Fatal(err)
	}
	path := checkable(t, storedCell{"console.log('localhost:8123')", "localhost:8999\n", nil})
	if said, err := batch(t, Batch{Check: true, Rules: r}, path); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
	path = checkable(t, storedCell{"console.log('localhost:8123')", "localhost:9123\n", nil})
	if _, err := batch(t, Batch{Check: true, Rules: r}, path); err == nil {
		t.Error("another first digit went through")
	}
	for bad, want := range map[string]string{
		"regex: (":                    "line 1",
		"[a]\nreplace: x":             "no regex before",
		"[a]\nsomething":              "neither a section",
		"[a]\nregex: x\nwith: y":      `no "with"`,
		"[a]\nregex: x\nreplace: y\n": "",
	} {
		if err := os.WriteFile(rules, []byte(bad), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := ReadSanitizer(rules)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestTheReportForCINamesCellsThatChangedFailedOrWereNotReached(t *testing.T) {
	changed := checkable(t, storedCell{"console.log('new\\u0001')", "old\n", nil}, storedCell{"console.log(2)", "2\n", nil})
	failed := checkable(t, storedCell{"throw new RangeError('no')", "", nil}, storedCell{"1", "", nil})
	report := filepath.Join(t.TempDir(), "report.xml")
	if _, err := batch(t, Batch{Check: true, JUnit: report}, changed, failed); !errors.Is(err, ErrFailed) {
		t.Fatal(err)
	}
	xml := readFile(t, report)
	for _, want := range []string{`<testsuites tests="4" failures="1" errors="1"`, `<failure message="other output than is stored">- stdout: old`,
		`<error message="RangeError: no">`, `<skipped>`} {
		if !strings.Contains(xml, want) {
			t.Errorf("there is no %s in\n%s", want, xml)
		}
	}
}

func TestAFolderStandsForTheNotebooksInIt(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.ipynb", "a.ipynb", "sub/c.ipynb", ".ipynb_checkpoints/a.ipynb", "node_modules/x/d.ipynb", "other.txt"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := Find([]string{dir, "missing.ipynb"})
	want := filepath.Join(dir, "a.ipynb") + " " + filepath.Join(dir, "b.ipynb") + " " + filepath.Join(dir, "sub", "c.ipynb") + " missing.ipynb"
	if err != nil || strings.Join(got, " ") != want {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := Find([]string{t.TempDir()}); err == nil || !strings.Contains(err.Error(), "no notebook") {
		t.Errorf("an empty folder: %v", err)
	}
}
