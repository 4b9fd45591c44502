package node

import (
	"os"
	"sync"
	"syscall"
	"time"

	"github.com/dop251/goja"
)

// interruptLook is how often a blocked realm looks whether it was interrupted.
const interruptLook = 20 * time.Millisecond

// syncRun is a child for which the loop goroutine waits.
type syncRun struct {
	h       *Host
	child   *child
	readers sync.WaitGroup
	limit   float64 // bytes of output; 0: none

	mu       sync.Mutex
	size     float64
	output   [][]byte
	overflow chan struct{} // takes one when the limit is passed
}

// spawnSyncCall implements spawnSync(options, stdio): {pid, status, signal, output, error}. The elements of stdio are those of
// spawn, and a pipe may have an input; options has maxBuffer, timeout and killSignal too. output holds an ArrayBuffer for each
// pipe but the first, null for others; error is a negative number or undefined.
func (h *Host) spawnSyncCall(call goja.FunctionCall) goja.Value {
	options := call.Argument(0).(*goja.Object)
	cmd := h.commandOf(options)
	result := h.Runtime.NewObject()
	h.set(result, "pid", 0)
	h.set(result, "status", nil)
	h.set(result, "signal", nil)
	h.set(result, "output", nil)
	slots := h.elements(call.Argument(1))
	pipes, err := h.prepare(cmd, call.Argument(1))
	run := &syncRun{h: h, limit: options.Get("maxBuffer").ToFloat(), output: make([][]byte, len(slots)), overflow: make(chan struct{}, 1)}
	if err == nil {
		run.child, err = h.launch(cmd)
	}
	closeAll(cmd.files)
	defer func() {
		for _, p := range pipes {
			p.close(nil)
		}
	}()
	if err != nil {
		h.set(result, "error", errnoOf(err))
		return result
	}
	h.set(result, "pid", run.child.process.Pid)
	run.serve(h, slots)
	e, failure := run.wait(options, pipes)
	if failure != 0 {
		h.set(result, "error", failure)
	}
	run.report(result, slots, e)
	return result
}

// launch starts a child that nobody but the caller waits for.
func (h *Host) launch(cmd *command) (*child, error) {
	process, err := cmd.start()
	if err != nil {
		return nil, err
	}
	c := &child{h: h, process: process, group: cmd.ownGroup || cmd.detached, detached: cmd.detached}
	h.children.add(c)
	return c, nil
}

// serve feeds and empties the pipes, each on a goroutine of its own.
func (run *syncRun) serve(h *Host, slots []goja.Value) {
	for i, v := range slots {
		slot := v.(*goja.Object)
		p, ok := exported[*pipe](slot.Get("handle"))
		if !ok {
			continue
		}
		file := p.source
		if input := slot.Get("input"); input != nil && !goja.IsUndefined(input) {
			b := append([]byte(nil), h.bytesOf(input)...)
			go func() {
				_, _ = file.Write(b) // a child that does not read it all is no error
				_ = closeWrite(file)
			}()
			if i == 0 {
				continue
			}
		} else if i == 0 {
			_ = closeWrite(file)
			continue
		}
		run.readers.Add(1)
		go run.read(i, file)
	}
}

// exported is a Go value that JavaScript carries.
func exported[T any](v goja.Value) (t T, ok bool) {
	if v == nil {
		return t, false
	}
	t, ok = v.Export().(T)
	return t, ok
}

func (run *syncRun) read(i int, file *os.File) {
	defer run.readers.Done()
	room := make([]byte, pipeChunk)
	for {
		n, err := file.Read(room)
		run.mu.Lock()
		run.output[i] = append(run.output[i], room[:n]...)
		run.size += float64(n)
		over := run.limit > 0 && run.size > run.limit
		run.mu.Unlock()
		if over {
			select {
			case run.overflow <- struct{}{}:
			default:
			}
		}
		if err != nil {
			return
		}
	}
}

// wait waits for the end of the child and of its output, and says what was wrong: a negative number.
func (run *syncRun) wait(options *goja.Object, pipes []*pipe) (e end, failure int) {
	sig := syscall.Signal(options.Get("killSignal").ToInteger())
	ended := make(chan end, 1)
	go func() {
		state, err := run.child.process.Wait()
		e := end{code: -1}
		if err == nil {
			e = howEnded(state)
		}
		run.child.mu.Lock()
		run.child.over = true
		run.child.mu.Unlock()
		run.h.children.remove(run.child)
		run.readers.Wait()
		ended <- e
	}()
	kill := func(why int) {
		if failure == 0 {
			failure = why
			run.child.kill(sig)
			for _, p := range pipes {
				_ = p.source.Close()
			}
		}
	}
	var timeout <-chan time.Time
	if ms := options.Get("timeout").ToInteger(); ms > 0 {
		timer := time.NewTimer(time.Duration(ms) * time.Millisecond)
		defer timer.Stop()
		timeout = timer.C
	}
	look := time.NewTicker(interruptLook)
	defer look.Stop()
	for {
		select {
		case e = <-ended:
			return e, failure
		case <-timeout:
			kill(-uvNumber(syscall.ETIMEDOUT))
		case <-run.overflow:
			kill(-uvNumber(syscall.ENOBUFS))
		case <-look.C:
			if run.h.interrupted() {
				run.child.killGroup(syscall.SIGKILL)
			}
		}
	}
}

func (h *Host) interrupted() bool { return h.Interrupted != nil && h.Interrupted() }

func (run *syncRun) report(result *goja.Object, slots []goja.Value, e end) {
	h := run.h
	if e.signal != "" {
		h.set(result, "signal", e.signal)
	} else {
		h.set(result, "status", e.code)
	}
	run.mu.Lock()
	defer run.mu.Unlock()
	output := make([]any, len(slots))
	for i, v := range slots {
		output[i] = goja.Null()
		if _, ok := exported[*pipe](v.(*goja.Object).Get("handle")); ok && i > 0 {
			output[i] = h.arrayBuffer(run.output[i])
		}
	}
	h.set(result, "output", h.Runtime.NewArray(output...))
}
