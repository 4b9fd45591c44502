package realm

import (
	"context"
	goflag "flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	programs "loopbook/kernel/kerneltest/tools"
	"loopbook/scheduler"
)

var updateReasons = goflag.Bool("update-reasons", false, "write what Node prints, and the reasons that are recorded")

// Each program of testdata/reasons is named by the reason that it shows. It runs as CommonJS and as an ES module; beside
// it is what Node prints (.out, .esm.out) and which reasons are recorded (.why, .esm.why).
func reasonPrograms(t *testing.T, run func(t *testing.T, code, file, golden string)) {
	files, err := filepath.Glob("testdata/reasons/*.js")
	if err != nil || len(files) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	for _, file := range files {
		base := strings.TrimSuffix(file, ".js")
		code := filepath.Base(base)
		t.Run(code, func(t *testing.T) { run(t, code, file, base) })
		t.Run(code+".esm", func(t *testing.T) {
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			module := filepath.Join(t.TempDir(), code+".mjs")
			if err := os.WriteFile(module, source, 0o666); err != nil {
				t.Fatal(err)
			}
			run(t, code, module, base+".esm")
		})
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *updateReasons {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got)\n%s", file, diff)
	}
}

// whys writes the reason for each step.
func whys(tr *scheduler.Trace) string {
	var b strings.Builder
	reason := func(r scheduler.Reason) string {
		s := string(r.Code)
		if r.Step > 0 {
			s += fmt.Sprintf(" #%d", r.Step)
		}
		if r.Count > 0 {
			s += fmt.Sprintf(" %d", r.Count)
		}
		return s
	}
	for _, e := range tr.Events {
		if e.N > 12 && e.N < tr.Steps-3 {
			continue
		}
		fmt.Fprintf(&b, "%d %v %q: %s", e.N, e.Queue, strings.Join(e.Output, "|"), reason(e.Why))
		if e.Also.Code != "" {
			b.WriteString(", " + reason(e.Also))
		}
		if e.Sure == scheduler.Race {
			fmt.Fprintf(&b, ", race with #%d", e.Against)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestEachReasonIsGivenWhereItHolds(t *testing.T) {
	seen := map[scheduler.Code]bool{scheduler.FromEarlierCell: true} // TestWorkOfAnEarlierCell
	reasonPrograms(t, func(t *testing.T, code, file, base string) {
		tr := recordProgram(t, file, scheduler.Ordinal)
		var out strings.Builder
		shown := false
		for _, e := range tr.Events {
			for _, line := range e.Output {
				out.WriteString(line + "\n")
			}
			shown = shown || e.Why.Code == scheduler.Code(code) || e.Also.Code == scheduler.Code(code)
		}
		if want, err := os.ReadFile(base + ".out"); err == nil && string(want) != out.String() {
			t.Errorf("printed\n%swant\n%s", &out, want)
		}
		if !shown && code != "esm-promise-before-tick" {
			t.Errorf("no step has the reason %s", code)
		}
		seen[scheduler.Code(code)] = seen[scheduler.Code(code)] || shown
		golden(t, base+".why", whys(tr))
	})
	for _, code := range scheduler.Codes() {
		if !seen[code] {
			t.Errorf("no program shows %s", code)
		}
	}
}

func TestEachReasonIsGivenWhereItHoldsNode(t *testing.T) {
	node := programs.Node(t)
	reasonPrograms(t, func(t *testing.T, _, file, base string) {
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		out, err := exec.CommandContext(ctx, node, file).Output()
		if err != nil {
			t.Fatal(err)
		}
		golden(t, base+".out", string(out))
	})
}
