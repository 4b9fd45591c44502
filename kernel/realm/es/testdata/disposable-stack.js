// DisposableStack, AsyncDisposableStack, SuppressedError: order of disposal, errors, jobs
const t = (label, f) => { try { console.log(label, '->', f()); } catch (e) { console.log(label, '!!', e?.name, e?.message ?? e); } };
const log = [];
const d = (name, fail) => ({ [Symbol.dispose]() { log.push(name); if (fail) throw new Error(fail); } });
const flush = () => log.splice(0).join(' ');
for (const C of [DisposableStack, AsyncDisposableStack]) {
  const N = C.name;
  console.log('====', N);
  t('call', () => C());
  t('new', () => new C());
  t('proto', () => Reflect.ownKeys(C.prototype).map(String));
  t('tag', () => String(new C()));
  t('lengths', () => Reflect.ownKeys(C.prototype).map((k) => { const x = Object.getOwnPropertyDescriptor(C.prototype, k); return String(k) + ':' + (x.get ? 'get ' + x.get.name : typeof x.value === 'function' ? x.value.name + '/' + x.value.length : x.value); }));
  t('same', () => [C.prototype[Symbol.dispose] === C.prototype.dispose, C.prototype[Symbol.asyncDispose] === C.prototype.disposeAsync]);
  const s0 = new C();
  t('disposed', () => s0.disposed);
  t('use null', () => [s0.use(null), s0.use(undefined)]);
  t('use 5', () => s0.use(5));
  t('use str', () => s0.use('a'));
  t('use {}', () => s0.use({}));
  t('use bad', () => s0.use({ [Symbol.dispose]: 5 }));
  t('use null method', () => s0.use({ [Symbol.dispose]: null }));
  t('use returns', () => { const x = d('x'); return s0.use(x) === x; });
  t('adopt', () => s0.adopt(7, (v) => log.push('adopt' + v)));
  t('adopt bad', () => s0.adopt(7, 5));
  t('adopt none', () => s0.adopt(7));
  t('defer', () => s0.defer(function (...a) { log.push('defer' + a.length + (this === undefined || this === globalThis)); }));
  t('defer bad', () => s0.defer({}));
  t('defer none', () => s0.defer());
  t('move', () => { const m = s0.move(); return [m instanceof C, s0.disposed, m.disposed, m === s0]; });
  for (const m of ['use', 'adopt', 'defer', 'move']) t('after move ' + m, () => s0[m](d('y'), () => {}));
  for (const m of ['use', 'adopt', 'defer', 'move', 'dispose', 'disposeAsync', Symbol.dispose, Symbol.asyncDispose]) {
    if (!C.prototype[m]) continue;
    for (const v of [undefined, {}, 5, C === DisposableStack ? new AsyncDisposableStack() : new DisposableStack()]) {
      t(String(m) + ' on ' + typeof v, () => { const r = C.prototype[m].call(v); r?.catch?.((e) => console.log('async', String(m), e.name, e.message)); return r instanceof Promise ? 'promise' : r; });
    }
  }
  t('getter on {}', () => Object.getOwnPropertyDescriptor(C.prototype, 'disposed').get.call({}));
  t('subclass', () => { class S extends C {} const s = new S(); return [s instanceof S, s.move() instanceof S, String(s)]; });
}
console.log('==== dispose');
t('order', () => { const s = new DisposableStack(); s.use(d('a')); s.defer(() => log.push('b')); s.adopt('v', (v) => log.push('c' + v)); s.use(null); const r = s.dispose(); return [r, flush(), s.disposed, s.dispose()]; });
t('one error', () => { const s = new DisposableStack(); s.use(d('a')); s.use(d('b', 'B')); s.use(d('c')); try { s.dispose(); } finally { console.log(flush()); } });
t('two errors', () => { const s = new DisposableStack(); s.use(d('a', 'A')); s.use(d('b', 'B')); s.use(d('c', 'C')); try { s.dispose(); } catch (e) { return [e.name, e.message, e instanceof SuppressedError, e.error.message, e.suppressed.name, e.suppressed.error.message, e.suppressed.suppressed.message, Object.getOwnPropertyNames(e).sort(), Object.getOwnPropertyDescriptor(e, 'error').enumerable]; } });
t('throws undefined', () => { const s = new DisposableStack(); s.defer(() => { throw undefined; }); try { s.dispose(); } catch (e) { return ['caught', e]; } });
t('Symbol.dispose', () => { const s = new DisposableStack(); s.use(d('z')); s[Symbol.dispose](); return flush(); });
t('method read once', () => { const s = new DisposableStack(); const o = { get [Symbol.dispose]() { log.push('get'); return () => log.push('call'); } }; s.use(o); s.dispose(); return flush(); });
t('move keeps', () => { const s = new DisposableStack(); s.use(d('m')); const q = s.move(); s.dispose(); const before = flush(); q.dispose(); return [before, flush()]; });
t('add while disposing', () => { const s = new DisposableStack(); s.defer(() => { s.defer(() => {}); }); s.dispose(); });
t('SuppressedError call', () => { const e = SuppressedError(1, 2, 'm'); return [e instanceof SuppressedError, e instanceof Error, e.error, e.suppressed, e.message, Object.getOwnPropertyNames(e).sort()]; });
t('SuppressedError no message', () => { const e = new SuppressedError(1, 2); return [Object.hasOwn(e, 'message'), e.message, String(e), Object.getOwnPropertyNames(e).sort()]; });
t('SuppressedError none', () => { const { stack, ...rest } = Object.getOwnPropertyDescriptors(new SuppressedError()); return rest; });
t('SuppressedError shape', () => [SuppressedError.length, SuppressedError.name, Object.getPrototypeOf(SuppressedError) === Error, Reflect.ownKeys(SuppressedError.prototype), SuppressedError.prototype.message === '', SuppressedError.prototype.name, Object.prototype.toString.call(new SuppressedError()), Error.isError(new SuppressedError())]);
t('SuppressedError sub', () => { class X extends SuppressedError {} const e = new X(1, 2, 'q'); return [e.name, e instanceof X, e.constructor.name, String(e)]; });
t('SuppressedError options', () => new SuppressedError(1, 2, 'x', { cause: 3 }).cause);
t('SuppressedError stack', () => new SuppressedError(1, 2, 'x').stack.split('\n')[0]);
(async () => {
  console.log('==== async');
  const count = async (label, make) => {
    let n = 0, going = true;
    const tick = () => { if (going) { n++; queueMicrotask(tick); } };
    const p = make();
    const sync = flush();
    queueMicrotask(tick);
    let r;
    try { r = await p; } catch (e) { r = [e.name, e.message, e.error?.message, e.suppressed?.message]; }
    going = false;
    console.log(label, 'jobs', n, r, 'sync:', sync, 'later:', flush());
  };
  const a = (name, f) => ({ async [Symbol.asyncDispose]() { log.push(name); return f?.(); } });
  const stack = (...list) => { const s = new AsyncDisposableStack(); for (const x of list) typeof x === 'function' ? s.defer(x) : s.use(x); return s; };
  await count('empty', () => stack().disposeAsync());
  await count('null', () => stack(null).disposeAsync());
  await count('null null', () => stack(null, undefined).disposeAsync());
  await count('one async', () => stack(a('x')).disposeAsync());
  await count('two async', () => stack(a('x'), a('y')).disposeAsync());
  await count('one sync', () => stack(d('x')).disposeAsync());
  await count('two sync', () => stack(d('x'), d('y')).disposeAsync());
  await count('sync async null', () => stack(d('x'), a('y'), null, d('z')).disposeAsync());
  await count('defer', () => stack(() => log.push('f')).disposeAsync());
  await count('defer promise', () => stack(async () => { await 1; log.push('g'); }).disposeAsync());
  await count('thenable', () => stack({ [Symbol.asyncDispose]() { return { then(r) { log.push('then'); r(); } }; } }).disposeAsync());
  await count('sync returning promise is not awaited', () => stack({ [Symbol.dispose]() { log.push('s'); return new Promise(() => {}); } }).disposeAsync());
  await count('rejects', () => stack(a('x', () => { throw new Error('X'); }), a('y')).disposeAsync());
  await count('rejects twice', () => stack(a('x', () => { throw new Error('X'); }), a('y', () => { throw new Error('Y'); })).disposeAsync());
  await count('throws', () => stack({ [Symbol.asyncDispose]() { throw new Error('T'); } }).disposeAsync());
  await count('sync throws', () => stack(d('x', 'X'), d('y', 'Y')).disposeAsync());
  await count('adopt', () => { const s = new AsyncDisposableStack(); s.adopt(5, async (v) => log.push('v' + v)); return s.disposeAsync(); });
  await count('twice', () => { const s = stack(a('x')); s.disposeAsync(); return s.disposeAsync(); });
  await count('Symbol.asyncDispose', () => stack(a('x'))[Symbol.asyncDispose]());
  await count('preference', () => stack({ [Symbol.asyncDispose]() { log.push('async'); }, [Symbol.dispose]() { log.push('sync'); } }).disposeAsync());
  await count('null async method', () => stack({ [Symbol.asyncDispose]: null, [Symbol.dispose]() { log.push('sync'); } }).disposeAsync());
  const s = stack(a('1'), a('2')); const p = s.disposeAsync(); console.log(p instanceof Promise, s.disposed, await p);
  console.log(new DisposableStack(), new AsyncDisposableStack(), DisposableStack, SuppressedError, Symbol.dispose, Symbol.asyncDispose);
})();
