package order

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// generator writes random programs. Each seed turns about half of the topics off, so that the others meet more often.
type generator struct {
	r      *rand.Rand
	label  int // of the next log
	budget int // nodes left
	off    [topics]bool
	whole  bool // a program of its own: it may die, exit, and listen to 'exit'
}

// topic is a group of features that a seed may leave out.
type topic int

const (
	always topic = iota
	ticks
	micros
	reactions
	timeouts
	intervals
	immediates
	functions // async ones
	thenables
	combinators
	deferreds
	rejections
	throws
	blocking
	clearing
	generators // async ones, and for await
	emitters
	targets
	aborts
	ports
	promised // timers/promises
	storage  // AsyncLocalStorage
	utilities
	listeners // of process
	ends      // exit, beforeExit
	cleanups  // yield in the finally block of an async generator
	topics    // how many
)

var topicNames = [topics]string{"always", "ticks", "micros", "reactions", "timeouts", "intervals", "immediates", "functions", "thenables",
	"combinators", "deferreds", "rejections", "throws", "blocking", "clearing", "generators", "emitters", "targets", "aborts", "ports",
	"promised", "storage", "utilities", "listeners", "ends", "cleanups"}

// place says what the code around allows.
type place struct {
	depth              int
	async, gen, inLoop bool
	main               bool // the statements of the program itself
	top                bool // the top level of a module: there is nothing to return from
}

func (p place) in() place { p.depth++; p.main = false; return p }

// fn is the place inside a new function.
func (p place) fn() place { return place{depth: p.depth + 1} }

func (p place) asyncFn() place { return place{depth: p.depth + 1, async: true} }

// randomProgram writes the program of a seed.
func randomProgram(p program, without string) *node {
	g := &generator{r: rand.New(rand.NewPCG(p.seed, 2)), budget: 20 + int(p.seed%5)*18, whole: p.whole}
	for t := always + 1; t < topics; t++ {
		g.off[t] = g.r.IntN(5) < 2
	}
	g.off[ends] = !p.whole || p.cell
	if p.cell {
		g.off[ports] = true // they hold a program, not a cell
	}
	// An exception that leaves a callback leaves Node in the callback's AsyncLocalStorage context, for all that follows;
	// Loopbook comes back from it. Nor does it always know the context of a rejection that nobody handles.
	if !g.off[storage] {
		for _, t := range []topic{throws, emitters, targets, listeners, rejections} {
			g.off[t] = true
		}
	}
	for t, name := range topicNames {
		if slices.Contains(strings.Split(without, ","), name) {
			g.off[t] = true
		}
	}
	main := &node{kind: block}
	if p.cell { // that dies of an exception otherwise, as the program does, but not in the same words
		main.kids = append(main.kids, g.stmt("process.on('uncaughtException', (e, origin) => { log('caught', e, origin); });"))
	}
	if !g.off[listeners] {
		main.kids = append(main.kids, g.processListeners()...)
	}
	for range 4 + g.r.IntN(5) {
		main.kids = append(main.kids, g.statement(place{main: true, async: p.module, top: p.module}))
	}
	return main
}

func (g *generator) chance(in int) bool { return g.r.IntN(in) == 0 }

func (g *generator) name() int {
	g.label++
	return g.label
}

func (g *generator) stmt(text string, kids ...*node) *node {
	return &node{kind: statement, text: text, kids: kids}
}

func (g *generator) expr(text string, kids ...*node) *node {
	return &node{kind: expression, text: text, kids: kids}
}

// ms adds a duration to n, for the place #k in its text.
func (n *node) ms(d int) *node {
	n.nums = append(n.nums, d)
	return n
}

// duration is of a timer. Programs of their own have only even ones, and even blocks: so no timer is ever one millisecond
// from being due when the main program ends, where Node has a race and Loopbook waits for the timer.
func (g *generator) duration() int {
	if g.whole {
		return []int{2, 2, 2, 4, 6, 10, 10, 20, 26, 50}[g.r.IntN(10)]
	}
	return []int{0, 1, 1, 1, 1, 2, 2, 3, 5, 5, 8, 10, 10, 13, 20, 25, 50}[g.r.IntN(17)]
}

