package node

import (
	"errors"
	"io"
	"os"
	"sync/atomic"

	"github.com/dop251/goja"

	"loopbook/scheduler"
)

// pipe is one end of a pipe to another process: what child.stdin, child.stdout and IPC channels stand on. It is read in
// both directions where the system has such pipes. While it reads or writes it holds the loop, and the cell that made it,
// unless it is unref'ed. Loop goroutine only, but for the fields said to be shared.
type pipe struct {
	h      *Host
	file   *os.File // nil once closed; its methods are for any goroutine
	source *os.File // the same, for those who wait for the child; set once
	handle *scheduler.Handle
	onRead goja.Callable // (errno, bytes): bytes is undefined at the end

	wanted   bool        // somebody wants to read
	inFlight bool        // a goroutine reads
	reading  atomic.Bool // inFlight for other goroutines
	ended    bool
	writes   int
	unrefed  bool
}

const pipeChunk = 64 * 1024

// newPipe takes over file.
func (h *Host) newPipe(file *os.File) *pipe {
	p := &pipe{h: h, file: file, source: file, handle: h.Loop.NewWork()}
	p.handle.Unref()
	return p
}

// hold refs the handle while something is going on.
func (p *pipe) hold() {
	if !p.unrefed && p.file != nil && (p.writes > 0 || p.wanted && !p.ended) {
		p.handle.Ref()
	} else {
		p.handle.Unref()
	}
}

// readStart begins to call onRead with what comes, until readStop. A goroutine waits until there is something; the loop reads
// it in its poll phase. So bytes stay in the pipe until then, and a pipe that is lent to another child loses none.
func (p *pipe) readStart() {
	p.wanted = true
	p.hold()
	if p.inFlight || p.ended || p.file == nil {
		return
	}
	p.inFlight = true
	p.reading.Store(true)
	file := p.file
	go func() {
		in := awaitInput(file)
		p.handle.Post(func() error { return p.deliver(in) })
		p.reading.Store(false)
	}()
}

func (p *pipe) readStop() {
	p.wanted = false
	p.hold()
}

// arrival is what came, or may be read now.
type arrival func() (b []byte, err error)

// errNothing says that what had come has gone to someone else.
var errNothing = errors.New("nothing to read")

// deliver hands over what came, and reads on if it is still wanted. What nobody wants now stays where it is.
func (p *pipe) deliver(in arrival) (thrown error) {
	p.inFlight = false
	if !p.wanted {
		return nil
	}
	b, err := in()
	switch {
	case errors.Is(err, errNothing):
	case len(b) > 0:
		_, thrown = p.onRead(goja.Undefined(), p.h.Runtime.ToValue(0), p.h.arrayBuffer(b))
	default:
		p.ended = true
		p.hold()
		number := 0
		if !errors.Is(err, io.EOF) {
			number = errnoOf(err)
		}
		_, thrown = p.onRead(goja.Undefined(), p.h.Runtime.ToValue(number), goja.Undefined())
	}
	if p.wanted {
		p.readStart()
	}
	return thrown
}

// write writes b: 0 if that is done, a negative number if it failed, 1 if done(errno) will be called.
func (p *pipe) write(b []byte, done goja.Callable) int {
	if p.file == nil {
		return -uvNumber(eBadDescriptor)
	}
	n, err := 0, error(nil)
	if p.writes == 0 {
		n, err = writeAtOnce(p.file, b)
	}
	switch {
	case err != nil:
		return errnoOf(err)
	case n == len(b):
		return 0
	}
	rest := append([]byte(nil), b[n:]...)
	p.later(func(file *os.File) error {
		_, err := file.Write(rest)
		return err
	}, done)
	return 1
}

// later does something that may block on a goroutine of its own, then calls done(errno).
func (p *pipe) later(do func(*os.File) error, done goja.Callable) {
	p.writes++
	p.hold()
	file := p.file
	go func() {
		number := 0
		if err := do(file); err != nil {
			number = errnoOf(err)
		}
		p.handle.Post(func() error {
			p.writes--
			p.hold()
			_, err := done(goja.Undefined(), p.h.Runtime.ToValue(number))
			return err
		})
	}()
}

// close closes the pipe; then is called in the closing phase.
func (p *pipe) close(then scheduler.Task) {
	if p.file == nil {
		return
	}
	_ = p.file.Close()
	p.file = nil
	p.handle.Close(then)
}

// bindPipe gives js/internal/pipe.js the pipes.
func bindPipe(h *Host, natives *goja.Object) {
	of := func(call goja.FunctionCall) *pipe { return call.Argument(0).Export().(*pipe) }
	for name, act := range map[string]func(*pipe){
		"readStart": (*pipe).readStart, "readStop": (*pipe).readStop,
		"ref":   func(p *pipe) { p.unrefed = false; p.hold() },
		"unref": func(p *pipe) { p.unrefed = true; p.hold() },
	} {
		h.function(natives, name, func(call goja.FunctionCall) goja.Value {
			act(of(call))
			return goja.Undefined()
		})
	}
	h.function(natives, "onRead", func(call goja.FunctionCall) goja.Value {
		of(call).onRead = h.callable(call.Argument(1))
		return goja.Undefined()
	})
	h.function(natives, "hasRef", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(!of(call).unrefed && of(call).file != nil)
	})
	// write(pipe, view, done(errno))
	h.function(natives, "write", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(of(call).write(h.bytesOf(call.Argument(1)), h.callable(call.Argument(2))))
	})
	// shutdown(pipe, done(errno)) tells the other side that nothing more comes.
	h.function(natives, "shutdown", func(call goja.FunctionCall) goja.Value {
		if p := of(call); p.file != nil {
			p.later(closeWrite, h.callable(call.Argument(1)))
		}
		return goja.Undefined()
	})
	h.function(natives, "close", func(call goja.FunctionCall) goja.Value {
		of(call).close(task(call.Argument(1)))
		return goja.Undefined()
	})
	h.function(natives, "fd", func(call goja.FunctionCall) goja.Value {
		if p := of(call); p.file != nil {
			return h.Runtime.ToValue(descriptorOf(p.file))
		}
		return h.Runtime.ToValue(-1)
	})
	// open(fd) takes over a descriptor that this process was born with.
	h.function(natives, "open", func(call goja.FunctionCall) goja.Value {
		file, err := openInherited(integer(call.Argument(0)))
		if err != nil {
			return h.Runtime.ToValue(errnoOf(err))
		}
		return h.Runtime.ToValue(h.newPipe(file))
	})
}
