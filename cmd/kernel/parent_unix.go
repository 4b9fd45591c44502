//go:build !windows

package main

import (
	"os"
	"strconv"
	"time"
)

// followParent ends the kernel when the process that launched it has died. jupyter_client names itself in
// JPY_PARENT_PID; VS Code does not. The end of stdin is no sign: jupyter_client closes it at once.
func followParent(named string, end func()) {
	pid, err := strconv.Atoi(named)
	if err != nil || pid <= 1 {
		return
	}
	// A launcher may stand between, so it is the change that counts; but an orphan from the start has no parent to lose.
	parent := os.Getppid()
	for parent != 1 && os.Getppid() == parent {
		time.Sleep(time.Second)
	}
	end()
}
