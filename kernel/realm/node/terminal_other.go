//go:build !unix

package node

import (
	"os"
	"syscall"
)

func (fd descriptor) isTerminal() bool {
	f, err := descriptors.get(fd)
	if err != nil {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

func (fd descriptor) windowSize() (columns, rows int, err error) { return 80, 25, nil }

func (fd descriptor) makeRaw() (back func() error, err error) { return nil, syscall.ENOSYS }
