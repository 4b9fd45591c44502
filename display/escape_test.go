package display

import (
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"loopbook/scheduler"
)

// withText is a trace in which the program says s wherever a program can.
func withText(s string) *scheduler.Trace {
	place := scheduler.Place{Cell: s, File: s, Line: 1}
	origin := scheduler.Origin{Step: 1, Place: place, What: s, Promise: 1}
	r := scheduler.Recorder{Cell: s}
	r.Append(scheduler.Event{Label: s, Why: scheduler.Reason{Code: scheduler.ScriptFirst}})
	n := r.Append(scheduler.Event{
		Queue: scheduler.QueueTimer, Place: place, Label: s, Registered: origin, Queued: origin, Threw: s, Delay: &scheduler.Delay{Asked: s, Used: 1},
		Why: scheduler.Reason{Code: scheduler.FromEarlierCell, Cell: s}, Sure: scheduler.Race, Against: 1,
	})
	r.Print(n, s)
	r.Promise(scheduler.Promise{Name: s, Kind: s, State: scheduler.Rejected, Value: s, Made: origin, Settled: origin})
	r.Promise(scheduler.Promise{Name: s, Kind: "async function", Made: origin, Handled: origin, Waits: scheduler.Waits{For: scheduler.WaitIO, What: s}, Parents: []int{1}})
	return r.Trace(false, []scheduler.Origin{origin})
}

func withTextPictures(s string) map[string]Bundle {
	tr := withText(s)
	facts := Facts{Floating: []Site{{Place: scheduler.Place{Cell: s, File: s, Line: 1}, Text: s}}}
	return map[string]Bundle{
		"timeline": Timeline(tr, TimelineOptions{}),
		"promises": Promises(tr, PromisesOptions{All: true, Jobs: true}),
		"hints":    Hints(FindHints(tr, facts)),
		"diff":     Diff(Run{s, tr}, Run{s + "2", named1(tr)}),
		"predict":  Predict([]string{s, s}, tr, false),
		"puzzle":   Puzzle(s, tr),
		"outcomes": Outcomes([]Outcome{{Name: s, State: scheduler.Rejected, Value: s}}),
	}
}

// named1 is the trace without its last step.
func named1(t *scheduler.Trace) *scheduler.Trace {
	u := *t
	u.Events = u.Events[:1]
	return &u
}

var allowedTag = regexp.MustCompile(`^</?(?:table|caption|thead|tbody|tr|th|td|span|strong|code|samp|br|wbr|p|div|pre|ul|li|details|summary)(?: (?:style|scope|title|colspan)="[^"<>]*")*>$`)

// checkHTML: nothing is markup but ours, nothing is left open.
func checkHTML(t *testing.T, name, html string) {
	t.Helper()
	open := 0
	for _, tag := range tag.FindAllString(html, -1) {
		if !allowedTag.MatchString(tag) {
			t.Errorf("%s: tag %q", name, tag)
		}
		switch {
		case strings.HasPrefix(tag, "</"):
			open--
		case tag != "<br>" && tag != "<wbr>":
			open++
		}
	}
	if rest := tag.ReplaceAllString(html, ""); open != 0 || strings.ContainsAny(rest, "<>") || strings.IndexFunc(rest, func(r rune) bool { return r < ' ' && r != '\n' }) >= 0 {
		t.Errorf("%s: %d open tags in %q", name, open, html)
	}
}

// checkMarkdown: read by a real parser it holds no HTML, link, image or emphasis that is not ours.
func checkMarkdown(t *testing.T, name, md string) {
	t.Helper()
	source := []byte(md)
	doc := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(source))
	err := ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n.Kind() {
		case ast.KindRawHTML, ast.KindHTMLBlock, ast.KindLink, ast.KindImage, ast.KindHeading, ast.KindBlockquote, ast.KindFencedCodeBlock:
			t.Errorf("%s: %s in %q", name, n.Kind(), md)
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Error(err)
	}
	checkPipes(t, name, md)
}

// R16: what a program says is shown, never obeyed.
func FuzzTextOfTheProgramIsNeverMarkup(f *testing.F) {
	for _, s := range []string{
		"", "plain", "</td></tr></table><script>alert(1)</script>", `" onmouseover="alert(1)`, "`", "``a`b```", "a | b \\| c \\", "\\", "|", "&lt;b&gt;",
		"[link](http://example.com) ![image](x) <http://example.com>", "# heading\n> quote\n- item\n\n\n    code", "**bold** _em_ ~~strike~~ $x$",
		"\x1b[31mred\x1b[0m \x1b]8;;http://evil\x07link\x1b]8;;\x07 \x07\x00\x08", "\xff\xfe broken \xc3", "\u202egnp.exe \u2028 \u2029 \u00a0 \ufeff", "漢字 ünï \U0001F600 \U0001F468\u200d\U0001F469",
		strings.Repeat("long ", 500), strings.Repeat("x", 3000), strings.Repeat("\n", 50), "<!-- -->", "]]>", "www.example.com https://example.com", "--\n==\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, b := range withTextPictures(s) {
			if err := b.Check(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			html, md, text := b.Data[MIMEHTML].(string), b.Data[MIMEMarkdown].(string), b.Plain()
			checkHTML(t, name, html)
			checkMarkdown(t, name, md)
			for l := range strings.Lines(text) {
				if len(strings.TrimSuffix(l, "\n")) > textWidth {
					t.Errorf("%s: text line %q", name, l)
				}
			}
			for _, form := range []string{text, md} {
				if i := strings.IndexFunc(form, func(r rune) bool { return r > '~' || r < ' ' && r != '\n' }); i >= 0 {
					t.Errorf("%s: %q", name, form[i:min(len(form), i+20)])
				}
			}
			if len(html) > htmlLimit || len(md) > markdownLimit || len(text) > plainLimit {
				t.Errorf("%s: %d, %d, %d bytes", name, len(html), len(md), len(text))
			}
			for l := range strings.Lines(html) {
				if strings.TrimSpace(l) == "" || l[0] == ' ' {
					t.Errorf("%s: html line %q", name, l)
				}
			}
		}
		checkXML(t, TimelineSVG(withText(s), TimelineOptions{}).Data[MIMESVG].(string))
		if m := Mermaid(withText(s)); strings.Count(m, `"`) != 4 || strings.ContainsAny(m, "`\x00") {
			t.Errorf("mermaid: %s", m)
		}
		ChromeTrace(withText(s))
	})
}
