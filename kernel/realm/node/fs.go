package node

import (
	"errors"
	"io/fs"
	"path/filepath"
	"syscall"

	"github.com/dop251/goja"
)

// HOW a system call of fs runs
//
// js/internal/fs has checked the arguments; what it calls here is one native for each system call, whose first argument
// says how the answer is wanted:
//
//	native(undefined, …)   now: the value is returned, an error thrown
//	native(callback, …)    later: callback(err, value)
//	native(true, …)        later: a promise is returned
//
// "Later" is: run on the pool, then one scope of the poll phase (rule F1) through Loop.Pending, in the context and cell
// of the caller. A promise is settled inside that scope, so what waits for it is a microtask of it (rule F3).

// pathname is where a file is, absolute; descriptor is an open file. Their methods are the system calls (fs_unix.go,
// fs_other.go); any goroutine may call them.
type (
	pathname   string
	descriptor int
)

// request is one system call in the parts that belong to different goroutines.
type request struct {
	run    func() error      // the call itself; any goroutine
	result func() goja.Value // what came of it; loop goroutine; nil: undefined
	// What an error tells; no path is nil.
	syscall    string
	path, dest *string
}

// operation reads the arguments after the first and returns the call they ask for.
type operation func(args *arguments) *request

// arguments are those of a native, from 0 without the one that says how the answer is wanted.
type arguments struct {
	h    *Host
	list []goja.Value
}

func (a *arguments) at(i int) goja.Value {
	if i >= len(a.list) {
		return goja.Undefined()
	}
	return a.list[i]
}

func (a *arguments) int(i int) int64     { return a.at(i).ToInteger() }
func (a *arguments) fd(i int) descriptor { return descriptor(a.at(i).ToInteger()) }
func (a *arguments) float(i int) float64 { return a.at(i).ToFloat() }
func (a *arguments) bool(i int) bool     { return a.at(i).ToBoolean() }
func (a *arguments) text(i int) string   { return a.at(i).String() }
func (a *arguments) bytes(i int) []byte  { return a.h.bytesOf(a.at(i)) }
func (a *arguments) mode(i int) uint32   { return uint32(a.at(i).ToInteger()) }
func (a *arguments) given(i int) bool    { return !goja.IsUndefined(a.at(i)) && !goja.IsNull(a.at(i)) }
func (a *arguments) position(i int) int64 {
	if !a.given(i) {
		return currentPosition
	}
	return max(a.at(i).ToInteger(), currentPosition)
}

// shown is a name as errors show it.
func (a *arguments) shown(i int) *string {
	name := a.name(i)
	return &name
}

// name is a path as the program gave it, a string or bytes; it is what errors show.
func (a *arguments) name(i int) string {
	if b := a.bytes(i); b != nil {
		return string(b)
	}
	return a.at(i).String()
}

// path is where name leads from the working directory of the realm, which is not the process's.
func (a *arguments) path(i int) pathname { return pathname(a.h.absolute(a.name(i))) }

// absolute resolves a path against process.cwd(). It does not clean the path: a/../b is not b if a is a link.
func (h *Host) absolute(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return h.cwd() + string(filepath.Separator) + path
}

// cwd is process.cwd().
func (h *Host) cwd() string {
	if h.Dir != nil {
		return h.Dir()
	}
	call, ok := goja.AssertFunction(h.Process.Get("cwd"))
	if !ok {
		panic("node: process has no cwd")
	}
	v, err := call(h.Process)
	if err != nil {
		panic(err)
	}
	return v.String()
}

// files is what this realm's fs needs of JavaScript: functions that make its errors.
type files struct{ systemError, tooLarge goja.Callable }

// bindFS gives js/internal/fs/native.js every system call.
func bindFS(h *Host, natives *goja.Object) {
	h.bindOperations(natives, pathOperations)
	h.bindOperations(natives, descriptorOperations)
	h.bindReadFile(natives)
	h.bindWatch(natives)
	// errors(systemError, tooLarge)
	h.function(natives, "errors", func(call goja.FunctionCall) goja.Value {
		h.files = files{h.callable(call.Argument(0)), h.callable(call.Argument(1))}
		return goja.Undefined()
	})
}

