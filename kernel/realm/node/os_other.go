//go:build !linux

package node

import (
	"runtime"
	"syscall"
	"time"
)

// Where nobody has asked the system yet, the answers are the ones Node gives when the system refuses: nothing.

var started = time.Now()

func memory() (free, total uint64) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return 0, m.Sys
}

func loadAverage() (load [3]float64) { return load }

func uptime() float64 { return time.Since(started).Seconds() }

func uname() []field {
	names := map[string]string{"darwin": "Darwin", "windows": "Windows_NT", "freebsd": "FreeBSD", "openbsd": "OpenBSD"}
	machines := map[string]string{"amd64": "x86_64", "386": "i686", "arm64": "arm64"}
	return []field{{"type", names[runtime.GOOS]}, {"release", ""}, {"version", ""}, {"machine", machines[runtime.GOARCH]}}
}

func getPriority(pid int) (int, syscall.Errno) { return 0, syscall.ENOSYS }

func setPriority(pid, priority int) syscall.Errno { return syscall.ENOSYS }

var signals = []signal{
	{"SIGHUP", syscall.SIGHUP}, {"SIGINT", syscall.SIGINT}, {"SIGQUIT", syscall.SIGQUIT}, {"SIGILL", syscall.SIGILL},
	{"SIGABRT", syscall.SIGABRT}, {"SIGFPE", syscall.SIGFPE}, {"SIGKILL", syscall.SIGKILL}, {"SIGSEGV", syscall.SIGSEGV},
	{"SIGPIPE", syscall.SIGPIPE}, {"SIGALRM", syscall.SIGALRM}, {"SIGTERM", syscall.SIGTERM},
}
