package notebooks

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// onePage writes the notebook's page and returns it, without the style sheet.
func onePage(t *testing.T, source string) string {
	t.Helper()
	nb := mustParse(t, source)
	nb.Path = "testdata/one.ipynb"
	dir := t.TempDir()
	if err := WritePages(dir, []Page{{Notebook: nb}}); err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(readFile(t, filepath.Join(dir, "one.html")), "</style>")
	return body
}

// code is a notebook with one code cell.
func code(source, outputs string) string {
	return `{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code", "execution_count": 1, "metadata": {}, "source": ` +
		string(appendString(nil, source)) + `, "outputs": [` + outputs + `]}]}`
}

func TestTextIsEscapedOnPages(t *testing.T) {
	const evil = `</pre><script>alert(1)</script>`
	quoted := string(appendString(nil, evil))
	for what, source := range map[string]string{
		"code":      code(evil, ""),
		"stream":    code("1", `{"output_type": "stream", "name": "stdout", "text": `+quoted+`}`),
		"result":    code("1", `{"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": `+quoted+`}}`),
		"error":     code("1", `{"output_type": "error", "ename": `+quoted+`, "evalue": `+quoted+`, "traceback": []}`),
		"traceback": code("1", `{"output_type": "error", "ename": "E", "evalue": "", "traceback": [`+quoted+`, `+string(appendString(nil, "    at "+evil))+`]}`),
		"picture":   code("1", `{"output_type": "display_data", "metadata": {}, "data": {"image/png": "\"><script>alert(1)</script>", "text/plain": "\"><script>alert(1)</script>"}}`),
		"svg":       code("1", `{"output_type": "display_data", "metadata": {}, "data": {"image/svg+xml": `+quoted+`}}`),
		"json":      code("1", `{"output_type": "display_data", "metadata": {}, "data": {"application/json": {"a": `+quoted+`}}}`),
		"type":      code("1", `{"output_type": "display_data", "metadata": {}, "data": {"a/<script>": "x"}}`),
		"raw":       `{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "raw", "metadata": {}, "source": ` + quoted + `}]}`,
		"fence":     `{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "markdown", "metadata": {}, "source": "~~~x\n</pre><script>alert(1)</script>\n~~~"}]}`,
		"heading":   "{\"nbformat\": 4, \"metadata\": {}, \"cells\": [{\"cell_type\": \"markdown\", \"metadata\": {}, \"source\": \"# `</title><script>`\"}]}",
	} {
		if page := onePage(t, source); strings.Contains(page, "<script") {
			t.Errorf("%s: a script got through:\n%s", what, page)
		}
	}
}

func TestTheRichestRepresentationIsShown(t *testing.T) {
	for _, c := range []struct{ data, want string }{
		{`"text/html": ["<b>", "x</b>"], "image/png": "AA==", "text/plain": "p"`, `<div class="out rich"><b>x</b></div>`},
		{`"image/png": "AA\nBB==\n", "text/plain": "p"`, `<div class="out rich"><img src="data:image/png;base64,AABB==" width="64" alt="p"></div>`},
		{`"image/svg+xml": "<svg/>", "text/plain": "p"`, `<div class="out rich"><img src="data:image/svg+xml;base64,PHN2Zy8+" alt="p"></div>`},
		{`"text/markdown": "*x*", "text/plain": "p"`, "<div class=\"out rich prose\"><p><em>x</em></p>\n</div>"},
		{`"application/json": [1], "text/plain": "p"`, `<div class="out "><pre>p</pre></div>`},
		{`"text/plain": ["a\n", "\u001b[1mb\u001b[22m\n"]`, "<div class=\"out \"><pre>a\n<span class=\"a-bold\">b</span></pre></div>"},
		{`"application/x-a": "p", "a/b": "q"`, `<div class="out "><p class="missing">An output that a page cannot show: a/b, application/x-a</p></div>`},
	} {
		page := onePage(t, code("1", `{"output_type": "display_data", "metadata": {"image/png": {"width": 64}}, "data": {`+c.data+`}}`))
		if !strings.Contains(page, c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.data, page, c.want)
		}
	}
}

func TestATracebackKeepsItsColoursOrGetsSome(t *testing.T) {
	page := onePage(t, code("1", `{"output_type": "error", "ename": "E", "evalue": "v\nw", "traceback": ["Cell In[1], line 1", "E: v", "w", "    at f (x.js:1:1)", "\u001b[2m    at g\u001b[22m"]}`))
	want := "<pre>Cell In[1], line 1\n<span class=\"headline\">E: v</span>\nw\n<span class=\"frame\">    at f (x.js:1:1)</span>\n<span class=\"a-dim\">    at g</span></pre>"
	if !strings.Contains(page, want) {
		t.Errorf("%s\nwant\n%s", page, want)
	}
}

