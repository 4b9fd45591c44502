package install

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

//go:embed logo-svg.svg logo-64x64.png logo-32x32.png
var logos embed.FS

// Install writes the kernelspec s and returns its folder. An older one of the same name is replaced, in one step:
// at no time does Jupyter see half a kernelspec. A kernelspec of that name that is not Loopbook's is left alone,
// which is an error.
func Install(s Spec, where Where) (dir string, err error) {
	if err := s.check(); err != nil {
		return "", err
	}
	kernels := where.kernels()
	dir = filepath.Join(kernels, s.Name)
	if err := refuseForeign(dir); err != nil {
		return "", err
	}
	if err := os.MkdirAll(kernels, 0o755); err != nil {
		return "", where.failed("install", dir, err)
	}
	fresh, err := os.MkdirTemp(kernels, ".new-")
	if err != nil {
		return "", where.failed("install", dir, err)
	}
	defer os.RemoveAll(fresh)
	if err := s.fill(fresh); err != nil {
		return "", where.failed("install", dir, err)
	}
	if err := swap(fresh, dir); err != nil {
		return "", where.failed("install", dir, err)
	}
	return dir, nil
}

// Uninstall removes the kernelspec called name and returns the folder that is gone. One that is missing, or that is
// not Loopbook's, is an error.
func Uninstall(name string, where Where) (dir string, err error) {
	if err := checkName(name); err != nil {
		return "", err
	}
	dir = filepath.Join(where.kernels(), name)
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("there is no kernelspec %s in %s", name, where.kernels())
	}
	if err := refuseForeign(dir); err != nil {
		return "", err
	}
	if err := os.RemoveAll(dir); err != nil {
		return "", where.failed("remove", dir, err)
	}
	return dir, nil
}

// Installed is a kernelspec of Loopbook's that [List] found.
type Installed struct {
	Name, DisplayName, Dir, Exe, Version string
}

// List returns the kernelspecs of Loopbook's in a data directory, by name. A directory that does not exist has none.
func List(where Where) ([]Installed, error) {
	entries, err := os.ReadDir(where.kernels())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("listing kernelspecs: %w", err)
	}
	var found []Installed
	for _, e := range entries {
		dir := filepath.Join(where.kernels(), e.Name())
		k, err := readKernelJSON(dir)
		if err != nil || k.Metadata.Loopbook == nil || checkName(e.Name()) != nil || len(k.Argv) == 0 {
			continue
		}
		found = append(found, Installed{e.Name(), k.DisplayName, dir, k.Argv[0], k.Metadata.Loopbook.Version})
	}
	return found, nil
}

// Executable is the absolute path under which the running program should be called from a kernelspec: the one it
// was called by, if that leads to the same file, because a link on PATH outlives the versioned file behind it.
func Executable() (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("finding this program's own path: %w", err)
	}
	called, err := exec.LookPath(os.Args[0])
	if err != nil {
		return self, nil
	}
	called, err = filepath.Abs(called)
	if err != nil || !sameFile(called, self) {
		return self, nil
	}
	return called, nil
}

func (w Where) kernels() string { return filepath.Join(w.DataDir, "kernels") }

// failed is err as one sentence for the user: what, where, why, and what to try.
func (w Where) failed(verb, dir string, err error) error {
	reason := err
	var path *fs.PathError
	var link *os.LinkError
	if errors.As(err, &path) {
		reason = path.Err
	} else if errors.As(err, &link) {
		reason = link.Err
	}
	if w.Hint == "" || !(errors.Is(err, fs.ErrPermission) || strings.Contains(reason.Error(), "read-only")) {
		return fmt.Errorf("cannot %s the kernelspec %s: %w", verb, dir, reason)
	}
	return fmt.Errorf("cannot %s the kernelspec %s: %w; %s", verb, dir, reason, w.Hint)
}

func (s Spec) check() error {
	if err := checkName(s.Name); err != nil {
		return err
	}
	if strings.TrimSpace(s.DisplayName) == "" {
		return errors.New("the display name of a kernelspec cannot be empty")
	}
	if len(s.Argv) == 0 || !filepath.IsAbs(s.Argv[0]) || !slices.Contains(s.Argv, "{connection_file}") {
		panic(fmt.Sprintf("install: argv %q has no absolute program or no {connection_file}", s.Argv))
	}
	return nil
}

// fill writes the files of s into the folder dir.
func (s Spec) fill(dir string) error {
	// MkdirTemp's 0700 would hide a kernelspec below /usr/local from everyone but its owner.
	if err := os.Chmod(dir, 0o755); err != nil {
		return err
	}
	entries, err := logos.ReadDir(".")
	if err != nil {
		panic("install: " + err.Error())
	}
	for _, e := range entries {
		data, err := logos.ReadFile(e.Name())
		if err != nil {
			panic("install: " + err.Error())
		}
		if err := os.WriteFile(filepath.Join(dir, e.Name()), data, 0o644); err != nil {
			return err
		}
	}
	data, err := json.MarshalIndent(s.kernelJSON(), "", "  ")
	if err != nil {
		panic("install: " + err.Error())
	}
	return os.WriteFile(filepath.Join(dir, "kernel.json"), append(data, '\n'), 0o644)
}

// swap puts the folder fresh in the place of dir. What stood there comes back if that fails.
func swap(fresh, dir string) error {
	old := fresh + ".old"
	err := os.Rename(dir, old)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	had := err == nil
	if err := os.Rename(fresh, dir); err != nil {
		if had {
			err = errors.Join(err, os.Rename(old, dir))
		}
		return err
	}
	if !had {
		return nil
	}
	return os.RemoveAll(old)
}

// refuseForeign is an error when something stands at dir that Loopbook did not put there.
func refuseForeign(dir string) error {
	if _, err := os.Lstat(dir); err != nil {
		return nil // nothing there, or nothing that can be seen: the writing will tell
	}
	k, err := readKernelJSON(dir)
	if err == nil && k.Metadata.Loopbook != nil {
		return nil
	}
	return fmt.Errorf("%s was not installed by loopbook; remove it yourself, or choose another --name", dir)
}

func readKernelJSON(dir string) (kernelJSON, error) {
	var k kernelJSON
	data, err := os.ReadFile(filepath.Join(dir, "kernel.json"))
	if err != nil {
		return k, err
	}
	return k, json.Unmarshal(data, &k)
}

func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}