// guard is the head of every callback: it logs, and ends a program that does not end by itself.
func (g *generator) guard(what string, values ...string) string {
	return fmt.Sprintf("if (!log('%s %d'%s)) return;", what, g.name(), strings.Join(append([]string{""}, values...), ", "))
}

// block is a handful of statements.
func (g *generator) block(p place) *node {
	b := &node{kind: block}
	most := 4
	if p.depth > 6 {
		most = 1
	}
	for n := g.r.IntN(most); n > 0; n-- {
		if g.budget <= 0 {
			break
		}
		b.kids = append(b.kids, g.statement(p))
	}
	if !g.off[throws] && g.chance(9) {
		b.kids = append(b.kids, g.throw())
	}
	return b
}

func (g *generator) error() string { return fmt.Sprintf("err('E%d')", g.name()) }

// reason is what something is rejected with or aborted for.
func (g *generator) reason() string {
	if g.chance(6) {
		return fmt.Sprintf("'r%d'", g.name())
	}
	return g.error()
}

func (g *generator) throw() *node { return g.stmt("throw " + g.reason() + ";") }

// choice is one way to write a statement or an expression.
type choice struct {
	topic  topic
	weight int
	fits   func(place) bool // nil: everywhere
	make   func(*generator, place) *node
}

func inAsync(p place) bool { return p.async }
func inGen(p place) bool   { return p.gen }

// choose writes one of the rules that fit.
func (g *generator) choose(rules []choice, p place) *node {
	g.budget--
	total := 0
	fits := func(c choice) bool { return !g.off[c.topic] && (c.fits == nil || c.fits(p)) }
	for _, r := range rules {
		if fits(r) {
			total += r.weight
		}
	}
	at := g.r.IntN(total)
	for _, r := range rules {
		if !fits(r) {
			continue
		}
		if at -= r.weight; at < 0 {
			return r.make(g, p)
		}
	}
	panic("order: unreachable")
}

func (g *generator) statement(p place) *node {
	if p.depth > 8 {
		return g.stmt(fmt.Sprintf("log('deep %d');", g.name()))
	}
	return g.choose(statementRules(), p)
}

func (g *generator) expression(p place) *node {
	if p.depth > 6 || g.budget <= 0 {
		return g.value()
	}
	return g.choose(expressionRules(), p)
}

func (g *generator) value() *node { return g.expr(fmt.Sprintf("'v%d'", g.name())) }

// slot is one of the variables of a kind: t0 …
func (g *generator) slot(name string, n int) string { return fmt.Sprintf("%s[%d]", name, g.r.IntN(n)) }

func (g *generator) pick(words ...string) string { return words[g.r.IntN(len(words))] }

// processListeners are those that a program begins with.
func (g *generator) processListeners() []*node {
	var all []*node
	if g.chance(2) {
		all = append(all, g.processListener(place{}))
	}
	if g.chance(2) {
		all = append(all, g.stmt("process.on('unhandledRejection', (e) => { if (!log('unhandled', e)) return; $0 });", g.block(place{depth: 3})))
	}
	if g.whole && !g.chance(4) {
		all = append(all, g.stmt("process.on('uncaughtException', (e, origin) => { log('caught', e, origin); });"))
	}
	return all
}

func (g *generator) processListener(p place) *node {
	body := g.block(place{depth: p.depth + 3})
	switch g.r.IntN(6) {
	case 0:
		return g.stmt("process.on('uncaughtException', (e, origin) => { "+g.guard("caught", "e", "origin")+" $0 });", body)
	case 1:
		return g.stmt("process.on('unhandledRejection', (e) => { "+g.guard("unhandled", "e")+" $0 });", body)
	case 2:
		return g.stmt("process.on('rejectionHandled', () => { "+g.guard("rejectionHandled")+" $0 });", body)
	case 3:
		return g.stmt("process.on('uncaughtExceptionMonitor', (e, origin) => { "+g.guard("monitor", "e", "origin")+" });", body)
	case 4:
		return g.stmt("process.on('warning', (w) => { if (/^W/.test(w.name)) { "+g.guard("warning", "w.name")+" $0 } });", body)
	}
	return g.stmt("try { process.setUncaughtExceptionCaptureCallback((e) => { "+g.guard("captured", "e")+" $0 }); } catch (e) { log('set', e); }", body)
}
