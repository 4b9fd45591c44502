package node

import (
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Go's runtime takes every signal and ignores those that it has no use for, although they end a program by default, as they
// do one of Node's. So their actions are set aside while nobody listens: the kernel's own struct sigaction, as
// rt_sigaction(2) knows it.
type sigaction [4]uint64

// mortal are the signals that end a program by default and that Go ignores, but for those that its runtime needs.
var mortal = []syscall.Signal{syscall.SIGUSR2, syscall.SIGALRM, syscall.SIGVTALRM}

// defaultAction gives a signal its default action and returns the one that it had.
func defaultAction(sig syscall.Signal) (before sigaction, ok bool) {
	var none sigaction
	_, _, errno := unix.RawSyscall6(unix.SYS_RT_SIGACTION, uintptr(sig), uintptr(unsafe.Pointer(&none)), uintptr(unsafe.Pointer(&before)), 8, 0, 0)
	return before, errno == 0
}

// restoreAction gives a signal back what defaultAction took.
func restoreAction(sig syscall.Signal, action sigaction) {
	_, _, _ = unix.RawSyscall6(unix.SYS_RT_SIGACTION, uintptr(sig), uintptr(unsafe.Pointer(&action)), 0, 8, 0, 0)
}

// abort ends the process as abort(3) does.
func abort() {
	_, _ = defaultAction(unix.SIGABRT)
	_ = unix.Kill(unix.Getpid(), unix.SIGABRT)
	select {}
}
