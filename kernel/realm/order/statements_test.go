package order

import "fmt"

// statementRules are the ways to write a statement.
func statementRules() []choice {
	return []choice{
		{always, 1, nil, (*generator).logging},
		{ticks, 8, nil, (*generator).tick},
		{micros, 6, nil, (*generator).micro},
		{reactions, 8, nil, (*generator).chain},
		{timeouts, 8, nil, (*generator).timeout},
		{intervals, 3, nil, (*generator).interval},
		{immediates, 7, nil, (*generator).immediate},
		{clearing, 5, nil, (*generator).handleCall},
		{blocking, 4, nil, (*generator).blocks},
		{functions, 8, nil, (*generator).asyncCall},
		{functions, 12, inAsync, (*generator).await},
		{deferreds, 4, nil, (*generator).settle},
		{rejections, 4, nil, (*generator).rejection},
		{throws, 3, nil, (*generator).try},
		{generators, 5, nil, (*generator).newGenerator},
		{generators, 6, nil, (*generator).request},
		{generators, 8, inAsync, (*generator).forAwait},
		{generators, 14, inGen, (*generator).yield},
		{emitters, 4, nil, (*generator).listen},
		{emitters, 4, nil, (*generator).emit},
		{targets, 4, nil, (*generator).addListener},
		{targets, 4, nil, (*generator).dispatch},
		{aborts, 3, nil, (*generator).onAbort},
		{aborts, 3, nil, (*generator).abort},
		{ports, 3, nil, (*generator).onMessage},
		{ports, 4, nil, (*generator).post},
		{storage, 5, nil, (*generator).store},
		{utilities, 3, nil, (*generator).utility},
		{listeners, 2, nil, (*generator).processListener},
		{ends, 2, nil, (*generator).end},
	}
}

func (g *generator) logging(place) *node { return g.stmt(fmt.Sprintf("log('log %d');", g.name())) }

func (g *generator) tick(p place) *node {
	if g.chance(5) {
		return g.stmt("process.nextTick((a) => { "+g.guard("tick", "a")+" $1 }, $0);", g.expression(p.in()), g.block(p.fn()))
	}
	return g.stmt("process.nextTick(() => { "+g.guard("tick")+" $0 });", g.block(p.fn()))
}

func (g *generator) micro(p place) *node {
	return g.stmt("queueMicrotask(() => { "+g.guard("micro")+" $0 });", g.block(p.fn()))
}

// chain is a promise with reactions.
func (g *generator) chain(p place) *node {
	n := g.stmt("", g.promise(p))
	n.text = g.pick("", "", g.slot("p", 4)+" = ") + "$0"
	for k := 1; k <= 1+g.r.IntN(3); k++ {
		n.text += fmt.Sprintf("$%d", k)
		n.kids = append(n.kids, g.link(p))
	}
	if g.off[rejections] || g.chance(2) {
		n.text += fmt.Sprintf(".catch((e) => { %s })", g.guard("caught", "e"))
	}
	n.text += ";"
	return n
}

// promise is an expression that certainly has a method then.
func (g *generator) promise(p place) *node {
	switch g.r.IntN(5) {
	case 0, 1:
		return g.expr(g.slot("p", 3))
	case 2:
		return g.expr("new Promise((yes, no) => { "+g.guard("executor")+" yes($0); $1 })", g.expression(p.fn()), g.block(p.fn()))
	case 3:
		return g.expr("Sub.resolve($0)", g.expression(p.in()))
	}
	return g.expr("Promise.resolve($0)", g.expression(p.in()))
}

// link is one reaction of a chain.
func (g *generator) link(p place) *node {
	if g.chance(5) {
		p.depth += 2
	}
	body, result := g.block(p.fn()), g.expression(p.fn())
	if g.chance(3) {
		body.kids = nil
	}
	switch g.r.IntN(6) {
	case 0:
		return g.expr(".finally(() => { "+g.guard("finally")+" $0 return $1; })", body, result)
	case 1:
		return g.expr(".catch((e) => { "+g.guard("catch", "e")+" $0 return $1; })", body, result)
	case 2:
		return g.expr(".then((v) => { "+g.guard("then", "v")+" $0 return $1; }, (e) => { "+g.guard("else", "e")+" })", body, result)
	case 3:
		return g.expr(".then(async (v) => { "+g.guard("then", "v")+" $0 return $1; })", g.block(p.asyncFn()), g.expression(p.asyncFn()))
	}
	return g.expr(".then((v) => { "+g.guard("then", "v")+" $0 return $1; })", body, result)
}

func (g *generator) timeout(p place) *node {
	d := g.duration()
	if g.chance(8) {
		return g.stmt(g.slot("t", 3)+" = setTimeout((v) => { "+g.guard("timer", "v")+" $1 }, #0, $0);", g.expression(p.in()), g.block(p.fn())).ms(d)
	}
	unref := ""
	if !g.off[clearing] && g.chance(8) {
		unref = ".unref()"
	}
	return g.stmt(g.slot("t", 3)+" = setTimeout(() => { "+g.guard("timer")+" $0 }, #0)"+unref+";", g.block(p.fn())).ms(d)
}

