package inspect

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja"

	"loopbook/kernel/kerneltest/tools"
)

// in runs f with the value of a JavaScript expression, inside a JavaScript frame.
func in(t testing.TB, expression string, f func(b *bench, v goja.Value)) {
	t.Helper()
	b := newBench(t)
	if err := b.rt.GlobalObject().Set("_", func(c goja.FunctionCall) goja.Value {
		f(b, c.Argument(0))
		return goja.Undefined()
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.rt.RunString("_(" + expression + ")"); err != nil {
		t.Fatal(err)
	}
}

func TestEveryKindOfObjectIsTold(t *testing.T) {
	kinds := []struct {
		expression string
		want       brand
	}{
		{"{}", ordinary}, {"new (class A {})()", ordinary}, {"Object.create(null)", ordinary}, {"globalThis", ordinary}, {"Math", ordinary},
		{"[]", array}, {"new Array(1e8)", array}, {"(() => { const a = []; a[1e7] = 1; return a; })()", array}, {"Array.prototype", array},
		{"new Uint8Array(1)", typedArray}, {"new Float64Array(1)", typedArray}, {"new BigInt64Array(1)", typedArray},
		{"new ArrayBuffer(1)", arrayBuffer}, {"new DataView(new ArrayBuffer(1))", dataView},
		{"new Map()", mapBrand}, {"new Set()", setBrand}, {"new WeakMap()", weakMap}, {"new WeakSet()", weakSet},
		{"new Map().entries()", mapIterator}, {"new Set().keys()", setIterator},
		{"Promise.resolve()", promise}, {"new Date()", date}, {"/x/", regExp},
		{"new Error()", nativeError}, {"new TypeError()", nativeError}, {"new AggregateError([])", nativeError},
		{"(function () { return arguments; })()", arguments}, {"(function () { 'use strict'; return arguments; })()", arguments},
		{"new Number(1)", boxed}, {"new String('')", boxed}, {"new Boolean(true)", boxed}, {"Object(Symbol())", boxed}, {"Object(1n)", boxed},
		{"function () {}", function}, {"() => 1", function}, {"({ m() {} }).m", function}, {"Math.max", function}, {"(() => 1).bind()", function}, {"Object", function}, {"Function.prototype", function},
		{"class {}", class}, {"class extends Map {}", class},
		{"async () => 1", asyncFunction}, {"async function () {}", asyncFunction}, {"({ async m() {} }).m", asyncFunction},
		{"function* () {}", generatorFunction}, {"({ *m() {} }).m", generatorFunction},
		{"new Proxy({}, {})", proxy},
	}
	for _, k := range kinds {
		in(t, k.expression, func(b *bench, v goja.Value) {
			o := v.(*goja.Object)
			if got := b.ins.brand(o); got != k.want {
				t.Errorf("%s: brand %d of %s, want %d", k.expression, got, implementation(o).Type(), k.want)
			}
			if _, callable := goja.AssertFunction(o); callable != b.ins.callable(o) {
				t.Errorf("%s: callable is %v", k.expression, !callable)
			}
		})
	}
}

// What goja keeps to itself is found where innards.go looks for it.
func TestGojaStillHasTheStructuresReadHere(t *testing.T) {
	in(t, "Object.assign([1, 2], { x: 1 })", func(_ *bench, v goja.Value) {
		names, ok := elementNames(v.(*goja.Object))
		if !ok || strings.Join(names, " ") != "length x" {
			t.Errorf("names of an array: %q, %v", names, ok)
		}
		if !plainElements(v.(*goja.Object), 2) {
			t.Error("a dense array is not plain")
		}
	})
	in(t, "Object.defineProperty([1, 2], 1, { get() {} })", func(_ *bench, v goja.Value) {
		if plainElements(v.(*goja.Object), 2) {
			t.Error("an array with an accessor is plain")
		}
	})
	in(t, "({ a: 1, b: 2 })", func(_ *bench, v goja.Value) {
		if !plainNames(v.(*goja.Object)) {
			t.Error("an object of plain properties is not plain")
		}
	})
	in(t, "({ a: 1, get b() { return 2; } })", func(_ *bench, v goja.Value) {
		if plainNames(v.(*goja.Object)) {
			t.Error("an object with an accessor is plain")
		}
	})
	in(t, "(() => { const i = new Map([[1, 2], [3, 4], [5, 6]]).values(); i.next(); return i; })()", func(_ *bench, v goja.Value) {
		rest, total, kind := remaining(v.(*goja.Object), 1)
		if total != 2 || len(rest) != 1 || rest[0].value.ToInteger() != 4 || kind != iteratedValues {
			t.Errorf("an iterator has %v of %d left, kind %v", rest, total, kind)
		}
	})
	in(t, "(() => { globalThis.k = {}; return new WeakMap([[k, 7]]); })()", func(_ *bench, v goja.Value) {
		if list, total := weakEntries(v.(*goja.Object), 9); total != 1 || list[0].value.ToInteger() != 7 {
			t.Errorf("a WeakMap holds %v of %d", list, total)
		}
	})
	in(t, "function () {}", func(_ *bench, v goja.Value) {
		if !sloppy(v.(*goja.Object)) {
			t.Error("a sloppy function is strict")
		}
	})
}

func TestExceptionIsReturned(t *testing.T) {
	in(t, "({ [Symbol.for('nodejs.util.inspect.custom')]() { throw new RangeError('mine'); } })", func(b *bench, v goja.Value) {
		_, err := b.ins.Inspect(v, Default())
		var ex *goja.Exception
		if !errors.As(err, &ex) || ex.Value().String() != "RangeError: mine" {
			t.Errorf("Inspect: %v", err)
		}
		if _, err = b.ins.Format([]goja.Value{b.rt.ToValue("%s"), v, v}, Default()); !errors.As(err, &ex) {
			t.Errorf("Format: %v", err)
		}
		if got, err := b.ins.Inspect(b.rt.NewObject(), Default()); got != "{}" || err != nil {
			t.Errorf("afterwards: %q, %v", got, err)
		}
	})
}

// An interrupt ends user code that a walk runs, and a walk that runs no user code at all; the runtime goes on.
func TestInterruptEndsAWalk(t *testing.T) {
	values := map[string]string{
		"user code": "({ get a() { for (;;); } })",
		"no code":   "(() => { let o = {}; for (let i = 0; i < 40; i++) o = { a: o, b: o }; return o; })()", // a tree of 2^40
	}
	for name, expression := range values {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			o := Default()
			o.Depth, o.Getters = Infinity, GettersAll
			var got error
			if err := b.rt.Set("look", func(c goja.FunctionCall) goja.Value {
				time.AfterFunc(20*time.Millisecond, func() { b.rt.Interrupt("stop") })
				_, got = b.ins.Inspect(c.Argument(0), o)
				panic(got)
			}); err != nil {
				t.Fatal(err)
			}
			_, err := b.rt.RunString("try { look(" + expression + ") } catch (e) { 'swallowed' }")
			var interrupted *goja.InterruptedError
			if !errors.As(got, &interrupted) || !errors.As(err, &interrupted) {
				t.Fatalf("Inspect: %v; the program: %v", got, err)
			}
			b.rt.ClearInterrupt()
			if v, err := b.rt.RunString("inspect({ a: 1 })"); err != nil || v.String() != "{ a: 1 }" {
				t.Errorf("afterwards: %v, %v", v, err)
			}
		})
	}
}

