package lower_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/lower"
)

// budget is more than any source of a few kilobytes may take; what exceeds it does not end.
const budget = 10 * time.Second

func FuzzLower(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 4096 {
			t.Skip()
		}
		within(t, src, func() {
			c, err := lower.NewSession().Lower("cell", src)
			var refused *lower.SyntaxError
			switch {
			case err == nil:
				checkCell(t, src, c)
			case !errors.As(err, &refused):
				t.Errorf("%q: %T is no *SyntaxError", src, err)
			case refused.Line < 1 || refused.Column < 1 || refused.Message == "":
				t.Errorf("%q: %+v", src, *refused)
			}
		})
	})
}

func FuzzIsComplete(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 4096 {
			t.Skip()
		}
		within(t, src, func() {
			status, indent := lower.IsComplete(src)
			_, err := lower.NewSession().Lower("cell", src)
			if status == "complete" && err != nil && !strings.Contains(err.Error(), "Loopbook does not support") {
				t.Errorf("%q is complete, but %v", src, err)
			}
			if status != "incomplete" && indent != "" {
				t.Errorf("%q: %s has the indent %q", src, status, indent)
			}
		})
	})
}

func seed(f *testing.F) {
	f.Helper()
	sources, err := sampleCells(f)
	if err != nil {
		f.Fatal(err)
	}
	for _, src := range sources {
		f.Add(src)
	}
}

func within(t *testing.T, src string, run func()) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		run()
	}()
	select {
	case <-done:
	case <-time.After(budget):
		t.Fatalf("%q takes longer than %v", src, budget)
	}
}

// checkCell checks what holds for every lowered cell.
func checkCell(t *testing.T, src string, c *lower.Cell) {
	t.Helper()
	if len(c.Magics) == 0 && strings.Count(c.Body, "\n") < strings.Count(src, "\n") {
		t.Errorf("%q: lines are lost:\n%s", src, c.Body)
	}
	seen := map[string]bool{}
	for _, d := range c.Names {
		if seen[d.Name] {
			t.Errorf("%q: %s is declared twice", src, d.Name)
		}
		seen[d.Name] = true
	}
	if _, err := goja.CompileAST(c.BodyTree, false); err != nil {
		t.Logf("%q: %v", src, err) // an early error that only goja finds is the realm's to report
	}
}

