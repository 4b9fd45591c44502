package lower_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"

	"loopbook/kernel/realm/lower"
	"loopbook/kernel/realm/lower/syntax"
)

// Each source throws in the call at ^: the place that a stack of goja shows, mapped, is that one.
func TestPlacesOfErrorsAreThoseOfTheSource(t *testing.T) {
	for _, marked := range []string{
		"boom^()",
		"let x = 1, y = boom^()",
		"let x = 1\nlet { a, b = boom^() } = {}",
		"const s = '😀', t = 'é'; boom^()",
		"var v = boom^()",
		"class A { static x = boom^() }",
		"f()\nfunction f() {\n\treturn boom^()\n}",
		"await 1; const q = boom^()",
		"await 1\n  boom^()",
		"// one\n\n/* two\n */ await 0; function g() { const z = 1; z ? boom^() : 0 } g()",
		"const c = 1; const h = () => { c ?? (c = 2); boom^() }; h()",
		"%%timeline\nboom^()",
		"%%timeline a b c\n//%%drain 2s\n  let w = boom^()",
		"{ a: boom^() }",
		"using r = null; const u = boom^()",
		"import 'm'\nimport x, {\n  y\n} from 'n'; const z = 1; boom^()",
		"for (const x of [1]) { try { boom^() } finally { x } }",
		"try { try { 1 } catch { 2 } finally { boom^() } } finally { 3 }",
		"function* g() { yield boom^() } [...g()]",
		"a = 1; for (var i = 0, j; i < 1; i++) { var k = boom^() }",
		"\r\nlet a\r\nlet b = 1; boom^()",
		"let ls = '\u2028'; boom^()",
		"<!-- x\nboom^()",
	} {
		src := strings.Replace(marked, "^", "", 1)
		line, column := syntax.Place(marked, strings.Index(marked, "^"))
		r := newBare(t)
		c, err := r.session.Lower("cell", src)
		if err != nil {
			t.Errorf("%q: %v", src, err)
			continue
		}
		if l, col := thrownAt(t, r, c); l != line || col != column {
			t.Errorf("%q: thrown at %d:%d, want %d:%d", src, l, col, line, column)
		}
	}
}

// thrownAt runs a cell and returns where it threw, in its source.
func thrownAt(t *testing.T, r *bare, c *lower.Cell) (line, column int) {
	t.Helper()
	var place file.Position
	r.Set("boom", func(call goja.FunctionCall) goja.Value {
		for _, f := range r.CaptureCallStack(0, nil) {
			if f.SrcName() == "cell" {
				place = f.Position()
				break
			}
		}
		panic(r.NewTypeError("boom"))
	})
	r.runCell(c)
	return c.Map.Original(place.Line, place.Column)
}

// Lines stay lines, every place has one inside the source, and most characters are those of their place.
func TestGeneratedTextIsThatOfItsPlace(t *testing.T) {
	sources, _ := sampleCells(t)
	session := lower.NewSession()
	for _, src := range sources {
		c, err := session.Lower("cell", src)
		if err != nil || len(c.Magics) > 0 && strings.Contains(src, "ts") {
			continue
		}
		session.Commit(c)
		checkPlaces(t, src, c)
	}
}

func checkPlaces(t *testing.T, src string, c *lower.Cell) {
	t.Helper()
	source := unitLines(src)
	for i, text := range strings.Split(strings.ReplaceAll(c.Body, "\r\n", "\n"), "\n") {
		same := 0
		for k, r := range text {
			u := utf16.Encode([]rune{r})[0]
			line, column := c.Map.Original(i+1, k+1)
			if line != min(i+1, len(source)) || column < 1 || column > len(source[line-1])+1 {
				t.Errorf("%q: %d:%d is mapped to %d:%d", src, i+1, k+1, line, column)
				return
			}
			if column <= len(source[line-1]) && source[line-1][column-1] == u {
				same++
			}
		}
		if i < len(source) && len(source[i]) > 20 && 2*same < len(source[i]) && strings.TrimSpace(text) != "" && c.Prelude == "" {
			t.Errorf("%q: only %d of the %d characters of line %d are where they are mapped to", src, same, len(source[i]), i+1)
		}
	}
}

func unitLines(s string) (out [][]uint16) {
	for _, l := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		out = append(out, utf16.Encode([]rune(l)))
	}
	return out
}

// sampleCells are the cells of the other tests.
func sampleCells(t testing.TB) (sources []string, err error) {
	t.Helper()
	for _, session := range strings.Split(read(t, "testdata/cells.txt"), "\n=====\n") {
		sources = append(sources, strings.Split(session, "\n-----\n")...)
	}
	for _, name := range []string{"generators", "loops", "using"} {
		sources = append(sources, read(t, "testdata/async/"+name+".js"))
	}
	return sources, nil
}

func TestSyntaxErrorsShowTheirPlace(t *testing.T) {
	for _, c := range []struct {
		src, message, line string
		at, column, length int
	}{
		{"let a = 1;\nlet b = ;\n", "Unexpected token ';'", "let b = ;", 2, 9, 1},
		{"%%timeline\n  foo bar", "Unexpected identifier 'bar'", "  foo bar", 2, 7, 3},
		{"'😀' x", "Unexpected identifier 'x'", "'😀' x", 1, 6, 1},
		{"await foo(;", "Unexpected token ';'", "await foo(;", 1, 11, 1},
		{"function f() { await x }", "await is only valid in async functions and the top level bodies of modules", "function f() { await x }", 1, 16, 5},
		{"%%ts\nlet x: number = 'a' b", "Unexpected identifier 'b'", "let x: number = 'a' b", 2, 21, 1},
		{"%%ts\nlet x = ;", "Unexpected token ';'", "let x = ;", 2, 9, 1},
		{"%%ts\nenum { }", "Unexpected token '{'", "enum { }", 2, 6, 1},
		{"%%nope", "Unknown magic '%%nope'. Known are timeline, promises, hints, virtual, esm, ts, background, predict, drain, compare, seed", "%%nope", 1, 1, 0},
		{"x = /(/", "Invalid regular expression: /(/: Unterminated group", "x = /(/", 1, 5, 3},
		{"`abc", "Unexpected end of input", "`abc", 1, 5, 0},
	} {
		_, err := lower.NewSession().Lower("cell", c.src)
		var e *lower.SyntaxError
		if !errors.As(err, &e) {
			t.Errorf("%q: no error", c.src)
			continue
		}
		want := lower.SyntaxError{Message: c.message, Line: c.at, Column: c.column, Length: c.length, SourceLine: c.line}
		if *e != want {
			t.Errorf("%q:\n got %+v\nwant %+v", c.src, *e, want)
		}
	}
}
