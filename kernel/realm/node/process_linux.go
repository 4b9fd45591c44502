package node

import (
	"bytes"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// residentMemory is how many bytes of the process are in memory.
func residentMemory() uint64 {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	fields := bytes.Fields(text)
	if len(fields) < 2 {
		return 0
	}
	pages, _ := strconv.ParseUint(string(fields[1]), 10, 64)
	return pages * uint64(os.Getpagesize())
}

// maxResident is in kilobytes.
func maxResident(u unix.Rusage) int64 { return int64(u.Maxrss) }
