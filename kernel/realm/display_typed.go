package realm

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"strings"

	"github.com/dop251/goja"

	"loopbook/display"
	"loopbook/display/inspect"
)

// A typedMaker is one of display.html, display.svg …: how many arguments it takes before the options, and what it makes.
type typedMaker struct {
	takes int
	make  maker
}

// makers are the methods of display that make bundles.
func (r *Realm) makers() map[string]typedMaker {
	return map[string]typedMaker{
		"html":     {1, r.markupMaker(display.MIMEHTML, escapeHTML)},
		"svg":      {1, r.markupMaker(display.MIMESVG, escapeHTML)},
		"markdown": {1, r.markupMaker(display.MIMEMarkdown, escapeMarkdown)},
		"latex":    {1, r.markupMaker(display.MIMELaTeX, nil)},
		"json":     {1, r.jsonBundle},
		"vega":     {1, r.vegaBundle},
		"png":      {1, r.imageMaker("png")},
		"jpeg":     {1, r.imageMaker("jpeg")},
		"bundle":   {1, r.givenBundle},
		"progress": {3, r.progressBundle},
	}
}

// templateOf is the texts of a call as a tag, `display.html`…“: an array that has its own raw texts.
func templateOf(args []goja.Value) (strings *goja.Object, ok bool) {
	list, ok := argument(args, 0).(*goja.Object)
	if !ok || list.ClassName() != "Array" {
		return nil, false
	}
	raw, ok := list.Get("raw").(*goja.Object)
	return list, ok && raw.ClassName() == "Array"
}

// markupMaker makes bundles of one MIME type whose value is text. In a template, what is filled in is escaped; without
// an escape the template's texts are taken raw, as LaTeX needs them.
func (r *Realm) markupMaker(mime string, escape func(string) string) maker {
	return func(args []goja.Value) (display.Bundle, error) {
		source := argument(args, 0).String()
		if list, ok := templateOf(args); ok {
			source = fill(list, args[1:], escape)
		}
		return display.Text(source).With(mime, source), nil
	}
}

// fill puts the values of a template between its texts; the elements of an array one after the other.
func fill(list *goja.Object, values []goja.Value, escape func(string) string) string {
	if escape == nil {
		list, escape = list.Get("raw").(*goja.Object), func(s string) string { return s }
	}
	var b strings.Builder
	for i := range int(list.Get("length").ToInteger()) {
		if i > 0 && i <= len(values) {
			b.WriteString(filled(values[i-1], escape))
		}
		b.WriteString(list.Get(itoa(i)).String())
	}
	return b.String()
}

func filled(v goja.Value, escape func(string) string) string {
	o, ok := v.(*goja.Object)
	if !ok || o.ClassName() != "Array" {
		return escape(v.String())
	}
	text := ""
	for i := range int(o.Get("length").ToInteger()) {
		text += filled(o.Get(itoa(i)), escape)
	}
	return text
}

func escapeHTML(s string) string { return html.EscapeString(s) }

var markdownSigns = regexp.MustCompile("[\\\\`*_\\[\\]<>|#~]")

func escapeMarkdown(s string) string { return markdownSigns.ReplaceAllString(s, `\$0`) }

func (r *Realm) jsonBundle(args []goja.Value) (display.Bundle, error) {
	v := argument(args, 0)
	raw, err := r.toJSON(v)
	if err != nil {
		return display.Bundle{}, r.displayError("json", err)
	}
	plain, err := r.inspector.Inspect(v, inspect.Default())
	return display.JSON(raw, plain), err
}

var vegaSchema = regexp.MustCompile(`/schema/(vega|vega-lite)/v(\d+)`)

// vegaBundle makes a chart of a Vega or Vega-Lite specification, as its $schema says; Vega-Lite without one.
func (r *Realm) vegaBundle(args []goja.Value) (display.Bundle, error) {
	raw, err := r.toJSON(argument(args, 0))
	if err != nil {
		return display.Bundle{}, r.displayError("vega", err)
	}
	var spec struct {
		Schema string `json:"$schema"`
	}
	if err := json.Unmarshal(raw, &spec); err != nil {
		return display.Bundle{}, r.displayError("vega", fmt.Errorf("an object with a Vega or Vega-Lite specification expected"))
	}
	kind, version := "vegalite", "5"
	if m := vegaSchema.FindStringSubmatch(spec.Schema); m != nil {
		kind, version = strings.ReplaceAll(m[1], "-", ""), m[2]
	}
	return display.Text("[a chart: "+kind+" v"+version+"]").With("application/vnd."+kind+".v"+version+"+json", raw), nil
}

// imageMaker makes pictures of bytes, or of base64 text.
func (r *Realm) imageMaker(kind string) maker {
	mime := "image/" + kind
	return func(args []goja.Value) (display.Bundle, error) {
		v := argument(args, 0)
		if b, ok := bytesOf(v); ok {
			return display.Image(mime, b, "["+mime+"]"), nil
		}
		if _, err := base64.StdEncoding.DecodeString(v.String()); err != nil {
			return display.Bundle{}, r.displayError(kind, fmt.Errorf("bytes or base64 text expected: %w", err))
		}
		return display.Text("["+mime+"]").With(mime, v.String()), nil
	}
}

// givenBundle shows a MIME bundle as a program has made it.
func (r *Realm) givenBundle(args []goja.Value) (display.Bundle, error) {
	data, err := r.jsonObject(argument(args, 0))
	if err != nil {
		return display.Bundle{}, r.displayError("bundle", err)
	}
	b := display.Bundle{Data: data}.Filled()
	if err := b.Check(); err != nil {
		return display.Bundle{}, r.displayError("bundle", err)
	}
	if b.Plain() == "" {
		b = b.With(display.MIMEText, "[a MIME bundle]")
	}
	return b, nil
}

// progressBundle is display.progress(done, total, words); update takes the same, and the total only if it changes.
func (r *Realm) progressBundle(args []goja.Value) (display.Bundle, error) {
	number := func(i int) float64 {
		if v := argument(args, i); !isNullish(v) {
			return v.ToFloat()
		}
		return 0
	}
	return display.Progress(number(0), number(1), text(argument(args, 2), "")), nil
}

func (r *Realm) displayError(method string, err error) error {
	return thrown{r.newError("TypeError", "display."+method+": "+err.Error())}
}
