package realm

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"loopbook/display"
	"loopbook/scheduler"
)

// silence takes what a recorded cell prints.
type silence struct{ strings.Builder }

func (s *silence) Stream(_, text string)        { s.WriteString(text) }
func (s *silence) Display(display.Bundle, bool) {}
func (s *silence) ClearOutput(bool)             {}
func (s *silence) Error(*Exception)             {}

// kernelOf runs a realm for a test.
func kernelOf(t testing.TB, dir string) *Realm {
	t.Helper()
	r, err := New(Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx) }()
	t.Cleanup(func() {
		r.Close()
		cancel()
		<-done
	})
	return r
}

// recordCell runs one cell; with options it is recorded.
func recordCell(t testing.TB, r *Realm, count int, source string, o *traceOptions) (*scheduler.Trace, string) {
	t.Helper()
	out := &silence{}
	done := make(chan Outcome, 1)
	x := &execution{r: r, name: cellName(count), limit: drainTime, trace: o}
	var trace *scheduler.Trace
	x.cell = &Cell{Source: source, Count: count, Output: out, Done: func(outcome Outcome) {
		if x.recording != nil {
			trace = x.recording.finish()
		}
		done <- outcome
	}}
	x.body = x.evaluate
	r.foreground.Store(true)
	r.loop.PostMain(func() error { return r.begin(x) })
	select {
	case outcome := <-done:
		if outcome.Err != nil {
			out.WriteString("Error: " + outcome.Err.Value + "\n")
		}
	case <-time.After(5 * time.Minute):
		t.Fatal("the cell did not end in five minutes")
	}
	return trace, out.String()
}

// rows writes a trace as one line for each step.
func rows(trace *scheduler.Trace) string {
	var b strings.Builder
	for _, e := range trace.Events {
		fmt.Fprintf(&b, "%d %v L%d:%d %s -> %s\n", e.N, e.Queue, e.Line, e.Column, e.Label, strings.Join(e.Output, "|"))
	}
	return b.String()
}

