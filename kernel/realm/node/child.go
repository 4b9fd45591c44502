package node

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/dop251/goja"

	"loopbook/scheduler"
)

// HOW a child lives and dies
//
// The loop goroutine starts the child; a goroutine of its own waits for its end and posts it. What the child wrote before it
// ended must be seen before 'exit', as Node's loop sees it (data in the poll phase, SIGCHLD behind it), so the waiting
// goroutine lets the readers of its pipes take what is there first.
//
// A child belongs to the realm that started it. In a notebook each has a process group of its own, so that the end of the
// kernel ends it with all it has started; a program leaves its children alone, as Node does. A child that is both detached
// and unref'ed is meant to stay, in either.

// children are the processes that a realm has started and not yet seen ending. Any goroutine.
type children struct {
	mu      sync.Mutex
	running map[*child]bool
}

func (c *children) add(one *child) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.running == nil {
		c.running = map[*child]bool{}
	}
	c.running[one] = true
}

func (c *children) remove(one *child) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.running, one)
}

func (c *children) list() []*child {
	c.mu.Lock()
	defer c.mu.Unlock()
	var all []*child
	for one := range c.running {
		all = append(all, one)
	}
	return all
}

// Grace is how long children have between SIGTERM and SIGKILL when their kernel ends.
const grace = 500 * time.Millisecond

// KillChildren ends the processes that are still running, with what they have started; those that were told to outlive it
// (detached and unref'ed) stay. Any goroutine.
func (h *Host) KillChildren() {
	kill := func(sig syscall.Signal) (left int) {
		for _, one := range h.children.list() {
			if !one.independent() {
				one.killGroup(sig)
				left++
			}
		}
		return left
	}
	if kill(syscall.SIGTERM) == 0 {
		return
	}
	for deadline := time.Now().Add(grace); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if !slices.ContainsFunc(h.children.list(), func(one *child) bool { return !one.independent() }) {
			return
		}
	}
	kill(syscall.SIGKILL)
}

// command says what to start.
type command struct {
	file      string
	args, env []string // args[0] is what the child is called
	dir       string
	detached  bool
	ownGroup  bool
	uid, gid  int // -1: as we are
	files     []*os.File
	numbers   []int // descriptors that are lent, -1 where files has one, or nothing
}

// locate finds the file to execute, as execvp does with the child's PATH.
func (c *command) locate() (string, error) {
	if strings.ContainsRune(c.file, filepath.Separator) {
		return c.file, nil
	}
	path := "/usr/local/bin:/bin:/usr/bin"
	for _, entry := range c.env {
		if value, ok := strings.CutPrefix(entry, "PATH="); ok {
			path = value
		}
	}
	var denied error
	for _, dir := range filepath.SplitList(path) {
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(c.dir, dir)
		}
		file := filepath.Join(dir, c.file)
		switch err := executable(file); {
		case err == nil:
			return file, nil
		case errors.Is(err, syscall.EACCES):
			denied = err
		}
	}
	if denied != nil {
		return "", denied
	}
	return "", syscall.ENOENT
}

// child is a process that was started.
type child struct {
	h       *Host
	process *os.Process
	handle  *scheduler.Handle
	pipes   []*pipe // that are read on our side
	group   bool    // it leads a process group
	release func()  // of the cell that waits for 'close'; nil before the process has ended

	mu       sync.Mutex
	detached bool
	unrefed  bool
	over     bool
}

func (c *child) independent() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.detached && c.unrefed
}

// end is how a process ended.
type end struct {
	code   int
	signal string // "" if it ended by itself
}

// spawn starts a child; onExit(code, signal) is called once, when it has ended.
func (h *Host) spawn(cmd *command, pipes []*pipe, onExit goja.Callable) (*child, error) {
	process, err := cmd.start()
	if err != nil {
		return nil, err
	}
	c := &child{h: h, process: process, handle: h.Loop.NewWork(), pipes: pipes, group: cmd.ownGroup || cmd.detached, detached: cmd.detached}
	h.children.add(c)
	go c.wait(onExit)
	return c, nil
}

// wait waits for the end of the process, on a goroutine of its own.
func (c *child) wait(onExit goja.Callable) {
	state, err := c.process.Wait()
	e := end{code: -1}
	if err == nil {
		e = howEnded(state)
	}
	c.mu.Lock()
	c.over = true
	c.mu.Unlock()
	c.h.children.remove(c)
	letRead(c.pipes)
	c.handle.Post(func() error {
		signal := goja.Null()
		if e.signal != "" {
			signal = c.h.Runtime.ToValue(e.signal)
		}
		_, err := onExit(goja.Undefined(), c.h.Runtime.ToValue(e.code), signal)
		return err
	})
}

// letRead waits until the readers of the pipes have taken what was in them when the child ended: bytes, or else the end.
// Not for ever.
func letRead(pipes []*pipe) {
	deadline := time.Now().Add(20 * time.Millisecond)
	for _, p := range pipes {
		unread, ended := contents(p.source)
		for (unread || ended) && p.reading.Load() && time.Now().Before(deadline) {
			time.Sleep(50 * time.Microsecond)
			if unread {
				unread, _ = contents(p.source)
			}
		}
	}
}

// kill sends a signal: 0, or a negative number.
func (c *child) kill(sig syscall.Signal) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.over {
		return -uvNumber(syscall.ESRCH)
	}
	err := c.process.Signal(sig)
	switch {
	case errors.Is(err, os.ErrProcessDone):
		return -uvNumber(syscall.ESRCH)
	case err != nil:
		return errnoOf(err)
	}
	return 0
}

