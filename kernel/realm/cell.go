package realm

import (
	"errors"
	"time"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"

	"loopbook/display"
	"loopbook/kernel/realm/lower"
	"loopbook/scheduler"
)

// HOW and WHY a cell runs
//
//	source ── lower ──> prelude + body ── one scope of the poll phase ──┐
//	                                                                    v
//	       ticks, microtasks, timers, I/O: the loop turns      ┌── body settled?
//	       with every callback in the context of its cell      │   own work run dry?  ── outcome ── Done
//	                                                           └── drain time over?
//
// A cell is one host-to-JavaScript scope in CommonJS order: its body, then all ticks, then all microtasks (node-loop
// section 11). It has ended when its body has (for a cell with top-level await: when its promise has settled) and the
// work that IT started has run dry, so that a client which stops listening at idle (nbclient) has seen everything.
// Three limits keep a cell from holding the notebook for ever:
//
//   - an interval holds it only as long as no other cell waits;
//   - what runs longer than the drain time (10 s) after the body goes on in the background, its output still finds
//     its cell;
//   - a top-level await that nothing alive can settle is an error, as it is Node's exit code 13.
//
// The first error that nobody caught ends the cell, as it would end a Node process: its ticks, timers and jobs are
// dropped, other cells' are not, and all variables stay.

// drainTime is how long the work of a cell may hold it after its body; the magic %%drain sets another.
const drainTime = 10 * time.Second

// Cell is a request to run some source. The realm reads the fields, it does not change them.
type Cell struct {
	// Source is the text as the user wrote it.
	Source string
	// Count names the cell in stacks and errors: "Cell In[3]".
	Count int
	// Silent drops the result.
	Silent bool
	// Expressions are evaluated after the cell succeeded, each by itself (user_expressions).
	Expressions map[string]string
	// Output takes what the cell prints and shows, also long after Done. Called on the loop goroutine.
	Output Output
	// Input asks the user for a line and waits; nil if the frontend cannot. It blocks the loop goroutine; it returns
	// io.EOF at end of input and ErrInterrupted when the wait was interrupted.
	Input func(prompt string, password bool) (string, error)
	// Done is called exactly once, on the loop goroutine, after the cell's last output before its end.
	Done func(Outcome)
}

// Output takes what a cell prints and shows. All methods are called on the loop goroutine and should not block.
type Output interface {
	// Stream takes text for "stdout" or "stderr".
	Stream(name, text string)
	// Display shows a bundle; update replaces what was shown under the bundle's ID.
	Display(b display.Bundle, update bool)
	// ClearOutput removes the cell's output, with wait only when the next output arrives.
	ClearOutput(wait bool)
	// Error takes an uncaught error that came after Done.
	Error(e *Exception)
}

// ErrInterrupted is what Cell.Input returns when the wait for input was interrupted.
var ErrInterrupted = errors.New("interrupted while waiting for input")

// Outcome is how a cell ended.
type Outcome struct {
	// Result is the value of the last expression, nil if there is none or it is undefined.
	Result *display.Bundle
	// Err is the uncaught error, nil if the cell succeeded.
	Err *Exception
	// Expressions holds a result for each of Cell.Expressions; nil after an error.
	Expressions map[string]ExpressionResult
}

// ExpressionResult is the value of one user expression or the error it threw: one of the two is set.
type ExpressionResult struct {
	Value *display.Bundle
	Err   *Exception
}

// execution is a cell on its way. Loop goroutine only.
type execution struct {
	r       *Realm
	cell    *Cell
	name    string // "Cell In[3]"
	body    func() error
	account *scheduler.Cell
	lowered *lower.Cell

	pictures pictures // what is shown under the cell of how it ran
	watched  *watched // the result, if it is promises
	drawing  bool     // the result draws itself by a promise
	between  bool     // one run is over, the next has not begun

	trace     *traceOptions // set by a magic: the cell is recorded …
	recording *recording    // … from when its body begins

	esm      bool            // runs in an ES module's order
	virtual  bool            // runs in virtual time
	waits    int             // the byte of the lowered source at which a body with top-level await waits
	settled  bool            // the body has ended
	threw    bool            // the body has ended with an exception, which a handler may have taken
	result   goja.Value      // of the body, nil if there is none
	shown    *display.Bundle // result as it was when the body ended
	err      *Exception      // the first uncaught error
	drained  bool            // the drain time is over
	drain    *time.Timer
	limit    time.Duration
	began    float64 // on the loop's clock
	finished bool    // Done was called
	dead     bool    // ended by an error: what it still had to do does not run
}

// Execute runs c after what the loop is doing. Any goroutine; the frontend waits for one cell at a time, but another
// may be handed in while a cell runs: it starts when the first is done.
func (r *Realm) Execute(c *Cell) {
	r.foreground.Store(true)
	x := &execution{r: r, cell: c, name: cellName(c.Count), limit: drainTime}
	x.body = x.evaluate
	r.loop.PostMain(func() error { return r.begin(x) })
}

