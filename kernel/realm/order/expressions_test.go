package order

import "fmt"

// expressionRules are the ways to write an expression.
func expressionRules() []choice {
	return []choice{
		{always, 8, nil, func(g *generator, _ place) *node { return g.value() }},
		{always, 1, nil, func(g *generator, _ place) *node { return g.expr("undefined") }},
		{reactions, 6, nil, func(g *generator, _ place) *node { return g.expr(g.slot("p", 3)) }},
		{reactions, 4, nil, (*generator).resolved},
		{reactions, 3, nil, (*generator).executor},
		{reactions, 3, nil, (*generator).reaction},
		{functions, 6, nil, (*generator).asyncValue},
		{functions, 4, inAsync, func(g *generator, p place) *node { return g.expr("(await $0)", g.expression(p.in())) }},
		{thenables, 7, nil, (*generator).thenable},
		{combinators, 6, nil, (*generator).combinator},
		{deferreds, 5, nil, func(g *generator, _ place) *node { return g.expr(g.slot("d", 2) + ".promise") }},
		{rejections, 3, nil, func(g *generator, _ place) *node { return g.expr("Promise.reject(" + g.reason() + ")") }},
		{promised, 6, nil, (*generator).timerPromise},
		{generators, 3, nil, (*generator).requestValue},
		{generators, 3, inGen, (*generator).yieldValue},
		{emitters, 2, inAsync, (*generator).onceValue},
		{utilities, 2, nil, (*generator).promisified},
	}
}

func (g *generator) resolved(p place) *node {
	return g.expr(g.pick("Promise.resolve($0)", "Promise.resolve($0)", "Sub.resolve($0)"), g.expression(p.in()))
}

func (g *generator) executor(p place) *node {
	later := g.pick("((f) => f())", "queueMicrotask", "process.nextTick", "setImmediate")
	return g.expr("new Promise((yes, no) => "+later+"(() => { "+g.guard("executor")+" $1 yes($0); }))", g.expression(p.fn()), g.block(p.fn()))
}

func (g *generator) reaction(p place) *node {
	if g.chance(4) {
		return g.expr(g.slot("p", 3)+"?.finally(() => { "+g.guard("finally")+" return $0; })", g.expression(p.fn()))
	}
	return g.expr(g.slot("p", 3)+"?.then((v) => { "+g.guard("then", "v")+" return $0; })", g.expression(p.fn()))
}

func (g *generator) asyncValue(p place) *node {
	return g.expr("(async () => { "+g.guard("async")+" $0 return $1; })()", g.block(p.asyncFn()), g.expression(p.asyncFn()))
}

// thenable resolves, rejects or throws, now or later, or does two of these.
func (g *generator) thenable(p place) *node {
	label := fmt.Sprintf("'thenable %d'", g.name())
	n := g.expr("", g.block(p.fn()), g.expression(p.fn()))
	act := g.pick("yes($1);", "yes($1);", "yes($1);", "no("+g.reason()+");", "throw "+g.reason()+";", "yes($1); throw "+g.reason()+";", "yes($1); yes('twice');",
		"process.nextTick(yes, $1);", "queueMicrotask(() => yes($1));", "setImmediate(yes, $1);", "return Promise.resolve($1).then(yes, no);")
	n.text = "thenable(" + label + ", (yes, no) => { $0 " + act + " })"
	return n
}

func (g *generator) combinator(p place) *node {
	n := g.expr("Promise." + g.pick("all", "allSettled", "any", "race") + "([")
	for k := range g.r.IntN(4) {
		if k > 0 {
			n.text += ", "
		}
		n.text += fmt.Sprintf("$%d", k)
		n.kids = append(n.kids, g.expression(p.in()))
	}
	n.text += "])"
	return n
}

func (g *generator) timerPromise(p place) *node {
	options := ""
	if !g.off[aborts] && g.chance(3) {
		options = ", { signal: " + g.slot("ac", 2) + ".signal }"
	}
	switch g.r.IntN(5) {
	case 0:
		return g.expr("timers.setImmediate($0"+options+")", g.expression(p.in()))
	case 1:
		return g.expr("timers.scheduler.wait(#0" + options + ")").ms(g.duration())
	case 2:
		return g.expr("timers.scheduler.yield()")
	}
	return g.expr("timers.setTimeout(#0, $0"+options+")", g.expression(p.in())).ms(g.duration())
}

func (g *generator) onceValue(place) *node {
	signal := ""
	if !g.off[aborts] && g.chance(3) {
		signal = ", { signal: " + g.slot("ac", 2) + ".signal }"
	}
	return g.expr("once(" + g.slot(g.pick("ee", "et"), 2) + ", '" + g.event() + "'" + signal + ")")
}

func (g *generator) promisified(p place) *node {
	later := g.pick("((f) => f())", "queueMicrotask", "process.nextTick", "setImmediate")
	answer := g.pick("done(null, $0)", "done(null, $0)", "done("+g.error()+")")
	return g.expr("util.promisify((done) => { "+g.guard("callback style")+" "+later+"(() => "+answer+"); })()", g.expression(p.fn()))
}
