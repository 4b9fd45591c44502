package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"loopbook/install"
	"loopbook/kernel"
	"loopbook/kernel/wire"
	"loopbook/kernel/zmq"
)

func kernelCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "kernel [--typescript] [--debug] [CONNECTION_FILE]",
		Short: "be a kernel for the connection file that Jupyter wrote",
		Long: `Kernel serves the ports that a connection file names, until it is told to shut down.
Jupyter calls it, by way of the kernelspec. Without a file, or when ports in it are 0,
it chooses ports, writes a connection file of its own and says how to connect to it.

  --typescript   cells are TypeScript
  --debug        log to stderr`,
		// Launchers add options of other kernels (nbclient's extra_arguments): they are parsed here, not by cobra,
		// which would take the connection file for the value of an option it does not know.
		DisableFlagParsing: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			o, err := parseKernelArgs(args, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			if o.help {
				return cmd.Help()
			}
			return serve(cmd.Context(), o, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
}

// kernelArgs is the command line of the kernel command.
type kernelArgs struct {
	file        string // "" none
	language    string
	debug, help bool
}

// parseKernelArgs reads the command line. What it does not know it names on stderr and passes over.
func parseKernelArgs(args []string, stderr io.Writer) (kernelArgs, error) {
	o := kernelArgs{language: "javascript"}
	for i := 0; i < len(args); i++ {
		name, value, joined := strings.Cut(args[i], "=")
		switch {
		case name == "--typescript":
			o.language = "typescript"
		case name == "--debug":
			o.debug = true
		case name == "-h" || name == "--help":
			o.help = true
		case name == "-f" || name == "--connection-file":
			if !joined {
				i++
				if i == len(args) {
					return o, usageError{fmt.Errorf("%s needs a file", name)}
				}
				value = args[i]
			}
			o.file = value
		case !strings.HasPrefix(name, "-") && o.file == "":
			o.file = args[i]
		default:
			fmt.Fprintf(stderr, "loopbook kernel: ignoring %s, which it does not know\n", args[i])
		}
	}
	return o, nil
}

// serve runs one kernel to its end.
func serve(ctx context.Context, o kernelArgs, stdout, stderr io.Writer) error {
	signals := listenForSignals()
	info, err := connection(o.file)
	if err != nil {
		return err
	}
	session, err := wire.NewSession([]byte(info.Key), info.SignatureScheme)
	if err != nil {
		return err
	}
	log := logger(o.debug, stderr)
	chosen := choosesPorts(info)
	sockets, err := zmq.Listen(info, session, zmq.Options{Log: log})
	if err != nil {
		return err
	}
	if chosen {
		remove, err := announce(info, stdout)
		if err != nil {
			return errors.Join(err, sockets.Close(0))
		}
		defer remove()
	}
	k := kernel.New(sockets, session, kernel.Config{Language: o.language, Version: version, Ports: ports(info), Log: log})
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go obey(signals, k, cancel)
	go followParent(os.Getenv("JPY_PARENT_PID"), cancel)
	return k.Run(ctx)
}

// connection is what the file says; without a file, ports of this machine's own that are still to be chosen.
func connection(file string) (*wire.ConnectionInfo, error) {
	if file != "" {
		return wire.ReadConnectionFile(file)
	}
	return &wire.ConnectionInfo{Transport: "tcp", IP: "127.0.0.1", Key: rand.Text(), SignatureScheme: wire.DefaultScheme, KernelName: "loopbook"}, nil
}

func choosesPorts(info *wire.ConnectionInfo) bool {
	for _, ch := range wire.Channels() {
		if *info.Port(ch) == 0 {
			return true
		}
	}
	return false
}

// announce writes a connection file for ports that were chosen here, where Jupyter looks for them, and says how to use
// it. A file that was handed over belongs to the launcher and is never written to. remove takes ours away again.
func announce(info *wire.ConnectionInfo, stdout io.Writer) (remove func(), err error) {
	dir := os.Getenv("JUPYTER_RUNTIME_DIR")
	if dir == "" {
		where, err := install.User(install.System())
		if err != nil {
			return nil, err
		}
		dir = filepath.Join(where.DataDir, "runtime")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("cannot make the folder for the connection file: %w", err)
	}
	path := filepath.Join(dir, fmt.Sprintf("kernel-loopbook-%d.json", os.Getpid()))
	if err := info.Write(path); err != nil {
		return nil, err
	}
	fmt.Fprintf(stdout, "The kernel is listening. To connect to it:\n  jupyter console --existing %s\n", path)
	return func() { os.Remove(path) }, nil
}

func ports(info *wire.ConnectionInfo) *wire.ConnectReply {
	return &wire.ConnectReply{Status: wire.StatusOK, ShellPort: info.ShellPort, IOPubPort: info.IOPubPort,
		StdinPort: info.StdinPort, HBPort: info.HBPort, ControlPort: info.ControlPort}
}

// logger writes to stderr: errors only, or all when debugging. VS Code keeps all that a kernel says there in memory.
func logger(debug bool, stderr io.Writer) *slog.Logger {
	level := slog.LevelError
	if debug {
		level = slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: level}))
}

// graceLimit is how long a kernel that was told to end may take: jupyter_client kills it 2.5 s after SIGTERM.
const graceLimit = 2 * time.Second

// listenForSignals takes the signals over from Go's defaults, before anyone can know that the kernel is there. A broken
// pipe must not end it, because stdout and stderr may be long gone.
func listenForSignals() <-chan os.Signal {
	signal.Ignore(syscall.SIGPIPE)
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	return signals
}

// obey does what signals say. SIGINT interrupts the cell and never ends the kernel: jupyter_client sends it also before
// a shutdown.
func obey(signals <-chan os.Signal, k *kernel.Kernel, end func()) {
	for s := range signals {
		if s == os.Interrupt {
			k.Interrupt()
			continue
		}
		end()
		time.AfterFunc(graceLimit, func() { os.Exit(exitFailed) })
	}
}
