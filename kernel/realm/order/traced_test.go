package order

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRecordingChangesNoOrder runs the program of every rule again and records it: that must not show.
func TestRecordingChangesNoOrder(t *testing.T) {
	waiting, program := pending(t), loopbook(t)
	dir := t.TempDir()
	for _, r := range rules(t) {
		if waiting[r.name] != "" {
			continue
		}
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			out, problems := r.run(t, program, "--trace-out", filepath.Join(dir, r.name+".json"))
			if want := r.expected(t); out != want {
				t.Errorf("%s\n%s\n%s", read(t, r.path), cmp.Diff(want, out), problems)
			}
		})
	}
}