func (g *generator) interval(p place) *node {
	guard := fmt.Sprintf("if (!log('interval %d') || ++n > #1) return clearInterval(this);", g.name())
	return g.stmt("{ let n = 0; "+g.slot("t", 3)+" = setInterval(function () { "+guard+" $0 }, #0); }", g.block(p.fn())).ms(g.duration()).ms(1 + g.r.IntN(4))
}

func (g *generator) immediate(p place) *node {
	return g.stmt(g.slot("i", 3)+" = setImmediate(() => { "+g.guard("immediate")+" $0 });", g.block(p.fn()))
}

// handleCall clears, refs, unrefs or refreshes a timer or an immediate.
func (g *generator) handleCall(place) *node {
	t, i := g.slot("t", 3), g.slot("i", 3)
	return g.stmt(g.pick(
		"clearTimeout("+t+");", "clearTimeout("+t+");", "clearInterval("+t+");", t+"?.close();", "if ("+t+") clearTimeout(+"+t+");",
		t+"?.refresh();", t+"?.refresh();", t+"?.refresh();", t+"?.ref();", t+"?.unref();", "log('hasRef', "+t+"?.hasRef());",
		"clearImmediate("+i+");", "clearImmediate("+i+");", i+"?.ref();", i+"?.unref();", "log('hasRef', "+i+"?.hasRef());"))
}

func (g *generator) blocks(place) *node {
	if g.whole {
		return g.stmt("block(#0);").ms(2 + 2*g.r.IntN(6))
	}
	return g.stmt("block(#0);").ms(1 + g.r.IntN(12))
}

// asyncCall calls an async function.
func (g *generator) asyncCall(p place) *node {
	text := "(async () => { " + g.guard("async") + " $0 return $1; })()"
	switch {
	case g.chance(3):
		text = g.slot("p", 4) + " = " + text
	case g.off[rejections] || g.chance(2):
		text += ".catch((e) => { " + g.guard("caught", "e") + " })"
	}
	return g.stmt(text+";", g.block(p.asyncFn()), g.expression(p.asyncFn()))
}

func (g *generator) await(p place) *node {
	return g.stmt(fmt.Sprintf("log('awaited %d', await $0);", g.name()), g.expression(p.in()))
}

func (g *generator) settle(p place) *node {
	d := g.slot("d", 2)
	switch g.r.IntN(6) {
	case 0:
		return g.stmt(d + " = deferred();")
	case 1:
		return g.stmt(d + ".reject(" + g.reason() + ");")
	case 2:
		return g.stmt(d+".promise.then((v) => { "+g.guard("settled", "v")+" $0 }, (e) => { "+g.guard("failed", "e")+" });", g.block(p.fn()))
	}
	return g.stmt(d+".resolve($0);", g.expression(p.in()))
}

// rejection is a rejected promise, or a handler for one.
func (g *generator) rejection(p place) *node {
	q := g.slot("p", 3)
	switch g.r.IntN(4) {
	case 0:
		return g.stmt(q + " = Promise.reject(" + g.reason() + ");")
	case 1:
		return g.stmt(q+"?.catch((e) => { "+g.guard("late", "e")+" $0 });", g.block(p.fn()))
	case 2:
		return g.stmt("new Promise((yes, no) => { " + g.pick("process.nextTick", "setImmediate", "queueMicrotask", "((f) => f())") + "(() => no(" + g.reason() + ")); });")
	}
	later := g.pick("process.nextTick(f)", "setImmediate(f)", "queueMicrotask(f)", "setTimeout(f, 2)")
	return g.stmt("{ const q = Promise.reject("+g.reason()+"); const f = () => { q.catch((e) => { "+g.guard("handled", "e")+" $0 }); }; "+later+"; }", g.block(p.fn()))
}

func (g *generator) try(p place) *node {
	if g.chance(3) {
		cleanup := p.in()
		cleanup.gen = cleanup.gen && !g.off[cleanups]
		return g.stmt("try { $0 } finally { log('"+fmt.Sprintf("cleanup %d", g.name())+"'); $1 }", g.block(p.in()), g.block(cleanup))
	}
	return g.stmt("try { $0 } catch (e) { log('"+fmt.Sprintf("catch %d", g.name())+"', e); $1 }", g.block(p.in()), g.block(p.in()))
}

// end is what only a program of its own may do.
func (g *generator) end(p place) *node {
	switch g.r.IntN(7) {
	case 0, 1:
		return g.stmt("process.on('exit', (c) => { "+g.guard("exit", "c", "process.exitCode")+" $0 });", g.block(p.fn()))
	case 2, 3:
		return g.stmt("{ let n = 0; process.on('beforeExit', (c) => { if (++n > 2) return; "+g.guard("beforeExit", "c")+" $0 }); }", g.block(p.fn()))
	case 4:
		return g.stmt(fmt.Sprintf("process.exitCode = %d;", g.r.IntN(20)))
	case 5:
		return g.stmt("process.once('beforeExit', () => { "+g.guard("beforeExit")+" $0 });", g.block(p.fn()))
	}
	if !g.chance(3) {
		return g.stmt("process.once('exit', () => { "+g.guard("exit")+" $0 });", g.block(p.fn()))
	}
	return g.stmt(fmt.Sprintf("process.exit(%s);", g.pick("", "3", "0")))
}
