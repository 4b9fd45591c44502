package realm

import (
	"regexp"
	"sort"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/dop251/goja"

	"loopbook/display"
	"loopbook/display/inspect"
	"loopbook/kernel/realm/lower"
)

// Completion and inspection look at values without running a line of the user's code: no getter is called, no proxy is
// asked, no inspect method. What stands behind one is simply not known.

// lookTimeout bounds the wait for a loop that is busy with a callback.
const lookTimeout = 900 * time.Millisecond

// Completion is what could stand at the cursor.
type Completion struct {
	Matches []Match
	// Start and End are the UTF-16 offsets of the text that a match replaces.
	Start, End int
}

// Match is one candidate; Type is what Jupyter's clients make an icon of: "function", "class", "keyword", "property", "instance".
type Match struct{ Text, Type string }

// chainBeforeCursor is the last expression of names and dots before the cursor.
var chainBeforeCursor = regexp.MustCompile(`((?:[\p{L}_$][\p{L}\p{N}_$]*\s*(?:\?\.|\.)\s*)*)([\p{L}_$][\p{L}\p{N}_$]*)?$`)

// keywords are completed where no dot stands before.
var keywords = strings.Fields("await async break case catch class const continue debugger default delete do else export extends " +
	"finally for function if import in instanceof let new of return static super switch this throw try typeof var void while with yield true false null undefined")

// Complete returns the candidates at cursor, a UTF-16 offset into code. Any goroutine but the loop's; it waits for the loop,
// at most about a second, and runs no code of the user.
func (r *Realm) Complete(code string, cursor int) Completion {
	before := utf16Prefix(code, cursor)
	if c, ok := completeMagic(before); ok {
		return c
	}
	m := chainBeforeCursor.FindStringSubmatch(before)
	chain, word := m[1], m[2]
	end := len(utf16.Encode([]rune(before)))
	c := Completion{Start: end - len(utf16.Encode([]rune(word))), End: end}
	if chain == "" && strings.HasSuffix(strings.TrimRight(strings.TrimSuffix(before, word), " \t"), ".") {
		return c // a dot behind something that is no name: its value is not known
	}
	r.look(func() { c.Matches = r.candidates(chain, word) })
	return c
}

// utf16Prefix returns the part of s before a UTF-16 offset, clamped.
func utf16Prefix(s string, offset int) string {
	units := utf16.Encode([]rune(s))
	return string(utf16.Decode(units[:min(max(offset, 0), len(units))]))
}

// look runs fn on the loop goroutine and waits for it, but not for ever.
func (r *Realm) look(fn func()) {
	done := make(chan struct{})
	started := make(chan struct{})
	r.loop.Post(func() error {
		close(started)
		fn()
		close(done)
		return nil
	})
	timeout := time.After(lookTimeout)
	select {
	case <-started:
	case <-r.ended:
		return
	case <-timeout:
		return
	}
	<-done
}

// candidates lists the properties of the chain's value, or the globals and keywords, that begin with word.
func (r *Realm) candidates(chain, word string) []Match {
	found := map[string]string{}
	if chain == "" {
		for _, k := range keywords {
			found[k] = "keyword"
		}
	}
	if v, ok := r.resolve(names(chain)); ok {
		r.properties(v, found)
	}
	matches := []Match{}
	for name, kind := range found {
		if strings.HasPrefix(name, word) && identifierName.MatchString(name) && !hidden(name) {
			matches = append(matches, Match{name, kind})
		}
	}
	sort.Slice(matches, func(i, j int) bool { return matches[i].Text < matches[j].Text })
	return matches
}

var identifierName = regexp.MustCompile(`^[\p{L}_$][\p{L}\p{N}_$]*$`)

// names splits "a.b?.c." into its names.
func names(chain string) []string {
	return strings.FieldsFunc(chain, func(c rune) bool { return strings.ContainsRune(".? \t\r\n", c) })
}

// resolve follows data properties from the global object; ok is false where a getter or a proxy stands in the way.
func (r *Realm) resolve(path []string) (v goja.Value, ok bool) {
	v = r.rt.GlobalObject()
	for _, name := range path {
		if v, ok = r.property(v, name); !ok {
			return nil, false
		}
	}
	return v, true
}

// property reads a property without running code, from the value or its prototypes.
func (r *Realm) property(v goja.Value, name string) (goja.Value, bool) {
	for o := r.boxed(v); o != nil; o = o.Prototype() {
		if r.errors.machine.IsProxy(o) {
			return nil, false
		}
		d := r.descriptor(o, name)
		if d == nil {
			continue
		}
		if value := d.Get("value"); value != nil {
			return value, true
		}
		if o == r.rt.GlobalObject() && r.scope.kinds[name] == "" {
			return o.Get(name), true // one of our own, made at first use
		}
		return nil, false
	}
	return nil, false
}

