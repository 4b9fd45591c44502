package node

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// remove(path, recursive, force, maxRetries, retryDelay) is what is left of rm once the path was looked at.
func removeOperation(a *arguments) *request {
	path, recursive, force := string(a.path(0)), a.bool(1), a.bool(2)
	retries, delay := int(a.int(3)), time.Duration(a.int(4))*time.Millisecond
	r := &request{syscall: "rm", path: a.shown(0)}
	r.run = func() error {
		failed, call, err := removeTree(path, recursive)
		for try := 1; err != nil && try <= retries && isBusy(err); try++ {
			time.Sleep(time.Duration(try) * delay)
			failed, call, err = removeTree(path, recursive)
		}
		if err != nil && force && isMissing(err) {
			return nil
		}
		if err != nil {
			r.syscall = call
			if failed != path {
				r.path = &failed
			}
		}
		return err
	}
	return r
}

// isBusy tells errors that may pass.
func isBusy(err error) bool {
	for _, e := range []syscall.Errno{syscall.EBUSY, syscall.EMFILE, syscall.ENFILE, syscall.ENOTEMPTY, syscall.EPERM} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// removeTree removes a file or, if recursive, a directory with all it holds. It tells what could not be removed and by
// which call.
func removeTree(path string, recursive bool) (failed, call string, err error) {
	err = pathname(path).unlink()
	if err == nil || !recursive {
		return path, "unlink", err
	}
	s, look := pathname(path).lstat()
	if look != nil || s.mode&modeKind != modeDirectory {
		return path, "unlink", err
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return path, "scandir", err
	}
	for _, e := range entries {
		if failed, call, err := removeTree(filepath.Join(path, e.Name()), true); err != nil && !isMissing(err) {
			return failed, call, err
		}
	}
	return path, "rmdir", pathname(path).rmdir()
}
