// Package tools finds the outside programs that tests measure Loopbook against: real Node, real Jupyter, a real
// browser. It installs nothing (`make deps` does); it only looks below .deps at the module root and on PATH.
//
// A test that needs a program asks for it by name and is skipped, loudly and by that name, where the machine does
// not have it:
//
//	node := tools.Node(t)
//
// With REQUIRE_ALL=1 in the environment nothing may be skipped: what is missing fails the test.
package tools

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

// Root is the module's root directory, found from the place of this source file.
func Root() string {
	_, file, _, ok := runtime.Caller(0)
	if !ok {
		panic("tools: no caller information")
	}
	return filepath.Join(filepath.Dir(file), "..", "..", "..")
}

// Node returns the path of the Node 24 that confirms every JavaScript expectation.
func Node(t testing.TB) string {
	t.Helper()
	return find(t, "node 24", filepath.Join(Root(), ".deps", "node_modules", ".bin", "node"))
}

// Python returns the interpreter of the test environment that holds the Jupyter clients.
func Python(t testing.TB) string {
	t.Helper()
	return find(t, "python with Jupyter", filepath.Join(Root(), ".deps", "venv", "bin", "python"))
}

// Chromium returns the path of a Chromium that can run headless.
func Chromium(t testing.TB) string {
	t.Helper()
	return find(t, "chromium", "chromium", "chromium-browser", "google-chrome")
}

// Find returns the path of a program: from .deps first, then from PATH.
func Find(t testing.TB, name string) string {
	t.Helper()
	return find(t, name, filepath.Join(Root(), ".deps", "node_modules", ".bin", name), filepath.Join(Root(), ".deps", "venv", "bin", name), name)
}

func find(t testing.TB, what string, candidates ...string) string {
	t.Helper()
	for _, c := range candidates {
		if path, err := exec.LookPath(c); err == nil {
			return path
		}
	}
	Missing(t, what)
	return ""
}

// Missing skips the test because what is not on this machine, or fails it when REQUIRE_ALL=1 forbids skipping.
func Missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("REQUIRE_ALL") == "1" {
		t.Fatalf("MISSING %s: run `make deps`; REQUIRE_ALL=1 forbids skipping", what)
	}
	t.Skipf("MISSING %s: run `make deps`", what)
}

// Eventually calls run until it gives want, at most five times, and returns what it gave last. It is for programs whose
// order rests on real timers: on a machine that is busy with something else those can be late, also in real Node.
func Eventually(want string, run func() string) string {
	got := run()
	for range 4 {
		if got == want {
			break
		}
		got = run()
	}
	return got
}
