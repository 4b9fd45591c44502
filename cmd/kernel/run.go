package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/vbauerster/mpb/v8/cwriter"

	"loopbook/notebooks"
)

// errInterrupted is why the context of a command ends when the user presses Ctrl-C.
var errInterrupted = errors.New("interrupted")

func runCommand() *cobra.Command {
	var b notebooks.Batch
	var rules string
	cmd := &cobra.Command{
		Use:   "run NOTEBOOK|FOLDER…",
		Short: "execute notebooks, without Jupyter",
		Long: `Run executes the cells of each notebook, in order, in a kernel of its own whose working
directory is the notebook's folder; a folder stands for all notebooks in it. Without
--inplace, --update, --output or --html nothing is written. The exit status is 1 when a
cell failed; cells tagged raises-exception may.

With --check it is also 1 when a cell gave other output than is stored in the notebook.
Lengths of time ("12 ms") are not compared, nor what the rules in a --sanitize file
replace, nor cells with a line

  // %%skip-check

or the tag skip-check or nbval-ignore-output.`,
		Args: usage(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, paths []string) error {
			b.Version = version
			paths, err := notebooks.Find(paths)
			if err != nil {
				return err
			}
			if rules != "" {
				if b.Rules, err = notebooks.ReadSanitizer(rules); err != nil {
					return err
				}
			}
			b.Stdout, b.Stderr = cmd.OutOrStdout(), cmd.ErrOrStderr()
			b.Terminal = isTerminal(b.Stdout)
			ctx, stop := interruptible(cmd.Context())
			defer stop()
			return b.Run(ctx, paths)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&b.InPlace, "inplace", false, "write the outputs back into the notebooks that did not fail")
	f.StringVar(&b.Output, "output", "", "write the executed notebooks into `DIR`")
	f.StringVar(&b.HTML, "html", "", "write a page for each notebook, and an index, into `DIR`")
	f.BoolVar(&b.Check, "check", false, "fail when outputs differ from those stored in the notebook")
	f.BoolVar(&b.Update, "update", false, "write the outputs that differ into the notebooks, and leave all others")
	f.StringVar(&rules, "sanitize", "", "replace in outputs what the rules in `FILE` say, before comparing")
	f.StringVar(&b.JUnit, "junit", "", "write a report for CI systems to `FILE`")
	f.BoolVar(&b.AllowErrors, "allow-errors", false, "go on after a cell that fails")
	f.IntVarP(&b.Jobs, "jobs", "j", 1, "execute `N` notebooks at a time")
	return cmd
}

// interruptible is ctx until the first Ctrl-C or SIGTERM. A second one ends the program at once.
func interruptible(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		cancel(errInterrupted)
		<-signals
		os.Exit(exitInterrupted)
	}()
	return ctx, func() { signal.Stop(signals); cancel(nil) }
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && cwriter.IsTerminal(int(f.Fd()))
}
