package notebooks

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"loopbook/kernel/kerneltest/tools"
)

// strange holds what a notebook may hold and Loopbook never looks at: keys out of order, unknown fields at every
// level, sources as strings and as lists, big and small numbers, other people's characters.
const strange = `{
 "nbformat": 4,
 "nbformat_minor": 5,
 "zoo": [1, 2.50, -0, 1e400, 123456789012345678901234567890, true, null, {}, [], "\u00e9\u2028\ud83d\ude00\u0001\b\f/\/"],
 "metadata": {"b": {"nested": {"x": []}}, "a": 1},
 "cells": [
  {"cell_type": "markdown", "id": "m", "source": "# One\nstring", "metadata": {}, "attachments": {"a.png": {"image/png": "AA=="}}},
  {"source": ["let x = 1;\n", "x"], "cell_type": "code", "execution_count": 7, "unknown": {"k": "v"},
   "metadata": {"tags": ["raises-exception", 3]},
   "outputs": [
    {"output_type": "stream", "name": "stdout", "text": ["a\n", "b"]},
    {"output_type": "stream", "name": "stderr", "text": "c"},
    {"output_type": "execute_result", "execution_count": 7, "metadata": {}, "data": {"text/plain": ["1\n", "2"], "application/json": ["1\n", "2"]}},
    {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["t1", "t2"]}
   ]},
  {"cell_type": "raw", "source": [], "metadata": {"format": "text/x-rst"}}
 ]
}`

