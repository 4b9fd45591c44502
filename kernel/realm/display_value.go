package realm

import (
	"errors"
	"fmt"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/dop251/goja"

	"loopbook/display"
	"loopbook/display/inspect"
)

// How a value is shown as a result. A value may have code of its own for that, and code may throw, or never end; and a
// value may be huge. None of these is a reason to show nothing, or to lose what the cell has computed.

const (
	// shownLimit is how many bytes of text are shown of one value.
	shownLimit = 100_000
	// drawLimit is how long the code by which a value shows itself may run.
	drawLimit = 2 * time.Second
)

// errSlow is the interrupt value of code that took longer than drawLimit to show a value.
var errSlow = errors.New("showing this value took longer than 2 s")

// draw makes the bundle of v and hands it to done: at once, or later if v draws itself by a promise.
func (r *Realm) draw(v goja.Value, done func(display.Bundle, error)) {
	o, method, ok := r.drawsItself(v)
	if !ok {
		done(r.bundle(v))
		return
	}
	drawn, err := r.callDisplay(o, method)
	if err != nil {
		done(display.Bundle{}, err)
		return
	}
	if _, ok := r.asPromise(drawn); ok {
		err := r.then(drawn, func(v goja.Value) { done(r.ownBundle(o, v)) }, func(reason goja.Value) { done(display.Bundle{}, thrown{reason}) })
		if err != nil {
			done(display.Bundle{}, err)
		}
		return
	}
	done(r.ownBundle(o, drawn))
}

// drawsItself returns the value's [Symbol.for('Jupyter.display')]; a proxy is not asked.
func (r *Realm) drawsItself(v goja.Value) (o *goja.Object, method goja.Callable, ok bool) {
	o, ok = v.(*goja.Object)
	if !ok {
		return nil, nil, false
	}
	if r.errors.machine.IsProxy(o) {
		return nil, nil, false
	}
	var f goja.Value
	if ex := r.rt.Try(func() { f = o.GetSymbol(r.symbolFor(displaySymbol)) }); ex != nil {
		return nil, nil, false // a getter that throws: what inspect makes of it is shown
	}
	method, ok = goja.AssertFunction(f)
	return o, method, ok
}

// callDisplay asks the value.
func (r *Realm) callDisplay(o *goja.Object, method goja.Callable) (v goja.Value, err error) {
	err = r.inTime(func() error {
		v, err = method(o)
		return err
	})
	return v, err
}

// bundle draws a value as the result of a cell, but for those that need time: by its own method if it has one, else as
// util.inspect does.
func (r *Realm) bundle(v goja.Value) (display.Bundle, error) {
	if o, method, ok := r.drawsItself(v); ok {
		drawn, err := r.callDisplay(o, method)
		if err != nil {
			return display.Bundle{}, err
		}
		if _, promise := r.asPromise(drawn); !promise {
			return r.ownBundle(o, drawn)
		}
	}
	s, err := r.inspectInTime(v, inspect.Default())
	if err != nil {
		return display.Bundle{}, err
	}
	return display.Text(bounded(s)), nil
}

// ownBundle makes a bundle of what a value's own method gave; text/plain is added where it gave none.
func (r *Realm) ownBundle(o *goja.Object, v goja.Value) (display.Bundle, error) {
	data, err := r.jsonObject(v)
	if err != nil {
		return display.Bundle{}, thrown{r.newError("TypeError", "[Symbol.for('Jupyter.display')]() must return a MIME bundle: "+err.Error())}
	}
	b := display.Bundle{Data: data}.Filled()
	if err := b.Check(); err != nil {
		return display.Bundle{}, thrown{r.newError("TypeError", "[Symbol.for('Jupyter.display')](): "+err.Error())}
	}
	if b.Plain() == "" {
		s, err := r.inspectInTime(o, inspect.Default())
		if err != nil {
			return display.Bundle{}, err
		}
		b = b.With(display.MIMEText, bounded(s))
	}
	return b, nil
}

// withoutItsCode shows a value whose own code for that failed: as inspect does without asking it, and what went wrong.
func (r *Realm) withoutItsCode(v goja.Value, failure error) display.Bundle {
	options := inspect.Default()
	options.CustomInspect = false
	s, err := r.inspectInTime(v, options)
	if err != nil {
		s = "[a value that cannot be shown]"
	}
	return display.Text(bounded(s) + "\n(shown without its own code, which failed: " + r.failureText(failure) + ")")
}

// failureText names an error in one line, without running any code of the program.
func (r *Realm) failureText(err error) string {
	if v, _, ok := r.thrownValue(err); ok {
		return bounded(r.inspectBriefly(v))
	}
	return err.Error()
}

// inspectInTime is util.inspect for a value whose code may never end.
func (r *Realm) inspectInTime(v goja.Value, o inspect.Options) (s string, err error) {
	err = r.inTime(func() error {
		s, err = r.inspector.Inspect(v, o)
		return err
	})
	return s, err
}

// inTime runs fn, which may call JavaScript, and interrupts it after a while. Where the interrupt comes too late to meet
// any JavaScript, it is taken back: it must not meet what runs next.
func (r *Realm) inTime(fn func() error) (err error) {
	var mu sync.Mutex
	over, raised := false, false
	timer := time.AfterFunc(drawLimit, func() {
		mu.Lock()
		defer mu.Unlock()
		if !over {
			raised = true
			r.rt.Interrupt(errSlow)
		}
	})
	defer func() {
		if x := recover(); x != nil {
			i, ok := x.(*goja.InterruptedError)
			if !ok {
				panic(x)
			}
			err = i
		}
		timer.Stop()
		mu.Lock()
		defer mu.Unlock()
		if over = true; raised {
			r.rt.ClearInterrupt()
		}
		if errors.Is(err, errSlow) {
			err = errSlow // an error of this value, no interrupt of the cell
		}
	}()
	return fn()
}

// bounded cuts a text that is too long to be shown, and says how much is missing.
func bounded(s string) string {
	if len(s) <= shownLimit {
		return s
	}
	cut := shownLimit
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return fmt.Sprintf("%s\n... %d more characters", s[:cut], utf8.RuneCountInString(s[cut:]))
}
