package realm_test

import (
	"bytes"
	"os"
	"os/exec"
	"testing"

	"github.com/google/go-cmp/cmp"

	"loopbook/kernel/kerneltest/tools"
	"loopbook/kernel/realm"
)

// loweredGenerators are async generators as package lower writes them, each with what Node prints for the original.
var loweredGenerators = []struct{ name, source, want string }{
	{"next, values and the end",
		`const A = __loopbook_async;
		function g() { return A.start(g, (function* () { yield A.yield(yield 1); yield A.yield(yield Promise.resolve(2)); return (yield 3) }).apply(this, arguments)) }
		A.mark(g);
		const it = g();
		it.next().then(r => console.log(r)); it.next().then(r => console.log(r)); it.next().then(r => console.log(r)); it.next().then(r => console.log(r));`,
		"{ value: 1, done: false }\n{ value: 2, done: false }\n{ value: 3, done: true }\n{ value: undefined, done: true }\n"},
	{"return runs finally blocks",
		`const A = __loopbook_async;
		function g() { return A.start(g, (function* () { try { yield A.yield(yield 1) } finally { yield null; console.log('cleanup') } }).apply(this, arguments)) }
		A.mark(g);
		const it = g();
		it.next().then(r => console.log(r)); it.return(7).then(r => console.log(r)); it.next().then(r => console.log(r));`,
		"{ value: 1, done: false }\ncleanup\n{ value: 7, done: true }\n{ value: undefined, done: true }\n"},
	{"delegation",
		`const A = __loopbook_async;
		function inner() { return A.start(inner, (function* () { const x = yield A.yield(yield 1); console.log('got', x); return (yield 'r') }).apply(this, arguments)) }
		A.mark(inner);
		function g() { return A.start(g, (function* () { const r = yield* A.delegate(inner()); console.log('result', r); yield* A.delegate([10]) }).apply(this, arguments)) }
		A.mark(g);
		const it = g();
		it.next().then(r => console.log(r)); it.next('x').then(r => console.log(r)); it.return('bye').then(r => console.log(r));`,
		"got x\n{ value: 1, done: false }\nresult r\n{ value: 10, done: false }\n{ value: 'bye', done: true }\n"},
}

func TestAsyncGeneratorObjects(t *testing.T) {
	for _, c := range loweredGenerators {
		t.Run(c.name, func(t *testing.T) {
			if got := newNotebook(t).run("{" + c.source + "}").out.String(); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

const iteration = "testdata/async-iteration"

func TestAsyncIterationPrintsWhatNodePrints(t *testing.T) {
	want, err := os.ReadFile(iteration + ".out")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	r, err := realm.New(realm.Config{Stdout: &out, Stderr: &out})
	if err != nil {
		t.Fatal(err)
	}
	if code := r.RunProgram(t.Context(), realm.Program{File: iteration + ".js"}); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("output differs from Node's (-want +got):\n%s", diff)
	}
}

func TestAsyncIterationNode(t *testing.T) {
	got, err := exec.Command(tools.Node(t), iteration+".js").Output()
	if err != nil {
		t.Fatal(err)
	}
	want, _ := os.ReadFile(iteration + ".out")
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s.out is not what Node prints (-want +got):\n%s", iteration, diff)
	}
}
