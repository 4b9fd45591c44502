package display

import (
	"fmt"
	"strconv"
	"strings"

	"loopbook/scheduler"
)

// reasons is the English of every reason code. {step}, {count}, {ms} and {cell} are filled in: the step of the reason,
// its count, the timer's duration, its cell. A translation replaces this table and the words below it.
var reasons = map[scheduler.Code]string{
	scheduler.ScriptFirst:          "the body always runs first, to its end",
	scheduler.TickBeforePromise:    "stack empty: the nextTick queue drains before promise jobs",
	scheduler.TickAfterPromises:    "a promise job queued it: the promise queue was emptied first, to {step}",
	scheduler.FIFO:                 "next in its queue, after {step}",
	scheduler.MicroBeforeNext:      "no tick is left: promise jobs run before the loop goes on",
	scheduler.TimerDue:             "its {ms} ms had passed when the timers phase came",
	scheduler.TimerEarlierDue:      "both were due: {step} was due earlier",
	scheduler.TimerList:            "{ms} ms like {step}: timers of one duration run together, in the order they were started",
	scheduler.TimerNextPass:        "set while timers ran ({step}): it waits for their next pass",
	scheduler.CheckAfterPoll:       "the check phase comes after poll in every turn",
	scheduler.CheckNextTurn:        "set while immediates ran ({step}): it waits for the next turn",
	scheduler.PollComplete:         "what it waited for was complete when the loop polled",
	scheduler.CloseLast:            "close callbacks come after the check phase",
	scheduler.ESMPromiseBeforeTick: "a module's body is itself a promise job: promise jobs go on before any tick",
	scheduler.AwaitExtraJobs:       "{count} extra promise job{s} to unwrap what it waited for",
	scheduler.Starved:              "it was ready, but waited while {count} job{s} ran",
	scheduler.FromEarlierCell:      "cell {cell} started it and has ended; its work goes on",
	scheduler.AfterThrow:           "{step} threw, so the loop went on before ticks and promise jobs",
	scheduler.RejectionsAfterDrain: "ticks and promise jobs are done: rejections without a handler are reported",
	scheduler.ExitLast:             "nothing is left to do",
}

// because is the sentence of a reason of e; empty for none. A code that has no sentence is shown as it is.
func because(r scheduler.Reason, e *scheduler.Event) string {
	if r.Code == "" {
		return ""
	}
	sentence, ok := reasons[r.Code]
	if !ok {
		return string(r.Code)
	}
	ms := "0"
	if e.Delay != nil {
		ms = strconv.FormatInt(e.Delay.Used, 10)
	} else if r.Code == scheduler.TimerDue { // it was set before the trace began
		sentence = strings.Replace(sentence, "{ms} ms", "time", 1)
	}
	plural := "s"
	if r.Count == 1 {
		plural = ""
	}
	return strings.NewReplacer("{step}", stepName(r.Step), "{count}", number(r.Count), "{s}", plural, "{ms}", ms, "{cell}", line(r.Cell, 24)).Replace(sentence)
}

// why is all that is said about the order of e: its reasons, and that it is not guaranteed.
func why(e *scheduler.Event) string {
	text := because(e.Why, e)
	if also := because(e.Also, e); also != "" {
		text += "; " + also
	}
	if e.Sure != scheduler.Race {
		return text
	}
	if e.Against == 0 {
		return text + "; not guaranteed"
	}
	side := "before"
	if e.Against > e.N {
		side = "after"
	}
	return text + fmt.Sprintf("; not guaranteed: could also run %s %s", side, stepName(e.Against))
}

var verbs = [scheduler.QueueCount]string{"registered", "queued", "queued", "set", "set", "requested", "registered"}

// cause is who made e, and who made it ready, if those are two; empty for a body.
func cause(e *scheduler.Event) string {
	if (e.Registered == scheduler.Origin{}) {
		return ""
	}
	r, q := e.Registered, e.Queued
	verb, what := verbs[e.Queue], line(r.What, 60)
	if e.Queue == scheduler.QueuePromise && strings.Contains(r.What, ".on(") {
		verb = "registered"
	}
	if e.Delay != nil {
		what += " " + delay(e.Delay)
	}
	switch {
	case r.Promise > 0 && r.What == "await":
		what += " " + promiseName(r.Promise)
	case r.Promise > 0:
		what += " on " + promiseName(r.Promise)
	}
	what = strings.TrimSpace(what)
	by := strings.TrimSpace(verb + " by " + at(r))
	if what != "" {
		by += " (" + what + ")"
	}
	switch {
	case q == scheduler.Origin{}:
		return by
	case e.Queue == scheduler.QueueTimer:
		return by + ", again by " + at(q)
	case e.Queue != scheduler.QueuePromise:
		return by + "; complete at " + at(q)
	case q.What == scheduler.AlreadySettled:
		return fmt.Sprintf("queued by %s (%s, already settled)", at(r), what)
	case at(q) == "":
		return "registered" + strings.TrimPrefix(by, verb) + "; queued when it was settled"
	}
	return "registered" + strings.TrimPrefix(by, verb) + "; queued when " + at(q) + " settled it"
}

// delay is a timer's duration: what was asked for, and what it became.
func delay(d *scheduler.Delay) string {
	used := strconv.FormatInt(d.Used, 10)
	if d.Asked == used || d.Asked == "" {
		return used + " ms"
	}
	return line(d.Asked, 20) + " -> " + used + " ms"
}

// at is a step and a place: "#1 at L6".
func at(o scheduler.Origin) string {
	place := placeName(o.Place)
	switch {
	case o.Step == 0:
		return place
	case place == "":
		return stepName(o.Step)
	}
	return stepName(o.Step) + " at " + place
}

// PlaceOf is a step and a place in a few characters: "#7 L4".
func PlaceOf(o scheduler.Origin) string { return stepAndPlace(o) }

func stepName(n int) string { return "#" + strconv.Itoa(n) }

func promiseName(id int) string { return "p" + strconv.Itoa(id) }

// placeName is a place as it is quoted: "L6", "[3] L2", "lib/a.js L9"; empty when unknown.
func placeName(p scheduler.Place) string {
	var parts []string
	for _, part := range []string{line(p.Cell, 24), line(p.File, 60)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if p.Line > 0 {
		parts = append(parts, "L"+strconv.Itoa(p.Line))
	}
	return strings.Join(parts, " ")
}

// sectionName is the heading of a phase. program says that the trace is of a main program, not of a cell.
func sectionName(turn int, p scheduler.Phase, program bool) string {
	starts := "goes on"
	if program {
		starts = "starts"
	}
	switch {
	case p == scheduler.PhaseScript:
		return ""
	case p == scheduler.PhaseMicrotasks:
		return "ticks and promise jobs, before the loop " + starts
	case p == scheduler.PhaseExit:
		return "at the end"
	case turn == 0:
		return fmt.Sprintf("%s, before turn 1", p)
	}
	return fmt.Sprintf("turn %d: %s", turn, p)
}

// count is "1 callback", "2 callbacks", "1,000 callbacks".
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return number(n) + " " + what + "s"
}

// number groups digits by thousands.
func number(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// millis is a time in ms with at most three decimals.
func millis(ms float64) string {
	text := strconv.FormatFloat(ms, 'f', 3, 64)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}
