package install

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const exe = "/opt/loop book/loopbook"

func into(t *testing.T) Where {
	t.Helper()
	w, err := Prefix(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func mustInstall(t *testing.T, s Spec, w Where) string {
	t.Helper()
	dir, err := Install(s, w)
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func ls(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

const wantJSON = `{
  "argv": [
    "/opt/loop book/loopbook",
    "kernel",
    "{connection_file}"
  ],
  "display_name": "JavaScript (Loopbook)",
  "language": "javascript",
  "interrupt_mode": "message",
  "metadata": {
    "loopbook": {
      "version": "1.2.3"
    }
  }
}
`

func TestInstallWritesKernelJSONAndLogos(t *testing.T) {
	w := into(t)
	dir := mustInstall(t, JavaScript(exe, "1.2.3"), w)
	if want := filepath.Join(w.DataDir, "kernels", "loopbook"); dir != want {
		t.Errorf("installed in %s, want %s", dir, want)
	}
	if got, want := ls(t, dir), []string{"kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"}; !slices.Equal(got, want) {
		t.Errorf("files %v, want %v", got, want)
	}
	got, err := os.ReadFile(filepath.Join(dir, "kernel.json"))
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != wantJSON {
		t.Errorf("kernel.json is\n%s\nwant\n%s", got, wantJSON)
	}
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm()&0o055 != 0o055 {
		t.Errorf("the folder's mode is %v (%v), others cannot read it", info.Mode(), err)
	}
}

// VS Code drops the second of two kernelspecs that agree in display name and program.
func TestDisplayNamesDiffer(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range []Spec{
		JavaScript(exe, ""), TypeScript(exe, ""), JavaScript(exe, "").Named("lab"), TypeScript(exe, "").Named("lab"),
		JavaScript(exe, "").Named("loopbook"),
	} {
		if seen[s.DisplayName] && s.Name != "loopbook" {
			t.Errorf("%q twice", s.DisplayName)
		}
		seen[s.DisplayName] = true
	}
	if got := JavaScript(exe, "").Named("lab").DisplayName; got != "JavaScript (Loopbook, lab)" {
		t.Errorf("display name %q", got)
	}
}

func TestReinstallReplacesAll(t *testing.T) {
	w := into(t)
	dir := mustInstall(t, JavaScript("/old/loopbook", "1"), w)
	if err := os.WriteFile(filepath.Join(dir, "kernel.js"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	mustInstall(t, JavaScript(exe, "2"), w)
	if slices.Contains(ls(t, dir), "kernel.js") {
		t.Error("a file of the old kernelspec was left")
	}
	if got := ls(t, filepath.Dir(dir)); !slices.Equal(got, []string{"loopbook"}) {
		t.Errorf("left in kernels: %v", got)
	}
	data, err := os.ReadFile(filepath.Join(dir, "kernel.json"))
	if err != nil || !bytes.Contains(data, []byte(exe)) {
		t.Errorf("kernel.json: %s, %v", data, err)
	}
}

func TestAnotherKernelsSpecIsLeftAlone(t *testing.T) {
	w := into(t)
	python := filepath.Join(w.DataDir, "kernels", "python3")
	if err := os.MkdirAll(python, 0o755); err != nil {
		t.Fatal(err)
	}
	const theirs = `{"argv":["python"],"display_name":"Python 3","language":"python"}`
	if err := os.WriteFile(filepath.Join(python, "kernel.json"), []byte(theirs), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Install(JavaScript(exe, "1").Named("python3"), w); err == nil {
		t.Error("Install replaced it")
	}
	if _, err := Uninstall("python3", w); err == nil {
		t.Error("Uninstall removed it")
	}
	if got, _ := os.ReadFile(filepath.Join(python, "kernel.json")); string(got) != theirs {
		t.Errorf("it is now %s", got)
	}
}

func TestNamesAreChecked(t *testing.T) {
	w := into(t)
	for _, name := range []string{"", ".", "..", "a/b", "../x", "Loopbook", "a b", "ä", "a\x00"} {
		if _, err := Install(Spec{Name: name, DisplayName: "x", Language: "javascript", Argv: []string{exe, "{connection_file}"}}, w); err == nil {
			t.Errorf("Install accepted %q", name)
		}
		if _, err := Uninstall(name, w); err == nil {
			t.Errorf("Uninstall accepted %q", name)
		}
	}
	for _, name := range []string{"loopbook", "js-24.1_x", ".js"} {
		mustInstall(t, JavaScript(exe, "1").Named(name), w)
	}
	if _, err := Install(Spec{Name: "x", DisplayName: " ", Argv: []string{exe, "{connection_file}"}}, w); err == nil {
		t.Error("an empty display name was accepted")
	}
}

func TestUninstallRemovesTheFolder(t *testing.T) {
	w := into(t)
	dir := mustInstall(t, JavaScript(exe, "1"), w)
	got, err := Uninstall("loopbook", w)
	if err != nil || got != dir {
		t.Fatalf("Uninstall: %q, %v; want %q", got, err, dir)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("still there: %v", err)
	}
	_, err = Uninstall("loopbook", w)
	if err == nil || !strings.Contains(err.Error(), "there is no kernelspec loopbook in ") {
		t.Errorf("a second Uninstall: %v", err)
	}
}

func TestListNamesOursOnly(t *testing.T) {
	w := into(t)
	if got, err := List(w); err != nil || got != nil {
		t.Errorf("no directory: %v, %v", got, err)
	}
	mustInstall(t, TypeScript(exe, "7"), w)
	mustInstall(t, JavaScript(exe, "7"), w)
	for name, text := range map[string]string{"python3": `{"argv":["python"]}`, "broken": `{`, "empty": ""} {
		dir := filepath.Join(w.DataDir, "kernels", name)
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "kernel.json"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := List(w)
	if err != nil || len(got) != 2 || got[0].Name != "loopbook" || got[1].DisplayName != "TypeScript (Loopbook)" || got[0].Exe != exe || got[1].Version != "7" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestADirectoryThatCannotBeMadeIsOneSentence(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	w, err := Prefix(file)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Install(JavaScript(exe, "1"), w)
	want := "cannot install the kernelspec " + filepath.Join(w.DataDir, "kernels", "loopbook") + ": not a directory"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestAnUnwritablePrefixNamesAWayOut(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write anywhere")
	}
	root := t.TempDir()
	if err := os.Chmod(root, 0o555); err != nil {
		t.Fatal(err)
	}
	w, err := Prefix(root)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Install(JavaScript(exe, "1"), w)
	if err == nil || !strings.Contains(err.Error(), "permission denied; use --user") {
		t.Errorf("got %v", err)
	}
}

func TestKernelJSONIsRead(t *testing.T) {
	var k kernelJSON
	if err := json.Unmarshal([]byte(wantJSON), &k); err != nil || k.Metadata.Loopbook.Version != "1.2.3" {
		t.Errorf("%+v, %v", k, err)
	}
}

func TestExecutableIsAbsoluteAndRuns(t *testing.T) {
	path, err := Executable()
	if err != nil || !filepath.IsAbs(path) {
		t.Fatalf("%q, %v", path, err)
	}
	self, err := os.Executable()
	if err != nil || !sameFile(path, self) {
		t.Errorf("%s is not %s", path, self)
	}
}
