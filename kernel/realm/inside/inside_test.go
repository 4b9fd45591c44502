package inside_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unsafe"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/inside"
)

// probe runs src, in which probe() notes what the machine sees.
func probe(t *testing.T, src string, look func(m *inside.Machine)) {
	t.Helper()
	rt := goja.New()
	m, err := inside.New(rt)
	if err != nil {
		t.Fatal(err)
	}
	called := false
	f := rt.ToValue(func(goja.FunctionCall) goja.Value { called = true; look(m); return goja.Undefined() }).(*goja.Object)
	_ = f.DefineDataProperty("name", rt.ToValue("probe"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	if err := rt.Set("probe", f); err != nil {
		t.Fatal(err)
	}
	if err := rt.Set("drain", func() { drain(rt, m) }); err != nil {
		t.Fatal(err)
	}
	if _, err := rt.RunScript("probe.js", src); err != nil {
		t.Fatal(err)
	}
	if !called {
		t.Fatal("probe() was not called")
	}
}

// drain runs the jobs as a loop does that says which one is running.
func drain(rt *goja.Runtime, m *inside.Machine) {
	f, _ := reflect.TypeFor[goja.Runtime]().FieldByName("jobQueue")
	queue := (*[]func())(unsafe.Add(unsafe.Pointer(rt), f.Offset))
	for len(*queue) > 0 {
		job := (*queue)[0]
		*queue = (*queue)[1:]
		m.SetJob(job)
		job()
	}
}

func all(*inside.Frame) bool { return true }

// write lists frames as "name(this)".
func write(m *inside.Machine, frames []inside.Frame) string {
	var b strings.Builder
	for _, f := range frames {
		if f.Async {
			b.WriteString("async ")
		}
		if f.Combinator != nil {
			fmt.Fprintf(&b, "%s %d; ", f.Combinator.Name, f.Combinator.Index)
			continue
		}
		if f.Construct {
			b.WriteString("new ")
		}
		name := "top"
		if f.Function != nil {
			name = f.Function.Get("name").String()
		}
		b.WriteString(name)
		if f.This != nil && !goja.IsUndefined(f.This) {
			b.WriteString(" of " + f.This.String())
		}
		b.WriteString("; ")
	}
	return strings.TrimSuffix(b.String(), "; ")
}

func TestFramesAreTheCallsOnTheWay(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{`probe()`, "probe; top"},
		{`(function f() { probe() })()`, "probe; f; top"},
		{`[1].map(function g() { probe() })`, "probe; g; map of 1; top"},
		{`class A { constructor() { probe() } toString() { return 'a' } } new A`, "probe; new A of a; top"},
		{`class A { constructor() { this.m() } m() { probe() } toString() { return 'a' } } new A`, "probe; m of a; new A of a; top"},
		{`class A { constructor() { probe() } toString() { return 'a' } } class B extends A {} new B`, "probe; new A of a; top"},
		{`class A { constructor() { probe() } toString() { return 'a' } } class B extends A { constructor() { super() } } new B`, "probe; new A of a; new B; top"},
		{`new Promise(function executor() { probe() })`, "probe; executor; new Promise; top"},
		{`(() => { (() => probe())() })()`, "probe; ; ; top"},
		{`({f() { probe() }, toString() { return 'o' }}).f(...[1, 2])`, "probe; f of o; top"},
		{`new (function F() { this.toString = () => 'x'; probe() })(...[1, 2])`, "probe; new F of x; top"},
	} {
		probe(t, c.src, func(m *inside.Machine) {
			if got := write(m, m.Frames(nil, 100, nil, all)); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.src, got, c.want)
			}
		})
	}
}

func TestFramesAreLimitedAndSkipped(t *testing.T) {
	probe(t, `function a() { probe() } function b() { a() } function c() { b() } c()`, func(m *inside.Machine) {
		frames := m.Frames(nil, 2, nil, all)
		if got := write(m, frames); got != "probe; a" {
			t.Error(got)
		}
		frames = m.Frames(nil, 10, m.Frames(nil, 10, nil, all)[1].Function, all)
		if got := write(m, frames); got != "b; c; top" {
			t.Error(got)
		}
	})
}

func TestAwaitingFollowsPromises(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{`async function a() { await 1; probe() } async function b() { await a() } b()`, "async b"},
		{`async function a() { await 1; await 2; await 3; probe() } async function b() { return a() } async function c() { await b() } c()`, "async c"},
		{`async function a() { await 1; probe() } async function b() { await Promise.all([1, a()]) } b()`, "async all 1; async b"},
		{`async function a() { await 1; probe() } async function b() { await Promise.allSettled([a()]) } b()`, "async allSettled 0; async b"},
		{`async function a() { await 1; probe() } async function b() { await Promise.any([1, 2, a()]) } b()`, "async any 2; async b"},
		{`async function a() { await 1; probe() } async function b() { await a().then(x => x) } b()`, "async b"},
		{`async function b() { await Promise.resolve().then(probe) } b()`, "async b"},
		{`async function b() { await Promise.reject().catch(probe) } b()`, "async b"},
		{`async function b() { await new Promise(r => { Promise.resolve().then(r) }).then(probe) } b()`, "async b"},
		{`async function a() { await 1; probe() } const p = a(); async function b() { await p } b(); b()`, ""},
	} {
		probe(t, c.src+"; drain()", func(m *inside.Machine) {
			if got := write(m, m.Awaiting(nil, 100, all)); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.src, got, c.want)
			}
		})
	}
}

func TestErrorsRemember(t *testing.T) {
	rt := goja.New()
	m, err := inside.New(rt)
	if err != nil {
		t.Fatal(err)
	}
	e, _ := rt.New(rt.Get("Error"), rt.ToValue("m"))
	trace := &inside.Trace{}
	get := rt.ToValue(func(call goja.FunctionCall) goja.Value {
		if m.Remembered(call.This.(*goja.Object)) != trace {
			t.Error("another trace")
		}
		return rt.ToValue("the stack")
	}).(*goja.Object)
	if !m.Remember(e, trace, get, get) {
		t.Fatal("not remembered")
	}
	if err := rt.Set("e", e); err != nil {
		t.Fatal(err)
	}
	for src, want := range map[string]string{
		"Object.getOwnPropertyNames(e).join()": "stack,message",
		"e.stack":                              "the stack",
		"Object.create(e).stack":               "the stack",
		"Object.keys(e).length":                "0",
	} {
		if v, err := rt.RunString(src); err != nil || v.String() != want {
			t.Errorf("%s: %v %v, want %s", src, v, err, want)
		}
	}
	if m.Remembered(rt.NewObject()) != nil {
		t.Error("an object remembers")
	}
}
