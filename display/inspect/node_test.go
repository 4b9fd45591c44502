package inspect

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/google/go-cmp/cmp"

	"loopbook/kernel/kerneltest/tools"
)

var update = flag.Bool("update", false, "rewrite testdata/*.out from Node")

func programs(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.js")
	if err != nil || len(files) == 0 {
		t.Fatalf("no programs in testdata: %v", err)
	}
	return files
}

// Every program prints what Node prints for it.
func TestProgramsPrintWhatNodePrints(t *testing.T) {
	for _, file := range programs(t) {
		name := strings.TrimSuffix(filepath.Base(file), ".js")
		t.Run(name, func(t *testing.T) {
			want, err := os.ReadFile(strings.TrimSuffix(file, ".js") + ".out")
			if err != nil {
				t.Fatal(err)
			}
			compare(t, string(want), run(t, file))
		})
	}
}

// The expectations are what today's Node prints.
func TestProgramsPrintWhatNodePrintsNode(t *testing.T) {
	node := tools.Node(t)
	for _, file := range programs(t) {
		out := strings.TrimSuffix(file, ".js") + ".out"
		got := runNode(t, node, file)
		if *update {
			if err := os.WriteFile(out, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, string(want), string(got))
	}
}

func compare(t *testing.T, want, got string) {
	t.Helper()
	if want != got {
		t.Errorf("-Node +ours:\n%s", cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")))
	}
}

func runNode(t *testing.T, node, file string) []byte {
	t.Helper()
	cmd := exec.Command(node, "-r", "./common.cjs", "-r", "./prelude.cjs", "./"+filepath.Base(file))
	cmd.Dir = "testdata"
	cmd.Env = append(os.Environ(), "NODE_OPTIONS=", "NO_COLOR=", "NODE_DISABLE_COLORS=1")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", file, err, stderr.String())
	}
	return out
}

// run runs a program in a bare runtime and returns what it printed.
func run(t testing.TB, file string) string {
	t.Helper()
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	b := newBench(t)
	if _, err := b.rt.RunScript(file, string(source)); err != nil {
		t.Fatalf("%s: %v\nafter:\n%s", file, err, b.out.String())
	}
	return b.out.String()
}

// A bench is a bare runtime with an Inspector and the functions of prelude.cjs.
type bench struct {
	rt  *goja.Runtime
	ins *Inspector
	out bytes.Buffer
}

func newBench(t testing.TB) *bench {
	t.Helper()
	b := &bench{rt: goja.New()}
	b.ins = New(b.rt)
	b.ins.IsBuiltin = func(name string) bool { return name == "fs" }
	dir, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	b.ins.Dir = dir
	define := func(name string, v any) {
		if err := b.rt.GlobalObject().DefineDataProperty(name, b.rt.ToValue(v), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			t.Fatal(err)
		}
	}
	define("print", func(c goja.FunctionCall) goja.Value {
		return b.print(valid(textOf(c.Argument(0).ToString())))
	})
	define("cwd", b.ins.Dir)
	define("show", func(c goja.FunctionCall) goja.Value {
		return b.print(b.attempt(func() (string, error) {
			o, err := b.ins.OptionsFrom(c.Argument(1))
			if err != nil {
				return "", err
			}
			return b.ins.Inspect(c.Argument(0), o)
		}))
	})
	define("format", func(c goja.FunctionCall) goja.Value {
		return b.print(b.attempt(func() (string, error) { return b.ins.Format(c.Arguments, b.ins.Defaults()) }))
	})
	define("formatWith", func(c goja.FunctionCall) goja.Value {
		return b.print(b.attempt(func() (string, error) {
			o, err := b.ins.OptionsFrom(c.Arguments[0])
			if err != nil {
				return "", err
			}
			return b.ins.Format(c.Arguments[1:], o)
		}))
	})
	define("inspect", b.ins.Function())
	common, err := os.ReadFile("testdata/common.cjs")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.rt.RunScript("common.cjs", string(common)); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bench) print(s string) goja.Value {
	b.out.WriteString(strings.ReplaceAll(s, b.ins.Dir, "<cwd>") + "\n")
	return goja.Undefined()
}

func (b *bench) attempt(f func() (string, error)) string {
	text, err := f()
	var ex *goja.Exception
	if errors.As(err, &ex) {
		if e, ok := ex.Value().(*goja.Object); ok && b.rt.InstanceOf(e, b.rt.Get("TypeError").(*goja.Object)) {
			return "throws " + e.Get("name").String()
		}
		return "throws " + ex.Value().String()
	}
	if err != nil {
		panic(err)
	}
	return text
}
