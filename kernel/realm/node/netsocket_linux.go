package node

import (
	"io"
	"net"
	"net/netip"
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

// maxPieces is how many pieces the system takes at once (IOV_MAX).
const maxPieces = 1024

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

func writeBatch(fd int, pieces [][]byte) (int, error) {
	if len(pieces) == 1 {
		return unix.Write(fd, pieces[0])
	}
	return unix.Writev(fd, pieces)
}

// reusePort lets several servers listen at one port.
func reusePort(_, _ string, raw syscall.RawConn) (err error) {
	controlled := raw.Control(func(fd uintptr) { err = unix.SetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_REUSEPORT, 1) })
	if err == nil {
		err = controlled
	}
	return err
}

// acceptNow accepts one connection; errWouldBlock: there is none.
func acceptNow(raw syscall.RawConn) (c net.Conn, err error) {
	fd := -1
	controlled := raw.Control(func(listener uintptr) {
		for {
			fd, _, err = unix.Accept4(int(listener), unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC)
			if err != unix.EINTR {
				return
			}
		}
	})
	switch {
	case controlled != nil:
		return nil, controlled
	case err == unix.EAGAIN || err == unix.ECONNABORTED:
		return nil, errWouldBlock
	case err != nil:
		return nil, err
	}
	return connOf(fd)
}

// connOf makes a connection of a socket, which it takes over.
func connOf(fd int) (net.Conn, error) {
	f := os.NewFile(uintptr(fd), "socket")
	defer f.Close()
	return net.FileConn(f)
}

// connectPolled connects without a goroutine; a failure of anything but connecting itself is returned at once.
func (s *byteStream) connectPolled(d *dialing, done func(error) error) error {
	fd, remote, err := d.socket()
	if err != nil {
		return err
	}
	err = unix.Connect(fd, remote)
	p := s.h.net.poller(s.h)
	p.stir()
	c := &connecting{s: s, fd: fd, r: s.h.newRequest(done)}
	s.abort = c.abort
	if err == nil || err == unix.EINPROGRESS || err == unix.EINTR {
		c.slot = p.add(fd, func(uint32) { c.finish(socketError(fd)) })
		c.slot.want(pollOut)
	} else {
		p.soon(func() { c.finish(err) })
	}
	return nil
}

// connecting is a socket on its way.
type connecting struct {
	s    *byteStream
	fd   int // -1: given away or closed
	r    *netRequest
	slot *slot
}

func (c *connecting) finish(err error) {
	if c.fd < 0 {
		return // aborted
	}
	if c.slot != nil {
		c.slot.want(0)
	}
	fd := c.fd
	c.fd, c.s.abort = -1, nil
	if err != nil {
		_ = unix.Close(fd)
		c.r.now(err)
		return
	}
	made, err := connOf(fd)
	c.r.first = func() {
		if err == nil {
			c.s.connected(made)
		}
	}
	c.r.now(err)
}

func (c *connecting) abort() {
	if c.slot != nil {
		c.slot.want(0)
	}
	_ = unix.Close(c.fd)
	c.fd = -1
	c.r.closing(net.ErrClosed)
}

// socketError is how connecting ended.
func socketError(fd int) error {
	n, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_ERROR)
	if err != nil {
		return err
	}
	if n != 0 {
		return syscall.Errno(n)
	}
	return nil
}

// socket makes the socket of a dialing, bound if it wants that, and the address to connect to.
func (d *dialing) socket() (fd int, remote unix.Sockaddr, err error) {
	family := unix.AF_UNIX
	remote = &unix.SockaddrUnix{Name: d.address}
	if d.network != "unix" {
		family, remote = sockaddr(d.ip, d.port)
	} else if len(d.address) > unixPathLimit {
		return -1, nil, syscall.ENAMETOOLONG
	}
	fd, err = unix.Socket(family, unix.SOCK_STREAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return -1, nil, err
	}
	if d.local.IsValid() {
		_ = unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEADDR, 1)
		_, local := sockaddr(d.local.Addr(), int(d.local.Port()))
		if err := unix.Bind(fd, local); err != nil {
			_ = unix.Close(fd)
			return -1, nil, err
		}
	}
	return fd, remote, nil
}

// unixPathLimit is the length of sun_path.
const unixPathLimit = 107

func sockaddr(ip netip.Addr, port int) (family int, a unix.Sockaddr) {
	if ip.Is4() {
		return unix.AF_INET, &unix.SockaddrInet4{Port: port, Addr: ip.As4()}
	}
	six := &unix.SockaddrInet6{Port: port, Addr: ip.As16()}
	if zone := ip.Zone(); zone != "" {
		if i, err := net.InterfaceByName(zone); err == nil {
			six.ZoneId = uint32(i.Index)
		}
	}
	return unix.AF_INET6, six
}

// descriptorKind is what Node's guessHandleType makes of a descriptor: "TCP", "PIPE", "UDP", "TTY", "FILE", "UNKNOWN".
func descriptorKind(fd int) string {
	var stat unix.Stat_t
	if unix.Fstat(fd, &stat) != nil {
		return "UNKNOWN"
	}
	switch stat.Mode & unix.S_IFMT {
	case unix.S_IFIFO:
		return "PIPE"
	case unix.S_IFREG:
		return "FILE"
	case unix.S_IFCHR:
		if descriptor(fd).isTerminal() {
			return "TTY"
		}
		return "FILE"
	case unix.S_IFSOCK:
		return socketKind(fd)
	}
	return "UNKNOWN"
}

func socketKind(fd int) string {
	kind, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_TYPE)
	domain, err2 := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_DOMAIN)
	switch {
	case err != nil || err2 != nil:
	case kind == unix.SOCK_STREAM && domain == unix.AF_UNIX:
		return "PIPE"
	case kind == unix.SOCK_STREAM:
		return "TCP"
	case kind == unix.SOCK_DGRAM && domain != unix.AF_UNIX:
		return "UDP"
	}
	return "UNKNOWN"
}

// connOfDescriptor takes over a descriptor of kind TCP or PIPE.
func connOfDescriptor(fd int) (conn, error) {
	if err := unix.SetNonblock(fd, true); err != nil {
		return nil, err
	}
	var stat unix.Stat_t
	if err := unix.Fstat(fd, &stat); err != nil {
		return nil, err
	}
	if stat.Mode&unix.S_IFMT == unix.S_IFIFO {
		return os.NewFile(uintptr(fd), "pipe"), nil
	}
	return connOf(fd)
}

// typeOfService gets (tos -1) or sets the field of that name in what a TCP connection sends.
func typeOfService(c conn, tos int) (now int, err error) {
	tcp, ok := c.(*net.TCPConn)
	if !ok {
		return 0, syscall.EINVAL
	}
	raw, err := tcp.SyscallConn()
	if err != nil {
		return 0, err
	}
	level, option := unix.IPPROTO_IP, unix.IP_TOS
	if a, ok := tcp.LocalAddr().(*net.TCPAddr); ok && a.IP.To4() == nil {
		level, option = unix.IPPROTO_IPV6, unix.IPV6_TCLASS
	}
	controlled := raw.Control(func(fd uintptr) {
		if tos >= 0 {
			err = unix.SetsockoptInt(int(fd), level, option, tos)
			return
		}
		now, err = unix.GetsockoptInt(int(fd), level, option)
	})
	if err == nil {
		err = controlled
	}
	return now, err
}
