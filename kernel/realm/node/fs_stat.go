package node

import (
	"math/big"

	"github.com/dop251/goja"
)

// fileStat is what stat tells of a file: the fields of fs.Stats, times in nanoseconds since 1970.
type fileStat struct {
	dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks uint64
	atime, mtime, ctime, birthtime                               int64
}

// statValue returns the 18 numbers that js/internal/fs/stats.js makes a Stats of: ten fields, then seconds and
// nanoseconds of four times.
func (h *Host) statValue(s *fileStat, big bool) goja.Value {
	list := make([]any, 0, 18)
	for _, n := range []uint64{s.dev, s.mode, s.nlink, s.uid, s.gid, s.rdev, s.blksize, s.ino, s.size, s.blocks} {
		list = append(list, number(n, big))
	}
	for _, t := range []int64{s.atime, s.mtime, s.ctime, s.birthtime} {
		sec, nsec := t/1e9, t%1e9
		if nsec < 0 {
			sec, nsec = sec-1, nsec+1e9
		}
		list = append(list, signed(sec, big), signed(nsec, big))
	}
	return h.Runtime.NewArray(list...)
}

func number(n uint64, asBig bool) any {
	if asBig {
		return new(big.Int).SetUint64(n)
	}
	return float64(n)
}

func signed(n int64, asBig bool) any {
	if asBig {
		return big.NewInt(n)
	}
	return float64(n)
}

// The stat family: stat(path, big, throwIfMissing), lstat, fstat(fd, big). Where the file is missing and the third
// argument is false the answer is undefined.
func statOperation(call string, look func(pathname) (fileStat, error), isMissing func(error) bool) operation {
	return func(a *arguments) *request {
		path, asBig := a.path(0), a.bool(1)
		lenient := a.given(2) && !a.bool(2)
		var s fileStat
		missing := false
		return &request{
			syscall: call, path: a.shown(0),
			run: func() (err error) {
				if s, err = look(path); err != nil && lenient && isMissing(err) {
					missing = true
					return nil
				}
				return err
			},
			result: func() goja.Value {
				if missing {
					return goja.Undefined()
				}
				return a.h.statValue(&s, asBig)
			},
		}
	}
}

func fstatOperation(a *arguments) *request {
	fd, asBig := a.fd(0), a.bool(1)
	var s fileStat
	return &request{
		syscall: "fstat",
		run: func() (err error) {
			s, err = fd.stat()
			return err
		},
		result: func() goja.Value { return a.h.statValue(&s, asBig) },
	}
}

// statfs(path, big) returns the eight numbers of a StatFs.
func statfsOperation(a *arguments) *request {
	path, asBig := a.path(0), a.bool(1)
	var numbers [8]uint64
	return &request{
		syscall: "statfs", path: a.shown(0),
		run: func() (err error) {
			numbers, err = path.statfs()
			return err
		},
		result: func() goja.Value {
			list := make([]any, len(numbers))
			for i, n := range numbers {
				list[i] = number(n, asBig)
			}
			return a.h.Runtime.NewArray(list...)
		},
	}
}
