//go:build unix

package node

import "golang.org/x/sys/unix"

func (fd descriptor) isTerminal() bool {
	_, err := unix.IoctlGetTermios(int(fd), getTermios)
	return err == nil
}

func (fd descriptor) windowSize() (columns, rows int, err error) {
	size, err := unix.IoctlGetWinsize(int(fd), unix.TIOCGWINSZ)
	if err != nil {
		return 0, 0, err
	}
	return int(size.Col), int(size.Row), nil
}

// makeRaw makes a terminal hand over every key at once, as cfmakeraw does but for output, and returns the way back.
func (fd descriptor) makeRaw() (back func() error, err error) {
	before, err := unix.IoctlGetTermios(int(fd), getTermios)
	if err != nil {
		return nil, err
	}
	raw := *before
	raw.Iflag &^= unix.BRKINT | unix.ICRNL | unix.INPCK | unix.ISTRIP | unix.IXON
	raw.Cflag |= unix.CS8
	raw.Lflag &^= unix.ECHO | unix.ICANON | unix.IEXTEN | unix.ISIG
	raw.Cc[unix.VMIN], raw.Cc[unix.VTIME] = 1, 0
	if err := unix.IoctlSetTermios(int(fd), setTermios, &raw); err != nil {
		return nil, err
	}
	return func() error { return unix.IoctlSetTermios(int(fd), setTermios, before) }, nil
}
