package order

import "fmt"

// generatorExpr is a new async generator object.
func (g *generator) generatorExpr(p place) *node {
	p = place{depth: p.depth + 1, async: true, gen: true}
	body := g.block(p)
	for range 1 + g.r.IntN(2) {
		body.kids = append(body.kids, g.yield(p))
	}
	if g.chance(3) {
		cleanup := p
		cleanup.gen = !g.off[cleanups]
		body = &node{kind: block, kids: []*node{g.stmt("try { $0 } finally { "+fmt.Sprintf("log('cleanup %d');", g.name())+" $1 }", body, g.block(cleanup))}}
	}
	return g.expr("(async function* () { "+g.guard("generator")+" $0 return $1; })()", body, g.expression(p))
}

func (g *generator) newGenerator(p place) *node {
	return g.stmt(g.slot("g", 2)+" = $0;", g.generatorExpr(p))
}

func (g *generator) yield(p place) *node {
	if g.chance(5) {
		return g.stmt(fmt.Sprintf("log('delegated %d', yield* $0);", g.name()), g.iterable(p.in()))
	}
	return g.stmt(fmt.Sprintf("log('sent %d', yield $0);", g.name()), g.expression(p.in()))
}

func (g *generator) yieldValue(p place) *node {
	return g.expr("(yield $0)", g.expression(p.in()))
}

// requestValue calls next, return or throw of a generator that may not be there.
func (g *generator) requestValue(p place) *node {
	method := g.pick("next($0)", "next($0)", "next($0)", "return($0)", "throw("+g.error()+")")
	return g.expr(g.slot("g", 2)+"?."+method, g.expression(p.in()))
}

func (g *generator) request(p place) *node {
	return g.stmt("$0?.then((v) => { "+g.guard("result", "v")+" $1 }, (e) => { "+g.guard("failed", "e")+" });", g.requestValue(p), g.block(p.fn()))
}

// forAwait is a loop in an async function.
func (g *generator) forAwait(p place) *node {
	p.inLoop = true
	leave := ""
	if g.chance(3) {
		leave = g.pick("break;", "continue;", "throw "+g.error()+";", "return;")
		if p.top && leave == "return;" {
			leave = "break;"
		}
	}
	return g.stmt(fmt.Sprintf("for await (const x of $0) { if (!log('loop %d', x)) break; $1 %s } log('after %d');", g.name(), leave, g.name()),
		g.iterable(p.in()), g.block(p.in()))
}

// iterable is what for await and yield* take.
func (g *generator) iterable(p place) *node {
	switch g.r.IntN(8) {
	case 0, 1:
		return g.generatorExpr(p)
	case 2:
		return g.expr("(" + g.slot("g", 2) + " ?? [])")
	case 3, 4:
		n := g.expr("[")
		for k := range 1 + g.r.IntN(3) {
			if k > 0 {
				n.text += ", "
			}
			n.text += fmt.Sprintf("$%d", k)
			n.kids = append(n.kids, g.expression(p.in()))
		}
		n.text += "]"
		return n
	case 5:
		if !g.off[promised] {
			return g.expr(fmt.Sprintf("(async function* () { let n = 0; for await (const v of timers.setInterval(#0, 'v%d', { ref: false })) { yield v; if (++n > 1) break; } })()", g.name())).ms(g.duration())
		}
	}
	return g.iterator(p)
}

// iterator is one written by hand: async or not, with results that are plain, promises or failures.
func (g *generator) iterator(p place) *node {
	p = p.fn()
	n := g.expr(fmt.Sprintf("iterable('iterable %d', Symbol.%s, [", g.name(), g.pick("asyncIterator", "asyncIterator", "iterator")))
	for k := range 1 + g.r.IntN(3) {
		n.text += fmt.Sprintf("() => "+g.pick("ok($%d)", "ok($%d)", "ok($%d)", "Promise.resolve(ok($%d))", "timers.setImmediate(ok($%d))"), k) + ", "
		n.kids = append(n.kids, g.expression(p))
	}
	n.text += g.pick("", "", "() => { throw "+g.error()+"; }", "() => Promise.reject("+g.error()+")", "() => 1") + "]"
	n.text += g.pick("", ", ok", ", (v) => Promise.resolve(ok(v, true))", ", () => { throw "+g.error()+"; }", ", () => Promise.reject("+g.error()+")", ", () => 1")
	n.text += ")"
	return n
}
