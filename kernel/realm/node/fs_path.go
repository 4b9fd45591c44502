package node

import (
	"errors"
	"io"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/dop251/goja"
)

// pathOperations are the calls that name a file.
var pathOperations = map[string]operation{
	"access":   onPath("access", modeCall(pathname.access)),
	"chmod":    onPath("chmod", modeCall(pathname.chmod)),
	"chown":    onPath("chown", chownCall(true)),
	"lchown":   onPath("lchown", chownCall(false)),
	"utimes":   onPath("utime", utimesCall(true)),
	"lutimes":  onPath("lutime", utimesCall(false)),
	"rmdir":    onPath("rmdir", plain(pathname.rmdir)),
	"unlink":   onPath("unlink", plain(pathname.unlink)),
	"rename":   onTwoPaths("rename", pathname.rename),
	"link":     onTwoPaths("link", pathname.link),
	"symlink":  symlinkOperation,
	"readlink": nameOperation("readlink", pathname.readlink),
	"realpath": nameOperation("realpath", realPath),
	"resolve":  resolveOperation,
	"mkdir":    mkdirOperation,
	"mkdtemp":  mkdtempOperation,
	"copyFile": copyFileOperation,
	"readdir":  readdirOperation,
	"remove":   removeOperation,
	"opendir":  onPath("opendir", plain(openableDirectory)),
	// opendirSync names no path in its errors, and neither does Node's.
	"opendirNamed": func(a *arguments) *request {
		path := a.path(0)
		return &request{syscall: "opendir", run: func() error { return openableDirectory(path) }}
	},
	"nothing": func(*arguments) *request { return &request{syscall: "close", run: func() error { return nil }} },
	"stat":    statOperation("stat", pathname.stat, isMissing),
	"lstat":   statOperation("lstat", pathname.lstat, func(err error) bool { return errors.Is(err, fs.ErrNotExist) }),
	"statfs":  statfsOperation,
}

// onPath is a call with one path and no result; read takes what else it needs from the arguments.
func onPath(call string, read func(a *arguments, path pathname) func() error) operation {
	return func(a *arguments) *request {
		return &request{syscall: call, path: a.shown(0), run: read(a, a.path(0))}
	}
}

func plain(call func(pathname) error) func(*arguments, pathname) func() error {
	return func(_ *arguments, path pathname) func() error { return func() error { return call(path) } }
}

func modeCall(call func(pathname, uint32) error) func(*arguments, pathname) func() error {
	return func(a *arguments, path pathname) func() error {
		mode := a.mode(1)
		return func() error { return call(path, mode) }
	}
}

func chownCall(follow bool) func(*arguments, pathname) func() error {
	return func(a *arguments, path pathname) func() error {
		uid, gid := owner(a.float(1)), owner(a.float(2))
		return func() error { return path.chown(uid, gid, follow) }
	}
}

// owner is a uid or gid; 2**32-1 means none, as -1 does.
func owner(n float64) int {
	if n == math.MaxUint32 {
		return -1
	}
	return int(n)
}

func utimesCall(follow bool) func(*arguments, pathname) func() error {
	return func(a *arguments, path pathname) func() error {
		access, modify := nanoseconds(a.float(1)), nanoseconds(a.float(2))
		return func() error { return path.utimes(access, modify, follow) }
	}
}

// nanoseconds converts seconds since 1970 as libuv does, by way of whole seconds: no precision is lost on the way.
func nanoseconds(seconds float64) int64 {
	whole := math.Floor(seconds)
	return int64(whole)*1e9 + int64((seconds-whole)*1e9)
}

func onTwoPaths(call string, act func(from, to pathname) error) operation {
	return func(a *arguments) *request {
		from, to := a.path(0), a.path(1)
		return &request{syscall: call, path: a.shown(0), dest: a.shown(1), run: func() error { return act(from, to) }}
	}
}

// symlink(target, path, kind): the target is stored as it is.
func symlinkOperation(a *arguments) *request {
	target, path, kind := a.name(0), a.path(1), a.text(2)
	return &request{
		syscall: "symlink", path: &target, dest: a.shown(1),
		run: func() error { return path.symlink(target, kind) },
	}
}

