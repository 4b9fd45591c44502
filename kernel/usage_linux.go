package kernel

import (
	"bufio"
	"bytes"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// measure reads the kernel's own accounts in /proc.
func measure() measurement {
	m := measurement{at: time.Now()}
	var r syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &r) == nil {
		m.cpu, m.hasCPU = time.Duration(r.Utime.Nano()+r.Stime.Nano()), true
	}
	if b, err := os.ReadFile("/proc/self/statm"); err == nil {
		if f := strings.Fields(string(b)); len(f) > 1 {
			pages, _ := strconv.ParseInt(f[1], 10, 64)
			m.resident = pages * int64(os.Getpagesize())
		}
	}
	if b, err := os.ReadFile("/proc/meminfo"); err == nil {
		m.host = hostMemory(b)
	}
	if b, err := os.ReadFile("/proc/stat"); err == nil {
		m.hostBusy, m.hostTotal = hostCPU(b)
	}
	return m
}

// hostMemory reads /proc/meminfo into the fields that psutil gives them; nil when it says nothing usable.
func hostMemory(meminfo []byte) map[string]any {
	kB := map[string]int64{}
	lines := bufio.NewScanner(bytes.NewReader(meminfo))
	for lines.Scan() {
		name, rest, _ := strings.Cut(lines.Text(), ":")
		if f := strings.Fields(rest); len(f) > 0 {
			kB[name], _ = strconv.ParseInt(f[0], 10, 64)
		}
	}
	total, available := kB["MemTotal"]<<10, kB["MemAvailable"]<<10
	if total == 0 {
		return nil
	}
	return map[string]any{
		"total": total, "available": available, "free": kB["MemFree"] << 10, "used": total - available,
		"percent": float64(total-available) / float64(total) * 100,
		"buffers": kB["Buffers"] << 10, "cached": kB["Cached"] << 10, "shared": kB["Shmem"] << 10,
	}
}

// hostCPU reads the first line of /proc/stat: "cpu user nice system idle iowait irq softirq steal …" in 1/100 s. Only
// ratios of the results mean anything.
func hostCPU(stat []byte) (busy, total time.Duration) {
	line, _, _ := bytes.Cut(stat, []byte("\n"))
	for i, f := range strings.Fields(string(line)) {
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil || i > 8 { // guest time is part of user time
			continue
		}
		total += time.Duration(n)
		if i != 4 && i != 5 {
			busy += time.Duration(n)
		}
	}
	return busy * 10 * time.Millisecond, total * 10 * time.Millisecond
}
