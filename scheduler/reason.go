package scheduler

// A Code says by which rule a callback ran when it did. The set is closed: each code has one sentence in package
// display and at least one program whose order real Node confirms. It is text so that a trace reads as data.
type Code string

// The codes. Step and Count are fields of [Reason]; rule ids are those of the ordering rules in loop.go and timers.go.
const (
	// ScriptFirst: the body of the cell or program runs first, to its end.
	ScriptFirst Code = "script-first"
	// TickBeforePromise: the nextTick queue is emptied before promise jobs.
	TickBeforePromise Code = "tick-before-promise"
	// TickAfterPromises: queued by a promise job, so the promise queue was emptied first. Step: its last job.
	TickAfterPromises Code = "tick-after-promises"
	// FIFO: its queue is first in, first out. Step: the one before it in the queue.
	FIFO Code = "fifo"
	// MicroBeforeNext: no tick is left; promise jobs run before anything else the loop has.
	MicroBeforeNext Code = "micro-before-next"
	// TimerDue: the timers phase came and its time had passed. Due: when it was due.
	TimerDue Code = "timer-due"
	// TimerEarlierDue: of two due timers the one that was due first. Step: the timer after which it runs.
	TimerEarlierDue Code = "timer-earlier-due"
	// TimerList: timers of one duration are one list, and a due list runs whole before the next (T3, T6). Step: the one before.
	TimerList Code = "timer-list"
	// TimerNextPass: set while timers ran, it waits for their next pass, however long they take (T5). Step: who set it.
	TimerNextPass Code = "timer-next-pass"
	// CheckAfterPoll: immediates run in the check phase, after poll.
	CheckAfterPoll Code = "check-after-poll"
	// CheckNextTurn: set while immediates ran, it waits for the next turn (I1). Step: who set it.
	CheckNextTurn Code = "check-next-turn"
	// PollComplete: what it waited for was complete when the loop polled.
	PollComplete Code = "poll-complete"
	// CloseLast: close callbacks run after the check phase.
	CloseLast Code = "close-last"
	// ESMPromiseBeforeTick: an ES module's body is itself a promise job, so promise jobs go on before any tick.
	ESMPromiseBeforeTick Code = "esm-promise-before-tick"
	// AwaitExtraJobs: a thenable or a promise that was returned took extra promise jobs. Count: how many.
	AwaitExtraJobs Code = "await-extra-jobs"
	// Starved: it was ready, and waited while promise jobs or ticks ran. Count: how many.
	Starved Code = "starved"
	// FromEarlierCell: work of an earlier cell that goes on. Cell: which.
	FromEarlierCell Code = "from-earlier-cell"
	// AfterThrow: the callback before threw, so the loop went on without the usual drain (E2 to E4). Step: who threw.
	AfterThrow Code = "after-throw"
	// RejectionsAfterDrain: rejections that nobody handled are reported once ticks and promise jobs are done (U1).
	RejectionsAfterDrain Code = "rejections-after-drain"
	// ExitLast: nothing is left to do, so the program is told (X2, X3).
	ExitLast Code = "exit-last"
)

// Codes returns all codes, in the order above.
func Codes() []Code {
	return []Code{
		ScriptFirst, TickBeforePromise, TickAfterPromises, FIFO, MicroBeforeNext, TimerDue, TimerEarlierDue, TimerList, TimerNextPass,
		CheckAfterPoll, CheckNextTurn, PollComplete, CloseLast, ESMPromiseBeforeTick, AwaitExtraJobs, Starved, FromEarlierCell,
		AfterThrow, RejectionsAfterDrain, ExitLast,
	}
}

// A Reason is a code with what its sentence needs; which fields count, each code says. The zero Reason is none.
type Reason struct {
	Code  Code    `json:"code"`
	Step  int     `json:"step,omitempty"`
	Count int     `json:"count,omitempty"`
	Due   float64 `json:"due,omitempty"` // ms on the trace's clock; 0 without one
	Cell  string  `json:"cell,omitempty"`
}

// Sure says how far an order can be relied on.
type Sure string

const (
	// Rule: the order relative to the step before is guaranteed.
	Rule Sure = "rule"
	// Race: it happened so, and may happen otherwise the next time.
	Race Sure = "race"
)