func TestACellIsRecorded(t *testing.T) {
	r := kernelOf(t, t.TempDir())
	trace, _ := recordCell(t, r, 4, `console.log('sync');
setTimeout(() => console.log('timeout'), 0);
setImmediate(() => console.log('immediate'));
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('micro'));
`, &traceOptions{Cell: "[4]"})
	want := `1 script L1:1 (cell script) -> sync
2 nextTick L4:18 () => console.log('tick') -> tick
3 promise L5:16 () => console.log('micro') -> micro
4 timer L2:12 () => console.log('timeout') -> timeout
5 immediate L3:14 () => console.log('immediate') -> immediate
`
	if got := rows(trace); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestWorkOfAnEarlierCell(t *testing.T) {
	for _, recorded := range []bool{false, true} {
		r := kernelOf(t, t.TempDir())
		r.SetWaiting(true) // an interval holds no cell
		o := &traceOptions{Cell: "[1]"}
		if !recorded {
			o = nil
		}
		recordCell(t, r, 1, `const beat = setInterval(() => console.log('beat'), 5);
let go; const gone = new Promise((resolve) => { go = resolve });
gone.then(() => console.log('then of cell 1'));
(async () => { await gone; console.log('await of cell 1'); })();`, o)
		trace, _ := recordCell(t, r, 2, `await new Promise((resolve) => setTimeout(resolve, 8));
clearInterval(beat);
go();
await new Promise((resolve) => setTimeout(resolve, 1));`, &traceOptions{Cell: "[2]"})
		for _, want := range []struct {
			output string
			queue  scheduler.Queue
			line   int
			label  string
		}{
			{"beat", scheduler.QueueTimer, 1, "() => console.log('beat')"},
			{"then of cell 1", scheduler.QueuePromise, 3, "() => console.log('then of cell 1')"},
			{"await of cell 1", scheduler.QueuePromise, 4, ""},
		} {
			e := printing(trace, want.output)
			if e == nil {
				t.Errorf("recorded %v: no step printed %q\n%s", recorded, want.output, rows(trace))
				continue
			}
			if e.Cell != "[1]" || e.Queue != want.queue || e.Also != (scheduler.Reason{Code: scheduler.FromEarlierCell, Cell: "[1]"}) || e.Registered.Step != 0 {
				t.Errorf("recorded %v: %q: cell %q queue %v also %v registered by #%d", recorded, want.output, e.Cell, e.Queue, e.Also, e.Registered.Step)
			}
			if want.queue == scheduler.QueueTimer && e.Sure != scheduler.Race {
				t.Errorf("recorded %v: %q is sure", recorded, want.output)
			}
			if want.label != "" && (e.Line != want.line || e.Label != want.label) {
				t.Errorf("recorded %v: %q: L%d %s", recorded, want.output, e.Line, e.Label)
			}
		}
	}
}

// printing returns the first step that printed line.
func printing(trace *scheduler.Trace, line string) *scheduler.Event {
	for i := range trace.Events {
		if slices.Contains(trace.Events[i].Output, line) {
			return &trace.Events[i]
		}
	}
	return nil
}

// millions is how many steps a program has that is recorded in bounded memory.
const millions = 1_000_000

func TestAMillionStepsAreRecordedInBoundedMemory(t *testing.T) {
	r := kernelOf(t, t.TempDir())
	source := fmt.Sprintf("let n = 0; (function hop() { if (++n < %d) process.nextTick(hop) })(); setTimeout(() => console.log(n), 1)", millions)
	recordCell(t, r, 1, "1", &traceOptions{Cell: "[1]"})
	before := heap()
	trace, out := recordCell(t, r, 2, source, &traceOptions{Cell: "[2]", Promises: true})
	if out != fmt.Sprintln(millions) || trace.Steps != millions+1 || trace.Counts[scheduler.QueueTick] != millions-1 {
		t.Errorf("printed %q after %d steps, %v", out, trace.Steps, trace.Counts)
	}
	if n := len(trace.Events); n != 10_000 || trace.Dropped.Total() != trace.Steps-n {
		t.Errorf("%d kept, %d dropped", n, trace.Dropped.Total())
	}
	if grown := heap() - before; grown > 64<<20 {
		t.Errorf("%d MB are held", grown>>20)
	}
	runtime.KeepAlive(trace)
}

func TestManyPromisesAreRecordedInBoundedMemory(t *testing.T) {
	r := kernelOf(t, t.TempDir())
	trace, out := recordCell(t, r, 1, `let p = Promise.resolve(0);
for (let i = 0; i < 20000; i++) p = p.then((v) => v + 1);
Promise.reject(new Error('early')).catch(() => {});
await p;
console.log(await p)`, &traceOptions{Cell: "[1]", Promises: true})
	dropped := trace.DroppedPromises.Fulfilled + trace.DroppedPromises.Pending
	if n := len(trace.Promises); n != 2000 || out != "20000\n" || dropped < 18_000 {
		t.Errorf("%d promises kept, %+v dropped, printed %q", n, trace.DroppedPromises, out)
	}
	for _, p := range trace.Promises {
		if p.State == scheduler.Pending {
			t.Fatalf("p%d is pending", p.ID)
		}
	}
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func TestModulesAreRecordedByTheirFiles(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"lib/later.js":  "'use strict';\nexports.later = (f) => { setTimeout(() => f('lib'), 1); };\n",
		"lib/soon.mjs":  "export async function soon(v) {\n  await null;\n  return v;\n}\n",
		"main.mjs":      "import later from './lib/later.js';\nimport { soon } from './lib/soon.mjs';\nlater.later((v) => console.log(v));\nconsole.log(await soon('soon'));\n",
		"main.cjs":      "const { later } = require('./lib/later.js');\nlater((v) => console.log(v));\nimport('./lib/soon.mjs').then(({ soon }) => soon('soon')).then((v) => console.log(v));\n",
		"main.mts":      "type T = string;\nconst f = async (v: T): Promise<T> => {\n  await null;\n  return v;\n};\nsetTimeout((): void => console.log('timer' as T), 1);\nconsole.log(await f('typed'));\n",
		"tsconfig.json": "{}",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		main, output, file, label string
		line, column              int
	}{
		{"main.mjs", "lib", "lib/later.js", "() => f('lib')", 2, 37},
		{"main.mjs", "soon", "", "after await soon('soon')", 4, 13},
		{"main.cjs", "lib", "lib/later.js", "() => f('lib')", 2, 37},
		{"main.cjs", "soon", "", "(v) => console.log(v)", 3, 64},
		{"main.mts", "timer", "", "(): void => console.log('timer' as T)", 6, 12},
		{"main.mts", "typed", "", "after await f(\"typed\")", 7, 13},
	} {
		trace := recordProgram(t, filepath.Join(dir, c.main), scheduler.Ordinal)
		e := printing(trace, c.output)
		if e == nil {
			t.Errorf("%s: no step printed %q\n%s", c.main, c.output, rows(trace))
			continue
		}
		if e.File != c.file || e.Line != c.line || e.Column != c.column || c.label != "" && e.Label != c.label {
			t.Errorf("%s: %q was printed by %s L%d:%d %s", c.main, c.output, e.File, e.Line, e.Column, e.Label)
		}
	}
}

func TestWhatGoesOnIsTold(t *testing.T) {
	r := kernelOf(t, t.TempDir())
	r.SetWaiting(true)
	trace, _ := recordCell(t, r, 1, `%%background
const slow = new Promise((resolve) => setTimeout(resolve, 60000));
const never = new Promise(() => {});
const both = Promise.all([slow, never, 3]);
setInterval(() => {}, 1000);
(async function waits() { await never; })();`, &traceOptions{Cell: "[1]", Promises: true})
	if trace.Dry {
		t.Error("it is dry")
	}
	want := []scheduler.Origin{
		{Step: 1, Place: scheduler.Place{Line: 2, Column: 39}, What: "setTimeout 60000 ms"},
		{Step: 1, Place: scheduler.Place{Line: 5, Column: 1}, What: "setInterval 1000 ms"},
	}
	if !slices.Equal(trace.Alive, want) {
		t.Errorf("alive: %+v", trace.Alive)
	}
	waits := map[string]scheduler.Waits{}
	for _, p := range trace.Promises {
		waits[p.Name+p.Kind] = p.Waits
	}
	for name, want := range map[string]scheduler.Waits{
		"slownew Promise":  {For: scheduler.WaitTimer},
		"nevernew Promise": {},
		"bothPromise.all":  {For: scheduler.WaitPromise, Promise: 1, Done: 1, Of: 3},
		"async function":   {For: scheduler.WaitPromise, Promise: 2},
	} {
		if waits[name] != want {
			t.Errorf("%s waits for %+v", name, waits[name])
		}
	}
}

func TestTimesAreRecordedOnRequest(t *testing.T) {
	source := "setTimeout(() => console.log('timer'), 20)"
	r := kernelOf(t, t.TempDir())
	for clock, check := range map[scheduler.Clock]func(e *scheduler.Event) bool{
		scheduler.Ordinal:     func(e *scheduler.Event) bool { return e.Time == 0 && e.Took == 0 && e.Delay.Due == 0 },
		scheduler.WallTime:    func(e *scheduler.Event) bool { return e.Time >= 18 && e.Took > 0 && e.Delay.Due > 10 },
		scheduler.VirtualTime: func(e *scheduler.Event) bool { return e.Time == 20 && e.Took == 0 && e.Delay.Due == 20 },
	} {
		text := source
		if clock == scheduler.VirtualTime {
			text = "%%virtual\n" + source
		}
		trace, _ := recordCell(t, r, 1, text, &traceOptions{Cell: "[1]", Clock: clock})
		if e := printing(trace, "timer"); e == nil || !check(e) {
			t.Errorf("%q: %+v %+v", clock, e, e.Delay)
		}
	}
}

// strange are programs that a recording must leave alone.
var strange = []string{
	"class P extends Promise { then(...a) { console.log('then'); return super.then(...a) } }; await new P((r) => r(1)).then((v) => console.log(v))",
	"try { Promise() } catch (e) { console.log(e.message) }",
	"try { new Promise(1) } catch (e) { console.log(e.message) }",
	"try { await new Promise(() => { throw new TypeError('executor') }) } catch (e) { console.log(e.message) }",
	"const p = new Promise((resolve, reject) => { resolve(1); reject(2); resolve(3); throw 4 }); console.log(await p)",
	"try { await Promise.all(5) } catch (e) { console.log(e.name) } console.log(await Promise.all([1, Promise.resolve(2)]))",
	"const self = new Promise((resolve) => setTimeout(() => resolve(self), 1)); try { await self } catch (e) { console.log(e.message) }",
	"console.log(await { get then() { throw new Error('getter') } }.then)",
	"try { await { get then() { throw new Error('getter') } } } catch (e) { console.log(e.message) }",
	"const { promise, resolve } = Promise.withResolvers(); setImmediate(resolve, 7); console.log(await promise)",
	"console.log(await Promise.try(() => 8), Promise.prototype.then.name, Promise.prototype.then.length, Promise.length, String(Promise.all))",
	"const { then } = Promise.prototype; Promise.prototype.then = function (...a) { console.log('mine'); return then.apply(this, a) }; await Promise.resolve(1).then((v) => v); Promise.prototype.then = then",
	"async function f(n) { return n ? f(n - 1) : new Error('deep').stack.split('\\n').length } console.log(await f(5))",
	"async function a() { await null; return new Error('x').stack.replace(/\\d+/g, 'n') } async function b() { return await a() } console.log(await b())",
	"const s = await new Promise((r) => Promise.resolve().then(function g() { r(new Error('y').stack.split('\\n').length) })); console.log(s)",
	"process.nextTick(function f() { console.log(this === undefined, arguments.length) }, 1); await new Promise((r) => setTimeout(function (...a) { console.log(a, typeof this); r() }, 1, 2, 3))",
	"function deep() { return deep() } try { new Promise(deep); await new Promise((r) => { try { deep() } catch (e) { r(e.name) } }).then((v) => console.log(v)) } catch (e) { console.log(e.name) }",
	"for await (const v of (async function* () { yield 1; yield Promise.resolve(2); try { yield 3 } finally { console.log('finally') } })()) { console.log(v); if (v === 3) break }",
	"eval('Promise.resolve(1).then((v) => console.log(v))'); new Function('setTimeout(() => console.log(2), 1)')()",
}

func TestRecordingLeavesProgramsAlone(t *testing.T) {
	plain, recorded := kernelOf(t, t.TempDir()), kernelOf(t, t.TempDir())
	for i, source := range strange {
		_, want := recordCell(t, plain, i+1, source, nil)
		_, got := recordCell(t, recorded, i+1, source, &traceOptions{Cell: fmt.Sprintf("[%d]", i+1), Promises: true})
		if got != want {
			t.Errorf("%s\n got %q\nwant %q", source, got, want)
		}
		if want == "" {
			t.Errorf("%s prints nothing", source)
		}
	}
}

func TestARecordingThatIsInterruptedEnds(t *testing.T) {
	r := kernelOf(t, t.TempDir())
	time.AfterFunc(300*time.Millisecond, r.Interrupt)
	trace, out := recordCell(t, r, 1, "Promise.resolve().then(function spin() { return Promise.resolve().then(spin) }); new Promise(() => { setTimeout(() => { for (;;); }, 1) }); for (let i = 0; i < 1e9; i++) new Promise(() => {})", &traceOptions{Cell: "[1]", Promises: true})
	if trace == nil || trace.Steps != 1 {
		t.Fatalf("%+v", trace)
	}
	if !strings.Contains(out, "Error") {
		t.Errorf("the cell ended with %q", out)
	}
	trace, out = recordCell(t, r, 2, "await null; console.log('next')", &traceOptions{Cell: "[2]"})
	if out != "next\n" || trace.Steps != 2 {
		t.Errorf("the next cell printed %q in %d steps", out, trace.Steps)
	}
}
