package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
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
	if first == "." || strings.HasPrefix(first, "./") || strings.HasPrefix(first, "../") || filepath.IsAbs(first) {
		return true
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

// programLine is a command line as node takes one, with options of our own that say what is to be shown of the run.
type programLine struct {
	program realm.Program
	config  realm.Config
	show    *pictures
	args    []string // what is not read yet
}

// parseProgram reads the options up to the script, and the script.
func parseProgram(args []string, stdin io.Reader, show *pictures) (realm.Program, realm.Config, error) {
	l := &programLine{show: show, args: args}
	for len(l.args) > 0 && strings.HasPrefix(l.args[0], "-") && l.args[0] != "-" {
		option, value, inline := strings.Cut(l.args[0], "=")
		l.args = l.args[1:]
		if option == "--" {
			break
		}
		if err := l.option(option, value, inline); err != nil {
			return l.program, l.config, err
		}
	}
	l.config.ExecArgv = args[:len(args)-len(l.args)]
	return withScript(l.program, l.args, stdin), l.config, nil
}

// option reads one option; inline says that its value stood behind a =.
func (l *programLine) option(option, value string, inline bool) error {
	switch option {
	case "--no-warnings":
		l.config.NoWarnings = true
	case "--expose-gc":
		l.config.ExposeGC = true
	case "--no-deprecation", "--throw-deprecation", "--trace-deprecation", "--trace-warnings": // the realm reads them in ExecArgv
	case "--no-async-stack-traces":
		l.program.NoAsyncStacks = true
	case "--timeline":
		l.show.timeline = true
	case "--promises":
		l.show.promises = true
	case "--hints":
		l.show.hints = true
	case "-p", "--print", "-pe":
		l.program.Name, l.program.Print = "[eval]", true
		if inline || len(l.args) > 0 {
			l.program.Source = l.take(value, inline)
		}
	case "--disable-warning":
		if !inline {
			return errors.New("--disable-warning=CODE needs a code")
		}
	default:
		if !slices.Contains(withArgument, option) {
			return errors.New("bad option: " + option)
		}
		if !inline && len(l.args) == 0 {
			return errors.New(option + " requires an argument")
		}
		return l.argument(option, l.take(value, inline))
	}
	return nil
}

// withArgument are the options that argument knows.
var withArgument = []string{"-e", "--eval", "--input-type", "--unhandled-rejections", "--stack-trace-limit", "--trace-out"}

// argument reads an option that has an argument.
func (l *programLine) argument(option, value string) error {
	switch option {
	case "-e", "--eval":
		l.program.Source, l.program.Name = value, "[eval]"
	case "--input-type":
		if value != "module" && value != "commonjs" {
			return errors.New(`--input-type must be "module" or "commonjs"`)
		}
		l.program.Module = value == "module"
	case "--unhandled-rejections":
		if !slices.Contains([]string{"throw", "strict", "warn", "none", "warn-with-error-code"}, value) {
			return fmt.Errorf("--unhandled-rejections must be one of throw, strict, warn, none, warn-with-error-code, not %q", value)
		}
		l.config.UnhandledRejections = value
	case "--stack-trace-limit":
		n, err := strconv.Atoi(value)
		if err != nil {
			return fmt.Errorf("--stack-trace-limit takes a whole number, not %q", value)
		}
		l.program.StackTraceLimit = &n
	case "--trace-out":
		return l.show.file(value)
	}
	return nil
}

// take is the argument of an option.
func (l *programLine) take(value string, inline bool) string {
	if inline {
		return value
	}
	value, l.args = l.args[0], l.args[1:]
	return value
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
