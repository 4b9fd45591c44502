//go:build !linux

package node

import (
	"net"
	"syscall"
)

// poller: elsewhere than on Linux goroutines wait for the streams.
type poller struct{ h *Host }

type slot struct{}

const (
	polls   = false
	pollIn  = 1
	pollOut = 4
	pollHup = 16
)

func (p *poller) add(int, func(uint32)) *slot { return nil }
func (p *poller) stir()                       {}
func (p *poller) soon(func())                 {}
func (p *poller) end()                        {}
func (s *slot) want(uint32)                   {}

func rawConn(conn) syscall.RawConn { return nil }

func readSocket(uintptr, []byte) (int, error) { return 0, errWouldBlock }

func writeSocket(uintptr, [][]byte) (int, error) { return 0, nil }

func reusePort(string, string, syscall.RawConn) error { return syscall.ENOTSUP }

func acceptNow(syscall.RawConn) (net.Conn, error) { return nil, errWouldBlock }

func (s *byteStream) connectPolled(*dialing, func(error) error) error { return syscall.ENOSYS }

func descriptorKind(int) string { return "UNKNOWN" }

func connOfDescriptor(int) (conn, error) { return nil, syscall.ENOTSUP }

func typeOfService(conn, int) (int, error) { return 0, syscall.ENOTSUP }
