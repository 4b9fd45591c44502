package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"loopbook/kernel/realm"
)

// Program mode: `loopbook script.js`, `-e CODE`, `-p CODE`, stdin, as node is called. Everything after the script
// belongs to the script, so these command lines never reach the parser of commands.

// exitBadOption is Node's status for an option that does not exist.
const exitBadOption = 9

// isProgram reports whether the arguments ask for a program to be run.
func isProgram(args []string) bool {
	if len(args) == 0 {
		return false
	}
	first := args[0]
	switch {
	case slices.Contains([]string{"-h", "--help", "-v", "--version"}, first):
		return false
	case strings.HasPrefix(first, "-"):
		return true // an option of node's, before the script or without one
	}
	return slices.Contains([]string{".js", ".mjs", ".cjs", ".ts", ".mts", ".cts"}, strings.ToLower(filepath.Ext(first)))
}

// piped returns the program that a file or another program hands in by stdin, as node takes one; "" if there is none.
func piped(stdin *os.File) string {
	info, err := stdin.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice != 0 {
		return ""
	}
	source, _ := io.ReadAll(stdin)
	return string(source)
}

// runProgram runs the program that args ask for and returns its exit code.
func runProgram(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	var pictures pictures
	p, cfg, err := parseProgram(args, stdin, &pictures)
	if err != nil {
		fmt.Fprintf(stderr, "loopbook: %v\n", err)
		return exitBadOption
	}
	pictures.record(&p)
	cfg.Stdout, cfg.Stderr = stdout, stderr
	r, err := realm.New(cfg)
	if err != nil {
		fmt.Fprintf(stderr, "loopbook: %v\n", err)
		return exitFailed
	}
	code := r.RunProgram(context.Background(), p)
	if err := pictures.show(stdout); err != nil {
		fmt.Fprintf(stderr, "loopbook: %v\n", err)
		return max(code, exitFailed)
	}
	return code
}

// parseProgram reads Node's options up to the script, and those of our own that say what is to be shown of the run.
func parseProgram(args []string, stdin io.Reader, show *pictures) (p realm.Program, cfg realm.Config, err error) {
	given := args
	for len(args) > 0 && strings.HasPrefix(args[0], "-") && args[0] != "-" {
		option, value, inline := strings.Cut(args[0], "=")
		args = args[1:]
		if option == "--" {
			break
		}
		take := func() string {
			if inline || len(args) == 0 {
				return value
			}
			value, args = args[0], args[1:]
			return value
		}
		switch option {
		case "-e", "--eval":
			p.Source, p.Name = take(), "[eval]"
		case "-p", "--print", "-pe":
			p.Source, p.Name, p.Print = take(), "[eval]", true
		case "--input-type":
			p.Module = take() == "module"
		case "--unhandled-rejections":
			cfg.UnhandledRejections = take()
			if !slices.Contains([]string{"throw", "strict", "warn", "none", "warn-with-error-code"}, cfg.UnhandledRejections) {
				return p, cfg, fmt.Errorf("--unhandled-rejections must be one of throw, strict, warn, none, warn-with-error-code, not %q", cfg.UnhandledRejections)
			}
		case "--no-warnings":
			cfg.NoWarnings = true
		case "--expose-gc":
			cfg.ExposeGC = true
		case "--no-deprecation", "--throw-deprecation", "--trace-deprecation", "--trace-warnings": // the realm reads them in ExecArgv
		case "--disable-warning":
			if !inline {
				return p, cfg, errors.New("--disable-warning=CODE needs a code")
			}
		case "--timeline":
			show.timeline = true
		case "--promises":
			show.promises = true
		case "--hints":
			show.hints = true
		case "--trace-out":
			if err := show.file(take()); err != nil {
				return p, cfg, err
			}
		default:
			return p, cfg, errors.New("bad option: " + option)
		}
	}
	cfg.ExecArgv = given[:len(given)-len(args)]
	return withScript(p, args, stdin), cfg, nil
}

// withScript adds the script and its arguments, or reads stdin when there is neither a script nor -e.
func withScript(p realm.Program, args []string, stdin io.Reader) realm.Program {
	switch {
	case p.Name != "":
		p.Args = args
	case len(args) > 0 && args[0] != "-":
		p.File, p.Args = args[0], args[1:]
	default:
		source, _ := io.ReadAll(stdin)
		p.Source, p.Name, p.Args = string(source), "[stdin]", args[min(1, len(args)):]
	}
	return p
}
