package kernel

import (
	"sync"
	"time"

	"loopbook/display"
	"loopbook/kernel/realm"
	"loopbook/kernel/wire"
)

// HOW prints become messages
//
// One message for each console.log is too many: jupyter_server throws away output beyond 1000 messages a second, and
// each message costs a signature. So text is collected for each cell and sent when it is old enough, large enough, or
// when something must come after it:
//
//	log "a"  log "b"  error "c"  log "d"        pending: stdout "a\nb\n" · stderr "c\n" · stdout "d\n"
//	50 ms, 64 kB, display, result, input, end   one message for each of them, in this order
//
// A program that switches between stdout and stderr on every line still makes a message a line. While that is more
// than a frontend's limit allows, each flush keeps the order within stdout and within stderr, but not between them:
// the alternative is that the server drops lines.

const (
	flushAge  = 50 * time.Millisecond
	flushSize = 64 << 10
	// jupyter_server allows 3000 messages in 3 seconds; results and displays need some of them.
	switchBurst = 1500
	switchRate  = 400 // a second
)

// An output takes what one cell shows, for the cell's whole life and beyond. It implements [realm.Output].
type output struct {
	k      *Kernel
	r      *request
	silent bool // a silent request publishes nothing

	mu      sync.Mutex // held while messages are queued, so that a timer's flush keeps its place
	pending []chunk
	bytes   int
	timer   *time.Timer
}

var _ realm.Output = (*output)(nil)

// chunk is text for one stream that nothing on the other stream interrupts.
type chunk struct {
	name string
	text []byte
}

func (k *Kernel) newOutput(r *request, silent bool) *output {
	return &output{k: k, r: r, silent: silent}
}

// Stream takes text for "stdout" or "stderr".
func (o *output) Stream(name, text string) {
	if o.silent || text == "" {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if n := len(o.pending); n == 0 || o.pending[n-1].name != name {
		o.pending = append(o.pending, chunk{name: name})
	}
	last := &o.pending[len(o.pending)-1]
	last.text = append(last.text, text...)
	o.bytes += len(text)
	switch {
	case o.bytes >= flushSize:
		o.flushLocked()
	case o.timer == nil:
		o.timer = time.AfterFunc(flushAge, o.flush)
		o.k.unflushed.Store(o, nil)
	}
}

// Display shows b, or changes what is shown under its ID already.
func (o *output) Display(b display.Bundle, update bool) {
	b = o.checked(b)
	msgType, transient := "display_data", map[string]any{}
	if update && b.ID != "" { // an update of nothing is a new display: VS Code fails on one without id
		msgType = "update_display_data"
	}
	if b.ID != "" {
		transient["display_id"] = b.ID
	}
	o.publish(msgType, wire.DisplayData{Data: b.Data, Metadata: b.Metadata, Transient: transient})
}

// ClearOutput empties the cell's output area, with wait only when the next output arrives.
func (o *output) ClearOutput(wait bool) { o.publish("clear_output", wire.ClearOutput{Wait: wait}) }

// Error shows an exception under the cell.
func (o *output) Error(e *realm.Exception) { o.publish("error", errorContent(e)) }

// result shows the value of the cell.
func (o *output) result(b display.Bundle, count int) {
	b = o.checked(b)
	o.publish("execute_result", wire.ExecuteResult{ExecutionCount: count, Data: b.Data, Metadata: b.Metadata})
}

// checked returns b without what would make a frontend fail; what is left out is said on stderr.
func (o *output) checked(b display.Bundle) display.Bundle {
	if err := b.Check(); err != nil {
		o.Stream("stderr", "Loopbook cannot show a part of this output: "+err.Error()+"\n")
		return b.Valid()
	}
	return b.Filled()
}

// publish sends what must come after all that was printed before.
func (o *output) publish(msgType string, content any) {
	if o.silent {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.flushLocked()
	if err := o.k.publish(o.r, msgType, content, nil, true); err != nil {
		o.k.publish(o.r, "stream", wire.Stream{Name: "stderr", Text: "Loopbook cannot show this output: " + err.Error() + "\n"}, nil, true)
	}
}

// flush sends what is pending. Any goroutine.
func (o *output) flush() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.flushLocked()
}

func (o *output) flushLocked() {
	chunks := o.pending
	o.pending, o.bytes = nil, 0
	if o.timer != nil {
		o.timer.Stop()
		o.timer = nil
		o.k.unflushed.Delete(o)
	}
	if len(chunks) > 1 && !o.k.switches.take(len(chunks)) {
		chunks = merged(chunks)
	}
	for i := range chunks {
		o.k.publish(o.r, "stream", wire.Stream{Name: chunks[i].name, Text: string(chunks[i].text)}, nil, true)
	}
}

// flushAll sends what any cell has pending.
func (k *Kernel) flushAll() {
	k.unflushed.Range(func(o, _ any) bool {
		o.(*output).flush()
		return true
	})
}

// An orphan takes what is printed on behalf of no cell: it is shown under the newest one. It implements io.Writer.
type orphan struct {
	k    *Kernel
	name string
}

func (w orphan) Write(text []byte) (int, error) {
	if o := w.k.newest.Load(); o != nil {
		o.Stream(w.name, string(text))
	} else {
		w.k.log.Info("output before the first cell", "stream", w.name, "text", string(text))
	}
	return len(text), nil
}

// merged joins the chunks of each stream.
func merged(chunks []chunk) []chunk {
	out := make([]chunk, 0, 2)
	for _, c := range chunks {
		at := 0
		for at < len(out) && out[at].name != c.name {
			at++
		}
		if at == len(out) {
			out = append(out, chunk{name: c.name})
		}
		out[at].text = append(out[at].text, c.text...)
	}
	return out
}

// An allowance is a bucket of messages that refills with time. Any goroutine.
type allowance struct {
	mu   sync.Mutex
	left float64
	at   time.Time
}

// take takes n if there are as many, else nothing.
func (a *allowance) take(n int) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := time.Now()
	if a.at.IsZero() {
		a.left = switchBurst
	} else {
		a.left = min(switchBurst, a.left+switchRate*now.Sub(a.at).Seconds())
	}
	a.at = now
	if float64(n) > a.left {
		return false
	}
	a.left -= float64(n)
	return true
}
