//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package node

import "golang.org/x/sys/unix"

const (
	getTermios = unix.TIOCGETA
	setTermios = unix.TIOCSETAW
)
