package display

import (
	"testing"

	"loopbook/scheduler"
)

// What a trace does not know leaves no hole in the sentence.
func TestCausesReadWellWhateverIsMissing(t *testing.T) {
	at := func(step, line int, what string) scheduler.Origin {
		return scheduler.Origin{Step: step, Place: scheduler.Place{Line: line}, What: what}
	}
	for _, c := range []struct {
		e    scheduler.Event
		want string
	}{
		{scheduler.Event{}, ""},
		{scheduler.Event{Queue: scheduler.QueueTick, Registered: at(1, 3, "")}, "queued by #1 at L3"},
		{scheduler.Event{Queue: scheduler.QueueTick, Registered: at(1, 0, "process.nextTick")}, "queued by #1 (process.nextTick)"},
		{scheduler.Event{Queue: scheduler.QueuePoll, Registered: at(2, 3, ""), Queued: at(4, 0, "x")}, "requested by #2 at L3; complete at #4"},
		{scheduler.Event{Queue: scheduler.QueuePromise, Registered: at(1, 2, "await"), Queued: at(0, 0, "settled")}, "registered by #1 at L2 (await); queued when it was settled"},
		{scheduler.Event{Queue: scheduler.QueuePromise, Registered: at(1, 2, ".then"), Queued: at(3, 5, "resolve")}, "registered by #1 at L2 (.then); queued when #3 at L5 settled it"},
		{scheduler.Event{Queue: scheduler.QueueTimer, Registered: at(1, 2, "setInterval"), Queued: at(3, 0, "again"), Delay: &scheduler.Delay{Asked: "5", Used: 5}}, "set by #1 at L2 (setInterval 5 ms), again by #3"},
	} {
		if got := cause(&c.e); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
