package inspect

import (
	"math"
	"strings"

	"github.com/dop251/goja"
)

// A printer is one call of inspect: its options and where it stands in the value.
//
// HOW AND WHY. The text is made in one walk, inner values first. Every level gives a list of entries ("a: 1", "[ 2 ]"),
// and layout.go decides, knowing only their widths, whether they share a line, stand in columns or one below the
// other. So the text of an inner value is final before its outer level is laid out, and all the walk carries downwards
// is the indentation its lines will have. What must equal Node to the byte is therefore three things: which entries
// (collection.go, function.go, failure.go, property.go), their order of evaluation (getters and custom inspectors are
// the user's code and see it), and the arithmetic of layout.go. The order of the questions below is Node's: a getter on
// Symbol.toStringTag runs after a custom inspector was looked up and before the keys are listed.
type printer struct {
	*Inspector
	opt      Options // limits are real numbers here: math.MaxInt for Infinity
	user     Options // as they were given
	indent   int
	nesting  int            // of calls, bounded by maxLevels
	level    int            // of the value that was entered last
	seen     []*goja.Object // from the outermost value to the current one
	circular map[*goja.Object]int
	budget   map[int]int // text made so far, by indentation
	mute     bool        // no "... n more items"
}

// nowhere is the level of a value shown inside another's name (a function's name that is an object): such a value has
// no depth, so it is never cut and never put on one line. Node has NaN here.
const nowhere = math.MinInt / 2

// What an enormous value costs: past maxText characters at one indentation nothing deeper is shown (Node's own limit),
// past maxLevels the value is cut as Node cuts it when its stack overflows.
const (
	maxText   = 1 << 27
	maxLevels = 800
	pollEvery = 256 // values between two looks at a pending interrupt
)

func (i *Inspector) printer(o Options) *printer {
	p := &printer{Inspector: i, opt: o, user: o}
	p.opt.Depth, p.opt.MaxStringLength = unlimit(o.Depth), unlimit(o.MaxStringLength)
	p.opt.BreakLength, p.opt.MaxArrayLength = unlimit(o.BreakLength), max(unlimit(o.MaxArrayLength), 0)
	if o.MaxArrayLength == unknown {
		p.opt.MaxArrayLength, p.mute = 0, true
	}
	return p
}

// value formats any value. level is the depth of the value in the whole, 0 for the outermost; inTyped says that v is
// a property of a typed array, which has shown its bytes already.
func (p *printer) value(v goja.Value, level int, inTyped bool) string {
	o, ok := v.(*goja.Object)
	if !ok {
		return p.primitive(v)
	}
	p.tick()
	p.descend()
	text := p.shown(o, level, inTyped)
	p.nesting--
	return text
}

// descend counts how deep the walk is. Node has its stack for that, and shows the value it was in when it ran out of
// it as interrupted.
func (p *printer) descend() {
	p.nesting++
	if p.nesting > maxLevels {
		panic(overflow{p.stackOverflow()})
	}
}

// An overflow is the panic of a walk that is too deep: printer.enter turns it into text, Inspector.guard into error.
type overflow struct{ error }

func (p *printer) shown(o *goja.Object, level int, inTyped bool) string {
	target, revoked := p.target(o)
	switch {
	case revoked:
		return p.style("<Revoked Proxy>", "special")
	case target == o:
	case p.opt.ShowProxy:
		return p.proxy(o, level)
	case goja.IsNull(p.readName(target, "0")): // Node's slip: it takes the target for the pair [target, handler]
		return p.style("<Revoked Proxy>", "special")
	}
	if text, done := p.customInspect(o, target, level); done {
		return text
	}
	for _, s := range p.seen {
		if s == target {
			return p.style("[Circular *"+itoa(p.reference(target))+"]", "special")
		}
	}
	return p.object(target, level, inTyped)
}

// tick lets a pending interrupt through, now and then: a walk without user code would never notice it.
func (p *printer) tick() {
	p.ticks++
	if p.ticks%pollEvery == 0 {
		p.in.poll(nil)
	}
}

// reference numbers the values that something inside them points back to, in the order found.
func (p *printer) reference(o *goja.Object) int {
	if n, ok := p.circular[o]; ok {
		return n
	}
	if p.circular == nil {
		p.circular = map[*goja.Object]int{}
	}
	n := len(p.circular) + 1
	p.circular[o] = n
	return n
}

