package node

import (
	"errors"
	"io"
	"os"

	"github.com/dop251/goja"

	"loopbook/scheduler"
)

// Stdio is what process.stdin, stdout and stderr stand on. The zero Stdio reads the standard input of the process and
// is no terminal.
type Stdio struct {
	// In is where process.stdin reads, from a goroutine of its own. nil: the standard input of the process.
	In io.Reader
	// Line, if not nil, is where process.stdin reads instead: it asks for one line, without its newline, and waits for
	// it, on the loop goroutine (a notebook asks its frontend). io.EOF ends the stream; any other error destroys it.
	Line func() (string, error)
	// Terminal reports whether a standard descriptor (0, 1, 2) is to be treated as the terminal it may be. nil: none is.
	Terminal func(fd int) bool
}

// installStdio makes process.stdin a property that is made when it is first looked at, and process.stdout and stderr, which
// the realm gave a fd and a write, streams as soon as a program asks for more of them.
func (h *Host) installStdio() error {
	stdin := h.once(func() goja.Value { return h.stdio("stdin") })
	err := h.Process.DefineAccessorProperty("stdin", h.Runtime.ToValue(func(goja.FunctionCall) goja.Value { return stdin() }), nil,
		goja.FLAG_TRUE, goja.FLAG_TRUE)
	if err != nil {
		return err
	}
	proto, err := h.streamToBe()
	for _, name := range []string{"stdout", "stderr"} {
		if o, ok := h.Process.Get(name).(*goja.Object); ok && err == nil {
			err = o.SetPrototype(proto)
		}
	}
	return err
}

func (h *Host) once(make func() goja.Value) func() goja.Value {
	var v goja.Value
	return func() goja.Value {
		if v == nil {
			v = make()
		}
		return v
	}
}

// stdio calls a function of js/internal/stdio.js.
func (h *Host) stdio(name string, args ...goja.Value) goja.Value {
	fn := h.callable(h.export("internal/stdio", name))
	v, err := fn(goja.Undefined(), args...)
	if err != nil {
		panic(err)
	}
	return v
}

// streamMembers are what a program may ask of an output stream beyond fd and write.
var streamMembers = []string{"on", "once", "off", "emit", "addListener", "removeListener", "removeAllListeners", "prependListener",
	"prependOnceListener", "listeners", "rawListeners", "listenerCount", "eventNames", "setMaxListeners", "getMaxListeners",
	"cork", "uncork", "end", "destroy", "destroyed", "destroySoon", "setDefaultEncoding", "pipe", "_write", "_events",
	"_writableState", "_type", "_isStdio", "writableLength", "writableHighWaterMark", "writableObjectMode", "writableNeedDrain",
	"writableEnded", "writableFinished", "writableCorked", "writableAborted", "errored", "closed", "isTTY", "columns", "rows",
	"getWindowSize", "getColorDepth", "hasColors", "cursorTo", "moveCursor", "clearLine", "clearScreenDown", "constructor"}

// streamToBe is the prototype that turns a plain object with fd and write into a Writable at the first sight of any
// other member: start-up must not pay for what most programs never use.
func (h *Host) streamToBe() (*goja.Object, error) {
	proto := h.Runtime.NewObject()
	become := func(this goja.Value) *goja.Object {
		o, ok := this.(*goja.Object)
		if ok && o != proto && o.Prototype() == proto {
			h.stdio("become", o)
		}
		return o
	}
	for _, member := range streamMembers {
		get := func(call goja.FunctionCall) goja.Value {
			if o := become(call.This); o != nil && o != proto {
				return o.Get(member)
			}
			return goja.Undefined()
		}
		set := func(call goja.FunctionCall) goja.Value {
			if o := become(call.This); o != nil && o != proto {
				h.set(o, member, call.Argument(0))
			}
			return goja.Undefined()
		}
		if err := proto.DefineAccessorProperty(member, h.Runtime.ToValue(get), h.Runtime.ToValue(set), goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
			return nil, err
		}
	}
	return proto, nil
}

