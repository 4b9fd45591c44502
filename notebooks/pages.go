package notebooks

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// Pages for people to look at: one for each notebook, and index.html. A page needs nothing beside itself.

//go:embed page
var pageFiles embed.FS

var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.ParseFS(pageFiles, "page/*.tmpl"))
})

// Page is one notebook that gets a page.
type Page struct {
	Notebook *Notebook
	Failed   bool // a cell failed that was not allowed to
}

// entry is what other pages and the index say of a page.
type entry struct {
	Page, File, Title, Lead string
	CodeCells               int
	Failed                  bool
}

// WritePages writes a page for every notebook, and an index of them, into the folder dir, which is made if need be.
func WritePages(dir string, pages []Page) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("cannot write pages to %s: %w", dir, reason(err))
	}
	entries := make([]entry, len(pages))
	names := map[string]bool{}
	for i, p := range pages {
		entries[i] = p.entry()
		names[entries[i].File] = true
	}
	css, err := pageFiles.ReadFile("page/page.css")
	if err != nil {
		panic("notebooks: " + err.Error())
	}
	for i, p := range pages {
		data := p.render(entries, i, names, template.CSS(css))
		if err := writePage(filepath.Join(dir, entries[i].fileName()), "notebook.tmpl", data); err != nil {
			return err
		}
	}
	script, err := pageFiles.ReadFile("page/search.js")
	if err != nil {
		panic("notebooks: " + err.Error())
	}
	return writePage(filepath.Join(dir, "index.html"), "index.tmpl", struct {
		CSS      template.CSS
		Script   template.JS
		Entries  []entry
		Sections []section
	}{template.CSS(css), template.JS(script), entries, sections(pages, entries)})
}

func writePage(path, name string, data any) error {
	var b bytes.Buffer
	if err := templates().ExecuteTemplate(&b, name, data); err != nil {
		panic("notebooks: " + err.Error())
	}
	if err := writeFile(path, b.Bytes()); err != nil {
		return fmt.Errorf("cannot write the page %s: %w", path, err)
	}
	return nil
}

// pageName is the address of a notebook's page, relative to the others.
func pageName(file string) string {
	name := strings.TrimSuffix(file, ".ipynb")
	if name == "index" {
		name = "index-notebook" // index.html is the list
	}
	return name + ".html"
}

func (e entry) fileName() string { return pageName(e.File) }

func (p Page) entry() entry {
	file := filepath.Base(p.Notebook.Path)
	e := entry{Page: (&url.URL{Path: pageName(file)}).String(), File: file, Failed: p.Failed}
	for _, c := range p.Notebook.Cells {
		switch c.Type {
		case "code":
			e.CodeCells++
		case "markdown":
			if e.Title == "" {
				e.Title, e.Lead = heading(c.Source)
			}
		}
	}
	if e.Title == "" {
		e.Title = strings.TrimSuffix(file, ".ipynb")
	}
	return e
}

// pageData is what notebook.tmpl shows.
type pageData struct {
	entry
	CSS            template.CSS
	Untitled       bool // no heading of its own at the top
	Previous, Next *entry
	Cells          []cellData
}

type cellData struct {
	ID      string // of the cell in the file; "" if it has none
	Part    string // in an example: setup, document, demo, cleanup; "" none
	Prose   template.HTML
	Code    template.HTML
	Count   int
	Outputs []outputData
}

type outputData struct {
	Class string
	Count int
	HTML  template.HTML
}

func (p Page) render(entries []entry, i int, names map[string]bool, css template.CSS) pageData {
	d := pageData{entry: entries[i], CSS: css, Untitled: !p.startsWithHeading()}
	if i > 0 {
		d.Previous = &entries[i-1]
	}
	if i+1 < len(entries) {
		d.Next = &entries[i+1]
	}
	language := p.Notebook.Language()
	if language == "" {
		language = "javascript"
	}
	md := newProse(filepath.Dir(p.Notebook.Path), names)
	for _, c := range p.Notebook.Cells {
		if strings.TrimSpace(c.Source) == "" && len(c.Outputs) == 0 {
			continue
		}
		switch c.Type {
		case "code":
			d.Cells = append(d.Cells, c.data(language, md))
		case "markdown":
			attachments, _ := c.node.get("attachments").(*object)
			d.Cells = append(d.Cells, cellData{ID: c.anchor(), Prose: template.HTML(md.html(c.Source, attachments))})
		default:
			raw := "<pre>" + template.HTMLEscapeString(c.Source) + "</pre>\n"
			d.Cells = append(d.Cells, cellData{Prose: template.HTML(raw)})
		}
	}
	return d
}

// anchor is the name under which a cell can be linked: JupyterLab's, and that of the pages nbconvert makes.
func (c *Cell) anchor() string {
	if id := stringOf(c.node, "id"); id != "" {
		return "cell-id=" + id
	}
	return ""
}

// part is what the cell is in an example, as its metadata say; a cell that prepares what follows may also be tagged setup.
func (c *Cell) part() string {
	meta, _ := c.node.get("metadata").(*object)
	own, _ := meta.get("loopbook").(*object)
	part := stringOf(own, "part")
	switch {
	case part == "setup" || part == "document" || part == "demo" || part == "cleanup":
		return part
	case c.Tagged("setup"):
		return "setup"
	}
	return ""
}

func (p Page) startsWithHeading() bool {
	if len(p.Notebook.Cells) == 0 || p.Notebook.Cells[0].Type != "markdown" {
		return false
	}
	title, _ := heading(p.Notebook.Cells[0].Source)
	return title != ""
}

func (c *Cell) data(language string, md *prose) cellData {
	d := cellData{ID: c.anchor(), Part: c.part(), Code: template.HTML(highlight(language, c.Source)), Count: c.Count}
	for _, o := range c.Outputs {
		d.Outputs = append(d.Outputs, o.page(md))
	}
	return d
}
