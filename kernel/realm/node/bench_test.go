package node

import (
	"testing"

	"github.com/dop251/goja"

	"loopbook/display/inspect"
	"loopbook/scheduler"
)

// BenchmarkInstall is what every realm pays at its start.
func BenchmarkInstall(b *testing.B) {
	for range b.N {
		rt := goja.New()
		b.StartTimer()
		Install(&Host{Runtime: rt}, rt.NewObject())
		b.StopTimer()
	}
}

// BenchmarkFirstRequire is the first use of a module and of what it needs, compiled programs at hand.
func BenchmarkFirstRequire(b *testing.B) {
	for _, id := range []string{"internal/errors", "internal/validators", "internal/shape", "internal/async_context", "internal/inspect", "internal/timers", "events", "timers", "util", "buffer", "url", "internal/abort_controller", "internal/performance"} {
		b.Run(id, func(b *testing.B) {
			programs := map[string]*goja.Program{}
			for range b.N {
				b.StopTimer()
				h := bareHost(programs)
				b.StartTimer()
				if _, err := modules[id].Load(h); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func bareHost(programs map[string]*goja.Program) *Host {
	rt := goja.New()
	_, _ = rt.RunString("for (const n of ['asyncIterator', 'dispose', 'asyncDispose']) Object.defineProperty(Symbol, n, { value: Symbol(n) })")
	process := rt.NewObject()
	_ = process.Set("platform", "linux")
	_ = rt.Set("process", process)
	compile := func(name, source string) (goja.Callable, error) {
		p, ok := programs[name]
		if !ok {
			p = goja.MustCompile(name, "(function ("+Parameters+") {"+source+"\n})", false)
			programs[name] = p
		}
		v, err := rt.RunProgram(p)
		fn, _ := goja.AssertFunction(v)
		return fn, err
	}
	return &Host{Runtime: rt, Loop: scheduler.New(nil), Inspector: inspect.New(rt), Compile: compile, Process: process}
}

// BenchmarkImmediate makes and runs one immediate after the other: the cost of a turn with one callback.
func BenchmarkImmediate(b *testing.B) {
	w := newWorld(b)
	b.ReportAllocs()
	if err := w.rt.Set("count", b.N); err != nil {
		b.Fatal(err)
	}
	w.run("immediates.js", "let n = count; (function next() { if (n-- > 0) setImmediate(next); })();")
}