// boxed is ToObject without undefined and null.
func (r *Realm) boxed(v goja.Value) *goja.Object {
	if v == nil || goja.IsUndefined(v) || goja.IsNull(v) {
		return nil
	}
	return v.ToObject(r.rt)
}

// descriptor is Object.getOwnPropertyDescriptor, nil for no such property.
func (r *Realm) descriptor(o *goja.Object, name string) *goja.Object {
	v, err := r.scope.getDescriptor(goja.Undefined(), o, r.rt.ToValue(name))
	if err != nil {
		return nil
	}
	d, _ := v.(*goja.Object)
	return d
}

// maxCandidates bounds the properties looked at: a huge array has too many names to be of use.
const maxCandidates = 2000

// properties adds the names that v and its prototypes have, with what they are.
func (r *Realm) properties(v goja.Value, found map[string]string) {
	for o := r.boxed(v); o != nil; o = o.Prototype() {
		if r.errors.machine.IsProxy(o) {
			return
		}
		if o.ClassName() == "Array" && o.Get("length").ToInteger() > maxCandidates {
			continue
		}
		for i, name := range o.GetOwnPropertyNames() {
			if i > maxCandidates {
				break
			}
			if _, known := found[name]; !known {
				found[name] = r.kindOf(o, name)
			}
		}
	}
}

// kindOf is the Type of a property's Match.
func (r *Realm) kindOf(o *goja.Object, name string) string {
	d := r.descriptor(o, name)
	if d == nil {
		return "property"
	}
	f, ok := d.Get("value").(*goja.Object)
	if !ok {
		return "instance"
	}
	if _, callable := goja.AssertFunction(f); !callable {
		return "instance"
	}
	if strings.HasPrefix(functionSource(f), "class") {
		return "class"
	}
	return "function"
}

// functionSource is what Function.prototype.toString gives, never the object's own method.
func functionSource(f *goja.Object) string {
	if f.ClassName() != "Function" {
		return ""
	}
	s, _ := f.ToString().Export().(string)
	return s
}

// Inspect describes the value named at cursor, a UTF-16 offset into code; detail 1 adds the source of a function. ok is
// false if nothing is known there. Any goroutine but the loop's; runs no code of the user.
func (r *Realm) Inspect(code string, cursor, detail int) (b display.Bundle, ok bool) {
	before := utf16Prefix(code, cursor)
	if text, ok := aboutMagic(before, nameAhead.FindString(code[min(len(before), len(code)):])); ok {
		return display.Text(text), true
	}
	path := chainAt(code, cursor)
	if len(path) == 0 {
		return display.Bundle{}, false
	}
	r.look(func() {
		v, found := r.resolve(path)
		if !found {
			return
		}
		b, ok = display.Text(r.about(strings.Join(path, "."), v, detail)), true
	})
	return b, ok
}

var nameAhead = regexp.MustCompile(`^[\p{L}\p{N}_$]*`)

// chainAt returns the names of the expression at the cursor: of "a.bc(" with the cursor in or behind bc, a and bc.
func chainAt(code string, cursor int) []string {
	before := utf16Prefix(code, cursor)
	after := code[min(len(before), len(code)):]
	text := strings.TrimRight(before+nameAhead.FindString(after), "( \t")
	m := chainBeforeCursor.FindStringSubmatch(text)
	if m == nil || m[2] == "" {
		return names(m[1])
	}
	return append(names(m[1]), m[2])
}

// about is the text of an inspect_reply.
func (r *Realm) about(name string, v goja.Value, detail int) string {
	options := inspect.Default()
	options.CustomInspect = false
	value, err := r.inspector.Inspect(v, options)
	if err != nil {
		value = "(cannot be shown)"
	}
	if f, ok := v.(*goja.Object); ok {
		if source := functionSource(f); source != "" {
			return aboutFunction(name, value, source, detail)
		}
	}
	return name + ": " + value
}

// aboutFunction shows the signature, and with detail the whole source.
func aboutFunction(name, value, source string, detail int) string {
	signature, _, _ := strings.Cut(source, "{")
	if i := strings.Index(source, "=>"); i >= 0 && i < len(signature) {
		signature = source[:i]
	}
	s := name + ": " + value + "\n\n" + strings.TrimSpace(signature)
	if detail > 0 && !strings.Contains(source, "[native code]") {
		s = name + ": " + value + "\n\n" + source
	}
	return s
}

// IsComplete tells whether a console should run code or ask for more lines: "complete", "incomplete" with the indent of
// the next line, "invalid" or "unknown". Any goroutine.
func (r *Realm) IsComplete(code string) (status, indent string) { return lower.IsComplete(code) }
