package realm

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"loopbook/display"
	"loopbook/scheduler"
)

// silence takes what a recorded cell prints.
type silence struct{ strings.Builder }

func (s *silence) Stream(_, text string)        { s.WriteString(text) }
func (s *silence) Display(display.Bundle, bool) {}
func (s *silence) ClearOutput(bool)             {}
func (s *silence) Error(*Exception)             {}

// kernelOf runs a realm for a test.
func kernelOf(t testing.TB, dir string) *Realm {
	t.Helper()
	r, err := New(Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx) }()
	t.Cleanup(func() {
		r.Close()
		cancel()
		<-done
	})
	return r
}

// recordCell runs one cell; with options it is recorded.
func recordCell(t testing.TB, r *Realm, count int, source string, o *traceOptions) (*scheduler.Trace, string) {
	t.Helper()
	out := &silence{}
	done := make(chan Outcome, 1)
	x := &execution{r: r, name: cellName(count), limit: drainTime, trace: o}
	var trace *scheduler.Trace
	x.cell = &Cell{Source: source, Count: count, Output: out, Done: func(outcome Outcome) {
		if x.recording != nil {
			trace = x.recording.finish()
		}
		done <- outcome
	}}
	x.body = x.evaluate
	r.foreground.Store(true)
	r.loop.PostMain(func() error { return r.begin(x) })
	select {
	case outcome := <-done:
		if outcome.Err != nil {
			out.WriteString("Error: " + outcome.Err.Value + "\n")
		}
	case <-time.After(60 * time.Second):
		t.Fatal("the cell did not end in a minute")
	}
	return trace, out.String()
}

// rows writes a trace as one line for each step.
func rows(trace *scheduler.Trace) string {
	var b strings.Builder
	for _, e := range trace.Events {
		fmt.Fprintf(&b, "%d %v L%d:%d %s -> %s\n", e.N, e.Queue, e.Line, e.Column, e.Label, strings.Join(e.Output, "|"))
	}
	return b.String()
}

func TestACellIsRecorded(t *testing.T) {
	r := kernelOf(t, t.TempDir())
	trace, _ := recordCell(t, r, 4, `console.log('sync');
setTimeout(() => console.log('timeout'), 0);
setImmediate(() => console.log('immediate'));
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('micro'));
`, &traceOptions{Cell: "[4]"})
	want := `1 script L1:1 (cell script) -> sync
2 nextTick L4:18 () => console.log('tick') -> tick
3 promise L5:16 () => console.log('micro') -> micro
4 timer L2:12 () => console.log('timeout') -> timeout
5 immediate L3:14 () => console.log('immediate') -> immediate
`
	if got := rows(trace); got != want {
		t.Errorf("got\n%s", got)
	}
}
