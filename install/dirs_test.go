package install

import (
	"path/filepath"
	"strings"
	"testing"
)

func env(os string, vars map[string]string) Env {
	return Env{OS: os, Getenv: func(name string) string { return vars[name] }}
}

func TestUserDirectoryIsJupytersOwn(t *testing.T) {
	for _, c := range []struct {
		name, os string
		vars     map[string]string
		want     string
	}{
		{"linux", "linux", map[string]string{"HOME": "/home/ada"}, "/home/ada/.local/share/jupyter"},
		{"linux, XDG", "linux", map[string]string{"HOME": "/home/ada", "XDG_DATA_HOME": "/data"}, "/data/jupyter"},
		{"JUPYTER_DATA_DIR wins", "linux", map[string]string{"HOME": "/home/ada", "XDG_DATA_HOME": "/data", "JUPYTER_DATA_DIR": "/j"}, "/j"},
		{"JUPYTER_DATA_DIR without a home", "linux", map[string]string{"JUPYTER_DATA_DIR": "/j"}, "/j"},
		{"JUPYTER_PATH is not written to", "linux", map[string]string{"HOME": "/home/ada", "JUPYTER_PATH": "/p"}, "/home/ada/.local/share/jupyter"},
		{"freebsd", "freebsd", map[string]string{"HOME": "/home/ada"}, "/home/ada/.local/share/jupyter"},
		{"macOS", "darwin", map[string]string{"HOME": "/Users/ada"}, "/Users/ada/Library/Jupyter"},
		{"macOS ignores XDG", "darwin", map[string]string{"HOME": "/Users/ada", "XDG_DATA_HOME": "/data"}, "/Users/ada/Library/Jupyter"},
		{"macOS, platform directories", "darwin", map[string]string{"HOME": "/Users/ada", "JUPYTER_PLATFORM_DIRS": "1"}, "/Users/ada/Library/Application Support/Jupyter"},
		{"macOS, platform directories refused", "darwin", map[string]string{"HOME": "/Users/ada", "JUPYTER_PLATFORM_DIRS": "No"}, "/Users/ada/Library/Jupyter"},
		{"Windows", "windows", map[string]string{"USERPROFILE": "/u/ada", "APPDATA": "/u/ada/Roaming"}, "/u/ada/Roaming/jupyter"},
		{"Windows, platform directories", "windows", map[string]string{"USERPROFILE": "/u/ada", "APPDATA": "/u/ada/Roaming", "LOCALAPPDATA": "/u/ada/Local", "JUPYTER_PLATFORM_DIRS": "1"}, "/u/ada/Local/Jupyter"},
		{"Windows without APPDATA", "windows", map[string]string{"USERPROFILE": "/u/ada"}, "/u/ada/.jupyter/data"},
	} {
		got, err := User(env(c.os, c.vars))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if filepath.ToSlash(got.DataDir) != c.want {
			t.Errorf("%s: %s, want %s", c.name, got.DataDir, c.want)
		}
	}
}

func TestNoHomeIsOneSentence(t *testing.T) {
	_, err := User(env("linux", nil))
	if err == nil || !strings.Contains(err.Error(), "HOME is not set") || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v", err)
	}
}

func TestSysPrefixIsTheActiveEnvironment(t *testing.T) {
	for _, c := range []struct {
		vars map[string]string
		want string // "" an error
	}{
		{map[string]string{"VIRTUAL_ENV": "/venv"}, "/venv/share/jupyter"},
		{map[string]string{"CONDA_PREFIX": "/conda"}, "/conda/share/jupyter"},
		{map[string]string{"VIRTUAL_ENV": "/venv", "CONDA_PREFIX": "/conda"}, "/venv/share/jupyter"},
		{map[string]string{"HOME": "/home/ada"}, ""},
	} {
		got, err := SysPrefix(env("linux", c.vars))
		if got.DataDir != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%v: %q, %v; want %q", c.vars, got.DataDir, err, c.want)
		}
	}
}

func TestPrefixIsMadeAbsolute(t *testing.T) {
	t.Chdir(t.TempDir())
	got, err := Prefix("env")
	if err != nil || !filepath.IsAbs(got.DataDir) || !strings.HasSuffix(filepath.ToSlash(got.DataDir), "/env/share/jupyter") {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := Prefix(""); err == nil {
		t.Error("an empty prefix was accepted")
	}
}
