package notebooks

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"loopbook/kernel"
	"loopbook/kernel/wire"
)

// Options say how [Run] executes. The zero value stops at the first cell that fails.
type Options struct {
	AllowErrors bool         // go on after a cell that fails
	Version     string       // Loopbook's own, for the kernel
	Report      func(Report) // called when a code cell begins and when it has ended; nil: nobody is interested
}

// Report is the progress of one code cell.
type Report struct {
	Cell, Of int           // from 1; cells without code are not counted
	Line     string        // the first line of its code
	Ended    bool          // false: it begins
	Raised   bool          // it ended with an error
	Failed   bool          // with one that is not allowed
	Took     time.Duration // from its request to its end
}

// A Failure is a cell that ended with an error that neither its tags nor the options allow.
type Failure struct {
	Cell        int // from 1, as in Report
	Name, Value string
	Traceback   []string
}

func (f *Failure) Error() string {
	return fmt.Sprintf("cell %d failed: %s: %s", f.Cell, f.Name, f.Value)
}

// Run executes the code cells of a notebook, one after the other, in a kernel of their own whose working directory is
// the notebook's folder. It replaces their outputs and execution counts, also those of cells that were not reached, and
// fills in language_info and, where the notebook names no kernelspec, that. A cell may fail when it is tagged
// raises-exception. Errors: a *[Failure], the cause of ctx's end, or that the kernel broke. After any of them the
// notebook holds what was put out so far.
func Run(ctx context.Context, nb *Notebook, o Options) error {
	language, err := nb.language()
	if err != nil {
		return err
	}
	f, err := startFrontend(kernel.Config{Dir: nb.folder(), Language: language, Version: o.Version})
	if err != nil {
		return err
	}
	defer f.stop()
	if err := f.describe(ctx, nb); err != nil {
		return err
	}
	err = f.cells(ctx, nb.code(), o)
	f.store(nb.code())
	return err
}

// frontend is the client side of one kernel.
type frontend struct {
	pipe    *pipe
	session *wire.Session
	kernel  *kernel.Kernel
	ended   chan error // what kernel.Run returned
	cancel  context.CancelFunc
	outputs *collector
	done    map[*Cell]*executed
}

// executed is what became of one cell.
type executed struct {
	count int
	*gathering
}