// bindStdio gives js/internal/stdio.js the reading of standard input and what is known of terminals.
func bindStdio(h *Host, natives *goja.Object) {
	// openInput(onChunk(err, bytes)) returns what the functions below take; bytes is undefined at the end.
	h.function(natives, "openInput", func(call goja.FunctionCall) goja.Value {
		in := &input{h: h, handle: h.Loop.NewHandle(), onChunk: h.callable(call.Argument(0))}
		in.handle.Unref()
		return h.Runtime.ToValue(in)
	})
	for name, act := range map[string]func(*input){
		"readInput": (*input).read, "closeInput": func(in *input) { in.handle.Close(nil) },
		"refInput": func(in *input) { in.hold(true) }, "unrefInput": func(in *input) { in.hold(false) },
	} {
		h.function(natives, name, func(call goja.FunctionCall) goja.Value {
			act(call.Argument(0).Export().(*input))
			return goja.Undefined()
		})
	}
	h.function(natives, "isTerminal", func(call goja.FunctionCall) goja.Value {
		fd := integer(call.Argument(0))
		return h.Runtime.ToValue(h.Stdio.Terminal != nil && h.Stdio.Terminal(fd) && descriptor(fd).isTerminal())
	})
	// inputIsFile: a file's stream does not close by itself, a pipe's and a terminal's does.
	h.function(natives, "inputIsFile", func(goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(h.Stdio.Line == nil && isFile(h.Stdio.In))
	})
	bindTerminal(h, natives)
}

// isFile tells whether what process.stdin reads is a file, /dev/null included; nil is the standard input.
func isFile(in io.Reader) bool {
	f, ok := in.(*os.File)
	if in == nil {
		f, ok = os.Stdin, true
	}
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && (info.Mode().IsRegular() || info.Mode()&os.ModeDevice != 0 && !descriptor(f.Fd()).isTerminal())
}

// bindTerminal gives js/tty.js what the system knows of terminals.
func bindTerminal(h *Host, natives *goja.Object) {
	h.function(natives, "isatty", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(descriptor(integer(call.Argument(0))).isTerminal())
	})
	// windowSize(fd) returns [columns, rows], or undefined.
	h.function(natives, "windowSize", func(call goja.FunctionCall) goja.Value {
		columns, rows, err := descriptor(integer(call.Argument(0))).windowSize()
		if err != nil {
			return goja.Undefined()
		}
		return h.Runtime.NewArray(columns, rows)
	})
	// setRaw(fd, on) returns whether the terminal took it.
	raw := map[descriptor]func() error{}
	h.function(natives, "setRaw", func(call goja.FunctionCall) goja.Value {
		fd := descriptor(integer(call.Argument(0)))
		return h.Runtime.ToValue(setRaw(raw, fd, call.Argument(1).ToBoolean()) == nil)
	})
}

// setRaw makes a terminal raw, or brings it back to what it was.
func setRaw(raw map[descriptor]func() error, fd descriptor, on bool) error {
	back, is := raw[fd]
	switch {
	case on == is:
		return nil
	case !on:
		delete(raw, fd)
		return back()
	}
	back, err := fd.makeRaw()
	if err == nil {
		raw[fd] = back
	}
	return err
}

// input is process.stdin's reader. At most one read is in progress; it cannot be stopped, only forgotten: whether it
// holds the loop is the stream's to say.
type input struct {
	h       *Host
	handle  *scheduler.Handle
	onChunk goja.Callable
	reading bool // loop goroutine only
}

func (in *input) hold(on bool) {
	if on {
		in.handle.Ref()
	} else {
		in.handle.Unref()
	}
}

const inputChunk = 64 * 1024

// read starts a read unless one is in progress.
func (in *input) read() {
	if in.reading {
		return
	}
	in.reading = true
	if in.h.Stdio.Line != nil {
		in.readLine()
		return
	}
	source := in.h.Stdio.In
	if source == nil {
		source = os.Stdin
	}
	go func() {
		b := make([]byte, inputChunk)
		n, err := source.Read(b)
		in.handle.Post(func() error { return in.deliver(fitted(b, n), err) })
	}()
}

// readLine asks for a line in a scope of its own, so that what the program has printed is seen before the question.
func (in *input) readLine() {
	in.h.Loop.Pending()(func() error {
		line, err := in.h.Stdio.Line()
		if err != nil {
			return in.deliver(nil, err)
		}
		return in.deliver([]byte(line+"\n"), nil)
	})
}

// deliver hands a chunk to the stream.
func (in *input) deliver(b []byte, err error) error {
	in.reading = false
	failure, chunk := goja.Null(), goja.Undefined()
	if len(b) > 0 {
		chunk = in.h.arrayBuffer(b)
	} else if err != nil && !errors.Is(err, io.EOF) {
		failure = in.h.Runtime.ToValue(err.Error())
	}
	_, thrown := in.onChunk(goja.Undefined(), failure, chunk)
	return thrown
}
