package lower_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"loopbook/kernel/kerneltest/tools"
	"loopbook/kernel/realm/lower"
)

// bare runs lowered cells with as little as they need: the hidden globals, and nothing else of a kernel.
type bare struct {
	*goja.Runtime
	session *lower.Session
	show    goja.Callable
}

// names is InitName (check is nil) or ConstName.
type names struct {
	realm *bare
	check func(name string)
}

func (n names) Get(key string) goja.Value { return n.realm.GlobalObject().Get(key) }
func (n names) Has(string) bool           { return true }
func (n names) Delete(string) bool        { return false }
func (n names) Keys() []string            { return nil }
func (n names) Set(key string, v goja.Value) bool {
	if n.check != nil {
		n.check(key)
		return n.realm.GlobalObject().Set(key, v) == nil
	}
	return n.realm.GlobalObject().DefineDataProperty(key, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE) == nil
}

const show = `(v) => v === undefined ? 'undefined' : typeof v === 'function' ? 'function ' + v.name :
	typeof v === 'bigint' ? v + 'n' : Object.is(v, -0) ? '-0' : v !== v ? 'NaN' : JSON.stringify(v)`

func newBare(t testing.TB) *bare {
	t.Helper()
	r := &bare{Runtime: goja.New(), session: lower.NewSession()}
	r.show, _ = goja.AssertFunction(r.eval(t, show))
	r.Set(lower.InitName, r.NewDynamicObject(names{realm: r}))
	r.Set(lower.ConstName, r.NewDynamicObject(names{r, func(name string) {
		if r.session.IsConst(name) {
			panic(r.NewTypeError("Assignment to constant variable."))
		}
	}}))
	r.Set(lower.WaitName, func(v goja.Value) goja.Value { return v })
	r.Set(lower.ImportName, r.importModule)
	r.Set(lower.MetaName, map[string]string{"url": "file:///cell"})
	return r
}

