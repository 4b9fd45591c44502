package install

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"loopbook/kernel/kerneltest/tools"
)

// python runs a script of Jupyter's own with nothing but the given environment, and reads the JSON it prints.
func python(t *testing.T, script string, vars map[string]string, v any) {
	t.Helper()
	cmd := exec.Command(tools.Python(t), "-W", "ignore", "-c", script)
	for name, value := range vars {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(out, v); err != nil {
		t.Fatalf("%s: %v", out, err)
	}
}

func TestJupyterItselfLooksWhereUserInstalls(t *testing.T) {
	for _, vars := range []map[string]string{
		{"HOME": "/home/ada"},
		{"HOME": "/home/ada", "XDG_DATA_HOME": "/data"},
		{"HOME": "/home/ada", "JUPYTER_DATA_DIR": "/j", "XDG_DATA_HOME": "/data"},
		{"HOME": "/home/ada", "JUPYTER_PLATFORM_DIRS": "1"},
		{"HOME": "/home/ada", "JUPYTER_PLATFORM_DIRS": "off", "JUPYTER_PATH": "/p"},
	} {
		var want string
		python(t, "import json, jupyter_core.paths as p; print(json.dumps(p.jupyter_data_dir()))", vars, &want)
		got, err := User(env(runtime.GOOS, vars))
		if err != nil || got.DataDir != want {
			t.Errorf("%v: %s, %v; Jupyter says %s", vars, got.DataDir, err, want)
		}
	}
}

func TestJupyterFindsTheKernelspecs(t *testing.T) {
	w := into(t)
	js := mustInstall(t, JavaScript(exe, "1"), w)
	mustInstall(t, TypeScript(exe, "1"), w)
	const script = `
import json
from jupyter_client.kernelspec import KernelSpecManager
specs = KernelSpecManager().get_all_specs()
print(json.dumps({n: s for n, s in specs.items() if n.startswith("loopbook")}))
`
	var got map[string]struct {
		ResourceDir string `json:"resource_dir"`
		Spec        struct {
			Argv          []string
			DisplayName   string `json:"display_name"`
			Language      string
			InterruptMode string `json:"interrupt_mode"`
		}
	}
	python(t, script, map[string]string{"HOME": t.TempDir(), "JUPYTER_PATH": w.DataDir}, &got)
	if len(got) != 2 || got["loopbook-typescript"].Spec.Language != "typescript" {
		t.Fatalf("found %+v", got)
	}
	s := got["loopbook"]
	if s.ResourceDir != js || s.Spec.Argv[0] != exe || s.Spec.Argv[2] != "{connection_file}" || s.Spec.InterruptMode != "message" || s.Spec.DisplayName != "JavaScript (Loopbook)" {
		t.Errorf("found %+v", s)
	}
	if _, err := os.Stat(filepath.Join(s.ResourceDir, "logo-64x64.png")); err != nil {
		t.Error(err)
	}
}
