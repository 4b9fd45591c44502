package es_test

import (
	"testing"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/es"
)

// BenchmarkInstall measures what a realm pays for a program that uses nothing of this package.
func BenchmarkInstall(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		rt := goja.New()
		b.StartTimer()
		if err := es.Install(rt, bareHost(rt)); err != nil {
			b.Fatal(err)
		}
	}
}

// bareHost is a host without a loop.
func bareHost(rt *goja.Runtime) es.Host {
	nothing := func(goja.FunctionCall) goja.Value { return rt.NewObject() }
	return es.Host{
		Error: func(constructor, message string) *goja.Object {
			e, err := rt.New(rt.Get(constructor), rt.ToValue(message))
			if err != nil {
				panic(err)
			}
			return e
		},
		Bind:         func() func(func() error) { return func(func() error) {} },
		Pending:      func() func(func() error) { return func(func() error) {} },
		AfterJobs:    func(func()) {},
		Symbol:       goja.NewSymbol,
		AsyncLibrary: rt.ToValue(nothing).(*goja.Object),
	}
}
