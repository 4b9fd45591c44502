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

// realm runs lowered cells with as little as they need: the hidden globals, and nothing else of a kernel.
type realm struct {
	*goja.Runtime
	session *lower.Session
	show    goja.Callable
	tdz     map[string]bool
}

// names is InitName (check is nil) or ConstName.
type names struct {
	realm *realm
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

func newRealm(t testing.TB) *realm {
	t.Helper()
	r := &realm{Runtime: goja.New(), session: lower.NewSession(), tdz: map[string]bool{}}
	r.show, _ = goja.AssertFunction(r.eval(t, show))
	r.Set(lower.InitName, r.NewDynamicObject(names{realm: r}))
	r.Set(lower.ConstName, r.NewDynamicObject(names{r, func(name string) {
		if r.session.IsConst(name) {
			panic(r.NewTypeError("Assignment to constant variable."))
		}
	}}))
	r.Set(lower.ImportName, r.importModule)
	r.Set(lower.MetaName, map[string]string{"url": "file:///cell"})
	return r
}

func (r *realm) eval(t testing.TB, src string) goja.Value {
	t.Helper()
	v, err := r.RunString(src)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// importModule answers import('a,b') with a namespace of a and b.
func (r *realm) importModule(call goja.FunctionCall) goja.Value {
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
func (r *realm) declare(c *lower.Cell) {
	for _, d := range c.Names {
		switch d.Kind {
		case lower.Var:
			if r.tdz[d.Name] || r.GlobalObject().Get(d.Name) == nil {
				r.GlobalObject().DefineDataProperty(d.Name, goja.Undefined(), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
			}
		case lower.Let, lower.Const, lower.Class:
			early := func(goja.FunctionCall) goja.Value {
				ctor := r.Get("ReferenceError")
				e, _ := r.New(ctor, r.ToValue("Cannot access '"+d.Name+"' before initialization"))
				panic(e)
			}
			r.GlobalObject().DefineAccessorProperty(d.Name, r.ToValue(early), r.ToValue(early), goja.FLAG_TRUE, goja.FLAG_TRUE)
		}
		r.tdz[d.Name] = d.Kind != lower.Var && d.Kind != lower.Function
	}
}

// run runs a cell and says what it gives, as cells.js does.
func (r *realm) run(src string) string {
	c, err := r.session.Lower("cell", src)
	if err != nil {
		var e *lower.SyntaxError
		errors.As(err, &e)
		return "throws SyntaxError: " + e.Message
	}
	return r.runCell(c)
}

func (r *realm) runCell(c *lower.Cell) string {
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
		v = p.Result()
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

func (r *realm) compile(c *lower.Cell, prelude bool) *goja.Program {
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
		r := newRealm(t)
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
