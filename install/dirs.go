package install

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Env is what the choice of a directory depends on. [System] is the real one; tests make others.
type Env struct {
	OS     string              // as runtime.GOOS
	Getenv func(string) string // "" when not set
}

// System is the environment of this process.
func System() Env { return Env{OS: runtime.GOOS, Getenv: os.Getenv} }

// Where is one of Jupyter's data directories; kernelspecs live in its folder kernels.
type Where struct {
	DataDir string // absolute
	Hint    string // what the user may try when this directory cannot be written, "" when there is nothing to say
}

// User is the data directory of the user who runs this, where every Jupyter of that user looks first
// (after JUPYTER_PATH, which is for reading only and never written to).
//
// The rules are those of jupyter_core, jupyter_core/paths.py, jupyter_data_dir.
func User(env Env) (Where, error) {
	if dir := env.Getenv("JUPYTER_DATA_DIR"); dir != "" {
		return absolute(dir, "the directory came from JUPYTER_DATA_DIR")
	}
	dir, err := env.userData()
	if err != nil {
		return Where{}, err
	}
	return absolute(dir, "")
}

// SysPrefix is the data directory of the active Python environment: a virtual environment, else a conda one.
// Without one there is nothing to choose, and the error says so.
func SysPrefix(env Env) (Where, error) {
	for _, name := range []string{"VIRTUAL_ENV", "CONDA_PREFIX"} {
		if p := env.Getenv(name); p != "" {
			return absolute(filepath.Join(p, "share", "jupyter"), "the directory came from "+name)
		}
	}
	return Where{}, errors.New("--sys-prefix needs an active Python environment, but neither VIRTUAL_ENV nor CONDA_PREFIX is set; activate one, or name it with --prefix")
}

// Prefix is the data directory below a prefix such as /usr/local or an environment's folder.
func Prefix(prefix string) (Where, error) {
	if prefix == "" {
		return Where{}, errors.New("--prefix needs a directory")
	}
	return absolute(filepath.Join(prefix, "share", "jupyter"), "use --user to install for yourself alone")
}

func absolute(dir, hint string) (Where, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return Where{}, fmt.Errorf("finding the directory %s: %w", dir, err)
	}
	return Where{DataDir: abs, Hint: hint}, nil
}

func (e Env) userData() (string, error) {
	home, err := e.home()
	if err != nil {
		return "", err
	}
	switch {
	case e.OS == "darwin" && e.platformDirs():
		return filepath.Join(home, "Library", "Application Support", "Jupyter"), nil
	case e.OS == "darwin":
		return filepath.Join(home, "Library", "Jupyter"), nil
	case e.OS == "windows":
		return e.windowsData(home), nil
	}
	if xdg := e.Getenv("XDG_DATA_HOME"); xdg != "" {
		return filepath.Join(xdg, "jupyter"), nil
	}
	return filepath.Join(home, ".local", "share", "jupyter"), nil
}

func (e Env) windowsData(home string) string {
	if local := e.Getenv("LOCALAPPDATA"); local != "" && e.platformDirs() {
		return filepath.Join(local, "Jupyter")
	}
	if roaming := e.Getenv("APPDATA"); roaming != "" {
		return filepath.Join(roaming, "jupyter")
	}
	if config := e.Getenv("JUPYTER_CONFIG_DIR"); config != "" {
		return filepath.Join(config, "data")
	}
	return filepath.Join(home, ".jupyter", "data")
}

func (e Env) home() (string, error) {
	name := "HOME"
	if e.OS == "windows" {
		name = "USERPROFILE"
	}
	if home := e.Getenv(name); home != "" {
		return home, nil
	}
	return "", fmt.Errorf("there is no home directory (%s is not set); name a directory with --prefix or JUPYTER_DATA_DIR", name)
}

// platformDirs reports whether Jupyter was told to use the platform's own directories; any value counts but the
// spellings of "no".
func (e Env) platformDirs() bool {
	switch strings.ToLower(e.Getenv("JUPYTER_PLATFORM_DIRS")) {
	case "", "no", "n", "false", "off", "0", "0.0":
		return false
	}
	return true
}
