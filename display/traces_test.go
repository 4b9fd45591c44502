package display

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"context"
	"github.com/google/go-cmp/cmp"

	"loopbook/kernel/kerneltest/tools"
	"loopbook/scheduler"
)

var update = flag.Bool("update", false, "rewrite the golden files, and the traces from real Node")

// A sample is one trace of testdata: node/ holds programs with what Node prints and how Node ran them (record.cjs);
// made/ holds traces of what a program alone cannot show.
type sample struct {
	name  string
	trace *scheduler.Trace
}

func samples(t testing.TB) (list []sample) {
	t.Helper()
	files, err := filepath.Glob("testdata/*/*.json")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d traces: %v", len(files), err)
	}
	for _, f := range files {
		list = append(list, sample{strings.TrimSuffix(filepath.Base(f), ".json"), readTrace(t, f)})
	}
	return list
}

func named(t testing.TB, name string) *scheduler.Trace {
	t.Helper()
	for _, s := range samples(t) {
		if s.name == name {
			return s.trace
		}
	}
	t.Fatalf("no trace is called %s", name)
	return nil
}

func readTrace(t testing.TB, file string) *scheduler.Trace {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	var tr scheduler.Trace
	if err := d.Decode(&tr); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return &tr
}

func programs(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/node/*.*js")
	if err != nil || len(files) < 30 {
		t.Fatalf("%d programs: %v", len(files), err)
	}
	return files
}

// base is a program's path without its ending.
func base(file string) string { return strings.TrimSuffix(file, filepath.Ext(file)) }

func TestTracesPrintWhatNodePrints(t *testing.T) {
	for _, file := range programs(t) {
		want, err := os.ReadFile(base(file) + ".out")
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		for _, e := range readTrace(t, base(file)+".json").Events {
			for _, text := range e.Output {
				got.WriteString(text + "\n")
			}
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s: %s", file, diff)
		}
	}
}

func runNode(t *testing.T, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	c := exec.CommandContext(ctx, tools.Node(t), args...)
	var stderr strings.Builder
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		t.Fatalf("node %q: %v\n%s", args, err, stderr.String())
	}
	return string(out)
}

func TestProgramsNode(t *testing.T) {
	for _, file := range programs(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			checkFile(t, base(file)+".out", runNode(t, file))
		})
	}
}

func TestTracesNode(t *testing.T) {
	for _, file := range programs(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			checkFile(t, base(file)+".json", runNode(t, "testdata/record.cjs", file))
		})
	}
}

// checkFile compares got with a golden file, or rewrites it.
func checkFile(t *testing.T, file, got string) {
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
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s: (-want +got)\n%s", file, diff)
	}
}

// R11, R12: every row has a code of the closed set, every order says how sure it is, and every code is seen.
func TestTracesUseEveryReasonCode(t *testing.T) {
	known, seen := map[scheduler.Code]bool{}, map[scheduler.Code]bool{}
	for _, c := range scheduler.Codes() {
		known[c] = true
		if reasons[c] == "" {
			t.Errorf("%s has no sentence", c)
		}
	}
	if len(known) != len(reasons) {
		t.Errorf("%d codes, %d sentences", len(known), len(reasons))
	}
	for _, s := range samples(t) {
		for _, e := range s.trace.Events {
			if !known[e.Why.Code] || e.Also.Code != "" && !known[e.Also.Code] || e.Sure != scheduler.Rule && e.Sure != scheduler.Race {
				t.Errorf("%s #%d: why %q, also %q, sure %q", s.name, e.N, e.Why.Code, e.Also.Code, e.Sure)
			}
			seen[e.Why.Code], seen[e.Also.Code] = true, true
		}
	}
	for c := range known {
		if !seen[c] {
			t.Errorf("no trace shows %s", c)
		}
	}
}