func (r *bare) eval(t testing.TB, src string) goja.Value {
	t.Helper()
	v, err := r.RunString(src)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// importModule answers import('a,b') with a namespace of a and b.
func (r *bare) importModule(call goja.FunctionCall) goja.Value {
	p, resolve, _ := r.NewPromise()
	ns := r.NewObject()
	for _, name := range strings.Split(call.Argument(0).String(), ",") {
		ns.Set(name, "value of "+name)
	}
	ns.Set("asked", r.ToValue(call.Arguments[1:]))
	resolve(ns)
	return r.ToValue(p)
}

// declare makes the globals of a cell.
func (r *bare) declare(c *lower.Cell) {
	for _, d := range c.Names {
		switch d.Kind {
		case lower.Var, lower.Function:
			v := goja.Value(goja.Undefined())
			r.Try(func() {
				if old := r.GlobalObject().Get(d.Name); old != nil {
					v = old
				}
			})
			r.GlobalObject().DefineDataProperty(d.Name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		case lower.Let, lower.Const, lower.Class:
			early := func(goja.FunctionCall) goja.Value {
				ctor := r.Get("ReferenceError")
				e, _ := r.New(ctor, r.ToValue("Cannot access '"+d.Name+"' before initialization"))
				panic(e)
			}
			r.GlobalObject().DefineAccessorProperty(d.Name, r.ToValue(early), r.ToValue(early), goja.FLAG_TRUE, goja.FLAG_TRUE)
		}
	}
}

// run runs a cell and says what it gives, as cells.js does.
func (r *bare) run(src string) string {
	c, err := r.session.Lower("cell", src)
	if err != nil {
		var e *lower.SyntaxError
		errors.As(err, &e)
		return "throws SyntaxError: " + e.Message
	}
	return r.runCell(c)
}

func (r *bare) runCell(c *lower.Cell) string {
	r.declare(c)
	r.session.Commit(c)
	var v goja.Value
	var err error
	if c.PreludeTree != nil {
		_, err = r.RunProgram(r.compile(c, true))
	}
	if err == nil {
		v, err = r.RunProgram(r.compile(c, false))
	}
	if err != nil {
		return thrown(err)
	}
	if c.Async {
		p := v.Export().(*goja.Promise)
		switch p.State() {
		case goja.PromiseStateRejected:
			return "throws " + p.Result().String()
		case goja.PromiseStatePending:
			return "pending"
		}
		if v = p.Result(); c.HasResult {
			v = v.(*goja.Object).Get("0")
		}
	}
	if !c.HasResult {
		return "undefined"
	}
	text, err := r.show(goja.Undefined(), v)
	if err != nil {
		return thrown(err)
	}
	return text.String()
}

func (r *bare) compile(c *lower.Cell, prelude bool) *goja.Program {
	tree := c.BodyTree
	if prelude {
		tree = c.PreludeTree
	}
	p, err := goja.CompileAST(tree, false)
	if err != nil {
		panic(err)
	}
	return p
}

func thrown(err error) string {
	var e *goja.Exception
	if errors.As(err, &e) {
		return "throws " + e.Value().String()
	}
	return "throws " + err.Error()
}

// differs are the cells of cells.txt for which V8's console gives something else, with the reason.
var differs = map[string]string{
	// An object literal is an expression, as in Node's own REPL.
	"{a: 1, b: 2}":        `{"a":1,"b":2}`,
	"{}":                  "{}",
	"{a: 1}":              `{"a":1}`,
	"  { a: { b: [1] } }": `{"a":{"b":[1]}}`,
	"{a: 1}.a":            "1",
	"{ a: await 16 }":     `{"a":16}`,
	// goja's words.
	"let { nope } = null": "throws TypeError: Value is not object coercible",
	"let [w] = 5":         "throws TypeError: object is not iterable",
	// Names are in their temporal dead zone, as in any script; V8's console does not know them yet.
	"let first = later\nlet later = 1":                           "throws ReferenceError: Cannot access 'later' before initialization",
	"typeof inTDZ; let inTDZ":                                    "throws ReferenceError: Cannot access 'inTDZ' before initialization",
	"(() => early)(); const early = 1":                           "throws ReferenceError: Cannot access 'early' before initialization",
	"useIt(); function useIt() { return notYet } let notYet = 1": "throws ReferenceError: Cannot access 'notYet' before initialization",
	"let y = y":                 "throws ReferenceError: Cannot access 'y' before initialization",
	"new Z(); class Z {}":       "throws ReferenceError: Cannot access 'Z' before initialization",
	"await null; let tdz = tdz": "throws ReferenceError: Cannot access 'tdz' before initialization",
}

func TestCellsRunAsInV8(t *testing.T) {
	sessions := strings.Split(strings.TrimRight(read(t, "testdata/cells.txt"), "\n"), "\n=====\n")
	outputs := strings.Split(read(t, "testdata/cells.out"), "=====\n")
	for i, session := range sessions {
		r := newBare(t)
		want := strings.Split(outputs[i], "\n")
		for k, cell := range strings.Split(session, "\n-----\n") {
			w := want[k]
			if d, ok := differs[cell]; ok {
				w = d
			}
			if got := r.run(cell); got != w {
				t.Errorf("session %d, cell %d:\n%s\n got %s\nwant %s", i+1, k+1, cell, got, w)
			}
		}
	}
}

func TestCellsRunAsInV8Node(t *testing.T) {
	got, err := exec.Command(tools.Node(t), "testdata/cells.js").Output()
	if err != nil {
		t.Fatal(err)
	}
	if want := read(t, "testdata/cells.out"); !bytes.Equal(got, []byte(want)) {
		t.Errorf("node testdata/cells.js prints:\n%s", got)
	}
}

func read(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// What V8's console cannot be asked: names declared again as something else, results, imports.
func TestCellsBeyondTheConsole(t *testing.T) {
	for _, session := range [][]string{
		{"let x = 1; x", "1", "const x = 2; x", "2", "x = 3", "throws TypeError: Assignment to constant variable.",
			"function x() {} typeof x", `"function"`, "x = 4; x", "4", "class x {} typeof x", `"function"`, "var x = 5; x", "5"},
		{"var v = 1; v", "1", "let v = 2; v", "2", "var v; v", "2", "const v = 3; v", "3", "v = 4", "throws TypeError: Assignment to constant variable."},
		{"let x = 1; x", "1", "let y = x; let x = 2", "throws ReferenceError: Cannot access 'x' before initialization", "let x = 3; x", "3"},
		{"let x = 5", "undefined", "5; let y = 1", "undefined", "6; function f() {}", "undefined", "7; if (1) {}", "undefined", "8;;;", "8"},
		{"const c = 1; function set() { c = 2 }", "undefined", "set()", "throws TypeError: Assignment to constant variable.",
			"let c = 5; set(); c", "2"},
		{"import d, { a, b as c } from 'default,a,b'; [d, a, c]", `["value of default","value of a","value of b"]`,
			"d = 1", "throws TypeError: Assignment to constant variable.",
			"import * as ns from 'x' with { type: 'json' }; [ns.x, ns.asked]", `["value of x",[{"with":{"type":"json"}},[]]]`,
			"import y, * as all from 'default'; all.asked", `[null,["default"]]`,
			"(await import('z')).z", `"value of z"`, "import('w').then((m) => m.w); import.meta.url", `"file:///cell"`,
			"if (1) import e from 'e'", "throws SyntaxError: Cannot use import statement outside a module"},
		{"using r = { v: 1, [Symbol.dispose]() { this.v = 'gone' } }; r.v", "1", "r.v", `"gone"`,
			"using r = null; await using s = { async [Symbol.asyncDispose]() { this.v = 'gone' } }; s.v = 2; s.v", "2", "s.v", `"gone"`,
			"r = 1", "throws TypeError: Assignment to constant variable."},
		{"%%ts\nlet n: number = 1; n as unknown", "1", "%%ts\nenum E { A = 5 }; E.A", "5", "%%ts\n{ a: n }", `{"a":1}`,
			"%%ts\nconst x: number = await Promise.resolve(2)\nx satisfies number", "2", "E.A + x", "7"},
		{"const add = (v, { name }) => function () { return name }; class A { @add m() {} }; new A().m()", `"m"`},
		{"%%timeline\n1", "1", "%virtual on", "undefined", "//%%drain 3s\n2", "2", "%%no", "throws SyntaxError: Unknown magic '%%no'. Known are timeline, promises, hints, virtual, esm, ts, background, predict, drain, compare, seed"},
		{"async function await() {} function* yield() {} [globalThis['await'].name, yield.name]", `["await","yield"]`},
		{"var async = 1; for (var async of [7]) ; async", "7", "for (var let of [8]) ; globalThis.let", "8"},
	} {
		r := newBare(t)
		r.eval(t, "for (const k of ['dispose', 'asyncDispose', 'asyncIterator', 'metadata']) Symbol[k] ??= Symbol('Symbol.' + k)")
		for i := 0; i+1 < len(session); i += 2 {
			if got := r.run(session[i]); got != session[i+1] {
				t.Errorf("%s\n got %s\nwant %s", session[i], got, session[i+1])
			}
		}
	}
}

func TestExpressionIsOneExpression(t *testing.T) {
	r := newBare(t)
	r.run("const c = 1; let l = 2")
	for src, want := range map[string]string{
		"c + l": "3", "{a: c}": `{"a":1}`, "await l": "2", "function f() {}": "function f", "c = 3": "throws TypeError: Assignment to constant variable.",
		"l // comment": "2", "1; 2": "throws SyntaxError: Unexpected token ';'", "": "throws SyntaxError: Unexpected end of input",
		"let x = 1": "throws SyntaxError: Unexpected identifier 'x'", "x = async () => { await 1 }, x.name": `"x"`, "return 1": "throws SyntaxError: Unexpected token 'return'",
	} {
		c, err := r.session.Expression("expression", src)
		got := ""
		if err != nil {
			var e *lower.SyntaxError
			errors.As(err, &e)
			got = "throws SyntaxError: " + e.Message
		} else {
			got = r.runCell(c)
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", src, got, want)
		}
	}
}
