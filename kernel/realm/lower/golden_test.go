package lower_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"loopbook/kernel/realm/lower"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Each file of testdata/golden is a session: `cell` is a source, what follows is what it becomes. `-update` writes that.
func TestCellsAreLoweredAsInGoldenFiles(t *testing.T) {
	files, _ := filepath.Glob("testdata/golden/*.txtar")
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { golden(t, file) })
	}
}

func golden(t *testing.T, file string) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got := &txtar.Archive{Comment: archive.Comment}
	session := lower.NewSession()
	for _, f := range archive.Files {
		if f.Name == "cell" {
			got.Files = append(got.Files, f)
			got.Files = append(got.Files, lowered(session, string(f.Data))...)
		}
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(txtar.Format(archive)), string(txtar.Format(got))); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// lowered describes a lowered cell; what is empty is left out. Spaces at the end of lines are left out too.
func lowered(s *lower.Session, src string) (files []txtar.File) {
	add := func(name, text string) {
		if text == "" {
			return
		}
		list := strings.Split(strings.TrimRight(text, "\n"), "\n")
		for i, line := range list {
			list[i] = strings.TrimRight(line, " ")
		}
		files = append(files, txtar.File{Name: name, Data: []byte(strings.Join(list, "\n") + "\n")})
	}
	c, err := s.Lower("cell", src)
	if err != nil {
		add("error", err.Error())
		return files
	}
	s.Commit(c)
	var names, magics []string
	for _, d := range c.Names {
		names = append(names, string(d.Kind)+" "+d.Name)
	}
	for _, m := range c.Magics {
		magics = append(magics, fmt.Sprintf("%+v", m))
	}
	add("magics", strings.Join(magics, "\n"))
	add("names", strings.Join(names, ", "))
	helper := lower.InstallUsing()
	add("prelude", strings.Replace(c.Prelude, strings.Repeat(" ", len(helper)), "", 1))
	name := "body"
	if c.HasResult {
		name = "body with result"
	}
	add(name, strings.Replace(c.Body, helper, "<using.js>", 1))
	return files
}
