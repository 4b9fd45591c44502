package node

import (
	"sync"
	"time"

	"github.com/dop251/goja"

	"loopbook/scheduler"
)

// watching is a watch of files on its way: a goroutine that posts to the loop, and the handle it posts to. A watch holds
// the loop while it is ref'ed, but no cell: it waits for others.
type watching struct {
	handle *scheduler.Handle
	once   sync.Once
	halt   func() // ends the goroutine; any goroutine
}

func (w *watching) stop() { w.once.Do(w.halt) }

// change is what a watch saw: "rename" (made, moved, removed) or "change", and the name below the watched directory.
type change struct{ kind, name string }

// bindWatch gives js/internal/fs/watch.js its two kinds of watches.
func (h *Host) bindWatch(natives *goja.Object) {
	// watch(path, recursive, onChange(kind, name as bytes)) throws a system error of "watch".
	h.function(natives, "watch", func(call goja.FunctionCall) goja.Value {
		a := &arguments{h, call.Arguments}
		onChange := h.callable(a.at(2))
		w := &watching{}
		deliver := func(c change) { w.handle.Post(func() error { return h.report(onChange, c) }) }
		started := make(chan struct{})
		halt, err := watchPath(string(a.path(0)), a.bool(1), func(c change) {
			<-started
			deliver(c)
		})
		if err != nil {
			panic(h.systemError(&request{syscall: "watch", path: a.shown(0)}, err))
		}
		w.handle, w.halt = h.Loop.NewHandle(), halt
		close(started)
		return h.Runtime.ToValue(w)
	})
	// poll(path, interval, big, onLook(stat numbers or undefined)) looks at once and then whenever something changed.
	h.function(natives, "poll", func(call goja.FunctionCall) goja.Value {
		a := &arguments{h, call.Arguments}
		return h.Runtime.ToValue(h.poll(a.path(0), time.Duration(a.int(1))*time.Millisecond, a.bool(2), h.callable(a.at(3))))
	})
	for name, act := range map[string]func(*watching){
		"stopWatch":  func(w *watching) { w.stop(); w.handle.Close(nil) },
		"refWatch":   func(w *watching) { w.handle.Ref() },
		"unrefWatch": func(w *watching) { w.handle.Unref() },
	} {
		h.function(natives, name, func(call goja.FunctionCall) goja.Value {
			act(call.Argument(0).Export().(*watching))
			return goja.Undefined()
		})
	}
}

// callable is a function of ours; anything else is a bug.
func (h *Host) callable(v goja.Value) goja.Callable {
	fn, ok := goja.AssertFunction(v)
	if !ok {
		panic("node: a callback that is no function")
	}
	return fn
}

func (h *Host) report(onChange goja.Callable, c change) error {
	_, err := onChange(goja.Undefined(), h.Runtime.ToValue(c.kind), h.arrayBuffer([]byte(c.name)))
	return err
}

// poll looks at a path every interval and tells when it looks different.
func (h *Host) poll(path pathname, interval time.Duration, asBig bool, onLook goja.Callable) *watching {
	done := make(chan struct{})
	w := &watching{handle: h.Loop.NewHandle(), halt: func() { close(done) }}
	tell := func(s fileStat, err error) {
		w.handle.Post(func() error {
			value := goja.Undefined()
			if err == nil {
				value = h.statValue(&s, asBig)
			}
			_, failure := onLook(goja.Undefined(), value)
			return failure
		})
	}
	go func() {
		last, lastErr := path.stat()
		tell(last, lastErr)
		ticker := time.NewTicker(interval)
		defer ticker.Stop()
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
			}
			s, err := path.stat()
			if (err == nil) != (lastErr == nil) || err == nil && looksDifferent(s, last) {
				tell(s, err)
			}
			last, lastErr = s, err
		}
	}()
	return w
}

// looksDifferent compares all but the time of access.
func looksDifferent(a, b fileStat) bool {
	a.atime, b.atime = 0, 0
	return a != b
}
