package display

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"loopbook/kernel/kerneltest/tools"
)

// modules is where the npm packages of the tests are; the test is skipped, by the package's name, where one is not.
func modules(t *testing.T, pkg string) string {
	t.Helper()
	dir := filepath.Join(tools.Root(), ".deps", "node_modules")
	if other := os.Getenv("LOOPBOOK_NODE_MODULES"); other != "" {
		dir = other
	}
	if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(pkg), "package.json")); err != nil {
		tools.Missing(t, "npm package "+pkg)
	}
	return dir
}

// ask gives a program of testdata all pages, and returns what it has to say about each.
func ask(t *testing.T, pages map[string]string, args ...string) map[string][]string {
	t.Helper()
	in, err := json.Marshal(pages)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, tools.Node(t), args...)
	var stderr strings.Builder
	c.Stdin, c.Stderr = strings.NewReader(string(in)), &stderr
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%q: %v\n%s", args, err, stderr.String())
	}
	var said map[string][]string
	if err := json.Unmarshal(out, &said); err != nil || len(said) != len(pages) {
		t.Fatalf("%q: %v, %d answers for %d pages", args, err, len(said), len(pages))
	}
	return said
}

// allHTML is every picture of every sample, and pictures of long programs.
func allHTML(t *testing.T) map[string]string {
	t.Helper()
	pages := map[string]string{}
	eachPicture(t, func(t *testing.T, name string, b Bundle) { pages[name] = b.Data[MIMEHTML].(string) })
	for name, forms := range shownInNotebooks(t) {
		pages[name] = forms[".html"]
	}
	for name, steps := range map[string]int{"folded": 500, "summed up": 100_000} {
		pages[name+" timeline"] = Timeline(flood(steps), TimelineOptions{}).Data[MIMEHTML].(string)
	}
	return pages
}

// R2: an untrusted notebook shows the same as a trusted one.
func TestJupyterLabsSanitiserTakesNothingAway(t *testing.T) {
	dir := modules(t, "@jupyterlab/apputils")
	for name, lost := range ask(t, allHTML(t), "testdata/sanitise.mjs", dir) {
		if len(lost) > 0 {
			t.Errorf("%s loses %q", name, lost)
		}
	}
}

// R5. LOOPBOOK_SCREENSHOTS=directory keeps what the browser showed.
func TestPicturesFitNarrowPagesAndPaper(t *testing.T) {
	dir := modules(t, "playwright-core")
	args := []string{"testdata/measure.mjs", dir, tools.Chromium(t)}
	if shots := os.Getenv("LOOPBOOK_SCREENSHOTS"); shots != "" {
		args = append(args, shots)
	}
	pages := allHTML(t)
	maps.DeleteFunc(pages, func(name, _ string) bool { return strings.HasPrefix(name, "program ") }) // they look like the samples
	for name, complaints := range ask(t, pages, args...) {
		if len(complaints) > 0 {
			t.Errorf("%s: %q", name, complaints)
		}
	}
}
