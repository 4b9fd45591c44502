//go:build unix

package node

import (
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

func killProcess(pid int, sig syscall.Signal) error { return unix.Kill(pid, sig) }

// umask sets the mask and returns the one before; -1 only asks.
func umask(mask int) int {
	if mask >= 0 {
		return unix.Umask(mask)
	}
	before := unix.Umask(0)
	unix.Umask(before)
	return before
}

// resourceUsage is getrusage in the order of process.resourceUsage().
func resourceUsage() []int64 {
	var u unix.Rusage
	if unix.Getrusage(unix.RUSAGE_SELF, &u) != nil {
		return make([]int64, 16)
	}
	micros := func(t unix.Timeval) int64 { return time.Duration(t.Nano()).Microseconds() }
	return []int64{micros(u.Utime), micros(u.Stime), maxResident(u), int64(u.Ixrss), int64(u.Idrss), int64(u.Isrss), int64(u.Minflt),
		int64(u.Majflt), int64(u.Nswap), int64(u.Inblock), int64(u.Oublock), int64(u.Msgsnd), int64(u.Msgrcv), int64(u.Nsignals),
		int64(u.Nvcsw), int64(u.Nivcsw)}
}

func setuid(id int) error  { return syscall.Setuid(id) }
func seteuid(id int) error { return syscall.Setreuid(-1, id) }
func setgid(id int) error  { return syscall.Setgid(id) }
func setegid(id int) error { return syscall.Setregid(-1, id) }

func setgroups(ids []int) error { return syscall.Setgroups(ids) }
