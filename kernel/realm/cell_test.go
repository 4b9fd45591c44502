package realm_test

import (
	"strings"
	"testing"
	"time"

	"loopbook/kernel/realm"
)

// cellCases are notebooks: cell sources and what a reader sees under each, in turn.
var cellCases = []struct {
	name  string
	cells []string // source, text, source, text …
}{
	{"the last expression is the result", []string{"1 + 1", "Out: 2\n", "'a'; 'b';", "Out: 'b'\n", "undefined", "", "let x = 5", ""}},
	{"names live across cells and may be declared again", []string{
		"let a = 1; const b = 2; class C {}; function f() { return a }", "",
		"let a = 10; const b = 20; class C { m() {} }; f() + b", "Out: 30\n",
		"const f = 3; f", "Out: 3\n",
	}},
	{"const stays const", []string{"const k = 1", "", "k = 2", "Error: TypeError: Assignment to constant variable.\n", "k", "Out: 1\n"}},
	{"a duplicate in one cell is a SyntaxError", []string{"let d; let d", "Error: SyntaxError: Identifier 'd' has already been declared\n"}},
	{"a name is dead before its declaration", []string{"z; let z = 1", "Error: ReferenceError: Cannot access 'z' before initialization\n"}},
	{"top-level await delays the end", []string{
		"const v = await new Promise(r => setTimeout(r, 20, 'late')); v", "Out: 'late'\n",
		"v", "Out: 'late'\n",
	}},
	{"a cell runs in CommonJS order", []string{
		"setTimeout(() => console.log('timer'), 20); setImmediate(() => console.log('immediate'));\n" +
			"Promise.resolve().then(() => console.log('micro')); process.nextTick(() => console.log('tick')); console.log('sync')",
		"sync\ntick\nmicro\nimmediate\ntimer\n",
	}},
	{"the cell ends when its own work has run dry", []string{
		"setTimeout(() => { console.log(1); setTimeout(() => Promise.resolve().then(() => console.log(2)), 5) }, 5); 'result'", "1\n2\nOut: 'result'\n",
	}},
	{"an await that nothing can settle is an error", []string{
		"await new Promise(() => {})",
		"Error: UnsettledTopLevelAwait: Detected unsettled top-level await: nothing that could settle it is left running\n", "1", "Out: 1\n",
	}},
	{"a throw ends the cell and drops its work", []string{
		"process.nextTick(() => console.log('tick')); Promise.resolve().then(() => console.log('micro')); setTimeout(() => console.log('timer'), 1); throw new Error('boom')",
		"Error: Error: boom\n", "await new Promise(r => setTimeout(r, 20)); 'next'", "Out: 'next'\n",
	}},
	{"a throw in a timer ends the cell", []string{"setTimeout(() => { throw new RangeError('t') }, 1); setTimeout(() => console.log('never'), 30)", "Error: RangeError: t\n"}},
	{"a throw in a microtask ends the cell, its other jobs do not run", []string{
		"queueMicrotask(() => { throw new Error('m') }); Promise.resolve().then(() => console.log('never'))", "Error: Error: m\n",
	}},
	{"an unhandled rejection ends the cell", []string{"Promise.reject(new Error('lost')); 1", "Error: Error: lost\n"}},
	{"a rejection handled in the same drain is no error", []string{"const p = Promise.reject(1); process.nextTick(() => p.catch(() => console.log('caught')))", "caught\n"}},
	{"a rejected top-level await is the cell's error", []string{"await Promise.reject(new TypeError('r'))", "Error: TypeError: r\n"}},
	{"a thrown value that is no error is shown", []string{"throw {code: 7}", "Error: Uncaught: { code: 7 }\n"}},
	{"handlers of the process see errors first", []string{
		"process.once('uncaughtException', (e, o) => console.log('handled', e.message, o)); setTimeout(() => { throw new Error('x') }, 1)",
		"handled x uncaughtException\n",
		"process.once('unhandledRejection', (r) => console.log('reason', r)); Promise.reject(4)", "reason 4\nOut: Promise { <rejected> 4 }\n",
	}},
	{"a throw that a handler takes ends the body, not the cell", []string{
		"process.on('uncaughtException', (e, o) => console.log('handled', e.message, o)); setTimeout(() => console.log('timer'), 5); throw new Error('x')",
		"handled x uncaughtException\ntimer\n",
		"setImmediate(() => console.log('immediate')); await Promise.reject(new Error('y'))", "handled y unhandledRejection\nimmediate\n",
		"%%esm\nprocess.nextTick(() => console.log('tick')); throw new Error('z')", "handled z unhandledRejection\ntick\n",
	}},
	{"process.exit ends the cell, not the notebook", []string{
		"setTimeout(() => console.log('never'), 5); process.exit(0); console.log('never')", "",
		"process.exit(3)", "Error: ProcessExit: process.exit(3)\n", "1", "Out: 1\n",
	}},
	{"endless recursion is a RangeError", []string{"(function r() { r() })()", "Error: RangeError: Maximum call stack size exceeded\n", "2", "Out: 2\n"}},
	{"a promise as result is shown as it ended", []string{"new Promise(r => setTimeout(r, 5, 42))", "Out: Promise { 42 }\n"}},
	{"%%esm runs the body in an ES module's order", []string{
		"%%esm\nprocess.nextTick(() => console.log('tick')); queueMicrotask(() => console.log('micro')); console.log('body')", "body\nmicro\ntick\n",
	}},
	{"%%virtual lets an hour pass at once", []string{
		"%%virtual\nconst began = Date.now(); await new Promise(r => setTimeout(r, 3600000)); Date.now() - began", "Out: 3600000\n",
	}},
	{"%seed makes chance repeat", []string{"%seed 7", "", "const first = Math.random()", "", "%seed 7", "", "Math.random() === first", "Out: true\n"}},
	{"static imports, import() and require share one loader", []string{
		"import path, { join } from 'node:path'\njoin('a', 'b') + path.sep", "Out: 'a/b/'\n",
		"(await import('node:path')).default === require('path')", "Out: true\n",
		"import { nope } from 'path'", "Error: SyntaxError: The requested module 'path' does not provide an export named 'nope'\n",
	}},
	{"async generators and for await", []string{
		"async function* g() { try { yield 1; yield 2 } finally { console.log('closed') } }\nfor await (const x of g()) { console.log(x); break }", "1\nclosed\n",
	}},
	{"an unknown magic lists the known ones", []string{"%%nope\n1", "Error: SyntaxError: unknown magic"}},
}

