package node

import (
	"bytes"
	"encoding/binary"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

const inotifyMask = unix.IN_ATTRIB | unix.IN_CREATE | unix.IN_MODIFY | unix.IN_DELETE | unix.IN_DELETE_SELF |
	unix.IN_MOVE_SELF | unix.IN_MOVED_FROM | unix.IN_MOVED_TO

// inotify is one watch: a descriptor of its own, and for a tree one watch descriptor for each directory.
type inotify struct {
	file      *os.File
	fd        int
	root      string
	recursive bool
	below     map[int32]string // watch descriptor to the directory's name below root
	tell      func(change)
}

// watchPath tells of changes at or below path until halt is called.
func watchPath(path string, recursive bool, tell func(change)) (halt func(), err error) {
	fd, err := unix.InotifyInit1(unix.IN_CLOEXEC | unix.IN_NONBLOCK)
	if err != nil {
		return nil, err
	}
	w := &inotify{file: os.NewFile(uintptr(fd), "inotify"), fd: fd, root: path, recursive: recursive, below: map[int32]string{}, tell: tell}
	if err := w.add(""); err != nil {
		w.file.Close()
		return nil, err
	}
	go w.serve()
	return func() { w.file.Close() }, nil
}

// add watches a directory, and if the watch is recursive those in it.
func (w *inotify) add(name string) error {
	wd, err := unix.InotifyAddWatch(w.fd, filepath.Join(w.root, name), inotifyMask)
	if err != nil {
		return err
	}
	w.below[int32(wd)] = name
	if !w.recursive {
		return nil
	}
	entries, err := os.ReadDir(filepath.Join(w.root, name))
	if err != nil {
		return nil // a file, or gone meanwhile
	}
	for _, e := range entries {
		if e.Type()&fs.ModeDir != 0 {
			_ = w.add(filepath.Join(name, e.Name()))
		}
	}
	return nil
}

// serve reads events until the file is closed.
func (w *inotify) serve() {
	buffer := make([]byte, 64*1024)
	for {
		n, err := w.file.Read(buffer)
		if err != nil {
			return
		}
		for events := buffer[:n]; len(events) >= unix.SizeofInotifyEvent; {
			events = w.event(events)
		}
	}
}

// event handles the first event and returns the rest.
func (w *inotify) event(b []byte) []byte {
	wd := int32(binary.NativeEndian.Uint32(b))
	mask := binary.NativeEndian.Uint32(b[4:])
	end := unix.SizeofInotifyEvent + int(binary.NativeEndian.Uint32(b[12:]))
	name := string(bytes.TrimRight(b[unix.SizeofInotifyEvent:end], "\x00"))
	directory, known := w.below[wd]
	if !known || mask&unix.IN_IGNORED != 0 {
		delete(w.below, wd)
		return b[end:]
	}
	if name == "" && directory == "" {
		name = filepath.Base(w.root)
	}
	name = filepath.Join(directory, name)
	if w.recursive && mask&unix.IN_ISDIR != 0 && mask&(unix.IN_CREATE|unix.IN_MOVED_TO) != 0 {
		_ = w.add(name)
	}
	kind := "rename"
	if mask&^(unix.IN_ATTRIB|unix.IN_MODIFY|unix.IN_ISDIR) == 0 {
		kind = "change"
	}
	w.tell(change{kind, name})
	return b[end:]
}