// bindOperations defines a native for each operation.
func (h *Host) bindOperations(natives *goja.Object, operations map[string]operation) {
	for name, prepare := range operations {
		h.function(natives, name, func(call goja.FunctionCall) goja.Value {
			args := &arguments{h, nil}
			if len(call.Arguments) > 1 {
				args.list = call.Arguments[1:]
			}
			return h.perform(call.Argument(0), prepare(args))
		})
	}
}

// perform runs a request in the way its caller wants.
func (h *Host) perform(how goja.Value, r *request) goja.Value {
	if how == nil || goja.IsUndefined(how) {
		if err := r.run(); err != nil {
			panic(h.systemError(r, err))
		}
		return r.value()
	}
	finish, promise := h.receiverOf(how)
	h.later(r, func(failure *goja.Object) error { return finish(failure, r.value) })
	return promise
}

// settle is how a result or an error gets back to the program.
type settle func(failure *goja.Object, value func() goja.Value) error

// receiverOf makes a settle of what a native was given as its first argument, and what the native returns.
func (h *Host) receiverOf(how goja.Value) (settle, goja.Value) {
	if callback, ok := goja.AssertFunction(how); ok {
		return func(failure *goja.Object, value func() goja.Value) error {
			if failure != nil {
				_, err := callback(goja.Undefined(), failure)
				return err
			}
			v := value()
			if goja.IsUndefined(v) {
				_, err := callback(goja.Undefined(), goja.Null())
				return err
			}
			_, err := callback(goja.Undefined(), goja.Null(), v)
			return err
		}, goja.Undefined()
	}
	promise, resolve, reject := h.Runtime.NewPromise()
	return func(failure *goja.Object, value func() goja.Value) error {
		if failure != nil {
			return reject(failure)
		}
		return resolve(value())
	}, h.Runtime.ToValue(promise)
}

// later runs a request on the pool and hands its error, nil for none, to done in a scope of its own.
func (h *Host) later(r *request, done func(failure *goja.Object) error) {
	send := h.Loop.Pending()
	h.pool.submit(func() {
		err := r.run()
		send(func() error {
			if err != nil {
				return done(h.systemError(r, err))
			}
			return done(nil)
		})
	})
}

func (r *request) value() goja.Value {
	if r.result == nil {
		return goja.Undefined()
	}
	return r.result()
}

// systemError makes Node's error of a failed call. Its properties come in the order Node gives them.
func (h *Host) systemError(r *request, err error) *goja.Object {
	var made *madeError
	if errors.As(err, &made) {
		return made.value(h)
	}
	return h.made(h.files.systemError(goja.Undefined(), h.Runtime.ToValue(errnoOf(err)), h.Runtime.ToValue(r.syscall),
		h.optional(r.path), h.optional(r.dest)))
}

// made is an error object that a function of ours returned.
func (h *Host) made(v goja.Value, err error) *goja.Object {
	if err != nil {
		panic(err)
	}
	return v.(*goja.Object)
}

func (h *Host) optional(name *string) goja.Value {
	if name == nil {
		return goja.Undefined()
	}
	return h.Runtime.ToValue(validUTF8([]byte(*name)))
}

// madeError is an error that is not the system's: it knows how to become a JavaScript value.
type madeError struct{ value func(h *Host) *goja.Object }

func (e *madeError) Error() string { return "an error of Loopbook's own" }

// unknownErrno is libuv's UV_UNKNOWN.
const unknownErrno = -4094

// errnoOf returns the negative number by which Node knows an error.
func errnoOf(err error) int {
	var errno syscall.Errno
	switch {
	case errors.As(err, &errno):
		return -uvNumber(errno)
	case errors.Is(err, fs.ErrClosed):
		return -uvNumber(syscall.EBADF)
	case errors.Is(err, fs.ErrNotExist):
		return -uvNumber(syscall.ENOENT)
	case errors.Is(err, fs.ErrExist):
		return -uvNumber(syscall.EEXIST)
	case errors.Is(err, fs.ErrPermission):
		return -uvNumber(syscall.EACCES)
	case errors.Is(err, fs.ErrInvalid):
		return -uvNumber(syscall.EINVAL)
	}
	return unknownErrno
}
