package notebooks

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"html/template"
	"maps"
	"slices"
	"strings"
)

// page is an output as a page shows it.
func (o *Output) page(md *prose) outputData {
	switch o.Type {
	case "stream":
		class := "stream"
		if o.Stream == "stderr" {
			class = "stderr tint"
		}
		return outputData{Class: class, HTML: preformatted(o.Text)}
	case "error":
		return outputData{Class: "error tint", HTML: o.errorHTML()}
	}
	d := outputData{}
	if o.Type == "execute_result" {
		if n, ok := o.node.get("execution_count").(json.Number); ok {
			count, _ := n.Int64()
			d.Count = int(count)
		} else {
			d.Count, _ = o.node.get("execution_count").(int)
		}
	}
	d.Class, d.HTML = o.richest(md)
	return d
}

func preformatted(s string) template.HTML {
	return template.HTML("<pre>" + ansiHTML(strings.TrimSuffix(s, "\n")) + "</pre>")
}

// errorHTML is the traceback. Where it brings no colours of its own, the line that names the error stands out, and the
// frames step back.
func (o *Output) errorHTML() template.HTML {
	lines := o.Traceback
	if len(lines) == 0 {
		lines = []string{o.Name + ": " + o.Value}
	}
	headline, _, _ := strings.Cut(o.Name+": "+o.Value, "\n")
	var b strings.Builder
	for i, line := range strings.Split(strings.Join(lines, "\n"), "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		class := ""
		switch {
		case line == headline || line == "Uncaught "+headline:
			class = "headline"
		case strings.HasPrefix(strings.TrimLeft(line, " "), "at "):
			class = "frame"
		}
		if class == "" || strings.Contains(line, "\x1b") {
			b.WriteString(ansiHTML(line))
			continue
		}
		fmt.Fprintf(&b, `<span class="%s">%s</span>`, class, html.EscapeString(line))
	}
	return template.HTML("<pre>" + b.String() + "</pre>")
}

// richest shows the representation that says most, as nbconvert orders them (HTML, then pictures, Markdown, text).
func (o *Output) richest(md *prose) (class string, h template.HTML) {
	if s, ok := o.Data["text/html"].(string); ok {
		return "rich", template.HTML(s)
	}
	if s, ok := o.Data["image/svg+xml"].(string); ok {
		return "rich", o.image("image/svg+xml", base64.StdEncoding.EncodeToString([]byte(s)))
	}
	for _, mime := range []string{"image/png", "image/jpeg", "image/gif", "image/webp"} {
		if s, ok := o.Data[mime].(string); ok {
			return "rich", o.image(mime, strings.Join(strings.Fields(s), ""))
		}
	}
	if s, ok := o.Data["text/markdown"].(string); ok {
		return "rich prose", template.HTML(md.html(s, nil))
	}
	if v, ok := o.Data["application/json"]; ok && o.Data["text/plain"] == nil {
		return "", template.HTML(`<pre class="code">` + highlight("json", string(appendTree(nil, v, 0))) + "</pre>")
	}
	if s, ok := o.Data["text/plain"].(string); ok {
		return "", preformatted(s)
	}
	kinds := strings.Join(slices.Sorted(maps.Keys(o.Data)), ", ")
	return "", template.HTML(`<p class="missing">An output that a page cannot show: ` + html.EscapeString(kinds) + "</p>")
}

// image shows a picture at the size its metadata asks for. An SVG comes as a picture too, so that neither its styles
// nor its scripts reach the page.
func (o *Output) image(mime, data string) template.HTML {
	all, _ := o.node.get("metadata").(*object)
	meta, _ := all.get(mime).(*object)
	size := ""
	for _, name := range []string{"width", "height"} {
		if n, ok := number(meta.get(name)); ok {
			size += fmt.Sprintf(` %s="%d"`, name, n)
		}
	}
	alt, _ := o.Data["text/plain"].(string)
	return template.HTML(fmt.Sprintf(`<img src="data:%s;base64,%s"%s alt="%s">`, mime, html.EscapeString(data), size, html.EscapeString(alt)))
}

func number(v any) (int, bool) {
	switch v := v.(type) {
	case int:
		return v, true
	case json.Number:
		f, err := v.Float64()
		return int(f), err == nil && f > 0 && f < 1e5
	}
	return 0, false
}
