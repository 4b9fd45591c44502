package realm

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"loopbook/kernel/realm/lower"
)

// HOW a stack becomes V8's
//
// goja gives frames from the innermost outwards: JavaScript frames with a place, native ones without, at the end the
// outermost frame of the realm (Realm.enter), and after it the async functions that await the running one. V8 writes
//
//	TypeError: message
//	    at inner (file:line:column)
//	    at Array.forEach (<anonymous>)
//	    at async outer (file:line:column)
//
// with the column of the called name where goja has the one of the parenthesis, and at most Error.stackTraceLimit lines.
// Files of our own begin with "loopbook:" and are left out; places in a cell are mapped back to what the user wrote.

// defaultStackTraceLimit is Error.stackTraceLimit when the program does not change it.
const defaultStackTraceLimit = 10

// stackFormat turns goja's frames into V8's text. Loop goroutine only.
type stackFormat struct {
	r       *Realm
	sources map[string]*source // by file name
	buffer  []goja.StackFrame
}

// source is the text of a program as its author wrote it, for columns, messages and tracebacks.
type source struct {
	text  string
	lines []string // made at first use
	at    *lower.Positions
	shift int // columns that stand before the first line (the wrapper of a module)
	esm   bool
}

func newStackFormat(r *Realm) *stackFormat {
	return &stackFormat{r: r, sources: map[string]*source{}}
}

// addCell makes the places of a program known under its file name; at may be nil.
func (s *stackFormat) addCell(name, text string, at *lower.Positions) {
	s.sources[name] = &source{text: text, at: at}
}

// addModule is addCell for a CommonJS module; without at its wrapper takes shift columns of the first line.
func (s *stackFormat) addModule(file, text string, at *lower.Positions, shift int) {
	s.sources[file] = &source{text: text, at: at, shift: shift}
}

// addESM is addCell for an ES module, whose name in stacks is a URL.
func (s *stackFormat) addESM(file, text string, at *lower.Positions) {
	s.sources[file] = &source{text: text, at: at, esm: true}
}

// line returns line n (from 1) of a file, "" if it is not known.
func (s *stackFormat) line(file string, n int) string {
	src := s.sources[file]
	if src == nil {
		return ""
	}
	if src.lines == nil {
		src.lines = strings.Split(src.text, "\n")
	}
	if n < 1 || n > len(src.lines) {
		return ""
	}
	return strings.TrimSuffix(src.lines[n-1], "\r")
}

// frame is one line of a stack.
type frame struct {
	function     string
	url          string // "file://" in front of the file of an ES module
	file         string // "" for native code
	line, column int
	async        bool
}

// capture returns the frames of the running code, ours left out.
func (s *stackFormat) capture() []frame {
	s.buffer = s.r.rt.CaptureCallStack(0, s.buffer[:0])
	frames := make([]frame, 0, len(s.buffer))
	async := false
	for i := range s.buffer {
		f := &s.buffer[i]
		file := f.SrcName()
		if file == enterName {
			async = true
			continue
		}
		if strings.HasPrefix(file, internalPrefix) {
			continue
		}
		if entry, ok := s.frame(f, file); ok {
			entry.async = async
			frames = append(frames, entry)
		}
	}
	return frames
}

// frame translates one frame; false for those no user should see.
func (s *stackFormat) frame(f *goja.StackFrame, file string) (frame, bool) {
	name := f.FuncName()
	if name == "<anonymous>" {
		name = ""
	}
	if file == "<native>" {
		name, ok := nativeName(name)
		return frame{function: name}, ok
	}
	p := f.Position()
	line, column := s.place(file, p.Line, p.Column)
	url := ""
	if src := s.sources[file]; src != nil && src.esm {
		url = "file://"
	}
	return frame{function: name, url: url, file: file, line: line, column: column}, true
}

// place maps a place of compiled code to the one V8 would name.
func (s *stackFormat) place(file string, line, column int) (int, int) {
	src := s.sources[file]
	if src == nil {
		return line, column
	}
	if src.at != nil {
		line, column = src.at.Original(line, column)
	}
	if line == 1 {
		column = max(1, column-src.shift)
	}
	return line, calleeColumn(s.line(file, line), column)
}

// calleeColumn moves from the parenthesis of a call, where goja points, to the name before it, where V8 does.
func calleeColumn(line string, column int) int {
	i := column - 1
	if i <= 0 || i >= len(line) || line[i] != '(' {
		return column
	}
	j := i
	for j > 0 && isIdentifierByte(line[j-1]) {
		j--
	}
	if j == i {
		return column
	}
	return j + 1
}

