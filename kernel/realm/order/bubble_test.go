package order

import (
	"context"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"loopbook/kernel/realm"
)

// programVariable names the file that a child of this test binary runs as a program, in fake time.
const programVariable = "ORDER_PROGRAM"

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
		code = r.RunProgram(context.Background(), realm.Program{File: file})
		os.Exit(code)
	})
}

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
