//go:build unix

package node

import (
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

const eBadDescriptor = syscall.EBADF

// newPipeEnds makes a pipe between this process and a child: a pair of sockets, as libuv makes it, whose ends read and write.
func newPipeEnds(bool) (ours, theirs *os.File, err error) {
	syscall.ForkLock.RLock()
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	if err == nil {
		unix.CloseOnExec(pair[0])
		unix.CloseOnExec(pair[1])
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		return nil, nil, fmt.Errorf("node: making a pipe: %w", err)
	}
	if err := unix.SetNonblock(pair[0], true); err != nil {
		return nil, nil, fmt.Errorf("node: making a pipe: %w", err)
	}
	return os.NewFile(uintptr(pair[0]), "pipe"), os.NewFile(uintptr(pair[1]), "pipe"), nil
}

// openInherited takes over descriptor fd.
func openInherited(fd int) (*os.File, error) {
	unix.CloseOnExec(fd)
	if err := unix.SetNonblock(fd, true); err != nil {
		return nil, fmt.Errorf("node: descriptor %d: %w", fd, err)
	}
	return os.NewFile(uintptr(fd), "pipe"), nil
}

// writeAtOnce writes what the pipe takes without waiting.
func writeAtOnce(file *os.File, b []byte) (n int, err error) {
	raw, err := file.SyscallConn()
	if err != nil {
		return 0, err
	}
	outer := raw.Write(func(fd uintptr) bool {
		for n < len(b) {
			var k int
			k, err = unix.Write(int(fd), b[n:])
			if err == unix.EINTR {
				continue
			}
			if err != nil {
				break
			}
			n += k
		}
		return true
	})
	if errors.Is(err, unix.EAGAIN) {
		err = nil
	}
	return n, errors.Join(err, outer)
}

// closeWrite ends the writing side only.
func closeWrite(file *os.File) error {
	raw, err := file.SyscallConn()
	if err != nil {
		return err
	}
	outer := raw.Control(func(fd uintptr) { err = unix.Shutdown(int(fd), unix.SHUT_WR) })
	if errors.Is(err, unix.ENOTCONN) {
		err = nil
	}
	return errors.Join(err, outer)
}

// descriptorOf returns the number of a file that stays in non-blocking mode.
func descriptorOf(file *os.File) (fd int) {
	fd = -1
	if raw, err := file.SyscallConn(); err == nil {
		_ = raw.Control(func(n uintptr) { fd = int(n) })
	}
	return fd
}

// awaitInput waits until the pipe holds something, or its end.
func awaitInput(file *os.File) arrival {
	raw, err := file.SyscallConn()
	if err == nil {
		err = raw.Read(func(fd uintptr) bool {
			_, _, e := unix.Recvfrom(int(fd), make([]byte, 1), unix.MSG_PEEK|unix.MSG_DONTWAIT)
			return e != unix.EAGAIN && e != unix.EINTR
		})
	}
	if err != nil {
		return func() ([]byte, error) { return nil, err }
	}
	return func() ([]byte, error) { return readAtOnce(file) }
}

// readAtOnce reads what is there.
func readAtOnce(file *os.File) (b []byte, err error) {
	raw, err := file.SyscallConn()
	if err != nil {
		return nil, err
	}
	room, n := make([]byte, pipeChunk), 0
	outer := raw.Control(func(fd uintptr) {
		for {
			if n, err = unix.Read(int(fd), room); err != unix.EINTR {
				return
			}
		}
	})
	switch {
	case outer != nil:
		return nil, outer
	case err == unix.EAGAIN:
		return nil, errNothing
	case err != nil:
		return nil, err
	case n == 0:
		return nil, io.EOF
	}
	return fitted(room, n), nil
}

// contents tells, without reading, whether a pipe holds bytes that nobody has read, or else whether the other side has closed it.
func contents(file *os.File) (unread, ended bool) {
	raw, err := file.SyscallConn()
	if err != nil {
		return false, false
	}
	n := 0
	outer := raw.Control(func(fd uintptr) {
		n, _, err = unix.Recvfrom(int(fd), make([]byte, 1), unix.MSG_PEEK|unix.MSG_DONTWAIT)
	})
	if outer != nil {
		return false, false
	}
	return n > 0, n == 0 && err == nil
}
