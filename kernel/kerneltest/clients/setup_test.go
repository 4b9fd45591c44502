package clients

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"loopbook/kernel/kerneltest/tools"
)

// A setting is one kernel, built and installed for this run of the tests.
type setting struct {
	binary string   // bin/loopbook, in a directory of its own
	prefix string   // where the kernelspecs are installed
	env    []string // for client programs: sees these kernelspecs, writes nowhere but below the temporary directory
}

var workshop struct { // the one setting of this run, made when the first test asks for it
	once sync.Once
	dir  string
	setting
	err error
}

func TestMain(m *testing.M) {
	code := m.Run()
	if left := leftovers(workshop.binary); len(left) > 0 {
		fmt.Printf("FAIL: processes left behind: %s\n", strings.Join(left, ", "))
		code = 1
	}
	os.RemoveAll(workshop.dir)
	os.Exit(code)
}

// installed builds and installs the kernel once, and returns where.
func installed(t *testing.T) setting {
	t.Helper()
	workshop.once.Do(func() { workshop.err = prepare() })
	if workshop.err != nil {
		t.Fatal(workshop.err)
	}
	return workshop.setting
}

func prepare() error {
	w := &workshop
	var err error
	if w.dir, err = os.MkdirTemp("", "loopbook-clients-"); err != nil {
		return err
	}
	w.binary, w.prefix = filepath.Join(w.dir, "bin", "loopbook"), filepath.Join(w.dir, "prefix")
	build := exec.Command("go", "build", "-trimpath", "-o", w.binary, "./cmd/kernel")
	build.Dir, build.Env = tools.Root(), append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("building the kernel: %w\n%s", err, out)
	}
	names := map[string]string{}
	for language, flag := range map[string]string{"javascript": "--typescript=false", "typescript": "--typescript"} {
		if out, err := exec.Command(w.binary, "install", "--prefix", w.prefix, flag).CombinedOutput(); err != nil {
			return fmt.Errorf("installing the kernel: %w\n%s", err, out)
		}
		if names[language], err = kernelspec(w.prefix, language); err != nil {
			return err
		}
	}
	home := filepath.Join(w.dir, "home")
	for _, d := range []string{home, filepath.Join(home, "runtime")} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return err
		}
	}
	w.env = append(os.Environ(),
		"HOME="+home, "KERNEL_NAME="+names["javascript"], "TYPESCRIPT_KERNEL_NAME="+names["typescript"],
		"JUPYTER_PATH="+filepath.Join(w.prefix, "share", "jupyter"),
		"JUPYTER_DATA_DIR="+filepath.Join(home, "data"), "JUPYTER_CONFIG_DIR="+filepath.Join(home, "config"),
		"JUPYTER_RUNTIME_DIR="+filepath.Join(home, "runtime"), "JUPYTER_PLATFORM_DIRS=0", "IPYTHONDIR="+filepath.Join(home, "ipython"),
		"PYTHONDONTWRITEBYTECODE=1", "PYDEVD_DISABLE_FILE_VALIDATION=1", "NO_COLOR=1")
	return nil
}

// kernelspec returns the name of the kernelspec of a language below prefix.
func kernelspec(prefix, language string) (string, error) {
	files, err := filepath.Glob(filepath.Join(prefix, "share", "jupyter", "kernels", "*", "kernel.json"))
	if err != nil {
		return "", err
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return "", err
		}
		var spec struct{ Language string }
		if err := json.Unmarshal(text, &spec); err != nil {
			return "", fmt.Errorf("%s: %w", f, err)
		}
		if spec.Language == language {
			return filepath.Base(filepath.Dir(f)), nil
		}
	}
	return "", fmt.Errorf("no kernelspec of language %s among %q", language, files)
}

// leftovers waits for every process that runs binary to end, and returns (and kills) those that do not. A kernel
// whose client has gone may take a moment to notice.
func leftovers(binary string) []string {
	if binary == "" {
		return nil
	}
	ours := func(exe, _ string) bool { return exe == binary }
	for end := time.Now().Add(5 * time.Second); len(processes(ours)) > 0 && time.Now().Before(end); {
		time.Sleep(100 * time.Millisecond)
	}
	return kill(ours)
}

// processes returns the processes that match, by pid, with their command lines. Empty where there is no /proc.
func processes(match func(exe, cmdline string) bool) map[int]string {
	found := map[int]string{}
	links, _ := filepath.Glob("/proc/[0-9]*/exe")
	for _, link := range links {
		dir := filepath.Dir(link)
		exe, err := os.Readlink(link)
		if err != nil {
			continue // gone, or not ours
		}
		text, _ := os.ReadFile(filepath.Join(dir, "cmdline"))
		cmdline := strings.TrimSpace(strings.ReplaceAll(string(text), "\x00", " "))
		if pid, err := strconv.Atoi(filepath.Base(dir)); err == nil && pid != os.Getpid() && match(exe, cmdline) {
			found[pid] = cmdline
		}
	}
	return found
}

// kill kills the processes that match and says which they were.
func kill(match func(exe, cmdline string) bool) (killed []string) {
	for pid, cmdline := range processes(match) {
		if p, err := os.FindProcess(pid); err == nil {
			_ = p.Kill()
		}
		killed = append(killed, fmt.Sprintf("%d (%s)", pid, cmdline))
	}
	return killed
}
