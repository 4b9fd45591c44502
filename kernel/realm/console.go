package realm

import (
	"fmt"
	"strings"
	"time"

	"github.com/dop251/goja"

	"loopbook/display/inspect"
)

// console is Node's console object, whose output goes to the cell of the running code. Loop goroutine only.
type console struct {
	r      *Realm
	indent string
	counts map[string]int
	timers map[string]time.Time
}

func (r *Realm) installConsole() error {
	c := &console{r: r, counts: map[string]int{}, timers: map[string]time.Time{}}
	o := r.rt.NewObject()
	stdout := func(call goja.FunctionCall) goja.Value { return c.print("stdout", call.Arguments) }
	stderr := func(call goja.FunctionCall) goja.Value { return c.print("stderr", call.Arguments) }
	for _, m := range []struct {
		name string
		fn   func(goja.FunctionCall) goja.Value
	}{
		{"log", stdout}, {"info", stdout}, {"debug", stdout}, {"dirxml", stdout}, {"error", stderr}, {"warn", stderr},
		{"dir", c.dir}, {"trace", c.trace}, {"assert", c.assert}, {"table", c.table},
		{"group", c.group}, {"groupCollapsed", c.group}, {"groupEnd", c.groupEnd},
		{"count", c.count}, {"countReset", c.countReset}, {"time", c.time}, {"timeLog", c.timeLog}, {"timeEnd", c.timeEnd},
	} {
		if err := r.defineMethod(o, m.name, m.fn); err != nil {
			return err
		}
	}
	return r.rt.GlobalObject().DefineDataProperty("console", o, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// write sends text to the cell of the running code, to the running cell if it is nobody's.
func (r *Realm) write(stream, text string) {
	if r.trace != nil {
		r.trace.print(text)
	}
	x := r.current()
	if x == nil {
		x = r.running
	}
	if x != nil {
		x.cell.Output.Stream(stream, text)
		return
	}
	w := r.cfg.Stdout
	if stream == "stderr" {
		w = r.cfg.Stderr
	}
	if w != nil {
		_, _ = fmt.Fprint(w, text)
	}
}

// print formats args as util.format does and writes a line, indented by the groups that are open.
func (c *console) print(stream string, args []goja.Value) goja.Value {
	s, err := c.r.inspector.Format(args, inspect.Default())
	if err != nil {
		panic(err)
	}
	c.line(stream, s)
	return goja.Undefined()
}

func (c *console) line(stream, s string) {
	if c.indent != "" {
		s = c.indent + strings.ReplaceAll(s, "\n", "\n"+c.indent)
	}
	c.r.write(stream, s+"\n")
}

// dir implements console.dir(value, options).
func (c *console) dir(call goja.FunctionCall) goja.Value {
	options, err := c.r.inspector.OptionsFrom(call.Argument(1))
	if err != nil {
		panic(err)
	}
	options.CustomInspect = false
	s, err := c.r.inspector.Inspect(call.Argument(0), options)
	if err != nil {
		panic(err)
	}
	c.line("stdout", s)
	return goja.Undefined()
}

func (c *console) trace(call goja.FunctionCall) goja.Value {
	s, err := c.r.inspector.Format(call.Arguments, inspect.Default())
	if err != nil {
		panic(err)
	}
	header := "Trace"
	if s != "" {
		header += ": " + s
	}
	c.line("stderr", c.r.stacks.text(header, c.r.stacks.capture(), defaultStackTraceLimit))
	return goja.Undefined()
}

func (c *console) assert(call goja.FunctionCall) goja.Value {
	if call.Argument(0).ToBoolean() {
		return goja.Undefined()
	}
	args := append([]goja.Value(nil), call.Arguments[min(1, len(call.Arguments)):]...)
	switch first := ""; {
	case len(args) == 0:
		args = []goja.Value{c.r.rt.ToValue("Assertion failed")}
	default:
		if s, ok := args[0].(goja.String); ok {
			first = s.String()
			args[0] = c.r.rt.ToValue("Assertion failed: " + first)
		} else {
			args = append([]goja.Value{c.r.rt.ToValue("Assertion failed:")}, args...)
		}
	}
	return c.print("stderr", args)
}

func (c *console) group(call goja.FunctionCall) goja.Value {
	if len(call.Arguments) > 0 {
		c.print("stdout", call.Arguments)
	}
	c.indent += "  "
	return goja.Undefined()
}

func (c *console) groupEnd(goja.FunctionCall) goja.Value {
	c.indent = strings.TrimSuffix(c.indent, "  ")
	return goja.Undefined()
}

func (c *console) count(call goja.FunctionCall) goja.Value {
	label := text(call.Argument(0), "default")
	c.counts[label]++
	c.line("stdout", fmt.Sprintf("%s: %d", label, c.counts[label]))
	return goja.Undefined()
}

func (c *console) countReset(call goja.FunctionCall) goja.Value {
	label := text(call.Argument(0), "default")
	if _, ok := c.counts[label]; !ok {
		c.warn(fmt.Sprintf("Count for '%s' does not exist", label))
	}
	delete(c.counts, label)
	return goja.Undefined()
}

func (c *console) time(call goja.FunctionCall) goja.Value {
	label := text(call.Argument(0), "default")
	if _, ok := c.timers[label]; ok {
		c.warn(fmt.Sprintf("Label '%s' already exists for console.time()", label))
		return goja.Undefined()
	}
	c.timers[label] = c.r.loop.Time()
	return goja.Undefined()
}

func (c *console) timeEnd(call goja.FunctionCall) goja.Value {
	if c.elapsed("timeEnd", call) {
		delete(c.timers, text(call.Argument(0), "default"))
	}
	return goja.Undefined()
}

func (c *console) timeLog(call goja.FunctionCall) goja.Value {
	c.elapsed("timeLog", call)
	return goja.Undefined()
}

// elapsed prints the time since console.time(label), with the further arguments.
func (c *console) elapsed(method string, call goja.FunctionCall) bool {
	label := text(call.Argument(0), "default")
	start, ok := c.timers[label]
	if !ok {
		c.warn(fmt.Sprintf("No such label '%s' for console.%s()", label, method))
		return false
	}
	args := []goja.Value{c.r.rt.ToValue(label + ": " + duration(c.r.loop.Time().Sub(start)))}
	c.print("stdout", append(args, call.Arguments[min(1, len(call.Arguments)):]...))
	return true
}

// duration writes a time span as Node's console does: 1.234ms, 2.500s, 1:30.000 (m:ss.mmm).
func duration(d time.Duration) string {
	ms := float64(d) / float64(time.Millisecond)
	switch {
	case d >= time.Hour:
		return fmt.Sprintf("%d:%02d:%02d (h:mm:ss)", int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60)
	case d >= time.Minute:
		return fmt.Sprintf("%d:%06.3f (m:ss.mmm)", int(d.Minutes()), d.Seconds()-60*float64(int(d.Minutes())))
	case d >= time.Second:
		return fmt.Sprintf("%.3fs", d.Seconds())
	}
	s := fmt.Sprintf("%.3f", ms)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".") + "ms"
}

// warn is a process warning of the console.
func (c *console) warn(message string) { c.r.process.warning("Warning", "", message) }
