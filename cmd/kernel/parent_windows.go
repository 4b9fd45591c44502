package main

import (
	"strconv"

	"golang.org/x/sys/windows"
)

// followParent ends the kernel when the process that launched it has died: on Windows JPY_PARENT_PID is a handle of it,
// which this process inherited.
func followParent(named string, end func()) {
	handle, err := strconv.ParseUint(named, 10, 64)
	if err != nil || handle == 0 {
		return
	}
	if _, err := windows.WaitForSingleObject(windows.Handle(handle), windows.INFINITE); err == nil {
		end()
	}
}
