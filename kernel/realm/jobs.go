package realm

import (
	"fmt"
	"reflect"
	"unsafe"

	"github.com/dop251/goja"

	"loopbook/scheduler"
)

// HOW and WHY promise jobs are ours
//
// goja keeps the jobs of ECMA-262 section 9.5 (promise reactions, thenable jobs) in a private queue and empties it
// itself whenever the outermost call into JavaScript returns. Node needs more than that: after a throw in a timer the
// next timer runs before the jobs of the first (node-loop rule E3), ticks come before jobs, an interrupt must not lose
// the jobs of other cells, and the trace wants to know which step queued which job.
//
// So the whole life of the loop is ONE outermost JavaScript frame (Realm.enter): inside it goja never drains, and the
// queue is emptied here, one job at a time, when the scheduler says so:
//
//	enter ─ loop.Serve ─┬─ task ── JavaScript ── jobs appended to goja's queue
//	                    └─ RunMicrotasks: take job, run it, until none is left
//
// The queue is reached by the name and type of its field, once at start-up; an upgrade of goja that renames it fails
// the first test that makes a realm, with a sentence that says so.

// jobQueue is goja's own promise job queue, and beside it the context in which each job was queued.
type jobQueue struct {
	jobs *[]func() // goja's slice: it appends, we take
	// queuedIn[i] is the context of (*jobs)[i]; shorter than jobs by those queued since the last tag().
	queuedIn []*scheduler.Context
	// the emptied slices of the batch before, to be filled again: an await in a loop must not allocate.
	spareJobs []func()
	spareIn   []*scheduler.Context
	running   bool // RunMicrotasks
}

// newJobQueue finds the queue inside rt.
func newJobQueue(rt *goja.Runtime) (*jobQueue, error) {
	p, err := privateField[[]func()](rt, "jobQueue")
	if err != nil {
		return nil, err
	}
	return &jobQueue{jobs: p}, nil
}

// privateField points to an unexported field of a goja runtime: the one place where Loopbook relies on names inside goja.
func privateField[T any](rt *goja.Runtime, path ...string) (*T, error) {
	v := reflect.ValueOf(rt).Elem()
	for _, name := range path {
		if v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		v = v.FieldByName(name)
		if !v.IsValid() {
			return nil, fmt.Errorf("realm: this goja has no field %v: it was upgraded past what jobs.go knows", path)
		}
	}
	if want := reflect.TypeFor[T](); v.Type() != want {
		return nil, fmt.Errorf("realm: goja's field %v is %v, not %v: it was upgraded past what jobs.go knows", path, v.Type(), want)
	}
	return (*T)(unsafe.Pointer(v.UnsafeAddr())), nil
}

// push queues a job of our own (queueMicrotask) behind those that are there.
func (q *jobQueue) push(ctx *scheduler.Context, job func()) {
	q.tag(ctx)
	*q.jobs = append(*q.jobs, job)
	q.queuedIn = append(q.queuedIn, ctx)
}

// tag notes that the jobs queued since the last call were queued in ctx.
func (q *jobQueue) tag(ctx *scheduler.Context) {
	for len(q.queuedIn) < len(*q.jobs) {
		q.queuedIn = append(q.queuedIn, ctx)
	}
}

// take returns the jobs queued up to now with their contexts and leaves the queue empty.
func (q *jobQueue) take(ctx *scheduler.Context) ([]func(), []*scheduler.Context) {
	q.tag(ctx)
	jobs, in := *q.jobs, q.queuedIn
	*q.jobs, q.queuedIn = q.spareJobs, q.spareIn
	q.spareJobs, q.spareIn = nil, nil
	return jobs, in
}

// giveBack returns the slices of a batch that ran to its end.
func (q *jobQueue) giveBack(jobs []func(), in []*scheduler.Context) {
	clear(jobs)
	clear(in)
	q.spareJobs, q.spareIn = jobs[:0], in[:0]
}

// RunMicrotasks implements [scheduler.Engine]: every job, also those that jobs queue, each in the context that queued it
// (a reaction then replaces it by the context of its then() or await, see context.go).
// It does nothing when a job is what called it, through process._tickCallback.
func (r *Realm) RunMicrotasks() error {
	if r.jobs.running {
		return nil
	}
	r.jobs.running = true
	defer func() { r.jobs.running = false }()
	for len(*r.jobs.jobs) > 0 {
		if r.trace != nil {
			r.trace.know()
		}
		jobs, in := r.jobs.take(r.loop.Context())
		for i, job := range jobs {
			r.loop.SetContext(in[i])
			if err := r.runJobTraced(job); err != nil {
				r.putBack(jobs[i+1:], in[i+1:])
				return err
			}
			r.jobs.tag(r.loop.Context())
			r.tally()
		}
		r.jobs.giveBack(jobs, in)
	}
	return nil
}

// putBack puts jobs that did not run before those queued meanwhile.
func (r *Realm) putBack(jobs []func(), in []*scheduler.Context) {
	r.jobs.tag(r.loop.Context())
	*r.jobs.jobs = append(jobs[:len(jobs):len(jobs)], *r.jobs.jobs...)
	r.jobs.queuedIn = append(in[:len(in):len(in)], r.jobs.queuedIn...)
}

// runJobTraced is runJob, recorded if there is a trace.
func (r *Realm) runJobTraced(job func()) error {
	if r.trace != nil {
		return r.trace.runJob(job)
	}
	return r.runJob(job)
}

// runJob runs one job; what goja cannot turn into a rejection (an interrupt, a stack overflow) comes back as the error.
func (r *Realm) runJob(job func()) (err error) {
	defer func() {
		switch x := recover().(type) {
		case nil:
		case *goja.InterruptedError:
			err = x
		case *goja.StackOverflowError:
			err = x
		case unwanted:
		default:
			panic(x)
		}
	}()
	r.errors.machine.SetJob(job)
	job()
	r.errors.machine.SetJob(nil)
	return nil
}

// unwanted is the panic by which a reaction of a cell that was ended is skipped (contextTracker.Resumed).
type unwanted struct{}
