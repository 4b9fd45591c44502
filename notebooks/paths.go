package notebooks

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Find returns the notebooks that paths name: files as they are, and of folders all .ipynb files in and below them, in
// order of their names. Folders that tools make (.ipynb_checkpoints, node_modules, hidden ones) are passed over. The error
// of a path that is not there, or of a folder without notebooks, is a sentence.
func Find(paths []string) ([]string, error) {
	var found []string
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || !info.IsDir() {
			found = append(found, path) // reading it will say what is wrong
			continue
		}
		below, err := below(path)
		if err != nil {
			return nil, err
		}
		found = append(found, below...)
	}
	return found, nil
}

func below(folder string) ([]string, error) {
	var found []string
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != folder && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules"):
			return filepath.SkipDir
		case !d.IsDir() && filepath.Ext(path) == ".ipynb":
			found = append(found, path)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("cannot look for notebooks in %s: %w", folder, reason(err))
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("there is no notebook in %s", folder)
	}
	slices.Sort(found)
	return found, nil
}
