//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package node

import (
	"runtime"

	"golang.org/x/sys/unix"
)

// residentMemory is what Go has taken from the system: nobody has asked the system itself yet.
func residentMemory() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Sys
}

// maxResident is in kilobytes; macOS counts bytes.
func maxResident(u unix.Rusage) int64 {
	if runtime.GOOS == "darwin" {
		return int64(u.Maxrss) / 1024
	}
	return int64(u.Maxrss)
}