// two notebooks in the folder dir, the first linking to the second and showing pictures.
func twoNotebooks(t *testing.T, dir string) []Page {
	t.Helper()
	first := mustParse(t, `{"nbformat": 4, "metadata": {}, "cells": [
	 {"cell_type": "markdown", "metadata": {}, "attachments": {"a b.png": {"image/png": "QQ=="}},
	  "source": "# First *one*\n\nThe `+"`lead`"+` of it,\nin two lines.\n\n[second](second.ipynb#x) [other](other.ipynb) [web](https://e.org/second.ipynb)\n\n![](attachment:a%20b.png) ![](dot.png) ![](none.png)"},
	 {"cell_type": "markdown", "metadata": {}, "source": "## Again\n\n## Again"}]}`)
	second := mustParse(t, code("1", ""))
	first.Path, second.Path = filepath.Join(dir, "first.ipynb"), filepath.Join(dir, "second.ipynb")
	if err := os.WriteFile(filepath.Join(dir, "dot.png"), []byte("PNG"), 0o644); err != nil {
		t.Fatal(err)
	}
	return []Page{{Notebook: first}, {Notebook: second, Failed: true}}
}

func TestPagesLeadToEachOtherAndHoldTheirPictures(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "deep", "pages")
	if err := WritePages(out, twoNotebooks(t, dir)); err != nil {
		t.Fatal(err)
	}
	first, index := readFile(t, filepath.Join(out, "first.html")), readFile(t, filepath.Join(out, "index.html"))
	for _, want := range []string{
		"<title>First one</title>", `<a href="second.html" rel="next">second →</a>`,
		`<a href="second.html#x">`, `<a href="other.ipynb">`, `<a href="https://e.org/second.ipynb">`,
		`src="data:image/png;base64,QQ=="`, `src="data:image/png;base64,UE5H"`, `src="none.png"`,
		`<h2 id="again">`, `<h2 id="again-1">`,
	} {
		if !strings.Contains(first, want) {
			t.Errorf("first.html lacks %s", want)
		}
	}
	if second := readFile(t, filepath.Join(out, "second.html")); !strings.Contains(second, "<h1>second</h1>") {
		t.Error("a notebook without a heading is not headed by its name")
	}
	for _, want := range []string{`<a href="first.html"><h2>First one</h2>`, "<p>The lead of it, in two lines.</p>", "failed", "second.ipynb · 1 code cell<"} {
		if !strings.Contains(index, want) {
			t.Errorf("index.html lacks %s", want)
		}
	}
	if loads := regexp.MustCompile(`(?i)<link|<script src|@import|url\(|src="http`).FindString(first + index); loads != "" {
		t.Errorf("a page loads something: %s", loads)
	}
}

// A title may hold anything; in the script of the index it is text.
func TestTheSearchKnowsEverySectionAndIsNoWayIn(t *testing.T) {
	nb := mustParse(t, `{"nbformat": 4, "metadata": {}, "cells": [
	 {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# One </script><script>alert(1)</script>\n\nLead."},
	 {"cell_type": "code", "id": "b", "execution_count": 1, "metadata": {}, "source": "needle()", "outputs": [{"output_type": "stream", "name": "stdout", "text": "haystack"}]},
	 {"cell_type": "markdown", "id": "c", "metadata": {}, "source": "## Two"}]}`)
	nb.Path = "one.ipynb"
	dir := t.TempDir()
	if err := WritePages(dir, []Page{{Notebook: nb}}); err != nil {
		t.Fatal(err)
	}
	index := readFile(t, filepath.Join(dir, "index.html"))
	for _, want := range []string{`"page":"one.html#cell-id=a"`, `"page":"one.html#cell-id=c"`, "needle() haystack"} {
		if !strings.Contains(index, want) {
			t.Errorf("the search does not know %s", want)
		}
	}
	if strings.Count(index, "</script>") != 1 || strings.Contains(index, "<script>alert") {
		t.Error("a title ends the script")
	}
}

func TestANotebookCalledIndexDoesNotReplaceTheIndex(t *testing.T) {
	if got := pageName("index.ipynb"); got == "index.html" {
		t.Error("it does")
	}
}
