package inspect

import (
	"math"

	"github.com/dop251/goja"
)

// Infinity is the value of Depth, MaxArrayLength, MaxStringLength and BreakLength that means "no limit". A negative
// number n of the user is n-1 here.
const Infinity = -1

// Compact values that are not a number of levels.
const (
	CompactFalse = 0  // every property on a line of its own
	CompactTrue  = -1 // as much as fits on one line, closing braces included
)

// Getters says which accessors are called to show their value.
type Getters int

const (
	GettersNone Getters = iota // [Getter], [Setter] and [Getter/Setter] only
	GettersAll                 // every getter
	GettersGet                 // getters without a setter
	GettersSet                 // getters that also have a setter
)

// Options are the options of util.inspect. Start from [Inspector.Defaults] or [Default]: the zero value of Options
// is not the default (it has depth 0 and shows no array elements).
type Options struct {
	ShowHidden      bool
	Depth           int // levels below the value itself; Infinity (-1) for all; -2 or less shows not even the value itself
	Colors          bool
	CustomInspect   bool
	ShowProxy       bool
	MaxArrayLength  int // elements of arrays, Maps, Sets, bytes of buffers; Infinity (-1) for all
	MaxStringLength int // UTF-16 units; Infinity (-1) for all
	BreakLength     int // columns; Infinity (-1) never breaks a line
	Compact         int // innermost levels that may share a line, or CompactFalse, CompactTrue
	Sorted          bool
	Compare         goja.Value // with Sorted: the comparator of Array.prototype.sort, nil for the default order
	Getters         Getters
	NumericSep      bool // 1_000_000

	user      *goja.Object // the user's options object, if it has properties that are no options: custom inspectors get them
	stylize   goja.Value   // the user's own stylize function
	nullDepth bool         // the user wrote depth: null, and custom inspectors see that
}

// Default returns the options Node starts with. A program can change its own (util.inspect.defaultOptions):
// [Inspector.Defaults] returns those.
func Default() Options {
	return Options{
		Depth:           2,
		CustomInspect:   true,
		MaxArrayLength:  100,
		MaxStringLength: 10000,
		BreakLength:     80,
		Compact:         3,
	}
}

// readOptions sets what the properties of from say.
func (i *Inspector) readOptions(from *goja.Object, o *Options) {
	for _, name := range from.Keys() {
		v := i.readName(from, name)
		if !i.readOption(o, name, v) && o.user == nil {
			o.user = from
		}
	}
}

// readOption reports whether name is an option at all.
func (i *Inspector) readOption(o *Options, name string, v goja.Value) bool {
	switch name {
	case "showHidden":
		o.ShowHidden = v.ToBoolean()
	case "depth":
		o.nullDepth = goja.IsNull(v)
		o.Depth = limit(v, math.Inf(1))
	case "colors":
		o.Colors = v.ToBoolean()
	case "customInspect":
		o.CustomInspect = v.ToBoolean()
	case "showProxy":
		o.ShowProxy = v.ToBoolean()
	case "maxArrayLength":
		o.MaxArrayLength = limit(v, math.Inf(1))
	case "maxStringLength":
		o.MaxStringLength = limit(v, math.Inf(1))
	case "breakLength":
		o.BreakLength = limit(v, 0)
	case "compact":
		o.Compact = compactness(v)
	case "sorted":
		o.Sorted, o.Compare = v.ToBoolean(), nil
		if _, ok := v.Export().(bool); !ok {
			o.Compare = v
		}
	case "getters":
		o.Getters = gettersOf(v)
	case "numericSeparator":
		o.NumericSep = v.ToBoolean()
	case "stylize":
		o.stylize = v
		if i.isPainter(v) {
			o.stylize = nil
		}
	default:
		return false
	}
	return true
}

// unknown is a limit that is no number (undefined, say). Nothing is greater than it, and nothing fits into it.
const unknown = math.MinInt

// limit turns the number a user wrote into a limit of Options.
func limit(v goja.Value, null float64) int {
	f := v.ToFloat()
	if goja.IsNull(v) {
		f = null
	}
	switch f = math.Floor(f); {
	case math.IsNaN(f):
		return unknown
	case f > 1<<52:
		return Infinity
	case f < -1<<52:
		return -1 << 52
	case f < 0:
		return int(f) - 1
	}
	return int(f)
}

// unlimit is the number a limit stands for: math.MaxInt for no limit.
func unlimit(n int) int {
	switch {
	case n == Infinity || n == unknown:
		return math.MaxInt
	case n < 0:
		return n + 1
	}
	return n
}

func compactness(v goja.Value) int {
	if v.Export() == true {
		return CompactTrue
	}
	if !goja.IsNumber(v) {
		return CompactFalse
	}
	return int(max(0, min(v.ToFloat(), 1<<20)))
}

func gettersOf(v goja.Value) Getters {
	switch s := v.Export().(type) {
	case bool:
		if s {
			return GettersAll
		}
	case string:
		switch s {
		case "get":
			return GettersGet
		case "set":
			return GettersSet
		}
	}
	return GettersNone
}

// optionNames are the options in the order in which custom inspectors find them.
var optionNames = [...]string{"showHidden", "depth", "colors", "customInspect", "showProxy", "maxArrayLength",
	"maxStringLength", "breakLength", "compact", "sorted", "getters", "numericSeparator"}

// option is the JavaScript value of one option.
func (i *Inspector) option(o *Options, name string) goja.Value {
	number := func(n int) goja.Value {
		if n == unknown {
			return goja.NaN()
		}
		if n = unlimit(n); n == math.MaxInt {
			return goja.PositiveInf()
		}
		return i.rt.ToValue(n)
	}
	switch name {
	case "showHidden":
		return i.rt.ToValue(o.ShowHidden)
	case "depth":
		if o.nullDepth {
			return goja.Null()
		}
		return number(o.Depth)
	case "colors":
		return i.rt.ToValue(o.Colors)
	case "customInspect":
		return i.rt.ToValue(o.CustomInspect)
	case "showProxy":
		return i.rt.ToValue(o.ShowProxy)
	case "maxArrayLength":
		return number(o.MaxArrayLength)
	case "maxStringLength":
		return number(o.MaxStringLength)
	case "breakLength":
		return number(o.BreakLength)
	case "compact":
		return i.compactValue(o.Compact)
	case "sorted":
		if o.Compare != nil {
			return o.Compare
		}
		return i.rt.ToValue(o.Sorted)
	case "getters":
		return i.rt.ToValue([...]any{false, true, "get", "set"}[o.Getters])
	}
	return i.rt.ToValue(o.NumericSep)
}

func (i *Inspector) compactValue(n int) goja.Value {
	if n > 0 {
		return i.rt.ToValue(n)
	}
	return i.rt.ToValue(n == CompactTrue)
}
