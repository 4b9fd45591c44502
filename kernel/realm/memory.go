package realm

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/metrics"
	"strconv"
	"strings"
	"time"
)

// HOW a runaway cell is kept from taking the kernel with it
//
// V8 dies when its heap is full, and a notebook with it. Go has no such limit: the machine would run out of memory and
// the operating system would kill the process. So the live heap is looked at a few times a second, which costs
// nothing, and a program that is past the limit is interrupted with an error; what it held is garbage then, unless it
// is bound to a name of the notebook.

const (
	memoryLook = 100 * time.Millisecond
	// defaultMemoryLimit is V8's default on a large machine.
	defaultMemoryLimit = 4 << 30
	// memoryShare is the part of the machine's memory that a program may take if that is less.
	memoryShare = 0.4
)

// errMemory is the interrupt value of a program past the memory limit.
var errMemory = errors.New("out of memory")

// watchMemory interrupts JavaScript while the live heap is above limit, until ctx ends.
func (r *Realm) watchMemory(ctx context.Context, limit uint64) {
	ticker := time.NewTicker(memoryLook)
	defer ticker.Stop()
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		metrics.Read(sample)
		if sample[0].Value.Uint64() < limit {
			continue
		}
		runtime.GC() // what is garbage already does not count
		metrics.Read(sample)
		if sample[0].Value.Uint64() >= limit && r.foreground.Load() {
			r.rt.Interrupt(errMemory)
		}
	}
}

// memoryError is the error of a cell that was stopped for its memory.
func (r *Realm) memoryError(err error) *Exception {
	const name, value = "RangeError", "JavaScript heap out of memory: the cell was stopped, its variables are kept"
	return &Exception{Name: name, Value: value, Traceback: append(r.interruptedAt(err), name+": "+value)}
}

// memoryLimit is the number of bytes that a program may hold.
func memoryLimit() uint64 {
	if total := machineMemory(); total > 0 {
		return min(defaultMemoryLimit, uint64(float64(total)*memoryShare))
	}
	return defaultMemoryLimit
}

// machineMemory is the memory of the container or the machine, 0 if it is not known.
func machineMemory() uint64 {
	if text, err := os.ReadFile("/sys/fs/cgroup/memory.max"); err == nil {
		if n, err := strconv.ParseUint(strings.TrimSpace(string(text)), 10, 64); err == nil {
			return n
		}
	}
	text, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return 0
	}
	var kilobytes uint64
	if _, err := fmt.Sscanf(string(text), "MemTotal: %d kB", &kilobytes); err != nil {
		return 0
	}
	return kilobytes << 10
}
