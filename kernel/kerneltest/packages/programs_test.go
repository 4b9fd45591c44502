package packages

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

var update = flag.Bool("update", false, "write what Node prints")

// modules returns the node_modules that has a package.
func modules(t *testing.T, name string) string {
	t.Helper()
	for _, dir := range []string{os.Getenv("NODE_PACKAGES"), filepath.Join(tools.Root(), ".deps", "node_modules")} {
		if _, err := os.Stat(filepath.Join(dir, name, "package.json")); dir != "" && err == nil {
			return dir
		}
	}
	tools.Missing(t, "npm package "+name)
	return ""
}

// workshop is a directory with the programs of a package and the packages beside them.
func workshop(t *testing.T, name string) (dir string, programs []string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.Symlink(modules(t, name), filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	sources, err := filepath.Glob(filepath.Join("testdata", name, "*.js"))
	if err != nil || len(sources) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	for _, source := range sources {
		b, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(source)), b, 0o644); err != nil {
			t.Fatal(err)
		}
		programs = append(programs, strings.TrimSuffix(source, ".js"))
	}
	return dir, programs
}

// runAll runs every program of a package under Loopbook and compares with what Node printed.
func runAll(t *testing.T, name string) {
	dir, programs := workshop(t, name)
	for _, program := range programs {
		t.Run(filepath.Base(program), func(t *testing.T) {
			want, err := os.ReadFile(program + ".out")
			if err != nil {
				t.Fatal(err)
			}
			got := runHere(t, dir, filepath.Base(program)+".js")
			if got != string(want) {
				t.Errorf("output differs from Node's, first at %s", difference(got, string(want)))
			}
		})
	}
}

func runHere(t *testing.T, dir, file string) string {
	t.Helper()
	var out bytes.Buffer
	r, err := realm.New(realm.Config{Dir: dir, Stdout: &out, Stderr: &out, NoWarnings: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if code := r.RunProgram(ctx, realm.Program{File: file}); code != 0 {
		t.Errorf("exit code %d", code)
	}
	return out.String()
}

// runAllInNode runs every program of a package under Node and compares with what it printed once, or writes that.
func runAllInNode(t *testing.T, name string) {
	node := tools.Node(t)
	dir, programs := workshop(t, name)
	for _, program := range programs {
		t.Run(filepath.Base(program), func(t *testing.T) {
			cmd := exec.Command(node, "--no-warnings", filepath.Base(program)+".js")
			cmd.Dir = dir
			got, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, got)
			}
			if *update {
				if err := os.WriteFile(program+".out", got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(program + ".out")
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != string(want) {
				t.Errorf("%s.out is not what Node prints, first at %s", program, difference(string(got), string(want)))
			}
		})
	}
}

// difference shows the first line that differs.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		if a, b := line(g, i), line(w, i); a != b {
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