// Where Node's stack overflows depends on the machine; that the value is cut there, and how, does not.
func TestDepthWithoutEndIsCut(t *testing.T) {
	const cut = ": Inspection interrupted prematurely. Maximum call stack size exceeded.]"
	values := map[string]string{
		"[Object": "(() => { let o = {}; for (let i = 0; i < 5000; i++) o = { o }; return o; })()",
		"[Array":  "(() => { let o = []; for (let i = 0; i < 5000; i++) o = [o]; return o; })()",
	}
	o := Default()
	o.Depth = Infinity
	for name, expression := range values {
		in(t, expression, func(b *bench, v goja.Value) {
			if got, err := b.ins.Inspect(v, o); err != nil || !strings.Contains(got, name+cut) {
				t.Errorf("%s: %v, %d bytes", name, err, len(got))
			}
		})
	}
}

func TestInspectorsWithoutEndAreStopped(t *testing.T) {
	const custom = "const custom = Symbol.for('nodejs.util.inspect.custom');"
	ends := map[string]string{
		"itself":  "(() => { " + custom + " const o = { [custom]() { return inspect(o); } }; return o; })()",
		"another": "(() => { " + custom + " const make = () => ({ [custom]: make }); return make(); })()",
	}
	for name, expression := range ends {
		in(t, expression, func(b *bench, v goja.Value) {
			_, err := b.ins.Inspect(v, Default())
			if err == nil || !strings.Contains(err.Error(), "RangeError: Maximum call stack size exceeded") {
				t.Errorf("%s: %v", name, err)
			}
			if b.ins.customs != 0 {
				t.Errorf("%s: %d inspectors are still counted", name, b.ins.customs)
			}
		})
	}
	in(t, "(() => { "+custom+" const o = { inner: { [custom]() { return inspect(o); } } }; return o; })()", func(b *bench, v goja.Value) {
		got, err := b.ins.Inspect(v, Default())
		if err != nil || !strings.Contains(got, "[Object: Inspection interrupted prematurely. Maximum call stack size exceeded.]") {
			t.Errorf("inside an object: %v, %d bytes", err, len(got))
		}
	})
}

// A deliberate difference: Node walks a Map or Set by the iterator of its prototype, wherever that leads.
func TestReplacedIteratorsAreNotUsed(t *testing.T) {
	const replaced = `(() => {
		Map.prototype.entries = Map.prototype[Symbol.iterator] = Set.prototype.values = Set.prototype[Symbol.iterator] = () => { throw 1; };
		Object.getPrototypeOf(new Map().keys()).next = () => { throw 1; };
		return [new Map([[1, 2]]), new Set([3]), new Map([[4, 5]]).keys()];
	})()`
	in(t, replaced, func(b *bench, v goja.Value) {
		const want = "[ Map(1) { 1 => 2 }, Set(1) { 3 }, [Map Iterator] { 4 } ]"
		if got, err := b.ins.Inspect(v, Default()); got != want || err != nil {
			t.Errorf("got %s, %v; want %s", got, err, want)
		}
	})
}