func (c *child) hold(on bool) {
	c.mu.Lock()
	c.unrefed = !on
	c.mu.Unlock()
	if on {
		c.handle.Ref()
	} else {
		c.handle.Unref()
	}
}

// ended closes the handle of a process that has ended. The cell is held until its streams have ended, too, and 'close' was
// emitted: settled.
func (c *child) ended() {
	c.release = func() {}
	if c.handle.HasRef() {
		c.release = c.h.Loop.Context().Cell.Hold()
	}
	c.handle.Close(nil)
}

// bindChild gives js/internal/child_process the processes.
func bindChild(h *Host, natives *goja.Object) {
	bindPipe(h, natives)
	h.function(natives, "spawn", h.spawnCall)
	h.function(natives, "spawnSync", h.spawnSyncCall)
	h.set(natives, "captured", h.Runtime.ToValue(func(goja.FunctionCall) goja.Value { return h.Runtime.ToValue(h.captured()) }))
	of := func(call goja.FunctionCall) *child { return call.Argument(0).Export().(*child) }
	h.function(natives, "pid", func(call goja.FunctionCall) goja.Value { return h.Runtime.ToValue(of(call).process.Pid) })
	h.function(natives, "kill", func(call goja.FunctionCall) goja.Value {
		return h.Runtime.ToValue(of(call).kill(syscall.Signal(integer(call.Argument(1)))))
	})
	for name, act := range map[string]func(*child){
		"hold": func(c *child) { c.hold(true) }, "release": func(c *child) { c.hold(false) },
		"ended": (*child).ended, "settled": func(c *child) { c.release() },
	} {
		h.function(natives, name, func(call goja.FunctionCall) goja.Value {
			act(of(call))
			return goja.Undefined()
		})
	}
}

// OpenChannel opens the channel to the parent of a forked program, on descriptor fd: process.send and its kin. mode is how
// messages are written: "json", also "", or "advanced". The error is an exception.
func (h *Host) OpenChannel(fd int, mode string) error {
	if mode == "" {
		mode = "json"
	}
	open := h.callable(h.export("internal/child_process/channel", "openOwnChannel"))
	_, err := open(goja.Undefined(), h.Runtime.ToValue(fd), h.Runtime.ToValue(mode))
	return err
}

// captured reports whether stdout and stderr are a cell's, not descriptors that a child could inherit.
func (h *Host) captured() bool { return h.Captured != nil && h.Captured() }

// commandOf reads {file, args, env, cwd, detached, uid, gid} of the first argument.
func (h *Host) commandOf(o *goja.Object) *command {
	c := &command{file: o.Get("file").String(), args: h.texts(o.Get("args")), env: h.texts(o.Get("envPairs")), uid: -1, gid: -1,
		detached: o.Get("detached").ToBoolean(), ownGroup: h.captured()}
	c.dir = h.cwd()
	if cwd := o.Get("cwd"); cwd != nil && !goja.IsUndefined(cwd) && !goja.IsNull(cwd) {
		c.dir = cwd.String()
		if !filepath.IsAbs(c.dir) {
			c.dir = filepath.Join(h.cwd(), c.dir)
		}
	}
	for key, field := range map[string]*int{"uid": &c.uid, "gid": &c.gid} {
		if v := o.Get(key); v != nil && !goja.IsUndefined(v) && !goja.IsNull(v) {
			*field = integer(v)
		}
	}
	return c
}

// texts returns an array of ours as text.
func (h *Host) texts(array goja.Value) []string {
	list := []string{}
	for _, v := range h.elements(array) {
		list = append(list, v.String())
	}
	return list
}

// spawnCall implements spawn(options, stdio, onExit): the child, or a negative number. Each element of stdio says what the
// child has as that descriptor: {type: 'ignore'}, {type: 'fd', fd} or {type: 'pipe'}, which gets a pipe as its handle,
// even if the child could not be started.
func (h *Host) spawnCall(call goja.FunctionCall) goja.Value {
	cmd := h.commandOf(call.Argument(0).(*goja.Object))
	pipes, err := h.prepare(cmd, call.Argument(1))
	var c *child
	if err == nil {
		c, err = h.spawn(cmd, pipes, h.callable(call.Argument(2)))
	}
	closeAll(cmd.files)
	if err != nil {
		return h.Runtime.ToValue(errnoOf(err))
	}
	return h.Runtime.ToValue(c)
}

// prepare makes the descriptors of the child.
func (h *Host) prepare(cmd *command, stdio goja.Value) (pipes []*pipe, err error) {
	for _, v := range h.elements(stdio) {
		slot := v.(*goja.Object)
		file, number := (*os.File)(nil), -1
		switch slot.Get("type").String() {
		case "ignore":
			if len(cmd.files) < 3 {
				file, err = os.OpenFile(os.DevNull, os.O_RDWR, 0)
			}
		case "fd":
			number = integer(slot.Get("fd"))
		default:
			var ours *os.File
			ours, file, err = newPipeEnds(len(cmd.files) > 0)
			if err == nil {
				p := h.newPipe(ours)
				pipes = append(pipes, p)
				h.set(slot, "handle", h.Runtime.ToValue(p))
			}
		}
		if err != nil {
			return pipes, err
		}
		cmd.files, cmd.numbers = append(cmd.files, file), append(cmd.numbers, number)
	}
	return pipes, nil
}

func closeAll(files []*os.File) {
	for _, f := range files {
		if f != nil {
			_ = f.Close()
		}
	}
}
