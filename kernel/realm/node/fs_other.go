//go:build !unix

package node

import (
	"os"
	"sync"
	"syscall"
	"time"
)

// The system calls of fs where descriptors are not small numbers: a table makes them so.

// currentPosition makes read and write use, and move, the position of the descriptor.
const currentPosition = -1

// descriptors are the open files of the process by number. 0, 1 and 2 are the standard streams.
var descriptors = descriptorTable{files: []*os.File{os.Stdin, os.Stdout, os.Stderr}}

type descriptorTable struct {
	mu    sync.Mutex
	files []*os.File
}

// add gives a file the lowest free number.
func (t *descriptorTable) add(f *os.File) descriptor {
	t.mu.Lock()
	defer t.mu.Unlock()
	for fd, used := range t.files {
		if used == nil {
			t.files[fd] = f
			return descriptor(fd)
		}
	}
	t.files = append(t.files, f)
	return descriptor(len(t.files) - 1)
}

func (t *descriptorTable) get(fd descriptor) (*os.File, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if fd < 0 || int(fd) >= len(t.files) || t.files[fd] == nil {
		return nil, syscall.EBADF
	}
	return t.files[fd], nil
}

func (t *descriptorTable) remove(fd descriptor) (*os.File, error) {
	f, err := t.get(fd)
	if err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.files[fd] = nil
	return f, nil
}

// uvNumber maps the numbers of the system to those of js/internal/uv.js.
func uvNumber(errno syscall.Errno) int {
	if n, ok := linuxNumbers[errno]; ok {
		return n
	}
	return -unknownErrno
}

// linuxNumbers are the errors that file calls of Windows come to.
var linuxNumbers = map[syscall.Errno]int{
	syscall.ERROR_FILE_NOT_FOUND: 2, syscall.ERROR_PATH_NOT_FOUND: 2, syscall.ERROR_ACCESS_DENIED: 1,
	syscall.ERROR_FILE_EXISTS: 17, syscall.ERROR_ALREADY_EXISTS: 17, syscall.ERROR_DIR_NOT_EMPTY: 39,
	syscall.ERROR_PRIVILEGE_NOT_HELD: 1, syscall.EBADF: 9, syscall.EINVAL: 22, syscall.EEXIST: 17, syscall.EACCES: 13,
	syscall.ENOSYS: 38, syscall.EISDIR: 21,
}

func (path pathname) open(flags int, mode uint32) (fd descriptor, err error) {
	f, err := os.OpenFile(string(path), flags, os.FileMode(mode))
	if err != nil {
		return -1, err
	}
	return descriptors.add(f), nil
}

func (fd descriptor) close() error {
	f, err := descriptors.remove(fd)
	if err != nil {
		return err
	}
	return f.Close()
}

func (fd descriptor) read(b []byte, position int64) (n int, err error) {
	f, err := descriptors.get(fd)
	if err != nil {
		return 0, err
	}
	if position == currentPosition {
		n, err = f.Read(b)
	} else {
		n, err = f.ReadAt(b, position)
	}
	if n > 0 || err != nil && err.Error() == "EOF" {
		err = nil
	}
	return n, err
}

func (fd descriptor) write(b []byte, position int64) (n int, err error) {
	f, err := descriptors.get(fd)
	if err != nil {
		return 0, err
	}
	if position == currentPosition {
		return f.Write(b)
	}
	return f.WriteAt(b, position)
}

// onFile calls fn with an open file.
func onFile(fd descriptor, fn func(*os.File) error) error {
	f, err := descriptors.get(fd)
	if err != nil {
		return err
	}
	return fn(f)
}

func (fd descriptor) truncate(size int64) error {
	return onFile(fd, func(f *os.File) error { return f.Truncate(size) })
}

func (fd descriptor) sync() error { return onFile(fd, (*os.File).Sync) }

func (fd descriptor) datasync() error { return fd.sync() }

func (fd descriptor) chmod(mode uint32) error {
	return onFile(fd, func(f *os.File) error { return f.Chmod(os.FileMode(mode)) })
}

func (fd descriptor) chown(uid, gid int) error {
	return onFile(fd, func(f *os.File) error { return nil }) // Windows has no owners of this kind: libuv does nothing, too
}

func (path pathname) access(mode uint32) error {
	info, err := os.Stat(string(path))
	if err == nil && mode&2 != 0 && info.Mode()&0o200 == 0 && !info.IsDir() {
		return syscall.EACCES
	}
	return err
}

func (path pathname) chmod(mode uint32) error { return os.Chmod(string(path), os.FileMode(mode)) }

func (path pathname) chown(uid, gid int, follow bool) error {
	_, err := os.Lstat(string(path))
	return err
}

func (path pathname) utimes(access, modify int64, follow bool) error {
	return os.Chtimes(string(path), time.Unix(0, access), time.Unix(0, modify))
}

func (fd descriptor) utimes(access, modify int64) error {
	return onFile(fd, func(f *os.File) error { return pathname(f.Name()).utimes(access, modify, true) })
}

func (path pathname) mkdir(mode uint32) error           { return os.Mkdir(string(path), os.FileMode(mode)) }
func (path pathname) rmdir() error                      { return syscall.Rmdir(string(path)) }
func (path pathname) unlink() error                     { return syscall.Unlink(string(path)) }
func (path pathname) rename(to pathname) error          { return os.Rename(string(path), string(to)) }
func (path pathname) link(to pathname) error            { return os.Link(string(path), string(to)) }
func (path pathname) symlink(target, kind string) error { return os.Symlink(target, string(path)) }
func (path pathname) readlink() (string, error)         { return os.Readlink(string(path)) }
