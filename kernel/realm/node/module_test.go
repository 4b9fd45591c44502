package node

import (
	"slices"
	"strings"
	"testing"

	"github.com/dop251/goja"
)

// inWorld runs fn in a populated world, inside its outermost frame.
func inWorld(t *testing.T, fn func(w *world)) {
	t.Helper()
	w := newWorld(t)
	w.run("empty.js", "")
	trampoline, err := w.rt.RunString("(function (f) { f() })")
	if err != nil {
		t.Fatal(err)
	}
	call, _ := goja.AssertFunction(trampoline)
	_, err = call(goja.Undefined(), w.rt.ToValue(func(goja.FunctionCall) goja.Value {
		fn(w)
		return goja.Undefined()
	}))
	if err != nil {
		t.Fatal(err)
	}
}

func TestInternalModulesAreHidden(t *testing.T) {
	for _, id := range []string{"internal/errors", "node:internal/errors", "nope", "node:", ""} {
		if _, ok := Lookup(id); ok {
			t.Errorf("Lookup(%q) finds a module", id)
		}
	}
	for _, id := range Builtins() {
		if _, ok := Lookup("node:" + id); !ok || strings.HasPrefix(id, "internal/") {
			t.Errorf("Builtins lists %q", id)
		}
	}
	if !slices.IsSorted(Builtins()) {
		t.Error("Builtins is not sorted")
	}
}

// TestEveryModuleLoads loads each module of the table first in a world of its own: no order of loading is needed, and
// no circle of requires is open.
func TestEveryModuleLoads(t *testing.T) {
	for id, m := range modules {
		inWorld(t, func(w *world) {
			w.host.loaded = nil
			v, err := m.Load(w.host)
			if err != nil {
				t.Errorf("%s: %v", id, err)
				return
			}
			again, _ := m.Load(w.host)
			if !v.SameAs(again) {
				t.Errorf("%s: loaded twice, it is two things", id)
			}
		})
	}
}

func TestEverySourceHasAModule(t *testing.T) {
	for _, dir := range []string{"js", "js/internal", "js/path", "js/timers", "js/util"} {
		entries, err := sources.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			id := strings.TrimPrefix(strings.TrimSuffix(dir+"/"+e.Name(), ".js"), "js/")
			if _, ok := modules[id]; !ok && !e.IsDir() && id+".js" != aliasFile && id+".js" != missingFile {
				t.Errorf("%s/%s is in no module of the table", dir, e.Name())
			}
		}
	}
}

func TestGlobalsAreMadeAtFirstUse(t *testing.T) {
	inWorld(t, func(w *world) {
		w.host.loaded = nil
		global := w.rt.NewObject()
		Install(w.host, global)
		if len(w.host.loaded) != 0 {
			t.Fatalf("Install loads %d modules", len(w.host.loaded))
		}
		for _, g := range Globals {
			v := global.Get(g.Name)
			if v == nil || goja.IsUndefined(v) {
				t.Errorf("global %s is not there", g.Name)
			}
			if !v.SameAs(global.Get(g.Name)) {
				t.Errorf("global %s is another one at the second use", g.Name)
			}
			if enumerable := slices.Contains(global.Keys(), g.Name); enumerable != g.Enumerable {
				t.Errorf("global %s: enumerable is %v", g.Name, enumerable)
			}
		}
		Install(w.host, global)
		if err := global.Set("URL", 5); err != nil || global.Get("URL").ToInteger() != 5 {
			t.Errorf("global URL cannot be replaced before its first use: %v", err)
		}
	})
}

func TestEveryKindOfObjectIsTold(t *testing.T) {
	want := map[string]string{
		"(function () { return arguments })()": "Arguments", "new ArrayBuffer(1)": "ArrayBuffer", "async () => {}": "AsyncFunction",
		"async function () {}": "AsyncFunction", "({ async m() {} }).m": "AsyncFunction", "new DataView(new ArrayBuffer(1))": "DataView",
		"new Date()": "Date", "new TypeError()": "Error", "function* () {}": "GeneratorFunction", "({ *m() {} }).m": "GeneratorFunction",
		"(function* () {})()": "Generator", "new Map().keys()": "MapIterator", "new Map()": "Map", "Promise.resolve()": "Promise",
		"new Proxy({}, {})": "Proxy", "/x/": "RegExp", "new Set().values()": "SetIterator", "new Set()": "Set", "Object('s')": "String",
		"new Uint8Array(1)": "TypedArray", "new WeakMap()": "WeakMap", "new WeakSet()": "WeakSet", "Object(1)": "Number",
		"Object(true)": "Boolean", "Object(1n)": "BigInt", "Object(Symbol())": "Symbol", "({})": "", "[]": "", "() => {}": "", "1": "", "null": "",
		"Object.create(Map.prototype)": "", "class {}": "",
	}
	rt := goja.New()
	for source, kind := range want {
		v, err := rt.RunString("(" + source + ")")
		if err != nil {
			t.Fatal(err)
		}
		if got := kindOf(v); got != kind {
			t.Errorf("kindOf(%s) = %q, want %q", source, got, kind)
		}
	}
}

