package notebooks

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// notebook has one code cell for each source.
func notebook(t *testing.T, sources ...string) *Notebook {
	t.Helper()
	var cells []string
	for _, s := range sources {
		cells = append(cells, `{"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": `+string(appendString(nil, s))+`}`)
	}
	return mustParse(t, `{"cells": [`+strings.Join(cells, ",")+`], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}`)
}

func outputs(nb *Notebook) string {
	var b strings.Builder
	for _, c := range nb.Cells {
		b.WriteString(strings.Join(c.normal(), "\n") + "\n")
	}
	return b.String()
}

func TestRunFillsInOutputsCountsAndMetadata(t *testing.T) {
	nb := notebook(t, "console.log('a'); console.error('b'); 40 + 2", "", "var later = setTimeout(() => console.log('c'), 1)")
	var reports []Report
	if err := Run(t.Context(), nb, Options{Report: func(r Report) { reports = append(reports, r) }}); err != nil {
		t.Fatal(err)
	}
	want := "stdout: a\n\nstderr: b\n\nexecute_result: \ntext/plain: 42\n\nstdout: c\n\n"
	if got := escapes.ReplaceAllString(outputs(nb), ""); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if nb.Cells[0].Count != 1 || nb.Cells[1].Count != 0 || nb.Cells[2].Count != 2 {
		t.Errorf("counts %d, %d, %d", nb.Cells[0].Count, nb.Cells[1].Count, nb.Cells[2].Count)
	}
	if nb.metadata("language_info", "name") != "javascript" || nb.metadata("kernelspec", "name") != "loopbook" {
		t.Errorf("metadata\n%s", nb.Bytes())
	}
	if len(reports) != 4 || reports[0].Ended || !reports[1].Ended || reports[3].Cell != 2 || reports[3].Of != 2 {
		t.Errorf("reports %+v", reports)
	}
}

func TestAFailureStopsTheNotebookAndClearsTheRest(t *testing.T) {
	nb := mustParse(t, `{"cells": [
	 {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [], "source": "throw new RangeError('no')"},
	 {"cell_type": "code", "execution_count": 2, "metadata": {}, "outputs": [{"output_type": "stream", "name": "stdout", "text": "stale"}], "source": "1"}
	], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}`)
	err := Run(t.Context(), nb, Options{})
	var f *Failure
	if !errors.As(err, &f) || f.Cell != 1 || f.Name != "RangeError" || f.Value != "no" || len(f.Traceback) == 0 {
		t.Fatalf("got %v", err)
	}
	if len(nb.Cells[0].Outputs) != 1 || nb.Cells[0].Outputs[0].Name != "RangeError" || len(nb.Cells[1].Outputs) != 0 || nb.Cells[1].Count != 0 {
		t.Errorf("outputs\n%s", outputs(nb))
	}
	if err := Run(t.Context(), nb, Options{AllowErrors: true}); err != nil {
		t.Error(err)
	}
	if nb.Cells[1].Count != 2 {
		t.Errorf("the cell after an allowed error has count %d", nb.Cells[1].Count)
	}
}

func TestTheEndOfItsContextInterruptsTheCell(t *testing.T) {
	for _, source := range []string{"for (;;);", "setInterval(() => {}, 5)"} {
		cause := errors.New("enough")
		ctx, cancel := context.WithCancelCause(t.Context())
		nb := notebook(t, "console.log('before')", source, "console.log('after')")
		err := Run(ctx, nb, Options{Report: func(r Report) {
			if r.Cell == 2 && !r.Ended {
				time.AfterFunc(20*time.Millisecond, func() { cancel(cause) })
			}
		}})
		if !errors.Is(err, cause) {
			t.Errorf("%s: %v, want %v", source, err, cause)
		}
		if got := outputs(nb); !strings.HasPrefix(got, "stdout: before\n") || strings.Contains(got, "after") {
			t.Errorf("%s: outputs\n%s", source, got)
		}
		cancel(nil)
	}
}

func TestOtherLanguagesAreRefused(t *testing.T) {
	nb := mustParse(t, `{"cells": [], "metadata": {"language_info": {"name": "julia"}}, "nbformat": 4}`)
	err := Run(t.Context(), nb, Options{})
	if err == nil || err.Error() != "it is written in julia, and Loopbook runs JavaScript and TypeScript" {
		t.Errorf("got %v", err)
	}
}

func TestCodeRunsInTheNotebooksFolder(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "answer.js"), []byte("module.exports = 42"), 0o644); err != nil {
		t.Fatal(err)
	}
	nb := notebook(t, "console.log(require('./answer'))")
	nb.Path = filepath.Join(dir, "x.ipynb")
	if err := Run(t.Context(), nb, Options{}); err != nil {
		t.Fatal(err)
	}
	if got := outputs(nb); got != "stdout: 42\n\n" {
		t.Errorf("got %s", got)
	}
}

func TestNothingOfAKernelIsLeft(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	for range 3 {
		if err := Run(t.Context(), notebook(t, "setTimeout(() => {}, 1e6).unref(); 1"), Options{}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestABatchSaysHowFarItIs(t *testing.T) {
	dir := t.TempDir()
	var paths []string
	for _, name := range []string{"one", "another one"} {
		path := filepath.Join(dir, name+".ipynb")
		if err := notebook(t, "\n  let x = 1;\nx", "x + 1").Write(path); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	var stdout, stderr bytes.Buffer
	b := Batch{Jobs: 2, Stdout: &stdout, Stderr: &stderr}
	if err := b.Run(t.Context(), paths); err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	for _, want := range []string{"one.ipynb          1/2  ok", "another one.ipynb  2/2  ok", " ms  let x = 1;\n", "2 notebooks, 4 code cells, "} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("%q is not in\n%s", want, stdout.String())
		}
	}
	if strings.Contains(stdout.String(), "\x1b") || stderr.Len() > 0 {
		t.Errorf("not plain: %q %q", stdout.String(), stderr.String())
	}
}

func TestOnATerminalABarStandsBelowTheLines(t *testing.T) {
	dir := t.TempDir()
	var paths []string
	for _, name := range []string{"a", "b"} {
		path := filepath.Join(dir, name+".ipynb")
		if err := notebook(t, "1", "throw 2", "3").Write(path); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	var stdout, stderr bytes.Buffer
	b := Batch{Stdout: &stdout, Stderr: &stderr, Terminal: true}
	if err := b.Run(t.Context(), paths); !errors.Is(err, ErrFailed) {
		t.Fatalf("%v", err)
	}
	if !strings.Contains(stdout.String(), "\x1b[32mok    \x1b[0m") || !strings.Contains(stdout.String(), "\x1b[1;31mfailed\x1b[0m") {
		t.Errorf("no colours in %q", stdout.String())
	}
	if !strings.Contains(stderr.String(), "b.ipynb: cell 2 failed\n") {
		t.Errorf("stderr %q", stderr.String())
	}
}
