package wire

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"
)

type nested struct {
	List   []string          `json:"list"`
	Map    map[string][]int  `json:"map"`
	Any    any               `json:"any"`
	Raw    json.RawMessage   `json:"raw"`
	Ptr    *nested           `json:"ptr,omitempty"`
	Deep   []map[string]any  `json:"deep"`
	Bytes  []byte            `json:"bytes"`
	When   time.Time         `json:"when,omitzero"`
	Hidden map[string]string `json:"-"`
	Gone   []int             `json:"gone,omitempty"`
	Pair   [2]any            `json:"pair,omitzero"`
}

func TestObject(t *testing.T) {
	lone, pair := "\xed\xa0\xbd", "😀"
	for _, c := range []struct {
		name string
		in   any
		want string
	}{
		{"nil", nil, `{}`},
		{"nil map", map[string]any(nil), `{}`},
		{"nil and null raw messages", map[string]json.RawMessage{"a": nil, "b": json.RawMessage("null")}, `{"a":null,"b":null}`},
		{"raw null", json.RawMessage(" null "), `{}`},
		{"zero struct", nested{}, `{"list":[],"map":{},"any":null,"raw":{},"deep":[],"bytes":""}`},
		{"nil inside any", nested{Any: []string(nil), Deep: []map[string]any{nil, {"x": map[string]any(nil)}}},
			`{"list":[],"map":{},"any":[],"raw":{},"deep":[{},{"x":{}}],"bytes":""}`},
		{"nil behind a pointer", &nested{Ptr: &nested{}, List: []string{"x"}},
			`{"list":["x"],"map":{},"any":null,"raw":{},"ptr":{"list":[],"map":{},"any":null,"raw":{},"deep":[],"bytes":""},"deep":[],"bytes":""}`},
		{"null raw field", nested{Raw: json.RawMessage("null")}, `{"list":[],"map":{},"any":null,"raw":{},"deep":[],"bytes":""}`},
		{"array in place", map[string]any{"p": [2]any{[]int(nil), "x"}}, `{"p":[[],"x"]}`},
		{"html stays", map[string]any{"h": "<b>&</b>"}, `{"h":"<b>&</b>"}`},
		{"one mark for a lone surrogate", map[string]any{"s": "a" + lone + "b"}, `{"s":"a` + "\ufffd" + `b"}`},
		{"in a key", map[string]any{lone: 1}, `{"` + "\ufffd" + `":1}`},
		{"in a list", map[string]any{"s": []any{lone, []string{lone}}}, `{"s":["` + "\ufffd" + `",["` + "\ufffd" + `"]]}`},
		{"a pair is a character", map[string]any{"s": pair}, `{"s":"😀"}`},
		{"stray bytes", map[string]any{"s": "\xff\xc3("}, `{"s":"` + "\ufffd\ufffd(" + `"}`},
		{"escaped in raw JSON", json.RawMessage(`{"s":"\ud83d x \uDE00 \ud83d\ude00 \\ud83d"}`), `{"s":"\ufffd x \ufffd \ud83d\ude00 \\ud83d"}`},
		{"bytes in raw JSON", nested{Raw: json.RawMessage(`{"s":"` + lone + `"}`)},
			`{"list":[],"map":{},"any":null,"raw":{"s":"` + "\ufffd" + `"},"deep":[],"bytes":""}`},
	} {
		before := deepCopy(c.in)
		got, err := Object(c.in)
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %s, %v\n want %s", c.name, got, err, c.want)
		}
		if !reflect.DeepEqual(before, deepCopy(c.in)) {
			t.Errorf("%s: the caller's value was changed to %#v", c.name, c.in)
		}
	}
}

// deepCopy prints v with its types, nils and bytes: enough to notice a change.
func deepCopy(v any) string {
	var b strings.Builder
	dump(&b, reflect.ValueOf(v))
	return b.String()
}

