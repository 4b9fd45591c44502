package notebooks

import (
	"html"
	"regexp"
	"strings"
	"testing"
)

// kinds is what highlight says of code, each token that has a class as class:text.
func kinds(language, code string) string {
	h := highlight(language, code)
	var out []string
	for {
		_, rest, ok := strings.Cut(h, `<span class="`)
		if !ok {
			return strings.Join(out, " ")
		}
		class, rest, _ := strings.Cut(rest, `">`)
		word, rest, _ := strings.Cut(rest, `</span>`)
		if class != "line" && class != "cl" && class != "w" {
			out = append(out, class+":"+word)
		}
		h = rest
	}
}

func TestHighlightKnowsTheGrammar(t *testing.T) {
	for _, c := range []struct{ language, code, want string }{
		{"js", "const x = a / b / c", "kd:const n:x o:= n:a o:/ n:b o:/ n:c"},
		{"js", "x = /[/]\\/a/gu.test(s)", "n:x o:= sr:/[/]\\/a/gu p:. nf:test p:( n:s p:)"},
		{"js", "return /a/", "k:return sr:/a/"},
		{"js", "a++ / b", "n:a o:++ o:/ n:b"},
		{"js", "`a${b ? {c: `d`} : 1}e`", "sb:` sb:a si:${ n:b o:? p:{ n:c p:: sb:` sb:d sb:` p:} p:: m:1 si:} sb:e sb:`"},
		{"js", "'it\\'s' + \"no", "s1:&#39;it\\&#39;s&#39; o:+ s2:&#34;no"},
		{"js", "obj.class.then(f)", "n:obj p:. py:class p:. nf:then p:( n:f p:)"},
		{"js", "const f = async (x) => 1_000n * .5e-3", "kd:const nf:f o:= k:async p:( n:x p:) o:=&gt; m:1_000n o:* m:.5e-3"},
		{"js", "// a /* b\n/* c\n d */ e", "c1:// a /* b cm:/* c\n cm: d */ n:e"},
		{"js", "%%timeline steps\nawait x", "cp:%%timeline steps k:await n:x"},
		{"js", "//%%esm\n#p in new Ünder()", "cp://%%esm n:#p k:in k:new nf:Ünder p:( p:)"},
		{"js", "type = 0x1F", "n:type o:= mh:0x1F"},
		{"ts", "type A = string | B<number>", "k:type nc:A o:= kt:string o:| nc:B o:&lt; kt:number o:&gt;"},
		{"python", "def f(): <b>", ""},
	} {
		if got := kinds(c.language, c.code); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.code, got, c.want)
		}
	}
}

func TestHighlightLosesNoCharacter(t *testing.T) {
	for _, code := range []string{"", "a", "\n\n  x\n\n", "a\r\nb", "\"<script>&amp;", "`${", "/* open", "'open", "\x00\u2028é😀", "/[/", "}}}}``${}"} {
		for _, language := range []string{"js", "ts", "cobol"} {
			got := unescape(highlight(language, code))
			if want := strings.ReplaceAll(code, "\r\n", "\n"); strings.TrimSuffix(got, "\n") != strings.TrimSuffix(want, "\n") {
				t.Errorf("%s %q came out as %q", language, code, got)
			}
		}
	}
}

var tag = regexp.MustCompile(`<[^>]*>`)

func unescape(h string) string { return html.UnescapeString(tag.ReplaceAllString(h, "")) }
