package notebooks

import (
	"regexp"
	"strings"
	"testing"
)

func TestTerminalTextBecomesHTML(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain <b> & \"q\"\n", "plain &lt;b&gt; &amp; &#34;q&#34;\n"},
		{"\x1b[31mred\x1b[0m not", `<span class="af1">red</span> not`},
		{"\x1b[32m'a'\x1b[39m, \x1b[33m1\x1b[39m", `<span class="af2">&#39;a&#39;</span>, <span class="af3">1</span>`},
		{"\x1b[1;4;93;41mx\x1b[22my\x1b[mz", `<span class="af11 ab1 a-bold a-underline">x</span><span class="af11 ab1 a-underline">y</span>z`},
		{"\x1b[38;5;208ma\x1b[48;2;1;2;3mb\x1b[38;5;3mc", `<span style="color:#ff8700;">a</span><span style="color:#ff8700;background:#010203;">b</span><span class="af3" style="background:#010203;">c</span>`},
		{"\x1b[38:5:250ma", `<span style="color:#bcbcbc;">a</span>`},
		{"\x1b[7ma\x1b[31mb\x1b[27mc", `<span class="ai">a</span><span class="ab1">b</span><span class="af1">c</span>`},
		{"one\x1b[2Ktwo\x1b[?25l\x1b]8;;http://x\x07link\x1b]8;;\x1b\\", "onetwolink"},
		{"a\x07b\x00c\bd", "abcd"},
		{"cut \x1b[3", "cut "},
		{"cut \x1b", "cut "},
		{"\x1b[31ma\nb\x1b[0m", "<span class=\"af1\">a\n</span><span class=\"af1\">b</span>"},
		{"10%\r20%\r100%\ndone\r\nab\rc", "100%\ndone\ncb"},
		{"over\r", "over"},
		{"\x1b[38;5mx", "x"},
		{"\x1b[99;?mx", "x"},
	} {
		if got := ansiHTML(c.in); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func FuzzTerminalText(f *testing.F) {
	f.Add("\x1b[1;31mred\x1b[0m\r\n<b>\x1b]8;;x\x07y")
	f.Add("\x1b[38;2;1;2;300mx\x1b[48;5;999my\x1b")
	f.Add("a\rb\r\rc\n\xff\x1b[")
	f.Fuzz(func(t *testing.T, s string) {
		h := ansiHTML(s)
		if rest := spans.ReplaceAllString(h, ""); strings.ContainsAny(rest, "<>\"'\x1b") {
			t.Errorf("%q became %q", s, h)
		}
		if strings.Count(h, "<span") != strings.Count(h, "</span>") {
			t.Errorf("%q is not balanced: %q", s, h)
		}
	})
}

var spans = regexp.MustCompile(`<span( class="[a-z0-9 -]+")?( style="[a-z0-9:#;]+")?>|</span>`)
