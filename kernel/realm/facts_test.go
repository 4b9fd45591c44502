package realm

import (
	"fmt"
	"strings"
	"testing"

	"loopbook/display"
)

// factCases are sources and what they say, as "fact line:column text".
var factCases = []struct{ source, want string }{
	{"f(); await g()", "floating 1:1 f()"},
	{"f(); g()", ""}, // nothing here could await
	{"await f(); g()", ""},
	{"async function x() { f(); o.m(1); void f(); await f(); return f() }", "floating 1:22 f(), floating 1:29 o.m(1)"},
	{"async function x() { f().catch(g); f().then(g, h); f().then(g); f().catch(g).finally(h); (async () => {})() }", ""},
	{"async function x() { a && f(); b ? f() : g(); y = f(); [f()] }", "floating 1:27 f(), floating 1:36 f(), floating 1:42 g()"},
	{"const x = async () => { function y() { f() } list.each(() => f()) }", "floating 1:51 list.each(() => f())"},
	{"%%timeline\n//%%hints\nawait null;\nf();\n1", "floating 4:1 f()"},
	{"await null\nf() // loopbook: allow floating-promise", "silenced floating-promise 2, silenced floating-promise 3"},
	{"[1].forEach(async (x) => { await x })", "discarded 1:5 forEach"},
	{"new Promise(async (resolve) => {}); e.on('x', async function () {}); [1].map(async () => {}); y = [1].map(async () => {})",
		"discarded 1:1 new Promise, discarded 1:39 on, discarded 1:74 map"},
	{"setTimeout(async () => {}); [1].forEach(async function* () {}); [1].forEach(() => {})", ""},
	{"async function x() { const a = await f(1); const b = await g(2); const c = await h(a); }", "independent 1:32 await f(1) | 1:54 await g(2)"},
	{"const a = await f();\nb = await g();\nlet { c } = await h()", "independent 1:11 await f() | 2:5 await g() | 3:13 await h()"},
	{"const a = await f(); console.log(a); const b = await g()", "floating 1:30 console.log(a)"}, // what makes no promise gives no hint
	{"const a = await f(); const b = await g(a); const c = await h()", "independent 1:32 await g(a) | 1:54 await h()"},
	{"const a = await p; const b = await q", ""}, // they are under way already
	{"let x = ;", ""},
	{"'😀'; await null; f(); 1", "floating 1:19 f()"},
}

func factsText(f display.Facts) string {
	var list []string
	for _, s := range f.Floating {
		list = append(list, fmt.Sprintf("floating %d:%d %s", s.Line, s.Column, s.Text))
	}
	for _, s := range f.Discarded {
		list = append(list, fmt.Sprintf("discarded %d:%d %s", s.Line, s.Column, s.Text))
	}
	for _, run := range f.Independent {
		var sites []string
		for _, s := range run {
			sites = append(sites, fmt.Sprintf("%d:%d %s", s.Line, s.Column, s.Text))
		}
		list = append(list, "independent "+strings.Join(sites, " | "))
	}
	for _, s := range f.Silenced {
		list = append(list, fmt.Sprintf("silenced %s %d", s.Rule, s.Line))
	}
	return strings.Join(list, ", ")
}

func TestFactsAreReadInTheSource(t *testing.T) {
	for _, c := range factCases {
		if got := factsText(factsOf(c.source, false)); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.source, got, c.want)
		}
	}
}

func TestOfTypeScriptOnlyCommentsAreRead(t *testing.T) {
	if got := factsText(factsOf("await null; f(); // loopbook: allow x-y\nlet n: number", true)); got != "silenced x-y 1, silenced x-y 2" {
		t.Error(got)
	}
}

func FuzzFacts(f *testing.F) {
	for _, c := range factCases {
		f.Add(c.source)
	}
	f.Fuzz(func(t *testing.T, source string) {
		for _, s := range factsOf(source, false).Floating {
			if lines := strings.Count(source, "\n") + 1; s.Line < 1 || s.Line > lines || s.Column < 1 {
				t.Errorf("%q: a call at %d:%d of %d lines", source, s.Line, s.Column, lines)
			}
		}
	})
}
