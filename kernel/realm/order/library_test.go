package order

import "fmt"

func (g *generator) event() string { return g.pick("a", "a", "b", "error") }

// listen adds a listener to an EventEmitter, or removes all.
func (g *generator) listen(p place) *node {
	ee, event := g.slot("ee", 2), g.event()
	switch g.r.IntN(12) {
	case 0:
		return g.stmt(ee + ".removeAllListeners('" + event + "');")
	case 1:
		return g.stmt(ee+".on('"+g.pick("newListener", "removeListener")+"', (name) => { "+g.guard("listener", "name")+" $0 });", g.block(p.fn()))
	case 2:
		return g.stmt(ee+".on('"+event+"', async (v) => { "+g.guard("async listener", "v")+" $0 });", g.block(p.asyncFn()))
	case 3:
		return g.stmt("{ const f = (v) => { "+g.guard("listener", "v")+" "+ee+".off('"+event+"', f); $0 }; "+ee+".on('"+event+"', f); }", g.block(p.fn()))
	case 4:
		if p.async && !g.off[generators] {
			signal := g.pick("", ", signal: "+g.slot("ac", 2)+".signal")
			return g.stmt(fmt.Sprintf("for await (const [x] of on(%s, '%s', { close: ['b']%s })) { if (!log('event %d', x)) break; $0 }", ee, event, signal, g.name()), g.block(p.in()))
		}
	case 5:
		return g.stmt("once("+ee+", '"+event+"').then((v) => { "+g.guard("once", "v")+" $0 }, (e) => { "+g.guard("failed", "e")+" });", g.block(p.fn()))
	}
	return g.stmt(ee+"."+g.pick("on", "on", "once", "prependListener", "prependOnceListener")+"('"+event+"', (v) => { "+g.guard("listener", "v")+" $0 });", g.block(p.fn()))
}

func (g *generator) emit(p place) *node {
	event := g.event()
	if event == "error" {
		return g.stmt(g.slot("ee", 2) + ".emit('error', " + g.reason() + ");")
	}
	return g.stmt(fmt.Sprintf("log('emitted %d', %s.emit('%s', $0));", g.name(), g.slot("ee", 2), event), g.expression(p.in()))
}

// addListener adds a listener to an EventTarget.
func (g *generator) addListener(p place) *node {
	et, event := g.slot("et", 2), g.pick("a", "a", "b")
	options := g.pick("", "", ", { once: true }", ", { capture: true }", ", { passive: true }", ", { signal: "+g.slot("ac", 2)+".signal }")
	switch g.r.IntN(6) {
	case 0:
		return g.stmt("{ const f = (e) => { "+g.guard("listener", "e")+" "+et+".removeEventListener('"+event+"', f); $0 }; "+et+".addEventListener('"+event+"', f"+options+"); }", g.block(p.fn()))
	case 1:
		return g.stmt(et+".addEventListener('"+event+"', async (e) => { "+g.guard("async listener", "e")+" $0 }"+options+");", g.block(p.asyncFn()))
	case 2:
		return g.stmt(et+".addEventListener('"+event+"', { handleEvent(e) { "+g.guard("handleEvent", "e")+" e."+g.pick("stopImmediatePropagation", "preventDefault")+"(); $0 } }"+options+");", g.block(p.fn()))
	}
	return g.stmt(et+".addEventListener('"+event+"', (e) => { "+g.guard("listener", "e")+" $0 }"+options+");", g.block(p.fn()))
}

func (g *generator) dispatch(place) *node {
	return g.stmt(fmt.Sprintf("try { log('dispatched %d', %s.dispatchEvent(new Event('%s', { cancelable: true }))); } catch (e) { log('dispatch', e); }", g.name(), g.slot("et", 2), g.pick("a", "a", "b")))
}