// target is what a proxy stands for, and o itself when it is none. A proxy of a proxy gives the inner one, which is
// then shown through its traps.
func (p *printer) target(o *goja.Object) (t *goja.Object, revoked bool) {
	if p.brand(o) != proxy {
		return o, false
	}
	px, ok := o.Export().(goja.Proxy)
	if !ok || px.Handler() == nil || px.Target() == nil {
		return o, true
	}
	return px.Target(), false
}

func (p *printer) proxy(o *goja.Object, level int) string {
	if level > p.opt.Depth {
		return p.style("Proxy [Array]", "special")
	}
	px := o.Export().(goja.Proxy)
	level++
	p.indent += 2
	res := []string{p.value(px.Target(), level, false), p.value(px.Handler(), level, false)}
	p.indent -= 2
	return p.layout(res, "", [2]string{"Proxy [", "]"}, elements, level, nil)
}

// shape is how one object will be shown: what stands in front, the braces, the entries between them.
type shape struct {
	base      string // "[Function: f]", "<ref *1>"
	braces    [2]string
	keys      []key
	inherited []string                 // entries of user-defined prototypes, with showHidden
	entries   func(level int) []string // elements, in front of the properties; nil for none
	kind      layoutKind
	whole     string // the complete text, when nothing stands between braces
	done      bool   // whole is valid
}

// object formats an object (never a proxy) after all shortcuts: constructor, tag, then by brand.
func (p *printer) object(o *goja.Object, level int, inTyped bool) string {
	var inherited *[]string
	if p.opt.ShowHidden && level <= p.opt.Depth {
		inherited = new([]string)
	}
	n := p.constructorName(o, level, inherited)
	n.tag = p.tag(o)
	s := &shape{braces: [2]string{"{", "}"}}
	if inherited != nil {
		s.inherited = *inherited
	}
	if !p.iterable(o, n, s) {
		p.plain(o, n, s, level, inTyped)
	}
	if s.done {
		return s.whole
	}
	if level > p.opt.Depth {
		return p.style(n.cut(), "special")
	}
	return p.enter(o, n, s, level+1)
}

// enter formats the entries of o and lays them out.
func (p *printer) enter(o *goja.Object, n naming, s *shape, level int) (text string) {
	defer func(indent, nesting, seen int) {
		x := recover()
		if _, ok := x.(overflow); ok {
			p.indent, p.nesting, p.seen = indent, nesting, p.seen[:seen]
			name := strings.TrimSuffix(n.prefix("", ""), " ")
			text = p.style("["+name+": Inspection interrupted prematurely. Maximum call stack size exceeded.]", "special")
		} else if x != nil {
			panic(x)
		}
	}(p.indent, p.nesting, len(p.seen))
	p.seen = append(p.seen, o)
	p.level = level
	var out []string
	if s.entries != nil {
		out = s.entries(level)
	}
	plain := len(s.keys) > 0 && plainNames(o)
	for _, k := range s.keys {
		if plain && k.sym == nil && k.val == nil {
			out = append(out, p.entry(level, k, s.kind, property{value: p.read(o, k), enumerable: true}, o))
			continue
		}
		out = append(out, p.property(o, level, k, s.kind))
	}
	out = append(out, s.inherited...)
	if index, ok := p.circular[o]; ok {
		ref := p.style("<ref *"+itoa(index)+">", "special")
		switch {
		case p.opt.Compact == CompactTrue:
			s.braces[0] = ref + " " + s.braces[0]
		case s.base == "":
			s.base = ref
		default:
			s.base = ref + " " + s.base
		}
	}
	p.seen = p.seen[:len(p.seen)-1]
	if p.opt.Sorted {
		out = p.sort(out, s)
	}
	res := p.layout(out, s.base, s.braces, s.kind, level, o)
	p.spend(len(res))
	return res
}

func (p *printer) spend(n int) {
	if p.budget == nil {
		p.budget = map[int]int{}
	}
	p.budget[p.indent] += n
	if p.budget[p.indent] > maxText {
		p.opt.Depth = -1
	}
}

// empty reports that no property is left to show.
func (s *shape) empty() bool { return len(s.keys) == 0 && len(s.inherited) == 0 }

func (s *shape) finish(whole string) {
	s.whole, s.done = whole, true
}
