//go:build !windows

package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience bounds what must come; only a test that fails waits for it.
const patience = 20 * time.Second

// startKernel starts a kernel that chooses its own ports, and returns when it listens.
func startKernel(t *testing.T, env ...string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, exe, "kernel")
	cmd.Env = append(os.Environ(), "LOOPBOOK_TEST_MAIN=1", "JUPYTER_RUNTIME_DIR="+t.TempDir())
	cmd.Env = append(cmd.Env, env...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if strings.Contains(lines.Text(), "--existing ") {
			return cmd
		}
	}
	t.Fatal("the kernel did not say how to connect to it")
	return nil
}

func TestSIGINTDoesNotEndTheKernelAndSIGTERMDoes(t *testing.T) {
	cmd := startKernel(t)
	for range 3 {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(100 * time.Millisecond) // for a kernel that would die of it
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatalf("SIGINT ended the kernel: %v", err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("after SIGTERM: %v, want status 0", err)
	}
}

func TestTheKernelEndsWithItsParent(t *testing.T) {
	ended := make(chan struct{})
	// This process is not its own parent: the kernel sees its parent change as soon as it looks.
	go followParent("999999999", func() { close(ended) })
	select {
	case <-ended:
		t.Error("ended although the parent lives")
	case <-time.After(50 * time.Millisecond):
	}
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no sh")
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// The shell starts a kernel, tells its process id when it listens, and dies.
	script := `JPY_PARENT_PID=$$ "$1" kernel > "$2" & echo $!; until grep -q existing "$2"; do sleep 0.05; done`
	cmd := exec.Command(sh, "-c", script, "sh", exe, filepath.Join(t.TempDir(), "out"))
	cmd.Env = append(os.Environ(), "LOOPBOOK_TEST_MAIN=1", "JUPYTER_RUNTIME_DIR="+t.TempDir())
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var pid int
	if _, err := fmt.Sscan(string(out), &pid); err != nil {
		t.Fatalf("%q: %v", out, err)
	}
	for end := time.Now().Add(patience); syscall.Kill(pid, 0) == nil && !zombie(pid); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			_ = syscall.Kill(pid, syscall.SIGKILL)
			t.Fatal("the kernel outlives its parent")
		}
	}
}

// zombie reports whether the process has ended and only nobody has asked for its status.
func zombie(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err == nil && strings.Contains(string(stat), ") Z ")
}

func TestSIGINTStopsARunAndLeavesTheFile(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "endless.ipynb")
	const notebook = `{"cells": [
	 {"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": "1"},
	 {"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": "for (;;);"}
	], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}`
	if err := os.WriteFile(path, []byte(notebook), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, exe, "run", "--inplace", path)
	cmd.Env = append(os.Environ(), "LOOPBOOK_TEST_MAIN=1")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	lines.Scan() // the first cell has ended, the endless one begins
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() {
	}
	_ = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != exitInterrupted || stderr.String() != "loopbook: interrupted\n" {
		t.Errorf("status %d, stderr %q", code, stderr.String())
	}
	if got, _ := os.ReadFile(path); string(got) != notebook {
		t.Errorf("the file is now\n%s", got)
	}
}
