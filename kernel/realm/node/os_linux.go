package node

import (
	"syscall"

	"golang.org/x/sys/unix"
)

func memory() (free, total uint64) {
	var info unix.Sysinfo_t
	if unix.Sysinfo(&info) != nil {
		return 0, 0
	}
	return info.Freeram * uint64(info.Unit), info.Totalram * uint64(info.Unit)
}

func loadAverage() (load [3]float64) {
	var info unix.Sysinfo_t
	if unix.Sysinfo(&info) == nil {
		for i := range load {
			load[i] = float64(info.Loads[i]) / 65536
		}
	}
	return load
}

func uptime() float64 {
	var t unix.Timespec
	if unix.ClockGettime(unix.CLOCK_BOOTTIME, &t) != nil {
		return 0
	}
	return float64(t.Nano()/1e7) / 100
}

func uname() []field {
	var u unix.Utsname
	if unix.Uname(&u) != nil {
		return nil
	}
	return []field{{"type", unix.ByteSliceToString(u.Sysname[:])}, {"release", unix.ByteSliceToString(u.Release[:])},
		{"version", unix.ByteSliceToString(u.Version[:])}, {"machine", unix.ByteSliceToString(u.Machine[:])}}
}

func getPriority(pid int) (int, syscall.Errno) {
	p, err := unix.Getpriority(unix.PRIO_PROCESS, pid)
	if errno, ok := err.(syscall.Errno); ok {
		return 0, errno
	}
	return 20 - p, 0 // the system call returns 20 - nice
}

func setPriority(pid, priority int) syscall.Errno {
	errno, _ := unix.Setpriority(unix.PRIO_PROCESS, pid, priority).(syscall.Errno)
	return errno
}

// signals are Linux's, in the order of Node's table.
var signals = []signal{
	{"SIGHUP", syscall.SIGHUP}, {"SIGINT", syscall.SIGINT}, {"SIGQUIT", syscall.SIGQUIT}, {"SIGILL", syscall.SIGILL},
	{"SIGTRAP", syscall.SIGTRAP}, {"SIGABRT", syscall.SIGABRT}, {"SIGIOT", syscall.SIGIOT}, {"SIGBUS", syscall.SIGBUS},
	{"SIGFPE", syscall.SIGFPE}, {"SIGKILL", syscall.SIGKILL}, {"SIGUSR1", syscall.SIGUSR1}, {"SIGSEGV", syscall.SIGSEGV},
	{"SIGUSR2", syscall.SIGUSR2}, {"SIGPIPE", syscall.SIGPIPE}, {"SIGALRM", syscall.SIGALRM}, {"SIGTERM", syscall.SIGTERM},
	{"SIGCHLD", syscall.SIGCHLD}, {"SIGSTKFLT", syscall.Signal(16)}, {"SIGCONT", syscall.SIGCONT}, {"SIGSTOP", syscall.SIGSTOP},
	{"SIGTSTP", syscall.SIGTSTP}, {"SIGTTIN", syscall.SIGTTIN}, {"SIGTTOU", syscall.SIGTTOU}, {"SIGURG", syscall.SIGURG},
	{"SIGXCPU", syscall.SIGXCPU}, {"SIGXFSZ", syscall.SIGXFSZ}, {"SIGVTALRM", syscall.SIGVTALRM}, {"SIGPROF", syscall.SIGPROF},
	{"SIGWINCH", syscall.SIGWINCH}, {"SIGIO", syscall.SIGIO}, {"SIGPOLL", syscall.SIGPOLL}, {"SIGPWR", syscall.SIGPWR},
	{"SIGSYS", syscall.SIGSYS},
}
