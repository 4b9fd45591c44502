package display

import (
	"slices"

	"loopbook/scheduler"
)

const (
	rowLimit    = 60  // rows of a timeline, headings not counted
	summaryFrom = 600 // more steps than this are summed up in tables
	runLength   = 4   // so many alike are folded
)

// A fold is neighbouring steps shown as one row; a single step is a fold of one.
type fold struct {
	index  int // of the first, among the selected events
	events []*scheduler.Event
	alike  bool // one queue, line and cause
}

func (f *fold) counts() (c scheduler.QueueCounts) {
	for _, e := range f.events {
		c[e.Queue]++
	}
	return c
}

// typical is the first step without what the others may not share.
func (f *fold) typical() *scheduler.Event {
	e := *f.events[0]
	e.Registered.Promise = 0
	if slices.ContainsFunc(f.events, func(o *scheduler.Event) bool { return o.Registered.Step != e.Registered.Step }) {
		e.Registered.Step = 0
	}
	if e.Queued.What != scheduler.AlreadySettled {
		e.Queued = scheduler.Origin{}
	}
	return &e
}

// printed is how many lines the steps printed.
func (f *fold) printed() (n int) {
	for _, e := range f.events {
		n += len(e.Output) + e.MoreOutput
	}
	return n
}

// sections is how many phases the fold spans.
func (f *fold) sections() int {
	n := 1
	for i := 1; i < len(f.events); i++ {
		if !samePhase(f.events[i-1], f.events[i]) {
			n++
		}
	}
	return n
}

func samePhase(a, b *scheduler.Event) bool { return a.Turn == b.Turn && a.Phase == b.Phase }

func alike(a, b *scheduler.Event) bool {
	return a.Queue == b.Queue && a.Place == b.Place && a.Registered.Place == b.Registered.Place && a.Registered.What == b.Registered.What
}

// folded fits events into limit rows. Nothing is folded when they fit. Else it goes on until they do: runs of one
// queue, line and cause; whole phases; then neighbouring phases, always sparing what keep names; then runs of
// one line even so; then the middle.
func folded(events []*scheduler.Event, limit int, keep func(*scheduler.Event) bool) []fold {
	items := make([]fold, len(events))
	for i := range events {
		items[i] = fold{index: i, events: events[i : i+1], alike: true}
	}
	all := func(*scheduler.Event) bool { return false }
	for _, step := range []struct {
		least int
		keep  func(*scheduler.Event) bool
		same  func(a, b *scheduler.Event) bool
	}{
		{runLength, keep, alike},
		{2, keep, samePhase},
		{2, keep, func(_, _ *scheduler.Event) bool { return true }},
		{runLength, all, alike},
		{2, all, samePhase},
	} {
		if len(items) <= limit {
			return items
		}
		items = merge(items, step.least, step.keep, step.same)
	}
	if len(items) <= limit {
		return items
	}
	head, tail := limit/2, limit-limit/2-1
	middle := join(items[head : len(items)-tail])
	return slices.Concat(items[:head], []fold{middle}, items[len(items)-tail:])
}

// merge joins runs of neighbours that are the same and not kept, if the run holds at least so many steps.
func merge(items []fold, least int, keep func(*scheduler.Event) bool, same func(a, b *scheduler.Event) bool) (merged []fold) {
	for i := 0; i < len(items); {
		end, steps := i, 0
		for end < len(items) && !spared(items[end], keep) && (end == i || same(items[end-1].events[0], items[end].events[0])) {
			steps += len(items[end].events)
			end++
		}
		if end-i >= 2 && steps >= least {
			merged = append(merged, join(items[i:end]))
			i = end
			continue
		}
		end = max(end, i+1)
		merged = append(merged, items[i:end]...)
		i = end
	}
	return merged
}

// spared: a single step that must stay a row of its own. Folds made before may be folded again.
func spared(f fold, keep func(*scheduler.Event) bool) bool {
	return len(f.events) == 1 && keep(f.events[0])
}

// join makes one fold of neighbouring ones.
func join(items []fold) fold {
	f := fold{index: items[0].index, alike: true}
	for _, it := range items {
		f.events = append(f.events, it.events...)
		f.alike = f.alike && it.alike && alike(it.events[0], f.events[0])
	}
	return f
}

// ends is the first and the last n/2 steps of each end with the rest folded between.
func ends(events []*scheduler.Event, n int) []fold {
	head := min(n/2, len(events))
	tail := max(head, len(events)-(n-n/2))
	var items []fold
	for i := range events {
		if i < head || i >= tail {
			items = append(items, fold{index: i, events: events[i : i+1], alike: true})
		} else if i == head {
			items = append(items, fold{index: head, events: events[head:tail]})
		}
	}
	return items
}