// nameOperation is a call whose result is a name: call(path, asBytes).
func nameOperation(call string, look func(pathname) (string, error)) operation {
	return func(a *arguments) *request {
		path, asBytes := a.path(0), a.bool(1)
		var found string
		return &request{
			syscall: call, path: a.shown(0),
			run: func() (err error) {
				found, err = look(path)
				return err
			},
			result: func() goja.Value { return a.h.nameValue(found, asBytes) },
		}
	}
}

// nameValue is a file name as a string, or as an ArrayBuffer of its bytes.
func (h *Host) nameValue(name string, asBytes bool) goja.Value {
	if asBytes {
		return h.arrayBuffer([]byte(name))
	}
	return h.decode([]byte(name), "utf8")
}

// realPath is libc's realpath.
func realPath(path pathname) (string, error) {
	real, _, err := resolveLinks(string(path))
	return real, err
}

const maxLinks = 40

// resolveLinks follows every symbolic link of an absolute path. With an error it tells which part is to blame.
func resolveLinks(path string) (real, failed string, err error) {
	real = filepath.VolumeName(path) + string(filepath.Separator)
	rest := strings.Split(filepath.Clean(path)[len(filepath.VolumeName(path)):], string(filepath.Separator))
	for links := 0; len(rest) > 0; {
		part := rest[0]
		rest = rest[1:]
		if part == "" || part == "." {
			continue
		}
		if part == ".." {
			real = filepath.Dir(real)
			continue
		}
		next := filepath.Join(real, part)
		info, err := pathname(next).lstat()
		if err != nil {
			return "", next, err
		}
		if info.mode&modeKind != modeLink {
			real = next
			continue
		}
		if links++; links > maxLinks {
			return "", next, syscall.ELOOP
		}
		target, err := pathname(next).readlink()
		if err != nil {
			return "", next, err
		}
		if filepath.IsAbs(target) {
			real = filepath.VolumeName(target) + string(filepath.Separator)
		}
		rest = append(strings.Split(target[len(filepath.VolumeName(target)):], string(filepath.Separator)), rest...)
	}
	return real, "", nil
}

// resolve(path, asBytes) is fs.realpath, whose errors are those of an lstat of the part that is missing.
func resolveOperation(a *arguments) *request {
	path, asBytes := string(a.path(0)), a.bool(1)
	var real string
	r := &request{syscall: "lstat"}
	r.run = func() (err error) {
		failed := ""
		real, failed, err = resolveLinks(path)
		r.path = &failed
		return err
	}
	r.result = func() goja.Value { return a.h.nameValue(real, asBytes) }
	return r
}

// unwrapped is the system's error inside one of package os.
func unwrapped(err error) error {
	if e, ok := err.(*os.PathError); ok {
		return e.Err
	}
	return err
}

// mkdir(path, mode, recursive) returns the first directory that a recursive call made.
func mkdirOperation(a *arguments) *request {
	path, mode, recursive := a.path(0), a.mode(1), a.bool(2)
	above := strings.TrimSuffix(string(path), a.name(0)) // what a relative name leaves out
	first := ""
	return &request{
		syscall: "mkdir", path: a.shown(0),
		run: func() (err error) {
			if !recursive {
				return path.mkdir(mode)
			}
			first, err = mkdirAll(string(path), mode)
			return err
		},
		result: func() goja.Value {
			if first == "" {
				return goja.Undefined()
			}
			return a.h.nameValue(strings.TrimPrefix(first, above), false)
		},
	}
}

// mkdirAll makes path and what is missing above it; it returns the uppermost directory it made, "" if none.
func mkdirAll(path string, mode uint32) (first string, err error) {
	path = filepath.Clean(path)
	err = pathname(path).mkdir(mode)
	switch {
	case err == nil:
		return path, nil
	case errors.Is(err, syscall.ENOENT) && filepath.Dir(path) != path:
		if first, err = mkdirAll(filepath.Dir(path), mode); err != nil {
			return "", err
		}
		below, err := mkdirAll(path, mode)
		if first == "" {
			first = below
		}
		return first, err
	}
	if s, failed := pathname(path).stat(); failed == nil && s.mode&modeKind == modeDirectory {
		return "", nil
	} else if failed == nil && errors.Is(err, syscall.EEXIST) {
		return "", err
	}
	return "", err
}

