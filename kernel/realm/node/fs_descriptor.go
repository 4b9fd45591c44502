package node

import (
	"bytes"
	"syscall"

	"github.com/dop251/goja"
)

// descriptorOperations are the calls on an open file.
var descriptorOperations = map[string]operation{
	"open":        openOperation,
	"close":       onDescriptor("close", bare(descriptor.close)),
	"fsync":       onDescriptor("fsync", bare(descriptor.sync)),
	"fdatasync":   onDescriptor("fdatasync", bare(descriptor.datasync)),
	"ftruncate":   onDescriptor("ftruncate", ftruncateCall),
	"fchmod":      onDescriptor("fchmod", fchmodCall),
	"fchown":      onDescriptor("fchown", fchownCall),
	"futimes":     onDescriptor("futime", futimesCall),
	"fstat":       fstatOperation,
	"read":        readOperation,
	"readNew":     readNewOperation,
	"readv":       readvOperation,
	"write":       writeOperation,
	"writeString": writeStringOperation,
	"writev":      writevOperation,
	"writeAll":    writeAllOperation,
}

// open(path, flags, mode)
func openOperation(a *arguments) *request {
	path, flags, mode := a.path(0), int(a.int(1)), a.mode(2)
	fd := descriptor(-1)
	return &request{
		syscall: "open", path: a.shown(0),
		run: func() (err error) {
			fd, err = path.open(flags, mode)
			return err
		},
		result: func() goja.Value { return a.h.Runtime.ToValue(int(fd)) },
	}
}

// onDescriptor is a call on a descriptor without a result.
func onDescriptor(call string, read func(a *arguments, fd descriptor) func() error) operation {
	return func(a *arguments) *request { return &request{syscall: call, run: read(a, a.fd(0))} }
}

func bare(call func(descriptor) error) func(*arguments, descriptor) func() error {
	return func(_ *arguments, fd descriptor) func() error { return func() error { return call(fd) } }
}

func ftruncateCall(a *arguments, fd descriptor) func() error {
	size := a.int(1)
	return func() error { return fd.truncate(size) }
}

func fchmodCall(a *arguments, fd descriptor) func() error {
	mode := a.mode(1)
	return func() error { return fd.chmod(mode) }
}

func fchownCall(a *arguments, fd descriptor) func() error {
	uid, gid := owner(a.float(1)), owner(a.float(2))
	return func() error { return fd.chown(uid, gid) }
}

func futimesCall(a *arguments, fd descriptor) func() error {
	access, modify := nanoseconds(a.float(1)), nanoseconds(a.float(2))
	return func() error { return fd.utimes(access, modify) }
}

// counted is a call whose result is a number of bytes.
func (a *arguments) counted(call string, transfer func() (int, error)) *request {
	n := 0
	return &request{
		syscall: call,
		run: func() (err error) {
			n, err = transfer()
			return err
		},
		result: func() goja.Value { return a.h.Runtime.ToValue(n) },
	}
}

// part cuts offset and length, which JavaScript has checked, out of the bytes of a view.
func (a *arguments) part(view, offset, length int) []byte {
	b := a.bytes(view)
	from := min(max(int(a.int(offset)), 0), len(b))
	return b[from:min(from+max(int(a.int(length)), 0), len(b))]
}

// read(fd, view, offset, length, position)
func readOperation(a *arguments) *request {
	fd, room, position := a.fd(0), a.part(1, 2, 3), a.position(4)
	return a.counted("read", func() (int, error) { return fd.read(room, position) })
}

// readNew(fd, length, position) reads into an ArrayBuffer of its own, as long as what there was; undefined at the end.
func readNewOperation(a *arguments) *request {
	fd, length, position := a.fd(0), int(a.int(1)), a.position(2)
	var data []byte
	return &request{
		syscall: "read",
		run: func() error {
			room := make([]byte, length)
			n, err := fd.read(room, position)
			data = fitted(room, n)
			return err
		},
		result: func() goja.Value {
			if len(data) == 0 {
				return goja.Undefined()
			}
			return a.h.arrayBuffer(data)
		},
	}
}

// fitted returns the first n bytes of room, copied if room would mostly be wasted.
func fitted(room []byte, n int) []byte {
	if n < len(room)/2 {
		return bytes.Clone(room[:n])
	}
	return room[:n:n]
}

// readv(fd, views, position)
func readvOperation(a *arguments) *request {
	fd, views, position := a.fd(0), a.views(1), a.position(2)
	return a.counted("read", func() (int, error) {
		if len(views) == 0 {
			return 0, syscall.EINVAL
		}
		return each(fd, views, position, descriptor.read)
	})
}

// writev(fd, views, position)
func writevOperation(a *arguments) *request {
	fd, views, position := a.fd(0), a.views(1), a.position(2)
	return a.counted("write", func() (int, error) { return each(fd, views, position, descriptor.write) })
}

func (a *arguments) views(i int) [][]byte {
	var list [][]byte
	for _, v := range a.h.elements(a.at(i)) {
		list = append(list, a.h.bytesOf(v))
	}
	return list
}

// each moves view after view until one is not filled.
func each(fd descriptor, views [][]byte, position int64, move func(descriptor, []byte, int64) (int, error)) (total int, err error) {
	for _, b := range views {
		if len(b) == 0 {
			continue
		}
		n, err := move(fd, b, position)
		total += n
		if err != nil && total > 0 {
			return total, nil
		}
		if err != nil || n < len(b) {
			return total, err
		}
		if position != currentPosition {
			position += int64(n)
		}
	}
	return total, nil
}

// write(fd, view, offset, length, position)
func writeOperation(a *arguments) *request {
	fd, data, position := a.fd(0), a.part(1, 2, 3), a.position(4)
	return a.counted("write", func() (int, error) { return fd.write(data, position) })
}

// writeString(fd, string, position, encoding)
func writeStringOperation(a *arguments) *request {
	fd, data, position := a.fd(0), encode(stringOf(a.at(1)), a.text(3)), a.position(2)
	return a.counted("write", func() (int, error) { return fd.write(data, position) })
}

// writeAll(fd, view or string, position, encoding) writes everything, however many calls that takes.
func writeAllOperation(a *arguments) *request {
	fd, position := a.fd(0), a.position(2)
	data := a.bytes(1)
	if s, ok := a.at(1).(goja.String); ok {
		data = encode(s, a.text(3))
	}
	return &request{syscall: "write", run: func() error { return writeAll(fd, data, position) }}
}

func writeAll(fd descriptor, data []byte, position int64) error {
	for len(data) > 0 {
		n, err := fd.write(data, position)
		if err != nil {
			return err
		}
		data = data[n:]
		if position != currentPosition {
			position += int64(n)
		}
	}
	return nil
}
