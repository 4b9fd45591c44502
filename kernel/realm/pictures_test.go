package realm_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"loopbook/display"
	"loopbook/kernel/kerneltest/tools"
	"loopbook/kernel/realm"
)

// pictures is the folder of notebooks whose outputs are held as golden files; nodePrograms that of programs that real
// Node has recorded (display/testdata/record.cjs).
const (
	pictures     = "testdata/pictures"
	nodePrograms = "../../display/testdata/node"
)

// A page is a notebook whose outputs are kept as a frontend keeps them.
type page struct {
	t     *testing.T
	r     *realm.Realm
	cells []*cellOutput
}

// cellOutput is what came under one cell: texts and bundles, in order.
type cellOutput struct {
	text    strings.Builder
	shown   []display.Bundle
	outcome realm.Outcome
	done    chan struct{}
}

func (o *cellOutput) Stream(_, text string) { o.text.WriteString(text) }
func (o *cellOutput) Display(b display.Bundle, update bool) {
	if update {
		for i := range o.shown {
			if o.shown[i].ID == b.ID {
				o.shown[i] = b
				fmt.Fprintf(&o.text, "<update of %d>\n", i+1)
			}
		}
		return
	}
	o.shown = append(o.shown, b)
	fmt.Fprintf(&o.text, "<picture %d>\n", len(o.shown))
}
func (o *cellOutput) ClearOutput(bool) { o.text.WriteString("<clear>\n") }
func (o *cellOutput) Error(e *realm.Exception) {
	fmt.Fprintf(&o.text, "late error %s: %s\n", e.Name, e.Value)
}

func newPage(t *testing.T) *page {
	t.Helper()
	dir, err := filepath.Abs(nodePrograms)
	if err != nil {
		t.Fatal(err)
	}
	r, err := realm.New(realm.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx) }()
	t.Cleanup(func() { r.Close(); cancel(); <-done })
	return &page{t: t, r: r}
}

// run runs one cell to its end.
func (p *page) run(count int, source string) *cellOutput {
	p.t.Helper()
	o := &cellOutput{done: make(chan struct{})}
	p.cells = append(p.cells, o)
	p.r.Execute(&realm.Cell{Source: source, Count: count, Output: o, Done: func(out realm.Outcome) { o.outcome = out; close(o.done) }})
	select {
	case <-o.done:
	case <-time.After(60 * time.Second):
		p.t.Fatal("the cell did not end in a minute")
	}
	if e := o.outcome.Err; e != nil {
		fmt.Fprintf(&o.text, "error %s: %s\n", e.Name, e.Value)
	}
	return o
}

// forms are the endings of the three forms.
var forms = []struct{ mime, ending string }{{display.MIMEText, "txt"}, {display.MIMEMarkdown, "md"}, {display.MIMEHTML, "html"}}

// add puts the forms of a bundle into an archive; of other MIME types, their names.
func add(a *txtar.Archive, name string, b display.Bundle) {
	others := maps.Clone(b.Data)
	for _, f := range forms {
		if text, ok := b.Data[f.mime].(string); ok {
			if !strings.HasSuffix(text, "\n") {
				text += "\n"
			}
			a.Files = append(a.Files, txtar.File{Name: name + "." + f.ending, Data: []byte(text)})
		}
		delete(others, f.mime)
	}
	for _, mime := range slices.Sorted(maps.Keys(others)) {
		a.Files = append(a.Files, txtar.File{Name: name + " has " + mime})
	}
}

// notebooks are the cells of each file of testdata/pictures, divided by lines "// %% cell".
func notebooks(t *testing.T) map[string][]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(pictures, "*.js"))
	if err != nil || len(files) < 8 {
		t.Fatalf("%d notebooks: %v", len(files), err)
	}
	all := map[string][]string{}
	for _, f := range files {
		source, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(f), ".js")] = regexp.MustCompile(`(?m)^// %% cell\n`).Split(string(source), -1)
	}
	return all
}

func TestNotebooksShowTheirGoldenPictures(t *testing.T) {
	for name, cells := range notebooks(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPage(t)
			var a txtar.Archive
			for i, source := range cells {
				o := p.run(i+1, source)
				cell := fmt.Sprintf("cell-%d", i+1)
				a.Files = append(a.Files, txtar.File{Name: cell + ".out", Data: []byte(o.text.String())})
				for n, b := range o.shown {
					add(&a, fmt.Sprintf("%s-%d", cell, n+1), b)
				}
				if o.outcome.Result != nil {
					add(&a, cell+"-result", *o.outcome.Result)
				}
			}
			checkGolden(t, filepath.Join(pictures, name+".txtar"), string(txtar.Format(&a)))
		})
	}
}

func checkGolden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (go test -update writes it)", err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s: (-want +got)\n%s", file, diff)
	}
}

