package inspect

import (
	"testing"

	"github.com/dop251/goja"
)

var benchmarks = []struct{ name, expression string }{
	{"Typical", `{ id: 17, name: 'Ada', tags: ['x', 'y'], nested: { a: 1, b: [1, 2, 3] }, done: true, when: null }`},
	{"Numbers100", `Array.from({ length: 100 }, (_, i) => i * 7)`},
	{"Objects20", `Array.from({ length: 20 }, (_, i) => ({ id: i, label: 'n' + i }))`},
	{"Keys10000", `Object.fromEntries(Array.from({ length: 10000 }, (_, i) => ['k' + i, i]))`},
	{"Array1e6", `Array.from({ length: 1e6 }, (_, i) => i)`},
	{"String1e6", `'x'.repeat(1e6)`},
	{"Class", `new (class Point { constructor() { this.x = 1; this.y = 2; } })()`},
	{"Error", `traced(new TypeError('wrong'))`},
}

func BenchmarkInspect(b *testing.B) {
	for _, c := range benchmarks {
		b.Run(c.name, func(b *testing.B) {
			in(b, c.expression, func(x *bench, v goja.Value) {
				b.ReportAllocs()
				b.ResetTimer()
				for b.Loop() {
					if _, err := x.ins.Inspect(v, Default()); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}

// What console.log does with one string, and with a format string.
func BenchmarkFormat(b *testing.B) {
	for _, c := range []struct{ name, expression string }{
		{"OneString", `['a line of output']`},
		{"StringAndNumber", `['took', 15, 'ms']`},
		{"Placeholders", `['%s is %d', 'x', 5]`},
	} {
		b.Run(c.name, func(b *testing.B) {
			in(b, c.expression, func(x *bench, v goja.Value) {
				var args []goja.Value
				if err := x.rt.ExportTo(v, &args); err != nil {
					b.Fatal(err)
				}
				o := x.ins.Defaults()
				b.ReportAllocs()
				b.ResetTimer()
				for b.Loop() {
					if _, err := x.ins.Format(args, o); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}
