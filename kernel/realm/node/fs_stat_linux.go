package node

import (
	"errors"
	"strconv"

	"golang.org/x/sys/unix"
)

const statFields = unix.STATX_BASIC_STATS | unix.STATX_BTIME

func (path pathname) stat() (fileStat, error) { return statx(unix.AT_FDCWD, string(path), 0) }

func (path pathname) lstat() (fileStat, error) {
	return statx(unix.AT_FDCWD, string(path), unix.AT_SYMLINK_NOFOLLOW)
}

func (fd descriptor) stat() (fileStat, error) {
	if fd < 0 {
		return fileStat{}, unix.EBADF
	}
	return statx(int(fd), "", unix.AT_EMPTY_PATH)
}

func statx(dir int, path string, flags int) (fileStat, error) {
	var x unix.Statx_t
	if err := again(func() error { return unix.Statx(dir, path, flags, statFields, &x) }); err != nil {
		return fileStat{}, err
	}
	at := func(t unix.StatxTimestamp) int64 { return t.Sec*1e9 + int64(t.Nsec) }
	return fileStat{
		dev: unix.Mkdev(x.Dev_major, x.Dev_minor), mode: uint64(x.Mode), nlink: uint64(x.Nlink), uid: uint64(x.Uid),
		gid: uint64(x.Gid), rdev: unix.Mkdev(x.Rdev_major, x.Rdev_minor), blksize: uint64(x.Blksize), ino: x.Ino,
		size: x.Size, blocks: x.Blocks, atime: at(x.Atime), mtime: at(x.Mtime), ctime: at(x.Ctime), birthtime: at(x.Btime),
	}, nil
}

// statfs returns type, bsize, frsize, blocks, bfree, bavail, files, ffree.
func (path pathname) statfs() (numbers [8]uint64, err error) {
	var v unix.Statfs_t
	if err := again(func() error { return unix.Statfs(string(path), &v) }); err != nil {
		return numbers, err
	}
	return [8]uint64{uint64(v.Type), uint64(v.Bsize), uint64(v.Frsize), v.Blocks, v.Bfree, v.Bavail, v.Files, v.Ffree}, nil
}

func (fd descriptor) datasync() error { return again(func() error { return unix.Fdatasync(int(fd)) }) }

// utimes goes by way of /proc: futimens is not in package unix, and utimensat refuses a bare descriptor.
func (fd descriptor) utimes(access, modify int64) error {
	if fd < 0 {
		return unix.EBADF
	}
	err := pathname("/proc/self/fd/"+strconv.Itoa(int(fd))).utimes(access, modify, true)
	if err == unix.ENOENT {
		return unix.EBADF
	}
	return err
}

// isMissing reports whether a path leads nowhere.
func isMissing(err error) bool { return errors.Is(err, unix.ENOENT) || errors.Is(err, unix.ENOTDIR) }

// openConstants are the flags of open that systems differ in.
func openConstants() []fileConstant {
	return []fileConstant{
		{"O_NOCTTY", unix.O_NOCTTY}, {"O_TRUNC", unix.O_TRUNC}, {"O_APPEND", unix.O_APPEND},
		{"O_DIRECTORY", unix.O_DIRECTORY}, {"O_NOATIME", unix.O_NOATIME}, {"O_NOFOLLOW", unix.O_NOFOLLOW},
		{"O_SYNC", unix.O_SYNC}, {"O_DSYNC", unix.O_DSYNC}, {"O_DIRECT", unix.O_DIRECT}, {"O_NONBLOCK", unix.O_NONBLOCK},
	}
}
