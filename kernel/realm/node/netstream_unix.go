//go:build unix

package node

import (
	"io"
	"net"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// rawConn returns the descriptor of a connection that can be read and written without waiting, nil if it has none.
func rawConn(c conn) syscall.RawConn {
	var has syscall.Conn
	switch c := c.(type) {
	case *net.TCPConn:
		has = c
	case *net.UnixConn:
		has = c
	case *os.File:
		if c.SetDeadline(noDeadline) != nil {
			return nil // it blocks
		}
		has = c
	default:
		return nil
	}
	raw, err := has.SyscallConn()
	if err != nil {
		return nil
	}
	return raw
}

// hasArrived asks whether a read would return at once.
func hasArrived(fd uintptr) bool {
	list := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}
	n, err := unix.Poll(list, 0)
	return n > 0 || err != nil && err != unix.EINTR
}

// readSocket reads what is there. The error is errWouldBlock, io.EOF, or the system's.
func readSocket(fd uintptr, b []byte) (int, error) {
	for {
		n, err := unix.Read(int(fd), b)
		switch {
		case err == unix.EINTR:
		case err == unix.EAGAIN:
			return 0, errWouldBlock
		case err != nil:
			return 0, err
		case n == 0:
			return 0, io.EOF
		default:
			return n, nil
		}
	}
}

// writeSocket writes what goes without waiting: that there is no room is no error.
func writeSocket(fd uintptr, pieces [][]byte) (n int, err error) {
	for len(pieces) > 0 {
		batch := pieces[:min(len(pieces), maxPieces)]
		got, err := writeBatch(int(fd), batch)
		switch {
		case err == unix.EINTR:
			continue
		case err == unix.EAGAIN:
			return n, nil
		case err != nil:
			return n, err
		}
		n += got
		if got < sizeOf(batch) {
			return n, nil
		}
		pieces = pieces[len(batch):]
	}
	return n, nil
}

// maxPieces is how many pieces the system takes at once (IOV_MAX).
const maxPieces = 1024

func writeBatch(fd int, pieces [][]byte) (int, error) {
	if len(pieces) == 1 {
		return unix.Write(fd, pieces[0])
	}
	return unix.Writev(fd, pieces)
}

func sizeOf(pieces [][]byte) (n int) {
	for _, b := range pieces {
		n += len(b)
	}
	return n
}

// reusePort lets several servers listen at one port.
func reusePort(_, _ string, raw syscall.RawConn) (err error) {
	controlled := raw.Control(func(fd uintptr) { err = unix.SetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_REUSEPORT, 1) })
	if err == nil {
		err = controlled
	}
	return err
}
