package main

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// The test binary is loopbook itself when a script calls that, and when LOOPBOOK_TEST_MAIN is set.
func TestMain(m *testing.M) {
	if os.Getenv("LOOPBOOK_TEST_MAIN") != "" {
		main()
	}
	testscript.Main(m, map[string]func(){"loopbook": main})
}

// TestScripts meets the program as a user does: testdata/*.txtar are what is typed, and what comes back.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %s", name)
		},
		Setup: func(env *testscript.Env) error {
			// A program that writes where it was not told to would write here.
			for _, name := range []string{"JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_PATH", "XDG_DATA_HOME", "VIRTUAL_ENV", "CONDA_PREFIX", "JUPYTER_PLATFORM_DIRS"} {
				env.Setenv(name, "")
			}
			env.Setenv("HOME", filepath.Join(env.WorkDir, "home"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"occupy": occupy, "expand": expand},
	})
}

// occupy listens on a port of this machine until the script ends, and sets PORT to it.
func occupy(ts *testscript.TestScript, _ bool, _ []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { l.Close() })
	ts.Setenv("PORT", fmt.Sprint(l.Addr().(*net.TCPAddr).Port))
}

// expand copies a file with the script's variables put in.
func expand(ts *testscript.TestScript, _ bool, args []string) {
	text := os.Expand(ts.ReadFile(args[0]), ts.Getenv)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o644))
}

// patience bounds what must come; only a test that fails waits for it.
const patience = 20 * time.Second

// startKernel starts a kernel that chooses its own ports, and returns when it listens.
func startKernel(t *testing.T, env ...string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, exe, "kernel")
	cmd.Env = append(os.Environ(), "LOOPBOOK_TEST_MAIN=1", "JUPYTER_RUNTIME_DIR="+t.TempDir())
	cmd.Env = append(cmd.Env, env...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if strings.Contains(lines.Text(), "--existing ") {
			return cmd
		}
	}
	t.Fatal("the kernel did not say how to connect to it")
	return nil
}

func TestSIGINTDoesNotEndTheKernelAndSIGTERMDoes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no such signals")
	}
	cmd := startKernel(t)
	for range 3 {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(100 * time.Millisecond) // for a kernel that would die of it
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatalf("SIGINT ended the kernel: %v", err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("after SIGTERM: %v, want status 0", err)
	}
}

func TestTheKernelEndsWithItsParent(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the parent is a handle there")
	}
	ended := make(chan struct{})
	// This process is not its own parent: the kernel sees its parent change as soon as it looks.
	go followParent("999999999", func() { close(ended) })
	select {
	case <-ended:
		t.Error("ended although the parent lives")
	case <-time.After(50 * time.Millisecond):
	}
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no sh")
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// The shell starts a kernel, tells its process id when it listens, and dies.
	script := `JPY_PARENT_PID=$$ "$1" kernel > "$2" & echo $!; until grep -q existing "$2"; do sleep 0.05; done`
	cmd := exec.Command(sh, "-c", script, "sh", exe, filepath.Join(t.TempDir(), "out"))
	cmd.Env = append(os.Environ(), "LOOPBOOK_TEST_MAIN=1", "JUPYTER_RUNTIME_DIR="+t.TempDir())
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var pid int
	if _, err := fmt.Sscan(string(out), &pid); err != nil {
		t.Fatalf("%q: %v", out, err)
	}
	for end := time.Now().Add(patience); syscall.Kill(pid, 0) == nil && !zombie(pid); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			_ = syscall.Kill(pid, syscall.SIGKILL)
			t.Fatal("the kernel outlives its parent")
		}
	}
}

// zombie reports whether the process has ended and only nobody has asked for its status.
func zombie(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err == nil && strings.Contains(string(stat), ") Z ")
}

func TestKernelArgs(t *testing.T) {
	for _, c := range []struct {
		args, want, said string
	}{
		{"", "javascript:", ""},
		{"a.json", "javascript:a.json", ""},
		{"--typescript a.json", "typescript:a.json", ""},
		{"-f a.json", "javascript:a.json", ""},
		{`--connection-file="/a b.json"`, `javascript:"/a b.json"`, ""},
		{"--Session.debug=1 a.json", "javascript:a.json", "--Session.debug=1"},
		{"a.json --extra value -x", "javascript:a.json", "--extra value -x"},
	} {
		args := strings.Fields(c.args)
		if strings.Contains(c.args, `"`) {
			args = []string{c.args}
		}
		var said strings.Builder
		o, err := parseKernelArgs(args, &said)
		if got := o.language + ":" + o.file; err != nil || got != c.want {
			t.Errorf("%s: %s, %v; want %s", c.args, got, err, c.want)
		}
		for _, word := range strings.Fields(c.said) {
			if !strings.Contains(said.String(), "ignoring "+word+",") {
				t.Errorf("%s: said %q, nothing of %s", c.args, said.String(), word)
			}
		}
		if c.said == "" && said.Len() > 0 {
			t.Errorf("%s: said %q", c.args, said.String())
		}
	}
	if _, err := parseKernelArgs([]string{"-f"}, os.Stderr); err == nil {
		t.Error("-f without a file was accepted")
	}
}

func TestWhatIsAProgram(t *testing.T) {
	for args, want := range map[string]bool{
		"": false, "run a.ipynb": false, "kernel x.json": false, "--help": false, "-h": false, "--version": false, "-v": false,
		"script.js": true, "a/b.mjs x": true, "t.TS": true, "x.cjs": true, "-e 0": true, "-p 1": true, "--permission a.js": true, "a.ipynb": false,
	} {
		if got := isProgram(strings.Fields(args)); got != want {
			t.Errorf("%q: %v, want %v", args, got, want)
		}
	}
}
