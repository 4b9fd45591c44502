package display

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"loopbook/scheduler"
)

// pictures are all bundles made of a sample, by name.
func pictures(t testing.TB, s sample) map[string]Bundle {
	return map[string]Bundle{
		"timeline": Timeline(s.trace, TimelineOptions{}),
		"promises": Promises(s.trace, PromisesOptions{}),
		"hints":    Hints(FindHints(s.trace, facts(t)[s.name])),
	}
}

var forms = map[string]string{MIMEHTML: "html", MIMEMarkdown: "md", MIMEText: "txt"}

// eachPicture calls check for every picture of every sample, and for the others.
func eachPicture(t *testing.T, check func(t *testing.T, name string, b Bundle)) {
	t.Helper()
	for _, s := range samples(t) {
		for kind, b := range pictures(t, s) {
			check(t, s.name+" "+kind, b)
		}
	}
	for kind, b := range others(t) {
		check(t, kind, b)
	}
}

func TestPicturesAreGolden(t *testing.T) {
	for _, s := range samples(t) {
		var a txtar.Archive
		all := pictures(t, s)
		for _, kind := range slices.Sorted(maps.Keys(all)) {
			for _, mime := range []string{MIMEText, MIMEMarkdown, MIMEHTML} {
				text, ok := all[kind].Data[mime].(string)
				if !ok {
					t.Fatalf("%s %s has no %s", s.name, kind, mime)
				}
				a.Files = append(a.Files, txtar.File{Name: kind + "." + forms[mime], Data: []byte(text)})
			}
		}
		checkFile(t, filepath.Join("testdata", "golden", s.name+".txtar"), string(txtar.Format(&a)))
	}
}

// R1
func TestBundlesHoldThreeFormsAndDataOnRequest(t *testing.T) {
	want := []string{MIMEHTML, MIMEMarkdown, MIMEText}
	eachPicture(t, func(t *testing.T, name string, b Bundle) {
		if got := slices.Sorted(maps.Keys(b.Data)); !slices.Equal(got, want) {
			t.Errorf("%s: %v", name, got)
		}
		if err := b.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	})
	with := Timeline(named(t, "first-look"), TimelineOptions{Data: true})
	if got := slices.Sorted(maps.Keys(with.Data)); !slices.Equal(got, append([]string{MIMETrace}, want...)) || with.Check() != nil {
		t.Errorf("with data: %v, %v", got, with.Check())
	}
}

// R3
func TestHTMLNeedsNoScriptStyleSheetOrTheme(t *testing.T) {
	banned := regexp.MustCompile(`(?i)<(script|style|svg|input|link|iframe|object)|\sid=|var\(|light-dark|prefers-color-scheme|opacity|https?:|\son\w+=`)
	user := regexp.MustCompile(`(?s)<(code|samp)[^>]*>.*?</(code|samp)>`) // what the program says is only text
	eachPicture(t, func(t *testing.T, name string, b Bundle) {
		html := user.ReplaceAllString(b.Data[MIMEHTML].(string), "")
		if m := banned.FindString(html); m != "" {
			t.Errorf("%s has %q", name, m)
		}
	})
}

// R7
func TestTextAndMarkdownAreASCIIAndSmall(t *testing.T) {
	eachPicture(t, func(t *testing.T, name string, b Bundle) {
		text, md, html := b.Plain(), b.Data[MIMEMarkdown].(string), b.Data[MIMEHTML].(string)
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
		checkPipes(t, name, md)
	})
}

// checkPipes: all rows of a Markdown table have as many cells as its head, and the dashes differ.
func checkPipes(t *testing.T, name, md string) {
	t.Helper()
	want := 0
	for l := range strings.Lines(md) {
		if !strings.HasPrefix(l, "|") {
			want = 0
			continue
		}
		n := strings.Count(strings.NewReplacer(`\\`, "", `\|`, "").Replace(l), "|")
		if want == 0 {
			want = n
		}
		if n != want {
			t.Errorf("%s: %d pipes instead of %d in %q", name, n, want, l)
		}
	}
}

