package node

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// opening makes every timer and immediate an ordinary object before the program that follows sees it.
const opening = `{
	const timers = require('timers');
	for (const name of ['setTimeout', 'setInterval', 'setImmediate']) {
		const start = timers[name];
		const opened = { [name](...args) { const t = start(...args); t._destroyed; return t; } }[name];
		Object.defineProperties(opened, Object.getOwnPropertyDescriptors(start));
		timers[name] = globalThis[name] = opened;
	}
} `

func TestOpenedTimersBehaveAsShells(t *testing.T) {
	for _, program := range []string{"testdata/timers-order.js", "testdata/timers-object.js"} {
		want := readFile(t, expectation(program))
		if got := newWorld(t).run(program, opening+readFile(t, program)); got != want {
			t.Errorf("%s: output differs from Node's, first at %s", program, firstDifference(got, want))
		}
	}
}

func TestTimersAreShellsUntilLookedInto(t *testing.T) {
	const program = `
		const t = setTimeout(() => {}, 1), im = setImmediate(() => {});
		t.unref(); t.ref(); t.hasRef(); t.refresh(); im.unref(); im.ref(); im.hasRef();
		t.unknown; t[Symbol('unknown')]; t.then; 'unknown' in t; +t; t === im; new Set([t, im]);
		look('before', t, im);
		t._repeat; im._argv;
		look('after', t, im);
		clearTimeout(t); clearImmediate(im);`
	var seen []string
	inWorld(t, func(w *world) {
		must(t, w.rt.Set("look", func(when string, objects ...any) {
			for _, o := range objects {
				_, shell := o.(lazy)
				seen = append(seen, when+" "+map[bool]string{true: "shell", false: "opened"}[shell])
			}
		}))
		_, err := w.rt.RunString(program)
		must(t, err)
	})
	if got, want := strings.Join(seen, ", "), "before shell, before shell, after opened, after opened"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestHopsAllocateTheirObjectOnly holds the cost of one more callback: its struct, the object that stands for it, that
// object's inside, and the program's own counter.
func TestHopsAllocateTheirObjectOnly(t *testing.T) {
	for hop, most := range map[string]float64{
		"setImmediate(hop)": 4, "setTimeout(hop, 1)": 5, "clearTimeout(setTimeout(hop, 1000)); setImmediate(hop)": 9,
	} {
		few, many := allocations(t, hop, 1_000), allocations(t, hop, 11_000)
		if each := float64(many-few) / 10_000; each > most+0.1 {
			t.Errorf("%s: %.2f allocations each, want at most %g", hop, each, most)
		}
	}
}

// allocations runs a program that calls hop n times, one after the other.
func allocations(t *testing.T, hop string, n int) uint64 {
	w := newWorld(t)
	w.loop.SetVirtual(true)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	w.run("hops.js", fmt.Sprintf("let n = 0; (function hop() { if (n++ < %d) { %s } })()", n, hop))
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs
}