// onAbort is someone who waits for a signal.
func (g *generator) onAbort(p place) *node {
	signal := g.slot("ac", 2) + ".signal"
	switch g.r.IntN(8) {
	case 0:
		return g.stmt(signal+".onabort = (e) => { "+g.guard("onabort", "e")+" $0 };", g.block(p.fn()))
	case 1:
		return g.stmt("addAbortListener("+signal+", (e) => { "+g.guard("abort listener", "e")+" $0 });", g.block(p.fn()))
	case 2:
		return g.stmt("AbortSignal.any(["+signal+", "+g.slot("ac", 2)+".signal]).addEventListener('abort', (e) => { "+g.guard("any", "e")+" $0 });", g.block(p.fn()))
	case 3:
		return g.stmt("{ const s = AbortSignal.timeout(#0); s.onabort = () => { "+g.guard("timed out", "s.reason")+" $0 }; }", g.block(p.fn())).ms(max(1, g.duration()))
	case 4:
		return g.stmt(g.slot("ac", 2) + " = new AbortController();")
	case 5:
		return g.stmt("util.aborted("+signal+", "+g.slot("ee", 2)+").then(() => { "+g.guard("aborted")+" $0 });", g.block(p.fn()))
	}
	return g.stmt(signal+".addEventListener('abort', (e) => { "+g.guard("abort", "e", signal+".reason")+" $0 });", g.block(p.fn()))
}

func (g *generator) abort(place) *node {
	ac := g.slot("ac", 2)
	return g.stmt(g.pick(ac+".abort();", ac+".abort("+g.reason()+");", ac+".abort("+g.reason()+");", fmt.Sprintf("log('signal %d', %s.signal.aborted, %s.signal.reason);", g.name(), ac, ac)))
}

// onMessage listens on a port of a MessageChannel, closes one, or refs and unrefs.
func (g *generator) onMessage(p place) *node {
	port := g.port()
	switch g.r.IntN(10) {
	case 0, 1, 2:
		return g.stmt(port+".on('message', (v) => { "+g.guard("message", "v")+" $0 });", g.block(p.fn()))
	case 3, 4:
		return g.stmt(port+".once('message', (v) => { "+g.guard("message", "v")+" $0 });", g.block(p.fn()))
	case 5, 6:
		return g.stmt(port+".onmessage = (e) => { "+g.guard("message", "e.data")+" $0 };", g.block(p.fn()))
	case 7:
		return g.stmt(port+".on('close', () => { "+g.guard("closed")+" $0 });", g.block(p.fn()))
	case 8:
		return g.stmt(port + g.pick(".close();", ".unref();", ".ref();"))
	}
	return g.stmt(port + ".close();")
}

func (g *generator) port() string { return fmt.Sprintf("port(%d)", g.r.IntN(2)) }

func (g *generator) post(place) *node {
	return g.stmt(fmt.Sprintf("%s.postMessage('m%d');", g.port(), g.name()))
}

// store is a use of AsyncLocalStorage.
func (g *generator) store(p place) *node {
	switch g.r.IntN(6) {
	case 0:
		return g.stmt(fmt.Sprintf("als.enterWith('s%d');", g.name()))
	case 1:
		return g.stmt("als.exit(() => { "+g.guard("exit")+" $0 });", g.block(p.fn()))
	case 2:
		return g.stmt("setImmediate(AsyncResource.bind(() => { "+g.guard("bound")+" $0 }));", g.block(p.fn()))
	case 3:
		return g.stmt("{ const f = AsyncLocalStorage.snapshot(); setImmediate(() => { f(() => { "+g.guard("snapshot")+" $0 }); log('back'); }); }", g.block(p.fn()))
	}
	return g.stmt(fmt.Sprintf("als.run('s%d', () => { $0 });", g.name()), g.block(p.fn()))
}

// utility is a smaller thing of the library.
func (g *generator) utility(p place) *node {
	switch g.r.IntN(4) {
	case 0:
		return g.stmt(fmt.Sprintf("process.emitWarning('m', 'W%d');", g.name()))
	case 1:
		return g.stmt("util.callbackify(async () => { "+g.guard("async")+" $0 return $1; })((e, v) => { "+g.guard("called back", "e", "v")+" $2 });",
			g.block(p.asyncFn()), g.expression(p.asyncFn()), g.block(p.fn()))
	case 2:
		return g.stmt("process.on('rejectionHandled', () => { " + g.guard("rejectionHandled") + " });")
	}
	return g.stmt("process._tickCallback();")
}