func TestCells(t *testing.T) {
	for _, c := range cellCases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			n := newNotebook(t)
			for i := 0; i+1 < len(c.cells); i += 2 {
				got, want := n.run(c.cells[i]).text(), c.cells[i+1]
				if got != want && !(strings.HasPrefix(want, "Error: SyntaxError: unknown") && strings.HasPrefix(strings.ToLower(got), strings.ToLower(want))) {
					t.Errorf("cell %d\n%s\ngot:\n%s\nwant:\n%s", i/2+1, c.cells[i], got, want)
				}
			}
		})
	}
}

func TestLateOutputGoesHome(t *testing.T) {
	n := newNotebook(t)
	first := n.run("%%background\nsetTimeout(() => Promise.resolve().then(() => console.log('from the first')), 60)")
	second := n.run("await new Promise(r => setTimeout(r, 150)); console.log('from the second')")
	if got, want := first.text(), "from the first\n"; got != want {
		t.Errorf("under the first cell: %q, want %q", got, want)
	}
	if got, want := second.text(), "from the second\n"; got != want {
		t.Errorf("under the second cell: %q, want %q", got, want)
	}
}

func TestLateErrorIsShownUnderItsCell(t *testing.T) {
	n := newNotebook(t)
	first := n.run("%%background\nsetTimeout(() => { throw new Error('late') }, 20)")
	n.run("await new Promise(r => setTimeout(r, 80))")
	first.mu.Lock()
	defer first.mu.Unlock()
	if len(first.late) != 1 || first.late[0].Value != "late" {
		t.Errorf("late errors of the first cell: %v, want one", first.late)
	}
}

func TestIntervalGivesWayToAWaitingCell(t *testing.T) {
	n := newNotebook(t)
	first := n.start("let ticks = 0; const every = setInterval(() => ticks++, 5); 'started'")
	select {
	case <-first.done:
		t.Fatal("a live interval did not hold its cell")
	case <-time.After(60 * time.Millisecond):
	}
	n.r.SetWaiting(true)
	n.wait(first)
	n.r.SetWaiting(false)
	if got := n.run("await new Promise(r => setTimeout(r, 30)); clearInterval(every); ticks > 3").text(); got != "Out: true\n" {
		t.Errorf("the interval did not go on: %q", got)
	}
}

func TestDrainTimeEndsTheCell(t *testing.T) {
	n := newNotebook(t)
	start := time.Now()
	o := n.run("%%drain 30ms\nsetTimeout(() => console.log('much later'), 3000); 1")
	if got := o.text(); got != "Out: 1\n" || time.Since(start) > 2*time.Second {
		t.Errorf("got %q after %v", got, time.Since(start))
	}
}

func TestInterruptStopsWhateverRuns(t *testing.T) {
	for name, source := range map[string]string{
		"a busy loop":                "for (;;) {}",
		"a busy loop in a callback":  "setTimeout(() => { for (;;) {} }, 1)",
		"a busy loop past finally":   "try { for (;;) {} } finally { for (;;) {} }",
		"an endless microtask chain": "(function again() { Promise.resolve().then(again) })()",
		"an endless queueMicrotask":  "(function again() { queueMicrotask(again) })()",
		"an endless tick chain":      "(function again() { process.nextTick(again) })()",
		"a pending await":            "await new Promise(r => setTimeout(r, 60000))",
		"a live interval":            "setInterval(() => {}, 5)",
		"a chain of immediates":      "(function again() { setImmediate(again) })()",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := newNotebook(t)
			n.run("var kept = 'kept'")
			o := n.start(source)
			time.Sleep(50 * time.Millisecond)
			n.r.Interrupt()
			n.wait(o)
			if e := o.outcome.Err; e == nil || e.Name != "KeyboardInterrupt" {
				t.Fatalf("the cell ended with %v, want KeyboardInterrupt", e)
			}
			if got := n.run("await null; setTimeout(() => console.log(kept), 1)").text(); got != "kept\n" {
				t.Errorf("the next cell printed %q", got)
			}
		})
	}
}

