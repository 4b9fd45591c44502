//go:build darwin || freebsd || netbsd

package node

import (
	"errors"

	"golang.org/x/sys/unix"
)

func (path pathname) stat() (fileStat, error) {
	return statOf(func(s *unix.Stat_t) error { return unix.Stat(string(path), s) })
}

func (path pathname) lstat() (fileStat, error) {
	return statOf(func(s *unix.Stat_t) error { return unix.Lstat(string(path), s) })
}

func (fd descriptor) stat() (fileStat, error) {
	return statOf(func(s *unix.Stat_t) error { return unix.Fstat(int(fd), s) })
}

func statOf(call func(*unix.Stat_t) error) (fileStat, error) {
	var s unix.Stat_t
	if err := again(func() error { return call(&s) }); err != nil {
		return fileStat{}, err
	}
	at := func(t unix.Timespec) int64 { return unix.TimespecToNsec(t) }
	return fileStat{
		dev: uint64(s.Dev), mode: uint64(s.Mode), nlink: uint64(s.Nlink), uid: uint64(s.Uid), gid: uint64(s.Gid),
		rdev: uint64(s.Rdev), blksize: uint64(s.Blksize), ino: uint64(s.Ino), size: uint64(s.Size), blocks: uint64(s.Blocks),
		atime: at(s.Atim), mtime: at(s.Mtim), ctime: at(s.Ctim), birthtime: at(s.Btim),
	}, nil
}

func (path pathname) statfs() (numbers [8]uint64, err error) { return numbers, unix.ENOSYS }

func (fd descriptor) datasync() error { return fd.sync() }

func (fd descriptor) utimes(access, modify int64) error {
	return unix.Futimes(int(fd), []unix.Timeval{unix.NsecToTimeval(access), unix.NsecToTimeval(modify)})
}

// isMissing reports whether a path leads nowhere.
func isMissing(err error) bool { return errors.Is(err, unix.ENOENT) || errors.Is(err, unix.ENOTDIR) }

// openConstants are the flags of open that systems differ in.
func openConstants() []fileConstant {
	return []fileConstant{
		{"O_NOCTTY", unix.O_NOCTTY}, {"O_TRUNC", unix.O_TRUNC}, {"O_APPEND", unix.O_APPEND},
		{"O_DIRECTORY", unix.O_DIRECTORY}, {"O_NOFOLLOW", unix.O_NOFOLLOW}, {"O_SYNC", unix.O_SYNC}, {"O_NONBLOCK", unix.O_NONBLOCK},
	}
}
