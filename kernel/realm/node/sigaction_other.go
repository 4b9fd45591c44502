//go:build !linux

package node

import (
	"os"
	"syscall"
)

type sigaction struct{}

var mortal []syscall.Signal

func defaultAction(syscall.Signal) (sigaction, bool) { return sigaction{}, false }

func restoreAction(syscall.Signal, sigaction) {}

// abort ends the process with the status by which shells know SIGABRT.
func abort() { os.Exit(134) }
