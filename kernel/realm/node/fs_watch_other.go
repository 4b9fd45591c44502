//go:build !linux

package node

import (
	"path/filepath"
	"time"
)

// watchPath tells of changes at or below path until halt is called.
func watchPath(path string, recursive bool, tell func(change)) (halt func(), err error) {
	return pollTree(path, recursive, tell)
}

// pollTree watches a path where the system offers nothing better: it lists it again and again.
func pollTree(path string, recursive bool, tell func(change)) (halt func(), err error) {
	before, err := listing(path, recursive)
	if err != nil {
		return nil, err
	}
	done := make(chan struct{})
	go func() {
		ticker := time.NewTicker(pollPause)
		defer ticker.Stop()
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
			}
			after, _ := listing(path, recursive)
			compare(before, after, tell)
			before = after
		}
	}()
	return func() { close(done) }, nil
}

const pollPause = 200 * time.Millisecond

// listing maps the names at or below path to what they look like.
func listing(path string, recursive bool) (map[string]fileStat, error) {
	s, err := pathname(path).stat()
	if err != nil {
		return nil, err
	}
	if s.mode&modeKind != modeDirectory {
		return map[string]fileStat{filepath.Base(path): s}, nil
	}
	found := map[string]fileStat{}
	err = addListing(found, path, "", recursive)
	return found, err
}

func addListing(found map[string]fileStat, root, below string, recursive bool) error {
	entries, err := readDirectory(filepath.Join(root, below))
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := filepath.Join(below, e.Name())
		if s, err := pathname(filepath.Join(root, name)).lstat(); err == nil {
			found[name] = s
		}
		if recursive && e.IsDir() {
			_ = addListing(found, root, name, true) // gone meanwhile
		}
	}
	return nil
}

func compare(before, after map[string]fileStat, tell func(change)) {
	for name, s := range after {
		old, known := before[name]
		switch {
		case !known:
			tell(change{"rename", name})
		case looksDifferent(s, old):
			tell(change{"change", name})
		}
	}
	for name := range before {
		if _, there := after[name]; !there {
			tell(change{"rename", name})
		}
	}
}
