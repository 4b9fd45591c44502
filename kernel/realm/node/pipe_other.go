//go:build !unix

package node

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

const eBadDescriptor = syscall.EINVAL

// newPipeEnds makes a pipe that is written by the child if toUs, else by this process.
func newPipeEnds(toUs bool) (ours, theirs *os.File, err error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, nil, fmt.Errorf("node: making a pipe: %w", err)
	}
	if toUs {
		return r, w, nil
	}
	return w, r, nil
}

// openInherited is not there: IPC channels need pipes that read and write.
func openInherited(fd int) (*os.File, error) {
	return nil, fmt.Errorf("node: descriptor %d: %w", fd, errors.ErrUnsupported)
}

// writeAtOnce leaves the writing to a goroutine.
func writeAtOnce(*os.File, []byte) (int, error) { return 0, nil }

func closeWrite(file *os.File) error { return file.Close() }

func descriptorOf(file *os.File) int { return int(file.Fd()) }

func contents(*os.File) (unread, ended bool) { return false, false }

// awaitInput reads.
func awaitInput(file *os.File) arrival {
	room := make([]byte, pipeChunk)
	n, err := file.Read(room)
	return func() ([]byte, error) { return fitted(room, n), err }
}