const namespaces = `(() => {
	const namespace = (o) => {
		const ns = Object.defineProperty(Object.create(null), Symbol.toStringTag, { value: 'Module' });
		for (const k of Object.keys(o).sort()) Object.defineProperty(ns, k, { ...Object.getOwnPropertyDescriptor(o, k), configurable: false });
		modules.add(Object.preventExtensions(ns));
		return ns;
	};
	const full = namespace({ a: 1, b: { c: { d: { e: 1 } } }, default: (() => { 'use strict'; return function f() {}; })(), late: undefined });
	const empty = namespace({});
	const self = namespace({ get later() { throw new ReferenceError('later'); } });
	for (const options of [{}, { depth: 0 }, { depth: -1 }, { colors: true }, { compact: false }, { showHidden: true }]) {
		show(full, options); show({ full, empty }, options); show(self, options);
	}
})()`

func TestModuleNamespaceIsShownAsNodeDoes(t *testing.T) {
	want, err := os.ReadFile("testdata/module.txt")
	if err != nil {
		t.Fatal(err)
	}
	b := newBench(t)
	modules := b.rt.NewObject()
	known := map[*goja.Object]bool{}
	_ = modules.Set("add", func(o *goja.Object) { known[o] = true })
	_ = b.rt.Set("modules", modules)
	b.ins.IsModule = func(o *goja.Object) bool { return known[o] }
	if _, err := b.rt.RunString(namespaces); err != nil {
		t.Fatal(err)
	}
	compare(t, string(want), b.out.String())
}

func TestModuleNamespaceIsShownAsNodeDoesNode(t *testing.T) {
	cmd := exec.Command(tools.Node(t), "module.mjs")
	cmd.Dir = "testdata"
	got, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("testdata/module.txt", got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/module.txt")
	if err != nil {
		t.Fatal(err)
	}
	compare(t, string(want), string(got))
}

func TestOneStringIsFormattedWithoutACopy(t *testing.T) {
	in(t, "'a line'", func(b *bench, v goja.Value) {
		args, o := []goja.Value{v}, b.ins.Defaults()
		if n := testing.AllocsPerRun(100, func() { _, _ = b.ins.Format(args, o) }); n > 0 {
			t.Errorf("%v allocations", n)
		}
	})
}

func TestLoneSurrogatesSurviveOnlyInJavaScript(t *testing.T) {
	in(t, `['%s', '\ud83d', '\ude00', '\ud800']`, func(b *bench, v goja.Value) {
		var args []goja.Value
		if err := b.rt.ExportTo(v, &args); err != nil {
			t.Fatal(err)
		}
		if got, _ := b.ins.Format(args, Default()); got != "\uFFFD \uFFFD \uFFFD" {
			t.Errorf("as UTF-8: %q", got)
		}
		js, err := b.ins.FormatJS(args, Default())
		if err != nil || js.(goja.String).CharAt(0) != 0xD83D {
			t.Errorf("as JavaScript: %v, %v", js, err)
		}
	})
	if got := valid("a\xed\xa0\xbd\xed\xb8\x80b"); got != "a😀b" {
		t.Errorf("two halves that met: %q", got)
	}
}

// Quoting is undone by reading the text as source, whatever the string.
func FuzzQuotedStringIsReadBack(f *testing.F) {
	for _, s := range []string{"", "it's", `"'`, "`'\"", "${'\"", "\x00\x1b\u0080\u2028", "\xed\xa0\x80", "é😀", "\\n\n"} {
		f.Add(s)
	}
	rt := goja.New()
	f.Fuzz(func(t *testing.T, s string) {
		v := goja.StringFromUTF16(toUTF16(s))
		got, err := rt.RunString(quote(textOf(v)))
		if err != nil || !got.StrictEquals(v) {
			t.Errorf("%q: %s reads as %v, %v", s, quote(textOf(v)), got, err)
		}
	})
}

// A format string is copied but for its placeholders, and never fails by itself.
func FuzzFormatNeverFails(f *testing.F) {
	for _, s := range []string{"", "%", "%s", "%%s", "%d%i%f%j%o%O%c%%", "é%s😀", "\xed\xa0\x80%s"} {
		f.Add(s, "x")
	}
	in(f, "0", func(b *bench, _ goja.Value) {
		f.Fuzz(func(t *testing.T, template, arg string) {
			first, second := goja.StringFromUTF16(toUTF16(template)), goja.StringFromUTF16(toUTF16(arg))
			got, err := b.ins.Format([]goja.Value{first, second}, Default())
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(template, "%") && got != valid(textOf(first)+" "+textOf(second)) {
				t.Errorf("%q, %q: %q", template, arg, got)
			}
		})
	})
}
