package notebooks

import (
	"bytes"
	"encoding/base64"
	"html"
	"mime"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	gmhtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// maxImage bounds what one local picture may add to a page.
const maxImage = 8 << 20

// prose turns the Markdown of one page into HTML. Heading anchors are unique in the page, pictures of the notebook's
// folder and of its attachments are put into the page, and links to notebooks lead to their pages.
type prose struct {
	md    goldmark.Markdown
	ids   parser.IDs
	dir   string          // where relative pictures are
	pages map[string]bool // names of the notebooks that have a page beside this one: "ordering.ipynb"
}

func newProse(dir string, pages map[string]bool) *prose {
	return &prose{
		md: goldmark.New(
			goldmark.WithExtensions(extension.GFM),
			goldmark.WithParserOptions(parser.WithAutoHeadingID()),
			goldmark.WithRendererOptions(
				// Cells may hold HTML; whoever wrote it wrote the code that was just executed, too.
				gmhtml.WithUnsafe(),
				renderer.WithNodeRenderers(util.Prioritized(fences{}, 100)),
			)),
		ids:   parser.NewContext().IDs(),
		dir:   dir,
		pages: pages,
	}
}

// html renders one cell. attachments is the field of that name, nil if there is none.
func (p *prose) html(source string, attachments *object) string {
	src := []byte(source)
	doc := p.md.Parser().Parse(text.NewReader(src), parser.WithContext(parser.NewContext(parser.WithIDs(p.ids))))
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Image:
			if entering {
				n.Destination = p.picture(n.Destination, attachments)
			}
		case *ast.Link:
			if entering {
				n.Destination = p.link(n.Destination)
			}
		}
		return ast.WalkContinue, nil
	})
	var b bytes.Buffer
	if err := p.md.Renderer().Render(&b, src, doc); err != nil {
		return "<pre>" + html.EscapeString(source) + "</pre>"
	}
	return b.String()
}

// heading returns the first heading of the Markdown and the first paragraph after it, as plain text.
func heading(source string) (title, lead string) {
	src := []byte(source)
	doc := goldmark.DefaultParser().Parse(text.NewReader(src))
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		switch n.(type) {
		case *ast.Heading:
			if title == "" {
				title = plainText(n, src)
			}
		case *ast.Paragraph:
			if lead == "" {
				lead = plainText(n, src)
			}
		}
	}
	return title, lead
}

func plainText(n ast.Node, src []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		t, ok := n.(*ast.Text)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		b.Write(t.Segment.Value(src))
		if t.SoftLineBreak() || t.HardLineBreak() {
			b.WriteByte(' ')
		}
		return ast.WalkContinue, nil
	})
	return html.UnescapeString(b.String())
}

func (p *prose) link(dest []byte) []byte {
	u, err := url.Parse(string(dest))
	if err != nil || u.Scheme != "" || u.Host != "" || !p.pages[path.Base(u.Path)] {
		return dest
	}
	u.Path = pageName(path.Base(u.Path))
	return []byte(u.String())
}

// picture puts an attachment, or a picture file beside the notebook, into the page as a data URL.
func (p *prose) picture(dest []byte, attachments *object) []byte {
	u, err := url.Parse(string(dest))
	if err != nil {
		return dest
	}
	if u.Scheme == "attachment" {
		return attachment(dest, u.Opaque, attachments)
	}
	if u.Scheme != "" || u.Host != "" || p.dir == "" {
		return dest
	}
	file := filepath.Join(p.dir, filepath.FromSlash(u.Path))
	info, err := os.Stat(file)
	if err != nil || info.Size() > maxImage || !info.Mode().IsRegular() {
		return dest
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return dest
	}
	kind := mime.TypeByExtension(filepath.Ext(file))
	if !strings.HasPrefix(kind, "image/") {
		return dest
	}
	return []byte("data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(data))
}

func attachment(dest []byte, name string, attachments *object) []byte {
	if unescaped, err := url.PathUnescape(name); err == nil {
		name = unescaped
	}
	data, _ := attachments.get(name).(*object)
	if data == nil {
		return dest
	}
	for _, kind := range data.keys {
		if s, ok := textOf(data.values[kind]); ok && strings.HasPrefix(kind, "image/") {
			return []byte("data:" + kind + ";base64," + strings.ReplaceAll(s, "\n", ""))
		}
	}
	return dest
}

// fences renders fenced code with our highlighting.
type fences struct{}

func (f fences) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindFencedCodeBlock, f.render)
}

func (fences) render(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	block := n.(*ast.FencedCodeBlock)
	var code bytes.Buffer
	for i := range block.Lines().Len() {
		line := block.Lines().At(i)
		code.Write(line.Value(src))
	}
	_, err := w.WriteString(`<pre class="code">` + highlight(string(block.Language(src)), code.String()) + "</pre>\n")
	return ast.WalkSkipChildren, err
}