// begin runs the body of x, or lets it wait for the cell before it. Inside a scope of the poll phase: the caller
// drains afterwards. The error is an uncaught exception.
func (r *Realm) begin(x *execution) error {
	if r.running != nil {
		r.queue = append(r.queue, x)
		return nil
	}
	r.running = x
	r.foreground.Store(true)
	x.adopt()
	err := x.body()
	x.threw = err != nil
	return err
}

// adopt makes an account for x, to which what begins now belongs.
func (x *execution) adopt() {
	x.account = x.r.loop.NewCell(x.name)
	x.account.Owner = x
	x.r.loop.SetContext(&scheduler.Context{Cell: x.account})
}

// evaluate is the body of a cell with source.
func (x *execution) evaluate() error {
	lowered, err := x.r.lowering.Lower(x.name, x.cell.Source)
	if err != nil {
		return x.r.syntaxError(x, err)
	}
	x.lowered = lowered
	if err := x.r.applyMagics(x); err != nil {
		return err
	}
	return x.launch()
}

// launch runs what was lowered, in the order that the cell is to have.
func (x *execution) launch() error {
	x.began = x.r.loop.Now()
	x.r.host.Calling = nil // an interrupt may have left it
	x.record()
	if !x.esm {
		return x.run()
	}
	// as an ES module: inside a microtask, so that the jobs of the body come before its ticks (node-loop rule ESM1)
	x.r.jobs.push(x.r.loop.Context(), func() {
		err := x.run()
		if reason, _, ok := x.r.thrownValue(err); ok {
			x.rejected(reason)
		} else if err != nil {
			x.r.throwNested(err)
		}
	})
	return nil
}

// rejected is the end of a body with an exception that reaches the loop as a rejection. That of an ES module does so some
// jobs later (node-loop rule ESM6).
func (x *execution) rejected(reason goja.Value) {
	hops := 0
	if x.esm {
		hops = 1 + failureHops
	}
	x.r.modules.after(hops, func() {
		x.threw = true
		x.r.loop.Throw(rejection{reason: reason})
	})
}

// run declares the cell's names and evaluates prelude and body. The error is an uncaught exception.
func (x *execution) run() error {
	r := x.r
	programs, err := x.compile()
	if err != nil {
		return err
	}
	r.declare(x.lowered.Names)
	r.lowering.Commit(x.lowered)
	r.stacks.addCell(x.name, x.cell.Source, x.lowered.Map)
	if x.lowered.Async {
		r.stacks.wrapper = programs[len(programs)-1]
	}
	value, err := x.runPrograms(programs)
	r.stacks.wrapper = nil
	if err != nil {
		return err
	}
	if !x.lowered.Async {
		x.bodyEnded(value)
		return nil
	}
	return r.then(value,
		func(v goja.Value) { x.bodyEnded(x.returned(v)) },
		x.rejected)
}

// returned is the result in what the body of an async cell returned.
func (x *execution) returned(v goja.Value) goja.Value {
	if o, ok := v.(*goja.Object); ok && x.lowered.HasResult {
		return o.Get("0")
	}
	return v
}

// runPrograms runs prelude and body, and records them if that was asked for.
func (x *execution) runPrograms(programs []*goja.Program) (value goja.Value, err error) {
	if x.trace != nil {
		x.recording = x.r.startTrace(*x.trace)
		x.recording.wrapped = x.lowered.Async
		x.recording.begin()
		defer func() { x.recording.end(err) }()
	}
	for _, p := range programs {
		if value, err = x.r.rt.RunProgram(p); err != nil {
			return nil, err
		}
	}
	return value, nil
}

// compile turns prelude and body into programs; a SyntaxError that only goja's compiler finds surfaces here.
func (x *execution) compile() ([]*goja.Program, error) {
	var programs []*goja.Program
	for _, tree := range []*ast.Program{x.lowered.PreludeTree, x.lowered.BodyTree} {
		if tree == nil {
			continue
		}
		p, err := goja.CompileAST(tree, false)
		if err != nil {
			return nil, x.r.compileError(x, err)
		}
		programs = append(programs, p)
	}
	return programs, nil
}

// bodyEnded notes the value of the body and how it looks now: later callbacks may change it. What a promise holds is
// worth waiting for, so that one is drawn at the end of the cell.
func (x *execution) bodyEnded(v goja.Value) {
	if x.settled {
		return
	}
	x.settled = true
	if x.lowered != nil && x.lowered.HasResult && !x.cell.Silent && x.r.isResult(v) {
		x.result = v
		if x.watched = x.watch(v); x.watched == nil || len(x.watched.open) == 0 {
			x.draw()
		}
	}
	if x.limit == 0 {
		x.drained = true
		return
	}
	x.drain = time.AfterFunc(x.limit, func() {
		x.r.loop.Post(func() error { x.drained = true; return nil })
	})
}

// isResult reports whether a frontend should see v as the result of a cell.
func (r *Realm) isResult(v goja.Value) bool {
	return v != nil && !goja.IsUndefined(v) && !r.isHandle(v)
}