func startFrontend(cfg kernel.Config) (*frontend, error) {
	server, err := wire.NewSession(nil, wire.DefaultScheme)
	if err != nil {
		return nil, fmt.Errorf("starting a kernel: %w", err)
	}
	client, err := wire.NewSession(nil, wire.DefaultScheme)
	if err != nil {
		return nil, fmt.Errorf("starting a kernel: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	p := newPipe()
	f := &frontend{pipe: p, session: client, kernel: kernel.New(p, server, cfg), ended: make(chan error, 1), cancel: cancel,
		outputs: newCollector(), done: map[*Cell]*executed{}}
	go func() {
		f.ended <- f.kernel.Run(ctx)
		p.Close(0)
	}()
	return f, nil
}

// stop ends the kernel, and reads on until it has ended: it may still have something to say.
func (f *frontend) stop() {
	f.cancel()
	for {
		select {
		case <-f.pipe.sent:
		case <-f.pipe.closed:
			return
		}
	}
}

// describe asks the kernel what it is and writes it into the notebook's metadata, as nbclient does.
func (f *frontend) describe(ctx context.Context, nb *Notebook) error {
	request, err := f.send("kernel_info_request", struct{}{})
	if err != nil {
		return err
	}
	reply, err := f.await(ctx, request)
	if err != nil {
		return err
	}
	content, err := contentOf(reply)
	if err != nil {
		return err
	}
	info := objectOf(content, "language_info")
	meta, ok := nb.root.get("metadata").(*object)
	if !ok {
		meta = newObject()
		nb.root.set("metadata", meta)
	}
	meta.set("language_info", sorted(info))
	if meta.get("kernelspec") == nil {
		meta.set("kernelspec", kernelspec(stringOf(info, "name")))
	}
	return nil
}

// kernelspec is the entry for the kernelspecs that `loopbook install` makes.
func kernelspec(language string) *object {
	spec := newObject()
	spec.set("display_name", "JavaScript (Loopbook)")
	spec.set("language", "javascript")
	spec.set("name", "loopbook")
	if language == "typescript" {
		spec.set("display_name", "TypeScript (Loopbook)")
		spec.set("language", "typescript")
		spec.set("name", "loopbook-typescript")
	}
	return spec
}

func (f *frontend) cells(ctx context.Context, cells []*Cell, o Options) error {
	report := o.Report
	if report == nil {
		report = func(Report) {}
	}
	for i, c := range cells {
		if err := ctx.Err(); err != nil {
			return context.Cause(ctx)
		}
		r := Report{Cell: i + 1, Of: len(cells), Line: firstLine(c.Source)}
		report(r)
		began := time.Now()
		failure, err := f.execute(ctx, c)
		r.Ended, r.Took = true, time.Since(began)
		r.Raised = failure != nil
		r.Failed = r.Raised && !o.AllowErrors && !c.Tagged("raises-exception")
		report(r)
		if err != nil {
			return err
		}
		if r.Failed {
			failure.Cell = i + 1
			return failure
		}
	}
	return nil
}

// execute runs one cell to its end. When ctx ends meanwhile the cell is interrupted, and the error is ctx's.
func (f *frontend) execute(ctx context.Context, c *Cell) (*Failure, error) {
	no, yes := false, true
	request, err := f.session.New("execute_request", nil, wire.ExecuteRequest{Code: c.Source, StoreHistory: &yes, AllowStdin: &no, StopOnError: &no})
	if err != nil {
		return nil, fmt.Errorf("asking the kernel: %w", err)
	}
	x := &executed{gathering: f.outputs.begin(request)}
	f.done[c] = x
	if err := f.pipe.request(wire.Shell, request); err != nil {
		return nil, f.broken(err)
	}
	reply, err := f.await(ctx, request)
	if err != nil {
		return nil, err
	}
	var content wire.ExecuteError
	if err := reply.Unmarshal(&content); err != nil {
		return nil, fmt.Errorf("the kernel's execute_reply: %w", err)
	}
	x.count = content.ExecutionCount
	if content.Status == wire.StatusOK {
		return nil, nil
	}
	return &Failure{Name: content.EName, Value: content.EValue, Traceback: content.Traceback}, nil
}

func (f *frontend) send(msgType string, content any) (*wire.Message, error) {
	m, err := f.session.New(msgType, nil, content)
	if err != nil {
		return nil, fmt.Errorf("asking the kernel: %w", err)
	}
	return m, f.pipe.request(wire.Shell, m)
}

// interruptLimit is how long a cell may take to end once it was interrupted.
const interruptLimit = 5 * time.Second

// await returns the reply to a request once its idle has come too, and files what comes meanwhile. When ctx ends it
// interrupts the kernel, and waits on for what that brings.
func (f *frontend) await(ctx context.Context, request *wire.Message) (*wire.Message, error) {
	var reply *wire.Message
	var late <-chan time.Time
	idle := false
	interrupt := ctx.Done()
	for reply == nil || !idle {
		select {
		case m := <-f.pipe.sent:
			mine := parentID(m.Message) == request.Header.MsgID
			switch {
			case mine && m.channel != wire.IOPub:
				reply = m.Message
			case mine && isIdle(m.Message):
				idle = true
			default:
				if err := f.outputs.take(m.Message); err != nil {
					return nil, err
				}
			}
		case <-interrupt:
			interrupt, late = nil, time.After(interruptLimit)
			f.kernel.Interrupt()
		case <-late:
			return nil, context.Cause(ctx)
		case <-f.dead():
			return nil, f.broken(errors.New("it ended"))
		}
	}
	return reply, context.Cause(ctx)
}

// dead is closed when the kernel has ended and all it sent was read.
func (f *frontend) dead() <-chan struct{} {
	if len(f.pipe.sent) > 0 {
		return nil
	}
	return f.pipe.closed
}

// broken is the error for a kernel that does not answer any more.
func (f *frontend) broken(err error) error {
	select {
	case reason := <-f.ended:
		f.ended <- reason
		if reason != nil {
			err = reason
		}
	default:
	}
	return fmt.Errorf("the kernel broke: %w", err)
}

// store puts what the cells put out into the notebook; a cell that was not reached has nothing.
func (f *frontend) store(cells []*Cell) {
	for _, c := range cells {
		x := f.done[c]
		if x == nil {
			x = &executed{gathering: &gathering{}}
		}
		c.setOutputs(x.count, x.outputs)
	}
}

func isIdle(m *wire.Message) bool {
	var s wire.Status
	return m.Header.MsgType == "status" && json.Unmarshal(m.Content, &s) == nil && s.ExecutionState == wire.Idle
}

func firstLine(source string) string {
	for line := range strings.Lines(source) {
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return ""
}
