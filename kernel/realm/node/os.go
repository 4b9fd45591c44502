package node

import (
	"net"
	"os"
	"os/user"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"github.com/dop251/goja"
)

// bindOS gives js/os.js what Go knows of the system; what Go does not know is in os_linux.go and os_other.go.
func bindOS(h *Host, natives *goja.Object) {
	value := func(name string, get func() any) {
		h.function(natives, name, func(goja.FunctionCall) goja.Value { return h.Runtime.ToValue(get()) })
	}
	value("parallelism", func() any { return runtime.GOMAXPROCS(0) })
	value("hostname", func() any { name, _ := os.Hostname(); return name })
	value("home", func() any { home, _ := os.UserHomeDir(); return home })
	value("memory", func() any { free, total := memory(); return h.Runtime.NewArray(free, total) })
	value("loadavg", func() any { l := loadAverage(); return h.Runtime.NewArray(l[0], l[1], l[2]) })
	value("uptime", func() any { return uptime() })
	value("uname", func() any { return h.record(uname()) })
	value("cpus", func() any { return h.cpus() })
	value("networkInterfaces", func() any { return h.networkInterfaces() })
	value("userInfo", func() any { return h.userInfo() })
	value("signals", func() any { return h.signals() })
	value("errors", func() any {
		numbers := h.Runtime.NewObject()
		for name, errno := range errnos {
			h.set(numbers, name, int(errno))
		}
		return numbers
	})
	h.function(natives, "getPriority", func(call goja.FunctionCall) goja.Value {
		priority, errno := getPriority(integer(call.Argument(0)))
		return h.Runtime.NewArray(-int(errno), priority)
	})
	h.function(natives, "setPriority", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(-int(setPriority(integer(call.Argument(0)), integer(call.Argument(1)))))
	})
}

// field is one property of a record: JavaScript keeps their order.
type field struct {
	name  string
	value any
}

func (h *Host) record(fields []field) *goja.Object {
	o := h.Runtime.NewObject()
	for _, f := range fields {
		h.set(o, f.name, f.value)
	}
	return o
}

func (h *Host) signals() *goja.Object {
	var fields []field
	for _, s := range signals {
		fields = append(fields, field{s.name, int(s.number)})
	}
	return h.record(fields)
}

// signal is one signal of the system.
type signal struct {
	name   string
	number syscall.Signal
}

func (h *Host) userInfo() *goja.Object {
	uid, gid := os.Getuid(), os.Getgid()
	name, home := os.Getenv("USER"), ""
	if u, err := user.Current(); err == nil {
		name, home = u.Username, u.HomeDir
	}
	var shell any
	if s := os.Getenv("SHELL"); s != "" {
		shell = s
	}
	return h.record([]field{{"uid", uid}, {"gid", gid}, {"username", name}, {"homedir", home}, {"shell", shell}})
}

// cpus reads /proc/cpuinfo and /proc/stat where there is one; elsewhere the processors have a number and no more.
func (h *Host) cpus() *goja.Object {
	models, speeds := procCPUInfo()
	times := procStat()
	list := h.Runtime.NewArray()
	for i := range runtime.NumCPU() {
		model, speed, spent := "unknown", 0, [5]int64{}
		if i < len(models) {
			model, speed = models[i], speeds[i]
		}
		if i < len(times) {
			spent = times[i]
		}
		entry := h.record([]field{{"user", spent[0]}, {"nice", spent[1]}, {"sys", spent[2]}, {"idle", spent[3]}, {"irq", spent[4]}})
		h.set(list, strconv.Itoa(i), h.record([]field{{"model", model}, {"speed", speed}, {"times", entry}}))
	}
	return list
}

func procCPUInfo() (models []string, speeds []int) {
	text, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(text)) {
		key, value, _ := strings.Cut(line, ":")
		switch strings.TrimSpace(key) {
		case "model name":
			models, speeds = append(models, strings.TrimSpace(value)), append(speeds, 0)
		case "cpu MHz":
			if mhz, err := strconv.ParseFloat(strings.TrimSpace(value), 64); err == nil && len(speeds) > 0 {
				speeds[len(speeds)-1] = int(mhz)
			}
		}
	}
	return models, speeds
}

// procStat returns user, nice, sys, idle and irq of each processor, in milliseconds.
func procStat() (times [][5]int64) {
	const tick = 10 // milliseconds: USER_HZ is 100 on every architecture
	text, _ := os.ReadFile("/proc/stat")
	for line := range strings.Lines(string(text)) {
		f := strings.Fields(line)
		if len(f) < 7 || !strings.HasPrefix(f[0], "cpu") || f[0] == "cpu" {
			continue
		}
		var n [6]int64
		for i := range n {
			n[i], _ = strconv.ParseInt(f[i+1], 10, 64)
		}
		times = append(times, [5]int64{n[0] * tick, n[1] * tick, n[2] * tick, n[3] * tick, n[5] * tick})
	}
	return times
}

func (h *Host) networkInterfaces() *goja.Object {
	all := h.Runtime.NewObject()
	interfaces, err := net.Interfaces()
	if err != nil {
		return all
	}
	for _, i := range interfaces {
		if i.Flags&net.FlagUp == 0 {
			continue
		}
		list := h.addresses(i)
		if list.Get("length").ToInteger() > 0 {
			h.set(all, i.Name, list)
		}
	}
	return all
}

func (h *Host) addresses(i net.Interface) *goja.Object {
	list := h.Runtime.NewArray()
	addresses, err := i.Addrs()
	if err != nil {
		return list
	}
	mac := i.HardwareAddr.String()
	if mac == "" {
		mac = "00:00:00:00:00:00"
	}
	n := 0
	for _, address := range addresses {
		ip, ok := address.(*net.IPNet)
		if !ok {
			continue
		}
		h.set(list, strconv.Itoa(n), h.record(h.addressFields(i, ip, mac)))
		n++
	}
	return list
}

func (h *Host) addressFields(i net.Interface, ip *net.IPNet, mac string) []field {
	family, mask := "IPv6", net.IP(ip.Mask).String()
	if ip.IP.To4() != nil {
		family, mask = "IPv4", net.IP(ip.Mask).To4().String()
	}
	fields := []field{{"address", ip.IP.String()}, {"netmask", mask}, {"family", family}, {"mac", mac},
		{"internal", i.Flags&net.FlagLoopback != 0}, {"cidr", ip.String()}}
	if family == "IPv6" {
		scope := 0
		if ip.IP.IsLinkLocalUnicast() {
			scope = i.Index
		}
		fields = append(fields, field{"scopeid", scope})
	}
	return fields
}