func isIdentifierByte(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// nativeOwners maps the built-in functions that call back into programs to the way V8 names them.
var nativeOwners = map[string]string{
	"forEach": "Array.forEach", "map": "Array.map", "filter": "Array.filter", "reduce": "Array.reduce",
	"reduceRight": "Array.reduceRight", "some": "Array.some", "every": "Array.every", "find": "Array.find",
	"findIndex": "Array.findIndex", "findLast": "Array.findLast", "flatMap": "Array.flatMap", "sort": "Array.sort",
	"parse": "JSON.parse", "stringify": "JSON.stringify", "replace": "String.replace", "from": "Array.from",
	"Promise": "new Promise", "apply": "", "call": "", "bind": "", "next": "Generator.next",
}

// nativeName returns V8's name for a native frame; false if the frame is not shown.
func nativeName(name string) (string, bool) {
	owner, known := nativeOwners[name]
	return owner, known && owner != ""
}

// text writes the frames under a header, at most limit of them.
func (s *stackFormat) text(header string, frames []frame, limit int) string {
	var b strings.Builder
	b.WriteString(header)
	for i, f := range frames {
		if i == limit {
			break
		}
		b.WriteString("\n    at ")
		f.write(&b)
	}
	return b.String()
}

func (f frame) write(b *strings.Builder) {
	if f.async {
		b.WriteString("async ")
	}
	place := "<anonymous>"
	if f.file != "" {
		place = f.url + f.file + ":" + strconv.Itoa(f.line) + ":" + strconv.Itoa(f.column)
	}
	if f.function == "" {
		b.WriteString(place)
		return
	}
	b.WriteString(f.function)
	b.WriteString(" (")
	b.WriteString(place)
	b.WriteString(")")
}

// attach gives e its stack property, an own one that does not enumerate.
func (s *stackFormat) attach(e *goja.Object, frames []frame) {
	limit, ok := s.limit()
	if !ok {
		return
	}
	text := s.text(s.header(e), frames, limit)
	_ = e.DefineDataProperty("stack", s.r.rt.ToValue(text), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// limit reads Error.stackTraceLimit; false if the program made it something else than a number: V8 then makes no stack.
func (s *stackFormat) limit() (int, bool) {
	v := s.r.errors.wrapped["Error"]
	if v == nil {
		return defaultStackTraceLimit, true
	}
	n := v.Get("stackTraceLimit")
	if n == nil || !goja.IsNumber(n) {
		return 0, false
	}
	return max(0, int(n.ToInteger())), true
}

// header is the first line of a stack: Error.prototype.toString of the error as it is now.
func (s *stackFormat) header(e *goja.Object) string {
	name, message := text(e.Get("name"), "Error"), text(e.Get("message"), "")
	switch {
	case name == "":
		return message
	case message == "":
		return name
	}
	return name + ": " + message
}

// text returns v as a string, or fallback if it is undefined.
func text(v goja.Value, fallback string) string {
	if v == nil || goja.IsUndefined(v) {
		return fallback
	}
	return v.String()
}

// installStackTraceAPI adds V8's Error.stackTraceLimit and Error.captureStackTrace(object[, function]).
func (r *Realm) installStackTraceAPI(constructor *goja.Object) error {
	if err := constructor.DefineDataProperty("stackTraceLimit", r.rt.ToValue(defaultStackTraceLimit), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
		return err
	}
	return r.defineHidden(constructor, "captureStackTrace", func(call goja.FunctionCall) goja.Value {
		target, ok := call.Argument(0).(*goja.Object)
		if !ok {
			panic(r.newError("TypeError", "Invalid argument"))
		}
		frames := r.stacks.capture()
		if f, ok := call.Argument(1).(*goja.Object); ok {
			frames = above(frames, text(f.Get("name"), ""))
		}
		r.stacks.attach(target, frames)
		return goja.Undefined()
	})
}

// above leaves out the frames up to and including the topmost one of the named function.
func above(frames []frame, function string) []frame {
	for i, f := range frames {
		if function != "" && f.function == function {
			return frames[i+1:]
		}
	}
	return frames
}

// cellPlace finds the places in cells that a stack names: "Cell In[3]:2:5".
var cellPlace = regexp.MustCompile(`(Cell In\[\d+\]):(\d+):(\d+)`)

// firstPlace returns the innermost place of a stack that lies in a known cell.
func (s *stackFormat) firstPlace(stack string) (file string, line, column int, ok bool) {
	for _, m := range cellPlace.FindAllStringSubmatch(stack, -1) {
		if s.sources[m[1]] == nil {
			continue
		}
		line, _ = strconv.Atoi(m[2])
		column, _ = strconv.Atoi(m[3])
		return m[1], line, column, true
	}
	return "", 0, 0, false
}

// thrownByEngine tells whether the innermost JavaScript frame is a place where no `new …Error` or call of it stands: then
// goja made the error itself.
func (s *stackFormat) thrownByEngine(frames []frame) bool {
	if len(frames) == 0 || frames[0].file == "" {
		return true
	}
	f := frames[0]
	line := s.line(f.file, f.line)
	if line == "" || f.column > len(line) {
		return true
	}
	return !errorCall.MatchString(line[f.column-1:])
}

var errorCall = regexp.MustCompile(`^(?:new\s+)?[\p{L}\p{N}_$.]*Error\b`)
