// EventEmitter: rules EV1 to EV6, errors, inspection, the functions of the module.
const EventEmitter = require('events');
const { once, on, getEventListeners, getMaxListeners, setMaxListeners, listenerCount, errorMonitor, addAbortListener, captureRejectionSymbol, EventEmitterAsyncResource } = EventEmitter;
const log = (...a) => console.log(...a);
const thrown = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };
log(Object.keys(EventEmitter).join(), Object.getOwnPropertyNames(EventEmitter.prototype).join());
const e = new EventEmitter();
log(e, Object.keys(e));
for (const f of [() => e.on('x'), () => e.once('x', 1), () => e.off('x', {}), () => e.emit('error'), () => e.emit('error', undefined), () => e.emit('error', null), () => e.emit('error', { a: 1 }), () => e.emit('error', 'text'), () => e.emit('error', new TypeError('real')),
  () => e.setMaxListeners(-1), () => e.setMaxListeners('1'), () => e.setMaxListeners(NaN), () => setMaxListeners(1, {}), () => getEventListeners({}, 'x'), () => getMaxListeners(null), () => getMaxListeners({}), () => listenerCount({}, 'x'),
  () => { EventEmitter.defaultMaxListeners = -1; }, () => { EventEmitter.captureRejections = 1; }, () => new EventEmitter({ captureRejections: 1 }), () => on(e, 'x', 1), () => on(e, 'x', { signal: 1 }), () => on(e, 'x', { highWaterMark: 0 }), () => on({}, 'x'), () => addAbortListener(), () => addAbortListener({}), () => addAbortListener(new AbortController().signal, 1), () => new EventEmitterAsyncResource()]) log(thrown(f));