const (
	modeKind      = 0o170000
	modeDirectory = 0o040000
	modeLink      = 0o120000
	modeRegular   = 0o100000
)

const (
	nameLetters  = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	mkdtempTries = 10000
)

// mkdtemp(prefix, asBytes) makes a directory whose name is the prefix and six letters.
func mkdtempOperation(a *arguments) *request {
	prefix, path, asBytes := a.name(0), a.path(0), a.bool(1)
	suffix := make([]byte, 6)
	template := prefix + "XXXXXX"
	return &request{
		syscall: "mkdtemp", path: &template,
		run: func() (err error) {
			for range mkdtempTries {
				for i := range suffix {
					suffix[i] = nameLetters[rand.IntN(len(nameLetters))]
				}
				if err = (path + pathname(suffix)).mkdir(0o700); !errors.Is(err, syscall.EEXIST) {
					return err
				}
			}
			return err
		},
		result: func() goja.Value { return a.h.nameValue(prefix+string(suffix), asBytes) },
	}
}

const copyExclusive = 1 // COPYFILE_EXCL

// copyFile(from, to, mode)
func copyFileOperation(a *arguments) *request {
	from, to, mode := a.path(0), a.path(1), a.int(2)
	return &request{
		syscall: "copyfile", path: a.shown(0), dest: a.shown(1),
		run: func() error { return copyContents(string(from), string(to), mode&copyExclusive != 0) },
	}
}

func copyContents(from, to string, exclusive bool) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	info, err := source.Stat()
	if err != nil {
		return err
	}
	if info.IsDir() {
		return syscall.EISDIR
	}
	flags := os.O_WRONLY | os.O_CREATE
	if exclusive {
		flags |= os.O_EXCL
	}
	dest, err := os.OpenFile(to, flags, info.Mode().Perm())
	if err != nil {
		return err
	}
	if there, err := dest.Stat(); err == nil && os.SameFile(info, there) {
		return dest.Close()
	}
	if err = dest.Truncate(0); err == nil {
		_, err = io.Copy(dest, source)
	}
	if err == nil {
		err = dest.Chmod(info.Mode().Perm())
	}
	return errors.Join(err, dest.Close())
}

// openableDirectory reports why a directory cannot be read, if so.
func openableDirectory(path pathname) error {
	f, err := os.Open(string(path))
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.ReadDir(1); err != io.EOF {
		return err
	}
	return nil
}

// readdir(path, asBytes, withTypes) returns the names, or [names, types].
func readdirOperation(a *arguments) *request {
	path, asBytes, withTypes := a.path(0), a.bool(1), a.bool(2)
	var entries []os.DirEntry
	return &request{
		syscall: "scandir", path: a.shown(0),
		run: func() (err error) {
			entries, err = readDirectory(string(path))
			return err
		},
		result: func() goja.Value { return a.h.entriesValue(entries, asBytes, withTypes) },
	}
}

// readDirectory lists a directory in the order of the names, as libuv's scandir does.
func readDirectory(path string) ([]os.DirEntry, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	entries, err := f.ReadDir(-1)
	slices.SortFunc(entries, func(a, b os.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

func (h *Host) entriesValue(entries []os.DirEntry, asBytes, withTypes bool) goja.Value {
	names, types := make([]any, len(entries)), make([]any, len(entries))
	for i, e := range entries {
		names[i], types[i] = h.nameValue(e.Name(), asBytes), entryType(e.Type())
	}
	if !withTypes {
		return h.Runtime.NewArray(names...)
	}
	return h.Runtime.NewArray(h.Runtime.NewArray(names...), h.Runtime.NewArray(types...))
}

// entryType returns Node's UV_DIRENT constant.
func entryType(mode os.FileMode) int {
	switch {
	case mode.IsRegular():
		return 1
	case mode.IsDir():
		return 2
	case mode&os.ModeSymlink != 0:
		return 3
	case mode&os.ModeNamedPipe != 0:
		return 4
	case mode&os.ModeSocket != 0:
		return 5
	case mode&os.ModeCharDevice != 0:
		return 6
	case mode&os.ModeDevice != 0:
		return 7
	}
	return 0
}
