package zmq

import (
	"fmt"
	"os"
	"testing"

	"go.uber.org/goleak"
)

// TestMain runs the tests, or, in the processes that some tests start, one of the programs below them.
func TestMain(m *testing.M) {
	if name := os.Getenv("ZMQ_TEST_PROGRAM"); name != "" {
		program, ok := programs()[name]
		if !ok {
			fmt.Fprintln(os.Stderr, "no program", name)
			os.Exit(2)
		}
		program()
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

// programs are what a test needs a process of its own for.
func programs() map[string]func() {
	return map[string]func(){
		"send-and-exit": sendAndExit,
		"few-files":     serveWithFewFiles,
	}
}
