package display

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// shownInNotebooks are the pictures that notebooks showed when package realm ran them, in their three forms. What
// programs showed with markup of their own is left out.
func shownInNotebooks(t *testing.T) map[string]map[string]string {
	t.Helper()
	files, err := filepath.Glob("../kernel/realm/testdata/pictures/*.txtar")
	more, err2 := filepath.Glob("../kernel/realm/testdata/pictures/programs/*.txtar")
	if files = append(files, more...); err != nil || err2 != nil || len(files) < 45 {
		t.Fatalf("%d notebooks: %v, %v", len(files), err, err2)
	}
	all := map[string]map[string]string{}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range txtar.Parse(text).Files {
			name, form := strings.TrimSuffix(file.Name, filepath.Ext(file.Name)), filepath.Ext(file.Name)
			name = strings.TrimSuffix(filepath.Base(f), ".txtar") + " " + name
			if filepath.Base(filepath.Dir(f)) == "programs" {
				name = "program " + name
			}
			if all[name] == nil {
				all[name] = map[string]string{}
			}
			all[name][form] = string(file.Data)
		}
	}
	for name, forms := range all {
		if forms[".html"] == "" || forms[".md"] == "" || strings.HasPrefix(name, "display-api ") && !strings.Contains(forms[".html"], "linear-gradient") {
			delete(all, name)
		}
	}
	if len(all) < 170 {
		t.Fatalf("only %d pictures", len(all))
	}
	return all
}

// R1, R3, R7 and R8 for what notebooks show. The text of results is Node's own.
func TestWhatNotebooksShowKeepsTheRules(t *testing.T) {
	banned := regexp.MustCompile(`(?i)<(script|style|svg|input|link|iframe|object)|\sid=|var\(|light-dark|prefers-color-scheme|opacity|https?:|\son\w+=`)
	user := regexp.MustCompile(`(?s)<(code|samp)[^>]*>.*?</(code|samp)>`)
	machine := regexp.MustCompile(`/(home|root|work|tmp|usr)/|0x[0-9a-f]{6,}|\d\d:\d\d:\d\d|20\d\d-\d\d-\d\d`)
	for name, forms := range shownInNotebooks(t) {
		html, md, text := forms[".html"], forms[".md"], forms[".txt"]
		if m := banned.FindString(user.ReplaceAllString(html, "")); m != "" {
			t.Errorf("%s has %q", name, m)
		}
		for l := range strings.Lines(html) {
			if strings.TrimSpace(l) == "" || l[0] == ' ' || l[0] == '\t' {
				t.Errorf("%s: line %q of html", name, l)
			}
		}
		checkPipes(t, name, md)
		if strings.Contains(name, "-result") || strings.HasPrefix(name, "console-table ") {
			text = ""
		}
		for l := range strings.Lines(text) {
			if l = strings.TrimSuffix(l, "\n"); len(l) > 79 || strings.TrimRight(l, " ") != l {
				t.Errorf("%s: text line %q", name, l)
			}
		}
		for form, s := range map[string]string{"text": text, "markdown": md} {
			if i := strings.IndexFunc(s, func(r rune) bool { return r > '~' || r < ' ' && r != '\n' }); i >= 0 {
				t.Errorf("%s: %s has %q", name, form, s[i:min(len(s), i+20)])
			}
		}
		if len(text) > plainLimit || len(md) > markdownLimit || len(html) > htmlLimit {
			t.Errorf("%s: %d bytes of text, %d of markdown, %d of html", name, len(text), len(md), len(html))
		}
		if m := machine.FindString(html + md + text); m != "" {
			t.Errorf("%s names %q", name, m)
		}
	}
}
