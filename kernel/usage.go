package kernel

import (
	"os"
	"runtime"
	"time"
)

// usage answers usage_request, an extension of ipykernel that jupyter-resource-usage sends: numbers for the indicator
// beside the notebook. What this system does not tell is left out. Control goroutine only.
func (k *Kernel) usage(empty) (any, error) {
	reply := map[string]any{"status": "ok", "pid": os.Getpid(), "cpu_count": runtime.NumCPU()}
	if name, err := os.Hostname(); err == nil {
		reply["hostname"] = name
	}
	now := measure()
	if now.resident > 0 {
		reply["kernel_memory"] = now.resident
	}
	if now.hasCPU {
		reply["kernel_cpu"] = percent(now.cpu-k.measured.cpu, now.at.Sub(k.measured.at))
	}
	if len(now.host) > 0 {
		reply["host_virtual_memory"] = now.host
	}
	if now.hostTotal > 0 {
		reply["host_cpu_percent"] = percent(now.hostBusy-k.measured.hostBusy, now.hostTotal-k.measured.hostTotal)
	}
	k.measured = now
	return reply, nil
}

// measurement is what was used up to a moment; percentages are of the time between two.
type measurement struct {
	at                  time.Time
	cpu                 time.Duration // of this process, all threads
	hasCPU              bool
	resident            int64          // bytes of this process in memory, 0 unknown
	host                map[string]any // as Python's psutil.virtual_memory, nil unknown
	hostBusy, hostTotal time.Duration  // of all processors, 0 unknown
}

func percent(part, whole time.Duration) float64 {
	if whole <= 0 || part < 0 {
		return 0
	}
	return float64(part) / float64(whole) * 100
}