// draw makes the bundle of the result. Where its own code fails (a custom inspect, a proxy), it is shown without.
func (x *execution) draw() {
	v := x.result
	x.drawing = true
	x.r.draw(v, func(b display.Bundle, err error) {
		if err != nil && isInterrupt(err) {
			x.r.interrupted(err)
			return
		}
		if err != nil {
			b = x.r.withoutItsCode(v, err)
		}
		x.shown, x.drawing = &b, false
	})
}

// fail ends the cell with e: what it still had to do is dropped. After the end of the cell e is shown under it.
func (x *execution) fail(e *Exception) {
	r := x.r
	x.abandon()
	if x.finished {
		x.cell.Output.Error(e)
		return
	}
	if x.err == nil {
		x.err = e
	}
	x.settled = true
	r.loop.Post(noTask) // a scope that failed drains nothing; this one lets afterScope look
}

// quit ends the cell without an error: process.exit(0).
func (x *execution) quit() {
	x.abandon()
	x.settled, x.result = true, nil
	x.r.loop.Post(noTask)
}

// abandon drops what the cell still had to do.
func (x *execution) abandon() {
	x.dead = true
	x.r.loop.Cancel(x.account)
	x.r.host.StopWorkers(x.account)
}

func noTask() error { return nil }

// afterScope runs when ticks and microtasks are empty: has the running cell ended?
func (r *Realm) afterScope() {
	if x := r.running; x != nil && x.ended() {
		x.finish()
	}
}

// ended reports whether nothing holds the cell any longer.
func (x *execution) ended() bool {
	r := x.r
	if x.threw && !x.settled {
		x.bodyEnded(nil)
	}
	switch {
	case x.between:
		return false
	case x.err != nil:
		return true
	case !x.settled:
		if r.loop.Alive() {
			return false
		}
		x.fail(r.unsettledAwait(x))
		return true
	case x.drawing && r.loop.Alive():
		return false
	case x.drained:
		return true
	case x.account.Busy():
		return false
	}
	return x.account.Intervals() == 0 || r.waiting.Load()
}

// finish calls Done; the loop goes on with what the cell left behind.
func (x *execution) finish() {
	r := x.r
	if x.drain != nil {
		x.drain.Stop()
	}
	t := x.recorded()
	if x.again(t) {
		return
	}
	x.conclude(t)
	o := Outcome{Result: x.shown, Err: x.err}
	if x.err == nil {
		o.Expressions = r.evaluateAll(x)
	} else {
		o.Result = nil
	}
	x.picture(t)
	x.finished = true
	if x.virtual {
		r.loop.SetVirtual(false)
	}
	r.running = nil
	r.foreground.Store(len(r.queue) > 0)
	x.cell.Done(o)
	if len(r.queue) > 0 {
		next := r.queue[0]
		r.queue = r.queue[1:]
		r.loop.PostMain(func() error { return r.begin(next) })
	}
}

// conclude draws what could not be drawn before the end: promises, and a value whose own promise nobody kept.
func (x *execution) conclude(t *traced) {
	if x.err != nil || x.result == nil {
		return
	}
	if x.drawing {
		b := x.r.withoutItsCode(x.result, errors.New("its promise is still pending"))
		x.shown, x.drawing = &b, false
	}
	if x.shown == nil {
		x.draw()
	}
	if x.watched != nil && x.shown != nil {
		b := x.watched.bundle(t, x.shown.Plain())
		x.shown = &b
	}
}

// SetWaiting says whether another execute_request is queued: then intervals no longer hold the running cell. Any goroutine.
func (r *Realm) SetWaiting(waiting bool) {
	if r.waiting.Swap(waiting) != waiting && waiting {
		r.loop.Post(noTask)
	}
}

// evaluateAll evaluates the user expressions of a cell that succeeded. They may not await.
func (r *Realm) evaluateAll(x *execution) map[string]ExpressionResult {
	results := make(map[string]ExpressionResult, len(x.cell.Expressions))
	for name, source := range x.cell.Expressions {
		b, err := r.evaluate(source)
		if err != nil {
			results[name] = ExpressionResult{Err: r.exception(err)}
			continue
		}
		results[name] = ExpressionResult{Value: &b}
	}
	return results
}

// evaluate returns the bundle of one expression.
func (r *Realm) evaluate(source string) (display.Bundle, error) {
	lowered, err := r.lowering.Expression("<user expression>", source)
	if err != nil {
		return display.Bundle{}, r.newSyntaxError(err)
	}
	v, err := r.rt.RunScript(lowered.Name, lowered.Body)
	if err != nil {
		return display.Bundle{}, err
	}
	return r.bundle(v)
}

// current returns the execution whose code is running, nil if it is nobody's.
func (r *Realm) current() *execution { return owner(r.loop.Context().Cell) }

// owner returns the execution that an account belongs to, nil if it is nobody's.
func owner(c *scheduler.Cell) *execution {
	if c == nil {
		return nil
	}
	x, _ := c.Owner.(*execution)
	return x
}

// declare makes the globals of the names a cell declares, before its body runs.
func (r *Realm) declare(names []lower.Decl) {
	for _, d := range names {
		r.scope.declare(d)
	}
}
