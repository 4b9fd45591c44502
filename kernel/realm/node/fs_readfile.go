package node

import (
	"github.com/dop251/goja"
)

// fs.readFile is several system calls, and each is a completion of its own as in Node (rule F2): open, fstat, read …
// read, close. They follow each other here, without a word of JavaScript in between.

const (
	readFileChunk   = 512 * 1024 // of a file whose size is known
	readFileUnknown = 64 * 1024  // of one whose size is not
	readFileLimit   = 1<<31 - 1
)

// fileReader is one readFile on its way. The fields belong to whoever runs the present step.
type fileReader struct {
	h        *Host
	path     pathname
	name     string
	flags    int
	owned    bool // the descriptor is ours to close
	fd       descriptor
	size     int64
	data     []byte
	encoding string // "" wants bytes
	aborted  func() *goja.Object
}

// bindReadFile defines readFile(how, path or descriptor, flags, encoding, aborted): aborted, if given, returns the
// error to stop with, or undefined. The result is a string or an ArrayBuffer.
func (h *Host) bindReadFile(natives *goja.Object) {
	h.function(natives, "readFile", func(call goja.FunctionCall) goja.Value {
		a := &arguments{h, call.Arguments[1:]}
		f := &fileReader{h: h, flags: int(a.int(1)), owned: true, fd: -1}
		if goja.IsNumber(a.at(0)) {
			f.fd, f.owned = a.fd(0), false
		} else {
			f.path, f.name = a.path(0), a.name(0)
		}
		if a.given(2) {
			f.encoding = a.text(2)
		}
		if check, ok := goja.AssertFunction(a.at(3)); ok {
			f.aborted = func() *goja.Object { return h.asked(check) }
		}
		if how := call.Argument(0); !goja.IsUndefined(how) {
			return f.start(how)
		}
		return f.now()
	})
}

// asked calls a function that returns an error or nothing.
func (h *Host) asked(check goja.Callable) *goja.Object {
	v, err := check(goja.Undefined())
	if err != nil {
		panic(err)
	}
	failure, _ := v.(*goja.Object)
	return failure
}

func (f *fileReader) value() goja.Value {
	if f.encoding != "" {
		return f.h.decode(f.data, f.encoding)
	}
	return f.h.arrayBuffer(fitted(f.data[:cap(f.data)], len(f.data)))
}

// The steps as requests: what an error of each names.
func (f *fileReader) openStep() *request {
	return &request{syscall: "open", path: &f.name, run: func() (err error) {
		f.fd, err = f.path.open(f.flags, 0o666)
		return err
	}}
}

func (f *fileReader) statStep() *request {
	return &request{syscall: "fstat", run: func() error {
		s, err := f.fd.stat()
		if err != nil {
			return err
		}
		if s.mode&modeKind == modeRegular {
			f.size = int64(s.size)
		}
		if f.size > readFileLimit {
			return tooLarge(f.size)
		}
		f.data = make([]byte, 0, f.size)
		return nil
	}}
}

// tooLarge is ERR_FS_FILE_TOO_LARGE.
func tooLarge(size int64) error {
	return &madeError{func(h *Host) *goja.Object {
		return h.made(h.files.tooLarge(goja.Undefined(), h.Runtime.ToValue(size)))
	}}
}

// readStep reads once; done says whether that was the end.
func (f *fileReader) readStep(done *bool) *request {
	return &request{syscall: "read", run: func() error {
		room := f.room()
		n, err := f.fd.read(room, currentPosition)
		f.data = f.data[:len(f.data)+n]
		*done = n == 0 || f.size > 0 && int64(len(f.data)) >= f.size
		return err
	}}
}

// room returns where the next bytes go.
func (f *fileReader) room() []byte {
	if f.size == 0 && cap(f.data)-len(f.data) < readFileUnknown {
		grown := make([]byte, len(f.data), 2*cap(f.data)+readFileUnknown)
		copy(grown, f.data)
		f.data = grown
	}
	free := f.data[len(f.data):cap(f.data)]
	return free[:min(len(free), readFileChunk)]
}

func (f *fileReader) closeStep() *request {
	return &request{syscall: "close", run: func() error { return f.fd.close() }}
}

// now reads the whole file at once.
func (f *fileReader) now() goja.Value {
	steps := []*request{f.statStep()}
	if f.owned {
		steps = []*request{f.openStep(), f.statStep()}
	}
	for _, step := range steps {
		f.do(step)
	}
	for done := false; !done; {
		f.do(f.readStep(&done))
	}
	if f.owned {
		f.do(f.closeStep())
	}
	return f.value()
}

// do runs a step; a failure closes the file and is thrown.
func (f *fileReader) do(step *request) {
	err := step.run()
	if err == nil {
		return
	}
	if f.owned && f.fd >= 0 && step.syscall != "close" {
		_ = f.fd.close()
	}
	panic(f.h.systemError(step, err))
}

// start begins the chain of completions; how is what perform takes.
func (f *fileReader) start(how goja.Value) goja.Value {
	finish, promise := f.h.receiverOf(how)
	if f.owned {
		f.h.later(f.openStep(), f.after(finish, func() error { return f.stat(finish) }))
	} else {
		f.h.Loop.NextTick(func() error { return f.stat(finish) })
	}
	return promise
}

// after goes on with next unless the step failed or the program has aborted the whole.
func (f *fileReader) after(finish settle, next func() error) func(*goja.Object) error {
	return func(failure *goja.Object) error {
		if failure == nil && f.aborted != nil {
			failure = f.aborted()
		}
		switch {
		case failure == nil:
			return next()
		case f.owned && f.fd >= 0:
			return f.close(finish, failure)
		}
		return finish(failure, nil)
	}
}

func (f *fileReader) stat(finish settle) error {
	f.h.later(f.statStep(), f.after(finish, func() error { return f.read(finish) }))
	return nil
}

func (f *fileReader) read(finish settle) error {
	done := false
	f.h.later(f.readStep(&done), f.after(finish, func() error {
		if done {
			return f.close(finish, nil)
		}
		return f.read(finish)
	}))
	return nil
}

// close ends the chain. An earlier failure wins over one of close itself.
func (f *fileReader) close(finish settle, failure *goja.Object) error {
	if !f.owned {
		f.h.Loop.NextTick(func() error { return finish(failure, f.value) })
		return nil
	}
	f.h.later(f.closeStep(), func(own *goja.Object) error {
		if failure == nil {
			failure = own
		}
		return finish(failure, f.value)
	})
	return nil
}
