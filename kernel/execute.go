package kernel

import (
	"strings"
	"time"

	"loopbook/kernel/realm"
	"loopbook/kernel/wire"
)

// abortGrace is how long after its arrival a request that failed may still meet the rest of its burst. "Run all" sends
// the cells one by one; a first cell that fails at once would else be answered before the second has arrived, and the
// rest would run. A request that comes after the reply is never aborted.
const abortGrace = 30 * time.Millisecond

// An execution is one execute_request on its way.
type execution struct {
	k       *Kernel
	r       *request
	asked   wire.ExecuteRequest
	count   int
	line    *line // its entry in the history, nil if it has none
	started time.Time
}

// execute starts a cell; executed ends the request.
func (k *Kernel) execute(r *request, asked wire.ExecuteRequest) (any, error) {
	x := &execution{k: k, r: r, asked: asked, started: time.Now()}
	r.out = k.newOutput(r, asked.Silent)
	if !asked.Silent {
		k.newest.Store(r.out)
	}
	x.number()
	r.out.publish("execute_input", wire.ExecuteInput{Code: asked.Code, ExecutionCount: x.count})
	cell := &realm.Cell{
		Source: asked.Code, Count: x.name(), Silent: asked.Silent, Expressions: asked.UserExpressions,
		Output: r.out, Done: x.done,
	}
	if asked.MayAsk() {
		cell.Input = func(prompt string, password bool) (string, error) { return k.stdin.ask(r, prompt, password) }
	}
	e, err := k.engine()
	if err != nil {
		return nil, err
	}
	e.Execute(cell)
	return nil, nil
}

// name is the number by which stacks and timelines call the cell: what the frontend shows, and for a cell that does not
// count (as nbval executes all) the next that no cell had, or they would all be one.
func (x *execution) name() int {
	if x.line == nil && !x.asked.Silent {
		x.k.named++
		return x.k.named
	}
	x.k.named = max(x.k.named, x.count)
	return x.count
}

// number gives the cell its execution count and its line in the history. Only a cell that is stored counts, and a cell
// without code is not stored: it comes with user expressions, or by mistake.
func (x *execution) number() {
	store := x.asked.Stores() && strings.TrimSpace(x.asked.Code) != ""
	if store {
		x.k.count.Add(1)
	}
	x.count = int(x.k.count.Load())
	if store {
		x.line = x.k.history.add(x.count, x.asked.Code)
	}
}

// done is called when the cell has ended. Loop goroutine: what a cell left running cannot print between the result and
// the idle.
func (x *execution) done(o realm.Outcome) {
	defer x.k.rescue(x.r)
	if o.Err != nil {
		x.failed(o.Err)
		return
	}
	if o.Result != nil {
		x.k.history.setOutput(x.line, o.Result.Plain())
		x.r.out.result(*o.Result, x.count)
	}
	x.finish(wire.ExecuteReply{Status: wire.StatusOK, ExecutionCount: x.count, UserExpressions: expressions(o.Expressions)})
}

// failed shows the error and answers with it; with stop_on_error the cells that are queued by then do not run.
func (x *execution) failed(e *realm.Exception) {
	c := errorContent(e)
	x.r.out.publish("error", c)
	reply := wire.ExecuteError{
		Status: wire.StatusError, ExecutionCount: x.count, EName: c.EName, EValue: c.EValue, Traceback: c.Traceback,
	}
	stop := func() {
		x.k.requests.abort()
		x.finish(reply)
	}
	grace := abortGrace - time.Since(x.r.received)
	switch {
	case !x.asked.Stops():
		x.finish(reply)
	case grace <= 0:
		stop()
	default:
		time.AfterFunc(grace, stop)
	}
}

// finish replies; JupyterLab's timing of cells reads metadata.started.
func (x *execution) finish(reply any) {
	x.k.finishWith(x.r, reply, map[string]any{"started": x.started.UTC().Format(wire.DateLayout)})
}

// expressions is the user_expressions of the reply: an error in one is not an error of the cell.
func expressions(results map[string]realm.ExpressionResult) map[string]any {
	out := make(map[string]any, len(results))
	for name, res := range results {
		switch {
		case res.Err != nil:
			c := errorContent(res.Err)
			out[name] = wire.ErrorReply{Status: wire.StatusError, EName: c.EName, EValue: c.EValue, Traceback: c.Traceback}
		case res.Value != nil:
			b := res.Value.Valid()
			out[name] = wire.ExpressionResult{Status: wire.StatusOK, Data: b.Data, Metadata: b.Metadata}
		}
	}
	return out
}

// errorContent is an exception as a message: its three fields always there.
func errorContent(e *realm.Exception) wire.ErrorContent {
	c := wire.ErrorContent{EName: e.Name, EValue: e.Value, Traceback: e.Traceback}
	if len(c.Traceback) == 0 {
		c.Traceback = []string{strings.TrimSuffix(e.Name+": "+e.Value, ": ")}
	}
	return c
}
