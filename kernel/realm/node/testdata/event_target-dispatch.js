// EventTarget, Event, CustomEvent, AbortSignal: rules ET1, ET2, AB1, AB2 and the checks.
const log = (...a) => console.log(...a);
const thrown = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };
const t = new EventTarget();
log(t, String(t), { deep: { er: { t } } });
for (const f of [() => new Event(), () => new Event('x', 5), () => new Event(Symbol('x')), () => new CustomEvent(), () => t.addEventListener('x'), () => t.addEventListener('x', 5), () => t.addEventListener('x', null), () => t.addEventListener('x', () => {}, 5), () => t.addEventListener('x', () => {}, { signal: 5 }), () => t.addEventListener(Symbol('s'), () => {}), () => t.removeEventListener('x'), () => t.dispatchEvent(), () => t.dispatchEvent({}), () => EventTarget.prototype.addEventListener.call({}, 'x', () => {}), () => Object.getOwnPropertyDescriptor(Event.prototype, 'type').get.call({}), () => new AbortSignal(), () => AbortSignal.timeout(-1), () => AbortSignal.timeout('x'), () => AbortSignal.any(5), () => AbortSignal.any([5]), () => AbortSignal.any(), () => AbortSignal.any('ab')]) log(thrown(f));
const shown = new Event('foo', { bubbles: true, cancelable: true, composed: true });
log([shown.type, shown.bubbles, shown.cancelable, shown.composed, shown.defaultPrevented, shown.eventPhase, shown.target, shown.currentTarget, shown.srcElement, shown.returnValue, shown.cancelBubble, shown.isTrusted, typeof shown.timeStamp, shown.composedPath()]);
log(Object.keys(Event.prototype).join(), Event.AT_TARGET, String(shown), Object.keys(shown));
log(new CustomEvent('c', { detail: { a: 1 } }).detail, new CustomEvent('c').detail);
// ET1
t.addEventListener('go', () => { log('one'); t.addEventListener('go', () => log('added')); t.removeEventListener('go', three); });
const three = () => log('three');
t.addEventListener('go', () => log('two'));
t.addEventListener('go', three);
t.addEventListener('go', () => log('last'));
t.dispatchEvent(new Event('go'));
// duplicates, capture, once, objects
const d = new EventTarget();
const dup = () => log('dup');
d.addEventListener('x', dup);
d.addEventListener('x', dup);
d.addEventListener('x', dup, true);
d.addEventListener('x', dup, { once: true });
d.addEventListener('x', { handleEvent(ev) { log('object', ev.type, this.mark); }, mark: 'm' });
d.addEventListener('x', function() { log('this', this === d); }, { once: true });
d.dispatchEvent(new Event('x'));
d.dispatchEvent(new Event('x'));
d.removeEventListener('x', dup);
d.removeEventListener('x', dup, { capture: true });
d.dispatchEvent(new Event('x'));
// preventDefault, stopImmediatePropagation, passive, recursion
const p = new EventTarget();
p.addEventListener('c', (ev) => { ev.preventDefault(); log(ev.eventPhase, ev.currentTarget === p, ev.composedPath().length, thrown(() => p.dispatchEvent(ev))); ev.stopImmediatePropagation(); });
p.addEventListener('c', () => log('stopped'));
log(p.dispatchEvent(new Event('c', { cancelable: true })), p.dispatchEvent(new Event('c')));
const pas = new EventTarget();
pas.addEventListener('c', (ev) => { ev.preventDefault(); ev.returnValue = false; log(ev.defaultPrevented); }, { passive: true });
log(pas.dispatchEvent(new Event('c', { cancelable: true })));
// signal option
const ac = new AbortController();
const s = new EventTarget();
s.addEventListener('y', () => log('with signal'), { signal: ac.signal });
s.dispatchEvent(new Event('y'));
ac.abort();
s.dispatchEvent(new Event('y'));
s.addEventListener('y', () => log('never'), { signal: ac.signal });
s.dispatchEvent(new Event('y'));
// ET2
process.on('uncaughtException', (err) => log('uncaught', err.message));
const th = new EventTarget();
th.addEventListener('t', () => { throw new Error('thrown'); });
th.addEventListener('t', async () => { throw new Error('rejected'); });
th.addEventListener('t', () => log('after the throw'));
process.nextTick(() => log('earlier tick'));
th.dispatchEvent(new Event('t'));
process.nextTick(() => log('later tick'));
// AB1
const c = new AbortController();
log(c, c.signal, { n: c.signal });
c.signal.addEventListener('abort', (ev) => log('first', ev.type, ev.isTrusted, c.signal.aborted));
c.signal.onabort = () => log('onabort');
c.signal.addEventListener('abort', () => log('third'));
log(typeof c.signal.onabort, thrown(() => c.signal.throwIfAborted()));
c.abort();
c.abort('again');
c.signal.addEventListener('abort', () => log('too late'));
log(c.signal.reason.name, c.signal.reason.message, c.signal.reason.code, c.signal.reason instanceof DOMException, thrown(() => c.signal.throwIfAborted()));
c.signal.onabort = null;
log(c.signal.onabort, AbortSignal.abort().reason.name, AbortSignal.abort('r').reason, AbortSignal.abort(undefined).reason.name);
// handler attributes keep their place
const h = new AbortController();
h.signal.onabort = () => log('replaced');
h.signal.addEventListener('abort', () => log('listener'));
h.signal.onabort = () => log('attribute');
h.abort();
// AB2
const a1 = new AbortController();
const a2 = new AbortController();
const any = AbortSignal.any([a1.signal, a2.signal]);
const nested = AbortSignal.any([any]);
a1.signal.addEventListener('abort', () => log('source', any.aborted));
any.addEventListener('abort', () => log('any', any.reason));
nested.addEventListener('abort', () => log('nested', nested.reason));
a1.signal.addEventListener('abort', () => log('source 2'));
a1.abort('one');
a2.abort('two');
log(any.reason, nested.reason, AbortSignal.any([]).aborted, AbortSignal.any([AbortSignal.abort('x')]).reason);
const lazy = new AbortController();
const unfollowed = AbortSignal.any([lazy.signal]);
lazy.abort('lazy');
log(unfollowed.aborted, unfollowed.reason);
const timeout = AbortSignal.timeout(5);
timeout.addEventListener('abort', () => log('timeout', timeout.reason.name, timeout.reason.code, timeout.reason.message));
setTimeout(() => log('end'), 50);
// DOMException
const ex = new DOMException('m', 'NotFoundError');
log(ex.name, ex.code, ex.message, String(ex), ex instanceof Error, Object.prototype.toString.call(ex), DOMException.ABORT_ERR, ex.NOT_FOUND_ERR, Object.keys(ex));
log(new DOMException().name, new DOMException('x', { name: 'N', cause: 5 }).cause, new DOMException('x', 'Unknown').code, thrown(() => DOMException.prototype.name), ex.stack.split('\n')[0]);
const { aborted } = require('util');
const res = {};
const ac4 = new AbortController();
aborted(ac4.signal, res).then((v) => log('util.aborted', v?.type));
ac4.abort();
aborted(5, res).catch((err) => log(err.code, err.message));
aborted(ac4.signal, 5).catch((err) => log(err.code, err.message));
