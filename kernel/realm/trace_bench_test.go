package realm

import (
	"testing"
)

// loads are what recording is measured by.
var loads = []struct{ name, source string }{
	{"awaits", "(async () => { for (let i = 0; i < 100000; i++) await i })()"},
	{"thens", "{ let p = Promise.resolve(); for (let i = 0; i < 100000; i++) p = p.then(() => {}) }"},
	{"ticks", "{ let n = 0; (function hop() { if (n++ < 100000) process.nextTick(hop) })() }"},
	{"immediates", "{ let n = 0; (function hop() { if (n++ < 100000) setImmediate(hop) })() }"},
}

func BenchmarkRecording(b *testing.B) {
	for _, l := range loads {
		for _, on := range []struct {
			name    string
			options *traceOptions
		}{{"off", nil}, {"on", &traceOptions{Cell: "[1]"}}, {"promises", &traceOptions{Cell: "[1]", Promises: true}}} {
			b.Run(l.name+"/"+on.name, func(b *testing.B) {
				r := kernelOf(b, b.TempDir())
				for b.Loop() {
					recordCell(b, r, 1, l.source, on.options)
				}
			})
		}
	}
}
