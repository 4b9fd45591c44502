package node_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"loopbook/kernel/kerneltest/tools"
	"loopbook/kernel/realm"
)

// Programs below testdata/DIR are main programs of a whole realm, beside what Node prints.
//
//	programs   what only a whole realm has: lowering, ES modules, the real process object
//	net, tls   sockets on the loopback address; tls has certificates beside it: a root, what it vouches for (inter, direct,
//	           client), what inter vouches for (leaf), and one that nobody does (self). All end in 2036.
//	http       and fetch: servers of their own

func TestProgramsPrintWhatNodePrints(t *testing.T)     { runHere(t, "programs") }
func TestProgramsAreNode(t *testing.T)                 { runInNode(t, "programs") }
func TestSocketsDoWhatNodesDo(t *testing.T)            { runHere(t, "net", "tls") }
func TestSocketProgramsInNode(t *testing.T)            { runInNode(t, "net", "tls") }
func TestHTTPProgramsPrintWhatNodePrints(t *testing.T) { runHere(t, "http", "fetch") }
func TestHTTPProgramsNode(t *testing.T)                { runInNode(t, "http", "fetch") }

// eachProgram runs check for the programs of the folders, all at a time.
func eachProgram(t *testing.T, dirs []string, check func(t *testing.T, file string)) {
	t.Helper()
	for _, dir := range dirs {
		for _, file := range programsIn(t, dir) {
			t.Run(strings.TrimPrefix(file, "testdata/"), func(t *testing.T) {
				t.Parallel()
				check(t, file)
			})
		}
	}
}

func programsIn(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/" + dir + "/*.js")
	if err != nil || len(files) == 0 {
		t.Fatalf("no programs in %s: %v", dir, err)
	}
	return files
}

func expectedFile(file string) string { return strings.TrimSuffix(file, ".js") + ".out" }

func expectedOf(t *testing.T, file string) string {
	t.Helper()
	want, err := os.ReadFile(expectedFile(file))
	if err != nil {
		t.Fatal(err)
	}
	return string(want)
}

func runHere(t *testing.T, dirs ...string) { eachProgram(t, dirs, checkHere) }

// checkHere compares what a program prints in a realm with the file beside it.
func checkHere(t *testing.T, file string) {
	want := expectedOf(t, file)
	if got := tools.Eventually(want, func() string { return runProgram(t, file) }); got != want {
		t.Errorf("%s: output differs from Node's, first at %s", file, difference(got, want))
	}
}

func runProgram(t *testing.T, file string) string {
	t.Helper()
	var out bytes.Buffer
	r, err := realm.New(realm.Config{Dir: filepath.Dir(file), Stdout: &out, Stderr: &out, NoWarnings: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	if code := r.RunProgram(ctx, realm.Program{File: filepath.Base(file)}); code != 0 {
		fmt.Fprintf(&out, "exit code %d\n", code)
	}
	return out.String()
}

func runInNode(t *testing.T, dirs ...string) {
	tools.Node(t)
	eachProgram(t, dirs, checkInNode)
}

// checkInNode compares what a program prints in Node with the file beside it; with -update it writes that.
func checkInNode(t *testing.T, file string) {
	run := func() string {
		cmd := exec.Command(tools.Node(t), "--no-warnings", filepath.Base(file))
		cmd.Dir = filepath.Dir(file)
		got, err := cmd.CombinedOutput()
		if err != nil {
			return fmt.Sprintf("%s%v\n", got, err)
		}
		return string(got)
	}
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(expectedFile(file), []byte(run()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want := expectedOf(t, file)
	if got := tools.Eventually(want, run); got != want {
		t.Errorf("%s is not what Node prints, first at %s", expectedFile(file), difference(got, want))
	}
}

// difference shows the first line that differs.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		a, b := line(g, i), line(w, i)
		if a != b {
			return fmt.Sprintf("line %d:\n got  %s\n want %s", i+1, a, b)
		}
	}
	return "none"
}

func line(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}