func dump(b *strings.Builder, v reflect.Value) {
	switch v.Kind() {
	case reflect.Invalid:
		b.WriteString("nil;")
	case reflect.Pointer, reflect.Interface:
		dump(b, v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			dump(b, v.Field(i))
		}
	case reflect.Map:
		b.WriteString(map[bool]string{true: "nil map;", false: "map;"}[v.IsNil()])
		for it := v.MapRange(); v.Len() == 1 && it.Next(); {
			dump(b, it.Key())
			dump(b, it.Value())
		}
	case reflect.Slice:
		b.WriteString(map[bool]string{true: "nil slice;", false: "slice;"}[v.IsNil()])
		for i := range v.Len() {
			dump(b, v.Index(i))
		}
	case reflect.String:
		b.WriteString(v.String() + ";")
	}
}

func TestObjectRefusesWhatIsNone(t *testing.T) {
	cycle := map[string]any{}
	cycle["self"] = cycle
	for _, c := range []struct {
		in   any
		want string
	}{
		{[]int{1}, "not a JSON object"},
		{"text", "not a JSON object"},
		{json.RawMessage(`[1]`), "not a JSON object"},
		{json.RawMessage(`{"a":`), "JSON"},
		{map[string]any{"n": math.NaN()}, "NaN"},
		{map[string]any{"f": func() {}}, "func()"},
		{cycle, "nested more than 500 levels"},
		{struct{ P *nested }{}, "a nil *wire.nested where an object or array belongs"},
		{map[string]any{"x": []any{struct{ P *[]int }{}}}, "x: [0]: P: a nil"},
	} {
		raw, err := Object(c.in)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%T: %s, %v; want an error with %q", c.in, raw, err, c.want)
		}
	}
}

func TestSettledContentIsNotCopied(t *testing.T) {
	in := reflect.ValueOf(map[string]any{"a": []any{"x", 1, map[string]any{"b": "y"}}})
	out, changed, err := settle(in, 0)
	if err != nil || changed || out.Pointer() != in.Pointer() {
		t.Errorf("settle copied a content with nothing to settle: %v, %v", changed, err)
	}
}

func TestWellFormed(t *testing.T) {
	for in, want := range map[string]string{
		"":                         "",
		"plain":                    "plain",
		"é😀":                       "é😀",
		"\xed\xa0\x80":             "\ufffd",
		"\xed\xbf\xbf":             "\ufffd",
		"\xed\xa0\xbd\xed\xb8\x80": "\ufffd\ufffd", // halves written one by one stay halves, as in Node
		"\xed\x9f\xbf":             "\ud7ff",
		"\xed\xa0":                 "\ufffd\ufffd",
		"a\x80b":                   "a\ufffdb",
		"\ufffd":                   "\ufffd",
	} {
		if got := WellFormed(in); got != want {
			t.Errorf("WellFormed(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWellFormedJSONTouchesOnlyLoneEscapes(t *testing.T) {
	for in, want := range map[string]string{
		`{"a":"\u00e9"}`:              `{"a":"\u00e9"}`,
		`{"a":"\uD83D\uDE00"}`:        `{"a":"\uD83D\uDE00"}`,
		`{"a":"\ud83d"}`:              `{"a":"\ufffd"}`,
		`{"a":"\ude00\ud83d"}`:        `{"a":"\ufffd\ufffd"}`,
		`{"a":"\ud83d\ud83d\ude00"}`:  `{"a":"\ufffd\ud83d\ude00"}`,
		`{"a":"\ud83d\u0041"}`:        `{"a":"\ufffd\u0041"}`,
		`{"a":"\\ud83d \\\ud83d"}`:    `{"a":"\\ud83d \\\ufffd"}`,
		`{"a":"\"\ud83d\n\udead\\"}`:  `{"a":"\"\ufffd\n\ufffd\\"}`,
		`{"a":"\ud83d` + "é" + `\n"}`: `{"a":"\ufffd` + "é" + `\n"}`,
	} {
		original := strings.Clone(in)
		raw := []byte(in)
		if got := wellFormedJSON(raw); string(got) != want {
			t.Errorf("%s became %s, want %s", in, got, want)
		}
		if string(raw) != original {
			t.Errorf("%s: the given bytes were changed to %s", in, raw)
		}
	}
}
