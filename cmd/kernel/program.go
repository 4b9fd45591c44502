package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
)

// Program mode: `loopbook script.js`, `-e CODE`, `-p CODE`, as node is called. Everything after the script belongs to
// the script, so these command lines never reach the parser of commands.

// isProgram reports whether the arguments ask for a program to be run.
func isProgram(args []string) bool {
	if len(args) == 0 {
		return false
	}
	first := args[0]
	switch {
	case slices.Contains([]string{"-h", "--help", "-v", "--version"}, first):
		return false
	case strings.HasPrefix(first, "-"):
		return true // an option of node's, before the script or without one
	}
	return slices.Contains([]string{".js", ".mjs", ".cjs", ".ts", ".mts", ".cts"}, strings.ToLower(filepath.Ext(first)))
}

// runProgram is where programs will be run. The realm has no way yet to run one, so it says that, and fails.
func runProgram(args []string, stderr io.Writer) int {
	fmt.Fprintf(stderr, "loopbook: cannot run %s: this version executes notebooks only (loopbook run NOTEBOOK, or loopbook install for Jupyter)\n", args[0])
	return exitFailed
}
