package realm_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"loopbook/display"
	"loopbook/kernel/realm"
)

// notebook runs cells one after another in one realm.
type notebook struct {
	t     *testing.T
	r     *realm.Realm
	count int
}

func newNotebook(t *testing.T) *notebook {
	t.Helper()
	return newNotebookOf(t, realm.Config{Dir: t.TempDir()})
}

func newNotebookOf(t *testing.T, cfg realm.Config) *notebook {
	t.Helper()
	r, err := realm.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx) }()
	t.Cleanup(func() {
		r.Close()
		cancel()
		select {
		case <-done:
		case <-time.After(5 * time.Second):
			t.Error("Run did not return after Close")
		}
	})
	return &notebook{t: t, r: r}
}

// record is what one cell printed and how it ended. Read it only after Done (or what came later: after another cell).
type record struct {
	mu      sync.Mutex
	out     strings.Builder
	shown   []string
	outcome realm.Outcome
	late    []*realm.Exception
	done    chan struct{}
}

func (o *record) Stream(_, text string)            { o.out.WriteString(text) }
func (o *record) Display(b display.Bundle, _ bool) { o.shown = append(o.shown, b.Plain()) }
func (o *record) ClearOutput(bool)                 { o.out.WriteString("<clear>") }
func (o *record) Error(e *realm.Exception)         { o.late = append(o.late, e) }

// start hands a cell in.
func (n *notebook) start(source string) *record { return n.hand(&realm.Cell{Source: source}) }

func (n *notebook) hand(c *realm.Cell) *record {
	n.count++
	o := &record{done: make(chan struct{})}
	c.Count, c.Output, c.Done = n.count, o, func(out realm.Outcome) { o.outcome = out; close(o.done) }
	n.r.Execute(c)
	return o
}

// wait waits for the end of a cell.
func (n *notebook) wait(o *record) *record {
	n.t.Helper()
	select {
	case <-o.done:
	case <-time.After(20 * time.Second):
		n.t.Fatal("the cell did not end in 20 s")
	}
	return o
}

func (n *notebook) run(source string) *record { n.t.Helper(); return n.wait(n.start(source)) }

// runSilently runs a cell whose result nobody sees.
func (n *notebook) runSilently(source string) *record {
	n.t.Helper()
	return n.wait(n.hand(&realm.Cell{Source: source, Silent: true}))
}

// text is what a reader of the notebook sees of a cell: what it printed, its result, its error.
func (o *record) text() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	s := o.out.String()
	if r := o.outcome.Result; r != nil {
		s += "Out: " + r.Plain() + "\n"
	}
	if e := o.outcome.Err; e != nil {
		s += "Error: " + e.Name + ": " + e.Value + "\n"
	}
	return s
}
