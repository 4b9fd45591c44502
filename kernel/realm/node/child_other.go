//go:build !unix

package node

import (
	"os"
	"os/exec"
	"syscall"
)

// start starts the process. Descriptors beyond the first three do not reach a child here.
func (c *command) start() (*os.Process, error) {
	file, err := exec.LookPath(c.file)
	if err != nil {
		return nil, syscall.ENOENT
	}
	files := make([]*os.File, min(len(c.files), 3))
	for i := range files {
		files[i] = c.files[i]
		switch c.numbers[i] {
		case 0:
			files[i] = os.Stdin
		case 1:
			files[i] = os.Stdout
		case 2:
			files[i] = os.Stderr
		}
	}
	return os.StartProcess(file, c.args, &os.ProcAttr{Dir: c.dir, Env: c.env, Files: files})
}

func executable(file string) error {
	_, err := os.Stat(file)
	return err
}

func howEnded(state *os.ProcessState) end { return end{code: state.ExitCode()} }

func (c *child) killGroup(syscall.Signal) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.over {
		_ = c.process.Kill()
	}
}
