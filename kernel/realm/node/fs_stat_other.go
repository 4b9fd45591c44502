//go:build !linux && !darwin && !freebsd && !netbsd

package node

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// The fields that package os knows; the others are zero.

func (path pathname) stat() (fileStat, error)  { return described(os.Stat(string(path))) }
func (path pathname) lstat() (fileStat, error) { return described(os.Lstat(string(path))) }

func (fd descriptor) stat() (s fileStat, err error) {
	return s, onFile(fd, func(f *os.File) error {
		s, err = described(f.Stat())
		return err
	})
}

func described(info fs.FileInfo, err error) (fileStat, error) {
	if err != nil {
		return fileStat{}, err
	}
	modified := info.ModTime().UnixNano()
	return fileStat{
		mode: uint64(info.Mode().Perm()) | kindBits(info.Mode()), nlink: 1, blksize: 4096, size: uint64(info.Size()),
		blocks: uint64(info.Size()+511) / 512, atime: modified, mtime: modified, ctime: modified, birthtime: modified,
	}, nil
}

func kindBits(mode fs.FileMode) uint64 {
	switch {
	case mode.IsDir():
		return 0o040000
	case mode&fs.ModeSymlink != 0:
		return 0o120000
	case mode&fs.ModeCharDevice != 0:
		return 0o020000
	}
	return 0o100000
}

func (path pathname) statfs() (numbers [8]uint64, err error) { return numbers, syscall.ENOSYS }

// isMissing reports whether a path leads nowhere.
func isMissing(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// openConstants are the flags of open that systems differ in.
func openConstants() []fileConstant {
	return []fileConstant{{"O_TRUNC", os.O_TRUNC}, {"O_APPEND", os.O_APPEND}, {"O_SYNC", os.O_SYNC}}
}
