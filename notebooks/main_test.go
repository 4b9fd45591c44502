package notebooks

import (
	"context"
	"fmt"
	"os"
	"testing"

	"loopbook/kernel/realm"
)

// Notebooks start process.execPath with -e. In tests that is the test itself, so it has to run programs as loopbook does.
func TestMain(m *testing.M) {
	if len(os.Args) != 3 || os.Args[1] != "-e" {
		os.Exit(m.Run())
	}
	r, err := realm.New(realm.Config{Stdout: os.Stdout, Stderr: os.Stderr})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(r.RunProgram(context.Background(), realm.Program{Source: os.Args[2], Name: "[eval]"}))
}
