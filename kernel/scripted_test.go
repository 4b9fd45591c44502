package kernel_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"loopbook/display"
	"loopbook/kernel"
	"loopbook/kernel/kerneltest"
	"loopbook/kernel/realm"
	"loopbook/kernel/wire"
)

// A scripted language: a cell is a list of commands, a line each, that do exactly one thing that a language can do to
// a kernel. It keeps realm's contract: one loop goroutine, Done once, output also after it.
//
//	print TEXT · warn TEXT        a line on stdout, stderr         lines N             N lines on stdout
//	flip N                        N lines, stdout and stderr in turn    flood N    N MB on stdout
//	show ID MIME VALUE            display ("-" for no id)          update ID VALUE     update_display_data
//	clear · clear wait            clear_output                     result VALUE        the value of the cell
//	throw NAME TEXT               the error of the cell            ask PROMPT          prints what the user says
//	password PROMPT               the same, hidden                 later COMMAND       runs it at the next "fire"
//	fire                          runs what is kept for later      spin                a busy loop
//	wait                          a pending await                  sleep MS            a busy loop that ends
//	comm KIND ID TARGET           a comm message                   panic               a bug in the language
type scripted struct {
	cfg   realm.Config
	tasks chan func()
	stop  chan struct{} // an interrupt for a spinning cell
	ended chan struct{}

	mu      sync.Mutex
	waiting []bool // what SetWaiting heard
	closed  bool

	// loop goroutine only
	cell  *realm.Cell // that runs or awaits
	after []func()    // for fire
}

func newScripted(cfg realm.Config) *scripted {
	return &scripted{cfg: cfg, tasks: make(chan func(), 10000), stop: make(chan struct{}, 1), ended: make(chan struct{})}
}

func (s *scripted) Run(ctx context.Context) error {
	defer close(s.ended)
	for {
		select {
		case f := <-s.tasks:
			f()
		case <-ctx.Done():
			return nil
		}
		if s.isClosed() {
			return nil
		}
	}
}

func (s *scripted) isClosed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.closed
}

func (s *scripted) Close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.Interrupt()
}

func (s *scripted) Execute(c *realm.Cell) { s.tasks <- func() { s.begin(c) } }

var errInterrupted = &realm.Exception{Name: "KeyboardInterrupt", Value: "stopped", Traceback: []string{"KeyboardInterrupt: stopped"}}

func (s *scripted) Interrupt() {
	select {
	case s.stop <- struct{}{}:
	default:
	}
	s.tasks <- func() {
		select {
		case <-s.stop:
		default:
		}
		if s.cell != nil {
			s.end(realm.Outcome{Err: errInterrupted})
		}
	}
}

func (s *scripted) SetWaiting(w bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting = append(s.waiting, w)
}

func (s *scripted) heard() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return fmt.Sprint(s.waiting)
}

// begin runs a cell up to its end or a "wait".
func (s *scripted) begin(c *realm.Cell) {
	s.cell = c
	o := realm.Outcome{}
	for command := range strings.Lines(c.Source) {
		command = strings.TrimSuffix(command, "\n")
		word, rest, _ := strings.Cut(command, " ")
		switch word {
		case "wait":
			return
		case "result":
			b := display.Text(rest)
			o.Result = &b
		default:
			o.Err = s.run(c, word, rest)
		}
		if o.Err != nil {
			o.Result = nil
			s.end(o)
			return
		}
	}
	o.Expressions = evaluate(c.Expressions)
	s.end(o)
}

func (s *scripted) end(o realm.Outcome) {
	c := s.cell
	s.cell = nil
	c.Done(o)
}

// evaluate gives every expression its own text as value, but for those that start with "throw ".
func evaluate(expressions map[string]string) map[string]realm.ExpressionResult {
	out := map[string]realm.ExpressionResult{}
	for name, source := range expressions {
		if rest, ok := strings.CutPrefix(source, "throw "); ok {
			out[name] = realm.ExpressionResult{Err: exception(rest)}
			continue
		}
		b := display.Text(source)
		out[name] = realm.ExpressionResult{Value: &b}
	}
	return out
}

func exception(s string) *realm.Exception {
	name, value, _ := strings.Cut(s, " ")
	return &realm.Exception{Name: name, Value: value, Traceback: []string{"Cell In[1], line 1", name + ": " + value}}
}

// run runs one command.
func (s *scripted) run(c *realm.Cell, word, rest string) *realm.Exception {
	switch word {
	case "print":
		c.Output.Stream("stdout", rest+"\n")
	case "warn":
		c.Output.Stream("stderr", rest+"\n")
	case "flood":
		n, _ := strconv.Atoi(rest)
		for range n * 10 {
			c.Output.Stream("stdout", strings.Repeat("x", 100_000))
		}
	case "lines", "flip":
		s.print(c, word, rest)
	case "show", "update":
		s.show(c, word, strings.SplitN(rest+"   ", " ", 3))
	case "clear":
		c.Output.ClearOutput(rest == "wait")
	case "throw":
		return exception(rest)
	case "ask", "password":
		return s.ask(c, rest, word == "password")
	case "later":
		word, rest, _ := strings.Cut(rest, " ")
		s.after = append(s.after, func() {
			if e := s.run(c, word, rest); e != nil {
				c.Output.Error(e)
			}
		})
	case "fire":
		after := s.after
		s.after = nil
		for _, f := range after {
			f()
		}
	case "spin":
		<-s.stop
		return errInterrupted
	case "sleep":
		ms, _ := strconv.Atoi(rest)
		time.Sleep(time.Duration(ms) * time.Millisecond)
	case "comm":
		w := strings.Fields(rest + " ?")
		s.cfg.Comm(w[0], c, w[1], w[2], nil, [][]byte{[]byte("buffer")})
	case "panic":
		panic("a bug in the language")
	}
	return nil
}

