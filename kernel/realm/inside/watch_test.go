package inside_test

import (
	"reflect"
	"testing"
	"unsafe"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/inside"
)

// tracker tells what an AsyncContextTracker sees.
type tracker struct{ grab func() any }

func (t tracker) Grab() any { return t.grab() }
func (tracker) Resumed(any) {}
func (tracker) Exited()     {}

func TestJobsSayWhatTheySettle(t *testing.T) {
	for _, c := range []struct {
		src             string
		async, thenable bool
	}{
		{"globalThis.p = Promise.resolve(1).then((v) => v)", false, false},
		{"globalThis.p = Promise.reject(1).catch((v) => v)", false, false},
		{"let go; const w = new Promise((r) => { go = r }); globalThis.p = w.then((v) => v); go()", false, false},
		{"async function f() { await 1 } globalThis.p = f()", true, false},
		{"async function f() { await w } let go; const w = new Promise((r) => { go = r }); globalThis.p = f(); go(2)", true, false},
		{"globalThis.p = new Promise((r) => r({ then() {} }))", false, true},
	} {
		rt := goja.New()
		m, err := inside.New(rt)
		if err != nil {
			t.Fatal(err)
		}
		marks := 0
		rt.SetAsyncContextTracker(tracker{func() any { marks++; return marks }})
		f, _ := reflect.TypeFor[goja.Runtime]().FieldByName("jobQueue")
		queue := (*[]func())(unsafe.Add(unsafe.Pointer(rt), f.Offset))
		look := rt.ToValue(func(goja.FunctionCall) goja.Value {
			j := m.JobOf((*queue)[len(*queue)-1])
			p := rt.Get("p").(*goja.Object)
			if j.Promise != p || j.Async != c.async || j.Thenable != c.thenable || !c.thenable && j.Context != marks {
				t.Errorf("%s: %+v", c.src, j)
			}
			return goja.Undefined()
		})
		if err := rt.Set("look", look); err != nil {
			t.Fatal(err)
		}
		if _, err := rt.RunString("(() => { " + c.src + "; look() })()"); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAwaitsSeesTheOperand(t *testing.T) {
	rt := goja.New()
	m, err := inside.New(rt)
	if err != nil {
		t.Fatal(err)
	}
	var seen []any
	rt.SetAsyncContextTracker(tracker{func() any {
		if a, ok := m.Awaits(0); ok {
			seen = append(seen, a.Operand.Export())
		}
		return nil
	}})
	_, err = rt.RunString("async function f(a, b) { let c = [a, b]; await 'first'; for (const x of c) { await x } return 4 } f(1, 2); Promise.resolve(3).then(() => {})")
	if err != nil {
		t.Fatal(err)
	}
	if len(seen) == 0 || seen[0] != "first" {
		t.Errorf("%v", seen)
	}
}

func TestWatchedFunctionsLookAsBefore(t *testing.T) {
	rt := goja.New()
	m, err := inside.New(rt)
	if err != nil {
		t.Fatal(err)
	}
	f := rt.Get("parseInt").(*goja.Object)
	before, calls := m.NativeCode(f), 0
	for range 2 { // one hook in front of the other
		if !m.Watch(f, func(original inside.Call, call goja.FunctionCall) goja.Value { calls++; return original(call) }) {
			t.Fatal("not watched")
		}
	}
	if v, err := rt.RunString("parseInt('42')"); err != nil || v.ToInteger() != 42 || calls != 2 {
		t.Error(v, err, calls)
	}
	if m.NativeCode(f) != before {
		t.Error("it has other code")
	}
	if m.Watch(rt.NewObject(), nil) {
		t.Error("an object is watched")
	}
}
