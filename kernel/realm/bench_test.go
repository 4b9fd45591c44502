package realm_test

import (
	"context"
	"testing"

	"github.com/dop251/goja"

	"loopbook/display"
	"loopbook/kernel/realm"
)

// programs are the loads that the event loop is measured by, each once with bare goja where that can run it.
var programs = []struct {
	name, source string
	bare         bool
}{
	{"awaits", "(async () => { for (let i = 0; i < 200000; i++) await i })()", true},
	{"thens", "{ let p = Promise.resolve(); for (let i = 0; i < 100000; i++) p = p.then(() => {}) }", true},
	{"ticks", "{ let n = 0; (function hop() { if (n++ < 100000) process.nextTick(hop) })() }", false},
	{"immediates", "{ let n = 0; (function hop() { if (n++ < 100000) setImmediate(hop) })() }", false},
	{"timers", "for (let i = 0; i < 10000; i++) setTimeout(() => {}, i % 51)", false},
	{"lines", "for (let i = 0; i < 100000; i++) console.log('line', i)", false},
}

type discard struct{}

func (discard) Stream(string, string)        {}
func (discard) Display(display.Bundle, bool) {}
func (discard) ClearOutput(bool)             {}
func (discard) Error(*realm.Exception)       {}

func BenchmarkPrograms(b *testing.B) {
	for _, p := range programs {
		b.Run(p.name+"/loopbook", func(b *testing.B) {
			r, err := realm.New(realm.Config{})
			if err != nil {
				b.Fatal(err)
			}
			ctx, cancel := context.WithCancel(b.Context())
			defer cancel()
			go r.Run(ctx)
			for b.Loop() {
				done := make(chan realm.Outcome)
				r.Execute(&realm.Cell{Source: p.source, Silent: true, Output: discard{}, Done: func(o realm.Outcome) { done <- o }})
				if o := <-done; o.Err != nil {
					b.Fatal(o.Err)
				}
			}
		})
		if !p.bare {
			continue
		}
		b.Run(p.name+"/goja", func(b *testing.B) {
			rt := goja.New()
			for b.Loop() {
				if _, err := rt.RunString(p.source); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		if _, err := realm.New(realm.Config{}); err != nil {
			b.Fatal(err)
		}
	}
}
