package scheduler_test

import (
	"context"
	"fmt"

	"loopbook/scheduler"
)

// language is the smallest engine: a queue of microtasks.
type language struct{ jobs []func() }

func (e *language) RunMicrotasks() error {
	for len(e.jobs) > 0 {
		job := e.jobs[0]
		e.jobs = e.jobs[1:]
		job()
	}
	return nil
}

func (e *language) ProcessRejections() (again bool)   { return false }
func (e *language) Uncaught(err error) (handled bool) { fmt.Println("uncaught:", err); return false }

func Example() {
	e := &language{}
	l := scheduler.New(e)
	say := func(s string) scheduler.Task { return func() error { fmt.Println(s); return nil } }

	l.SetVirtual(true) // the hour below takes no time
	l.Scope(func() error {
		l.SetTimer(say("timer after an hour"), 3_600_000, false)
		l.SetImmediate(say("immediate"))
		e.jobs = append(e.jobs, func() { fmt.Println("microtask") })
		l.NextTick(say("tick"))
		send := l.Pending()
		go send(say("result of outside work"))
		return say("body")()
	})
	if err := l.Run(context.Background()); err != nil {
		fmt.Println(err)
	}
	// Unordered output:
	// body
	// tick
	// microtask
	// immediate
	// result of outside work
	// timer after an hour
}
