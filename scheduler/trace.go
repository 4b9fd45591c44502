package scheduler

import (
	"encoding/json"
	"fmt"
)

// A Queue is where a callback waited before it ran.
type Queue uint8

const (
	QueueScript    Queue = iota // the body of a cell or program; also what is told at its end
	QueueTick                   // process.nextTick
	QueuePromise                // promise jobs: reactions, await, queueMicrotask
	QueueTimer                  // setTimeout, setInterval
	QueueImmediate              // setImmediate
	QueuePoll                   // files, sockets, messages, signals
	QueueClose                  // close callbacks of handles
	QueueCount     = iota
)

var queueNames = [QueueCount]string{"script", "nextTick", "promise", "timer", "immediate", "poll", "close"}

// String is the queue's name in pictures and in JSON: script, nextTick, promise, timer, immediate, poll, close.
func (q Queue) String() string { return nameOf(queueNames[:], int(q)) }

// MarshalText writes the name.
func (q Queue) MarshalText() ([]byte, error) { return []byte(q.String()), nil }

// UnmarshalText reads a name.
func (q *Queue) UnmarshalText(text []byte) error {
	i, err := indexOf(queueNames[:], "queue", string(text))
	*q = Queue(i)
	return err
}

// A Phase is the part of the loop in which a callback ran.
type Phase uint8

const (
	PhaseScript     Phase = iota // the body
	PhaseMicrotasks              // what is drained right after the body, before the loop goes on
	PhasePoll
	PhaseCheck
	PhaseClosing
	PhaseTimers
	PhaseExit // beforeExit and exit
	phases    = iota
)

var phaseNames = [phases]string{"script", "microtasks", "poll", "check", "closing", "timers", "exit"}

// String is the phase's name in pictures and in JSON.
func (p Phase) String() string { return nameOf(phaseNames[:], int(p)) }

// MarshalText writes the name.
func (p Phase) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads a name.
func (p *Phase) UnmarshalText(text []byte) error {
	i, err := indexOf(phaseNames[:], "phase", string(text))
	*p = Phase(i)
	return err
}

func nameOf(names []string, i int) string {
	if i < len(names) {
		return names[i]
	}
	return fmt.Sprint(i)
}

func indexOf(names []string, kind, name string) (int, error) {
	for i, n := range names {
		if n == name {
			return i, nil
		}
	}
	return 0, fmt.Errorf("scheduler: no %s is called %q", kind, name)
}

// A Place is where something stands in the program. The zero Place is unknown.
type Place struct {
	Cell   string `json:"cell,omitempty"` // "[3]"; empty: the cell of the trace
	File   string `json:"file,omitempty"` // a module, relative to the working directory; empty: the cell itself
	Line   int    `json:"line,omitempty"` // from 1, in the cell or file; 0: unknown (built in)
	Column int    `json:"col,omitempty"`  // from 1, in UTF-16 units
}

// An Origin is one cause: what did it, during which step, and where.
type Origin struct {
	Step int `json:"step,omitempty"` // 0: outside the trace, see Place.Cell
	Place
	What    string `json:"what,omitempty"`    // "process.nextTick", ".then", "await", "setTimeout", "resolve", "fs.readFile", …
	Promise int    `json:"promise,omitempty"` // the promise it hangs on: whose .then it was, or which was settled; 0: none
}

// As is o with another What.
func (o Origin) As(what string) Origin {
	o.What = what
	return o
}

// AlreadySettled is the What of Event.Queued when the promise was settled before the .then or await.
const AlreadySettled = "already settled"

// A Delay is what a timer was started with.
type Delay struct {
	Asked  string  `json:"asked"`            // as the program gave it: "0", "undefined", "NaN", "1e10"
	Used   int64   `json:"used"`             // ms, after Node's rules
	Due    float64 `json:"due,omitempty"`    // ms on the trace's clock; 0 without one
	Repeat bool    `json:"repeat,omitempty"` // an interval
}

