package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
