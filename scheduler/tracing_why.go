package scheduler

// starvedBy is how many ticks and promise jobs a timer must have waited for before it counts as starved.
const starvedBy = 100

// explain fills the reason for the step that begins, and how far its order can be relied on. It says what the essay in
// tracing.go says it is found from.
func (t *Tracing) explain(e *Event, f *frame, n *note) {
	e.Sure = Rule
	e.Why = t.why(e, f, n)
	if w := f.work; w != nil && w.extra > 0 {
		e.Also = Reason{Code: AwaitExtraJobs, Count: w.extra}
	}
	if e.Queue == QueueTimer && t.drained >= starvedBy {
		e.Also = Reason{Code: Starved, Count: t.drained}
	}
	if isMacro(e.Queue) {
		t.race(e, f, n)
	}
	if cell := t.earlier(f); cell != "" {
		e.Also = Reason{Code: FromEarlierCell, Cell: cell}
		if isMacro(e.Queue) && f.maker().step == 0 {
			e.Sure, e.Against = Race, t.prev.step
		}
	}
}

// earlier returns the cell that f belongs to if that is an earlier one.
func (t *Tracing) earlier(f *frame) string {
	if f.cell == nil {
		return ""
	}
	return t.Name(f.cell)
}

func (t *Tracing) why(e *Event, f *frame, n *note) Reason {
	prev, last := t.prev, t.last
	if prev.step == 0 && e.Queue == QueueScript {
		return Reason{Code: ScriptFirst}
	}
	if last.threw && last.queue == e.Queue && last.step == prev.step {
		return Reason{Code: AfterThrow, Step: last.step}
	}
	switch e.Queue {
	case QueueScript:
		return Reason{Code: ExitLast}
	case QueueTick:
		return t.whyTick(f)
	case QueuePromise:
		return t.whyJob(n)
	case QueueTimer:
		return t.whyTimer(e, f, n)
	case QueueImmediate:
		return t.whyImmediate(f, n)
	case QueueClose:
		return Reason{Code: CloseLast}
	}
	return Reason{Code: PollComplete}
}

func (t *Tracing) whyTick(f *frame) Reason {
	switch prev := t.prev; {
	case prev.queue == QueuePromise && !prev.late && f.maker().queue == QueuePromise:
		return Reason{Code: TickAfterPromises, Step: prev.step}
	case prev.queue == QueueTick:
		return Reason{Code: FIFO, Step: prev.step}
	}
	return Reason{Code: TickBeforePromise}
}

func (t *Tracing) whyJob(n *note) Reason {
	switch prev := t.prev; {
	case n.late:
		return Reason{Code: RejectionsAfterDrain}
	case prev.queue == QueuePromise:
		return Reason{Code: FIFO, Step: prev.step}
	case t.Module && t.ticked && prev.step == t.first.step:
		return Reason{Code: ESMPromiseBeforeTick}
	}
	return Reason{Code: MicroBeforeNext}
}

func (t *Tracing) whyTimer(e *Event, f *frame, n *note) Reason {
	m, last := f.maker(), t.last
	switch {
	case m.phase == PhaseTimers && m.step > 0 && f.work.queued.Step == 0 && (n.used == 1 || m.pass == t.passed && f.work.due <= t.passedAt):
		return Reason{Code: TimerNextPass, Step: m.step}
	case last.queue != QueueTimer || last.pass != n.pass:
		due := 0.0
		if e.Delay != nil {
			due = e.Delay.Due
		}
		return Reason{Code: TimerDue, Due: due}
	case last.used == n.used:
		return Reason{Code: TimerList, Step: last.step}
	}
	return Reason{Code: TimerEarlierDue, Step: last.step}
}

func (t *Tracing) whyImmediate(f *frame, n *note) Reason {
	switch m, last := f.maker(), t.last; {
	case last.queue == QueueImmediate && last.pass == n.pass:
		return Reason{Code: FIFO, Step: last.step}
	case m.step > 0 && m.phase == PhaseCheck:
		return Reason{Code: CheckNextTurn, Step: m.step}
	}
	return Reason{Code: CheckAfterPoll}
}

// race says where Node leaves an order open: a timer of 1 ms against an immediate of the main program, and what outside
// work decides. Two steps race only if both were asked for before either ran.
func (t *Tracing) race(e *Event, f *frame, n *note) {
	last := t.last
	if f.work == nil || last.step == 0 || t.lastWork == nil || t.lastWork == f.work || f.maker().step >= last.step || f.maker().step == 0 {
		return
	}
	m := f.maker()
	switch {
	case t.Clock != VirtualTime && e.Queue == QueueImmediate && last.queue == QueueTimer && last.used == 1 &&
		m.step == t.first.step && t.lastWork.maker.step == t.first.step:
	case e.Queue == QueuePoll && last.queue == QueuePoll && !(f.work.port && t.lastWork.port):
	default:
		return
	}
	e.Sure, e.Against = Race, last.step
}

// maker is the step that asked for f.
func (f *frame) maker() note {
	if f.work == nil {
		return note{}
	}
	return f.work.maker
}
