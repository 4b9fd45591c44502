//go:build !unix

package node

import (
	"os"
	"runtime"
	"syscall"
)

func killProcess(pid int, sig syscall.Signal) error {
	p, err := os.FindProcess(pid)
	if err != nil {
		return syscall.EINVAL
	}
	if sig == 0 {
		return nil
	}
	return p.Kill()
}

func umask(int) int { return 0 }

func resourceUsage() []int64 { return make([]int64, 16) }

func residentMemory() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Sys
}

func setuid(int) error      { return syscall.ENOSYS }
func seteuid(int) error     { return syscall.ENOSYS }
func setgid(int) error      { return syscall.ENOSYS }
func setegid(int) error     { return syscall.ENOSYS }
func setgroups([]int) error { return syscall.ENOSYS }
