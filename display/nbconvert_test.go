package display

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"loopbook/kernel/kerneltest/tools"
)

// R15: nbconvert writes a notebook of these outputs, in every form it has, and needs no Inkscape for it.
func TestNbconvertWritesTheOutputs(t *testing.T) {
	dir := t.TempDir()
	writeNotebook(t, filepath.Join(dir, "notebook.ipynb"))
	for format, want := range map[string]string{
		"html":     `background:linear-gradient(#d32704,#d32704) no-repeat 50% 20px/2px 100%`,
		"markdown": "<strong>Order of execution in cell [4]</strong>: 7 callbacks",
		"latex":    `\texttt{after\ await\ null} L9`,
	} {
		t.Run(format, func(t *testing.T) {
			if format == "latex" {
				tools.Find(t, "pandoc")
			}
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
			defer cancel()
			c := exec.CommandContext(ctx, tools.Python(t), "-m", "nbconvert", "--to", format, "--output", "out", "notebook.ipynb")
			c.Dir = dir
			c.Env = append(os.Environ(), "HOME="+dir, "JUPYTER_CONFIG_DIR="+dir, "JUPYTER_DATA_DIR="+dir)
			if out, err := c.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			files, err := filepath.Glob(filepath.Join(dir, "out.*"))
			if err != nil || len(files) == 0 {
				t.Fatalf("nothing was written: %v", err)
			}
			found := false
			for _, f := range files {
				text, err := os.ReadFile(f)
				if err != nil {
					t.Fatal(err)
				}
				found = found || strings.Contains(string(text), want)
			}
			if !found {
				t.Errorf("%v do not have %q", files, want)
			}
		})
	}
}

func writeNotebook(t *testing.T, file string) {
	t.Helper()
	cells := []map[string]any{}
	eachPicture(t, func(t *testing.T, name string, b Bundle) {
		if sample, _, _ := strings.Cut(name, " "); sample != "first-look" && sample != "strange-text" && !strings.HasPrefix(sample, "predict") {
			return
		}
		cells = append(cells, map[string]any{
			"cell_type": "code", "execution_count": len(cells) + 1, "id": strings.ReplaceAll(name, " ", "-"), "metadata": map[string]any{}, "source": "// " + name,
			"outputs": []any{map[string]any{"output_type": "display_data", "data": b.Data, "metadata": map[string]any{}}},
		})
	})
	for _, name := range []string{"ordering", "combinators"} { // what is shown to users
		var sample struct{ Cells []map[string]any }
		text, err := os.ReadFile(filepath.Join("..", "notebooks", name+".ipynb"))
		if err == nil {
			err = json.Unmarshal(text, &sample)
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range sample.Cells {
			c["id"] = name + "-" + c["id"].(string)
			cells = append(cells, c)
		}
	}
	text, err := json.Marshal(map[string]any{"cells": cells, "metadata": map[string]any{}, "nbformat": 4, "nbformat_minor": 5})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
}
