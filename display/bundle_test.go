package display

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

func TestEveryConstructorCarriesTextPlainAndPassesCheck(t *testing.T) {
	for name, b := range map[string]Bundle{
		"Text":     Text("x"),
		"HTML":     HTML("<b>x</b>", "x"),
		"Markdown": Markdown("**x**"),
		"LaTeX":    LaTeX("$x$"),
		"SVG":      SVG("<svg/>", "x"),
		"Image":    Image("image/png", []byte{0x89, 'P', 'N', 'G'}, "x"),
		"JSON":     JSON(map[string]any{"a": []any{1, nil}}, "x"),
	} {
		if b.Plain() == "" {
			t.Errorf("%s has no text/plain: %v", name, b.Data)
		}
		if err := b.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestImageBytesTravelAsBase64(t *testing.T) {
	if got := Image("image/png", []byte{0x89, 'P'}, "p").Data["image/png"]; got != "iVA=" {
		t.Errorf("got %v", got)
	}
}

func TestCheckNamesWhatAFrontendCannotTake(t *testing.T) {
	for _, c := range []struct {
		mimeType string
		value    any
		want     string // part of the error; empty: accepted
	}{
		{"text/plain", "ok", ""},
		{"application/json", 1, ""},
		{"application/json", nil, ""},
		{"application/vnd.vega.v5+json", map[string]any{"a": 1}, ""},
		{"application/geo+json", []any{}, ""},
		{"text/plain", 1, "text/plain must be a string, not a number"},
		{"text/html", []any{"a", "b"}, "must be a string, not an array"},
		{"text/html", nil, "must be a string, not null"},
		{"image/svg+xml", map[string]any{}, "must be a string, not an object"},
		{"model/gltf+json", map[string]any{}, "must be a string"}, // nbformat: only application/*+json
		{"application/json", math.NaN(), "is not JSON"},
		{"text/html; charset=utf-8", "x", `must come without parameters: "text/html"`},
		{"plain", "x", "is not a MIME type"},
		{"", "x", "is not a MIME type"},
	} {
		err := Bundle{Data: map[string]any{c.mimeType: c.value}}.Check()
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s = %v: got %v, want %q", c.mimeType, c.value, err, c.want)
		}
	}
}

func TestValidKeepsTheGoodPart(t *testing.T) {
	b := Bundle{Data: map[string]any{"text/plain": "x", "text/html": 1}, Metadata: map[string]any{"n": math.Inf(1)}, ID: "d"}
	got, _ := json.Marshal(b.Valid())
	if want := `{"Data":{"text/plain":"x"},"Metadata":{},"ID":"d"}`; string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestNilMapsNeverBecomeNull(t *testing.T) {
	for _, b := range []Bundle{Bundle{}.Filled(), Bundle{}.Valid(), Bundle{}.With("text/plain", "x"), Bundle{}.Named("d").Filled()} {
		if j, _ := json.Marshal(b); strings.Contains(string(j), "null") {
			t.Errorf("null in %s", j)
		}
	}
}

func TestWithLeavesTheOriginalAlone(t *testing.T) {
	a := Text("x")
	a.With("text/html", "<b>")
	if len(a.Data) != 1 {
		t.Errorf("original changed: %v", a.Data)
	}
}