func TestBytesOfEveryView(t *testing.T) {
	rt := goja.New()
	h := &Host{Runtime: rt}
	for source, want := range map[string]string{
		"new Uint8Array([1, 2, 3])": "\x01\x02\x03", "new Uint8Array([1, 2, 3]).subarray(1, 2)": "\x02", "new Uint8Array([1, 2]).subarray(2)": "",
		"new Uint16Array([1, 2]).subarray(1)": "\x02\x00", "new DataView(new Uint8Array([1, 2, 3]).buffer, 1)": "\x02\x03",
		"new Uint8Array([7]).buffer": "\x07", "new Float64Array(1)": "\x00\x00\x00\x00\x00\x00\x00\x00", "({})": "", "5": "", "new Uint8Array(0)": "",
	} {
		v, err := rt.RunString(source)
		if err != nil {
			t.Fatal(err)
		}
		if got := h.bytesOf(v); string(got) != want {
			t.Errorf("bytesOf(%s) = %q, want %q", source, got, want)
		}
	}
	view, err := rt.RunString("var shared = new Uint8Array(8); shared.subarray(2, 4)")
	if err != nil {
		t.Fatal(err)
	}
	h.bytesOf(view)[1] = 9
	if v, _ := rt.RunString("shared[3]"); v.ToInteger() != 9 {
		t.Error("bytesOf copies")
	}
	rt.Get("shared").ToObject(rt).Get("buffer").Export().(goja.ArrayBuffer).Detach()
	if b := h.bytesOf(view); b != nil {
		t.Errorf("bytesOf a detached view is %q", b)
	}
}

// TestStrangeReceiversThrow calls methods on what they are not made for: an exception each time, never a crash.
func TestStrangeReceiversThrow(t *testing.T) {
	program := `
		const { Buffer } = require('buffer');
		const detached = Buffer.from('abcdefgh');
		structuredClone(detached.buffer, { transfer: [detached.buffer] });
		const fake = { length: 100, byteLength: 100, byteOffset: 0, buffer: new ArrayBuffer(1), __proto__: Buffer.prototype };
		const strange = [undefined, null, 5, 'text', {}, [], Symbol('s'), () => {}, detached, fake, new Uint8Array(2), new DataView(new ArrayBuffer(3)), -1, 1e300, NaN, 2n];
		const protos = [Buffer.prototype, require('string_decoder').StringDecoder.prototype, URL.prototype, URLSearchParams.prototype,
			TextEncoder.prototype, TextDecoder.prototype, require('async_hooks').AsyncLocalStorage.prototype, require('async_hooks').AsyncResource.prototype,
			Event.prototype, EventTarget.prototype, AbortSignal.prototype, AbortController.prototype, MessagePort.prototype, BroadcastChannel.prototype,
			Blob.prototype, File.prototype, Performance.prototype, PerformanceEntry.prototype, PerformanceObserver.prototype, require('events').prototype,
			require('util').MIMEType.prototype, require('util').MIMEParams.prototype, require('url').Url.prototype];
		let calls = 0;
		for (const proto of protos) {
			for (const name of Reflect.ownKeys(proto)) {
				const { value, get } = Object.getOwnPropertyDescriptor(proto, name);
				const method = get ?? value;
				if (typeof method !== 'function' || name === 'constructor') continue;
				for (const self of strange) {
					for (const args of [[], [strange[calls % strange.length], 1e300, -5, 'hex'], [-1, -1, -1], [1, 2, 3, 4], ['x', 9]]) {
						calls++;
						try { method.apply(self, args); } catch {}
					}
				}
			}
		}
		for (const id of ` + "['buffer', 'util', 'url', 'path', 'querystring', 'os', 'worker_threads', 'timers', 'events', 'perf_hooks', 'diagnostics_channel', 'timers/promises']" + `) {
			const exports = require(id);
			for (const name of Object.keys(exports)) {
				if (typeof exports[name] !== 'function' || /^(setPriority|setInterval|Worker|inspect|formatWithOptions)$/.test(name)) continue;
				for (const a of strange) for (const b of [undefined, ...strange.slice(0, 6)]) {
					try { Promise.resolve(exports[name](a, b)).catch(() => {}); } catch {}
				}
			}
		}
		process.on('uncaughtException', () => {});
		console.log(calls > 1000);
		stop();
	`
	if got := newWorld(t).run("strange.js", program); !strings.HasPrefix(got, "true\n") {
		t.Errorf("the program printed %q", got)
	}
}