var countDirective = regexp.MustCompile(`(?m)^// cell: \[(\d+)\]`)

// nodeProgramFiles are the programs of package display, with what Node did.
func nodeProgramFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(nodePrograms + "/*.*js")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d programs: %v", len(files), err)
	}
	return files
}

// runProgram runs a program of package display as a cell that shows everything.
func runProgram(t *testing.T, file string) *cellOutput {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	source, count := string(text), 1
	if m := countDirective.FindStringSubmatch(source); m != nil {
		_, _ = fmt.Sscan(m[1], &count)
	}
	p := newPage(t)
	p.run(1, "%virtual on\n%timeline on\n%promises on\n%hints on") // virtual: how often the loop turns does not depend on the machine
	if filepath.Ext(file) == ".mjs" {
		_, rest, _ := strings.Cut(source, "\n")
		source = "//%%esm\n" + rest
	}
	return p.run(count, source)
}

// hinted are the programs that are not clean. All others must give no hint at all (R14).
var hinted = map[string]string{
	"foreach-async":   "async-callback-discarded",
	"handled-late":    "unhandled-rejection",
	"pending-forever": "pending-forever",
	"serial-awaits":   "serial-awaits",
	"starved-timer":   "microtask-starvation",
	"unhandled":       "unhandled-rejection",
}

// racing are the programs whose order is not guaranteed, in Node neither, or that look at the clock in a busy loop: they have
// no golden pictures.
var racing = []string{"first-look", "inside-io", "port-close", "timers-as-lists", "two-reads"}

// That the traces are Node's own is held elsewhere (TestProgramsAreRecordedAsNodeRunsThem); here is how they look.
func TestProgramsShowTheirGoldenPictures(t *testing.T) {
	for _, file := range nodeProgramFiles(t) {
		name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if slices.Contains(racing, name) {
				t.Skip("its order is not guaranteed")
			}
			o := runProgram(t, file)
			a := txtar.Archive{Files: []txtar.File{{Name: "out", Data: []byte(o.text.String())}}}
			for i, kind := range []string{"timeline", "promises", "hints"} {
				if i >= len(o.shown) {
					t.Fatalf("only %d pictures", len(o.shown))
				}
				add(&a, kind, o.shown[i])
			}
			checkGolden(t, filepath.Join(pictures, "programs", name+".txtar"), string(txtar.Format(&a)))
			got := ""
			if m := hintRule.FindStringSubmatch(o.shown[2].Plain()); m != nil {
				got = m[1]
			}
			if got != hinted[name] {
				t.Errorf("hint %q, want %q", got, hinted[name])
			}
		})
	}
}

var hintRule = regexp.MustCompile(`(?m)^(?:error|warning|note)  ([\w-]+)`)

// A timer of cell 1 that fires while cell 2 runs is a step of cell 2's picture, with its origin; it prints under cell 1.
func TestLateWorkIsDrawnWithItsCell(t *testing.T) {
	p := newPage(t)
	first := p.run(1, "%%background\nsetTimeout(() => { console.log('late'); Promise.resolve().then(() => console.log('later')); }, 40);")
	second := p.run(2, "%%timeline\nawait new Promise((resolve) => setTimeout(resolve, 400));\nconsole.log('own');\nsetInterval(() => {}, 100000).unref();")
	if got := first.text.String(); got != "late\nlater\n" {
		t.Errorf("under cell 1: %q", got)
	}
	if got := second.text.String(); got != "own\n<picture 1>\n" {
		t.Errorf("under cell 2: %q", got)
	}
	words := strings.Join(strings.Fields(second.shown[0].Plain()), " ")
	for _, want := range []string{"[1] L2", "[1] L2 (setTimeout", "its time had passed", "() => console.log('later') [1] L2", "after await new Promise", "still alive after it: setInterval 100000 ms"} {
		if !strings.Contains(words, want) {
			t.Errorf("the picture of cell 2 does not say %q:\n%s", want, second.shown[0].Plain())
		}
	}
}

// TestNotebooksPrintInNodeNode holds that the notebooks that real Node can run print there what they print here.
func TestNotebooksPrintInNodeNode(t *testing.T) {
	node := tools.Node(t)
	for name, cells := range notebooks(t) {
		if len(cells) > 1 || strings.Contains(cells[0], "not for Node") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			out, err := exec.Command(node, filepath.Join(pictures, name+".js")).Output()
			if err != nil {
				t.Fatal(err)
			}
			golden, err := txtar.ParseFile(filepath.Join(pictures, name+".txtar"))
			if err != nil {
				t.Fatal(err)
			}
			want := regexp.MustCompile(`(?m)^<picture \d+>\n`).ReplaceAllString(string(golden.Files[0].Data), "")
			if diff := cmp.Diff(string(out), want); diff != "" {
				t.Errorf("(-node +here)\n%s", diff)
			}
		})
	}
}
