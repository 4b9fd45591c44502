//go:build unix

package node

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// The system calls of fs on Unix. Descriptors are the system's own numbers, so that a child process, a socket or
// process.stdout.fd mean the same everywhere.

// currentPosition makes read and write use, and move, the position of the descriptor.
const currentPosition = -1

func uvNumber(errno syscall.Errno) int { return int(errno) }

// again repeats a call that a signal interrupted.
func again(call func() error) error {
	for {
		if err := call(); err != unix.EINTR {
			return err
		}
	}
}

func (path pathname) open(flags int, mode uint32) (fd descriptor, err error) {
	n := -1
	err = again(func() (e error) {
		n, e = unix.Open(string(path), flags|unix.O_CLOEXEC, mode)
		return e
	})
	return descriptor(n), err
}

// close is not repeated after EINTR: the descriptor is gone, and its number may belong to someone else.
func (fd descriptor) close() error {
	if err := unix.Close(int(fd)); err != unix.EINTR {
		return err
	}
	return nil
}

func (fd descriptor) read(b []byte, position int64) (n int, err error) {
	err = again(func() (e error) {
		if position == currentPosition {
			n, e = unix.Read(int(fd), b)
		} else {
			n, e = unix.Pread(int(fd), b, position)
		}
		return e
	})
	return max(n, 0), err
}

func (fd descriptor) write(b []byte, position int64) (n int, err error) {
	err = again(func() (e error) {
		if position == currentPosition {
			n, e = unix.Write(int(fd), b)
		} else {
			n, e = unix.Pwrite(int(fd), b, position)
		}
		return e
	})
	return max(n, 0), err
}

func (fd descriptor) truncate(size int64) error {
	return again(func() error { return unix.Ftruncate(int(fd), size) })
}

func (fd descriptor) sync() error { return again(func() error { return unix.Fsync(int(fd)) }) }

func (fd descriptor) chmod(mode uint32) error {
	return again(func() error { return unix.Fchmod(int(fd), mode) })
}

func (fd descriptor) chown(uid, gid int) error {
	return again(func() error { return unix.Fchown(int(fd), uid, gid) })
}

func (path pathname) access(mode uint32) error { return unix.Access(string(path), mode) }

func (path pathname) chmod(mode uint32) error {
	return again(func() error { return unix.Chmod(string(path), mode) })
}

func (path pathname) chown(uid, gid int, follow bool) error {
	if follow {
		return again(func() error { return unix.Chown(string(path), uid, gid) })
	}
	return again(func() error { return unix.Lchown(string(path), uid, gid) })
}

// utimes sets the times, in nanoseconds, of what path leads to or, without follow, of the link itself.
func (path pathname) utimes(access, modify int64, follow bool) error {
	flags := 0
	if !follow {
		flags = unix.AT_SYMLINK_NOFOLLOW
	}
	return unix.UtimesNanoAt(unix.AT_FDCWD, string(path), []unix.Timespec{unix.NsecToTimespec(access), unix.NsecToTimespec(modify)}, flags)
}

func (path pathname) mkdir(mode uint32) error {
	return again(func() error { return unix.Mkdir(string(path), mode) })
}
func (path pathname) rmdir() error  { return again(func() error { return unix.Rmdir(string(path)) }) }
func (path pathname) unlink() error { return again(func() error { return unix.Unlink(string(path)) }) }
func (path pathname) rename(to pathname) error {
	return again(func() error { return unix.Rename(string(path), string(to)) })
}
func (path pathname) link(to pathname) error {
	return again(func() error { return unix.Link(string(path), string(to)) })
}

// symlink makes path a link to target; kind ("file", "dir", "junction") matters on Windows alone.
func (path pathname) symlink(target, kind string) error {
	return again(func() error { return unix.Symlink(target, string(path)) })
}

func (path pathname) readlink() (string, error) {
	target, err := os.Readlink(string(path))
	return target, unwrapped(err)
}