// Deep sources must neither overflow the stack, which nobody can recover from, nor take long.
func TestDeepSourcesAreRefusedOrRun(t *testing.T) {
	const n = 100_000
	deep := map[string]string{
		"(": strings.Repeat("(", n), "[": strings.Repeat("[", n), "{": strings.Repeat("{", n), "({a:": strings.Repeat("({a:", n),
		"()": strings.Repeat("(", n) + "1" + strings.Repeat(")", n), "[]": strings.Repeat("[", n) + strings.Repeat("]", n),
		"{}": strings.Repeat("{", n) + strings.Repeat("}", n), "`${": strings.Repeat("`${", n), "!": strings.Repeat("!", n) + "1",
		"- -": strings.Repeat("- ", n) + "1", "a=>": strings.Repeat("a=>", n) + "1", "x=": strings.Repeat("x=", n) + "1",
		"1+": strings.Repeat("1+", n) + "1", "2**": strings.Repeat("2**", n) + "1", "a.": strings.Repeat("a.", n) + "a",
		"a()": "a" + strings.Repeat("()", n), "a[0]": "a" + strings.Repeat("[0]", n), "a?b:": strings.Repeat("a?b:", n) + "c",
		"a?b": strings.Repeat("a?", n) + "b", "new ": strings.Repeat("new ", n) + "A", "if(1)": strings.Repeat("if(1)", n) + ";",
		"else if": strings.Repeat("if(1);else ", n) + ";", "for(;;)": strings.Repeat("for(;;)", n) + ";", "l:": labels(n),
		"f(": strings.Repeat("f(", n), "function(){": strings.Repeat("(function(){", n), "class{": strings.Repeat("(class{[", n),
		"await ": strings.Repeat("await ", n) + "1", "typeof ": strings.Repeat("typeof ", n) + "1", "a,": strings.Repeat("a,", n) + "a",
		"a;": strings.Repeat("a;", n), "[a,": "[" + strings.Repeat("a,", n) + "]", "??": strings.Repeat("a??", n) + "a",
		"try{": strings.Repeat("try{", n), "switch": strings.Repeat("switch(1){case 1:", n), "/*": strings.Repeat("/*", n),
		"let [": "let " + strings.Repeat("[", n), "({a=": strings.Repeat("({a=", n), "/(": "/" + strings.Repeat("(", n) + "/",
		"async()=>": strings.Repeat("async()=>", n) + "1", "do ": strings.Repeat("do ", n) + ";", "`": strings.Repeat("`", n),
		"ts (": "%%ts\n" + strings.Repeat("(", n), "ts !": "%%ts\n" + strings.Repeat("!", n) + "1", "ts a=>": "%%ts\n" + strings.Repeat("a=>", n) + "1",
		"ts <": "%%ts\nlet x: " + strings.Repeat("A<", n), "ts if": "%%ts\n" + strings.Repeat("if(1)", n) + ";", "ts `": "%%ts\n" + strings.Repeat("`${", n),
		"ts [": "%%ts\nlet x: " + strings.Repeat("A|", n) + "A", "ts a?": "%%ts\n" + strings.Repeat("a?", n) + "b",
		"ts infer": "%%ts\ntype T = " + strings.Repeat("A extends B ? C : ", n) + "D", "ts keyof": "%%ts\ntype T = " + strings.Repeat("keyof ", n) + "D",
		"nearly 1+": strings.Repeat("1+", n/25) + "1", "nearly a.": strings.Repeat("a.", n/6) + "a", "nearly a()": "a" + strings.Repeat("()", n/6),
		"nearly (": strings.Repeat("(", 800) + "1" + strings.Repeat(")", 800), "nearly [": strings.Repeat("[", 2000) + strings.Repeat("]", 2000),
		"a`": "a" + strings.Repeat("``", n), "-->": strings.Repeat("\n-->", n), "%%": strings.Repeat("%%ts\n", n),
	}
	for name, src := range deep {
		start := time.Now()
		status, _ := lower.IsComplete(src)
		c, err := lower.NewSession().Lower("cell", src)
		if err == nil {
			if _, err := goja.CompileAST(c.BodyTree, false); err != nil {
				t.Logf("%s: %v", name, err)
			}
		}
		if took := time.Since(start); took > budget {
			t.Errorf("%s: took %v", name, took)
		}
		if err != nil && name != "/(" && len(err.Error()) > 500 {
			t.Errorf("%s: %s, an error of %d bytes", name, status, len(err.Error()))
		}
	}
}

func labels(n int) string {
	var b strings.Builder
	for range n {
		b.WriteString("l:")
	}
	return b.String()
}

const notebookCell = `// Load the users of a page, three at a time, and say what was slow.
const limit = 3
const timings = new Map()

async function load(id, { retries = 2, signal } = {}) {
  const started = performance.now()
  for (let attempt = 0; attempt <= retries; attempt++) {
    try {
      const response = await fetch(` + "`https://example.com/users/${id}`" + `, { signal })
      if (!response.ok) throw new Error(` + "`status ${response.status}`" + `)
      return await response.json()
    } catch (error) {
      if (attempt === retries || error.name === 'AbortError') throw error
      await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * 100))
    } finally {
      timings.set(id, performance.now() - started)
    }
  }
}

class Pool {
  #running = 0
  #queue = []
  async run(task) {
    if (this.#running >= limit) await new Promise((resolve) => this.#queue.push(resolve))
    this.#running++
    try { return await task() } finally { this.#running--; this.#queue.shift()?.() }
  }
}
const pool = new Pool(), ids = Array.from({ length: 10 }, (_, i) => i + 1)
const [first, ...rest] = await Promise.allSettled(ids.map((id) => pool.run(() => load(id))))
rest.filter(({ status }) => status === 'rejected').map(({ reason }) => reason.message)
`

func BenchmarkLower30Lines(b *testing.B) {
	b.ReportAllocs()
	b.SetBytes(int64(len(notebookCell)))
	s := lower.NewSession()
	for b.Loop() {
		if _, err := s.Lower("cell", notebookCell); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkIsComplete30Lines(b *testing.B) {
	for b.Loop() {
		lower.IsComplete(notebookCell)
	}
}

func BenchmarkLowerTypeScript(b *testing.B) {
	s := lower.NewSession()
	for b.Loop() {
		if _, err := s.Lower("cell", "%%ts\n"+notebookCell); err != nil {
			b.Fatal(err)
		}
	}
}