func (s *scripted) print(c *realm.Cell, word, rest string) {
	n, _ := strconv.Atoi(rest)
	for i := range n {
		name := "stdout"
		if word == "flip" && i%2 == 1 {
			name = "stderr"
		}
		c.Output.Stream(name, fmt.Sprintf("line %d\n", i))
	}
}

func (s *scripted) show(c *realm.Cell, word string, args []string) {
	if word == "update" {
		c.Output.Display(display.Text(strings.TrimSpace(args[1]+" "+args[2])).Named(args[0]), true)
		return
	}
	b := display.Text("").With(args[1], strings.TrimSpace(args[2]))
	if args[0] != "-" {
		b = b.Named(args[0])
	}
	if strings.TrimSpace(args[2]) == "number" { // what no frontend takes
		b = b.With("text/html", 1)
	}
	c.Output.Display(b, false)
}

func (s *scripted) ask(c *realm.Cell, prompt string, password bool) *realm.Exception {
	if c.Input == nil {
		return exception("Error input is not allowed")
	}
	line, err := c.Input(prompt, password)
	switch {
	case errors.Is(err, io.EOF):
		line = "<end of input>"
	case errors.Is(err, realm.ErrInterrupted):
		return errInterrupted
	case err != nil:
		return exception("Error " + err.Error())
	}
	c.Output.Stream("stdout", "got "+line+"\n")
	return nil
}

// Complete completes the word before the cursor by doubling it. "stuck" takes longer than any frontend waits, "bug" fails.
func (s *scripted) Complete(code string, cursor int) realm.Completion {
	units := utf16Of(code)
	start := cursor
	for start > 0 && units[start-1] != ' ' {
		start--
	}
	word := stringOf(units[start:cursor])
	switch word {
	case "stuck":
		<-s.ended
	case "bug":
		panic("a bug in completion")
	case "":
		return realm.Completion{Start: start, End: cursor}
	}
	return realm.Completion{Start: start, End: cursor, Matches: []realm.Match{{Text: word + word, Type: "function"}, {Text: word, Type: "keyword"}}}
}

func (s *scripted) Inspect(code string, cursor, detail int) (display.Bundle, bool) {
	if code == "" {
		return display.Bundle{}, false
	}
	return display.Text(fmt.Sprintf("%d units, cursor %d, detail %d", len(utf16Of(code)), cursor, detail)), true
}

func (s *scripted) IsComplete(code string) (status, indent string) {
	switch {
	case strings.HasSuffix(code, "{"):
		return "incomplete", "  "
	case strings.HasSuffix(code, "}"):
		return "invalid", ""
	}
	return "complete", ""
}

// Comm knows targets called "echo": what comes in is printed and sent back.
func (s *scripted) Comm(kind, id, target string, data json.RawMessage, buffers [][]byte, c *realm.Cell) bool {
	if target != "echo" && !strings.HasPrefix(id, "echo") {
		return false
	}
	s.tasks <- func() {
		s.cell = c
		c.Output.Stream("stdout", fmt.Sprintf("%s %s %s\n", kind, data, buffers))
		if string(data) == `{"fail":1}` {
			s.end(realm.Outcome{Err: exception("TypeError handler")})
			return
		}
		if kind == "msg" {
			s.cfg.Comm("msg", c, id, "", map[string]any{"echo": json.RawMessage(data)}, buffers)
		}
		s.end(realm.Outcome{})
	}
	return true
}

// start runs a kernel for the scripted language.
func start(t *testing.T) (*kerneltest.Server, *kerneltest.Client) {
	t.Helper()
	server, client, _ := startScripted(t)
	return server, client
}

func startScripted(t *testing.T) (*kerneltest.Server, *kerneltest.Client, *scripted) {
	t.Helper()
	conn, session := kerneltest.NewConn(t)
	made := make(chan *scripted, 1)
	k := kernel.NewWithEngine(conn, session, kernel.Config{}, func(cfg realm.Config) (kernel.Engine, error) {
		s := newScripted(cfg)
		made <- s
		return s, nil
	})
	server := kerneltest.Serve(t, conn, k)
	return server, server.Client(), <-made
}

// execute sends an execute_request without waiting.
func execute(c *kerneltest.Client, code string, change ...func(*wire.ExecuteRequest)) *kerneltest.Exchange {
	r := wire.ExecuteRequest{Code: code}
	for _, f := range change {
		f(&r)
	}
	return c.Send(wire.Shell, "execute_request", r)
}

func allowStdin(r *wire.ExecuteRequest)   { yes := true; r.AllowStdin = &yes }
func goOnOnError(r *wire.ExecuteRequest)  { no := false; r.StopOnError = &no }
func silent(r *wire.ExecuteRequest)       { r.Silent = true }
func notInHistory(r *wire.ExecuteRequest) { no := false; r.StoreHistory = &no }
