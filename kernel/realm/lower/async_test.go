package lower_test

import (
	"bytes"
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"loopbook/display"
	"loopbook/kernel/kerneltest/tools"
	"loopbook/kernel/realm"
)

// The programs of testdata/async, run as cells of a real realm, whose library the lowered code calls.
func TestAsyncSyntaxTakesTheStepsOfV8(t *testing.T) {
	for _, file := range asyncPrograms(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".js"), func(t *testing.T) {
			want := read(t, strings.TrimSuffix(file, ".js")+".out")
			if got := runInRealm(t, read(t, file)); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func TestAsyncSyntaxTakesTheStepsOfV8Node(t *testing.T) {
	for _, file := range asyncPrograms(t) {
		got, err := exec.Command(tools.Node(t), file).Output()
		if err != nil {
			t.Fatal(err)
		}
		if want := read(t, strings.TrimSuffix(file, ".js")+".out"); !bytes.Equal(got, []byte(want)) {
			t.Errorf("node %s prints:\n%s", file, got)
		}
	}
}

func asyncPrograms(t *testing.T) []string {
	t.Helper()
	files, _ := filepath.Glob("testdata/async/*.js")
	if len(files) == 0 {
		t.Fatal("no programs")
	}
	return files
}

// transcript is what a cell prints; an error is printed too.
type transcript struct{ strings.Builder }

func (o *transcript) Stream(_, text string)        { o.WriteString(text) }
func (o *transcript) Display(display.Bundle, bool) {}
func (o *transcript) ClearOutput(bool)             {}
func (o *transcript) Error(e *realm.Exception) {
	o.WriteString("late " + e.Name + ": " + e.Value + "\n")
}

func runInRealm(t *testing.T, source string) string {
	t.Helper()
	r, err := realm.New(realm.Config{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	ended, done := make(chan error, 1), make(chan realm.Outcome, 1)
	go func() { ended <- r.Run(ctx) }()
	out := &transcript{}
	r.Execute(&realm.Cell{Source: source, Count: 1, Output: out, Done: func(o realm.Outcome) { done <- o }})
	select {
	case o := <-done:
		if o.Err != nil {
			out.WriteString(strings.Join(o.Err.Traceback, "\n"))
		}
	case err := <-ended:
		t.Fatalf("the realm ended: %v", err)
	}
	r.Close()
	<-ended
	return out.String()
}