// An Event is one callback that ran: one step of the program.
type Event struct {
	N          int      `json:"n"` // from 1, in the order of running; the Recorder counts
	Queue      Queue    `json:"q"`
	Place               // of the callback
	Label      string   `json:"label,omitempty"`   // its source on one line, bounded: "() => console.log('tick')", "after await null"
	Output     []string `json:"out,omitempty"`     // what it printed, one element for each call, without the last newline
	MoreOutput int      `json:"moreOut,omitempty"` // how many further calls were not kept
	Threw      string   `json:"threw,omitempty"`   // "TypeError: x is undefined": the exception that left it

	// Why it exists, and why it was ready. For a promise job they differ: Registered is the .then or await, Queued what
	// settled the promise. For I/O, Queued is the completion; for a timer that was started again (an interval after its
	// last turn, refresh), the step that did. A tick, an immediate or any other timer has Registered only.
	Registered Origin `json:"registered,omitzero"`
	Queued     Origin `json:"queued,omitzero"`
	Delay      *Delay `json:"delay,omitempty"` // timers

	Turn  int     `json:"turn"` // of the loop since the trace began; 0: before the first turn that begins in it
	Phase Phase   `json:"phase"`
	Time  float64 `json:"t,omitempty"`    // when it began, in ms since the trace began; 0 without a clock
	Took  float64 `json:"took,omitempty"` // how long, in ms; wall clock only

	Why     Reason `json:"why"`               // why now and not earlier
	Also    Reason `json:"also,omitzero"`     // a second reason: extra jobs, starvation, an earlier cell
	Sure    Sure   `json:"sure"`              // whether the order relative to the step before is guaranteed
	Against int    `json:"against,omitempty"` // a race: the step it could change places with
}

// Since is the step at which the event began to wait in its queue: a promise job when the promise was settled, a timer
// when it was last started, all others when they were asked for. 0: unknown, or outside the trace.
func (e *Event) Since() int {
	if e.Queued.Step > 0 && (e.Queue == QueuePromise || e.Queue == QueueTimer) {
		return e.Queued.Step
	}
	return e.Registered.Step
}

// A State is that of a promise.
type State string

const (
	Pending   State = "pending"
	Fulfilled State = "fulfilled"
	Rejected  State = "rejected"
)

// A Promise is the record of one promise.
type Promise struct {
	ID       int     `json:"id"`             // shown as p1, p2, … in order of creation; the Recorder counts
	Name     string  `json:"name,omitempty"` // the variable bound to it, else the expression that made it
	Kind     string  `json:"kind"`           // "new Promise", "async function", ".then", "Promise.all", "await", …
	State    State   `json:"state"`
	Value    string  `json:"value,omitempty"` // value or reason as text, bounded; errors as "Name: message"
	Made     Origin  `json:"made"`
	Via      []Place `json:"via,omitempty"` // who called the code that made it, innermost first, at most 4
	Settled  Origin  `json:"settled,omitzero"`
	Parents  []int   `json:"parents,omitempty"` // the promise it was chained on, or a combinator's inputs
	Waits    Waits   `json:"waits,omitzero"`    // pending: for what
	Handled  Origin  `json:"handled,omitzero"`  // by whom, first; zero: nobody
	Late     bool    `json:"late,omitempty"`    // handled only after it had been reported as unhandled
	Jobs     int     `json:"jobs,omitempty"`    // promise jobs from its await or .then to the continuation
	Internal bool    `json:"internal,omitempty"`
}

// Unhandled reports whether the promise was rejected and nobody took notice.
func (p *Promise) Unhandled() bool { return p.State == Rejected && p.Handled == Origin{} }

// Waits says what a pending promise waits for.
type Waits struct {
	For     string  `json:"for"` // one of the Wait constants; empty: not known
	Promise int     `json:"promise,omitempty"`
	Done    int     `json:"done,omitempty"` // a combinator: how many of its inputs are settled …
	Of      int     `json:"of,omitempty"`   // … of how many
	Due     float64 `json:"due,omitempty"`  // a timer: in how many ms
	What    string  `json:"what,omitempty"` // I/O: "fs.readFile"
}

