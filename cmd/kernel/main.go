// Command loopbook is a Jupyter kernel for JavaScript that orders everything as Node does, in one file. This package is
// its command line and the wiring behind it; what the words do is in the packages it calls.
//
//	loopbook kernel FILE          be a kernel (Jupyter calls this)
//	loopbook install              tell Jupyter about it
//	loopbook run NOTEBOOK…        execute notebooks without Jupyter
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"loopbook/notebooks"
)

// version is Loopbook's own.
const version = "0.1.0"

// Exit statuses.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2
	exitInterrupted = 130 // 128 + SIGINT, as shells have it
)

func main() {
	leaveSlack()
	os.Exit(command(os.Args[1:], os.Stdout, os.Stderr))
}

// command does what the arguments say and returns the exit status.
func command(args []string, stdout, stderr io.Writer) int {
	if isProgram(args) {
		return runProgram(args, os.Stdin, stdout, stderr)
	}
	if len(args) == 0 {
		if source := piped(os.Stdin); source != "" {
			return runProgram([]string{"-"}, strings.NewReader(source), stdout, stderr)
		}
	}
	root := rootCommand()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return status(root.ExecuteContext(context.Background()), stderr)
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "loopbook",
		Short: "JavaScript notebooks that run as Node would",
		Long: `Loopbook runs JavaScript in Jupyter notebooks, ordered exactly as Node does.

It needs neither Node nor Python: install the kernelspec once, and choose
"JavaScript (Loopbook)" in JupyterLab or VS Code.

A program runs as node runs it: loopbook script.js, -e CODE, -p CODE, or from stdin.
Before the script may stand options of node's, and

  --timeline         print after it what ran when, from which queue, and why then
  --promises         and every promise: its state, what settled it, who handled it
  --hints            and what looks wrong in the run
  --trace-out FILE   write the trace: .json or .pftrace for ui.perfetto.dev,
                     .mmd the promises for Mermaid, .svg, .html, .md`,
		Version:           version,
		Args:              cobra.ArbitraryArgs,
		RunE:              unknownCommand,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.SetVersionTemplate("loopbook {{.Version}}\n")
	root.AddCommand(runCommand(), installCommand(), uninstallCommand(), listCommand(), kernelCommand(), versionCommand())
	return root
}

func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	return usageError{fmt.Errorf("%q is neither a command nor a program; see loopbook --help", args[0])}
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the version",
		Args:  usage(cobra.NoArgs),
		Run:   func(cmd *cobra.Command, _ []string) { fmt.Fprintln(cmd.OutOrStdout(), "loopbook "+version) },
	}
}

// usageError is a command line that makes no sense.
type usageError struct{ error }

// usage marks the errors of an argument check as usage errors.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usageError{err}
		}
		return nil
	}
}

// status says what is to be said of err and returns the exit status that goes with it.
func status(err error, stderr io.Writer) int {
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, notebooks.ErrFailed):
		return exitFailed // all was said
	case errors.Is(err, errInterrupted):
		fmt.Fprintln(stderr, "loopbook: interrupted")
		return exitInterrupted
	}
	fmt.Fprintf(stderr, "loopbook: %v\n", err)
	if errors.As(err, new(usageError)) {
		return exitUsage
	}
	return exitFailed
}