// R8: nbconvert's Markdown has the HTML raw in it; a blank line or an indent would end it.
func TestHTMLHasNoBlankLineAndNoIndent(t *testing.T) {
	eachPicture(t, func(t *testing.T, name string, b Bundle) {
		for l := range strings.Lines(b.Data[MIMEHTML].(string)) {
			if strings.TrimSpace(l) == "" || l[0] == ' ' || l[0] == '\t' {
				t.Errorf("%s: line %q", name, l)
			}
		}
	})
}

// R9
func TestPicturesAreTheSameEachTimeAndNameNoMachine(t *testing.T) {
	machine := regexp.MustCompile(`/(home|root|work|tmp|usr)/|0x[0-9a-f]{6,}|\d\d:\d\d:\d\d|20\d\d-\d\d-\d\d`)
	for _, s := range samples(t) {
		again := *s.trace
		first, second := pictures(t, s), pictures(t, sample{s.name, &again})
		for kind, b := range first {
			for mime, text := range b.Data {
				if second[kind].Data[mime] != text {
					t.Errorf("%s %s %s differs", s.name, kind, mime)
				}
				if m := machine.FindString(text.(string)); m != "" {
					t.Errorf("%s %s %s has %q", s.name, kind, mime, m)
				}
			}
		}
	}
}

var tag = regexp.MustCompile(`<[^>]*>`)

// R4: with every style removed the table still gives order, queue, line, cause, reason and output.
func TestWithoutStylesTheTimelineStillSaysAll(t *testing.T) {
	for _, s := range samples(t) {
		if len(s.trace.Events) > rowLimit {
			continue
		}
		html := Timeline(s.trace, TimelineOptions{}).Data[MIMEHTML].(string)
		rows := regexp.MustCompile(`<th scope="row"[^>]*>[^<]*`).FindAllStringIndex(html, -1)
		if len(rows) != len(s.trace.Events) {
			t.Fatalf("%s: %d rows for %d events", s.name, len(rows), len(s.trace.Events))
		}
		for i := range rows {
			end := len(html)
			if i+1 < len(rows) {
				end = rows[i+1][0]
			}
			e := &s.trace.Events[i]
			text := unescape(tag.ReplaceAllString(html[rows[i][0]:end], " "))
			for _, want := range []string{fmt.Sprint(e.N), " " + lanes[e.Queue].letter + " ", placeName(e.Place), cause(e), why(e), line(e.Label, 100), line(e.Threw, 120)} {
				if !strings.Contains(text, want) {
					t.Errorf("%s #%d does not say %q: %s", s.name, e.N, want, text)
				}
			}
			for _, out := range e.Output {
				for l := range strings.SplitSeq(clean(out), "\n") {
					if !strings.Contains(text, line(l, 100)) {
						t.Errorf("%s #%d does not print %q: %s", s.name, e.N, l, text)
					}
				}
			}
		}
	}
}

func unescape(s string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#34;", `"`, "&#39;", "'", "&amp;", "&").Replace(s)
}

func TestDataIsTheTraceOrSaysThatItIsTooBig(t *testing.T) {
	tr := named(t, "first-look")
	text, err := json.Marshal(Data(tr))
	if err != nil {
		t.Fatal(err)
	}
	var back scheduler.Trace
	if err := json.Unmarshal(text, &back); err != nil || len(back.Events) != len(tr.Events) {
		t.Errorf("%v: %s", err, text)
	}
	text, err = json.Marshal(Data(flood(20_000)))
	if err != nil || len(text) > dataLimit || !strings.Contains(string(text), `"steps":20000`) || !strings.Contains(string(text), "export") {
		t.Errorf("%v: %d bytes: %.300s", err, len(text), text)
	}
}
