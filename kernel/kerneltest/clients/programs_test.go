package clients

import (
	"bytes"
	"context"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"loopbook/kernel/kerneltest/tools"
)

// pytest runs the tests of testdata/file whose names contain one of the words (all, if no word is given), each as a
// subtest. The limit is for all of them together; each has its own in conftest.py.
func pytest(t *testing.T, limit time.Duration, file string, words ...string) {
	t.Helper()
	p := newProgram(t, tools.Python(t), file)
	p.args = []string{"-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", "--rootdir", filepath.Dir(p.file),
		"--basetemp", filepath.Join(p.dir, "tmp"), "--junit-xml", p.report, "-o", "junit_family=xunit1",
		"-k", strings.Join(words, " or "), p.file}
	p.env = append(p.env, "NODE="+tools.Node(t), "PYTHONPATH="+filepath.Dir(p.file))
	p.run(t, limit)
}

// nodeTest runs the tests of testdata/file under Node's own test runner, each as a subtest.
func nodeTest(t *testing.T, limit time.Duration, file string, env ...string) {
	t.Helper()
	p := newProgram(t, tools.Node(t), file)
	p.args = []string{"--test", "--test-timeout=90000", "--test-reporter=junit", "--test-reporter-destination=" + p.report, p.file}
	p.env = append(p.env, env...)
	p.run(t, limit)
}

// A program is a file of tests in another language; it writes what became of them as JUnit's XML.
type program struct {
	name   string // the interpreter
	args   []string
	env    []string
	dir    string // where it runs; removed afterwards
	file   string // the tests
	report string // the XML
}

func newProgram(t *testing.T, name, file string) *program {
	t.Helper()
	s := installed(t)
	file, err := filepath.Abs(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs(tools.Root())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	return &program{name: name, env: append(s.env, "ROOT="+root, "TMPDIR="+dir), dir: dir, file: file, report: filepath.Join(dir, "report.xml")}
}

// run runs the program to its end, in a process group that does not outlive the test, and reports each of its tests.
func (p *program) run(t *testing.T, limit time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, p.name, p.args...)
	var out bytes.Buffer
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = p.dir, p.env, &out, &out
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
	err := cmd.Run()
	if cmd.Process != nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)                            // whatever it started and forgot,
		kill(func(_, cmdline string) bool { return strings.Contains(cmdline, p.dir) }) // also in another group (a browser)
	}
	if ctx.Err() != nil {
		t.Fatalf("%s is not done after %v\n%s", filepath.Base(p.file), limit, out.String())
	}
	cases := p.cases(t, out.String())
	if len(cases) == 0 {
		t.Fatalf("no test ran (%v):\n%s", err, out.String())
	}
	for _, c := range cases {
		t.Run(strings.TrimPrefix(c.Name, "test_"), c.check)
	}
	if err != nil && !t.Failed() {
		t.Errorf("%v\n%s", err, out.String())
	}
}

// A testcase is one test of a report.
type testcase struct {
	Name    string   `xml:"name,attr"`
	Failure []string `xml:"failure"`
	Error   []string `xml:"error"`
	Skipped []struct {
		Message string `xml:"message,attr"`
	} `xml:"skipped"`
}

func (p *program) cases(t *testing.T, output string) []testcase {
	t.Helper()
	text, err := os.ReadFile(p.report)
	if err != nil {
		t.Fatalf("no report:\n%s", output)
	}
	var report struct {
		Flat   []testcase `xml:"testcase"`           // Node's
		Suites []testcase `xml:"testsuite>testcase"` // pytest's
	}
	if err := xml.Unmarshal(text, &report); err != nil {
		t.Fatalf("report: %v\n%s", err, output)
	}
	return append(report.Flat, report.Suites...)
}

func (c testcase) check(t *testing.T) {
	for _, text := range append(c.Failure, c.Error...) {
		t.Error(text)
	}
	for _, skip := range c.Skipped {
		tools.Missing(t, skip.Message)
	}
}