func mustParse(t *testing.T, s string) *Notebook {
	t.Helper()
	nb, err := Parse([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return nb
}

func TestCellsAreRead(t *testing.T) {
	nb := mustParse(t, strange)
	if len(nb.Cells) != 3 {
		t.Fatalf("%d cells, want 3", len(nb.Cells))
	}
	m, c, raw := nb.Cells[0], nb.Cells[1], nb.Cells[2]
	if m.Type != "markdown" || m.Source != "# One\nstring" || raw.Type != "raw" || raw.Source != "" {
		t.Errorf("markdown %+v, raw %+v", m, raw)
	}
	if c.Source != "let x = 1;\nx" || c.Count != 7 || !c.Tagged("raises-exception") || c.Tagged("3") {
		t.Errorf("code %+v", c)
	}
	if len(c.Outputs) != 4 {
		t.Fatalf("%d outputs, want 4", len(c.Outputs))
	}
	if o := c.Outputs[0]; o.Stream != "stdout" || o.Text != "a\nb" {
		t.Errorf("stream %+v", o)
	}
	if o := c.Outputs[2]; o.Data["text/plain"] != "1\n2" || !cmp.Equal(o.Data["application/json"], []any{"1\n", "2"}) {
		t.Errorf("result %+v", o)
	}
	if o := c.Outputs[3]; o.Name != "E" || o.Value != "v" || !cmp.Equal(o.Traceback, []string{"t1", "t2"}) {
		t.Errorf("error %+v", o)
	}
}

func TestWritingKeepsWhatItDoesNotKnow(t *testing.T) {
	want := `{
 "nbformat": 4,
 "nbformat_minor": 5,
 "zoo": [
  1,
  2.50,
  -0,
  1e400,
  123456789012345678901234567890,
  true,
  null,
  {},
  [],
  "é` + "\u2028" + `😀\u0001\b\f//"
 ],
 "metadata": {
  "b": {
   "nested": {
    "x": []
   }
  },
  "a": 1
 },
`
	got := string(mustParse(t, strange).Bytes())
	if !strings.HasPrefix(got, want) || !strings.HasSuffix(got, "}\n") {
		t.Errorf("got\n%s", got)
	}
	again := string(mustParse(t, got).Bytes())
	if again != got {
		t.Errorf("written twice:\n%s", cmp.Diff(got, again))
	}
	for _, keep := range []string{`"unknown": {`, `"source": "# One\nstring"`, `"source": [` + "\n", `"attachments"`, `"format": "text/x-rst"`} {
		if !strings.Contains(got, keep) {
			t.Errorf("%s is gone", keep)
		}
	}
}

// The bytes are nbformat's own: it reads and writes a notebook, and puts in the outputs that we put in ours.
func TestBytesAreThoseOfNbformat(t *testing.T) {
	python := tools.Python(t)
	dir := t.TempDir()
	in := filepath.Join(dir, "in.ipynb")
	source := strings.Replace(strange, "1e400, ", "", 1) // Infinity to Python
	if err := os.WriteFile(in, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	const script = `
import sys, nbformat
from nbformat.v4 import new_output
nb = nbformat.read(sys.argv[1], 4)
nbformat.write(nb, sys.argv[2])
c = nb.cells[1]
c.execution_count = 12
c.outputs = [
    new_output("stream", name="stdout", text="a\nb\r\nc\rd\x0be\x1cf\u0085g\u2028h\n\nlast"),
    new_output("stream", name="stderr", text=""),
    new_output("display_data", {"text/html": "<p>\n</p>\n", "image/png": "AA=="}, metadata={"image/png": {"width": 3}}),
    new_output("execute_result", {"text/plain": "'x'"}, execution_count=12),
    new_output("error", ename="TypeError", evalue="no\nway", traceback=["\x1b[31mline\x1b[0m", "two\nlines"]),
]
nbformat.write(nb, sys.argv[3])
`
	plain, filled := filepath.Join(dir, "plain.ipynb"), filepath.Join(dir, "filled.ipynb")
	if out, err := exec.Command(python, "-c", script, in, plain, filled).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	nb, err := Read(plain)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(readFile(t, plain), string(nb.Bytes())); diff != "" {
		t.Errorf("as read (-nbformat +ours):\n%s", diff)
	}
	html, size := newObject(), newObject()
	html.set("text/html", "<p>\n</p>\n")
	html.set("image/png", "AA==")
	width := newObject()
	width.set("width", 3)
	size.set("image/png", width)
	value := newObject()
	value.set("text/plain", "'x'")
	result := dataOutput("execute_result", value, newObject())
	result.node.set("execution_count", 12)
	nb.Cells[1].setOutputs(12, []*Output{
		streamOutput("stdout", "a\nb\r\nc\rd\x0be\x1cf\u0085g\u2028h\n\nlast"),
		streamOutput("stderr", ""),
		dataOutput("display_data", html, size),
		result,
		errorOutput("TypeError", "no\nway", []string{"\x1b[31mline\x1b[0m", "two\nlines"}),
	})
	if diff := cmp.Diff(readFile(t, filled), string(nb.Bytes())); diff != "" {
		t.Errorf("with outputs (-nbformat +ours):\n%s", diff)
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestBadNotebooksAreRefusedInOneSentence(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", "the file is empty"},
		{" \n", "the file is empty"},
		{"[]", "this is JSON, but not a notebook: there is no object at the top"},
		{"{}", "this is JSON, but not a notebook: nbformat is missing"},
		{`{"nbformat": 3, "worksheets": []}`, "it is in nbformat 3, and Loopbook reads 4; open it in Jupyter and save it, which brings it up to date"},
		{`{"nbformat": 5}`, "it is in nbformat 5, which is newer than this Loopbook"},
		{`{"nbformat": 4.5}`, "nbformat is 4.5, which is no version"},
		{`{"nbformat": 4}`, "the notebook has no list of cells"},
		{`{"nbformat": 4, "metadata": 3, "cells": []}`, "the notebook's metadata is not an object"},
		{`{"nbformat": 4, "cells": [3]}`, "cell 1: this is not an object"},
		{`{"nbformat": 4, "cells": [{}]}`, "cell 1: cell_type is missing"},
		{`{"nbformat": 4, "cells": [{"cell_type": "raw", "source": ["a", 1]}]}`, "cell 1: source is neither a string nor a list of strings"},
		{`{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "outputs": {}}]}`, "cell 1: outputs is not a list"},
		{`{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "execution_count": 1.5}]}`, "cell 1: execution_count is 1.5, which is no whole number"},
		{`{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "outputs": [{"output_type": "pyout"}]}]}`, `cell 1: output 1: output_type is "pyout", which nbformat 4 does not have`},
		{"{\n \"a\": 1,\n \"é\": tru }", "line 3, column 10: invalid character ' ' in literal true (expecting 'e')"},
		{"{\n \"nbformat\": 4,\n", "line 3, column 1: the file ends in the middle of a value"},
		{"{\"a\": \"\xff\"}", "line 1, column 8: not valid UTF-8"},
		{`{"nbformat": 4, "cells": []} {}`, "line 1, column 30: invalid character '{' after top-level value"},
		{strings.Repeat("[", 2000) + strings.Repeat("]", 2000), "line 1, column 1002: nested more than 1000 deep"},
	} {
		_, err := Parse([]byte(c.in))
		if err == nil || err.Error() != c.want {
			t.Errorf("%.60q:\n got %v\nwant %s", c.in, err, c.want)
		}
	}
}

func TestReadNamesTheFile(t *testing.T) {
	_, err := Read("testdata/no such.ipynb")
	want := "cannot read the notebook testdata/no such.ipynb: no such file or directory"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	_, err = Read("testdata")
	if err == nil || err.Error() != "cannot read the notebook testdata: is a directory" {
		t.Errorf("got %v", err)
	}
}

func TestWriteKeepsModeAndLink(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "a.ipynb"), filepath.Join(dir, "link.ipynb")
	if err := os.WriteFile(path, []byte(strange), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a.ipynb", link); err != nil {
		t.Fatal(err)
	}
	nb, err := Read(link)
	if err != nil {
		t.Fatal(err)
	}
	if err := nb.Write(link); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if fi, _ := os.Lstat(link); fi.Mode()&os.ModeSymlink == 0 {
		t.Error("the link is gone")
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 2 {
		t.Errorf("left behind: %v", entries)
	}
	if readFile(t, path) != string(nb.Bytes()) {
		t.Error("the file is not the notebook")
	}
	err = nb.Write(filepath.Join(dir, "none", "a.ipynb"))
	if err == nil || !strings.HasSuffix(err.Error(), "none/a.ipynb: no such file or directory") {
		t.Errorf("got %v", err)
	}
}

func TestNewKeysGoWhereNbformatSortsThem(t *testing.T) {
	o := newObject()
	for _, k := range []string{"c", "a", "b"} {
		o.set(k, k)
	}
	if !cmp.Equal(o.keys, []string{"a", "b", "c"}) {
		t.Errorf("keys %v", o.keys)
	}
	o = mustParse(t, strange).root
	o.set("aaa", nil)
	if o.keys[len(o.keys)-1] != "aaa" {
		t.Errorf("keys %v", o.keys)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(strange))
	f.Add([]byte(`{"nbformat":4,"cells":[]}`))
	f.Add([]byte(`{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "outputs": [{"output_type": "stream"}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		nb, err := Parse(data)
		if err != nil {
			return
		}
		again, err := Parse(nb.Bytes())
		if err != nil {
			t.Fatalf("what was written is refused: %v\n%s", err, nb.Bytes())
		}
		if string(again.Bytes()) != string(nb.Bytes()) {
			t.Fatalf("unstable:\n%s\n%s", nb.Bytes(), again.Bytes())
		}
	})
}