func TestInterruptWhileIdleDoesNothing(t *testing.T) {
	n := newNotebook(t)
	n.run("1")
	n.r.Interrupt()
	time.Sleep(60 * time.Millisecond)
	if got := n.run("let s = 0; for (let i = 0; i < 1e5; i++) s += i; s").text(); got != "Out: 4999950000\n" {
		t.Errorf("the cell after an idle interrupt: %q", got)
	}
}

func TestInterruptKeepsTheJobsOfOtherCells(t *testing.T) {
	n := newNotebook(t)
	first := n.run("%%background\nlet open; new Promise(r => open = r).then(() => console.log('still here')); 0")
	o := n.start("open(); for (;;) {}")
	time.Sleep(50 * time.Millisecond)
	n.r.Interrupt()
	n.wait(o)
	n.run("1")
	if got := first.text(); got != "still here\nOut: 0\n" {
		t.Errorf("the first cell printed %q", got)
	}
}

func TestInputIsAskedOfTheCell(t *testing.T) {
	n := newNotebook(t)
	ask := func(source string, input func(string, bool) (string, error)) *record {
		o := &record{done: make(chan struct{})}
		n.r.Execute(&realm.Cell{Source: source, Count: 1, Output: o, Input: input, Done: func(out realm.Outcome) { o.outcome = out; close(o.done) }})
		return n.wait(o)
	}
	got := ask("prompt('name? ')", func(prompt string, _ bool) (string, error) { return "hello " + prompt, nil }).text()
	if got != "Out: 'hello name? '\n" {
		t.Errorf("got %q", got)
	}
	if e := ask("prompt('x'); console.log('never')", func(string, bool) (string, error) { return "", realm.ErrInterrupted }).outcome.Err; e == nil || e.Name != "KeyboardInterrupt" {
		t.Errorf("an interrupted wait ended the cell with %v", e)
	}
	if e := ask("prompt('x')", nil).outcome.Err; e == nil || !strings.Contains(e.Value, "allow_stdin=false") {
		t.Errorf("input that is not allowed ended the cell with %v", e)
	}
}

func TestUserExpressionsAreEvaluatedAfterSuccess(t *testing.T) {
	n := newNotebook(t)
	o := &record{done: make(chan struct{})}
	n.r.Execute(&realm.Cell{Count: 1, Output: o, Expressions: map[string]string{"good": "1 + 1", "bad": "nope"},
		Done: func(out realm.Outcome) { o.outcome = out; close(o.done) }})
	n.wait(o)
	if v := o.outcome.Expressions["good"].Value; v == nil || v.Plain() != "2" {
		t.Errorf("good: %v", v)
	}
	if e := o.outcome.Expressions["bad"].Err; e == nil || e.Name != "ReferenceError" {
		t.Errorf("bad: %v", e)
	}
}

func TestTracebackPointsIntoTheCell(t *testing.T) {
	n := newNotebook(t)
	o := n.run("function f() {\n  throw new TypeError('bad')\n}\nf()")
	want := []string{"Cell In[1], line 2", "----> 2   throw new TypeError('bad')", "                ^", "TypeError: bad",
		"    at f (Cell In[1]:2:9)", "    at Cell In[1]:4:1"}
	if got := strings.Join(o.outcome.Err.Traceback, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("got:\n%s\nwant:\n%s", got, strings.Join(want, "\n"))
	}
}

func TestDueTimerRunsBeforeTheImmediateOfACell(t *testing.T) {
	n := newNotebook(t)
	got := n.run("setImmediate(() => console.log('immediate')); setTimeout(() => console.log('timer'), 1); const until = performance.now() + 5; while (performance.now() < until);").text()
	if got != "timer\nimmediate\n" {
		t.Errorf("got %q, want Node's order at the start of a program", got)
	}
}

func TestInterruptSaysWhereTheCellWas(t *testing.T) {
	n := newNotebook(t)
	o := n.start("let n = 0;\nfor (;;) n++")
	time.Sleep(50 * time.Millisecond)
	n.r.Interrupt()
	n.wait(o)
	if got := o.outcome.Err.Traceback[0]; got != "Cell In[1], line 2" {
		t.Errorf("the traceback begins with %q", got)
	}
}

func TestCellPastTheMemoryLimitIsStopped(t *testing.T) {
	n := newNotebookOf(t, realm.Config{Dir: t.TempDir(), MemoryLimit: 100 << 20})
	o := n.run("(function () { const hoard = []; for (;;) hoard.push(new Array(1000).fill({})) })()")
	if e := o.outcome.Err; e == nil || e.Name != "RangeError" || !strings.Contains(e.Value, "out of memory") {
		t.Fatalf("the cell ended with %v", e)
	}
	if got := n.run("1 + 1").text(); got != "Out: 2\n" {
		t.Errorf("the next cell: %q", got)
	}
}
