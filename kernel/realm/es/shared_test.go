package es_test

import (
	"testing"
	"time"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/es"
)

// agent is a realm of the least kind that can share memory, on the goroutine that calls its methods.
type agent struct {
	rt     *goja.Runtime
	shared es.Shared
	posts  chan func() error
}

func newAgent(t *testing.T) *agent {
	t.Helper()
	a := &agent{rt: goja.New(), posts: make(chan func() error, 8)}
	host := bareHost(a.rt)
	host.Bind = func() func(func() error) { return func(task func() error) { a.posts <- task } }
	host.Shared = &a.shared
	if err := es.Install(a.rt, host); err != nil {
		t.Fatal(err)
	}
	return a
}

func (a *agent) run(t *testing.T, source string) goja.Value {
	t.Helper()
	v, err := a.rt.RunString(source)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// pass gives one agent the SharedArrayBuffer of another, as the global b.
func pass(t *testing.T, from, to *agent) {
	t.Helper()
	m, ok := from.shared.Of(from.rt.Get("b"))
	if !ok {
		t.Fatal("b is not shared")
	}
	if err := to.rt.Set("b", to.shared.Object(m)); err != nil {
		t.Fatal(err)
	}
}

func TestAgentsSeeTheSameBytes(t *testing.T) {
	one, two := newAgent(t), newAgent(t)
	one.run(t, "var b = new SharedArrayBuffer(8); var a = new Int32Array(b); a[1] = 7")
	pass(t, one, two)
	if got := two.run(t, "var a = new Int32Array(b); Atomics.add(a, 1, 5) + ' ' + b.byteLength").String(); got != "7 8" {
		t.Errorf("the other agent saw %s", got)
	}
	if got := one.run(t, "a[1]").ToInteger(); got != 12 {
		t.Errorf("a[1] = %d after the other agent added to it", got)
	}
}

func TestNotifyWakesAnAgentThatBlocks(t *testing.T) {
	one, two := newAgent(t), newAgent(t)
	one.run(t, "var b = new SharedArrayBuffer(8); var a = new Int32Array(b)")
	pass(t, one, two)
	result := make(chan string)
	go func() {
		v, err := two.rt.RunString("Atomics.wait(new Int32Array(b), 0, 0)")
		if err != nil {
			result <- err.Error()
			return
		}
		result <- v.String()
	}()
	for one.run(t, "Atomics.notify(a, 0)").ToInteger() == 0 {
		time.Sleep(time.Millisecond)
	}
	if got := <-result; got != "ok" {
		t.Errorf("wait returned %q", got)
	}
}

func TestInterruptEndsAWait(t *testing.T) {
	a := newAgent(t)
	time.AfterFunc(5*time.Millisecond, func() { a.rt.Interrupt("stop") })
	_, err := a.rt.RunString("Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)")
	if _, ok := err.(*goja.InterruptedError); !ok {
		t.Errorf("wait ended with %v", err)
	}
}
