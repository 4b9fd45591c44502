//go:build !unix

package node

import "syscall"

// rawConn: no connection is used without a goroutine of its own here.
func rawConn(conn) syscall.RawConn { return nil }

func hasArrived(uintptr) bool { return false }

func readSocket(uintptr, []byte) (int, error) { return 0, errWouldBlock }

func writeSocket(uintptr, [][]byte) (int, error) { return 0, nil }

func reusePort(string, string, syscall.RawConn) error { return syscall.ENOTSUP }
