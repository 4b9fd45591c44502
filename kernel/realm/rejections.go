package realm

import (
	"fmt"

	"github.com/dop251/goja"

	"loopbook/scheduler"
)

// rejections is the state of node-loop section 13: which promises were rejected without a handler, which got one too
// late. Loop goroutine only.
type rejections struct {
	pending []*unhandled // in order of rejection
	index   map[*goja.Promise]*unhandled
	warned  map[*goja.Promise]*unhandled // already reported, and still held by a program that may handle it late
	late    []*unhandled
	count   int // of rejections without a handler so far: each has its number in warnings
}

// unhandled is one rejected promise.
type unhandled struct {
	id      int
	promise *goja.Promise
	context *scheduler.Context // where it was rejected: whose cell it ends
	handled bool
}

// maxWarned bounds the memory for promises that were reported and may yet be handled.
const maxWarned = 1000

func (r *Realm) installRejections() error {
	r.rejections = &rejections{index: map[*goja.Promise]*unhandled{}, warned: map[*goja.Promise]*unhandled{}}
	r.rt.SetPromiseRejectionTracker(r.trackRejection)
	return nil
}

// trackRejection implements HostPromiseRejectionTracker (ECMA-262 section 27.2.1.9).
func (r *Realm) trackRejection(p *goja.Promise, operation goja.PromiseRejectionOperation) {
	s := r.rejections
	if operation == goja.PromiseRejectionReject {
		s.count++
		u := &unhandled{id: s.count, promise: p, context: r.loop.Context()}
		s.pending = append(s.pending, u)
		s.index[p] = u
		r.loop.NoteRejection()
		if r.trace != nil {
			r.trace.rejected(p)
		}
		return
	}
	if u := s.index[p]; u != nil {
		u.handled = true
		delete(s.index, p)
	} else if u := s.warned[p]; u != nil {
		delete(s.warned, p)
		s.late = append(s.late, u)
		r.loop.NoteRejection()
	}
}

// ProcessRejections implements [scheduler.Engine]: PROCESS_REJECTIONS of node-loop section 13.
func (r *Realm) ProcessRejections() (again bool) {
	s := r.rejections
	for len(s.late) > 0 {
		u := s.late[0]
		s.late = s.late[1:]
		again = true
		if err := r.process.emitRejectionHandled(u); err != nil {
			r.loop.ThrowOut(err)
			return true
		}
	}
	for _, u := range s.takePending() {
		if len(s.warned) < maxWarned {
			s.warned[u.promise] = u
		}
		again = true
		if !r.report(u) {
			return true
		}
	}
	return again || len(s.pending) > 0
}

// takePending returns the promises that are to be reported, which no handler saves any more: neither does one that a
// listener of the same batch adds, nor is it a late one (rule U2).
func (s *rejections) takePending() []*unhandled {
	var batch []*unhandled
	for _, u := range s.pending {
		if !u.handled {
			delete(s.index, u.promise)
			batch = append(batch, u)
		}
	}
	s.pending = nil
	return batch
}

// report does with one unhandled rejection what --unhandled-rejections says. false: a listener threw, and the rest of
// the batch is lost (rule U6).
func (r *Realm) report(u *unhandled) (goOn bool) {
	r.loop.SetContext(u.context)
	if r.trace != nil {
		r.trace.loop.Next()
	}
	reason := u.promise.Result()
	mode := r.cfg.UnhandledRejections
	if mode == "strict" && !r.loop.Throw(rejection{reason: r.rejectionError(reason)}) {
		return false
	}
	heard, err := r.process.emitUnhandledRejection(u)
	if err != nil {
		r.loop.ThrowOut(err)
		return false
	}
	switch {
	case mode == "none":
	case mode == "warn":
		r.warnOfRejection(u)
	case heard:
	case mode == "strict":
		r.warnOfRejection(u)
	case mode == "warn-with-error-code":
		r.warnOfRejection(u)
		_ = r.process.object.Set("exitCode", 1)
	default:
		return r.loop.Throw(rejection{reason: r.rejectionError(reason)})
	}
	return true
}

// warnOfRejection emits the two warnings of the modes that only warn.
func (r *Realm) warnOfRejection(u *unhandled) {
	const kind = "UnhandledPromiseRejectionWarning"
	reason := u.promise.Result()
	text := r.plainText(reason)
	if o, ok := errorObject(reason); ok {
		text = propertyText(o, "stack")
	}
	r.process.warning(kind, "", text)
	r.process.warning(kind, "", fmt.Sprintf("Unhandled promise rejection. This error originated either by throwing inside of an "+
		"async function without a catch block, or by rejecting a promise which was not handled with .catch(). To terminate "+
		"the node process on unhandled promise rejection, use the CLI flag `--unhandled-rejections=strict` (see "+
		"https://nodejs.org/api/cli.html#cli_unhandled_rejections_mode). (rejection id: %d)", u.id))
}

// rejectionError is the error that stands for a reason: itself if it is an error, else Node's wrapper that quotes it.
func (r *Realm) rejectionError(reason goja.Value) goja.Value {
	if o, ok := reason.(*goja.Object); ok && hasOwn(o, "stack") {
		return reason
	}
	e := r.newCodedError("Error", "ERR_UNHANDLED_REJECTION", fmt.Sprintf("This error originated either by throwing inside of "+
		"an async function without a catch block, or by rejecting a promise which was not handled with .catch(). "+
		"The promise rejected with the reason \"%s\".", r.plainText(reason)))
	_ = e.DefineDataProperty("name", r.rt.ToValue("UnhandledPromiseRejection"), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	r.stacks.attach(e, nil)
	r.errors.blame(e, unhandledPlace, "throwUnhandledRejectionsMode (node:internal/process/promises:392:7)")
	return e
}

// plainText quotes a value without running any of its code.
func (r *Realm) plainText(v goja.Value) string {
	switch o := v.(type) {
	case *goja.Symbol:
		return "Symbol(" + o.String() + ")"
	case *goja.Object:
		if o.ClassName() == "Array" {
			return "[object Array]"
		}
		if source := functionSource(o); source != "" {
			return source
		}
		return "#<" + r.className(o) + ">"
	}
	return v.String()
}

// className is the name of an object's constructor, "Object" if reading it would run code or there is none.
func (r *Realm) className(o *goja.Object) string {
	name := "Object"
	_ = r.rt.Try(func() {
		if c, ok := o.Get("constructor").(*goja.Object); ok {
			if n := propertyText(c, "name"); n != "" {
				name = n
			}
		}
	})
	return name
}

// hasOwn reports whether o has the property itself.
func hasOwn(o *goja.Object, key string) bool {
	for _, k := range o.GetOwnPropertyNames() {
		if k == key {
			return true
		}
	}
	return false
}
