package order

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"loopbook/display"
	"loopbook/kernel/realm"
)

// programVariable names the file that a child of this test binary runs as a program, in fake time; with cellVariable it is
// the source of a cell.
const (
	programVariable = "ORDER_PROGRAM"
	cellVariable    = "ORDER_CELL"
)

// TestOneProgramInABubble is not a test of its own: it is what a child process of the fuzzer does.
func TestOneProgramInABubble(t *testing.T) {
	file := os.Getenv(programVariable)
	if file == "" {
		t.Skip("only for the fuzzer")
	}
	var code int
	synctest.Test(t, func(*testing.T) {
		r, err := realm.New(realm.Config{Stdout: os.Stdout, Stderr: blocker{os.Stderr}, NoWarnings: true})
		if err != nil {
			panic(err)
		}
		if os.Getenv(cellVariable) != "" {
			code = runCell(r, file)
		} else {
			code = r.RunProgram(context.Background(), realm.Program{File: file})
		}
		os.Exit(code)
	})
}

// runCell runs a file as a cell, to its end; one that is an ES module with the magic that gives it the order of one.
func runCell(r *realm.Realm, file string) (code int) {
	source, err := os.ReadFile(file)
	if err != nil {
		panic(err)
	}
	if filepath.Ext(file) == ".mjs" {
		source = append([]byte("%%esm\n"), source...)
	}
	go func() { _ = r.Run(context.Background()) }()
	done := make(chan realm.Outcome)
	r.Execute(&realm.Cell{Source: string(source), Count: 1, Silent: true, Output: printed{}, Done: func(o realm.Outcome) { done <- o }})
	if o := <-done; o.Err != nil {
		fmt.Fprintln(os.Stderr, strings.Join(o.Err.Traceback, "\n"))
		if o.Err.Name == "UnsettledTopLevelAwait" {
			return 13
		}
		return 1
	}
	return 0
}

// printed is an Output that prints.
type printed struct{}

func (printed) Stream(name, text string) {
	if name == "stdout" {
		fmt.Print(text)
		return
	}
	_, _ = blocker{os.Stderr}.Write([]byte(text))
}
func (printed) Display(display.Bundle, bool) {}
func (printed) ClearOutput(bool)             {}
func (printed) Error(*realm.Exception)       {}

// blocker is a stderr that takes `block 5` as an order to let 5 ms pass.
type blocker struct{ w io.Writer }

func (b blocker) Write(p []byte) (int, error) {
	if word, ok := strings.CutPrefix(string(p), "block "); ok {
		ms, err := strconv.Atoi(strings.TrimSpace(word))
		if err == nil {
			time.Sleep(time.Duration(ms) * time.Millisecond)
			return len(p), nil
		}
	}
	return b.w.Write(p)
}
