package lower_test

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"loopbook/kernel/kerneltest/tools"
	"loopbook/kernel/realm/lower"
)

// completeDiffers are the sources of complete.json that Node's REPL judges otherwise, with the reason.
var completeDiffers = map[string]string{
	// Nothing that could follow would make these right: the REPL asks for more only because it has seen the end.
	"break": "invalid", "continue": "invalid", "new.target": "invalid", "enum": "invalid",
	// V8 reads what follows before it objects; so the end of the source is the first thing that is wrong.
	"...": "incomplete",
	// Static imports, decorators and using at the top level are for cells only.
	"import": "incomplete", "import x": "incomplete", "import x from": "incomplete", "@": "incomplete", "using x =": "incomplete",
}

func TestIsCompleteJudgesLikeNodesREPL(t *testing.T) {
	for line := range strings.Lines(read(t, "testdata/complete.out")) {
		want, quoted, _ := strings.Cut(strings.TrimSpace(line), " ")
		var src string
		if err := json.Unmarshal([]byte(quoted), &src); err != nil {
			t.Fatal(err)
		}
		if d, ok := completeDiffers[src]; ok {
			want = d
		}
		if got, _ := lower.IsComplete(src); got != want {
			t.Errorf("%q: got %s, want %s", src, got, want)
		}
	}
}

func TestIsCompleteJudgesLikeNodesREPLNode(t *testing.T) {
	got, err := exec.Command(tools.Node(t), "testdata/complete.js").Output()
	if err != nil {
		t.Fatal(err)
	}
	if want := read(t, "testdata/complete.out"); !bytes.Equal(got, []byte(want)) {
		t.Errorf("node testdata/complete.js prints:\n%s", got)
	}
}

func TestIsCompleteIndentsByOpenBrackets(t *testing.T) {
	for _, c := range []struct{ src, status, indent string }{
		{"if (1) {\n  foo(\n    [", "incomplete", "      "},
		{"function f() {", "incomplete", "  "},
		{"function f() {\n  return 1", "incomplete", "  "},
		{"function f() {}", "complete", ""},
		{"if (x)", "incomplete", ""},
		{"f({ a: [1, (2 +", "incomplete", "        "},
		{"`${[", "incomplete", "    "},
		{"`a", "incomplete", ""},     // spaces would become a part of the text
		{"f(`a", "incomplete", ""},   // here too
		{"{ /* a", "incomplete", ""}, // and here
		{"[ 'a\\", "incomplete", ""},
		{"} {", "invalid", ""},
		{"%%timeline", "incomplete", ""},
		{"%%timeline\n", "incomplete", ""},
		{"%%timeline\n\n", "complete", ""},
		{"%%timeline\nfoo(", "incomplete", "  "},
		{"%%timeline\nfoo()", "complete", ""},
		{"%virtual on", "complete", ""},
		{"%%nope", "invalid", ""},
		{"\xff(", "invalid", ""},
		{"await (async () => {", "incomplete", "    "},
		{"using x = {", "incomplete", "  "},
		{"import { a,", "incomplete", "  "},
		{"%%ts\nlet x: number = 1", "complete", ""},
		{"%%ts\nfunction f(x: number): void {", "incomplete", "  "},
		{"%%ts\ninterface A {\n  b: [", "incomplete", "    "},
		{"%%ts\nlet x: A<", "incomplete", ""},
		{"%%ts\nlet x: string = `a", "incomplete", ""},
		{"%%ts\nlet x: string /* a", "incomplete", ""},
		{"%%ts\nlet x: = 1", "invalid", ""},
		{"%%ts\nlet x = `${f(", "incomplete", "    "},
	} {
		if status, indent := lower.IsComplete(c.src); status != c.status || indent != c.indent {
			t.Errorf("%q: got %s %q, want %s %q", c.src, status, indent, c.status, c.indent)
		}
	}
}
