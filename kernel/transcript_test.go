package kernel_test

import (
	"flag"
	"path/filepath"
	"strings"
	"testing"

	"loopbook/kernel/kerneltest"
)

var update = flag.Bool("update", false, "write the expected files instead of comparing")

// TestTranscripts runs every testdata/*.txtar against the scripted language (scripted_test.go says its commands).
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			_, client := start(t)
			kerneltest.Transcript(t, client, path, *update)
		})
	}
}