const (
	WaitPromise = "promise"
	WaitTimer   = "timer"
	WaitIO      = "io"
	WaitNothing = "nothing" // the loop ran dry: nothing is left that could settle it
)

// A Clock says what the times of a trace are.
type Clock string

const (
	Ordinal     Clock = ""        // there are none: the same program gives the same bytes
	VirtualTime Clock = "virtual" // the loop's virtual clock: same bytes too
	WallTime    Clock = "wall"    // the machine's clock: on request only
)

// TraceVersion is the version of the JSON form, application/vnd.loopbook.trace.v1+json.
const TraceVersion = 1

// A Trace is what ran, in order, with the reasons. It is data: once taken it never changes. Its JSON form, with the
// field order below, is the v1 format; what is zero is left out.
type Trace struct {
	Version int    `json:"v"`
	Cell    string `json:"cell,omitempty"`   // "[4]"; empty: a main program
	Module  bool   `json:"module,omitempty"` // the body was evaluated as an ES module
	Clock   Clock  `json:"clock,omitempty"`
	Turns   int    `json:"turns"`         // of the loop, while the trace was taken
	Steps   int    `json:"steps"`         // callbacks that ran, kept or not
	Dry     bool   `json:"dry,omitempty"` // nothing was left to do at the end

	Events   []Event   `json:"events"`             // the first and the last when there were too many
	Promises []Promise `json:"promises,omitempty"` // likewise
	Alive    []Origin  `json:"alive,omitempty"`    // work that goes on after the end: timers, handles, requests

	// Counts cover all steps, also those that were not kept.
	Counts  QueueCounts `json:"counts,omitzero"`
	Dropped QueueCounts `json:"dropped,omitzero"` // steps not kept
	Lines   []LineCount `json:"lines,omitempty"`  // busiest first
	Waited  []Wait      `json:"waited,omitempty"` // longest first
	ByTurn  []TurnCount `json:"byTurn,omitempty"` // in ranges of equal length, at most 64

	DroppedPromises PromiseCounts `json:"droppedPromises,omitzero"`
}

// QueueCounts counts callbacks by queue.
type QueueCounts [QueueCount]int

// Total is the sum.
func (c QueueCounts) Total() (n int) {
	for _, v := range c {
		n += v
	}
	return n
}

// MarshalJSON writes an object with the queues that are not 0, in their order.
func (c QueueCounts) MarshalJSON() ([]byte, error) {
	text := []byte{'{'}
	for q, n := range c {
		if n == 0 {
			continue
		}
		if len(text) > 1 {
			text = append(text, ',')
		}
		text = fmt.Appendf(text, "%q:%d", Queue(q), n)
	}
	return append(text, '}'), nil
}

// UnmarshalJSON reads such an object.
func (c *QueueCounts) UnmarshalJSON(text []byte) error {
	counts := map[Queue]int{}
	if err := json.Unmarshal(text, &counts); err != nil {
		return err
	}
	for q, n := range counts {
		c[q] = n
	}
	return nil
}

// A LineCount is how often callbacks of one line ran from one queue.
type LineCount struct {
	Place
	Queue Queue  `json:"q"`
	Label string `json:"label,omitempty"`
	Count int    `json:"count"`
}

// A Wait is one step that waited long.
type Wait struct {
	N int `json:"n"`
	Place
	Queue Queue   `json:"q"`
	Label string  `json:"label,omitempty"`
	Steps int     `json:"steps"`          // callbacks that ran meanwhile
	Late  float64 `json:"late,omitempty"` // a timer: ms after it was due; 0 without a clock
}

// A TurnCount is what ran in a range of turns.
type TurnCount struct {
	From   int         `json:"from"` // turns
	To     int         `json:"to"`
	Counts QueueCounts `json:"counts"`
}

// PromiseCounts counts promises by state.
type PromiseCounts struct {
	Fulfilled int `json:"fulfilled,omitempty"`
	Rejected  int `json:"rejected,omitempty"`
	Pending   int `json:"pending,omitempty"` // when last looked at
	Internal  int `json:"internal,omitempty"`
}
