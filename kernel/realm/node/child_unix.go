//go:build unix

package node

import (
	"fmt"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// start starts the process.
func (c *command) start() (*os.Process, error) {
	file, err := c.locate()
	if err != nil {
		return nil, err
	}
	attr := &syscall.ProcAttr{Dir: c.dir, Env: c.env, Sys: &syscall.SysProcAttr{Setsid: c.detached, Setpgid: c.ownGroup && !c.detached}}
	if c.uid >= 0 || c.gid >= 0 {
		attr.Sys.Credential = c.credential()
	}
	for i, f := range c.files {
		switch {
		case f != nil:
			attr.Files = append(attr.Files, uintptr(descriptorOf(f)))
		case c.numbers[i] >= 0:
			attr.Files = append(attr.Files, uintptr(c.numbers[i]))
		default:
			attr.Files = append(attr.Files, ^uintptr(0))
		}
	}
	pid, err := syscall.ForkExec(file, c.args, attr)
	if err != nil {
		return nil, err
	}
	process, err := os.FindProcess(pid)
	if err != nil {
		return nil, fmt.Errorf("node: the process that was just started: %w", err)
	}
	return process, nil
}

func (c *command) credential() *syscall.Credential {
	id := &syscall.Credential{Uid: uint32(os.Getuid()), Gid: uint32(os.Getgid()), NoSetGroups: c.uid < 0}
	if c.uid >= 0 {
		id.Uid = uint32(c.uid)
	}
	if c.gid >= 0 {
		id.Gid = uint32(c.gid)
	}
	return id
}

// executable returns why a file cannot be executed.
func executable(file string) error {
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return syscall.EACCES
	}
	return unix.Access(file, unix.X_OK)
}

// howEnded tells how a process ended.
func howEnded(state *os.ProcessState) end {
	status, ok := state.Sys().(syscall.WaitStatus)
	if ok && status.Signaled() {
		return end{signal: signalName(status.Signal())}
	}
	return end{code: state.ExitCode()}
}

// killGroup sends a signal to the process and, if it leads a group, to all of it.
func (c *child) killGroup(sig syscall.Signal) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.over:
	case c.group:
		_ = unix.Kill(-c.process.Pid, sig)
	default:
		_ = c.process.Signal(sig)
	}
}