// EV1
e.on('a', function first(x) { log('first', x, this === e); e.off('a', second); e.on('a', late); });
function second() { log('second'); }
function late() { log('late'); }
e.on('a', second);
e.emit('a', 1);
log(e.listenerCount('a'), e.listeners('a').map((f) => f.name), e.eventNames());
e.emit('a', 2);
e.removeAllListeners('a');
log(e.eventNames(), e.rawListeners('a'));
// EV2
e.on('newListener', (name, fn) => log('newListener', name, fn.name, e.listenerCount(name)));
e.on('removeListener', (name, fn) => log('removeListener', name, fn.name, e.listenerCount(name)));
function handler() { log('handler', [...arguments].length); }
e.once('o', handler);
log(e.rawListeners('o')[0].listener === handler, e.listeners('o')[0] === handler, e.listenerCount('o', handler));
e.emit('o', 1, 2, 3);
log(e.emit('o'));
e.prependListener('p', () => log('p2'));
e.prependOnceListener('p', function p1() { log('p1'); });
e.emit('p');
e.emit('p');
const sym = Symbol('s');
e.on(sym, handler).on('__proto__', handler).on('toString', handler);
log(e.eventNames());
e.removeAllListeners();
log(e.eventNames(), e._eventsCount);
// errorMonitor
const m = new EventEmitter();
m.on(errorMonitor, (err) => log('monitor', err.message));
log(thrown(() => m.emit('error', new Error('seen'))));
m.on('error', (err) => log('handled', err.message));
log(m.emit('error', new Error('again')));
// a throw leaves emit
const th = new EventEmitter();
th.on('t', () => { throw new Error('stop'); });
th.on('t', () => log('unreached'));
log(thrown(() => th.emit('t')));
th.once('u', () => { throw new Error('in once'); });
log(thrown(() => th.emit('u')), th.listenerCount('u'));
// inheritance without a constructor call
function Old() {}
Object.setPrototypeOf(Old.prototype, EventEmitter.prototype);
const old = new Old();
log(old.emit('x'), old.listenerCount('x'), old.eventNames());
old.on('x', () => log('old x'));
old.emit('x');
class Sub extends EventEmitter { constructor() { super(); this.own = 1; } }
log(new Sub());
// EV3
(async () => {
  const p = new EventEmitter();
  const first = once(p, 'v');
  p.emit('v', 1, 2);
  p.emit('v', 3);
  log(await first);
  const failing = once(p, 'v');
  p.emit('error', new Error('once error'));
  await failing.catch((err) => log(err.message));
  const errors = once(p, 'error');
  p.emit('error', new Error('wanted'));
  log((await errors)[0].message);
  const ac = new AbortController();
  const aborted = once(p, 'never', { signal: ac.signal });
  ac.abort('why');
  await aborted.catch((err) => log(err.name, err.code, err.cause, p.listenerCount('never')));
  await once(p, 'x', { signal: 1 }).catch((err) => log(err.code));
  await once({}, 'x').catch((err) => log(err.code, err.message));
  const target = new EventTarget();
  const ev = once(target, 'foo');
  target.dispatchEvent(new Event('foo'));
  log((await ev)[0].type);
  // EV4
  const src = new EventEmitter();
  const it = on(src, 'data', { close: ['end'] });
  src.emit('data', 1);
  src.emit('data', 2, 'b');
  log(await it.next(), await it.next());
  const waiting = it.next();
  src.emit('data', 3);
  log(await waiting);
  src.emit('data', 4);
  src.emit('end');
  log(await it.next(), await it.next(), src.listenerCount('data'));
  const bad = on(src, 'data');
  src.emit('data', 'x');
  src.emit('error', new Error('on error'));
  log(await bad.next());
  await bad.next().catch((err) => log(err.message));
  log(await bad.next(), typeof bad[Symbol.asyncIterator], bad[Symbol.asyncIterator]() === bad);
  const ac2 = new AbortController();
  const ab = on(src, 'data', { signal: ac2.signal });
  const pend = ab.next();
  ac2.abort();
  await pend.catch((err) => log(err.name, err.message));
  const ret = on(src, 'q');
  log(await ret.return(), await ret.next(), src.listenerCount('q'));
  log(thrown(() => on(src, 'q').throw(5)));
  const marked = Object.assign(new EventEmitter(), { pause() { log('pause'); }, resume() { log('resume'); } });
  const w = on(marked, 'd', { highWaterMark: 2, lowWaterMark: 1 });
  for (let i = 0; i < 4; i++) marked.emit('d', i);
  for (let i = 0; i < 4; i++) log((await w.next()).value);
  // EV5
  const cap = new EventEmitter({ captureRejections: true });
  cap.on('error', (err) => log('captured', err.message));
  cap.on('go', async () => { throw new Error('async'); });
  cap.emit('go');
  process.nextTick(() => log('tick'));
  Promise.resolve().then(() => log('micro'));
  await new Promise(setImmediate);
  const custom = new EventEmitter({ captureRejections: true });
  custom[captureRejectionSymbol] = (err, name, ...args) => log('custom', err.message, name, args);
  custom.on('go', async (v) => { throw new Error('async2'); });
  custom.emit('go', 42);
  await new Promise(setImmediate);
  // addAbortListener
  const ac3 = new AbortController();
  const disposable = addAbortListener(ac3.signal, (ev) => log('abort listener', ev.type));
  ac3.signal.addEventListener('abort', (ev) => ev.stopImmediatePropagation());
  ac3.abort();
  addAbortListener(ac3.signal, (ev) => log('already', ev));
  log('sync');
  disposable[Symbol.dispose]();
  await null;
  // leak warning
  process.on('warning', (warning) => log(warning.name, warning.message, warning.type, warning.count));
  const leak = new EventEmitter();
  for (let i = 0; i < 12; i++) leak.on('many', () => {});
  log('in a tick');
  const leak2 = new EventEmitter().setMaxListeners(1);
  leak2.on('x', () => {}).on('x', () => {});
  const et = new EventTarget();
  setMaxListeners(1, et);
  et.addEventListener('foo', () => {});
  et.addEventListener('foo', () => {});
  log(getMaxListeners(et), getMaxListeners(leak), getMaxListeners(leak2), getEventListeners(et, 'foo').length, listenerCount(et, 'foo'));
  await new Promise(setImmediate);
  const res = new EventEmitterAsyncResource({ name: 'Q' });
  res.on('z', () => log('in resource', res.asyncId > 0, typeof res.triggerAsyncId, res.asyncResource.eventEmitter === res));
  res.emit('z');
})();
